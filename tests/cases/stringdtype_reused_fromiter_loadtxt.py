# NumPy: the strings ('a'*20 and 'b'*40) from every line; NumPy 2.4.6 raises MemoryError (numpy#32013)
import io
import numpy as np
dt = np.dtypes.StringDType()
first = np.array(["x"], dtype=dt)          # dt now belongs to this array
words = ["a" * 20, "short", "b" * 40]
for make in (lambda: np.fromiter(iter(words), dtype=dt),
             lambda: np.loadtxt(io.StringIO("\n".join(words)), dtype=dt)):
    try:
        print(make().tolist())
    except MemoryError as e:
        print("MemoryError:", e)
