"""Strategies for the areas of the differential runner about dtypes: construction, promotion, casts, scalars.

As in snippets.py, a snippet is ``(code, close)`` and leaves its result in ``r``. Not generated, because NumPy 2.4's own
answer is undefined or plainly wrong there:

- bytes of long doubles that hold no value; long doubles that are signalling NaNs;
- `same_value` casts with a change of byte order (not checked) and of long doubles that are not finite (refused);
- dates and durations near or beyond the ends of the 64-bit range in other units or as Python objects, and durations of years and months
  in other units (the conversions overflow, their factors too);
- StringDType to complex (the imaginary part becomes a second real part), from numbers and dates of the other byte
  order (taken as native), and views of one StringDType as another (the text lies elsewhere);
- promotion of sub-arrays of different dtypes (the promoted dtype is smaller than its elements); sub-arrays of StringDType;
  casts to sub-arrays in Fortran order (their elements lie scattered);
- bytes of structures that belong to no field.
"""

import re
from typing import NamedTuple

from hypothesis import strategies as st
from snippets import CASTING, OPERATORS, _float_text, any_dtype, array, common, numeric, scalar, shapes, value_for

# Type characters and the size-named dtype with the same values.
CHARS = {"?": "b1", "b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4", "l": "i8", "L": "u8", "q": "i8", "Q": "u8",
         "e": "f2", "f": "f4", "d": "f8", "g": "g", "F": "c8", "D": "c16", "G": "G"}
UNITS = ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as")


class Spec(NamedTuple):
    """The text of a dtype, and of values that suit it."""

    text: str
    value: st.SearchStrategy
    kind: str


def pick(draw, *options):
    """One of the options."""
    return draw(st.sampled_from(options))


def chance(draw, n):
    """True once in ``n`` times."""
    return draw(st.integers(0, n - 1)) == n - 1


_counts = st.one_of(st.integers(-100, 100), st.sampled_from((0, 1, -1, -2**63, -2**63 + 1, 2**63 - 1, 10**9, -10**9, 86400, 11017)),
                    st.integers(-10**6, 10**6), st.integers(-2**63, 2**63 - 1)).map(str)
_dates = st.one_of(st.integers(-100, 100), st.integers(-30000, 30000), st.sampled_from((0, 1, -1, -2**63, 10**9, -10**9, 86400, 11017)),
                   st.integers(-10**6, 10**6)).map(str)
_number_text = st.one_of(_float_text, st.integers(-300, 300).map(str), st.sampled_from((
    "", " ", "1_0", " 12 ", "+7", "--1", "0x10", "1e400", "1e5", "-inf", "NaN", "nan()", "1+2j", "(1+2j)", "1j", "True", "False", "None",
    "x", "1\\x002", "99999999999999999999", "1.5.2", "1e-400", "infinity", "\\t3\\n")))
_date_text = st.sampled_from(("2000", "2000-01", "2000-02-30", "1999-12-31T23:59:60", "2000-01-01T12:34:56.789", "NaT", "nat", "",
                              "20000101", "-0044-03-15", "2000-01-01 00", "2000-01-01T00Z", "1e3", "2000-13", "12345-01-01", "00", "5",
                              "1970-01-01T00:00:00.000000000001", "2000-02-29T23:59"))
_ascii = st.one_of(_number_text, _date_text, st.sampled_from(("a", "abc", "abcdefgh", "a b", "~", "Z\\x7f")))
_wide = st.one_of(_ascii, _ascii, _ascii, st.sampled_from(("\\xe9", "\\u0661\\u0662", "\\u2003", "ab\\xdf", "\\U0001f600", "\\x001", "1\\xa0")))
_objects = st.one_of(_float_text, st.integers(-300, 300).map(str), _wide.map(lambda s: f"'{s}'"), _ascii.map(lambda s: f"b'{s}'"), st.sampled_from((
    "None", "True", "10**30", "2**63", "-2**63", "2**64", "1j", "complex(nan, 1)", "()", "[1]", "(1, 2)", "{}", "np.float32(1.5)", "np.int8(-1)",
    "np.uint64(2**64-1)", "np.datetime64('2001')", "np.timedelta64(3, 'D')", "np.datetime64('NaT')", "np.bool(True)", "np.longdouble('0.1')",
    "np.str_('7')", "np.bytes_(b'7')", "np.complex64(1j)", "np.array(3)", "np.array([3])", "np.void(b'ab')", "object", "np.float16(inf)")))


@st.composite
def plain(draw, orders=True):
    """A dtype without fields, object or StringDType."""
    kind = draw(st.integers(0, 11))
    order = pick(draw, "", "", "<", ">", ">", "=") if orders else ""
    if kind <= 5:
        char = draw(st.sampled_from(sorted(CHARS)))
        return Spec(repr(order + char), value_for(CHARS[char]), char)
    if kind <= 8:
        char = pick(draw, "M", "m")
        unit = "" if chance(draw, 8) else f"[{pick(draw, '', '', '', '2', '3', '7', '10', '25', '100')}{draw(st.sampled_from(UNITS))}]"
        return Spec(repr(f"{order}{char}8{unit}"), _dates if char == "M" else _counts, char)
    char = pick(draw, "S", "U", "V")
    size = pick(draw, "", "1", "2", "3", "5", "8", "20")
    if char == "V":
        return Spec(repr(f"V{size or 4}"), st.sampled_from(("b'ab'", "b'\\x00\\x01\\x02\\x03'", "b''", "b'12345678'")), char)
    text = _ascii.map(lambda s: f"b'{s}'") if char == "S" else _wide.map(lambda s: f"'{s}'")
    return Spec(repr((order if char == "U" else "") + char + size), text, char)


