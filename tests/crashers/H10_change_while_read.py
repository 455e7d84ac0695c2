"""Lists and arrays that shrink, grow or turn into something else while they are read."""
import numpy as np

T = np.dtypes.StringDType


class Hook:
    def __init__(self, act):
        self.act = act

    def run(self, *args, **kwargs):
        self.act()
        return 1.0

    __float__ = __complex__ = __array__ = __index__ = __int__ = __bool__ = run

    def __len__(self):
        self.act()
        raise TypeError

    def __str__(self):
        self.act()
        return "text" * 20

    def __eq__(self, other):
        self.act()
        return True

    def __lt__(self, other):
        self.act()
        return True

    def __add__(self, other):
        self.act()
        return self

    __radd__ = __mul__ = __rmul__ = __sub__ = __gt__ = __le__ = __and__ = __add__
    __hash__ = None

    def __getattr__(self, name):
        if name.startswith("__array"):
            self.act()
        raise AttributeError(name)


def lists():
    for change in ("clear", "grow", "nest", "pop"):
        rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]

        def act(rows=rows, change=change):
            if change == "clear":
                rows.clear()
            elif change == "grow":
                rows.extend([[0] * 1000] * 100)
                rows[0].extend([1] * 100) if rows[0] is not rows[-1] else None
            elif change == "nest":
                for row in rows[:3]:
                    row[:] = [[[1]]]
            elif rows:
                rows.pop()
                rows[-1].pop() if rows and rows[-1] else None

        rows[1][1] = Hook(act)
        yield rows


for d in (None, "f8", "O", "U", "S3", "i4", "i4,O", T(), "M8[s]", "?", "c16"):
    for make in range(4):
        for call in (lambda x: np.array(x, d), lambda x: np.zeros((3, 3), d or "f8").__setitem__(slice(None), x), lambda x: np.full((3, 3), x, d), lambda x: np.add(x, x),
                     lambda x: np.concatenate(x), lambda x: np.fromiter(x, d or "f8"), lambda x: np.zeros((3, 3), d or "f8").put([0, 1, 2], x), lambda x: np.array([x, x], d),
                     lambda x: np.zeros(3)[x], lambda x: np.searchsorted([1, 2], x), lambda x: np.where(x, x, x), lambda x: np.choose([0, 1, 0], x), lambda x: np.zeros(3).reshape(x)):
            try:
                call(list(lists())[make])
            except SystemError as error:
                print("BAD", error)
            except Exception:
                pass


def arrays():
    for change in ("resize", "fill", "state", "shape", "dtype", "none"):
        a = np.array([1, 2, None, 4, 5, 6] * 20, object)

        def act(a=a, change=change):
            try:
                if change == "resize":
                    a.resize(1, refcheck=False)
                elif change == "fill":
                    a.fill(None)
                elif change == "state":
                    a.__setstate__((1, (1,), np.dtype("O"), False, [3]))
                elif change == "shape":
                    a.shape = (4, 30)
                elif change == "dtype":
                    a.dtype = "i8"
                else:
                    a[:] = [object() for _ in range(120)]
            except Exception:
                pass

        a[2] = Hook(act)
        a[60] = Hook(act)
        yield a


CALLS = [lambda a: a + 1, lambda a: a + a, lambda a: a.sum(), lambda a: a.cumsum(), lambda a: a == a, lambda a: a.astype("f8"), lambda a: a.astype("U"), lambda a: a.astype(T()), lambda a: a.sort(),
         lambda a: a.argsort(), lambda a: a.argmax(), lambda a: a.max(), lambda a: a.nonzero(), lambda a: a.any(), lambda a: a.dot(a), lambda a: np.add.at(a, slice(None), 1), lambda a: a.copy(),
         lambda a: np.add.reduceat(a, [0, 50]), lambda a: np.add.accumulate(a), lambda a: np.maximum(a, a, out=a), lambda a: a.clip(0, 1), lambda a: a.searchsorted(3), lambda a: repr(a), lambda a: list(a.flat),
         lambda a: a.tolist(), lambda a: np.unique(a), lambda a: np.isin(a, a), lambda a: a.partition(5), lambda a: np.where(a, a, a), lambda a: np.einsum("i,i", a, a), lambda a: a.choose([1, 2]),
         lambda a: np.array(a, float), lambda a: np.concatenate([a, a]).astype(float), lambda a: np.lexsort((a, a)), lambda a: a.astype("i4,O"), lambda a: np.zeros(120).__setitem__(slice(None), a),
         lambda a: np.frompyfunc(lambda x: bool(x), 1, 1)(a), lambda a: np.logical_and(a, a),
         lambda a: a.__contains__(3), lambda a: np.add.outer(a, a), lambda a: a.flat.__setitem__(slice(None), a), lambda a: np.vectorize(float)(a), lambda a: np.correlate(a, a), lambda a: np.array_equal(a, a)]
for call in CALLS:
    for which in range(6):
        a = list(arrays())[which]
        try:
            call(a)
        except SystemError as error:
            print("BAD", error)
        except Exception:
            pass
        try:
            a.copy(), a.tolist()
        except Exception:
            pass
print("ok")
