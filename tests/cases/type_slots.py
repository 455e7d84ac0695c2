# NumPy: one line a type: the slots that are filled, flags, sizes, offsets, bases. C code asks types for slots (y# refuses
# types with bf_releasebuffer, PySequence_SetItem needs sq_ass_item), and subclasses inherit them
import ctypes
import numpy as np
from numpy._core import _multiarray_umath as core

word = ctypes.c_size_t
NAMES = ("refcnt type size name basicsize itemsize dealloc vectorcall_offset getattr setattr as_async repr as_number "
         "as_sequence as_mapping hash call str getattro setattro as_buffer flags doc traverse clear richcompare "
         "weaklistoffset iter iternext methods members getset base dict descr_get descr_set dictoffset init alloc new "
         "free is_gc bases mro cache subclasses weaklist del version finalize vectorcall").split()
TABLES = {
    "as_async": "am_await am_aiter am_anext am_send".split(),
    "as_number": ["nb_" + n for n in (
        "add subtract multiply remainder divmod power negative positive absolute bool invert lshift rshift and xor or "
        "int reserved float inplace_add inplace_subtract inplace_multiply inplace_remainder inplace_power "
        "inplace_lshift inplace_rshift inplace_and inplace_xor inplace_or floor_divide true_divide "
        "inplace_floor_divide inplace_true_divide index matrix_multiply inplace_matrix_multiply").split()],
    "as_sequence": ["sq_" + n for n in (
        "length concat repeat item was_slice ass_item was_ass_slice contains inplace_concat inplace_repeat").split()],
    "as_mapping": ["mp_length", "mp_subscript", "mp_ass_subscript"],
    "as_buffer": ["bf_getbuffer", "bf_releasebuffer"],
}
PLAIN = {"basicsize", "itemsize", "weaklistoffset", "dictoffset", "vectorcall_offset"}
SKIP = {"refcnt", "type", "size", "name", "flags", "dict", "bases", "mro", "cache", "subclasses", "weaklist", "version",
        "base", "methods", "members", "getset", *TABLES}
VERSION_TAG = 1 << 19


def words(address, n):
    return (word * n).from_address(address)


def slots(t):
    fields = dict(zip(NAMES, words(id(t), len(NAMES))))
    # NumPy's metaclass cannot break cycles through DTypes.
    gone = SKIP | {"clear"} if t is type(np.dtype) else SKIP
    found = [n for n in NAMES if n not in gone and n not in PLAIN and fields[n]]
    for table, names in TABLES.items():
        if fields[table]:
            found += [n for n, w in zip(names, words(fields[table], len(names))) if w]
    sizes = [f"{n}={ctypes.c_ssize_t(fields[n]).value}" for n in sorted(PLAIN) if fields[n]]
    return f"{fields['flags'] & ~VERSION_TAG:#x} {' '.join(sizes)} {' '.join(sorted(found))}"


def from_c(t):
    # No Python program made it.
    return not any(isinstance(v, type(from_c)) for v in vars(t).values())


a = np.arange(3)
types = [np.ndarray, type(np.dtype), np.ufunc, np.nditer, np.flatiter, np.broadcast, type(a.flags), np.busdaycalendar,
         core._ArrayFunctionDispatcher, core._array_converter, type(core._get_castingimpl(type(a.dtype), type(a.dtype)))]
for root in (np.generic, np.dtype):
    queue = [root]
    while queue:
        t = queue.pop(0)
        if t not in types and (t.__module__.startswith("numpy") and from_c(t)):
            types.append(t)
            queue += sorted(type.__subclasses__(t), key=lambda s: s.__name__)
for t in types:
    bases = ",".join(b.__name__ for b in t.__bases__)
    print(t.__module__, t.__qualname__, type(t).__name__, bases, t.__base__.__name__, slots(t))
