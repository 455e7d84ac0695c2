# id: Y04  class: Y
# source: found by a differential run of StringDType against NumPy 2.4.6
# expected from a safe core: the right elements
import warnings; warnings.simplefilter("ignore")
import numpy as np
T = np.dtypes.StringDType
long = ["x" * 30, "b", "c" * 300, "d" * 5000]
a = np.array(long, T())
np.putmask(a, [1, 0, 1, 0], a[::-1])
if a.tolist() != [long[3], long[1], long[1], long[3]]:
    print("BAD", a)
