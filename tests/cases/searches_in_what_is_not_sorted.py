# NumPy answers each search by the places that it asks, also where the array is not sorted (pandas counts on it: bins beside NaT).
import numpy as np

rng = np.random.default_rng(5)
for dtype in ["i8", "f8", "m8[s]", "u1", "f4", "M8[D]", "c16"]:
    for n in (0, 1, 2, 3, 7, 20, 100):
        a = rng.integers(0, 50, n).astype(dtype)
        if dtype in ("m8[s]", "M8[D]", "f8") and n:
            a[n // 2] = np.nan if dtype == "f8" else "NaT"
        keys = rng.integers(0, 60, 12).astype(dtype)
        order = rng.permutation(n)
        for side in ("left", "right"):
            print(dtype, n, side, a.searchsorted(keys, side).tolist(), a.searchsorted(keys, side, sorter=order).tolist())


class Keys:
    """No array: asked for its dtype, then for an array of the common one."""

    def __init__(self, asked):
        self.asked = asked

    def __array__(self, dtype=None, copy=None):
        self.asked.append((dtype, copy))
        return np.array([1.5, 0.5], dtype)


for a in (np.arange(3), np.arange(3.0), np.complex64(1j), np.array(["a", "b"])):
    asked = []
    try:
        print(a.searchsorted(Keys(asked)), asked)
    except Exception as e:
        print(type(e).__name__, e, asked)
print(np.arange(3).searchsorted([]), np.arange(3).searchsorted(1.5), np.arange(3).searchsorted([[1, 2.5]]))
