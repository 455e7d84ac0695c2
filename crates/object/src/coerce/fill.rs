//! The second pass of discovery: elements into the new array, in the order in which the first pass saw them.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Object, Raised, Res, ffi};

use crate::casting::assign::{Side, broadcast_side, transfer_all};
use crate::casting::can_cast::{can_cast_types, casting_error};
use crate::casting::item::{cast_element, set_by_slot};
use crate::casting::set_item;
use crate::coerce::discover::{Content, Entry, Uniform, fast_items};
use crate::model::Descr;
use crate::model::Dims;
use crate::model::array::Array;

/// Where the elements go: memory of one shape, not necessarily an array's own.
pub(crate) struct Target<'a> {
    pub descr: &'a Descr,
    pub data: *mut u8,
    pub shape: &'a [isize],
    pub strides: &'a [isize],
    pub aligned: bool,
}

/// Stores what the first pass found.
///
/// # Safety
/// The target's memory is writable, initialised where its dtype holds references, and stays in place.
pub(crate) unsafe fn fill(target: &Target<'_>, entries: &[Entry]) -> Res<()> {
    let mut cursor = Cursor {
        t: target,
        entries,
        at: 0,
    };
    let Some(first) = entries.first() else {
        return Ok(());
    };
    cursor.at = 1;
    // SAFETY: as the caller vouches.
    unsafe { cursor.entry(first, target.data, 0) }
}

struct Cursor<'a> {
    t: &'a Target<'a>,
    entries: &'a [Entry],
    at: usize,
}

#[cold]
fn inconsistent() -> ferronum_pyrt::Raised {
    runtime_error(
        "Inconsistent object during array creation? Content of sequences changed (length inconsistent).",
    )
}

/// A list must still be as long, and hold the arrays that the first pass looked into. Subclasses were iterated, which
/// need not give what they hold.
fn check_unchanged(sequence: &Object, seen: &Object) -> Res<()> {
    if !sequence.is_list_exact() {
        return Ok(());
    }
    // SAFETY: nothing runs Python code between this look and the comparison.
    let now = unsafe { fast_items(sequence) };
    let seen = seen.tuple_items();
    let kept = |(a, b): (&&Object, &&Object)| a.is(b) || !Array::check(b);
    if now.len() == seen.len() && now.iter().zip(seen).all(kept) {
        return Ok(());
    }
    Err(inconsistent())
}

impl<'a> Cursor<'a> {
    /// # Safety
    /// `data` is the block of the target behind `depth` indices.
    unsafe fn entry(&mut self, e: &'a Entry, data: *mut u8, depth: usize) -> Res<()> {
        // SAFETY: as the caller vouches.
        unsafe {
            match &e.content {
                Content::Array(a) => self.array(&e.object, a, data, depth),
                Content::Uniform(seq, kind) => self.uniform(seq, *kind, data, depth),
                Content::Sequence(items) => {
                    check_unchanged(&e.object, items)?;
                    self.sequence(items, data, depth)
                }
            }
        }
    }

    /// # Safety
    /// As `entry`.
    unsafe fn sequence(&mut self, items: &'a Object, data: *mut u8, depth: usize) -> Res<()> {
        let t = self.t;
        if depth >= t.shape.len() || items.tuple_len() as isize != t.shape[depth] {
            return Err(inconsistent());
        }
        let leaf = depth + 1 == t.shape.len();
        let mut p = data;
        for item in items.tuple_items() {
            let next = self
                .entries
                .get(self.at)
                .filter(|e| e.depth == depth + 1 && e.object.is(item));
            // SAFETY: as the caller vouches; one step along the axis for each item.
            unsafe {
                match next {
                    Some(e) => {
                        self.at += 1;
                        self.entry(e, p, depth + 1)?;
                    }
                    None if leaf => set_item(t.descr, p, item)?,
                    None => return Err(inconsistent()),
                }
            }
            p = p.wrapping_offset(t.strides[depth]);
        }
        Ok(())
    }

    /// # Safety
    /// As `entry`.
    unsafe fn array(&mut self, object: &Object, a: &Array, data: *mut u8, depth: usize) -> Res<()> {
        let t = self.t;
        // SAFETY: the block lies within the target.
        unsafe {
            if depth == t.shape.len() && a.ndim() == 0 {
                if depth > 0 {
                    // In a sequence it is an element like any other, whatever array it would give.
                    return set_item(t.descr, data, object);
                }
                if t.descr.is_object() && !a.descr().is_object() {
                    let value = crate::casting::get_item(a.descr(), a.data(), Some(a))?;
                    return crate::casting::item::set_object(data, &value);
                }
                return cast_element(a.descr(), a.data(), t.descr, data);
            }
            let shape = Dims::from(&t.shape[depth..]);
            let src = broadcast_side(a, &shape)?;
            let dst = Side {
                descr: t.descr.own(),
                data,
                strides: Dims::from(&t.strides[depth..]),
                aligned: t.aligned,
            };
            transfer_all(&shape, &dst, &src, None, NPY_UNSAFE_CASTING).map_err(|e| {
                let reason = e.fetch();
                match can_cast_types(a.descr(), t.descr, NPY_UNSAFE_CASTING) {
                    Ok(false) => casting_error(a.descr(), t.descr, NPY_UNSAFE_CASTING, false),
                    Ok(true) => Raised::restore(reason),
                    Err(e) => e,
                }
            })
        }
    }

