"""dtype.__setstate__ with thousands of states that no dtype ever wrote, and use of what came of them."""
import pickle
import random

import numpy as np

rng = random.Random(1)
f8, i4, obj = np.dtype("f8"), np.dtype("i4"), np.dtype("O")
cycle = {}
cycle["a"] = cycle
PARTS = [None, (), [], {}, 0, 1, -1, 3, 4, 5, 8, 12, 16, 2**31 - 1, 2**31, 2**63 - 1, 2**63, -2**63, 2**70, 1.5, "", "<", ">", "|", "=", "x", "<>",
         "\udcff", b"", b"<", b"s", "a", ("a",), ("a", "b"), ("a", "a"), ("b",), (1,), ("a", None), ["a"], {"a": (i4, 0)}, {"a": (obj, 0)},
         {"a": (obj, 3)}, {"a": (i4, -4)}, {"a": (i4, 2**62)}, {"a": (i4,)}, {"a": 3}, {"a": (i4, 0), "b": (f8, 4)}, {"a": (i4, 0, "t"), "t": (i4, 0, "t")},
         {1: 2}, cycle, (i4, (2,)), (i4, (-1,)), (i4, (2**40, 2**40)), (obj, (2,)), (i4, 3), (i4,), ("i4", (2,)), i4, obj, f8, ({}, (b"s", 1, 1, 1)),
         ({}, (b"s", 0, 1, 0)), ({}, ("s", 1, 1, 1)), ({}, (b"q", 1, 1, 1)), ({}, (b"s", -1, 1, 1)), ({}, (b"s", 2**40, 1, 1)), ({}, ()), ({}, None), (None, (b"D", 7, 1, 1)),
         np.int64(3), object(), 0x3f, 0xff, 27, 63, 16]
VALID = [3, "|", None, ("a", "b"), {"a": (i4, 0), "b": (f8, 4)}, 12, 1, 16]
TIME = [4, "<", None, None, None, -1, -1, 0, ({}, (b"s", 1, 1, 1))]
bases = ("V12", "f8", "M8[s]", "S3", "i4,O", "O", "2i4", "U2")


def use(d):
    repr(d), str(d), hash(d), d == f8, d.descr if d.names else None, d.fields, d.itemsize, d.alignment, d.str, d.name
    d.newbyteorder(), pickle.dumps(d), d.hasobject, d.isnative, d.base, d.shape
    if d.itemsize < 1000:
        a = np.zeros(2, d)
        a.copy(), a.tolist(), repr(a), a == a, a[0]
        a[1] = a[0]


for round_ in range(6000):
    state = list(rng.choice((VALID, TIME)))
    for _ in range(rng.randrange(1, 4)):
        state[rng.randrange(len(state))] = rng.choice(PARTS)
    if rng.random() < 0.1:
        state = state[:rng.randrange(len(state) + 1)]
    if rng.random() < 0.1:
        state.append(rng.choice(PARTS))
    d = pickle.loads(pickle.dumps(np.dtype((np.void, 12)))) if round_ % 2 else np.dtype(rng.choice(bases), copy=True)
    try:
        d.__setstate__(tuple(state))
    except SystemError as error:
        print("BAD", error, state)
    except Exception:
        pass
    try:
        use(d)
    except SystemError as error:
        print("BAD", error, state)
    except Exception:
        pass
print("ok")
