"""Subscripts, joining, sorting and searching."""

from .shared import area, lines

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
