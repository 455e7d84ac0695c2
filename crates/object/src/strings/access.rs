//! How loops reach the elements of StringDType arrays.
//!
//! ```text
//! let d = StringDescr::of_context(context, 0);           // from a loop's context; or descr.downcast::<StringDescr>()
//! let held = Locked::new([a, b, out]);                   // locks the arenas, each one once, in a fixed order
//! let [sa, sb, so] = held.strings();
//! match sa.load(p) { Loaded::Text(t) => .., Loaded::Missing => .. }
//! so.store(q, b"text")?;                                 // releases what the element held
//! so.store_missing(q);
//! ```
//!
//! Rules. While a `Locked` lives no Python code may run (no `str()`, no comparison of objects, no allocation of Python
//! objects beyond raising an error): another thread, or this one, would wait for the lock. Errors may be raised with
//! or without the interpreter held: `store` and [`raise`] take it themselves, so loops need no `REQUIRES_PYAPI`.
//! Text from `load` is valid until the lock is given back or *that* element is written; blocks do not move, so other
//! elements of the same array may be written meanwhile. `store` copes with a source that lies in the element itself.
//! Elements may be unaligned. Memory must be zeroed or hold a valid element.

use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::mem::MaybeUninit;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{self, raise_object};
use ferronum_pyrt::{Layout, Object, Raised, Res, ffi};

use super::arena::{Arena, SLOT_MAX};
use super::packed::{self, Form, Packed};
use crate::dtype::builtin::class_of;
use crate::model::Descr;

/// An instance of StringDType, borrowed.
#[repr(transparent)]
pub struct StringDescr(UnsafeCell<PyArray_StringDTypeObject>);

// SAFETY: transparent over the struct of the class's instances; the class cannot be subclassed.
unsafe impl Layout for StringDescr {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        obj.type_ptr() == class_of(NPY_VSTRING).type_object_ptr()
    }
}

impl std::ops::Deref for StringDescr {
    type Target = Descr;
    #[inline(always)]
    fn deref(&self) -> &Descr {
        // SAFETY: an instance begins with the common part.
        unsafe { Descr::from_ptr(self.as_ptr()) }
    }
}

/// What kind of object stands for a missing value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NaKind {
    /// There is none: elements are never missing (but may be in memory that was another dtype's; treat as empty).
    None,
    /// Unequal to itself, like NaN, or of no truth value, like `pandas.NA`: results of missing inputs are missing.
    NanLike,
    /// A `str`: used in place of a missing element.
    Text,
    /// Anything else (`None`): most operations raise.
    Other,
}

impl StringDescr {
    /// The struct as C sees it.
    #[inline(always)]
    pub fn raw_string(&self) -> *mut PyArray_StringDTypeObject {
        self.0.get()
    }

    /// The descriptor of operand `i` of a loop, which the caller knows to be of StringDType.
    ///
    /// # Safety
    /// A loop's context whose operand `i` has this class.
    #[inline(always)]
    pub unsafe fn of_context<'a>(context: *mut PyArrayMethod_Context, i: usize) -> &'a StringDescr {
        // SAFETY: as the caller vouches.
        unsafe { StringDescr::from_ptr((*(*context).descriptors.add(i)).cast()) }
    }

    /// The object that stands for a missing value.
    #[inline(always)]
    pub fn na_object(&self) -> Option<&Object> {
        // SAFETY: an owned reference that never changes, or NULL.
        unsafe { Object::from_ptr_opt((*self.raw_string()).na_object) }
    }

    /// Its kind.
    #[inline(always)]
    pub fn na_kind(&self) -> NaKind {
        // SAFETY: a live instance.
        let d = unsafe { &*self.raw_string() };
        if d.na_object.is_null() {
            NaKind::None
        } else if d.has_string_na != 0 {
            NaKind::Text
        } else if d.has_nan_na != 0 {
            NaKind::NanLike
        } else {
            NaKind::Other
        }
    }

    /// `has_nan_na` of the C struct.
    #[inline(always)]
    pub fn has_nan_na(&self) -> bool {
        self.na_kind() == NaKind::NanLike
    }

    /// `has_string_na` of the C struct.
    #[inline(always)]
    pub fn has_string_na(&self) -> bool {
        self.na_kind() == NaKind::Text
    }

    /// There is an object for missing values.
    #[inline(always)]
    pub fn has_na(&self) -> bool {
        self.na_kind() != NaKind::None
    }

