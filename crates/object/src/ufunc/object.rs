//! `UFunc`: the handle to a ufunc, its making from the arrays that C hands over, its attributes.

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::offset_of;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self};
use ferronum_pyrt::raised::{attribute_error, no_memory, runtime_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, StaticType, TypeBuilder, ffi, import_cached, intern,
    ops, slot, types,
};

use crate::ufunc::dispatch::Dispatch;
use crate::ufunc::docs::methods as docs;
use crate::ufunc::{at, call, introspect, reduce, resolver, signature};

/// `numpy.ufunc`.
pub static UFUNC_TYPE: StaticType = StaticType::new();

/// A ufunc, borrowed.
#[repr(transparent)]
pub struct UFunc(UnsafeCell<PyUFuncObject>);

// SAFETY: transparent over the C struct; instances of ufunc begin with it.
unsafe impl Layout for UFunc {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        UFUNC_TYPE.has_instance(obj)
    }
}

impl std::ops::Deref for UFunc {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $ty:ty = $field:ident;)*) => { $(
        $(#[$doc])*
        #[inline(always)]
        pub fn $name(&self) -> $ty {
            // SAFETY: a live ufunc.
            unsafe { (*self.raw()).$field as $ty }
        }
    )* };
}

impl UFunc {
    /// The struct as C sees it.
    #[inline(always)]
    pub fn raw(&self) -> *mut PyUFuncObject {
        self.0.get()
    }

    fields! {
        /// Inputs.
        nin: usize = nin;
        /// Outputs.
        nout: usize = nout;
        /// Operands.
        nargs: usize = nargs;
        /// Rows of the legacy loop table.
        ntypes: usize = ntypes;
        /// `PyUFunc_Zero` and so on.
        identity_kind: c_int = identity;
    }

    /// Whether it has a core signature.
    #[inline(always)]
    pub fn is_generalized(&self) -> bool {
        // SAFETY: a live ufunc.
        unsafe { (*self.raw()).core_enabled != 0 }
    }

    /// The name.
    pub fn name(&self) -> &str {
        // SAFETY: a NUL-terminated text that lives as long as the ufunc, or NULL.
        unsafe {
            let p = (*self.raw()).name;
            if p.is_null() {
                "?"
            } else {
                CStr::from_ptr(p).to_str().unwrap_or("?")
            }
        }
    }

    /// The core signature as text.
    pub fn core_signature(&self) -> Option<&str> {
        // SAFETY: a NUL-terminated text that the ufunc owns, or NULL.
        unsafe {
            let p = (*self.raw()).core_signature;
            (!p.is_null()).then(|| CStr::from_ptr(p).to_str().unwrap_or("?"))
        }
    }

    /// Type numbers of row `i` of the legacy table.
    #[inline]
    pub fn loop_types(&self, i: usize) -> &[c_char] {
        debug_assert!(i < self.ntypes());
        // SAFETY: the table has ntypes rows of nargs entries; it is read anew at every use.
        unsafe {
            std::slice::from_raw_parts((*self.raw()).types.add(i * self.nargs()), self.nargs())
        }
    }

    /// Loop and data of row `i` of the legacy table, as it stands now.
    #[inline(always)]
    pub fn legacy_loop(&self, i: usize) -> (PyUFuncGenericFunction, *mut c_void) {
        debug_assert!(i < self.ntypes());
        // SAFETY: the arrays have ntypes entries; data may be NULL.
        unsafe {
            let u = self.raw();
            let data = if (*u).data.is_null() {
                std::ptr::null_mut()
            } else {
                *(*u).data.add(i)
            };
            (*(*u).functions.add(i), data)
        }
    }

    /// Promotion cache and registered loops.
    #[inline(always)]
    pub fn dispatch(&self) -> &Dispatch {
        // SAFETY: set when the ufunc is made and freed with it.
        unsafe { &*(*self.raw())._dispatch_cache.cast::<Dispatch>() }
    }

    #[allow(non_upper_case_globals, reason = "NumPy's names")]
    /// The identity for reductions: (value, reorderable). `None`: there is none.
    pub fn default_identity(&self) -> Res<(Option<Owned>, bool)> {
        Ok(match self.identity_kind() {
            PyUFunc_Zero => (Some(ops::int_new(0)?), true),
            PyUFunc_One => (Some(ops::int_new(1)?), true),
            PyUFunc_MinusOne => (Some(ops::int_new(-1)?), true),
            PyUFunc_ReorderableNone => (None, true),
            PyUFunc_None => (None, false),
            PyUFunc_IdentityValue => {
                // SAFETY: an owned reference of such ufuncs.
                let v = unsafe { Object::from_ptr_opt((*self.raw()).identity_value) };
                (v.and_then(Object::not_none).map(Object::own), true)
            }
            _ => {
                return Err(value_error("ufunc has an invalid identity for reductions."));
            }
        })
    }
}

