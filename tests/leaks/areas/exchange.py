"""What leaves and comes back: pickles, buffers, DLPack."""

from itertools import product

from .shared import area, lines

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
