//! The number protocol of ndarray: operators hand over to ufuncs, after asking whether the other operand
//! wants to take over (NEP 13).

use std::ffi::c_int;

use ferronum_abi::prelude::{NPY_BOOL, NPY_CDOUBLE, NPY_SAME_KIND_CASTING, NPY_VOID};
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Owned, Res, TypeBuilder, ffi, not_implemented, slot};

use crate::model::array::Array;
use crate::protocol::defer::other_has_own_slot;
use crate::protocol::defer::should_defer;
use crate::ufunc::operator_table::Op;
use crate::ufunc::operator_table::ufunc;

macro_rules! binary_slots {
    ($($slot:ident : $func:ident = $op:ident;)*) => { $(
        fn $func(a: &Object, b: &Object) -> Res<Owned> {
            if other_has_own_slot(b, |t| t.$slot.map_or(std::ptr::null(), |f| f as *const ()))
                && should_defer(a, b, false)?
            {
                return Ok(not_implemented().own());
            }
            let _level = level(a, b)?;
            crate::ufunc::call_binary(ufunc(Op::$op), a, b)
        }
    )* };
}

binary_slots! {
    nb_add: add = Add;
    nb_subtract: subtract = Subtract;
    nb_multiply: multiply = Multiply;
    nb_remainder: remainder = Remainder;
    nb_divmod: divmod = Divmod;
    nb_lshift: lshift = LeftShift;
    nb_rshift: rshift = RightShift;
    nb_and: and = And;
    nb_or: or = Or;
    nb_xor: xor = Xor;
    nb_floor_divide: floor_divide = FloorDivide;
    nb_true_divide: true_divide = Divide;
    nb_matrix_multiply: matmul = Matmul;
}

macro_rules! inplace_slots {
    ($($slot:ident : $func:ident = $op:ident;)*) => { $(
        fn $func(a: &Object, b: &Object) -> Res<Owned> {
            if other_has_own_slot(b, |t| t.$slot.map_or(std::ptr::null(), |f| f as *const ()))
                && should_defer(a, b, true)?
            {
                return Ok(not_implemented().own());
            }
            crate::ufunc::call_binary_inplace(ufunc(Op::$op), a, b)
        }
    )* };
}

inplace_slots! {
    nb_inplace_add: iadd = Add;
    nb_inplace_subtract: isubtract = Subtract;
    nb_inplace_multiply: imultiply = Multiply;
    nb_inplace_remainder: iremainder = Remainder;
    nb_inplace_lshift: ilshift = LeftShift;
    nb_inplace_rshift: irshift = RightShift;
    nb_inplace_and: iand = And;
    nb_inplace_or: ior = Or;
    nb_inplace_xor: ixor = Xor;
    nb_inplace_floor_divide: ifloor_divide = FloorDivide;
    nb_inplace_true_divide: itrue_divide = Divide;
}

fn imatmul(a: &Object, b: &Object) -> Res<Owned> {
    if other_has_own_slot(b, |t| {
        t.nb_inplace_matrix_multiply
            .map_or(std::ptr::null(), |f| f as *const ())
    }) && should_defer(a, b, true)?
    {
        return Ok(not_implemented().own());
    }
    crate::ufunc::matmul_inplace(ufunc(Op::Matmul), a, b)
}

fn power(a: &Object, b: &Object, modulo: &Object) -> Res<Owned> {
    if !modulo.is_none() {
        return Ok(not_implemented().own());
    }
    if other_has_own_slot(b, |t| {
        t.nb_power.map_or(std::ptr::null(), |f| f as *const ())
    }) && should_defer(a, b, false)?
    {
        return Ok(not_implemented().own());
    }
    crate::ufunc::power(a, b, false)
}

fn ipower(a: &Object, b: &Object, _modulo: &Object) -> Res<Owned> {
    if other_has_own_slot(b, |t| {
        t.nb_inplace_power
            .map_or(std::ptr::null(), |f| f as *const ())
    }) && should_defer(a, b, true)?
    {
        return Ok(not_implemented().own());
    }
    crate::ufunc::power(a, b, true)
}