/// What C passes to make a ufunc. The arrays stay the maker's and are read in place.
pub struct Spec<'a> {
    /// Loops.
    pub functions: *mut PyUFuncGenericFunction,
    /// Their data, or NULL.
    pub data: *const *mut c_void,
    /// Type numbers.
    pub types: *const c_char,
    /// Rows.
    pub ntypes: c_int,
    /// Inputs.
    pub nin: c_int,
    /// Outputs.
    pub nout: c_int,
    /// `PyUFunc_*` identity.
    pub identity: c_int,
    /// Name.
    pub name: *const c_char,
    /// Docstring, or NULL.
    pub doc: *const c_char,
    /// Core signature.
    pub signature: Option<&'a CStr>,
    /// Value of `PyUFunc_IdentityValue`.
    pub identity_value: Option<&'a Object>,
}

/// A new ufunc.
///
/// # Safety
/// The arrays of `spec` have the stated lengths and live as long as the ufunc, or are kept alive by its `obj`.
pub unsafe fn create(spec: &Spec<'_>) -> Res<Own<UFunc>> {
    let (nin, nout) = (spec.nin, spec.nout);
    let fits = nin >= 0
        && nout >= 0
        && nin
            .checked_add(nout)
            .is_some_and(|n| n as usize <= NPY_MAXARGS);
    if !fits {
        return Err(value_error(&format!(
            "Cannot construct a ufunc with more than {NPY_MAXARGS} operands (requested number were: inputs = {nin} and outputs = {nout})"
        )));
    }
    let nargs = (nin + nout) as usize;
    let core = match spec.signature {
        None => None,
        Some(s) => Some(signature::parse(
            s.to_str().unwrap_or(""),
            nin as usize,
            nout as usize,
        )?),
    };
    // SAFETY: a zeroed block for `nargs` flags, from the allocator that C code frees such tables with.
    let op_flags = unsafe { ffi::PyMem_RawCalloc(nargs.max(1), size_of::<u32>()) }.cast::<u32>();
    if op_flags.is_null() {
        return Err(no_memory());
    }
    // SAFETY: a fresh zeroed instance, filled before anybody else sees it.
    unsafe {
        let u: Own<UFunc> = Own::from_result(ffi::PyType_GenericAlloc(UFUNC_TYPE.ptr(), 0))?;
        let raw = u.raw();
        (*raw).nin = nin;
        (*raw).nout = nout;
        (*raw).nargs = nin + nout;
        (*raw).identity = spec.identity;
        (*raw).functions = spec.functions;
        (*raw).data = spec.data;
        (*raw).types = spec.types;
        (*raw).ntypes = spec.ntypes;
        (*raw).name = if spec.name.is_null() {
            c"?".as_ptr()
        } else {
            spec.name
        };
        (*raw).doc = spec.doc;
        (*raw).op_flags = op_flags;
        (*raw).type_resolver = Some(resolver::rules);
        (*raw).vectorcall = Some(slot::vectorcall(call::entry));
        (*raw)._dispatch_cache = Box::into_raw(Box::new(Dispatch::new())).cast();
        if spec.identity == PyUFunc_IdentityValue {
            (*raw).identity_value = spec
                .identity_value
                .map_or(std::ptr::null_mut(), |v| v.own().into_ptr());
        }
        if let Some(core) = core {
            core.install(raw);
        }
        Ok(u)
    }
}

unsafe extern "C" fn ufunc_dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the last reference is gone; what was leaked in create is taken back.
    unsafe {
        ffi::PyObject_GC_UnTrack(slf.cast());
        let raw = slf.cast::<PyUFuncObject>();
        signature::free(raw);
        ffi::PyMem_RawFree((*raw).op_flags.cast());
        ffi::PyMem_RawFree((*raw).ptr);
        slot::clear_field(&raw mut (*raw).obj);
        slot::clear_field(&raw mut (*raw).userloops);
        slot::clear_field(&raw mut (*raw).dict);
        if (*raw).identity == PyUFunc_IdentityValue {
            slot::clear_field(&raw mut (*raw).identity_value);
        }
        let dispatch = (*raw)._dispatch_cache.cast::<Dispatch>();
        (*raw)._dispatch_cache = std::ptr::null_mut();
        if !dispatch.is_null() {
            drop(Box::from_raw(dispatch));
        }
        ffi::PyObject_GC_Del(slf.cast());
    }
}

