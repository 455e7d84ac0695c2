//! The table of function pointers, and one trait for the four scalar types.

use std::ffi::{c_int, c_void};
use std::path::Path;

use libloading::{Library, Symbol};

use super::Info;

/// CBLAS constants.
pub(crate) const ROW_MAJOR: c_int = 101;
pub(crate) const NO_TRANS: c_int = 111;
pub(crate) const TRANS: c_int = 112;
pub(crate) const UPPER: c_int = 121;

/// A complex number as BLAS sees it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Complex<T> {
    /// Real part.
    pub re: T,
    /// Imaginary part.
    pub im: T,
}

type Raw = *const c_void;

/// Addresses by scalar type.
pub(crate) struct Routines {
    gemm: Raw,
    gemv: Raw,
    syrk: Raw,
    dot: Raw,
    dotc: Raw,
}

/// An opened library. It stays open for the life of the process.
pub(crate) struct Table {
    pub(crate) info: Info,
    pub(crate) wide: bool,
    routines: [Routines; 4],
    _library: Library,
}

// SAFETY: function addresses of a library that is never closed.
unsafe impl Send for Table {}
// SAFETY: as Send.
unsafe impl Sync for Table {}

impl Table {
    pub(crate) fn open(path: &Path) -> Option<Self> {
        // SAFETY: loading a BLAS runs its initialiser, which is what the user asked for.
        let library = unsafe { Library::new(path) }.ok()?;
        for (prefix, suffix, bits) in [
            ("scipy_cblas_", "64_", 64),
            ("cblas_", "64_", 64),
            ("scipy_cblas_", "", 32),
            ("cblas_", "", 32),
        ] {
            if let Some(routines) = find_all(&library, prefix, suffix) {
                let info = Info {
                    path: path.to_owned(),
                    integer_bits: bits,
                };
                return Some(Table {
                    info,
                    wide: bits == 64,
                    routines,
                    _library: library,
                });
            }
        }
        None
    }
}

fn find_all(library: &Library, prefix: &str, suffix: &str) -> Option<[Routines; 4]> {
    let find = |name: &str| -> Option<Raw> {
        let full = format!("{prefix}{name}{suffix}\0");
        // SAFETY: only the address is taken; its signature is CBLAS's.
        let symbol: Symbol<'_, *const c_void> = unsafe { library.get(full.as_bytes()) }.ok()?;
        Some(*symbol)
    };
    let real = |c: char| -> Option<Routines> {
        let dot = find(&format!("{c}dot"))?;
        Some(Routines {
            gemm: find(&format!("{c}gemm"))?,
            gemv: find(&format!("{c}gemv"))?,
            syrk: find(&format!("{c}syrk"))?,
            dot,
            dotc: dot,
        })
    };
    let complex = |c: char| -> Option<Routines> {
        Some(Routines {
            gemm: find(&format!("{c}gemm"))?,
            gemv: find(&format!("{c}gemv"))?,
            syrk: find(&format!("{c}syrk"))?,
            dot: find(&format!("{c}dotu_sub"))?,
            dotc: find(&format!("{c}dotc_sub"))?,
        })
    };
    Some([real('s')?, real('d')?, complex('c')?, complex('z')?])
}

/// Matrix operand: address, leading dimension in elements, whether it is to be read transposed.
#[derive(Clone, Copy)]
pub(crate) struct Matrix<T> {
    pub(crate) ptr: *const T,
    pub(crate) ld: isize,
    pub(crate) trans: bool,
}

const fn trans_code(t: bool) -> c_int {
    if t { TRANS } else { NO_TRANS }
}

/// A type that BLAS works on.
pub trait Scalar: Copy + Default + 'static {
    /// Position in the table.
    const INDEX: usize;
    /// Whether dots write through a pointer.
    const COMPLEX: bool;
    /// One.
    const ONE: Self;
}

macro_rules! scalar {
    ($t:ty, $index:expr, $complex:expr, $one:expr) => {
        impl Scalar for $t {
            const INDEX: usize = $index;
            const COMPLEX: bool = $complex;
            const ONE: Self = $one;
        }
    };
}

scalar!(f32, 0, false, 1.0);
scalar!(f64, 1, false, 1.0);
scalar!(Complex<f32>, 2, true, Complex { re: 1.0, im: 0.0 });
scalar!(Complex<f64>, 3, true, Complex { re: 1.0, im: 0.0 });

impl Table {
    /// `c = a @ b`: (m × k) by (k × n), row-major `c` with leading dimension `ldc`.
    ///
    /// # Safety
    /// Operands have these sizes; sizes fit the library's integers.
    pub(crate) unsafe fn gemm<T: Scalar>(
        &self,
        m: isize,
        n: isize,
        k: isize,
        a: Matrix<T>,
        b: Matrix<T>,
        c: *mut T,
        ldc: isize,
    ) {
        type Real<T, I> = unsafe extern "C" fn(
            c_int,
            c_int,
            c_int,
            I,
            I,
            I,
            T,
            *const T,
            I,
            *const T,
            I,
            T,
            *mut T,
            I,
        );
        type Cplx<T, I> = unsafe extern "C" fn(
            c_int,
            c_int,
            c_int,
            I,
            I,
            I,
            *const T,
            *const T,
            I,
            *const T,
            I,
            *const T,
            *mut T,
            I,
        );
        let f = self.routines[T::INDEX].gemm;
        let (ta, tb) = (trans_code(a.trans), trans_code(b.trans));
        let (one, zero) = (T::ONE, T::default());
        macro_rules! go {
            ($i:ty) => {{
                let (m, n, k) = (m as $i, n as $i, k as $i);
                let (la, lb, lc) = (a.ld as $i, b.ld as $i, ldc as $i);
                // SAFETY: CBLAS's signature; operands as the caller vouches.
                unsafe {
                    if T::COMPLEX {
                        let g: Cplx<T, $i> = std::mem::transmute(f);
                        g(
                            ROW_MAJOR, ta, tb, m, n, k, &one, a.ptr, la, b.ptr, lb, &zero, c, lc,
                        );
                    } else {
                        let g: Real<T, $i> = std::mem::transmute(f);
                        g(
                            ROW_MAJOR, ta, tb, m, n, k, one, a.ptr, la, b.ptr, lb, zero, c, lc,
                        );
                    }
                }
            }};
        }
        if self.wide { go!(i64) } else { go!(i32) }
    }

