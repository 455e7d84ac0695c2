//! Elements of `S` and `U`: bytes or code points of fixed width, padded with zeros, in either byte order.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi};

use crate::model::Array;
use crate::model::Descr;

/// A fixed-width string in memory.
#[derive(Clone, Copy)]
pub struct Text {
    ptr: *mut u8,
    /// Characters, padding included.
    width: usize,
    /// Four bytes a character.
    wide: bool,
    swapped: bool,
}

impl Text {
    /// The element at `ptr`.
    ///
    /// # Safety
    /// `ptr` holds an element of `descr`, which is `S` or `U`, and stays valid while the result is used.
    #[inline(always)]
    pub unsafe fn at(descr: &Descr, ptr: *mut u8) -> Text {
        let wide = descr.type_num() == NPY_UNICODE;
        Text {
            ptr,
            width: descr.elsize() as usize / if wide { 4 } else { 1 },
            wide,
            swapped: wide && !descr.is_native(),
        }
    }

    #[inline(always)]
    fn get(self, i: usize) -> u32 {
        debug_assert!(i < self.width);
        // SAFETY: i is below the width.
        unsafe {
            if !self.wide {
                return u32::from(*self.ptr.add(i));
            }
            let v = self.ptr.cast::<u32>().add(i).read_unaligned();
            if self.swapped { v.swap_bytes() } else { v }
        }
    }

    #[inline(always)]
    fn put(self, i: usize, v: u32) {
        debug_assert!(i < self.width);
        // SAFETY: i is below the width.
        unsafe {
            if self.wide {
                let v = if self.swapped { v.swap_bytes() } else { v };
                self.ptr.cast::<u32>().add(i).write_unaligned(v);
            } else {
                *self.ptr.add(i) = v as u8;
            }
        }
    }

    /// Characters without the padding.
    pub fn len(self) -> usize {
        (0..self.width)
            .rev()
            .find(|&i| self.get(i) != 0)
            .map_or(0, |i| i + 1)
    }

    /// Nothing but padding.
    pub fn is_empty(self) -> bool {
        (0..self.width).all(|i| self.get(i) == 0)
    }

    fn pad_from(self, i: usize) {
        let unit = if self.wide { 4 } else { 1 };
        // SAFETY: i is at most the width.
        unsafe {
            self.ptr
                .add(i * unit)
                .write_bytes(0, (self.width - i) * unit)
        };
    }

    /// Copies, truncating or padding; `Err` for a character that is not ASCII where the width of
    /// characters changes.
    pub fn copy_to(self, to: Text) -> Result<(), ()> {
        let n = self.width.min(to.width);
        if self.wide == to.wide && self.swapped == to.swapped {
            let unit = if self.wide { 4 } else { 1 };
            // SAFETY: n characters on both sides; source and destination may be the same element.
            unsafe { std::ptr::copy(self.ptr, to.ptr, n * unit) };
        } else if self.wide == to.wide {
            for i in 0..n {
                to.put(i, self.get(i));
            }
        } else {
            // The whole source is checked, also what is cut off.
            let mut all = 0;
            for i in 0..self.width {
                all |= self.get(i);
            }
            if all >= 0x80 {
                return Err(());
            }
            for i in 0..n {
                to.put(i, self.get(i));
            }
        }
        to.pad_from(n);
        Ok(())
    }

    /// Writes ASCII bytes, truncating or padding.
    pub fn write_ascii(self, text: &[u8]) {
        let n = text.len().min(self.width);
        for (i, &b) in text[..n].iter().enumerate() {
            self.put(i, u32::from(b));
        }
        self.pad_from(n);
    }

    /// Appends the characters without padding if all are ASCII.
    pub fn push_ascii(self, out: &mut Vec<u8>) -> bool {
        let n = self.len();
        for i in 0..n {
            let c = self.get(i);
            if c >= 0x80 {
                return false;
            }
            out.push(c as u8);
        }
        true
    }

    /// Raises where a character of `U` is not ASCII; bytes are taken as they are.
    pub fn require_ascii(self) -> Res<()> {
        if self.wide && (0..self.len()).any(|i| self.get(i) >= 0x80) {
            return Err(self.raise_not_ascii());
        }
        Ok(())
    }

    /// Appends the characters up to the first NUL, what is no text replaced.
    pub fn push_lossy(self, out: &mut String) {
        let n = (0..self.width)
            .find(|&i| self.get(i) == 0)
            .unwrap_or(self.width);
        let bytes: Vec<u8> = (0..n).map(|i| self.get(i) as u8).collect();
        out.push_str(&String::from_utf8_lossy(&bytes));
    }

