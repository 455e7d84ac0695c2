"""Elements that hold references: structures and objects."""

from .shared import area

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
