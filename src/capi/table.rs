//! The two slot tables and the pointers to types that C reads. Written by `cargo xtask codegen` from `crates/abi/api.toml`; do not edit.
use super::slots::{Slot, function};
use core::ffi::*;
use core::sync::atomic::AtomicPtr;
use ferronum_abi::prelude::*;
use pyo3_ffi::*;

/// What the capsule `_ARRAY_API` points to.
pub static ARRAY_API: [Slot; 369] = [
    // 0
    function({
        let f: unsafe extern "C" fn() -> c_uint = super::version::PyArray_GetNDArrayCVersion;
        f as *const ()
    }),
    // 1: unused
    Slot::EMPTY,
    // 2: PyArray_Type
    Slot::EMPTY,
    // 3: PyArrayDescr_Type
    Slot::EMPTY,
    // 4: unused
    Slot::EMPTY,
    // 5: PyArrayIter_Type
    Slot::EMPTY,
    // 6: PyArrayMultiIter_Type
    Slot::EMPTY,
    // 7: NPY_NUMUSERTYPES
    Slot::EMPTY,
    // 8: PyBoolArrType_Type
    Slot::EMPTY,
    // 9: _PyArrayScalar_BoolValues
    Slot::EMPTY,
    // 10: PyGenericArrType_Type
    Slot::EMPTY,
    // 11: PyNumberArrType_Type
    Slot::EMPTY,
    // 12: PyIntegerArrType_Type
    Slot::EMPTY,
    // 13: PySignedIntegerArrType_Type
    Slot::EMPTY,
    // 14: PyUnsignedIntegerArrType_Type
    Slot::EMPTY,
    // 15: PyInexactArrType_Type
    Slot::EMPTY,
    // 16: PyFloatingArrType_Type
    Slot::EMPTY,
    // 17: PyComplexFloatingArrType_Type
    Slot::EMPTY,
    // 18: PyFlexibleArrType_Type
    Slot::EMPTY,
    // 19: PyCharacterArrType_Type
    Slot::EMPTY,
    // 20: PyByteArrType_Type
    Slot::EMPTY,
    // 21: PyShortArrType_Type
    Slot::EMPTY,
    // 22: PyIntArrType_Type
    Slot::EMPTY,
    // 23: PyLongArrType_Type
    Slot::EMPTY,
    // 24: PyLongLongArrType_Type
    Slot::EMPTY,
    // 25: PyUByteArrType_Type
    Slot::EMPTY,
    // 26: PyUShortArrType_Type
    Slot::EMPTY,
    // 27: PyUIntArrType_Type
    Slot::EMPTY,
    // 28: PyULongArrType_Type
    Slot::EMPTY,
    // 29: PyULongLongArrType_Type
    Slot::EMPTY,
    // 30: PyFloatArrType_Type
    Slot::EMPTY,
    // 31: PyDoubleArrType_Type
    Slot::EMPTY,
    // 32: PyLongDoubleArrType_Type
    Slot::EMPTY,
    // 33: PyCFloatArrType_Type
    Slot::EMPTY,
    // 34: PyCDoubleArrType_Type
    Slot::EMPTY,
    // 35: PyCLongDoubleArrType_Type
    Slot::EMPTY,
    // 36: PyObjectArrType_Type
    Slot::EMPTY,
    // 37: PyStringArrType_Type
    Slot::EMPTY,
    // 38: PyUnicodeArrType_Type
    Slot::EMPTY,
    // 39: PyVoidArrType_Type
    Slot::EMPTY,
    // 40: unused
    Slot::EMPTY,
    // 41: unused
    Slot::EMPTY,
    // 42
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> c_int =
            super::array_from::PyArray_INCREF;
        f as *const ()
    }),
    // 43
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> c_int =
            super::array_from::PyArray_XDECREF;
        f as *const ()
    }),
    // 44
    function({
        let f: unsafe extern "C" fn(*mut PyObject, c_int) =
            super::array_shape::PyArray_SetStringFunction;
        f as *const ()
    }),
    // 45
    function({
        let f: unsafe extern "C" fn(c_int) -> *mut PyArray_Descr =
            super::descr::PyArray_DescrFromType;
        f as *const ()
    }),
    // 46
    function({
        let f: unsafe extern "C" fn(c_int) -> *mut PyObject =
            super::descr::PyArray_TypeObjectFromType;
        f as *const ()
    }),
    // 47
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> *mut c_char =
            super::scalars::PyArray_Zero;
        f as *const ()
    }),
    // 48
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> *mut c_char =
            super::scalars::PyArray_One;
        f as *const ()
    }),
    // 49
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Descr,
            c_int,
        ) -> *mut PyObject = super::array_from::PyArray_CastToType;
        f as *const ()
    }),
    // 50
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyArrayObject) -> c_int =
            super::array_shape::PyArray_CopyInto;
        f as *const ()
    }),
    // 51
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyArrayObject) -> c_int =
            super::array_shape::PyArray_CopyAnyInto;
        f as *const ()
    }),
    // 52
    function({
        let f: unsafe extern "C" fn(c_int, c_int) -> c_int = super::descr::PyArray_CanCastSafely;
        f as *const ()
    }),
    // 53
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr, *mut PyArray_Descr) -> npy_bool =
            super::descr::PyArray_CanCastTo;
        f as *const ()
    }),
    // 54
    function({
        let f: unsafe extern "C" fn(*mut PyObject, c_int) -> c_int =
            super::descr::PyArray_ObjectType;
        f as *const ()
    }),
    // 55
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyArray_Descr) -> *mut PyArray_Descr =
            super::descr::PyArray_DescrFromObject;
        f as *const ()
    }),
    // 56
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_int) -> *mut *mut PyArrayObject =
            super::array_from::PyArray_ConvertToCommonType;
        f as *const ()
    }),
    // 57
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyArray_Descr =
            super::scalars::PyArray_DescrFromScalar;
        f as *const ()
    }),
    // 58
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyArray_Descr =
            super::descr::PyArray_DescrFromTypeObject;
        f as *const ()
    }),
    // 59
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> npy_intp = super::array_shape::PyArray_Size;
        f as *const ()
    }),
    // 60
    function({
        let f: unsafe extern "C" fn(
            *mut c_void,
            *mut PyArray_Descr,
            *mut PyObject,
        ) -> *mut PyObject = super::scalars::PyArray_Scalar;
        f as *const ()
    }),
    // 61
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyArray_Descr) -> *mut PyObject =
            super::scalars::PyArray_FromScalar;
        f as *const ()
    }),
    // 62
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_void) =
            super::scalars::PyArray_ScalarAsCtype;
        f as *const ()
    }),
    // 63
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_void, *mut PyArray_Descr) -> c_int =
            super::scalars::PyArray_CastScalarToCtype;
        f as *const ()
    }),
    // 64
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut PyArray_Descr,
            *mut c_void,
            c_int,
        ) -> c_int = super::scalars::PyArray_CastScalarDirect;
        f as *const ()
    }),
    // 65
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr, *mut c_void, *mut PyObject) -> c_int =
            super::array_shape::PyArray_Pack;
        f as *const ()
    }),
    // 66: unused
    Slot::EMPTY,
    // 67: unused
    Slot::EMPTY,
    // 68: unused
    Slot::EMPTY,
    // 69
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut PyArray_Descr,
            c_int,
            c_int,
            c_int,
            *mut PyObject,
        ) -> *mut PyObject = super::array_new::PyArray_FromAny;
        f as *const ()
    }),
    // 70
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyObject =
            super::array_new::PyArray_EnsureArray;
        f as *const ()
    }),
    // 71
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyObject =
            super::array_new::PyArray_EnsureAnyArray;
        f as *const ()
    }),
    // 72
    function({
        let f: unsafe extern "C" fn(
            *mut libc::FILE,
            *mut PyArray_Descr,
            npy_intp,
            *mut c_char,
        ) -> *mut PyObject = super::array_from::PyArray_FromFile;
        f as *const ()
    }),
    // 73
    function({
        let f: unsafe extern "C" fn(
            *mut c_char,
            npy_intp,
            *mut PyArray_Descr,
            npy_intp,
            *mut c_char,
        ) -> *mut PyObject = super::array_from::PyArray_FromString;
        f as *const ()
    }),
    // 74
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut PyArray_Descr,
            npy_intp,
            npy_intp,
        ) -> *mut PyObject = super::array_from::PyArray_FromBuffer;
        f as *const ()
    }),
    // 75
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyArray_Descr, npy_intp) -> *mut PyObject =
            super::array_from::PyArray_FromIter;
        f as *const ()
    }),
    // 76
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> *mut PyObject =
            super::array_new::PyArray_Return;
        f as *const ()
    }),
    // 77
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Descr,
            c_int,
        ) -> *mut PyObject = super::array_shape::PyArray_GetField;
        f as *const ()
    }),
    // 78
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Descr,
            c_int,
            *mut PyObject,
        ) -> c_int = super::array_shape::PyArray_SetField;
        f as *const ()
    }),
    // 79
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, npy_bool) -> *mut PyObject =
            super::array_shape::PyArray_Byteswap;
        f as *const ()
    }),
    // 80
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Dims,
            c_int,
            NPY_ORDER,
        ) -> *mut PyObject = super::array_shape::PyArray_Resize;
        f as *const ()
    }),
    // 81: unused
    Slot::EMPTY,
    // 82: unused
    Slot::EMPTY,
    // 83: unused
    Slot::EMPTY,
    // 84
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyObject) -> c_int =
            super::array_shape::PyArray_CopyObject;
        f as *const ()
    }),
    // 85
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, NPY_ORDER) -> *mut PyObject =
            super::array_shape::PyArray_NewCopy;
        f as *const ()
    }),
    // 86
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> *mut PyObject =
            super::array_shape::PyArray_ToList;
        f as *const ()
    }),
    // 87
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, NPY_ORDER) -> *mut PyObject =
            super::array_shape::PyArray_ToString;
        f as *const ()
    }),
    // 88
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut libc::FILE,
            *mut c_char,
            *mut c_char,
        ) -> c_int = super::array_from::PyArray_ToFile;
        f as *const ()
    }),
    // 89
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyObject, c_int) -> c_int =
            super::array_from::PyArray_Dump;
        f as *const ()
    }),
    // 90
    function({
        let f: unsafe extern "C" fn(*mut PyObject, c_int) -> *mut PyObject =
            super::array_from::PyArray_Dumps;
        f as *const ()
    }),
    // 91
    function({
        let f: unsafe extern "C" fn(c_int) -> c_int = super::descr::PyArray_ValidType;
        f as *const ()
    }),
    // 92
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, c_int) =
            super::array_shape::PyArray_UpdateFlags;
        f as *const ()
    }),
    // 93
    function({
        let f: unsafe extern "C" fn(
            *mut PyTypeObject,
            c_int,
            *const npy_intp,
            c_int,
            *const npy_intp,
            *mut c_void,
            c_int,
            c_int,
            *mut PyObject,
        ) -> *mut PyObject = super::array_new::PyArray_New;
        f as *const ()
    }),
    // 94
    function({
        let f: unsafe extern "C" fn(
            *mut PyTypeObject,
            *mut PyArray_Descr,
            c_int,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
            c_int,
            *mut PyObject,
        ) -> *mut PyObject = super::array_new::PyArray_NewFromDescr;
        f as *const ()
    }),
    // 95
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr) -> *mut PyArray_Descr =
            super::descr::PyArray_DescrNew;
        f as *const ()
    }),
    // 96
    function({
        let f: unsafe extern "C" fn(c_int) -> *mut PyArray_Descr =
            super::descr::PyArray_DescrNewFromType;
        f as *const ()
    }),
    // 97
    function({
        let f: unsafe extern "C" fn(*mut PyObject, f64) -> f64 =
            super::array_calc::PyArray_GetPriority;
        f as *const ()
    }),
    // 98
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyObject =
            super::iterators::PyArray_IterNew;
        f as *const ()
    }),
    // 99
    function({
        let f: unsafe extern "C" fn(c_int) -> *mut PyObject =
            super::iterators::PyArray_MultiIterNew;
        f as *const ()
    }),
    // 100
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> c_int = super::converters::PyArray_PyIntAsInt;
        f as *const ()
    }),
    // 101
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> npy_intp =
            super::converters::PyArray_PyIntAsIntp;
        f as *const ()
    }),
    // 102
    function({
        let f: unsafe extern "C" fn(*mut PyArrayMultiIterObject) -> c_int =
            super::iterators::PyArray_Broadcast;
        f as *const ()
    }),
    // 103: unused
    Slot::EMPTY,
    // 104
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyObject) -> c_int =
            super::array_shape::PyArray_FillWithScalar;
        f as *const ()
    }),
    // 105
    function({
        let f: unsafe extern "C" fn(
            c_int,
            c_int,
            npy_intp,
            npy_intp,
            *const npy_intp,
            *const npy_intp,
        ) -> npy_bool = super::lists::PyArray_CheckStrides;
        f as *const ()
    }),
    // 106
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr, c_char) -> *mut PyArray_Descr =
            super::descr::PyArray_DescrNewByteorder;
        f as *const ()
    }),
    // 107
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_int) -> *mut PyObject =
            super::iterators::PyArray_IterAllButAxis;
        f as *const ()
    }),
    // 108
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut PyArray_Descr,
            c_int,
            c_int,
            c_int,
            *mut PyObject,
        ) -> *mut PyObject = super::array_new::PyArray_CheckFromAny;
        f as *const ()
    }),
    // 109
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Descr,
            c_int,
        ) -> *mut PyObject = super::array_new::PyArray_FromArray;
        f as *const ()
    }),
    // 110
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyObject =
            super::array_from::PyArray_FromInterface;
        f as *const ()
    }),
    // 111
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyObject =
            super::array_from::PyArray_FromStructInterface;
        f as *const ()
    }),
    // 112
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut PyArray_Descr,
            *mut PyObject,
        ) -> *mut PyObject = super::array_from::PyArray_FromArrayAttr;
        f as *const ()
    }),
    // 113
    function({
        let f: unsafe extern "C" fn(c_int, *mut *mut PyArrayObject) -> NPY_SCALARKIND =
            super::scalars::PyArray_ScalarKind;
        f as *const ()
    }),
    // 114
    function({
        let f: unsafe extern "C" fn(c_int, c_int, NPY_SCALARKIND) -> c_int =
            super::scalars::PyArray_CanCoerceScalar;
        f as *const ()
    }),
    // 115: unused
    Slot::EMPTY,
    // 116
    function({
        let f: unsafe extern "C" fn(*mut PyTypeObject, *mut PyTypeObject) -> npy_bool =
            super::descr::PyArray_CanCastScalar;
        f as *const ()
    }),
    // 117: unused
    Slot::EMPTY,
    // 118
    function({
        let f: unsafe extern "C" fn(*mut PyArrayMultiIterObject) -> c_int =
            super::iterators::PyArray_RemoveSmallest;
        f as *const ()
    }),
    // 119
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> c_int =
            super::array_shape::PyArray_ElementStrides;
        f as *const ()
    }),
    // 120
    function({
        let f: unsafe extern "C" fn(*mut c_char, *mut PyArray_Descr) =
            super::array_from::PyArray_Item_INCREF;
        f as *const ()
    }),
    // 121
    function({
        let f: unsafe extern "C" fn(*mut c_char, *mut PyArray_Descr) =
            super::array_from::PyArray_Item_XDECREF;
        f as *const ()
    }),
    // 122: unused
    Slot::EMPTY,
    // 123
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyArray_Dims) -> *mut PyObject =
            super::array_shape::PyArray_Transpose;
        f as *const ()
    }),
    // 124
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyObject,
            c_int,
            *mut PyArrayObject,
            NPY_CLIPMODE,
        ) -> *mut PyObject = super::array_item::PyArray_TakeFrom;
        f as *const ()
    }),
    // 125
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyObject,
            *mut PyObject,
            NPY_CLIPMODE,
        ) -> *mut PyObject = super::array_item::PyArray_PutTo;
        f as *const ()
    }),
    // 126
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyObject,
            *mut PyObject,
        ) -> *mut PyObject = super::array_item::PyArray_PutMask;
        f as *const ()
    }),
    // 127
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyObject, c_int) -> *mut PyObject =
            super::array_item::PyArray_Repeat;
        f as *const ()
    }),
    // 128
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyObject,
            *mut PyArrayObject,
            NPY_CLIPMODE,
        ) -> *mut PyObject = super::array_item::PyArray_Choose;
        f as *const ()
    }),
    // 129
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, c_int, NPY_SORTKIND) -> c_int =
            super::array_item::PyArray_Sort;
        f as *const ()
    }),
    // 130
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, c_int, NPY_SORTKIND) -> *mut PyObject =
            super::array_item::PyArray_ArgSort;
        f as *const ()
    }),
    // 131
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyObject,
            NPY_SEARCHSIDE,
            *mut PyObject,
        ) -> *mut PyObject = super::array_item::PyArray_SearchSorted;
        f as *const ()
    }),
    // 132
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_ArgMax;
        f as *const ()
    }),
    // 133
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_ArgMin;
        f as *const ()
    }),
    // 134
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyObject) -> *mut PyObject =
            super::array_shape::PyArray_Reshape;
        f as *const ()
    }),
    // 135
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Dims,
            NPY_ORDER,
        ) -> *mut PyObject = super::array_shape::PyArray_Newshape;
        f as *const ()
    }),
    // 136
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> *mut PyObject =
            super::array_shape::PyArray_Squeeze;
        f as *const ()
    }),
    // 137
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Descr,
            *mut PyTypeObject,
        ) -> *mut PyObject = super::array_shape::PyArray_View;
        f as *const ()
    }),
    // 138
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, c_int, c_int) -> *mut PyObject =
            super::array_shape::PyArray_SwapAxes;
        f as *const ()
    }),
    // 139
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Max;
        f as *const ()
    }),
    // 140
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Min;
        f as *const ()
    }),
    // 141
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Ptp;
        f as *const ()
    }),
    // 142
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Mean;
        f as *const ()
    }),
    // 143
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            c_int,
            c_int,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Trace;
        f as *const ()
    }),
    // 144
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, c_int, c_int, c_int) -> *mut PyObject =
            super::array_shape::PyArray_Diagonal;
        f as *const ()
    }),
    // 145
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyObject,
            *mut PyObject,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Clip;
        f as *const ()
    }),
    // 146
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyArrayObject) -> *mut PyObject =
            super::array_calc::PyArray_Conjugate;
        f as *const ()
    }),
    // 147
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> *mut PyObject =
            super::array_item::PyArray_Nonzero;
        f as *const ()
    }),
    // 148
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            c_int,
            *mut PyArrayObject,
            c_int,
        ) -> *mut PyObject = super::array_calc::PyArray_Std;
        f as *const ()
    }),
    // 149
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Sum;
        f as *const ()
    }),
    // 150
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_CumSum;
        f as *const ()
    }),
    // 151
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Prod;
        f as *const ()
    }),
    // 152
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_CumProd;
        f as *const ()
    }),
    // 153
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_All;
        f as *const ()
    }),
    // 154
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Any;
        f as *const ()
    }),
    // 155
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_item::PyArray_Compress;
        f as *const ()
    }),
    // 156
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, NPY_ORDER) -> *mut PyObject =
            super::array_shape::PyArray_Flatten;
        f as *const ()
    }),
    // 157
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, NPY_ORDER) -> *mut PyObject =
            super::array_shape::PyArray_Ravel;
        f as *const ()
    }),
    // 158
    function({
        let f: unsafe extern "C" fn(*const npy_intp, c_int) -> npy_intp =
            super::lists::PyArray_MultiplyList;
        f as *const ()
    }),
    // 159
    function({
        let f: unsafe extern "C" fn(*const c_int, c_int) -> c_int =
            super::lists::PyArray_MultiplyIntList;
        f as *const ()
    }),
    // 160
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *const npy_intp) -> *mut c_void =
            super::array_shape::PyArray_GetPtr;
        f as *const ()
    }),
    // 161
    function({
        let f: unsafe extern "C" fn(*const npy_intp, *const npy_intp, c_int) -> c_int =
            super::lists::PyArray_CompareLists;
        f as *const ()
    }),
    // 162
    function({
        let f: unsafe extern "C" fn(
            *mut *mut PyObject,
            *mut c_void,
            *mut npy_intp,
            c_int,
            *mut PyArray_Descr,
        ) -> c_int = super::array_from::PyArray_AsCArray;
        f as *const ()
    }),
    // 163: unused
    Slot::EMPTY,
    // 164: unused
    Slot::EMPTY,
    // 165
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_void) -> c_int =
            super::array_from::PyArray_Free;
        f as *const ()
    }),
    // 166
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut *mut PyObject) -> c_int =
            super::converters::PyArray_Converter;
        f as *const ()
    }),
    // 167
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut npy_intp, c_int) -> c_int =
            super::converters::PyArray_IntpFromSequence;
        f as *const ()
    }),
    // 168
    function({
        let f: unsafe extern "C" fn(*mut PyObject, c_int) -> *mut PyObject =
            super::array_item::PyArray_Concatenate;
        f as *const ()
    }),
    // 169
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyObject) -> *mut PyObject =
            super::array_calc::PyArray_InnerProduct;
        f as *const ()
    }),
    // 170
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyObject) -> *mut PyObject =
            super::array_calc::PyArray_MatrixProduct;
        f as *const ()
    }),
    // 171: unused
    Slot::EMPTY,
    // 172
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyObject, c_int) -> *mut PyObject =
            super::array_calc::PyArray_Correlate;
        f as *const ()
    }),
    // 173: unused
    Slot::EMPTY,
    // 174
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut *mut PyArray_Descr) -> c_int =
            super::descr::PyArray_DescrConverter;
        f as *const ()
    }),
    // 175
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut *mut PyArray_Descr) -> c_int =
            super::descr::PyArray_DescrConverter2;
        f as *const ()
    }),
    // 176
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyArray_Dims) -> c_int =
            super::converters::PyArray_IntpConverter;
        f as *const ()
    }),
    // 177
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyArray_Chunk) -> c_int =
            super::converters::PyArray_BufferConverter;
        f as *const ()
    }),
    // 178
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_int) -> c_int =
            super::converters::PyArray_AxisConverter;
        f as *const ()
    }),
    // 179
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut npy_bool) -> c_int =
            super::converters::PyArray_BoolConverter;
        f as *const ()
    }),
    // 180
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_char) -> c_int =
            super::converters::PyArray_ByteorderConverter;
        f as *const ()
    }),
    // 181
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut NPY_ORDER) -> c_int =
            super::converters::PyArray_OrderConverter;
        f as *const ()
    }),
    // 182
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr, *mut PyArray_Descr) -> u8 =
            super::descr::PyArray_EquivTypes;
        f as *const ()
    }),
    // 183
    function({
        let f: unsafe extern "C" fn(
            c_int,
            *const npy_intp,
            *mut PyArray_Descr,
            c_int,
        ) -> *mut PyObject = super::array_new::PyArray_Zeros;
        f as *const ()
    }),
    // 184
    function({
        let f: unsafe extern "C" fn(
            c_int,
            *const npy_intp,
            *mut PyArray_Descr,
            c_int,
        ) -> *mut PyObject = super::array_new::PyArray_Empty;
        f as *const ()
    }),
    // 185
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject =
            super::array_item::PyArray_Where;
        f as *const ()
    }),
    // 186
    function({
        let f: unsafe extern "C" fn(f64, f64, f64, c_int) -> *mut PyObject =
            super::array_new::PyArray_Arange;
        f as *const ()
    }),
    // 187
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut PyObject,
            *mut PyObject,
            *mut PyArray_Descr,
        ) -> *mut PyObject = super::array_new::PyArray_ArangeObj;
        f as *const ()
    }),
    // 188
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut NPY_SORTKIND) -> c_int =
            super::converters::PyArray_SortkindConverter;
        f as *const ()
    }),
    // 189
    function({
        let f: unsafe extern "C" fn(*mut PyObject, c_int) -> *mut PyObject =
            super::array_item::PyArray_LexSort;
        f as *const ()
    }),
    // 190
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_Round;
        f as *const ()
    }),
    // 191
    function({
        let f: unsafe extern "C" fn(c_int, c_int) -> u8 = super::descr::PyArray_EquivTypenums;
        f as *const ()
    }),
    // 192
    function({
        let f: unsafe extern "C" fn(*mut PyArray_DescrProto) -> c_int =
            super::user_dtypes::PyArray_RegisterDataType;
        f as *const ()
    }),
    // 193
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr, c_int, PyArray_VectorUnaryFunc) -> c_int =
            super::user_dtypes::PyArray_RegisterCastFunc;
        f as *const ()
    }),
    // 194
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr, c_int, NPY_SCALARKIND) -> c_int =
            super::user_dtypes::PyArray_RegisterCanCast;
        f as *const ()
    }),
    // 195
    function({
        let f: unsafe extern "C" fn(*mut PyArray_ArrFuncs) =
            super::user_dtypes::PyArray_InitArrFuncs;
        f as *const ()
    }),
    // 196
    function({
        let f: unsafe extern "C" fn(c_int, *const npy_intp) -> *mut PyObject =
            super::lists::PyArray_IntTupleFromIntp;
        f as *const ()
    }),
    // 197: unused
    Slot::EMPTY,
    // 198
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut NPY_CLIPMODE) -> c_int =
            super::converters::PyArray_ClipmodeConverter;
        f as *const ()
    }),
    // 199
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut *mut PyArrayObject) -> c_int =
            super::converters::PyArray_OutputConverter;
        f as *const ()
    }),
    // 200
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut npy_intp, c_int) -> *mut PyObject =
            super::iterators::PyArray_BroadcastToShape;
        f as *const ()
    }),
    // 201: unused
    Slot::EMPTY,
    // 202: unused
    Slot::EMPTY,
    // 203
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut *mut PyArray_Descr) -> c_int =
            super::descr::PyArray_DescrAlignConverter;
        f as *const ()
    }),
    // 204
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut *mut PyArray_Descr) -> c_int =
            super::descr::PyArray_DescrAlignConverter2;
        f as *const ()
    }),
    // 205
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut c_void) -> c_int =
            super::converters::PyArray_SearchsideConverter;
        f as *const ()
    }),
    // 206
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut c_int, c_int) -> *mut PyObject =
            super::array_shape::PyArray_CheckAxis;
        f as *const ()
    }),
    // 207
    function({
        let f: unsafe extern "C" fn(*const npy_intp, c_int) -> npy_intp =
            super::lists::PyArray_OverflowMultiplyList;
        f as *const ()
    }),
    // 208: unused
    Slot::EMPTY,
    // 209
    function({
        let f: unsafe extern "C" fn(*mut *mut PyObject, c_int, c_int) -> *mut PyObject =
            super::iterators::PyArray_MultiIterFromObjects;
        f as *const ()
    }),
    // 210
    function({
        let f: unsafe extern "C" fn() -> c_int = super::version::PyArray_GetEndianness;
        f as *const ()
    }),
    // 211
    function({
        let f: unsafe extern "C" fn() -> c_uint = super::version::PyArray_GetNDArrayCFeatureVersion;
        f as *const ()
    }),
    // 212
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyObject, c_int) -> *mut PyObject =
            super::array_calc::PyArray_Correlate2;
        f as *const ()
    }),
    // 213
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayIterObject,
            *const npy_intp,
            c_int,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::iterators::PyArray_NeighborhoodIterNew;
        f as *const ()
    }),
    // 214: PyTimeIntegerArrType_Type
    Slot::EMPTY,
    // 215: PyDatetimeArrType_Type
    Slot::EMPTY,
    // 216: PyTimedeltaArrType_Type
    Slot::EMPTY,
    // 217: PyHalfArrType_Type
    Slot::EMPTY,
    // 218: NpyIter_Type
    Slot::EMPTY,
    // 219: unused
    Slot::EMPTY,
    // 220: unused
    Slot::EMPTY,
    // 221: unused
    Slot::EMPTY,
    // 222: unused
    Slot::EMPTY,
    // 223
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> NPY_ARRAYMETHOD_FLAGS =
            super::nditer::NpyIter_GetTransferFlags;
        f as *const ()
    }),
    // 224
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            npy_uint32,
            NPY_ORDER,
            NPY_CASTING,
            *mut PyArray_Descr,
        ) -> *mut NpyIter = super::nditer::NpyIter_New;
        f as *const ()
    }),
    // 225
    function({
        let f: unsafe extern "C" fn(
            c_int,
            *mut *mut PyArrayObject,
            npy_uint32,
            NPY_ORDER,
            NPY_CASTING,
            *mut npy_uint32,
            *mut *mut PyArray_Descr,
        ) -> *mut NpyIter = super::nditer::NpyIter_MultiNew;
        f as *const ()
    }),
    // 226
    function({
        let f: unsafe extern "C" fn(
            c_int,
            *mut *mut PyArrayObject,
            npy_uint32,
            NPY_ORDER,
            NPY_CASTING,
            *mut npy_uint32,
            *mut *mut PyArray_Descr,
            c_int,
            *mut *mut c_int,
            *mut npy_intp,
            npy_intp,
        ) -> *mut NpyIter = super::nditer::NpyIter_AdvancedNew;
        f as *const ()
    }),
    // 227
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut NpyIter = super::nditer::NpyIter_Copy;
        f as *const ()
    }),
    // 228
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> c_int = super::nditer::NpyIter_Deallocate;
        f as *const ()
    }),
    // 229
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool =
            super::nditer::NpyIter_HasDelayedBufAlloc;
        f as *const ()
    }),
    // 230
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool =
            super::nditer::NpyIter_HasExternalLoop;
        f as *const ()
    }),
    // 231
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> c_int =
            super::nditer::NpyIter_EnableExternalLoop;
        f as *const ()
    }),
    // 232
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut npy_intp =
            super::nditer::NpyIter_GetInnerStrideArray;
        f as *const ()
    }),
    // 233
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut npy_intp =
            super::nditer::NpyIter_GetInnerLoopSizePtr;
        f as *const ()
    }),
    // 234
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut *mut c_char) -> c_int =
            super::nditer::NpyIter_Reset;
        f as *const ()
    }),
    // 235
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut *mut c_char, *mut *mut c_char) -> c_int =
            super::nditer::NpyIter_ResetBasePointers;
        f as *const ()
    }),
    // 236
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, npy_intp, npy_intp, *mut *mut c_char) -> c_int =
            super::nditer::NpyIter_ResetToIterIndexRange;
        f as *const ()
    }),
    // 237
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> c_int = super::nditer::NpyIter_GetNDim;
        f as *const ()
    }),
    // 238
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> c_int = super::nditer::NpyIter_GetNOp;
        f as *const ()
    }),
    // 239
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut *mut c_char) -> NpyIter_IterNextFunc =
            super::nditer::NpyIter_GetIterNext;
        f as *const ()
    }),
    // 240
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_intp = super::nditer::NpyIter_GetIterSize;
        f as *const ()
    }),
    // 241
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut npy_intp, *mut npy_intp) =
            super::nditer::NpyIter_GetIterIndexRange;
        f as *const ()
    }),
    // 242
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_intp = super::nditer::NpyIter_GetIterIndex;
        f as *const ()
    }),
    // 243
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, npy_intp) -> c_int =
            super::nditer::NpyIter_GotoIterIndex;
        f as *const ()
    }),
    // 244
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool =
            super::nditer::NpyIter_HasMultiIndex;
        f as *const ()
    }),
    // 245
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut npy_intp) -> c_int =
            super::nditer::NpyIter_GetShape;
        f as *const ()
    }),
    // 246
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut *mut c_char) -> NpyIter_GetMultiIndexFunc =
            super::nditer::NpyIter_GetGetMultiIndex;
        f as *const ()
    }),
    // 247
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *const npy_intp) -> c_int =
            super::nditer::NpyIter_GotoMultiIndex;
        f as *const ()
    }),
    // 248
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> c_int =
            super::nditer::NpyIter_RemoveMultiIndex;
        f as *const ()
    }),
    // 249
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool = super::nditer::NpyIter_HasIndex;
        f as *const ()
    }),
    // 250
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool = super::nditer::NpyIter_IsBuffered;
        f as *const ()
    }),
    // 251
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool = super::nditer::NpyIter_IsGrowInner;
        f as *const ()
    }),
    // 252
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_intp =
            super::nditer::NpyIter_GetBufferSize;
        f as *const ()
    }),
    // 253
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut npy_intp =
            super::nditer::NpyIter_GetIndexPtr;
        f as *const ()
    }),
    // 254
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, npy_intp) -> c_int =
            super::nditer::NpyIter_GotoIndex;
        f as *const ()
    }),
    // 255
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut *mut c_char =
            super::nditer::NpyIter_GetDataPtrArray;
        f as *const ()
    }),
    // 256
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut *mut PyArray_Descr =
            super::nditer::NpyIter_GetDescrArray;
        f as *const ()
    }),
    // 257
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut *mut PyArrayObject =
            super::nditer::NpyIter_GetOperandArray;
        f as *const ()
    }),
    // 258
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, npy_intp) -> *mut PyArrayObject =
            super::nditer::NpyIter_GetIterView;
        f as *const ()
    }),
    // 259
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut c_char) =
            super::nditer::NpyIter_GetReadFlags;
        f as *const ()
    }),
    // 260
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut c_char) =
            super::nditer::NpyIter_GetWriteFlags;
        f as *const ()
    }),
    // 261
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) = super::nditer::NpyIter_DebugPrint;
        f as *const ()
    }),
    // 262
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool =
            super::nditer::NpyIter_IterationNeedsAPI;
        f as *const ()
    }),
    // 263
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, *mut npy_intp) =
            super::nditer::NpyIter_GetInnerFixedStrideArray;
        f as *const ()
    }),
    // 264
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, c_int) -> c_int =
            super::nditer::NpyIter_RemoveAxis;
        f as *const ()
    }),
    // 265
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, c_int) -> *mut npy_intp =
            super::nditer::NpyIter_GetAxisStrideArray;
        f as *const ()
    }),
    // 266
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> npy_bool =
            super::nditer::NpyIter_RequiresBuffering;
        f as *const ()
    }),
    // 267
    function({
        let f: unsafe extern "C" fn(*mut NpyIter) -> *mut *mut c_char =
            super::nditer::NpyIter_GetInitialDataPtrArray;
        f as *const ()
    }),
    // 268
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, npy_intp, *mut npy_intp) -> c_int =
            super::nditer::NpyIter_CreateCompatibleStrides;
        f as *const ()
    }),
    // 269
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut NPY_CASTING) -> c_int =
            super::converters::PyArray_CastingConverter;
        f as *const ()
    }),
    // 270
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> npy_intp =
            super::array_item::PyArray_CountNonzero;
        f as *const ()
    }),
    // 271
    function({
        let f: unsafe extern "C" fn(*mut PyArray_Descr, *mut PyArray_Descr) -> *mut PyArray_Descr =
            super::descr::PyArray_PromoteTypes;
        f as *const ()
    }),
    // 272
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> *mut PyArray_Descr =
            super::descr::PyArray_MinScalarType;
        f as *const ()
    }),
    // 273
    function({
        let f: unsafe extern "C" fn(
            npy_intp,
            *mut *mut PyArrayObject,
            npy_intp,
            *mut *mut PyArray_Descr,
        ) -> *mut PyArray_Descr = super::descr::PyArray_ResultType;
        f as *const ()
    }),
    // 274
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArray_Descr,
            NPY_CASTING,
        ) -> npy_bool = super::descr::PyArray_CanCastArrayTo;
        f as *const ()
    }),
    // 275
    function({
        let f: unsafe extern "C" fn(
            *mut PyArray_Descr,
            *mut PyArray_Descr,
            NPY_CASTING,
        ) -> npy_bool = super::descr::PyArray_CanCastTypeTo;
        f as *const ()
    }),
    // 276
    function({
        let f: unsafe extern "C" fn(
            *mut c_char,
            npy_intp,
            *mut *mut PyArrayObject,
            *mut PyArray_Descr,
            NPY_ORDER,
            NPY_CASTING,
            *mut PyArrayObject,
        ) -> *mut PyArrayObject = super::array_calc::PyArray_EinsteinSum;
        f as *const ()
    }),
    // 277
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            NPY_ORDER,
            *mut PyArray_Descr,
            c_int,
        ) -> *mut PyObject = super::array_new::PyArray_NewLikeArray;
        f as *const ()
    }),
    // 278: unused
    Slot::EMPTY,
    // 279
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut NPY_CLIPMODE, c_int) -> c_int =
            super::converters::PyArray_ConvertClipmodeSequence;
        f as *const ()
    }),
    // 280
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut PyObject,
            *mut PyArrayObject,
        ) -> *mut PyObject = super::array_calc::PyArray_MatrixProduct2;
        f as *const ()
    }),
    // 281
    function({
        let f: unsafe extern "C" fn(*mut NpyIter, c_int) -> npy_bool =
            super::nditer::NpyIter_IsFirstVisit;
        f as *const ()
    }),
    // 282
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyObject) -> c_int =
            super::array_new::PyArray_SetBaseObject;
        f as *const ()
    }),
    // 283
    function({
        let f: unsafe extern "C" fn(c_int, *const npy_intp, *mut npy_stride_sort_item) =
            super::lists::PyArray_CreateSortedStridePerm;
        f as *const ()
    }),
    // 284
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *const npy_bool) =
            super::array_shape::PyArray_RemoveAxesInPlace;
        f as *const ()
    }),
    // 285
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) = super::array_from::PyArray_DebugPrint;
        f as *const ()
    }),
    // 286
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *const c_char) -> c_int =
            super::array_shape::PyArray_FailUnlessWriteable;
        f as *const ()
    }),
    // 287
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyArrayObject) -> c_int =
            super::array_shape::PyArray_SetUpdateIfCopyBase;
        f as *const ()
    }),
    // 288
    function({
        let f: unsafe extern "C" fn(usize) -> *mut c_void = super::memory::PyDataMem_NEW;
        f as *const ()
    }),
    // 289
    function({
        let f: unsafe extern "C" fn(*mut c_void) = super::memory::PyDataMem_FREE;
        f as *const ()
    }),
    // 290
    function({
        let f: unsafe extern "C" fn(*mut c_void, usize) -> *mut c_void =
            super::memory::PyDataMem_RENEW;
        f as *const ()
    }),
    // 291: unused
    Slot::EMPTY,
    // 292: NPY_DEFAULT_ASSIGN_CASTING
    Slot::EMPTY,
    // 293: unused
    Slot::EMPTY,
    // 294: unused
    Slot::EMPTY,
    // 295: unused
    Slot::EMPTY,
    // 296
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArrayObject,
            c_int,
            NPY_SELECTKIND,
        ) -> c_int = super::array_item::PyArray_Partition;
        f as *const ()
    }),
    // 297
    function({
        let f: unsafe extern "C" fn(
            *mut PyArrayObject,
            *mut PyArrayObject,
            c_int,
            NPY_SELECTKIND,
        ) -> *mut PyObject = super::array_item::PyArray_ArgPartition;
        f as *const ()
    }),
    // 298
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut NPY_SELECTKIND) -> c_int =
            super::converters::PyArray_SelectkindConverter;
        f as *const ()
    }),
    // 299
    function({
        let f: unsafe extern "C" fn(usize, usize) -> *mut c_void =
            super::memory::PyDataMem_NEW_ZEROED;
        f as *const ()
    }),
    // 300
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> c_int =
            super::array_shape::PyArray_CheckAnyScalarExact;
        f as *const ()
    }),
    // 301: unused
    Slot::EMPTY,
    // 302
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject) -> c_int =
            super::array_shape::PyArray_ResolveWritebackIfCopy;
        f as *const ()
    }),
    // 303
    function({
        let f: unsafe extern "C" fn(*mut PyArrayObject, *mut PyArrayObject) -> c_int =
            super::array_shape::PyArray_SetWritebackIfCopyBase;
        f as *const ()
    }),
    // 304
    function({
        let f: unsafe extern "C" fn(*mut PyObject) -> *mut PyObject =
            super::memory::PyDataMem_SetHandler;
        f as *const ()
    }),
    // 305
    function({
        let f: unsafe extern "C" fn() -> *mut PyObject = super::memory::PyDataMem_GetHandler;
        f as *const ()
    }),
    // 306: PyDataMem_DefaultHandler
    Slot::EMPTY,
    // 307
    function({
        let f: unsafe extern "C" fn(
            *mut PyArray_DatetimeMetaData,
            npy_datetime,
            *mut npy_datetimestruct,
        ) -> c_int = super::datetime::NpyDatetime_ConvertDatetime64ToDatetimeStruct;
        f as *const ()
    }),
    // 308
    function({
        let f: unsafe extern "C" fn(
            *mut PyArray_DatetimeMetaData,
            *const npy_datetimestruct,
            *mut npy_datetime,
        ) -> c_int = super::datetime::NpyDatetime_ConvertDatetimeStructToDatetime64;
        f as *const ()
    }),
    // 309
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut npy_datetimestruct,
            *mut NPY_DATETIMEUNIT,
            c_int,
        ) -> c_int = super::datetime::NpyDatetime_ConvertPyDateTimeToDatetimeStruct;
        f as *const ()
    }),
    // 310
    function({
        let f: unsafe extern "C" fn(c_int, NPY_DATETIMEUNIT) -> c_int =
            super::datetime::NpyDatetime_GetDatetimeISO8601StrLen;
        f as *const ()
    }),
    // 311
    function({
        let f: unsafe extern "C" fn(
            *mut npy_datetimestruct,
            *mut c_char,
            npy_intp,
            c_int,
            c_int,
            NPY_DATETIMEUNIT,
            c_int,
            NPY_CASTING,
        ) -> c_int = super::datetime::NpyDatetime_MakeISO8601Datetime;
        f as *const ()
    }),
    // 312
    function({
        let f: unsafe extern "C" fn(
            *const c_char,
            Py_ssize_t,
            NPY_DATETIMEUNIT,
            NPY_CASTING,
            *mut npy_datetimestruct,
            *mut NPY_DATETIMEUNIT,
            *mut npy_bool,
        ) -> c_int = super::datetime::NpyDatetime_ParseISO8601Datetime;
        f as *const ()
    }),
    // 313
    function({
        let f: unsafe extern "C" fn(
            *mut npy_string_allocator,
            *const npy_packed_static_string,
            *mut npy_static_string,
        ) -> c_int = super::strings::NpyString_load;
        f as *const ()
    }),
    // 314
    function({
        let f: unsafe extern "C" fn(
            *mut npy_string_allocator,
            *mut npy_packed_static_string,
            *const c_char,
            usize,
        ) -> c_int = super::strings::NpyString_pack;
        f as *const ()
    }),
    // 315
    function({
        let f: unsafe extern "C" fn(
            *mut npy_string_allocator,
            *mut npy_packed_static_string,
        ) -> c_int = super::strings::NpyString_pack_null;
        f as *const ()
    }),
    // 316
    function({
        let f: unsafe extern "C" fn(*const PyArray_StringDTypeObject) -> *mut npy_string_allocator =
            super::strings::NpyString_acquire_allocator;
        f as *const ()
    }),
    // 317
    function({
        let f: unsafe extern "C" fn(
            usize,
            *const *mut PyArray_Descr,
            *mut *mut npy_string_allocator,
        ) = super::strings::NpyString_acquire_allocators;
        f as *const ()
    }),
    // 318
    function({
        let f: unsafe extern "C" fn(*mut npy_string_allocator) =
            super::strings::NpyString_release_allocator;
        f as *const ()
    }),
    // 319
    function({
        let f: unsafe extern "C" fn(usize, *mut *mut npy_string_allocator) =
            super::strings::NpyString_release_allocators;
        f as *const ()
    }),
    // 320: PyArrayDTypeMeta_Type
    Slot::EMPTY,
    // 321: PyArray_BoolDType
    Slot::EMPTY,
    // 322: PyArray_ByteDType
    Slot::EMPTY,
    // 323: PyArray_UByteDType
    Slot::EMPTY,
    // 324: PyArray_ShortDType
    Slot::EMPTY,
    // 325: PyArray_UShortDType
    Slot::EMPTY,
    // 326: PyArray_IntDType
    Slot::EMPTY,
    // 327: PyArray_UIntDType
    Slot::EMPTY,
    // 328: PyArray_LongDType
    Slot::EMPTY,
    // 329: PyArray_ULongDType
    Slot::EMPTY,
    // 330: PyArray_LongLongDType
    Slot::EMPTY,
    // 331: PyArray_ULongLongDType
    Slot::EMPTY,
    // 332: PyArray_Int8DType
    Slot::EMPTY,
    // 333: PyArray_UInt8DType
    Slot::EMPTY,
    // 334: PyArray_Int16DType
    Slot::EMPTY,
    // 335: PyArray_UInt16DType
    Slot::EMPTY,
    // 336: PyArray_Int32DType
    Slot::EMPTY,
    // 337: PyArray_UInt32DType
    Slot::EMPTY,
    // 338: PyArray_Int64DType
    Slot::EMPTY,
    // 339: PyArray_UInt64DType
    Slot::EMPTY,
    // 340: PyArray_IntpDType
    Slot::EMPTY,
    // 341: PyArray_UIntpDType
    Slot::EMPTY,
    // 342: PyArray_HalfDType
    Slot::EMPTY,
    // 343: PyArray_FloatDType
    Slot::EMPTY,
    // 344: PyArray_DoubleDType
    Slot::EMPTY,
    // 345: PyArray_LongDoubleDType
    Slot::EMPTY,
    // 346: PyArray_CFloatDType
    Slot::EMPTY,
    // 347: PyArray_CDoubleDType
    Slot::EMPTY,
    // 348: PyArray_CLongDoubleDType
    Slot::EMPTY,
    // 349: PyArray_BytesDType
    Slot::EMPTY,
    // 350: PyArray_UnicodeDType
    Slot::EMPTY,
    // 351: PyArray_DatetimeDType
    Slot::EMPTY,
    // 352: PyArray_TimedeltaDType
    Slot::EMPTY,
    // 353: PyArray_ObjectDType
    Slot::EMPTY,
    // 354: PyArray_VoidDType
    Slot::EMPTY,
    // 355: PyArray_PyLongDType
    Slot::EMPTY,
    // 356: PyArray_PyFloatDType
    Slot::EMPTY,
    // 357: PyArray_PyComplexDType
    Slot::EMPTY,
    // 358: PyArray_DefaultIntDType
    Slot::EMPTY,
    // 359: PyArray_StringDType
    Slot::EMPTY,
    // 360: unused
    Slot::EMPTY,
    // 361
    function({
        let f: unsafe extern "C" fn(*mut PyArray_DTypeMeta) -> *mut PyArray_Descr =
            super::descr::PyArray_GetDefaultDescr;
        f as *const ()
    }),
    // 362
    function({
        let f: unsafe extern "C" fn(*mut PyArray_DTypeMeta, *mut PyArrayDTypeMeta_Spec) -> c_int =
            super::user_dtypes::PyArrayInitDTypeMeta_FromSpec;
        f as *const ()
    }),
    // 363
    function({
        let f: unsafe extern "C" fn(
            *mut PyArray_DTypeMeta,
            *mut PyArray_DTypeMeta,
        ) -> *mut PyArray_DTypeMeta = super::descr::PyArray_CommonDType;
        f as *const ()
    }),
    // 364
    function({
        let f: unsafe extern "C" fn(
            npy_intp,
            *mut *mut PyArray_DTypeMeta,
        ) -> *mut PyArray_DTypeMeta = super::descr::PyArray_PromoteDTypeSequence;
        f as *const ()
    }),
    // 365
    function({
        let f: unsafe extern "C" fn(*const PyArray_Descr) -> *mut PyArray_ArrFuncs =
            super::descr::_PyDataType_GetArrFuncs;
        f as *const ()
    }),
    // 366: PyArray_IntAbstractDType
    Slot::EMPTY,
    // 367: PyArray_FloatAbstractDType
    Slot::EMPTY,
    // 368: PyArray_ComplexAbstractDType
    Slot::EMPTY,
];

