//! The shapes of string operations. A frame (fixed width or StringDType) reads the inputs, calls the operation and
//! stores what it answers.

use super::encoding::{Encoding, Unit};
use super::failure::Failure;

/// What an input is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum In {
    /// A string.
    Text,
    /// An `int64`.
    Int,
}

/// The inputs of one element: strings and numbers, each in their order.
pub struct Args<'a, U> {
    /// Strings.
    pub text: [&'a [U]; 3],
    /// Numbers.
    pub num: [i64; 3],
}

/// What becomes of zeros at the end of strings of StringDType, where they are no padding. Most operations of NumPy
/// do not see them all the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// They are characters like others.
    Kept,
    /// They are not seen.
    Cut,
    /// They are not seen in the first two strings; those of the first stand at the end of the result.
    Moved,
    /// They are not seen in the second string.
    CutInSecond,
}

/// Inputs of an operation.
pub trait Op: 'static {
    /// What the inputs are.
    const INPUTS: &'static [In];
    /// Zeros at the end.
    const ZEROS: Zeros = Zeros::Cut;
}

/// An operation whose result is a number or a bool.
pub trait Value: Op {
    /// The result, as it is stored.
    type Out: Copy;
    /// The operation.
    fn call<E: Encoding>(a: &Args<'_, E::Unit>) -> Result<Self::Out, Failure>;
}

/// An operation whose result is a string.
pub trait Build: Op {
    /// The operation.
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure>;
}

/// An operation whose results are three pieces of its inputs.
pub trait Split: Op {
    /// The operation.
    fn call<'a, E: Encoding>(a: &Args<'a, E::Unit>) -> Result<[&'a [E::Unit]; 3], Failure>;
}

/// Where a string result is written.
pub trait Sink<U: Unit> {
    /// Appends units.
    fn extend(&mut self, s: &[U]) -> Result<(), Failure>;
    /// Appends a piece many times.
    fn repeat(&mut self, s: &[U], times: usize) -> Result<(), Failure>;
}

/// A field of fixed width: what does not fit is cut off.
pub struct Field<U> {
    ptr: *mut U,
    at: usize,
    width: usize,
}

impl<U: Unit> Field<U> {
    /// A field in memory.
    ///
    /// # Safety
    /// `ptr` is valid for writes of `width` units while the field is used, and no input lies there.
    #[inline(always)]
    pub unsafe fn new(ptr: *mut U, width: usize) -> Self {
        if width <= Self::SMALL {
            // SAFETY: as the caller vouches.
            unsafe { ptr.write_bytes(0, width) };
        }
        Field { ptr, at: 0, width }
    }

    /// Up to this width a field is cleared as a whole at first, since that has the same length every time.
    const SMALL: usize = 256 / size_of::<U>();

    /// Fills the rest with zeros.
    #[inline(always)]
    pub fn finish(self) {
        if self.width > Self::SMALL {
            // SAFETY: `at` is at most the width.
            unsafe { self.ptr.add(self.at).write_bytes(0, self.width - self.at) }
        }
    }

    /// Appends units.
    #[inline(always)]
    pub fn push(&mut self, s: &[U]) {
        let n = s.len().min(self.width - self.at);
        // SAFETY: n units fit; the source is no part of the field.
        unsafe { std::ptr::copy_nonoverlapping(s.as_ptr(), self.ptr.add(self.at), n) };
        self.at += n;
    }
}

impl<U: Unit> Sink<U> for Field<U> {
    #[inline(always)]
    fn extend(&mut self, s: &[U]) -> Result<(), Failure> {
        self.push(s);
        Ok(())
    }

    #[inline(always)]
    fn repeat(&mut self, s: &[U], times: usize) -> Result<(), Failure> {
        if let [u] = s {
            let n = times.min(self.width - self.at);
            for i in 0..n {
                // SAFETY: n units fit.
                unsafe { self.ptr.add(self.at + i).write(*u) };
            }
            self.at += n;
        } else if !s.is_empty() {
            for _ in 0..times {
                if self.at == self.width {
                    break;
                }
                self.push(s);
            }
        }
        Ok(())
    }
}

impl Sink<u8> for Vec<u8> {
    #[inline(always)]
    fn extend(&mut self, s: &[u8]) -> Result<(), Failure> {
        self.try_reserve(s.len()).map_err(|_| Failure::Memory)?;
        self.extend_from_slice(s);
        Ok(())
    }

    fn repeat(&mut self, s: &[u8], times: usize) -> Result<(), Failure> {
        let total = s.len().checked_mul(times).ok_or(Failure::Memory)?;
        self.try_reserve(total).map_err(|_| Failure::Memory)?;
        if let [u] = s {
            self.resize(self.len() + times, *u);
        } else {
            for _ in 0..times {
                self.extend_from_slice(s);
            }
        }
        Ok(())
    }
}
