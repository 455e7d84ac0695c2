# NumPy: -0x1.9d9c0c8903a74p+2 three times: the order of the sum follows the operand, not the mask
import numpy as np
rng = np.random.default_rng(1)
b = rng.standard_normal((9, 12)); m = rng.random((9, 12)) > .3
print(float(np.add.reduce(b, axis=None, where=m)).hex())
print(float(np.add.reduce(b.T, axis=None, where=np.ascontiguousarray(m.T))).hex())
print(float(np.add.reduce(b, axis=None, where=np.asfortranarray(m))).hex())
