# NumPy: int64 int64 float64 float64 int64 in each line, then str_: scalars, not 0-d arrays of the subclass
import os, tempfile
import numpy as np
class Sub(np.ndarray): pass
f = tempfile.NamedTemporaryFile(delete=False); f.write(np.arange(12.).tobytes()); f.close()
m = np.memmap(f.name, dtype="f8", mode="r", shape=(3, 4))
for x in (m, np.arange(12.).reshape(3, 4).view(Sub), np.arange(12.).reshape(3, 4).view(np.recarray)):
    print(type(x).__name__, type(x.argmax()).__name__, type(x[0].argmin(0)).__name__, type(x.take(3)).__name__,
          type(x.trace()).__name__, type(np.nanargmax(x)).__name__)
print(type(np.char.array(["a", "b"]).take(0)).__name__)
os.unlink(f.name)
