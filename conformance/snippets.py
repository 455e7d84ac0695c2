"""Hypothesis strategies for the differential runner: small programs that leave their result in ``r``.

A snippet is ``(code, close)``; ``close`` allows floating-point results to differ by a few units in
the last place (transcendental functions, sums inside linear algebra).
"""

import math
from functools import cache

from hypothesis import strategies as st

INTS = ("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8")
FLOATS = ("f2", "f4", "f8", "g")
COMPLEX = ("c8", "c16", "G")
NUMERIC = INTS + FLOATS + COMPLEX
TIMES = ("M8[s]", "M8[D]", "m8[s]", "m8[ms]", "M8[ns]")
TEXTS = ("S3", "U3", "S", "U", "V4")
ALL = NUMERIC + TIMES + TEXTS + ("O",)

numeric = st.sampled_from(NUMERIC)
common = st.sampled_from(("f8", "i8", "b1", "f4", "i4", "c16", "u1", "f2", "u8"))
any_dtype = st.one_of(common, st.sampled_from(ALL))

_float_values = st.one_of(
    st.sampled_from((0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 1e-310, 5e-324, 1e300, -1e300, 65504.0, 65520.0, 3.4e38, 1e19,
                     9.3e18, 2147483648.0, -2147483649.0, 0.1, 1 / 3)),
    st.integers(-20, 20).map(float), st.floats(allow_nan=False, allow_infinity=False))


_float_text = st.one_of(_float_values.map(repr), _float_values.map(repr), _float_values.map(repr), _float_values.map(repr),
                        _float_values.map(repr), st.sampled_from(("nan", "inf", "-inf")))


@cache
def value_for(dtype):
    """The text of a Python value that suits a dtype."""
    kind = dtype.lstrip("<>=")[0]
    if kind == "b":
        return st.sampled_from(("True", "False"))
    if kind in "iu":
        size = int(dtype[-1]) * 8
        low, high = (0, 2**size - 1) if kind == "u" else (-(2 ** (size - 1)), 2 ** (size - 1) - 1)
        return st.one_of(st.integers(max(low, -9), min(high, 9)), st.sampled_from((low, high, low + 1, high - 1)),
                         st.integers(low, high)).map(str)
    if kind in "fg":
        return _float_text
    if kind in "cG":
        return st.tuples(_float_text, _float_text).map(lambda pair: f"complex({pair[0]}, {pair[1]})")
    if kind == "M":
        return st.sampled_from(("'1970-01-01'", "'2000-02-29'", "'NaT'", "'1969-12-31'", "'2262-04-11'", "'0001-01-01'"))
    if kind == "m":
        return st.sampled_from(("0", "1", "-1", "'NaT'", "86400", "10**12"))
    if kind == "S":
        return st.sampled_from((b"", b"a", b"abc", b"12", b"-1.5", b"a\0b", b"abcd")).map(repr)
    if kind == "U":
        return st.sampled_from(("", "a", "abc", "12", "-1.5", "\u00e9", "abcd", "nan", "True")).map(repr)
    if kind == "V":
        return st.sampled_from((b"abcd", b"\0\1\2\3")).map(repr)
    return st.sampled_from(("None", "1", "'x'", "2.5", "[1]", "(1, 2)", "10**30"))


shapes = st.lists(st.sampled_from((0, 1, 1, 2, 3, 4)), max_size=3).map(tuple)


def _nest(values, shape):
    if not shape:
        return next(values)
    return "[" + ", ".join([_nest(values, shape[1:]) for _ in range(shape[0])]) + "]"


@cache
def nested(dtype, shape):
    """The text of a nested list of a shape."""
    n = math.prod(shape)
    return st.lists(value_for(dtype), min_size=n, max_size=n).map(lambda values: _nest(iter(values), shape))


