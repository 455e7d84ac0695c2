"""Arrays whose memory is replaced while an nditer goes over them: by code that its casts call, and between its steps."""
import gc
import itertools
import warnings

import numpy as np

warnings.simplefilter("ignore")
N = 1200
STATE = (1, (1,), np.dtype("i8"), False, b"\x07" * 8)
CHANGES = [lambda a: a.resize(1, refcheck=False), lambda a: a.resize(500 * N, refcheck=False), lambda a: a.__setstate__(STATE),
           lambda a: (a.__setstate__(STATE), a.__setstate__((1, (N,), np.dtype("i8"), False, b"\x07" * (8 * N))))]


class Hook:
    """Replaces memory whenever a cast, a copy or the collector asks it for something."""

    def __init__(self, act, limit=3):
        self.act, self.limit = act, limit

    def run(self, *args):
        self.limit -= 1
        if self.limit >= 0:
            try:
                self.act()
            except (RuntimeError, ValueError):
                pass
        return 1.0

    __float__ = __int__ = __index__ = __complex__ = __bool__ = run

    def __str__(self):
        self.run()
        return "text"

    def __del__(self):
        self.run()


def attempt(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except SystemError as error:
        print("BAD", error)
    except Exception:
        return None


def noise():
    """Memory that was given back is used for other things."""
    return [np.full(n, -1, "i8") for n in (1, N // 2, N, 2 * N)], [object() for _ in range(1000)]


def objects(act, n=N):
    a = np.empty(n, object)
    a[:] = [float(i) for i in range(n)]
    a[n // 3] = Hook(act)
    a[n - 2] = Hook(act)
    return a


def casting_in(change, flags, dtype, mode):
    """The code of an element that is read into a buffer."""
    a = objects(lambda: change(a))
    b = np.arange(N)
    it = np.nditer([a, b, None], ["refs_ok", *flags], [[mode], ["readonly"], ["writeonly", "allocate"]], [dtype, "f8", "f8"],
                   casting="unsafe", buffersize=200)
    for x, y, z in it:
        z[...] = y
    noise()
    it.reset()
    it.close()


def casting_out(change, flags, dtype):
    """Objects that the writing of a buffer lets go."""
    a = objects(lambda: change(a))
    it = np.nditer([a, np.arange(N)], ["refs_ok", *flags], [["writeonly"], ["readonly"]], [dtype, "f8"], casting="unsafe", buffersize=200)
    for x, y in it:
        x[...] = y
    it.close()


def casting_others(change, flags, dtype):
    """The code of one operand's element replaces the memory of another."""
    b = np.arange(N)
    c = np.arange(N)
    a = objects(lambda: (attempt(change, b), attempt(change, c)))
    with np.nditer([b, a, c], ["refs_ok", *flags], [["readonly"], ["readonly"], ["readwrite"]], ["f4", dtype, "i8"],
                   casting="unsafe", buffersize=200) as it:
        for x, y, z in it:
            z[...] = x + 1


for change, flags, dtype in itertools.product(CHANGES, (["buffered"], ["buffered", "external_loop"], ["buffered", "delay_bufalloc"], ["copy_if_overlap"], []),
                                              ("f8", "c16", "U8", np.dtypes.StringDType(), "O")):
    for mode in ("readonly", "readwrite"):
        attempt(casting_in, change, flags, dtype, mode)
    attempt(casting_out, change, flags, dtype)
    attempt(casting_others, change, flags, dtype)
gc.collect()

STEPS = [lambda it: it.iternext(), next, lambda it: it[0], lambda it: repr(it.value), lambda it: it.reset(), lambda it: it.copy()[0].tolist(),
         lambda it: [v.tolist() for v in it.itviews], lambda it: it.__setitem__(0, 5), lambda it: it[0].tolist(), lambda it: [np.copy(x) for x in it],
         lambda it: setattr(it, "iterindex", N - 1), lambda it: it.remove_multi_index(), lambda it: it.enable_external_loop(),
         lambda it: it.close()]


def between(make, change, dtype, steps):
    """Memory that is replaced between two steps."""
    a = np.ones(N, dtype)
    its = make(a)
    for it in its:
        attempt(next, it)
    attempt(change, a)
    kept = noise()
    for step in steps:
        for it in its:
            attempt(step, it)
    del its, it, kept
    attempt(a.copy)


MAKES = [lambda a: [np.nditer(a, ["refs_ok", "multi_index"], [["readwrite"]])],
         lambda a: [np.nditer([a, None], ["refs_ok", "external_loop"], [["readonly"], ["writeonly", "allocate"]])],
         lambda a: [np.nditer(a, ["refs_ok", "buffered"], [["readwrite"]], ["f4"], casting="unsafe", buffersize=100)],
         lambda a: [np.nditer(a, ["refs_ok", "buffered", "ranged", "external_loop"], [["readwrite"]], ["O"], casting="unsafe", buffersize=100)],
         lambda a: [np.nditer(a, ["refs_ok", "buffered", "delay_bufalloc"], [["readwrite"]], [">f8"], casting="unsafe")],
         lambda a: [np.nditer(a, ["refs_ok"], [["readwrite", "updateifcopy"]], ["c16"], casting="unsafe")],
         lambda a: list(np.nested_iters(a.reshape(40, -1), [[0], [1]], ["refs_ok"])),
         lambda a: list(np.nested_iters(a.reshape(40, -1), [[1], [0]], ["refs_ok", "buffered"], [["readwrite"]], ["O"], casting="unsafe")),
         lambda a: [np.nditer(a[::-1], ["refs_ok", "c_index"], [["readwrite"]])],
         lambda a: [np.nditer(np.nditer(a, ["refs_ok"], [["readwrite"]]).operands[0], ["refs_ok"])]]
for make, change, dtype in itertools.product(MAKES, CHANGES, ("i8", "O", np.dtypes.StringDType())):
    for step in STEPS:
        between(make, change, dtype, [step, step])
    between(make, change, dtype, STEPS)


def assigning(change, dtype, store):
    """The code of a value that is stored through a view of an operand."""
    a = np.ones(N, dtype)
    it = np.nditer(a, ["refs_ok", "external_loop"], [["readwrite"]])
    attempt(store, it, Hook(lambda: change(a)))
    noise()


STORES = [lambda it, v: it.__setitem__(0, v), lambda it, v: it[0].__setitem__(Ellipsis, v), lambda it, v: it[0].fill(v),
          lambda it, v: it.itviews[0].__setitem__(slice(None), v), lambda it, v: it.__setitem__(slice(None), [v]),
          lambda it, v: it[0].__setitem__(slice(None), [v] * N), lambda it, v: it[0].__setitem__(slice(None), np.array([v] * N, object))]
for change, dtype, store in itertools.product(CHANGES, ("f8", "i4", "U5", np.dtypes.StringDType()), STORES):
    assigning(change, dtype, store)
gc.collect()


class Priority(np.ndarray):
    """Replaces memory while an iterator is being made."""

    act = None

    @property
    def __array_priority__(self):
        if Priority.act:
            attempt(Priority.act)
        return 5.0


def making(change, flags):
    a = np.ones((2, N // 2))
    p = np.ones((2, N // 2)).view(Priority)
    Priority.act = lambda: change(a)
    try:
        it = np.nditer([None, a, p], ["refs_ok", *flags], [["writeonly", "allocate"], ["readonly", "copy"], ["readonly"]], ["f8", "f4", "f8"], casting="unsafe")
        for x, y, z in it:
            x[...] = y
    finally:
        Priority.act = None


SHAPES = [lambda a: setattr(a, "shape", (N // 2, 2)), lambda a: setattr(a, "shape", (N,))]
for change, flags in itertools.product([*CHANGES, *SHAPES], ([], ["buffered"], ["multi_index"], ["external_loop"])):
    attempt(making, change, flags)

# What is not in use may be replaced, and what stays in place is still there.
a = np.arange(6.0)
it = np.nditer(a)
total = sum(float(x) for x in it)
a.resize(1000, refcheck=False)
it.close()
b = np.arange(6.0)
it = np.nditer(b, ["buffered"], [["readwrite"]], ["f4"], casting="same_kind")
with it:
    for x in it:
        np.arange(3).resize(9)
        x[...] = x * 2
b.resize(7, refcheck=False)
if total != 15 or a.size != 1000 or b.tolist() != [0, 2, 4, 6, 8, 10, 0]:
    print("BAD", total, a.size, b)
print("ok")
