"""What leaks show in: reference counts, the interpreter's blocks, malloc's bytes, objects of the collector, memory.

Runs inside the process that is measured. Counts are read into arrays that exist beforehand, so that
reading leaves no trace in what is read.
"""

import array
import ctypes
import gc
import resource
import sys
import warnings

import numpy as np


class _MallInfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in
                ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


try:
    _mallinfo = ctypes.CDLL(None).mallinfo2
    _mallinfo.restype = _MallInfo
except AttributeError:  # not the GNU C library
    _mallinfo = None


def _watched():
    """``{name: object}`` of what a wrong count of references hits first."""
    found = {"None": None, "True": True, "False": False, "Ellipsis": Ellipsis, "NotImplemented": NotImplemented, "()": (),
             "b''": b"", "''": "", "np.True_": np.True_, "np.False_": np.False_, "nan": np.nan, "np._NoValue": np._NoValue,
             "np.ma.masked": np.ma.masked, "float64('masked')": np.ma.masked.data}
    for code in "?bBhHiIlLqQefdgFDGSUVOMmTc":
        d = np.dtype(code)
        found[f"dtype {code!r}"] = d
        found[f"class of dtype {code!r}"] = type(d)
        found[f"scalar type of {code!r}"] = d.type
    for code in ("i2", "i4", "i8", "f4", "f8", "c16", "U1", "M8[s]"):
        found[f"dtype '>{code}'"] = np.dtype(">" + code)
    for module in (np, np.dtypes):
        for name in dir(module):
            value = getattr(module, name)
            if isinstance(value, (np.ufunc, type)):
                found.setdefault(f"{module.__name__}.{name}", value)
    for name, value in vars(__import__("builtins")).items():
        if isinstance(value, type):
            found.setdefault(name, value)
    for name, value in vars(np.exceptions).items():
        if isinstance(value, type):
            found.setdefault(name, value)
    # Names are left out: the interpreter's cache of attributes holds references to them.
    for i in range(-5, 257):
        found[f"int {i}"] = i
    unique = {}
    for name, value in found.items():
        unique.setdefault(id(value), (name, value))
    return list(unique.values())


WATCHED = _watched()
OTHERS = ("blocks of the interpreter", "bytes of malloc", "objects of the collector")
NAMES = OTHERS + tuple("references to " + name for name, _ in WATCHED)
BLOCKS, BYTES, OBJECTS = range(3)
_OBJECTS = [value for _, value in WATCHED]


def memory():
    """Bytes of this process that are in memory."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def read(into):
    """Read every count, after a collection."""
    gc.collect()
    into[BLOCKS] = sys.getallocatedblocks()
    if _mallinfo is not None:
        info = _mallinfo()
        into[BYTES] = info.uordblks + info.hblkhd
        del info
    into[OBJECTS] = len(gc.get_objects())
    count = sys.getrefcount
    i = len(OTHERS)
    for value in _OBJECTS:
        into[i] = count(value)
        i += 1


_snapshots = [array.array("q", bytes(8 * len(NAMES))) for _ in range(3)]


def growths(body, rounds):
    """What grew by as much in the second half of the rounds as in the first: ``[(name, first, second)]``.

    One object in four rounds is enough, in either direction: a count that falls frees what is still used.
    """
    half = rounds // 2
    read(_snapshots[0])
    for which in (1, 2):
        for _ in range(half):
            body()
        read(_snapshots[which])
    result = []
    before, between, after = _snapshots
    for i, name in enumerate(NAMES):
        first, second = between[i] - before[i], after[i] - between[i]
        least = half * (4 if i == BYTES else 0.25)
        if min(first, second) >= least or max(first, second) <= -least and i >= len(OTHERS):
            result.append((name, first, second))
    return result


def settle_interpreter():
    """Fill the interpreter's cache of attributes, whose empty places hold references to None."""
    names = [sys.intern(f"attribute_{i}") for i in range(400)]
    for _ in range(400):
        made = type("Made", (), {})
        for name in names:
            getattr(made, name, None)
    # Warnings and errors that cannot be raised are the business of other tests.
    sys.unraisablehook = lambda *args: None


class Body:
    """Statements that run one after the other, each whether or not those before it raised.

    Every other round turns warnings into errors, so that the paths on which a warning raises are run too.
    """

    def __init__(self, prelude, statements):
        self.names = {"np": np, "nan": float("nan"), "inf": float("inf"), "r": None, "__name__": "leaks"}
        exec(compile(prelude, "<prelude>", "exec"), self.names)
        self.codes = [compile(text, "<statement>", "exec") for text in statements]
        self.strict = False

    def __call__(self):
        self.strict = not self.strict
        warnings.simplefilter("error" if self.strict else "ignore")
        names = self.names
        for code in self.codes:
            try:
                exec(code, names)
            except Exception:  # noqa: BLE001, S110 - how a statement ends is not the question here
                pass

    def wrong(self):
        """Statements that cannot have meant what they say."""
        warnings.simplefilter("ignore")
        for code in self.codes:
            try:
                exec(code, self.names)
            except (NameError, SystemError, NotImplementedError) as error:
                yield error
            except Exception:  # noqa: BLE001, S110
                pass


def leaks(body, rounds, warm):
    """Like ``growths`` after some rounds to warm up; a find must show four times more.

    Bytes of malloc alone must grow as fast over ten times as many rounds, too: where classes come and go, what
    malloc keeps drifts for some thousand rounds (on NumPy's own core as well) before it stays where it is.
    """
    for _ in range(warm):
        body()
    found = growths(body, rounds)
    for _ in range(4):
        if not found:
            return []
        again = {name for name, _, _ in growths(body, rounds)}
        found = [entry for entry in found if entry[0] in again]
    if [name for name, _, _ in found] == [NAMES[BYTES]]:
        found = [entry for entry in growths(body, 10 * rounds) if entry[0] == NAMES[BYTES]]
    return found