/// `bool(a)`.
pub fn truth(a: &Array) -> Res<bool> {
    match a.size() {
        1 => {
            let d = a.descr();
            let own = crate::casting::item::table::own_nonzero(d).is_some();
            // SAFETY: one element.
            let v = unsafe { crate::casting::get_item(d, a.data(), Some(a))? };
            let raw = a.type_num() == NPY_VOID && !d.has_fields();
            if raw || d.is_datetime_like() || own {
                // Counts as they are: NaT is not zero. User dtypes have a function for it.
                // SAFETY: one element.
                unsafe { crate::casting::item::table::is_true(a.descr(), a.data()) }
            } else if d.has_fields() {
                structured_truth(a)
            } else {
                let _level = ferronum_pyrt::raised::enter_recursive(c" in bool(array)")?;
                v.truth()
            }
        }
        0 => Err(ferronum_pyrt::raised::value_error(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.",
        )),
        _ => Err(ferronum_pyrt::raised::value_error(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
        )),
    }
}

/// `operator.concat(a, b)`: refused, so that nobody takes it for addition.
fn concat(_: &Object, _: &Object) -> Res<Owned> {
    Err(type_error(
        "Concatenation operation is not implemented for NumPy arrays, use np.concatenate() instead. Please do not rely on this error; it may not be given on all Python implementations.",
    ))
}

fn structured_truth(a: &Array) -> Res<bool> {
    let n = a.itemsize() as usize;
    // SAFETY: one element of n bytes.
    Ok(unsafe { std::slice::from_raw_parts(a.data(), n) }
        .iter()
        .any(|&b| b != 0))
}

fn int(a: &Array) -> Res<Owned> {
    let v = crate::array::elements::only_element(a)?;
    let _level = ferronum_pyrt::raised::enter_recursive(c" in int(array)")?;
    // SAFETY: new reference or NULL.
    unsafe { ferronum_pyrt::Own::from_result(ffi::PyNumber_Long(v.as_ptr())) }
}

fn float(a: &Array) -> Res<Owned> {
    let v = crate::array::elements::only_element(a)?;
    let _level = ferronum_pyrt::raised::enter_recursive(c" in float(array)")?;
    // SAFETY: new reference or NULL.
    unsafe { ferronum_pyrt::Own::from_result(ffi::PyNumber_Float(v.as_ptr())) }
}

fn index(a: &Array) -> Res<Owned> {
    if a.ndim() != 0 || !crate::model::is_integer(a.type_num()) {
        return Err(type_error(
            "only integer scalar arrays can be converted to a scalar index",
        ));
    }
    // SAFETY: one element.
    unsafe { crate::casting::get_item(a.descr(), a.data(), Some(a)) }
}

/// `complex(a)`.
pub fn complex(a: &Array) -> Res<Owned> {
    let v = crate::array::elements::only_element(a)?;
    // SAFETY: a live type object.
    let class = unsafe { Object::from_ptr((&raw mut ffi::PyComplex_Type).cast()) };
    let d = a.descr();
    let to = crate::dtype::builtin(NPY_CDOUBLE);
    if !d.is_object() && !crate::casting::can_cast_types(d, to, NPY_SAME_KIND_CASTING)? {
        return Err(type_error(&format!(
            "Unable to convert {} to complex",
            d.repr_text()?
        )));
    }
    // The array of a subclass is cast as a whole, which its finalizer is told of.
    if !a.is_exact() && d.is_legacy() && !d.is_object() && d.type_num() != NPY_CDOUBLE {
        let cast = crate::ndarray::c_api::cast(a, to.own(), false)?;
        let v = crate::array::elements::only_element(&cast)?;
        return class.call(&[&v]);
    }
    class.call(&[&v])
}

/// Comparison operators. `==` and `!=` of what cannot be compared give arrays of False and True.
pub fn richcompare(a: &Array, other: &Object, op: c_int) -> Res<Owned> {
    if should_defer(a, other, false)? {
        return Ok(not_implemented().own());
    }
    let which = match op {
        ffi::Py_LT => Op::Less,
        ffi::Py_LE => Op::LessEqual,
        ffi::Py_EQ => Op::Equal,
        ffi::Py_NE => Op::NotEqual,
        ffi::Py_GT => Op::Greater,
        _ => Op::GreaterEqual,
    };
    if matches!(op, ffi::Py_EQ | ffi::Py_NE) {
        if a.descr().has_fields() || a.type_num() == ferronum_abi::prelude::NPY_VOID {
            return crate::ndarray::compare::structured(a, other, op == ffi::Py_EQ);
        }
        return match crate::ufunc::call_binary(ufunc(which), a, other) {
            Ok(v) => Ok(v),
            Err(e) => crate::ndarray::compare::incomparable(a, other, op == ffi::Py_EQ, e),
        };
    }
    crate::ufunc::call_binary(ufunc(which), a, other)
}

