"""Arguments for calls of C functions: objects by label, and memory that a function fills."""

import ctypes
import itertools

import numpy as np


class Sub(np.ndarray):
    """A subclass that shows whether it was finalised."""

    def __array_finalize__(self, obj):
        self.mark = getattr(obj, "mark", type(obj).__name__)


class Interface:
    """Offers memory through __array_interface__."""

    def __init__(self):
        self.kept = np.arange(4, dtype="i2")
        self.__array_interface__ = self.kept.__array_interface__


class Struct:
    """Offers memory through __array_struct__."""

    def __init__(self):
        self.kept = np.arange(3, dtype="f4")
        self.__array_struct__ = self.kept.__array_struct__


class Method:
    """Offers an array through __array__."""

    def __array__(self, dtype=None, copy=None):
        return np.array([1, 2, 3], dtype=dtype)


class Bad:
    """Its __array__ raises."""

    def __array__(self, dtype=None, copy=None):
        raise OSError("no array today")


class NoArray:
    """Its __array__ gives no array."""

    def __array__(self, dtype=None, copy=None):
        return 3


class Index:
    """An index that is no int."""

    def __index__(self):
        return 1


class High:
    """Outranks arrays."""

    __array_priority__ = 99.0


def unaligned():
    return np.frombuffer(bytes(range(17)), np.uint8)[1:].view("u4")


def readonly():
    a = np.arange(4.0)
    a.flags.writeable = False
    return a


ARRAYS = {
    "i4": lambda: np.array([4, 0, 5, 1], "i4"),
    "i8_23": lambda: np.array([[3, 1, 2], [0, 5, 4]]),
    "f8_23": lambda: np.arange(6.0).reshape(2, 3) - 2.5,
    "f8_32F": lambda: np.asfortranarray(np.arange(6.0).reshape(3, 2)),
    "f4": lambda: np.array([1.5, -2.25, 0.0], "f4"),
    "nan": lambda: np.array([1.0, np.nan, -np.inf]),
    "i4_0d": lambda: np.array(7, "i4"),
    "f8_0d": lambda: np.array(-2.55),
    "none": lambda: np.zeros((0, 3)),
    "ro": readonly,
    "swapped": lambda: np.array([3, -1, 2], ">i2"),
    "stepped": lambda: np.arange(12)[::-2],
    "bool": lambda: np.array([True, False, True]),
    "obj": lambda: np.array([1, None, "x"], object),
    "objnum": lambda: np.array([3, 1, 2], object),
    "obj_0d": lambda: np.array(None, object),
    "S": lambda: np.array([b"b", b"a", b"cc"]),
    "U": lambda: np.array(["12", "7"]),
    "T": lambda: np.array(["a long enough text for the arena", "b"], np.dtypes.StringDType()),
    "struct": lambda: np.array([(1, 2.0), (3, 4.0)], "i4,f8"),
    "struct_0d": lambda: np.array((1, 2.0), "i4,f8"),
    "M8": lambda: np.array(["2020-01-02", "NaT", "1999-12-31"], "M8[D]"),
    "m8": lambda: np.array([5, -7], "m8[s]"),
    "c16": lambda: np.array([1 + 2j, -1j, 0]),
    "matrix": lambda: np.matrix([[1, 2], [3, 4]]),
    "sub": lambda: np.arange(3.0).view(Sub),
    "sub_0d": lambda: np.array(4.0).view(Sub),
    "unaligned": unaligned,
    "u1": lambda: np.array([0, 1, 255], "u1"),
    "f2": lambda: np.array([0.5, 2.0], "f2"),
    "g": lambda: np.array([0.5, 2.0], "g"),
    "view": lambda: np.arange(10.0)[2:5],
    "f8_222": lambda: np.arange(8.0).reshape(2, 2, 2),
    "f8_131": lambda: np.arange(3.0).reshape(1, 3, 1),
}

