# NumPy: [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5] then (16, 8): axes of equal strides stay in C order
import numpy as np
w = np.lib.stride_tricks.sliding_window_view
print([int(x) for x in np.nditer(w(np.arange(6), 3))])
print(np.arange(50)[w(np.arange(5), 2)].strides)
