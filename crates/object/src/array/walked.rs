//! Arrays whose memory is being walked by code that can call Python. While one is marked, nothing may replace
//! its memory: `resize` and `__setstate__` ask here first.

use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Res};
use parking_lot::Mutex;

use crate::array::object::Array;

/// Addresses of the marked arrays, once for each mark.
static MARKED: Mutex<Vec<usize>> = Mutex::new(Vec::new());

/// The mark on some arrays and on the owners of their memory; dropping it takes it off.
pub struct Walked(Vec<usize>);

impl Walked {
    /// Marks arrays. The caller holds references to them.
    pub fn new(arrays: &[&Array]) -> Walked {
        let mut all = Vec::with_capacity(2 * arrays.len());
        for a in arrays {
            let mut next = Some(*a);
            while let Some(x) = next {
                all.push(x.as_ptr().addr());
                next = x.base().and_then(|b| b.downcast::<Array>());
            }
        }
        MARKED.lock().extend(&all);
        Walked(all)
    }

    /// Marks arrays if there are objects in one of them, whose code may run.
    pub fn of_objects(arrays: &[&Array]) -> Option<Walked> {
        arrays
            .iter()
            .any(|a| a.descr().has_references())
            .then(|| Walked::new(arrays))
    }
}

impl Drop for Walked {
    fn drop(&mut self) {
        let mut marked = MARKED.lock();
        for p in &self.0 {
            if let Some(i) = marked.iter().rposition(|q| q == p) {
                marked.swap_remove(i);
            }
        }
    }
}

/// Raises `RuntimeError` for an array whose memory must stay where it is.
pub fn require_free(a: &Array) -> Res<()> {
    if MARKED.lock().contains(&a.as_ptr().addr()) {
        return Err(runtime_error(
            "cannot replace the memory of an array while it is being read or written",
        ));
    }
    Ok(())
}
