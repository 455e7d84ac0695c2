"""Sequences and hooks that contain or return themselves, and nests deeper than any limit."""
import numpy as np

deep = []
for _ in range(20_000):
    deep = [deep]
deep_tuple = ()
for _ in range(20_000):
    deep_tuple = (deep_tuple,)
deep_dict = {}
for _ in range(20_000):
    deep_dict = {"names": ["a"], "formats": [deep_dict]}
loop = [1, 2]
loop.append(loop)
pair = [[], []]
pair[0].append(pair)
pair[1].append(pair[0])
fields = []
fields.append(("a", fields))
spec = {"names": ["a"]}
spec["formats"] = [spec]
inner = ["i4", None]
cyclic = (inner, 3)
inner[1] = cyclic


class Same:
    def __array__(self, dtype=None, copy=None):
        return self


class SameInterface:
    @property
    def __array_interface__(self):
        return self


class SameDtype:
    @property
    def dtype(self):
        return self


class SameItems:
    def __len__(self):
        return 1

    def __getitem__(self, i):
        if i:
            raise IndexError
        return self


class Fresh:
    def __len__(self):
        return 1

    def __getitem__(self, i):
        if i:
            raise IndexError
        return Fresh()


class Ping:
    def __array__(self, dtype=None, copy=None):
        return np.array(Ping())


class UfuncLoop:
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return getattr(ufunc, method)(*inputs, **kwargs)

    def __array_function__(self, func, types, args, kwargs):
        return func(*args, **kwargs)


o = np.empty(1, object)
o[0] = o
things = [deep, deep_tuple, loop, pair, fields, cyclic, Same(), SameInterface(), SameDtype(), SameItems(), Fresh(), Ping(), UfuncLoop(), o, deep_dict, spec]
calls = [np.array, lambda x: np.array(x, object), lambda x: np.array(x, float), lambda x: np.array([x, x]), np.dtype, lambda x: np.dtype([("a", x)]), lambda x: np.zeros(x),
         lambda x: np.zeros(3).reshape(x), lambda x: np.zeros(3)[x], lambda x: np.zeros((2, 2))[x, x], lambda x: np.add(x, 1), lambda x: np.add.reduce(x), lambda x: np.concatenate(x),
         lambda x: np.zeros(3).__setitem__(0, x), lambda x: np.zeros(3, object).__setitem__(slice(None), x), lambda x: np.full(2, x), lambda x: np.where(x, x, x), lambda x: np.einsum("i", x),
         lambda x: np.nditer(x), lambda x: np.broadcast(x, x), lambda x: np.result_type(x), lambda x: np.can_cast(x, "f8"), lambda x: np.array("a", np.dtypes.StringDType(na_object=x)),
         lambda x: np.fromiter(x, object), lambda x: np.sum(np.zeros(3), axis=x), lambda x: np.sort(np.zeros(3), order=x), lambda x: np.zeros(3).transpose(x), lambda x: np.lexsort(x),
         lambda x: np.float64(x), lambda x: np.void(x, "O"), lambda x: np.array(x, "i4,O"), lambda x: np.datetime64(x), lambda x: repr(np.array([x, None], object)[:1])]
bad = 0
for x in things:
    for call in calls:
        try:
            call(x)
        except SystemError as error:
            print("BAD", error)
        except Exception:
            pass
# The nests come apart without a recursion.
print("ok", flush=True)
