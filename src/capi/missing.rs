//! One function per slot that is not done: it raises `NotImplementedError` with its name.
//! Written by `cargo xtask codegen` from `crates/abi/api.toml`; do not edit.
#[allow(unused_imports)]
use core::ffi::*;
#[allow(unused_imports)]
use ferronum_abi::prelude::*;
#[allow(unused_imports)]
use pyo3_ffi::*;

/// Slot 42 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_INCREF(mp: *mut PyArrayObject) -> c_int {
    let _ = (mp,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_INCREF", &[]) };
    -1
}

/// Slot 43 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_XDECREF(mp: *mut PyArrayObject) -> c_int {
    let _ = (mp,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_XDECREF", &[]) };
    -1
}

/// Slot 44 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetStringFunction(op: *mut PyObject, repr: c_int) {
    let _ = (op, repr);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_SetStringFunction", &[]) };
}

/// Slot 45 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromType(type_: c_int) -> *mut PyArray_Descr {
    let _ = (type_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrFromType", &[]) };
    core::ptr::null_mut()
}

/// Slot 46 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_TypeObjectFromType(type_: c_int) -> *mut PyObject {
    let _ = (type_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_TypeObjectFromType", &[]) };
    core::ptr::null_mut()
}

/// Slot 47 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Zero(arr: *mut PyArrayObject) -> *mut c_char {
    let _ = (arr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Zero", &[]) };
    core::ptr::null_mut()
}

/// Slot 48 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_One(arr: *mut PyArrayObject) -> *mut c_char {
    let _ = (arr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_One", &[]) };
    core::ptr::null_mut()
}

/// Slot 49 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastToType(
    arr: *mut PyArrayObject,
    dtype: *mut PyArray_Descr,
    is_f_order: c_int,
) -> *mut PyObject {
    let _ = (arr, is_f_order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CastToType", &[dtype.cast()]) };
    core::ptr::null_mut()
}

/// Slot 50 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CopyInto(
    dst: *mut PyArrayObject,
    src: *mut PyArrayObject,
) -> c_int {
    let _ = (dst, src);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CopyInto", &[]) };
    -1
}

/// Slot 51 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CopyAnyInto(
    dst: *mut PyArrayObject,
    src: *mut PyArrayObject,
) -> c_int {
    let _ = (dst, src);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CopyAnyInto", &[]) };
    -1
}

/// Slot 52 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastSafely(fromtype: c_int, totype: c_int) -> c_int {
    let _ = (fromtype, totype);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CanCastSafely", &[]) };
    0
}

/// Slot 53 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastTo(
    from: *mut PyArray_Descr,
    to: *mut PyArray_Descr,
) -> npy_bool {
    let _ = (from, to);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CanCastTo", &[]) };
    0
}

/// Slot 54 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ObjectType(op: *mut PyObject, minimum_type: c_int) -> c_int {
    let _ = (op, minimum_type);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ObjectType", &[]) };
    25
}

/// Slot 55 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromObject(
    op: *mut PyObject,
    mintype: *mut PyArray_Descr,
) -> *mut PyArray_Descr {
    let _ = (op, mintype);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrFromObject", &[]) };
    core::ptr::null_mut()
}

/// Slot 56 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ConvertToCommonType(
    op: *mut PyObject,
    retn: *mut c_int,
) -> *mut *mut PyArrayObject {
    let _ = (op, retn);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ConvertToCommonType", &[]) };
    core::ptr::null_mut()
}

/// Slot 57 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromScalar(sc: *mut PyObject) -> *mut PyArray_Descr {
    let _ = (sc,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrFromScalar", &[]) };
    core::ptr::null_mut()
}

/// Slot 58 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromTypeObject(type_: *mut PyObject) -> *mut PyArray_Descr {
    let _ = (type_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrFromTypeObject", &[]) };
    core::ptr::null_mut()
}

/// Slot 59 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Size(op: *mut PyObject) -> npy_intp {
    let _ = (op,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Size", &[]) };
    -1
}

/// Slot 60 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Scalar(
    data: *mut c_void,
    descr: *mut PyArray_Descr,
    base: *mut PyObject,
) -> *mut PyObject {
    let _ = (data, descr, base);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Scalar", &[]) };
    core::ptr::null_mut()
}

/// Slot 61 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromScalar(
    scalar: *mut PyObject,
    outcode: *mut PyArray_Descr,
) -> *mut PyObject {
    let _ = (scalar,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromScalar", &[outcode.cast()]) };
    core::ptr::null_mut()
}

/// Slot 62 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ScalarAsCtype(scalar: *mut PyObject, ctypeptr: *mut c_void) {
    let _ = (scalar, ctypeptr);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_ScalarAsCtype", &[]) };
}

/// Slot 63 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastScalarToCtype(
    scalar: *mut PyObject,
    ctypeptr: *mut c_void,
    outcode: *mut PyArray_Descr,
) -> c_int {
    let _ = (scalar, ctypeptr, outcode);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CastScalarToCtype", &[]) };
    -1
}

/// Slot 64 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastScalarDirect(
    scalar: *mut PyObject,
    indescr: *mut PyArray_Descr,
    ctypeptr: *mut c_void,
    outtype: c_int,
) -> c_int {
    let _ = (scalar, indescr, ctypeptr, outtype);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CastScalarDirect", &[]) };
    -1
}

/// Slot 65 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Pack(
    descr: *mut PyArray_Descr,
    item: *mut c_void,
    value: *mut PyObject,
) -> c_int {
    let _ = (descr, item, value);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Pack", &[]) };
    -1
}

/// Slot 69 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromAny(
    op: *mut PyObject,
    newtype: *mut PyArray_Descr,
    min_depth: c_int,
    max_depth: c_int,
    flags: c_int,
    context: *mut PyObject,
) -> *mut PyObject {
    let _ = (op, min_depth, max_depth, flags, context);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromAny", &[newtype.cast()]) };
    core::ptr::null_mut()
}

/// Slot 70 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EnsureArray(op: *mut PyObject) -> *mut PyObject {
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_EnsureArray", &[op.cast()]) };
    core::ptr::null_mut()
}

/// Slot 71 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EnsureAnyArray(op: *mut PyObject) -> *mut PyObject {
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_EnsureAnyArray", &[op.cast()]) };
    core::ptr::null_mut()
}

/// Slot 72 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromFile(
    fp: *mut libc::FILE,
    dtype: *mut PyArray_Descr,
    num: npy_intp,
    sep: *mut c_char,
) -> *mut PyObject {
    let _ = (fp, dtype, num, sep);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromFile", &[]) };
    core::ptr::null_mut()
}

/// Slot 73 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromString(
    data: *mut c_char,
    slen: npy_intp,
    dtype: *mut PyArray_Descr,
    num: npy_intp,
    sep: *mut c_char,
) -> *mut PyObject {
    let _ = (data, slen, dtype, num, sep);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromString", &[]) };
    core::ptr::null_mut()
}

/// Slot 74 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromBuffer(
    buf: *mut PyObject,
    type_: *mut PyArray_Descr,
    count: npy_intp,
    offset: npy_intp,
) -> *mut PyObject {
    let _ = (buf, type_, count, offset);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromBuffer", &[]) };
    core::ptr::null_mut()
}

/// Slot 75 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromIter(
    obj: *mut PyObject,
    dtype: *mut PyArray_Descr,
    count: npy_intp,
) -> *mut PyObject {
    let _ = (obj, count);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromIter", &[dtype.cast()]) };
    core::ptr::null_mut()
}

