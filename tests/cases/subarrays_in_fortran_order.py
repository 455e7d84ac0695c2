# Not as NumPy, which writes each subarray over its neighbours
import numpy as np

for source in ([1, 2, 3], np.arange(1, 4), memoryview(b"\1\2\3")):
    array = np.array(source, "2i4", order="F")
    print(array.tolist(), array.strides)
print(np.array(np.matrix([[1, 2]]), "2i4", subok=True).tolist())
