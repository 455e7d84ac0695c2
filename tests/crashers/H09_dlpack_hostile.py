"""DLPack capsules used twice, of foreign devices, without strides, with any number of dimensions, bits and lanes."""
import ctypes
import gc
import itertools

import numpy as np


class Device(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int32), ("id", ctypes.c_int32)]


class Type(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint8), ("bits", ctypes.c_uint8), ("lanes", ctypes.c_uint16)]


class Tensor(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("device", Device), ("ndim", ctypes.c_int32), ("dtype", Type), ("shape", ctypes.POINTER(ctypes.c_int64)), ("strides", ctypes.POINTER(ctypes.c_int64)),
                ("byte_offset", ctypes.c_uint64)]


class Managed(ctypes.Structure):
    _fields_ = [("tensor", Tensor), ("context", ctypes.c_void_p), ("deleter", ctypes.c_void_p)]


class Versioned(ctypes.Structure):
    _fields_ = [("major", ctypes.c_uint32), ("minor", ctypes.c_uint32), ("context", ctypes.c_void_p), ("deleter", ctypes.c_void_p), ("flags", ctypes.c_uint64), ("tensor", Tensor)]


deleted = []
deleter = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(deleted.append)
new = ctypes.pythonapi.PyCapsule_New
new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
memory = ctypes.create_string_buffer(4096)
place = ctypes.addressof(memory) + 2048
ints = lambda *values: (ctypes.c_int64 * len(values))(*values)
SHAPES = [(1, ints(2), None), (1, ints(2), ints(1)), (0, None, None), (-1, ints(2), None), (65, ints(*[1] * 65), None), (64, ints(*[1] * 64), ints(*[0] * 64)), (2**31 - 1, ints(2), None),
          (1, ints(-2), None), (2, ints(2**40, 2**40), None), (1, ints(2), ints(2**62)), (1, ints(2), ints(-1)), (2, ints(0, 2**62), None), (1, ints(2**63 - 1), ints(0))]
TYPES = [(0, 64, 1), (2, 64, 1), (2, 80, 1), (0, 7, 1), (0, 0, 1), (99, 64, 1), (2, 64, 4), (2, 64, 0), (5, 128, 1), (6, 8, 1), (6, 1, 1), (4, 16, 1), (1, 255, 1), (3, 64, 1), (2, 16, 1)]
DEVICES = [(1, 0), (2, 0), (-1, 0), (13, 7), (3, 0), (2**31 - 1, 0)]
kept = []


class Holder:
    def __init__(self, capsule, device):
        self.capsule, self.device = capsule, device

    def __dlpack__(self, **kwargs):
        return self.capsule

    def __dlpack_device__(self):
        return self.device


def tries(holder):
    for _ in range(2):
        try:
            a = np.from_dlpack(holder)
            a.shape, a.strides, a.dtype, a.flags, a.nbytes
            del a
        except SystemError as error:
            print("BAD", error)
        except Exception:
            pass


for (ndim, shape, strides), (code, bits, lanes), device, offset, name, delete in itertools.product(
        SHAPES, TYPES, DEVICES, (0, 8, 2**64 - 1), (b"dltensor", b"dltensor_versioned", b"used_dltensor", b"other", None), (True, False)):
    tensor = Tensor(place, Device(*device), ndim, Type(code, bits, lanes), shape, strides, offset)
    pointer = ctypes.cast(deleter, ctypes.c_void_p).value if delete else None
    for major, flags in ((1, 0), (1, 1), (2, 0), (1, 2**64 - 1)) if name == b"dltensor_versioned" else ((0, 0),):
        managed = Versioned(major, 0, None, pointer, flags, tensor) if name == b"dltensor_versioned" else Managed(tensor, None, pointer)
        kept.append((managed, name))
        tries(Holder(new(ctypes.addressof(managed), name, None), device))
    if len(kept) > 10000:
        kept.clear()
a = np.arange(5.0)
for answer in (None, 3, "x", (1, 0), a.__dlpack__, object()):
    for device in (None, 3, (1,), (1, 0, 0), (1, 0), ("x", 0), (2**70, 0), "cpu", [1, 0]):
        tries(Holder(answer, device))
for value in (None, 3, (1, 0), (0, 5), (1,), (2**70, 0), ("x", 1), (1, 0, 0), [1, 0]):
    for name in ("max_version", "dl_device", "stream", "copy"):
        try:
            c = a.__dlpack__(**{name: value})
            del c
        except SystemError as error:
            print("BAD", error)
        except Exception:
            pass
for x in (np.zeros(0), np.zeros((2, 0)), np.zeros(()), np.zeros(3)[::-1], np.zeros(3, "O"), np.zeros(3, "S2"), np.zeros(9, "i1")[1:].view("f8"), np.zeros(3, "g"), np.zeros(3, ">f8"),
          np.lib.stride_tricks.as_strided(np.zeros(9, "i1"), (3,), (3,)), np.broadcast_to(1.0, (3, 4)), np.zeros((1,) * 64)):
    tries(x)
one = a.__dlpack__()
del one, a
gc.collect()
print("ok")
