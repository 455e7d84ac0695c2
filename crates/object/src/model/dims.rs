//! `Dims`: up to `NPY_MAXDIMS` sizes or strides.

use std::ops::{Deref, DerefMut};

use ferronum_abi::prelude::NPY_MAXDIMS;
use smallvec::SmallVec;

/// A shape or strides. Few entries, as nearly always, lie on the stack; it is small enough to be moved about.
#[derive(Clone, Default)]
pub struct Dims(SmallVec<[isize; 6]>);

impl Dims {
    /// No dimensions.
    #[inline(always)]
    pub fn new() -> Self {
        Dims(SmallVec::new())
    }

    /// `len` entries of `value`. Panics above `NPY_MAXDIMS`.
    #[inline]
    pub fn filled(len: usize, value: isize) -> Self {
        assert!(len <= NPY_MAXDIMS, "too many dimensions");
        Dims(SmallVec::from_elem(value, len))
    }

    /// Appends; `false` where there is no room.
    #[inline]
    #[must_use]
    pub fn push(&mut self, value: isize) -> bool {
        if self.0.len() == NPY_MAXDIMS {
            return false;
        }
        self.0.push(value);
        true
    }

    /// Inserts before `at`. Panics above `NPY_MAXDIMS`.
    pub fn insert(&mut self, at: usize, value: isize) {
        assert!(
            at <= self.len() && self.len() < NPY_MAXDIMS,
            "too many dimensions"
        );
        self.0.insert(at, value);
    }

    /// Removes the entry at `at`.
    pub fn remove(&mut self, at: usize) -> isize {
        self.0.remove(at)
    }

    /// Shortens to `len`.
    pub fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }
}

/// Panics above `NPY_MAXDIMS`; arrays never have more.
impl From<&[isize]> for Dims {
    #[inline]
    fn from(values: &[isize]) -> Self {
        assert!(values.len() <= NPY_MAXDIMS, "too many dimensions");
        Dims(SmallVec::from_slice(values))
    }
}

impl Deref for Dims {
    type Target = [isize];
    #[inline(always)]
    fn deref(&self) -> &[isize] {
        &self.0
    }
}

impl DerefMut for Dims {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [isize] {
        &mut self.0
    }
}