/// Slot 76 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Return(mp: *mut PyArrayObject) -> *mut PyObject {
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Return", &[mp.cast()]) };
    core::ptr::null_mut()
}

/// Slot 77 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetField(
    self_: *mut PyArrayObject,
    typed: *mut PyArray_Descr,
    offset: c_int,
) -> *mut PyObject {
    let _ = (self_, offset);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_GetField", &[typed.cast()]) };
    core::ptr::null_mut()
}

/// Slot 78 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetField(
    self_: *mut PyArrayObject,
    dtype: *mut PyArray_Descr,
    offset: c_int,
    val: *mut PyObject,
) -> c_int {
    let _ = (self_, offset, val);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_SetField", &[dtype.cast()]) };
    -1
}

/// Slot 79 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Byteswap(
    self_: *mut PyArrayObject,
    inplace: npy_bool,
) -> *mut PyObject {
    let _ = (self_, inplace);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Byteswap", &[]) };
    core::ptr::null_mut()
}

/// Slot 80 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Resize(
    self_: *mut PyArrayObject,
    newshape: *mut PyArray_Dims,
    refcheck: c_int,
    order: NPY_ORDER,
) -> *mut PyObject {
    let _ = (self_, newshape, refcheck, order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Resize", &[]) };
    core::ptr::null_mut()
}

/// Slot 84 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CopyObject(
    dest: *mut PyArrayObject,
    src_object: *mut PyObject,
) -> c_int {
    let _ = (dest, src_object);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CopyObject", &[]) };
    -1
}

/// Slot 85 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NewCopy(
    obj: *mut PyArrayObject,
    order: NPY_ORDER,
) -> *mut PyObject {
    let _ = (obj, order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_NewCopy", &[]) };
    core::ptr::null_mut()
}

/// Slot 86 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ToList(self_: *mut PyArrayObject) -> *mut PyObject {
    let _ = (self_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ToList", &[]) };
    core::ptr::null_mut()
}

/// Slot 87 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ToString(
    self_: *mut PyArrayObject,
    order: NPY_ORDER,
) -> *mut PyObject {
    let _ = (self_, order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ToString", &[]) };
    core::ptr::null_mut()
}

/// Slot 88 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ToFile(
    self_: *mut PyArrayObject,
    fp: *mut libc::FILE,
    sep: *mut c_char,
    format: *mut c_char,
) -> c_int {
    let _ = (self_, fp, sep, format);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ToFile", &[]) };
    -1
}

/// Slot 89 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Dump(
    self_: *mut PyObject,
    file: *mut PyObject,
    protocol: c_int,
) -> c_int {
    let _ = (self_, file, protocol);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Dump", &[]) };
    -1
}

/// Slot 90 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Dumps(self_: *mut PyObject, protocol: c_int) -> *mut PyObject {
    let _ = (self_, protocol);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Dumps", &[]) };
    core::ptr::null_mut()
}

/// Slot 91 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ValidType(type_: c_int) -> c_int {
    let _ = (type_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ValidType", &[]) };
    0
}

/// Slot 92 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_UpdateFlags(ret: *mut PyArrayObject, flagmask: c_int) {
    let _ = (ret, flagmask);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_UpdateFlags", &[]) };
}

/// Slot 93 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_New(
    subtype: *mut PyTypeObject,
    nd: c_int,
    dims: *const npy_intp,
    type_num: c_int,
    strides: *const npy_intp,
    data: *mut c_void,
    itemsize: c_int,
    flags: c_int,
    obj: *mut PyObject,
) -> *mut PyObject {
    let _ = (
        subtype, nd, dims, type_num, strides, data, itemsize, flags, obj,
    );
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_New", &[]) };
    core::ptr::null_mut()
}

/// Slot 94 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NewFromDescr(
    subtype: *mut PyTypeObject,
    descr: *mut PyArray_Descr,
    nd: c_int,
    dims: *const npy_intp,
    strides: *const npy_intp,
    data: *mut c_void,
    flags: c_int,
    obj: *mut PyObject,
) -> *mut PyObject {
    let _ = (subtype, nd, dims, strides, data, flags, obj);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_NewFromDescr", &[descr.cast()]) };
    core::ptr::null_mut()
}

/// Slot 95 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrNew(base_descr: *mut PyArray_Descr) -> *mut PyArray_Descr {
    let _ = (base_descr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrNew", &[]) };
    core::ptr::null_mut()
}

/// Slot 96 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrNewFromType(type_num: c_int) -> *mut PyArray_Descr {
    let _ = (type_num,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrNewFromType", &[]) };
    core::ptr::null_mut()
}

/// Slot 97 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetPriority(obj: *mut PyObject, default_: f64) -> f64 {
    let _ = (obj, default_);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_GetPriority", &[]) };
    0.0
}

/// Slot 98 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IterNew(obj: *mut PyObject) -> *mut PyObject {
    let _ = (obj,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_IterNew", &[]) };
    core::ptr::null_mut()
}

/// Slot 99 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MultiIterNew(n: c_int) -> *mut PyObject {
    let _ = (n,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_MultiIterNew", &[]) };
    core::ptr::null_mut()
}

/// Slot 102 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Broadcast(mit: *mut PyArrayMultiIterObject) -> c_int {
    let _ = (mit,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Broadcast", &[]) };
    -1
}

/// Slot 104 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FillWithScalar(
    arr: *mut PyArrayObject,
    obj: *mut PyObject,
) -> c_int {
    let _ = (arr, obj);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FillWithScalar", &[]) };
    -1
}

/// Slot 105 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckStrides(
    elsize: c_int,
    nd: c_int,
    numbytes: npy_intp,
    offset: npy_intp,
    dims: *const npy_intp,
    newstrides: *const npy_intp,
) -> npy_bool {
    let _ = (elsize, nd, numbytes, offset, dims, newstrides);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CheckStrides", &[]) };
    0
}

/// Slot 106 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrNewByteorder(
    oself: *mut PyArray_Descr,
    newendian: c_char,
) -> *mut PyArray_Descr {
    let _ = (oself, newendian);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrNewByteorder", &[]) };
    core::ptr::null_mut()
}

/// Slot 107 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IterAllButAxis(
    obj: *mut PyObject,
    inaxis: *mut c_int,
) -> *mut PyObject {
    let _ = (obj, inaxis);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_IterAllButAxis", &[]) };
    core::ptr::null_mut()
}

/// Slot 108 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckFromAny(
    op: *mut PyObject,
    descr: *mut PyArray_Descr,
    min_depth: c_int,
    max_depth: c_int,
    requirements: c_int,
    context: *mut PyObject,
) -> *mut PyObject {
    let _ = (op, min_depth, max_depth, requirements, context);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CheckFromAny", &[descr.cast()]) };
    core::ptr::null_mut()
}

/// Slot 109 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromArray(
    arr: *mut PyArrayObject,
    newtype: *mut PyArray_Descr,
    flags: c_int,
) -> *mut PyObject {
    let _ = (arr, flags);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromArray", &[newtype.cast()]) };
    core::ptr::null_mut()
}

/// Slot 110 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromInterface(origin: *mut PyObject) -> *mut PyObject {
    let _ = (origin,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromInterface", &[]) };
    core::ptr::null_mut()
}

/// Slot 111 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromStructInterface(input: *mut PyObject) -> *mut PyObject {
    let _ = (input,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromStructInterface", &[]) };
    core::ptr::null_mut()
}