unsafe extern "C" fn ufunc_traverse(
    slf: *mut ffi::PyObject,
    visit: ffi::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: owned fields or NULL.
    unsafe {
        let raw = slf.cast::<PyUFuncObject>();
        let identity = if (*raw).identity == PyUFunc_IdentityValue {
            (*raw).identity_value
        } else {
            std::ptr::null_mut()
        };
        for field in [(*raw).obj, identity, (*raw).dict] {
            let r = slot::visit_field(visit, arg, field);
            if r != 0 {
                return r;
            }
        }
    }
    0
}

fn ufunc_repr(slf: &UFunc) -> Res<String> {
    Ok(format!("<ufunc '{}'>", slf.name()))
}

fn get_name(slf: &UFunc) -> Res<String> {
    Ok(slf.name().to_owned())
}

fn get_nin(slf: &UFunc) -> Res<usize> {
    Ok(slf.nin())
}

fn get_nout(slf: &UFunc) -> Res<usize> {
    Ok(slf.nout())
}

fn get_nargs(slf: &UFunc) -> Res<usize> {
    Ok(slf.nargs())
}

fn get_ntypes(slf: &UFunc) -> Res<usize> {
    Ok(slf.ntypes())
}

/// The type character of a type number (`?` for user types, as NumPy has it).
pub fn type_char(num: c_char) -> char {
    const CHARS: &[u8; 24] = b"?bBhHiIlLqQfdgFDGOSUVMme";
    CHARS.get(num as usize).map_or('?', |&c| c as char)
}

fn get_types(slf: &UFunc) -> Res<Owned> {
    let nin = slf.nin();
    ops::list_from((0..slf.ntypes()).map(|i| {
        let row = slf.loop_types(i);
        let mut text: String = row[..nin].iter().map(|&c| type_char(c)).collect();
        text.push_str("->");
        text.extend(row[nin..].iter().map(|&c| type_char(c)));
        ops::str_new(&text)
    }))
}

fn get_identity(slf: &UFunc) -> Res<Owned> {
    Ok(slf
        .default_identity()?
        .0
        .unwrap_or_else(|| ops::none().own()))
}

fn get_signature(slf: &UFunc) -> Res<Option<String>> {
    Ok(if slf.is_generalized() {
        slf.core_signature().map(str::to_owned)
    } else {
        None
    })
}

fn own_dict(slf: &UFunc) -> Option<&Object> {
    // SAFETY: an owned dict or NULL.
    unsafe { Object::from_ptr_opt((*slf.raw()).dict) }
}

fn get_doc(slf: &UFunc) -> Res<Owned> {
    if let Some(d) = own_dict(slf)
        && let Some(doc) = d.dict_get(intern!("__doc__"))?
    {
        return Ok(doc);
    }
    let format = import_cached!("numpy._core._internal", "_ufunc_doc_signature_formatter")?;
    let line = format.call(&[slf])?;
    // SAFETY: a NUL-terminated text, or NULL.
    let doc = unsafe {
        let p = (*slf.raw()).doc;
        (!p.is_null()).then(|| CStr::from_ptr(p).to_string_lossy().into_owned())
    };
    match doc {
        None => Ok(line),
        Some(doc) => ops::str_new(&format!("{}\n\n{doc}", line.utf8()?)),
    }
}

fn set_doc(slf: &UFunc, value: Option<&Object>) -> Res<()> {
    // SAFETY: the live field of a ufunc; a fresh dict is stored once.
    let dict = unsafe {
        if (*slf.raw()).dict.is_null() {
            (*slf.raw()).dict = ops::dict_new()?.into_ptr();
        }
        Object::from_ptr((*slf.raw()).dict)
    };
    match value {
        Some(v) => dict.dict_set(intern!("__doc__"), v),
        None => {
            if dict.dict_get(intern!("__doc__"))?.is_none() {
                return Err(attribute_error("__doc__"));
            }
            // SAFETY: a dict and a live key.
            ferronum_pyrt::raised::check_status(unsafe {
                ffi::PyDict_DelItem(dict.as_ptr(), intern!("__doc__").as_ptr())
            })
        }
    }
}