    /// `y = a @ x` (`a`: m × n as stored, transposed if asked).
    ///
    /// # Safety
    /// As `gemm`; vectors with their strides in elements.
    pub(crate) unsafe fn gemv<T: Scalar>(
        &self,
        m: isize,
        n: isize,
        a: Matrix<T>,
        x: *const T,
        incx: isize,
        y: *mut T,
        incy: isize,
    ) {
        type Real<T, I> =
            unsafe extern "C" fn(c_int, c_int, I, I, T, *const T, I, *const T, I, T, *mut T, I);
        type Cplx<T, I> = unsafe extern "C" fn(
            c_int,
            c_int,
            I,
            I,
            *const T,
            *const T,
            I,
            *const T,
            I,
            *const T,
            *mut T,
            I,
        );
        let f = self.routines[T::INDEX].gemv;
        let ta = trans_code(a.trans);
        let (one, zero) = (T::ONE, T::default());
        macro_rules! go {
            ($i:ty) => {{
                let (m, n, la, ix, iy) = (m as $i, n as $i, a.ld as $i, incx as $i, incy as $i);
                // SAFETY: CBLAS's signature; operands as the caller vouches.
                unsafe {
                    if T::COMPLEX {
                        let g: Cplx<T, $i> = std::mem::transmute(f);
                        g(ROW_MAJOR, ta, m, n, &one, a.ptr, la, x, ix, &zero, y, iy);
                    } else {
                        let g: Real<T, $i> = std::mem::transmute(f);
                        g(ROW_MAJOR, ta, m, n, one, a.ptr, la, x, ix, zero, y, iy);
                    }
                }
            }};
        }
        if self.wide { go!(i64) } else { go!(i32) }
    }

    /// Upper triangle of `c = a @ a.T` (n × n; `a` n × k, or k × n read transposed).
    ///
    /// # Safety
    /// As `gemm`.
    pub(crate) unsafe fn syrk<T: Scalar>(
        &self,
        n: isize,
        k: isize,
        a: Matrix<T>,
        c: *mut T,
        ldc: isize,
    ) {
        type Real<T, I> =
            unsafe extern "C" fn(c_int, c_int, c_int, I, I, T, *const T, I, T, *mut T, I);
        type Cplx<T, I> = unsafe extern "C" fn(
            c_int,
            c_int,
            c_int,
            I,
            I,
            *const T,
            *const T,
            I,
            *const T,
            *mut T,
            I,
        );
        let f = self.routines[T::INDEX].syrk;
        let ta = trans_code(a.trans);
        let (one, zero) = (T::ONE, T::default());
        macro_rules! go {
            ($i:ty) => {{
                let (n, k, la, lc) = (n as $i, k as $i, a.ld as $i, ldc as $i);
                // SAFETY: CBLAS's signature; operands as the caller vouches.
                unsafe {
                    if T::COMPLEX {
                        let g: Cplx<T, $i> = std::mem::transmute(f);
                        g(ROW_MAJOR, UPPER, ta, n, k, &one, a.ptr, la, &zero, c, lc);
                    } else {
                        let g: Real<T, $i> = std::mem::transmute(f);
                        g(ROW_MAJOR, UPPER, ta, n, k, one, a.ptr, la, zero, c, lc);
                    }
                }
            }};
        }
        if self.wide { go!(i64) } else { go!(i32) }
    }

    /// `sum(x * y)`, `x` conjugated if asked. Strides in elements.
    ///
    /// # Safety
    /// As `gemm`.
    pub(crate) unsafe fn dot<T: Scalar>(
        &self,
        n: isize,
        x: *const T,
        incx: isize,
        y: *const T,
        incy: isize,
        conjugate: bool,
    ) -> T {
        type Real<T, I> = unsafe extern "C" fn(I, *const T, I, *const T, I) -> T;
        type Cplx<T, I> = unsafe extern "C" fn(I, *const T, I, *const T, I, *mut T);
        let r = &self.routines[T::INDEX];
        let f = if conjugate { r.dotc } else { r.dot };
        macro_rules! go {
            ($i:ty) => {{
                let (n, ix, iy) = (n as $i, incx as $i, incy as $i);
                // SAFETY: CBLAS's signature; operands as the caller vouches.
                unsafe {
                    if T::COMPLEX {
                        let g: Cplx<T, $i> = std::mem::transmute(f);
                        let mut out = T::default();
                        g(n, x, ix, y, iy, &mut out);
                        out
                    } else {
                        let g: Real<T, $i> = std::mem::transmute(f);
                        g(n, x, ix, y, iy)
                    }
                }
            }};
        }
        if self.wide { go!(i64) } else { go!(i32) }
    }
}
