"""What the nanobind module does."""

import numpy as np
import pytest
import with_nanobind as m


def test_typed_matrix_and_conversion():
    assert m.trace(np.eye(3)) == 3
    assert m.trace(np.arange(9, dtype="i4").reshape(3, 3)) == 12
    assert m.trace(np.asfortranarray(np.arange(4.0).reshape(2, 2))) == 3
    with pytest.raises(TypeError):
        m.trace(np.eye(3)[0])


@pytest.mark.parametrize("dtype, code, bits", [("i1", 0, 8), ("u4", 1, 32), ("f2", 2, 16), ("f8", 2, 64), ("c8", 5, 64), ("?", 6, 8)])
def test_shape_strides_dtype(dtype, code, bits):
    a = np.zeros((4, 6), dtype)[::2, ::3]
    assert m.shape(a) == ([(2, 12), (2, 3)], code, bits)


def test_arrays_out():
    a = m.squares(4)
    assert type(a) is np.ndarray and a.dtype == np.int64 and a.tolist() == [0, 1, 4, 9]
    b = a[2:]
    del a
    assert b.tolist() == [4, 9]


def test_in_place():
    a = np.arange(6, dtype="i4")
    m.negate(a[::2])
    assert a.tolist() == [0, 1, -2, 3, -4, 5]
    with pytest.raises(TypeError):
        m.negate(np.arange(3, dtype="i8"))


def test_read_only():
    a = np.array([2.5], "f4")
    a.flags.writeable = False
    assert m.first(a) == 2.5