    /// Whether other objects are turned into text.
    #[inline(always)]
    pub fn coerce(&self) -> bool {
        // SAFETY: a live instance.
        unsafe { (*self.raw_string()).coerce != 0 }
    }

    /// What stands for a missing element where text is needed: a string `na_object`, else nothing.
    #[inline(always)]
    pub fn default_string(&self) -> &[u8] {
        // SAFETY: the text lives as long as the instance.
        unsafe { bytes_of(&(*self.raw_string()).default_string) }
    }

    /// `str(na_object)`.
    #[inline(always)]
    pub fn na_name(&self) -> &[u8] {
        // SAFETY: as above.
        unsafe { bytes_of(&(*self.raw_string()).na_name) }
    }

    /// Same arena: elements may be copied as a view.
    #[inline(always)]
    pub fn same_arena(&self, other: &StringDescr) -> bool {
        std::ptr::eq(self.arena(), other.arena())
    }

    #[inline(always)]
    pub(crate) fn arena(&self) -> *mut Arena {
        // SAFETY: a live instance.
        unsafe { (*self.raw_string()).allocator.cast() }
    }
}

/// # Safety
/// The text lives for `'a`.
#[inline(always)]
unsafe fn bytes_of<'a>(s: &npy_static_string) -> &'a [u8] {
    if s.buf.is_null() {
        return &[];
    }
    // SAFETY: as the caller vouches.
    unsafe { std::slice::from_raw_parts(s.buf.cast(), s.size) }
}

/// The arenas of `N` descriptors, locked until dropped. The same arena may occur several times.
pub struct Locked<'a, const N: usize> {
    arenas: [*mut Arena; N],
    _of: PhantomData<&'a StringDescr>,
}

impl<'a, const N: usize> Locked<'a, N> {
    /// Locks them in the order of their addresses, so that two callers cannot wait for each other.
    #[inline]
    pub fn new(descrs: [&'a StringDescr; N]) -> Self {
        let arenas = descrs.map(StringDescr::arena);
        // SAFETY: the descriptors keep their arenas alive.
        unsafe { lock_all(&arenas) };
        Locked {
            arenas,
            _of: PhantomData,
        }
    }

    /// Access to the elements of each descriptor.
    #[inline(always)]
    pub fn strings(&self) -> [Strings<'_>; N] {
        self.arenas.map(|arena| Strings {
            arena,
            _of: PhantomData,
        })
    }
}

impl<const N: usize> Drop for Locked<'_, N> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: new() locked them.
        unsafe { unlock_all(&self.arenas) }
    }
}

/// Locks several arenas, each one once. NULL entries are skipped.
///
/// # Safety
/// Live arenas.
pub(super) unsafe fn lock_all(arenas: &[*mut Arena]) {
    let mut last = std::ptr::null_mut::<Arena>();
    loop {
        // The next one by address: the lists are short.
        let Some(&next) = arenas.iter().filter(|a| **a > last).min() else {
            return;
        };
        // SAFETY: as the caller vouches.
        unsafe { Arena::lock(next) };
        last = next;
    }
}

/// The reverse of `lock_all`.
///
/// # Safety
/// The same list, locked by this thread.
pub(super) unsafe fn unlock_all(arenas: &[*mut Arena]) {
    for (i, a) in arenas.iter().enumerate() {
        if !a.is_null() && !arenas[..i].contains(a) {
            // SAFETY: as the caller vouches.
            unsafe { Arena::unlock(*a) };
        }
    }
}

/// An element as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loaded<'l> {
    /// UTF-8 (bytes that a C extension stored may be anything).
    Text(&'l [u8]),
    /// The missing value.
    Missing,
}

impl<'l> Loaded<'l> {
    /// The text, or what is to stand for a missing value.
    #[inline(always)]
    pub fn or(self, missing: &'l [u8]) -> &'l [u8] {
        match self {
            Loaded::Text(t) => t,
            Loaded::Missing => missing,
        }
    }

    /// The text, `None` where missing.
    #[inline(always)]
    pub fn text(self) -> Option<&'l [u8]> {
        match self {
            Loaded::Text(t) => Some(t),
            Loaded::Missing => None,
        }
    }
}

/// Access to the elements of one descriptor while its arena is locked.
#[derive(Clone, Copy)]
pub struct Strings<'l> {
    arena: *mut Arena,
    _of: PhantomData<&'l Arena>,
}