OBJECTS = ARRAYS | {
    "NULL": None,
    "None": lambda: None,
    "1": lambda: 1,
    "2": lambda: 2,
    "-3": lambda: -3,
    "2**70": lambda: 2**70,
    "2.5": lambda: 2.5,
    "1j": lambda: 1j,
    "True": lambda: True,
    "'text'": lambda: "text",
    "b'bytes'": lambda: b"bytes",
    "bytearray": lambda: bytearray(b"12345678"),
    "memoryview": lambda: memoryview(b"12345678"),
    "[]": lambda: [],
    "[0, 1]": lambda: [0, 1],
    "[1, 0, 2]": lambda: [1, 0, 2],
    "[-1]": lambda: [-1],
    "[9]": lambda: [9],
    "[1.5, 2]": lambda: [1.5, 2],
    "[[1, 2], [3, 4]]": lambda: [[1, 2], [3, 4]],
    "ragged": lambda: [[1], [2, 3]],
    "()": lambda: (),
    "(3, 2)": lambda: (3, 2),
    "(-1, 2)": lambda: (-1, 2),
    "(2, 2.5)": lambda: (2, 2.5),
    "('a', 1)": lambda: ("a", 1),
    "range": lambda: range(3),
    "dict": lambda: {"a": 1},
    "set": lambda: {1},
    "object": object,
    "iterator": lambda: iter([1, 2, 3]),
    "int": lambda: int,
    "float": lambda: float,
    "np.int16": lambda: np.int16,
    "np.generic": lambda: np.generic,
    "np.floating": lambda: np.floating,
    "int32(5)": lambda: np.int32(5),
    "float64(2.5)": lambda: np.float64(2.5),
    "bool_": lambda: np.True_,
    "str_": lambda: np.str_("text"),
    "bytes_": lambda: np.bytes_(b"ab"),
    "complex64": lambda: np.complex64(1 + 1j),
    "longdouble": lambda: np.longdouble("1.5"),
    "half": lambda: np.float16(0.5),
    "datetime64": lambda: np.datetime64("2021-03-04T05", "h"),
    "timedelta64": lambda: np.timedelta64(5, "D"),
    "void": lambda: np.array([(1, 2.0)], "i4,f8")[0],
    "V3": lambda: np.void(b"abc"),
    "dtype": lambda: np.dtype("f4"),
    "interface": Interface,
    "array_struct": Struct,
    "method": Method,
    "bad": Bad,
    "no_array": NoArray,
    "index": Index,
    "high": High,
    "[array, array]": lambda: [np.arange(3.0), np.arange(3, dtype="i4")],
    "(2x3, 2x3)": lambda: (np.ones((2, 3)), np.zeros((2, 3), "i4")),
    "[i4, 2x3]": lambda: [np.arange(3), np.ones((2, 3))],
    "'C'": lambda: "C",
    "'F'": lambda: "F",
    "b'A'": lambda: b"A",
    "'K'": lambda: "K",
    "'clip'": lambda: "clip",
    "'wrap'": lambda: "wrap",
    "'raise'": lambda: "raise",
    "['clip', 'wrap']": lambda: ["clip", "wrap"],
    "'left'": lambda: "left",
    "'right'": lambda: "right",
    "'quicksort'": lambda: "quicksort",
    "'mergesort'": lambda: "mergesort",
    "'h'": lambda: "h",
    "'introselect'": lambda: "introselect",
    "'same_kind'": lambda: "same_kind",
    "'no'": lambda: "no",
    "'unsafe'": lambda: "unsafe",
    "'same_value'": lambda: "same_value",
    "'<'": lambda: "<",
    "'>'": lambda: ">",
    "'='": lambda: "=",
    "'s'": lambda: "s",
    "'i4'": lambda: "i4",
    "'i1,f8'": lambda: "i1,f8",
    "'nonsense'": lambda: "nonsense",
    "''": lambda: "",
    "[('a', 'i1'), ('b', 'f8')]": lambda: [("a", "i1"), ("b", "f8")],
    "file": lambda: open("/dev/null", "wb"),
    "capsule": lambda: np._core._multiarray_umath._UFUNC_API,
}

