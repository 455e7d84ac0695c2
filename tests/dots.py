"""Prints products of arrays with one element: signs of zeros, what is not a number, classes, errors."""

import itertools
import warnings

import numpy as np

REAL = [0.0, -0.0, 1.5, -2.5, np.nan, np.inf, -np.inf, 1e-300, 1e300]
VALUES = {
    "c": [0, -0.0, complex(-0.0, -0.0), complex(0, -0.0), complex(np.nan, -0.0), complex(np.inf, 0), -1j, 1.5],
    "f": REAL, "i": [0, 1, 5, 100], "u": [0, 1, 5, 200], "b": [False, True], "O": [0, -0.0, 1.5, 2**70, "a", None, -1],
}


class Plain(np.ndarray):
    pass


class Prior(np.ndarray):
    __array_priority__ = 3.0


def arrays(code):
    """Elements without axes, and arrays of one and of two axes and of three, of several layouts and classes."""
    values = VALUES[np.dtype(code).kind]
    x = np.empty(len(values), code)
    x[:] = values
    for i in range(len(x)):
        yield x[i:i + 1].reshape(())
    pair = np.array([x, x[::-1]])
    yield from (x, x[1:2], x[::2], pair, pair.T, np.array([pair]), np.zeros((0, 3), code), x.astype(x.dtype.newbyteorder()))
    yield from (x.view(Plain), x[:1].reshape(()).view(Plain), x.view(Prior), x[1:2].reshape(()).view(Prior), x[:2].reshape(1, 2).view(np.matrix))


def text(r):
    if not isinstance(r, (np.ndarray, np.generic)) or r.dtype == object:
        return f"{type(r).__name__} {r!r}"
    r = np.asarray(r)
    signs = np.signbit(np.stack([r.real, r.imag])[:, ~np.isnan(r)]) if r.dtype.kind in "fc" else ""
    return f"{r.dtype} {r.tolist()} {np.asarray(signs, int).tolist() if len(signs) else ''}".replace("-nan", "nan")


def show(label, call, *args):
    try:
        r = call(*args)
        print(label, type(r).__name__, text(r))
    except Exception as error:  # noqa: BLE001 - what is raised is the result
        print(label, type(error).__name__, error)


warnings.simplefilter("ignore")
for a, b in itertools.product("?bHqefdgFDGO", repeat=2):
    for (i, x), (j, y) in itertools.product(enumerate(arrays(a)), enumerate(arrays(b))):
        if (x.ndim and y.ndim) or (a != b and (i + 3 * j) % 4):
            continue
        show(f"dot {a}{i} {b}{j}", np.dot, x, y)
        if (i + j) % 5 == 0:
            show(f"inner {a}{i} {b}{j}", np.inner, x, y)
        for d in (np.result_type(x, y), "f8") if (i + j) % 3 == 0 else ():
            out = np.full(np.broadcast_shapes(x.shape, y.shape), 7, d)
            show(f"out {a}{i} {b}{j} {d}", np.dot, x, y, out)
            print(text(out))
    for (m, n) in itertools.product((np.ndarray, Plain, Prior), repeat=2):
        x, y = np.ones((2, 2), a).view(m), np.ones((2, 2), b).view(n)
        show(f"classes {m.__name__} {n.__name__}", np.dot, x, y)
x = np.arange(6.0)
show("in place", lambda: np.dot(x, 2.0, out=x))
show("overlapping", lambda: np.dot(x[:-1].copy(), x[3], out=x[1:]))
show("its own factor", lambda: np.dot(x, x[2:3].reshape(()), out=x))
for factor, array in ((1e300, [1e300, 1]), (np.inf, [0.0]), (1e-300, [1e-300]), (np.inf, [0.0, 1.0]), (np.nan, [2.0])):
    for handling, d in itertools.product(("raise", "ignore"), "dfeF"):
        x, y = np.array(factor).astype(d), np.array(array).astype(d)
        with np.errstate(all=handling):
            show(f"{handling} {factor} {array} {d}", np.dot, x, y)
