"""Hypothesis strategies for what arrays are made of besides nested lists: objects that answer the array protocols
(rightly or not), buffers, sequences that raise or lie, and the functions that read memory, text, files and iterators.

Each is a ``(code, close)`` pair as in ``snippets.py``; everything is deterministic.
"""

from hypothesis import strategies as st

_ARRAYS = st.sampled_from((
    "np.arange(3)", "np.arange(6.).reshape(2, 3)", "np.array(2.5)", "np.zeros((2, 0))", "np.arange(4, dtype='>i2')[::2]",
    "np.array(['a', 'bc'])", "np.array([(1, 2.0)], 'i4,f8')", "np.array([None, 1], object)", "np.ma.masked_array([1, 2], [0, 1])",
    "np.array(['2000', 'NaT'], 'M8[D]')", "np.asfortranarray(np.eye(2))", "np.array([True, False])", "np.matrix([[1, 2]])",
    "np.array(['x', 'yz'], np.dtypes.StringDType())", "np.float32(1.5)", "np.datetime64('2001', 'M')"))

_DTYPES = st.sampled_from(("f8", "i4", ">i2", "u1", "b1", "O", "S", "S3", "U", "U2", "V", "V4", "M8", "M8[s]", "m8", "i4,f8", "2i4",
                           "c8", "f2", "g", "2f4,i8"))
_AS_DTYPE = st.one_of(st.just(""), st.just(""), _DTYPES.map(lambda d: f", dtype='{d}'"))
_BAD = st.sampled_from(("None", "1", "'x'", "[1, 2]", "()", "object", "np.float64(1)", "{}", "NotImplemented"))
_ERRORS = st.sampled_from(("ValueError('no')", "TypeError('no')", "AttributeError('no')", "KeyError('no')", "RuntimeError('no')",
                           "IndexError('no')", "OverflowError('no')", "StopIteration", "NotImplementedError('no')"))
_INTS = st.sampled_from(("0", "1", "2", "3", "-1", "4", "8", "100"))


@st.composite
def array_method(draw):
    """A class with ``__array__``: all signatures, answers and errors."""
    signature = draw(st.sampled_from(("self, dtype=None, copy=None", "self, dtype=None, copy=None", "self, dtype=None", "self",
                                      "self, *a, **k", "self, dtype, copy", "self, copy=None")))
    answer = draw(st.one_of(
        _ARRAYS.map(lambda a: f"return {a}"), _ARRAYS.map(lambda a: f"return np.asarray({a}, *([dtype] if 'dtype' in locals() else []))"),
        _BAD.map(lambda b: f"return {b}"), _ERRORS.map(lambda e: f"raise {e}"), st.just("return self"),
        st.just("seen.append(sorted((k, repr(v)) for k, v in locals().items() if k != 'self')); return np.arange(2)")))
    extra = draw(st.sampled_from(("", "", "    def __len__(self): return 2\n    def __getitem__(self, i): return (7, 8)[i]\n",
                                  "    def __float__(self): return 1.5\n    def __int__(self): return 4\n",
                                  "    def __iter__(self): return iter((1, 2))\n")))
    return f"seen = []\nclass A:\n    def __array__({signature}):\n        {answer}\n{extra}x = A()\n"