def _tuple(parts):
    return st.tuples(*parts).map(lambda values: "(" + "".join(v + ", " for v in values) + ")")


def _time_value(spec):
    """A value for a date in a list, where counts alone have no unit."""
    return st.one_of(value_for(spec.kind), st.just("None")) if spec.kind in "Mm" else spec.value


@st.composite
def structured(draw, depth=0, subarrays=True):
    """A structured dtype."""
    fields, values = [], []
    for name in draw(st.lists(st.sampled_from(("a", "b", "c", "d")), max_size=3, unique=True)):
        inner = draw(structured(depth + 1, subarrays)) if depth < 1 and chance(draw, 6) else draw(plain())
        title = f"('t{name}', '{name}')" if chance(draw, 12) else repr(name)
        if subarrays and chance(draw, 6):
            n = draw(st.integers(1, 3))
            fields.append(f"({title}, {inner.text}, {pick(draw, f'({n},)', n)})")
            values.append(st.tuples(*[_time_value(inner)] * n).map(lambda v: "[" + ", ".join(v) + "]" if len(v) > 1 else v[0]))
        else:
            fields.append(f"({title}, {inner.text})")
            values.append(_time_value(inner))
    text = "[" + ", ".join(fields) + "]"
    if depth == 0 and chance(draw, 5):
        text = f"np.dtype({text}, align=True)"
    return Spec(text, _tuple(values), "struct")


@st.composite
def spec(draw, subarrays=True):
    """Any dtype."""
    kind = draw(st.integers(0, 15))
    if kind <= 10:
        return draw(plain())
    if kind <= 12:
        return draw(structured(0, subarrays))
    if kind == 13:
        return Spec("'O'", _objects, "O")
    na = pick(draw, "", "", "na_object=np.nan", "na_object=None", "na_object='x'", "coerce=False")
    words = _wide.map(lambda s: f"'{s}'")
    missing = {"na_object=np.nan": "np.nan", "na_object=None": "None"}.get(na)
    return Spec(f"np.dtypes.StringDType({na})", st.one_of(words, words, st.just(missing)) if missing else words, "T")


@st.composite
def any_spec(draw, subarrays=True):
    """The text of any dtype, sub-arrays and metadata included."""
    inner = draw(spec(subarrays))
    kind = draw(st.integers(0, 19))
    if kind == 0 and subarrays and inner.kind != "T":
        return f"np.dtype(({inner.text}, {pick(draw, '(2,)', '(2, 3)', '(1,)', '3', '()', '(0,)')}))"
    if kind == 1:
        return f"np.dtype({inner.text}, metadata={{'m': {draw(st.integers(0, 2))}}})"
    return f"np.dtype({inner.text})"


_UNALIGNED = ("def unaligned(a):\n    z = np.zeros(a.shape, [('p', 'u1'), ('y', a.dtype)])\n    z['y'] = a\n    return z['y']\n")


@st.composite
def operand(draw, what=None):
    """``(setup, expression, spec, length)`` of a one-dimensional array of any dtype."""
    s = draw(spec()) if what is None else what
    n = draw(st.sampled_from((0, 1, 1, 2, 2, 3, 5)))
    values = ", ".join(draw(st.lists(s.value, min_size=n, max_size=n)))
    if s.kind in "Mm":
        text = f"np.array([{values}], '{'>' if '>' in s.text else '<'}i8').view({s.text})"
    elif s.kind == "O":
        text = f"np.array([{values}{', ' if values else ''}None], 'O')[:-1]"
    else:
        text = f"np.array([{values}], dtype={s.text})"
    layout = pick(draw, "", "", "", "", "[::-1]", "unaligned", "repeat", "broadcast", "swap")
    if layout == "[::-1]":
        text += layout
    elif layout == "unaligned":
        return _UNALIGNED, f"unaligned({text})", s, n
    elif layout == "repeat":
        text = f"np.repeat({text}, 2)[::2]"
    elif layout == "broadcast" and n == 1:
        text, n = f"np.broadcast_to({text}, 3)", 3
    elif layout == "swap" and s.kind not in "VO":
        text = f"(lambda a: a.astype(a.dtype.newbyteorder()))({text})"
    return "", text, s, n


# Long doubles in the text of a dtype: their padding comes along into raw bytes.
_LONGS = re.compile("['<>=][gG]'")


def _undefined(source, a, target):
    """Whether NumPy's own answer is undefined or wrong."""
    return (source.kind in "gG" and target.kind == "struct" or _LONGS.search(source.text) and "V" in target.text or source.kind == "T" and target.kind in "FDG"
            or target.kind in ("T", "struct") and (">" in source.text or "newbyteorder" in a)
            or source.kind == target.kind == "m" and ("Y]" in source.text + target.text or "M]" in source.text + target.text)
            or source.kind == "T" and ">" in target.text or source.kind == "struct" and (target.kind == "T" or "StringDType" in source.text))


