"""Buffers of exporters that answer with nonsense, made by writing a getbuffer into a class."""
import ctypes
import itertools

import numpy as np


class Buffer(ctypes.Structure):
    _fields_ = [("buf", ctypes.c_void_p), ("obj", ctypes.c_void_p), ("len", ctypes.c_ssize_t), ("itemsize", ctypes.c_ssize_t), ("readonly", ctypes.c_int), ("ndim", ctypes.c_int),
                ("format", ctypes.c_char_p), ("shape", ctypes.POINTER(ctypes.c_ssize_t)), ("strides", ctypes.POINTER(ctypes.c_ssize_t)), ("suboffsets", ctypes.POINTER(ctypes.c_ssize_t)),
                ("internal", ctypes.c_void_p)]


class Exporter:
    pass


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(Buffer), ctypes.c_int)
def get_buffer(exporter, view, flags):
    v = view.contents
    v.buf, v.obj = exporter.buf, id(exporter)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(exporter))
    v.len, v.itemsize, v.readonly, v.ndim, v.format = exporter.len, exporter.itemsize, 1, exporter.ndim, exporter.format
    v.shape, v.strides, v.suboffsets, v.internal = exporter.shape, exporter.strides, exporter.suboffsets, None
    return 0


ctypes.c_void_p.from_address(ctypes.c_void_p.from_address(id(Exporter) + 160).value).value = ctypes.cast(get_buffer, ctypes.c_void_p).value
memory = ctypes.create_string_buffer(4096)
ints = lambda *values: (ctypes.c_ssize_t * len(values))(*values)
FORMATS = [None, b"d", b"B", b"", b"T{", b"O", b"4d", b"\xff", b"T{d:a:O:b:}", b"(2,2)d", b"(99999999,99999999)d", b"99999999999999999999d", b"0s", b"x" * 500, b"T{" * 50 + b"i:a:" + b"}:a:" * 50]
# What a memoryview itself cannot stand (negative dimensions counts and the like) is left out.
SHAPES = [(1, ints(2), None), (1, ints(2), ints(8)), (1, ints(2), ints(-8)), (1, ints(-2), ints(8)), (1, ints(2**62), ints(8)), (2, ints(2**40, 2**40), ints(8, 8)), (1, ints(2), ints(2**62)),
          (2, ints(2, 2), ints(2**63 - 1, -2**63)), (0, None, None), (2, ints(0, 2**62), ints(8, 8)), (64, ints(*[1] * 64), ints(*[8] * 64)), (64, ints(*[4] * 64), ints(*[0] * 64)), (2, ints(2, -1), None)]
for format, (ndim, shape, strides), itemsize, length, sub in itertools.product(FORMATS, SHAPES, (8, 0, -8, 2**62, 32), (16, -1), (None, ints(*[0] * 64))):
    e = Exporter()
    e.buf, e.format, e.ndim, e.shape, e.strides, e.itemsize, e.len, e.suboffsets = ctypes.addressof(memory) + 2048, format, ndim, shape, strides, itemsize, length, sub
    for call in (np.asarray, np.frombuffer, lambda x: np.ndarray((1,), "i1", x), lambda x: np.ndarray((2**61,), "i1", x), lambda x: np.frombuffer(x, "O")):
        try:
            a = call(e)
            a.shape, a.strides, a.dtype, a.flags, a.nbytes, a.base
        except SystemError as error:
            print("BAD", error, format, ndim)
        except Exception:
            pass
print("ok")
