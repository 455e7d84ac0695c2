# NumPy: text as a flat index, booleans and positions looked at after the value; nditer operands are assigned as one axis
import warnings
import numpy as np

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *_: print(category.__name__, message)


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for key, value in [("2", 5), ("x", 5), (["1", "2"], 3), (b"9", 3), (False, "text"), (True, "text"), (np.array(True), [1]), ([9], "text"),
                   ([9], []), (9, []), (("x", 1), 0), (("2", 1), 0), (np.array(2), "text")]:
    a = np.arange(4.0)
    show(lambda: (a.flat.__setitem__(key, value), a))
    show(lambda: a.flat[key])
show(lambda: np.arange(4.0).flat.__eq__(np.zeros(4, "V4")))
m = np.arange(6).reshape(2, 3)
for key, value in [(1, (-1,)), (1, []), (1, [1, 2]), (1, [[1]]), (True, 3), (np.array(1), 3), (slice(1, 2), ([7],))]:
    it = np.nditer([m, m], [], [["readonly"], ["readwrite"]])
    show(lambda: (it.__setitem__(key, value), m))
it = np.nditer(m, ["multi_index"])
show(lambda: setattr(it, "multi_index", np.array(3)))
show(lambda: it.remove_axis(2**31))
show(lambda: setattr(np.dtype("i4,f8"), "names", np.array(3)))
