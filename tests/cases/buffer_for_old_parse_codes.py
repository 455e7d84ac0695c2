# NumPy: 24 True: parse codes y# and s# refuse types that have a bf_releasebuffer; many older extensions use them
import ctypes, numpy as np
a = np.arange(3.)
p, n = ctypes.c_void_p(), ctypes.c_ssize_t()
ctypes.pythonapi._PyArg_ParseTuple_SizeT(ctypes.py_object((a,)), b"y#", ctypes.byref(p), ctypes.byref(n))
print(n.value, p.value == a.ctypes.data)
