# NumPy: ndarray ndarray ndarray ndarray float64: rounding to decimals gives plain arrays
import numpy as np
class Sub(np.ndarray): pass
x = np.array([1.25, 2.5]).view(Sub)
print(type(x.round(1)).__name__, type(np.round(x, -1)).__name__, type(x.view(np.recarray).round(1)).__name__,
      type(np.matrix([1.25]).round(1)).__name__, type(np.array(1.25).view(Sub).round(1)).__name__)
