//! Sums of products of Python objects.

use ferronum_kernels::plan::Plan;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, none};

use crate::model::Array;
use crate::model::walked::Walked;
use crate::nditer::core::Iter;

/// Adds all products to the result, the last operand, whose elements are numbers already.
pub(super) fn contract(it: &Iter, plan: &Plan) -> Res<()> {
    let held: Vec<Own<Array>> = it.ops.iter().filter_map(|op| op.array.clone()).collect();
    let arrays: Vec<&Array> = held.iter().map(|a| &**a).collect();
    let _walked = Walked::new(&arrays);
    it.check_memory()?;
    let mut result = Ok(());
    plan.for_each_inner(|ptrs, steps, n| {
        for _ in 0..n {
            if result.is_err() {
                return;
            }
            // SAFETY: elements of marked arrays at the plan's positions.
            result = unsafe { add_product(ptrs) };
            for (p, s) in ptrs.iter_mut().zip(steps) {
                *p = p.wrapping_offset(*s);
            }
        }
    });
    result
}

/// # Safety
/// Each pointer is an element that holds a reference or NULL (which stands for None).
unsafe fn read(p: *const u8) -> Owned {
    // SAFETY: as the caller vouches.
    unsafe { Object::from_ptr_opt(*p.cast::<*mut ffi::PyObject>()) }
        .unwrap_or(none())
        .own()
}

/// # Safety
/// As `read`, at least two pointers; the last element is writable.
unsafe fn add_product(ptrs: &[*mut u8]) -> Res<()> {
    let Some((&out, factors)) = ptrs.split_last() else {
        return Ok(());
    };
    let mut product: Option<Owned> = None;
    for &p in factors {
        // SAFETY: the caller's contract; strong references are held while code runs.
        unsafe {
            let x = read(p);
            product = Some(match product {
                None => x,
                Some(y) => Own::from_result(ffi::PyNumber_Multiply(y.as_ptr(), x.as_ptr()))?,
            });
        }
    }
    let Some(product) = product else {
        return Ok(());
    };
    // SAFETY: as above; the old reference is released after the new one is in place.
    unsafe {
        let sum: Owned = Own::from_result(ffi::PyNumber_Add(read(out).as_ptr(), product.as_ptr()))?;
        let cell = out.cast::<*mut ffi::PyObject>();
        let old = std::mem::replace(&mut *cell, sum.into_ptr());
        ffi::Py_XDECREF(old);
    }
    Ok(())
}
