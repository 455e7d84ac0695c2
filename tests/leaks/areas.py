"""The fixed statements of the leak check: ``AREAS[name] = (prelude, statements)``, one statement a line.

A statement may raise; what matters is that nothing stays behind. ``H`` is the prelude that all areas share:
objects whose hooks raise, lie or change under the reader's hands.
"""

from itertools import product

H = r"""
import copy, ctypes, pickle, io, operator, datetime, sys
from numpy.lib import stride_tricks
from numpy._core import multiarray as ma
T = np.dtypes.StringDType

class Boom(Exception): pass
def boom(*args, **kwargs): raise Boom("boom")
class Raises:
    "Any hook of this object raises."
    __array__ = __len__ = __getitem__ = __index__ = __int__ = __float__ = __complex__ = __bool__ = __add__ = __radd__ = boom
    __eq__ = __lt__ = __gt__ = __mul__ = __rmul__ = __neg__ = __abs__ = __str__ = __repr__ = __iter__ = boom
    __hash__ = None
class RaisesProperty:
    @property
    def __array_interface__(self): raise Boom
class RaisesStruct:
    @property
    def __array_struct__(self): raise Boom
class Gives:
    def __init__(self, value): self.value = value
    def __array__(self, dtype=None, copy=None): return self.value
class Interface:
    def __init__(self, **d): self.__array_interface__ = d
class Seq:
    "A sequence of a given length whose item i raises."
    def __init__(self, n, at): self.n, self.at = n, at
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        if i == self.at: raise Boom
        return i
class LongStr(str): pass
class Sub(np.ndarray):
    def __array_finalize__(self, obj): self.info = getattr(obj, 'info', None)
class SubRaises(np.ndarray):
    armed = False
    def __array_finalize__(self, obj):
        if SubRaises.armed: raise Boom
class SubWrap(np.ndarray):
    def __array_wrap__(self, a, context=None, return_scalar=False): raise Boom
class Override:
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return method, inputs, kwargs
    def __array_function__(self, func, types, args, kwargs): return func, args
class OverrideRaises:
    def __array_ufunc__(self, *args, **kwargs): raise Boom
    def __array_function__(self, *args, **kwargs): raise Boom
class OverrideNot:
    def __array_ufunc__(self, *args, **kwargs): return NotImplemented
    def __array_function__(self, *args, **kwargs): return NotImplemented
class NoUfunc:
    __array_ufunc__ = None
a3 = np.arange(3.0)
a34 = np.arange(12.0).reshape(3, 4)
i34 = np.arange(12).reshape(3, 4)
o3 = np.array([1, 'x', None], dtype=object)
on = np.array([1, 2.5, 3], dtype=object)
obad = np.array([1, 2, None], dtype=object); obad[2] = Raises()
s3 = np.array([(1, 2.0, 'x'), (3, 4.0, None), (5, 6.0, [7])], dtype='i4,f8,O')
p3 = np.array([(1, 2.0), (3, 4.0), (5, 6.0)], dtype=[('a', 'i4'), ('b', 'f8')])
t3 = np.array(['a', 'b' * 40, 'c'], dtype=T())
tn = np.array(['a', None, 'c' * 40], dtype=T(na_object=None))
u3 = np.array(['a', 'bb', '3'])
b3 = np.array([b'a', b'bb', b'3'])
m3 = np.array(['2000-01-01', 'NaT', '1969-12-31'], 'M8[D]')
d3 = np.array([1, 'NaT', -3], 'm8[s]')
c3 = a3 + 1j
z0 = np.zeros(())
ro = np.arange(3.0); ro.flags.writeable = False
"""


def lines(text):
    """The statements of a text, without blank lines and comments."""
    return [line for line in text.strip().splitlines() if line.strip() and not line.startswith("#")]


AREAS = {}


def area(name, text, prelude=""):
    """Add an area."""
    AREAS[name] = (H + prelude, text if isinstance(text, list) else lines(text))


_SPECS = ("'f8'", "'>i4'", "'S5'", "'U'", "'M8[3D]'", "'m8[s]'", "'i4,f8,O'", "'(2,3)f4'", "'2i4,(2,)S3'", "float", "object", "int", "str", "bytes",
          "np.float64", "np.generic", "np.void", "None", "('i4', (2, 3))", "('V8', 7)", "[('a', 'i4'), ('b', 'f8')]", "[('a', 'O'), ('b', '2O')]",
          "[(('title', 'a'), 'i4'), 'b']", "{'names': ['a', 'b'], 'formats': ['i4', 'O'], 'offsets': [0, 8], 'itemsize': 24}", "{'a': ('i4', 0), 'b': ('f8', 4)}",
          "('i4', {'a': ('i2', 0), 'b': ('i2', 2)})", "('f8', [('a', 'f4'), ('b', 'f4')])", "np.dtype('O')", "T()", "T(na_object=None, coerce=False)",
          "ctypes.c_int", "ctypes.c_double * 3", "type('S', (ctypes.Structure,), {'_fields_': [('x', ctypes.c_int), ('y', ctypes.c_double)]})", "b'f8'", "np.dtypes.Int8DType",
          "type('X', (), {'dtype': np.dtype('f4')})()", "type('X', (), {'dtype': 'f4'})()", "memoryview", "complex", "bool", "datetime.datetime", "np.dtype('i4,O')")
_BAD_SPECS = ("'nonsense'", "'f7'", "'i4,zz'", "'(2,3'", "'M8[qq]'", "'m8[0s]'", "'M8[s/0]'", "(1, 2)", "('i4', -1)", "('i4', (2**31, 2**31))", "('i4', Raises())", "[('a', 'i4'), ('a', 'f8')]",
              "[('a', 'zz')]", "[('a',)]", "[1, 2]", "[('a', 'i4'), Boom]", "{'names': ['a'], 'formats': ['i4', 'f8']}", "{'names': ['a', 'b'], 'formats': ['i4', 'O'], 'offsets': [0, 2]}",
              "{'names': ['a'], 'formats': ['i4'], 'itemsize': 2}", "{'names': ['a'], 'formats': ['zz']}", "{'names': Raises(), 'formats': ['i4']}", "{'names': ['a'], 'formats': ['i4'], 'titles': [[]]}",
              "{'names': ['a', 'b'], 'formats': ['i4', Raises()]}", "Raises()", "Boom()", "{}", "[]", "()", "{'a': 1}", "{'a': ('i4',)}", "{'a': ('i4', -3)}", "('O', {'a': ('i4', 0)})", "'S-1'", "'U99999999999'",
              "np.zeros(3)", "b'\\xff'", "'\\ud800'", "'f8' * 500", "1", "1.5", "np.integer", "type('X', (), {'dtype': property(boom)})()", "('U', 'x')", "('V3', [('a', 'i4')])")

area("dtype", [f"np.dtype({s})" for s in _SPECS + _BAD_SPECS]
     + [f"np.dtype({s}, align=True, copy=True)" for s in _SPECS] + [f"np.dtype({s}, metadata={{'x': 1}})" for s in _SPECS[:16]]
     + [f"d = np.dtype({s}); (repr(d), str(d), hash(d), d == 'f8', d != d.newbyteorder(), d.descr, d.name, d.fields, d.names, d.subdtype, d.shape, d.base, d.isalignedstruct, d.metadata, d.kind)" for s in _SPECS]
     + [f"d = np.dtype({s}); pickle.loads(pickle.dumps(d, 2)); copy.deepcopy(d); d.__reduce__(); d.newbyteorder('>'); d.newbyteorder('x')" for s in _SPECS] + lines(r"""
np.dtype('f8', 'x', 'y', 'z')
np.dtype('i4,f8')['f0']; np.dtype('i4,f8')[0]; np.dtype('i4,f8')[['f0', 'f1']]
np.dtype('i4,f8')['nope']
np.dtype('i4,f8')[7]
np.dtype('i4,f8')[['f0', 'f0']]
np.dtype('i4,f8')[[1, 2]]
np.dtype('i4,f8')[Raises()]
d = np.dtype('i4,f8'); d.names = ('x', 'y')
d = np.dtype('i4,f8'); d.names = ('x', 'x')
d = np.dtype('i4,f8'); d.names = ('x',)
d = np.dtype('i4,f8'); d.names = (1, 2)
d = np.dtype('i4,f8'); d.names = Raises()
d = np.dtype('i4,f8'); del d.names
np.dtype('i4,f8') * 3
np.dtype('i4') * -1
np.dtype('i4,f8') == Raises(), np.dtype('i4') < Raises()
np.dtype('i4,f8') < np.dtype('f8,f8,O')
np.dtype('M8').__setstate__((3, '<'))
np.dtype('i4,f8').__setstate__((3, '|', None, ('a',), {'a': 1}, 12, 1, 0))
np.dtype('i4,f8').__setstate__((3, '|', None, ('a', 'b'), {'a': (np.dtype('i4'), 0), 'b': (np.dtype('f8'), 4)}, 12, 1, 16))
np.dtype('i4,f8').__setstate__((3, '|', None, ('a',), {'a': ('i4', 0)}, 12, 1, 0))
np.dtype('f8').__setstate__((3, '<', None, None, None, -1, -1, 0))
np.dtype('f8').__setstate__(Raises())
np.dtype('f8').__setstate__((9, 9))
np.dtype('M8[s]').__setstate__((4, '<', None, None, None, -1, -1, 0, ({}, (b's', 1, 1, 1))))
np.dtype('M8[s]').__setstate__((4, '<', None, None, None, -1, -1, 0, ({}, (b'q', 1, 1, 1))))
np.dtypes.Int8DType(); np.dtypes.VoidDType(3); np.dtypes.StrDType(4); np.dtypes.BytesDType(-1)
T(na_object=float('nan')) == T(na_object=np.nan), hash(T(na_object=None)), repr(T(na_object='x', coerce=False))
T(na_object=Raises()) == T(na_object=Raises())
T(1, 2, 3)
np.dtype(np.dtype)
np.dtypes.StringDType(coerce=Raises())
ma.set_typeDict(np._core.numerictypes.sctypeDict)
np.datetime_data(np.dtype('M8[3D]')); np.datetime_data('f8'); np.datetime_data('zz')
np._core.multiarray.format_longfloat(np.longdouble(1), 3)
np.issubdtype('f4', np.floating), np.iinfo('i4'), np.finfo('f4'), np.isdtype(np.dtype('f8'), ('integral', 'real floating'))
np.sctypeDict['nope']
"""))

_ALL = ("?", "i1", "u2", "i4", "q", "Q", "f2", "f4", "f8", "g", "c8", "c16", "G", "O", "S3", "U3", "V4", "M8[s]", "m8[ms]", "i4,f8", "i4,O", "(2,)i4", ">i4", ">f8", "T")
_D = {d: ("T()" if d == "T" else f"'{d}'") for d in _ALL}

area("promotion", [f"np.promote_types({_D[a]}, {_D[b]})" for a, b in product(_ALL, _ALL) if a <= b]
     + [f"np.can_cast({_D[a]}, {_D[b]}, 'same_kind')" for a, b in product(_ALL, _ALL)] + lines(r"""
np.result_type(1, 2.0, np.int8(3), a3, 'f4', s3.dtype)
np.result_type(a3, i34, 1j, True)
np.result_type('M8[s]', 'i4')
np.result_type()
np.result_type(Raises())
np.result_type(*['f4'] * 70)
np.promote_types('i4,f8', [('a', 'i4'), ('b', 'f8')])
np.promote_types([('a', 'i4'), ('b', 'O')], [('a', 'f8'), ('b', 'i4')])
np.promote_types('(2,)i4', '(3,)i4')
np.promote_types('M8[s]', 'M8[99999999999999999D]')
np.promote_types('M8[7D]', 'M8[s]')
np.promote_types('M8[Y]', 'm8[D]')
np.promote_types(T(na_object=None), T(na_object=1))
np.promote_types(T(na_object=None), 'U5')
np.promote_types('zz', 'f8')
np.min_scalar_type(3), np.min_scalar_type(2**70), np.min_scalar_type(a3), np.min_scalar_type(Raises())
np.common_type(a3, i34); np.common_type(u3)
np.can_cast(1, 'f4')
np.can_cast('f8', 'f4', casting='zz')
np.can_cast(Raises(), 'f4')
np.can_cast('i4,f8', 'f8,i4', 'unsafe')
np.add.resolve_dtypes((np.dtype('f4'), np.dtype('i8'), None)); np.add.resolve_dtypes((np.dtype('M8[s]'), np.dtype('M8[s]'), None)); np.add.resolve_dtypes((1, 2))
"""))