@st.composite
def cast(draw):
    """astype, assignment, copyto, can_cast, view, between all kinds of dtypes."""
    what, to = draw(spec()), draw(spec())
    kind = draw(st.integers(0, 11))
    if what.kind == "m" and (kind in (10, 11) or to.kind in ("O", "struct", "m", "T")):
        what = what._replace(value=_dates)
    setup, a, source, n = draw(operand(what))
    text = to.text if not chance(draw, 20) else f"np.dtype(({to.text}, (2,)))"
    rule = pick(draw, *CASTING)
    if _undefined(source, a, to) and kind != 4 or kind == 11 and source.kind == "m" and re.search("[npfa]s]", text):
        text = "'S40'"
    if kind <= 2:
        extra = pick(draw, "", "", "", f", casting='{rule}'", ", copy=False", ", order='F'", ", subok=False")
        extra = extra if text == to.text else ""
        return f"{setup}r = {a}.astype({text}{extra})", False
    if kind == 3:
        return f"{setup}a = {a}\nr = np.zeros(a.shape, {text})\nr[...] = a", False
    if kind == 4:
        return f"r = np.can_cast({draw(any_spec())}, {draw(any_spec())}, '{rule}')", False
    if kind == 5:
        if source.kind in ("g", "G", "T", "struct"):
            return f"r = [np.can_cast({text}, {source.text}, c) for c in {CASTING}]", False
        return f"{setup}r = {a}.view({text})", False
    if kind == 6:
        return f"{setup}a = {a}\nr = np.ones(a.shape, {text})\nnp.copyto(r, a, casting='{rule}', where=np.arange(a.size) % 2 == 0)", False
    if kind == 7:
        return f"{setup}r = np.array({a}, dtype={text})", False
    if kind == 8:
        return f"{setup}a = {a}\nr = a[0].astype({text}) if hasattr(a[0], 'astype') else type(a[0])", False
    if kind == 9:
        return f"{setup}a = {a}\nr = np.zeros((2, a.size), {text})\nr[:, ::2] = a[::2]", False
    if kind == 10:
        return f"{setup}a = {a}\nr = np.zeros(2, {text})\nr[0] = a[0]", False
    return f"{setup}r = {a}.astype('O').astype({text})", False


@st.composite
def promote(draw):
    """Promotion of dtypes, classes, scalars and arrays."""
    kind = draw(st.integers(0, 8))
    shown = "\nr = [d, d.metadata, d.flags, d.str, type(d)]"
    x, y = draw(any_spec(False)), draw(any_spec(False))
    if kind <= 2:
        return f"d = np.promote_types({x}, {y}){shown}", False
    if kind == 3:
        return f"d = np.result_type({x}, {draw(scalar())}){shown}", False
    if kind == 4:
        return f"d = np.min_scalar_type({draw(st.one_of(scalar(), _operands))}){shown}", False
    if kind == 5:
        return f"r = np.result_type({draw(array(any_dtype))[0]}, {y}, {draw(scalar())})", False
    if kind == 6:
        return f"d = np.result_type({x}, {y}, {draw(any_spec(False))}){shown}", False
    if kind == 7:
        return f"r = np.can_cast({x}, {y}), np.can_cast({x}, {y}, 'same_kind'), np.can_cast({x}, type({y}))", False
    a, b = draw(operand(draw(spec(False)))), draw(operand(draw(spec(False))))
    if "T" in (a[2].kind, b[2].kind) and ("newbyteorder" in a[1] + b[1] or ">" in a[1] + b[1]):
        return f"r = np.result_type({x}, {y})", False
    return f"{a[0] or b[0]}r = np.concatenate([{a[1]}, {b[1]}])", False


_names = st.sampled_from(("a", "b", "c", "f0", "x y", "", "f1"))


@st.composite
def _comma(draw):
    """A dtype string, more or less well-formed."""
    def part():
        shape = pick(draw, "", "", "", "", "2", "(2,)", "(2,3)", "(2, )", "()", "(-1,)", "(2", "1")
        name = pick(draw, *CHARS, "S", "U", "V", "M8", "m8", "O", "c", "a", "p", "P", "n", "N", "float", "int32", "i3", "B4", "S5", "U7", "f16",
                    "c32", "M8[D]", "m8[3us]", "M8[Y/2]", "m8[s/1000]", "datetime64[h]", "timedelta64[2M]", "f8", "i4", "uint8", "T", "b1")
        return shape + pick(draw, "", "", "", "<", ">", "=", "|", "!") + name
    joint = pick(draw, ",", ",", ", ", " ,", ",,", ";")
    return joint.join(part() for _ in range(draw(st.integers(1, 3)))) + pick(draw, "", "", "", ",", " ")