DESCRS = {
    "NULL": None,
    "dt ?": lambda: np.dtype("?"),
    "dt i1": lambda: np.dtype("i1"),
    "dt i4": lambda: np.dtype("i4"),
    "dt i8": lambda: np.dtype("i8"),
    "dt u4": lambda: np.dtype("u4"),
    "dt >i4": lambda: np.dtype(">i4"),
    "dt f4": lambda: np.dtype("f4"),
    "dt f8": lambda: np.dtype("f8"),
    "dt c8": lambda: np.dtype("c8"),
    "dt g": lambda: np.dtype("g"),
    "dt O": lambda: np.dtype("O"),
    "dt S": lambda: np.dtype("S"),
    "dt S3": lambda: np.dtype("S3"),
    "dt U": lambda: np.dtype("U"),
    "dt U2": lambda: np.dtype("U2"),
    "dt V": lambda: np.dtype("V"),
    "dt V8": lambda: np.dtype("V8"),
    "dt M8": lambda: np.dtype("M8"),
    "dt M8[s]": lambda: np.dtype("M8[s]"),
    "dt m8[ms]": lambda: np.dtype("m8[ms]"),
    "dt T": lambda: np.dtypes.StringDType(),
    "dt i4,f8": lambda: np.dtype("i4,f8"),
    "dt (2,)f4": lambda: np.dtype(("f4", (2,))),
    "dt i4,O": lambda: np.dtype("i4,O"),
}

TYPES = {
    "t ndarray": lambda: np.ndarray,
    "t Sub": lambda: Sub,
    "t matrix": lambda: np.matrix,
    "t int16": lambda: np.int16,
    "t float64": lambda: np.float64,
    "t int": lambda: int,
    "t bool": lambda: np.bool_,
    "t str": lambda: np.str_,
    "t generic": lambda: np.generic,
}

DTYPES = {f"D {name}": (lambda name=name: getattr(np.dtypes, name)) for name in (
    "BoolDType", "Int8DType", "Int64DType", "UInt64DType", "Float32DType", "Complex128DType", "BytesDType", "StrDType",
    "VoidDType", "ObjectDType", "DateTime64DType", "TimeDelta64DType", "StringDType",
)}
DTYPES["D int"] = lambda: type(np.dtype(int))

# Arrays in order, to search in.
SORTED = {
    "sorted_S": lambda: np.array([b"a", b"b", b"cc"]),
    "sorted_U": lambda: np.array(["12", "7"]),
    "sorted_M8": lambda: np.array(["1999-12-31", "2020-01-02", "NaT"], "M8[D]"),
    "sorted_f8": lambda: np.array([-np.inf, 1.0, np.nan]),
    "sorted_c16": lambda: np.array([-1j, 0, 1 + 2j]),
    "sorted_>i2": lambda: np.array([-1, 2, 3], ">i2"),
    "sorted_O": lambda: np.array([1, 2.5, 3], object),
    "sorted_stepped": lambda: np.arange(12)[::2],
}

MAKERS = OBJECTS | DESCRS | TYPES | DTYPES | SORTED


class Arg:
    """One argument: its machine word, the object behind it, what it holds after the call."""

    obj = None

    def __init__(self, label, word=0):
        self.label, self.word = label, word

    def after(self, describe):
        """Text about memory that the call may have filled, or None."""
        return None


class Obj(Arg):
    """A pointer to an object, or NULL."""

    def __init__(self, label):
        super().__init__(label)
        make = MAKERS[label]
        if make is not None:
            self.obj = make()
            self.word = id(self.obj)


class Int(Arg):
    """An integer."""

    def __init__(self, value):
        super().__init__(str(value), value)


class Double(Arg):
    """A double; it travels apart from the words."""

    def __init__(self, value):
        super().__init__(str(value))
        self.double = value


class Words(Arg):
    """A C array of integers."""

    ctype = ctypes.c_ssize_t

    def __init__(self, values):
        super().__init__(str(list(values)))
        self.memory = (self.ctype * max(len(values), 1))(*values)
        self.count = len(values)
        self.word = ctypes.addressof(self.memory)
        self.before = list(self.memory)

    def after(self, describe):
        now = list(self.memory)
        return None if now == self.before else f"{now}"


