# ufunc.at: positions of more than one dimension are checked in memory order, what the cast of the second operand raises is
# told as the iterator's failure and its float errors count as those of the method. An outer product of too many axes says
# how many, outputs are numbered after the inputs, operands given by name are seen by overrides among the keywords too.
import warnings

import numpy as np

core = np._core._multiarray_umath
T = np.dtypes.StringDType
a, m, s, t = np.arange(4.0), np.array([[3, 1, 2], [0, 5, 4]]), np.array(["a", "b"]), np.array(["a", "b"], "T")
o = np.array([1, 2], object)


class Over:
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return method, len(inputs), sorted(kwargs)


for text in ("np.add.at(a, m[:, ::-1], 1)", "np.add.at(a, m.T, 1)", "core._expandtabs_length.at(s, [0, 1], 'x')",
             "core._expandtabs_length.at(s, [0, 1], np.nan)", "core._zfill.at(t, [0, 1], 2**40)", "core._zfill(t, 2**40)",
             "np.multiply(t, 2**40)", "np.add.outer(np.zeros((1,) * 30), np.zeros((1,) * 35))", "np.modf(a, None, np.zeros(4, int))",
             "np.gcd.reduce(array=Over(), axis=1)", "np.gcd.reduceat(array=Over(), indices=[0])", "np.logical_or(a, 2**63)",
             "np.isnat(np.zeros(2, 'M8[s]'), np.zeros(2, 'M8'))", "np.gcd(m, np.zeros(3, 'M8[D]'))",
             "np.logical_and(a, np.char.array(['a', 'b']))", "np.logical_and.outer(a, np.zeros(2, 'i4,(2,)f8'))",
             "np.sign(np.zeros(2, 'i4,f8'), np.zeros(2, 'i4,f8,i2'))", "np.fmax.accumulate(m, 0, None, np.zeros((1,) * 5))",
             "np.add(o, 1, dtype='m8')", "np.add.reduce(o, dtype='m8')", "core._center(t, 3, o)", "core._center(t, 3, o, casting='unsafe')",
             "core._zfill(t, 3, o)", "core._slice(t, 0, 1, 1, out=t)", "core._partition(t, t, out=(t, t, t))",
             "t.astype('U')", "t.astype('M8')", "core._strip_chars(s, np.array(['a'], object), o)", "np.correlate(a, np.nditer(a))",
             "np.einsum('ij->i', m, dtype='zz', casting=3)", "core.c_einsum('ij->i', m, spam=1, order=3)", "core.c_einsum(m, [2**70, 1])",
             "core.c_einsum('ij->i', m, dtype=('f8', 2))"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(text, repr(eval(text)))
        except Exception as e:
            print(text, type(e).__name__, e, "<-", repr(e.__cause__))
    print([str(w.message) for w in caught])
