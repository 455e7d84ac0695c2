"""Functions of strings."""

from .shared import area

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
