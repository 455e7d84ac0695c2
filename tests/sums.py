"""Prints a digest of float sums over axes that memory joins or does not: their last bits show where trees of additions end."""

import hashlib
import warnings

import numpy as np

SHAPES = {
    (100, 50, 3): (0, 1, 1), (20, 500, 30): (0, 1, 1), (20, 500, 40): (0, 1, 1), (50, 7, 300): (1, 0, 1), (50, 7, 9000): (1, 0, 1),
    (40, 9000): (1, 1), (7, 20000): (1, 1), (8, 20000): (0, 1), (3, 4, 20000): (1, 0, 1), (40, 3, 50, 6): (1, 0, 1, 1),
    (2, 3000, 2): (1, 0, 1), (5, 8192): (1, 1), (5, 8193): (0, 1), (50000,): (1,), (16386, 2): (1, 1), (9, 9, 9, 9): (1, 0, 1, 0),
    (60, 70, 5): (1, 1, 0), (6, 7000, 5): (0, 1, 0),
}


def layouts(dtype, shape):
    """The same kind of values in memory of five layouts."""
    rng = np.random.default_rng(1)

    def values(of):
        real = rng.random(of) * 100
        return (real + 1j * real[::-1] if np.dtype(dtype).kind == "c" else real).astype(dtype)

    yield "C", values(shape)
    yield "F", np.asfortranarray(values(shape))
    yield "inner part", values([n + 1 for n in shape])[tuple(slice(n) for n in shape)]
    yield "every other", values([2 * n for n in shape])[(slice(None, None, 2),) * len(shape)]
    yield "backwards", values(shape)[(slice(None, None, -1),) * len(shape)]


warnings.simplefilter("ignore")
for dtype in ("f2", "f4", "f8", ">f4", ">f8", "g", "c8", ">c16", "G", "i8"):
    for shape, reduced in SHAPES.items():
        axes = tuple(i for i, r in enumerate(reduced) if r)
        for layout, array in layouts(dtype, shape):
            results = [np.add.reduce(array, axis=axes), np.mean(array, axis=axes)]
            results += [np.add.reduce(array, axis=axes, dtype=d) for d in ("f8", "f4") if array.dtype.kind != "c" and array.dtype.isnative]
            # The padding of long doubles is arbitrary.
            digest = [hashlib.blake2b(np.asarray(r).astype("c16").tobytes(), digest_size=8).hexdigest() for r in results]
            print(dtype, shape, layout, *digest)
