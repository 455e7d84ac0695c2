//! Attributes of ndarray.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{GetSet, get};
use ferronum_pyrt::raised::{attribute_error, exc, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, ops};

use crate::array::shape;
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::model::layout::extent;
use crate::storage::create::view;

/// The attribute table of ndarray.
pub const GETSET: &[GetSet] = &[
    get(c"ndim", |a: &Array| Ok(a.ndim())),
    get(c"flags", |a: &Array| crate::array::flags::flags_of(a)),
    get(c"shape", |a: &Array| {
        ops::tuple_of_ints(&Dims::from(a.shape()))
    })
    .set(set_shape),
    get(c"strides", |a: &Array| {
        ops::tuple_of_ints(&Dims::from(a.strides()))
    })
    .set(set_strides),
    get(c"data", |a: &Array| {
        // SAFETY: new reference or NULL.
        unsafe { Own::<Object>::from_result(ffi::PyMemoryView_FromObject(a.as_ptr())) }
    }),
    get(c"itemsize", |a: &Array| Ok(a.itemsize())),
    get(c"size", |a: &Array| Ok(a.size())),
    get(c"nbytes", |a: &Array| Ok(a.nbytes())),
    get(c"base", |a: &Array| Ok(a.base().map(Object::own))),
    get(c"dtype", |a: &Array| Ok(a.descr().own())).set(set_dtype),
    get(c"real", real).set(set_real),
    get(c"imag", imag).set(set_imag),
    get(c"flat", |a: &Array| crate::iter::flatiter::new(a)).set(set_flat),
    get(c"ctypes", ctypes),
    get(c"T", |a: &Array| shape::transpose(a, None)),
    get(c"mT", matrix_transpose),
    get(c"device", |_: &Array| Ok("cpu")),
    get(
        c"__array_interface__",
        crate::array::interface::array_interface,
    ),
    get(c"__array_struct__", crate::array::interface::array_struct),
    get(c"__array_priority__", |_: &Array| Ok(NPY_PRIORITY)),
];

fn set_shape(a: &Array, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete array shape"));
    };
    let dims = shape::dims_from_object(value)?;
    let reshaped = shape::reshape(a, &dims, NPY_CORDER, None)?;
    if reshaped.data() != a.data() {
        return Err(attribute_error(
            "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.",
        ));
    }
    crate::storage::base::replace_dims(
        a,
        &Dims::from(reshaped.shape()),
        &Dims::from(reshaped.strides()),
    )
}

fn set_strides(a: &Array, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete array strides"));
    };
    ferronum_pyrt::raised::warn(
        ferronum_pyrt::raised::exc::DeprecationWarning(),
        "Setting the strides on a NumPy array has been deprecated in NumPy 2.4.\n\
         As an alternative, you can create a new view using np.lib.stride_tricks.as_strided.",
        1,
    )?;
    let strides = match shape::dims_from_object(value) {
        Ok(d) => d,
        Err(e) => {
            e.clear();
            return Err(type_error("invalid strides"));
        }
    };
    if strides.len() != a.ndim() {
        return Err(value_error(&format!(
            "strides must be  same length as shape ({})",
            a.ndim()
        )));
    }
    // Memory that the strides may reach: that of the array at the end of the chain of bases.
    let mut owner = a.own();
    while let Some(b) = owner
        .base()
        .and_then(|b| b.downcast::<Array>())
        .map(Layout::own)
    {
        owner = b;
    }
    let (low, high) =
        extent(owner.shape(), owner.strides(), owner.itemsize()).ok_or_else(|| {
            value_error(
                "strides is not compatible with shape of requested array and size of buffer",
            )
        })?;
    let (start, end) = (owner.data() as isize + low, owner.data() as isize + high);
    let ok = extent(a.shape(), &strides, a.itemsize())
        .is_some_and(|(lo, hi)| a.data() as isize + lo >= start && a.data() as isize + hi <= end);
    if !ok {
        return Err(value_error(
            "strides is not compatible with available memory",
        ));
    }
    crate::storage::base::replace_dims(a, &Dims::from(a.shape()), &strides)
}

