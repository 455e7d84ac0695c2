//! Views and copies of other shapes, fields, flags and owners of existing arrays.
use super::handles::{array, dims, object, required, taken_descr};
use core::ffi::{CStr, c_char, c_int, c_void};
use ferronum_abi::prelude::*;
use ferronum_object::array::shape;
use ferronum_object::casting;
use ferronum_object::coerce;
use ferronum_object::ndarray::c_api;
use ferronum_object::storage::create;
use ferronum_pyrt::{Own, Owned, Res, entry, entry_void};
use pyo3_ffi::{PyObject, PyTypeObject};

/// The sizes in a `PyArray_Dims`.
///
/// # Safety
/// NULL or a filled struct.
unsafe fn sizes<'a>(list: *mut PyArray_Dims) -> Res<Option<&'a [npy_intp]>> {
    if list.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller vouches.
    unsafe { dims((*list).ptr, (*list).len).map(Some) }
}

/// `a.reshape(shape)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Reshape(
    self_: *mut PyArrayObject,
    shape_: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let dims = shape::dims_from_object(object(shape_)?)?;
        shape::reshape(array(self_)?, &dims, NPY_CORDER, None)
    })
}

/// `a.reshape(shape, order)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Newshape(
    self_: *mut PyArrayObject,
    newdims: *mut PyArray_Dims,
    order: NPY_ORDER,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let dims = required(sizes(newdims)?, "dimensions")?;
        shape::reshape(array(self_)?, dims, order, None)
    })
}

/// `a.transpose(axes)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Transpose(
    ap: *mut PyArrayObject,
    permute: *mut PyArray_Dims,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { shape::transpose(array(ap)?, sizes(permute)?) })
}

/// `a.swapaxes(a1, a2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SwapAxes(
    ap: *mut PyArrayObject,
    a1: c_int,
    a2: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { shape::swapaxes(array(ap)?, a1 as isize, a2 as isize) })
}

/// `a.squeeze()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Squeeze(self_: *mut PyArrayObject) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { shape::squeeze(array(self_)?, None) })
}

/// `a.diagonal(offset, axis1, axis2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Diagonal(
    self_: *mut PyArrayObject,
    offset: c_int,
    axis1: c_int,
    axis2: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        shape::diagonal(
            array(self_)?,
            offset as isize,
            axis1 as isize,
            axis2 as isize,
        )
    })
}

/// `a.flatten(order)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Flatten(a: *mut PyArrayObject, order: NPY_ORDER) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::casting::copy_array::flatten(array(a)?, order) })
}

/// `a.ravel(order)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Ravel(arr: *mut PyArrayObject, order: NPY_ORDER) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { shape::ravel(array(arr)?, order) })
}

/// `a.view(dtype, type)`; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_View(
    self_: *mut PyArrayObject,
    type_: *mut PyArray_Descr,
    pytype: *mut PyTypeObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = taken_descr(type_);
        ferronum_object::array::view::view(
            array(self_)?,
            descr,
            (!pytype.is_null()).then_some(pytype),
        )
    })
}

/// `a.resize(shape, refcheck)`, in place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Resize(
    self_: *mut PyArrayObject,
    newshape: *mut PyArray_Dims,
    refcheck: c_int,
    _order: NPY_ORDER,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let dims = required(sizes(newshape)?, "dimensions")?;
        c_api::resize(array(self_)?, dims, refcheck != 0)
    })
}

/// `a.getfield(dtype, offset)`; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetField(
    self_: *mut PyArrayObject,
    typed: *mut PyArray_Descr,
    offset: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = required(taken_descr(typed), "a dtype")?;
        ferronum_object::array::view::getfield(array(self_)?, descr, offset as isize)
    })
}

/// `a.setfield(value, dtype, offset)`; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetField(
    self_: *mut PyArrayObject,
    dtype: *mut PyArray_Descr,
    offset: c_int,
    val: *mut PyObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = required(taken_descr(dtype), "a dtype")?;
        c_api::set_field(array(self_)?, descr, offset, object(val)?)
    })
}

/// `a.byteswap(inplace)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Byteswap(
    self_: *mut PyArrayObject,
    inplace: npy_bool,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::array::view::byteswap(array(self_)?, inplace != 0) })
}

/// `a.copy(order)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NewCopy(
    obj: *mut PyArrayObject,
    order: NPY_ORDER,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::casting::copy_array::copy(array(obj)?, order) })
}

/// `a.tolist()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ToList(self_: *mut PyArrayObject) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::array::elements::tolist(array(self_)?) })
}

/// `a.tobytes(order)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ToString(
    self_: *mut PyArrayObject,
    order: NPY_ORDER,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::array::tobytes::tobytes(array(self_)?, order) })
}

/// `a.fill(value)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FillWithScalar(
    arr: *mut PyArrayObject,
    obj: *mut PyObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::array::elements::fill(array(arr)?, object(obj)?) })
}

/// `dst[...] = src`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CopyInto(
    dst: *mut PyArrayObject,
    src: *mut PyArrayObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let dst = array(dst)?;
        ferronum_object::model::errors::require_writeable(dst, "assignment destination")?;
        casting::copy_into(dst, array(src)?)
    })
}

