//! `dot`, `inner`, `vdot`, `correlate`: sums of products over the last axes.

use std::ffi::{c_char, c_void};

use ferronum_abi::prelude::*;
use ferronum_kernels::elementwise::UfuncLoop;
use ferronum_kernels::matmul;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::method::{Method, fastcall, function, positional_function};
use ferronum_pyrt::raised::{no_memory, type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, ffi, intern, none, py_bool};

use crate::arguments::convert as arg;

use crate::array::shape::{ravel, swapaxes};
use crate::casting::item::{set_object, sum_of_products};
use crate::coerce::dtype_of;
use crate::coerce::{AnyOptions, from_any};
use crate::model::Descr;
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::model::errors::shape_text;
use crate::model::walked::Walked;
use crate::protocol::array_wrap;
use crate::scalars::math::{self, kernel};
use crate::storage::create;
use crate::storage::create::NewArray;
use crate::ufunc::operator_table::{Op, ufunc};

/// Functions of the module.
pub(crate) const FUNCTIONS: &[Method] = &[
    function(c"dot", |args: Args<'_>| {
        const SIG: Sig<3> = Sig::new("dot", ["a", "b", "out"]).required(2);
        let [a, b, out] = args.parse(&SIG)?;
        dot(a.unwrap_or(none()), b.unwrap_or(none()), output(out)?)
    }),
    positional_function(c"inner", |_: &Object, args: Args<'_>| {
        let [a, b] = two(args, "innerproduct")?;
        inner(a, b)
    }),
    positional_function(c"vdot", |_: &Object, args: Args<'_>| {
        let [a, b] = two(args, "vdot")?;
        vdot(a, b)
    }),
    function(c"correlate", |args: Args<'_>| {
        correlate_args(args, "correlate", false)
    }),
    function(c"correlate2", |args: Args<'_>| {
        correlate_args(args, "correlate2", true)
    }),
];

/// Methods of ndarray.
pub(crate) const METHODS: &[Method] = &[fastcall(c"dot", |a: &Array, args: Args<'_>| {
    const SIG: Sig<2> = Sig::new("dot", ["b", "out"]).required(1);
    let [b, out] = args.parse(&SIG)?;
    dot(a, b.unwrap_or(none()), output(out)?)
})];

fn output(out: Option<&Object>) -> Res<Option<&Object>> {
    match out.and_then(Object::not_none) {
        Some(o) if o.downcast::<Array>().is_none() => Err(type_error("'out' must be an array")),
        out => Ok(out),
    }
}

fn two<'a>(args: Args<'a>, name: &'static str) -> Res<[&'a Object; 2]> {
    let sig = Sig::new(name, ["", ""]).required(2).positional_only(2);
    Ok(args.parse(&sig)?.map(|o| o.unwrap_or(none())))
}

/// Both operands in the dtype that they promote to, aligned and native.
fn operands(a: &Object, b: &Object) -> Res<(Own<Array>, Own<Array>, Own<Descr>)> {
    // Python numbers count with the dtype that they have by themselves here.
    let x = own_dtype(a)?;
    require_type_number(&x)?;
    let y = own_dtype(b)?;
    let first = match x.type_num() {
        // Nor do fields.
        NPY_VOID => crate::dtype::builtin(NPY_VOID),
        _ => type_alone(&x),
    };
    let descr = crate::coerce::promote::common_or_object(&y, first)?;
    require_type_number(&descr)?;
    let text = matches!(descr.type_num(), NPY_STRING | NPY_UNICODE);
    let descr = type_alone(&descr).own();
    let bring = |given: &Object| -> Res<Own<Array>> {
        if let Some(v) = given.downcast::<Array>()
            && v.is_aligned()
            && v.descr().is_native()
        {
            // Texts are as long as they need to be, and times have their units, each by itself.
            let alike = (text || descr.is_datetime_like()) && v.type_num() == descr.type_num();
            if alike || v.descr().is(&descr) {
                return Ok(v.own());
            }
        }
        // From what was given: an array on the way would make other objects.
        from_any(
            given,
            &AnyOptions {
                descr: Some(&descr),
                flags: NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED,
                ..Default::default()
            },
        )
    };
    Ok((bring(a)?, bring(b)?, descr.own()))
}

