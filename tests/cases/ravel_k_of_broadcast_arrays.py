# NumPy: [0, 1, 2, 0, 1, 2] twice: with order='K' an axis of stride 0 keeps its place
import numpy as np
b = np.broadcast_to(np.arange(3), (2, 3))
print(b.ravel("K").tolist())
print(b.flatten("K").tolist())
