"""Prints which hooks of subclasses an operation calls, in which order, and what it answers. Both cores must print the same.

``hooks.py [words]`` prints only the operations that contain one of the words.
"""

import contextlib
import re
import sys
import tempfile
import warnings

import numpy as np

from hooks_operations import OPERATIONS

ND = np.ndarray
log = []
recording = [False]


def note(text):
    """Add a line to the log, unless the program itself is at work."""
    if recording[0]:
        log.append(text)


def brief(x):
    """The types and layouts of arguments, in a few characters."""
    if isinstance(x, ND):
        name = type(x).__name__
        return f"{name}{ND.shape.__get__(x)}{ND.dtype.__get__(x).str}".replace(" ", "")
    if isinstance(x, (tuple, list)):
        return "(" + ",".join(map(brief, x)) + ")"
    if isinstance(x, dict):
        return "{" + ",".join(f"{k}={brief(v)}" for k, v in x.items()) + "}"
    if isinstance(x, (type(None), bool, int, float, str, type, np.generic, np.ufunc)):
        return repr(x)
    return type(x).__name__


class Finalize(ND):
    """Records where its arrays come from."""

    def __array_finalize__(self, obj):
        note(f"F:{brief(obj)}>{brief(self)}{'W' if ND.flags.__get__(self).writeable else 'R'}{'O' if ND.flags.__get__(self).owndata else 'V'}")


class Wrap(ND):
    """Records what is wrapped."""

    def __array_wrap__(self, array, context=None, return_scalar=False):
        note(f"W:{brief(self)}<{brief(array)}:{brief(context)}{return_scalar}")
        return super().__array_wrap__(array, context, return_scalar)


class Unwraps(ND):
    """Results leave as plain values."""

    def __array_wrap__(self, array, context=None, return_scalar=False):
        note(f"W:{brief(array)}{return_scalar}")
        return ND.view(array, ND)[()] if return_scalar else ND.view(array, ND)


class Old(ND):
    """A wrap of before NumPy 2."""

    def __array_wrap__(self, array, context=None):
        note(f"W2:{brief(array)}")
        return ND.view(array, type(self))


class Oldest(ND):
    """A wrap of before contexts."""

    def __array_wrap__(self, array):
        note(f"W1:{brief(array)}")
        return ND.view(array, type(self))


class Ufunc(ND):
    """Records its ufuncs, and computes them on plain arrays."""

    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        note(f"U:{ufunc.__name__}.{method}{brief(inputs)}{brief(keywords)}")
        plain = [ND.view(i, ND) if isinstance(i, Ufunc) else i for i in inputs]
        if "out" in keywords:
            keywords["out"] = tuple(ND.view(o, ND) if isinstance(o, Ufunc) else o for o in keywords["out"])
        if isinstance(keywords.get("where"), ND):
            keywords["where"] = ND.view(keywords["where"], ND)
        return getattr(ufunc, method)(*plain, **keywords)


class Function(ND):
    """Records the functions that it is handed to."""

    def __array_function__(self, function, types, args, keywords):
        note(f"A:{function.__name__}{[t.__name__ for t in types]}{brief(args)}{brief(keywords)}")
        return super().__array_function__(function, types, args, keywords)


class Priority(ND):
    """Records who asks for its priority."""

    @property
    def __array_priority__(self):
        note("P")
        return 7.0


class Low(ND):
    """Comes after plain arrays."""

    __array_priority__ = -5.0


class Attributes(ND):
    """Carries an attribute along."""

    info = "none"

    def __array_finalize__(self, obj):
        self.info = getattr(obj, "info", "new")
        note(f"info:{self.info}")


class Picky(ND):
    """Takes only doubles."""

    def __array_finalize__(self, obj):
        if ND.dtype.__get__(self) != np.float64:
            note("refused")
            raise ValueError(f"not {ND.dtype.__get__(self)}")


class NoUfunc(ND):
    """Takes no part in ufuncs."""

    __array_ufunc__ = None


class Slots(ND):
    """Has no dict."""

    __slots__ = ("unit",)


class Spy(ND):
    """Records every attribute that is looked up."""

    def __getattribute__(self, name):
        if name != "__class__":
            note("." + name)
        return object.__getattribute__(self, name)


class Shadow(ND):
    """Overrides all methods (below)."""


def forward(name):
    original = getattr(ND, name)

    def method(self, *args, **keywords):
        note(f"{name}{brief(args)}{brief(keywords) if keywords else ''}")
        return original(self, *args, **keywords)

    return method


def forward_property(name):
    original = getattr(ND, name)

    def get(self):
        note(f"get {name}")
        return original.__get__(self)

    def put(self, value):
        note(f"set {name} {brief(value)}")
        original.__set__(self, value)

    return property(get, put)


PLAIN = ("__new__", "__init__", "__class__", "__class_getitem__", "__getattribute__", "__setattr__", "__delattr__", "__init_subclass__", "__subclasshook__",
         "__array_ufunc__", "__array_function__", "__dir__", "__doc__", "__hash__", "__sizeof__", "__reduce__", "__reduce_ex__", "__getstate__",
         "__array_interface__", "__array_struct__", "__array_finalize__", "__buffer__", "__release_buffer__")
for name in dir(ND):
    if name not in PLAIN and callable(getattr(ND, name)):
        setattr(Shadow, name, forward(name))
    elif name in ("dtype", "shape", "strides", "flat", "real", "imag", "T", "mT", "flags", "ndim", "size", "base", "itemsize"):
        setattr(Shadow, name, forward_property(name))



