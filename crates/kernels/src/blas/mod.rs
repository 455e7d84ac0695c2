//! BLAS behind a table of function pointers, found at run time: an explicit path, the OpenBLAS of the NumPy
//! wheel (64-bit integers, `scipy_cblas_*64_`), or the system's (32-bit integers).

mod table;

pub use table::{Complex, Scalar};
pub(crate) use table::{Matrix, Table};

use std::path::PathBuf;
use std::sync::OnceLock;

static TABLE: OnceLock<Option<Table>> = OnceLock::new();
static CANDIDATES: OnceLock<Vec<PathBuf>> = OnceLock::new();

/// What was loaded.
#[derive(Clone, Debug)]
pub struct Info {
    /// File that the functions come from.
    pub path: PathBuf,
    /// Bits of its integers.
    pub integer_bits: u32,
}

/// Names the files to try first, in order. Has an effect before the first use only.
pub fn init(paths: Vec<PathBuf>) {
    let _first = CANDIDATES.set(paths);
}

pub(crate) fn table() -> Option<&'static Table> {
    TABLE.get_or_init(load).as_ref()
}

/// The library in use, loaded now if need be.
pub fn info() -> Option<Info> {
    table().map(|t| t.info.clone())
}

fn load() -> Option<Table> {
    let named = std::env::var_os("FERRONUM_BLAS").map(PathBuf::from);
    let given = CANDIDATES.get().map_or(&[][..], |v| v);
    let system = [
        "libopenblas.so.0",
        "libcblas.so.3",
        "libmkl_rt.so.2",
        "libblis.so.4",
    ]
    .into_iter()
    .map(PathBuf::from);
    named
        .into_iter()
        .chain(given.iter().cloned())
        .chain(system)
        .find_map(|path| Table::open(&path))
}

/// A dimension or stride that fits the library's integers.
pub(crate) fn fits(values: &[isize]) -> bool {
    match table() {
        Some(t) if t.info.integer_bits == 32 => values.iter().all(|&v| i32::try_from(v).is_ok()),
        Some(_) => true,
        None => false,
    }
}
