# Structured arrays are compared field by field through views of the fields that keep the array's class: a recarray's
# own __getitem__, which turns plain fields into ndarray, is not asked. 0-d arrays without fields compare to a 0-d array.
import numpy as np

dtype = [("a", "i4"), ("b", "f8")]
for shape in ((), (2,)):
    for cls in (np.ndarray, np.recarray, np.memmap):
        array = np.zeros(shape, dtype).view(cls)
        for other in (array, array.view(np.ndarray), array[()] if shape == () else array[0]):
            for result in (array == other, array != other, other == array):
                print(shape, cls.__name__, type(result).__name__, result)
empty = np.zeros((), dtype=[])
print(repr(empty == empty), repr(empty != empty))
