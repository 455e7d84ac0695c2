"""Which pairs sorting and searching compare: objects can tell."""

import itertools

import numpy as np

pairs = []


class Item:
    """A number that notes what it is compared with."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        pairs.append((self.value, other.value))
        return self.value < other.value

    def __gt__(self, other):
        pairs.append((self.value, "gt", other.value))
        return self.value > other.value


def told(call):
    """What is compared in a call."""
    pairs.clear()
    call()
    return list(pairs)


for values in (*itertools.permutations(range(3)), (0, 0), (3, 1, 2, 0), (1, 1, 0, 2, 2)):
    items = np.array([Item(v) for v in values], object)
    print(values, *(told(lambda kind=kind: np.sort(items, kind=kind)) for kind in ("stable", "quicksort")), told(lambda: np.argsort(items)),
          told(lambda: np.partition(items, 1)))
    rising = np.array([Item(v) for v in sorted(values)], object)
    print(*(told(lambda side=side: np.searchsorted(rising, items, side=side)) for side in ("left", "right")))
for call in (lambda: np.argsort(np.array([None, 1], object), kind="stable"), lambda: np.sort(np.array([1, None], object))):
    try:
        call()
    except TypeError as error:
        print(error)
