# NumPy: "cannot resize an array that references or is referenced / by another object in this way. / Use the np.resize
# function to get a new resized copy or / set refcheck=False ..."; "... as requested. If using `np.array(obj,
# copy=False)` ..."; "strides must be  same length as shape (2)"; "unsupported format string passed to
# matrix.__format__"; "Use () not None as shape arguments"
import warnings
import numpy as np
warnings.simplefilter("ignore")
a = np.arange(12.); b = a[:1]
def st(): x = np.zeros((2, 2)); x.strides = (0,)
def sh(): x = np.zeros(4); x.shape = None
for f in (lambda: a.resize(3), lambda: a.__array__(dtype="f4", copy=False), st, lambda: format(np.matrix([1]), "d"), sh):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, str(e).replace("\n", " / "))