area("casts", [f"x = np.zeros(3, {_D[a]}); x.astype({_D[b]}, casting='unsafe')" for a, b in product(_ALL, _ALL)]
     + [f"x = np.zeros((3, 2), {_D[a]})[::-1]; y = np.zeros((3, 4), {_D[b]})[:, ::2]; y[...] = x" for a, b in product(_ALL, _ALL)]
     + [f"{v}.astype({_D[b]})" for v, b in product(("o3", "obad", "on", "t3", "tn", "u3", "b3", "s3", "p3", "m3", "d3", "c3"), _ALL)] + lines(r"""
np.array([1, 2, 3, 'x'] * 20, dtype=object).astype('f8')
np.array(['x' * 50, 'y' * 60, '\ud800'] * 5, dtype=object).astype(T())
np.array(['x' * 50, 1, None], dtype=object).astype(T(coerce=False))
np.array(['1', '2', 'x' * 90], dtype=T()).astype('i8')
np.array(['1', '2', '3' * 90], dtype=T()).astype('f8'), np.array(['1', '2', 'x'], dtype=T()).astype('M8[s]')
np.array(['\u00e9' * 30, 'b'], dtype=T()).astype('S3')
tn.astype('U3'), tn.astype(T()), tn.astype('O'), tn.astype('i4')
t3.astype(T(na_object=None)).astype(T(na_object=np.nan))
np.array(['1', '2', 'x']).astype('i8')
np.array([b'1', b'2', b'\xff']).astype('U3')
np.array(['1', '\u1234']).astype('S1')
np.array([1, 2, Raises()], dtype=object).astype('i4,O')
np.array([1, 2, 3], dtype=object).astype('i4,O')
np.array([(1, [2]), (3, 4)], dtype='O,O').astype('O,i4')
np.array([(1, [2]), (3, 4)], dtype='O,O').astype('i4,O')
np.array([(1, [2]), (3, 4)], dtype='O,O').astype('i4')
np.array([1, 2], dtype='(2,)O').astype('(2,)f8')
np.array([1e300, np.nan]).astype('i4'), np.array([1e300]).astype('f4'), np.array([70000.0]).astype('f2')
np.array([1, 2, 10**30], dtype=object).astype('i8'); 
np.array([10**30, 1], dtype=object).astype('i8')
a3.astype('f4', casting='safe')
a3.astype('zz')
a3.astype('f4', order='Z')
a3.astype('i4', copy=None)
a3.astype(Raises())
a3.astype('i4', casting='same_value'); np.array([1.5]).astype('i4', casting='same_value')
s3.astype('i4,f8,U1'), s3.astype('i4,f8,f8')
s3.astype(s3.dtype.newbyteorder('>')), s3.copy(), s3.astype('f8')
np.copyto(a3.copy(), o3, casting='unsafe')
np.copyto(np.zeros(3, 'i4,O'), obad, casting='unsafe')
np.copyto(np.zeros(3, T()), obad, casting='unsafe')
np.copyto(np.zeros(3, object), t3, where=[True, False, True])
np.copyto(t3.copy(), tn, where=[True, False, True])
np.copyto(a3, i34)
np.copyto(ro, 1)
np.copyto(np.zeros((3, 4), 'O'), a3[:, None], where=i34 % 2 == 0)
np.zeros(3, 'M8[s]').astype('M8[Y]').astype('O')
np.array(['2000-01-01', 'zz'], dtype='U10').astype('M8[s]')
np.array([datetime.datetime(2000, 1, 1), None, 5], dtype=object).astype('M8[us]')
np.array([datetime.date(2000, 1, 1), 'zz'], dtype=object).astype('M8[us]')
np.array([datetime.timedelta(3), 5, 'x'], dtype=object).astype('m8[s]')
a3.view('i4'), a3.view('V8'), a3.view('i4,i4'), a3.view(Sub), a3.view('f8', Sub)
a3.view('O')
o3.view('i8')
t3.view('V16')
a3.view('c16')
a3.view(Raises())
a3.view(SubRaises)
"""))

area("coercion", r"""
np.array([1, 2.0, 3j]), np.array([[1, 2], [3, 4]]), np.array([]), np.array([[], []]), np.array(()), np.array(None), np.array('abc'), np.array({}), np.array({1, 2})
np.array([[1, 2], [3]])
np.array([[1, 2], [3]], dtype=object)
np.array([[1, 2], 3], dtype='f8')
np.array([1, [2, [3, [4]]]], dtype=object)
np.array([1, 2, 'x'], dtype='f8')
np.array([1, 2, Raises()])
np.array([1, 2, Raises()], dtype='f8')
np.array([1, 2, Raises()], dtype='U')
np.array([[1, 2], [3, Raises()]], dtype='S5')
np.array(Raises())
np.array(RaisesProperty())
np.array(RaisesStruct())
np.array([RaisesProperty(), 1])
np.array(Gives(a3)), np.array(Gives(a3), dtype='i4'), np.array([Gives(a3), Gives(a3)]), np.array(Gives(z0), copy=False), np.asarray(Gives(o3))
np.array(Gives(3))
np.array([a3, Gives(None)])
np.array(Gives(a3), copy=False, dtype='f4')
np.array(Seq(3, 9)), np.array(Seq(3, 1))
np.array([Seq(3, 9), Seq(3, 2)])
np.array([Seq(3, 9), Seq(3, 2)], dtype='i8')
np.array([Seq(2, 9), Seq(3, 9)], dtype=object)
l = [1, 2]; l.append(l); np.array(l)
l = [1, 2]; l.append(l); np.array(l, dtype=object)
l = [1, 2]; l.append(l); np.array(l, dtype='f8')
np.array([a3, a3]), np.array([a3, [1, 2, 3]]), np.array([z0, 1, np.float32(3)]), np.array([a3, 1], dtype=object)
np.array([a34, a3], dtype=object)
np.array([a34, a3])
np.array([s3[0], s3[1]]), np.array([p3[0], (1, 2)]), np.array([(1, 2), (3, 4)], 'i4,f8')
np.array([(1, 2), (3,)], 'i4,f8')
np.array([(1, Raises()), (3, 4)], 'O,f8')
np.array([(1, 2), (3, Raises())], 'O,f8')
np.array([[1], (2, 3)], 'i4,O')
np.array(['a', 'bcd', b'x']), np.array(['a' * 30, 'b'], dtype='S4'), np.array(['\u00e9'], dtype='S4')
np.array([1, 'x', None, 2.5], dtype=T())
np.array(['x' * 40, Raises()], dtype=T())
np.array(['x' * 40, None], dtype=T(na_object=None)), np.array([b'\xff'], dtype=T())
np.array([1, 2], dtype=T(coerce=False))
np.array(['2000', '1999-01-01T00', None], 'M8'), np.array([datetime.datetime.now(), datetime.date.today()]), np.array([datetime.timedelta(1), 3], 'm8')
np.array(['zz'], 'M8')
np.array([2**63, -1]), np.array([2**64]), np.array([2**63], 'i8')
np.array([1, 2, 300], 'i1')
np.array([np.datetime64('2000'), 1.5])
np.array([np.datetime64('2000', 's'), np.timedelta64(1, 'D'), 'x'], dtype=object)
np.array(memoryview(b'abc')), np.array([memoryview(b'abc'), memoryview(b'def')]), np.array(bytearray(b'abc')), np.array(io.BytesIO(b'x').getbuffer())
np.array((ctypes.c_int * 3)(1, 2, 3)), np.array((ctypes.c_double * 0)()), np.asarray(memoryview(a34)[::2])
np.array(range(4)), np.array(x for x in range(3)), np.array(map(int, '123'))
np.array(np.matrix([[1, 2]])), np.array(np.ma.masked_array([1, 2], [0, 1])), np.array([np.ma.masked, 1.0])
np.array(a3, dtype='f4', order='F', ndmin=3, subok=True), np.array(a3.view(Sub), subok=True), np.asanyarray(a3.view(Sub)), np.array(a3.view(Sub))
np.array(a3, copy=False), np.array(a34.T, copy=None, order='F')
np.array(a3, copy=False, dtype='i4')
np.array(a3, copy='x')
np.array(a3, order='Q')
np.array(a3, ndmin=70)
np.array(a3, like=Override()), np.array(a3, like=OverrideRaises())
np.array(a3, like=3)
np.array([LongStr('abc'), LongStr('abcdef')]), np.array([True, np.True_, 1]), np.array([np.void(b'abc'), np.void(b'abcd')])
np.array([[[[[[1]]]]]], ndmax=2, dtype=object)
np.array([Boom, int, len]), np.array([1, np.dtype('f8')]), np.array([np.float64, None])
np.array(Interface(shape=(3,), typestr='<f8', data=a3, version=3)), np.array(Interface(shape=(2,), typestr='<i4', data=(a3.ctypes.data, False), version=3))
np.array(Interface(shape=(3,), typestr='<f8', version=3))
np.array(Interface(shape=(30,), typestr='<f8', data=a3, version=3))
np.array(Interface(shape='x', typestr='<f8', data=a3, version=3))
np.array(Interface(shape=(3,), typestr='<f8', data=a3, strides=(8, 8), version=3))
np.array(Interface(shape=(3,), typestr='zz', data=a3, version=3))
np.array(Interface(shape=(3,), typestr='<f8', data=Raises(), version=3))
np.array(Interface(shape=(3,), typestr='<f8', data=(1,), version=3))
np.array(Interface(shape=(3,), typestr='|V8', descr=[('a', '<i4'), ('b', '<i4')], data=a3, offset=0, version=3))
np.array(Interface(shape=(3,), typestr='<f8', data=a3, offset=Raises(), version=3))
np.array(Interface(shape=(-3,), typestr='<f8', data=a3, version=3))
np.array(type('X', (), {'__array_struct__': a3.__array_struct__})()), np.array(type('X', (), {'__array_struct__': 3})())
np.array(type('X', (), {'__array_interface__': 3})())
np.asarray([1, 2], dtype='f4', copy=True); np.asarray_chkfinite([1, np.nan])
np.ascontiguousarray(a34.T), np.asfortranarray(a34), np.require(a34, 'f4', ['F', 'W', 'O']), np.require(ro, requirements='W')
np.fromiter((x for x in range(5)), 'f8'), np.fromiter([1, 2], 'i4', 2), np.fromiter(['x' * 40, 'y'], T()), np.fromiter([[1], 2], object), np.fromiter([(1, 2)], 'i4,f8')
np.fromiter([1, 2], 'i4', 3)
np.fromiter([1, 'x'], 'i4')
np.fromiter(Seq(3, 2), object)
np.fromiter((boom() if i == 3 else [i] for i in range(9)), object)
np.fromiter(3, 'i4')
np.fromiter([1], 'S')
x = np.zeros(3); x[1] = Raises()
x = np.zeros(3); x[:] = [1, Raises(), 3]
x = np.zeros(3, 'O'); x[:] = [1, Raises(), 3]
x = np.zeros(3, 'O'); x[:] = [1, [2], 3]
x = np.zeros(3, T()); x[:] = ['x' * 40, Raises(), 'c']
x = np.zeros(3, T()); x[0] = 'x' * 90; x[0] = 'y' * 100; x[1] = Raises()
x = np.zeros(3, 'i4,O'); x[0] = (1, [2]); x[1] = (1,)
x = np.zeros(3, 'i4,O'); x[0] = (1, [2]); x[1] = ([2], 1)
x = np.zeros(3, 'i4,O'); x[:] = [(1, 2), (3, 4), 5]
x = np.zeros((2, 2)); x[:] = [[1, 2], [3]]
x = np.zeros((2, 2)); x[:] = Gives(a3)
x = np.zeros((2, 2)); x[0] = Seq(2, 1)
x = np.zeros(3, 'V3'); x[0] = b'abc'; x[1] = 3
x = np.zeros(3, 'M8[s]'); x[0] = '2000'; x[1] = 'zz'
x = np.zeros(3, 'U2'); x[0] = 5; x[1] = Raises()
""")

