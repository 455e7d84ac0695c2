//! Array memory: handlers (NEP 49), the default handler over `blocks`, tracemalloc.

use std::cell::UnsafeCell;
use std::ffi::{c_char, c_int, c_uint, c_void};
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{self, no_memory, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi};

use crate::storage::blocks;

/// The tracemalloc domain of array data.
pub const TRACEMALLOC_DOMAIN: c_uint = 389_047;

static WARN_WITHOUT_POLICY: AtomicBool = AtomicBool::new(false);

/// Switches the warning about owned memory that no handler made; returns the old setting.
pub fn set_warn_without_policy(on: bool) -> bool {
    WARN_WITHOUT_POLICY.swap(on, Ordering::Relaxed)
}

/// Warns, where that is switched on, about memory whose owner has no handler.
#[cold]
fn warn_without_policy() {
    if !WARN_WITHOUT_POLICY.load(Ordering::Relaxed) {
        return;
    }
    raised::with_saved_exception(|| {
        let warned = raised::warn(
            raised::exc::RuntimeWarning(),
            "Trying to dealloc data, but a memory policy is not set. If you take ownership of the data, you must set a base owning the data (e.g. a PyCapsule).",
            1,
        );
        if let Err(e) = warned {
            e.unraisable(None);
        }
    });
}

unsafe extern "C" {
    fn PyTraceMalloc_Track(domain: c_uint, ptr: usize, size: usize) -> c_int;
    fn PyTraceMalloc_Untrack(domain: c_uint, ptr: usize) -> c_int;
}

unsafe extern "C" fn handler_malloc(_ctx: *mut c_void, size: usize) -> *mut c_void {
    blocks::allocate(size).cast()
}

unsafe extern "C" fn handler_calloc(_ctx: *mut c_void, n: usize, size: usize) -> *mut c_void {
    n.checked_mul(size)
        .map_or(std::ptr::null_mut(), |s| blocks::allocate_zeroed(s).cast())
}

unsafe extern "C" fn handler_realloc(
    _ctx: *mut c_void,
    p: *mut c_void,
    size: usize,
) -> *mut c_void {
    // SAFETY: every block is the C library's.
    unsafe { libc::realloc(p, blocks::rounded(size)) }
}

unsafe extern "C" fn handler_free(_ctx: *mut c_void, p: *mut c_void, size: usize) {
    blocks::free(p.cast(), size);
}

/// The default handler, as `PyDataMem_DefaultHandler` shows it.
struct DefaultHandler(UnsafeCell<PyDataMem_Handler>);
// SAFETY: written at compile time only.
unsafe impl Sync for DefaultHandler {}

const fn handler_name(text: &[u8]) -> [c_char; 127] {
    let mut out = [0; 127];
    let mut i = 0;
    while i < text.len() {
        out[i] = text[i] as c_char;
        i += 1;
    }
    out
}

static DEFAULT_HANDLER: DefaultHandler = DefaultHandler(UnsafeCell::new(PyDataMem_Handler {
    name: handler_name(b"default_allocator"),
    version: 1,
    allocator: PyDataMemAllocator {
        ctx: std::ptr::null_mut(),
        malloc: Some(handler_malloc),
        calloc: Some(handler_calloc),
        realloc: Some(handler_realloc),
        free: Some(handler_free),
    },
}));

static DEFAULT_CAPSULE: AtomicPtr<ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());
static CURRENT: AtomicPtr<ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());

/// The capsule of the default handler, borrowed.
#[inline(always)]
pub fn default_handler() -> &'static Object {
    // SAFETY: set by init() and kept for ever.
    unsafe { Object::from_ptr(DEFAULT_CAPSULE.load(Ordering::Relaxed)) }
}

