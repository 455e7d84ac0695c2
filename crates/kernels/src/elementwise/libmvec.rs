//! The C library's vector mathematics, found at run time.
//!
//! The functions are accurate to a few units in the last place and may raise flags that they should not, so they
//! are only called for arguments of a domain where the scalar function would raise nothing; the rest goes to the
//! scalar function. glibc has them all since 2.35, some since 2.22.

use std::ffi::CString;
use std::sync::OnceLock;

use ferronum_simd::Level;

/// The address of the function for sixteen lanes of `f64` (`single` false) or `f32`, or 0.
pub(crate) fn address(name: &str, arguments: usize, single: bool, level: Level) -> usize {
    let (isa, width) = match level {
        Level::V4 => ('e', if single { 16 } else { 8 }),
        Level::V3 => ('d', if single { 8 } else { 4 }),
        _ => return 0,
    };
    let v = &"vv"[..arguments.min(2)];
    let suffix = if single { "f" } else { "" };
    let Ok(symbol) = CString::new(format!("_ZGV{isa}N{width}{v}_{name}{suffix}")) else {
        return 0;
    };
    let library = library();
    if library == 0 {
        return 0;
    }
    // SAFETY: the handle stays open, the name is a C string.
    unsafe { libc::dlsym(library as *mut _, symbol.as_ptr()) as usize }
}

fn library() -> usize {
    static LIBRARY: OnceLock<usize> = OnceLock::new();
    *LIBRARY.get_or_init(|| {
        // SAFETY: loading the C library's own companion runs no foreign code.
        unsafe {
            libc::dlopen(c"libmvec.so.1".as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) as usize
        }
    })
}