    /// # Safety
    /// As `entry`.
    unsafe fn uniform(
        &mut self,
        seq: &Object,
        kind: Uniform,
        data: *mut u8,
        depth: usize,
    ) -> Res<()> {
        let t = self.t;
        if depth + 1 != t.shape.len() {
            return Err(inconsistent());
        }
        // SAFETY: nothing runs Python code between this look and the end of the tight loops.
        let items = unsafe { fast_items(seq) };
        if items.len() as isize != t.shape[depth] {
            return Err(inconsistent());
        }
        let stride = t.strides[depth];
        // SAFETY: one element for each item.
        unsafe {
            if t.descr.is_native() && tight(t.descr.type_num(), kind, items, data, stride)? {
                return Ok(());
            }
            let snapshot = seq.to_tuple()?;
            if snapshot.tuple_len() as isize != t.shape[depth] {
                return Err(inconsistent());
            }
            let mut p = data;
            for item in snapshot.tuple_items() {
                if item.is_basic_builtin() && t.descr.is_legacy() && !t.descr.is_user_defined() {
                    set_by_slot(t.descr, p, item)?;
                } else {
                    set_item(t.descr, p, item)?;
                }
                p = p.wrapping_offset(stride);
            }
        }
        Ok(())
    }
}

/// The loops for lists of Python floats, ints and bools into built-in numbers. False (with elements half done)
/// where a value needs the general way.
///
/// # Safety
/// `items` are not changed meanwhile; one element for each lies at the stride.
unsafe fn tight(
    t: i32,
    kind: Uniform,
    items: &[&Object],
    data: *mut u8,
    stride: isize,
) -> Res<bool> {
    // SAFETY: as the caller vouches; types are looked at again, since the list may have changed since.
    unsafe {
        macro_rules! each {
            ($ty:ty, |$o:ident| $value:expr) => {{
                let mut p = data;
                for $o in items {
                    let Some(v) = ($value) else { return Ok(false) };
                    p.cast::<$ty>().write_unaligned(v);
                    p = p.wrapping_offset(stride);
                }
                Ok(true)
            }};
        }
        let float = |o: &Object| {
            o.is_float_exact()
                .then(|| ffi::PyFloat_AS_DOUBLE(o.as_ptr()))
        };
        match kind {
            Uniform::Float => match t {
                NPY_DOUBLE => each!(f64, |o| float(o)),
                NPY_FLOAT => each!(f32, |o| float(o).and_then(|x| {
                    let f = x as f32;
                    (f.is_finite() || !x.is_finite()).then_some(f)
                })),
                NPY_CDOUBLE => each!([f64; 2], |o| float(o).map(|x| [x, 0.0])),
                _ => Ok(false),
            },
            Uniform::Int => {
                macro_rules! ints {
                    ($ty:ty) => {
                        each!($ty, |o| if o.is_int_exact() {
                            o.int_to_i64()?.ok().and_then(|v| <$ty>::try_from(v).ok())
                        } else {
                            None
                        })
                    };
                }
                match t {
                    NPY_BYTE => ints!(i8),
                    NPY_UBYTE => ints!(u8),
                    NPY_SHORT => ints!(i16),
                    NPY_USHORT => ints!(u16),
                    NPY_INT => ints!(i32),
                    NPY_UINT => ints!(u32),
                    NPY_LONG | NPY_LONGLONG => ints!(i64),
                    NPY_ULONG | NPY_ULONGLONG => ints!(u64),
                    // Integers up to 2^53 are exact; others go through Python's own rounding.
                    NPY_DOUBLE => each!(f64, |o| if o.is_int_exact() {
                        o.int_to_i64()?
                            .ok()
                            .filter(|v| v.unsigned_abs() <= 1 << 53)
                            .map(|v| v as f64)
                    } else {
                        None
                    }),
                    _ => Ok(false),
                }
            }
            Uniform::Bool => match t {
                NPY_BOOL => each!(u8, |o| o
                    .is_bool()
                    .then(|| u8::from(o.is(ferronum_pyrt::py_bool(true))))),
                _ => Ok(false),
            },
            Uniform::Other => Ok(false),
        }
    }
}