    /// The element as `bytes` or `str`, without padding.
    pub fn to_object(self) -> Res<Owned> {
        let n = self.len();
        // SAFETY: n characters are readable.
        unsafe {
            if !self.wide {
                return Own::from_result(ffi::PyBytes_FromStringAndSize(
                    self.ptr.cast(),
                    n as isize,
                ));
            }
            if self.swapped || !self.ptr.addr().is_multiple_of(4) {
                let copy: Vec<u32> = (0..n).map(|i| self.get(i)).collect();
                return str_from_ucs4(copy.as_ptr(), n);
            }
            str_from_ucs4(self.ptr.cast(), n)
        }
    }

    /// Raises the error of a cast that needs ASCII.
    #[cold]
    pub fn raise_not_ascii(self) -> Raised {
        let attempt = || -> Res<()> {
            let obj = self.to_object()?;
            // SAFETY: a str or bytes; the codec raises.
            unsafe {
                if self.wide {
                    Own::<Object>::from_result(ffi::PyUnicode_AsASCIIString(obj.as_ptr()))?;
                } else {
                    Own::<Object>::from_result(ffi::PyUnicode_FromEncodedObject(
                        obj.as_ptr(),
                        c"ascii".as_ptr(),
                        c"strict".as_ptr(),
                    ))?;
                }
            }
            Ok(())
        };
        match attempt() {
            Err(e) => e,
            Ok(()) => value_error("the string is not ASCII"),
        }
    }
}

/// A `str` of code points; those beyond Unicode raise `ValueError`.
///
/// # Safety
/// `n` aligned code points are readable.
unsafe fn str_from_ucs4(p: *const u32, n: usize) -> Res<Owned> {
    // SAFETY: as the caller vouches.
    unsafe {
        Own::from_result(ffi::PyUnicode_FromKindAndData(
            ffi::PyUnicode_4BYTE_KIND as i32,
            p.cast(),
            n as isize,
        ))
    }
}

/// Stores an object: `str` and `bytes` as they are, anything else as `str(value)`.
///
/// # Safety
/// `ptr` is writable for an element of `descr`, which is `S` or `U`.
pub unsafe fn set(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        let target = Text::at(descr, ptr);
        if value.is_bytes() {
            return set_bytes(target, value.bytes(), value);
        }
        if value.is_str() {
            return set_str(target, value);
        }
        if let Some(a) = value.downcast::<Array>()
            && a.ndim() == 0
        {
            let scalar = crate::casting::from_memory(a.data(), a.descr(), Some(a))?;
            if !Array::check(&scalar) {
                return set(descr, ptr, &scalar);
            }
        }
        if value.is_sequence() {
            return Err(value_error("setting an array element with a sequence"));
        }
        if value.is_bytearray() || value.is_memoryview() {
            return Err(value_error("setting an array element with a sequence"));
        }
        let text = value.str()?;
        set_str(target, &text)
    }
}

/// # Safety
/// `target` is valid.
unsafe fn set_bytes(target: Text, bytes: &[u8], whole: &Object) -> Res<()> {
    if target.wide && !bytes.is_ascii() {
        // SAFETY: a bytes object; the codec raises.
        unsafe {
            Own::<Object>::from_result(ffi::PyUnicode_FromEncodedObject(
                whole.as_ptr(),
                c"ascii".as_ptr(),
                c"strict".as_ptr(),
            ))?;
        }
    }
    target.write_ascii(bytes);
    Ok(())
}

/// # Safety
/// `target` is valid; `value` is a `str`.
unsafe fn set_str(target: Text, value: &Object) -> Res<()> {
    // SAFETY: a str; its length and data are read at once.
    unsafe {
        let n = ffi::PyUnicode_GetLength(value.as_ptr());
        if n < 0 {
            return Err(Raised::pending());
        }
        let k = (n as usize).min(target.width);
        if !target.wide {
            let ascii = Own::<Object>::from_result(ffi::PyUnicode_AsASCIIString(value.as_ptr()))?;
            target.write_ascii(ascii.bytes());
            return Ok(());
        }
        if k == n as usize && !target.swapped && target.ptr.addr().is_multiple_of(4) {
            if k > 0 && ffi::PyUnicode_AsUCS4(value.as_ptr(), target.ptr.cast(), n, 0).is_null() {
                return Err(Raised::pending());
            }
            target.pad_from(k);
            return Ok(());
        }
        for i in 0..k {
            target.put(i, ffi::PyUnicode_ReadChar(value.as_ptr(), i as isize));
        }
        target.pad_from(k);
    }
    Ok(())
}

impl Text {
    /// The order by code points.
    pub fn order(self, other: Text) -> std::cmp::Ordering {
        let at = |t: Text, i: usize| if i < t.width { t.get(i) } else { 0 };
        (0..self.width.max(other.width))
            .map(|i| at(self, i).cmp(&at(other, i)))
            .find(|o| o.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    }
}