impl<'l> Strings<'l> {
    /// Access to the elements of an arena that the caller has locked.
    ///
    /// # Safety
    /// The lock is held for `'l`.
    pub(super) unsafe fn of_locked(arena: *mut Arena) -> Strings<'l> {
        Strings {
            arena,
            _of: PhantomData,
        }
    }

    /// Reads an element.
    ///
    /// # Safety
    /// `p` is an element of an array of this descriptor; the text is not used after that element is written.
    #[inline(always)]
    pub unsafe fn load(self, p: *const u8) -> Loaded<'l> {
        // SAFETY: as the caller vouches; blocks live as long as their element.
        unsafe {
            if let Some(n) = packed::short_len(*p.add(packed::SIZE - 1)) {
                return Loaded::Text(std::slice::from_raw_parts(p, n));
            }
            match Packed::read(p).form() {
                Form::Short(n) => Loaded::Text(std::slice::from_raw_parts(p, n)),
                Form::Arena(slot, n) => Loaded::Text(match (*self.arena).at(slot.offset, n) {
                    Some(q) => std::slice::from_raw_parts(q, n),
                    None => &[],
                }),
                Form::Heap(q, n) => Loaded::Text(std::slice::from_raw_parts(q, n)),
                Form::Missing => Loaded::Missing,
                Form::Empty | Form::Broken => Loaded::Text(&[]),
            }
        }
    }

    /// Writes an element; what it held is released.
    ///
    /// # Safety
    /// `p` is an element (zeroed or valid) of an array of this descriptor.
    #[inline]
    pub unsafe fn store(self, p: *mut u8, text: &[u8]) -> Res<()> {
        // SAFETY: as the caller vouches; the source may lie in the old element, which is released last.
        unsafe {
            if self.try_store(p, text) {
                return Ok(());
            }
        }
        Err(no_memory())
    }

    /// As `store`; false without memory (nothing is raised, the element stays as it is).
    ///
    /// # Safety
    /// As `store`.
    #[inline]
    pub(super) unsafe fn try_store(self, p: *mut u8, text: &[u8]) -> bool {
        let n = text.len();
        // SAFETY: as the caller vouches (INV-ARENA).
        unsafe {
            let old = Packed::read(p).form();
            if n <= packed::SHORT_MAX {
                match old {
                    // An emptied element keeps its slot.
                    Form::Arena(slot, _) if n == 0 => Packed::slot(slot, 0).write(p),
                    _ => {
                        Packed::short(text).write(p);
                        self.release(old);
                    }
                }
                return true;
            }
            match old {
                Form::Arena(slot, _) if n <= (*self.arena).capacity(slot) => {
                    let Some(q) = (*self.arena).at(slot.offset, n) else {
                        return false;
                    };
                    std::ptr::copy(text.as_ptr(), q, n);
                    Packed::slot(slot, n).write(p);
                    return true;
                }
                Form::Heap(q, size) if n <= size && n >= size / 2 => {
                    std::ptr::copy(text.as_ptr(), q, n);
                    Packed::heap(q, n).write(p);
                    return true;
                }
                _ => {}
            }
            // An element gets its slot of the arena with its first long text; what outgrows it goes to the heap.
            let fresh = matches!(old, Form::Empty | Form::Missing);
            let Some((new, q)) = self.place_for(n, fresh) else {
                return false;
            };
            std::ptr::copy_nonoverlapping(text.as_ptr(), q, n);
            new.write(p);
            self.release(old);
        }
        true
    }

    /// A place for long text and the element that names it.
    ///
    /// # Safety
    /// The arena is locked.
    #[inline]
    unsafe fn place_for(self, n: usize, in_arena: bool) -> Option<(Packed, *mut u8)> {
        if n > packed::MAX {
            return None;
        }
        // SAFETY: as the caller vouches (INV-ARENA).
        unsafe {
            if in_arena && n <= SLOT_MAX {
                let (slot, q) = (*self.arena).take(n)?;
                return Some((Packed::slot(slot, n), q));
            }
            let q = libc::malloc(n).cast::<u8>();
            (!q.is_null()).then(|| (Packed::heap(q, n), q))
        }
    }

    /// Writes an element of `n` bytes in place: `fill` gets the uninitialised bytes and fills all of them. What the
    /// element held stays readable until `fill` is done.
    ///
    /// # Safety
    /// As `store`; `fill` initialises every byte.
    #[inline]
    pub unsafe fn store_with(
        self,
        p: *mut u8,
        n: usize,
        fill: impl FnOnce(&mut [MaybeUninit<u8>]),
    ) -> Res<()> {
        // SAFETY: as the caller vouches (INV-ARENA).
        unsafe {
            let old = Packed::read(p).form();
            if n <= packed::SHORT_MAX {
                let mut text = [MaybeUninit::new(0u8); packed::SHORT_MAX];
                fill(&mut text[..n]);
                Packed::short(std::slice::from_raw_parts(text.as_ptr().cast(), n)).write(p);
            } else {
                let in_arena = matches!(old, Form::Empty | Form::Missing | Form::Arena(..));
                let Some((new, q)) = self.place_for(n, in_arena) else {
                    return Err(no_memory());
                };
                fill(std::slice::from_raw_parts_mut(q.cast(), n));
                new.write(p);
            }
            self.release(old);
        }
        Ok(())
    }

    /// Makes an element the missing value.
    ///
    /// # Safety
    /// As `store`.
    #[inline]
    pub unsafe fn store_missing(self, p: *mut u8) {
        // SAFETY: as the caller vouches.
        unsafe {
            let old = Packed::read(p).form();
            Packed::MISSING.write(p);
            self.release(old);
        }
    }

    /// Writes what `load` gave for another element.
    ///
    /// # Safety
    /// As `store`.
    #[inline]
    pub unsafe fn store_loaded(self, p: *mut u8, value: Loaded<'_>) -> Res<()> {
        // SAFETY: as the caller vouches.
        unsafe {
            match value {
                Loaded::Text(t) => self.store(p, t),
                Loaded::Missing => {
                    self.store_missing(p);
                    Ok(())
                }
            }
        }
    }

    /// Copies an element that holds all its text itself over one that holds no block; false (nothing is done) for
    /// others. `from` may belong to any arena.
    ///
    /// # Safety
    /// Both are valid elements, `to` of this descriptor.
    #[inline(always)]
    pub(super) unsafe fn copy_inline(self, from: *const u8, to: *mut u8) -> bool {
        // SAFETY: as the caller vouches.
        unsafe {
            let value = Packed::read(from);
            let inline = value.is_inline() && Packed::read(to).is_inline();
            if inline {
                value.write(to);
            }
            inline
        }
    }

    /// Releases an element and leaves the empty string.
    ///
    /// # Safety
    /// As `store`.
    #[inline]
    pub unsafe fn clear(self, p: *mut u8) {
        // SAFETY: as the caller vouches.
        unsafe {
            let old = Packed::read(p).form();
            Packed::EMPTY.write(p);
            self.release(old);
        }
    }

    /// # Safety
    /// The element that held it is overwritten already.
    #[inline(always)]
    unsafe fn release(self, old: Form) {
        // SAFETY: as the caller vouches (INV-ARENA); heap blocks come from malloc.
        unsafe {
            match old {
                Form::Arena(slot, _) => (*self.arena).give(slot),
                Form::Heap(q, _) => libc::free(q.cast()),
                _ => {}
            }
        }
    }
}