area("creation", r"""
np.zeros(3), np.zeros((2, 3), 'O'), np.zeros(3, 'i4,O'), np.zeros(2, T()), np.empty(3, 'O'), np.empty((0, 3)), np.ones(3, 'f4'), np.ones(3, 'O'), np.full(3, 'x'), np.full(3, [1, 2, 3]), np.full((2,), None)
np.zeros(-1)
np.zeros('x')
np.zeros((2**40, 2**40))
np.zeros((1,) * 65)
np.zeros(3, 'zz')
np.zeros(Raises())
np.zeros((2, Raises()))
np.zeros(2**45)
np.zeros(3, order='Z')
np.zeros(3, like=Override()), np.ones(3, like=OverrideRaises())
np.ones(3, 'i4,O'), np.ones(3, T())
np.empty(3, 'M8'), np.ones(3, 'M8[s]')
np.full(3, Raises(), 'f8')
np.full((3, 2), Raises(), T())
np.full(3, 'x' * 60, T()), np.full(3, (1, [2]), 'i4,O')
np.arange(5), np.arange(0, 1, 0.1), np.arange(3, dtype='f4'), np.arange('2000-01', '2000-05', dtype='M8[M]'), np.arange(5, dtype=object)
np.arange(0, 5, 0)
np.arange(Raises())
np.arange('a', 'b')
np.arange(2, dtype='S')
np.arange(1j)
np.arange(0, 10, Raises())
np.arange(10**30)
np.arange(3, like=Override())
np.empty_like(a34), np.zeros_like(s3), np.ones_like(i34, dtype='O'), np.empty_like(a3.view(Sub)), np.zeros_like(t3), np.empty_like(a3, shape=(2, 2), order='F')
np.empty_like(a3, dtype='zz')
np.empty_like(a3, shape=(-1,))
np.empty_like(a3, order='Q')
np.empty_like(Override()), np.empty_like(OverrideRaises())
np.ndarray((2, 3)), np.ndarray((2,), 'i4', b'x' * 8), np.ndarray((2,), 'i4', bytearray(16), 4, (8,)), np.ndarray((2,), 'O')
np.ndarray((2,), 'i4', b'x' * 4)
np.ndarray((2,), 'O', b'x' * 16)
np.ndarray((2,), 'i4', bytearray(16), -4)
np.ndarray((2,), 'i4', bytearray(16), 4, (80,))
np.ndarray((2,), 'i4', Raises())
np.ndarray((2,), 'i4', strides=(1, 2))
np.ndarray((2,), 'i4', order='Z')
np.ndarray(Raises())
Sub((2, 3)), Sub((2,), 'i4', b'x' * 8)
SubRaises.armed = True; x = SubRaises((2, 3)) if 1 else 0
SubRaises.armed = False; x = np.zeros(3).view(SubRaises); SubRaises.armed = True; x[1:], x + 1
SubRaises.armed = True; np.zeros(3).view(SubRaises)
SubRaises.armed = True; a3.view(type=SubRaises)
SubRaises.armed = False; x = np.zeros(3).view(SubRaises); SubRaises.armed = True; x.copy()
SubRaises.armed = False; x = np.zeros(3).view(SubRaises); SubRaises.armed = True; x + 1
SubRaises.armed = False; x = np.zeros(3).view(SubRaises); SubRaises.armed = True; x.reshape(3, 1)
SubRaises.armed = False; x = np.zeros(3).view(SubRaises); SubRaises.armed = True; x.sum()
SubRaises.armed = False; x = np.zeros((3, 2)).view(SubRaises); SubRaises.armed = True; x.T
SubRaises.armed = False; x = np.zeros((3, 2)).view(SubRaises); SubRaises.armed = True; x[[0, 1]]
SubRaises.armed = False; x = np.zeros((3, 2)).view(SubRaises); SubRaises.armed = True; x.astype('i4')
SubRaises.armed = False; x = np.zeros((3, 2)).view(SubRaises); SubRaises.armed = True; x.ravel(), x.flatten()
SubRaises.armed = False; x = np.zeros((3, 2)).view(SubRaises); SubRaises.armed = True; np.array(x, subok=True)
SubRaises.armed = False; x = np.zeros((3, 2)).view(SubRaises); SubRaises.armed = True; np.concatenate([x, x])
SubRaises.armed = False; x = np.zeros((3, 2)).view(SubRaises); SubRaises.armed = True; np.empty_like(x)
SubRaises.armed = False
np.frombuffer(b'x' * 16), np.frombuffer(b'x' * 16, 'i4', 2, 4), np.frombuffer(bytearray(16), 'i4,f4')
np.frombuffer(b'x' * 15)
np.frombuffer(b'x' * 16, 'O')
np.frombuffer(b'x' * 16, 'i4', 9)
np.frombuffer(b'x' * 16, 'i4', 1, 99)
np.frombuffer(b'')
np.frombuffer(Raises())
np.fromstring('1 2 3', sep=' '), np.fromstring('1, 2, x', sep=','), np.fromstring('1 2', 'O', sep=' ')
np.fromstring(b'x' * 16)
np.fromstring('1 2 3', 'i4', 5, sep=' ')
np.linspace(0, 1, 5), np.logspace(0, 1, 5), np.geomspace(1, 10, 4), np.linspace(0, 1, -1)
np.eye(3), np.identity(3), np.tri(3), np.diag(a3), np.vander(a3), np.indices((2, 3)), np.meshgrid(a3, a3), np.mgrid[0:2, 0:3], np.ogrid[0:2, 0:3], np.r_[1, 2], np.c_[a3, a3]
np.copy(a34, order='F'), a34.copy('K'), copy.copy(s3), copy.deepcopy(s3), copy.deepcopy(o3), copy.deepcopy(t3)
copy.deepcopy(np.array([Raises(), type('X', (), {'__deepcopy__': boom})()], dtype=object))
np.rec.array([(1, 'x')], dtype='i4,U1'), np.rec.fromarrays([a3, o3], names='a,b'), np.rec.fromrecords([(1, 2), (3, 4)])
np.memmap
np.char.array(['a', 'b']), np.matrix('1 2; 3 4')
""")

_SCALARS = ("np.int8(5)", "np.uint8(200)", "np.int64(7)", "np.uint64(7)", "np.float16(1.5)", "np.float32(1.5)", "np.float64(2.5)", "np.longdouble(2.5)", "np.complex64(1j)", "np.complex128(1+1j)", "np.clongdouble(2j)", "np.True_",
            "np.datetime64('2000-01-01')", "np.timedelta64(3, 's')", "np.str_('ab')", "np.bytes_(b'ab')", "np.void(b'abc')", "s3[0]", "p3[1]", "np.object_")
_OTHERS_SCALAR = ("3", "300", "10**30", "-1", "0", "2.5", "1j", "True", "None", "'x'", "a3", "o3", "Raises()", "Override()", "OverrideNot()", "OverrideRaises()", "NoUfunc()", "np.int8(-7)", "np.float32(0)", "[1, 2]")
_OPS = ("x + y", "x - y", "x * y", "x / y", "x // y", "x % y", "x ** y", "divmod(x, y)", "x == y", "x < y", "x & y", "x << y", "pow(x, y, 3)", "y + x", "y % x", "y ** x")

area("scalars", [f"x = {s}; y = {o}; {op}" for s, o, op in product(_SCALARS, _OTHERS_SCALAR, _OPS)][::7]
     + [f"x = {s}; (repr(x), str(x), hash(x), format(x), x.dtype, x.shape, x.T, x.data, x.flags, x.base, x.real, x.imag, x.itemsize, x.flat, x.ndim)" for s in _SCALARS[:-1]]
     + [f"x = {s}; {op}" for s, op in product(_SCALARS[:-1], (
         "-x", "abs(x)", "~x", "+x", "int(x)", "float(x)", "complex(x)", "bool(x)", "operator.index(x)", "round(x)", "round(x, 1)", "x.item()", "x.tolist()", "x.astype('f4')", "x.view('V1')", "x.reshape(1)", "x.sum()", "x.max(axis=0)",
         "pickle.loads(pickle.dumps(x))", "copy.deepcopy(x)", "x.__reduce__()", "x[()]", "x[0]", "x[...]", "memoryview(x)", "bytes(x)", "x.tobytes()", "x.__array__()", "x.__array__('zz')", "x.__array_interface__", "x.__array_struct__", "x.byteswap()",
         "x.newbyteorder()", "x.setflags()", "x.fill(3)", "x.__setstate__(1)", "format(x, '10.2f')", "format(x, 'zz')", "type(x)()", "type(x)(x)", "type(x)('zz')", "type(x)(Raises())", "type(x)([1, 2])", "type(x)(1, 2, 3, 4)", "type(x)(b=3)",
         "x.__array_wrap__(a3)", "x.is_integer()", "x.as_integer_ratio()", "x.conjugate()", "x.bit_count()", "x.hex()", "type(x).fromhex('zz')", "x.choose([1])", "x.nope", "x.dtype = 3", "np.array(x)", "x.__class_getitem__(int)", "type(x)[int, int]"))] + lines(r"""
np.float64(1) / 0, np.int64(1) // 0, np.int8(127) + np.int8(1), np.uint8(0) - np.uint8(1), np.float32(3e38) * 10, np.float16(6e4) * 10
np.int8(300)
np.uint8(-1)
np.float64('1.5'), np.float64('zz')
np.longdouble('1.5'), np.longdouble('zz')
np.datetime64('zz')
np.datetime64('2000', 'zz')
np.datetime64(5)
np.datetime64('2000') + np.timedelta64(3, 'D'), np.datetime64('2000') - np.datetime64('1999')
np.datetime64('2000') + np.datetime64('2000')
np.timedelta64(datetime.timedelta(3)), np.timedelta64('NaT', 's'), np.datetime64(datetime.datetime.now()), np.datetime64(None)
np.timedelta64(3, 'Y') + np.timedelta64(3, 'D')
np.timedelta64(3, 's') / 0, np.timedelta64(3, 's') // np.timedelta64(0, 's'), np.timedelta64(3, 's') * 1.5
np.void(3), np.void(b'abc', 'i1,i2'), np.void([1], 'O'), np.void((1, 2), 'i4,O')
np.void(-1)
np.void((1,), 'i4,O')
np.void(Raises(), 'i4,O')
x = s3[0].copy(); x['f0'] = 5; x['f2'] = [1]; x[1] = 3; x['nope']
x = s3[0].copy(); x['f0'] = 'zz'
x = s3[0].copy(); x[7] = 3
x = p3[0]; x.item(), x.tolist(), tuple(x), len(x), list(x), x == x, hash(x), x.dtype.names, x['a'], x[['a', 'b']]
hash(s3[2])
s3[0] == (1, 2), s3[0] == s3[1], p3[0] == p3[1], p3[0] < p3[1]
np.str_(b'x', 'ascii'), np.str_(b'\xff', 'utf8')
np.bytes_('x', 'ascii'), np.bytes_('\u00e9', 'ascii')
np.object_(), np.object_([1, 2]), np.bool(5), np.bool([]), np.bool(Raises())
np.array(3)[()], np.array([1])[0], np.array(['x'])[0], o3[2], t3[1], tn[1]
np.float64(3).__array_priority__, np.generic.__mro__, np.float64.dtype
float(np.longdouble(3)), int(np.longdouble('nan'))
int(np.float64('inf'))
complex(np.clongdouble(3j)), float(np.complex128(3))
np.int64(5).__index__(), range(np.int8(3)), [1, 2, 3][np.int8(1)], [1] * np.int64(3), 'x' * np.uint8(2)
np.float64(5).fromhex('0x1p3'), np.float64(2.5).hex()
"""))

area("printing", r"""
repr(a34), str(a34), repr(o3), str(s3), repr(p3), repr(t3), repr(u3), repr(m3), repr(d3), repr(c3), repr(z0), repr(a3.view(Sub)), repr(np.zeros((0, 3)))
repr(obad)
str(obad)
repr(np.array([Raises()]))
np.array2string(a34, precision=2, separator=', '), np.array2string(np.arange(2000.0)), np.array2string(a3, formatter={'float': boom})
np.array_repr(a3), np.array_str(a3), format(z0, '.2f'), format(a3, '')
format(a3, '.2f')
np.format_float_positional(1.5, 3, True), np.format_float_scientific(1e300), np.format_float_positional(np.longdouble(1) / 3), np.format_float_positional(np.float16(0.1), unique=False, precision=4)
np.format_float_positional('x')
np.format_float_positional(1.5, precision=Raises())
np.format_float_positional(1.5, trim='z')
np.format_float_scientific(1.5, exp_digits=Raises())
np.datetime_as_string(m3), np.datetime_as_string(m3, 's'), np.datetime_as_string(np.datetime64('now'), timezone='UTC'), np.datetime_as_string(m3, unit='zz')
np.datetime_as_string(a3)
np.datetime_as_string(m3, timezone=Raises())
np.base_repr(5), np.binary_repr(-3, 5), np.binary_repr(3)
repr(np.float64(1.5)), repr(np.longdouble('1e4000')), str(np.complex64(1j)), repr(np.datetime64('NaT')), repr(np.timedelta64(3)), repr(np.void(b'ab')), repr(np.bool(1)), repr(np.str_('x'))
'%d %s %r' % (np.int8(3), np.float32(1.5), np.float64(2))
with np.printoptions(legacy='1.13'): repr(a3), repr(np.float64(3))
with np.printoptions(legacy='1.25'): repr(a3), repr(np.float64(3)), repr(s3[0])
np.set_printoptions(precision='x')
a3.tofile('/dev/null'), a3.tofile('/dev/null', ' ', '%s')
o3.tofile('/dev/null')
a3.tofile('/dev/null', ' ', '%d %d')
a3.tofile(Raises())
np.fromfile('/dev/null'), np.fromfile('/dev/null', sep=' ')
np.fromfile('/nope')
np.fromfile(Raises())
np.fromfile('/dev/null', 'O')
f = io.BytesIO(); np.save(f, a3); f.seek(0); np.load(f)
f = io.BytesIO(); np.save(f, o3); f.seek(0); np.load(f, allow_pickle=True)
f = io.BytesIO(); np.save(f, o3); f.seek(0); np.load(f)
f = io.BytesIO(); np.save(f, s3); f.seek(3); np.load(f)
f = io.StringIO(); np.savetxt(f, a34); f.seek(0); np.loadtxt(f)
np.loadtxt(['1 2', '3 4']), np.loadtxt(['1,x', '2,y'], delimiter=',', dtype='i4,U1'), np.loadtxt(['1 2', '3 4'], converters={0: float}, usecols=(0,)), np.loadtxt(['a b'], dtype='O'), np.loadtxt(['1 2'], dtype='S3', encoding=None)
np.loadtxt(['1 2', '3'])
np.loadtxt(['1 2', 'x 4'])
np.loadtxt(['1 2', '3 4'], converters={0: boom})
np.loadtxt(['1 2', '3 4'], converters=boom)
np.loadtxt((boom() if i == 3 else '1 2' for i in range(6)))
np.loadtxt(['1 2', 3])
np.loadtxt(['1 2', '3 4'], dtype='O,O', converters={1: boom})
np.loadtxt(['1 2', 'a "b'], quotechar='"', dtype='U3')
np.loadtxt(['1 2', '3 4'], usecols=(5,))
np.loadtxt(['x' * 50, 'y'], dtype=T())
np.loadtxt(['2000-01-01', 'zz'], dtype='M8[D]')
np.genfromtxt(['1 2', '3 4'])
""")

