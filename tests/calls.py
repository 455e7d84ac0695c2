"""Prints what calls at the edges answer: small shapes, shapes without elements, wrong arguments. Both cores must print the same."""

import warnings

import numpy as np

z = np.zeros
warnings.simplefilter("always")


def show(*calls):
    """Print each call's result with its strides, or the exception, and the warnings that it gave."""
    for call in calls:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                result = call()
                text = f"{result!r} {getattr(result, 'strides', None)} {type(result).__name__}"
            except Exception as error:
                text = f"{type(error).__name__} {error}"
        print(text, *(w.message for w in caught))


def assigned(array, key, value):
    """The array after an assignment."""
    array = array.copy()
    array[key] = value
    return array


def fortran(*shape, dtype=float):
    """Ones in Fortran order."""
    return np.asfortranarray(np.ones(shape, dtype))


print("reshape, squeeze")
for shape in ((-1, 0), (0, -1), (2, -1, 3), (-1, -1), (-1, 3), (-1, 3, 5), (3,)):
    show(lambda: z(4).reshape(shape))
show(lambda: z((0,)).reshape(-1, 0, 3), lambda: z(5).reshape(()))
for axis in (0, -1, 1, (0,), (0, 0), (), (-1, 0)):
    show(lambda: np.squeeze(z(()), axis=axis), lambda: z(()).squeeze(axis))

print("assignment")
show(lambda: assigned(z(()), True, z(0)), lambda: assigned(z(()), (True,), z(0)), lambda: assigned(z(()), True, z(2)),
     lambda: assigned(z(3), True, z(0)), lambda: assigned(z(3), (True,), z((0, 3))), lambda: assigned(z(3), (False,), z(2)),
     lambda: assigned(z(3), z(3, bool), z(2)), lambda: assigned(z(3), np.ones(3, bool), z(0)),
     lambda: assigned(z((3, 3)), np.ones(3, bool), z(0)), lambda: assigned(z(()), False, z(2)))
show(lambda: assigned(z(()), ..., z((1, 0))), lambda: assigned(z((2, 3)), ..., z((1, 1, 2))), lambda: assigned(z((2, 3)), ..., z((1, 5, 2))),
     lambda: assigned(z(()), (), z((2, 1))), lambda: assigned(z(3), slice(0, 2), z((1, 1, 3))), lambda: assigned(z(3), 0, z((1, 3))),
     lambda: np.copyto(z(()), z((1, 0))), lambda: np.copyto(z((2, 3)), z((1, 1, 2))))

print("take, repeat, nonzero, choose")
show(lambda: np.take(z((0, 0)), [0, 0], axis=0), lambda: np.take(z((0, 3)), [0], axis=0), lambda: np.take(z((2, 0)), [5], axis=0),
     lambda: np.take(z((2, 0)), [-5, 1], axis=0), lambda: np.take(z((2, 0)), [5], axis=0, mode="clip"), lambda: np.take(z((2, 0)), [5], axis=1),
     lambda: np.take(z((0, 1)), [0, -2], axis=1))
show(lambda: np.repeat(z(()), -1), lambda: np.repeat(z(3), -1), lambda: np.repeat(z(3), [-1]), lambda: np.repeat(z(3), [-1, 1, 1]),
     lambda: np.repeat(z((0, 2)), -1, axis=0), lambda: np.repeat(z(3), np.array(-1)))
show(lambda: np.nonzero(z(())), lambda: np.nonzero(np.array(True)), lambda: np.float64(3).nonzero(), lambda: np.nonzero(5),
     lambda: np.choose([0, 1], np.array(0.0)))
show(lambda: np.count_nonzero(z(())), lambda: np.count_nonzero(z(3)), lambda: np.count_nonzero(5), lambda: np.count_nonzero(z((3, 3)), axis=0))

print("broadcasting")
show(lambda: np.broadcast_shapes((3,), (0, 0)), lambda: np.broadcast_shapes((3,), (2, 2), ()), lambda: np.broadcast(z(3), z((2, 2))),
     lambda: np.broadcast_to(z((0, 0)), (0,)), lambda: np.broadcast_to(z(()), ()), lambda: np.broadcast_to(z((2, 2)), ()),
     lambda: np.broadcast_to(z(3), (2,)), lambda: np.broadcast_arrays(z(3), z((2, 2))))
