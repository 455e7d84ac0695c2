# NumPy: ... at row 0, column 3. (the column of the file)
import io
import numpy as np
for u in ((2, 0), -1):
    try:
        np.loadtxt(io.StringIO("1 2 x\n4 5 6"), usecols=u)
    except ValueError as e:
        print(e)