/// Copies all elements in C order, whatever the shapes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CopyAnyInto(
    dst: *mut PyArrayObject,
    src: *mut PyArrayObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let dst = array(dst)?;
        ferronum_object::model::errors::require_writeable(dst, "destination array")?;
        c_api::copy_any_into(dst, array(src)?)
    })
}

/// `dest[...] = object`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CopyObject(
    dest: *mut PyArrayObject,
    src_object: *mut PyObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { coerce::assign_object(array(dest)?, object(src_object)?) })
}

/// Recomputes layout flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_UpdateFlags(ret: *mut PyArrayObject, flagmask: c_int) {
    // SAFETY: the caller's contract.
    entry_void(|| unsafe {
        let a = array(ret)?;
        create::update_flags(a, flagmask);
        if flagmask & NPY_ARRAY_WRITEABLE != 0 {
            if ferronum_object::array::flags::may_be_writeable(a)? {
                a.enable_flags(NPY_ARRAY_WRITEABLE);
            } else {
                a.clear_flags(NPY_ARRAY_WRITEABLE);
            }
        }
        Ok(())
    });
}

/// Raises if the array may not be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FailUnlessWriteable(
    obj: *mut PyArrayObject,
    name: *const c_char,
) -> c_int {
    // SAFETY: the caller's contract; the name is NUL-terminated.
    entry(|| unsafe {
        let name = CStr::from_ptr(name).to_string_lossy();
        ferronum_object::model::errors::require_writeable(array(obj)?, &name)
    })
}

/// The array that a function works along, and its axis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckAxis(
    arr: *mut PyArrayObject,
    axis: *mut c_int,
    flags: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let (out, found) = c_api::check_axis(array(arr)?, *axis, flags)?;
        axis.write(found);
        Ok(out)
    })
}

/// Writes a copy's changes back: 1, 0 if there is nothing to write, -1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ResolveWritebackIfCopy(self_: *mut PyArrayObject) -> c_int {
    if self_.is_null() {
        return 0;
    }
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::casting::writeback::resolve_writeback(array(self_)?) })
}

/// Makes `base`, which is taken, what a copy is written back to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetWritebackIfCopyBase(
    arr: *mut PyArrayObject,
    base: *mut PyArrayObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let base: Owned = required(super::handles::taken(base), "an array")?;
        let base: Own<ferronum_object::Array> = base.downcast_into().map_err(|_| {
            ferronum_pyrt::raised::value_error("Cannot write back to what is no array")
        })?;
        ferronum_object::storage::base::set_writeback_base(array(arr)?, base)
    })
}

/// Gone since NumPy 1.23: raises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetUpdateIfCopyBase(
    _arr: *mut PyArrayObject,
    _base: *mut PyArrayObject,
) -> c_int {
    entry(|| {
        Err::<(), _>(ferronum_pyrt::raised::runtime_error(
            "PyArray_SetUpdateIfCopyBase is disabled, use PyArray_SetWritebackIfCopyBase instead, and be sure to \
             call PyArray_ResolveWritebackIfCopy before the array is deallocated, i.e. before the last call to \
             Py_DECREF. If cleaning up from an error, PyArray_DiscardWritebackIfCopy may be called instead to \
             throw away the scratch buffer.",
        ))
    })
}

/// Gone since NumPy 2.0: raises.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetStringFunction(_op: *mut PyObject, _repr: c_int) {
    let _raised = ferronum_pyrt::raised::value_error("PyArray_SetStringFunction was removed");
}

/// Address of an element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetPtr(
    obj: *mut PyArrayObject,
    ind: *const npy_intp,
) -> *mut c_void {
    // SAFETY: the caller's contract: an array and an index per dimension; the lock need not be held.
    unsafe {
        let (n, strides) = ((*obj).nd as usize, (*obj).strides);
        let mut data = (*obj).data;
        for axis in 0..n {
            data = data.wrapping_offset(*strides.add(axis) * *ind.add(axis));
        }
        data.cast()
    }
}

/// Takes axes of size 1 out of an array in place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RemoveAxesInPlace(
    arr: *mut PyArrayObject,
    flags: *const npy_bool,
) {
    // SAFETY: the caller's contract: a flag per dimension.
    entry_void(|| unsafe { c_api::remove_axes(array(arr)?, |axis| *flags.add(axis) != 0) });
}

/// Number of elements of an array; 0 for any other object.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Size(op: *mut PyObject) -> npy_intp {
    // SAFETY: the caller's contract.
    unsafe {
        super::handles::object_opt(op)
            .and_then(|o| o.downcast::<ferronum_object::Array>())
            .map_or(0, |a| a.size())
    }
}

/// Whether strides are whole elements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ElementStrides(obj: *mut PyObject) -> c_int {
    // SAFETY: the caller's contract.
    unsafe {
        super::handles::object_opt(obj)
            .and_then(|o| o.downcast::<ferronum_object::Array>())
            .is_some_and(ferronum_object::coerce::wish::element_strides) as c_int
    }
}

/// Stores a Python object as an element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Pack(
    descr: *mut PyArray_Descr,
    item: *mut c_void,
    value: *mut PyObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        casting::set_item(super::handles::descr(descr)?, item.cast(), object(value)?)
    })
}

/// Whether the object is exactly of one of NumPy's scalar types.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckAnyScalarExact(obj: *mut PyObject) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        Ok(ferronum_object::model::scalar_types::is_builtin_scalar_type(object(obj)?.type_ptr()))
    })
}
