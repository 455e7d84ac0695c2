//! Comparisons of integer arrays with Python integers that the array's type cannot hold: the answer is known from
//! the signs, and nothing overflows.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, Res};

use crate::casting::can_cast_types;
use crate::dtype::builtin::{builtin, class_of};
use crate::model::{Array, Dims};
use crate::model::{DTypeClass, Descr, is_integer};
use crate::storage::NewArray;
use crate::ufunc::UFunc;
use crate::ufunc::call::Input;
use crate::ufunc::dispatch::Rule;

type Sig = Vec<Option<Own<DTypeClass>>>;

/// Bounds of an integer type.
fn bounds(t: std::ffi::c_int) -> (i128, i128) {
    match t {
        NPY_BYTE => (i8::MIN.into(), i8::MAX.into()),
        NPY_UBYTE => (0, u8::MAX.into()),
        NPY_SHORT => (i16::MIN.into(), i16::MAX.into()),
        NPY_USHORT => (0, u16::MAX.into()),
        NPY_INT => (i32::MIN.into(), i32::MAX.into()),
        NPY_UINT => (0, u32::MAX.into()),
        NPY_ULONG | NPY_ULONGLONG => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// -1 or 1 where the int lies below or above the type, 0 where it fits.
fn side(obj: &Object, t: std::ffi::c_int) -> Res<i8> {
    let value: i128 = match obj.int_to_i64()? {
        Ok(v) => v.into(),
        Err(sign) if sign < 0 => return Ok(-1),
        Err(_) => match obj.int_to_u64() {
            Ok(v) => v.into(),
            Err(e) => {
                e.clear();
                return Ok(1);
            }
        },
    };
    let (lo, hi) = bounds(t);
    Ok(if value < lo { -1 } else { i8::from(value > hi) })
}

/// Whether an int lies at or beyond the upper (or lower) bound of an integer type.
pub fn at_or_beyond(obj: &Object, t: std::ffi::c_int, upper: bool) -> Res<bool> {
    let s = side(obj, t)?;
    if s != 0 {
        return Ok((s > 0) == upper);
    }
    let (lo, hi) = bounds(t);
    let value: i128 = match obj.int_to_i64()? {
        Ok(v) => v.into(),
        Err(_) => obj.int_to_u64()?.into(),
    };
    Ok(value == if upper { hi } else { lo })
}

fn tiny(value: i8, shape: &[isize]) -> Res<Own<Array>> {
    let one = NewArray::new(builtin(NPY_BYTE).own(), &[]).build()?;
    // SAFETY: a fresh array of one byte.
    unsafe { one.data().cast::<i8>().write(value) };
    if shape.is_empty() {
        return Ok(one);
    }
    let strides = Dims::filled(shape.len(), 0);
    NewArray {
        strides: Some(&strides),
        data: Some(one.data()),
        base: Some(one.clone().upcast()),
        ..NewArray::new(builtin(NPY_BYTE).own(), shape)
    }
    .build()
}

/// The first integer type that a user type casts to safely, as whose numbers its elements are compared; -1 for none.
fn integer_of(descr: &Descr) -> Res<std::ffi::c_int> {
    for t in NPY_BYTE..=NPY_ULONGLONG {
        if can_cast_types(descr, builtin(t), NPY_SAFE_CASTING)? {
            return Ok(t);
        }
    }
    Ok(-1)
}

/// Replaces the operands of such a comparison by small ones with the same answer. Two large Python integers are
/// compared as objects.
pub fn adapt(
    uf: &UFunc,
    objects: &[&Object],
    mut inputs: Vec<Input>,
    mut sig: Sig,
) -> Res<(Vec<Input>, Sig)> {
    if uf.dispatch().rule() != Rule::Compare || inputs.len() != 2 {
        return Ok((inputs, sig));
    }
    let weak = |i: &Input, o: &Object| i.weak.is_some() && o.is_int_exact();
    let (a, b) = (weak(&inputs[0], objects[0]), weak(&inputs[1], objects[1]));
    if a && b {
        let large = side(objects[0], NPY_LONG)? != 0 || side(objects[1], NPY_LONG)? != 0;
        if large && sig.iter().all(Option::is_none) {
            sig = vec![
                Some(class_of(NPY_OBJECT).own()),
                Some(class_of(NPY_OBJECT).own()),
                Some(class_of(NPY_BOOL).own()),
            ];
        }
        return Ok((inputs, sig));
    }
    if a == b {
        return Ok((inputs, sig));
    }
    let (w, s) = if a { (0, 1) } else { (1, 0) };
    let t = match inputs[s].array.type_num() {
        t if t >= NPY_USERDEF => integer_of(inputs[s].array.descr())?,
        t => t,
    };
    if inputs[s].weak.is_some() || !is_integer(t) {
        return Ok((inputs, sig));
    }
    let side = side(objects[w], t)?;
    if side != 0 {
        let shape = Dims::from(inputs[s].array.shape());
        inputs[s] = Input {
            array: tiny(0, &shape)?,
            weak: None,
        };
        inputs[w] = Input {
            array: tiny(side, &[])?,
            weak: None,
        };
    }
    Ok((inputs, sig))
}
