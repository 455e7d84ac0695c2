# NumPy: shapes of one axis have their comma: remapped shapes [original->remapped]: (2,3)->(2,) (2,3)->(3,)
import numpy as np
a = np.zeros((2, 3))
try:
    np.nditer([a, a], op_axes=[[0], [1]])
except ValueError as e:
    print(e)
