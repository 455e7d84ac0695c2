# NumPy: Maximum allowed size exceeded, twice; 1, the step being added where there is an element alone
import warnings

import numpy as np

for start, stop, step in ((np.int8(3), 300, 100), (10**30, np.datetime64("2000-02-01"), 1)):
    try:
        np.arange(start, stop, step, dtype="f8")
    except ValueError as e:
        print(e)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    np.arange(np.float32(0.1), -4, 1e300)
print(len(caught))
