//! `PyUFunc_AddLoopsFromSpecs`: loops, and sorts, that an extension brings for its dtypes.

use std::ffi::CStr;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Object, Res};

use crate::casting::ArrayMethod;
use crate::index::sort_method;
use crate::index::sort_method::What;
use crate::ufunc::UFunc;
use crate::ufunc::c_api::{add_loop_from_spec, find_object};

/// `PyUFunc_AddLoopsFromSpecs`: names are `module:object.attribute`, in `numpy` where no module is given.
///
/// # Safety
/// A list of names and specifications that ends with a NULL name.
pub unsafe fn add_loops_from_specs(mut slots: *const PyUFunc_LoopSlot) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        while !(*slots).name.is_null() {
            let name = CStr::from_ptr((*slots).name).to_string_lossy();
            let target = find_object(&name)?;
            match target.downcast::<UFunc>() {
                Some(uf) => add_loop_from_spec(uf, (*slots).spec)?,
                None => {
                    let Some(what) = sort_of(&target)? else {
                        return Err(type_error(&format!("{name} was not a ufunc!")));
                    };
                    let (method, classes) = ArrayMethod::from_spec((*slots).spec, false)?;
                    match classes.first() {
                        Some(Some(class)) => sort_method::register(class, what, &method)?,
                        _ => return Err(type_error("A sort must have one input and one output.")),
                    }
                }
            }
            slots = slots.add(1);
        }
    }
    Ok(())
}

/// Which of NumPy's sorting functions an object is.
fn sort_of(target: &Object) -> Res<Option<What>> {
    let np = ferronum_pyrt::intern::import("numpy")?;
    Ok(if target.is(&*np.getattr_str("sort")?) {
        Some(What::Elements)
    } else if target.is(&*np.getattr_str("argsort")?) {
        Some(What::Positions)
    } else {
        None
    })
}
