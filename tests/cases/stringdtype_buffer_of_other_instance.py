# NumPy: x*100 yyy, then a MemoryError when an element is read: strings belong to the instance that stored them. What is
# read through another one would be lost, so such an array is refused.
import numpy as np

own = np.dtypes.StringDType()
first = np.array(["x" * 100, "yyy"], dtype=own)
print(*np.ndarray(2, first.dtype, first))
try:
    print(np.ndarray(2, np.dtypes.StringDType(), first)[0] == "x" * 100)
except (MemoryError, TypeError):
    print("refused")
