//! Casts from, to and between `object` elements.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Own, Res, entry, ffi, none};

use super::adapt::{CastQuery, LoopQuery, loop_getter, resolver};
use super::array_method::{ArrayMethod, CastInfo, Loop, LoopChoice};
use super::text::{Run, descrs_of};
use super::{get_item, item, set_item};
use crate::dtype::builtin;

/// The method for `object` on one or both sides.
pub(crate) fn method(from_object: bool, to_object: bool) -> Res<Own<ArrayMethod>> {
    let py = NPY_METH_SUPPORTS_UNALIGNED | NPY_METH_REQUIRES_PYAPI;
    // Storing into a number warns by itself; the float status is left alone.
    let (name, level, flags) = match (from_object, to_object) {
        (true, true) => (
            c"object_to_object_cast",
            NPY_NO_CASTING,
            py | NPY_METH_NO_FLOATINGPOINT_ERRORS,
        ),
        (false, _) => (
            c"any_to_object_cast",
            NPY_SAFE_CASTING,
            py | NPY_METH_NO_FLOATINGPOINT_ERRORS,
        ),
        (true, false) => (
            c"object_to_any_cast",
            NPY_UNSAFE_CASTING,
            py | NPY_METH_NO_FLOATINGPOINT_ERRORS,
        ),
    };
    let m = ArrayMethod::new(name, 1, 1, level, flags)?;
    // SAFETY: a fresh method.
    unsafe {
        let (r, l): (PyArrayMethod_ResolveDescriptors, PyArrayMethod_GetLoop) =
            match (from_object, to_object) {
                (true, true) => (Some(resolve_within), Some(within_loop)),
                (false, _) => (Some(resolve_to), Some(to_loop)),
                (true, false) => (Some(resolve_from), Some(from_loop)),
            };
        (*m.raw()).resolve_descriptors = r;
        (*m.raw()).get_strided_loop = l;
    }
    Ok(m)
}

resolver! { resolve_within => within }
resolver! { resolve_to => to_object }
resolver! { resolve_from => from_object }
loop_getter! { within_loop => |q| Ok(choice(if q.move_references { move_objects } else { copy_objects })) }
loop_getter! { to_loop => |_q| Ok(choice(any_to_object)) }
loop_getter! { from_loop => get_from_loop }

fn choice(run: Loop) -> LoopChoice {
    LoopChoice {
        run,
        aux: std::ptr::null_mut(),
        flags: NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS,
    }
}

fn get_from_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    Ok(choice(if q.move_references {
        object_to_any::<true>
    } else {
        object_to_any::<false>
    }))
}

fn within(q: CastQuery<'_>) -> Res<CastInfo> {
    Ok(CastInfo {
        casting: NPY_NO_CASTING,
        descrs: [q.from.own(), q.to.unwrap_or(q.from).own()],
        view_offset: Some(0),
    })
}

fn to_object(q: CastQuery<'_>) -> Res<CastInfo> {
    Ok(CastInfo {
        casting: NPY_SAFE_CASTING,
        descrs: [q.from.own(), q.to.unwrap_or(builtin(NPY_OBJECT)).own()],
        view_offset: None,
    })
}

fn from_object(q: CastQuery<'_>) -> Res<CastInfo> {
    let to = match q.to {
        Some(t) => t.own(),
        // StringDType has parameters, but its default holds any text.
        None if q.to_class.is_parametric() && q.to_class.type_num() != NPY_VSTRING => {
            return Err(type_error(&format!(
                "casting from object to the parametric DType {} requires the specified output \
                 dtype instance. This may be a NumPy issue, since the correct instance should be \
                 discovered automatically, however.",
                q.to_class.repr_text()?
            )));
        }
        None => q.to_class.default_descr()?,
    };
    Ok(CastInfo {
        casting: NPY_UNSAFE_CASTING,
        descrs: [q.from.own(), to],
        view_offset: None,
    })
}

type Slot = *mut ffi::PyObject;

unsafe extern "C" fn copy_objects(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract: owned references or NULL on both sides. The destination is written before
    // the old object can run code.
    unsafe {
        let run = Run::new(data, dimensions, strides);
        let done = run.each(|s, d| {
            let new = s.cast::<Slot>().read_unaligned();
            let old = d.cast::<Slot>().read_unaligned();
            ffi::Py_XINCREF(new);
            d.cast::<Slot>().write_unaligned(new);
            ffi::Py_XDECREF(old);
            Ok(())
        });
        debug_assert!(done.is_ok());
    }
    0
}

unsafe extern "C" fn move_objects(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: as copy_objects; the source is left NULL.
    unsafe {
        let run = Run::new(data, dimensions, strides);
        let done = run.each(|s, d| {
            let new = s.cast::<Slot>().read_unaligned();
            s.cast::<Slot>().write_unaligned(std::ptr::null_mut());
            let old = d.cast::<Slot>().read_unaligned();
            d.cast::<Slot>().write_unaligned(new);
            ffi::Py_XDECREF(old);
            Ok(())
        });
        debug_assert!(done.is_ok());
    }
    0
}

unsafe extern "C" fn any_to_object(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let (from, _) = descrs_of(context);
        let run = Run::new(data, dimensions, strides);
        run.each(|s, d| {
            let value = get_item(from, s, None)?;
            item::set_object(d, &value)
        })
    })
}

unsafe extern "C" fn object_to_any<const MOVE: bool>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; each object is held while it is stored.
    entry(|| unsafe {
        let (_, to) = descrs_of(context);
        let run = Run::new(data, dimensions, strides);
        run.each(|s, d| {
            let p = s.cast::<Slot>().read_unaligned();
            let value = if MOVE {
                s.cast::<Slot>().write_unaligned(std::ptr::null_mut());
                Own::steal_opt(p).unwrap_or_else(|| none().own())
            } else {
                Object::from_ptr_opt(p).unwrap_or(none()).own()
            };
            set_item(to, d, &value)
        })
    })
}
