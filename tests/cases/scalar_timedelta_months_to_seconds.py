# NumPy: TypeError: Cannot cast NumPy timedelta64 scalar from metadata [M] to [s] according to the rule 'same_kind'; and
# 1970-01-01
import numpy as np
for v, d in ((np.timedelta64(5, "M"), "m8[s]"), (np.datetime64(0, "as"), "M8[D]")):
    try:
        print(np.array(v, dtype=d))
    except Exception as e:
        print(type(e).__name__, e)