/// Slot 112 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromArrayAttr(
    op: *mut PyObject,
    typecode: *mut PyArray_Descr,
    context: *mut PyObject,
) -> *mut PyObject {
    let _ = (op, typecode, context);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FromArrayAttr", &[]) };
    core::ptr::null_mut()
}

/// Slot 113 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ScalarKind(
    typenum: c_int,
    arr: *mut *mut PyArrayObject,
) -> NPY_SCALARKIND {
    let _ = (typenum, arr);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ScalarKind", &[]) };
    -1
}

/// Slot 114 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCoerceScalar(
    thistype: c_int,
    neededtype: c_int,
    scalar: NPY_SCALARKIND,
) -> c_int {
    let _ = (thistype, neededtype, scalar);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CanCoerceScalar", &[]) };
    0
}

/// Slot 116 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastScalar(
    from: *mut PyTypeObject,
    to: *mut PyTypeObject,
) -> npy_bool {
    let _ = (from, to);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CanCastScalar", &[]) };
    0
}

/// Slot 118 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RemoveSmallest(multi: *mut PyArrayMultiIterObject) -> c_int {
    let _ = (multi,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_RemoveSmallest", &[]) };
    -1
}

/// Slot 119 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ElementStrides(obj: *mut PyObject) -> c_int {
    let _ = (obj,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ElementStrides", &[]) };
    0
}

/// Slot 120 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Item_INCREF(data: *mut c_char, descr: *mut PyArray_Descr) {
    let _ = (data, descr);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_Item_INCREF", &[]) };
}

/// Slot 121 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Item_XDECREF(data: *mut c_char, descr: *mut PyArray_Descr) {
    let _ = (data, descr);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_Item_XDECREF", &[]) };
}

/// Slot 123 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Transpose(
    ap: *mut PyArrayObject,
    permute: *mut PyArray_Dims,
) -> *mut PyObject {
    let _ = (ap, permute);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Transpose", &[]) };
    core::ptr::null_mut()
}

/// Slot 124 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_TakeFrom(
    self0: *mut PyArrayObject,
    indices0: *mut PyObject,
    axis: c_int,
    out: *mut PyArrayObject,
    clipmode: NPY_CLIPMODE,
) -> *mut PyObject {
    let _ = (self0, indices0, axis, out, clipmode);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_TakeFrom", &[]) };
    core::ptr::null_mut()
}

/// Slot 125 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PutTo(
    self_: *mut PyArrayObject,
    values0: *mut PyObject,
    indices0: *mut PyObject,
    clipmode: NPY_CLIPMODE,
) -> *mut PyObject {
    let _ = (self_, values0, indices0, clipmode);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_PutTo", &[]) };
    core::ptr::null_mut()
}

/// Slot 126 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PutMask(
    self_: *mut PyArrayObject,
    values0: *mut PyObject,
    mask0: *mut PyObject,
) -> *mut PyObject {
    let _ = (self_, values0, mask0);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_PutMask", &[]) };
    core::ptr::null_mut()
}

/// Slot 127 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Repeat(
    aop: *mut PyArrayObject,
    op: *mut PyObject,
    axis: c_int,
) -> *mut PyObject {
    let _ = (aop, op, axis);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Repeat", &[]) };
    core::ptr::null_mut()
}

/// Slot 128 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Choose(
    ip: *mut PyArrayObject,
    op: *mut PyObject,
    out: *mut PyArrayObject,
    clipmode: NPY_CLIPMODE,
) -> *mut PyObject {
    let _ = (ip, op, out, clipmode);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Choose", &[]) };
    core::ptr::null_mut()
}

/// Slot 129 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Sort(
    op: *mut PyArrayObject,
    axis: c_int,
    flags: NPY_SORTKIND,
) -> c_int {
    let _ = (op, axis, flags);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Sort", &[]) };
    -1
}

/// Slot 130 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgSort(
    op: *mut PyArrayObject,
    axis: c_int,
    flags: NPY_SORTKIND,
) -> *mut PyObject {
    let _ = (op, axis, flags);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ArgSort", &[]) };
    core::ptr::null_mut()
}

/// Slot 131 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SearchSorted(
    op1: *mut PyArrayObject,
    op2: *mut PyObject,
    side: NPY_SEARCHSIDE,
    perm: *mut PyObject,
) -> *mut PyObject {
    let _ = (op1, op2, side, perm);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_SearchSorted", &[]) };
    core::ptr::null_mut()
}

/// Slot 132 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgMax(
    op: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (op, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ArgMax", &[]) };
    core::ptr::null_mut()
}

/// Slot 133 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgMin(
    op: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (op, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ArgMin", &[]) };
    core::ptr::null_mut()
}

/// Slot 134 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Reshape(
    self_: *mut PyArrayObject,
    shape: *mut PyObject,
) -> *mut PyObject {
    let _ = (self_, shape);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Reshape", &[]) };
    core::ptr::null_mut()
}

/// Slot 135 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Newshape(
    self_: *mut PyArrayObject,
    newdims: *mut PyArray_Dims,
    order: NPY_ORDER,
) -> *mut PyObject {
    let _ = (self_, newdims, order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Newshape", &[]) };
    core::ptr::null_mut()
}

/// Slot 136 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Squeeze(self_: *mut PyArrayObject) -> *mut PyObject {
    let _ = (self_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Squeeze", &[]) };
    core::ptr::null_mut()
}

/// Slot 137 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_View(
    self_: *mut PyArrayObject,
    type_: *mut PyArray_Descr,
    pytype: *mut PyTypeObject,
) -> *mut PyObject {
    let _ = (self_, pytype);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_View", &[type_.cast()]) };
    core::ptr::null_mut()
}

/// Slot 138 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SwapAxes(
    ap: *mut PyArrayObject,
    a1: c_int,
    a2: c_int,
) -> *mut PyObject {
    let _ = (ap, a1, a2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_SwapAxes", &[]) };
    core::ptr::null_mut()
}

/// Slot 139 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Max(
    ap: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (ap, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Max", &[]) };
    core::ptr::null_mut()
}

/// Slot 140 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Min(
    ap: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (ap, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Min", &[]) };
    core::ptr::null_mut()
}

/// Slot 141 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Ptp(
    ap: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (ap, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Ptp", &[]) };
    core::ptr::null_mut()
}

/// Slot 142 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Mean(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, axis, rtype, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Mean", &[]) };
    core::ptr::null_mut()
}

/// Slot 143 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Trace(
    self_: *mut PyArrayObject,
    offset: c_int,
    axis1: c_int,
    axis2: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, offset, axis1, axis2, rtype, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Trace", &[]) };
    core::ptr::null_mut()
}

/// Slot 144 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Diagonal(
    self_: *mut PyArrayObject,
    offset: c_int,
    axis1: c_int,
    axis2: c_int,
) -> *mut PyObject {
    let _ = (self_, offset, axis1, axis2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Diagonal", &[]) };
    core::ptr::null_mut()
}

/// Slot 145 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Clip(
    self_: *mut PyArrayObject,
    min: *mut PyObject,
    max: *mut PyObject,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, min, max, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Clip", &[]) };
    core::ptr::null_mut()
}

/// Slot 146 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Conjugate(
    self_: *mut PyArrayObject,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Conjugate", &[]) };
    core::ptr::null_mut()
}