/// The dtype of an operand by itself.
fn own_dtype(obj: &Object) -> Res<Own<Descr>> {
    Ok(match dtype_of(obj)? {
        Some(descr) => descr,
        None => crate::dtype::builtin(NPY_DOUBLE).own(),
    })
}

/// Products are looked up by type number, which dtypes of the new kind have none of.
fn require_type_number(descr: &Descr) -> Res<()> {
    if descr.is_legacy() {
        return Ok(());
    }
    Err(type_error(&format!(
        "This function currently only supports native NumPy dtypes and old-style user dtypes, but the dtype was {}.\n\
         (The function may need to be updated to support arbitraryuser dtypes.)",
        descr.repr_text()?
    )))
}

/// The dtype without a unit of time or a length of text: of the first operand's unit, and of the common dtype's unit
/// and length, the type number alone counts.
fn type_alone(descr: &Descr) -> &Descr {
    if descr.is_datetime_like() || matches!(descr.type_num(), NPY_STRING | NPY_UNICODE) {
        crate::dtype::builtin(descr.type_num())
    } else {
        descr
    }
}

fn not_aligned(a: &Array, i: usize, b: &Array, j: usize) -> ferronum_pyrt::Raised {
    value_error(&format!(
        "shapes {} and {} not aligned: {} (dim {i}) != {} (dim {j})",
        shape_text(a.shape()),
        shape_text(b.shape()),
        a.shape()[i],
        b.shape()[j]
    ))
}

/// The sum of products of one pair of vectors, written to `out`.
///
/// # Safety
/// `n` elements of `descr` at the strides; `out` is a writable element (for objects: NULL or an owned reference).
unsafe fn one_dot(
    descr: &Descr,
    n: isize,
    a: *const u8,
    sa: isize,
    b: *const u8,
    sb: isize,
    conj: bool,
    out: *mut u8,
) -> Res<()> {
    // SAFETY: the caller's contract.
    unsafe {
        if let Some(f) = matmul::dot(descr.type_num()) {
            f(n, a, sa, b, sb, conj, out);
            return Ok(());
        }
        if descr.is_object() {
            let sum = sum_of_products(n, a, sa, b, sb)?;
            return set_object(out, &sum.unwrap_or_else(|| py_bool(false).own()));
        }
        match (*descr.class().arr_funcs()).dotfunc {
            Some(f) => {
                f(
                    a.cast_mut().cast(),
                    sa,
                    b.cast_mut().cast(),
                    sb,
                    out.cast(),
                    n,
                    std::ptr::null_mut(),
                );
                // SAFETY: asks for a pending exception.
                if ffi::PyErr_Occurred().is_null() {
                    Ok(())
                } else {
                    Err(ferronum_pyrt::Raised::pending())
                }
            }
            None if !descr.is_legacy() => require_type_number(descr),
            None if descr.is_flexible() && descr.type_num() != NPY_VOID => {
                Err(value_error("data type must provide an itemsize"))
            }
            None => Err(value_error("dot not available for this type")),
        }
    }
}

/// The mark on operands while the class of the result is chosen and made, which runs code of classes that are not ours.
fn held_for_class(x: &Array, y: &Array) -> Option<Walked> {
    (!x.is_exact() || !y.is_exact()).then(|| Walked::new(&[x, y]))
}

