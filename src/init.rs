//! `PyInit__multiarray_umath`: the explicit start of the core. The module is filled by
//! `ferronum_object::module::init`; here the slot tables are completed and wrapped in capsules.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};

use ferronum_object::module;
use ferronum_pyrt::{Layout, Object, Own, Res, entry, ffi, raised, str_new};

use crate::capi::embed::library_path;
use crate::capi::{slots, table};

unsafe extern "C" fn exec(m: *mut ffi::PyObject) -> c_int {
    entry(|| {
        // SAFETY: the interpreter passes the module object that it created.
        let m = unsafe { Object::from_ptr(m) };
        module::init(m)?;
        let dict = module::module_dict(m);
        set_file(dict)?;
        slots::fill(|name| module::symbols::address(dict, name).unwrap_or(std::ptr::null_mut()))
            .map_err(|name| {
                raised::import_error(&format!("the core has no object for the C-API name {name}"))
            })?;
        dict.dict_set_str(
            "_ARRAY_API",
            &*table_capsule(table::ARRAY_API.as_ptr().cast())?,
        )?;
        dict.dict_set_str(
            "_UFUNC_API",
            &*table_capsule(table::UFUNC_API.as_ptr().cast())?,
        )
    })
}

/// A module that the preload library registered as built-in has no `__file__` of its own.
fn set_file(dict: &Object) -> Res<()> {
    if dict.dict_get(&*str_new("__file__")?)?.is_some() {
        return Ok(());
    }
    dict.dict_set_str("__file__", &*str_new(&library_path()?)?)
}

fn table_capsule(table: *const c_void) -> Res<Own<Object>> {
    // SAFETY: a static table; capsules of this protocol have no name.
    unsafe { Own::from_result(ffi::PyCapsule_New(table.cast_mut(), std::ptr::null(), None)) }
}

/// A table that only the interpreter writes to.
struct Table<T>(UnsafeCell<T>);
// SAFETY: Rust code takes addresses only.
unsafe impl<T> Sync for Table<T> {}

#[cfg(Py_3_12)]
const SECOND_SLOT: ffi::PyModuleDef_Slot = ffi::PyModuleDef_Slot {
    slot: ffi::Py_mod_multiple_interpreters,
    value: ffi::Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED,
};
#[cfg(not(Py_3_12))]
const SECOND_SLOT: ffi::PyModuleDef_Slot = ffi::PyModuleDef_Slot {
    slot: 0,
    value: std::ptr::null_mut(),
};

static SLOTS: Table<[ffi::PyModuleDef_Slot; 3]> = Table(UnsafeCell::new([
    ffi::PyModuleDef_Slot {
        slot: ffi::Py_mod_exec,
        value: exec as *mut c_void,
    },
    SECOND_SLOT,
    ffi::PyModuleDef_Slot {
        slot: 0,
        value: std::ptr::null_mut(),
    },
]));

static MODULE: Table<ffi::PyModuleDef> = Table(UnsafeCell::new(ffi::PyModuleDef {
    m_base: ffi::PyModuleDef_HEAD_INIT,
    m_name: c"_multiarray_umath".as_ptr(),
    m_doc: std::ptr::null(),
    m_size: 0,
    m_methods: std::ptr::null_mut(),
    m_slots: SLOTS.0.get().cast(),
    m_traverse: None,
    m_clear: None,
    m_free: None,
}));

/// Called by the import system: returns the definition of the module (multi-phase initialisation).
///
/// # Safety
/// An interpreter is attached to this thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyInit__multiarray_umath() -> *mut ffi::PyObject {
    // SAFETY: a static definition that only the interpreter touches from here on.
    unsafe { ffi::PyModuleDef_Init(MODULE.0.get()) }
}
