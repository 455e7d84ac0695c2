//! One function per slot that is not done: it raises `NotImplementedError` with its name.
//! Written by `cargo xtask codegen` from `crates/abi/api.toml`; do not edit.
#[allow(unused_imports)]
use core::ffi::*;
#[allow(unused_imports)]
use ferronum_abi::prelude::*;
#[allow(unused_imports)]
use pyo3_ffi::*;

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

/// Slot 281 of the array table: not done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IsFirstVisit(iter: *mut NpyIter, iop: c_int) -> npy_bool {
    let _ = (iter, iop);
    // SAFETY: these references are the caller's gift.
    unsafe { super::slots::not_implemented(c"NpyIter_IsFirstVisit", &[]) };
    0
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