area("pickle", [f"pickle.loads(pickle.dumps({v}, {p}))" for v, p in product(
    ("a3", "a34.T", "a34[::2]", "o3", "s3", "p3", "t3", "tn", "u3", "b3", "m3", "c3", "z0", "i34.astype('>i4')", "a3.view(Sub)", "np.float64(3)", "s3[0]", "np.datetime64('2000')", "np.add", "np.dtype('i4,O')", "np.random.default_rng(1)", "np.zeros((0, 3))"), (2, 5))]
     + lines(r"""
b = []; p = pickle.dumps(a34, 5, buffer_callback=b.append); pickle.loads(p, buffers=b)
pickle.dumps(obad)
pickle.dumps(np.array([lambda: 0]))
pickle.dumps(np.frompyfunc(boom, 1, 1))
a3.__reduce__(), a3.__reduce_ex__(5), o3.__reduce_ex__(5), a3.__reduce_ex__('x')
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('f8'), False, b'x' * 24))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('f8'), True, b'x' * 24))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('f8'), False, b'x' * 23))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('O'), False, [1, [2], 3]))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('O'), False, [1, 2]))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('O'), False, b'x' * 24))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), 'f8', False, b'x' * 24))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (-3,), np.dtype('f8'), False, b''))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (2**40, 2**40), np.dtype('f8'), False, b''))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('>f8'), False, b'x' * 24))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('f8'), False, '\u1234' * 24))
ma._reconstruct(np.ndarray, (0,), b'b').__setstate__((1, (3,), np.dtype('f8'), False, 'x' * 24))
x = ma._reconstruct(np.ndarray, (0,), b'b'); x.__setstate__((1, (3,), np.dtype('O'), False, [1, [2], 3])); x.__setstate__((1, (1,), np.dtype('f8'), False, b'x' * 8))
x = ma._reconstruct(np.ndarray, (0,), b'b'); x.__setstate__((1, (3,), np.dtype('f8'), False, b'x' * 24)); x.__setstate__((1, (1,), np.dtype('f8'), False, b'x' * 7))
ma._reconstruct(np.ndarray, (0,), 'zz')
ma._reconstruct(int, (0,), b'b')
ma._reconstruct(np.ndarray, Raises(), b'b')
ma._reconstruct(Sub, (2,), 'O')
a3.copy().__setstate__(3)
a3.copy().__setstate__((1, 2))
ma.scalar(np.dtype('f8'), b'x' * 8), ma.scalar(np.dtype('O'), [1]), ma.scalar(np.dtype('U2'), b'x\0\0\0y\0\0\0'), ma.scalar(np.dtype('i4,f8'), b'x' * 12)
ma.scalar(np.dtype('f8'), b'x' * 7)
ma.scalar(np.dtype('f8'))
ma.scalar('f8', b'x' * 8)
ma.scalar(np.dtype('i4,O'), b'x' * 12)
ma.scalar(np.dtype(T()), b'x' * 16), ma.scalar(np.dtype('M8[s]'), b'x' * 8)
ma.scalar(np.dtype('f8'), Raises())
a3.dumps(), a3.dump('/dev/null')
o3.dump(Raises())
np._core.multiarray._reconstruct(np.ma.MaskedArray, (0,), b'b')
pickle.loads(pickle.dumps(np.ma.masked_array([1, 2], [0, 1])))
"""))

area("buffers", [f"m = memoryview({v}); (m.format, m.shape, m.strides, m.readonly, m.nbytes); m.tobytes(); np.asarray(m)" for v in ("a3", "a34.T", "a34[::2]", "o3", "s3", "p3", "t3", "u3", "b3", "m3", "c3", "z0", "ro", "np.float64(3)", "np.str_('ab')", "np.bytes_(b'x')", "s3[0]", "np.zeros((0, 3))", "i34.astype('>i4')", "np.zeros(3, 'f2')", "np.zeros(2, '(2,3)i4,?,g')", "np.zeros(2, np.dtype('i1,f8', align=True))", "np.array([True])")]
     + [f"np._core._internal._dtype_from_pep3118({f!r})" for f in ("i", "<i", ">d", "T{i:a:d:b:}", "T{i:a:T{h:x:}:b:}", "(2,3)i", "3s", "5w", "Zd", "?", "zz", "T{i:a:", "(2", "^i", "@ilq", "x", "T{xxi:a:}", "O", "e", "g", "10x")]
     + lines(r"""
memoryview(a3)[0] = 5; memoryview(a3)[1]
memoryview(ro)[0] = 5
m = memoryview(np.zeros(3)); m.obj, m.release()
x = np.zeros(3); m = memoryview(x); x.shape = (3, 1); n = memoryview(x); x.dtype = 'i4'; memoryview(x); del m, n
x = np.zeros(3); m = memoryview(x); x.resize(5)
bytes(a3), bytearray(a34.T), a3.tobytes(), a3.data, a34.data.tolist(), a3.tolist()
hash(memoryview(ro)), a3.data == a3.data
np.frombuffer(a3), np.frombuffer(a34.T)
np.ndarray((3,), buffer=a3), io.BytesIO(a3).getvalue(), b'x'.join([ro, ro])
ctypes.c_double.from_buffer(a3), (ctypes.c_double * 3).from_buffer(a3)
ctypes.c_double.from_buffer(ro)
a3.ctypes.data, a3.ctypes.shape, a3.ctypes.strides, a3.ctypes.data_as(ctypes.c_void_p), a3.ctypes.get_as_parameter()
np.ctypeslib.as_array((ctypes.c_int * 3)()), np.ctypeslib.as_ctypes(a3), np.ctypeslib.as_ctypes_type('i4,f8'), np.ctypeslib.ndpointer('f8').from_param(a3)
np.ctypeslib.ndpointer('f8').from_param(i34)
a3.__array_interface__, a3.__array_struct__, a34.__array_interface__, s3.__array_struct__
a3.__buffer__(0) if hasattr(a3, '__buffer__') else 0
np.asarray(memoryview(b'abcdefgh').cast('h')), np.asarray(memoryview(b'abcdefgh').cast('b', (2, 4)))
np.asarray((ctypes.c_int * 2 * 3)()), np.asarray(ctypes.c_double(3)), np.asarray(type('S', (ctypes.Structure,), {'_fields_': [('x', ctypes.c_int), ('y', ctypes.c_double * 2)]})())
np.asarray(type('U', (ctypes.Union,), {'_fields_': [('x', ctypes.c_int), ('y', ctypes.c_double)]})())
import array; np.asarray(array.array('d', [1, 2])), np.asarray(array.array('u', 'ab'))
x = np.arange(6.0); x[1:].base, x[1:][1:].base is x, memoryview(x[::2]).obj
"""))

area("dlpack", r"""
np.from_dlpack(a3), np.from_dlpack(a34.T), np.from_dlpack(a34[::2]), np.from_dlpack(c3), np.from_dlpack(z0), np.from_dlpack(np.array([True])), np.from_dlpack(np.zeros((0, 3)))
a3.__dlpack__()
a3.__dlpack__(max_version=(1, 0))
a3.__dlpack__(max_version=(0, 5), copy=True)
a3.__dlpack__(max_version='x')
a3.__dlpack__(max_version=(1,))
a3.__dlpack__(max_version=(1, Raises()))
a3.__dlpack__(stream=3)
a3.__dlpack__(dl_device=(2, 0))
a3.__dlpack__(dl_device='x')
a3.__dlpack__(dl_device=(1, Raises()))
a3.__dlpack__(copy='x')
a3.__dlpack__(copy=True), a3.__dlpack__(copy=False)
ro.__dlpack__()
ro.__dlpack__(max_version=(1, 0)), np.from_dlpack(ro)
o3.__dlpack__()
s3.__dlpack__()
i34.astype('>i4').__dlpack__()
np.array(['x']).__dlpack__()
m3.__dlpack__()
stride_tricks.as_strided(np.zeros(9, 'i1'), (2,), (1,)).view('i1').__dlpack__()
a3.__dlpack_device__()
np.from_dlpack(3)
np.from_dlpack(Raises())
np.from_dlpack(type('X', (), {'__dlpack__': boom, '__dlpack_device__': lambda s: (1, 0)})())
np.from_dlpack(type('X', (), {'__dlpack__': lambda s, **k: 3, '__dlpack_device__': lambda s: (1, 0)})())
np.from_dlpack(type('X', (), {'__dlpack__': lambda s: a3.__dlpack__(), '__dlpack_device__': lambda s: (1, 0)})())
np.from_dlpack(type('X', (), {'__dlpack__': lambda s, **k: a3.__dlpack__(**k), '__dlpack_device__': lambda s: (1, 0)})())
np.from_dlpack(type('X', (), {'__dlpack__': lambda s, **k: a3.__dlpack__(), '__dlpack_device__': lambda s: (1, 0)})(), copy=True, device='cpu')
np.from_dlpack(a3, device='gpu')
np.from_dlpack(a3, copy=Raises())
c = a3.__dlpack__(); X = type('X', (), {'__dlpack__': lambda s, **k: c, '__dlpack_device__': lambda s: (1, 0)}); np.from_dlpack(X()); np.from_dlpack(X())
c = a3.__dlpack__(max_version=(1, 0)); del c
x = np.from_dlpack(np.arange(5)); y = np.from_dlpack(x[1:]); del x; y.sum(); y.base
""")

area("structured", r"""
x = s3.copy(); x['f2'] = [1, 2]; x['f2'], x[['f0', 'f2']], x[1], x[1]['f2'], x['f0'][1]
x = s3.copy(); x['f2'] = [[1], [2], [3]]
x = s3.copy(); x['f2'] = 'new'; x[['f0', 'f2']] = (1, 2); x[0] = (7, 8, {}); x[:] = x[::-1]
x = s3.copy(); x['nope']
x = s3.copy(); x[['f0', 'nope']]
x = s3.copy(); x[['f0', 3]]
x = s3.copy(); x['f0'] = 'zz'
x = s3.copy(); x['f0'] = Raises()
x = s3.copy(); x[1] = (1, 2)
x = s3.copy(); x[1] = (1, Raises(), [3])
x = s3.copy(); x[1] = ([], 2, [3])
x = s3.copy(); x.fill((1, 2, [3]))
x = s3.copy(); x.fill((1, 2))
s3 == s3, s3 != s3[::-1], p3 == p3, p3 == np.zeros(3, 'i4,f4')
s3 == a3
p3 < p3
np.sort(p3, order='b'), np.argsort(p3, order=['a', 'b']), np.sort(p3, order='nope')
np.sort(s3)
s3.view(np.recarray).f2, s3.view(np.recarray).nope
s3.getfield('i4', 0), s3['f2'].tolist(), s3.tolist(), s3.item(0), s3.itemset if hasattr(s3, 'itemset') else 0
s3.getfield('O', 12)
s3.getfield('O', 0)
s3.getfield('f8', 100)
x = p3.copy(); x.setfield(5, 'i4', 0), x.setfield([1, 2], 'i4', 0)
x = s3.copy(); x.setfield(5, 'i4', 0)
s3.astype([('a', 'i4'), ('b', 'O'), ('c', 'O')]), s3.astype([('a', 'O'), ('b', 'i4'), ('c', 'f8')])
np.concatenate([s3, s3]), np.concatenate([p3, p3.astype('f8,f8')]), np.concatenate([s3, a3])
np.lib.recfunctions.structured_to_unstructured(p3) if hasattr(np.lib, 'recfunctions') else 0
s3.take([0, 1]), s3.repeat(2), np.where([1, 0, 1], s3, s3[::-1]), np.choose([0, 1, 0], [s3, s3]), s3.compress([1, 0, 1]), s3[[0, 2]], s3[s3['f0'] > 1]
x = s3.copy(); x[[0, 0]] = s3[1]; x[x['f0'] > 1] = (1, 2, 3); x.put([0, 1], [(1, 2, [3])]); np.place(x, [1, 0, 1], x); np.putmask(x, [1, 0, 1], x)
x = s3.copy(); x.resize(5); x.resize(1)
x = s3.copy(); x.byteswap(), x.byteswap(True)
np.zeros(2, [('a', 'O', (2,)), ('b', [('c', 'O')])]); np.zeros(2, [('a', 'O', (2,))])['a'][0][1]
x = np.zeros(2, [('a', 'O', (2,)), ('b', [('c', 'O')])]); x['a'] = [[1], [2]]; x['b']['c'] = [[3], [4]]; x[0] = ([5, 6], ([7],)); x.copy()
x = np.zeros(2, [('a', T()), ('b', 'i4')]); x['a'] = 'x' * 50; x[0] = ('y' * 60, 3); x.copy(), x[['a']], x['a'][0]
x = np.zeros(2, [('a', T()), ('b', 'i4')]); x[0] = ('y' * 60, 'z')
np.rec.array(s3).f0, np.rec.array(s3)[0].f2
x = np.array([(1, 'a')], dtype=[(('t', 'n'), 'i4'), ('m', 'U1')]); x['t'], x['n'], x.dtype.fields['t']
s3.any(), s3.all()
p3.any(), p3.nonzero(), p3.argmax()
np.unique(p3), np.isin(p3, p3[:1])
x = np.zeros(3, {'names': ['a', 'b'], 'formats': ['O', 'O'], 'offsets': [0, 0]})
x = np.zeros(3, {'names': ['a', 'b'], 'formats': ['O', 'i4'], 'offsets': [8, 0], 'itemsize': 32}); x['a'] = [[], [], []]; x['b'] = 3; x.copy(); x.tolist(); x[1]
""")

