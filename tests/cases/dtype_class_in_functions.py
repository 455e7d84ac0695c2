# NumPy: a DType class as dtype= of concatenate and cumsum is read as numpy.dtype reads it: dtype('O'); arrays must have
# one number of dimensions before their dtypes are asked for a common one; ufuncs without a loop name Python's numbers.
import numpy as np
for call in (lambda: np.concatenate([[1], [2]], dtype=np.dtypes.Float32DType), lambda: np.array([1, 2]).cumsum(dtype=np.dtypes.Float32DType),
             lambda: np.concatenate([np.zeros(2, "M8[s]"), np.zeros(())]), lambda: np.gcd(1.5, 1.5), lambda: np.gcd(1, 1.5),
             lambda: np.add(1, 1j, dtype="V"), lambda: np.where(np.zeros(2, "i4,i4"), 1, 2), lambda: np.any(np.zeros(2, "i4,i4")),
             lambda: np.subtract.resolve_dtypes((None, np.dtype("M8[s]"), None), reduction=True)):
    try:
        print(repr(call()))
    except Exception as e:
        print(type(e).__name__, e)
