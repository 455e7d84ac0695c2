//! `ArrayMethod`: resolve descriptors, get a loop, run it strided. The one mechanism for casts and ufunc
//! loops (NEP 43).

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, StaticType, TypeBuilder, ffi, types};

use crate::model::{DTypeClass, Descr};

/// `numpy._ArrayMethod`.
pub static ARRAY_METHOD_TYPE: StaticType = StaticType::new();

/// The struct behind `numpy._ArrayMethod` objects. Its address is the `method` of every context; extensions
/// see it as opaque.
#[repr(C)]
pub struct ArrayMethodStruct {
    /// Object head.
    pub ob_base: ffi::PyObject,
    /// Name for messages; owned by the method (allocated with `libc::strdup`).
    pub name: *mut c_char,
    /// Inputs.
    pub nin: c_int,
    /// Outputs.
    pub nout: c_int,
    /// Least casting safety that the method implies.
    pub casting: NPY_CASTING,
    /// `NPY_METH_*`.
    pub flags: NPY_ARRAYMETHOD_FLAGS,
    /// For static data of the method (`_NPY_METH_static_data`).
    pub static_data: *const c_void,
    /// Finds the loop's descriptors.
    pub resolve_descriptors: PyArrayMethod_ResolveDescriptors,
    /// The same, with the Python scalars among the inputs.
    pub resolve_descriptors_with_scalars: PyArrayMethod_ResolveDescriptorsWithScalar,
    /// Chooses the loop for strides and alignment.
    pub get_strided_loop: PyArrayMethod_GetLoop,
    /// Initial value of a reduction.
    pub get_reduction_initial: PyArrayMethod_GetReductionInitial,
    /// Loops from which the default `get_strided_loop` chooses.
    pub strided_loop: PyArrayMethod_StridedLoop,
    /// Contiguous form.
    pub contiguous_loop: PyArrayMethod_StridedLoop,
    /// Unaligned form.
    pub unaligned_strided_loop: PyArrayMethod_StridedLoop,
    /// Unaligned contiguous form.
    pub unaligned_contiguous_loop: PyArrayMethod_StridedLoop,
    /// Loop of `ufunc.at` on aligned one-dimensional operands.
    pub contiguous_indexed_loop: PyArrayMethod_StridedLoop,
    /// Wrapped method (owned), its DTypes (owned array of nin+nout) and translators, for wrapping loops.
    pub wrapped_meth: *mut ffi::PyObject,
    /// See `wrapped_meth`.
    pub wrapped_dtypes: *mut *mut PyArray_DTypeMeta,
    /// See `wrapped_meth`.
    pub translate_given_descrs: PyArrayMethod_TranslateGivenDescriptors,
    /// See `wrapped_meth`.
    pub translate_loop_descrs: PyArrayMethod_TranslateLoopDescriptors,
    /// Cached initial value of legacy reductions.
    pub legacy_initial: [u8; 32],
    /// A legacy ufunc loop (`char**, npy_intp*, npy_intp*, void*`) behind a built-in method: what fast paths
    /// call directly, after checking that the ufunc's table still holds it.
    pub legacy_loop: PyUFuncGenericFunction,
    /// Data of `legacy_loop`.
    pub legacy_data: *mut c_void,
}

/// An `ArrayMethod`, borrowed.
#[repr(transparent)]
pub struct ArrayMethod(UnsafeCell<ArrayMethodStruct>);

// SAFETY: transparent over the struct of the type's instances.
unsafe impl Layout for ArrayMethod {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        ARRAY_METHOD_TYPE.has_exact(obj)
    }
}

impl std::ops::Deref for ArrayMethod {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

/// A strided loop, never NULL.
pub type Loop = unsafe extern "C" fn(
    *mut PyArrayMethod_Context,
    *const *mut c_char,
    *const npy_intp,
    *const npy_intp,
    *mut NpyAuxData,
) -> c_int;

/// What a method's `resolve_descriptors` answers for a cast.
pub struct CastInfo {
    /// `NPY_*_CASTING`, with the same-value bit where the method can check values.
    pub casting: NPY_CASTING,
    /// The descriptors of the loop.
    pub descrs: [Own<Descr>; 2],
    /// Bytes from an element of the source to the same element seen as the destination, where a view will do.
    pub view_offset: Option<isize>,
}

/// "No view": what C code finds in `*view_offset`.
pub const NO_VIEW: npy_intp = npy_intp::MIN;

/// A loop as `get_strided_loop` gives it.
pub struct LoopChoice {
    /// The loop.
    pub run: Loop,
    /// Its auxiliary data (owned by the caller), or NULL.
    pub aux: *mut NpyAuxData,
    /// `NPY_METH_*` run-time flags.
    pub flags: NPY_ARRAYMETHOD_FLAGS,
}

impl ArrayMethod {
    /// The struct.
    #[inline(always)]
    pub fn raw(&self) -> *mut ArrayMethodStruct {
        self.0.get()
    }

