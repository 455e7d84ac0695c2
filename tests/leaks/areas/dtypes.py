"""Dtypes: making them, promotion, casts."""

from itertools import product

from .shared import area, lines

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
