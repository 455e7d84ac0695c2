"""Offsets, item sizes, shapes and strides at the edges of 31, 32, 63 and 64 bits."""
import itertools

import numpy as np

EDGES = [0, 1, -1, 7, 2**15, 2**29, 2**31 - 9, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**62, 2**63 - 9, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 2**70, -2**31, -2**63, -2**63 - 1]


def big(n):
    """What would be made, slowly."""
    return 2**20 < n < 2**40


def tries(*calls):
    for call in calls:
        try:
            r = call()
            if isinstance(r, np.dtype):
                repr(r), r.itemsize, hash(r), r.fields, r.newbyteorder(), r.descr if r.itemsize < 10000 else 0
                if 0 <= r.itemsize < 10000:
                    np.zeros(1, r).copy()
            elif isinstance(r, np.ndarray):
                r.shape, r.strides, r.nbytes, r.flags
        except SystemError as error:
            print("BAD", error)
        except Exception:
            pass


base = np.zeros(4)
chars = np.zeros(4, "S1")
for a, b in itertools.product(EDGES, EDGES):
    tries(lambda: np.dtype({"names": ["a", "b"], "formats": ["i4", "O"], "offsets": [a, b]}),
          lambda: np.dtype({"names": ["a"], "formats": ["f8"], "offsets": [a], "itemsize": b}),
          lambda: np.dtype({"a": ("i4", a), "b": ("f8", b)}),
          lambda: np.dtype(("i4", (a, b))), lambda: np.dtype([("x", "i8", (a, b)), ("y", "O")]), lambda: np.dtype(f"({a},{b})i4"), lambda: np.dtype(f"{a}i4,{b}f8"),
          lambda: np.dtype((np.dtype(("i4", (a,))), (b,))),
          lambda: np.ndarray((abs(a), 0, b), "i1"), lambda: np.ndarray((2,), "i4", bytearray(16), a, (b,)), lambda: np.ndarray((a,), "i4", bytearray(16), 0, (b,)),
          lambda: np.empty((a, b, 0)), lambda: np.zeros((0, a), "S1").reshape(b, -1), lambda: base.reshape(a, b), lambda: base.view(f"S{a}"),
          lambda: np.lib.stride_tricks.as_strided(base, (0, 2), (a, b)), lambda: np.lib.stride_tricks.as_strided(base, (0, a), (0, b)),
          lambda: np.broadcast_to(1, (a, b)), lambda: np.broadcast_to(np.zeros(0), (a, b, 0)), lambda: base.getfield("i4", a), lambda: chars.astype(f"U{b}") if not big(b) else None,
          lambda: np.frombuffer(bytearray(16), "i4", a, b), lambda: np.take(base, [a], mode="wrap"), lambda: base.repeat([a, b, 0, 0]) if not big(a) and not big(b) else None, lambda: np.ravel_multi_index((a, b), (2**40, 2**40), mode="wrap"),
          lambda: np.unravel_index(a, (b, 3)), lambda: base.setfield(1, "i4", a), lambda: np.concatenate([np.broadcast_to(np.int8(1), (abs(a), 0)), np.broadcast_to(np.int8(1), (abs(b), 0))]),
          lambda: np.dtype(("V", a)), lambda: np.dtype((np.void, a)), lambda: np.dtypes.StrDType(a), lambda: np.dtypes.BytesDType(b), lambda: np.strings.multiply(np.array(["ab"]), a)
          if not big(a) else None, lambda: np.lib.stride_tricks.sliding_window_view(base, a))
print("ok")