    /// A method without any loops; the caller fills the struct before anybody sees it.
    pub fn new(
        name: &CStr,
        nin: usize,
        nout: usize,
        casting: NPY_CASTING,
        flags: NPY_ARRAYMETHOD_FLAGS,
    ) -> Res<Own<ArrayMethod>> {
        // SAFETY: a fresh zeroed instance; all its fields may be zero.
        unsafe {
            let m: Own<ArrayMethod> = types::alloc(ARRAY_METHOD_TYPE.ptr(), 0)?;
            let s = m.raw();
            (*s).name = libc::strdup(name.as_ptr());
            (*s).nin = nin as c_int;
            (*s).nout = nout as c_int;
            (*s).casting = casting;
            (*s).flags = flags;
            (*s).get_strided_loop = Some(default_get_loop);
            Ok(m)
        }
    }

    /// The name, for messages.
    pub fn name(&self) -> &str {
        // SAFETY: a NUL-terminated text that the method owns, or NULL.
        unsafe {
            let p = (*self.raw()).name;
            if p.is_null() {
                return "<unknown>";
            }
            CStr::from_ptr(p).to_str().unwrap_or("<unknown>")
        }
    }

    /// Number of inputs.
    #[inline(always)]
    pub fn nin(&self) -> usize {
        // SAFETY: a live method.
        unsafe { (*self.raw()).nin as usize }
    }

    /// Number of outputs.
    #[inline(always)]
    pub fn nout(&self) -> usize {
        // SAFETY: a live method.
        unsafe { (*self.raw()).nout as usize }
    }

    /// The declared casting level.
    #[inline(always)]
    pub fn casting(&self) -> NPY_CASTING {
        // SAFETY: a live method.
        unsafe { (*self.raw()).casting }
    }

    /// `NPY_METH_*`.
    #[inline(always)]
    pub fn flags(&self) -> NPY_ARRAYMETHOD_FLAGS {
        // SAFETY: a live method.
        unsafe { (*self.raw()).flags }
    }

    /// The loops can work on unaligned data.
    #[inline(always)]
    pub fn supports_unaligned(&self) -> bool {
        self.flags() & NPY_METH_SUPPORTS_UNALIGNED != 0
    }

    /// Resolves the descriptors of a cast. `Ok(None)` where the method says that the cast is not possible
    /// without raising anything.
    pub fn resolve_cast(
        &self,
        from_class: &DTypeClass,
        to_class: &DTypeClass,
        from: &Descr,
        to: Option<&Descr>,
    ) -> Res<Option<CastInfo>> {
        let dtypes = [from_class.raw(), to_class.raw()];
        let given = [from.raw(), to.map_or(std::ptr::null_mut(), Descr::raw)];
        let mut out: [*mut PyArray_Descr; 2] = [std::ptr::null_mut(); 2];
        let mut view_offset = NO_VIEW;
        // SAFETY: the slot's contract: two classes, two descriptors (the second may be NULL), two places
        // that receive new references on success.
        unsafe {
            let Some(resolve) = (*self.raw()).resolve_descriptors else {
                return Err(runtime_error("the method cannot resolve descriptors"));
            };
            let casting = resolve(
                self.raw().cast(),
                dtypes.as_ptr(),
                given.as_ptr(),
                out.as_mut_ptr(),
                &mut view_offset,
            );
            if casting < 0 {
                if ffi::PyErr_Occurred().is_null() {
                    return Ok(None);
                }
                return Err(Raised::pending());
            }
            if out[0].is_null() || out[1].is_null() {
                let _ = out.map(|p| Own::<Descr>::steal_opt(p));
                return Err(runtime_error(&format!(
                    "method {} resolved no descriptors",
                    self.name()
                )));
            }
            Ok(Some(CastInfo {
                casting,
                descrs: [Own::steal(out[0]), Own::steal(out[1])],
                view_offset: (view_offset != NO_VIEW).then_some(view_offset),
            }))
        }
    }

