"""Capsules of __array_struct__ and dicts of __array_interface__ that describe no array."""
import ctypes
import itertools

import numpy as np


class Inter(ctypes.Structure):
    _fields_ = [("two", ctypes.c_int), ("nd", ctypes.c_int), ("typekind", ctypes.c_char), ("itemsize", ctypes.c_int), ("flags", ctypes.c_int),
                ("shape", ctypes.POINTER(ctypes.c_ssize_t)), ("strides", ctypes.POINTER(ctypes.c_ssize_t)), ("data", ctypes.c_void_p), ("descr", ctypes.c_void_p)]


new = ctypes.pythonapi.PyCapsule_New
new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
memory = ctypes.create_string_buffer(4096)
place = ctypes.addressof(memory) + 2048
ints = lambda *values: (ctypes.c_ssize_t * len(values))(*values)
descrs = [None, [("a", "<f8")], "f8", 3, [], [("a", "O")], [("a", "zz")]]


class Holder:
    pass


for two, (nd, shape, strides), kind, itemsize, flags, data, descr in itertools.product(
        (2, 3), ((1, ints(2), ints(8)), (0, None, None), (-1, ints(2), ints(8)), (65, ints(*[1] * 65), ints(*[8] * 65)), (2**31 - 1, ints(2), ints(8)), (1, ints(-2), ints(8)),
                 (2, ints(2**40, 2**40), ints(8, 8)), (1, ints(2**61), ints(8)), (1, ints(2), None), (1, None, None), (1, ints(0), ints(2**63 - 1))),
        (b"f", b"O", b"V", b"\xff", b"\0", b"M", b"t", b"S"), (8, 0, -1, 3, 2**31 - 1), (0x701, 0x501, 0, -1, 0xF01), (place, None), range(len(descrs))):
    if bool(flags & 0x800) != (descrs[descr] is not None):
        continue  # a description that is said to be there cannot be judged
    x = Inter(two, nd, kind, itemsize, flags, shape, strides, data, id(descrs[descr]) if descrs[descr] is not None else None)
    h = Holder()
    h.__array_struct__ = new(ctypes.addressof(x), None, None)
    try:
        a = np.asarray(h)
        a.shape, a.strides, a.dtype, a.flags, a.nbytes
    except SystemError as error:
        print("BAD", error, nd, kind)
    except Exception:
        pass
h = Holder()
h.__array_struct__ = new(place, b"name", None)
try:
    np.asarray(h)
except Exception:
    pass

buffer = bytearray(64)
PARTS = {"shape": [(2,), (), (-1,), (2**62, 2**62), [2], "x", None, (1,) * 65, (2**70,), ("x",), 3], "typestr": ["<f8", "|O", "|V0", "zz", "", None, 3, b"<f8", "<f99", "|S99999999999"],
         "data": [None, (place, False), (place, True), (0, False), (-1, False), (2**70, False), ("x", False), (place,), (), b"x" * 64, buffer, 3, memoryview(buffer)[::2], (str(place), False), (hex(place), 1)],
         "strides": [None, (8,), (-8,), (2**62,), (8, 8), "x", (None,), [8], (2**70,)], "descr": [None, [("", "<f8")], [("a", "O")], [], 3, [("a", "zz")], "x"],
         "offset": [0, 8, -8, 2**62, 2**70, "x", None], "version": [3, 2, None, "x"], "mask": [None, 3]}
base = {"shape": (2,), "typestr": "<f8", "data": buffer, "version": 3}
for (name, values), (other, others) in itertools.combinations(PARTS.items(), 2):
    for value, second in itertools.product(values, others):
        h = Holder()
        h.__array_interface__ = {**base, name: value, other: second}
        try:
            a = np.asarray(h)
            a.shape, a.strides, a.dtype, a.flags, a.nbytes
            if other not in ("data",) and name not in ("data",) and a.nbytes <= 64 and not a.dtype.hasobject:
                a.copy()
        except SystemError as error:
            print("BAD", error, name, value, other, second)
        except Exception:
            pass
print("ok")
