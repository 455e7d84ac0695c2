# id: Y01  class: Y
# source: found by a differential run of StringDType against NumPy 2.4.6
# expected from a safe core: the right elements
import warnings; warnings.simplefilter("ignore")
import numpy as np
T = np.dtypes.StringDType
long = ["x" * 30, "b", "c" * 300, "d" * 5000]
a = np.array(long, T())
for _ in range(50):
    r = np.choose([0, 1, 0, 1], [a, a[::-1]])
    if r.tolist() != [long[0], long[2], long[2], long[0]]:
        print("BAD", r)
    del r
