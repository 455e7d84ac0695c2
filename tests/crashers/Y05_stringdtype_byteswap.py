# id: Y05  class: Y
# source: found by a differential run of StringDType against NumPy 2.4.6
# expected from a safe core: no crash
import warnings; warnings.simplefilter("ignore")
import numpy as np
T = np.dtypes.StringDType
long = ["x" * 30, "b", "c" * 300, "d" * 5000]
np.array(long, T()).byteswap()
np.array(long, T()).byteswap(inplace=True)
