# NumPy: [-1.], as of blanks; 2, behind the blank that may be part of a separator
import tempfile

import numpy as np

print(np.fromstring("", "f8", 1, sep=" "))
with tempfile.TemporaryFile() as file:
    file.write(b"1 2 3")
    file.seek(0)
    np.fromfile(file, "f8", 1, ",")
    print(file.tell())
