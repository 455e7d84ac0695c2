//! `Dims`: up to `NPY_MAXDIMS` sizes or strides on the stack.

use std::mem::MaybeUninit;
use std::ops::{Deref, DerefMut};

use ferronum_abi::prelude::NPY_MAXDIMS;

/// A shape or strides, copied to the stack. Only the first `len` entries are ever read.
#[derive(Clone, Copy)]
pub struct Dims {
    len: usize,
    values: [MaybeUninit<isize>; NPY_MAXDIMS],
}

impl Dims {
    /// No dimensions.
    #[inline(always)]
    pub const fn new() -> Self {
        Dims {
            len: 0,
            values: [MaybeUninit::uninit(); NPY_MAXDIMS],
        }
    }

    /// `len` entries of `value`. Panics above `NPY_MAXDIMS`.
    #[inline]
    pub fn filled(len: usize, value: isize) -> Self {
        let mut d = Dims::new();
        d.values[..len].fill(MaybeUninit::new(value));
        d.len = len;
        d
    }

    /// Appends; `false` where there is no room.
    #[inline]
    #[must_use]
    pub fn push(&mut self, value: isize) -> bool {
        match self.values.get_mut(self.len) {
            Some(v) => {
                v.write(value);
                self.len += 1;
                true
            }
            None => false,
        }
    }

    /// Inserts before `at`. Panics above `NPY_MAXDIMS`.
    pub fn insert(&mut self, at: usize, value: isize) {
        assert!(at <= self.len && self.push(value), "too many dimensions");
        self[at..].rotate_right(1);
    }

    /// Removes the entry at `at`.
    pub fn remove(&mut self, at: usize) -> isize {
        let v = self[at];
        self[at..].rotate_left(1);
        self.len -= 1;
        v
    }

    /// Shortens to `len`.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }
}

impl Default for Dims {
    fn default() -> Self {
        Self::new()
    }
}

/// Panics above `NPY_MAXDIMS`; arrays never have more.
impl From<&[isize]> for Dims {
    #[inline]
    fn from(values: &[isize]) -> Self {
        let mut d = Dims::new();
        for (slot, v) in d.values[..values.len()].iter_mut().zip(values) {
            slot.write(*v);
        }
        d.len = values.len();
        d
    }
}

impl Deref for Dims {
    type Target = [isize];
    #[inline(always)]
    fn deref(&self) -> &[isize] {
        // SAFETY: the first len entries are initialised.
        unsafe { std::slice::from_raw_parts(self.values.as_ptr().cast(), self.len) }
    }
}

impl DerefMut for Dims {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [isize] {
        // SAFETY: the first len entries are initialised.
        unsafe { std::slice::from_raw_parts_mut(self.values.as_mut_ptr().cast(), self.len) }
    }
}