/// A result of the operand type with the higher priority, or the checked `out`.
fn result(
    a: &Array,
    b: &Array,
    out: Option<&Object>,
    shape: &[isize],
    descr: &Descr,
    zeroed: bool,
) -> Res<Own<Array>> {
    if let Some(o) = out {
        let Some(o) = o.downcast::<Array>() else {
            return Err(type_error("'out' must be an array"));
        };
        let fits = o.ndim() == shape.len()
            && o.is_c_contiguous()
            && o.is_aligned()
            && o.is_writeable()
            && crate::dtype::equivalent(o.descr(), descr)?;
        if !fits {
            return Err(value_error(
                "output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)",
            ));
        }
        if o.shape() != shape {
            return Err(value_error("output array has wrong dimensions"));
        }
        crate::model::errors::require_writeable(o, "output array")?;
        return Ok(o.own());
    }
    if descr.is_flexible() && descr.type_num() != NPY_VOID {
        // What counts is the type number, which has no size.
        return Err(value_error("data type must provide an itemsize"));
    }
    let second = a.type_ptr() != b.type_ptr()
        && array_wrap::priority(b, NPY_PRIORITY) > array_wrap::priority(a, NPY_PRIORITY);
    let leader = if second { b } else { a };
    NewArray {
        subtype: leader.subtype(),
        obj: (!leader.is_exact()).then_some(leader.object()),
        zeroed,
        ..NewArray::new(descr.own(), shape)
    }
    .build()
}

/// `np.dot(a, b, out)`.
pub fn dot(a: &Object, b: &Object, out: Option<&Object>) -> Res<Owned> {
    as_python(product(a, b, out)?)
}

/// What Python sees of a product: a scalar in place of an array without axes.
fn as_python(product: Owned) -> Res<Owned> {
    match product.downcast_into::<Array>() {
        Ok(a) => crate::casting::item::scalar::to_scalar(a),
        Err(product) => Ok(product),
    }
}

/// Whether BLAS knows the type.
fn is_blas_type(t: i32) -> bool {
    matches!(t, NPY_FLOAT | NPY_DOUBLE | NPY_CFLOAT | NPY_CDOUBLE)
}

/// What C sees of a product (`PyArray_MatrixProduct2`): only the types of BLAS give scalars.
fn as_c(r: Own<Array>) -> Res<Owned> {
    if is_blas_type(r.type_num()) {
        crate::casting::item::scalar::to_scalar(r)
    } else {
        Ok(r.upcast())
    }
}

/// `PyArray_MatrixProduct2`.
pub fn product(a: &Object, b: &Object, out: Option<&Object>) -> Res<Owned> {
    let (x, y, descr) = operands(a, b)?;
    if x.ndim() == 0 || y.ndim() == 0 {
        return scale(&x, &y, &descr, out);
    }
    let j = if y.ndim() > 1 { y.ndim() - 2 } else { 0 };
    contract(&x, &y, j, &descr, out)
}

/// The products with the one element of an operand without axes.
fn scale(x: &Array, y: &Array, descr: &Descr, out: Option<&Object>) -> Res<Owned> {
    let _held = held_for_class(x, y);
    let (factor, other) = if x.ndim() == 0 { (x, y) } else { (y, x) };
    let t = descr.type_num();
    if !is_blas_type(t) || other.ndim() > 2 {
        return match out {
            None => crate::ufunc::call_binary(ufunc(Op::Multiply), x, y),
            Some(o) => ufunc(Op::Multiply).call(&[x, y, o]),
        };
    }
    let shape = Dims::from(other.shape());
    // The class is that of the first operand, unless that is one element for BLAS.
    let single = match *x.shape() {
        [] => true,
        [n] => n <= 1,
        [m, n] => m <= 1 && n == 1,
        _ => false,
    };
    let (leader, follower) = if single { (y, x) } else { (x, y) };
    let r = result(leader, follower, out, &shape, descr, false)?;
    ferronum_scalar::float_status::clear();
    into_result(x, y, &r, &shape, descr, out.is_some(), |target| {
        // SAFETY: operands and target are aligned and native numbers of the type, the target in C order.
        unsafe { write_scaled(factor, other, target, &shape, descr) }
    })?;
    crate::ufunc::errstate::check("dot")?;
    as_c(r)
}

/// Elements that are multiplied before zero is added to them, while they are in the cache.
const SCALED: usize = 2048;

