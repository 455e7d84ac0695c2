"""Cases of test_types.py: what NumPy's own suite does not pin about dtypes, casts and coercion."""

import ctypes
import pickle

import numpy as np
import pytest

GAPS = np.dtype({"names": ["a"], "formats": ["i1"], "offsets": [1], "itemsize": 4})


def bytes_of(a):
    """The memory of an array, the bytes of no field included."""
    return list((ctypes.c_ubyte * a.nbytes).from_address(a.ctypes.data))


def filled(value):
    return np.full((2, 4), value, "u1").view(GAPS).reshape(2)


@pytest.mark.parametrize("store", [lambda a, b: a.__setitem__(slice(None), b), np.copyto, lambda a, b: a.fill(b[0])])
def test_bytes_of_no_field_stay(store):
    a = filled(1)
    store(a, filled(7))
    assert bytes_of(a) == [1, 7, 1, 1] * 2


def test_new_arrays_without_elements_have_zero_strides():
    assert np.zeros((2, 0, 3)).strides == (0, 0, 0)
    assert np.zeros((2, 0, 3), order="F").astype("i4").strides == (0, 0, 0)
    assert np.frombuffer(b"", "f8").strides == (8,)
    assert memoryview(np.zeros((2, 0))).strides == (0, 8)


def test_strides_of_added_axes():
    assert np.array([1.0, 2.0], ndmin=3).strides == (16, 16, 8)
    assert np.array(np.zeros((2, 3)).T, copy=False, ndmin=3).strides == (8, 8, 24)


def test_promotion_names_the_class_that_knows_most():
    with pytest.raises(TypeError, match=r"BytesDType'> could not be promoted by <class 'numpy.dtypes.Float64DType'>"):
        np.result_type(np.array(0.0), np.dtype("S3"), 0)
    with pytest.raises(TypeError, match=r"_PyFloatDType'> could not be promoted by <class 'numpy.dtypes.DateTime64DType'>"):
        np.result_type(np.array("1970-01-01", "M8[s]"), np.dtype("i8"), 0.0)


@pytest.mark.parametrize("value", [300, -1])
def test_copyto_holds_python_integers_to_the_destination(value):
    with pytest.raises(OverflowError, match="out of bounds for uint8"):
        np.copyto(np.zeros(2, "u1"), value, casting="unsafe")


def test_a_scalar_by_itself_is_cast_and_in_a_list_asked():
    with np.errstate(invalid="ignore"):
        np.array(np.float64("nan"), dtype="i4")
    with pytest.raises(ValueError):
        np.array([np.float64("nan")], dtype="i4")
    assert np.array(np.int64(300), dtype="i1") == 44


def test_counts_stay_between_dates_and_durations():
    assert np.array([7], "M8[s]").astype("m8[ms]").view("i8") == 7


def test_message_of_a_scalar_operation_that_promotes():
    with pytest.warns(RuntimeWarning, match="^invalid value encountered in divide$"):
        np.int8(0) / 0.0
    with pytest.warns(RuntimeWarning, match="^invalid value encountered in scalar divide$"):
        np.float32(0) / 0.0


def test_empty_complex_to_real_warns():
    with pytest.warns(np.exceptions.ComplexWarning):
        np.zeros(0, "c16").astype("f8")


def test_dlpack_capsule_is_used_once():
    class Producer:
        def __init__(self, a):
            self.capsule = a.__dlpack__(max_version=(1, 0))

        def __dlpack__(self, **_):
            return self.capsule

    p = Producer(np.arange(3))
    assert np.from_dlpack(p).tolist() == [0, 1, 2]
    assert "used_dltensor_versioned" in repr(p.capsule)
    with pytest.raises(ValueError):
        np.from_dlpack(p)


def test_concatenation_refuses_subarrays():
    with pytest.raises(TypeError, match="not a valid dtype for concatenation"):
        np.concatenate([np.zeros((2, 2))], dtype="(2,)f8")


def test_a_list_that_grows_while_it_is_read():
    data = [[1, 2]]

    class Growing(list):
        def __len__(self):
            data.append([3, 4])
            return super().__len__()

    data.append(Growing([1, 2]))
    with pytest.raises(RuntimeError):
        np.array(data)


def test_pickled_dtype_keeps_its_hash():
    d = np.dtype([("a", "M8[3s]"), ("b", "(2,)>i4")])
    assert hash(pickle.loads(pickle.dumps(d))) == hash(d)