@st.composite
def interface(draw):
    """``__array_interface__`` with entries right, wrong or missing."""
    base = draw(st.sampled_from(("np.arange(6, dtype='i4')", "np.arange(6.).reshape(2, 3)", "np.array([1 + 2j])", "np.array(5)",
                                 "np.array(['ab', 'c'])", "np.array([(1, 2.0)], 'i4,f8')")))
    lines = [f"b = {base}", "i = dict(b.__array_interface__)"]
    for _ in range(draw(st.integers(0, 2))):
        key, value = draw(st.sampled_from((
            ("shape", "(2,)"), ("shape", "(1, 2)"), ("shape", "()"), ("shape", "2"), ("shape", "(-1,)"), ("shape", "('a',)"), ("shape", "None"),
            ("shape", "[2]"), ("typestr", "'<i4'"), ("typestr", "b'<f8'"), ("typestr", "'<i9'"), ("typestr", "4"), ("typestr", "'|V4'"),
            ("typestr", "'|b1'"), ("typestr", "None"), ("strides", "None"), ("strides", "(4,)"), ("strides", "(8, 4)"), ("strides", "4"),
            ("strides", "('a',)"), ("strides", "()"), ("data", "bytes(range(64))"), ("data", "bytearray(64)"), ("data", "memoryview(bytes(64))"),
            ("data", "None"), ("data", "(1, 2, 3)"), ("data", "('x', False)"), ("data", "5"), ("offset", "4"), ("offset", "-1"), ("offset", "'a'"),
            ("offset", "1000"), ("descr", "[('', '<i4')]"), ("descr", "[('a', '<i2'), ('b', '<i2')]"), ("descr", "3"), ("version", "2"),
            ("mask", "np.zeros(2)"))))
        # An address is kept only with the shape and type that belong to it.
        if key in ("shape", "typestr", "strides", "offset", "descr"):
            lines.append("i['data'] = bytes(range(200))")
        lines.append(f"i['{key}'] = {value}")
    for key in draw(st.lists(st.sampled_from(("shape", "typestr", "strides", "data", "descr", "version")), max_size=1)):
        if key == "data":
            lines.append("i = {k: v for k, v in i.items() if k in ('typestr', 'shape')}")
        elif key != "shape" or any("bytes" in line for line in lines):
            lines.append(f"i.pop('{key}', None)")
    kind = draw(st.integers(0, 5))
    if kind == 0:
        lines.append(f"class A:\n    @property\n    def __array_interface__(self): raise {draw(_ERRORS)}\nx = A()")
    elif kind == 1:
        lines.append(f"class A: pass\nx = A()\nx.__array_interface__ = {draw(_BAD)}")
    elif kind == 2:
        lines.append("class A:\n    __array_interface__ = i\nx = A()")
    else:
        lines.append("class A: pass\nx = A()\nx.__array_interface__ = i")
    return "\n".join(lines) + "\n"


@st.composite
def struct(draw):
    """``__array_struct__``: another array's, or something else."""
    value = draw(st.one_of(_ARRAYS.map(lambda a: f"np.asarray({a}).__array_struct__"), _BAD))
    return f"class A: pass\nx = A()\nx.__array_struct__ = {value}\n"


@st.composite
def buffer(draw):
    """Objects with the buffer protocol."""
    value = draw(st.sampled_from((
        "memoryview(b'abcdef')", "memoryview(b'abcdefgh').cast('i')", "memoryview(b'abcdefgh').cast('B', (2, 4))", "memoryview(bytes(8)).cast('d')",
        "memoryview(b'abcdef')[::2]", "memoryview(b'abcdef')[::-1]", "memoryview(b'ab').cast('c')", "memoryview(b'\\0\\1').cast('?')",
        "memoryview(bytes(8)).cast('q', ())", "memoryview(b'')", "bytearray(b'xyz')", "bytearray()", "array.array('i', [1, 2])",
        "array.array('d', [1.5])", "array.array('u', 'ab')", "array.array('b')", "(ctypes.c_int * 3)(1, 2, 3)", "ctypes.c_double(2.5)",
        "((ctypes.c_short * 2) * 2)((1, 2), (3, 4))", "ctypes.create_string_buffer(b'ab', 4)", "(ctypes.c_bool * 2)(True, False)",
        "type('P', (ctypes.Structure,), {'_fields_': [('a', ctypes.c_byte), ('b', ctypes.c_int)]})(1, 2)", "ctypes.c_void_p()",
        "memoryview(np.arange(4).reshape(2, 2).T)", "memoryview(np.zeros(2, 'i4,f8'))", "memoryview(np.array(3))", "memoryview(np.zeros((2, 0)))",
        "memoryview(np.arange(3, dtype='>i4'))", "memoryview(np.array(['ab', 'c']))", "memoryview(np.array([b'ab']))")))
    return f"import array, ctypes\nx = {value}\n"


@st.composite
def sequence(draw):
    """Sequences whose length or items raise or lie."""
    length = draw(st.one_of(_INTS.map(lambda n: f"return {n}"), _ERRORS.map(lambda e: f"raise {e}"),
                            st.sampled_from(("return 'a'", "return 2**70", "return 1.5", "return True"))))
    item = draw(st.one_of(
        st.sampled_from(("return (1, 2, 3)[i]", "return [i, i][i]", "return [[1], 2][i]", "return self", "return 1", "return 'ab'[i]",
                         "return np.arange(2)", "return None", "return [1, 2, 3][i:]", "return {0: 1, 1: 2}[i]")),
        _ERRORS.map(lambda e: f"raise {e}")))
    if item in ("return self", "return 1", "return np.arange(2)", "return None"):
        item = f"\n        if i > 2: raise IndexError\n        {item}"
    bases = draw(st.sampled_from(("", "", "(list)", "(tuple)", "(str)", "(dict)")))
    body = draw(st.sampled_from(("both", "both", "both", "len", "item", "iter")))
    text = f"class A{bases}:\n"
    if body in ("both", "len", "iter"):
        text += f"    def __len__(self): {length}\n"
    if body in ("both", "item"):
        text += f"    def __getitem__(self, i): {item}\n"
    if body == "iter":
        text += f"    def __iter__(self): {draw(st.sampled_from(('return iter((1, 2))', 'raise ValueError(3)', 'return 3', 'yield 1')))}\n"
    return text + "x = A()\n"


