//! Whether the memory that an iterator goes over is still that of its operands. Pointers are taken when it is made;
//! code that runs between two steps may resize an operand, or give it another state.

use std::cell::Cell;

use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Raised, Res};

use super::core::Operand;
use crate::model::Array;
use crate::model::walked;

/// The memory of the operands as it was when the iterator took its pointers.
#[derive(Clone)]
pub struct Seen {
    /// Of each operand with an array, by its number: the array, then the owners of its memory.
    memories: Vec<(usize, Memory)>,
    /// The count of replacements up to which all of it was in place.
    replacements: Cell<usize>,
}

/// Where an array's elements were.
#[derive(Clone, PartialEq)]
struct Memory {
    array: usize,
    data: usize,
    nbytes: isize,
    /// The descr, for memory that holds references: bytes of another kind must not be taken for them.
    descr: usize,
}

impl Memory {
    fn of(a: &Array) -> Memory {
        let descr = a.descr();
        Memory {
            array: a.as_ptr().addr(),
            data: a.data().addr(),
            nbytes: a.nbytes(),
            descr: if descr.has_references() {
                descr.as_ptr().addr()
            } else {
                0
            },
        }
    }

    fn is_in_place(&self, a: &Array) -> bool {
        let now = Memory::of(a);
        now.nbytes >= self.nbytes
            && now
                == Memory {
                    nbytes: now.nbytes,
                    ..self.clone()
                }
    }
}

/// The array that an array is a view of.
fn owner(a: &Array) -> Option<&Array> {
    a.base().and_then(|b| b.downcast::<Array>())
}

impl Seen {
    /// Nothing seen yet, of so many operands.
    pub fn new(nop: usize) -> Seen {
        Seen {
            memories: Vec::with_capacity(nop),
            replacements: Cell::new(walked::replacements()),
        }
    }

    /// Notes the memory of an operand's array, from which pointers are taken now.
    pub fn note(&mut self, op: usize, a: &Array) {
        let list = &mut self.memories;
        list.retain(|(noted, _)| *noted != op);
        list.push((op, Memory::of(a)));
        // A temporary copy has memory of its own, and lets its base go when it is written back.
        if !a.has_flags(ferronum_abi::prelude::NPY_ARRAY_OWNDATA) {
            let owners = std::iter::successors(owner(a), |a| owner(a));
            list.extend(owners.map(|a| (op, Memory::of(a))));
        }
    }

    /// Raises `RuntimeError` if memory of an operand is no longer there.
    #[inline]
    pub fn check(&self, ops: &[Operand]) -> Res<()> {
        let now = walked::replacements();
        if self.replacements.get() == now {
            return Ok(());
        }
        self.compare(ops)?;
        self.replacements.set(now);
        Ok(())
    }

    #[cold]
    fn compare(&self, ops: &[Operand]) -> Res<()> {
        for (i, op) in ops.iter().enumerate() {
            let mut next = op.array.as_deref();
            for (_, memory) in self.memories.iter().filter(|(noted, _)| *noted == i) {
                match next.filter(|a| memory.is_in_place(a)) {
                    Some(a) => next = owner(a),
                    None => return Err(gone()),
                }
            }
        }
        Ok(())
    }
}

/// The error of an operand whose memory was replaced.
#[cold]
pub fn gone() -> Raised {
    runtime_error("the memory of an operand was replaced while the iterator was in use")
}