/// The capsule of the handler in force in this context.
#[inline]
pub fn current_handler() -> Res<Owned> {
    let mut out = std::ptr::null_mut();
    // SAFETY: the context variable is kept for ever; its default is our capsule, so out is not NULL.
    unsafe {
        if ffi::PyContextVar_Get(
            CURRENT.load(Ordering::Relaxed),
            std::ptr::null_mut(),
            &mut out,
        ) < 0
        {
            return Err(Raised::pending());
        }
        Own::from_result(out)
    }
}

/// Puts another handler in force (a capsule, `None` for the default one); returns the old one.
pub fn set_handler(handler: Option<&Object>) -> Res<Owned> {
    let old = current_handler()?;
    let new = handler.unwrap_or(default_handler());
    handler_struct(new)?;
    // SAFETY: the token is not needed.
    let token = unsafe {
        Own::<Object>::from_result(ffi::PyContextVar_Set(
            CURRENT.load(Ordering::Relaxed),
            new.as_ptr(),
        ))?
    };
    drop(token);
    Ok(old)
}

/// The struct in a handler capsule; raises if it is not one.
pub fn handler_struct(capsule: &Object) -> Res<*mut PyDataMem_Handler> {
    // SAFETY: a live object; the name is checked.
    unsafe {
        if ffi::PyCapsule_IsValid(capsule.as_ptr(), MEM_HANDLER_NAME.as_ptr()) == 0 {
            return Err(value_error("Capsule must be named 'mem_handler'"));
        }
        let p = ffi::PyCapsule_GetPointer(capsule.as_ptr(), MEM_HANDLER_NAME.as_ptr());
        if p.is_null() {
            Err(Raised::pending())
        } else {
            Ok(p.cast())
        }
    }
}

/// Allocates array data through the current handler. Returns the block and the handler's capsule.
#[inline]
pub fn allocate(size: usize, zeroed: bool) -> Res<(*mut u8, Owned)> {
    let handler = current_handler()?;
    let p = if handler.is(default_handler()) {
        if zeroed {
            blocks::allocate_zeroed(size)
        } else {
            blocks::allocate(size)
        }
    } else {
        let h = handler_struct(&handler)?;
        // SAFETY: a valid handler; absent functions count as exhaustion.
        unsafe {
            let a = &(*h).allocator;
            match (zeroed, a.malloc, a.calloc) {
                (false, Some(f), _) => f(a.ctx, size).cast(),
                (true, _, Some(f)) => f(a.ctx, 1, size).cast(),
                _ => std::ptr::null_mut(),
            }
        }
    };
    if p.is_null() {
        return Err(no_memory());
    }
    // SAFETY: tracing is optional and takes any address.
    unsafe { PyTraceMalloc_Track(TRACEMALLOC_DOMAIN, p as usize, size) };
    Ok((p, handler))
}

/// Releases array data to the handler that made it; `None` means the C library's `free`.
pub fn release(p: *mut u8, size: usize, handler: Option<&Object>) {
    if p.is_null() {
        return;
    }
    // SAFETY: the block came from this handler with this size.
    unsafe {
        PyTraceMalloc_Untrack(TRACEMALLOC_DOMAIN, p as usize);
        match handler {
            Some(h) if h.is(default_handler()) => blocks::free(p, size),
            Some(h) => match handler_struct(h) {
                Ok(s) => {
                    if let Some(f) = (*s).allocator.free {
                        f((*s).allocator.ctx, p.cast(), size);
                    }
                }
                Err(e) => e.unraisable(None),
            },
            None => {
                warn_without_policy();
                libc::free(p.cast());
            }
        }
    }
}