/// Slot 147 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Nonzero(self_: *mut PyArrayObject) -> *mut PyObject {
    let _ = (self_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Nonzero", &[]) };
    core::ptr::null_mut()
}

/// Slot 148 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Std(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
    variance: c_int,
) -> *mut PyObject {
    let _ = (self_, axis, rtype, out, variance);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Std", &[]) };
    core::ptr::null_mut()
}

/// Slot 149 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Sum(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, axis, rtype, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Sum", &[]) };
    core::ptr::null_mut()
}

/// Slot 150 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CumSum(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, axis, rtype, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CumSum", &[]) };
    core::ptr::null_mut()
}

/// Slot 151 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Prod(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, axis, rtype, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Prod", &[]) };
    core::ptr::null_mut()
}

/// Slot 152 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CumProd(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, axis, rtype, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CumProd", &[]) };
    core::ptr::null_mut()
}

/// Slot 153 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_All(
    self_: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_All", &[]) };
    core::ptr::null_mut()
}

/// Slot 154 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Any(
    self_: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Any", &[]) };
    core::ptr::null_mut()
}

/// Slot 155 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Compress(
    self_: *mut PyArrayObject,
    condition: *mut PyObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (self_, condition, axis, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Compress", &[]) };
    core::ptr::null_mut()
}

/// Slot 156 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Flatten(a: *mut PyArrayObject, order: NPY_ORDER) -> *mut PyObject {
    let _ = (a, order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Flatten", &[]) };
    core::ptr::null_mut()
}

/// Slot 157 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Ravel(arr: *mut PyArrayObject, order: NPY_ORDER) -> *mut PyObject {
    let _ = (arr, order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Ravel", &[]) };
    core::ptr::null_mut()
}

/// Slot 158 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MultiplyList(l1: *const npy_intp, n: c_int) -> npy_intp {
    let _ = (l1, n);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_MultiplyList", &[]) };
    -1
}

/// Slot 159 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MultiplyIntList(l1: *const c_int, n: c_int) -> c_int {
    let _ = (l1, n);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_MultiplyIntList", &[]) };
    -1
}

/// Slot 160 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetPtr(
    obj: *mut PyArrayObject,
    ind: *const npy_intp,
) -> *mut c_void {
    let _ = (obj, ind);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_GetPtr", &[]) };
    core::ptr::null_mut()
}

/// Slot 161 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CompareLists(
    l1: *const npy_intp,
    l2: *const npy_intp,
    n: c_int,
) -> c_int {
    let _ = (l1, l2, n);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CompareLists", &[]) };
    0
}

/// Slot 162 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_AsCArray(
    op: *mut *mut PyObject,
    ptr: *mut c_void,
    dims: *mut npy_intp,
    nd: c_int,
    typedescr: *mut PyArray_Descr,
) -> c_int {
    let _ = (op, ptr, dims, nd);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_AsCArray", &[typedescr.cast()]) };
    -1
}

/// Slot 165 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Free(op: *mut PyObject, ptr: *mut c_void) -> c_int {
    let _ = (op, ptr);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Free", &[]) };
    -1
}

/// Slot 166 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Converter(
    object: *mut PyObject,
    address: *mut *mut PyObject,
) -> c_int {
    let _ = (object, address);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Converter", &[]) };
    0
}

/// Slot 167 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IntpFromSequence(
    seq: *mut PyObject,
    vals: *mut npy_intp,
    maxvals: c_int,
) -> c_int {
    let _ = (seq, vals, maxvals);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_IntpFromSequence", &[]) };
    -1
}

/// Slot 168 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Concatenate(op: *mut PyObject, axis: c_int) -> *mut PyObject {
    let _ = (op, axis);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Concatenate", &[]) };
    core::ptr::null_mut()
}

/// Slot 169 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_InnerProduct(
    op1: *mut PyObject,
    op2: *mut PyObject,
) -> *mut PyObject {
    let _ = (op1, op2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_InnerProduct", &[]) };
    core::ptr::null_mut()
}

/// Slot 170 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MatrixProduct(
    op1: *mut PyObject,
    op2: *mut PyObject,
) -> *mut PyObject {
    let _ = (op1, op2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_MatrixProduct", &[]) };
    core::ptr::null_mut()
}

/// Slot 172 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Correlate(
    op1: *mut PyObject,
    op2: *mut PyObject,
    mode: c_int,
) -> *mut PyObject {
    let _ = (op1, op2, mode);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Correlate", &[]) };
    core::ptr::null_mut()
}

/// Slot 174 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrConverter(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    let _ = (obj, at);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrConverter", &[]) };
    0
}

/// Slot 175 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrConverter2(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    let _ = (obj, at);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrConverter2", &[]) };
    0
}

/// Slot 176 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IntpConverter(
    obj: *mut PyObject,
    seq: *mut PyArray_Dims,
) -> c_int {
    let _ = (obj, seq);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_IntpConverter", &[]) };
    0
}

/// Slot 177 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_BufferConverter(
    obj: *mut PyObject,
    buf: *mut PyArray_Chunk,
) -> c_int {
    let _ = (obj, buf);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_BufferConverter", &[]) };
    0
}

/// Slot 182 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EquivTypes(
    type1: *mut PyArray_Descr,
    type2: *mut PyArray_Descr,
) -> u8 {
    let _ = (type1, type2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_EquivTypes", &[]) };
    0
}

/// Slot 183 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Zeros(
    nd: c_int,
    dims: *const npy_intp,
    type_: *mut PyArray_Descr,
    is_f_order: c_int,
) -> *mut PyObject {
    let _ = (nd, dims, is_f_order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Zeros", &[type_.cast()]) };
    core::ptr::null_mut()
}

/// Slot 184 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Empty(
    nd: c_int,
    dims: *const npy_intp,
    type_: *mut PyArray_Descr,
    is_f_order: c_int,
) -> *mut PyObject {
    let _ = (nd, dims, is_f_order);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Empty", &[type_.cast()]) };
    core::ptr::null_mut()
}

/// Slot 185 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Where(
    condition: *mut PyObject,
    x: *mut PyObject,
    y: *mut PyObject,
) -> *mut PyObject {
    let _ = (condition, x, y);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Where", &[]) };
    core::ptr::null_mut()
}

/// Slot 186 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Arange(
    start: f64,
    stop: f64,
    step: f64,
    type_num: c_int,
) -> *mut PyObject {
    let _ = (start, stop, step, type_num);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Arange", &[]) };
    core::ptr::null_mut()
}

/// Slot 187 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArangeObj(
    start: *mut PyObject,
    stop: *mut PyObject,
    step: *mut PyObject,
    dtype: *mut PyArray_Descr,
) -> *mut PyObject {
    let _ = (start, stop, step, dtype);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ArangeObj", &[]) };
    core::ptr::null_mut()
}

/// Slot 189 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_LexSort(sort_keys: *mut PyObject, axis: c_int) -> *mut PyObject {
    let _ = (sort_keys, axis);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_LexSort", &[]) };
    core::ptr::null_mut()
}

/// Slot 190 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Round(
    a: *mut PyArrayObject,
    decimals: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (a, decimals, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Round", &[]) };
    core::ptr::null_mut()
}

/// Slot 191 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EquivTypenums(typenum1: c_int, typenum2: c_int) -> u8 {
    let _ = (typenum1, typenum2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_EquivTypenums", &[]) };
    0
}

/// Slot 192 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RegisterDataType(descr_proto: *mut PyArray_DescrProto) -> c_int {
    let _ = (descr_proto,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_RegisterDataType", &[]) };
    -1
}

