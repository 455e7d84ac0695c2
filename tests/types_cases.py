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


def test_dates_in_text_end_at_the_first_nul():
    assert np.array([b"2000\0\xff"], "S9").astype("M8[s]")[0] == np.datetime64("2000", "s")
    with pytest.raises(ValueError, match=r'^Error parsing datetime string "x" at position 0$'):
        np.datetime64("x\0y", "s")
    # The whole block is read before the first date is.
    with pytest.raises(UnicodeEncodeError):
        np.array(["x", "\xe9"]).astype("M8[s]")
    with pytest.raises(UnicodeDecodeError):
        np.array([b"\xff"]).astype("m8[s]")


def test_dates_without_a_unit():
    a = np.array([0], "i8").view("M8")
    assert a.tolist() == [None]
    with pytest.raises(ValueError, match="generic units"):
        a.astype("M8[Y]")
    assert a.astype("M8[s]")[0] == np.datetime64(0, "s")
    with pytest.raises(TypeError, match=r"from metadata \[s\] to  according to"):
        np.zeros(1, "M8")[0] = np.datetime64(3, "s")


@pytest.mark.parametrize("value", [2**63, 2**64])
def test_counts_of_dates_that_do_not_fit(value):
    with pytest.raises(OverflowError, match="^int too big to convert$"):
        np.timedelta64(value, "s")


def test_durations_in_text():
    assert np.timedelta64(" +5") == np.timedelta64(5)
    assert np.timedelta64("9" * 30).view("i8") == 2**63 - 1
    for text in ("5 ", "1_0", "-", "5s"):
        with pytest.raises(ValueError):
            np.timedelta64(text)


def test_overflow_of_text_is_said_for_each_element_and_once_more():
    with pytest.warns(RuntimeWarning) as seen:
        np.array(["1e300", "1e300"]).astype("f4")
    assert [str(w.message) for w in seen] == ["overflow encountered in cast"] * 3


def test_signalling_nans_report_invalid():
    for word, code, to in ((0x7F800001, "4", "f8"), (0x7FF0000000000001, "8", "b1"), (0x7FF0000000000001, "8", "g")):
        with pytest.warns(RuntimeWarning, match="invalid value encountered in cast"):
            np.array([word], "u" + code).view("f" + code).astype(to)


def test_void_takes_native_bytes():
    assert np.array(-0.0, ">f8").astype("V4").tobytes() == b"\0\0\0\0"
    assert np.array("a", ">U2").astype("V4").tobytes() == b"a\0\0\0"


def test_same_value_names_the_imaginary_part_where_the_real_one_survives():
    with pytest.raises(ValueError, match="cdouble to long$"):
        np.array([0.5 + 1j]).astype("i8", casting="same_value")
    with pytest.raises(ValueError, match="cdouble to long: imag is not 0$"):
        np.array([1 + 1j]).astype("i8", casting="same_value")


def test_quotients_of_complex_and_real_scalars():
    with pytest.raises(TypeError, match="^unsupported operand"):
        np.complex128(1) % np.int8(1)
    with pytest.raises(TypeError, match="^ufunc 'floor_divide' not supported"):
        np.complex64(1) // np.float64(1)
    with pytest.raises(TypeError, match="^ufunc 'floor_divide' not supported"):
        np.float16(1) // 1j


def test_halves_by_negative_zero():
    with pytest.warns(RuntimeWarning) as seen:
        np.float16(1) // np.float16(-0.0)
    assert [str(w.message).split(" value")[0].split(" by")[0] for w in seen] == ["divide", "invalid"]


def test_order_of_complex_scalars():
    assert np.complex64(complex(0, float("nan"))) < np.complex64(1)


def test_the_left_of_two_names_of_a_type():
    assert type(np.long(0) + np.longlong(0)) is np.long
    assert type(np.longlong(0) + np.long(0)) is np.longlong
    assert type(np.min_scalar_type(2**62)).__name__ == "ULongLongDType"


def test_nat_is_true():
    assert bool(np.timedelta64("NaT")) and bool(np.array("NaT", "M8[s]"))


def test_zeros_among_divisors_of_durations():
    a = np.array([5, "NaT"], "m8[s]")
    a // np.array([0, 0])
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        a // 0
    with pytest.warns(RuntimeWarning, match="invalid value"):
        np.array(["NaT", 5], "m8[s]") // np.array([0, 1], "m8[s]")


@pytest.mark.parametrize("spec, error", [
    (("f8", True), ValueError), ([(("t", ""), "f8")], ValueError), ([((1, ""), "f8")], TypeError),
    ({"names": ["a"], "formats": ["i4"], "aligned": 1}, ValueError), ({"names": [], "formats": [], "itemsize": 2**40}, ValueError),
    ({"names": ["a", "b"], "formats": ["f8", "O"], "offsets": [0, 0], "itemsize": 1}, TypeError), ("<a", TypeError), (np.dtype("T"), None), (("f8", np.int8(2)), None)])
def test_specifications(spec, error):
    if error is None:
        assert np.dtype(spec).itemsize == 16
        return
    with pytest.raises(error):
        np.dtype(spec)


