# id: Y03  class: Y
# source: found by a differential run of StringDType against NumPy 2.4.6
# expected from a safe core: the right elements, also after the source has gone
import warnings; warnings.simplefilter("ignore")
import numpy as np
T = np.dtypes.StringDType
long = ["x" * 30, "b", "c" * 300, "d" * 5000]
a = np.array(long, T())
r, s, t = a.flat[1:3], a.flat[[2, 0]], a[np.array([3, 2, 1])]
del a
if r.tolist() + s.tolist() + t.tolist() != [long[i] for i in (1, 2, 2, 0, 3, 2, 1)]:
    print("BAD", r, s, t)
