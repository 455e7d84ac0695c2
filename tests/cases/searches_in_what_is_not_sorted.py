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