/// Writes the products with `factor` to `target`, as BLAS scales vectors: several are added to zeros, so that none is a
/// negative zero, and nothing is added for a factor of zero. One product by itself is what it is.
///
/// # Safety
/// All are aligned and native arrays of `descr`, one of BLAS' types; `target` is writable memory of `shape` in C order,
/// apart from the others.
unsafe fn write_scaled(
    factor: &Array,
    other: &Array,
    target: &Array,
    shape: &[isize],
    descr: &Descr,
) -> Res<()> {
    let (item, n) = (descr.elsize(), shape.iter().product::<isize>());
    // SAFETY: the caller's contract: one element at `factor`, `n` at `target`.
    unsafe {
        if n > 1 && is_zero(factor, descr) {
            std::ptr::write_bytes(target.data(), 0, (n * item) as usize);
            return Ok(());
        }
    }
    let t = descr.type_num();
    let (Some(multiply), Some(add)) = (kernel(math::Op::Multiply, t), kernel(math::Op::Add, t))
    else {
        return Err(type_error("dot not available for this type"));
    };
    let repeated = Dims::filled(shape.len(), 0);
    let mut steps = Dims::filled(shape.len(), item);
    crate::model::layout::fill_strides(&mut steps, shape, item, false);
    let operands = [
        (other.data(), other.strides()),
        (factor.data(), &repeated[..]),
        (target.data(), &steps[..]),
    ]
    .map(|(ptr, strides)| Operand {
        ptr,
        shape,
        strides,
    });
    let mut plan = Plan::new(shape, &operands).map_err(|_| no_memory())?;
    plan.optimise();
    let zero = [0u64; 2];
    let run = |(func, data): (UfuncLoop, usize), mut ptrs: [*mut u8; 3], steps: [isize; 3], n| {
        // SAFETY: `n` elements of the type at each pointer, by the plan; `zero` is one of any of the types.
        unsafe {
            func(
                ptrs.as_mut_ptr().cast::<*mut c_char>(),
                &n,
                steps.as_ptr(),
                data as *mut c_void,
            )
        }
    };
    plan.for_each_inner(|ptrs, steps, len| {
        let (a, b, c) = (steps[0], steps[1], steps[2]);
        for first in (0..len).step_by(SCALED) {
            let m = SCALED.min(len - first) as isize;
            let at = |i: usize| ptrs[i].wrapping_offset(first as isize * steps[i]);
            run(multiply, [at(0), at(1), at(2)], [a, b, c], m);
            if n > 1 {
                let zero = zero.as_ptr().cast_mut().cast();
                run(add, [at(2), zero, at(2)], [c, 0, c], m);
            }
        }
    });
    Ok(())
}

/// Whether the element of a factor is zero.
///
/// # Safety
/// An aligned and native array of `descr`, one of BLAS' types, with at least one element.
unsafe fn is_zero(factor: &Array, descr: &Descr) -> bool {
    let p = factor.data();
    // SAFETY: the caller's contract.
    unsafe {
        match descr.type_num() {
            NPY_FLOAT => p.cast::<f32>().read() == 0.0,
            NPY_DOUBLE => p.cast::<f64>().read() == 0.0,
            NPY_CFLOAT => p.cast::<[f32; 2]>().read() == [0.0; 2],
            _ => p.cast::<[f64; 2]>().read() == [0.0; 2],
        }
    }
}

/// Has `fill` write the elements of `r`: to memory of its own where `r` is given by the caller and overlaps an operand.
fn into_result(
    x: &Array,
    y: &Array,
    r: &Own<Array>,
    shape: &[isize],
    descr: &Descr,
    given: bool,
    fill: impl FnOnce(&Array) -> Res<()>,
) -> Res<()> {
    if r.size() == 0 {
        return Ok(());
    }
    let overlaps =
        given && (crate::index::shares_memory(r, x) || crate::index::shares_memory(r, y));
    if !overlaps {
        return fill(r);
    }
    let target = create::zeros(shape, descr.own(), NPY_CORDER)?;
    fill(&target)?;
    crate::casting::copy_into(r, &target)
}

