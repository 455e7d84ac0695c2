# NumPy: texts with "(must match the operand's when keepdims=True)", "matmul.at does not support ... matmul has
# signature ...", "operand array with iterator write flag set is read-only", "remapped shapes [original->remapped]:
# (3,)->(3,) (20,)->() (2,)->(2,)"
import numpy as np
r = np.zeros((3, 2)); r.setflags(write=False)
for f in (lambda: np.add.reduce(np.ones((2, 3)), axis=1, keepdims=True, out=np.zeros(2)),
          lambda: np.matmul.at(np.ones(3), 0, 1), lambda: np.add.at(r, 0, 1),
          lambda: np.add.reduceat(np.arange(20), [0, 3], out=np.zeros(3, int)),
          lambda: np.add.reduce([1, 2], dtype="f4", out=np.zeros(2, "i4,f8"))):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
