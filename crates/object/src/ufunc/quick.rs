//! Reductions of whole arrays to one scalar, for arrays that the kernels read as they are: no plan, no array for the
//! result, nothing asked of anybody.

use ferronum_abi::prelude::*;
use ferronum_kernels::reduce::Fold;
use ferronum_pyrt::{Object, Owned, Res, ops};
use ferronum_scalar::float_status;

use crate::casting::set_item;
use crate::dtype::builtin::builtin;
use crate::model::{ARRAY_TYPE, Array};
use crate::model::{is_complex, is_float};
use crate::ufunc::dispatch::{Body, Total};
use crate::ufunc::fold_kernels::{self, Kernel};
use crate::ufunc::reduce::{Kind, is_no_value, resolve_reduction};
use crate::ufunc::{UFunc, errstate};

/// Elements above which the general path (which can release the interpreter) takes over.
const SHORT: isize = 20_000;

/// The arguments of a reduction, as given.
#[derive(Default, Clone, Copy)]
pub struct Given<'a> {
    /// `axis`.
    pub axis: Option<&'a Object>,
    /// `dtype`.
    pub dtype: Option<&'a Object>,
    /// `out`.
    pub out: Option<&'a Object>,
    /// `keepdims`.
    pub keepdims: Option<&'a Object>,
    /// `initial`.
    pub initial: Option<&'a Object>,
    /// `where`.
    pub where_: Option<&'a Object>,
}

impl Given<'_> {
    /// Nothing but an axis was asked for.
    fn is_plain(&self) -> Res<bool> {
        let absent = |o: Option<&Object>| o.is_none_or(Object::is_none);
        let is = |o: Option<&Object>, v: bool| o.is_none_or(|o| o.is(ops::py_bool(v)));
        if !absent(self.dtype)
            || !absent(self.out)
            || !is(self.keepdims, false)
            || !is(self.where_, true)
        {
            return Ok(false);
        }
        match self.initial {
            None => Ok(true),
            Some(i) => is_no_value(i),
        }
    }
}

/// Room for one element.
#[repr(align(16))]
struct Slot([u8; 32]);

/// The memory of an array as one run: (first element, stride, count).
#[inline]
pub fn run_of(a: &Array) -> Option<(*mut u8, isize, isize)> {
    if a.is_contiguous() {
        return Some((a.data(), a.itemsize(), a.size()));
    }
    if a.ndim() != 1 {
        return None;
    }
    Some((a.data(), a.strides()[0], a.shape()[0]))
}

/// The reduction over all axes, if it is simple enough. `any_axis`: the caller knows that the axis covers everything.
pub fn total(uf: &UFunc, obj: &Object, given: &Given<'_>, any_axis: bool) -> Res<Option<Owned>> {
    if !ARRAY_TYPE.has_exact(obj) {
        return Ok(None);
    }
    // SAFETY: an exact ndarray.
    let a: &Array = unsafe { obj.downcast_unchecked() };
    let everything = any_axis
        || match given.axis {
            Some(x) if x.is_none() => true,
            None => a.ndim() == 1,
            Some(x) => a.ndim() == 1 && x.is_int_exact() && matches!(x.int_to_i64()?, Ok(0 | -1)),
        };
    let d = a.descr();
    if !everything || !d.is_native_number() || !a.is_aligned() || !given.is_plain()? {
        return Ok(None);
    }
    let Some((data, stride, n)) = run_of(a) else {
        return Ok(None);
    };
    if n > SHORT {
        return Ok(None);
    }
    let class = d.class();
    let mut answer = uf
        .dispatch()
        .total(uf, class, |t| compute(t, data, stride, n));
    if answer.is_none() {
        if !learn(uf, a)? {
            return Ok(None);
        }
        answer = uf
            .dispatch()
            .total(uf, class, |t| compute(t, data, stride, n));
    }
    match answer {
        Some(r) => r,
        None => Ok(None),
    }
}

fn compute(t: &Total, data: *mut u8, stride: isize, n: isize) -> Res<Option<Owned>> {
    let mut slot = Slot([0; 32]);
    let out = builtin(t.out);
    let (mut src, mut count) = (data, n);
    match &t.initial {
        Some(v) => slot.0 = *v,
        None if n == 0 => return Ok(None),
        None => {
            // SAFETY: the first element has the result's type (there is no identity to widen to).
            unsafe {
                std::ptr::copy_nonoverlapping(src, slot.0.as_mut_ptr(), out.elsize() as usize);
            }
            src = src.wrapping_offset(stride);
            count -= 1;
        }
    }
    if count > 0 {
        if t.checks {
            float_status::clear();
        }
        let fold = Fold {
            out: slot.0.as_mut_ptr(),
            out_stride: 0,
            m: 1,
            src,
            src_outer: 0,
            src_stride: stride,
            n: count as usize,
            chunk: 0,
        };
        // SAFETY: the run lies within the array, whose type the kernel was chosen for.
        unsafe { t.kernel.call(&fold, false) };
        if t.checks {
            errstate::check("reduce")?;
        }
    }
    // SAFETY: the slot holds one element of the result's type.
    unsafe { crate::casting::from_memory(slot.0.as_ptr(), out, None).map(Some) }
}

/// Finds out what total reductions of this type need; false if the kernels cannot serve them.
fn learn(uf: &UFunc, a: &Array) -> Res<bool> {
    if uf.nin() != 2 || uf.nout() != 1 || uf.is_generalized() {
        return Ok(false);
    }
    let resolved = resolve_reduction(uf, Kind::Reduce, a, None, None)?;
    let from = a.type_num();
    let Some(kernel) = fold_kernels::pick(uf, resolved.info, from) else {
        return Ok(false);
    };
    // Sums that start anew after every buffer depend on the buffer size, which may change.
    if let Kernel::Fold(_, chunk) = kernel
        && chunk != 0
    {
        return Ok(false);
    }
    let out = resolved.descrs[0].type_num();
    let initial = match uf.default_identity()?.0 {
        None => {
            if out != from {
                return Ok(false);
            }
            None
        }
        Some(v) => {
            let mut slot = Slot([0; 32]);
            let unsigned = matches!(
                out,
                NPY_UBYTE | NPY_USHORT | NPY_UINT | NPY_ULONG | NPY_ULONGLONG
            );
            if unsigned && v.is_int_exact() && v.int_to_i64()? == Ok(-1) {
                slot.0 = [0xff; 32];
            } else {
                // SAFETY: room for one element of a number type.
                unsafe { set_item(builtin(out), slot.0.as_mut_ptr(), &v)? };
            }
            Some(slot.0)
        }
    };
    let Body::Row(row) = resolved.info.body else {
        return Ok(false);
    };
    uf.dispatch().remember_total(Total {
        class: a.descr().class(),
        row,
        func: resolved.info.own_func,
        kernel,
        out,
        initial,
        checks: is_float(out) || is_complex(out),
    });
    Ok(true)
}