/// Slot 193 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RegisterCastFunc(
    descr: *mut PyArray_Descr,
    totype: c_int,
    castfunc: PyArray_VectorUnaryFunc,
) -> c_int {
    let _ = (descr, totype, castfunc);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_RegisterCastFunc", &[]) };
    -1
}

/// Slot 194 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RegisterCanCast(
    descr: *mut PyArray_Descr,
    totype: c_int,
    scalar: NPY_SCALARKIND,
) -> c_int {
    let _ = (descr, totype, scalar);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_RegisterCanCast", &[]) };
    -1
}

/// Slot 195 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_InitArrFuncs(f: *mut PyArray_ArrFuncs) {
    let _ = (f,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_InitArrFuncs", &[]) };
}

/// Slot 196 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IntTupleFromIntp(
    len: c_int,
    vals: *const npy_intp,
) -> *mut PyObject {
    let _ = (len, vals);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_IntTupleFromIntp", &[]) };
    core::ptr::null_mut()
}

/// Slot 200 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_BroadcastToShape(
    obj: *mut PyObject,
    dims: *mut npy_intp,
    nd: c_int,
) -> *mut PyObject {
    let _ = (obj, dims, nd);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_BroadcastToShape", &[]) };
    core::ptr::null_mut()
}

/// Slot 203 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrAlignConverter(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    let _ = (obj, at);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrAlignConverter", &[]) };
    0
}

/// Slot 204 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrAlignConverter2(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    let _ = (obj, at);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_DescrAlignConverter2", &[]) };
    0
}

/// Slot 206 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckAxis(
    arr: *mut PyArrayObject,
    axis: *mut c_int,
    flags: c_int,
) -> *mut PyObject {
    let _ = (arr, axis, flags);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CheckAxis", &[]) };
    core::ptr::null_mut()
}

/// Slot 207 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_OverflowMultiplyList(l1: *const npy_intp, n: c_int) -> npy_intp {
    let _ = (l1, n);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_OverflowMultiplyList", &[]) };
    -1
}

/// Slot 209 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MultiIterFromObjects(
    mps: *mut *mut PyObject,
    n: c_int,
    nadd: c_int,
) -> *mut PyObject {
    let _ = (mps, n, nadd);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_MultiIterFromObjects", &[]) };
    core::ptr::null_mut()
}

/// Slot 212 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Correlate2(
    op1: *mut PyObject,
    op2: *mut PyObject,
    mode: c_int,
) -> *mut PyObject {
    let _ = (op1, op2, mode);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Correlate2", &[]) };
    core::ptr::null_mut()
}

/// Slot 213 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NeighborhoodIterNew(
    x: *mut PyArrayIterObject,
    bounds: *const npy_intp,
    mode: c_int,
    fill: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (x, bounds, mode, fill);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_NeighborhoodIterNew", &[]) };
    core::ptr::null_mut()
}

/// Slot 223 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetTransferFlags(iter: *mut NpyIter) -> NPY_ARRAYMETHOD_FLAGS {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetTransferFlags", &[]) };
    1
}

/// Slot 224 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_New(
    op: *mut PyArrayObject,
    flags: npy_uint32,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    dtype: *mut PyArray_Descr,
) -> *mut NpyIter {
    let _ = (op, flags, order, casting, dtype);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_New", &[]) };
    core::ptr::null_mut()
}

/// Slot 225 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_MultiNew(
    nop: c_int,
    op_in: *mut *mut PyArrayObject,
    flags: npy_uint32,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    op_flags: *mut npy_uint32,
    op_request_dtypes: *mut *mut PyArray_Descr,
) -> *mut NpyIter {
    let _ = (
        nop,
        op_in,
        flags,
        order,
        casting,
        op_flags,
        op_request_dtypes,
    );
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_MultiNew", &[]) };
    core::ptr::null_mut()
}

/// Slot 226 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_AdvancedNew(
    nop: c_int,
    op_in: *mut *mut PyArrayObject,
    flags: npy_uint32,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    op_flags: *mut npy_uint32,
    op_request_dtypes: *mut *mut PyArray_Descr,
    oa_ndim: c_int,
    op_axes: *mut *mut c_int,
    itershape: *mut npy_intp,
    buffersize: npy_intp,
) -> *mut NpyIter {
    let _ = (
        nop,
        op_in,
        flags,
        order,
        casting,
        op_flags,
        op_request_dtypes,
        oa_ndim,
        op_axes,
        itershape,
        buffersize,
    );
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_AdvancedNew", &[]) };
    core::ptr::null_mut()
}

/// Slot 227 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_Copy(iter: *mut NpyIter) -> *mut NpyIter {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_Copy", &[]) };
    core::ptr::null_mut()
}

/// Slot 228 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_Deallocate(iter: *mut NpyIter) -> c_int {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_Deallocate", &[]) };
    0
}

/// Slot 229 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasDelayedBufAlloc(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_HasDelayedBufAlloc", &[]) };
    0
}

/// Slot 230 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasExternalLoop(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_HasExternalLoop", &[]) };
    0
}

/// Slot 231 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_EnableExternalLoop(iter: *mut NpyIter) -> c_int {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_EnableExternalLoop", &[]) };
    0
}

/// Slot 232 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInnerStrideArray(iter: *mut NpyIter) -> *mut npy_intp {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetInnerStrideArray", &[]) };
    core::ptr::null_mut()
}

/// Slot 233 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInnerLoopSizePtr(iter: *mut NpyIter) -> *mut npy_intp {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetInnerLoopSizePtr", &[]) };
    core::ptr::null_mut()
}

/// Slot 234 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_Reset(iter: *mut NpyIter, errmsg: *mut *mut c_char) -> c_int {
    let _ = (iter, errmsg);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_Reset", &[]) };
    0
}

/// Slot 235 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_ResetBasePointers(
    iter: *mut NpyIter,
    baseptrs: *mut *mut c_char,
    errmsg: *mut *mut c_char,
) -> c_int {
    let _ = (iter, baseptrs, errmsg);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_ResetBasePointers", &[]) };
    0
}

/// Slot 236 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_ResetToIterIndexRange(
    iter: *mut NpyIter,
    istart: npy_intp,
    iend: npy_intp,
    errmsg: *mut *mut c_char,
) -> c_int {
    let _ = (iter, istart, iend, errmsg);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_ResetToIterIndexRange", &[]) };
    0
}

/// Slot 237 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetNDim(iter: *mut NpyIter) -> c_int {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetNDim", &[]) };
    0
}

/// Slot 238 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetNOp(iter: *mut NpyIter) -> c_int {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetNOp", &[]) };
    0
}

/// Slot 239 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterNext(
    iter: *mut NpyIter,
    errmsg: *mut *mut c_char,
) -> NpyIter_IterNextFunc {
    let _ = (iter, errmsg);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetIterNext", &[]) };
    None
}

/// Slot 240 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterSize(iter: *mut NpyIter) -> npy_intp {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetIterSize", &[]) };
    -1
}

/// Slot 241 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterIndexRange(
    iter: *mut NpyIter,
    istart: *mut npy_intp,
    iend: *mut npy_intp,
) {
    let _ = (iter,);
    // SAFETY: the caller's output, or NULL.
    unsafe { super::slots::zero_output(istart) };
    // SAFETY: the caller's output, or NULL.
    unsafe { super::slots::zero_output(iend) };
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyIter_GetIterIndexRange", &[]) };
}

