"""Prints what arrays that functions make are: class, dtype, shape, strides, flags, owner, and whether they share memory.

One line for each (function, operand, order). Strides of axes of length one and of arrays without elements count: code
that reads the fields sees them.
"""

import warnings

import numpy as np

warnings.simplefilter("ignore")


class Sub(np.ndarray):
    """A subclass."""


def operands():
    """Arrays of every kind of layout."""
    base = np.arange(720.0)
    three = base[:24].reshape(2, 3, 4)
    yield "C", base[:12].reshape(3, 4)
    yield "F", base[:12].reshape(4, 3).T
    yield "owned F", np.asfortranarray(base[:12].reshape(3, 4))
    yield "negative", base[:12].reshape(3, 4)[::-1]
    yield "negative inside", base[:12].reshape(3, 4)[:, ::-1]
    yield "both negative, turned", base[:12].reshape(3, 4)[::-1, ::-1].T
    yield "every other", base[:96].reshape(8, 12)[::2, ::3]
    yield "every other, turned", base[:96].reshape(8, 12)[::2, ::3].T
    yield "three axes, exchanged", three.transpose(1, 0, 2)
    yield "three axes, turned", three.transpose(2, 0, 1)
    yield "three axes, middle back", three.swapaxes(1, 2)[:, ::-1]
    yield "broadcast rows", np.broadcast_to(base[:4], (3, 4))
    yield "broadcast columns", np.broadcast_to(base[:3, None], (3, 4))
    yield "broadcast, turned", np.broadcast_to(base[:4], (3, 4)).T
    yield "one element, broadcast", np.broadcast_to(base[:1], (3, 4))
    yield "row", base[:4].reshape(1, 4)
    yield "column", base[:4].reshape(4, 1)
    yield "strided row", base[:8:2].reshape(1, 4)
    yield "odd stride of one", np.lib.stride_tricks.as_strided(base, (1, 4, 1), (999, 8, 77))
    yield "ones", base[:1].reshape(1, 1)
    yield "no elements", base[:0].reshape(0, 3)
    yield "no elements, turned", base[:12].reshape(3, 4)[:, :0].T
    yield "one axis", base[:5]
    yield "one axis, back", base[4::-1]
    yield "one axis, strided", base[:15:3]
    yield "no axis", np.array(1.5)
    yield "no axis, view", base[3, ...]
    yield "unaligned", np.frombuffer(bytearray(101), "f8", 12, 1).reshape(3, 4)
    yield "read-only", np.frombuffer(bytes(96), "f8").reshape(3, 4)
    yield "swapped", base[:12].reshape(3, 4).astype(">f8")
    yield "subclass", base[:12].reshape(3, 4).T.view(Sub)
    yield "field", np.zeros((3, 4), "i4,f8")["f1"]
    yield "integers", np.arange(12).reshape(4, 3).T
    yield "objects", np.array([[1, 2.5], [3, 4]], object).T
    yield "text", np.array([["a", "bc"], ["d", "e"]]).T
    yield "strings", np.array([["a", "bc"], ["d", "e"]], "T").T
    yield "dates", np.arange(12).reshape(3, 4).astype("M8[D]").T
    yield "structures", np.zeros((3, 2), "i4,f8").T


def shown(result, operand):
    """One result."""
    if isinstance(result, tuple | list):
        return " ".join(shown(r, operand) for r in result)
    if not isinstance(result, np.ndarray):
        return type(result).__name__
    flags = "".join(name for name, flag in zip("CFOWAX", ("C", "F", "O", "W", "A", "X"), strict=True) if result.flags[flag])
    base = result.base
    owner = "-" if base is None else "operand" if base is operand else "its base" if base is operand.base else type(base).__name__
    shares = "shares" if np.shares_memory(result, operand) else ""
    return f"{type(result).__name__} {result.dtype.str} {result.shape} {result.strides} {flags} {owner} {shares}"


