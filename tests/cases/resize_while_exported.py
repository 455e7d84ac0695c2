# NumPy: (2,) [0, 1] (3,): code compiled by Cython resizes (refcheck=False) arrays whose typed memoryview is alive. What
# must not happen is a dangling view: the old block has to stay alive as long as the view
import numpy as np
a = np.arange(4)
m = memoryview(a)
a.resize(2, refcheck=False)
b = np.arange(3)
mb = memoryview(b)
b.resize(3)
print(a.shape, a.tolist(), b.shape)