/// `np.inner(a, b)`.
pub fn inner(a: &Object, b: &Object) -> Res<Owned> {
    as_python(inner_product(a, b)?)
}

/// `PyArray_InnerProduct`.
pub fn inner_product(a: &Object, b: &Object) -> Res<Owned> {
    let (x, y, descr) = operands(a, b)?;
    if x.ndim() == 0 || y.ndim() == 0 {
        return product(a, b, None);
    }
    let (i, j) = (x.ndim() - 1, y.ndim() - 1);
    if j > 0 && x.shape()[i] != y.shape()[j] {
        // The reference reports the second operand with its last two axes exchanged.
        return Err(not_aligned(&x, i, &*swapaxes(&y, -1, -2)?, j - 1));
    }
    if j > 0 && !y.is_exact() {
        // A subclass sees its last two axes change places.
        return contract(&x, &*swapaxes(&y, -1, -2)?, j - 1, &descr, None);
    }
    contract(&x, &y, j, &descr, None)
}

/// Sums over the last axis of `x` and axis `j` of `y`; the other axes of `x`, then those of `y`, remain.
fn contract(x: &Array, y: &Array, j: usize, descr: &Descr, out: Option<&Object>) -> Res<Owned> {
    let _held = held_for_class(x, y);
    let i = x.ndim() - 1;
    let n = x.shape()[i];
    if n != y.shape()[j] {
        return Err(not_aligned(x, i, y, j));
    }
    let (mut shape, mut left, mut right) = (Dims::new(), Vec::new(), Vec::new());
    for k in 0..i {
        let _fits = shape.push(x.shape()[k]);
        left.push(k);
    }
    for k in (0..y.ndim()).filter(|&k| k != j) {
        if !shape.push(y.shape()[k]) {
            return Err(value_error("dot: too many dimensions in result"));
        }
        right.push(k);
    }
    let r = result(x, y, out, &shape, descr, true)?;
    ferronum_scalar::float_status::clear();
    into_result(x, y, &r, &shape, descr, out.is_some(), |target| {
        fill(x, y, i, j, n, &left, &right, target, &shape, descr)
    })?;
    crate::ufunc::errstate::check("dot")?;
    as_c(r)
}

/// Computes all sums. The innermost axes of both sides form matrix products; the rest is looped over.
fn fill(
    x: &Array,
    y: &Array,
    i: usize,
    j: usize,
    n: isize,
    left: &[usize],
    right: &[usize],
    r: &Array,
    shape: &[isize],
    descr: &Descr,
) -> Res<()> {
    let _walked = Walked::of_objects(&[x, y, r]);
    let item = descr.elsize();
    let gemm = matmul::find("matmul", descr.type_num());
    let (lo, m_axis) = split(left);
    let (ro, p_axis) = split(right);
    let m = m_axis.map_or(1, |k| x.shape()[k]);
    let p = p_axis.map_or(1, |k| y.shape()[k]);
    let am = m_axis.map_or(item, |k| x.strides()[k]);
    let bp = p_axis.map_or(item, |k| y.strides()[k]);
    // In C order; not the result's own strides, since a class such as matrix changes the shape of its arrays.
    let mut rs = Dims::filled(shape.len(), item);
    crate::model::layout::fill_strides(&mut rs, shape, item, false);
    let cm = m_axis.map_or(item, |_| rs[left.len() - 1]);
    let cp = p_axis.map_or(item, |_| rs[left.len() + right.len() - 1]);
    let (an, bn) = (x.strides()[i], y.strides()[j]);
    each(x, lo, &rs, 0, |a_off, r_off| {
        each(y, ro, &rs, left.len(), |b_off, r_off2| {
            let a = x.data().wrapping_offset(a_off);
            let b = y.data().wrapping_offset(b_off);
            let c = r.data().wrapping_offset(r_off + r_off2);
            match gemm {
                // SAFETY: one matrix of each operand, by their strides; the result is fresh or checked.
                Some(f) => unsafe {
                    let mut args: [*mut c_char; 3] = [a.cast(), b.cast(), c.cast()];
                    let dims = [1, m, n, p];
                    let steps = [0, 0, 0, am, an, bn, bp, cm, cp];
                    f(
                        args.as_mut_ptr(),
                        dims.as_ptr(),
                        steps.as_ptr(),
                        std::ptr::null_mut(),
                    );
                    Ok(())
                },
                None => {
                    for s in 0..m {
                        for t in 0..p {
                            // SAFETY: as above, one element at a time.
                            unsafe {
                                one_dot(
                                    descr,
                                    n,
                                    a.wrapping_offset(s * am),
                                    an,
                                    b.wrapping_offset(t * bp),
                                    bn,
                                    false,
                                    c.wrapping_offset(s * cm + t * cp),
                                )?;
                            }
                        }
                    }
                    Ok(())
                }
            }
        })
    })
}

