"""What one core makes of an input, as one line: the answering process of the fuzz targets ``dtypes`` and ``formats``.

Reads inputs in hexadecimal, one a line, and answers after ``end``. A line starts with ``ok``, ``raised``, or ``BAD``
where a property does not hold that needs no second core.
"""

import ctypes
import pickle
import re
import sys
import warnings

import numpy as np
from numpy._core._internal import _dtype_from_pep3118

ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
SMALL = 1 << 16


class Bad(Exception):
    """A property that does not hold."""


def expect(holds, what):
    if not holds:
        raise Bad(what)


def describe(d):
    """A dtype as text, with what its repr leaves out."""
    return f"{d!r} {d.itemsize} {d.alignment} {d.flags} {d.num} {d.kind}{d.char}{d.byteorder} {d.isalignedstruct}"


def properties(d):
    """What holds of every dtype."""
    expect(d == d and not d != d, "is not equal to itself")
    copy = pickle.loads(pickle.dumps(d))
    expect(copy == d and describe(copy) == describe(d) and hash(copy) == hash(d), "pickles as another")
    if d.names is None and d.subdtype is None:
        expect(np.dtype(d.str) == d, f"is not what its str {d.str!r} says")
        expect(d.newbyteorder().newbyteorder() == d, "changes when its bytes are swapped twice")
    again = eval(repr(d), {"dtype": np.dtype, "StringDType": np.dtypes.StringDType})
    expect(again == d and repr(again) == repr(d), "is not what its repr says")
    if d.itemsize <= SMALL:
        array = np.zeros(2, d)
        expect(array.tobytes() == bytes(array.nbytes) or d.hasobject or d.kind == "T", "zeros are not zero")
        array[1] = array[0]
        expect(array.copy().shape == array.shape, "copies to another shape")


def dtypes(text):
    """``np.dtype(text)``."""
    d = np.dtype(text)
    fields = [field[0] for field in (d.fields or {}).values()]
    if "-" in text or any(0 in inner.shape for inner in (d, *fields)):
        raise ValueError  # sizes with a minus sign and subarrays of nothing are not compared
    properties(d)
    return describe(d)


class Buffer(ctypes.Structure):
    """``Py_buffer``."""

    _fields_ = [("buf", ctypes.c_void_p), ("obj", ctypes.c_void_p), ("len", ctypes.c_ssize_t), ("itemsize", ctypes.c_ssize_t),
                ("readonly", ctypes.c_int), ("ndim", ctypes.c_int), ("format", ctypes.c_char_p),
                ("shape", ctypes.POINTER(ctypes.c_ssize_t)), ("strides", ctypes.POINTER(ctypes.c_ssize_t)),
                ("suboffsets", ctypes.POINTER(ctypes.c_ssize_t)), ("internal", ctypes.c_void_p)]


class Exporter:
    """Exports one element of zeros under any format."""

    def __init__(self, text, itemsize):
        self.format = text
        self.itemsize = itemsize
        self.shape = (ctypes.c_ssize_t * 1)(1)
        self.memory = ctypes.create_string_buffer(itemsize)


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(Buffer), ctypes.c_int)
def get_buffer(exporter, view, flags):
    """The slot ``bf_getbuffer``."""
    v = view.contents
    v.buf = ctypes.addressof(exporter.memory)
    v.obj = id(exporter)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(exporter))
    v.len = v.itemsize = exporter.itemsize
    v.readonly, v.ndim, v.format = 1, 1, exporter.format
    v.shape, v.strides, v.suboffsets, v.internal = exporter.shape, None, None, None
    return 0


# The buffer slots of a class made in Python are empty; offset 160 holds the pointer to them.
_slots = ctypes.c_void_p.from_address(id(Exporter) + 160).value
ctypes.c_void_p.from_address(_slots).value = ctypes.cast(get_buffer, ctypes.c_void_p).value


def formats(text):
    """An array from a buffer of this format, and the format that its dtype exports."""
    raw = text.encode("utf-8", "surrogateescape")
    if b"\0" in raw:
        raw = raw.partition(b"\0")[0]
    try:
        itemsize = _dtype_from_pep3118(raw.decode()).itemsize
    except Exception:  # noqa: BLE001 - the array below is what counts
        itemsize = 8
    if itemsize > SMALL:
        itemsize = 8
    array = np.asarray(Exporter(raw, max(itemsize, 1)))
    d = array.dtype
    result = f"{describe(d)} {array.shape} {array.strides}"
    properties(d)
    try:
        exported = memoryview(np.zeros(1, d)).format
    except (ValueError, BufferError) as error:
        return f"{result} {error}"
    inner = np.asarray(Exporter(exported.encode(), max(d.itemsize, 1))).dtype
    expect(inner == d or d.itemsize == 0 or padded(d), f"exported as {exported!r}, which is {inner!r}")
    return f"{result} {exported}"


def padded(d):
    """Whether a dtype has padding or names that a format cannot tell."""
    d = d.base
    if d.names is None:
        return d.kind == "V"
    inner = [d.fields[name][0] for name in d.names]
    return sum(i.itemsize for i in inner) != d.itemsize or any(map(padded, inner)) or any(":" in name for name in d.names)


def answer(check, raw):
    text = raw.decode("utf-8", "surrogateescape")
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            result = check(text)
        if check is dtypes and any("alias 'a'" in str(w.message) for w in caught):
            return "raised"  # the cores differ in where the deprecated alias may stand
        return ADDRESS.sub("0x", f"ok {result} {[str(w.message) for w in caught]}")
    except Bad as error:
        return f"BAD {error}"
    except SystemError as error:
        return f"BAD SystemError: {error}"
    except RecursionError:
        return "raised RecursionError"
    except Exception if check is dtypes else ():
        return "raised"  # which of several faults a text is refused for is not compared
    except Exception as error:  # noqa: BLE001 - the exception is the answer
        return ADDRESS.sub("0x", f"raised {type(error).__name__}: {error}")


def main():
    check = {"dtypes": dtypes, "formats": formats}[sys.argv[1]]
    print("ready", flush=True)
    batch = []
    for line in sys.stdin:
        line = line.strip()
        if line != "end":
            batch.append(bytes.fromhex(line))
            continue
        for raw in batch:
            print(ascii(answer(check, raw))[1:-1], flush=True)
        batch.clear()


if __name__ == "__main__":
    main()
