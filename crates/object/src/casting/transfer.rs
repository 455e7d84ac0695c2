//! `Transfer`: a prepared strided cast or copy from one descr to another.

use ferronum_abi::prelude::NPY_ARRAYMETHOD_FLAGS;
use ferronum_pyrt::Res;

use crate::dtype::Descr;

/// A prepared transfer. Build once, run on many runs of elements.
pub struct Transfer {
    /// `NPY_METH_*` flags of all steps together: needs the interpreter, cannot set float status.
    pub flags: NPY_ARRAYMETHOD_FLAGS,
}

impl Transfer {
    /// Prepares the transfer between elements at the given fixed strides (`isize::MAX`: not fixed).
    /// `aligned` says whether both sides are. `move_references` hands references over and leaves the source NULL.
    pub fn new(
        _src: &Descr,
        _dst: &Descr,
        _src_stride: isize,
        _dst_stride: isize,
        _aligned: bool,
        _move_references: bool,
    ) -> Res<Transfer> {
        Err(crate::missing("casting::Transfer"))
    }

    /// Moves `n` elements.
    ///
    /// # Safety
    /// Both sides hold `n` elements of their descrs at their strides, with the alignment that was promised.
    pub unsafe fn run(
        &self,
        _src: *const u8,
        _src_stride: isize,
        _dst: *mut u8,
        _dst_stride: isize,
        _n: isize,
    ) -> Res<()> {
        Err(crate::missing("casting::Transfer"))
    }
}