ORDERS = "CFAK"
WITH_ORDER = {
    "copy": lambda x, o: x.copy(o),
    "np.copy": lambda x, o: np.copy(x, o, subok=True),
    "array": lambda x, o: np.array(x, order=o),
    "array subok": lambda x, o: np.array(x, order=o, subok=True, copy=None),
    "array f4": lambda x, o: np.array(x, "S3", order=o),
    "array ndmin": lambda x, o: np.array(x, order=o, ndmin=4, copy=None),
    "array of list": lambda x, o: np.array(x.tolist(), order=o),
    "array of views": lambda x, o: np.array([x, x], order=o),
    "array of objects": lambda x, o: np.array(x, object, order=o),
    "asarray": lambda x, o: np.asarray(x, order=o),
    "asanyarray": lambda x, o: np.asanyarray(x, order=o),
    "asarray of buffer": lambda x, o: np.asarray(memoryview(x), order=o),
    "astype": lambda x, o: x.astype(x.dtype, o),
    "astype no copy": lambda x, o: x.astype(x.dtype, o, copy=False),
    "astype base": lambda x, o: x.astype(object, o, subok=False),
    "astype bytes": lambda x, o: x.astype("S9", o),
    "ravel": lambda x, o: x.ravel(o),
    "flatten": lambda x, o: x.flatten(o),
    "empty_like": lambda x, o: np.empty_like(x, order=o),
    "zeros_like": lambda x, o: np.zeros_like(x, int, o, subok=False),
    "empty_like shape": lambda x, o: np.empty_like(x, order=o, shape=(2, 3, 4)),
    "empty_like same": lambda x, o: np.empty_like(x, order=o, shape=x.shape[::-1]),
    "full_like": lambda x, o: np.full_like(x, x.flat[0], order=o),
    "tobytes": lambda x, o: np.frombuffer(x.tobytes(o), "u1").sum(initial=0),
    "isnan": lambda x, o: np.isnan(x, order=o),
    "add": lambda x, o: np.add(x, 1, order=o),
    "multiply cast": lambda x, o: np.multiply(x, x, order=o, dtype="f4", casting="unsafe"),
    "equal": lambda x, o: np.equal(x, x, order=o),
    "modf": lambda x, o: np.modf(x, order=o),
    "frompyfunc": lambda x, o: np.frompyfunc(lambda a, b: a, 2, 1)(x, x, order=o),
    "outer": lambda x, o: np.multiply.outer(x, x[..., :1], order=o),
    "matmul": lambda x, o: np.matmul(x, x.swapaxes(-1, -2), order=o),
    "nditer": lambda x, o: np.nditer([x, None], ["refs_ok", "zerosize_ok"], [["readonly"], ["writeonly", "allocate"]], order=o).operands[1],
    "nditer buffered": lambda x, o: np.nditer([x], ["refs_ok", "zerosize_ok", "external_loop", "buffered"], order=o).operands[0],
    "nditer copy": lambda x, o: np.nditer(x, ["refs_ok", "zerosize_ok"], [["readonly", "copy"]], op_dtypes=["O"], casting="unsafe", order=o).operands[0],
    "einsum": lambda x, o: np.einsum("...i->i...", x, order=o),
    "einsum product": lambda x, o: np.einsum("...i,...i->i...", x, x, order=o),
    "reshape": lambda x, o: x.reshape(-1, order=o),
    "reshape two": lambda x, o: x.reshape((2, -1), order=o),
    "reshape ones": lambda x, o: x.reshape((*x.shape[:1], 1, *x.shape[1:], 1), order=o),
    "reshape copy": lambda x, o: x.reshape(x.shape, order=o, copy=True),
    "reshape no copy": lambda x, o: x.reshape(x.size, order=o, copy=False),
    "ndarray": lambda x, o: np.ndarray(x.shape, x.dtype, order=o),
    "zeros": lambda x, o: np.zeros(x.shape, x.dtype, order=o),
    "full": lambda x, o: np.full(x.shape, 1, order=o),
    "require": lambda x, o: np.require(x, None, {"C": "CW", "F": "FA", "A": "O", "K": "E"}[o]),
    "concatenate": lambda x, o: np.concatenate([x, x], axis=None if o == "C" else {"F": 0, "A": -1, "K": x.ndim // 2}[o]),
    "frombuffer": lambda x, o: np.frombuffer(x.copy(o), x.dtype),
    "unravel": lambda x, o: np.unravel_index(np.array([[0, 0]], order="F"), (2, 3), o),
}
INDICES = {
    "int": 0, "int tuple": (0,), "numpy int": np.int64(0), "0-d": np.array(0), "0-d in tuple": (np.array(0),), "0-d after ...": (..., np.array(0)),
    "0-d before ...": (np.array(0), ...), "0-d u1": np.array(0, "u1"), "0-d and slice": (slice(None), np.array(0)), "two 0-d": (np.array(0), np.array(0)),
    "0-d and int": (np.array(0), 0), "0-d and new": (None, np.array(0)), "...": ..., "(...,)": (...,), "()": (), "new": None, "new both": (None, ..., None),
    ":": slice(None), "::-1": slice(None, None, -1), "1:": slice(1, None), "empty slice": slice(0, 0), "... and slice": (..., slice(0, 1)),
    "True": True, "False": False, "0-d bool": np.array(True), "bool in tuple": (True, None), "bool and slice": (slice(None), True), "np.True_": np.True_,
    "bool and int": (0, True), "list": [0], "list of list": [[0, 0]], "empty list": [], "empty array": np.array([], int), "empty tuple of list": ([],),
    "array": np.array([0, 0]), "array F": np.zeros((2, 2), int, order="F"), "array T": np.zeros((2, 3), "i2").T, "array back": np.array([0, 0])[::-1],
    "array and slice": (slice(None), np.array([0, 0])), "array and ...": (np.array([0, 0]), ...), "two arrays": (np.array([[0], [0]]), np.array([0, 0])),
    "arrays apart": (np.array([0, 0]), slice(None), np.array([0, 0])), "array and new": (None, np.array([0, 0])), "array, 0-d": (np.array([0, 0]), np.array(0)),
    "array and int": (0, np.array([0, 0])), "slice and int": (slice(None), 0), "slice, new, int": (slice(None), None, 0), "int, ...": (0, ...),
    "mask": lambda x: np.ones(x.shape, bool), "mask F": lambda x: np.ones(x.shape, bool, order="F"), "mask none": lambda x: np.zeros(x.shape, bool),
    "mask of first": lambda x: np.ones(x.shape[:1], bool), "mask and slice": lambda x: (np.ones(x.shape[:1], bool), slice(None)), "mask of last": lambda x: (..., np.ones(x.shape[-1:], bool)),
    "float": 1.0, "str": "a", "names": np.array(["f0"]), "list of names": ["f1", "f0"], "object array": np.array([0], object),
}
PLAIN = {
    "T": lambda x: x.T, "mT": lambda x: x.mT, "real": lambda x: x.real, "imag": lambda x: x.imag, "flat": lambda x: x.flat[:], "flat list": lambda x: x.flat[[0]],
    "flat array": lambda x: x.flat.__array__(), "view": lambda x: x.view(), "view f4": lambda x: x.view("f4"), "view u1": lambda x: x.view("u1"), "view type": lambda x: x.view(np.ndarray),
    "view sub": lambda x: x.view(Sub), "byteswap": lambda x: x.byteswap(), "__array__": lambda x: x.__array__(), "__array__ f4": lambda x: x.__array__(np.dtype("S5")),
    "__array__ copy": lambda x: x.__array__(copy=True), "__copy__": lambda x: x.__copy__(), "__deepcopy__": lambda x: x.__deepcopy__({}), "squeeze": lambda x: x.squeeze(),
    "squeeze 0": lambda x: x.squeeze(0), "swapaxes": lambda x: x.swapaxes(0, -1), "transpose": lambda x: x.transpose(*range(x.ndim)), "diagonal": lambda x: x.diagonal(),
    "diagonal 1": lambda x: x.diagonal(1), "diagonal -1": lambda x: x.diagonal(-1), "take": lambda x: x.take([0, 0]), "take axis": lambda x: x.take([[0, 0]], 0),
    "take last": lambda x: x.take([0, 0], -1), "take 0-d": lambda x: x.take(0, 0), "take clip": lambda x: x.take([9], 0, mode="clip"), "repeat": lambda x: x.repeat(2), "repeat axis": lambda x: x.repeat(1, 0),
    "compress": lambda x: x.compress([True], 0), "choose": lambda x: np.choose([[0, 0]], [x, x]), "sort": lambda x: np.sort(x), "sort 0": lambda x: np.sort(x, 0), "sort none": lambda x: np.sort(x, None),
    "argsort": lambda x: x.argsort(), "argsort 0": lambda x: x.argsort(0), "partition": lambda x: np.partition(x, 0, 0), "argpartition": lambda x: x.argpartition(0, 0), "argmax": lambda x: x.argmax(0),
    "argmax keep": lambda x: x.argmax(-1, keepdims=True), "searchsorted": lambda x: np.searchsorted([1.0], x), "nonzero": lambda x: x.nonzero(), "argwhere": lambda x: np.argwhere(x),
    "where": lambda x: np.where(x, x, x), "where 0-d": lambda x: np.where(True, x, x), "where mask": lambda x: np.where(np.ones(x.shape, bool), x, x), "lexsort": lambda x: np.lexsort([x, x]),
    "clip": lambda x: x.clip(0, 1), "round": lambda x: x.round(), "round 1": lambda x: x.round(1), "round -1": lambda x: x.round(-1), "conj": lambda x: x.conj(), "conjugate": lambda x: np.conjugate(x),
    "sum": lambda x: x.sum(), "sum 0": lambda x: x.sum(0), "sum keep": lambda x: x.sum(-1, keepdims=True), "sum none": lambda x: np.add.reduce(x, ()), "max 0": lambda x: x.max(0), "mean": lambda x: x.mean(0),
    "std": lambda x: x.std(0, keepdims=True), "all": lambda x: x.all(0), "prod f4": lambda x: x.prod(-1, "f4"), "cumsum": lambda x: x.cumsum(), "cumsum 0": lambda x: x.cumsum(0), "cumprod": lambda x: x.cumprod(-1),
    "accumulate": lambda x: np.maximum.accumulate(x), "reduceat": lambda x: np.add.reduceat(x, [0, 0]), "ptp": lambda x: np.ptp(x, 0), "trace": lambda x: x.trace(), "dot": lambda x: x.dot(x.T), "dot 0-d": lambda x: x.dot(2),
    "inner": lambda x: np.inner(x, x), "vdot": lambda x: np.vdot(x, x), "tensordot": lambda x: np.tensordot(x, x, 0), "matmul": lambda x: x @ x.T, "vecdot": lambda x: np.vecdot(x, x), "matvec": lambda x: np.matvec(x, x[0]),
    "kron": lambda x: np.kron(x, [1, 2]), "stack": lambda x: np.stack([x, x], -1), "hstack": lambda x: np.hstack([x, x]), "block": lambda x: np.block([[x, x]]), "broadcast_to": lambda x: np.broadcast_to(x, (2, *x.shape)),
    "broadcast_arrays": lambda x: np.broadcast_arrays(x, x[..., :1]), "atleast_3d": lambda x: np.atleast_3d(x), "expand": lambda x: np.expand_dims(x, (0, -1)), "moveaxis": lambda x: np.moveaxis(x, 0, -1),
    "roll": lambda x: np.roll(x, 1, 0), "rot90": lambda x: np.rot90(x), "flip": lambda x: np.flip(x), "tile": lambda x: np.tile(x, (2, 1)), "pad": lambda x: np.pad(x, 1), "split": lambda x: np.split(x, 1),
    "delete": lambda x: np.delete(x, 0, 0), "insert": lambda x: np.insert(x, 0, 1, 0), "append": lambda x: np.append(x, x, 0), "unique": lambda x: np.unique(x), "unique axis": lambda x: np.unique(x, axis=0), "tril": lambda x: np.tril(x),
    "diag": lambda x: np.diag(x), "triu": lambda x: np.triu_indices_from(x), "ix_": lambda x: np.ix_(x.ravel()[:2]), "meshgrid": lambda x: np.meshgrid(x, x[:1]), "meshgrid views": lambda x: np.meshgrid(x[0], x[0], copy=False, sparse=True),
    "gradient": lambda x: np.gradient(x, axis=0), "diff": lambda x: np.diff(x), "interp": lambda x: np.interp(x, [0, 1], [0, 1]), "digitize": lambda x: np.digitize(x, [0, 1]), "bincount": lambda x: np.bincount(x.ravel().astype(int)),
    "packbits": lambda x: np.packbits(x.astype(bool), 0), "unpackbits": lambda x: np.unpackbits(x.astype("u1"), -1), "select": lambda x: np.select([x == x], [x]), "piecewise": lambda x: np.piecewise(x, [x == x], [1]),
    "vectorize": lambda x: np.vectorize(lambda e: e)(x), "apply": lambda x: np.apply_along_axis(lambda e: e, 0, x), "fromiter": lambda x: np.fromiter(x.flat, x.dtype), "asfortranarray": lambda x: np.asfortranarray(x),
    "ascontiguousarray": lambda x: np.ascontiguousarray(x), "asarray f4": lambda x: np.asarray(x, "S4"), "array of scalars": lambda x: np.array(list(x.flat)), "setfield": lambda x: x.getfield("i2", 2), "field": lambda x: x["f1"], "fields": lambda x: x[["f1", "f0"]],
    "dumps": lambda x: np.lib.format.header_data_from_array_1_0(x)["fortran_order"] and x.T or x, "reduce": lambda x: __import__("pickle").loads(x.__reduce__()[0](*x.__reduce__()[1]).__class__ and __import__("pickle").dumps(x)), "pickle 5": lambda x: __import__("pickle").loads(__import__("pickle").dumps(x, 5)),
    "from_dlpack": lambda x: np.from_dlpack(x), "from_dlpack copy": lambda x: np.from_dlpack(x, copy=True), "interface": lambda x: np.asarray(type("I", (), {"__array_interface__": x.__array_interface__})()), "struct": lambda x: np.asarray(type("I", (), {"__array_struct__": x.__array_struct__})()),
    "memoryview": lambda x: np.asarray(memoryview(x)), "positive": lambda x: +x, "negative": lambda x: -x, "abs": lambda x: abs(x), "x + x": lambda x: x + x, "x + 1": lambda x: x + 1, "x + x.T": lambda x: x + x.T, "x == 1": lambda x: x == 1, "x + row": lambda x: x + x[:1],
    "x ** 2": lambda x: x**2, "divmod": lambda x: divmod(x, 2), "sqrt": lambda x: np.sqrt(x), "isfinite": lambda x: np.isfinite(x), "frexp": lambda x: np.frexp(x), "invert": lambda x: ~x, "logical": lambda x: np.logical_not(x), "str_len": lambda x: np.strings.str_len(x), "upper": lambda x: np.strings.upper(x),
    "ljust": lambda x: np.strings.ljust(x, 5), "strings add": lambda x: np.strings.add(x, x), "as_string": lambda x: np.datetime_as_string(x), "is_busday": lambda x: np.is_busday(x), "busday_offset": lambda x: np.busday_offset(x, 1, "forward"), "busday_count": lambda x: np.busday_count(x, x), "isnat": lambda x: np.isnat(x),
    "fft": lambda x: np.fft.fft(x, axis=0), "inv": lambda x: np.linalg.inv(x[..., :2, :2] + np.eye(2)), "svd": lambda x: np.linalg.svd(x), "solve": lambda x: np.linalg.solve(x @ x.T, x), "cholesky": lambda x: np.linalg.cholesky(np.eye(3) + 0 * x @ x.T), "convolve": lambda x: np.convolve(x, [1, 2]), "correlate": lambda x: np.correlate(x, x, "full"),
    "put": lambda x: np.put(y := x.copy("K"), 0, 1) or y, "place": lambda x: np.place(y := x.copy("K"), y == y, [1]) or y, "putmask": lambda x: np.putmask(y := x.copy("K"), y == y, 1) or y, "copyto": lambda x: np.copyto(y := np.empty_like(x), x) or y, "resize": lambda x: np.resize(x, (5, 5)), "resized": lambda x: (y := x.copy("K")).resize((5, 5), refcheck=False) or y,
    "set shape": lambda x: setattr(y := x.view(), "shape", (-1,)) or y, "set dtype": lambda x: setattr(y := x.view(), "dtype", "u4") or y, "matrix": lambda x: np.asmatrix(x), "masked": lambda x: np.ma.array(x) + 1, "char": lambda x: np.char.array(x), "recarray": lambda x: x.view(np.recarray), "sliding": lambda x: np.lib.stride_tricks.sliding_window_view(x, 1, 0),
    "iadd": lambda x: (y := x.copy("K")).__iadd__(1), "imatmul": lambda x: (y := x.copy("K")).__imatmul__(np.eye(x.shape[-1])), "out": lambda x: np.add(x, 1, out=np.empty_like(x)), "ufunc where": lambda x: np.add(x, 1, where=x == x, out=None), "out ellipsis": lambda x: np.add(x, 1, out=...), "reduce ellipsis": lambda x: np.add.reduce(x, out=...),
    "rec.fromarrays": lambda x: np.rec.fromarrays([x, x]), "ogrid": lambda x: np.ogrid[0 : x.shape[0], 0:2], "indices": lambda x: np.indices(x.shape[:2]), "identity": lambda x: np.eye(x.shape[0], order="F"), "vander": lambda x: np.vander(x), "triul": lambda x: np.triu(x), "cross": lambda x: np.cross(x, x), "cov": lambda x: np.cov(x), "median": lambda x: np.median(x, 0),
    "quantile": lambda x: np.quantile(x, 0.5, 0), "nan_to_num": lambda x: np.nan_to_num(x), "real_if_close": lambda x: np.real_if_close(x), "trim_zeros": lambda x: np.trim_zeros(x), "ediff1d": lambda x: np.ediff1d(x), "in1d": lambda x: np.isin(x, x), "intersect1d": lambda x: np.intersect1d(x, x), "flatnonzero": lambda x: np.flatnonzero(x), "bmat": lambda x: np.bmat([[x]]),
}


# NumPy crashes; text in a struct interface it reads from behind its memory.
LEFT_OUT = {("strings", name) for name in ("byteswap", "lexsort", "place", "putmask")} | {("text", "struct")}


def line(*names, make, operand):
    """What one call gives."""
    if names in LEFT_OUT:
        return
    try:
        made = shown(make(), operand)
    except Exception as e:  # noqa: BLE001
        made = f"{type(e).__name__}"
    print(*names, made, sep=" | ")


for name, operand in operands():
    for function, make in WITH_ORDER.items():
        for order in ORDERS:
            line(name, function, order, make=lambda make=make, order=order: make(operand, order), operand=operand)
    for function, make in PLAIN.items():
        line(name, function, make=lambda make=make: make(operand), operand=operand)
    for written, index in INDICES.items():
        index = index(operand) if callable(index) else index
        line(name, f"[{written}]", make=lambda index=index: operand[index], operand=operand)