area("objects", r"""
on + on, on * 2, -on, abs(on), on ** 2, on / on, on == on, on < 2, np.sqrt(on.astype('f8').astype('O')), on @ on, on.sum(), on.prod(), on.max(), on.min(), on.cumsum(), on.any(), on.all(), np.add.reduce(on), np.maximum.accumulate(on)
np.sqrt(on)
o3 + 1
obad + obad
obad * 2
obad.sum()
obad == 1, obad < 1
-obad
np.logical_and(obad, obad)
np.abs(obad)
obad @ obad
np.dot(obad, obad)
obad.sort()
np.argsort(obad)
obad.argmax()
obad.nonzero()
obad.astype(bool)
obad.any()
obad.cumsum()
obad.clip(0, 1)
np.maximum(obad, 1)
np.unique(obad)
np.searchsorted(on, Raises())
np.isnan(on)
np.add(on, on, out=np.zeros(3))
np.add(on, on, out=np.zeros(3, 'i4'), casting='unsafe'), np.add(on, on, dtype='f8', casting='unsafe'), np.add(a3, on), np.add(on, on, out=np.zeros(3, 'O'), where=[1, 0, 1])
np.add.reduce(np.zeros((0, 3), 'O')), np.add.reduce(np.zeros((3, 0), 'O'), axis=1), np.maximum.reduce(np.zeros(0, 'O'))
np.add.reduce(np.array([[1], [2]], 'O')), np.add.reduce(np.array([[[1]], [[2]]], 'O'), initial=[3], where=True)
np.add.at(on.copy(), [0, 0], 5), np.add.reduceat(on, [0, 1]), np.add.outer(on, on), np.add.at(on.copy(), [0, 1], Raises())
np.frompyfunc(lambda a, b: [a, b], 2, 1)(on, on), np.frompyfunc(lambda a: (a, a), 1, 2)(on), np.frompyfunc(boom, 1, 1)(on)
np.frompyfunc(lambda a: (a,), 1, 2)(on)
np.frompyfunc(lambda a: a, 1, 2)(on)
np.frompyfunc(lambda a, b: a, 2, 1, identity=0).reduce(on), np.frompyfunc(boom, 2, 1).reduce(on), np.frompyfunc(boom, 2, 1).accumulate(on)
np.frompyfunc(boom, 1, 1)(on, out=np.zeros(3, 'O'))
np.frompyfunc(3, 1, 1)(on)
np.frompyfunc(boom, 99, 99)
np.vectorize(lambda x: x + 1)(a3), np.vectorize(boom)(a3), np.vectorize(lambda x: [x], otypes='O')(a3)
on.tolist(), on.item(0), on.take([0, 1]), on.repeat(2), on.copy(), on[::-1].copy(), on.reshape(3, 1).T.copy(), on.flatten(), on.ravel('F'), list(on), list(on.flat), on.flat[1], on.flat[:2], np.sort(on), on.argsort(), np.partition(on, 1), on.searchsorted(2), on.clip(1, 2)
x = on.copy(); x[0] = [1]; x[1:] = x[:-1]; x.fill({}); x[...] = None; x.flat = [1, 2]; x.flat[0] = {}; x.itemset(0, 1) if hasattr(x, 'itemset') else 0
x = on.copy(); x.resize(9); x[5] = {}; x.resize(2)
x = on.copy(); x.put([0, 1], [[], {}]); np.putmask(x, [1, 0, 1], [{}]); np.place(x, [1, 0, 1], [{}]); np.copyto(x, {}, where=[1, 0, 1]); x[[0, 1]] = [[1], [2]]; x[x == None] = 1; x[np.array([True, False, True])] = {}
x = on.copy(); x[[0, 1]] = Raises(); x[9] = 1
x = np.empty(3, 'O'); x[0] = x; x[0] = None
np.where([1, 0, 1], on, None), np.where([1, 0, 1], a3, on), np.choose([0, 1, 0], [on, o3]), np.select([[1, 0, 1]], [on], None)
np.concatenate([on, a3]), np.stack([on, o3]), np.concatenate([on, on], dtype='f8', casting='unsafe'), np.concatenate([obad, a3], dtype='f8', casting='unsafe')
np.concatenate([on, on], out=np.zeros(6), casting='unsafe')
np.einsum('i,i', on, on), np.einsum('i,j->ij', on, on), np.einsum('i,i', obad, obad), np.tensordot(on, on, 1), np.inner(on, on), np.outer(on, on), np.kron(on, on), np.correlate(on, on), np.convolve(obad, obad)
np.trace(np.ones((3, 3), 'O')), np.diagonal(np.ones((3, 3), 'O')), np.cross(on, on), np.linalg.norm(a3)
np.array_equal(on, on), np.nonzero(on), np.count_nonzero(on), np.lexsort((on, on)), np.bincount(on)
np.fromiter([[1], [2]], 'O'), np.arange(0, 3, 1, 'O'), np.ones(3, 'O'), np.array([[], {}, set()], 'O').copy()
on.view('O'), on.T, on.real, on.imag, on.conj()
obad.imag, obad.conj()
divmod(on, 2), np.divmod(on, 2), on // 2, on % 2, np.floor(np.array([1.5], 'O')), np.gcd(np.array([4], 'O'), 2), np.lcm(np.array([4], 'O'), 2), np.left_shift(np.array([4], 'O'), 2), np.power(on, 3)
np.gcd(np.array([None], 'O'), 2)
np.logical_not(o3), np.logical_or(o3, 3), np.isfinite(o3.astype('O'))
np.sign(on), np.sign(o3)
np.sum(np.array(['a', 'b'], 'O')), np.prod(np.array([[1], 2], 'O')), np.mean(on), np.std(on)
""")

area("strings", r"""
np.strings.add(u3, u3), np.strings.multiply(u3, 3), np.strings.find(u3, 'b'), np.strings.replace(u3, 'b', 'cc'), np.strings.upper(u3), np.strings.center(u3, 9), np.strings.strip(u3), np.strings.startswith(u3, 'a'), np.strings.isalpha(u3), np.strings.str_len(u3), np.strings.partition(u3, 'b'), np.strings.zfill(u3, 5), np.strings.expandtabs(u3)
np.strings.add(b3, b3), np.strings.multiply(b3, 3), np.strings.find(b3, b'b'), np.strings.replace(b3, b'b', b'cc'), np.strings.encode(u3, 'ascii'), np.strings.decode(b3), np.strings.mod(u3, 3), np.strings.translate(u3, {97: 'b'})
np.strings.add(t3, t3), np.strings.multiply(t3, 3), np.strings.find(t3, 'b'), np.strings.replace(t3, 'b', 'c' * 30), np.strings.center(t3, 50), np.strings.strip(t3), np.strings.startswith(t3, 'a'), np.strings.isalpha(t3), np.strings.str_len(t3), np.strings.partition(t3, 'b'), np.strings.zfill(t3, 50), np.strings.expandtabs(t3), np.strings.ljust(t3, 60), np.strings.slice(t3, 2)
np.strings.add(tn, tn)
np.strings.multiply(tn, 3)
np.strings.find(tn, 'b')
np.strings.replace(tn, 'b', 'cc')
np.strings.isalpha(tn)
np.strings.multiply(t3, 2**62)
np.strings.multiply(t3, -1), np.strings.multiply(t3, [1, 2, 3])
np.strings.center(t3, 50, 'xx')
np.strings.index(t3, 'zz')
np.strings.index(u3, 'zz')
np.strings.add(t3, u3), np.strings.add(t3, 'x' * 50), t3 + t3, t3 == t3, t3 < 'b', t3 == None, np.add(t3, t3, out=t3.copy()), np.add(t3, t3, where=[1, 0, 1], out=t3.copy())
t3 + 1
t3 + tn
t3 + b3
np.add(t3, t3, out=np.zeros(3, 'U3'))
np.add.reduce(t3)
t3.sort, np.sort(t3), np.argsort(t3), np.unique(t3), np.maximum(t3, t3[::-1]), t3.max(), t3.argmax(), np.searchsorted(np.sort(t3), 'b'), np.isin(t3, 'a'), t3.any(), t3.astype(bool), np.nonzero(t3), np.sort(tn), np.isnan(tn)
t3.copy(), t3[::-1].copy(), t3[[0, 1]], t3[t3 == 'a'], t3.take([1]), t3.repeat(3), np.concatenate([t3, tn]), np.concatenate([t3, t3]), np.where([1, 0, 1], t3, 'q' * 40), t3.tolist(), t3.item(1), t3.reshape(3, 1), np.stack([t3, t3]), np.tile(t3, 2), np.roll(t3, 1), np.insert(t3, 1, 'zz' * 30)
x = t3.copy(); x[0] = 'z' * 100; x[1] = 'z'; x[2] = ''; x[0] = 'y' * 20; x[:] = x[::-1]; x.fill('w' * 70); x[[0, 1]] = ['e' * 30, 'f']; x[x == 'f'] = 'g' * 99; x.flat[0] = 'h' * 40; x.put(1, 'i' * 40)
x = t3.copy(); x[0] = 3; x[1] = None
x = tn.copy(); x[0] = None; x[1] = 'x' * 50; x[:] = [None, 'y' * 60, None]
x = t3.copy(); x.resize(7)
x = np.empty(3, T()); x[0] = 'abc' * 20; y = x.copy(); del x; y[0]
x = np.full((4, 4), 'abc' * 20, T()); y = x[::2, ::2]; del x; y[0, 0] = 'q' * 50; y.astype('U').astype(T())
np.array(['a', 'b' * 50], T()).astype(T(coerce=False)).astype(T(na_object=None))
np.array([b'a'], T()), np.array([1.5, None], T())
np.char.add(u3, u3), np.char.chararray((2,), 3), np.char.array(u3) + 'x', np.char.array(u3) == 'a', np.char.join('-', u3), np.char.split(u3), np.char.splitlines(u3), np.char.title(u3)
np.char.add(u3, 3)
np.char.join(3, u3)
np._core.multiarray._vec_string(u3, 'U5', 'upper'), np._core.multiarray._vec_string(u3, 'U5', 'nope')
np._core.multiarray._vec_string(u3, 'U5', 'center', (Raises(),))
np._core.multiarray._vec_string(u3, 'i8', 'find', ('b',)), np._core.multiarray._vec_string(u3, 'O', 'split')
np._core.multiarray.compare_chararrays(u3, u3, '==', True), np._core.multiarray.compare_chararrays(u3, b3, '<', False)
np._core.multiarray.compare_chararrays(u3, a3, '==', True)
u3 + u3, u3 == u3, u3 < 'b', u3 + 'x', u3 * 3
u3 == b3
np.strings.find(u3, Raises())
np.strings.replace(u3, 'b', Raises())
np.strings.translate(u3, boom)
np.strings.encode(u3, 'zz')
np.strings.decode(np.array([b'\xff']), 'ascii')
np.strings.add(u3, u3, out=np.zeros(3, 'U1'))
""")