class Ints(Words):
    ctype = ctypes.c_int


class Flags(Words):
    ctype = ctypes.c_ubyte


class Sizes(Arg):
    """A PyArray_Dims."""

    def __init__(self, values):
        super().__init__("NULL" if values is None else f"dims{tuple(values)}")
        if values is not None:
            self.values = (ctypes.c_ssize_t * max(len(values), 1))(*values)
            self.memory = (ctypes.c_ssize_t * 2)(ctypes.addressof(self.values), len(values))
            self.word = ctypes.addressof(self.memory)


class Text(Arg):
    """A C string."""

    def __init__(self, value):
        super().__init__("NULL" if value is None else repr(value))
        if value is not None:
            self.memory = ctypes.create_string_buffer(value)
            self.word = ctypes.addressof(self.memory)


class Memory(Arg):
    """Memory to fill, aligned as any type wants it; shown as bytes."""

    def __init__(self, label, content=b""):
        super().__init__(label)
        self.room = ctypes.create_string_buffer(content, 160)
        self.word = (ctypes.addressof(self.room) + 15) & ~15
        ctypes.memmove(self.word, content, len(content))
        self.before = ctypes.string_at(self.word, 128)

    def after(self, describe):
        now = ctypes.string_at(self.word, 128)
        return None if now == self.before else now.hex().rstrip("0")


class OutObject(Arg):
    """Room for a new reference."""

    def __init__(self, start=0):
        super().__init__("&out")
        self.memory = ctypes.c_void_p(start)
        self.word = ctypes.addressof(self.memory)
        self.start = start

    def after(self, describe):
        found = self.memory.value or 0
        return "untouched" if found == self.start else describe.owned(found)


class OutDims(Arg):
    """Room for a PyArray_Dims that the function fills."""

    def __init__(self):
        super().__init__("&dims")
        self.memory = (ctypes.c_ssize_t * 2)()
        self.word = ctypes.addressof(self.memory)

    def after(self, describe):
        pointer, n = self.memory[0], ctypes.c_int(self.memory[1]).value
        if not pointer:
            return f"no sizes, len {n}"
        return str(list((ctypes.c_ssize_t * max(n, 0)).from_address(pointer)))


class Pointers(Arg):
    """A C array of objects."""

    def __init__(self, labels):
        super().__init__("{" + ", ".join(labels) + "}")
        self.objects = [MAKERS[x]() for x in labels]
        self.memory = (ctypes.c_void_p * max(len(labels), 1))(*map(id, self.objects))
        self.word = ctypes.addressof(self.memory)


class Borrowed(Arg):
    """Room for a reference that stays its owner's."""

    def __init__(self):
        super().__init__("&out")
        self.memory = ctypes.c_void_p(0)
        self.word = ctypes.addressof(self.memory)

    def after(self, describe):
        found = self.memory.value
        return "NULL" if not found else next((f"argument {i + 1}" for i, a in enumerate(describe.args) if a.word == found), "?")


class Address(Arg):
    """The address of a pointer to an object that the function may replace."""

    def __init__(self, label):
        super().__init__("&" + label)
        self.obj = MAKERS[label]()
        self.memory = ctypes.c_void_p(id(self.obj))
        self.word = ctypes.addressof(self.memory)

    def after(self, describe):
        return "same" if self.memory.value == id(self.obj) else describe.owned(self.memory.value or 0)


def spread(pools, limit):
    """All combinations, or `limit` of them spread evenly with a step that visits every choice of every argument."""
    total = 1
    for pool in pools:
        total *= len(pool)
    if total <= limit:
        yield from itertools.product(*pools)
        return
    state = 12345
    for i in range(limit):
        chosen = []
        for k, pool in enumerate(pools):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            # The first visits go through the longest pool in order, so that each choice is seen.
            pick = i % len(pool) if len(pool) == max(map(len, pools)) and k == longest(pools) else state >> 33
            chosen.append(pool[pick % len(pool)])
        yield tuple(chosen)


def longest(pools):
    """Position of the longest pool."""
    return max(range(len(pools)), key=lambda k: len(pools[k]))
