"""What all areas share: the prelude, and the table that they enter themselves into."""

H = r"""
import copy, ctypes, pickle, io, operator, datetime, sys
from numpy.lib import stride_tricks
from numpy._core import multiarray as ma
T = np.dtypes.StringDType

class Boom(Exception): pass
def boom(*args, **kwargs): raise Boom("boom")
class Raises:
    "Any hook of this object raises."
    __array__ = __len__ = __getitem__ = __index__ = __int__ = __float__ = __complex__ = __bool__ = __add__ = __radd__ = boom
    __eq__ = __lt__ = __gt__ = __mul__ = __rmul__ = __neg__ = __abs__ = __str__ = __repr__ = __iter__ = boom
    __hash__ = None
class RaisesProperty:
    @property
    def __array_interface__(self): raise Boom
class RaisesStruct:
    @property
    def __array_struct__(self): raise Boom
class Gives:
    def __init__(self, value): self.value = value
    def __array__(self, dtype=None, copy=None): return self.value
class Interface:
    def __init__(self, **d): self.__array_interface__ = d
class Seq:
    "A sequence of a given length whose item i raises."
    def __init__(self, n, at): self.n, self.at = n, at
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        if i == self.at: raise Boom
        return i
class LongStr(str): pass
class Sub(np.ndarray):
    def __array_finalize__(self, obj): self.info = getattr(obj, 'info', None)
class SubRaises(np.ndarray):
    armed = False
    def __array_finalize__(self, obj):
        if SubRaises.armed: raise Boom
class SubWrap(np.ndarray):
    def __array_wrap__(self, a, context=None, return_scalar=False): raise Boom
class Override:
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return method, inputs, kwargs
    def __array_function__(self, func, types, args, kwargs): return func, args
class OverrideRaises:
    def __array_ufunc__(self, *args, **kwargs): raise Boom
    def __array_function__(self, *args, **kwargs): raise Boom
class OverrideNot:
    def __array_ufunc__(self, *args, **kwargs): return NotImplemented
    def __array_function__(self, *args, **kwargs): return NotImplemented
class NoUfunc:
    __array_ufunc__ = None
a3 = np.arange(3.0)
a34 = np.arange(12.0).reshape(3, 4)
i34 = np.arange(12).reshape(3, 4)
o3 = np.array([1, 'x', None], dtype=object)
on = np.array([1, 2.5, 3], dtype=object)
obad = np.array([1, 2, None], dtype=object); obad[2] = Raises()
s3 = np.array([(1, 2.0, 'x'), (3, 4.0, None), (5, 6.0, [7])], dtype='i4,f8,O')
p3 = np.array([(1, 2.0), (3, 4.0), (5, 6.0)], dtype=[('a', 'i4'), ('b', 'f8')])
t3 = np.array(['a', 'b' * 40, 'c'], dtype=T())
tn = np.array(['a', None, 'c' * 40], dtype=T(na_object=None))
u3 = np.array(['a', 'bb', '3'])
b3 = np.array([b'a', b'bb', b'3'])
m3 = np.array(['2000-01-01', 'NaT', '1969-12-31'], 'M8[D]')
d3 = np.array([1, 'NaT', -3], 'm8[s]')
c3 = a3 + 1j
z0 = np.zeros(())
ro = np.arange(3.0); ro.flags.writeable = False
"""


def lines(text):
    """The statements of a text, without blank lines and comments."""
    return [line for line in text.strip().splitlines() if line.strip() and not line.startswith("#")]


AREAS = {}


def area(name, text, prelude=""):
    """Add an area."""
    AREAS[name] = (H + prelude, text if isinstance(text, list) else lines(text))
