//! Casts of fixed-width strings (`S`, `U`): among each other, from numbers by printing, to numbers by parsing.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, entry, ffi};

use super::adapt::{CastQuery, LoopQuery, loop_getter, resolver};
use super::array_method::{ArrayMethod, CastInfo, Loop, LoopChoice};
use super::item::text::{self, Text};
use super::item::{number, set_by_slot};
use super::safety::{min_casting, string_length};
use super::{canonical, with_text_length};
use crate::model::{Descr, is_complex, is_float, is_integer};

/// Bytes of a character of `S` or `U`.
pub(crate) const fn unit(type_num: c_int) -> isize {
    if type_num == NPY_UNICODE { 4 } else { 1 }
}

/// The cast between two types of which one is a string and the other a string or a number.
pub(crate) fn method(from: c_int, to: c_int) -> Res<Own<ArrayMethod>> {
    let is_text = |t| matches!(t, NPY_STRING | NPY_UNICODE);
    let py = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    let m = if from == to {
        ArrayMethod::new(
            c"string_to_string_cast",
            1,
            1,
            NPY_NO_CASTING,
            NPY_METH_SUPPORTS_UNALIGNED | NPY_METH_NO_FLOATINGPOINT_ERRORS,
        )?
    } else if is_text(to) {
        let level = if from == NPY_UNICODE {
            NPY_UNSAFE_CASTING
        } else {
            NPY_SAFE_CASTING
        };
        ArrayMethod::new(c"legacy_cast_to_string", 1, 1, level, py)?
    } else {
        ArrayMethod::new(
            c"legacy_cast",
            1,
            1,
            NPY_UNSAFE_CASTING,
            NPY_METH_REQUIRES_PYAPI,
        )?
    };
    // SAFETY: a fresh method.
    unsafe {
        let (r, l): (PyArrayMethod_ResolveDescriptors, PyArrayMethod_GetLoop) = if from == to {
            (Some(resolve_resize), Some(text_loop))
        } else if is_text(to) {
            let l: PyArrayMethod_GetLoop = if is_text(from) {
                Some(text_loop)
            } else {
                Some(print_loop)
            };
            (Some(resolve_to_text), l)
        } else {
            (Some(resolve_from_text), Some(parse_loop))
        };
        (*m.raw()).resolve_descriptors = r;
        (*m.raw()).get_strided_loop = l;
    }
    Ok(m)
}

resolver! { resolve_resize => resize }
resolver! { resolve_to_text => to_text }
resolver! { resolve_from_text => super::numeric::simple }
loop_getter! { text_loop => get_text_loop }
loop_getter! { print_loop => get_print_loop }
loop_getter! { parse_loop => get_parse_loop }

/// Between strings of one class.
fn resize(q: CastQuery<'_>) -> Res<CastInfo> {
    let from = q.from.own();
    let to = match q.to {
        Some(t) => t.own(),
        None => canonical(q.from)?,
    };
    let same_order = from.is_native() == to.is_native();
    let (a, b) = (from.elsize(), to.elsize());
    let casting = if b < a {
        NPY_SAME_KIND_CASTING
    } else if b > a {
        NPY_SAFE_CASTING
    } else if same_order {
        NPY_NO_CASTING
    } else {
        NPY_EQUIV_CASTING
    };
    Ok(CastInfo {
        casting,
        view_offset: (same_order && b <= a).then_some(0),
        descrs: [from, to],
    })
}

/// From anything of known length to a string.
fn to_text(q: CastQuery<'_>) -> Res<CastInfo> {
    let t = q.to_class.type_num();
    let length = match q.from.type_num() {
        f @ (NPY_STRING | NPY_UNICODE) => q.from.elsize() / unit(f),
        f => string_length(f)
            .ok_or_else(|| runtime_error("the string length of this type is not known"))?,
    };
    let size = length.checked_mul(unit(t)).unwrap_or(isize::MAX);
    let from = canonical(q.from)?;
    let (to, casting) = match q.to {
        Some(d) => (
            d.own(),
            if d.elsize() < size {
                min_casting(q.method.casting(), NPY_SAME_KIND_CASTING)
            } else {
                q.method.casting()
            },
        ),
        None if size > c_int::MAX as isize => {
            return Err(type_error(&format!(
                "cannot cast dtype {} to {}.",
                q.from.str_text()?,
                q.to_class.repr_text()?
            )));
        }
        None => (with_text_length(t, length)?, q.method.casting()),
    };
    Ok(CastInfo {
        casting,
        view_offset: None,
        descrs: [from, to],
    })
}

fn get_text_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let (f, t) = (q.from.type_num(), q.to.type_num());
    let same_order = q.from.is_native() == q.to.is_native();
    if f == t && same_order && q.from.elsize() == q.to.elsize() && q.from.elsize() > 0 {
        return Ok(super::copies::plain(
            q.from.elsize(),
            q.strides[0],
            q.strides[1],
        ));
    }
    Ok(LoopChoice {
        run: text_to_text,
        aux: std::ptr::null_mut(),
        flags: if f == t {
            NPY_METH_NO_FLOATINGPOINT_ERRORS
        } else {
            NPY_METH_NO_FLOATINGPOINT_ERRORS | NPY_METH_REQUIRES_PYAPI
        },
    })
}

fn get_print_loop(_q: LoopQuery<'_>) -> Res<LoopChoice> {
    Ok(LoopChoice {
        run: print_numbers,
        aux: std::ptr::null_mut(),
        flags: NPY_METH_NO_FLOATINGPOINT_ERRORS | NPY_METH_REQUIRES_PYAPI,
    })
}