area("ufuncs", r"""
np.add(a3, 1), np.add(a3, i34[:, :3]), np.add(a3, a3, out=a3.copy()), np.add(a3, a3, a3.copy()), np.add(a3, a3, where=[1, 0, 1]), np.add(a3, a3, dtype='f4', casting='unsafe'), np.add(a3, a3, order='F'), np.add(a3, a3, subok=False), np.add(1, 2), np.add([1, 2], [3, 4]), np.add(z0, z0, out=...)
np.add(a3)
np.add(a3, a3, a3, a3)
np.add(a3, a3, out=a3, bogus=1)
np.add(a3, a3, a3.copy(), out=a3.copy())
np.add(a3, a34)
np.add(a3, a3, out=np.zeros(2))
np.add(a3, a3, out=np.zeros(3, 'i4'))
np.add(a3, a3, out=ro)
np.add(a3, a3, out='x')
np.add(a3, a3, out=(1, 2))
np.add(a3, a3, out=(np.zeros(3), np.zeros(3)))
np.add(a3, a3, where='x')
np.add(a3, a3, where=Raises())
np.add(a3, a3, dtype='zz')
np.add(a3, a3, dtype='S')
np.add(a3, a3, casting='zz')
np.add(a3, a3, casting='no', dtype='f4')
np.add(a3, a3, order='zz')
np.add(a3, a3, sig='dd->d'), np.add(a3, a3, signature=('f8', None, None)), np.add(a3, a3, signature='dd->zz')
np.add(a3, a3, signature=(1, 2))
np.add(a3, a3, signature='dd->d', dtype='f8')
np.add(u3, a3)
np.add(s3, s3)
np.add(m3, m3)
np.add(m3, d3), np.subtract(m3, m3), np.multiply(d3, 2), np.divide(d3, d3), np.isnat(m3), np.less(m3, m3)
np.add(a3, Raises())
np.add(Raises(), a3)
np.add(a3, Override()), np.add(Override(), Override(), out=Override()), np.add.reduce(Override()), np.add.at(Override(), 1, 2), np.add.outer(Override(), 1), np.add.reduceat(Override(), 1), np.add.accumulate(Override()), np.add(a3, a3, out=Override(), where=Override())
np.add(a3, OverrideRaises())
np.add.reduce(OverrideRaises())
np.add(a3, OverrideNot())
np.add(a3, NoUfunc())
a3 + NoUfunc()
a3 + Override()
a3.view(SubWrap) + 1
np.add(a3.view(Sub), 1), np.add(a3.view(Sub), a3, out=a3.copy()), np.sin(a3.view(Sub)), np.modf(a3.view(Sub))
np.sin(a3), np.sin('x'), np.sin(o3)
np.sin(np.array([1, 'x'], 'O'))
np.modf(a3), np.modf(a3, out=(None, a3.copy())), np.divmod(a3, 2), np.frexp(a3), np.ldexp(a3, 2)
np.divide(1, 0.0), np.divide(a3, 0), np.log(-a3), np.floor_divide(i34, 0), np.exp(a3 * 1e3), np.sqrt(-1)
with np.errstate(all='raise'): np.divide(a3, 0)
with np.errstate(all='raise'): np.add.reduce(np.array([1e308, 1e308]))
with np.errstate(all='raise'): np.array([1e300]).astype('f4')
with np.errstate(all='call', call=boom): np.divide(a3, 0)
with np.errstate(all='call', call=lambda *a: None): np.divide(a3, 0)
with np.errstate(all='log', call=type('L', (), {'write': lambda s, m: None})()): np.divide(a3, 0)
with np.errstate(all='log', call=type('L', (), {'write': boom})()): np.divide(a3, 0)
np.seterr(all='zz')
np.seterrcall(3)
np.geterr(), np.geterrcall(), np.setbufsize(8192), np.getbufsize()
np.setbufsize(-1)
np.add.outer(a3, a3), np.add.outer(a3, i34), np.add.at(a3.copy(), [0, 0], 1), np.add.at(a3.copy(), ([0, 1],), [1, 2]), np.negative.at(a3.copy(), 1)
np.add.at(a3.copy(), [9], 1)
np.add.at(a3.copy(), [0, 1], [1, 2, 3])
np.add.at(ro, [0], 1)
np.add.at(a3.copy(), [0], 'x')
np.add.at(i34.copy(), 0, 1.5)
np.add.at(Raises(), 0, 1)
np.modf.at(a3, 1)
np.add.at(a3.copy(), 1)
np.matmul(a34, a34.T), np.matmul(a34, a3[:, None] if 0 else np.ones((4, 2))), np.matmul(a3, a3), np.vecdot(a3, a3), np.matvec(a34, np.ones(4)), np.vecmat(np.ones(3), a34)
np.matmul(a34, a34)
np.matmul(a3, 3)
np.matmul(a34, a34.T, out=np.zeros((2, 2)))
np.matmul(a34, a34.T, axes=[(0, 1), (0, 1), (0, 1)]), np.matmul(a34, a34.T, axes=[1, 2, 3])
np.matmul(a34, a34.T, axes='x')
np.matmul(a34, a34.T, axes=[(0, 1), (0, 'x'), (0, 1)])
np.matmul(a34, a34.T, axis=0)
np.vecdot(a3, a3, axis=0), np.vecdot(a3, a3, axis=5), np.vecdot(a3, a3, keepdims=True)
np.vecdot(a3, a3, keepdims='x' * 3)
np.linalg.inv(np.eye(3)), np.linalg.solve(np.eye(3), a3), np.linalg.det(np.eye(3)), np.linalg.svd(a34), np.linalg.eig(np.eye(3))
np.linalg.inv(np.zeros((3, 3)))
np.linalg.cholesky(-np.eye(3))
np.add.types, np.add.signature, np.add.identity, np.add.nargs, np.add.__doc__, np.add.__name__, repr(np.add), np.matmul.signature, np.add.ntypes, np.add.__signature__ if hasattr(np.add, '__signature__') else 0
np.add.nope
np.add.reduce.__name__, hash(np.add), np.add == np.add, copy.copy(np.add)
np.clip(a3, 0, 1), np.clip(a3, None, 1), np.clip(a3, 'x', 1)
np.core.umath if 0 else np._core.umath._add_newdoc_ufunc
np._core.umath._get_extobj_dict() if hasattr(np._core.umath, '_get_extobj_dict') else 0
a3 + 1, a3 - a3, a3 * 2, a3 / 2, a3 // 2, a3 % 2, a3 ** 2, a3 ** 0.5, -a3, abs(a3), a3 == 1, a3 < 1, i34 & 1, i34 | 1, i34 ^ 1, i34 << 1, ~i34, divmod(a3, 2), a34 @ a34.T
x = a3.copy(); x += 1; x -= a3; x *= 2; x /= 2; x //= 1; x **= 2; x %= 3
x = i34.copy(); x /= 2
x = i34.copy(); x += 1.5
x = i34.copy(); x += 'x'
x = a3.copy(); x @= a34
a3 @ a34.T
a3 + 'x'
a3 & 1
a3 == 'x', a3 == None, a3 == [1, 2], a3 != Raises()
a3 < 'x'
a3 == u3
a3 < s3
pow(a3, 2, 3)
bool(a3)
bool(np.zeros(0))
int(a3), float(z0), int(np.array([1])), complex(z0), operator.index(np.array(3)), operator.index(z0)
np.isfinite(a3), np.signbit(a3), np.spacing(a3), np.nextafter(a3, 1), np.copysign(a3, -1), np.hypot(a3, a3), np.gcd(i34, 2), np.heaviside(a3, 1), np.bitwise_count(i34), np.float_power(a3, 2), np.power(i34, 2), np.cbrt(a3)
np.power(i34, -1)
np.array([1.0], 'g') + 1, np.array([1j], 'G') * 2, np.array([1], 'f2') + np.float16(1)
np.nan_to_num(a3), np.isclose(a3, a3), np.allclose(a3, a3), np.array_equiv(a3, a3), np.interp(1.5, a3, a3), np.convolve(a3, a3), np.histogram(a3), np.cov(a34), np.gradient(a3), np.trapezoid(a3), np.unwrap(a3), np.i0(a3), np.sinc(a3), np.digitize(a3, [1, 2])
""")

area("reductions", r"""
a34.sum(), a34.sum(0), a34.sum((0, 1)), a34.sum(axis=1, keepdims=True), a34.sum(dtype='f4'), a34.sum(out=np.zeros(())), a34.sum(0, out=np.zeros(4)), a34.sum(where=a34 > 3), a34.sum(initial=5), a34.prod(), a34.max(), a34.min(1), a34.argmax(), a34.argmin(1), a34.mean(), a34.std(0), a34.var(), a34.any(), a34.all(1), a34.ptp if hasattr(a34, 'ptp') else 0, a34.cumsum(), a34.cumprod(1), a34.trace(), np.median(a34), np.percentile(a34, 30), np.average(a34, weights=a34), np.nansum(a34), np.nanmax(a34), np.count_nonzero(a34, 1)
a34.sum(5)
a34.sum((0, 0))
a34.sum('x')
a34.sum(Raises())
a34.sum((0, Raises()))
a34.sum(out=np.zeros(3))
a34.sum(0, out=np.zeros(4, 'i4'))
a34.sum(0, out='x')
a34.sum(where='x')
a34.sum(initial='x')
a34.sum(initial=Raises())
a34.sum(dtype='zz')
a34.sum(dtype='S')
a34.sum(bogus=1)
np.add.reduce(), np.add.reduce(a34, 0, None, None, True, 5, True, 7)
np.maximum.reduce(np.zeros((0, 3)))
np.maximum.reduce([]), np.minimum.reduce(np.zeros((3, 0)), axis=1)
np.maximum.reduce(np.zeros((0, 3)), initial=1), np.maximum.reduce(a34, where=a34 > 3, initial=0), np.maximum.reduce(a34, where=a34 > 3)
np.subtract.reduce(a34), np.divide.reduce(a34), np.subtract.reduce(a34, axis=(0, 1))
np.divmod.reduce(a34)
np.sin.reduce(a34)
np.add.reduce(u3)
np.add.reduce(s3)
np.add.reduce(m3)
np.add.reduce(d3), m3.max(), d3.min(), np.maximum.reduce(d3), m3.argmin(), d3.mean(), d3.sum()
np.add.accumulate(a34), np.add.accumulate(a34, 1), np.add.accumulate(a34, 0, 'f4'), np.add.accumulate(a34, out=np.zeros((3, 4))), np.add.accumulate(a34, 5)
np.add.accumulate(z0)
np.add.accumulate(a34, out=np.zeros(3))
np.add.reduceat(a34, [0, 1]), np.add.reduceat(a34, [0, 2], 1), np.add.reduceat(a34, [9])
np.add.reduceat(a34, ['x'])
np.add.reduceat(a34, [0, 1], out=np.zeros(7))
np.add.reduceat(a34, Raises())
np.add.reduceat(a3, [1, 0, 2], 0, 'f4')
np.logical_and.reduce(a34), np.bitwise_or.reduce(i34, 1), np.logical_or.reduce(o3), np.gcd.reduce(i34), np.multiply.reduce(c3), np.hypot.reduce(a3)
np.bitwise_or.reduce(a34)
a34.argmax(5)
a34.argmax(out=np.zeros(3))
a34.argmax(1, out=np.zeros(3, 'i8')), np.argmax(a34, axis=0, keepdims=True), np.zeros((0, 3)).argmax(1) if 0 else 0
np.zeros((0, 3)).argmax(0)
s3.argmax()
o3.argmax()
a34.mean(axis=7)
np.mean(np.zeros(0)), np.var(np.zeros(0))
a34.cumsum(axis=9)
a34.dot(np.ones(4)), np.dot(a34, a34.T), np.dot(a3, a3, out=np.zeros(())), np.dot(a34, a34.T, out=np.zeros((3, 3)))
np.dot(a34, a34)
np.dot(a3, a3, out=np.zeros(3))
np.dot(a3, Raises())
np.vdot(a3, a3), np.vdot(a3, np.ones(2))
np.inner(a34, a34), np.inner(a34, a3)
np.correlate(a3, a3, 2), np.correlate(a3, 'x')
np.einsum('ij,kj->ik', a34, a34), np.einsum('ij->', a34), np.einsum('ii->i', np.eye(3)), np.einsum(a34, [0, 1], [1, 0]), np.einsum('i,i', a3, a3, out=np.zeros(())), np.einsum('ij,jk,kl', a34, a34.T, a34, optimize=True), np.einsum('...i->...', a34), np.einsum('ij->ji', i34, dtype='f4', casting='unsafe'), np.einsum_path('ij,jk', a34, a34.T)
np.einsum('ij,jk', a34, a34)
np.einsum('i', a34)
np.einsum('i->zz', a3)
np.einsum('i1', a3)
np.einsum(3, a3)
np.einsum()
np.einsum('i,i', a3)
np.einsum('i,i', a3, Raises())
np.einsum('i->i', a3, out=np.zeros(2))
np.einsum('i->i', a3, out='x')
np.einsum('i->i', a3, order='zz')
np.einsum('i->i', a3, dtype='zz')
np.einsum('i->i', a3, casting='no', dtype='i4')
np.einsum(a34, [0, Raises()])
np.einsum(a34, [0, 99])
np.einsum(a34, 'x')
np.einsum('ij,ij->i', u3.reshape(1, 3), u3.reshape(1, 3))
np.bincount(i34[0]), np.bincount([1, 2], [0.5, 1], 5), np.bincount([-1])
np.bincount([1], [1, 2])
np.bincount('x')
np.packbits([1, 0, 1]), np.unpackbits(np.array([3], 'u1')), np.packbits(a3)
np.unpackbits(a3)
np.diff(a34), np.ediff1d(a3), np.cumulative_sum(a3), np.interp('x', a3, a3)
np._core.multiarray.interp(1, a3, np.ones(2))
""")

