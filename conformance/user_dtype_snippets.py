"""Strategies of the differential runner for DTypes of extensions (NEP 42), with the DTypes of `newdtypes.c`.

As in snippets.py, a snippet is ``(code, close)`` and leaves its result in ``r``. Not generated, because NumPy 2.4's own
answer is undefined or a crash there: casts from raw void, `byteswap`, raw bytes of elements that are references, reductions
of wrapping loops without an identity, `place`, `imag` of a scalar.
"""

import hashlib
import subprocess
from pathlib import Path

from hypothesis import strategies as st

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SOURCES = [HERE / "newdtypes.c", ROOT / "capi-tests/programs/newdtypes.h", *sorted((ROOT / "capi-tests/programs/newdtypes").glob("*.h"))]
_INCLUDE = "import numpy, sysconfig; print(numpy.get_include()); print(sysconfig.get_path('include')); print(sysconfig.get_config_var('EXT_SUFFIX'))"


def build(python):
    """The folder that holds the compiled module `newdtypes`, built for this interpreter where it is not there yet."""
    numpy_include, python_include, suffix = subprocess.run(
        [python, "-c", _INCLUDE], capture_output=True, text=True, check=True).stdout.split()
    mark = hashlib.sha256("".join([numpy_include, suffix, *(p.read_text(encoding="utf-8") for p in SOURCES)]).encode()).hexdigest()[:16]
    folder = ROOT / "target" / "newdtypes" / mark
    out = folder / f"newdtypes{suffix}"
    if not out.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["gcc", "-std=gnu11", "-O1", "-g", "-w", "-shared", "-fPIC", f"-I{numpy_include}", f"-I{python_include}",
                        str(SOURCES[0]), "-o", str(out) + ".new", "-lm"], check=True)
        Path(str(out) + ".new").replace(out)
    return folder


_places = st.integers(0, 4)
_own_dtype = st.one_of(_places.map(lambda n: f"TickDType({n})"), st.sampled_from(("TickDType(2)", "WideDType()", "BoxDType()")))
_other_dtype = st.sampled_from(("'f8'", "'i8'", "'O'", "'U8'", "'U'", "'f4'", "'i2'", "'?'", "'c16'", "'S4'", "'T'", "'>f8'", "'M8[s]'",
                                "[('x', TickDType(1))]", "[('x', WideDType()), ('y', 'i4')]", "[('x', 'f8')]", "(TickDType(1), (2,))",
                                "[('x', BoxDType())]"))
_dtype_class = st.sampled_from(("TickDType", "WideDType", "BoxDType", "Tick", "Wide", "Box"))
dtypes = st.one_of(_own_dtype, _own_dtype, _own_dtype, _other_dtype, _dtype_class)
_number = st.sampled_from(("0", "1", "-2", "2.5", "-0.125", "7", "1e3", "True", "100"))
_own_value = st.one_of(
    st.tuples(_number, _places).map(lambda v: f"Tick({v[0]}, {v[1]})"), _number.map(lambda v: f"Wide({v})"),
    st.sampled_from(("Box(1)", "Box('a')", "Box()")))
_other_value = st.one_of(_number, st.sampled_from((
    "None", "'x'", "'1.5'", "b'2'", "1j", "2**70", "np.float64(1.5)", "np.int64(3)", "np.float32(2)", "np.int8(1)", "np.bool_(1)",
    "np.array(2.5)", "np.str_('1')", "[1]", "()", "np.datetime64('2000')", "nan")))
values = st.one_of(_own_value, _own_value, _number, _other_value)

_MADE = {
    "TickDType": "np.array([{}], dtype=float).astype({})", "WideDType": "np.array([{}], dtype=float).astype({})",
    "BoxDType": "np.array([{}], dtype=object).astype({})",
}
_SHAPES = ("{}", "{}", "{}", "{}[::-1]", "{}[::2]", "{}[:0]", "{}[:1]", "{}[0:1].reshape(())", "{}.reshape(2, 2)", "{}.reshape(2, 2).T",
           "{}.reshape(1, 4)", "{}.reshape(4, 1)", "np.broadcast_to({}[:1], (3,))", "np.repeat({}, 2)[1::2]", "unaligned({})", "{}.reshape(2, 2, 1)")


@st.composite
def arrays(draw, four=True):
    """An array of one of the DTypes, in some layout."""
    dtype = draw(_own_dtype)
    items = ", ".join(draw(_number) for _ in range(4))
    made = _MADE[dtype.partition("(")[0]].format(items, dtype)
    return draw(st.sampled_from(_SHAPES)).format(made) if four else made