/// What the capsule `_UFUNC_API` points to.
pub static UFUNC_API: [Slot; 48] = [
    // 0: PyUFunc_Type
    Slot::EMPTY,
    // 1
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncGenericFunction,
            *const *mut c_void,
            *const c_char,
            c_int,
            c_int,
            c_int,
            c_int,
            *const c_char,
            *const c_char,
            c_int,
        ) -> *mut PyObject = super::ufunc::PyUFunc_FromFuncAndData;
        f as *const ()
    }),
    // 2
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncObject,
            c_int,
            PyUFuncGenericFunction,
            *const c_int,
            *mut c_void,
        ) -> c_int = super::ufunc::PyUFunc_RegisterLoopForType;
        f as *const ()
    }),
    // 3: unused
    Slot::EMPTY,
    // 4
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_f_f_As_d_d;
        f as *const ()
    }),
    // 5
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_d_d;
        f as *const ()
    }),
    // 6
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_f_f;
        f as *const ()
    }),
    // 7
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_g_g;
        f as *const ()
    }),
    // 8
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_F_F_As_D_D;
        f as *const ()
    }),
    // 9
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_F_F;
        f as *const ()
    }),
    // 10
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_D_D;
        f as *const ()
    }),
    // 11
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_G_G;
        f as *const ()
    }),
    // 12
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_O_O;
        f as *const ()
    }),
    // 13
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_ff_f_As_dd_d;
        f as *const ()
    }),
    // 14
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_ff_f;
        f as *const ()
    }),
    // 15
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_dd_d;
        f as *const ()
    }),
    // 16
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_gg_g;
        f as *const ()
    }),
    // 17
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_FF_F_As_DD_D;
        f as *const ()
    }),
    // 18
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_DD_D;
        f as *const ()
    }),
    // 19
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_FF_F;
        f as *const ()
    }),
    // 20
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_GG_G;
        f as *const ()
    }),
    // 21
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_OO_O;
        f as *const ()
    }),
    // 22
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_O_O_method;
        f as *const ()
    }),
    // 23
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_OO_O_method;
        f as *const ()
    }),
    // 24
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_On_Om;
        f as *const ()
    }),
    // 25: unused
    Slot::EMPTY,
    // 26: unused
    Slot::EMPTY,
    // 27
    function({
        let f: unsafe extern "C" fn() = super::ufunc::PyUFunc_clearfperr;
        f as *const ()
    }),
    // 28
    function({
        let f: unsafe extern "C" fn() -> c_int = super::ufunc::PyUFunc_getfperr;
        f as *const ()
    }),
    // 29: unused
    Slot::EMPTY,
    // 30
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncObject,
            PyUFuncGenericFunction,
            *const c_int,
            *mut PyUFuncGenericFunction,
        ) -> c_int = super::ufunc::PyUFunc_ReplaceLoopBySignature;
        f as *const ()
    }),
    // 31
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncGenericFunction,
            *const *mut c_void,
            *const c_char,
            c_int,
            c_int,
            c_int,
            c_int,
            *const c_char,
            *const c_char,
            c_int,
            *const c_char,
        ) -> *mut PyObject = super::ufunc::PyUFunc_FromFuncAndDataAndSignature;
        f as *const ()
    }),
    // 32: unused
    Slot::EMPTY,
    // 33
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_e_e;
        f as *const ()
    }),
    // 34
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_e_e_As_f_f;
        f as *const ()
    }),
    // 35
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_e_e_As_d_d;
        f as *const ()
    }),
    // 36
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_ee_e;
        f as *const ()
    }),
    // 37
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_ee_e_As_ff_f;
        f as *const ()
    }),
    // 38
    function({
        let f: unsafe extern "C" fn(
            *mut *mut c_char,
            *const npy_intp,
            *const npy_intp,
            *mut c_void,
        ) = super::ufunc_loops::PyUFunc_ee_e_As_dd_d;
        f as *const ()
    }),
    // 39
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncObject,
            NPY_CASTING,
            *mut *mut PyArrayObject,
            *mut PyObject,
            *mut *mut PyArray_Descr,
        ) -> c_int = super::ufunc::PyUFunc_DefaultTypeResolver;
        f as *const ()
    }),
    // 40
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncObject,
            NPY_CASTING,
            *mut *mut PyArrayObject,
            *const *mut PyArray_Descr,
        ) -> c_int = super::ufunc::PyUFunc_ValidateCasting;
        f as *const ()
    }),
    // 41
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncObject,
            *mut PyArray_Descr,
            PyUFuncGenericFunction,
            *mut *mut PyArray_Descr,
            *mut c_void,
        ) -> c_int = super::ufunc::PyUFunc_RegisterLoopForDescr;
        f as *const ()
    }),
    // 42
    function({
        let f: unsafe extern "C" fn(
            *mut PyUFuncGenericFunction,
            *const *mut c_void,
            *const c_char,
            c_int,
            c_int,
            c_int,
            c_int,
            *const c_char,
            *const c_char,
            c_int,
            *const c_char,
            *mut PyObject,
        ) -> *mut PyObject = super::ufunc::PyUFunc_FromFuncAndDataAndSignatureAndIdentity;
        f as *const ()
    }),
    // 43
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyArrayMethod_Spec) -> c_int =
            super::ufunc::PyUFunc_AddLoopFromSpec;
        f as *const ()
    }),
    // 44
    function({
        let f: unsafe extern "C" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> c_int =
            super::ufunc::PyUFunc_AddPromoter;
        f as *const ()
    }),
    // 45
    function({
        let f: unsafe extern "C" fn(
            *mut PyObject,
            *mut *mut PyArray_DTypeMeta,
            *mut *mut PyArray_DTypeMeta,
            PyArrayMethod_TranslateGivenDescriptors,
            PyArrayMethod_TranslateLoopDescriptors,
        ) -> c_int = super::ufunc::PyUFunc_AddWrappingLoop;
        f as *const ()
    }),
    // 46
    function({
        let f: unsafe extern "C" fn(*const c_char, c_int) -> c_int =
            super::ufunc::PyUFunc_GiveFloatingpointErrors;
        f as *const ()
    }),
    // 47
    function({
        let f: unsafe extern "C" fn(*mut PyUFunc_LoopSlot) -> c_int =
            super::ufunc::PyUFunc_AddLoopsFromSpecs;
        f as *const ()
    }),
];