@st.composite
def array(draw, dtypes=numeric, shape=None, layouts=True):
    """``(expression, dtype, shape)`` of an array, in all kinds of memory layouts."""
    dtype = draw(dtypes)
    shape = draw(shapes) if shape is None else shape
    text = f"np.array({draw(nested(dtype, shape))}, dtype='{dtype}')"
    if 0 in shape:
        text += f".reshape({shape})"
    layout = draw(st.sampled_from(("", "", "", "F", "rev", "step", "T", "swap", "unaligned", "readonly", "view"))) if layouts else ""
    if layout == "F":
        text = f"np.asfortranarray({text})" if shape else text
    elif layout == "rev" and shape:
        text = f"{text}[::-1]"
    elif layout == "step" and shape:
        text = f"np.repeat({text}, 2, axis=-1)[..., ::2]"
    elif layout == "T" and len(shape) > 1:
        text, shape = f"{text}.T", shape[::-1]
    elif layout == "swap" and dtype[0] not in "bOVgG" and dtype != "O":
        text = f"{text}.astype('>{dtype}')"
    elif layout == "unaligned" and shape and dtype[0] in "iuf" and dtype[-1] in "248":
        text = (f"(lambda a: np.frombuffer(b'\\0' + a.tobytes(), dtype='u1')[1:].view(a.dtype).reshape(a.shape))({text})"
                if 0 not in shape else text)
    elif layout == "view" and shape:
        text = f"{text}[...]"
    return text, dtype, shape


UNARY = ("negative", "positive", "absolute", "invert", "logical_not", "sign", "square", "sqrt", "isnan", "isinf", "isfinite",
         "floor", "ceil", "trunc", "rint", "conjugate", "reciprocal", "signbit", "spacing", "bitwise_count", "fabs")
UNARY_CLOSE = ("exp", "log", "sin", "cos", "tan", "exp2", "expm1", "log2", "log10", "log1p", "tanh", "sinh", "cosh", "arctan",
               "arcsin", "arccos", "arcsinh", "cbrt", "deg2rad", "rad2deg")
BINARY = ("add", "subtract", "multiply", "divide", "floor_divide", "remainder", "fmod", "maximum", "minimum", "fmax", "fmin",
          "equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "logical_and", "logical_or", "logical_xor",
          "bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift", "copysign", "nextafter", "heaviside",
          "gcd", "lcm", "divmod")
BINARY_CLOSE = ("power", "float_power", "arctan2", "hypot", "logaddexp", "logaddexp2")
OPERATORS = ("+", "-", "*", "/", "//", "%", "==", "<", ">=", "&", "|", "^", "<<", ">>")
CASTING = ("no", "equiv", "safe", "same_kind", "unsafe")