fn get_parse_loop(_q: LoopQuery<'_>) -> Res<LoopChoice> {
    let run: Loop = parse_numbers;
    Ok(LoopChoice {
        run,
        aux: std::ptr::null_mut(),
        flags: NPY_METH_REQUIRES_PYAPI,
    })
}

/// The two descriptors of a cast's context.
///
/// # Safety
/// A context of a cast loop.
pub(crate) unsafe fn descrs_of<'a>(context: *mut PyArrayMethod_Context) -> (&'a Descr, &'a Descr) {
    // SAFETY: as the caller vouches.
    unsafe {
        let d = (*context).descriptors;
        (
            Descr::from_ptr((*d).cast()),
            Descr::from_ptr((*d.add(1)).cast()),
        )
    }
}

/// The operands of a cast loop.
pub(crate) struct Run {
    pub src: *mut u8,
    pub dst: *mut u8,
    pub n: isize,
    pub src_stride: isize,
    pub dst_stride: isize,
}

impl Run {
    /// # Safety
    /// The loop contract of a method with one input and one output.
    #[inline(always)]
    pub(crate) unsafe fn new(
        data: *const *mut c_char,
        dimensions: *const npy_intp,
        strides: *const npy_intp,
    ) -> Run {
        // SAFETY: as the caller vouches.
        unsafe {
            Run {
                src: (*data).cast(),
                dst: (*data.add(1)).cast(),
                n: *dimensions,
                src_stride: *strides,
                dst_stride: *strides.add(1),
            }
        }
    }

    /// Calls `f` for each pair of elements.
    #[inline(always)]
    pub(crate) fn each(&self, mut f: impl FnMut(*mut u8, *mut u8) -> Res<()>) -> Res<()> {
        let (mut s, mut d) = (self.src, self.dst);
        for _ in 0..self.n {
            f(s, d)?;
            s = s.wrapping_offset(self.src_stride);
            d = d.wrapping_offset(self.dst_stride);
        }
        Ok(())
    }
}

unsafe extern "C" fn text_to_text(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let (from, to) = descrs_of(context);
        let run = Run::new(data, dimensions, strides);
        run.each(|s, d| {
            let source = Text::at(from, s);
            match source.copy_to(Text::at(to, d)) {
                Ok(()) => Ok(()),
                Err(()) => Err(source.raise_not_ascii()),
            }
        })
    })
}

unsafe extern "C" fn print_numbers(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; elements of the source are native.
    entry(|| unsafe {
        let (from, to) = descrs_of(context);
        let run = Run::new(data, dimensions, strides);
        let t = from.type_num();
        let mut buffer = String::with_capacity(96);
        run.each(|s, d| {
            buffer.clear();
            if number::print(t, s, &mut buffer) {
                Text::at(to, d).write_ascii(buffer.as_bytes());
                return Ok(());
            }
            let scalar = crate::casting::from_memory(s, from, None)?;
            text::set(to, d, &scalar)
        })
    })
}

unsafe extern "C" fn parse_numbers(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; both sides are native.
    entry(|| unsafe {
        let (from, to) = descrs_of(context);
        let run = Run::new(data, dimensions, strides);
        let t = to.type_num();
        let mut ascii = Vec::with_capacity(64);
        run.each(|s, d| {
            let source = Text::at(from, s);
            if t == NPY_BOOL {
                *d = u8::from(!source.is_empty());
                return Ok(());
            }
            ascii.clear();
            if source.push_ascii(&mut ascii) && number::parse(t, &ascii, d) {
                return Ok(());
            }
            parse_slowly(from, s, to, d)
        })
    })
}

/// Parses through the interpreter: odd spellings, and the errors.
///
/// # Safety
/// Elements of the descriptors lie at the pointers.
#[cold]
pub(crate) unsafe fn parse_slowly(from: &Descr, s: *const u8, to: &Descr, d: *mut u8) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        let t = to.type_num();
        let own = is_float(t) && t != NPY_LONGDOUBLE || matches!(t, NPY_DATETIME | NPY_TIMEDELTA);
        let scalar = if from.type_num() == NPY_VOID && own {
            // The error speaks of the scalar, not of its bytes.
            let scalar = crate::casting::from_memory(s, from, None)?;
            return set_by_slot(to, d, &scalar);
        } else if from.type_num() == NPY_VOID {
            super::get_item(from, s, None)?
        } else {
            crate::casting::from_memory(s, from, None)?
        };
        let value = match t {
            NPY_LONGDOUBLE if from.type_num() == NPY_VOID => {
                call_type(&raw mut ffi::PyFloat_Type, &scalar)?
            }
            NPY_LONGDOUBLE => scalar,
            _ if is_integer(t) || t == NPY_BOOL => call_type(&raw mut ffi::PyLong_Type, &scalar)?,
            _ if is_float(t) => call_type(&raw mut ffi::PyFloat_Type, &scalar)?,
            _ if is_complex(t) && from.type_num() == NPY_VOID => {
                call_type(&raw mut ffi::PyFloat_Type, &scalar)?
            }
            _ if is_complex(t) => {
                // complex() wants a str.
                let s = if scalar.is_bytes() {
                    Own::<Object>::from_result(ffi::PyUnicode_FromEncodedObject(
                        scalar.as_ptr(),
                        c"utf-8".as_ptr(),
                        std::ptr::null(),
                    ))?
                } else {
                    scalar
                };
                call_type(&raw mut ffi::PyComplex_Type, &s)?
            }
            _ => scalar,
        };
        set_by_slot(to, d, &value)
    }
}

fn call_type(t: *mut ffi::PyTypeObject, arg: &Object) -> Res<Owned> {
    // SAFETY: a built-in type.
    unsafe { Object::from_ptr(t.cast()) }.call(&[arg])
}
