# NumPy: which of two bad arguments is complained about, and what counts as an integer
import warnings
import numpy as np

warnings.simplefilter("always")


class Bad:
    def __init__(self, text):
        self.text = text

    def __array__(self, *args, **kwargs):
        raise RuntimeError(self.text)

    __bool__ = __array__

    def __repr__(self):
        return self.text * 40


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


a, u, mask = np.arange(4.0), np.array([7], "u1"), np.array([1, 0, 1, 1], bool)
ro = np.arange(4.0)
ro.flags.writeable = False
it, st, pair = np.nditer([a, a]), np.zeros(2, "i4,f8")[0], np.dtype("i4,f8")
CALLS = """np.copyto(a, Bad('src'), where=Bad('where'));np.copyto(None, 1);np.copyto(None, 1, casting='x');np.copyto([1], 1, casting=None)
np.ravel_multi_index({1: 2, 3: 4}, (2, 3));np.ravel_multi_index({1, 3}, (2, 3));np.ravel_multi_index('F', (2, 3), mode='x', order='x')
np.ravel_multi_index('F', (2, 3), mode='x');np.ravel_multi_index(([0], [1]), (2, 3), mode='x', order='K');np.ravel_multi_index([[0], [1]], 'x' * 200)
np.ravel_multi_index(([0], [1]), (2**40, 2**40));np.ravel_multi_index(([0], [1]), [Bad('long')]);np.zeros(Bad('long'))
np.unpackbits(u, bitorder='l');np.unpackbits(u, bitorder='bx');np.unpackbits(u, bitorder='x');np.unpackbits(Bad('in'), bitorder='x');np.packbits(u, bitorder='l')
np.packbits(u, bitorder='big1');np.packbits(u, bitorder='lx');np.unpackbits(u, count=True);np.unpackbits(u, count=2**63);np.bincount([1], minlength=np.True_)
np.setbufsize(np.True_);np.setbufsize(2**63);np.seterr(all='x' * 200);np.dtypes.StrDType(True);np.dtypes.BytesDType(2**70);np.dtypes.StrDType(np.True_)
np.nditer([a], buffersize=True).itersize;np.nditer([a], buffersize=2**31);np.nested_iters([a, a], [[0], []], buffersize=np.True_);np.frompyfunc(len, 2**40, 'x')
np.frompyfunc(1, True, 1);np.zeros((1, 2)).squeeze(2**31);np.zeros((1, 2)).squeeze((2**31,));np.int32(5).to_device('x', stream=1);a.to_device(None)
np.place(ro, Bad('mask'), 1);np.place(ro[:0], [], []);np.place(a, [1], Bad('values'));np.place(None, 1, 1)
np.loadtxt(['1 2'], usecols=(a,));np.loadtxt(['1 2'], usecols=[Index(None)]);np.loadtxt(['1 2'], usecols=[1.5]);np.loadtxt(['1 2', '3 4'], skiprows=True)
np.loadtxt(['1 2', '3 4'], max_rows=np.True_);np.loadtxt(['1 2'], encoding='a\\0b');np.loadtxt([b'1 2'], encoding='a\\0b');np.loadtxt(['1 2'], quotechar='x' * 200)
np.dtype('f8', align=1, copy=Bad('copy'));np.dtype('f8', align=1, copy=1);np.dtype('f8', align=0, copy=Bad('copy'));np.dtype('zz', 2, True, metadata=3)
pair[True];pair[np.True_];pair[2**63];pair[-1];st[2**63];st.__setitem__(True, 1);st.__setitem__(2**63, 1);it[True];it.__setitem__(True, 1);it[np.True_]
np.asarray(a, device='\\ud800');np.zeros(2, device=3);np.from_dlpack(a, device='\\ud800');np.from_dlpack(int);np.from_dlpack(3);np.promote_types(None, 'i8')
np.promote_types('i8', None);np.arange(stop=None);np.arange(start=1, stop=None);np.arange(start=3, stop=None, step=-1);np.arange(start=1);np.arange(a[:2], 2**70)"""
for call in CALLS.replace("\n", ";").split(";"):
    with warnings.catch_warnings(record=True) as told:
        try:
            result = repr(eval(call))
        except Exception as e:  # noqa: BLE001 - the exception is the result
            result = f"{type(e).__name__}: {e}"
        print(call, "->", ascii(result), [str(w.message)[:70] for w in told])
