//! `_vec_string`: a method of `str` or `bytes`, applied to every element of an array of strings. The changes of case
//! are done here where all characters are ASCII; everything else asks the interpreter.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, ffi};

use super::ufuncs::encoding::Unit;
use crate::casting::assign::broadcast_strides;
use crate::casting::item;
use crate::coerce::as_array;
use crate::dtype::parse;
use crate::iter;
use crate::model::Descr;
use crate::model::{Array, Dims};
use crate::storage::NewArray;

/// `_vec_string(array, dtype, method, args=())`. Nobody reads what is given by name.
pub(super) fn vec_string(args: Args<'_>) -> Res<Owned> {
    let n = args.pos().len();
    let (array, dtype, name, rest) = match *args.pos() {
        [a, d, m] => (a, d, m, None),
        [a, d, m, r] => (a, d, m, Some(r)),
        _ => {
            let (bound, limit) = if n < 3 { ("least", 3) } else { ("most", 4) };
            return Err(type_error(&format!(
                "function takes at {bound} {limit} arguments ({n} given)"
            )));
        }
    };
    let a = as_array(array)?;
    let descr = match parse::descr_from_optional(Some(dtype))? {
        Some(d) => d,
        None => crate::dtype::builtin(NPY_DOUBLE).own(),
    };
    let class = match a.type_num() {
        NPY_STRING => &raw mut ffi::PyBytes_Type,
        NPY_UNICODE | NPY_VSTRING => &raw mut ffi::PyUnicode_Type,
        _ => return Err(type_error("string operation on non-string array")),
    };
    if !name.is_str() {
        return Err(type_error(&format!(
            "attribute name must be string, not '{}'",
            name.type_name()
        )));
    }
    // SAFETY: a built-in type.
    let method = unsafe { Object::from_ptr(class.cast()) }.getattr(name)?;
    match rest {
        Some(r) if !r.is_sequence() => Err(type_error("'args' must be a sequence of arguments")),
        Some(r) if r.len()? > 0 => with_args(&a, descr, &method, &*r.to_tuple()?),
        _ => without_args(&a, descr, &method, name),
    }
}

/// Steps through `shape` in C order and calls `f` with the addresses of the elements of all operands.
fn walk<const N: usize>(
    shape: &[isize],
    starts: [*mut u8; N],
    strides: [&[isize]; N],
    mut f: impl FnMut([*mut u8; N]) -> Res<()>,
) -> Res<()> {
    if shape.contains(&0) {
        return Ok(());
    }
    let mut index = Dims::filled(shape.len(), 0);
    let mut at = starts;
    loop {
        f(at)?;
        let mut axis = shape.len();
        loop {
            if axis == 0 {
                return Ok(());
            }
            axis -= 1;
            index[axis] += 1;
            if index[axis] < shape[axis] {
                for (p, s) in at.iter_mut().zip(strides) {
                    *p = p.wrapping_offset(s[axis]);
                }
                break;
            }
            for (p, s) in at.iter_mut().zip(strides) {
                *p = p.wrapping_offset(-(shape[axis] - 1) * s[axis]);
            }
            index[axis] = 0;
        }
    }
}

/// Stores what the method returned.
///
/// # Safety
/// `ptr` is an element of `result`.
unsafe fn store(result: &Array, ptr: *mut u8, value: &Object) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe { item::set_item_of(result, ptr, value) }.map_err(|e| {
        e.clear();
        type_error("result array type does not match underlying function")
    })
}

/// A change of case.
#[derive(Clone, Copy)]
enum Case {
    Upper,
    Lower,
    Swap,
    Capitalize,
    Title,
}

fn case_of(name: &Object) -> Option<Case> {
    [
        (c"upper", Case::Upper),
        (c"lower", Case::Lower),
        (c"swapcase", Case::Swap),
        (c"capitalize", Case::Capitalize),
        (c"title", Case::Title),
    ]
    .into_iter()
    .find(|(text, _)| name.is_str_equal(text))
    .map(|(_, case)| case)
}

