//! The memory behind the long strings of one StringDType instance: blocks of a few sizes cut from growing chunks, with
//! a free list for each size, and the C heap for what is larger. Blocks never move, so that text stays where it is
//! while the lock is held and its element is not written.
//!
//! Invariant INV-ARENA: everything but `lock` and `unlock` is called by the thread that holds the lock (or by the
//! destructor of the only owner).

use std::ptr::null_mut;

use parking_lot::RawMutex;
use parking_lot::lock_api::RawMutex as _;

use ferronum_pyrt::ffi;

/// Largest block of the arena; longer text lies on the C heap.
const BLOCK_MAX: usize = 1024;
/// Block sizes are multiples of this.
const STEP: usize = 16;
const CLASSES: usize = BLOCK_MAX / STEP + 1;
const FIRST_CHUNK: usize = 1024;
const LAST_CHUNK: usize = 4 << 20;

struct Chunk {
    start: *mut u8,
    size: usize,
}

/// The blocks of one instance.
pub struct Arena {
    lock: RawMutex,
    chunks: Vec<Chunk>,
    next: *mut u8,
    left: usize,
    live: usize,
    free: [*mut u8; CLASSES],
}

#[inline(always)]
const fn rounded(n: usize) -> usize {
    n.next_multiple_of(STEP)
}

impl Arena {
    /// An arena without memory.
    pub fn new() -> Box<Arena> {
        Box::new(Arena {
            lock: RawMutex::INIT,
            chunks: Vec::new(),
            next: null_mut(),
            left: 0,
            live: 0,
            free: [null_mut(); CLASSES],
        })
    }

    /// Takes the lock. A thread that holds the interpreter lets go of it while it waits, so that the holder of this
    /// lock can always finish.
    ///
    /// # Safety
    /// `this` is alive for as long as the lock is held.
    #[inline]
    pub unsafe fn lock(this: *mut Arena) {
        // SAFETY: the lock is only ever used through shared references.
        let lock = unsafe { &(*this).lock };
        if !lock.try_lock() {
            wait(lock);
        }
    }

    /// Gives the lock back.
    ///
    /// # Safety
    /// The thread holds it.
    #[inline]
    pub unsafe fn unlock(this: *mut Arena) {
        // SAFETY: as the caller vouches.
        unsafe { (*this).lock.unlock() }
    }

    /// A block of `n` bytes and whether it is the C heap's; `None` without memory.
    #[inline]
    pub fn take(&mut self, n: usize) -> Option<(*mut u8, bool)> {
        if n > BLOCK_MAX {
            // SAFETY: plain allocation.
            let p = unsafe { libc::malloc(n) }.cast::<u8>();
            return (!p.is_null()).then_some((p, true));
        }
        let size = rounded(n.max(1));
        let head = &mut self.free[size / STEP];
        if !head.is_null() {
            let p = *head;
            // SAFETY: a free block begins with the address of the next one (INV-ARENA).
            *head = unsafe { p.cast::<*mut u8>().read_unaligned() };
            self.live += 1;
            return Some((p, false));
        }
        if self.left < size && !self.grow(size) {
            return None;
        }
        let p = self.next;
        self.next = p.wrapping_add(size);
        self.left -= size;
        self.live += 1;
        Some((p, false))
    }

    /// Takes a block of `n` bytes back that `take` gave.
    ///
    /// # Safety
    /// The block came from this arena's `take(m)` with `m` rounding to at least the size of `n`, and is not used again.
    #[inline]
    pub unsafe fn give(&mut self, p: *mut u8, n: usize, heap: bool) {
        // SAFETY: as the caller vouches.
        unsafe {
            if heap {
                libc::free(p.cast());
                return;
            }
            let size = rounded(n.max(1));
            if let Some(head) = self.free.get_mut(size / STEP) {
                p.cast::<*mut u8>().write_unaligned(*head);
                *head = p;
            }
        }
        self.live = self.live.saturating_sub(1);
        if self.live == 0 {
            self.reset();
        }
    }

    /// Whether text of `n` bytes fits a block that holds text of `old` bytes and would not waste much of it.
    #[inline(always)]
    pub fn fits(n: usize, old: usize, heap: bool) -> bool {
        if heap {
            n > BLOCK_MAX && n <= old && n >= old / 2
        } else {
            n <= BLOCK_MAX && rounded(n) == rounded(old)
        }
    }

    /// All blocks are free: one chunk is enough to begin anew.
    #[cold]
    fn reset(&mut self) {
        self.free = [null_mut(); CLASSES];
        if let Some(last) = self.chunks.pop() {
            for c in self.chunks.drain(..) {
                // SAFETY: chunks come from malloc and nobody uses their blocks.
                unsafe { libc::free(c.start.cast()) };
            }
            self.next = last.start;
            self.left = last.size;
            self.chunks.push(last);
        }
    }

    #[cold]
    fn grow(&mut self, need: usize) -> bool {
        let last = self.chunks.last().map_or(FIRST_CHUNK / 2, |c| c.size);
        let size = (last * 2).min(LAST_CHUNK).max(need);
        if self.chunks.try_reserve(1).is_err() {
            return false;
        }
        // SAFETY: plain allocation.
        let start = unsafe { libc::malloc(size) }.cast::<u8>();
        if start.is_null() {
            return false;
        }
        // The rest of the old chunk serves smaller strings.
        let rest = self.left / STEP * STEP;
        if rest > 0 {
            // SAFETY: the rest lies in the old chunk and is larger than a pointer.
            unsafe {
                self.next
                    .cast::<*mut u8>()
                    .write_unaligned(self.free[rest / STEP])
            };
            self.free[rest / STEP] = self.next;
        }
        self.chunks.push(Chunk { start, size });
        self.next = start;
        self.left = size;
        true
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        for c in self.chunks.drain(..) {
            // SAFETY: chunks come from malloc; their elements are gone or were cleared.
            unsafe { libc::free(c.start.cast()) };
        }
    }
}

#[cold]
fn wait(lock: &RawMutex) {
    // SAFETY: paired, and only where this thread holds the interpreter.
    unsafe {
        if ffi::PyGILState_Check() == 0 {
            lock.lock();
            return;
        }
        let state = ffi::PyEval_SaveThread();
        lock.lock();
        ffi::PyEval_RestoreThread(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_reused() {
        let mut a = Arena::new();
        let blocks: Vec<_> = (16..=1024).map(|n| (a.take(n).unwrap().0, n)).collect();
        for &(p, n) in &blocks {
            // SAFETY: a block of n bytes.
            unsafe { std::slice::from_raw_parts_mut(p, n) }.fill(n as u8);
        }
        for &(p, n) in &blocks {
            // SAFETY: as above.
            assert!(
                unsafe { std::slice::from_raw_parts(p, n) }
                    .iter()
                    .all(|&b| b == n as u8)
            );
        }
        let (p, n) = blocks[10];
        // SAFETY: taken above, not used again.
        unsafe { a.give(p, n, false) };
        assert_eq!(a.take(n), Some((p, false)));
        for (p, n) in blocks {
            // SAFETY: taken above, not used again.
            unsafe { a.give(p, n, false) };
        }
        assert_eq!((a.live, a.chunks.len()), (0, 1));
        assert!(a.take(5000).is_some_and(|(p, heap)| {
            // SAFETY: not used again.
            unsafe { a.give(p, 5000, heap) };
            heap
        }));
    }
}
