//! Loops that run the loop of other DTypes on the same memory, with descriptors translated there and back
//! (`PyUFunc_AddWrappingLoop`).

use std::ffi::{c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Own, Raised, Res, entry};

use crate::casting::array_method::free_aux;
use crate::casting::{ArrayMethod, ArrayMethodStruct};
use crate::model::auxdata;
use crate::model::auxdata::AuxValue;
use crate::model::{DTypeClass, Descr};
use crate::ufunc::{resolve, strided};

/// A method for new DTypes around an existing one.
pub fn wrap(
    inner: &ArrayMethod,
    classes: &[Own<DTypeClass>],
    given: PyArrayMethod_TranslateGivenDescriptors,
    loops: PyArrayMethod_TranslateLoopDescriptors,
) -> Res<Own<ArrayMethod>> {
    let m = strided::new_method(
        c"wrapped-method",
        inner.nin(),
        inner.nout(),
        inner.casting(),
        inner.flags(),
    )?;
    // SAFETY: a fresh method; it frees the list and the references in it.
    unsafe {
        let raw = m.raw();
        let list = libc::calloc(classes.len().max(1), size_of::<*mut c_void>());
        if list.is_null() {
            return Err(ferronum_pyrt::raised::no_memory());
        }
        (*raw).wrapped_dtypes = list.cast();
        (*raw).wrapped_meth = inner.own().into_ptr();
        for (i, class) in classes.iter().enumerate() {
            *(*raw).wrapped_dtypes.add(i) = class.clone().into_ptr().cast();
        }
        (*raw).translate_given_descrs = given;
        (*raw).translate_loop_descrs = loops;
        (*raw).resolve_descriptors = Some(resolve_wrapped);
        (*raw).get_strided_loop = Some(get_loop);
        if (*inner.raw()).get_reduction_initial.is_some() {
            (*raw).get_reduction_initial = Some(reduction_initial);
        }
    }
    Ok(m)
}

/// The parts of a wrapping method.
struct Parts<'a> {
    raw: *mut ArrayMethodStruct,
    inner: &'a ArrayMethod,
    nin: c_int,
    nout: c_int,
}

impl Parts<'_> {
    /// # Safety
    /// A method that `wrap` made.
    unsafe fn of<'a>(method: *mut PyArrayMethodObject) -> Parts<'a> {
        let raw = method.cast::<ArrayMethodStruct>();
        // SAFETY: as the caller vouches.
        unsafe {
            Parts {
                raw,
                inner: ArrayMethod::from_ptr((*raw).wrapped_meth),
                nin: (*raw).nin,
                nout: (*raw).nout,
            }
        }
    }

    fn nargs(&self) -> usize {
        (self.nin + self.nout) as usize
    }

    /// The descriptors of a wrapped method without a resolver: native ones; an output that was not given has its class's
    /// default, or is as the first input of its class.
    ///
    /// # Safety
    /// The parts are those of a live method.
    unsafe fn complete(&self, given: Vec<Option<Own<Descr>>>) -> Res<Vec<Option<Own<Descr>>>> {
        let mut out: Vec<Option<Own<Descr>>> = Vec::with_capacity(given.len());
        for (i, d) in given.iter().enumerate() {
            // SAFETY: one class for each operand, kept by the method.
            let class =
                unsafe { DTypeClass::from_ptr((*(*self.raw).wrapped_dtypes.add(i)).cast()) };
            let like = || {
                let inputs = out[..self.nin as usize].iter().flatten();
                inputs.clone().find(|d| d.class().is(class))
            };
            out.push(Some(match d {
                Some(d) => resolve::canonical(d)?,
                None if i < self.nin as usize => {
                    return Err(runtime_error(
                        "the wrapping loop translated an input to NULL",
                    ));
                }
                None => match like() {
                    Some(d) if class.is_parametric() => d.clone(),
                    _ => class.default_descr()?,
                },
            }));
        }
        Ok(out)
    }

    /// The wrapped method's own descriptors for those of the new DTypes, the casting that this implies,
    /// and the view offset.
    ///
    /// # Safety
    /// A descriptor or NULL per operand.
    unsafe fn resolve_inner(
        &self,
        given: *const *mut PyArray_Descr,
        view_offset: &mut npy_intp,
    ) -> Res<(NPY_CASTING, Vec<Option<Own<Descr>>>)> {
        let n = self.nargs();
        let mut translated = vec![std::ptr::null_mut(); n];
        let mut found = vec![std::ptr::null_mut(); n];
        // SAFETY: the slots' contract: arrays of nargs entries, new references written on success.
        unsafe {
            let Some(translate) = (*self.raw).translate_given_descrs else {
                return Err(runtime_error("the wrapping loop has no translator"));
            };
            let classes = (*self.raw).wrapped_dtypes;
            if translate(self.nin, self.nout, classes, given, translated.as_mut_ptr()) < 0 {
                return Err(Raised::pending());
            }
            let translated: Vec<Option<Own<Descr>>> =
                translated.into_iter().map(|p| Own::steal_opt(p)).collect();
            let borrowed: Vec<*mut PyArray_Descr> = translated
                .iter()
                .map(|d| d.as_ref().map_or(std::ptr::null_mut(), |d| d.raw()))
                .collect();
            let Some(resolve) = (*self.inner.raw()).resolve_descriptors else {
                return Ok((self.inner.casting(), self.complete(translated)?));
            };
            let casting = resolve(
                self.inner.raw().cast(),
                classes,
                borrowed.as_ptr(),
                found.as_mut_ptr(),
                view_offset,
            );
            let found: Vec<Option<Own<Descr>>> =
                found.into_iter().map(|p| Own::steal_opt(p)).collect();
            if casting < 0 {
                return Err(Raised::pending());
            }
            Ok((casting, found))
        }
    }
}

