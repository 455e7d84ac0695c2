//! The short path of calls on few fixed-width strings: plain contiguous arrays of one shape, a bool or number for
//! each element. What does not fit is left to the general call.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Owned, Raised, Res};

use crate::casting::array_method::default_get_loop;
use crate::dtype::builtin::builtin;
use crate::model::is_number;
use crate::model::{ARRAY_TYPE, Array};
use crate::storage::NewArray;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::Body;

/// Above this many elements the general call costs nothing in comparison, and can release the interpreter.
const FEW: isize = 4096;

/// An array that this path understands.
fn operand(obj: &Object) -> Option<&Array> {
    if !ARRAY_TYPE.has_exact(obj) {
        return None;
    }
    let a = obj.downcast::<Array>()?;
    let fits = matches!(a.type_num(), NPY_STRING | NPY_UNICODE)
        && a.ndim() > 0
        && a.is_c_contiguous()
        && a.is_aligned()
        && a.descr().is_native();
    fits.then_some(a)
}

/// Calls the ufunc, if this is such a call.
#[inline]
pub fn try_call(uf: &UFunc, args: &[&Object]) -> Res<Option<Owned>> {
    match *args {
        [a] => Ok(match operand(a) {
            Some(a) => run(uf, &[a])?,
            None => None,
        }),
        [a, b] => Ok(match (operand(a), operand(b)) {
            (Some(a), Some(b)) if a.shape() == b.shape() => run(uf, &[a, b])?,
            _ => None,
        }),
        _ => Ok(None),
    }
}

fn run(uf: &UFunc, arrays: &[&Array]) -> Res<Option<Owned>> {
    let nin = arrays.len();
    let (first, last) = (arrays[0], arrays[nin - 1]);
    let n = first.size();
    if uf.nin() != nin || uf.nout() != 1 || !(1..=FEW).contains(&n) {
        return Ok(None);
    }
    let classes = [
        first.descr().class(),
        last.descr().class(),
        first.descr().class(),
    ];
    let Some(info) = uf.dispatch().hot(classes) else {
        return Ok(None);
    };
    let Body::Method(method) = &info.body else {
        return Ok(None);
    };
    let Some(out_type) = info.dtypes.last().map(|c| c.type_num()) else {
        return Ok(None);
    };
    // SAFETY: a live method.
    let m = unsafe { &*method.raw() };
    let plain = m.resolve_descriptors.is_none()
        && m.resolve_descriptors_with_scalars.is_none()
        && m.get_strided_loop
            .is_some_and(|f| std::ptr::fn_addr_eq(f, default_get_loop as LoopGetter))
        && m.flags & NPY_METH_NO_FLOATINGPOINT_ERRORS != 0
        && info.dtypes.len() == nin + 1
        && info.dtypes[..nin]
            .iter()
            .zip(arrays)
            .all(|(c, a)| std::ptr::eq(&**c, a.descr().class()));
    let Some(strided) = m.strided_loop.filter(|_| plain && is_number(out_type)) else {
        return Ok(None);
    };
    let held = [first.own(), last.own()];
    let out = NewArray::new(builtin(out_type).own(), first.shape()).build()?;
    let (a, b) = (held[0].descr(), held[1].descr());
    let all = [a.raw(), b.raw(), out.descr().raw()];
    let data = [first.data(), last.data(), out.data()].map(|p| p.cast::<std::ffi::c_char>());
    let steps = [a.elsize(), b.elsize(), out.itemsize()];
    // With one input the second place is left out.
    let skip = 2 - nin;
    let mut context = PyArrayMethod_Context {
        caller: uf.as_ptr(),
        method: method.raw().cast(),
        descriptors: all[skip..].as_ptr(),
        _reserved: std::ptr::null_mut(),
        flags: 0,
        parameters: std::ptr::null_mut(),
    };
    // SAFETY: contiguous aligned operands of n elements with the descriptors of the context.
    let status = unsafe {
        strided(
            &mut context,
            data[skip..].as_ptr(),
            &n,
            steps[skip..].as_ptr(),
            std::ptr::null_mut(),
        )
    };
    if status < 0 {
        return Err(Raised::pending());
    }
    Ok(Some(out.upcast()))
}

/// The type of `get_strided_loop`.
type LoopGetter = unsafe extern "C" fn(
    *mut PyArrayMethod_Context,
    std::ffi::c_int,
    std::ffi::c_int,
    *const npy_intp,
    *mut PyArrayMethod_StridedLoop,
    *mut *mut NpyAuxData,
    *mut NPY_ARRAYMETHOD_FLAGS,
) -> std::ffi::c_int;
