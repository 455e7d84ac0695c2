# NumPy: Maximum allowed size exceeded, twice; 1, the step being added where there is an element alone; both parts of a
# complex length count; a stop of None is none
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
for given in ((1j, 3, float("nan")), (1j, 1e300), (0, 2 + 3j)):
    try:
        print(np.arange(*given))
    except ValueError as e:
        print(e)
for given in ({"dtype": "m8"}, {"dtype": "f8"}, {"start": 3}):
    try:
        print(np.arange(stop=None, **given))
    except (TypeError, ValueError) as e:
        print(e)
try:
    np.arange(1j, 3, dtype="f8")
except TypeError as e:
    print(e)
