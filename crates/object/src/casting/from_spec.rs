//! `PyArrayInitDTypeMeta_FromSpec`: DType classes of extensions (NEP 42).

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Layout, Object, Res, ffi};

use crate::casting;
use crate::dtype::user::{default_slots, fill_slots};
use crate::model::dtype_class::{DTYPE_TYPE, DTypeClass};

/// `PyArrayInitDTypeMeta_FromSpec`: makes an extension's class a DType class.
///
/// # Safety
/// `class` is the extension's class, made ready with our metatype; `spec` follows NEP 42.
pub unsafe fn init_from_spec(class: &Object, spec: *const PyArrayDTypeMeta_Spec) -> Res<()> {
    let valid = class.downcast::<DTypeClass>().filter(|c| {
        // SAFETY: a live class.
        unsafe { ffi::PyType_IsSubtype(c.type_object_ptr(), DTYPE_TYPE.ptr()) != 0 }
    });
    let Some(class) = valid else {
        return Err(runtime_error(
            "Passed in DType must be a valid (initialized) DTypeMeta instance!",
        ));
    };
    let address = |f: Option<ffi::reprfunc>| f.map(|f| f as usize);
    // SAFETY: live types.
    let inherited = unsafe {
        let (own, base) = (&*class.type_object_ptr(), &*DTYPE_TYPE.ptr());
        address(own.tp_repr) == address(base.tp_repr) || address(own.tp_str) == address(base.tp_str)
    };
    if inherited {
        return Err(type_error(
            "A custom DType must implement `__repr__` and `__str__` since the default inherited version (currently) fails.",
        ));
    }
    // SAFETY: as the caller vouches.
    unsafe {
        let spec = &*spec;
        let scalar = Object::from_ptr_opt(spec.typeobj.cast()).filter(|t| t.is_type());
        let Some(scalar) = scalar else {
            return Err(type_error(
                "Not giving a type object is currently not supported, but is expected to be supported eventually.  \
                 This would mean that e.g. indexing a NumPy array will return a 0-D array and not a scalar.",
            ));
        };
        if !class.slots().is_null() {
            return Err(runtime_error(&format!(
                "DType {} appears already registered?",
                class.repr_text()?
            )));
        }
        let known = (NPY_DT_PARAMETRIC | NPY_DT_ABSTRACT | NPY_DT_NUMERIC) as c_int;
        if spec.flags & !known != 0 {
            return Err(runtime_error(
                "invalid DType flags specified, only NPY_DT_PARAMETRIC, NPY_DT_ABSTRACT, and NPY_DT_NUMERIC are valid flags for user DTypes.",
            ));
        }
        let mut slots = default_slots()?;
        fill_slots(&mut slots, spec.slots)?;
        if slots.setitem.is_none() || slots.getitem.is_none() {
            return Err(runtime_error(
                "A DType must provide a getitem/setitem (there may be an exception here in the future if no scalar type is provided)",
            ));
        }
        let raw = class.raw();
        ffi::Py_INCREF(scalar.as_ptr());
        (*raw).flags = spec.flags as u64;
        (*raw).type_num = -1;
        (*raw).scalar_type = spec.typeobj;
        (*raw).dt_slots = Box::into_raw(Box::new(slots)).cast();
        crate::dtype::scalar_classes::register(scalar, class)?;
        let mut cast = spec.casts;
        while !cast.is_null() && !(*cast).is_null() {
            casting::spec::register_cast(*cast, class)?;
            cast = cast.add(1);
        }
        if (*class.slots()).ensure_canonical.is_none() {
            return Err(runtime_error(
                "A DType must provide an ensure_canonical implementation.",
            ));
        }
        if (*class.slots()).within_dtype_castingimpl.is_null() {
            return Err(runtime_error(
                "DType must provide a function to cast (or just copy) between its own instances!",
            ));
        }
        let slots = class.slots();
        if class.is_parametric()
            && ((*slots).common_instance.is_none()
                || (*slots).discover_descr_from_pyobject.is_none())
        {
            return Err(runtime_error(
                "Parametric DType must define a common-instance and descriptor discovery function!",
            ));
        }
    }
    Ok(())
}
