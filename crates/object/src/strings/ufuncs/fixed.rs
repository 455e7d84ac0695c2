//! The loops over fixed-width strings (`S`, `U`): one frame for each kind of result, instantiated for every operation
//! and both encodings.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::Layout;

use super::encoding::{Encoding, Unit};
use super::failure::Failure;
use super::op::{Args, Build, Field, In, Op, Split, Value};
use crate::model::Descr;

/// Most operands of a string loop.
pub(super) const MOST: usize = 6;

/// An operand of a loop.
#[derive(Clone, Copy)]
pub struct Column {
    ptr: *mut u8,
    step: isize,
    bytes: usize,
}

impl Column {
    const NONE: Column = Column {
        ptr: std::ptr::null_mut(),
        step: 0,
        bytes: 0,
    };

    /// Address of element `i`.
    #[inline(always)]
    pub fn at(&self, i: isize) -> *mut u8 {
        self.ptr.wrapping_offset(self.step * i)
    }

    /// All units of element `i`, padding included.
    ///
    /// # Safety
    /// An operand of aligned strings of units `U`, with more than `i` elements.
    #[inline(always)]
    pub unsafe fn field<'a, U: Unit>(&self, i: isize) -> &'a [U] {
        // SAFETY: as the caller vouches.
        unsafe { std::slice::from_raw_parts(self.at(i).cast(), self.bytes / size_of::<U>()) }
    }

    /// Element `i` without its padding.
    ///
    /// # Safety
    /// As `field`.
    #[inline(always)]
    pub unsafe fn text<'a, U: Unit>(&self, i: isize) -> &'a [U] {
        // SAFETY: as the caller vouches.
        let s = unsafe { self.field::<U>(i) };
        s.get(..U::trimmed(s)).unwrap_or(s)
    }
}

/// The operands of one call of a loop.
///
/// # Safety
/// The strided loop's contract, with `N` operands or more.
#[inline(always)]
pub unsafe fn columns<const N: usize>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    strides: *const npy_intp,
) -> [Column; N] {
    // SAFETY: as the caller vouches.
    std::array::from_fn(|i| unsafe {
        Column {
            ptr: (*data.add(i)).cast(),
            step: *strides.add(i),
            bytes: Descr::from_ptr((*(*context).descriptors.add(i)).cast()).elsize() as usize,
        }
    })
}

/// Reads the inputs of element `i`.
///
/// # Safety
/// The columns are those of the inputs.
#[inline(always)]
unsafe fn read<'a, U: Unit, F: Op>(cols: &[Column; MOST], i: isize) -> Args<'a, U> {
    let mut a = Args {
        text: [&[]; 3],
        num: [0; 3],
    };
    let (mut t, mut n) = (0, 0);
    // Written out, so that nothing but constants is left of the list of inputs.
    macro_rules! input {
        ($($k:literal)*) => {$(
            // SAFETY: as the caller vouches.
            unsafe {
                match F::INPUTS.get($k) {
                    Some(In::Text) => {
                        a.text[t] = cols[$k].text(i);
                        t += 1;
                    }
                    Some(In::Int) => {
                        a.num[n] = cols[$k].at(i).cast::<i64>().read();
                        n += 1;
                    }
                    None => {}
                }
            }
        )*};
    }
    input!(0 1 2 3);
    let _ = (t, n);
    a
}

/// The first `n` operands, in an array that the optimiser takes apart.
///
/// # Safety
/// The strided loop's contract, with `n` operands or more.
#[inline(always)]
pub(super) unsafe fn operands(
    n: usize,
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    strides: *const npy_intp,
) -> [Column; MOST] {
    let mut cols = [Column::NONE; MOST];
    for (i, c) in cols.iter_mut().enumerate().take(n) {
        // SAFETY: as the caller vouches.
        unsafe {
            *c = Column {
                ptr: (*data.add(i)).cast(),
                step: *strides.add(i),
                bytes: Descr::from_ptr((*(*context).descriptors.add(i)).cast()).elsize() as usize,
            };
        }
    }
    cols
}

/// The operands of an operation. A string that stays the same is trimmed once, here.
///
/// # Safety
/// The strided loop's contract for the inputs and `nout` outputs.
#[inline(always)]
unsafe fn prepared<E: Encoding>(
    inputs: &[In],
    nout: usize,
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    strides: *const npy_intp,
) -> [Column; MOST] {
    // SAFETY: as the caller vouches.
    let mut cols = unsafe { operands(inputs.len() + nout, context, data, strides) };
    for (kind, col) in inputs.iter().zip(&mut cols) {
        if *kind == In::Text && col.step == 0 {
            // SAFETY: element 0 exists where a loop is called.
            col.bytes = size_of_val(unsafe { col.text::<E::Unit>(0) });
        }
    }
    cols
}