/// Slot 242 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterIndex(iter: *mut NpyIter) -> npy_intp {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetIterIndex", &[]) };
    -1
}

/// Slot 243 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GotoIterIndex(iter: *mut NpyIter, iterindex: npy_intp) -> c_int {
    let _ = (iter, iterindex);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GotoIterIndex", &[]) };
    0
}

/// Slot 244 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasMultiIndex(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_HasMultiIndex", &[]) };
    0
}

/// Slot 245 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetShape(iter: *mut NpyIter, outshape: *mut npy_intp) -> c_int {
    let _ = (iter, outshape);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetShape", &[]) };
    0
}

/// Slot 246 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetGetMultiIndex(
    iter: *mut NpyIter,
    errmsg: *mut *mut c_char,
) -> NpyIter_GetMultiIndexFunc {
    let _ = (iter, errmsg);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetGetMultiIndex", &[]) };
    None
}

/// Slot 247 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GotoMultiIndex(
    iter: *mut NpyIter,
    multi_index: *const npy_intp,
) -> c_int {
    let _ = (iter, multi_index);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GotoMultiIndex", &[]) };
    0
}

/// Slot 248 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_RemoveMultiIndex(iter: *mut NpyIter) -> c_int {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_RemoveMultiIndex", &[]) };
    0
}

/// Slot 249 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasIndex(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_HasIndex", &[]) };
    0
}

/// Slot 250 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IsBuffered(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_IsBuffered", &[]) };
    0
}

/// Slot 251 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IsGrowInner(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_IsGrowInner", &[]) };
    0
}

/// Slot 252 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetBufferSize(iter: *mut NpyIter) -> npy_intp {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetBufferSize", &[]) };
    -1
}

/// Slot 253 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIndexPtr(iter: *mut NpyIter) -> *mut npy_intp {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetIndexPtr", &[]) };
    core::ptr::null_mut()
}

/// Slot 254 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GotoIndex(iter: *mut NpyIter, flat_index: npy_intp) -> c_int {
    let _ = (iter, flat_index);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GotoIndex", &[]) };
    0
}

/// Slot 255 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetDataPtrArray(iter: *mut NpyIter) -> *mut *mut c_char {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetDataPtrArray", &[]) };
    core::ptr::null_mut()
}

/// Slot 256 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetDescrArray(iter: *mut NpyIter) -> *mut *mut PyArray_Descr {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetDescrArray", &[]) };
    core::ptr::null_mut()
}

/// Slot 257 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetOperandArray(iter: *mut NpyIter) -> *mut *mut PyArrayObject {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetOperandArray", &[]) };
    core::ptr::null_mut()
}

/// Slot 258 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterView(
    iter: *mut NpyIter,
    i: npy_intp,
) -> *mut PyArrayObject {
    let _ = (iter, i);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetIterView", &[]) };
    core::ptr::null_mut()
}

/// Slot 259 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetReadFlags(iter: *mut NpyIter, outreadflags: *mut c_char) {
    let _ = (iter, outreadflags);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyIter_GetReadFlags", &[]) };
}

/// Slot 260 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetWriteFlags(iter: *mut NpyIter, outwriteflags: *mut c_char) {
    let _ = (iter, outwriteflags);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyIter_GetWriteFlags", &[]) };
}

/// Slot 261 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_DebugPrint(iter: *mut NpyIter) {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyIter_DebugPrint", &[]) };
}

/// Slot 262 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IterationNeedsAPI(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_IterationNeedsAPI", &[]) };
    0
}

/// Slot 263 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInnerFixedStrideArray(
    iter: *mut NpyIter,
    out_strides: *mut npy_intp,
) {
    let _ = (iter, out_strides);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyIter_GetInnerFixedStrideArray", &[]) };
}

/// Slot 264 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_RemoveAxis(iter: *mut NpyIter, axis: c_int) -> c_int {
    let _ = (iter, axis);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_RemoveAxis", &[]) };
    0
}

/// Slot 265 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetAxisStrideArray(
    iter: *mut NpyIter,
    axis: c_int,
) -> *mut npy_intp {
    let _ = (iter, axis);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetAxisStrideArray", &[]) };
    core::ptr::null_mut()
}

/// Slot 266 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_RequiresBuffering(iter: *mut NpyIter) -> npy_bool {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_RequiresBuffering", &[]) };
    0
}

/// Slot 267 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInitialDataPtrArray(iter: *mut NpyIter) -> *mut *mut c_char {
    let _ = (iter,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_GetInitialDataPtrArray", &[]) };
    core::ptr::null_mut()
}

/// Slot 268 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_CreateCompatibleStrides(
    iter: *mut NpyIter,
    itemsize: npy_intp,
    outstrides: *mut npy_intp,
) -> c_int {
    let _ = (iter, itemsize, outstrides);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_CreateCompatibleStrides", &[]) };
    0
}

/// Slot 270 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CountNonzero(self_: *mut PyArrayObject) -> npy_intp {
    let _ = (self_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CountNonzero", &[]) };
    -1
}

/// Slot 271 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PromoteTypes(
    type1: *mut PyArray_Descr,
    type2: *mut PyArray_Descr,
) -> *mut PyArray_Descr {
    let _ = (type1, type2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_PromoteTypes", &[]) };
    core::ptr::null_mut()
}

/// Slot 272 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MinScalarType(arr: *mut PyArrayObject) -> *mut PyArray_Descr {
    let _ = (arr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_MinScalarType", &[]) };
    core::ptr::null_mut()
}

/// Slot 273 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ResultType(
    narrs: npy_intp,
    arrs: *mut *mut PyArrayObject,
    ndtypes: npy_intp,
    descrs: *mut *mut PyArray_Descr,
) -> *mut PyArray_Descr {
    let _ = (narrs, arrs, ndtypes, descrs);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ResultType", &[]) };
    core::ptr::null_mut()
}

/// Slot 274 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastArrayTo(
    arr: *mut PyArrayObject,
    to: *mut PyArray_Descr,
    casting: NPY_CASTING,
) -> npy_bool {
    let _ = (arr, to, casting);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CanCastArrayTo", &[]) };
    0
}

/// Slot 275 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastTypeTo(
    from: *mut PyArray_Descr,
    to: *mut PyArray_Descr,
    casting: NPY_CASTING,
) -> npy_bool {
    let _ = (from, to, casting);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CanCastTypeTo", &[]) };
    0
}

/// Slot 276 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EinsteinSum(
    subscripts: *mut c_char,
    nop: npy_intp,
    op_in: *mut *mut PyArrayObject,
    dtype: *mut PyArray_Descr,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    out: *mut PyArrayObject,
) -> *mut PyArrayObject {
    let _ = (subscripts, nop, op_in, dtype, order, casting, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_EinsteinSum", &[]) };
    core::ptr::null_mut()
}

/// Slot 277 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NewLikeArray(
    prototype: *mut PyArrayObject,
    order: NPY_ORDER,
    dtype: *mut PyArray_Descr,
    subok: c_int,
) -> *mut PyObject {
    let _ = (prototype, order, subok);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_NewLikeArray", &[dtype.cast()]) };
    core::ptr::null_mut()
}

/// Slot 280 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MatrixProduct2(
    op1: *mut PyObject,
    op2: *mut PyObject,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    let _ = (op1, op2, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_MatrixProduct2", &[]) };
    core::ptr::null_mut()
}