show(lambda: np.where(fortran(2, 2), 1, 2.5), lambda: np.where(fortran(2, 2, dtype=bool), 1, 2.5),
     lambda: np.where(np.ones((2, 3), bool), fortran(2, 3), z((2, 3), int)))

print("rounding")
show(lambda: np.round(np.ones(3, bool), 1), lambda: np.round(np.ones(3, bool)), lambda: np.round(np.ones(3, bool), -1),
     lambda: np.round(np.int8(3), -1), lambda: np.round(np.True_, 1))

print("reductions")
for axis in (5, 0, -1, None, 1, -2):
    for value in (z(()), np.float64(2)):
        show(lambda: np.cumprod(value, axis=axis), lambda: value.cumsum(axis))
show(lambda: np.bitwise_xor.reduceat(z(0), [0, 0, 1]), lambda: np.bitwise_xor.reduceat(z(3), [0, 5]),
     lambda: np.bitwise_xor.reduceat(z(3), [0, 1]), lambda: np.add.reduceat(z(()), [0]))
show(lambda: np.max(np.array(True), where=[True]), lambda: np.max(z(3), where=[[True]]), lambda: np.max(z(3), where=[True]),
     lambda: np.max(z(3), where=[[True]], initial=2), lambda: np.max(z(3), where=[True] * 2, initial=2))
flags = fortran(2, 2, 1, dtype=bool)
show(lambda: np.multiply.reduce(flags), lambda: np.add.reduce(flags), lambda: np.multiply.reduce(flags, keepdims=True),
     lambda: np.multiply.reduce(fortran(2, 3, 1, 4)), lambda: np.multiply.reduce(fortran(2, 1, 3, 1, 4)),
     lambda: np.add.reduce(fortran(2, 1, 3, 1, 4), axis=2), lambda: np.add.reduce(fortran(2, 3, 1), axis=()),
     lambda: np.maximum.reduce(np.ones((4, 3, 1, 2)).transpose(2, 0, 3, 1), axis=1),
     lambda: np.add.reduce(np.ones((3, 4, 1, 2)).transpose(3, 0, 1, 2), axis=1, keepdims=True))
show(lambda: np.var(z((2, 3), complex), axis=0), lambda: z((2, 4, 4), int).argmax(0))

print("which is largest, along each axis")
rng = np.random.default_rng(0)
for dtype in ("i8", "f8", "u2", ">f4", "c16", "O", "S2", "m8[s]"):
    cube = rng.integers(-3, 4, (3, 4, 5)).astype("i8").astype(dtype)
    for turned in (cube, cube.T, cube.transpose(1, 2, 0), cube[::-1, ::2]):
        for axis in (0, 1, 2, None):
            print(dtype, axis, turned.argmax(axis).tolist(), turned.argmin(axis).tolist())

print("loops")
show(lambda: np.cosh(np.array(0), casting="no"), lambda: np.cosh(np.array(0), casting="equiv"),
     lambda: np.add(np.int8(1), np.int16(2), casting="no"), lambda: np.negative(1.0, dtype="?"), lambda: np.negative(True),
     lambda: np.subtract(1.0, 2.0, dtype="?"), lambda: np.array(0j) < np.nan, lambda: z(5, complex) < np.full(5, np.nan),
     lambda: z(3, complex) / 2, lambda: z(3) // np.nan)

print("products")
show(lambda: np.vdot(z((0, 1)), z(1)), lambda: np.vdot(z((2, 1)), z(3)), lambda: np.vdot(z((2,)), z((3, 3))),
     lambda: np.inner(z((0, 0)), z((0, 1))), lambda: np.inner(z((2, 3)), z((4, 5))), lambda: np.inner(z((2, 3, 4)), z((4, 5))),
     lambda: np.inner(z(3), z(4)), lambda: np.dot(z((2, 3)), z((4, 5))), lambda: np.inner(z((2, 3)), z((3, 4, 5))))
