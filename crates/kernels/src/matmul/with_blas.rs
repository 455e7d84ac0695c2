//! Products through BLAS: which routine fits the strides, and packing where none does.

use super::Strided;
use crate::blas::{self, Scalar};
use crate::blas::{Matrix, Table};

/// The matrix as BLAS can read it: rows of adjacent elements, or columns (then read transposed).
fn readable<T: Scalar>(a: Strided, m: isize, n: isize) -> Option<Matrix<T>> {
    let size = size_of::<T>() as isize;
    let lead = |outer: isize, inner: isize, count: isize, rows: isize| -> Option<isize> {
        if inner != size && count > 1 {
            return None;
        }
        // With a single row the leading dimension is never used, but must still be large enough.
        let ld = if rows > 1 { outer / size } else { count.max(1) };
        (rows <= 1 || outer % size == 0).then_some(())?;
        (ld >= count.max(1)).then_some(ld)
    };
    if let Some(ld) = lead(a.rows, a.cols, n, m) {
        return Some(Matrix {
            ptr: a.ptr.cast(),
            ld,
            trans: false,
        });
    }
    lead(a.cols, a.rows, m, n).map(|ld| Matrix {
        ptr: a.ptr.cast(),
        ld,
        trans: true,
    })
}

/// A dense copy of a matrix.
unsafe fn packed<T: Scalar>(a: Strided, m: isize, n: isize) -> Vec<T> {
    let mut out = Vec::with_capacity((m * n) as usize);
    for i in 0..m {
        for j in 0..n {
            // SAFETY: inside the matrix.
            out.push(unsafe { *a.at(i, j).cast::<T>() });
        }
    }
    out
}

fn vector_step<T>(stride: isize, n: isize) -> Option<isize> {
    let size = size_of::<T>() as isize;
    if n == 1 {
        return Some(1);
    }
    (stride > 0 && stride % size == 0).then_some(stride / size)
}

/// `c = a @ b`; `false` if BLAS is absent or would be slower than the plain loop.
///
/// # Safety
/// Operands of these sizes, aligned for `T`.
pub(super) unsafe fn matrix<T: Scalar>(
    m: isize,
    n: isize,
    p: isize,
    a: Strided,
    b: Strided,
    c: Strided,
) -> bool {
    // Single terms need no sums, and no factor of one that would turn infinities into NaNs.
    if m == 0 || n == 0 || p == 0 || n == 1 && (m > 1 || p > 1) {
        return false;
    }
    let Some(table) = blas::table() else {
        return false;
    };
    let size = size_of::<T>() as isize;
    if !blas::fits(&[
        m,
        n,
        p,
        a.rows / size,
        a.cols / size,
        b.rows / size,
        b.cols / size,
        c.rows / size,
        c.cols / size,
    ]) {
        return false;
    }
    // SAFETY: the caller's contract, for all calls below.
    unsafe {
        if m == 1 && p == 1 {
            let Some(v) = dot::<T>(n, a.ptr, a.cols, b.ptr, b.rows, false) else {
                return false;
            };
            *c.ptr.cast::<T>() = v;
            return true;
        }
        if p == 1 && matvec::<T>(table, m, n, a, b.ptr, b.rows, c.ptr, c.rows) {
            return true;
        }
        if m == 1 {
            let transposed = Strided {
                ptr: b.ptr,
                rows: b.cols,
                cols: b.rows,
            };
            if matvec::<T>(table, p, n, transposed, a.ptr, a.cols, c.ptr, c.cols) {
                return true;
            }
        }
        let (pa, pb);
        let ma = match readable::<T>(a, m, n) {
            Some(x) => x,
            None => {
                pa = packed::<T>(a, m, n);
                Matrix {
                    ptr: pa.as_ptr(),
                    ld: n,
                    trans: false,
                }
            }
        };
        let same = a.ptr == b.ptr && m == p && a.rows == b.cols && a.cols == b.rows;
        let mb = if same {
            Matrix {
                trans: !ma.trans,
                ..ma
            }
        } else {
            match readable::<T>(b, n, p) {
                Some(x) => x,
                None => {
                    pb = packed::<T>(b, n, p);
                    Matrix {
                        ptr: pb.as_ptr(),
                        ld: p,
                        trans: false,
                    }
                }
            }
        };
        match readable::<T>(c, m, p) {
            Some(out) if !out.trans => {
                into_rows(table, m, n, p, ma, mb, out.ptr.cast_mut(), out.ld, same);
            }
            Some(out) => {
                // A column-major result: its transpose is (b.T @ a.T) in rows.
                let (ta, tb) = (
                    Matrix {
                        trans: !ma.trans,
                        ..ma
                    },
                    Matrix {
                        trans: !mb.trans,
                        ..mb
                    },
                );
                into_rows(table, p, n, m, tb, ta, out.ptr.cast_mut(), out.ld, same);
            }
            None => {
                let mut dense = vec![T::default(); (m * p) as usize];
                into_rows(table, m, n, p, ma, mb, dense.as_mut_ptr(), p, same);
                for (i, v) in dense.iter().enumerate() {
                    *c.at(i as isize / p, i as isize % p).cast::<T>() = *v;
                }
            }
        }
    }
    true
}