@st.composite
def _spec(draw, depth=0):
    """The text of something that np.dtype may or may not take."""
    kind = draw(st.integers(0, 10 if depth < 2 else 3))
    if kind == 0:
        return repr(pick(draw, "", ">") + pick(
            draw, "f8", "i4", "b1", "S5", "U3", "V7", "M8[ms]", "m8", "O", "c8", "double", "int", "?", "f4,i4", "(2,3)f8", "3i4", "q",
            "float", "uint8", "i3", "xx", "S-1", "", "f8,", "M8[3D]", "M8[xx]", "=f8", "|u1", "<i2,>i2", "S", "1.5", "f8;f8"))
    if kind == 1:
        return repr(draw(_comma()))
    if kind == 2:
        return draw(any_spec())
    if kind == 3:
        return pick(draw, "float", "int", "bool", "complex", "object", "str", "bytes", "None", "np.float32", "np.void", "np.generic", "np.number",
                    "list", "3", "np.dtypes.Float64DType()", "type", "np.record", "np.integer", "np.character", "np.dtypes.Int8DType", "np.inexact",
                    "memoryview", "dict", "type('X', (float,), {})", "type('X', (np.float32,), {})", "type('X', (), {'dtype': 'i4'})",
                    "type('X', (), {'dtype': np.dtype('>f4')})()", "type('X', (), {'dtype': [('a', 'i4')]})", "type('X', (), {'dtype': 7})", "1.5",
                    "b'i4'", "b'i4,f8'", "b'\\xff'", "np.str_('i4')", "np.bytes_(b'S3')", "np.array(1)", "np.int8(1)", "slice(2)", "[]", "{}", "()", "range(2)",
                    "np.dtypes.StringDType", "np.dtypes.VoidDType(3)", "np.dtypes.StrDType(2)", "np.dtypes.DateTime64DType()", "np.timedelta64", "np.flexible")
    if kind in (4, 5, 6):
        fields = []
        for _ in range(draw(st.integers(0, 3))):
            name = draw(_names)
            label = f"('{pick(draw, 't', 'u', 'a')}', {name!r})" if chance(draw, 8) else repr(name)
            fields.append(f"({label}, {draw(_spec(depth + 1))}{pick(draw, ')', ')', ')', ', 2)', ', (2, 3))', ', (1,))', ', ())', ', -1)')}")
        return "[" + ", ".join(fields) + "]"
    if kind == 7:
        n = draw(st.integers(0, 3))
        names = [draw(_names) for _ in range(n)]
        formats = [draw(_spec(depth + 1)) for _ in range(n)]
        extra = "".join(part for part in (
            f", 'offsets': {[draw(st.sampled_from((0, 1, 4, 8, 16, -1))) for _ in range(n)]}", ", 'itemsize': 32", ", 'aligned': True",
            ", 'itemsize': 1", f", 'titles': {[draw(st.sampled_from(('t', 'u', None))) for _ in range(n)]}", ", 'itemsize': 2**40") if chance(draw, 4))
        return "{'names': " + repr(names) + ", 'formats': [" + ", ".join(formats) + "]" + extra + "}"
    if kind == 8:
        title = ", 't'"
        fields = [f"{draw(_names)!r}: ({draw(_spec(depth + 1))}, {pick(draw, 0, 4, 8, 16, -1)}{pick(draw, '', '', ', None', title)})"
                  for _ in range(draw(st.integers(0, 3)))]
        return "{" + ", ".join(fields) + "}"
    if kind == 9:
        second = pick(draw, "[('a', 'i2'), ('b', 'i2')]", "{'a': ('i1', 0), 'b': ('i2', 2)}", "'i4'", "'i2,i2'", "{'names': ['x'], 'formats': ['u1']}",
                      "np.dtype('f4')", "{}", "None", "'(2,)'", "[2, 3]", "2.0", "np.int8(2)", "True", "2**40", "(2**40, 2**40)", "(2, -1)", "('a',)")
        return f"({draw(_spec(depth + 1))}, {second})"
    return f"({draw(_spec(depth + 1))}, {pick(draw, '2', '(2, 3)', '()', '-1', '(0,)')})"


_C_FIELDS = ("ctypes.c_int", "ctypes.c_char", "ctypes.c_double", "ctypes.c_longlong", "ctypes.c_short", "ctypes.c_bool", "ctypes.c_ubyte", "ctypes.c_float",
             "ctypes.c_int * 3", "ctypes.c_char * 5", "(ctypes.c_short * 2) * 3", "ctypes.c_longdouble", "ctypes.c_void_p", "ctypes.c_wchar", "ctypes.py_object",
             "ctypes.c_size_t", "ctypes.POINTER(ctypes.c_int)", "ctypes.c_int.__ctype_be__", "ctypes.c_char_p", "ctypes.c_uint64", "ctypes.c_int8 * 0")


@st.composite
def _from_ctypes(draw):
    """Types of ctypes."""
    if chance(draw, 3):
        return f"import ctypes\nd = np.dtype({pick(draw, *_C_FIELDS)})"
    fields = ", ".join(f"('{name}', {pick(draw, *_C_FIELDS)}{pick(draw, '', '', '', '', '', '', ', 3')})"
                       for name in draw(st.lists(st.sampled_from(("a", "b", "c")), max_size=3, unique=True)))
    base = pick(draw, "Structure", "Structure", "Union", "BigEndianStructure", "LittleEndianStructure")
    pack = f"    _pack_ = {pick(draw, 1, 2, 4)}\n" if chance(draw, 3) else ""
    return f"import ctypes\nclass X(ctypes.{base}):\n{pack}    _fields_ = [{fields}]\nd = np.dtype(X{pick(draw, '', '', ' * 2')})"


