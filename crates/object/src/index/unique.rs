//! `_unique_hash`: distinct elements by a hash table, in the order of their first occurrence.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::no_memory;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, none, not_implemented};
use ferronum_scalar::LongDouble;

use crate::coerce;
use crate::coerce::as_array;
use crate::model::Array;
use crate::model::is_integer;
use crate::storage::NewArray;

/// `_unique_hash(arr, equal_nan=True)`; `NotImplemented` for dtypes that are better sorted.
pub(crate) fn unique_hash(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<2> = Sig::new("_unique_hash", ["arr", "equal_nan"]).required(1);
    let [a, equal_nan] = args.parse(&SIG)?;
    let a = as_array(a.unwrap_or(none()))?;
    let a = &*a;
    let equal_nan = equal_nan.map_or(Ok(true), Object::truth)?;
    let t = a.type_num();
    if t == NPY_VSTRING {
        return Ok(crate::strings::unique::unique(a, equal_nan)?.upcast());
    }
    let known = is_integer(t)
        || matches!(
            t,
            NPY_DATETIME | NPY_STRING | NPY_UNICODE | NPY_CFLOAT | NPY_CDOUBLE | NPY_CLONGDOUBLE
        );
    if !known || a.itemsize() == 0 {
        return Ok(not_implemented().own());
    }
    let complex = matches!(t, NPY_CFLOAT | NPY_CDOUBLE | NPY_CLONGDOUBLE);
    let mut needs = NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ALIGNED;
    if complex {
        needs |= NPY_ARRAY_NOTSWAPPED;
    }
    let dense = coerce::from_array(a, None, needs)?;
    let found = positions(&dense, t, equal_nan)?;
    Ok(take(&dense, &found)?.upcast())
}

/// Positions of the first occurrences in a C-contiguous, aligned array.
fn positions(a: &Array, type_num: i32, equal_nan: bool) -> Res<Vec<usize>> {
    let (n, width) = (a.size() as usize, a.itemsize() as usize);
    let data = a.data();
    macro_rules! plain {
        ($t:ty) => {{
            // SAFETY: n aligned items.
            let items = unsafe { items::<$t>(data, n) };
            distinct(n, |i| mix(items[i] as u64), |i, j| items[i] == items[j])
        }};
    }
    macro_rules! complex {
        ($t:ty, |$x:ident| $double:expr) => {{
            // SAFETY: n aligned pairs.
            let items = unsafe { items::<[$t; 2]>(data, n) };
            let nan = |z: &[$t; 2]| z[0].is_nan() || z[1].is_nan();
            // Zeros of both signs are equal.
            let bits = |$x: $t| Some($double).filter(|&v| v != 0.0).map_or(0, f64::to_bits);
            distinct(
                n,
                |i| {
                    let z = &items[i];
                    if nan(z) {
                        // Where each NaN is its own, they are spread out.
                        mix(if equal_nan { u64::MAX } else { i as u64 })
                    } else {
                        mix(mix(bits(z[0])) ^ bits(z[1]))
                    }
                },
                |i, j| {
                    let (x, y) = (&items[i], &items[j]);
                    x == y || equal_nan && nan(x) && nan(y)
                },
            )
        }};
    }
    match (type_num, width) {
        (NPY_CFLOAT, _) => complex!(f32, |x| f64::from(x)),
        (NPY_CDOUBLE, _) => complex!(f64, |x| x),
        (NPY_CLONGDOUBLE, _) => complex!(LongDouble, |x| x.to_f64()),
        (NPY_STRING | NPY_UNICODE, _) => {
            // SAFETY: n items of `width` bytes.
            let item = |i: usize| unsafe {
                std::slice::from_raw_parts(data.add(i * width).cast_const(), width)
            };
            distinct(n, |i| hash_bytes(item(i)), |i, j| item(i) == item(j))
        }
        (_, 1) => plain!(u8),
        (_, 2) => plain!(u16),
        (_, 4) => plain!(u32),
        _ => plain!(u64),
    }
}

/// # Safety
/// `n` aligned items lie at `data`, and stay there.
unsafe fn items<'a, T>(data: *const u8, n: usize) -> &'a [T] {
    if n == 0 {
        return &[];
    }
    // SAFETY: as the caller vouches.
    unsafe { std::slice::from_raw_parts(data.cast(), n) }
}

fn mix(v: u64) -> u64 {
    let h = (v ^ (v >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h ^ (h >> 29)
}

fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut h = bytes.len() as u64;
    let mut words = bytes.chunks_exact(8);
    for w in words.by_ref() {
        let mut word = [0; 8];
        word.copy_from_slice(w);
        h = mix(h.rotate_left(23) ^ u64::from_le_bytes(word));
    }
    for &b in words.remainder() {
        h = mix(h.rotate_left(23) ^ u64::from(b));
    }
    h
}

/// Positions of items that equal no item before them. The table doubles when it is half full.
fn distinct(
    n: usize,
    hash: impl Fn(usize) -> u64,
    equal: impl Fn(usize, usize) -> bool,
) -> Res<Vec<usize>> {
    const FREE: usize = usize::MAX;
    let fresh = |size: usize| -> Res<Vec<usize>> {
        let mut t = Vec::new();
        t.try_reserve_exact(size).map_err(|_| no_memory())?;
        t.resize(size, FREE);
        Ok(t)
    };
    let mut table = fresh(64)?;
    let mut found: Vec<usize> = Vec::new();
    for i in 0..n {
        let mask = table.len() - 1;
        let mut at = hash(i) as usize & mask;
        loop {
            match table[at] {
                FREE => {
                    table[at] = i;
                    found.try_reserve(1).map_err(|_| no_memory())?;
                    found.push(i);
                    break;
                }
                j if equal(i, j) => break,
                _ => at = (at + 1) & mask,
            }
        }
        if found.len() * 2 > table.len() {
            table = fresh(table.len() * 2)?;
            let mask = table.len() - 1;
            for &j in &found {
                let mut at = hash(j) as usize & mask;
                while table[at] != FREE {
                    at = (at + 1) & mask;
                }
                table[at] = j;
            }
        }
    }
    Ok(found)
}

/// The items at some positions, as a new array.
fn take(a: &Array, positions: &[usize]) -> Res<Own<Array>> {
    let out = NewArray::new(a.descr().own(), &[positions.len() as isize]).build()?;
    let width = a.itemsize() as usize;
    for (k, &i) in positions.iter().enumerate() {
        // SAFETY: item i of the source, item k of the fresh result; no references among them.
        unsafe {
            std::ptr::copy_nonoverlapping(
                a.data().add(i * width),
                out.data().add(k * width),
                width,
            );
        }
    }
    Ok(out)
}
