//! `add_docstring`: the Python layer writes docstrings into our static tables.

use std::ffi::{CStr, CString, c_char};

use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Args, Layout, Object, Res, Sig, ffi, intern, none};

#[repr(C)]
struct DescrHead {
    ob_base: ffi::PyObject,
    d_type: *mut ffi::PyTypeObject,
    d_name: *mut ffi::PyObject,
    d_qualname: *mut ffi::PyObject,
    payload: *mut u8,
}

/// `add_docstring(obj, doc)`.
pub fn add_docstring(_: &Object, args: Args<'_>) -> Res<()> {
    const SIG: Sig<2> = Sig::new("add_docstring", ["", ""])
        .required(2)
        .positional_only(2);
    let [obj, doc] = args.parse(&SIG)?.map(|o| o.unwrap_or(none()));
    if !doc.is_str() {
        return Err(type_error(
            "argument docstring of add_docstring should be a str",
        ));
    }
    if python_is_stripped()? {
        return Ok(());
    }
    let text = doc.utf8()?;
    // SAFETY: each branch reads the C struct of the checked type; definitions are writable tables of ours.
    unsafe {
        let p = obj.as_ptr();
        let t = obj.type_ptr();
        if t == &raw mut ffi::PyCFunction_Type {
            let def = (*p.cast::<ffi::PyCFunctionObject>()).m_ml;
            let name = CStr::from_ptr((*def).ml_name).to_string_lossy();
            return set_once(&raw mut (*def).ml_doc, text, &name);
        }
        if obj.is_type() {
            let ty = p.cast::<ffi::PyTypeObject>();
            let name = CStr::from_ptr((*ty).tp_name).to_string_lossy();
            if (*ty).tp_doc.is_null() {
                set_once(&raw mut (*ty).tp_doc, text, &name)?;
                // A `__doc__` of the type's own (ufuncs compute theirs) stays.
                let own = Object::from_ptr((*ty).tp_dict).dict_get(intern!("__doc__"))?;
                if own.is_some_and(|d| !d.is_none()) {
                    return Ok(());
                }
                return ferronum_pyrt::types::set_type_attr(ty, "__doc__", doc);
            }
            return set_once(&raw mut (*ty).tp_doc, text, &name);
        }
        let payload = |p: *mut ffi::PyObject| (*p.cast::<DescrHead>()).payload;
        match obj.type_name() {
            "member_descriptor" => {
                let def = payload(p).cast::<ffi::PyMemberDef>();
                let name = CStr::from_ptr((*def).name).to_string_lossy();
                set_once(&raw mut (*def).doc, text, &name)
            }
            "getset_descriptor" => {
                let def = payload(p).cast::<ffi::PyGetSetDef>();
                let name = CStr::from_ptr((*def).name).to_string_lossy();
                set_once(&raw mut (*def).doc, text, &name)
            }
            "method_descriptor" | "classmethod_descriptor" => {
                let def = payload(p).cast::<ffi::PyMethodDef>();
                let name = CStr::from_ptr((*def).ml_name).to_string_lossy();
                set_once(&raw mut (*def).ml_doc, text, &name)
            }
            _ => {
                match obj.getattr_opt(intern!("__doc__"))? {
                    Some(old) if !old.is_none() => {
                        if old.equals(doc)? {
                            return Ok(());
                        }
                        return Err(runtime_error(&different("object")));
                    }
                    Some(_) => {}
                    None => return Err(type_error("Cannot set a docstring for that object")),
                }
                match obj.setattr(intern!("__doc__"), doc) {
                    Ok(()) => Ok(()),
                    Err(e) => {
                        e.clear();
                        Err(type_error("Cannot set a docstring for that object"))
                    }
                }
            }
        }
    }
}

fn different(what: &str) -> String {
    format!("{what} already has a different docstring")
}

/// # Safety
/// `field` is a docstring field of a table that lives as long as the process.
unsafe fn set_once(field: *mut *const c_char, text: &str, name: &str) -> Res<()> {
    // SAFETY: as the caller vouches; strings stored here are never freed.
    unsafe {
        if !(*field).is_null() {
            return if CStr::from_ptr(*field).to_bytes() == text.as_bytes() {
                Ok(())
            } else {
                Err(runtime_error(&different(&format!("{name} method"))))
            };
        }
        let owned = CString::new(text).unwrap_or_default();
        *field = Box::leak(owned.into_boxed_c_str()).as_ptr();
    }
    Ok(())
}

/// `python -OO` drops docstrings.
fn python_is_stripped() -> Res<bool> {
    let flags = ferronum_pyrt::import_cached!("sys", "flags")?;
    Ok(flags.getattr(intern!("optimize"))?.to_isize()? > 1)
}
