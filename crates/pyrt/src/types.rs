//! Static type objects: writable, without the heap flag, filled and readied at start.

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_ulong};
use std::marker::PhantomData;

use pyo3_ffi as ffi;

use crate::method::{GetSet, Method};
use crate::object::{Layout, Object};
use crate::raised::{Raised, Res, check_status};

/// A static type object, all zero until its `TypeBuilder` fills it. `P` is the C struct: `PyTypeObject`,
/// or a larger one that begins with it (DType classes).
#[repr(transparent)]
pub struct StaticType<P = ffi::PyTypeObject>(UnsafeCell<std::mem::MaybeUninit<P>>);

// SAFETY: type objects are shared by design; writes go through the interpreter or happen at start.
unsafe impl<P> Sync for StaticType<P> {}

impl<P> Default for StaticType<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P> StaticType<P> {
    /// A zeroed type object.
    pub const fn new() -> Self {
        StaticType(UnsafeCell::new(std::mem::MaybeUninit::zeroed()))
    }

    /// The whole struct.
    #[inline(always)]
    pub const fn get(&self) -> *mut P {
        self.0.get().cast()
    }

    /// The type object.
    #[inline(always)]
    pub const fn ptr(&self) -> *mut ffi::PyTypeObject {
        self.0.get().cast()
    }

    /// The type as an object.
    #[inline(always)]
    pub fn object(&self) -> &'static Object {
        // SAFETY: static storage, never deallocated.
        unsafe { Object::from_ptr(self.ptr().cast()) }
    }

    /// True if `obj` is an instance of this type or of a subtype.
    #[inline(always)]
    pub fn has_instance(&self, obj: &Object) -> bool {
        obj.is_instance_of(self.ptr())
    }

    /// True if `obj` is exactly of this type.
    #[inline(always)]
    pub fn has_exact(&self, obj: &Object) -> bool {
        obj.type_ptr() == self.ptr()
    }
}

/// Fills a type object. Protocol tables are leaked: the type lives as long as the process.
pub struct TypeBuilder<'a> {
    t: *mut ffi::PyTypeObject,
    _of: PhantomData<&'a ()>,
}

