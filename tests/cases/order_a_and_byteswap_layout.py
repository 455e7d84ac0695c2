# NumPy: (32, 8) (32, 8) (32, 8) (24, 8) b'\x00\x01\x02\x03\x04\x05': layouts by order='A', byteswap(),
# __array__(dtype), zeros_like of a buffer and tobytes('K')
import numpy as np
a = np.arange(24.).reshape(4, 6)[:, ::-1].T
f = np.asfortranarray(np.arange(6, dtype="u1").reshape(2, 3))
print(np.add(a, 1, order="A").strides, a.byteswap().strides, np.asfortranarray(np.ones((3, 4))).__array__("c8").strides,
      np.zeros_like(memoryview(np.asfortranarray(np.ones((2, 3))))).strides, f.tobytes("K"))
