# NumPy: fields of a void scalar by number, also a 0-d array's; setfield takes the value as one element
import numpy as np


class Raises:
    def __index__(self):
        raise RuntimeError("no index")


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, ascii(str(e)), repr(e.__cause__))


st = np.zeros(2, [("x", "f8"), ("y", "S3"), ("z", "i2", 2)])
s = st[0]
for key in (1, -1, -4, 3, np.array(1), np.int8(5), 2**63, Raises(), "q", "\ud800", 1.5):
    show(lambda: s[key])
    show(lambda: s.__setitem__(key, 1))
show(lambda: s.__setitem__(True, 1))
show(lambda: st["\ud800"])
for args in ((5, "f8", 0, "more"), (5,), ((1, 2), "f8"), ([1], "i2", 11), (np.arange(2), "i2", 11), ([1, 2], "2i2", 11)):
    show(lambda: (s.setfield(*args), s))
show(lambda: setattr(np.float64(1), "flat", 1))
show(lambda: st == np.zeros(2, "f8,f8,f8"))
