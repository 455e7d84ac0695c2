# NumPy looks at a call's arguments in this order: what stands for DTypes, inputs, outputs, where, keepdims, casting,
# order, subok. What is wrong with the first of them is what it says.
import warnings

import numpy as np


class Bad:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("no array")


class Wrapped:
    def __array__(self, dtype=None, copy=None):
        return np.zeros(2)

    def __array_wrap__(self, *args):
        raise TypeError(f"{len(args)} arguments")


warnings.simplefilter("ignore")
a, m = np.arange(4.0), np.arange(6).reshape(2, 3)
arccos = np.arccos.resolve_dtypes
for text in ("np.add(a, Bad(), dtype='zz')", "np.add(a, Bad(), 3, where=Bad())", "np.add(a, a, 3, where=Bad())",
             "np.add(a, a, where=Bad(), casting=3)", "np.add(a, a, where=m, order=3)", "np.vecdot(m, m, casting=3, keepdims=3)",
             "np.add(a, a, casting=3, order=3)", "np.add(a, a, order=3, subok=3)", "np.add(a, a, dtype=np.dtype)",
             "np.add(a, a, signature=(np.dtype, None, None))", "np.add(a, a, signature='é')", "np.add(a, a, signature='dd->é')",
             "np.add(a, a, signature=b'\\xff')", "np.add(a, a, signature='dd->\\f')", "np.add.accumulate(m, dtype=np.dtype, out=3)",
             "np.logical_xor.accumulate(m, 0, np.dtypes.StringDType)", "np.add(Wrapped(), 1)", "arccos((3, 3), casting=None)",
             "arccos((a.dtype, None), signature=None, casting=None)", "arccos((3, 3), signature=None)",
             "np.logical_and.resolve_dtypes((a.dtype, a.dtype, None), reduction=True)",
             "np.subtract.reduce(np.array(['2011', '2012'], 'M8[Y]'))"):
    try:
        print(text, repr(eval(text)))
    except Exception as e:
        print(text, type(e).__name__, e)
