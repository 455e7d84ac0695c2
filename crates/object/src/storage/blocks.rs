//! The blocks of the default memory handler: the C library's, behind three bounded caches.
//!
//! Every block comes from the C library's allocator, so that anyone may `free` it. Small blocks (under 1 KiB) are kept
//! by size, eight each. Medium ones start at a multiple of 64 bytes, because vectors that straddle two cache lines cost
//! loops over data in the caches a fifth of their time; they are kept by size class (four to an octave), at most
//! `MEDIUM_CAP` bytes in all. Large blocks, which the kernel would otherwise have to map and clear anew, are huge pages,
//! at most `LARGE_CAP` bytes, dropped when they have not been used for a second.

use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const SMALL_LIMIT: usize = 1024;
const SMALL_STEP: usize = 16;
const SMALL_DEPTH: usize = 8;
const MEDIUM_ALIGN: usize = 64;
const MEDIUM_DEPTH: usize = 4;
const MEDIUM_CAP: usize = 16 << 20;
const LARGE_LIMIT: usize = 4 << 20;
const LARGE_SLOTS: usize = 6;
const LARGE_CAP: usize = 176 << 20;
const LARGE_IDLE: Duration = Duration::from_secs(1);
const HUGE_PAGE: usize = 2 << 20;

/// Sizes below this are small.
const MEDIUM_LIMIT: usize = SMALL_LIMIT - SMALL_STEP;
/// Size classes of medium blocks: four for each power of two from `SMALL_LIMIT` to `LARGE_LIMIT`.
const MEDIUM_CLASSES: usize = 4 * (LARGE_LIMIT.ilog2() - SMALL_LIMIT.ilog2()) as usize + 1;

static MADVISE_HUGEPAGE: AtomicBool = AtomicBool::new(true);

/// Switches `madvise` for huge pages; returns the old setting.
pub fn set_madvise_hugepage(on: bool) -> bool {
    MADVISE_HUGEPAGE.swap(on, Ordering::Relaxed)
}

/// Whether large blocks ask for huge pages.
pub fn madvise_hugepage() -> bool {
    MADVISE_HUGEPAGE.load(Ordering::Relaxed)
}

/// Free blocks of one size, the last one first.
#[derive(Clone, Copy)]
struct Stack<const DEPTH: usize> {
    len: usize,
    blocks: [*mut u8; DEPTH],
}

impl<const DEPTH: usize> Stack<DEPTH> {
    const EMPTY: Self = Stack {
        len: 0,
        blocks: [std::ptr::null_mut(); DEPTH],
    };

    #[inline(always)]
    fn pop(&mut self) -> Option<*mut u8> {
        self.len = self.len.checked_sub(1)?;
        Some(self.blocks[self.len])
    }

    /// False if there is no room.
    #[inline(always)]
    fn push(&mut self, p: *mut u8) -> bool {
        let room = self.len < DEPTH;
        if room {
            self.blocks[self.len] = p;
            self.len += 1;
        }
        room
    }
}

struct LargeBlock {
    ptr: *mut u8,
    size: usize,
    freed: Instant,
}

struct Caches {
    small: [Stack<SMALL_DEPTH>; SMALL_LIMIT / SMALL_STEP],
    medium: [Stack<MEDIUM_DEPTH>; MEDIUM_CLASSES],
    medium_bytes: usize,
    large: Vec<LargeBlock>,
    large_bytes: usize,
}

/// The caches, touched by attached threads only (INV-ATTACHED), never across a call into Python.
struct CacheCell(UnsafeCell<Caches>);

// SAFETY: INV-ATTACHED: the interpreter lock serialises all access.
unsafe impl Sync for CacheCell {}

static CACHES: CacheCell = CacheCell(UnsafeCell::new(Caches {
    small: [Stack::EMPTY; SMALL_LIMIT / SMALL_STEP],
    medium: [Stack::EMPTY; MEDIUM_CLASSES],
    medium_bytes: 0,
    large: Vec::new(),
    large_bytes: 0,
}));

