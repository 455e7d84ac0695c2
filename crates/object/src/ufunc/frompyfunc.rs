//! `np.frompyfunc`: a ufunc around a Python callable, on objects.

use std::ffi::{CString, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, type_error};
use ferronum_pyrt::{Args, Layout, Owned, Res, Sig, intern};

use crate::ufunc::generic_loops;
use crate::ufunc::object::{Spec, create};

/// What such a ufunc owns: one block, freed with the ufunc through its `ptr`.
#[repr(C)]
struct Block {
    function: PyUFuncGenericFunction,
    data: *mut c_void,
    call: PyUFunc_PyFuncData,
    types: [c_char; NPY_MAXARGS],
    name: [c_char; 256],
}

/// `frompyfunc(func, /, nin, nout, *, identity=None)`.
pub fn frompyfunc(args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<4> = Sig::new("frompyfunc", ["func", "nin", "nout", "identity"])
        .keywords()
        .required(3)
        .positional_only(1)
        .keyword_only(1);
    let [func, nin, nout, identity] = args.parse(&SIG)?;
    let (Some(func), Some(nin), Some(nout)) = (func, nin, nout) else {
        return Err(type_error("frompyfunc() takes 3 arguments"));
    };
    let (nin, nout) = (
        crate::arguments::convert::c_int(nin)?,
        crate::arguments::convert::c_int(nout)?,
    );
    if !func.is_callable() {
        return Err(type_error("function must be callable"));
    }
    if nin < 0 || nout < 0 || nin.saturating_add(nout) > NPY_MAXARGS as c_int {
        return Err(ferronum_pyrt::raised::value_error(&format!(
            "Cannot construct a ufunc with more than {NPY_MAXARGS} operands (requested number were: inputs = {nin} and outputs = {nout})"
        )));
    }
    let name = match func.getattr_opt(intern!("__name__"))? {
        Some(n) if n.is_str() => n.utf8()?.to_owned(),
        _ => "?".to_owned(),
    };
    let text = CString::new(format!("{name} (vectorized)")).unwrap_or_default();
    // SAFETY: one zeroed block, which the ufunc frees through `ptr`; its pointers point into itself.
    unsafe {
        let block = ferronum_pyrt::ffi::PyMem_RawCalloc(1, size_of::<Block>()).cast::<Block>();
        if block.is_null() {
            return Err(no_memory());
        }
        (*block).function = Some(generic_loops::on_om);
        (*block).call = PyUFunc_PyFuncData {
            nin,
            nout,
            callable: func.as_ptr(),
        };
        (*block).data = (&raw mut (*block).call).cast();
        (*block).types = [NPY_OBJECT as c_char; NPY_MAXARGS];
        let bytes = text.as_bytes_with_nul();
        let keep = bytes.len().min(255);
        for (slot, b) in (&mut (*block).name)[..keep].iter_mut().zip(bytes) {
            *slot = *b as c_char;
        }
        let kind = match identity {
            None => PyUFunc_None,
            Some(_) => PyUFunc_IdentityValue,
        };
        let made = create(&Spec {
            functions: &raw mut (*block).function,
            data: (&raw const (*block).data).cast(),
            types: (&raw const (*block).types).cast(),
            ntypes: 1,
            nin,
            nout,
            identity: kind,
            name: (&raw const (*block).name).cast(),
            doc: c"dynamic ufunc based on a python function".as_ptr(),
            signature: None,
            identity_value: identity,
        });
        match made {
            Ok(u) => {
                (*u.raw()).ptr = block.cast();
                (*u.raw()).obj = func.own().into_ptr();
                Ok(u.upcast())
            }
            Err(e) => {
                ferronum_pyrt::ffi::PyMem_RawFree(block.cast());
                Err(e)
            }
        }
    }
}
