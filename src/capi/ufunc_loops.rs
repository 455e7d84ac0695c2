//! The `PyUFunc_*` loops that take the function to call as their data.
use core::ffi::{c_char, c_void};
use ferronum_abi::prelude::npy_intp;
use ferronum_object::ufunc::generic_loops as loops;

unsafe extern "C" {
    fn ferronum_c_g_g(
        args: *mut *mut c_char,
        dimensions: *const npy_intp,
        steps: *const npy_intp,
        func: *mut c_void,
    );
    fn ferronum_c_gg_g(
        args: *mut *mut c_char,
        dimensions: *const npy_intp,
        steps: *const npy_intp,
        func: *mut c_void,
    );
}

/// A loop of kind `f_f_As_d_d`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_f_f_As_d_d(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::f_f_as_d_d(args, dimensions, steps, func) }
}

/// A loop of kind `d_d`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_d_d(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::d_d(args, dimensions, steps, func) }
}

/// A loop of kind `f_f`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_f_f(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::f_f(args, dimensions, steps, func) }
}

/// A loop of kind `g_g`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_g_g(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { ferronum_c_g_g(args, dimensions, steps, func) }
}

/// A loop of kind `F_F_As_D_D`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_F_F_As_D_D(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cf_cf_as_cd_cd(args, dimensions, steps, func) }
}

/// A loop of kind `F_F`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_F_F(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cf_cf(args, dimensions, steps, func) }
}

/// A loop of kind `D_D`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_D_D(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cd_cd(args, dimensions, steps, func) }
}

/// A loop of kind `G_G`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_G_G(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cg_cg(args, dimensions, steps, func) }
}

/// A loop of kind `O_O`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_O_O(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::o_o(args, dimensions, steps, func) }
}

/// A loop of kind `ff_f_As_dd_d`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ff_f_As_dd_d(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::ff_f_as_dd_d(args, dimensions, steps, func) }
}

/// A loop of kind `ff_f`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ff_f(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::ff_f(args, dimensions, steps, func) }
}

/// A loop of kind `dd_d`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_dd_d(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::dd_d(args, dimensions, steps, func) }
}

/// A loop of kind `gg_g`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_gg_g(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { ferronum_c_gg_g(args, dimensions, steps, func) }
}

/// A loop of kind `FF_F_As_DD_D`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FF_F_As_DD_D(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cfcf_cf_as_cdcd_cd(args, dimensions, steps, func) }
}

/// A loop of kind `DD_D`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_DD_D(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cdcd_cd(args, dimensions, steps, func) }
}

/// A loop of kind `FF_F`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FF_F(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cfcf_cf(args, dimensions, steps, func) }
}

/// A loop of kind `GG_G`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_GG_G(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::cgcg_cg(args, dimensions, steps, func) }
}

/// A loop of kind `OO_O`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_OO_O(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::oo_o(args, dimensions, steps, func) }
}

/// A loop of kind `O_O_method`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_O_O_method(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::o_o_method(args, dimensions, steps, func) }
}

/// A loop of kind `OO_O_method`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_OO_O_method(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::oo_o_method(args, dimensions, steps, func) }
}

/// A loop of kind `On_Om`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_On_Om(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::on_om(args, dimensions, steps, func) }
}

/// A loop of kind `e_e`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_e_e(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::e_e(args, dimensions, steps, func) }
}

/// A loop of kind `e_e_As_f_f`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_e_e_As_f_f(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::e_e_as_f_f(args, dimensions, steps, func) }
}

/// A loop of kind `e_e_As_d_d`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_e_e_As_d_d(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::e_e_as_d_d(args, dimensions, steps, func) }
}

/// A loop of kind `ee_e`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ee_e(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::ee_e(args, dimensions, steps, func) }
}

/// A loop of kind `ee_e_As_ff_f`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ee_e_As_ff_f(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::ee_e_as_ff_f(args, dimensions, steps, func) }
}

/// A loop of kind `ee_e_As_dd_d`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ee_e_As_dd_d(
    args: *mut *mut c_char,
    dimensions: *const npy_intp,
    steps: *const npy_intp,
    func: *mut c_void,
) {
    // SAFETY: the caller's contract is the loop's.
    unsafe { loops::ee_e_as_dd_d(args, dimensions, steps, func) }
}
