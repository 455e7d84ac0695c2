# NumPy: 20 16 ['x'] float64: an export without a format says nothing of the dtype, and ndarray() takes buffers in Fortran
# order
import hashlib, io
import numpy as np

own = np.array(["x"], "T")

print(hashlib.sha1(own).digest_size, io.BytesIO().write(own), np.ndarray(1, own.dtype, own), np.ndarray(1, "f8", np.ones((2, 3)).T).dtype)