/// The loop of an operation with a plain result.
///
/// # Safety
/// The strided loop's contract for the operands of `F` in encoding `E`.
pub unsafe extern "C" fn value<E: Encoding, F: Value>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    let nin = F::INPUTS.len();
    // SAFETY: as the caller vouches.
    unsafe {
        let cols = prepared::<E>(F::INPUTS, 1, context, data, strides);
        let out = cols[nin];
        for i in 0..*dimensions {
            let a = read::<E::Unit, F>(&cols, i);
            match F::call::<E>(&a) {
                Ok(v) => out.at(i).cast::<F::Out>().write(v),
                Err(e) => return e.raise(),
            }
        }
    }
    0
}

/// Where results go that an input shares its memory with, before they are stored.
struct Scratch<U>(Vec<U>);

impl<U: Unit> Scratch<U> {
    /// Room for `width` units if one of the inputs lies where the results go.
    fn new(inputs: &[Column], outs: &[Column], width: usize) -> Result<Option<Self>, Failure> {
        if !inputs.iter().any(|i| outs.iter().any(|o| i.ptr == o.ptr)) {
            return Ok(None);
        }
        let mut v = Vec::new();
        v.try_reserve_exact(width).map_err(|_| Failure::Memory)?;
        v.resize(width, U::default());
        Ok(Some(Scratch(v)))
    }
}

/// The loop of an operation that makes a string.
///
/// # Safety
/// The strided loop's contract for the operands of `F` in encoding `E`.
pub unsafe extern "C" fn build<E: Encoding, F: Build>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    let nin = F::INPUTS.len();
    // SAFETY: as the caller vouches; a shared field is built elsewhere first.
    unsafe {
        let cols = prepared::<E>(F::INPUTS, 1, context, data, strides);
        let out = cols[nin];
        let width = out.bytes / size_of::<E::Unit>();
        let mut scratch = match Scratch::<E::Unit>::new(&cols[..nin], &[out], width) {
            Ok(s) => s,
            Err(e) => return e.raise(),
        };
        for i in 0..*dimensions {
            let a = read::<E::Unit, F>(&cols, i);
            let target = out.at(i).cast::<E::Unit>();
            let place = scratch.as_mut().map_or(target, |s| s.0.as_mut_ptr());
            let mut field = Field::new(place, width);
            if let Err(e) = F::call::<E>(&a, &mut field) {
                return e.raise();
            }
            field.finish();
            if let Some(s) = &scratch {
                std::ptr::copy_nonoverlapping(s.0.as_ptr(), target, width);
            }
        }
    }
    0
}

/// The loop of an operation with three pieces as results.
///
/// # Safety
/// The strided loop's contract for the operands of `F` in encoding `E`.
pub unsafe extern "C" fn split<E: Encoding, F: Split>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    let nin = F::INPUTS.len();
    // SAFETY: as the caller vouches; where an output shares memory with an input, all pieces are built elsewhere first.
    unsafe {
        let cols = prepared::<E>(F::INPUTS, 3, context, data, strides);
        let outs = [cols[nin], cols[nin + 1], cols[nin + 2]];
        let widths = outs.map(|o| o.bytes / size_of::<E::Unit>());
        let total = widths.iter().sum();
        let mut scratch = match Scratch::<E::Unit>::new(&cols[..nin], &outs, total) {
            Ok(s) => s,
            Err(e) => return e.raise(),
        };
        for i in 0..*dimensions {
            let a = read::<E::Unit, F>(&cols, i);
            let pieces = match F::call::<E>(&a) {
                Ok(p) => p,
                Err(e) => return e.raise(),
            };
            let mut at = 0;
            for ((piece, out), width) in pieces.iter().zip(&outs).zip(widths) {
                let target = out.at(i).cast::<E::Unit>();
                let place = scratch
                    .as_mut()
                    .map_or(target, |s| s.0.as_mut_ptr().wrapping_add(at));
                let mut field = Field::new(place, width);
                field.push(piece);
                field.finish();
                at += width;
            }
            if let Some(s) = &scratch {
                let mut at = 0;
                for (out, width) in outs.iter().zip(widths) {
                    let from = s.0.as_ptr().wrapping_add(at);
                    std::ptr::copy_nonoverlapping(from, out.at(i).cast(), width);
                    at += width;
                }
            }
        }
    }
    0
}