@st.composite
def dtype(draw):
    """Construction, attributes, order, pickling of dtypes."""
    if chance(draw, 8):
        head = draw(_from_ctypes())
    else:
        extra = "".join(part for part in (", align=True", ", copy=True", ", metadata={'m': 1}") if chance(draw, 7))
        head = f"d = np.dtype({draw(_spec())}{extra})"
    state = pick(draw, "()", "d.__reduce__()[2]", "(9,)")
    names = pick(draw, "('p', 'q')", "('p',)", "['p', 'p']", "()", "None", "(1, 2)", "'ab'", "('p', 'q', 's')")
    other = pick(draw, "float", "None", "3", "'f8'", "'xx'", "np.int8", "[('a', 'i4')]", "object()")
    letter = pick(draw, *"S<>=|NnBbLlIix", "big", "swap", "")
    key = pick(draw, 0, -1, 5, "a", "f0", "t", ["a"], ["f0", "f1"], ["a", "a"], [], None, 1.5, b"a")
    order = pick(draw, "<", "<=", ">", ">=", "==", "!=")
    tails = [
        "(d, str(d), d.str, d.descr)", "(d.itemsize, d.alignment, d.kind, d.char, d.num, d.type, d.byteorder, d.name)",
        "(d.names, d.fields, d.shape, d.base, d.subdtype, d.hasobject, d.isalignedstruct, d.flags, d.ndim, d.metadata)",
        f"(d.newbyteorder(), d.newbyteorder('{letter}'), d.isnative, d.isbuiltin)",
        "(d == np.dtype(d.str), hash(d) == hash(np.dtype(d)))", "d.__reduce__()", "np.zeros(2, d)", "type(d), type(d).__mro__", "np.dtype(d, align=True)",
        f"len(d), bool(d), d[{key!r}]", f"d * {pick(draw, 2, 0, -1, 'x')!r}",
        f"d {order} np.dtype({draw(any_spec())})", f"d {order} {other}",
    ]
    blocks = [
        f"import pickle\ns = pickle.dumps(d, {draw(st.integers(0, 5))})\ne = pickle.loads(s)\nr = e == d, e, hash(e) == hash(d), e.metadata, e.flags, s",
        "import copy\ne = copy.deepcopy(d)\nr = e, e == d, e is d, copy.copy(d) is d",
        f"d.names = {names}\nr = d, d.fields",
        f"e = np.dtype({draw(_spec())})\nr = d == e, e == d, d != e or hash(d) == hash(e), np.can_cast(d, e), np.can_cast(d, e, 'unsafe')",
        "i = np.iinfo(d)\nr = i, i.min, i.max, i.bits, i.dtype",
        "i = np.finfo(d)\nr = [repr(i)] + [getattr(i, n) for n in 'bits eps epsneg iexp machep max maxexp min minexp negep nexp nmant precision resolution tiny "
        "smallest_normal smallest_subnormal dtype'.split()]",
        "r = np.lib.format.dtype_to_descr(d), np.lib.format.descr_to_dtype(np.lib.format.dtype_to_descr(d))",
        f"e = np.dtype(d, copy=True)\nr = e.__setstate__({state}), e",
        f"r = np.isdtype(d, {pick(draw, repr('integral'), repr('numeric'), repr('bool'), repr('complex floating'), 'np.float64', repr('x'))})"
        f", np.issubdtype(d, {pick(draw, 'np.number', 'np.integer', 'float', 'np.character', 'np.void')})",
        "r = [n for n in dir(d) if not n.startswith('__')], d.itemsize",
        "r = np.promote_types(d, d), np.result_type(d), d is np.dtype(d), np.empty((0, 2), d), np.zeros(1, d).view(np.recarray).dtype",
    ]
    if chance(draw, 3):
        return f"{head}\n{pick(draw, *blocks)}", False
    return f"{head}\nr = {pick(draw, *tails)}", False


# Bit patterns of the floating-point formats: zeros, subnormals, around one, extremes, infinities, quiet and signalling NaNs.
_PATTERNS = {
    "f2": (0x0000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0x3c01, 0x3800, 0x57f8, 0x5bf8, 0x7bff, 0x7c00, 0x7e00, 0x7c01, 0x7dff, 0x6400, 0x6800),
    "f4": (0x00000000, 0x00000001, 0x007fffff, 0x00800000, 0x33000000, 0x33000001, 0x387fc000, 0x3f000000, 0x3f800000, 0x3f800001, 0x42ff0000, 0x437f8000,
           0x46fffe00, 0x477fe000, 0x477ff000, 0x477fefff, 0x4b800001, 0x4f000000, 0x4effffff, 0x4f800000, 0x5f000000, 0x5effffff, 0x5f800000, 0x5f7fffff,
           0x7f7fffff, 0x7f800000, 0x7fc00000, 0x7f800001, 0x7fbfffff, 0x7fc12345),
    "f8": (0x0, 0x1, 0x000fffffffffffff, 0x0010000000000000, 0x36a0000000000000, 0x36a0000000000001, 0x380fffffffffffff, 0x3e60000000000000,
           0x3e70000000000001, 0x3fe0000000000000, 0x3ff0000000000000, 0x3ff0000000000001, 0x405fe00000000000, 0x406ff00000000000, 0x40effc0000000000,
           0x40effdffffffffff, 0x40effe0000000000, 0x41dfffffffc00000, 0x41e0000000000000, 0x41efffffffe00000, 0x41f0000000000000, 0x433fffffffffffff,
           0x4340000000000000, 0x43dfffffffffffff, 0x43e0000000000000, 0x43efffffffffffff, 0x43f0000000000000, 0x47efffffe0000000, 0x47efffffefffffff,
           0x47effffff0000000, 0x7fefffffffffffff, 0x7ff0000000000000, 0x7ff8000000000000, 0x7ff0000000000001, 0x7ff7ffffffffffff, 0x7ff8000012345678),
}
# Mantissa and exponent of long doubles.
_LONG = ((0, 0), (1, 0), (2**63 - 1, 0), (2**63, 1), (2**63, 0x3fff), (2**63 + 1, 0x3fff), (2**64 - 1, 0x3fff), (2**63, 0x3c01), (2**63, 0x3bcd), (2**63, 0x3bcc),
         (2**64 - 1, 0x3bcd), (2**63, 0x3f81), (2**64 - 1, 0x403d), (2**64 - 1, 0x403e), (2**63, 0x403e), (2**63, 0x403f), (2**64 - 1, 0x43fe),
         (0xfffffffffffff800, 0x43fe), (2**64 - 1, 0x7ffe), (2**63, 0x7fff), (0xc000000000000000, 0x7fff))


