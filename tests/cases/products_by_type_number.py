# NumPy: 25, two UFuncTypeErrors, numpy.float32, numpy.timedelta64, 1: dot & co. look at the first operand's type number
# alone, and what becomes object holds what was given
import numpy as np

days, months = np.timedelta64(5, "D"), np.timedelta64(5, "M")
print(np.vdot(days, months).astype(int))
for pair in ((days, months), (np.datetime64(0, "as"), np.datetime64("2020"))):
    try:
        print(np.dot(*pair))
    except TypeError as e:
        print(type(e).__name__)


class Seen:
    def __mul__(self, other):
        return type(other)

    def __lt__(self, other):
        print(type(other))
        return True


print(np.dot([Seen()], np.float32(1)))
print(np.searchsorted(np.array([Seen()]), days))
