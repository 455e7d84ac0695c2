# NumPy: True True: out= changes no bit of a sum
import numpy as np
x = np.random.default_rng(1).standard_normal(1001)
for f in (np.add.reduce, np.mean):
    o = np.empty(())
    f(x[::-1], out=o)
    print(float(o) == float(f(x[::-1])))