/// Index of the stack that a small size belongs to.
#[inline(always)]
fn bucket(size: usize) -> usize {
    size.div_ceil(SMALL_STEP).max(1)
}

/// The size of blocks that a small size is rounded up to, so that they fit their bucket when they are freed; larger
/// sizes stay.
pub(crate) fn rounded(size: usize) -> usize {
    if size < SMALL_LIMIT {
        bucket(size) * SMALL_STEP
    } else {
        size
    }
}

/// Index and block size of the class of a medium size.
#[inline(always)]
fn class(size: usize) -> (usize, usize) {
    let size = size.max(SMALL_LIMIT);
    let octave = (size - 1).max(SMALL_LIMIT).ilog2();
    let step = octave - 2;
    let quarters = ((size - 1) >> step) + 1;
    let index = 4 * (octave - SMALL_LIMIT.ilog2()) as usize + quarters - 4;
    (index, quarters << step)
}

/// `malloc` of the default handler. NULL without memory.
#[inline]
pub(crate) fn allocate(size: usize) -> *mut u8 {
    // SAFETY: see CacheCell; blocks in the cache are free and of their bucket's size.
    unsafe {
        if size < MEDIUM_LIMIT {
            let b = bucket(size);
            let kept = (*CACHES.0.get()).small[b].pop();
            return kept.unwrap_or_else(|| libc::malloc(b * SMALL_STEP).cast());
        }
        if size < LARGE_LIMIT {
            return medium_allocate(size);
        }
    }
    large_allocate(size)
}

#[inline]
fn medium_allocate(size: usize) -> *mut u8 {
    // SAFETY: see CacheCell.
    let caches = unsafe { &mut *CACHES.0.get() };
    let (i, size) = class(size);
    if let Some(p) = caches.medium[i].pop() {
        caches.medium_bytes -= size;
        return p;
    }
    let mut p = std::ptr::null_mut();
    // SAFETY: a power-of-two alignment; the block is released by free.
    match unsafe { libc::posix_memalign(&mut p, MEDIUM_ALIGN, size) } {
        0 => p.cast(),
        _ => std::ptr::null_mut(),
    }
}

#[cold]
fn large_allocate(size: usize) -> *mut u8 {
    // SAFETY: see CacheCell.
    let caches = unsafe { &mut *CACHES.0.get() };
    let fits = |b: &LargeBlock| b.size >= size && b.size - size <= size / 4;
    if let Some(i) = caches.large.iter().position(fits) {
        let block = caches.large.swap_remove(i);
        caches.large_bytes -= block.size;
        return block.ptr;
    }
    let mut p = std::ptr::null_mut();
    // SAFETY: a power-of-two alignment; the block is released by free.
    unsafe {
        if libc::posix_memalign(&mut p, HUGE_PAGE, size) != 0 {
            return std::ptr::null_mut();
        }
        if madvise_hugepage() {
            libc::madvise(p, size, libc::MADV_HUGEPAGE);
        }
    }
    p.cast()
}

/// `calloc` of the default handler. NULL without memory.
pub(crate) fn allocate_zeroed(size: usize) -> *mut u8 {
    if size < MEDIUM_LIMIT {
        let p = allocate(size);
        if !p.is_null() {
            // SAFETY: at least size bytes were allocated.
            unsafe { std::ptr::write_bytes(p, 0, size) };
        }
        return p;
    }
    // SAFETY: calloc of a checked size; large blocks are page-mapped, so whole pages inside may be advised.
    unsafe {
        let p: *mut u8 = libc::calloc(size, 1).cast();
        if size >= LARGE_LIMIT && !p.is_null() && madvise_hugepage() {
            let start = (p as usize).next_multiple_of(4096);
            libc::madvise(
                start as *mut c_void,
                size - (start - p as usize),
                libc::MADV_HUGEPAGE,
            );
        }
        p
    }
}