/// Slot 281 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IsFirstVisit(iter: *mut NpyIter, iop: c_int) -> npy_bool {
    let _ = (iter, iop);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_IsFirstVisit", &[]) };
    0
}

/// Slot 282 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetBaseObject(
    arr: *mut PyArrayObject,
    obj: *mut PyObject,
) -> c_int {
    let _ = (arr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_SetBaseObject", &[obj.cast()]) };
    -1
}

/// Slot 283 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CreateSortedStridePerm(
    ndim: c_int,
    strides: *const npy_intp,
    out_strideperm: *mut npy_stride_sort_item,
) {
    let _ = (ndim, strides, out_strideperm);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_CreateSortedStridePerm", &[]) };
}

/// Slot 284 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RemoveAxesInPlace(
    arr: *mut PyArrayObject,
    flags: *const npy_bool,
) {
    let _ = (arr, flags);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_RemoveAxesInPlace", &[]) };
}

/// Slot 285 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DebugPrint(obj: *mut PyArrayObject) {
    let _ = (obj,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyArray_DebugPrint", &[]) };
}

/// Slot 286 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FailUnlessWriteable(
    obj: *mut PyArrayObject,
    name: *const c_char,
) -> c_int {
    let _ = (obj, name);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_FailUnlessWriteable", &[]) };
    -1
}

/// Slot 287 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetUpdateIfCopyBase(
    arr: *mut PyArrayObject,
    base: *mut PyArrayObject,
) -> c_int {
    let _ = (arr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_SetUpdateIfCopyBase", &[base.cast()]) };
    -1
}

/// Slot 288 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_NEW(size: usize) -> *mut c_void {
    let _ = (size,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyDataMem_NEW", &[]) };
    core::ptr::null_mut()
}

/// Slot 289 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_FREE(ptr: *mut c_void) {
    let _ = (ptr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyDataMem_FREE", &[]) };
}

/// Slot 290 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_RENEW(ptr: *mut c_void, size: usize) -> *mut c_void {
    let _ = (ptr, size);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyDataMem_RENEW", &[]) };
    core::ptr::null_mut()
}

/// Slot 296 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Partition(
    op: *mut PyArrayObject,
    ktharray: *mut PyArrayObject,
    axis: c_int,
    which: NPY_SELECTKIND,
) -> c_int {
    let _ = (op, ktharray, axis, which);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_Partition", &[]) };
    -1
}

/// Slot 297 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgPartition(
    op: *mut PyArrayObject,
    ktharray: *mut PyArrayObject,
    axis: c_int,
    which: NPY_SELECTKIND,
) -> *mut PyObject {
    let _ = (op, ktharray, axis, which);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ArgPartition", &[]) };
    core::ptr::null_mut()
}

/// Slot 299 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_NEW_ZEROED(nmemb: usize, size: usize) -> *mut c_void {
    let _ = (nmemb, size);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyDataMem_NEW_ZEROED", &[]) };
    core::ptr::null_mut()
}

/// Slot 300 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckAnyScalarExact(obj: *mut PyObject) -> c_int {
    let _ = (obj,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CheckAnyScalarExact", &[]) };
    0
}

/// Slot 302 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ResolveWritebackIfCopy(self_: *mut PyArrayObject) -> c_int {
    let _ = (self_,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_ResolveWritebackIfCopy", &[]) };
    -1
}

/// Slot 303 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetWritebackIfCopyBase(
    arr: *mut PyArrayObject,
    base: *mut PyArrayObject,
) -> c_int {
    let _ = (arr, base);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_SetWritebackIfCopyBase", &[]) };
    -1
}

/// Slot 304 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_SetHandler(handler: *mut PyObject) -> *mut PyObject {
    let _ = (handler,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyDataMem_SetHandler", &[]) };
    core::ptr::null_mut()
}

/// Slot 305 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_GetHandler() -> *mut PyObject {
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyDataMem_GetHandler", &[]) };
    core::ptr::null_mut()
}

/// Slot 307 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ConvertDatetime64ToDatetimeStruct(
    meta: *mut PyArray_DatetimeMetaData,
    dt: npy_datetime,
    out: *mut npy_datetimestruct,
) -> c_int {
    let _ = (meta, dt, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyDatetime_ConvertDatetime64ToDatetimeStruct", &[]) };
    -1
}

/// Slot 308 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ConvertDatetimeStructToDatetime64(
    meta: *mut PyArray_DatetimeMetaData,
    dts: *const npy_datetimestruct,
    out: *mut npy_datetime,
) -> c_int {
    let _ = (meta, dts, out);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyDatetime_ConvertDatetimeStructToDatetime64", &[]) };
    -1
}

/// Slot 309 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ConvertPyDateTimeToDatetimeStruct(
    obj: *mut PyObject,
    out: *mut npy_datetimestruct,
    out_bestunit: *mut NPY_DATETIMEUNIT,
    apply_tzinfo: c_int,
) -> c_int {
    let _ = (obj, out, out_bestunit, apply_tzinfo);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyDatetime_ConvertPyDateTimeToDatetimeStruct", &[]) };
    -1
}

/// Slot 310 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_GetDatetimeISO8601StrLen(
    local: c_int,
    base: NPY_DATETIMEUNIT,
) -> c_int {
    let _ = (local, base);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyDatetime_GetDatetimeISO8601StrLen", &[]) };
    -1
}

/// Slot 311 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_MakeISO8601Datetime(
    dts: *mut npy_datetimestruct,
    outstr: *mut c_char,
    outlen: npy_intp,
    local: c_int,
    utc: c_int,
    base: NPY_DATETIMEUNIT,
    tzoffset: c_int,
    casting: NPY_CASTING,
) -> c_int {
    let _ = (dts, outstr, outlen, local, utc, base, tzoffset, casting);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyDatetime_MakeISO8601Datetime", &[]) };
    -1
}

/// Slot 312 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ParseISO8601Datetime(
    str: *const c_char,
    len: Py_ssize_t,
    unit: NPY_DATETIMEUNIT,
    casting: NPY_CASTING,
    out: *mut npy_datetimestruct,
    out_bestunit: *mut NPY_DATETIMEUNIT,
    out_special: *mut npy_bool,
) -> c_int {
    let _ = (str, len, unit, casting, out, out_bestunit, out_special);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyDatetime_ParseISO8601Datetime", &[]) };
    -1
}

/// Slot 313 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_load(
    allocator: *mut npy_string_allocator,
    packed_string: *const npy_packed_static_string,
    unpacked_string: *mut npy_static_string,
) -> c_int {
    let _ = (allocator, packed_string, unpacked_string);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyString_load", &[]) };
    -1
}

/// Slot 314 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_pack(
    allocator: *mut npy_string_allocator,
    packed_string: *mut npy_packed_static_string,
    buf: *const c_char,
    size: usize,
) -> c_int {
    let _ = (allocator, packed_string, buf, size);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyString_pack", &[]) };
    -1
}

/// Slot 315 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_pack_null(
    allocator: *mut npy_string_allocator,
    packed_string: *mut npy_packed_static_string,
) -> c_int {
    let _ = (allocator, packed_string);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyString_pack_null", &[]) };
    -1
}

/// Slot 316 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_acquire_allocator(
    descr: *const PyArray_StringDTypeObject,
) -> *mut npy_string_allocator {
    let _ = (descr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyString_acquire_allocator", &[]) };
    core::ptr::null_mut()
}

/// Slot 317 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_acquire_allocators(
    n_descriptors: usize,
    descrs: *const *mut PyArray_Descr,
    allocators: *mut *mut npy_string_allocator,
) {
    let _ = (n_descriptors, descrs, allocators);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyString_acquire_allocators", &[]) };
}

