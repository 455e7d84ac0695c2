//! Loops of `matmul`, `vecdot`, `matvec` and `vecmat`: object elements here, numbers from the kernels.

use std::ffi::{c_char, c_void};

use ferronum_abi::prelude::*;
use ferronum_kernels::UfuncLoop;
use ferronum_pyrt::{Layout, Own, Owned, Res, ffi, intern, ops};

use crate::ufunc::object_loops::{Loop, load, store};

/// A sum of products over one core dimension. The first factor is conjugated if `conjugate`.
///
/// # Safety
/// `a` and `b` hold `n` object pointers at their steps.
unsafe fn dot(
    mut a: *mut c_char,
    sa: isize,
    mut b: *mut c_char,
    sb: isize,
    n: isize,
    conjugate: bool,
) -> Res<Owned> {
    let mut sum: Option<Owned> = None;
    for _ in 0..n {
        // SAFETY: as the caller vouches; operands are held while their methods run.
        unsafe {
            let (x, y) = (load(a), load(b));
            let x = if conjugate {
                x.call_method(intern!("conjugate"), &[])?
            } else {
                x
            };
            let p: Owned = Own::from_result(ffi::PyNumber_Multiply(x.as_ptr(), y.as_ptr()))?;
            sum = Some(match sum {
                None => p,
                Some(s) => Own::from_result(ffi::PyNumber_Add(s.as_ptr(), p.as_ptr()))?,
            });
        }
        a = a.wrapping_offset(sa);
        b = b.wrapping_offset(sb);
    }
    match sum {
        Some(s) => Ok(s),
        None => ops::int_new(0),
    }
}

/// A grid of dot products.
///
/// # Safety
/// The contract of a generalised loop on objects.
#[allow(clippy::too_many_arguments, reason = "core strides")]
unsafe fn grid(
    a: *mut c_char,
    b: *mut c_char,
    c: *mut c_char,
    (m, n, p): (isize, isize, isize),
    (am, an): (isize, isize),
    (bn, bp): (isize, isize),
    (cm, cp): (isize, isize),
    conjugate: bool,
) -> Res<()> {
    for i in 0..m {
        for j in 0..p {
            // SAFETY: as the caller vouches.
            unsafe {
                let r = dot(
                    a.wrapping_offset(i * am),
                    an,
                    b.wrapping_offset(j * bp),
                    bn,
                    n,
                    conjugate,
                )?;
                store(c.wrapping_offset(i * cm + j * cp), r);
            }
        }
    }
    Ok(())
}

macro_rules! outer {
    ($name:ident, $ncore:literal, $nsteps:literal, |$d:ident, $s:ident| $shape:expr, $a:expr, $b:expr, $c:expr, $conj:literal) => {
        unsafe extern "C" fn $name(
            args: *mut *mut c_char,
            dims: *const npy_intp,
            steps: *const npy_intp,
            _data: *mut c_void,
        ) {
            // SAFETY: the generalised loop's contract: outer count and core sizes, outer and core strides.
            unsafe {
                let $d = std::slice::from_raw_parts(dims.add(1), $ncore);
                let $s = std::slice::from_raw_parts(steps.add(3), $nsteps);
                for k in 0..*dims {
                    let at = |i: usize| (*args.add(i)).wrapping_offset(k * *steps.add(i));
                    if grid(at(0), at(1), at(2), $shape, $a, $b, $c, $conj).is_err() {
                        return;
                    }
                }
            }
        }
    };
}

// (n,k),(k,m)->(n,m)
outer!(
    matmul,
    3,
    6,
    |d, s| (d[0], d[1], d[2]),
    (s[0], s[1]),
    (s[2], s[3]),
    (s[4], s[5]),
    false
);
// (n),(n)->()
outer!(
    vecdot,
    1,
    2,
    |d, s| (1, d[0], 1),
    (0, s[0]),
    (s[1], 0),
    (0, 0),
    true
);
// (m,n),(n)->(m)
outer!(
    matvec,
    2,
    4,
    |d, s| (d[0], d[1], 1),
    (s[0], s[1]),
    (s[2], 0),
    (s[3], 0),
    false
);
// (n),(n,m)->(m)
outer!(
    vecmat,
    2,
    4,
    |d, s| (1, d[0], d[1]),
    (0, s[0]),
    (s[1], s[2]),
    (0, s[3]),
    true
);

/// The object loop of one of the four.
pub fn find(name: &str) -> Option<Loop> {
    let f: UfuncLoop = match name {
        "matmul" => matmul,
        "vecdot" => vecdot,
        "matvec" => matvec,
        "vecmat" => vecmat,
        _ => return None,
    };
    Some((Some(f), std::ptr::null_mut()))
}

/// The loop for numbers.
pub fn numeric(name: &str, types: &[c_char]) -> Option<UfuncLoop> {
    ferronum_kernels::matmul::find(name, i32::from(*types.first()?))
}
