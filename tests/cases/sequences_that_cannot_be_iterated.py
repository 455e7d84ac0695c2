# NumPy: Could not convert object to sequence, whatever the class said
import numpy as np


class Items:
    def __len__(self):
        return 2

    def __getitem__(self, index):
        raise TypeError("items")

    __iter__ = None


class Raising(list):
    def __iter__(self):
        raise TypeError("iteration")


for items in (Items(), Raising(), [Raising()]):
    try:
        print(np.array(items))
    except TypeError as e:
        print(e)
