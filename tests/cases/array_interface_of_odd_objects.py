# NumPy: what __array_interface__ says wrongly is told in NumPy's words; an offset counts in buffers alone, and the description
# decides whatever the type string's size
import numpy as np

numbers = np.arange(6, dtype="i4")


def look(data, **entries):
    class Exporter:
        __array_interface__ = {**numbers.__array_interface__, "data": data, **entries}

    try:
        array = np.asarray(Exporter())
        print(array.dtype, array.tolist())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


address = numbers.__array_interface__["data"][0]
for data in (5, None, (hex(address), False), (np.int64(address), False), (0, False)):
    look(data)
look((address, False), offset=4)
look((address, False), offset="a")
look(bytes(range(24)), offset=4, shape=(2,))
look(bytes(8), offset=100, shape=(0,))
look(bytes(16), typestr="|V4", descr=[("", "<i8")], shape=(2,))
