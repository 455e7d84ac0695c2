# NumPy: masks of copyto have no axes too many, dot tells a wrong shape from a wrong kind, negative counts, classes of
# records, truth of objects, dimensions below zero
import warnings
import numpy as np


def copied(dst, mask):
    np.copyto(dst, 1, where=mask)
    return dst


m, f = np.arange(6).reshape(2, 3), np.arange(6.0).reshape(2, 3)
o = np.array([np.zeros(2), None, 1], object)
record = np.dtype((np.record, "i4,>f8"))
CALLS = """copied(np.zeros(4), np.ones((1, 4), bool));copied(np.zeros((1, 2)), [[[True]]]);copied(np.zeros(()), [[True]]);copied(np.zeros((2, 2)), [True, False])
np.dot(m, m.T, out=np.zeros((1, 1), int));np.dot(f, f.T, out=np.zeros((3, 3), 'f4'));np.dot(f, 2, out=np.zeros((1, 1)));np.dot(f, f.T, out=np.zeros((2, 2)))
np.fromiter([1, 2, 3], float, -1);np.fromiter([1, 2, 3], float, -2);np.fromiter([], float, -2);np.result_type(record);np.result_type(np.zeros(1, record))
np.result_type(np.dtype('i4,f8', metadata={'a': 1})).metadata;np.result_type(record, record);np.flatnonzero(o);np.count_nonzero(o);np.extract(o, [1, 2, 3])
np.nonzero(np.array([0, None, 'a', [], [0]], object));np.nditer(m, [], [[[1]]]);np.nditer(m, [], [['readonly', 1]]);np.nditer([m, m], [], [[None]])
np._core.multiarray.normalize_axis_index(1, -1);np._core.multiarray.normalize_axis_index(3, 3);np.trace(np.eye(2), dtype='a')
np.busday_offset('2011-01-03', 1, b'\\xff');np.busday_offset('2011-01-03', 1, 'a\\0b');np.loadtxt(['1 2'], usecols=np.array([2**63], 'u8'))"""
for call in CALLS.replace("\n", ";").split(";"):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            result = repr(eval(call))
        except Exception as e:  # noqa: BLE001 - the exception is the result
            result = f"{type(e).__name__}: {e}"
        print(call, "->", ascii(result), [str(w.message)[:40] for w in told])
