# id: Y06  class: Y
# source: found by a differential run of StringDType against NumPy 2.4.6
# expected from a safe core: an exception
import warnings; warnings.simplefilter("ignore")
import numpy as np
T = np.dtypes.StringDType
long = ["x" * 30, "b", "c" * 300, "d" * 5000]
try:
    print(np.ndarray((2,), T(), b"x" * 32).tolist())
except TypeError:
    pass
try:
    np.array(["a", "b"], ">U1").astype(T())
    np.array(["a" * 99, "b"], T()).astype(">U100")
except TypeError:
    pass
