# A Python integer that is the only input of a ufunc is an array of its default type, which `dtype` and `casting` then
# cast; it is not converted to the wanted type itself. astropy inverts bit masks so.
import numpy as np

for value in (5, -1, 200, 2**31, 2**63 - 1, 2**63, 2**64 - 1):
    for dtype in ("u1", "i1", "u4", "i8", "u8", "f4"):
        for casting in ("unsafe", "same_kind"):
            for ufunc in (np.bitwise_not, np.absolute, np.square):
                try:
                    with np.errstate(all="ignore"):
                        result = ufunc(value, dtype=dtype, casting=casting)
                    print(ufunc.__name__, value, dtype, casting, repr(result))
                except (TypeError, OverflowError) as error:
                    print(ufunc.__name__, value, dtype, casting, type(error).__name__, error)