fn split(axes: &[usize]) -> (&[usize], Option<usize>) {
    match axes.split_last() {
        Some((&last, rest)) => (rest, Some(last)),
        None => (&[], None),
    }
}

/// Calls `f(offset in a, offset in the result)` for every point of some axes of `a`.
fn each(
    a: &Array,
    axes: &[usize],
    result_strides: &[isize],
    first: usize,
    mut f: impl FnMut(isize, isize) -> Res<()>,
) -> Res<()> {
    let shape: Vec<isize> = axes.iter().map(|&k| a.shape()[k]).collect();
    let total: isize = shape.iter().product();
    let mut coords = vec![0isize; axes.len()];
    for _ in 0..total {
        let (mut x, mut r) = (0, 0);
        for (c, &k) in axes.iter().enumerate() {
            x += coords[c] * a.strides()[k];
            r += coords[c] * result_strides[first + c];
        }
        f(x, r)?;
        for c in (0..axes.len()).rev() {
            coords[c] += 1;
            if coords[c] < shape[c] {
                break;
            }
            coords[c] = 0;
        }
    }
    Ok(())
}

const NO_SUMS: &str = "function not available for this data type";

/// `np.vdot(a, b)`: flattened, the first operand conjugated.
pub fn vdot(a: &Object, b: &Object) -> Res<Owned> {
    let (x, y, descr) = operands(a, b)?;
    let (x, y) = (ravel(&x, NPY_CORDER)?, ravel(&y, NPY_CORDER)?);
    let n = x.size();
    if n != y.size() {
        return Err(value_error(&format!(
            "cannot reshape array of size {} into shape ({n},)",
            y.size()
        )));
    }
    if descr.type_num() == NPY_DATETIME {
        return Err(value_error(NO_SUMS));
    }
    let r = result(&x, &y, None, &[], &descr, true)?;
    let x = if descr.is_object() {
        conjugates(&x)?
    } else {
        x
    };
    let _walked = Walked::of_objects(&[&x, &y, &r]);
    // SAFETY: n elements of both; one element of the result.
    unsafe {
        one_dot(
            &descr,
            n,
            x.data(),
            // A matrix stays one with a single row.
            x.strides()[x.ndim() - 1],
            y.data(),
            y.strides()[y.ndim() - 1],
            true,
            r.data(),
        )?
    };
    crate::casting::item::scalar::to_scalar(r)
}

/// The conjugates of objects, by their own methods.
fn conjugates(x: &Array) -> Res<Own<Array>> {
    let (n, step) = (x.size(), x.strides()[x.ndim() - 1]);
    let out = create::zeros(&[n], x.descr().own(), NPY_CORDER)?;
    let _walked = Walked::of_objects(&[x, &out]);
    for i in 0..n {
        // SAFETY: element i of both; the array is marked as walked.
        unsafe {
            let p = x.data().wrapping_offset(i * step);
            let item = crate::casting::get_item(x.descr(), p, Some(x))?;
            let value = item.call_method(intern!("conjugate"), &[])?;
            set_object(out.data().wrapping_offset(i * out.itemsize()), &value)?;
        }
    }
    Ok(out)
}

