//! Byte order: `dtype.newbyteorder`.

use ferronum_pyrt::{Own, Res};

use crate::dtype::descr::Descr;

/// `descr.newbyteorder(order)`: `NPY_LITTLE`, `NPY_BIG`, `NPY_NATIVE`, `NPY_SWAP` or `NPY_IGNORE`; fields and
/// subarrays follow.
pub fn new_byteorder(_descr: &Descr, _order: u8) -> Res<Own<Descr>> {
    Err(crate::missing("dtype::new_byteorder"))
}
