//! Between instances of StringDType: a view within one arena, else copies of the text.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Res, entry};

use super::Run;
use crate::casting::array_method::ArrayMethod;
use crate::casting::registry;
use crate::dtype::builtin::class_of;
use crate::strings::access::{Loaded, Locked, StringDescr};
use crate::strings::dtype::new_instance;
use crate::strings::packed::Packed;

pub(super) fn register() -> Res<()> {
    let m = ArrayMethod::new(
        c"cast_StringDType_to_vstring",
        1,
        1,
        NPY_UNSAFE_CASTING,
        NPY_METH_NO_FLOATINGPOINT_ERRORS | NPY_METH_SUPPORTS_UNALIGNED,
    )?;
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).resolve_descriptors = Some(resolve);
        (*m.raw()).get_strided_loop = Some(get_loop);
    }
    let class = class_of(NPY_VSTRING);
    registry::register(class, class, &m)
}

unsafe extern "C" fn resolve(
    _method: *mut PyArrayMethodObject,
    _dtypes: *const *mut PyArray_DTypeMeta,
    given: *const *mut PyArray_Descr,
    out: *mut *mut PyArray_Descr,
    view_offset: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract for one input and one output.
    entry(|| unsafe {
        let from = StringDescr::from_ptr((*given).cast());
        let to: Own<StringDescr> = match StringDescr::from_ptr_opt((*given.add(1)).cast()) {
            Some(d) => d.own(),
            None => new_instance(from.na_object(), from.coerce())?,
        };
        if from.same_arena(&to) {
            *view_offset = 0;
        }
        let level = if from.has_na() && !to.has_na() {
            NPY_UNSAFE_CASTING
        } else {
            NPY_NO_CASTING
        };
        *out = from.own().into_ptr().cast();
        *out.add(1) = to.into_ptr().cast();
        Ok(level)
    })
}

unsafe extern "C" fn get_loop(
    _context: *mut PyArrayMethod_Context,
    _aligned: c_int,
    move_references: c_int,
    _strides: *const npy_intp,
    out_loop: *mut PyArrayMethod_StridedLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract.
    unsafe {
        *out_loop = Some(if move_references != 0 {
            copy::<true>
        } else {
            copy::<false>
        });
        *out_aux = std::ptr::null_mut();
        *flags = NPY_METH_NO_FLOATINGPOINT_ERRORS;
    }
    0
}

unsafe extern "C" fn copy<const MOVE: bool>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let (from, to) = (
            StringDescr::of_context(context, 0),
            StringDescr::of_context(context, 1),
        );
        let lost = from.has_na() && !to.has_na();
        let same = from.same_arena(to);
        let held = Locked::new([from, to]);
        let [a, b] = held.strings();
        Run::new(data, dimensions, strides).each(|s, d| {
            if same && std::ptr::eq(s, d) {
                return Ok(());
            }
            if MOVE && same {
                b.clear(d);
                Packed::read(s).write(d);
                Packed::EMPTY.write(s);
                return Ok(());
            }
            if b.copy_inline(s, d) {
                if MOVE {
                    Packed::EMPTY.write(s);
                }
                return Ok(());
            }
            match a.load(s) {
                Loaded::Missing if lost => b.store(d, from.na_name())?,
                value => b.store_loaded(d, value)?,
            }
            if MOVE {
                a.clear(s);
            }
            Ok(())
        })
    })
}