@st.composite
def odd_object(draw):
    """Objects and nests that are not quite data."""
    return draw(st.sampled_from((
        "x = [1]\nx.append(x)\n", "x = []\nx.append(x)\n", "x = [[1, 2]]\nx[0].append(x)\n",
        *(f"x = 1\nfor _ in range({n}): x = [x]\n" for n in (3, 31, 32, 33, 63, 64, 65, 70)),
        *(f"x = []\nfor _ in range({n}): x = [x]\n" for n in (2, 62, 63, 64, 65)),
        "x = [1]\nfor _ in range(62): x = [x]\nx = [x, x]\n", "x = 'ab'\nfor _ in range(64): x = [x]\n",
        "x = np.ones(2)\nfor _ in range(62): x = [x]\n", "x = np.ones(2)\nfor _ in range(63): x = [x]\n", "x = np.ones(2)\nfor _ in range(64): x = [x]\n",
        "x = {1: 2}\n", "x = {1}\n", "x = {1: 2}.keys()\n", "x = iter([1, 2])\n", "x = (i for i in range(2))\n", "x = range(10**3, 10**3 + 3)\n",
        "x = slice(1, 2)\n", "x = ...\n", "x = type\n", "x = len\n", "x = NotImplemented\n", "import fractions\nx = fractions.Fraction(1, 3)\n",
        "import decimal\nx = decimal.Decimal('1.5')\n", "import datetime\nx = datetime.date(2000, 1, 2)\n",
        "import datetime\nx = datetime.datetime(2000, 1, 2, 3, 4, 5, 6)\n", "import datetime\nx = datetime.timedelta(1, 2, 3)\n",
        "import datetime\nx = [datetime.date(2000, 1, 2), np.datetime64('2001')]\n", "import datetime\nx = datetime.time(1, 2)\n",
        "import collections\nx = collections.deque([1, 2])\n", "import collections\nx = collections.namedtuple('N', 'a b')(1, 2.0)\n",
        "import collections\nx = [collections.namedtuple('N', 'a b')(1, 2.0)]\n", "import collections\nx = collections.UserList([1, 2])\n",
        "import enum\nx = enum.IntEnum('E', 'a b').b\n", "import enum\nx = [enum.Enum('E', 'a b').b.value, 1]\n",
        "class F(float): pass\nx = [F(1.5), 2]\n", "class I(int): pass\nx = [I(1), 2]\n", "class S(str): pass\nx = [S('ab'), 'c']\n",
        "class B(bytes): pass\nx = [B(b'ab')]\n", "class C(complex): pass\nx = C(1j)\n", "class L(list): pass\nx = L([1, 2])\n",
        "class D(np.ndarray): pass\nx = np.arange(3).view(D)\n", "class D(np.ndarray): pass\nx = [np.arange(3).view(D), [1, 2, 3]]\n",
        "class G(np.float64): pass\nx = [G(1.5)]\n", "x = np.broadcast_to(np.arange(2), (3, 2))\n", "x = np.lib.stride_tricks.as_strided(np.arange(3), (2, 2), (8, 8))\n",
        "x = np.arange(3).flat\n", "x = np.broadcast([1, 2], [3])\n", "x = np.dtype('i4')\n", "x = np.nditer([1, 2])\n")))


source = st.one_of(array_method(), array_method(), interface(), struct(), buffer(), sequence(), odd_object())


