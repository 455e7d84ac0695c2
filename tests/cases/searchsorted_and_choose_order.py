# NumPy: a key is compared with the one before it first, and a sorter is looked at where it is met; choices have one dtype
import numpy as np


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


a, i = np.arange(4.0), np.array([3, 0, 2, 1])
for keys in (None, [1, None], [None, 1], [object]):
    show(lambda: a.searchsorted(keys))
show(lambda: np.zeros(0).searchsorted(None))
show(lambda: np.array([3, 1, 2, 0], object).searchsorted([2, 1, 0, 3, 2, 2, 2], "right"))
for key in (2, 9):
    show(lambda: a.searchsorted(key, sorter=[1, 2, 3, 4]))
for choices in ("abcd", {1, 2, 3, 4}, {0: 1}, np.dtype("i4"), np.dtype("i4,i4,i4,i4"), np.nditer(a), a.flat, np.array(["a", "b", "c", "d"], "T"),
                np.array([1, 2, 3, 4], ">i2")):
    show(lambda: i.choose(choices))
show(lambda: i.choose(a, np.char.array(["a", "b"]), a, object()))
show(lambda: np.choose([0, 1], [a[:2], i[:2]], out=np.array([None, "a"], object)))