operands = st.one_of(arrays(), arrays(), arrays(), values, st.sampled_from(("np.array([1, 2, 3, 4])", "np.array([1.5, 2, -1, 0])",
                                                                            "np.array([1, 2, 3, 4], 'f4')", "np.array(['a', 'b', 'c', 'd'])",
                                                                            "np.array([1, 2.5, 'x', None], dtype=object)", "[1, 2, 3, 4]")))
_PRELUDE = """from newdtypes import *
def unaligned(a):
    out = np.zeros(len(a), dtype=[('p', 'i1'), ('v', a.dtype)])['v']
    out[...] = a
    return out
"""
_BINARY = ("+", "-", "*", "/", "//", "%", "**", "<", "<=", "==", "!=", ">", "&")
_UFUNCS = ("add", "subtract", "multiply", "divide", "equal", "less", "maximum", "minimum", "copysign", "greater_equal", "logical_and",
           "not_equal", "power", "arctan2")
_UNARY = ("negative", "absolute", "isnan", "isfinite", "isinf", "sin", "sqrt", "logical_not", "conjugate", "positive", "signbit", "rint")
_CASTING = ("'no'", "'equiv'", "'safe'", "'same_kind'", "'unsafe'", "'same_value'")
_INDEX = ("0", "-1", "slice(None)", "[0, 1]", "[True, False, True, False]", "Ellipsis", "()", "None", "slice(1, 3)", "slice(None, None, -2)")


