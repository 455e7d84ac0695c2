# id: L07  class: L
# source: found here: views of an array that is resized in place
# expected from a safe core: no crash
import warnings; warnings.simplefilter("ignore")
import numpy as np
a = np.ones(10**6); b = a[:]; m = memoryview(a); a.resize(0, refcheck=False); a.resize(2 * 10**6, refcheck=False)
print(b[500000], m[500000], b.sum())
o = np.array([[i] for i in range(1000)] + [0], object)[:-1].copy(); v = o[:]; m = memoryview(o)
for n in (10, 2000, 0, 500):
    o.resize(n, refcheck=False)
print(v[999], sum(len(x) for x in v))
a = np.ones(1000); m = memoryview(a); b = a[:]
a.__setstate__((1, (2,), np.dtype("f4"), False, bytes(8)))
print(m[999], b.sum(), a)
s = np.array(["text that needs the arena of its dtype"] * 100, "T"); v = s[:]
s.resize(1000, refcheck=False); s[:] = "other text, which is as long as the old one"
print(v[99], s[999])