impl TypeBuilder<'static> {
    /// Starts a type: `name` is the dotted `tp_name`, `size` the basic size.
    pub fn new<P>(ty: &'static StaticType<P>, name: &'static CStr, size: usize) -> Self {
        let t = ty.ptr();
        // SAFETY: static storage that nobody else sees before it is ready.
        unsafe {
            (*t).ob_base.ob_base = ffi::PyObject_HEAD_INIT;
            (*t).ob_base.ob_base.ob_type = &raw mut ffi::PyType_Type;
            (*t).tp_name = name.as_ptr();
            (*t).tp_basicsize = size as isize;
            (*t).tp_flags = ffi::Py_TPFLAGS_DEFAULT;
        }
        TypeBuilder {
            t,
            _of: PhantomData,
        }
    }

    /// The type object, to set slots directly.
    #[inline(always)]
    pub fn slots(&mut self) -> &mut ffi::PyTypeObject {
        // SAFETY: not ready yet: only this builder knows it.
        unsafe { &mut *self.t }
    }

    /// The number protocol table, made at first use.
    pub fn number(&mut self) -> &mut ffi::PyNumberMethods {
        let t = self.slots();
        if t.tp_as_number.is_null() {
            t.tp_as_number = zeroed_leak();
        }
        // SAFETY: leaked and only known here.
        unsafe { &mut *t.tp_as_number }
    }

    /// The sequence protocol table, made at first use.
    pub fn sequence(&mut self) -> &mut ffi::PySequenceMethods {
        let t = self.slots();
        if t.tp_as_sequence.is_null() {
            t.tp_as_sequence = zeroed_leak();
        }
        // SAFETY: as number().
        unsafe { &mut *t.tp_as_sequence }
    }

    /// The mapping protocol table, made at first use.
    pub fn mapping(&mut self) -> &mut ffi::PyMappingMethods {
        let t = self.slots();
        if t.tp_as_mapping.is_null() {
            t.tp_as_mapping = zeroed_leak();
        }
        // SAFETY: as number().
        unsafe { &mut *t.tp_as_mapping }
    }

    /// The buffer protocol table, made at first use.
    pub fn buffer(&mut self) -> &mut ffi::PyBufferProcs {
        let t = self.slots();
        if t.tp_as_buffer.is_null() {
            t.tp_as_buffer = zeroed_leak();
        }
        // SAFETY: as number().
        unsafe { &mut *t.tp_as_buffer }
    }

    /// The metatype (`type` if not set).
    pub fn metatype(mut self, meta: *mut ffi::PyTypeObject) -> Self {
        self.slots().ob_base.ob_base.ob_type = meta;
        self
    }

    /// The base type.
    pub fn base(mut self, base: *mut ffi::PyTypeObject) -> Self {
        self.slots().tp_base = base;
        self
    }

    /// Several bases; the first is also `tp_base`.
    pub fn bases(mut self, bases: &[*mut ffi::PyTypeObject]) -> Res<Self> {
        // SAFETY: ready types outlive the tuple.
        let items: Vec<&Object> = bases
            .iter()
            .map(|&b| unsafe { Object::from_ptr(b.cast()) })
            .collect();
        self.slots().tp_base = bases[0];
        self.slots().tp_bases = crate::ops::tuple_new(&items)?.into_ptr();
        Ok(self)
    }

    /// Adds type flags.
    pub fn flags(mut self, flags: c_ulong) -> Self {
        self.slots().tp_flags |= flags;
        self
    }

    /// Methods. May be called once.
    pub fn methods(mut self, methods: &[Method]) -> Self {
        // SAFETY: all zero ends the table.
        let end = unsafe { std::mem::zeroed() };
        let rows: Vec<ffi::PyMethodDef> = methods.iter().map(|m| m.to_def()).chain([end]).collect();
        self.slots().tp_methods = rows.leak().as_mut_ptr();
        self
    }

    /// Computed attributes. May be called once.
    pub fn getset(mut self, rows: &[GetSet]) -> Self {
        // SAFETY: all zero ends the table.
        let end = unsafe { std::mem::zeroed() };
        let rows: Vec<ffi::PyGetSetDef> = rows.iter().map(|g| g.to_def()).chain([end]).collect();
        self.slots().tp_getset = rows.leak().as_mut_ptr();
        self
    }

    /// Attributes that are struct fields: (name, type code, offset, flags). May be called once.
    pub fn members(
        mut self,
        rows: &[(&'static CStr, std::ffi::c_int, usize, std::ffi::c_int)],
    ) -> Self {
        // SAFETY: all zero ends the table.
        let end = unsafe { std::mem::zeroed() };
        let rows: Vec<ffi::PyMemberDef> = rows
            .iter()
            .map(|&(name, type_code, offset, flags)| ffi::PyMemberDef {
                name: name.as_ptr(),
                type_code,
                offset: offset as isize,
                flags,
                doc: std::ptr::null(),
            })
            .chain([end])
            .collect();
        self.slots().tp_members = rows.leak().as_mut_ptr();
        self
    }

    /// Docstrings of members, by name.
    pub fn member_docs(mut self, docs: &[(&'static CStr, &'static CStr)]) -> Self {
        let mut row = self.slots().tp_members;
        // SAFETY: the table of `members`, which a row without a name ends, or none.
        unsafe {
            while !row.is_null() && !(*row).name.is_null() {
                let name = CStr::from_ptr((*row).name);
                if let Some((_, doc)) = docs.iter().find(|(n, _)| *n == name) {
                    (*row).doc = doc.as_ptr();
                }
                row = row.add(1);
            }
        }
        self
    }

    /// Sets slots in place.
    pub fn with(mut self, f: impl FnOnce(&mut Self)) -> Self {
        f(&mut self);
        self
    }

    /// `PyType_Ready`.
    pub fn ready(self) -> Res<()> {
        // SAFETY: a filled static type.
        check_status(unsafe { ffi::PyType_Ready(self.t) })
    }
}

fn zeroed_leak<T>() -> *mut T {
    // SAFETY: C protocol tables, for which all zero means "no slot".
    Box::into_raw(Box::new(unsafe { std::mem::zeroed() }))
}

/// Puts `name: value` into a ready static type's dict.
pub fn set_type_attr(ty: *mut ffi::PyTypeObject, name: &str, value: &Object) -> Res<()> {
    // SAFETY: ready types have a dict (on 3.12+ through the accessor); the cache is told.
    unsafe {
        #[cfg(Py_3_12)]
        let dict = crate::Own::<Object>::from_result(ffi::PyType_GetDict(ty))?;
        #[cfg(not(Py_3_12))]
        let dict = Object::from_ptr_opt((*ty).tp_dict)
            .ok_or_else(Raised::pending)?
            .own();
        dict.dict_set_str(name, value)?;
        ffi::PyType_Modified(ty);
    }
    Ok(())
}

/// Allocates an instance through `tp_alloc`, as `tp_new` does.
///
/// # Safety
/// `ty` is a ready type whose instances fit `T`.
pub unsafe fn alloc<T: Layout>(ty: *mut ffi::PyTypeObject, items: isize) -> Res<crate::Own<T>> {
    // SAFETY: as the caller vouches.
    unsafe {
        match (*ty).tp_alloc {
            Some(f) => crate::Own::from_result(f(ty, items)),
            None => crate::Own::from_result(ffi::PyType_GenericAlloc(ty, items)),
        }
    }
}