/// `_add_newdoc_ufunc(ufunc, docstring)`.
pub(super) fn add_newdoc(_: &Object, args: Args<'_>) -> Res<()> {
    use ferronum_pyrt::raised::type_error;
    ferronum_pyrt::raised::warn(
        ferronum_pyrt::raised::exc::DeprecationWarning(),
        "_add_newdoc_ufunc is deprecated. Use `ufunc.__doc__ = newdoc` instead.",
        1,
    )?;
    let [ufunc, doc] = args.exactly("_add_newdoc_ufunc")?;
    let ufunc = crate::arguments::convert::instance::<UFunc>(
        ufunc,
        "_add_newdoc_ufunc() argument 1 must be numpy.ufunc",
    )?;
    if !doc.is_str() {
        return Err(type_error(&format!(
            "_add_newdoc_ufunc() argument 2 must be str, not {}",
            doc.type_or_none()
        )));
    }
    // SAFETY: the live field; the text is leaked, since ufuncs never free their docstring.
    unsafe {
        if !(*ufunc.raw()).doc.is_null() {
            return Err(value_error(
                "Cannot change docstring of ufunc with non-NULL docstring",
            ));
        }
        let text = std::ffi::CString::new(doc.utf8()?)
            .map_err(|_| value_error("embedded null character"))?;
        (*ufunc.raw()).doc = text.into_raw();
    }
    Ok(())
}

/// Readies the type.
pub fn init() -> Res<()> {
    TypeBuilder::new(&UFUNC_TYPE, c"numpy.ufunc", size_of::<PyUFuncObject>())
        .flags(
            ffi::Py_TPFLAGS_HAVE_GC
                | ffi::Py_TPFLAGS_HAVE_VECTORCALL
                | ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION,
        )
        .methods(&[
            method::fastcall(c"reduce", reduce::reduce_method).doc(docs::REDUCE),
            method::fastcall(c"accumulate", reduce::accumulate_method).doc(docs::ACCUMULATE),
            method::fastcall(c"reduceat", reduce::reduceat_method).doc(docs::REDUCEAT),
            method::fastcall(c"outer", call::outer_method).doc(docs::OUTER),
            method::varargs(c"at", at::at_method).doc(docs::AT),
            method::fastcall(c"resolve_dtypes", introspect::resolve_dtypes)
                .doc(docs::RESOLVE_DTYPES),
            method::fastcall(
                c"_resolve_dtypes_and_context",
                introspect::resolve_dtypes_and_context,
            )
            .doc(docs::RESOLVE_DTYPES_AND_CONTEXT),
            method::fastcall(c"_get_strided_loop", introspect::get_strided_loop)
                .doc(docs::GET_STRIDED_LOOP),
        ])
        .getset(&[
            method::get(c"__doc__", get_doc).set(set_doc),
            method::get(c"nin", get_nin),
            method::get(c"nout", get_nout),
            method::get(c"nargs", get_nargs),
            method::get(c"ntypes", get_ntypes),
            method::get(c"types", get_types),
            method::get(c"__name__", get_name),
            method::get(c"identity", get_identity),
            method::get(c"signature", get_signature),
        ])
        .members(&[(
            c"__dict__",
            ffi::Py_T_OBJECT_EX,
            offset_of!(PyUFuncObject, dict),
            ffi::Py_READONLY,
        )])
        .with(|b| {
            let t = b.slots();
            t.tp_dealloc = Some(ufunc_dealloc);
            t.tp_traverse = Some(ufunc_traverse);
            t.tp_repr = Some(slot::unary(ufunc_repr));
            t.tp_str = Some(slot::unary(ufunc_repr));
            t.tp_call = Some(ffi::PyVectorcall_Call);
            t.tp_vectorcall_offset = offset_of!(PyUFuncObject, vectorcall) as isize;
            t.tp_dictoffset = offset_of!(PyUFuncObject, dict) as isize;
            t.tp_getattro = Some(ffi::PyObject_GenericGetAttr);
            t.tp_setattro = Some(ffi::PyObject_GenericSetAttr);
        })
        .ready()?;
    let descriptor =
        ferronum_pyrt::intern::import("numpy._globals")?.getattr(intern!("_signature_descriptor"));
    match descriptor {
        Ok(d) => types::set_type_attr(UFUNC_TYPE.ptr(), "__signature__", &d),
        Err(e) => {
            e.clear();
            Err(runtime_error("numpy._globals has no _signature_descriptor"))
        }
    }
}