/// Slot 318 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_release_allocator(allocator: *mut npy_string_allocator) {
    let _ = (allocator,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyString_release_allocator", &[]) };
}

/// Slot 319 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_release_allocators(
    length: usize,
    allocators: *mut *mut npy_string_allocator,
) {
    let _ = (length, allocators);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"NpyString_release_allocators", &[]) };
}

/// Slot 361 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetDefaultDescr(
    d_type: *mut PyArray_DTypeMeta,
) -> *mut PyArray_Descr {
    let _ = (d_type,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_GetDefaultDescr", &[]) };
    core::ptr::null_mut()
}

/// Slot 362 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArrayInitDTypeMeta_FromSpec(
    d_type: *mut PyArray_DTypeMeta,
    spec: *mut PyArrayDTypeMeta_Spec,
) -> c_int {
    let _ = (d_type, spec);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArrayInitDTypeMeta_FromSpec", &[]) };
    -1
}

/// Slot 363 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CommonDType(
    dtype1: *mut PyArray_DTypeMeta,
    dtype2: *mut PyArray_DTypeMeta,
) -> *mut PyArray_DTypeMeta {
    let _ = (dtype1, dtype2);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_CommonDType", &[]) };
    core::ptr::null_mut()
}

/// Slot 364 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PromoteDTypeSequence(
    length: npy_intp,
    dtypes_in: *mut *mut PyArray_DTypeMeta,
) -> *mut PyArray_DTypeMeta {
    let _ = (length, dtypes_in);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyArray_PromoteDTypeSequence", &[]) };
    core::ptr::null_mut()
}

/// Slot 365 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _PyDataType_GetArrFuncs(
    descr: *const PyArray_Descr,
) -> *mut PyArray_ArrFuncs {
    let _ = (descr,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"_PyDataType_GetArrFuncs", &[]) };
    core::ptr::null_mut()
}

/// Slot 1 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FromFuncAndData(
    func: *mut PyUFuncGenericFunction,
    data: *const *mut c_void,
    types: *const c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    unused: c_int,
) -> *mut PyObject {
    let _ = (
        func, data, types, ntypes, nin, nout, identity, name, doc, unused,
    );
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_FromFuncAndData", &[]) };
    core::ptr::null_mut()
}

/// Slot 2 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_RegisterLoopForType(
    ufunc: *mut PyUFuncObject,
    usertype: c_int,
    function: PyUFuncGenericFunction,
    arg_types: *const c_int,
    data: *mut c_void,
) -> c_int {
    let _ = (ufunc, usertype, function, arg_types, data);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_RegisterLoopForType", &[]) };
    -1
}

/// Slot 27 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_clearfperr() {
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::unraisable(c"PyUFunc_clearfperr", &[]) };
}

/// Slot 28 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_getfperr() -> c_int {
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_getfperr", &[]) };
    0
}

/// Slot 30 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ReplaceLoopBySignature(
    func: *mut PyUFuncObject,
    newfunc: PyUFuncGenericFunction,
    signature: *const c_int,
    oldfunc: *mut PyUFuncGenericFunction,
) -> c_int {
    let _ = (func, newfunc, signature, oldfunc);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_ReplaceLoopBySignature", &[]) };
    -1
}

/// Slot 31 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FromFuncAndDataAndSignature(
    func: *mut PyUFuncGenericFunction,
    data: *const *mut c_void,
    types: *const c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    unused: c_int,
    signature: *const c_char,
) -> *mut PyObject {
    let _ = (
        func, data, types, ntypes, nin, nout, identity, name, doc, unused, signature,
    );
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_FromFuncAndDataAndSignature", &[]) };
    core::ptr::null_mut()
}

/// Slot 39 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_DefaultTypeResolver(
    ufunc: *mut PyUFuncObject,
    casting: NPY_CASTING,
    operands: *mut *mut PyArrayObject,
    type_tup: *mut PyObject,
    out_dtypes: *mut *mut PyArray_Descr,
) -> c_int {
    let _ = (ufunc, casting, operands, type_tup, out_dtypes);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_DefaultTypeResolver", &[]) };
    -1
}

/// Slot 40 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ValidateCasting(
    ufunc: *mut PyUFuncObject,
    casting: NPY_CASTING,
    operands: *mut *mut PyArrayObject,
    dtypes: *const *mut PyArray_Descr,
) -> c_int {
    let _ = (ufunc, casting, operands, dtypes);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_ValidateCasting", &[]) };
    -1
}

/// Slot 41 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_RegisterLoopForDescr(
    ufunc: *mut PyUFuncObject,
    user_dtype: *mut PyArray_Descr,
    function: PyUFuncGenericFunction,
    arg_dtypes: *mut *mut PyArray_Descr,
    data: *mut c_void,
) -> c_int {
    let _ = (ufunc, user_dtype, function, arg_dtypes, data);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_RegisterLoopForDescr", &[]) };
    -1
}

/// Slot 42 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FromFuncAndDataAndSignatureAndIdentity(
    func: *mut PyUFuncGenericFunction,
    data: *const *mut c_void,
    types: *const c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    unused: c_int,
    signature: *const c_char,
    identity_value: *mut PyObject,
) -> *mut PyObject {
    let _ = (
        func,
        data,
        types,
        ntypes,
        nin,
        nout,
        identity,
        name,
        doc,
        unused,
        signature,
        identity_value,
    );
    // SAFETY: these references are the caller's gift.
    unsafe {
        super::slots::not_implemented(c"PyUFunc_FromFuncAndDataAndSignatureAndIdentity", &[])
    };
    core::ptr::null_mut()
}

/// Slot 43 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddLoopFromSpec(
    ufunc: *mut PyObject,
    spec: *mut PyArrayMethod_Spec,
) -> c_int {
    let _ = (ufunc, spec);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_AddLoopFromSpec", &[]) };
    -1
}

/// Slot 44 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddPromoter(
    ufunc: *mut PyObject,
    d_type_tuple: *mut PyObject,
    promoter: *mut PyObject,
) -> c_int {
    let _ = (ufunc, d_type_tuple, promoter);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_AddPromoter", &[]) };
    -1
}

/// Slot 45 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddWrappingLoop(
    ufunc_obj: *mut PyObject,
    new_dtypes: *mut *mut PyArray_DTypeMeta,
    wrapped_dtypes: *mut *mut PyArray_DTypeMeta,
    translate_given_descrs: PyArrayMethod_TranslateGivenDescriptors,
    translate_loop_descrs: PyArrayMethod_TranslateLoopDescriptors,
) -> c_int {
    let _ = (
        ufunc_obj,
        new_dtypes,
        wrapped_dtypes,
        translate_given_descrs,
        translate_loop_descrs,
    );
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_AddWrappingLoop", &[]) };
    -1
}

/// Slot 46 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_GiveFloatingpointErrors(
    name: *const c_char,
    fpe_errors: c_int,
) -> c_int {
    let _ = (name, fpe_errors);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_GiveFloatingpointErrors", &[]) };
    -1
}

/// Slot 47 of the ufunc table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddLoopsFromSpecs(slots: *mut PyUFunc_LoopSlot) -> c_int {
    let _ = (slots,);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"PyUFunc_AddLoopsFromSpecs", &[]) };
    -1
}