/// Runs `f` with the interpreter held, whether or not this thread holds it now.
#[cold]
pub fn with_interpreter<R>(f: impl FnOnce() -> R) -> R {
    // SAFETY: paired.
    unsafe {
        let state = ffi::PyGILState_Ensure();
        let r = f();
        ffi::PyGILState_Release(state);
        r
    }
}

/// Raises `exc(message)` from a loop that may run without the interpreter. `exc` as in `raised::exc::ValueError`.
#[cold]
pub fn raise(exc: fn() -> &'static Object, message: &str) -> Raised {
    with_interpreter(|| raised::raise(exc(), message))
}

/// The same with an object as value.
#[cold]
pub fn raise_value(exc: fn() -> &'static Object, value: &Object) -> Raised {
    with_interpreter(|| raise_object(exc(), value))
}

#[cold]
fn no_memory() -> Raised {
    with_interpreter(raised::no_memory)
}

/// Text as a `str`, bytes that are no UTF-8 raising `UnicodeDecodeError`. Not while an arena is locked.
pub fn to_str(text: &[u8]) -> Res<ferronum_pyrt::Owned> {
    // SAFETY: new reference or NULL.
    unsafe {
        ferronum_pyrt::Own::from_result(ffi::PyUnicode_DecodeUTF8(
            text.as_ptr().cast(),
            text.len() as isize,
            std::ptr::null(),
        ))
    }
}
