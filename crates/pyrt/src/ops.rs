//! Safe forms of the everyday interpreter calls: constructors, attributes, calls, containers.

use std::ffi::CStr;

use pyo3_ffi as ffi;

use crate::object::{Layout, Object, Own, Owned};
use crate::raised::{Raised, Res, check_status, exc, type_error};

/// `None`, borrowed.
#[inline(always)]
pub fn none() -> &'static Object {
    // SAFETY: immortal.
    unsafe { Object::from_ptr(ffi::Py_None()) }
}

/// `NotImplemented`, borrowed.
#[inline(always)]
pub fn not_implemented() -> &'static Object {
    // SAFETY: immortal.
    unsafe { Object::from_ptr(ffi::Py_NotImplemented()) }
}

/// `Ellipsis`, borrowed.
#[inline(always)]
pub fn ellipsis() -> &'static Object {
    // SAFETY: immortal.
    unsafe { Object::from_ptr(ffi::Py_Ellipsis()) }
}

/// `True` or `False`, borrowed.
#[inline(always)]
pub fn py_bool(value: bool) -> &'static Object {
    // SAFETY: immortal.
    unsafe {
        Object::from_ptr(if value {
            ffi::Py_True()
        } else {
            ffi::Py_False()
        })
    }
}

/// A new `int`.
#[inline]
pub fn int_new(value: i64) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyLong_FromLongLong(value)) }
}

/// A new `int`.
#[inline]
pub fn uint_new(value: u64) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyLong_FromUnsignedLongLong(value)) }
}

/// A new `float`.
#[inline]
pub fn float_new(value: f64) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyFloat_FromDouble(value)) }
}

/// A new `complex`.
pub fn complex_new(re: f64, im: f64) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyComplex_FromDoubles(re, im)) }
}

/// A new `str`.
#[inline]
pub fn str_new(text: &str) -> Res<Owned> {
    // SAFETY: pointer and length of valid UTF-8.
    unsafe {
        Own::from_result(ffi::PyUnicode_FromStringAndSize(
            text.as_ptr().cast(),
            text.len() as isize,
        ))
    }
}

/// A new `bytes`.
pub fn bytes_new(data: &[u8]) -> Res<Owned> {
    // SAFETY: pointer and length of a slice.
    unsafe {
        Own::from_result(ffi::PyBytes_FromStringAndSize(
            data.as_ptr().cast(),
            data.len() as isize,
        ))
    }
}

/// A new tuple of new references to `items`.
pub fn tuple_new(items: &[&Object]) -> Res<Owned> {
    // SAFETY: each slot of the fresh tuple is filled once, with a reference that it owns.
    unsafe {
        let tuple = Own::<Object>::from_result(ffi::PyTuple_New(items.len() as isize))?;
        for (i, item) in items.iter().enumerate() {
            ffi::PyTuple_SET_ITEM(tuple.as_ptr(), i as isize, item.own().into_ptr());
        }
        Ok(tuple)
    }
}

/// A new tuple that takes over `items`.
pub fn tuple_from(items: impl ExactSizeIterator<Item = Res<Owned>>) -> Res<Owned> {
    // SAFETY: as tuple_new; a tuple with NULL slots may be deallocated.
    unsafe {
        let tuple = Own::<Object>::from_result(ffi::PyTuple_New(items.len() as isize))?;
        for (i, item) in items.enumerate() {
            ffi::PyTuple_SET_ITEM(tuple.as_ptr(), i as isize, item?.into_ptr());
        }
        Ok(tuple)
    }
}

/// A tuple of ints, as `shape` and `strides` are.
pub fn tuple_of_ints(values: &[isize]) -> Res<Owned> {
    tuple_from(values.iter().map(|&v| int_new(v as i64)))
}

/// A new list that takes over `items`.
pub fn list_from(items: impl ExactSizeIterator<Item = Res<Owned>>) -> Res<Owned> {
    // SAFETY: as tuple_from.
    unsafe {
        let list = Own::<Object>::from_result(ffi::PyList_New(items.len() as isize))?;
        for (i, item) in items.enumerate() {
            ffi::PyList_SET_ITEM(list.as_ptr(), i as isize, item?.into_ptr());
        }
        Ok(list)
    }
}