/// Where `PyArray_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArrayDescr_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_DESCR_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArrayIter_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_ITER_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArrayMultiIter_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_MULTI_ITER_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `NPY_NUMUSERTYPES` is.
#[unsafe(no_mangle)]
pub static FERRONUM_NPY_NUMUSERTYPES: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyBoolArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_BOOL_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `_PyArrayScalar_BoolValues` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_SCALAR_BOOL_VALUES: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyGenericArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_GENERIC_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyNumberArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_NUMBER_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyIntegerArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_INTEGER_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PySignedIntegerArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_SIGNED_INTEGER_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyUnsignedIntegerArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_UNSIGNED_INTEGER_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyInexactArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_INEXACT_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyFloatingArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_FLOATING_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyComplexFloatingArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_COMPLEX_FLOATING_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyFlexibleArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_FLEXIBLE_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyCharacterArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_CHARACTER_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyByteArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_BYTE_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyShortArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_SHORT_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyIntArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_INT_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyLongArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_LONG_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyLongLongArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_LONG_LONG_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyUByteArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_UBYTE_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyUShortArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_USHORT_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyUIntArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_UINT_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyULongArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ULONG_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyULongLongArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ULONG_LONG_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyFloatArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_FLOAT_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyDoubleArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_DOUBLE_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyLongDoubleArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_LONG_DOUBLE_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyCFloatArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_CFLOAT_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyCDoubleArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_CDOUBLE_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyCLongDoubleArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_CLONG_DOUBLE_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyObjectArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_OBJECT_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyStringArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_STRING_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyUnicodeArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_UNICODE_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyVoidArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_VOID_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyTimeIntegerArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_TIME_INTEGER_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyDatetimeArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_DATETIME_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyTimedeltaArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_TIMEDELTA_ARR_TYPE_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyHalfArrType_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_HALF_ARR_TYPE_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `NpyIter_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_NPY_ITER_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `NPY_DEFAULT_ASSIGN_CASTING` is.
#[unsafe(no_mangle)]
pub static FERRONUM_NPY_DEFAULT_ASSIGN_CASTING: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyDataMem_DefaultHandler` is.
#[unsafe(no_mangle)]
pub static FERRONUM_DATA_MEM_DEFAULT_HANDLER: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArrayDTypeMeta_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_DTYPE_META_TYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_BoolDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_BOOL_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_ByteDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_BYTE_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UByteDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UBYTE_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_ShortDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_SHORT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UShortDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_USHORT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_IntDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_INT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UIntDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UINT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_LongDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_LONG_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_ULongDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_ULONG_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_LongLongDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_LONG_LONG_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_ULongLongDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_ULONG_LONG_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_Int8DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_INT8_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UInt8DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UINT8_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_Int16DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_INT16_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UInt16DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UINT16_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_Int32DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_INT32_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UInt32DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UINT32_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_Int64DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_INT64_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UInt64DType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UINT64_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_IntpDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_INTP_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UIntpDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UINTP_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_HalfDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_HALF_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_FloatDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_FLOAT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_DoubleDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_DOUBLE_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_LongDoubleDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_LONG_DOUBLE_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_CFloatDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_CFLOAT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_CDoubleDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_CDOUBLE_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_CLongDoubleDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_CLONG_DOUBLE_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_BytesDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_BYTES_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_UnicodeDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_UNICODE_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_DatetimeDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_DATETIME_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_TimedeltaDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_TIMEDELTA_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_ObjectDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_OBJECT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_VoidDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_VOID_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_PyLongDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_PY_LONG_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_PyFloatDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_PY_FLOAT_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_PyComplexDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_PY_COMPLEX_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_DefaultIntDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_DEFAULT_INT_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_StringDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_STRING_DTYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_IntAbstractDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_INT_ABSTRACT_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_FloatAbstractDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_FLOAT_ABSTRACT_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyArray_ComplexAbstractDType` is.
#[unsafe(no_mangle)]
pub static FERRONUM_ARRAY_COMPLEX_ABSTRACT_DTYPE: AtomicPtr<c_void> =
    AtomicPtr::new(core::ptr::null_mut());

/// Where `PyUFunc_Type` is.
#[unsafe(no_mangle)]
pub static FERRONUM_UFUNC_TYPE: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());

/// Type objects: slot, name, the pointer that C reads.
pub static TYPES: &[(&Slot, &str, &AtomicPtr<c_void>)] = &[
    (&ARRAY_API[2], "PyArray_Type", &FERRONUM_ARRAY_TYPE),
    (
        &ARRAY_API[3],
        "PyArrayDescr_Type",
        &FERRONUM_ARRAY_DESCR_TYPE,
    ),
    (&ARRAY_API[5], "PyArrayIter_Type", &FERRONUM_ARRAY_ITER_TYPE),
    (
        &ARRAY_API[6],
        "PyArrayMultiIter_Type",
        &FERRONUM_ARRAY_MULTI_ITER_TYPE,
    ),
    (
        &ARRAY_API[8],
        "PyBoolArrType_Type",
        &FERRONUM_BOOL_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[10],
        "PyGenericArrType_Type",
        &FERRONUM_GENERIC_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[11],
        "PyNumberArrType_Type",
        &FERRONUM_NUMBER_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[12],
        "PyIntegerArrType_Type",
        &FERRONUM_INTEGER_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[13],
        "PySignedIntegerArrType_Type",
        &FERRONUM_SIGNED_INTEGER_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[14],
        "PyUnsignedIntegerArrType_Type",
        &FERRONUM_UNSIGNED_INTEGER_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[15],
        "PyInexactArrType_Type",
        &FERRONUM_INEXACT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[16],
        "PyFloatingArrType_Type",
        &FERRONUM_FLOATING_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[17],
        "PyComplexFloatingArrType_Type",
        &FERRONUM_COMPLEX_FLOATING_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[18],
        "PyFlexibleArrType_Type",
        &FERRONUM_FLEXIBLE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[19],
        "PyCharacterArrType_Type",
        &FERRONUM_CHARACTER_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[20],
        "PyByteArrType_Type",
        &FERRONUM_BYTE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[21],
        "PyShortArrType_Type",
        &FERRONUM_SHORT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[22],
        "PyIntArrType_Type",
        &FERRONUM_INT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[23],
        "PyLongArrType_Type",
        &FERRONUM_LONG_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[24],
        "PyLongLongArrType_Type",
        &FERRONUM_LONG_LONG_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[25],
        "PyUByteArrType_Type",
        &FERRONUM_UBYTE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[26],
        "PyUShortArrType_Type",
        &FERRONUM_USHORT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[27],
        "PyUIntArrType_Type",
        &FERRONUM_UINT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[28],
        "PyULongArrType_Type",
        &FERRONUM_ULONG_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[29],
        "PyULongLongArrType_Type",
        &FERRONUM_ULONG_LONG_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[30],
        "PyFloatArrType_Type",
        &FERRONUM_FLOAT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[31],
        "PyDoubleArrType_Type",
        &FERRONUM_DOUBLE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[32],
        "PyLongDoubleArrType_Type",
        &FERRONUM_LONG_DOUBLE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[33],
        "PyCFloatArrType_Type",
        &FERRONUM_CFLOAT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[34],
        "PyCDoubleArrType_Type",
        &FERRONUM_CDOUBLE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[35],
        "PyCLongDoubleArrType_Type",
        &FERRONUM_CLONG_DOUBLE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[36],
        "PyObjectArrType_Type",
        &FERRONUM_OBJECT_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[37],
        "PyStringArrType_Type",
        &FERRONUM_STRING_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[38],
        "PyUnicodeArrType_Type",
        &FERRONUM_UNICODE_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[39],
        "PyVoidArrType_Type",
        &FERRONUM_VOID_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[214],
        "PyTimeIntegerArrType_Type",
        &FERRONUM_TIME_INTEGER_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[215],
        "PyDatetimeArrType_Type",
        &FERRONUM_DATETIME_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[216],
        "PyTimedeltaArrType_Type",
        &FERRONUM_TIMEDELTA_ARR_TYPE_TYPE,
    ),
    (
        &ARRAY_API[217],
        "PyHalfArrType_Type",
        &FERRONUM_HALF_ARR_TYPE_TYPE,
    ),
    (&ARRAY_API[218], "NpyIter_Type", &FERRONUM_NPY_ITER_TYPE),
    (
        &ARRAY_API[320],
        "PyArrayDTypeMeta_Type",
        &FERRONUM_ARRAY_DTYPE_META_TYPE,
    ),
    (
        &ARRAY_API[321],
        "PyArray_BoolDType",
        &FERRONUM_ARRAY_BOOL_DTYPE,
    ),
    (
        &ARRAY_API[322],
        "PyArray_ByteDType",
        &FERRONUM_ARRAY_BYTE_DTYPE,
    ),
    (
        &ARRAY_API[323],
        "PyArray_UByteDType",
        &FERRONUM_ARRAY_UBYTE_DTYPE,
    ),
    (
        &ARRAY_API[324],
        "PyArray_ShortDType",
        &FERRONUM_ARRAY_SHORT_DTYPE,
    ),
    (
        &ARRAY_API[325],
        "PyArray_UShortDType",
        &FERRONUM_ARRAY_USHORT_DTYPE,
    ),
    (
        &ARRAY_API[326],
        "PyArray_IntDType",
        &FERRONUM_ARRAY_INT_DTYPE,
    ),
    (
        &ARRAY_API[327],
        "PyArray_UIntDType",
        &FERRONUM_ARRAY_UINT_DTYPE,
    ),
    (
        &ARRAY_API[328],
        "PyArray_LongDType",
        &FERRONUM_ARRAY_LONG_DTYPE,
    ),
    (
        &ARRAY_API[329],
        "PyArray_ULongDType",
        &FERRONUM_ARRAY_ULONG_DTYPE,
    ),
    (
        &ARRAY_API[330],
        "PyArray_LongLongDType",
        &FERRONUM_ARRAY_LONG_LONG_DTYPE,
    ),
    (
        &ARRAY_API[331],
        "PyArray_ULongLongDType",
        &FERRONUM_ARRAY_ULONG_LONG_DTYPE,
    ),
    (
        &ARRAY_API[332],
        "PyArray_Int8DType",
        &FERRONUM_ARRAY_INT8_DTYPE,
    ),
    (
        &ARRAY_API[333],
        "PyArray_UInt8DType",
        &FERRONUM_ARRAY_UINT8_DTYPE,
    ),
    (
        &ARRAY_API[334],
        "PyArray_Int16DType",
        &FERRONUM_ARRAY_INT16_DTYPE,
    ),
    (
        &ARRAY_API[335],
        "PyArray_UInt16DType",
        &FERRONUM_ARRAY_UINT16_DTYPE,
    ),
    (
        &ARRAY_API[336],
        "PyArray_Int32DType",
        &FERRONUM_ARRAY_INT32_DTYPE,
    ),
    (
        &ARRAY_API[337],
        "PyArray_UInt32DType",
        &FERRONUM_ARRAY_UINT32_DTYPE,
    ),
    (
        &ARRAY_API[338],
        "PyArray_Int64DType",
        &FERRONUM_ARRAY_INT64_DTYPE,
    ),
    (
        &ARRAY_API[339],
        "PyArray_UInt64DType",
        &FERRONUM_ARRAY_UINT64_DTYPE,
    ),
    (
        &ARRAY_API[340],
        "PyArray_IntpDType",
        &FERRONUM_ARRAY_INTP_DTYPE,
    ),
    (
        &ARRAY_API[341],
        "PyArray_UIntpDType",
        &FERRONUM_ARRAY_UINTP_DTYPE,
    ),
    (
        &ARRAY_API[342],
        "PyArray_HalfDType",
        &FERRONUM_ARRAY_HALF_DTYPE,
    ),
    (
        &ARRAY_API[343],
        "PyArray_FloatDType",
        &FERRONUM_ARRAY_FLOAT_DTYPE,
    ),
    (
        &ARRAY_API[344],
        "PyArray_DoubleDType",
        &FERRONUM_ARRAY_DOUBLE_DTYPE,
    ),
    (
        &ARRAY_API[345],
        "PyArray_LongDoubleDType",
        &FERRONUM_ARRAY_LONG_DOUBLE_DTYPE,
    ),
    (
        &ARRAY_API[346],
        "PyArray_CFloatDType",
        &FERRONUM_ARRAY_CFLOAT_DTYPE,
    ),
    (
        &ARRAY_API[347],
        "PyArray_CDoubleDType",
        &FERRONUM_ARRAY_CDOUBLE_DTYPE,
    ),
    (
        &ARRAY_API[348],
        "PyArray_CLongDoubleDType",
        &FERRONUM_ARRAY_CLONG_DOUBLE_DTYPE,
    ),
    (
        &ARRAY_API[349],
        "PyArray_BytesDType",
        &FERRONUM_ARRAY_BYTES_DTYPE,
    ),
    (
        &ARRAY_API[350],
        "PyArray_UnicodeDType",
        &FERRONUM_ARRAY_UNICODE_DTYPE,
    ),
    (
        &ARRAY_API[351],
        "PyArray_DatetimeDType",
        &FERRONUM_ARRAY_DATETIME_DTYPE,
    ),
    (
        &ARRAY_API[352],
        "PyArray_TimedeltaDType",
        &FERRONUM_ARRAY_TIMEDELTA_DTYPE,
    ),
    (
        &ARRAY_API[353],
        "PyArray_ObjectDType",
        &FERRONUM_ARRAY_OBJECT_DTYPE,
    ),
    (
        &ARRAY_API[354],
        "PyArray_VoidDType",
        &FERRONUM_ARRAY_VOID_DTYPE,
    ),
    (
        &ARRAY_API[355],
        "PyArray_PyLongDType",
        &FERRONUM_ARRAY_PY_LONG_DTYPE,
    ),
    (
        &ARRAY_API[356],
        "PyArray_PyFloatDType",
        &FERRONUM_ARRAY_PY_FLOAT_DTYPE,
    ),
    (
        &ARRAY_API[357],
        "PyArray_PyComplexDType",
        &FERRONUM_ARRAY_PY_COMPLEX_DTYPE,
    ),
    (
        &ARRAY_API[358],
        "PyArray_DefaultIntDType",
        &FERRONUM_ARRAY_DEFAULT_INT_DTYPE,
    ),
    (
        &ARRAY_API[359],
        "PyArray_StringDType",
        &FERRONUM_ARRAY_STRING_DTYPE,
    ),
    (
        &ARRAY_API[366],
        "PyArray_IntAbstractDType",
        &FERRONUM_ARRAY_INT_ABSTRACT_DTYPE,
    ),
    (
        &ARRAY_API[367],
        "PyArray_FloatAbstractDType",
        &FERRONUM_ARRAY_FLOAT_ABSTRACT_DTYPE,
    ),
    (
        &ARRAY_API[368],
        "PyArray_ComplexAbstractDType",
        &FERRONUM_ARRAY_COMPLEX_ABSTRACT_DTYPE,
    ),
    (&UFUNC_API[0], "PyUFunc_Type", &FERRONUM_UFUNC_TYPE),
];

/// Variables: slot, name, the pointer that C reads.
pub static DATA: &[(&Slot, &str, &AtomicPtr<c_void>)] = &[
    (
        &ARRAY_API[7],
        "NPY_NUMUSERTYPES",
        &FERRONUM_NPY_NUMUSERTYPES,
    ),
    (
        &ARRAY_API[9],
        "_PyArrayScalar_BoolValues",
        &FERRONUM_ARRAY_SCALAR_BOOL_VALUES,
    ),
    (
        &ARRAY_API[292],
        "NPY_DEFAULT_ASSIGN_CASTING",
        &FERRONUM_NPY_DEFAULT_ASSIGN_CASTING,
    ),
    (
        &ARRAY_API[306],
        "PyDataMem_DefaultHandler",
        &FERRONUM_DATA_MEM_DEFAULT_HANDLER,
    ),
];