impl Case {
    /// Writes the changed ASCII text, cut off or padded with zeros.
    fn apply<U: Unit>(self, from: &[U], to: &mut [U]) {
        let mut inside = false;
        let mut changed = from.iter().enumerate().map(|(i, &u)| {
            let c = u.code() as u8;
            let upper = match self {
                Case::Upper => true,
                Case::Lower => false,
                Case::Swap => c.is_ascii_lowercase(),
                Case::Capitalize => i == 0,
                Case::Title => !inside,
            };
            inside = c.is_ascii_alphabetic();
            match (c.is_ascii_alphabetic(), upper) {
                (false, _) => u,
                (true, true) => U::ascii(c.to_ascii_uppercase()),
                (true, false) => U::ascii(c.to_ascii_lowercase()),
            }
        });
        for t in to {
            *t = changed.next().unwrap_or_default();
        }
    }
}

/// Native strings whose elements can be read as slices.
fn is_plain(descr: &Descr, a: &Array) -> bool {
    matches!(descr.type_num(), NPY_STRING | NPY_UNICODE) && descr.is_native() && a.is_aligned()
}

fn without_args(a: &Array, descr: Own<Descr>, method: &Object, name: &Object) -> Res<Owned> {
    let result = NewArray::new(descr, a.shape()).build()?;
    let (from, to) = (a.descr().own(), result.descr().own());
    let case = case_of(name).filter(|_| {
        from.type_num() == to.type_num() && is_plain(&from, a) && is_plain(&to, &result)
    });
    let (widths, wide) = (
        [from.elsize() as usize, to.elsize() as usize],
        from.type_num() == NPY_UNICODE,
    );
    let (shape, steps) = (Dims::from(a.shape()), Dims::from(a.strides()));
    let out_steps = Dims::from(result.strides());
    walk(
        &shape,
        [a.data(), result.data()],
        [&steps, &out_steps],
        |[p, q]| {
            // SAFETY: elements of the two arrays, which are alive; the result is not seen by anybody else.
            unsafe {
                if let Some(case) = case {
                    if wide {
                        let s = std::slice::from_raw_parts(p.cast::<u32>(), widths[0] / 4);
                        let s = &s[..Unit::trimmed(s)];
                        if s.iter().all(|&c| c < 0x80) {
                            let t = std::slice::from_raw_parts_mut(q.cast::<u32>(), widths[1] / 4);
                            case.apply(s, t);
                            return Ok(());
                        }
                    } else {
                        let s = std::slice::from_raw_parts(p.cast_const(), widths[0]);
                        let t = std::slice::from_raw_parts_mut(q, widths[1]);
                        case.apply(&s[..Unit::trimmed(s)], t);
                        return Ok(());
                    }
                }
                let value = method.call(&[&*crate::casting::item::scalar::from_memory(
                    p,
                    &from,
                    Some(a),
                )?])?;
                store(&result, q, &value)
            }
        },
    )?;
    Ok(result.upcast())
}

fn with_args(a: &Array, descr: Own<Descr>, method: &Object, args: &Object) -> Res<Owned> {
    let mut arrays: Vec<Own<Array>> = vec![a.own()];
    for obj in args.tuple_items() {
        arrays.push(as_array(obj)?);
    }
    let n = arrays.len();
    if n > NPY_MAXARGS {
        return Err(ferronum_pyrt::raised::value_error(&format!(
            "len(args) must be < {}",
            NPY_MAXARGS - 1
        )));
    }
    drop(iter::broadcast::new(&arrays)?);
    let shape = crate::ufunc::execute::broadcast(arrays.iter().map(|a| a.shape()))?;
    let result = NewArray::new(descr, &shape).build()?;
    let total: isize = result.size();
    let mut strides: Vec<Dims> = Vec::with_capacity(n);
    for x in &arrays {
        match broadcast_strides(x.shape(), x.strides(), &shape) {
            Some(s) => strides.push(s),
            None => return Err(type_error("operands could not be broadcast together")),
        }
    }
    let mut items: Vec<Owned> = Vec::with_capacity(n);
    for i in 0..total {
        items.clear();
        for (x, s) in arrays.iter().zip(&strides) {
            let (mut left, mut offset) = (i, 0);
            for (d, s) in shape.iter().zip(s.iter()).rev() {
                offset += left % d * s;
                left /= d;
            }
            let p = x.data().wrapping_offset(offset);
            // SAFETY: an element of a live array.
            items
                .push(unsafe { crate::casting::item::scalar::from_memory(p, x.descr(), Some(x))? });
        }
        let refs: Vec<&Object> = items.iter().map(|o| &**o).collect();
        let value = method.call(&refs)?;
        let q = result.data().wrapping_offset(i * result.itemsize());
        // SAFETY: element i of a contiguous array.
        unsafe { store(&result, q, &value)? };
    }
    Ok(result.upcast())
}