area("indexing", r"""
a34[1], a34[1, 2], a34[-1], a34[:, 1], a34[::2, ::-1], a34[..., 0], a34[None], a34[[0, 1]], a34[[0, 1], [1, 2]], a34[a34 > 3], a34[np.ix_([0, 1], [1, 2])], a34[:, [0, 1]], a34[()], a34[...], a34[np.int8(1)], a34[True], a34[False], a34[[True, False, True]], a34[[], []], a34[a3.astype(int)], z0[()], z0[...], a34[1:2, [0], None, 1]
a34[9]
a34[1, 2, 3]
a34['x']
a34[1.5]
a34[Raises()]
a34[Raises(), 1]
a34[[0, 9]]
a34[[0, 1], [0, 1, 2]]
a34[[True, False]]
a34[[0.5]]
a34[['x']]
a34[[0, Raises()]]
a34[..., ...]
a34[(0,) * 70]
a34[None, None, (None,) * 70]
a34[[[0, 1], [2]]]
a34[slice('x')]
a34[::0]
a34[slice(Raises(), None)]
a34[slice(0, 1, Raises()), 1]
a34[o3]
a34[{}]
a34[a34.view(Sub) > 1], a34.view(Sub)[1], a34.view(Sub)[[0, 1]]
x = a34.copy(); x[1] = 5; x[1, 2] = 3; x[:] = 1; x[[0, 1]] = [[1], [2]]; x[x > 1] = 0; x[..., 0] = a3; x[[0, 1], [1, 2]] = 9; x[:, [0, 1]] = 3; x[()] = 1; x[True] = 2; x[x > 100] = []
x = a34.copy(); x[1] = [1, 2]
x = a34.copy(); x[9] = 1
x = a34.copy(); x[[0, 9]] = 1
x = a34.copy(); x[[0, 1]] = [1, 2, 3]
x = a34.copy(); x[x > 1] = [1, 2, 3]
x = a34.copy(); x[[0, 1]] = 'x'
x = a34.copy(); x[1, 1] = 'x'
x = a34.copy(); x[[0, 1]] = Raises()
x = a34.copy(); x[x > 1] = Raises()
x = a34.copy(); x[1] = Raises()
x = a34.copy(); x[Raises()] = 1
x = a34.copy(); x['a'] = 1
x = a34.copy(); x[[True] * 9] = 1
x = a34.copy(); x[np.zeros((3, 4), bool), 1] = 1
x = i34.copy(); x[:] = 1.5; x[[0, 1]] = np.array([1.5]); x[0, 0] = 1e300
x = i34.copy(); x[0] = np.array(['x'] * 4)
ro[1] = 1
ro[[1]] = 1
ro[ro > 1] = 1
del a34[1]
a34.take([0, 1]), a34.take([0, 1], 1), a34.take(9, mode='clip'), a34.take(5, mode='wrap'), a34.take([0, 1], out=np.zeros(2)), a34.take([[0, 1]], axis=0)
a34.take(99)
a34.take([0], 5)
a34.take(['x'])
a34.take(Raises())
a34.take([0], mode='zz')
a34.take([0, 1], out=np.zeros(3))
a34.take([0, 1], out=np.zeros(2, 'O')), o3.take([0, 1], out=np.zeros(2, 'O')), o3.take([0, 9], mode='clip')
a34.take([0, 99], out=np.zeros(2))
x = a34.copy(); x.put([0, 1], [5, 6]); x.put(0, 1, mode='wrap'); x.put([0, 1], []); x.put(99, 1)
x = a34.copy(); x.put('x', 1)
x = a34.copy(); x.put([0], 'x')
x = a34.T.copy('F'); x.put([0, 99], [1, 2])
o3.copy().put([0, 99], [[]])
a34.choose([1, 2])
i34[0].choose([a34[0]] * 4), np.choose([0, 1], [[1, 2], [3, 4]], mode='clip'), np.choose([0, 9], [[1, 2], [3, 4]])
np.choose([0, 1], [[1, 2], Raises()])
np.choose([0, 1], [[1, 2], [3, 4]], out=np.zeros(5))
np.choose([0, 1], [[1, 2], [3, 4]], out=np.zeros(2, 'i8'))
a34.compress([1, 0, 1], 0), a34.compress([1, 0, 1]), a34.compress(Raises())
a34.compress([[1]])
a34.nonzero(), np.argwhere(a34), np.flatnonzero(a34), z0.nonzero()
np.where(a34 > 1), np.where(a34 > 1, 1, 2), np.where(a34 > 1, 'x', a34)
np.where(a34 > 1, 1)
np.where(a34, Raises(), 1)
np.where([1, 0], [1, 2, 3], 1)
np.place(a34.copy(), a34 > 1, [1, 2]), np.putmask(a34.copy(), a34 > 1, [1, 2]), np.extract(a34 > 1, a34), np.copyto(a34.copy(), 1, where=a34 > 1)
np.place(a34.copy(), a34 > 1, [])
np.place(a34.copy(), [1], [1])
np.place(a34.copy(), a34 > 1, 'x')
np.putmask(a34.copy(), [1], 1)
np.putmask(a34.copy(), a34 > 1, Raises())
np.putmask(ro, ro > 1, 1)
a34.item(), a34.item(3)
a34.item(1, 2), a34.item((1, 2)), a34.item(99), a34.item('x')
a34.diagonal(), a34.diagonal(1), a34.swapaxes(0, 1), a34.transpose(1, 0), a34.squeeze(), a34.ravel(), a34.reshape(4, 3), a34.reshape(-1), a34.flatten(), a34.repeat(2, 0), a34.repeat([1, 2, 3], 0), a34.T, a34.mT, np.moveaxis(a34, 0, 1), np.rollaxis(a34, 1), np.expand_dims(a34, 0), np.broadcast_to(a3, (2, 3)), np.flip(a34), np.rot90(a34), np.roll(a34, 1), np.tile(a34, 2), np.resize(a34, (5, 5)), np.pad(a34, 1), np.append(a34, 1), np.delete(a34, 1), np.insert(a34, 1, 5), np.split(a34, 2, 1), np.block([[a34, a34]]), np.trim_zeros(a3)
a34.diagonal(0, 5, 5)
a34.swapaxes(0, 9)
a34.transpose(0, 0)
a34.transpose('x')
a34.squeeze(0)
a34.reshape(5)
a34.reshape(-1, -1)
a34.reshape('x')
a34.reshape(3, 4, order='Z')
a34.reshape(3, 4, copy=False), a34.T.reshape(12, copy=False)
a34.reshape(Raises())
a34.repeat([1, 2])
a34.repeat(-1)
a34.repeat('x')
a34.resize(3)
x = a34.copy(); x.resize((5, 5)); x.resize(2); x.resize(3, refcheck=False)
x = a34.copy(); x.resize(-1)
x = a34.copy(); x.resize('x')
x = a34.copy(); y = x[1:]; x.resize(2)
x = a34.copy(); x.shape = (4, 3); x.dtype = 'i8'; x.strides = (24, 8); x.flat = 3; x.real = 1; x.flags.writeable = False
x = a34.copy(); x.shape = (5,)
x = a34.copy(); x.shape = 'x'
x = a34.copy(); x.dtype = 'zz'
x = a34.copy(); x.dtype = 'O'
x = a34.copy(); x.strides = (1000, 8)
x = a34.copy(); x.strides = 'x'
x = a34.copy(); x.flat = 'x'
x = a34.copy(); x.imag = 1
x = a34.copy(); x.data = 3
x = a34.copy(); del x.shape
x = a34.copy(); x.flags.nope = 1
x = a34.copy(); x.flags['NOPE'] = 1
x = a34.copy(); x.setflags(write=False); x.setflags(uic=True)
a34.flags, a34.flags['C'], repr(a34.flags), a34.flags == a34.flags, a34.flags.num, a34.flags['NOPE']
f = a34.flat; f[3], f[1:5], f[[1, 2]], f[f.base > 3] if 0 else 0, f.coords, f.index, next(f), list(f), len(f), f.copy(), f == 3, np.array(f), f.__array__()
f = a34.flat; f[99]
f = a34.flat; f['x']
f = a34.flat; f[Raises()]
f = a34.copy().flat; f[3] = 1; f[1:5] = [1, 2]; f[[1, 2]] = 5; f[3] = 'x'
f = a34.copy().flat; f[[99]] = 1
f = a34.copy().flat; f[1:3] = Raises()
b = np.broadcast(a34, np.ones(4)); b.shape, b.iters, next(b), list(b), b.index, b.nd, b.numiter, b.reset()
np.broadcast(a34, a3)
np.broadcast(a34, Raises())
np.broadcast(*[a3] * 70)
np.broadcast_arrays(a3, 1), np.broadcast_shapes((1, 2), (3, 1)), np.broadcast_to(a3, (2, 2))
np.concatenate([a34, a34]), np.concatenate([a34, a34], 1), np.concatenate([a34, a34], None), np.concatenate([a3, i34[0]], dtype='f4', casting='unsafe'), np.concatenate([a3, a3], out=np.zeros(6)), np.stack([a3, a3]), np.vstack([a3, a3]), np.hstack([a3, a3]), np.dstack([a3, a3]), np.column_stack([a3, a3])
np.concatenate([])
np.concatenate([a34, a3])
np.concatenate([a34, a34], 5)
np.concatenate([a34, np.ones((2, 2))])
np.concatenate(3)
np.concatenate([z0, z0])
np.concatenate([a3, Raises()])
np.concatenate(Seq(3, 2))
np.concatenate([a3, a3], out=np.zeros(3))
np.concatenate([a3, a3], out=np.zeros(6, 'i4'), casting='safe')
np.concatenate([a3, a3], dtype='f4', out=np.zeros(6))
np.concatenate([a3, u3, t3]), np.concatenate([t3, on])
np.concatenate([m3, a3])
np.ravel_multi_index(([0, 1], [1, 2]), (3, 4)), np.unravel_index([1, 2], (3, 4)), np.ravel_multi_index(([0, 9], [1, 2]), (3, 4)), np.unravel_index(99, (3, 4))
np.ravel_multi_index(Raises(), (3, 4))
np.unravel_index('x', (3, 4))
np.ravel_multi_index(([0], [1]), (3, 4), mode=('zz', 'clip'))
np.shares_memory(a34, a34[1:]), np.may_share_memory(a34, a3), np.shares_memory(a34, Raises())
np.lib.stride_tricks.as_strided(a3, (2, 2), (8, 8)), np.lib.stride_tricks.sliding_window_view(a34, 2, 1)
np.ndim(a3), np.size(a3), np.shape(Raises()), a34.__len__(), len(z0)
iter(z0)
list(a34), [x for x in i34[0]], 3.0 in a34, a34.__contains__(Raises())
a34.__array_function__(boom, (), (), {}), a34.__array_ufunc__(np.add, '__call__', a34, 1), a34.__array_wrap__(a3), a34.__array_finalize__(None), a34.__array__('i4'), a34.__array__(copy=False)
a34.__array__(copy='x', dtype='zz')
np.sum(Override()), np.concatenate([Override()]), np.sum(OverrideRaises())
np.concatenate([OverrideRaises()])
np.concatenate([OverrideNot()])
a34.__class_getitem__((int, int)), a34.to_device('cpu'), a34.device, a34.nope
a34.to_device('gpu')
""")

_SORTED = ("a34", "i34", "a3", "u3", "b3", "t3", "m3", "d3", "c3", "on", "p3", "a3.astype('f2')", "a3.astype('>f8')", "z0", "np.zeros((0, 3))", "a34[:, ::2]", "np.array([True, False])", "a3.astype('g')", "tn")

area("sort", [f"np.sort({v}), np.argsort({v}), np.sort({v}, kind='stable'), np.argsort({v}, kind='heapsort'), np.sort({v}, axis=None)" for v in _SORTED]
     + [f"np.partition({v}, 1), np.argpartition({v}, 1)" for v in _SORTED] + [f"np.searchsorted(np.ravel({v}), {v}), np.unique({v}, return_index=True, return_inverse=True, return_counts=True), np.lexsort(({v}, {v}))" for v in _SORTED] + lines(r"""
x = a34.copy(); x.sort(), x.sort(0), x.sort(kind='m'), x.partition(1), x[:, ::2].sort()
np.sort(a34, 9)
np.sort(a34, kind='zz')
np.sort(a34, kind='stable', stable=True)
np.sort(a34, stable=True), np.sort(a34, stable=False)
np.sort(a34, order='x')
np.sort(s3, order='f2')
np.sort(np.array([1, 'x'], 'O'))
np.argsort(np.array([1, 'x', 2], 'O'))
np.sort(np.array([[1, 2], [Raises(), 3]], 'O'), axis=0)
np.partition(np.array([1, 'x'], 'O'), 1)
np.partition(a3, 9)
np.partition(a3, 'x')
np.partition(a3, 1.5)
np.partition(a3, [0, 1]), np.argpartition(a3, (0, 2)), np.partition(a3, 1, kind='zz')
ro.sort()
ro.partition(1)
np.searchsorted(a3, 1), np.searchsorted(a3, [1, 5], 'right'), np.searchsorted(a3, 1, sorter=[0, 1, 2])
np.searchsorted(a3, 1, 'zz')
np.searchsorted(a3, 'x')
np.searchsorted(a34, 1)
np.searchsorted(a3, 1, sorter=[9, 1, 2])
np.searchsorted(a3, 1, sorter=[1.5])
np.searchsorted(a3, 1, sorter=[0])
np.searchsorted(on, 'x')
np.lexsort((a3, u3)), np.lexsort(a34), np.lexsort(3)
np.lexsort((a3, np.ones(2)))
np.lexsort((a3, Raises()))
np.lexsort((np.array([1, 'x', None], 'O'), a3))
np.lexsort(())
np.lexsort((a3, a3), axis=5)
np.unique(o3)
np.unique(a34, axis=0), np.unique_values(u3), np.unique_values(t3), np.unique_counts(a3), np.unique(np.array(['x' * 40, 'x' * 40], T()))
np.isin(a3, [1]), np.in1d if 0 else 0, np.intersect1d(a3, a3), np.union1d(a3, a3), np.setdiff1d(a3, [1]), np.sort_complex(c3), np.msort if 0 else 0
np.histogram(a3, 3), np.digitize(a3, [2, 1]), np._core.multiarray._monotonicity(a3)
np._core.multiarray._monotonicity(Raises())
np.busday_count('2000-01-01', '2000-02-01'), np.busday_offset('2000-01-01', 1, 'forward'), np.is_busday(m3), np.busdaycalendar('1111100', ['2000-01-03']).holidays, np.is_busday('2000-01-01', busdaycal=np.busdaycalendar())
np.busday_offset('2000-01-01', 1)
np.busdaycalendar('zz')
np.busdaycalendar('1111100', ['zz'])
np.busday_count('zz', '2000')
np.is_busday(m3, weekmask='1' * 9)
np.is_busday(m3, weekmask=Raises())
np.is_busday(m3, busdaycal=3)
np.is_busday(m3, holidays=Raises())
"""))