fn correlate_args(args: Args<'_>, name: &'static str, conjugate: bool) -> Res<Owned> {
    const FIRST: Sig<3> = Sig::new("correlate", ["a", "v", "mode"]).required(2);
    const SECOND: Sig<3> = Sig::new("correlate2", ["a", "v", "mode"]).required(2);
    let [a, v, mode] = args.parse(if name == "correlate" { &FIRST } else { &SECOND })?;
    let mode = mode.map_or(Ok(NPY_VALID), arg::correlate_mode)?;
    Ok(correlate(a.unwrap_or(none()), v.unwrap_or(none()), mode, conjugate)?.upcast())
}

/// `np.correlate(a, v, mode)`, the mode being 0, 1 or 2; `conjugate` conjugates `v` and keeps the order of the operands visible in the result.
pub fn correlate(
    a: &Object,
    v: &Object,
    mode: NPY_CORRELATEMODE,
    conjugate: bool,
) -> Res<Own<Array>> {
    let (x, y, descr) = operands(a, v)?;
    let (first, second) = (x.own(), y.own());
    let flat = |z: &Array, given: &Object| -> Res<Own<Array>> {
        let vector = AnyOptions {
            descr: Some(&descr),
            min_depth: 1,
            max_depth: 1,
            ..Default::default()
        };
        // A sequence that is too deep is told so as a sequence.
        match given.downcast::<Array>() {
            None if z.ndim() > 1 => from_any(given, &vector),
            _ => convert_dense(&*from_any(z, &vector)?),
        }
    };
    let (x, mut y) = (flat(&x, a)?, flat(&y, v)?);
    if x.size() == 0 {
        return Err(value_error("first array argument cannot be empty"));
    }
    if y.size() == 0 {
        return Err(value_error("second array argument cannot be empty"));
    }
    if conjugate && crate::model::is_complex(descr.type_num()) {
        y = crate::ufunc::call_unary(ufunc(Op::Conjugate), &y)?
            .downcast_into::<Array>()
            .map_err(|_| type_error("correlate"))?;
    }
    if !(NPY_VALID..=NPY_FULL).contains(&mode) {
        return Err(value_error("mode must be 0, 1, or 2"));
    }
    let swap = x.size() < y.size();
    let _held = held_for_class(&first, &second);
    let (long, short) = if swap { (&y, &x) } else { (&x, &y) };
    let (n1, n2) = (long.size(), short.size());
    let (length, start) = match mode {
        NPY_VALID => (n1 - n2 + 1, 0),
        NPY_SAME => (n1, n2 / 2),
        _ => (n1 + n2 - 1, n2 - 1),
    };
    let out = result(&first, &second, None, &[length], &descr, true)?;
    if descr.type_num() == NPY_DATETIME {
        return Err(value_error(NO_SUMS));
    }
    let _walked = Walked::of_objects(&[long, short, &out]);
    let (s1, s2, so) = (long.strides()[0], short.strides()[0], out.itemsize());
    for k in 0..length {
        // Result k lines the short operand up so that its element 0 lies at `first` of the long one.
        let first = k - start;
        let (from1, from2) = (first.max(0), (-first).max(0));
        let n = (n1 - from1).min(n2 - from2);
        let to = if swap && conjugate { length - 1 - k } else { k };
        // SAFETY: n elements inside both operands; element `to` of the result.
        unsafe {
            one_dot(
                &descr,
                n,
                long.data().wrapping_offset(from1 * s1),
                s1,
                short.data().wrapping_offset(from2 * s2),
                s2,
                false,
                out.data().wrapping_offset(to * so),
            )?;
        }
    }
    Ok(out)
}

fn convert_dense(z: &Array) -> Res<Own<Array>> {
    if z.is_c_contiguous() {
        Ok(z.own())
    } else {
        crate::casting::copy_array::copy_base_class(z, NPY_CORDER)
    }
}
