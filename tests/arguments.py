"""Prints what functions make of arguments of every kind. Both cores must print the same."""

import re
import warnings

import numpy as np

a = np.arange(4.0)

ARGUMENTS = (
    '2.0', 'np.float64(2.0)', 'np.float64(2.5)', 'np.array(2.0)', 'np.array([2.0,1])', '[2.0]', '[2.5,1]', '2+0j', 'np.uint64(3)',
    'np.array([3],"u8")', 'np.array(3,"u8")', '"a"', '"2"', 'b"2"', 'None', 'np.float32(2.7)', 'np.bool_(1)', 'True', '[True,False,True,True]',
    'np.array([2],dtype=object)', '[2,None]', 'np.timedelta64(2)', 'np.array([1,2],"m8[s]")', 'np.datetime64(2,"s")', '[]', 'np.array([])',
    'np.zeros((0,2))', '[[1,2],[0,1]]', 'np.array([1,2],">i4")', '(1,2)', 'range(3)', 'np.array(["1","2"])', 'np.array([1,2],"i1")',
    'memoryview(b"\\1\\2")', '2**70', '[2**70]', 'np.longdouble(2)', 'np.array([1.0,2],"f2")', '{}', 'object()', '[1,[2,3]]', 'np.void(b"ab")',
    'np.array([1,2],"g")', 'np.str_("2")', '[1.5+2j]', 'np.matrix([[1,2]])', 'np.ma.array([1,2],mask=[0,1])', '-1', '[-1]',
    'np.array([[1,2],[3,0]])[:,::-1]', '[9]', 'np.array([9.0])',
)

CALLS = (
    'np.take(a,X)', 'np.take(a,X,mode="wrap")', 'a.take(X)', '(lambda b:(b.put(X,[7,8]),b)[1])(a.copy())',
    '(lambda b:(b.put(X,[7,8],mode="clip"),b)[1])(a.copy())', 'np.repeat(a,X)', 'a.repeat(X)', 'np.repeat([[1,2],[3,4]],X,axis=1)',
    'np.choose(X,[a,a+1,a+2,a+3])', 'np.partition(a,X)', 'np.argpartition(a,X)', 'np.searchsorted(a,2,sorter=X)', 'np.bincount(X)',
    'np.bincount([0,1],X)', 'np.unravel_index(X,(3,3))', 'np.ravel_multi_index(X,(3,3))', '(lambda b:(np.place(b,b>1,X),b)[1])(a.copy())',
    '(lambda b:(np.putmask(b,X,[1,2]),b)[1])(a.copy())', '(lambda b:(np.putmask(b,b>1,X),b)[1])(a.copy())', 'np.where(X,1,2)', 'np.nonzero(X)',
    'np.count_nonzero(X)', 'np.interp(X,[0,1],[2,3])', 'np.interp(1,[0,1],X)', 'np.lexsort(X)', '(lambda b:(np.add.at(b,X,1),b)[1])(a.copy())',
    'np.add.reduceat(a,X)', 'a[X]', '(lambda b:(b.__setitem__(X,5),b)[1])(a.copy())', '(lambda b:(b.__setitem__(slice(0,2),X),b)[1])(a.copy())',
    'a.reshape(X)', 'np.resize(a,X)', 'np.zeros(X)', 'np.roll(a,X)', 'np.tile(a,X)', 'np.clip(a,X,3)', 'np.packbits(X)', 'np.delete(a,X)',
    'np.insert(a,X,1)', 'np.zeros((2,3)).transpose(X)', 'np.linspace(0,1,X)', 'a.reshape(2,2).diagonal(X)', 'np.add.reduce(np.ones((2,2)),axis=X)',
    'np.sum(X)', 'a.round(X)', 'np.zeros((2,3)).swapaxes(X,0)', 'np.busday_offset("2011-01-03",X)', 'np.concatenate([X,a])',
    'np.concatenate([a,a],axis=X)', 'np.fromiter(X,float)', 'np.frombuffer(X)', 'np.einsum("i->",X)', 'np.vdot(a,X)', 'np.can_cast(X,"i1")',
    'np.min_scalar_type(X)', 'np.result_type(X)', '(lambda b:(np.copyto(b,X),b)[1])(a.copy())', '(lambda b:(np.copyto(b,1,where=X),b)[1])(a.copy())',
    'a.item(X)', 'a.getfield("i4",X)', 'a.view(X)', 'a.astype(X)', 'np.dtype("f8").newbyteorder(X)', 'np.cumsum(X)', 'np.sort(X)', 'np.argmax(X)',
    'np.add(a,1,where=X)', 'np.add(a,1,out=X)', 'np.array(X)', 'np.array(X,float)', 'np.array(X,int)', 'np.array(X,"U")', 'np.array(X,"S2")',
    'np.array(X,object)', 'np.broadcast_to(a,X)', 'np.broadcast(a,X).shape', 'np.expand_dims(a,X)', 'np.zeros((1,2,1)).squeeze(X)',
    'np.moveaxis(np.zeros((1,2,3)),X,0)', 'np.block([X])', 'np.asarray(X).tolist()', 'repr(np.asarray(X))', 'np.kron(a,X)', 'np.cross([1,2,3],X)',
    'np.full(2,X)', 'np.full(2,X,int)', 'np.eye(X)', 'np.tri(X)', 'np.polyval(X,2)', 'np.histogram(X)', 'np.unique(X)', 'np.median(X)',
    'np.percentile(a,X)', 'np.split(a,X)', 'np.array_split(a,X)', 'np.pad(a,X)', 'np.diff(X)', 'np.ediff1d(X)', 'np.trapezoid(X)', 'np.angle(X)',
    'np.real(X)', 'np.nan_to_num(X)', 'np.cov(X)', 'np.apply_along_axis(sum,0,X)', 'np.vander(X)', 'np.select([a>1],[X])',
    'np.piecewise(a,[a>1],[X])', 'np.sinc(X)', 'np.fft.fft(X)', 'np.linalg.norm(X)', 'np.datetime_as_string(X)',
)

# Bytes that nobody wrote: padding, or addresses.
UNDEFINED = {("np.frombuffer(X)", x) for x in ("np.array([2],dtype=object)", "np.longdouble(2)", 'np.array([1,2],"g")', 'np.array([1,2],"m8[s]")')}


def answer(call, argument):
    """What a call makes of an argument: the result with its layout, or the exception, and the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            r = eval(call, {"np": np, "a": a, "X": eval(argument)})
            text = f"{r!r} {r.dtype} {r.shape} {r.strides}" if isinstance(r, np.ndarray) else repr(r)
        except Exception as error:
            text = f"{type(error).__name__} {error}"
    text = re.sub("0x[0-9a-f]{6,}", "0x", text)
    return f"{text} {[str(w.message) for w in caught]}"


for call in CALLS:
    for argument in ARGUMENTS:
        if (call, argument) not in UNDEFINED:
            print(call, "|", argument, "|", answer(call, argument))
