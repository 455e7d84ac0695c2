//! Pickling of scalars: `numpy._core.multiarray.scalar(dtype, data)`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Owned, Res, Sig, bytes_new, import_cached, intern, none, tuple_new,
};

use crate::casting::item::scalar::{descr_of, from_memory, to_array};
use crate::model::Array;
use crate::model::Descr;
use crate::model::scalar_types::Scalar;

/// `s.__reduce__()`.
pub(crate) fn reduce(s: &Scalar) -> Res<Owned> {
    let maker = import_cached!("numpy._core.multiarray", "scalar")?;
    let a = to_array(s)?;
    // Arrays make room for one character of empty text, scalars do not.
    let own = descr_of(s)?;
    let d = &*own;
    if !d.is_legacy() {
        return Err(type_error(&format!(
            "user-defined scalar {} registered for built-in dtype {}? This should be impossible.",
            s.object().repr_text()?,
            d.str_text()?
        )));
    }
    let data: Owned = if d.is_object() {
        let p = a.data().cast::<*mut ferronum_pyrt::ffi::PyObject>();
        // SAFETY: the one element of an object array, NULL for None.
        unsafe { Object::from_ptr_opt(p.read()) }
            .unwrap_or(none())
            .own()
    } else if d.has_flag(NPY_LIST_PICKLE) {
        // Elements that hold references travel as the array.
        a.object().own()
    } else {
        // SAFETY: the element's bytes.
        bytes_new(unsafe { std::slice::from_raw_parts(a.data(), d.elsize() as usize) })?
    };
    tuple_new(&[maker, &*tuple_new(&[d, &*data])?])
}

/// `scalar(dtype, obj)`: a scalar from its pickled bytes.
pub(crate) fn scalar(args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<2> = Sig::new("scalar", ["dtype", "obj"]).keywords().required(1);
    let [dt, obj] = args.parse(&SIG)?;
    let dt = dt.unwrap_or(none());
    let Some(d) = dt.downcast::<Descr>() else {
        return Err(type_error(&format!(
            "scalar() argument 1 must be numpy.dtype, not {}",
            dt.type_or_none()
        )));
    };
    let d = &*d.own();
    if d.is_object() {
        return Err(type_error("Cannot unpickle a scalar with object dtype."));
    }
    if d.type_num() == NPY_VSTRING {
        return Err(type_error("Cannot unpickle a StringDType scalar"));
    }
    if d.has_flag(NPY_LIST_PICKLE) || !d.is_legacy() {
        let Some(a) = obj
            .and_then(|o| o.downcast::<Array>())
            .filter(|a| a.is_exact())
        else {
            return Err(runtime_error(
                "Unpickling NPY_LIST_PICKLE (structured void) scalar requires an array.  The pickle file may be corrupted?",
            ));
        };
        if !crate::dtype::equivalent(a.descr(), d)? || a.ndim() != 0 {
            return Err(runtime_error(
                "Pickled array is not compatible with requested scalar dtype.  The pickle file may be corrupted?",
            ));
        }
        // SAFETY: a 0-d array holds one element.
        return unsafe { from_memory(a.data(), d, Some(a)) };
    }
    let elsize = d.elsize();
    let Some(obj) = obj else {
        if elsize == 0 && d.type_num() == NPY_VOID && !d.has_fields() {
            return from_bytes(&*crate::dtype::create::flexible(NPY_VOID, 1)?, &[0]);
        }
        return from_bytes(d, &vec![0; elsize as usize]);
    };
    // Pickles of Python 2 come as str that was decoded as latin1.
    let latin1 = if obj.is_str() {
        let b = obj.call_method(intern!("encode"), &[intern!("latin1")]);
        match b {
            Ok(b) => Some(b),
            Err(e) => {
                e.clear();
                return Err(value_error(
                    "Failed to encode Numpy scalar data string to latin1,\npickle.load(a, encoding='latin1') is assumed if unpickling.",
                ));
            }
        }
    } else {
        None
    };
    let data = latin1.as_deref().unwrap_or(obj);
    if !data.is_bytes() {
        return Err(type_error("initializing object must be a bytes object"));
    }
    if (data.bytes().len() as isize) < elsize {
        return Err(value_error("initialization string is too small"));
    }
    from_bytes(d, data.bytes())
}

/// A scalar from the bytes of its element.
fn from_bytes(d: &Descr, data: &[u8]) -> Res<Owned> {
    if d.elsize() == 0 && d.type_num() == NPY_VOID {
        let spare = [0u8; 16];
        // SAFETY: no byte is read of an element without bytes.
        return unsafe { from_memory(spare.as_ptr(), d, None) };
    }
    // SAFETY: the caller has checked the length.
    unsafe { from_memory(data.as_ptr(), d, None) }
}