/// An empty list.
pub fn list_new() -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyList_New(0)) }
}

/// An empty dict.
pub fn dict_new() -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyDict_New()) }
}

macro_rules! type_checks {
    ($($(#[$doc:meta])* $name:ident => $ffi:ident;)*) => { impl Object { $(
        $(#[$doc])*
        #[inline(always)]
        pub fn $name(&self) -> bool {
            // SAFETY: a live object.
            unsafe { ffi::$ffi(self.as_ptr()) != 0 }
        }
    )* } };
}

type_checks! {
    /// An `int` (subclasses too).
    is_int => PyLong_Check;
    /// Exactly an `int`.
    is_int_exact => PyLong_CheckExact;
    /// Exactly `True` or `False`.
    is_bool => PyBool_Check;
    /// A `float` (subclasses too).
    is_float => PyFloat_Check;
    /// Exactly a `float`.
    is_float_exact => PyFloat_CheckExact;
    /// A `complex` (subclasses too).
    is_complex => PyComplex_Check;
    /// Exactly a `complex`.
    is_complex_exact => PyComplex_CheckExact;
    /// A `str` (subclasses too).
    is_str => PyUnicode_Check;
    /// A `bytes` (subclasses too).
    is_bytes => PyBytes_Check;
    /// A `bytearray` (subclasses too).
    is_bytearray => PyByteArray_Check;
    /// A tuple (subclasses too).
    is_tuple => PyTuple_Check;
    /// Exactly a tuple.
    is_tuple_exact => PyTuple_CheckExact;
    /// A list (subclasses too).
    is_list => PyList_Check;
    /// Exactly a list.
    is_list_exact => PyList_CheckExact;
    /// A dict (subclasses too).
    is_dict => PyDict_Check;
    /// A slice.
    is_slice => PySlice_Check;
    /// A type.
    is_type => PyType_Check;
    /// Callable.
    is_callable => PyCallable_Check;
    /// Has `__index__`.
    has_index => PyIndex_Check;
    /// Has the sequence protocol.
    is_sequence => PySequence_Check;
    /// Has `__next__`.
    is_iterator => PyIter_Check;
    /// A capsule.
    is_capsule => PyCapsule_CheckExact;
    /// A memoryview.
    is_memoryview => PyMemoryView_Check;
}

impl Object {
    /// `None`?
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.is(none())
    }

    /// `None` as `Option::None`.
    #[inline(always)]
    pub fn not_none(&self) -> Option<&Object> {
        if self.is_none() { None } else { Some(self) }
    }

    /// `isinstance` with a static or cached type (no `__instancecheck__`).
    #[inline(always)]
    pub fn is_instance_of(&self, ty: *mut ffi::PyTypeObject) -> bool {
        // SAFETY: both are live.
        unsafe { self.type_ptr() == ty || ffi::PyType_IsSubtype(self.type_ptr(), ty) != 0 }
    }

    /// `getattr(self, name)`.
    #[inline]
    pub fn getattr(&self, name: &Object) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyObject_GetAttr(self.as_ptr(), name.as_ptr())) }
    }

    /// `getattr(self, name)`.
    pub fn getattr_str(&self, name: &str) -> Res<Owned> {
        self.getattr(&*str_new(name)?)
    }

    /// `getattr(self, name)`, `None` where it raises `AttributeError`.
    pub fn getattr_opt(&self, name: &Object) -> Res<Option<Owned>> {
        match self.getattr(name) {
            Ok(v) => Ok(Some(v)),
            Err(e) if e.matches(exc::AttributeError()) => {
                e.clear();
                Ok(None)
            }
            Err(e) => Err(e),
        }
    }

    /// Looks a special attribute up on the type (not the instance), as the interpreter does for dunders;
    /// basic built-in types answer at once. Attribute errors count as absence.
    pub fn lookup_special(&self, name: &Object) -> Res<Option<Owned>> {
        if self.is_basic_builtin() {
            return Ok(None);
        }
        self.type_object().getattr_opt(name)
    }

    /// Exactly one of the built-in types that never carry array protocols.
    #[inline]
    pub fn is_basic_builtin(&self) -> bool {
        let t = self.type_ptr();
        {
            t == &raw mut ffi::PyLong_Type
                || t == &raw mut ffi::PyFloat_Type
                || t == &raw mut ffi::PyBool_Type
                || t == &raw mut ffi::PyComplex_Type
                || t == &raw mut ffi::PyUnicode_Type
                || t == &raw mut ffi::PyBytes_Type
                || t == &raw mut ffi::PyList_Type
                || t == &raw mut ffi::PyTuple_Type
                || t == &raw mut ffi::PyDict_Type
                || t == &raw mut ffi::PySlice_Type
                || t == &raw mut ffi::PySet_Type
                || t == &raw mut ffi::PyFrozenSet_Type
                || self.is_none()
                || self.is(ellipsis())
                || self.is(not_implemented())
        }
    }

    /// `setattr(self, name, value)`.
    pub fn setattr(&self, name: &Object, value: &Object) -> Res<()> {
        // SAFETY: all live.
        check_status(unsafe { ffi::PyObject_SetAttr(self.as_ptr(), name.as_ptr(), value.as_ptr()) })
    }

    /// `self()`.
    pub fn call0(&self) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyObject_CallNoArgs(self.as_ptr())) }
    }

    /// `self(*args)`.
    pub fn call(&self, args: &[&Object]) -> Res<Owned> {
        // SAFETY: &Object is one non-NULL pointer, so the slice is an array of PyObject*.
        unsafe {
            Own::from_result(ffi::PyObject_Vectorcall(
                self.as_ptr(),
                args.as_ptr().cast(),
                args.len(),
                std::ptr::null_mut(),
            ))
        }
    }

    /// `self(*args, **kwargs)` with the keyword values after the positional ones and their names as a tuple.
    pub fn call_kw(&self, args: &[&Object], kwnames: Option<&Object>) -> Res<Owned> {
        let nkw = kwnames.map_or(0, |k| k.tuple_len());
        // SAFETY: as call(); the names count the trailing values.
        unsafe {
            Own::from_result(ffi::PyObject_Vectorcall(
                self.as_ptr(),
                args.as_ptr().cast(),
                args.len() - nkw,
                kwnames.map_or(std::ptr::null_mut(), |k| k.as_ptr()),
            ))
        }
    }

    /// `self(*args, **kwargs)` with a tuple and a dict.
    pub fn call_tuple(&self, args: &Object, kwargs: Option<&Object>) -> Res<Owned> {
        // SAFETY: a tuple, and a dict or NULL.
        unsafe {
            Own::from_result(ffi::PyObject_Call(
                self.as_ptr(),
                args.as_ptr(),
                kwargs.map_or(std::ptr::null_mut(), |k| k.as_ptr()),
            ))
        }
    }

    /// `self.name(*args)`.
    pub fn call_method(&self, name: &Object, args: &[&Object]) -> Res<Owned> {
        self.getattr(name)?.call(args)
    }

    /// `str(self)`.
    pub fn str(&self) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyObject_Str(self.as_ptr())) }
    }

    /// `repr(self)`.
    pub fn repr(&self) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyObject_Repr(self.as_ptr())) }
    }

    /// `repr(self)` as Rust text, for messages (`%R`).
    pub fn repr_text(&self) -> Res<String> {
        Ok(self.repr()?.utf8()?.to_owned())
    }

    /// The first 100 characters of `repr(self)`, for messages (`%.100R`).
    pub fn repr_begin(&self) -> Res<String> {
        Ok(self.repr()?.utf8()?.chars().take(100).collect())
    }

    /// `str(self)` as Rust text, for messages (`%S`).
    pub fn str_text(&self) -> Res<String> {
        Ok(self.str()?.utf8()?.to_owned())
    }

    /// The UTF-8 text of a `str`.
    pub fn utf8(&self) -> Res<&str> {
        let mut n = 0;
        // SAFETY: CPython caches the UTF-8 form inside the str, which outlives the borrow.
        unsafe {
            let p = ffi::PyUnicode_AsUTF8AndSize(self.as_ptr(), &mut n);
            if p.is_null() {
                return Err(Raised::pending());
            }
            Ok(std::str::from_utf8_unchecked(std::slice::from_raw_parts(
                p.cast(),
                n as usize,
            )))
        }
    }

    /// The bytes of a `bytes`.
    pub fn bytes(&self) -> &[u8] {
        debug_assert!(self.is_bytes());
        // SAFETY: bytes are immutable and live as long as the object.
        unsafe {
            std::slice::from_raw_parts(
                ffi::PyBytes_AsString(self.as_ptr()).cast(),
                ffi::PyBytes_Size(self.as_ptr()) as usize,
            )
        }
    }

    /// `bool(self)`.
    #[inline]
    pub fn truth(&self) -> Res<bool> {
        // SAFETY: a live object.
        let r = unsafe { ffi::PyObject_IsTrue(self.as_ptr()) };
        if r < 0 {
            Err(Raised::pending())
        } else {
            Ok(r != 0)
        }
    }

    /// `self <op> other` as an object (`ffi::Py_LT` … `ffi::Py_GE`).
    pub fn compare(&self, other: &Object, op: std::ffi::c_int) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyObject_RichCompare(self.as_ptr(), other.as_ptr(), op)) }
    }

    /// `bool(self == other)`, identity first.
    pub fn equals(&self, other: &Object) -> Res<bool> {
        // SAFETY: live objects.
        let r = unsafe { ffi::PyObject_RichCompareBool(self.as_ptr(), other.as_ptr(), ffi::Py_EQ) };
        if r < 0 {
            Err(Raised::pending())
        } else {
            Ok(r != 0)
        }
    }

    /// True for a `str` with exactly this ASCII text; never raises.
    pub fn is_str_equal(&self, ascii: &CStr) -> bool {
        // SAFETY: checked to be a str.
        self.is_str()
            && unsafe { ffi::PyUnicode_CompareWithASCIIString(self.as_ptr(), ascii.as_ptr()) == 0 }
    }

    /// `hash(self)`.
    pub fn hash(&self) -> Res<isize> {
        // SAFETY: a live object.
        let h = unsafe { ffi::PyObject_Hash(self.as_ptr()) };
        if h == -1 {
            Err(Raised::pending())
        } else {
            Ok(h)
        }
    }

    /// `len(self)`.
    pub fn len(&self) -> Res<usize> {
        // SAFETY: a live object.
        let n = unsafe { ffi::PyObject_Size(self.as_ptr()) };
        if n < 0 {
            Err(Raised::pending())
        } else {
            Ok(n as usize)
        }
    }

    /// `self[key]`.
    pub fn get_item(&self, key: &Object) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyObject_GetItem(self.as_ptr(), key.as_ptr())) }
    }

    /// `self[key] = value`.
    pub fn set_item(&self, key: &Object, value: &Object) -> Res<()> {
        // SAFETY: all live.
        check_status(unsafe { ffi::PyObject_SetItem(self.as_ptr(), key.as_ptr(), value.as_ptr()) })
    }

    /// `self[i]` through the sequence protocol.
    pub fn seq_item(&self, i: usize) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PySequence_GetItem(self.as_ptr(), i as isize)) }
    }

    /// Snapshot of a sequence or iterable: the tuple itself, or a new tuple.
    pub fn to_tuple(&self) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PySequence_Tuple(self.as_ptr())) }
    }

    /// The items of a sequence by its length and its indices, as a tuple; its iterator may say something else.
    pub fn items_by_index(&self) -> Res<Owned> {
        if self.is_list_exact() || self.is_tuple_exact() {
            return self.to_tuple();
        }
        self.items_up_to(self.len()?)
    }

    /// As `items_by_index`, for a sequence whose length was asked for before.
    pub fn items_up_to(&self, n: usize) -> Res<Owned> {
        if self.is_list_exact() || self.is_tuple_exact() {
            return self.to_tuple();
        }
        tuple_from((0..n).map(|i| self.seq_item(i)))
    }

    /// The items that a list holds, whatever its class says of them, as a tuple.
    pub fn list_tuple(&self) -> Res<Owned> {
        // SAFETY: new reference, or NULL, as for anything but a list.
        unsafe { Own::from_result(ffi::PyList_AsTuple(self.as_ptr())) }
    }

    /// `iter(self)`.
    pub fn iter(&self) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyObject_GetIter(self.as_ptr())) }
    }

    /// `next(self)` of an iterator, `None` at its end.
    pub fn next(&self) -> Res<Option<Owned>> {
        // SAFETY: new reference, or NULL with or without an exception.
        unsafe {
            match Own::steal_opt(ffi::PyIter_Next(self.as_ptr())) {
                Some(v) => Ok(Some(v)),
                None if ffi::PyErr_Occurred().is_null() => Ok(None),
                None => Err(Raised::pending()),
            }
        }
    }

    /// Length of a tuple.
    #[inline(always)]
    pub fn tuple_len(&self) -> usize {
        debug_assert!(self.is_tuple());
        // SAFETY: a tuple.
        unsafe { ffi::PyTuple_GET_SIZE(self.as_ptr()) as usize }
    }

    /// The items of a tuple. A tuple is immutable, so they live as long as it does.
    #[inline]
    pub fn tuple_items(&self) -> &[&Object] {
        debug_assert!(self.is_tuple());
        // SAFETY: ob_item is an array of non-NULL PyObject*, the shape of a slice of &Object.
        unsafe {
            let t = self.as_ptr().cast::<ffi::PyTupleObject>();
            std::slice::from_raw_parts((&raw const (*t).ob_item).cast(), self.tuple_len())
        }
    }

    /// `dict.get(key)`: a new reference, `None` where absent.
    pub fn dict_get(&self, key: &Object) -> Res<Option<Owned>> {
        debug_assert!(self.is_dict());
        // SAFETY: borrowed reference or NULL with or without an exception; taken at once.
        unsafe {
            match Object::from_ptr_opt(ffi::PyDict_GetItemWithError(self.as_ptr(), key.as_ptr())) {
                Some(v) => Ok(Some(v.own())),
                None if ffi::PyErr_Occurred().is_null() => Ok(None),
                None => Err(Raised::pending()),
            }
        }
    }

    /// `dict[key] = value`.
    pub fn dict_set(&self, key: &Object, value: &Object) -> Res<()> {
        // SAFETY: all live.
        check_status(unsafe { ffi::PyDict_SetItem(self.as_ptr(), key.as_ptr(), value.as_ptr()) })
    }

    /// `dict[name] = value`.
    pub fn dict_set_str(&self, name: &str, value: &Object) -> Res<()> {
        self.dict_set(&*str_new(name)?, value)
    }

    /// `list.append(value)`.
    pub fn list_append(&self, value: &Object) -> Res<()> {
        // SAFETY: a list and a live object.
        check_status(unsafe { ffi::PyList_Append(self.as_ptr(), value.as_ptr()) })
    }

    /// The name of the type, as `tp_name` gives it (for messages, `%s`).
    pub fn type_name(&self) -> &str {
        // SAFETY: tp_name is a NUL-terminated text of a live type.
        unsafe {
            CStr::from_ptr((*self.type_ptr()).tp_name)
                .to_str()
                .unwrap_or("?")
        }
    }

    /// As [`Object::type_name`], with `None` by its own name, as the interpreter's parser of arguments says it.
    pub fn type_or_none(&self) -> &str {
        if self.is_none() {
            "None"
        } else {
            self.type_name()
        }
    }
}

/// Raises `TypeError` if keyword arguments were given to a function that takes none.
pub fn no_keywords(name: &str, kwargs: Option<&Object>) -> Res<()> {
    match kwargs {
        Some(k) if k.len()? > 0 => Err(type_error(&format!("{name}() takes no keyword arguments"))),
        _ => Ok(()),
    }
}
