# NumPy: IndexError, whatever the iterator would give; concatenate, lexsort, choose, nditer and the like take a sequence by its
# length and its indices
import numpy as np


class Items(list):
    def __len__(self):
        return 2

    def __iter__(self):
        return iter(([1, 2], [3, 4]))


def told(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__, e)


for items in (Items(), Items([[1, 0]] * 3)):
    told(np.concatenate, items)
    told(np.lexsort, items)
    told(np.choose, [0, 1], items)
    told(np.ravel_multi_index, items, (9, 9))
    told(np.nditer, [np.zeros(2)], op_axes=items)
    told(np.array, items)
    told(np.array, [items])
