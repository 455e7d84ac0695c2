"""Strides of results of operands in Fortran order: axes of length one lie elsewhere where an operand is cast."""

import numpy as np

for shape in ((1, 2, 4), (2, 1, 4), (2, 4, 1), (1, 1, 3)):
    for dtype in ("u1", "i8", "f4", "f8"):
        a = np.asfortranarray(np.zeros(shape, dtype))
        print(shape, dtype, [r.strides for r in (np.nextafter(a, 0), a / np.array(True), np.sqrt(a), a + 1.5, np.add(a, a.astype("f4")))])
