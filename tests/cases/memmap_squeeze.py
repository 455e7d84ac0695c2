# NumPy: ndarray ndarray (squeeze goes through __array_wrap__)
import os, tempfile
import numpy as np
f = tempfile.NamedTemporaryFile(delete=False); f.write(np.arange(4.).tobytes()); f.close()
m = np.memmap(f.name, dtype="f8", mode="r", shape=(2, 2))
print(type(m[:1, :1].squeeze()).__name__, type(np.squeeze(m[:1, :1])).__name__)
os.unlink(f.name)