area("nditer", r"""
for x in np.nditer(a34): pass
for x, y in np.nditer([a34, a3[:, None]]): pass
it = np.nditer(a34, ['multi_index']); it.multi_index, it.index if 0 else 0, it.iternext(), it.reset(), it.close()
it = np.nditer(a34, ['c_index', 'reduce_ok'], [['readwrite']]); it.index, it.value, it.operands, it.shape, it.ndim, it.nop, it.dtypes, it.iterindex, it.iterrange, it.itersize, it.itviews, it.has_index, it.finished
it = np.nditer([a34, None], ['external_loop', 'buffered'], [['readonly'], ['writeonly', 'allocate']], op_dtypes=['f4', 'f8'], casting='same_kind'); [None for x, y in it]; it.operands[1]; it.close()
it = np.nditer([a34, None], ['external_loop', 'buffered'], [['readonly'], ['writeonly', 'allocate']], op_dtypes=['O', 'O'], casting='unsafe')
it = np.nditer([a34], ['refs_ok', 'buffered'], op_dtypes=['O'], casting='unsafe'); next(it), next(it); it.copy(); it.close()
it = np.nditer([o3], ['refs_ok', 'buffered'], [['readwrite']], op_dtypes=['O']); x = next(it); x[...] = [1]; x = None; it.close()
it = np.nditer([o3.copy(), None], ['refs_ok', 'buffered'], [['readonly'], ['writeonly', 'allocate']], op_dtypes=['O', 'O']); [y.__setitem__(..., x) for x, y in it]; it.operands[1]
it = np.nditer([obad], ['refs_ok', 'buffered'], op_dtypes=['f8'], casting='unsafe'); list(it)
it = np.nditer([np.zeros(3, 'O')], ['refs_ok', 'buffered'], [['readwrite']], op_dtypes=['f8'], casting='unsafe'); list(it)
it = np.nditer([t3], ['refs_ok', 'buffered', 'external_loop'], op_dtypes=['U50'], casting='unsafe'); list(it)
with np.nditer([i34.copy()], ['buffered'], [['readwrite', 'updateifcopy']] if 0 else [['readwrite']], op_dtypes=['f8'], casting='unsafe') as it: [x.__setitem__(..., 1) for x in it]
with np.nditer([i34.copy()], [], [['readwrite', 'copy']] if 0 else [['readwrite', 'updateifcopy']], op_dtypes=['f8'], casting='unsafe') as it: [x.__setitem__(..., 1) for x in it]
with np.nditer([i34.copy()], [], [['readwrite', 'updateifcopy']], op_dtypes=['f8'], casting='unsafe') as it: boom()
np.nditer([i34.copy()], [], [['readwrite', 'updateifcopy']], op_dtypes=['f8'], casting='unsafe')
np.nditer(o3)
np.nditer(a34, ['nope'])
np.nditer(a34, op_flags=['nope'])
np.nditer(a34, [Raises()])
np.nditer([a34, a3])
np.nditer([a34] * 70)
np.nditer([a34, Raises()])
np.nditer([a34, None])
np.nditer([])
np.nditer(a34, op_dtypes=['zz'])
np.nditer(a34, op_dtypes=['i4'])
np.nditer(a34, op_dtypes=['i4'], casting='unsafe')
np.nditer(ro, op_flags=['readwrite'])
np.nditer([a34, a34], op_axes=[[0, 1], [1, 0]])
np.nditer([a34, a3], op_axes=[[0, 1], [0, -1]]), np.nditer([a34, a3], op_axes=[[0, 1], [9, 'x']])
np.nditer([a34, a3], op_axes=3)
np.nditer([a34, a3], op_axes=[[0, 1], Raises()])
np.nditer([a34, None], op_axes=[[0, 1], [0, -1]], op_flags=[['readonly'], ['readwrite', 'allocate']], flags=['reduce_ok'])
np.nditer(a34, itershape=(3, 4)), np.nditer(a34, itershape=(7,))
np.nditer(a34, order='Z')
np.nditer(a34, buffersize='x', flags=['buffered'])
it = np.nditer(a34, ['multi_index']); it.remove_axis(0), it.remove_multi_index(), it.enable_external_loop()
it = np.nditer(a34); it.multi_index
it = np.nditer(a34, ['multi_index']); it.multi_index = (1, 2); it.multi_index = (9, 9)
it = np.nditer(a34, ['ranged']); it.iterrange = (2, 4); list(it); it.iterrange = (9, 99)
it = np.nditer(a34); it.iterindex = 3; it.iterindex = 99
it = np.nditer(a34, op_flags=['readwrite']); it[0] = 5; it[0]; it[0:1]; it[9]
it = np.nditer(a34, op_flags=['readwrite']); it[0] = Raises()
it = np.nditer(a34); del it[0]
it = np.nditer(a34); copy.copy(it), it.debug_print if 0 else 0, it.copy()
i, j = np.nested_iters(a34, [[0], [1]]); [[y for y in j] for x in i]
np.nested_iters(a34, [[0], [0]])
np.nested_iters(a34, 'x')
np.nested_iters([a34, a3], [[0], [1]], op_dtypes=['f4', 'f4'], flags=['buffered'], casting='unsafe')
np.nested_iters([a34, None], [[0], [1]])
list(np.ndenumerate(a34)), list(np.ndindex(2, 3))
it = np.nditer([a34, i34], ['common_dtype', 'buffered']), np.nditer([a34, u3], ['common_dtype', 'buffered'])
it = np.nditer([s3, None], ['refs_ok', 'buffered'], [['readonly'], ['writeonly', 'allocate']]); [y.__setitem__(..., x) for x, y in it]; it.operands[1]
it = np.nditer([a34], ['delay_bufalloc', 'buffered', 'external_loop'], op_dtypes=['f4'], casting='same_kind'); it.reset(); list(it)
it = np.nditer([a34], ['delay_bufalloc', 'buffered']); next(it)
it = np.nditer([a34, a34], [], [['readonly'], ['writeonly', 'no_broadcast', 'virtual']] if 0 else [['readonly', 'arraymask'], ['writeonly', 'writemasked']])
it = np.nditer([a34, a34 > 3], [], [['readwrite', 'writemasked'], ['readonly', 'arraymask']]), np.nditer([a34.view(Sub), None]), np.nditer([a34.view(Sub), None], op_flags=[['readonly'], ['writeonly', 'allocate', 'no_subtype']])
x = np.arange(6.0); it = np.nditer([x[1:], x[:-1]], ['copy_if_overlap'], [['readonly'], ['readwrite']]); it.close()
""")

area("user", r"""
np.array([sf(1), sf(2)]) if sf else 0
np.zeros(3, sfd), np.zeros(3, sfd) + np.zeros(3, sfd), np.array([1.0, 2.0], sfd) * np.array([1.0, 2.0], sfd2), np.array([1.0], sfd).astype('f8'), np.array([1.0], sfd).astype(sfd2), repr(sfd), sfd == sfd2, hash(sfd), np.promote_types(sfd, sfd2), np.result_type(sfd, 'f8')
np.array([1.0], sfd).astype('S3')
np.array(['x'], sfd)
np.array([1.0], sfd) + 1
np.array([1.0], sfd) == np.array([1.0], sfd)
np.add.reduce(np.array([1.0, 2.0], sfd)), np.sqrt(np.array([1.0], sfd))
np.multiply.at(np.array([1.0], sfd), 0, 1)
pickle.dumps(sfd)
np.array([rational(1, 2), rational(3, 4)]), np.array([1, 2], rdt), np.zeros(3, rdt) + rational(1, 2), np.array([rational(1, 2)]).sum(), np.array([1, 2], rdt).astype('f8'), np.array([rational(1, 2)]) == rational(1, 2), np.array([rational(1, 2)]) < 3, np.sort(np.array([rational(1, 2), rational(1, 3)])), np.array([rational(1, 2)]).argmax(), np.array([rational(1, 2)]).dot(np.array([rational(1, 2)])), repr(np.array([rational(1, 2)])), np.arange(rational(0), rational(3)) if 0 else 0, np.array([rational(1, 2)]).copy(), np.array([rational(1, 2)])[0], np.array([rational(1, 2)]).tolist(), np.promote_types(rdt, 'i4'), np.can_cast('i4', rdt), hash(rational(1, 2))
np.array([1.5], rdt)
np.array(['x'], rdt)
np.array([rational(1, 2)]) / rational(0)
np.array([rational(1, 2)]) + 'x'
np.array([rational(1, 2)]).astype('M8[s]')
np.array([rational(1, 2)]) + np.array([1.5])
np.sin(np.array([rational(1, 2)]))
np.zeros(3, [('a', rdt), ('b', 'O')])['a'], np.add.reduce(np.array([rational(1, 2)] * 3)), np.add.accumulate(np.array([rational(1, 2)] * 3)), np.einsum('i,i', np.array([rational(1, 2)]), np.array([rational(1, 2)])) if 0 else 0, rt.gcd(np.array([4]), 2), rt.matrix_multiply(np.zeros((2, 2), rdt), np.zeros((2, 2), rdt)), rt.test_add(np.arange(3), np.arange(3)), rt.numerator(np.array([rational(1, 2)]))
rt.matrix_multiply(np.zeros((2, 2), rdt), np.zeros((3, 2), rdt))
rt.test_add_rationals(np.zeros(2, rdt), np.zeros(2, rdt))
ut.inner1d(a3, a3), ut.matrix_multiply(a34, a34.T), ut.cross1d(a3, a3), ut.euclidean_pdist(a34), ut.cumsum(a3), ut.always_error(a3, a3)
ut.always_error.reduce(a3)
ut.always_error.accumulate(a3)
ut.always_error_gufunc(a3, a3) if hasattr(ut, 'always_error_gufunc') else 0
ut.inner1d(a3, np.ones(2))
ut.inner1d_no_doc(a3, a3), ut.cross1d(a34, a34)
ut.test_signature(2, 1, '(i),(i)->()'), ut.test_signature(2, 1, '(i,(i')
ut.conv1d_full(a3, a3), ut.conv1d_full(np.zeros(0), a3)
np.dtype(rdt.type), np.dtype(rational), rational('x')
mt.test_neighborhood_iterator(a34, [-1, 1, -1, 1], 0, 0), mt.array_indexing(0, a34, 1) if hasattr(mt, 'array_indexing') else 0, mt.test_as_c_array(a3, 1), mt.internal_overlap(a34), mt.solve_diophantine((1, 2), (1, 2), 3), mt.get_buffer_info(a34, ['STRIDES', 'FORMAT']), mt.test_inplace_increment(a34.copy(), [0], 1), mt.npy_ensurenocopy([1]) if hasattr(mt, 'npy_ensurenocopy') else 0
mt.test_neighborhood_iterator(o3, [-1, 1], 0, 0), mt.get_buffer_info(a34, ['ND']), mt.getset_numericops() if hasattr(mt, 'getset_numericops') else 0
mt.new_float64_array_nocopy if 0 else mt.run_byteorder_converter('<'), mt.run_sortkind_converter('q'), mt.run_casting_converter('no'), mt.run_intp_converter((1, 2)), mt.run_scalar_intp_converter(5)
mt.run_byteorder_converter('zz')
mt.run_intp_converter('x')
mt.run_searchside_converter(Raises())
mt.run_order_converter(Raises())
mt.npy_create_writebackifcopy(a34.copy()), mt.npy_abuse_writebackifcopy(a34.copy())
x = mt.npy_create_writebackifcopy(a34.copy()); mt.npy_resolve(x)
x = mt.npy_create_writebackifcopy(a34.copy()); mt.npy_discard(x)
mt.get_all_cast_information()[:3], mt.identityhash_tester(2, [(1, 2)], [3], True) if 0 else 0, mt.get_struct_alignments(), mt.extint_add_128(1, 2), mt.corrupt_or_fix_bufferinfo if 0 else 0, mt.test_int_subclass(3), mt.array_solve_may_share_memory if 0 else 0
np._core.arrayprint.format_float_positional(1.5), np._core.multiarray.get_handler_name(), np._core.multiarray.get_handler_version(a3), np._core._multiarray_umath._load_from_filelike if 0 else 0
np._core._multiarray_umath._make_extobj(all='raise') if hasattr(np._core._multiarray_umath, '_make_extobj') else 0
np._core._multiarray_umath._array_converter(a3, 1).as_arrays(), np._core._multiarray_umath._array_converter(a3.view(Sub), 1).wrap(a3), np._core._multiarray_umath._array_converter(a3, 1.0).result_type(), np._core._multiarray_umath._array_converter(Raises())
np._core._multiarray_umath._array_converter(a3, 1).as_arrays(subok=Raises())
np._core._multiarray_umath._array_converter(a3, 1)[0], np._core._multiarray_umath._array_converter(a3, 1).scalar_input
np._core.multiarray.normalize_axis_index(1, 2), np._core.multiarray.normalize_axis_index(3, 2)
np._core.multiarray._place(a3, [1], 2) if 0 else np._core.multiarray.dragon4_positional(1.5)
np._core._multiarray_umath.from_dlpack(Raises())
np._core.multiarray.set_datetimeparse_function if 0 else np._core.multiarray.datetime_data(np.dtype('M8[s]'))
np._core.multiarray.add_docstring(np.add, 'x')
np._core.multiarray.tracemalloc_domain, np._core.multiarray._get_ndarray_c_version(), np._core.multiarray.hash_helper if 0 else 0
np.get_include(), np.show_config('dicts'), np.show_runtime if 0 else 0, np.test if 0 else 0
""", r"""
import numpy._core._rational_tests as rt, numpy._core._umath_tests as ut, numpy._core._multiarray_tests as mt
rational, rdt = rt.rational, np.dtype(rt.rational)
sf = None
SF = np._core._multiarray_umath._get_sfloat_dtype()
sfd, sfd2 = SF(1.0), SF(2.0)
""")