@st.composite
def use(draw):
    """Such an object in every place where arrays come from objects."""
    code = draw(source)
    wrapped = draw(st.sampled_from(("x", "x", "x", "[x]", "[x, x]", "[x, 1]", "(x, None)", "[[x], [x]]", "[1, x]")))
    d = draw(_DTYPES)
    seen = "\nr = r, seen" if "seen.append" in code else ""
    call = draw(st.sampled_from((
        f"np.array({wrapped})", f"np.array({wrapped})", f"np.array({wrapped}, dtype='{d}')", f"np.array({wrapped}, '{d}', copy=None)",
        f"np.array({wrapped}, copy=False)", f"np.array({wrapped}, copy=None)", f"np.array({wrapped}, subok=True, ndmin=2)",
        f"np.array({wrapped}, order='F')", f"np.array({wrapped}, dtype=np.dtypes.StringDType())", f"np.asarray({wrapped}, '{d}')",
        f"np.asarray({wrapped}, copy=False)", f"np.asanyarray({wrapped})", f"np.asanyarray({wrapped}, '{d}', copy=True)",
        f"np.ascontiguousarray({wrapped})", f"np.asfortranarray({wrapped}, '{d}')", f"np.require({wrapped}, '{d}', ['F', 'W'])",
        f"np.require({wrapped}, None, ['A', 'O', 'E'])", f"np.array({wrapped}, object)", f"np.shape({wrapped})", f"np.ndim({wrapped})",
        f"np.add({wrapped}, 1)", f"np.zeros(2) + {wrapped}", f"np.result_type({wrapped})", f"np.can_cast({wrapped}, 'f8')",
        f"np.array({wrapped}, ndmax={draw(st.integers(0, 3))})", f"np.array({wrapped}, '{d}', ndmax=1)", f"np.empty_like({wrapped}).shape",
        f"np.zeros_like({wrapped}, order='F')", f"np.full_like({wrapped}, 1, shape=(2, 2))", f"np.atleast_2d({wrapped})",
        f"np.concatenate({wrapped})", f"np.concatenate([{wrapped}, [1, 2]])", f"np.stack({wrapped})", f"np.where({wrapped}, 1, 2)",
        f"np.zeros(3)[{wrapped}]", f"np.arange(3).take({wrapped})", f"np.frombuffer({wrapped}, '{d}')", f"np.from_dlpack({wrapped})",
        f"np.fromiter({wrapped}, '{d}')", f"np.dot({wrapped}, 2)", f"np.sum({wrapped})", f"np.array_equal({wrapped}, {wrapped})")))
    if draw(st.integers(0, 3)) == 0:
        target = draw(st.sampled_from(("", "", ", 'O'", f", '{d}'", f", '{d}'")))
        n = draw(st.sampled_from(("2", "()", "(2, 2)", "0", "(1, 3)")))
        store = draw(st.sampled_from(("r[...] = {}", "r[0] = {}", "r[()] = {}", "r[[0, 1]] = {}", "r[r == r] = {}", "r[:1] = {}", "r.flat = {}",
                                      "r.flat[0] = {}", "r.fill({})", "r.put(0, {})", "np.copyto(r, {})", "r.itemset({})", "np.putmask(r, True, {})",
                                      "np.place(r, r == r, {})", "r += {}")))
        return f"{code}r = np.zeros({n}{target})\n{store.format(wrapped)}{seen}", False
    return f"{code}r = {call}{seen}", False


