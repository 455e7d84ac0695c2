# Not as NumPy, which takes the bytes of text for characters and reads beyond them
import numpy as np


class Exporter:
    __array_struct__ = np.array(["a", "bc"]).__array_struct__


print(np.asarray(Exporter()))