@st.composite
def userdtypes(draw):
    """What users do with arrays of such DTypes."""
    a, b, v, w, d, e = draw(arrays()), draw(operands), draw(values), draw(values), draw(dtypes), draw(dtypes)
    op, f, g = draw(st.sampled_from(_BINARY)), draw(st.sampled_from(_UFUNCS)), draw(st.sampled_from(_UNARY))
    casting, i = draw(st.sampled_from(_CASTING)), draw(st.sampled_from(_INDEX))
    axis = draw(st.sampled_from(("None", "0", "-1", "1")))
    boxes = "Box" in a
    lines = [
        f"r = np.array([{v}, {w}])", f"r = np.array([{v}, {w}], dtype={d})", f"r = np.array({v}, dtype={d})", f"r = np.asarray({a}, dtype={d})",
        f"r = np.full(2, {v}, dtype={d})", f"r = np.zeros(2, {d})", f"r = np.ones(2, {d})", f"r = np.empty(0, {d})", f"r = np.fromiter([{v}, {w}], {d})",
        f"r = np.arange({v}, dtype={d})", f"r = np.arange(2, dtype={d})", f"r = np.linspace(0, 1, 3, dtype={d})",
        f"r = np.zeros_like({a}, dtype={d})", f"r = np.full_like({a}, {v})", f"r = np.loadtxt(['1.5 2', '3 4'], dtype={d})",
        f"r = ({a}).astype({d}, casting={casting})", f"r = ({a}).astype({d})", f"r = ({a}).astype({d}, copy=False)",
        f"r = np.can_cast({d}, {e}, {casting})", f"r = np.result_type({d}, {e})", f"r = np.promote_types({d}, {e})", f"r = np.result_type({a}, {b})",
        f"r = np.dtype({d}), np.dtype({e}), np.dtype({d}) == np.dtype({e})", f"r = np.dtype([('a', {d}), ('b', {e})])",
        f"r = ({a}) {op} ({b})", f"r = ({b}) {op} ({a})", f"r = ({v}) {op} ({w})", f"r = np.{f}({a}, {b})", f"r = np.{f}({a}, {b}, dtype={d})",
        f"r = np.{f}({a}, {b}, out=np.zeros(np.broadcast_shapes(np.shape({a}), np.shape({b})), {d}))",
        f"r = np.{f}({a}, {b}, casting={casting})", f"r = np.{g}({a})", f"r = np.{g}({v})", f"r = np.{g}({a}, dtype={d})",
        f"r = np.add.reduce({a}, axis={axis})", f"r = np.multiply.reduce({a}, axis={axis})", f"r = np.add.accumulate({a})",
        f"r = np.add.reduce({a}, axis={axis}, dtype={d})", f"r = np.add.reduce({a}, axis={axis}, initial={v})",
        f"r = np.{f}.outer({a}, {b})", f"x = np.array({a})\nnp.{f}.at(x, [0, 0], {v})\nr = x", f"r = np.{f}.resolve_dtypes((np.dtype({d}), np.dtype({e}), None))",
        f"r = np.logical_or.reduce({a}, axis={axis})", f"r = ({a}).sum({axis}), ({a}).mean({axis})", f"r = np.cumsum({a}, {axis})",
        f"r = np.sort({a}, {axis})", f"r = np.argsort({a}, {axis}, kind='stable')", f"r = ({a}).argmax({axis}), ({a}).argmin({axis})",
        f"r = np.unique({a})", f"r = np.searchsorted(np.sort({a}, None), {b})", f"r = np.lexsort(({a}, {a}))", f"r = np.partition({a}, 0)",
        f"r = np.nonzero({a}), np.count_nonzero({a})", f"r = bool({a})", f"r = np.where({a}, 1, 2)", f"r = np.where({a}, {a}, {b})",
        f"r = np.where([True, False, True, False], {a}, {b})", f"r = np.take({a}, [0, -1], {axis})", f"x = np.array({a})\nnp.put(x, [0, 1], {b})\nr = x",
        f"r = np.choose([0, 1, 0, 1], [{a}, {b}])", f"x = np.array({a})\nnp.putmask(x, x == x, {b})\nr = x", f"r = ({a}).repeat(2, {axis})",
        f"r = np.concatenate([{a}, {b}])", f"r = np.concatenate([{a}, {a}], dtype={d}, casting={casting})", f"r = np.stack([{a}, {a}])",
        f"r = np.append({a}, {v})", f"r = np.insert({a}, 0, {v})", f"r = np.isin({a}, {b})", f"r = np.clip({a}, {v}, {w})", f"r = np.dot({a}, {b})",
        f"r = ({a})[{i}]", f"x = np.array({a})\nx[{i}] = {v}\nr = x", f"x = np.array({a})\nx[{i}] = {b}\nr = x", f"x = np.array({a})\nx.fill({v})\nr = x",
        f"x = np.array({a})\nx.flat[{i}] = {v}\nr = x", f"x = np.array({a})\nnp.copyto(x, {b}, casting={casting})\nr = x", f"x = np.array({a})\nx {op}= {b}\nr = x"
        if op not in ("<", "<=", "==", "!=", ">") else "r = 0",
        f"x = np.zeros(2, [('a', {d}), ('b', 'i4')])\nx['a'] = {v}\nr = x, x[0], x.copy(), x == x", f"x = np.zeros(2, [('a', {d})])\nr = x.astype([('a', {e})])",
        f"r = np.array([({v}, 1), ({w}, 2)], dtype=[('a', {d}), ('b', 'i4')])", f"r = repr({a}), str({a}), f'{{{a}}}'" if "'" not in a else f"r = repr({a}), str({a})",
        f"r = [str(v) for v in ({a}).flat], ({a}).tolist()", f"r = [str(v) for v in np.nditer({a}, ['refs_ok'])]",
        f"r = np.nditer([{a}, {b}], ['common_dtype', 'buffered', 'refs_ok'], casting={casting}).dtypes",
        f"r = [str(v) for v in np.nditer({a}, ['buffered', 'refs_ok'], op_dtypes=[{d}], casting={casting})]",
        f"import copy\nr = copy.deepcopy({a}), copy.copy({a})", f"import pickle\nr = pickle.loads(pickle.dumps({a}))",
        f"r = np.array_equal({a}, {b})", f"r = np.allclose({a}, {a})", f"r = np.ma.array({a}).filled()", f"r = float({a})", f"r = np.float64({v}), np.str_({v})",
        f"r = np.float32({v})", f"r = np.int8({v})", f"r = np.finfo({d}).eps", f"r = np.empty_like({a}).dtype, np.copy({a}, order='F')",
        f"r = np.broadcast_to({a}, (2, 4))", f"r = np.diff({a})", f"r = np.median({a})", f"r = np.einsum('i->', {a})", f"r = np.vectorize(lambda v: v)({a})",
    ]
    if not boxes and "Box" not in d:
        lines += [f"r = ({a}).view({d})", f"r = ({a}).tobytes()", f"r = np.frombuffer(({a}).tobytes(), {d})"]
    code = draw(st.sampled_from(lines))
    return _PRELUDE + code, False


AREAS = {"userdtypes": userdtypes}
