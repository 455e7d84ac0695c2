"""What the pybind11 module does."""

import numpy as np
import pytest
import with_pybind11 as m


def test_typed_access_and_casts():
    out = m.running_mean(np.array([[1, 2, 3], [4, 6, 8]], "i2"))
    assert out.dtype == np.float64 and out.tolist() == [[1, 1.5, 2], [4, 5, 6]]
    assert m.running_mean(np.asfortranarray(np.ones((2, 3), "f4"))).tolist() == [[1] * 3] * 2
    with pytest.raises(ValueError):
        m.running_mean(np.ones(3))


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "f2", "c16", "S3", "U2", "M8[s]", "O", [("a", "i4"), ("b", "f8")]])
def test_description(dtype):
    a = np.zeros((2, 3), dtype)
    d = m.describe(a)
    assert (d["ndim"], d["size"], d["itemsize"], d["nbytes"]) == (2, 6, a.itemsize, a.nbytes)
    assert (d["kind"], d["char"], d["num"], d["fields"]) == (a.dtype.kind, a.dtype.char, a.dtype.num, a.dtype.names is not None)
    assert d["writeable"] and d["owndata"] and not m.describe(a[0])["owndata"]


def test_vectorised():
    assert m.hypotenuse(3, 4) == 25
    out = m.hypotenuse(np.arange(3.0)[:, None], np.arange(2, dtype="f4"))
    assert out.tolist() == [[0, 1], [1, 2], [4, 5]]
    assert m.rotate(np.array([1, 1j])).tolist() == [1j, -1]


def test_structures():
    p = m.points(4)
    assert p.dtype.names == ("x", "y", "label") and p.dtype.itemsize == 24 and p.dtype.fields["label"][1] == 16
    assert p["y"].tolist() == [0, 0.25, 0.5, 0.75] and m.label_sum(p) == -6
    assert m.label_sum(p[::2]) == -2


def test_memory_with_an_owner():
    a = m.owned(5)
    assert a.tolist() == [0, 1, 4, 9, 16] and a.base is not None and not a.flags.owndata
    b = a[1:]
    del a
    assert b.sum() == 30


def test_in_place_and_no_conversion():
    a = np.arange(3, dtype="f4")
    m.double_in_place(a)
    assert a.tolist() == [0, 2, 4]
    with pytest.raises(TypeError):
        m.double_in_place(np.arange(3))
    a.flags.writeable = False
    with pytest.raises(ValueError):
        m.double_in_place(a)


def test_shapes_and_dtypes():
    assert m.reshaped(np.arange(6), 2).shape == (2, 3)
    assert m.squeezed(np.zeros((1, 3, 1))).shape == (3,)
    assert m.same_dtype(np.dtype("i4"), np.dtype("int32")) and not m.same_dtype(np.dtype("i4"), np.dtype(">i4"))
