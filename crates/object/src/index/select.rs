//! Selection by condition: `where`, `putmask`, `_place`.

use ferronum_abi::prelude::*;
use ferronum_kernels::copy;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res};

use crate::casting::can_cast::can_cast_types;
use crate::coerce::as_elements_of;
use crate::coerce::{AnyOptions, as_array, from_any};
use crate::model::{Array, Dims};
use crate::nditer::dtypes::cast_error;
use crate::storage::create;

/// `np.where(condition, x, y)`.
pub fn where_(condition: &Object, x: &Object, y: &Object) -> Res<Owned> {
    let cond = as_array(condition)?;
    let weak = |o: &Object| {
        from_any(
            o,
            &AnyOptions {
                mark_python_scalars: true,
                ..Default::default()
            },
        )
    };
    let (x, y) = (weak(x)?, weak(y)?);
    let descr = crate::coerce::promote::result_type(&[&x, &y], &[])?;
    let shape = crate::model::broadcast::broadcast_shape(&[cond.shape(), x.shape(), y.shape()])?;
    let strides = crate::ufunc::execute::output_strides(
        &shape,
        descr.elsize(),
        NPY_KEEPORDER,
        &[&cond, &x, &y],
    );
    let out = create::NewArray {
        strides: strides.as_deref(),
        ..create::NewArray::new(descr.own(), &shape)
    }
    .build()?;
    let truth = crate::dtype::builtin(NPY_BOOL);
    if !can_cast_types(cond.descr(), truth, NPY_UNSAFE_CASTING)? {
        return Err(cast_error(1, cond.descr(), truth, NPY_UNSAFE_CASTING, true));
    }
    if out.size() == 0 {
        return Ok(out.upcast());
    }
    let cond = crate::array::nonzero::as_mask(&cond)?;
    let bring = |a: Own<Array>| -> Res<Own<Array>> {
        if a.descr().is(&descr) {
            return Ok(a);
        }
        let t = create::empty_like(&a, NPY_KEEPORDER, Some(descr.own()), None, false)?;
        crate::casting::copy_into(&t, &a)?;
        Ok(t)
    };
    let (x, y) = (bring(x)?, bring(y)?);
    if descr.has_references() || descr.has_flag(NPY_NEEDS_PYAPI) {
        crate::casting::copy_into(&out, &y)?;
        crate::casting::assign_array(&out, &x, Some(&cond), NPY_UNSAFE_CASTING)?;
        return Ok(out.upcast());
    }
    let width = descr.elsize() as usize;
    let operand = |a: &Array| -> (Dims, Dims) { (Dims::from(a.shape()), Dims::from(a.strides())) };
    let parts: Vec<(*mut u8, (Dims, Dims))> = [&*out, &*cond, &*x, &*y]
        .iter()
        .map(|a| (a.data(), operand(a)))
        .collect();
    let operands: Vec<ferronum_kernels::plan::Operand<'_>> = parts
        .iter()
        .map(|(p, (s, t))| ferronum_kernels::plan::Operand {
            ptr: *p,
            shape: s,
            strides: t,
        })
        .collect();
    let mut plan = ferronum_kernels::plan::Plan::new(&shape, &operands)
        .map_err(|_| value_error("operands could not be broadcast together"))?;
    plan.optimise();
    plan.for_each_inner(|p, s, n| {
        // SAFETY: one run of each operand at its stride.
        unsafe {
            copy::select(
                width,
                (p[0], s[0]),
                (p[1].cast_const(), s[1]),
                (p[2].cast_const(), s[2]),
                (p[3].cast_const(), s[3]),
                n,
            );
        }
    });
    Ok(out.upcast())
}

/// A mask as an array; one of a subclass is cast as such.
fn mask_of(obj: &Object) -> Res<Own<Array>> {
    let mask = as_array(obj)?;
    if mask.is_exact() || mask.type_num() == NPY_BOOL {
        return Ok(mask);
    }
    let bools = crate::dtype::builtin(NPY_BOOL);
    crate::coerce::from_array(&mask, Some(bools), NPY_ARRAY_CARRAY | NPY_ARRAY_FORCECAST)
}

