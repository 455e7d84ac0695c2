# NumPy: TypeError: The `dtype` and `signature` arguments to ufuncs only select the general DType and not details such as
# the byte order or time unit: a size of text or raw bytes, fields and a subarray are details too, and they are refused
# before the other arguments of a reduction are looked at.
import numpy as np
for d in ["U8", "S4", "V8", "i4,i4", ">f8", "M8[s]", (float, (2,)), [("x", "f8")], np.dtypes.StringDType()]:
    for call in (lambda: np.add("a", "b", dtype=d), lambda: np.add.reduce(np.zeros(3), axis=7, dtype=d),
                 lambda: np.add("a", "b", signature=(None, None, d))):
        try:
            print(d, repr(call()))
        except Exception as e:
            print(d, type(e).__name__, str(e)[:70])