unsafe extern "C" fn resolve_wrapped(
    method: *mut PyArrayMethodObject,
    dtypes: *const *mut PyArray_DTypeMeta,
    given: *const *mut PyArray_Descr,
    out: *mut *mut PyArray_Descr,
    view_offset: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract: arrays of nargs entries, new references written on success.
    entry(|| unsafe {
        let parts = Parts::of(method);
        let (casting, inner) = parts.resolve_inner(given, &mut *view_offset)?;
        let mut inner: Vec<*mut PyArray_Descr> = inner
            .iter()
            .map(|d| d.as_ref().map_or(std::ptr::null_mut(), |d| d.raw()))
            .collect();
        let Some(translate) = (*parts.raw).translate_loop_descrs else {
            return Err(runtime_error("the wrapping loop has no translator"));
        };
        let status = translate(
            parts.nin,
            parts.nout,
            dtypes,
            given,
            inner.as_mut_ptr(),
            out,
        );
        if status < 0 {
            return Err(Raised::pending());
        }
        Ok(casting)
    })
}

/// What a wrapping loop keeps: the wrapped method's context, loop and data.
struct Inner {
    caller: *mut pyo3_ffi::PyObject,
    method: Own<ArrayMethod>,
    descrs: Vec<Own<Descr>>,
    pointers: Vec<*mut PyArray_Descr>,
    run: strided::Loop,
    aux: *mut NpyAuxData,
}

impl Inner {
    fn context(&self) -> PyArrayMethod_Context {
        PyArrayMethod_Context {
            caller: self.caller,
            method: self.method.raw().cast(),
            descriptors: self.pointers.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: 0,
            parameters: std::ptr::null_mut(),
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        free_aux(self.aux);
    }
}

impl AuxValue for Inner {
    fn duplicate(&self) -> Res<Self> {
        // SAFETY: auxiliary data clones itself.
        let aux = unsafe {
            match self.aux.as_ref() {
                None => std::ptr::null_mut(),
                Some(a) => match a.clone {
                    Some(clone) => clone(self.aux),
                    None => std::ptr::null_mut(),
                },
            }
        };
        if aux.is_null() && !self.aux.is_null() {
            return Err(ferronum_pyrt::raised::no_memory());
        }
        Ok(Inner {
            caller: self.caller,
            method: self.method.clone(),
            pointers: self.descrs.iter().map(|d| d.raw()).collect(),
            descrs: self.descrs.clone(),
            run: self.run,
            aux,
        })
    }
}

unsafe extern "C" fn get_loop(
    context: *mut PyArrayMethod_Context,
    aligned: c_int,
    move_references: c_int,
    strides: *const npy_intp,
    out_loop: *mut PyArrayMethod_StridedLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        let parts = Parts::of((*context).method);
        let mut view = npy_intp::MIN;
        let (_, descrs) = parts.resolve_inner((*context).descriptors, &mut view)?;
        let descrs: Option<Vec<Own<Descr>>> = descrs.into_iter().collect();
        let descrs =
            descrs.ok_or_else(|| runtime_error("the wrapped loop resolved no descriptors"))?;
        let pointers: Vec<*mut PyArray_Descr> = descrs.iter().map(|d| d.raw()).collect();
        let mut inner_context = PyArrayMethod_Context {
            caller: (*context).caller,
            method: parts.inner.raw().cast(),
            descriptors: pointers.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: 0,
            parameters: std::ptr::null_mut(),
        };
        let strides = std::slice::from_raw_parts(strides, parts.nargs());
        let choice = parts.inner.get_loop(
            &mut inner_context,
            aligned != 0,
            move_references != 0,
            strides,
        )?;
        *flags = choice.flags;
        *out_loop = Some(run);
        *out_aux = auxdata::boxed(Inner {
            caller: (*context).caller,
            method: parts.inner.own(),
            pointers,
            descrs,
            run: choice.run,
            aux: choice.aux,
        });
        Ok(())
    })
}

unsafe extern "C" fn run(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop's contract; the auxiliary data is what get_loop made.
    unsafe {
        let inner = auxdata::value::<Inner>(aux);
        (inner.run)(&mut inner.context(), data, dimensions, strides, inner.aux)
    }
}

unsafe extern "C" fn reduction_initial(
    context: *mut PyArrayMethod_Context,
    is_empty: npy_bool,
    initial: *mut c_void,
) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        let parts = Parts::of((*context).method);
        let mut view = npy_intp::MIN;
        let (_, descrs) = parts.resolve_inner((*context).descriptors, &mut view)?;
        let pointers: Vec<*mut PyArray_Descr> = descrs
            .iter()
            .map(|d| d.as_ref().map_or(std::ptr::null_mut(), |d| d.raw()))
            .collect();
        let mut inner = PyArrayMethod_Context {
            caller: (*context).caller,
            method: parts.inner.raw().cast(),
            descriptors: pointers.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: 0,
            parameters: std::ptr::null_mut(),
        };
        match (*parts.inner.raw()).get_reduction_initial {
            Some(f) => match f(&mut inner, is_empty, initial) {
                status if status < 0 => Err(Raised::pending()),
                status => Ok(status),
            },
            None => Ok(0),
        }
    })
}
