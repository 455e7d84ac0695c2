//! `shares_memory` and `may_share_memory`.

use ferronum_kernels::plan::{Overlap, Region, internal_overlap, overlap};

use crate::model::array::Array;

/// The memory of an array as a region.
pub fn region(a: &Array) -> Region<'_> {
    Region {
        ptr: a.data() as usize,
        itemsize: a.itemsize() as usize,
        shape: a.shape(),
        strides: a.strides(),
    }
}

/// Whether two elements of an array may share memory, so that the order of writes matters.
pub fn overlaps_itself(a: &Array) -> bool {
    if a.is_contiguous() || a.size() <= 1 {
        return false;
    }
    let mut axes: Vec<(usize, usize)> = a
        .shape()
        .iter()
        .zip(a.strides())
        .filter(|(d, _)| **d > 1)
        .map(|(&d, &s)| (s.unsigned_abs(), d as usize - 1))
        .collect();
    axes.sort_unstable();
    // Each axis steps over all that the shorter steps reach: the usual case.
    let mut reach = a.itemsize() as usize;
    let apart = axes.iter().all(|&(s, n)| {
        let fits = s >= reach;
        reach = s.saturating_mul(n).saturating_add(reach);
        fits
    });
    !apart && internal_overlap(&region(a), 1) != Overlap::No
}

/// Whether two arrays may have memory in common, by their bounds.
pub fn may_overlap(a: &Array, b: &Array) -> bool {
    overlap(&region(a), &region(b), 0) != Overlap::No
}