/// Resizes array data in place of `realloc`. The old block stays valid on failure.
pub fn reallocate(p: *mut u8, size: usize, handler: Option<&Object>) -> Res<*mut u8> {
    // SAFETY: the block came from this handler.
    let new: *mut u8 = unsafe {
        match handler {
            Some(h) => {
                let s = handler_struct(h)?;
                match (*s).allocator.realloc {
                    Some(f) => f((*s).allocator.ctx, p.cast(), size).cast(),
                    None => std::ptr::null_mut(),
                }
            }
            None => libc::realloc(p.cast(), size).cast(),
        }
    };
    if new.is_null() {
        // SAFETY: a built-in exception.
        let class = unsafe { Object::from_ptr(ffi::PyExc_MemoryError) };
        return Err(ferronum_pyrt::raised::raise(
            class,
            "cannot allocate memory for array",
        ));
    }
    // SAFETY: as in allocate.
    unsafe {
        if new != p {
            PyTraceMalloc_Untrack(TRACEMALLOC_DOMAIN, p as usize);
        }
        PyTraceMalloc_Track(TRACEMALLOC_DOMAIN, new as usize, size);
    }
    Ok(new)
}

/// Memory for the dimensions and strides of an array of `ndim` dimensions (NULL for none).
#[inline]
pub(crate) fn allocate_dims(ndim: usize) -> Res<*mut isize> {
    if ndim == 0 {
        return Ok(std::ptr::null_mut());
    }
    let p = blocks::allocate(ndim * 2 * size_of::<isize>());
    if p.is_null() {
        Err(no_memory())
    } else {
        Ok(p.cast())
    }
}

/// Releases what `allocate_dims` gave.
#[inline]
pub(crate) fn release_dims(p: *mut isize, ndim: usize) {
    if !p.is_null() {
        blocks::free(p.cast(), ndim * 2 * size_of::<isize>());
    }
}

/// (name, version) of the handler of `a`'s memory, following bases to the owner; `None` if the memory has no handler.
pub fn handler_of(a: &crate::Array) -> Res<Option<(String, u8)>> {
    let Some(h) = a.mem_handler() else {
        return Ok(None);
    };
    describe(h).map(Some)
}

/// (name, version) of a handler capsule.
pub fn describe(capsule: &Object) -> Res<(String, u8)> {
    let h = handler_struct(capsule)?;
    // SAFETY: the name is NUL-terminated within its 127 bytes, or cut there.
    unsafe {
        let name = &(*h).name;
        let bytes: Vec<u8> = name
            .iter()
            .take_while(|&&c| c != 0)
            .map(|&c| c as u8)
            .collect();
        Ok((String::from_utf8_lossy(&bytes).into_owned(), (*h).version))
    }
}

/// Makes the default handler's capsule and the context variable.
pub fn init() -> Res<()> {
    if std::env::var_os("NUMPY_WARN_IF_NO_MEM_POLICY").is_some_and(|v| v == "1") {
        set_warn_without_policy(true);
    }
    // SAFETY: static storage and names.
    unsafe {
        let capsule = Own::<Object>::from_result(ffi::PyCapsule_New(
            DEFAULT_HANDLER.0.get().cast(),
            MEM_HANDLER_NAME.as_ptr(),
            None,
        ))?;
        let var = Own::<Object>::from_result(ffi::PyContextVar_New(
            c"current_allocator".as_ptr(),
            capsule.as_ptr(),
        ))?;
        DEFAULT_CAPSULE.store(capsule.into_ptr(), Ordering::Relaxed);
        CURRENT.store(var.into_ptr(), Ordering::Relaxed);
    }
    Ok(())
}

/// `MemoryError` of array creation: `numpy._core._exceptions._ArrayMemoryError(shape, dtype)`.
#[cold]
pub(crate) fn array_memory_error(shape: &[isize], descr: &Object) -> Raised {
    let build = || -> Res<Raised> {
        let class = ferronum_pyrt::import_cached!("numpy._core._exceptions", "_ArrayMemoryError")?;
        let value =
            ferronum_pyrt::tuple_new(&[&*ferronum_pyrt::ops::tuple_of_ints(shape)?, descr])?;
        Ok(raised::raise_object(class, &value))
    };
    build().unwrap_or_else(|e| e)
}

/// The cell that holds the default handler's capsule (`PyDataMem_DefaultHandler` is a variable in C).
pub fn default_handler_cell() -> *mut c_void {
    DEFAULT_CAPSULE.as_ptr().cast()
}
