"""Scalars, and printing."""

from itertools import product

from .shared import area, lines

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