@st.composite
def read(draw):
    """Arrays from memory, text, files, iterators; and back."""
    d = draw(_DTYPES)
    n, m = draw(_INTS), draw(_INTS)
    sep = draw(st.sampled_from(("' '", "','", "', '", "''", "' , '", "'\\n'", "'x'", "None")))
    text = draw(st.sampled_from(("1 2 3", "1,2,3", "1, 2, 3,", "", " ", "1", "1 2 x", "1.5 2.5", "nan inf -inf", "1e400 1e-400", "0x10 1", "1,,2",
                                 "1\\n2\\n", "True False", "1j 2", "99999999999999999999 1", "-1 300", "1 2 3 ", "  4  5", "1x2x3", "a b c")))
    raw = draw(st.sampled_from(("b'0123456789abcdef'", "b''", "b'abc'", "bytearray(b'01234567')", "memoryview(b'0123456789abcdef')[::2]",
                                "memoryview(bytearray(8))", "np.arange(4)", "np.arange(6).reshape(2, 3).T", "'abc'", "5", "None", "[1, 2]")))
    values = draw(st.sampled_from(("range(4)", "iter([1, 2.5])", "[]", "(i * 2 for i in range(3))", "'abc'", "[(1, 2.0), (3, 4.0)]", "[[1, 2], [3, 4]]",
                                   "[None]", "5", "[1, 'a']", "{1: 2}", "(1 // (2 - i) for i in range(4))", "np.arange(3)", "['a', 'bcd']", "[2**70]")))
    path = "import tempfile, os\nf = tempfile.TemporaryFile()\n"
    item = draw(_ARRAYS)
    arg = draw(st.sampled_from(("0", "1", "5", "-3", "0.5", "2.5", "1e300", "nan", "None", "'a'", "1j", "True", "2**63", "np.int8(3)", "np.float32(0.1)",
                                "np.datetime64('2000-01-01')", "np.timedelta64(2, 'D')", "'2000-01-05'", "np.array(2)", "np.array([1])", "10**30")))
    brg = draw(st.sampled_from(("3", "-4", "7.5", "0", "np.datetime64('2000-02-01')", "'2000-02'", "5", "np.timedelta64(3, 'h')", "1e-3", "None")))
    crg = draw(st.sampled_from(("", "", ", 2", ", -1", ", 0", ", 0.1", ", np.timedelta64(1, 'D')", ", 'a'", ", nan", ", 1e300", ", 5")))
    as_dtype = draw(_AS_DTYPE)
    call = draw(st.sampled_from((
        f"r = np.frombuffer({raw}, '{d}')", f"r = np.frombuffer({raw}, '{d}', count={n})", f"r = np.frombuffer({raw}, '{d}', offset={m})",
        f"r = np.frombuffer({raw}, '{d}', {n}, {m})", f"r = np.frombuffer({raw}, count={n}, offset={m})",
        f"r = np.fromstring('{text}', '{d}', sep={sep})", f"r = np.fromstring('{text}', sep={sep})", f"r = np.fromstring('{text}', '{d}', {n}, {sep})",
        f"r = np.fromstring({raw}, '{d}')", f"r = np.fromstring('{text}', 'i8', count={n}, sep={sep})",
        f"r = np.fromiter({values}, '{d}')", f"r = np.fromiter({values}, '{d}', count={n})", f"r = np.fromiter({values}, float)",
        f"{path}f.write(bytes(range(40)))\nf.seek(0)\nr = np.fromfile(f, '{d}', count={n}, offset={m})",
        f"{path}f.write(b'{text}')\nf.seek(0)\nr = np.fromfile(f, '{d}', sep={sep})",
        f"{path}f.write(b'{text}')\nf.seek(0)\nr = np.fromfile(f, 'f8', {n}, {sep}), f.tell()",
        f"{path}f.write(bytes(40))\nf.seek({m if m != '-1' else '1'})\nr = np.fromfile(f, 'i4', {n}), f.tell()",
        f"{path}a = np.asarray({item})\na.tofile(f) if not a.dtype.hasobject else None\nf.seek(0)\nr = f.read()",
        f"{path}np.asarray({item}).tofile(f, sep={sep})\nf.seek(0)\nr = f.read()",
        f"{path}np.asarray({item}).tofile(f, ',', '%s')\nf.seek(0)\nr = f.read()", f"{path}np.arange(3.).tofile(f, ' ', '%.2f')\nf.seek(0)\nr = f.read()",
        f"r = np.fromfile('/nonexistent/file', '{d}')", f"r = np.arange({arg}, {brg}{crg}{as_dtype})", f"r = np.arange({arg}{as_dtype})",
        f"r = np.arange({arg}, {brg}{crg}{as_dtype})", f"r = np.empty_like({item}, '{d}', order='{draw(st.sampled_from('CFAK'))}', subok=False).strides",
        f"r = np.zeros_like({item}, shape={draw(st.sampled_from(('3', '(2, 2)', '()', '(-1,)', 'None')))}{as_dtype})",
        f"r = np.full_like({item}, {arg}{as_dtype})", f"r = np.full({draw(st.sampled_from(('2', '(2, 0)', '()')))}, {arg}{as_dtype})",
        f"r = np.from_dlpack({item})", f"a = np.asarray({item})\nr = np.from_dlpack(a, copy={draw(st.sampled_from(('None', 'True', 'False')))})",
        f"r = np.asarray({item}).__dlpack_device__()", f"r = np.array({item}, like={item})", f"r = np.asarray({item}, '{d}', 'F')",
        f"r = np.array({item}, '{d}', copy=False)", f"r = np.array({item}, '{d}', subok=True, ndmin={n})", f"r = np.array({item}, ndmin={n}, order='F')",
        f"r = np.require({item}, '{d}', {draw(st.sampled_from(('None', repr('C'), repr('F'), '[]', repr(['C', 'F']), repr(['X']), repr('OWE'))))})",
        f"r = np.linspace({arg}, 3, {n}{as_dtype})", f"r = np.copy({item}, order='F')", f"r = np.ndarray((2,), '{d}', buffer=bytes(64), offset={m})",
        f"r = np.ndarray((2, 2), '{d}', buffer=bytes(200), strides=({n}, {m}))", f"r = np.ndarray({n}, '{d}', bytes(16)).shape",
        f"r = np.identity({n}{as_dtype})", f"r = np.eye({n}, {m}, 1{as_dtype})" if "100" not in (n, m) else "r = np.eye(2)",
        f"r = np.fromfunction(lambda i, j: i + j, ({n}, 2){as_dtype})" if n != "100" else "r = np.indices((2, 1))")))
    return call, False


AREAS = {"objects": use, "sources": read}
