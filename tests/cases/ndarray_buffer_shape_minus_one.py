# NumPy: [97, 98, 99, 100] [25442, 30820] (1,): one axis of -1 takes the length from the buffer
import os, tempfile
import numpy as np
f = tempfile.NamedTemporaryFile(delete=False); f.write(b"abcd"); f.close()
for make in (lambda: np.ndarray(-1, "u1", b"abcd").tolist(), lambda: np.ndarray((-1,), "<i2", b"abcdx", 1).tolist(),
             lambda: np.memmap(f.name, mode="r+", shape=-1).shape):
    try:
        print(make())
    except ValueError as e:
        print("ValueError:", e)
os.unlink(f.name)
