"""`numpy.nditer`."""

from .shared import area

area("nditer", r"""
for x in np.nditer(a34): pass
x = np.arange(300.0); it = np.nditer(x); next(it); x.resize(9999, refcheck=False); it.iternext(), it.reset(); it[0]
x = np.arange(300.0); it = np.nditer(x, ['buffered'], [['readwrite']], ['f4'], casting='unsafe'); next(it); x.resize(9999, refcheck=False); it.close()
x = np.arange(300.0).astype('O'); it = np.nditer(x, ['buffered', 'refs_ok'], [['readwrite']], ['O']); next(it); x.resize(2, refcheck=False); it.iterindex = 200
x = np.arange(30.0).astype('O'); x[5] = type('X', (), {'__float__': lambda s: x.resize(1, refcheck=False)})(); it = np.nditer(x, ['buffered', 'refs_ok'], [['readwrite']], ['f8'], casting='unsafe')
x = np.arange(300.0); x[1:].fill(type('X', (), {'__float__': lambda s: x.resize(1, refcheck=False)})())
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
