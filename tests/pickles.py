"""Pickles that one core writes and the other reads: ``pickles.py write FILE`` and ``pickles.py read FILE``.

``write`` prints a digest of every pickle's bytes, ``read`` what comes out; both must be the same on both cores.
"""

import copy
import datetime
import pickle
import re
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore", np.exceptions.VisibleDeprecationWarning)


class Sub(np.ndarray):
    """A subclass with an attribute."""

    note = "plain"


def dtypes():
    """Dtypes of all kinds."""
    yield from (np.dtype(c) for c in "?bBhHiIlLqQefdgFDGSUVOMm")
    yield from (np.dtype(t) for t in (">i4", "<f8", ">c16", "S7", ">U3", "V9", "M8[25us]", "m8[M]", ">M8[ns]", "m8", "(2,3)>i2", "3S2"))
    yield np.dtype([("a", "i1"), ("b", ">f8", (2, 2)), (("title", "c"), "U4")])
    yield np.dtype([("a", "i1"), ("b", "f8"), ("n", [("x", "O"), ("y", "M8[D]")])], align=True)
    yield np.dtype({"names": ["p", "q"], "formats": ["u2", "f4"], "offsets": [8, 1], "itemsize": 32, "titles": [None, "Q"]})
    yield np.dtype("f8", metadata={"unit": "m"})
    yield np.dtype("M8[s]", metadata={"zone": 1})
    yield np.dtypes.StringDType()
    yield np.dtypes.StringDType(na_object=None, coerce=False)
    yield np.dtypes.StringDType(na_object="missing")
    yield np.dtype([])


def arrays():
    """Arrays of all layouts."""
    base = np.arange(24.0).reshape(2, 3, 4)
    yield from (base, base.T, base[:, ::2], np.asfortranarray(base), base[1, 1, 1], np.zeros((2, 0, 3)), np.array(5, "i2"))
    for d in dtypes():
        if d.kind == "T":
            yield np.array(["", "short", "a text that is longer than fifteen bytes", "\0x\u00e9"], dtype=d)
        elif d.kind == "O" or d.hasobject:
            yield np.array([1, "x", None], dtype="O")
        else:
            yield np.zeros(3, d)
    yield np.array([("a", 1.5, [1, 2]), ("bc", -0.0, [3, 4])], dtype=[("s", "S3"), ("f", "f4"), ("sub", "i2", 2)])
    yield np.array([[1], 2, "x"], dtype=object).reshape(3, 1)
    yield np.array(["2001-01-01", "NaT"], "M8[D]")
    yield np.array([True, False])
    yield np.recarray((2,), dtype=[("x", "i4"), ("y", "f8")])[:0]
    yield np.ma.masked_array([1, 2, 3], [0, 1, 0], fill_value=7)
    yield np.matrix([[1, 2]])
    s = np.arange(3).view(Sub)
    s.note = "kept"
    yield s
    frozen = np.arange(3)
    frozen.flags.writeable = False
    yield frozen


def scalars():
    """Scalars of all types."""
    for c in "?bBhHiIlLqQefdgFDG":
        yield np.dtype(c).type(1)
    yield from (np.float64("nan"), np.longdouble("0.1"), np.complex128(1 - 2j), np.str_("text\u00e9"), np.bytes_(b"ab\0c"), np.void(b"raw"),
                np.datetime64("2001-02-03T04", "m"), np.timedelta64(5, "3D"), np.datetime64("NaT"), np.array((1, "x"), "i4,O")[()])


def others():
    """Functions, types, generators."""
    yield from (np.add, np.linalg.norm, np.float32, np.dtypes.Float64DType, np.dtypes.StringDType, np.dtype, np.ndarray, np.nan, np.s_[1:2])
    yield np.random.default_rng(5)
    yield np.polynomial.Polynomial([1, 2])
    yield [np.arange(3), {"k": np.float32(1)}, datetime.date(2000, 1, 1)]


def values():
    """Everything, with the protocol."""
    for make in (dtypes, arrays, scalars, others):
        for value in make():
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                yield value, protocol


def describe(value):
    """A line that shows type, layout and contents."""
    if isinstance(value, np.ndarray):
        extra = [getattr(value, k, None) for k in ("note", "fill_value")]
        return f"{type(value).__name__} {value.dtype!r} {value.dtype.metadata} {value.shape} {value.strides} {value.tolist()!r} {extra} {value.flags.writeable}"
    if isinstance(value, np.dtype):
        return f"{value!r} {value.metadata} {value.fields} {value.isalignedstruct} {value.alignment} {value.flags}"
    if isinstance(value, np.random.Generator):
        return f"{value.bit_generator.state}"
    return re.sub("0x[0-9a-f]+", "0x", f"{type(value).__name__} {value!r}")


def attempt(call):
    """What a call answers, described, or its exception."""
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__} {error}"


def out_of_band(value):
    """A pickle of protocol 5 with its buffers beside it, and what becomes of them."""
    buffers = []
    data = pickle.dumps(value, 5, buffer_callback=buffers.append)
    return f"{len(buffers)} {data} {describe(pickle.loads(data, buffers=buffers))}"


def main(mode, path):
    if mode == "write":
        with open(path, "wb") as f:
            for value, protocol in values():
                data = attempt(lambda: pickle.dumps(value, protocol))
                # The padding of long doubles is whatever was there.
                padded = isinstance(value, (np.longdouble, np.clongdouble))
                print(protocol, describe(value)[:150], None if padded else data)
                pickle.dump(data, f)
    else:
        with open(path, "rb") as f:
            for _, protocol in values():
                data = pickle.load(f)
                print(protocol, data if isinstance(data, str) else attempt(lambda: describe(pickle.loads(data))))
    for value in (*arrays(), *scalars(), *dtypes()):
        print(attempt(lambda: describe(copy.copy(value))), attempt(lambda: describe(copy.deepcopy(value))))
        if isinstance(value, np.ndarray):
            print(attempt(lambda: out_of_band(value)))


main(*sys.argv[1:])
