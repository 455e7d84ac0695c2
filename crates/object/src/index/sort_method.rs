//! Sorts that a DType brings along as methods (`PyUFunc_AddLoopsFromSpecs` for `sort` and `argsort`): from elements to
//! the same memory in order, or from elements to positions.

use std::ffi::c_void;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, ffi};

use crate::casting::ArrayMethod;
use crate::casting::array_method::{LoopChoice, free_aux};
use crate::dtype::builtin;
use crate::dtype::builtin::class_of;
use crate::model::{DTypeClass, Descr};

/// What is sorted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The elements themselves.
    Elements,
    /// Their positions.
    Positions,
}

fn place(class: &DTypeClass, what: What) -> *mut *mut ffi::PyObject {
    // SAFETY: the slots of a live class; no reference is made.
    unsafe {
        match what {
            What::Elements => &raw mut (*class.slots()).sort_meth,
            What::Positions => &raw mut (*class.slots()).argsort_meth,
        }
    }
}

/// Makes `method` the sort of the DType class, in place of an earlier one.
pub fn register(class: &DTypeClass, what: What, method: &ArrayMethod) -> Res<()> {
    if method.nin() != 1 || method.nout() != 1 {
        return Err(type_error("A sort must have one input and one output."));
    }
    // SAFETY: an owned reference or NULL, which is replaced before it is given back.
    unsafe {
        let old = std::mem::replace(&mut *place(class, what), method.own().into_ptr());
        ffi::Py_XDECREF(old);
    }
    Ok(())
}

/// A method with its loop, chosen for elements side by side.
pub(crate) struct SortMethod {
    method: Own<ArrayMethod>,
    descrs: [Own<Descr>; 2],
    kind: NPY_SORTKIND,
    choice: Option<LoopChoice>,
}

impl Drop for SortMethod {
    fn drop(&mut self) {
        if let Some(c) = &self.choice {
            free_aux(c.aux);
        }
    }
}

/// Whether the dtype has such a method.
#[inline]
pub(crate) fn exists(descr: &Descr, what: What) -> bool {
    // SAFETY: a live class.
    unsafe { !(*place(descr.class(), what)).is_null() }
}

/// The sort that the dtype brings along; `None` where it has none.
pub(crate) fn of(descr: &Descr, what: What, kind: NPY_SORTKIND) -> Res<Option<SortMethod>> {
    // SAFETY: an owned reference or NULL.
    let own = unsafe { Object::from_ptr_opt(*place(descr.class(), what)) };
    let Some(method) = own.and_then(|o| o.downcast::<ArrayMethod>()) else {
        return Ok(None);
    };
    let positions = builtin(NPY_INTP);
    let (to_class, to) = match what {
        What::Elements => (descr.class(), descr),
        What::Positions => (class_of(NPY_INTP), positions),
    };
    let Some(info) = method.resolve_cast(descr.class(), to_class, descr, Some(to))? else {
        return Err(type_error(&format!(
            "the sort of {} cannot be resolved",
            descr.repr_text()?
        )));
    };
    // Sorted is what lies in the array: the loop must take it as it is.
    if info.descrs[0].elsize() != descr.elsize() || info.descrs[1].elsize() != to.elsize() {
        return Err(runtime_error(
            "a sort must work on elements of the size that the array has",
        ));
    }
    let mut made = SortMethod {
        method: method.own(),
        descrs: info.descrs,
        kind,
        choice: None,
    };
    let strides = [descr.elsize(), to.elsize()];
    let choice = made.with_context(|context| {
        // SAFETY: a context of this method, one stride for each operand.
        unsafe { method.get_loop(context, true, false, &strides) }
    })?;
    made.choice = Some(choice);
    Ok(Some(made))
}

impl SortMethod {
    fn with_context<R>(&self, f: impl FnOnce(&mut PyArrayMethod_Context) -> Res<R>) -> Res<R> {
        let pointers = [self.descrs[0].raw(), self.descrs[1].raw()];
        let mut parameters = PyArrayMethod_SortParameters { flags: self.kind };
        f(&mut PyArrayMethod_Context {
            caller: std::ptr::null_mut(),
            method: self.method.raw().cast(),
            descriptors: pointers.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: 0,
            parameters: (&raw mut parameters).cast::<c_void>(),
        })
    }

    /// Runs the loop over `n` elements.
    ///
    /// # Safety
    /// `n` elements of the method's descriptors side by side, aligned, at both addresses.
    pub(crate) unsafe fn run(&self, from: *mut u8, to: *mut u8, n: usize) -> Res<()> {
        let n = n as npy_intp;
        let strides = [self.descrs[0].elsize(), self.descrs[1].elsize()];
        let data = [from.cast(), to.cast()];
        let Some(choice) = &self.choice else {
            return Err(runtime_error("a sort without a loop"));
        };
        self.with_context(|context| {
            // SAFETY: as the caller vouches.
            let status =
                unsafe { (choice.run)(context, data.as_ptr(), &n, strides.as_ptr(), choice.aux) };
            // SAFETY: asks for a pending exception.
            if status < 0 || !unsafe { ffi::PyErr_Occurred() }.is_null() {
                return Err(Raised::pending());
            }
            Ok(())
        })
    }
}
