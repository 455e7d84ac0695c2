# id: Y02  class: Y
# source: found by a differential run of StringDType against NumPy 2.4.6
# expected from a safe core: the right elements
import warnings; warnings.simplefilter("ignore")
import numpy as np
T = np.dtypes.StringDType
long = ["x" * 30, "b", "c" * 300, "d" * 5000]
a = np.array(long, T())
np.place(a, [1, 0, 1, 1], ["z" * 40])
if a.tolist() != ["z" * 40, "b", "z" * 40, "z" * 40]:
    print("BAD", a)