    /// Chooses the loop for a context.
    ///
    /// # Safety
    /// `context` is filled for this method; `strides` has one entry for each operand.
    pub unsafe fn get_loop(
        &self,
        context: &mut PyArrayMethod_Context,
        aligned: bool,
        move_references: bool,
        strides: &[isize],
    ) -> Res<LoopChoice> {
        let mut run: PyArrayMethod_StridedLoop = None;
        let mut aux = std::ptr::null_mut();
        let mut flags = 0;
        // SAFETY: the slot's contract, as the caller vouches.
        unsafe {
            let get = (*self.raw()).get_strided_loop.unwrap_or(default_get_loop);
            let status = get(
                context,
                c_int::from(aligned),
                c_int::from(move_references),
                strides.as_ptr(),
                &mut run,
                &mut aux,
                &mut flags,
            );
            if status < 0 {
                return Err(Raised::pending());
            }
        }
        match run {
            Some(run) => Ok(LoopChoice { run, aux, flags }),
            None => {
                free_aux(aux);
                Err(runtime_error(&format!(
                    "method {} has no loop",
                    self.name()
                )))
            }
        }
    }

    /// Makes a method from an extension's description. Returns the DType classes of the specification with
    /// it. `is_private` relaxes the checks for specifications of our own.
    ///
    /// # Safety
    /// `spec` is a specification as NEP 43 demands.
    pub unsafe fn from_spec(
        spec: *const PyArrayMethod_Spec,
        is_private: bool,
    ) -> Res<(Own<ArrayMethod>, Vec<Option<Own<DTypeClass>>>)> {
        // SAFETY: as the caller vouches: arrays of nin + nout classes and a terminated slot list.
        unsafe { super::spec::from_spec(spec, None, is_private) }
    }
}

/// Frees auxiliary data; NULL is allowed.
pub fn free_aux(aux: *mut NpyAuxData) {
    // SAFETY: auxiliary data frees itself through its first field.
    unsafe {
        if let Some(free) = aux.as_ref().and_then(|a| a.free) {
            free(aux);
        }
    }
}

/// The `get_strided_loop` of methods that have plain loops: the best of those given.
///
/// # Safety
/// The slot's contract.
pub unsafe extern "C" fn default_get_loop(
    context: *mut PyArrayMethod_Context,
    aligned: c_int,
    _move_references: c_int,
    strides: *const npy_intp,
    out_loop: *mut PyArrayMethod_StridedLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract: context and outputs are valid, descriptors and strides have nin + nout entries.
    unsafe {
        let m = (*context).method.cast::<ArrayMethodStruct>();
        let n = ((*m).nin + (*m).nout) as usize;
        *flags = (*m).flags & NPY_METH_RUNTIME_FLAGS;
        *out_aux = std::ptr::null_mut();
        let contiguous =
            (0..n).all(|i| *strides.add(i) == (*(*context).descriptors.add(i)).elsize());
        let aligned_run = aligned != 0;
        let pick = if aligned_run {
            let c = if contiguous {
                (*m).contiguous_loop
            } else {
                None
            };
            c.or((*m).strided_loop)
        } else {
            let c = if contiguous {
                (*m).unaligned_contiguous_loop
            } else {
                None
            };
            c.or((*m).unaligned_strided_loop)
                .or(if (*m).flags & NPY_METH_SUPPORTS_UNALIGNED != 0 {
                    (*m).strided_loop
                } else {
                    None
                })
        };
        *out_loop = pick;
        if pick.is_none() {
            let _ = type_error("the method has no loop for this memory layout");
            return -1;
        }
        0
    }
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the interpreter passes a dead instance; its fields are owned by it.
    unsafe {
        let m = slf.cast::<ArrayMethodStruct>();
        libc::free((*m).name.cast());
        if !(*m).wrapped_meth.is_null() {
            ffi::Py_DECREF((*m).wrapped_meth);
            for i in 0..((*m).nin + (*m).nout) as usize {
                ffi::Py_XDECREF((*(*m).wrapped_dtypes.add(i)).cast());
            }
            libc::free((*m).wrapped_dtypes.cast());
        }
        ffi::PyObject_Free(slf.cast());
    }
}

/// Readies the type.
pub(crate) fn init() -> Res<()> {
    TypeBuilder::new(
        &ARRAY_METHOD_TYPE,
        c"numpy._ArrayMethod",
        size_of::<ArrayMethodStruct>(),
    )
    .with(|t| {
        t.slots().tp_dealloc = Some(dealloc);
    })
    .ready()
}
