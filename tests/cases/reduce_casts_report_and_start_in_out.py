"""What the casts of reductions report, and that reductions start in an output of another type."""

import warnings

import numpy as np

big = np.array([1e300, 1.0])
calls = {
    "narrow": lambda: np.add.reduce(big, dtype="f4"), "first": lambda: np.maximum.reduce(big, dtype="f4"),
    "forgotten": lambda: np.maximum.reduce(big[::-1], dtype="f4"), "integers": lambda: np.maximum.reduce(big, dtype="i4"),
    "one": lambda: np.fmin.reduce(big[:1], dtype="f4"), "0-d": lambda: np.fmin.reduce(np.array(1e300), dtype="i8"),
    "initial in out": lambda: np.add.reduce([1.5, 1.25], dtype="f8", initial=2.5, out=np.zeros((), "i4")),
    "first in out": lambda: np.subtract.reduce(np.array([[1.5, 1.25], [0.2, 0.2]]), axis=0, out=np.zeros(2, "i4"), dtype="f8"),
    "imaginary": lambda: np.sum(np.ones(2, "c16"), out=np.zeros(())), "imaginary first": lambda: np.max(np.ones(2, "c16"), out=np.zeros(())),
    "imaginary only": lambda: np.add.reduce(np.ones(2, "c16"), dtype="f8"),
    "imaginary, then refused": lambda: np.maximum.reduce(np.zeros(0, "c16"), out=np.zeros(())),
    "accumulate": lambda: np.add.accumulate(big, out=np.zeros(2, "f4")),
    "accumulate reads out": lambda: np.add.accumulate([1, 1], dtype="f4", out=np.full(2, 1e300)),
    "reduceat": lambda: np.add.reduceat([1e308, 1e308], [0], out=np.zeros(1, "f4")),
    "call": lambda: np.sqrt(np.array([[1e300]]), dtype="f4"), "forgetful call": lambda: np.absolute(np.array([[1e300]]), dtype="f4"),
    "cast before the call": lambda: np.sqrt(np.array([1e300]), dtype="f4"), "masked call": lambda: np.add(big, 1, dtype="f4", where=[True, True], out=np.zeros(2, "f4")),
    "outputs count from the first input": lambda: np.divmod([1.5], [1], out=(None, np.zeros(1, "i4"))),
    "text adds up to text": lambda: np.add(["1"], ["1"], dtype="i8"), "and is no sum": lambda: np.sum(["1", "2"], dtype="f4"),
    "bytes and text": lambda: np.add(["1"], [b"1"], dtype="U"),
}
for name, call in calls.items():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = repr(call())
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
    print(name, result, [str(w.message) for w in caught])
