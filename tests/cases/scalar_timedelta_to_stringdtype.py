# NumPy: 5 days 5 days 5 days
import numpy as np
t = np.timedelta64(5, "D")
print(np.array([t], dtype="T")[0], np.array(t, dtype="T")[()], np.asarray(t, dtype="T")[()])