@st.composite
def scalar(draw):
    """The text of a Python or NumPy scalar."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return draw(st.sampled_from(("0", "1", "-1", "2", "3", "255", "256", "-129", "2**31", "2**63", "2**64", "-2**63", "10**25")))
    if kind == 1:
        return draw(_float_text)
    if kind == 2:
        return draw(st.sampled_from(("True", "1j", "complex(0, inf)", "None", "'a'")))
    dtype = draw(common)
    return f"np.dtype('{dtype}').type({draw(value_for(dtype))})"


@st.composite
def operand_pair(draw, dtypes):
    """Two operands that mostly broadcast."""
    a, _, shape = draw(array(dtypes))
    choice = draw(st.integers(0, 4))
    if choice == 0:
        return a, draw(scalar())
    if choice == 1:
        b, _, _ = draw(array(dtypes))
    else:
        cut = shape[draw(st.integers(0, len(shape))):]
        b, _, _ = draw(array(dtypes, tuple(1 if draw(st.integers(0, 3)) == 0 else n for n in cut)))
    return (a, b) if draw(st.booleans()) else (b, a)


@st.composite
def ufunc(draw):
    """One ufunc call, sometimes with out, where, dtype or casting."""
    code, close = _ufunc(draw)
    # Complex products are summed with or without fused multiply-add, as the memory layout has it.
    return code, close or "complex(" in code or "'c" in code or "'G'" in code


def _ufunc(draw):
    dtypes = draw(st.sampled_from((common, numeric, numeric, any_dtype)))
    close = draw(st.integers(0, 4)) == 0
    extra = ""
    option = draw(st.integers(0, 9))
    if option == 0:
        extra = f", dtype='{draw(common)}'"
    elif option == 1:
        extra = f", casting='{draw(st.sampled_from(CASTING))}'"
    elif option == 2:
        extra = f", order='{draw(st.sampled_from('CFAK'))}'"
    if draw(st.booleans()):
        a, _, shape = draw(array(dtypes))
        name = draw(st.sampled_from(UNARY_CLOSE if close else UNARY))
        if option == 3:
            return f"a = {a}\no = np.zeros(a.shape, dtype='{draw(common)}')\nr = np.{name}(a, out=o), o", close
        if option == 4:
            return f"a = {a}\nr = np.{name}(a, where=a == a, out=np.ones(a.shape, a.dtype))", close
        return f"r = np.{name}({a}{extra})", close
    a, b = draw(operand_pair(dtypes))
    if draw(st.integers(0, 2)) == 0:
        return f"a = {a}\nb = {b}\nr = a {draw(st.sampled_from(OPERATORS))} b", False
    if draw(st.integers(0, 9)) == 0:
        return f"a = {a}\na {draw(st.sampled_from(('+', '-', '*', '/', '//', '&', '|', '**')))}= {b}\nr = a", True
    name = draw(st.sampled_from(BINARY_CLOSE if close else BINARY))
    if option == 5:
        return f"a = {a}\nr = np.{name}.outer(a, {b})", close
    if option == 6:
        # Overlapping operands and result.
        return f"a = np.array({draw(nested('f8', (6,)))})\nr = np.{name}(a[1:], a[:-1], out=a[1:]), a", close
    return f"a = {a}\nb = {b}\nr = np.{name}(a, b{extra})", close


@st.composite
def create(draw):
    """Arrays from Python data and from parameters."""
    kind = draw(st.integers(0, 8))
    d = draw(any_dtype)
    as_dtype = draw(st.sampled_from(("", f", dtype='{d}'")))
    if kind <= 2:
        text = draw(nested(draw(any_dtype), draw(shapes)))
        extra = draw(st.sampled_from(("", "", ", order='F'", ", ndmin=2", ", copy=None", ", ndmax=1")))
        return f"r = np.array({text}{as_dtype}{extra})", False
    if kind == 3:
        items = draw(st.lists(st.one_of(scalar(), nested("f8", (2,)), nested("i8", (1, 2)), st.sampled_from(("()", "[]", "range(3)", "'ab'", "b'a'"))), max_size=4))
        return f"r = np.array([{', '.join(items)}]{as_dtype})", False
    if kind == 4:
        args = draw(st.lists(st.one_of(st.integers(-5, 9).map(str), st.sampled_from(("0.5", "-1.5", "0", "1e-1"))), min_size=1, max_size=3))
        return f"r = np.arange({', '.join(args)}{as_dtype})", False
    if kind == 5:
        return f"r = np.linspace({draw(_float_text)}, {draw(st.integers(-5, 5))}, {draw(st.integers(0, 7))}{as_dtype})", True
    if kind == 6:
        shape = draw(st.one_of(shapes.map(str), st.sampled_from(("3", "-1", "(2, -1)", "None", "2.0", "(2, 'a')", "[2, 2]"))))
        name = draw(st.sampled_from(("zeros", "ones", "full")))
        value = f", {draw(scalar())}" if name == "full" else ""
        return f"r = np.{name}({shape}{value}{as_dtype}{draw(st.sampled_from(('', chr(44) + ' order=' + repr('F'))))})", False
    if kind == 7:
        a = draw(array(any_dtype))[0]
        name = draw(st.sampled_from(("zeros_like", "ones_like", "asarray", "asanyarray", "ascontiguousarray", "copy", "atleast_2d")))
        return f"r = np.{name}({a})", False
    name = draw(st.sampled_from(("eye(3, k=1", "identity(2", "fromiter(range(4)", "frombuffer(b'0123456789abcdef'", "tri(3", "diag([1, 2]",
                                 "fromstring('1 2 3', sep=' '", "indices((2, 3)", "meshgrid([1, 2], [3]", "fromfunction(lambda i: i, (3,)")))
    return f"r = np.{name}{as_dtype})", False


@st.composite
def _index(draw, n):
    kind = draw(st.integers(0, 9))
    if kind <= 2:
        return str(draw(st.integers(-n - 1, n)))
    if kind <= 4:
        return ":".join(draw(st.one_of(st.just(""), st.integers(-n - 1, n + 1).map(str))) for _ in range(2)) + draw(st.sampled_from(("", ":2", ":-1", ":-2")))
    if kind == 5:
        return draw(st.sampled_from(("None", "...", "True", "False", "np.newaxis", "()", "1.0", "'a'", "[]")))
    if kind == 6:
        return "np.array([" + ", ".join(str(draw(st.integers(-n, max(n - 1, 0)))) for _ in range(draw(st.integers(0, 3)))) + "], dtype='i8')"
    if kind == 7:
        return "[" + ", ".join(draw(st.sampled_from(("True", "False"))) for _ in range(n)) + "]"
    if kind == 8:
        return f"[[{draw(st.integers(-n, n))}], [{draw(st.integers(0, max(n - 1, 0)))}]]"
    return "a > 1" if draw(st.booleans()) else "np.intp(0)"


@st.composite
def index(draw):
    """Reading and writing through indices of all kinds."""
    a, d, shape = draw(array(draw(st.sampled_from((common, common, any_dtype)))))
    count = draw(st.integers(0, len(shape) + 1))
    parts = [draw(_index(shape[min(i, len(shape) - 1)] if shape else 1)) for i in range(count)]
    key = ", ".join(parts) + ("," if count == 1 and draw(st.integers(0, 4)) == 0 else "")
    key = key or draw(st.sampled_from(("...", "()", "None", ":")))
    kind = draw(st.integers(0, 5))
    if kind <= 2:
        return f"a = {a}\nr = a[{key}]", False
    if kind == 3:
        return f"a = ({a}).copy()\na[{key}] = {draw(st.one_of(scalar(), value_for(d)))}\nr = a", False
    if kind == 4:
        return f"a = ({a}).copy()\na[{key}] = {draw(array(common, draw(shapes)))[0]}\nr = a", False
    return draw(st.sampled_from((
        f"a = {a}\nr = a.take({draw(st.integers(-4, 4))}, mode='{draw(st.sampled_from(('raise', 'wrap', 'clip')))}')",
        f"a = {a}\nr = np.take(a, [0, {draw(st.integers(-3, 3))}], axis={draw(st.integers(-2, 2))})",
        f"a = ({a}).copy()\na.put([0, {draw(st.integers(-5, 5))}], [1, 0])\nr = a",
        f"a = {a}\nr = a.flat[{draw(st.integers(-5, 5))}:]", f"a = {a}\nr = np.compress([True, False], a, axis=0)",
        f"a = {a}\nr = a.item({draw(st.integers(-3, 3))})", f"a = {a}\nr = np.choose([0, 1], a, mode='clip')",
        f"a = {a}\nr = a.diagonal({draw(st.integers(-2, 2))})"))), False


@st.composite
def reduce(draw):
    """Reductions and accumulations."""
    a, _, shape = draw(array(draw(st.sampled_from((common, numeric)))))
    name = draw(st.sampled_from(("sum", "prod", "max", "min", "any", "all", "argmax", "argmin", "cumsum", "cumprod", "mean", "var", "std", "ptp")))
    axis = draw(st.sampled_from(("", "axis=None", "axis=0", "axis=-1", "axis=1", "axis=(0, 1)", "axis=()", "axis=5")))
    extra = draw(st.sampled_from(("", "", "", "keepdims=True", f"dtype='{draw(common)}'", "initial=2", "where=[True]", "out=np.zeros(())")))
    if draw(st.integers(0, 3)) == 0:
        method = draw(st.sampled_from(("reduce", "accumulate", "reduceat")))
        name = draw(st.sampled_from(BINARY[:-1]))
        if method == "reduceat":
            return f"r = np.{name}.reduceat({a}, [0, {draw(st.integers(0, 3))}, 1])", True
        return f"r = np.{name}.{method}({', '.join(p for p in (a, axis, extra if method == 'reduce' else '') if p)})", True
    return f"r = np.{name}({', '.join(p for p in (a, axis, extra) if p)})", True


@st.composite
def shape(draw):
    """Shapes: reshape, transpose, joins, splits, broadcasting."""
    a, d, s = draw(array(common))
    b = draw(array(common, s))[0]
    n = draw(st.integers(-3, 3))
    return draw(st.sampled_from((
        f"r = ({a}).reshape({draw(shapes)}, order='{draw(st.sampled_from('CFA'))}')", f"r = ({a}).reshape(-1, {n})",
        f"r = ({a}).transpose()", f"r = np.swapaxes({a}, 0, {n})", f"r = ({a}).ravel('{draw(st.sampled_from('CFAK'))}')",
        f"r = np.squeeze({a}, axis={draw(st.sampled_from(('None', '0', '-1')))})", f"r = np.expand_dims({a}, {n})",
        f"r = np.concatenate([{a}, {b}], axis={draw(st.sampled_from(('None', '0', '-1', '1')))})", f"r = np.stack([{a}, {b}], axis={n})",
        f"r = np.vstack([{a}, {b}])", f"r = np.hstack([{a}, {b}])", f"r = np.repeat({a}, {n})", f"r = np.repeat({a}, 2, axis={n})",
        f"r = np.tile({a}, {draw(shapes)})", f"r = np.roll({a}, {n})", f"r = np.roll({a}, {n}, axis=0)", f"r = np.flip({a})",
        f"r = np.broadcast_to({a}, {draw(shapes)})", f"r = np.split({a}, 2)", f"r = np.array_split({a}, 3)", f"r = np.moveaxis({a}, 0, {n})",
        f"r = np.broadcast_shapes({s}, {draw(shapes)})", f"r = np.rollaxis({a}, {n})", f"a = {a}\nr = a.resize({draw(shapes)}), a",
        f"r = np.pad({a}, 1)", f"r = np.atleast_3d({a})", f"r = np.block([{a}, {b}])", f"r = np.ravel_multi_index([[0], [1]], {draw(shapes)})",
        f"r = np.unravel_index({n}, {draw(shapes)})", f"r = np.delete({a}, 0)", f"r = np.insert({a}, 0, 1)"))), False


@st.composite
def sort(draw):
    """Sorting, searching, counting."""
    a, _, s = draw(array(draw(st.sampled_from((common, any_dtype)))))
    b = draw(array(common, (3,)))[0]
    axis = draw(st.sampled_from(("", ", axis=0", ", axis=None", ", axis=-1")))
    kind = draw(st.sampled_from(("", ", kind='stable'")))
    return draw(st.sampled_from((
        f"r = np.sort({a}{axis}{kind})", f"r = np.argsort({a}{axis}, kind='stable')", f"r = np.unique({a})", f"r = np.nonzero({a})",
        f"r = np.unique({a}, return_counts=True, return_inverse=True)", f"r = np.searchsorted(np.sort({b}), {b})",
        f"r = np.searchsorted(np.sort({b}), {b}, side='right')", f"r = np.partition({b}, 1)[1]", f"r = np.lexsort(({b}, {b}))",
        f"r = np.count_nonzero({a}{axis if 'None' not in axis else ''})", f"r = np.flatnonzero({a})", f"r = np.argwhere({a})",
        f"r = np.where({a}, 1, 2.5)", f"r = np.isin({b}, {b})", f"r = np.bincount([0, 1, 1, {draw(st.integers(-1, 4))}])",
        f"r = np.digitize({b}, [0, 1])", f"r = np.median({b})", f"r = np.diff({b})", f"r = np.clip({b}, 0, 1)", f"r = np.interp({b}, [0, 1], [2, 3])",
        f"r = np.histogram({b}, bins=[0, 1, 2])", f"r = np.percentile({b}, 30)", f"r = np.round({b}, 1)", f"r = np.array_equal({a}, {a})"))), True


@st.composite
def text(draw):
    """Printing and parsing."""
    a, d, _ = draw(array(any_dtype))
    x = draw(scalar())
    dt = draw(common)
    v = draw(value_for(dt))
    return draw(st.sampled_from((
        f"r = repr({a})", f"r = str({a})", f"r = np.array2string({a}, precision=3)", f"r = repr(np.dtype('{dt}').type({v}))",
        f"r = str(np.dtype('{dt}').type({v}))", f"r = '%s' % np.asarray({x})", f"r = format(np.float64({draw(_float_text)}), '.3f')",
        f"r = np.format_float_positional({draw(_float_text)}, precision={draw(st.integers(0, 9))})",
        f"r = np.format_float_scientific({draw(_float_text)}, precision={draw(st.integers(0, 9))}, unique=False)",
        f"r = ({a}).tolist()", f"r = ({a}).tobytes()" if d != "O" else f"r = ({a}).tolist()", f"r = str(np.float32({draw(_float_text)}))", f"r = str(np.float16({draw(_float_text)}))",
        f"r = repr(np.longdouble({draw(_float_text)}))", f"with np.printoptions(precision=2, suppress=True, threshold=5, sign='+'):\n    r = repr({a})",
        f"r = hash(np.dtype('{dt}').type({v if 'nan' not in v else 1}))", f"r = np.array({draw(_float_text)!r}).astype('f8')"))), False


@st.composite
def linalg(draw):
    """Products."""
    n, m, k = (draw(st.integers(0, 3)) for _ in range(3))
    dts = draw(st.sampled_from((common, numeric)))
    a = draw(array(dts, draw(st.sampled_from(((n, m), (m,), (2, n, m))))))[0]
    b = draw(array(dts, draw(st.sampled_from(((m, k), (m,), (2, m, k))))))[0]
    return draw(st.sampled_from((
        f"r = ({a}) @ ({b})", f"r = np.dot({a}, {b})", f"r = np.inner({a}, {b})", f"r = np.vdot({a}, {b})", f"r = np.outer({a}, {b})",
        f"r = np.einsum('...ij,...jk', {a}, {b})", f"r = np.einsum('ij->ji', {a})", f"r = np.einsum('ij,jk->k', {a}, {b})",
        f"r = np.tensordot({a}, {b}, axes=1)", f"r = np.trace({a})", f"r = np.matvec({a}, {b})", f"r = np.kron({a}, {b})",
        f"r = np.convolve([1, 2], {draw(array(common, (3,)))[0]})", f"r = np.cross([1, 2, 3], {draw(array(common, (3,)))[0]})"))), True


_TEXT_ALPHABET = "ab AB1\t\n\r\0-+x\x1c\x85\xa0\u00e9\u00df\u00b2\u0663\u2167\u01c5\u2003\U0001f600"


@st.composite
def strings(draw):
    """String functions over S, U and StringDType."""
    kind = draw(st.sampled_from(("S", "S", "U", "U", ">U", "T", "T", "Tnan", "Ttext", "Tnone")))
    letters = "ab AB1\t\n\r\0-+x\x1c\x7f" if kind == "S" else _TEXT_ALPHABET
    if draw(st.booleans()):
        letters = draw(st.sampled_from(("ab", "aA1 ", "\tab", "-+01")))
    na = {"Tnan": "np.nan", "Ttext": "'ab'", "Tnone": "None"}.get(kind)
    dtype = f"np.dtypes.StringDType({f'na_object={na}' if na else ''})" if kind[0] == "T" else repr(kind)

    def words(least, most, missing=True):
        word = st.text(letters, max_size=draw(st.sampled_from((1, 3, 8, 20)))).map(lambda s: repr(s.encode("latin-1")) if kind == "S" else repr(s))
        one = st.one_of(word, word, word, st.just(na)) if na and missing else word
        return "[" + ", ".join(draw(st.lists(one, min_size=least, max_size=most))) + "]"

    n = draw(st.integers(1, 4))
    a = f"np.array({words(n, n)}, dtype={dtype})"
    if draw(st.integers(0, 9)) == 0:
        a = f"np.repeat({a}, 2)[::-2]"
    one = draw(st.booleans())
    b, c = (f"np.array({words(1 if one else n, 1 if one else n)}, dtype={dtype})" for _ in range(2))
    i = draw(st.sampled_from(("0", "1", "2", "-1", "-2", "5", "9", "2**40", f"{list(range(-1, n - 1))}")))
    j = draw(st.sampled_from(("None", "0", "1", "3", "-1", "99")))
    w = draw(st.sampled_from(("0", "1", "4", "7", "-3", "25")))
    prefix = b"".__repr__()[:1] if kind == "S" else ""
    fill = prefix + draw(st.sampled_from(("' '", "'*'", "'ab'", "''")))
    names = ("find", "rfind", "index", "rindex", "count", "startswith", "endswith")
    calls = (
        f"np.{draw(st.sampled_from(('equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'add', 'maximum', 'minimum')))}({a}, {b})",
        f"({a}) {draw(st.sampled_from(('==', '!=', '<', '<=', '>', '>=', '+')))} ({b})",
        f"np.strings.{draw(st.sampled_from(('str_len', 'isalpha', 'isdigit', 'isdecimal', 'isnumeric', 'isalnum', 'isspace', 'islower', 'isupper', 'istitle')))}({a})",
        f"np.strings.{draw(st.sampled_from(names))}({a}, {b}, {i}, {j})",
        f"np.strings.{draw(st.sampled_from(names))}({a}, {b})",
        f"np.strings.{draw(st.sampled_from(('strip', 'lstrip', 'rstrip')))}({a})",
        f"np.strings.{draw(st.sampled_from(('strip', 'lstrip', 'rstrip')))}({a}, {b})",
        f"np.strings.replace({a}, {b}, {c}, {draw(st.sampled_from(('-1', '0', '1', '3')))})",
        f"np.strings.{draw(st.sampled_from(('center', 'ljust', 'rjust')))}({a}, {w}, {fill})",
        f"np.strings.zfill({a}, {w})",
        f"np.strings.expandtabs({a}, {draw(st.sampled_from(('8', '1', '3', '0', '-1')))})",
        f"np.strings.slice({a}, {j}, {draw(st.sampled_from(('None', '0', '2', '-1', '9')))}, {draw(st.sampled_from(('None', '1', '2', '-1', '-3')))})",
        f"np.strings.multiply({a}, {draw(st.sampled_from(('0', '1', '3')))})",
        f"np.strings.{draw(st.sampled_from(('upper', 'lower', 'swapcase', 'capitalize', 'title')))}({a})",
        f"np.char.compare_chararrays({a}, {b}, {draw(st.sampled_from(('==', '!=', '<', '<=', '>', '>=')))!r}, {draw(st.booleans())})",
        f"np.stack(np.strings.{draw(st.sampled_from(('partition', 'rpartition')))}({a}, {b}))",
    )
    return f"x = {draw(st.sampled_from(calls))}\nr = [x.dtype.str, repr(x.dtype), x.shape, x.tolist()]", False


_odd_leaves = st.one_of(
    scalar(),
    any_dtype.flatmap(value_for),
    st.tuples(common, _float_text).map(lambda p: f"np.array({p[1]}).astype('{p[0]}')[()]"),
    st.sampled_from(("None", "True", "b'ab'", "'1.5'", "'2000-01-01'", "2**63", "-2**63", "2**64", "10**30", "1j", "()", "[]", "{}",
                     "range(2)", "slice(2)", "np.array(1.5)", "np.array([1, 2], 'i2')", "np.array(None)", "np.zeros((1, 0))",
                     "np.void(b'abc')", "np.array((1, 2.0), 'i4,f8')[()]", "np.datetime64('2001', 'M')", "np.timedelta64(5, 'h')",
                     "np.datetime64('NaT')", "memoryview(b'xy')", "bytearray(b'xy')", "np.str_('ab')", "np.bytes_(b'ab')",
                     "np.float64(nan)", "np.ma.masked_array([1])", "np.array(['a', 'bcd'])", "np.longdouble('0.1')")))

_odd_nested = st.recursive(
    _odd_leaves,
    lambda inner: st.tuples(st.lists(inner, max_size=3), st.sampled_from(("[]", "[]", "()"))).map(
        lambda p: "[" + ", ".join(p[0]) + "]" if p[1] == "[]" else "(" + "".join(x + ", " for x in p[0]) + ")"),
    max_leaves=7)


@st.composite
def coerce(draw):
    """Arrays from nested data that do not fit together, and assignment of such data."""
    x = draw(_odd_nested)
    d = draw(st.one_of(any_dtype, st.sampled_from(("O", "S", "U", "V", "M8", "m8", "i4,f8", "2i4", "S2", "U2", "V3", ">i4"))))
    kind = draw(st.integers(0, 11))
    if ("longdouble" in x or "np.array(None" in x) and d[0] in "SV":
        d = "O"  # Raw bytes of a long double have padding, which is anything, those of objects are addresses.
    if kind == 0:
        return f"r = np.array({x})", False
    if kind == 1:
        return f"r = np.array({x}, dtype='{d}')", False
    if kind == 2:
        return f"r = np.array({x}, dtype='{d}', ndmin={draw(st.integers(0, 3))}, ndmax={draw(st.integers(0, 4))})", False
    if kind == 3:
        return f"r = np.zeros({draw(shapes)}, '{d}')\nr[...] = {x}", False
    if kind == 4:
        return f"r = np.zeros(2, '{d}')\nr[{draw(st.sampled_from(('0', '-1', '[0, 1]', ':1', '[True, False]')))}] = {x}", False
    if kind == 5:
        return f"r = np.zeros({draw(st.sampled_from(('2', '()', '(2, 2)')))}, '{d}')\nr.{draw(st.sampled_from(('fill({})', 'flat = {}', 'put(0, {})'))).format(x)}", False
    if kind == 6:
        return f"r = np.zeros(2, '{d}')\nnp.copyto(r, {x}, casting='{draw(st.sampled_from(CASTING))}')", False
    if kind == 7:
        return f"r = np.full(2, {x}, dtype='{d}')", False
    if kind == 8:
        return f"r = np.array({x}, dtype=object).astype('{d}')", False
    if kind == 9:
        return f"r = np.array([{x}, {draw(_odd_leaves)}])", False
    if kind == 10:
        return f"r = np.dtype('{d}').type({x})", False
    return f"r = np.array({x}, dtype='{d}').tolist()", False


AREAS = {f.__name__: f for f in (create, index, ufunc, reduce, shape, sort, text, linalg, strings, coerce)}
