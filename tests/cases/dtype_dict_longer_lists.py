# In the dict form of a structured dtype, lists longer than `names` are cut; shorter ones are an error.
# astropy.io.fits makes the dtype of an empty table with one offset and no name.
import numpy as np

for spec in (
    {"names": [], "formats": [], "offsets": [0]},
    {"names": [], "formats": ["i4"]},
    {"names": ["a"], "formats": ["i4"], "offsets": [0, 4]},
    {"names": ["a"], "formats": ["i4", "f8"], "itemsize": 16},
    {"names": ["a"], "formats": ["i4"], "titles": ["x", "y"]},
    {"names": ["a"], "formats": []},
    {"names": ["a", "b"], "formats": ["i4", "i4"], "offsets": [0]},
    {"names": ["a", "b"], "formats": ["i4", "i4"], "titles": ["x"]},
):
    try:
        print(np.dtype(spec), np.dtype(spec).itemsize)
    except ValueError as error:
        print(type(error).__name__, error)