/// # Safety
/// As `matrix`.
unsafe fn into_rows<T: Scalar>(
    table: &Table,
    m: isize,
    n: isize,
    p: isize,
    a: Matrix<T>,
    b: Matrix<T>,
    c: *mut T,
    ldc: isize,
    symmetric: bool,
) {
    // SAFETY: the caller's contract.
    unsafe {
        if symmetric {
            // a @ a.T: half of the work, then the other triangle is a copy.
            table.syrk::<T>(m, n, a, c, ldc);
            for i in 0..m {
                for j in i + 1..m {
                    *c.offset(j * ldc + i) = *c.offset(i * ldc + j);
                }
            }
        } else {
            table.gemm::<T>(m, p, n, a, b, c, ldc);
        }
    }
}

/// `y = a @ x` for an m × n matrix; `false` where a stride does not fit.
///
/// # Safety
/// As `matrix`.
unsafe fn matvec<T: Scalar>(
    table: &Table,
    m: isize,
    n: isize,
    a: Strided,
    x: *const u8,
    sx: isize,
    y: *mut u8,
    sy: isize,
) -> bool {
    let Some(iy) = vector_step::<T>(sy, m) else {
        return false;
    };
    // A product of matrices would do, but its blocks multiply more than there is, and may report what is not.
    let (whole, copy): (Vec<T>, Vec<T>);
    let ma = match readable::<T>(a, m, n) {
        Some(x) => x,
        None => {
            // SAFETY: the caller's contract.
            whole = unsafe { packed::<T>(a, m, n) };
            Matrix {
                ptr: whole.as_ptr(),
                ld: n,
                trans: false,
            }
        }
    };
    let (x, ix) = match vector_step::<T>(sx, n) {
        Some(step) => (x, step),
        None => {
            let line = Strided {
                ptr: x.cast_mut(),
                rows: 0,
                cols: sx,
            };
            // SAFETY: the caller's contract.
            copy = unsafe { packed::<T>(line, 1, n) };
            (copy.as_ptr().cast(), 1)
        }
    };
    let (rows, cols) = if ma.trans { (n, m) } else { (m, n) };
    // SAFETY: the caller's contract.
    unsafe { table.gemv::<T>(rows, cols, ma, x.cast(), ix, y.cast(), iy) };
    true
}

/// `sum(a * b)`; `None` where BLAS cannot.
///
/// # Safety
/// `n` elements at the strides.
pub(super) unsafe fn dot<T: Scalar>(
    n: isize,
    a: *const u8,
    sa: isize,
    b: *const u8,
    sb: isize,
    conj: bool,
) -> Option<T> {
    if n == 0 {
        return Some(T::default());
    }
    let table = blas::table()?;
    let (ia, ib) = (vector_step::<T>(sa, n)?, vector_step::<T>(sb, n)?);
    if !blas::fits(&[n, ia, ib]) {
        return None;
    }
    // SAFETY: the caller's contract.
    Some(unsafe { table.dot::<T>(n, a.cast(), ia, b.cast(), ib, conj) })
}