/// `np.putmask(a, mask, values)`.
pub fn putmask(a: &Array, mask: &Object, values: &Object) -> Res<()> {
    crate::model::errors::require_writeable(a, "putmask: output array")?;
    let mask = crate::array::nonzero::as_mask(&*mask_of(mask)?)?;
    if mask.size() != a.size() {
        return Err(value_error("putmask: mask and data must be the same size"));
    }
    let values = from_any(
        values,
        &AnyOptions {
            descr: Some(a.descr()),
            flags: NPY_ARRAY_CARRAY_RO,
            ..Default::default()
        },
    )?;
    let values = as_elements_of(values, a.descr())?;
    let count = values.size();
    if count == 0 || a.size() == 0 {
        return Ok(());
    }
    if super::shares_memory(a, &values) || super::shares_memory(a, &mask) {
        // A copy is changed, which belongs to the class of the array.
        let copy = super::scratch(a)?;
        put_masked(&copy, &mask, &values)?;
        return crate::casting::copy_into(a, &copy);
    }
    put_masked(a, &mask, &values)
}

/// Writes values where a mask of as many elements is true, neither sharing memory with the array.
fn put_masked(a: &Array, mask: &Array, values: &Array) -> Res<()> {
    let (n, count) = (a.size() as usize, values.size());
    if a.is_c_contiguous() && !a.descr().has_references() {
        // SAFETY: contiguous data, mask and values.
        unsafe {
            copy::putmask(
                a.itemsize() as usize,
                a.data(),
                mask.data(),
                n,
                values.data(),
                count as usize,
            );
        }
        return Ok(());
    }
    write_where(a, mask, values, |i, _| i)
}

/// `np.place(a, mask, values)`: values one after another, over and over.
pub fn place(a: &Array, mask: &Object, values: &Object) -> Res<()> {
    if !a.is_writeable() {
        return Err(value_error("WRITEBACKIFCOPY base is read-only"));
    }
    let mask = crate::array::nonzero::as_mask(&*mask_of(mask)?)?;
    if mask.size() != a.size() {
        return Err(value_error("place: mask and data must be the same size"));
    }
    let values = from_any(
        values,
        &AnyOptions {
            descr: Some(a.descr()),
            flags: NPY_ARRAY_CARRAY_RO,
            ..Default::default()
        },
    )?;
    let values = as_elements_of(values, a.descr())?;
    if values.size() == 0 {
        return if crate::array::nonzero::count_nonzero(&mask)? == 0 {
            Ok(())
        } else {
            Err(value_error("Cannot insert from an empty array!"))
        };
    }
    let values = if super::shares_memory(a, &values) {
        crate::casting::copy_array::copy_base_class(&values, NPY_CORDER)?
    } else {
        values
    };
    write_where(a, &mask, &values, |_, k| k)
}

/// Writes values where the mask is true; `which(i, k)` says which value element `i`, the `k`-th true one, gets.
fn write_where(
    a: &Array,
    mask: &Array,
    values: &Array,
    which: impl Fn(isize, isize) -> isize,
) -> Res<()> {
    let (width, count) = (a.itemsize(), values.size());
    let _marks = crate::model::walked::Walked::new(&[a]);
    let it = crate::iter::flatiter::new(a)?;
    let t = crate::casting::Transfer::new(
        values.descr(),
        a.descr(),
        width,
        width,
        a.is_aligned(),
        false,
    )?;
    let mut k = 0;
    for i in 0..a.size() {
        // SAFETY: byte i of a contiguous mask; the iterator stands on element i.
        unsafe {
            if *mask.data().offset(i) != 0 {
                let from = values.data().wrapping_offset((which(i, k) % count) * width);
                t.run(from, width, (*it.raw()).dataptr.cast(), width, 1)?;
                k += 1;
            }
        }
        it.advance();
    }
    Ok(())
}

/// An argument that must be an ndarray.
pub fn require_array<'a>(obj: &'a Object, what: &str) -> Res<&'a Array> {
    obj.downcast::<Array>().ok_or_else(|| type_error(what))
}