@st.composite
def _word(draw, kind, size):
    """The bits of one number or part of a number."""
    bits = size * 8
    choice = draw(st.integers(0, 5))
    if kind == "f" and choice <= 2:
        return draw(st.sampled_from(_PATTERNS[f"f{size}"])) | pick(draw, 0, 0, 1) << bits - 1
    if kind == "f" and choice == 3:
        # Exponents around the limits of the other formats.
        exponent, mantissa = {2: (5, 10), 4: (8, 23), 8: (11, 52)}[size]
        bias = 2 ** (exponent - 1) - 1
        e = min(max(bias + draw(st.sampled_from((-150, -149, -127, -126, -25, -24, -15, -14, -1, 0, 6, 7, 8, 14, 15, 16, 24, 30, 31, 32, 52, 53, 62, 63, 64, 127, 128)))
                    + draw(st.integers(-1, 1)), 0), 2**exponent - 1)
        tail = draw(st.one_of(st.sampled_from((0, 1, 2**mantissa - 1, 2 ** (mantissa - 1), 3 << mantissa - 2)), st.integers(0, 2**mantissa - 1)))
        return pick(draw, 0, 0, 1) << bits - 1 | e << mantissa | tail
    if choice == 4:
        return draw(st.sampled_from((0, 1, 2**bits - 1, 2 ** (bits - 1), 2 ** (bits - 1) - 1, 2 ** (bits - 1) + 1, 2**bits - 2, 2 ** (bits // 2), 2 ** (bits // 2) - 1)))
    return draw(st.integers(0, 2**bits - 1))


@st.composite
def _words(draw, f, n):
    """The text of an array of ``n`` numbers of random bits."""
    if f in ("g", "G"):
        parts = []
        for _ in range(n * (1 + (f == "G"))):
            if draw(st.booleans()):
                m, e = draw(st.sampled_from(_LONG))
            else:
                e = draw(st.sampled_from((0x3fff, 0x403e, 0x3bff, 0x3f80, 0x43fe, 0x3ff0, 0x400e, 0x407e, 1, 0x7ffe))) + draw(st.integers(-2, 2))
                e = min(max(e, 1), 0x7ffe)
                m = 2**63 | draw(st.one_of(st.integers(0, 2**63 - 1), st.sampled_from((0x400, 0x3ff, 0x401, 0xc00, 2**39, 2**39 + 1, 2**40, 2**52))))
            parts += [str(m), hex(e | pick(draw, 0, 0, 0x8000))]
        return f"np.array([{', '.join(parts)}], 'u8').view('{f}')"
    size = int(f[1:])
    kind, word = ("f", size // 2) if f[0] == "c" else (f[0], size)
    count = n * (2 if f[0] == "c" else 1)
    words = ", ".join(hex(draw(_word(kind, word))) for _ in range(count))
    return f"np.array([{words}], 'u{word}').view('{f}')"


_BITS_FROM = ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "g", "c8", "c16", "G", "b1", "q", "Q", "M8[s]", "m8[ns]", "m8[D]", "m8", "S5", "U2", "V4")
_BITS_TO = (*CHARS, "M8[s]", "M8[D]", "m8[s]", "m8[ms]", "M8[ns]", "M8", "m8", "S3", "S9", "S40", "U3", "U40", "S", "U", "V3", "V4", "V8", "O", "T")


@st.composite
def bits(draw):
    """Casts between all pairs of dtypes, of values made of random bits."""
    f, t = draw(st.sampled_from(_BITS_FROM)), draw(st.sampled_from(_BITS_TO))
    n = draw(st.one_of(st.integers(1, 4), st.integers(1, 4), st.sampled_from((9, 17, 33))))
    if f == "b1":
        a = draw(array(st.just(f), shape=(n,), layouts=False))[0]
    elif f == "S5":
        byte = st.one_of(st.sampled_from(("00", "ff", "7f", "80", "01", "f0", "3f", "c0", "31", "2d", "32")), st.integers(0, 255).map(lambda b: f"{b:02x}"))
        a = f"np.frombuffer(bytes.fromhex('{''.join(draw(st.lists(byte, min_size=n * 5, max_size=n * 5)))}'), 'S5')"
    elif f == "U2":
        a = draw(array(st.just(f), shape=(n,), layouts=False))[0]
    elif f == "V4":
        a = f"np.array({[draw(_word('u', 4)) for _ in range(n)]}, 'u4').view('V4')"
    elif f[0] in "qQmM":
        a = f"np.array({[hex(draw(_word('u', 8))) for _ in range(n)]}, 'u8').view('{f}')".replace("'0x", "0x").replace("',", ",").replace("']", "]")
    else:
        a = draw(_words(f, n))
    if f in "gG" and t[0] == "V":
        t = "S40"
    if f[0] in "mM" and t[0] == f[0]:
        a = f"({a}.astype('i8') // 2**20).view('{f}')"
    target = repr(t) if t != "T" else "np.dtypes.StringDType()"
    kind = draw(st.integers(0, 6))
    swapped = t[0] not in "?bBOVST"
    order = pick(draw, "", "", "", ">") if swapped else ""
    target = target.replace("'", f"'{order}", 1) if order else target
    if f[0] not in "SV" and t != "T" and chance(draw, 6):
        a = f"(lambda a: a.astype(a.dtype.newbyteorder()))({a})"
    if kind <= 1:
        return f"r = {a}.astype({target})", False
    if kind == 2:
        rule = pick(draw, *CASTING)
        return f"r = {a}[::-1].astype({target}, casting='{rule}')", False
    if kind == 3:
        return f"r = np.zeros(({n}, 2), {target})\nr[:, ::2] = {a}[:, None]", False
    if kind == 4:
        return f"r = {a}[0].astype({target})", False
    if kind == 5:
        if "newbyteorder" in a or order:
            return f"{_UNALIGNED}r = unaligned({a}).astype({target})", False
        if f in "gG" or t in "gG":
            a = f"(lambda a: a[np.isfinite(a)])({a})" if f[0] in "fcgG" else a
        elif f[0] in "fc":
            a = f"(lambda a: np.where(np.isnan(a), np.nan, a))({a})"
        return f"r = {a}.astype({target}, casting='same_value')", False
    return f"a = {a}\nr = np.ones({n}, {target})\nnp.copyto(r, a, casting='unsafe', where=np.arange({n}) % 3 != 1)", False


@st.composite
def _scalar(draw, counts=_counts):
    """The text of a NumPy scalar of any kind; ``counts`` are those of dates and durations."""
    kind = draw(st.integers(0, 11))
    if kind <= 7:
        char = draw(st.sampled_from(sorted(CHARS)))
        return f"np.dtype('{char}').type({draw(value_for(CHARS[char]))})"
    if kind == 8:
        f = pick(draw, "f2", "f4", "f8", "c8", "c16", "g", "i8", "u8")
        a = draw(_words(f, 1))
        # Signalling NaNs are for casts of arrays.
        return f"np.where(np.isnan({a}), np.{'nan' if f != 'g' else 'longdouble(nan)'}, {a})[0]" if f[0] in "fcg" else f"{a}[0]"
    if kind == 9:
        unit = pick(draw, "", *(f", '{u}'" for u in UNITS), ", '3D'", ", '25s'", ", ('h', 2)")
        return f"np.timedelta64({draw(st.one_of(st.integers(-9, 9).map(str), counts, st.just(repr('NaT'))))}{unit})"
    if kind == 10:
        return f"np.datetime64({draw(st.one_of(st.integers(-9, 20000).map(str), counts))}, '{pick(draw, *UNITS, '3D', '10ms')}')"
    return pick(draw, "np.str_('ab')", "np.bytes_(b'ab')", "np.void(b'abcd')", "np.datetime64('NaT')", "np.datetime64('2000-01-01T00:00:00.5')",
                "np.array((1, 2.5), 'i4,f8')[()]", "np.str_('12')", "np.bytes_(b'1.5')", "np.str_('')", "np.timedelta64('NaT')")


_operands = st.one_of(_scalar(), _scalar(), _scalar(), scalar(), scalar(), st.sampled_from((
    "[1, 2]", "()", "np.array(2)", "np.array([1, 2], 'i2')", "np.array(1.5, 'f4')", "True", "0", "-3", "2.5", "2**62", "np.bool(True)",
    "np.array(None)", "b'x'", "object", "range(3)", "np.array([], 'f8')", "10**400", "-10**30", "1e308", "inf", "nan", "1j")))

_METHODS = (
    "int(x)", "float(x)", "complex(x)", "bool(x)", "-x", "+x", "abs(x)", "~x", "round(x)", "round(x, 1)", "round(x, -1)", "round(x, None)", "x.__index__()", "divmod(x, 2)",
    "divmod(7, x)", "x.item()", "x.real", "x.imag", "x.as_integer_ratio()", "x.is_integer()", "x.conjugate()", "x.dtype", "x.nbytes", "x.astype(int)", "x.squeeze()",
    "x.sum()", "x[()]", "x[...]", "hash(x) == hash(x.item())", "str(x)", "repr(x)", "format(x)", "format(x, '10.3f')", "format(x, '>12')", "format(x, 'd')", "'%s %r' % (x, x)",
    "x.itemsize, x.size, x.ndim, x.shape, x.strides", "x.bit_count()", "x.tolist()", "x.tobytes()", "bytes(x)", "memoryview(x).format", "memoryview(x).tobytes()",
    "x.T", "x.flat[0]", "x.base", "x.data", "x.flags", "x.max(), x.min(), x.any(), x.all(), x.prod()", "x.argmax()", "x.mean()", "x.clip(0, 1)", "x.round(1)",
    "x.byteswap()", "x.byteswap(True)", "x.newbyteorder()", "x.view('u1')", "x.view(type(x))", "x.view('V' + str(x.nbytes))", "x.ravel()", "x.reshape(1, 1)", "x.flatten()",
    "x.copy()", "x.fill(1)", "x.item(0)", "x.item(1)", "x.item((0,))", "x.__array__()", "x.__array__('f4')", "np.array(x)", "np.asarray([x, x])", "np.array(x, 'O')", "x[0]",
    "x[None]", "x['a']", "len(x)", "list(x)", "x.hex()", "type(x).fromhex('0x1.8p1')", "x.numerator, x.denominator", "x.__copy__()", "x.__reduce__()", "x.__hash__() is None",
    "type(x)()", "type(x)(x)", "type(x)(x, x)", "type(x)([x, x])", "type(x)('1')", "type(x)(b'1')", "type(x)(None)", "type(x)(x, 's')", "type(x)(x=1)", "type(x)(np.array([1.0]))",
    "type(x).__mro__", "isinstance(x, np.number), isinstance(x, (int, float, complex))", "x.__round__(0)", "x.__trunc__()", "x.__floor__()", "x.__ceil__()", "x.searchsorted(1)",
    "x.choose([1, 2])", "x.nonzero()", "x.repeat(2)", "x.take(0)", "x.transpose()", "x.cumsum()", "x.var(), x.std()", "x.sort()", "x.setflags(write=True)", "x.swapaxes(0, 0)",
    "x.dumps()[:2]", "x.getfield('u1')", "x.setfield(1, 'u1')", "x.put(0, 1)", "x.resize(1)", "x.compress([True])", "x.partition(0)", "x.trace()", "x.diagonal()", "x.to_device('cpu')",
    "x.__array_namespace__() is np", "x.device", "x.__complex__()", "x.__float__()", "x.__int__()", "operator.index(x)", "math.floor(x)", "math.trunc(x)", "math.sqrt(x)", "[0, 1, 2][x]",
    "range(x)", "'abc' * x", "x in [x]", "x == x, x != x, x < x, x <= x", "x == None, x != None", "x == 'a', x == b'a'", "x.__class__", "not x", "x and 1", "sum([x, x])", "max(x, x)",
    "pow(x, 2)", "pow(x, 2, 3)", "pow(2, x)", "x.__pow__(2)", "x.__radd__(1)", "x.__add__('a')", "x.__eq__(1)", "x.__lt__(None)", "pickle.loads(pickle.dumps(x))", "copy.deepcopy(x)",
    "np.sqrt(x)", "np.add(x, x)", "np.isnan(x)", "np.isnat(x)", "np.sign(x)", "np.floor(x)", "np.negative(x)", "np.abs(x)", "np.shape(x)", "np.result_type(x)", "np.min_scalar_type(x)",
)


# Methods that show the bytes of a scalar.
_RAW = ("bytes(", "tobytes", "memoryview", ".data", "x.view(", "byteswap", "getfield", "dumps", "__reduce__", "setfield")


def _is_long(text):
    """Whether the text makes a long double."""
    return any(part in text for part in ("'g'", "'G'", "longdouble"))


@st.composite
def scalars(draw):
    """Arithmetic, conversion, methods and construction of scalars."""
    x = draw(_scalar())
    kind = draw(st.integers(0, 7))
    if kind <= 3:
        y = draw(_operands)
        if draw(st.booleans()):
            x, y = y, x
        op = pick(draw, *OPERATORS, "<=", ">", "!=", "**", "@")
        if op == "+" and "bytes_" in x + y and _is_long(x + y):
            op = "=="
        return f"x = {x}\ny = {y}\nr = x {op} y", op == "**"
    if kind <= 5:
        call = pick(draw, *_METHODS)
        if _is_long(x) and any(part in call for part in _RAW):
            call = "x.item()"
        modules = [name for name in ("operator", "math", "pickle", "copy") if f"{name}." in call]
        return "".join(f"import {m}\n" for m in modules) + f"x = {x}\nr = {call}", "sqrt" in call or "pow(" in call
    if kind == 6:
        char, value = pick(draw, *CHARS, "S", "U", "V", "M8", "m8", "O"), draw(_operands)
        # Raw bytes of objects are addresses.
        raw = char in "SV" and (_is_long(value) or value == "np.array(None)")
        return f"r = np.dtype('{'U' if raw else char}').type({value})", False
    if draw(st.booleans()):
        x = draw(_scalar(_dates))
        return f"x = {x}\nr = np.{pick(draw, 'datetime64', 'timedelta64')}(x, '{pick(draw, *UNITS, 'generic', '2h', 'xx')}')", False
    y = draw(_operands)
    return f"x = {x}\ny = {y}\nx {pick(draw, '+', '-', '*', '/', '//', '%', '&', '|', '^', '<<', '>>')}= y\nr = x", False


AREAS = {f.__name__: f for f in (dtype, promote, cast, bits, scalars)}
