//! The different elements of a StringDType array, in the order of their first appearance.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::no_memory;
use ferronum_pyrt::{Layout, Own, Res};

use super::access::{Loaded, Locked, StringDescr};
use super::dtype::new_instance;
use crate::model::Array;
use crate::storage::create;

/// Mixes eight bytes at a time. Which strings come first does not depend on it, only the speed does.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for c in &mut chunks {
            self.write_u64(c.try_into().map_or(0, u64::from_le_bytes));
        }
        let mut last = [0; 8];
        last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
        self.write_u64(u64::from_le_bytes(last));
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word) * 0x9e37_79b9_7f4a_7c15_u128;
        self.0 = (wide as u64 ^ (wide >> 64) as u64).wrapping_add(0xd1b5_4a32_d192_ed03);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A one-dimensional array of the different elements. Missing values are different from each other unless `equal_nan`.
pub fn unique(a: &Array, equal_nan: bool) -> Res<Own<Array>> {
    let flat = crate::casting::copy_array::flatten(a, NPY_CORDER)?;
    let flat = crate::coerce::as_array(&flat)?;
    // SAFETY: the caller's array has this dtype, and a flat copy has it too.
    let from = unsafe { StringDescr::from_ptr(flat.descr().as_ptr()) };
    let each_missing = !equal_nan;
    let width = flat.itemsize();
    let n = flat.size();
    let mut first: Vec<isize> = Vec::new();
    {
        let held = Locked::new([from]);
        let [s] = held.strings();
        let mut seen: HashSet<Loaded<'_>, BuildHasherDefault<Mixer>> = HashSet::default();
        for i in 0..n {
            // SAFETY: element i of a contiguous array that only we know.
            let value = unsafe { s.load(flat.data().offset(i * width)) };
            let is_new = each_missing && value == Loaded::Missing || {
                seen.try_reserve(1).map_err(|_| no_memory())?;
                seen.insert(value)
            };
            if is_new {
                first.try_reserve(1).map_err(|_| no_memory())?;
                first.push(i);
            }
        }
    }
    let descr = new_instance(from.na_object(), from.coerce())?;
    // SAFETY: an instance of a DType class.
    let out = create::empty(&[first.len() as isize], unsafe { descr.cast() }, NPY_CORDER)?;
    // SAFETY: as above.
    let to = unsafe { StringDescr::from_ptr(out.descr().as_ptr()) };
    let held = Locked::new([from, to]);
    let [s, d] = held.strings();
    for (k, i) in first.into_iter().enumerate() {
        // SAFETY: elements of the two arrays.
        unsafe {
            d.store_loaded(
                out.data().offset(k as isize * width),
                s.load(flat.data().offset(i * width)),
            )?;
        }
    }
    drop(held);
    Ok(out)
}