/// Arrays of objects may hold themselves: their operators count against the recursion limit.
fn level(a: &Object, b: &Object) -> Res<Option<ferronum_pyrt::raised::Recursion>> {
    let objects = |o: &Object| o.downcast::<Array>().is_some_and(|x| x.descr().is_object());
    if objects(a) || objects(b) {
        return ferronum_pyrt::raised::enter_recursive(c" in an operator of an object array")
            .map(Some);
    }
    Ok(None)
}

fn unary(op: Op, a: &Array) -> Res<Owned> {
    let _level = level(a, a)?;
    crate::ufunc::call_unary(ufunc(op), a)
}

fn contains(a: &Array, value: &Object) -> Res<bool> {
    let equal = a.compare(value, ffi::Py_EQ)?;
    let Some(e) = equal.downcast::<Array>() else {
        return equal.truth();
    };
    let (flat, axis) = crate::array::shape::along(e, None)?;
    let bools = crate::dtype::builtin(NPY_BOOL);
    crate::ndarray::reductions::folded(
        "logical_or",
        "reduce",
        &flat,
        axis as isize,
        Some(bools),
        None,
    )?
    .truth()
}

/// Fills the number table and `in`.
pub fn fill(t: &mut TypeBuilder<'static>) {
    t.slots().tp_richcompare = Some(slot::richcompare(richcompare));
    t.sequence().sq_contains = Some(slot::contains(contains));
    t.sequence().sq_concat = Some(slot::binary(concat));
    let nb = t.number();
    nb.nb_add = Some(slot::binary(add));
    nb.nb_subtract = Some(slot::binary(subtract));
    nb.nb_multiply = Some(slot::binary(multiply));
    nb.nb_remainder = Some(slot::binary(remainder));
    nb.nb_divmod = Some(slot::binary(divmod));
    nb.nb_power = Some(slot::ternary(power));
    nb.nb_negative = Some(slot::unary(|a: &Array| unary(Op::Negative, a)));
    nb.nb_positive = Some(slot::unary(|a: &Array| unary(Op::Positive, a)));
    nb.nb_absolute = Some(slot::unary(|a: &Array| unary(Op::Absolute, a)));
    nb.nb_bool = Some(slot::inquiry(truth));
    nb.nb_invert = Some(slot::unary(|a: &Array| unary(Op::Invert, a)));
    nb.nb_lshift = Some(slot::binary(lshift));
    nb.nb_rshift = Some(slot::binary(rshift));
    nb.nb_and = Some(slot::binary(and));
    nb.nb_xor = Some(slot::binary(xor));
    nb.nb_or = Some(slot::binary(or));
    nb.nb_int = Some(slot::unary(int));
    nb.nb_float = Some(slot::unary(float));
    nb.nb_index = Some(slot::unary(index));
    nb.nb_inplace_add = Some(slot::binary(iadd));
    nb.nb_inplace_subtract = Some(slot::binary(isubtract));
    nb.nb_inplace_multiply = Some(slot::binary(imultiply));
    nb.nb_inplace_remainder = Some(slot::binary(iremainder));
    nb.nb_inplace_power = Some(slot::ternary(ipower));
    nb.nb_inplace_lshift = Some(slot::binary(ilshift));
    nb.nb_inplace_rshift = Some(slot::binary(irshift));
    nb.nb_inplace_and = Some(slot::binary(iand));
    nb.nb_inplace_xor = Some(slot::binary(ixor));
    nb.nb_inplace_or = Some(slot::binary(ior));
    nb.nb_floor_divide = Some(slot::binary(floor_divide));
    nb.nb_true_divide = Some(slot::binary(true_divide));
    nb.nb_inplace_floor_divide = Some(slot::binary(ifloor_divide));
    nb.nb_inplace_true_divide = Some(slot::binary(itrue_divide));
    nb.nb_matrix_multiply = Some(slot::binary(matmul));
    nb.nb_inplace_matrix_multiply = Some(slot::binary(imatmul));
}
