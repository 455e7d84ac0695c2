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


def outputs(shape, dtype):
    """Arrays of that shape whose memory lies in other ways."""
    yield np.empty(shape, dtype)
    yield np.empty(shape, dtype, order="F")
    yield np.empty(shape, dtype)[(..., *(slice(None, None, -1),) * len(shape))]
    yield np.empty([2 * n for n in shape], dtype)[(..., *(slice(None, None, 2),) * len(shape))]


def masks(shape):
    """The same mask in memory of other layouts, and masks that are broadcast."""
    rng = np.random.default_rng(2)
    mask = rng.random(shape) > 0.2
    yield mask
    yield np.asfortranarray(mask)
    yield np.ascontiguousarray(mask[::-1])[::-1]
    yield mask[(slice(1),) * (len(shape) - 1)]
    yield mask[..., :1]


def digest(result):
    """Of all bits but the padding of long doubles, which is arbitrary."""
    result = np.asarray(result)
    wide = result.astype("c16") if result.dtype.kind in "fc" else result
    return hashlib.blake2b(wide.tobytes(), digest_size=8).hexdigest()


warnings.simplefilter("ignore")
for dtype in ("f2", "f4", "f8", ">f4", ">f8", "g", "c8", ">c16", "G", "i8"):
    for shape, reduced in SHAPES.items():
        axes = tuple(i for i, r in enumerate(reduced) if r)
        for layout, array in layouts(dtype, shape):
            results = [np.add.reduce(array, axis=axes), np.mean(array, axis=axes)]
            results += [np.add.reduce(array, axis=axes, dtype=d) for d in ("f8", "f4") if array.dtype.kind != "c"]
            print(dtype, shape, layout, *map(digest, results))

SMALL = {(9, 12): (1, 1), (40, 30): (1, 0), (7, 1300): (1, 1), (3, 4, 5): (1, 0, 1), (2, 9000): (0, 1), (17,): (1,), (1001,): (1,), (6, 5, 700): (0, 1, 1)}
for dtype in ("f2", "f4", "f8", ">f8", "g", "c8", "c16", "i4"):
    for shape, reduced in SMALL.items():
        axes = tuple(i for i, r in enumerate(reduced) if r)
        for layout, array in layouts(dtype, shape):
            array = array / array.dtype.type(100) if array.dtype.kind != "i" else array
            results = []
            for keepdims in (False, True):
                plain = np.add.reduce(array, axis=axes, keepdims=keepdims)
                for out in outputs(np.shape(plain), plain.dtype.newbyteorder("=")):
                    results.append(np.add.reduce(array, axis=axes, keepdims=keepdims, out=out))
                    results.append(np.mean(array, axis=axes, keepdims=keepdims, out=out.astype("c16" if array.dtype.kind == "c" else "f8")))
            print(dtype, shape, layout, "out", *map(digest, results))
            for mask in masks(shape):
                results = [np.add.reduce(array, axis=axes, where=mask), np.add.reduce(array, axis=None, where=mask)]
                results += [np.add.reduce(array, axis=axes, where=mask, initial=3, keepdims=True), np.mean(array, axis=axes, where=mask)]
                results += [np.std(array, axis=axes, where=mask), np.multiply.reduce(array, axis=axes, where=mask)]
                if array.dtype.kind == "f":
                    results += [np.add.reduce(array, axis=axes, where=mask, dtype=d) for d in ("f4", "f8", "g")]
                    results += [np.logaddexp.reduce(array, axis=axes, where=mask, initial=-np.inf), np.maximum.reduce(array, axis=axes, where=mask, initial=0)]
                print(dtype, shape, layout, "where", *map(digest, results))
            results = [f(array, axis=axes) for f in (np.var, np.std, np.multiply.reduce, np.ptp if dtype[-1] != "g" else np.max)]
            results += [np.cumsum(array, axis=axes[0]), np.add.reduceat(array, [0, 1, shape[axes[0]] // 2], axis=axes[0]), np.linalg.norm(array.astype("c16"), axis=axes[0])]
            results += [np.nansum(array, axis=axes), np.nanmean(array, axis=axes), np.average(array, axis=axes[0])]
            if array.dtype.kind == "f":
                results += [np.logaddexp.reduce(array, axis=axes), np.logaddexp2.reduce(array, axis=axes[0]), np.hypot.reduce(array, axis=axes[0])]
            print(dtype, shape, layout, "others", *map(digest, results))