/// `free` of the default handler; `size` as it was allocated. Blocks that others made or resized are kept only where
/// they are what the cache holds.
#[inline]
pub(crate) fn free(p: *mut u8, size: usize) {
    // SAFETY: see CacheCell; the block came from the default handler with this size.
    unsafe {
        if size < MEDIUM_LIMIT {
            let b = bucket(size);
            if libc::malloc_usable_size(p.cast()) >= b * SMALL_STEP
                && (*CACHES.0.get()).small[b].push(p)
            {
                return;
            }
        } else if size < LARGE_LIMIT {
            if medium_keep(p, size) {
                return;
            }
        } else {
            return large_free(p, size);
        }
        libc::free(p.cast());
    }
}

/// Keeps a medium block; false if it is not one of ours or there is no room.
#[inline]
fn medium_keep(p: *mut u8, size: usize) -> bool {
    // SAFETY: see CacheCell; the block is alive until the caller frees it.
    let (caches, usable) = unsafe { (&mut *CACHES.0.get(), libc::malloc_usable_size(p.cast())) };
    let (i, size) = class(size);
    if !p.addr().is_multiple_of(MEDIUM_ALIGN) || usable < size {
        return false;
    }
    if caches.medium_bytes + size > MEDIUM_CAP {
        medium_make_room(caches, size);
    }
    let kept = caches.medium[i].push(p);
    if kept {
        caches.medium_bytes += size;
    }
    kept
}

/// Frees the largest blocks until `size` bytes have room.
#[cold]
fn medium_make_room(caches: &mut Caches, size: usize) {
    for (i, stack) in caches.medium.iter_mut().enumerate().rev() {
        while caches.medium_bytes + size > MEDIUM_CAP {
            let Some(p) = stack.pop() else { break };
            caches.medium_bytes -= class_size(i);
            // SAFETY: a free block of ours.
            unsafe { libc::free(p.cast()) };
        }
    }
}

/// Block size of a class, by its index.
fn class_size(index: usize) -> usize {
    (index % 4 + 4) << (SMALL_LIMIT.ilog2() as usize + index / 4 - 2)
}

#[cold]
fn large_free(p: *mut u8, size: usize) {
    // SAFETY: see CacheCell.
    let caches = unsafe { &mut *CACHES.0.get() };
    let now = Instant::now();
    let full = caches.large.len() >= LARGE_SLOTS || caches.large_bytes + size > LARGE_CAP;
    let mut bytes = caches.large_bytes;
    caches.large.retain(|b| {
        let keep = now.duration_since(b.freed) < LARGE_IDLE && !full;
        if !keep {
            bytes -= b.size;
            // SAFETY: a free block of ours.
            unsafe { libc::free(b.ptr.cast()) };
        }
        keep
    });
    caches.large_bytes = bytes;
    if size <= LARGE_CAP {
        caches.large.push(LargeBlock {
            ptr: p,
            size,
            freed: now,
        });
        caches.large_bytes += size;
    } else {
        // SAFETY: the block came from the C library.
        unsafe { libc::free(p.cast()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_their_sizes() {
        for size in MEDIUM_LIMIT..LARGE_LIMIT {
            let (i, block) = class(size);
            assert!(
                i < MEDIUM_CLASSES && block >= size && block == class_size(i),
                "{size}: {i}, {block}"
            );
            assert!(
                i == 0 || class_size(i - 1) < size,
                "{size} belongs to a smaller class than {i}"
            );
        }
    }

    #[test]
    fn medium_blocks_come_back() {
        let (a, b) = (allocate(100_000), allocate(100_000));
        assert!(a != b && a.addr().is_multiple_of(MEDIUM_ALIGN));
        free(a, 100_000);
        assert_eq!(allocate(99_000), a);
        free(a, 99_000);
        free(b, 100_000);
        // Blocks without end: the cache stays within its cap.
        for size in (MEDIUM_LIMIT..LARGE_LIMIT).step_by(50_000) {
            let blocks: Vec<_> = (0..8).map(|_| allocate(size)).collect();
            blocks.into_iter().for_each(|p| free(p, size));
        }
        // SAFETY: no other thread of this test uses the caches.
        assert!(unsafe { (*CACHES.0.get()).medium_bytes } <= MEDIUM_CAP);
    }
}
