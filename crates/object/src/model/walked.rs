//! Arrays whose memory is being walked by code that can call Python. While one is marked, nothing may replace
//! its memory: `resize` and `__setstate__` ask here first. What they do replace is counted, for iterators that keep
//! pointers while code of others runs (`nditer::seen`).

use std::sync::atomic::{AtomicUsize, Ordering};

use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Object, Res};
use parking_lot::Mutex;

use crate::model::array::Array;
use crate::model::hook::Hook;
use crate::model::{Descr, is_number};

/// Addresses of the marked arrays, once for each mark.
static MARKED: Mutex<Vec<usize>> = Mutex::new(Vec::new());

/// How often the memory of an array was replaced.
static REPLACED: AtomicUsize = AtomicUsize::new(0);

/// Loops over elements of this dtype, and casts between such dtypes, run no code of others.
pub fn is_quiet(d: &Descr) -> bool {
    is_number(d.type_num()) || d.is_datetime_like()
}

/// The mark on some arrays and on the owners of their memory; dropping it takes it off.
pub struct Walked(Vec<usize>);

impl Walked {
    /// Marks arrays. The caller holds references to them.
    pub fn new(arrays: &[&Array]) -> Walked {
        let mut all = Vec::with_capacity(2 * arrays.len());
        for a in arrays {
            add_owners(a, &mut all);
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

/// Calls a function with each operand of an object that is an iterator over arrays; `nditer` fills it.
pub static OPERANDS: Hook<fn(&Object, &mut dyn FnMut(&Array))> = Hook::new();

/// Adds an array and those that own its memory.
fn add_owners(a: &Array, all: &mut Vec<usize>) {
    let mut next = Some(a);
    while let Some(x) = next {
        all.push(x.as_ptr().addr());
        next = match x.base() {
            None => None,
            Some(base) => {
                // What an nditer hands out are views of its operands.
                OPERANDS.get()(base, &mut |a| add_owners(a, all));
                base.downcast::<Array>()
            }
        };
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

/// Counts that the memory of an array was replaced.
pub fn note_replaced() {
    REPLACED.fetch_add(1, Ordering::Relaxed);
}

/// How often memory was replaced so far.
#[inline]
pub fn replacements() -> usize {
    REPLACED.load(Ordering::Relaxed)
}