def test_a_field_over_a_number_is_pickled():
    d = np.dtype(("i4", [("a", "i2"), ("b", "i2")]))
    assert d.flags == 0
    assert pickle.loads(pickle.dumps(d)) == d
    assert np.dtype(np.dtype("?", metadata={"m": 0}), metadata={"m": 1}).metadata == {"m": 0}


def test_casts_to_sub_arrays():
    assert np.can_cast(np.dtype("V4"), np.dtype(("V4", (2,))), "unsafe")
    assert not np.can_cast(np.dtype("V4"), np.dtype(("V4", (2,))), "same_kind")
    struct = np.dtype([("a", "i4"), ("b", "i4")])
    assert not np.can_cast(np.dtype((struct, (2,))), np.dtype("?,?"), "unsafe")


def test_sign_of_unordered_objects():
    with pytest.raises(TypeError, match="^'<' not supported"):
        np.sign(np.array([None]))


def test_sub_arrays_without_size():
    fields = [("a", "i2"), ("b", "i2")]
    d = np.dtype((np.dtype(("O", (0,))), fields))
    assert d.fields.keys() == {"a", "b"} and np.zeros(2, d).shape == (2, 0)
    assert np.zeros(2, np.dtype((np.dtype(([], (2,))), {}))).shape == (2, 2)
    assert np.zeros(2, np.dtype(([], (2,)))).dtype == "V0"
    with pytest.raises(ValueError, match="object dtype are not supported"):
        np.dtype((np.dtype(("O", (1,))), [("a", "i8")]))


def test_names_of_fields_are_the_objects_that_were_given():
    name = "".join(["al", "pha"])
    d = np.dtype([(name, "i4")])
    assert d.names[0] is name and next(iter(d.fields)) is name
    first, second = np.dtype("i4,f4"), np.dtype("i4,f4")
    assert first.names[0] is not second.names[0] and next(iter(first.fields)) is first.names[0]


def test_empty_text_is_pickled_without_bytes():
    assert np.str_("").__reduce__()[1] == (np.dtype("U"), b"")
    assert np.bytes_(b"").__reduce__()[1] == (np.dtype("S"), b"")


def test_impossible_casts_of_arrays_in_lists_name_the_rule():
    with pytest.raises(TypeError, match="according to the rule 'unsafe'"):
        np.array([np.array([(1, 2)], "i4,i4")], "i4,")


def test_void_scalars_without_fields_are_copied_and_structures_viewed():
    raw, struct = np.void(b"abcd"), np.array((1, 2.5), "i4,f8")[()]
    assert raw.__array__().base is None and raw[...].flags.owndata
    assert struct[...].base is struct and struct.__array__(struct.dtype).flags.owndata
    assert struct.imag.base is None and not np.void(3).flags.c_contiguous


def test_sequences_repeat_in_place():
    a = b = [1]
    a *= np.int8(2)
    assert a is b and b == [1, 1]
    assert np.int8(2).__mul__([1]) is NotImplemented
    with pytest.raises(TypeError, match=r"unsupported operand type\(s\) for \*=: 'numpy.void' and 'list'"):
        a = np.void(b"a")
        a *= [1]


def test_a_number_fits_its_own_dtype():
    assert np.min_scalar_type(np.float32(3.4028235e38)) == "f4"
    assert np.min_scalar_type(np.float64(3.4028234663852886e38)) == "f8"
    assert np.min_scalar_type(np.longdouble("1.75e308")) == "g"


def test_values_without_a_unit_find_it_before_they_are_stored():
    a = np.zeros(2, "M8")
    with pytest.raises(ValueError, match='Error parsing datetime string "x" at position 0'):
        a[[0, 1]] = np.array(["2000", "x"])
    with pytest.raises(TypeError, match="cannot cast dtype StringDType"):
        a[[0, 1]] = np.array(["2000", "2001"], "T")


def test_two_names_of_one_layout_in_a_foreign_order():
    a, b = np.dtype(">l"), np.dtype(">q")
    assert np.can_cast(a, b, "no") and not np.can_cast(a, np.dtype("q"), "no")
    assert np.arange(3, dtype=a).astype(b, casting="no").tolist() == [0, 1, 2]


def test_a_negative_zero_of_half_precision_is_no_integer():
    with pytest.raises(ValueError, match="could not cast 'same_value' half to byte"):
        np.array([-0.0], "f2").astype("i1", casting="same_value")
    assert np.array([-0.0], "f4").astype("i1", casting="same_value").tolist() == [0]


def test_hashes_of_months():
    assert hash(np.timedelta64(7, "M")) == hash(7) and hash(np.timedelta64(0, "Y")) == 0
    assert hash(np.timedelta64(1, "Y")) == hash(np.timedelta64(12, "M"))


def test_fields_over_a_number_make_no_structure():
    over = np.dtype(("i4", [("a", "i2"), ("b", "i2")]))
    assert np.can_cast(over, "V4", "safe") and np.can_cast(over, np.dtype(("?", (2,))), "unsafe")
    assert not np.can_cast("i4,f4", over, "unsafe")
    swapped = np.dtype(">i4", metadata={"m": 1})
    assert np.result_type(swapped).isnative and np.result_type(swapped).metadata == {"m": 1}
