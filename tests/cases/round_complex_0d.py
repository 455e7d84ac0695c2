# NumPy: complex128 complex128 complex64: scalars
import numpy as np
print(type(np.round(1j, 1)).__name__, type(np.array(1.25j).round(1)).__name__, type(np.complex64(1.25j).round(1)).__name__)
