# NumPy: ('b', 'a') [(9.0, 9)]: an array of names selects fields as a list of names does
import numpy as np
a = np.zeros(1, [("a", "i4"), ("b", "f8"), ("c", "i4")])
names = np.array(["b", "a"])
try:
    print(tuple(map(str, a[names].dtype.names)))
    a[names] = 9
    print(a[["b", "a"]].tolist())
except IndexError as e:
    print("IndexError:", e)