def mapped(values):
    """A memmap of values."""
    values = np.asarray(values)
    if not values.size:
        return ND.view(values, np.memmap)
    with tempfile.TemporaryFile() as file:
        array = np.memmap(file, values.dtype, "w+", shape=values.shape or (1,))
    array[...] = values.reshape(array.shape)
    return array if values.shape else array.reshape(())


def masked(values):
    """A masked array with one element out."""
    array = np.ma.array(values)
    if array.ndim and array.size:
        array[(1,) * array.ndim] = np.ma.masked
    return array


def chars(values):
    """A character array of the same layout, where the subclass allows one."""
    return np.asarray(values).astype("U2").view(np.char.chararray)


def viewer(cls):
    """How arrays of a class are made."""
    def make(values):
        return ND.view(np.array(values), cls)
    make.__name__ = cls.__name__
    return make


RECORDERS = [viewer(c) for c in (Finalize, Wrap, Unwraps, Old, Oldest, Ufunc, Function, Priority, Spy, Shadow)]
KINDS = [viewer(c) for c in (ND, Low, Attributes, Picky, NoUfunc, Slots, np.matrix, np.recarray)] + [chars, mapped, masked]


def rounded(values):
    """Floats without the last digits, in which kernels differ."""
    if isinstance(values, list):
        return [rounded(v) for v in values]
    if isinstance(values, str):
        return ascii(values)  # swapped bytes are no characters
    if isinstance(values, complex):
        return complex(rounded(values.real), rounded(values.imag))
    return float(f"{values:.6g}") if isinstance(values, float) else values


def layout(a):
    """All there is to an array."""
    flags = ND.flags.__get__(a)
    base, chain = ND.base.__get__(a), []
    while base is not None and len(chain) < 4:
        chain.append(type(base).__name__)
        base = ND.base.__get__(base) if isinstance(base, ND) else None
    extra = f" info={a.info}" if isinstance(a, Attributes) else f" mask={a._mask!r}" if isinstance(a, np.ma.MaskedArray) else ""
    values = rounded(ND.tolist(a))
    return (f"{type(a).__name__} {ND.dtype.__get__(a)!r} {ND.shape.__get__(a)} {ND.strides.__get__(a) if a.size else ''} {flags.num} "
            f"{'<'.join(chain)} {values}{extra}")


def describe(x, depth=0):
    """A text that is equal for equal results."""
    if isinstance(x, ND):
        return layout(x)
    if isinstance(x, (tuple, list)) and depth < 3:
        return type(x).__name__ + "[" + "; ".join(describe(i, depth + 1) for i in x) + "]"
    if isinstance(x, (np.floating, np.complexfloating)):
        return f"{type(x).__name__} {rounded(x.item())!r}"
    return f"{type(x).__name__} {x!r}"


def run(code, names):
    """What an expression answers, or what statements leave in ``r``; else what they did to the arrays."""
    try:
        compiled = compile(code, "<operation>", "eval")
    except SyntaxError:
        exec(code, names)
        return names["r"] if "r" in names else [names[n] for n in "xvwibzesocpq" if n in names and re.search(rf"\b{n}\b", code)]
    return eval(compiled, names)


def is_senseless(code, make):
    """NumPy's answers that are accidents: matrices whose flattened arrays it takes for one row, text where a number's dtype is asked for."""
    if make is chars:
        return re.search("dtype=|where=b|'f4'|'f8',o|weights|dot\\(", code)
    return make.__name__ == "matrix" and re.search(r"vdot|axis=None\)|union1d|reduceat\(q,\[0,1,2\],out|\(2,\)f8", code)


def show(code, make):
    """Print what one operation does with one class."""
    recording[0] = False
    names = {"np": np, "ND": ND, "make": make, "p": np.arange(6.0).reshape(2, 3) + 1, "q": np.array([3.0, 1.0, 2.0]), "t": np.array([1.0, 2.0, 3.0])}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for name, values in (("x", [[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]]), ("v", [3.0, 1.0, 2.0]), ("w", [1.0, 2.0, 3.0]), ("i", [2, 0, 1]), ("b", [True, False, True]),
                             ("z", 1.5), ("e", np.zeros((0, 3))), ("s", [[4.0, 1.0], [2.0, 3.0]]), ("o", np.zeros(3)), ("c", [1 + 2j, 3 - 4j])):
            if re.search(rf"\b{name}\b", code):
                with contextlib.suppress(ValueError):  # the class refuses the dtype
                    names[name] = make(values)
                    if make.__name__ == "Attributes":
                        names[name].info = name
        log.clear()
        caught.clear()
        recording[0] = True
        try:
            result = run(code, names)
            recording[0] = False
            text = describe(result)
        except Exception as error:
            recording[0] = False
            text = f"{type(error).__name__} {error}"
    text = re.sub("0x[0-9a-f]+", "0x", text)
    warned = [f"{w.category.__name__} {w.message}" for w in caught]
    print(f"{code} | {make.__name__} | {' '.join(log)} | {text} {warned or ''}".replace("\n", " "))


if __name__ == "__main__":
    np.seterr(all="ignore")
    for operation in OPERATIONS:
        if not sys.argv[1:] or any(word in operation for word in sys.argv[1:]):
            for kind in RECORDERS + KINDS:
                if not is_senseless(operation, kind):
                    show(operation, kind)