fn set_dtype(a: &Array, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete array dtype"));
    };
    let descr = crate::dtype::parse::descr_from_object(value).map_err(|e| {
        e.clear();
        type_error("invalid data-type for array")
    })?;
    crate::array::view::set_dtype(a, descr)
}

/// A view of the real or imaginary half of a complex array.
fn complex_part(a: &Array, imaginary: bool) -> Res<Own<Array>> {
    let part = match a.type_num() {
        NPY_CFLOAT => NPY_FLOAT,
        NPY_CDOUBLE => NPY_DOUBLE,
        _ => NPY_LONGDOUBLE,
    };
    let mut descr = crate::dtype::builtin(part).own();
    if !a.descr().is_native() {
        descr = crate::dtype::copy::with_byteorder(&descr, a.descr().byteorder())?;
    }
    let offset = if imaginary { descr.elsize() } else { 0 };
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    view(a, descr, &shape, &strides, a.data().wrapping_offset(offset))
}

/// `a.real`.
pub fn real(a: &Array) -> Res<Own<Array>> {
    if crate::model::is_complex(a.type_num()) {
        complex_part(a, false)
    } else {
        Ok(a.own())
    }
}

/// `a.imag`: read-only zeros for real dtypes.
pub fn imag(a: &Array) -> Res<Own<Array>> {
    if crate::model::is_complex(a.type_num()) {
        return complex_part(a, true);
    }
    let order = if a.is_f_contiguous() && !a.is_c_contiguous() {
        NPY_FORTRANORDER
    } else {
        NPY_CORDER
    };
    let shape = Dims::from(a.shape());
    let out = crate::storage::create::NewArray {
        subtype: a.subtype(),
        flags: if order == NPY_FORTRANORDER {
            NPY_ARRAY_F_CONTIGUOUS
        } else {
            0
        },
        obj: Some(a),
        zeroed: true,
        ..crate::storage::create::NewArray::new(a.descr().own(), &shape)
    }
    .build()?;
    out.clear_flags(NPY_ARRAY_WRITEABLE);
    Ok(out)
}

fn set_real(a: &Array, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete array real part"));
    };
    crate::casting::copy_into(&*real(a)?, &*crate::coerce::as_array(value)?)
}

fn set_imag(a: &Array, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete array imaginary part"));
    };
    if !crate::model::is_complex(a.type_num()) {
        return Err(type_error("array does not have imaginary part to set"));
    }
    crate::casting::copy_into(&*complex_part(a, true)?, &*crate::coerce::as_array(value)?)
}

fn set_flat(a: &Array, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete array flat iterator"));
    };
    crate::model::errors::require_writeable(a, "array")?;
    crate::iter::flatiter::assign_all(a, value)
}

fn ctypes(a: &Array) -> Res<Owned> {
    let class = import_cached!("numpy._core._internal", "_ctypes")?;
    // SAFETY: new reference or NULL.
    let address: Owned = unsafe { Own::from_result(ffi::PyLong_FromVoidPtr(a.data().cast()))? };
    class.call(&[a, &address])
}

fn matrix_transpose(a: &Array) -> Res<Own<Array>> {
    let n = a.ndim();
    if n < 2 {
        return Err(value_error("matrix transpose with ndim < 2 is undefined"));
    }
    let mut perm = Dims::filled(n, 0);
    perm.iter_mut()
        .enumerate()
        .for_each(|(i, p)| *p = i as isize);
    perm.swap(n - 2, n - 1);
    crate::storage::create::permuted(a, &perm)
}

/// `Err` where a device other than "cpu" is asked for.
pub fn check_device(obj: Option<&Object>) -> Res<()> {
    match obj.and_then(Object::not_none) {
        None => Ok(()),
        Some(d) if d.is_str_equal(c"cpu") => Ok(()),
        Some(d) => Err(unknown_device(d)),
    }
}

/// Raises the refusal of a device, with its text, whatever characters that has.
#[cold]
fn unknown_device(device: &Object) -> Raised {
    // SAFETY: a format with one object, which is live; an exception is set on return.
    unsafe {
        ffi::PyErr_Format(
            exc::ValueError().as_ptr(),
            c"Device not understood. Only \"cpu\" is allowed, but received: %S".as_ptr(),
            device.as_ptr(),
        );
    }
    Raised::pending()
}
