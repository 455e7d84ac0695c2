"""ndarray.__setstate__, _reconstruct and scalar with wrong lengths, types and signs."""
import itertools

import numpy as np
from numpy._core import multiarray as ma

T = np.dtypes.StringDType
SHAPES = [(), (3,), (0,), (-1,), (2**62,), (2**31, 2**33), (1,) * 65, (2, 3), (3, 0), ("x",), (1.5,), None, 3, [3], (None,), (2**70,), (True,)]
DTYPES = [np.dtype(d) for d in ("f8", "O", "i4,O", "S3", "S0", "V0", "U2", "M8[s]", ">i4", "2i4", "(2,2)O", "?")] + [np.dtype(T()), "f8", None, float, 3]
DATA = [b"", b"x" * 24, b"x" * 23, b"x" * 12, bytearray(24), memoryview(b"x" * 24), "x" * 24, "\u1234" * 24, None, [], [1, 2, 3], [[], {}, ()], [(1, 2)] * 3, [1] * 1000,
        (1, 2, 3), 3, np.zeros(3), np.zeros(3, "O"), object()]


class Sub(np.ndarray):
    pass


def use(a):
    if a.nbytes < 10000:
        repr(a), a.copy(), a.tolist(), a.tobytes() if not a.dtype.hasobject else None, a == a
        a[...] = a


n = 0
for shape, d, data, fortran, version in itertools.product(SHAPES, DTYPES, DATA, (False, True), (1,)):
    for make in (lambda: ma._reconstruct(np.ndarray, (0,), b"b"), lambda: np.zeros(3, "O"), lambda: np.arange(3.0).view(Sub)):
        a = make()
        try:
            a.__setstate__((version, shape, d, fortran, data))
            use(a)
        except SystemError as error:
            print("BAD", error, shape, d, data)
        except Exception:
            pass
        # After a failure it must still be an array.
        try:
            use(a)
        except Exception:
            pass
        n += 1
for state in (None, (), (1,), (1, 2), (1, (3,), np.dtype("f8"), False), [1, (3,), np.dtype("f8"), False, b"x" * 24], (9, (3,), np.dtype("f8"), False, b"x" * 24),
              ((3,), np.dtype("f8"), False, b"x" * 24), ("x", (3,), np.dtype("f8"), False, b"x" * 24), (1, (3,), np.dtype("f8"), object(), b"x" * 24), (2**70, (3,), np.dtype("f8"), 0, b"")):
    try:
        a = np.zeros(3)
        a.__setstate__(state)
        use(a)
    except Exception as error:
        assert not isinstance(error, SystemError)
for ty, shape, d in itertools.product((np.ndarray, Sub, int, np.float64, np.ma.MaskedArray, 3, None), SHAPES, (b"b", "f8", "O", b"\xff", "zz", None, 3, np.dtype("i4,O"), "2O")):
    try:
        use(ma._reconstruct(ty, shape, d))
    except Exception as error:
        assert not isinstance(error, SystemError), error
for d, data in itertools.product(DTYPES, DATA):
    try:
        v = ma.scalar(d, data)
        repr(v), v == v, v.tolist(), np.array(v), hash(v)
    except Exception as error:
        assert not isinstance(error, SystemError), error
print("ok")
