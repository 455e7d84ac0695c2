//! The memory behind the long strings of one StringDType instance: slots in chunks, each chunk twice as large as the one
//! before. A slot is named by its offset in the sequence of all chunks, and never moves, so that text stays where it is
//! while the lock is held and its element is not written. Each slot has its capacity before its text; slots that were
//! given back wait in lists by capacity.
//!
//! Invariant INV-ARENA: everything but `lock` and `unlock` is called by the thread that holds the lock (or by the
//! destructor of the only owner).

use std::ptr::null_mut;

use parking_lot::RawMutex;
use parking_lot::lock_api::RawMutex as _;

use ferronum_pyrt::ffi;

use super::packed::Slot;

/// Longest text that gets a slot; longer text lies on the C heap.
pub const SLOT_MAX: usize = 1 << 16;
/// Longest text whose capacity fits one byte.
const MEDIUM_MAX: usize = 255;
/// log2 of the size of the first chunk.
const FIRST: u32 = 9;
const CHUNKS: usize = 48;
/// Medium slots wait by sixteenths, long ones by powers of two.
const MEDIUM_LISTS: usize = MEDIUM_MAX / 16 + 1;
const LONG_LISTS: usize = SLOT_MAX.ilog2() as usize + 1;

/// The memory of one instance.
pub struct Arena {
    lock: RawMutex,
    /// Made with the first slot: most arrays of short strings need none.
    slots: Option<Box<Slots>>,
}

/// The chunks and what is free in them.
struct Slots {
    chunks: [*mut u8; CHUNKS],
    /// Offset of the next new slot, and where its chunk ends.
    next: u64,
    end: u64,
    /// Slots in use.
    live: usize,
    /// First free slot of each list, 0 for none (text never begins at 0); its text begins with the next one.
    medium: [u64; MEDIUM_LISTS],
    long: [u64; LONG_LISTS],
}

/// Offset at which a chunk begins.
#[inline(always)]
const fn start_of(chunk: usize) -> u64 {
    ((1 << chunk) - 1) << FIRST
}

impl Arena {
    /// An arena without memory.
    pub fn new() -> Box<Arena> {
        Box::new(Arena {
            lock: RawMutex::INIT,
            slots: None,
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

    /// Where `n` bytes of text at an offset lie; `None` where no chunk has them.
    #[inline(always)]
    pub fn at(&self, offset: u64, n: usize) -> Option<*mut u8> {
        self.slots.as_ref()?.at(offset, n)
    }

    /// How much text a slot can hold.
    #[inline]
    pub fn capacity(&self, slot: Slot) -> usize {
        self.slots.as_ref().map_or(0, |s| s.capacity(slot))
    }

    /// A slot for `n` bytes of text, 16 to `SLOT_MAX`, and where its text goes; `None` without memory.
    #[inline]
    pub fn take(&mut self, n: usize) -> Option<(Slot, *mut u8)> {
        self.slots.get_or_insert_with(Slots::new).take(n)
    }

    /// Takes back a slot that no element names any more.
    #[inline]
    pub fn give(&mut self, slot: Slot) {
        if let Some(s) = &mut self.slots {
            s.give(slot);
        }
    }
}

impl Slots {
    fn new() -> Box<Slots> {
        Box::new(Slots {
            chunks: [null_mut(); CHUNKS],
            next: 0,
            end: 0,
            live: 0,
            medium: [0; MEDIUM_LISTS],
            long: [0; LONG_LISTS],
        })
    }

    #[inline(always)]
    fn at(&self, offset: u64, n: usize) -> Option<*mut u8> {
        let chunk = ((offset >> FIRST) + 1).ilog2() as usize;
        let base = *self.chunks.get(chunk)?;
        let inside = offset - start_of(chunk);
        if base.is_null() || n as u64 > (1 << (FIRST as usize + chunk)) - inside {
            return None;
        }
        Some(base.wrapping_add(inside as usize))
    }

    #[inline]
    fn capacity(&self, slot: Slot) -> usize {
        let prefix = if slot.long { 8 } else { 1 };
        let Some(p) = slot
            .offset
            .checked_sub(prefix)
            .and_then(|o| self.at(o, prefix as usize))
        else {
            return 0;
        };
        // SAFETY: at() found the bytes, which take() wrote.
        unsafe {
            if slot.long {
                p.cast::<u64>().read_unaligned() as usize
            } else {
                *p as usize
            }
        }
    }

    #[inline]
    fn take(&mut self, n: usize) -> Option<(Slot, *mut u8)> {
        let long = n > MEDIUM_MAX;
        // The list whose shortest slot is long enough.
        let (lists, i): (&[u64], _) = if long {
            (&self.long, n.next_power_of_two().ilog2() as usize)
        } else {
            (&self.medium, n.div_ceil(16))
        };
        if let Some(&offset) = lists.get(i).filter(|o| **o != 0) {
            let p = self.at(offset, 8)?;
            // SAFETY: a free slot's text begins with the offset of the next one (INV-ARENA).
            let after = unsafe { p.cast::<u64>().read_unaligned() };
            let lists: &mut [u64] = if long {
                &mut self.long
            } else {
                &mut self.medium
            };
            lists[i] = after;
            self.live += 1;
            return Some((Slot { offset, long }, p));
        }
        let prefix = if long { 8 } else { 1 };
        let need = prefix + n as u64;
        if self.end - self.next < need && !self.grow(need) {
            return None;
        }
        let p = self.at(self.next, need as usize)?;
        let offset = self.next + prefix;
        self.next += need;
        self.live += 1;
        // SAFETY: the slot lies in its chunk.
        let text = unsafe {
            if long {
                p.cast::<u64>().write_unaligned(n as u64);
            } else {
                *p = n as u8;
            }
            p.add(prefix as usize)
        };
        Some((Slot { offset, long }, text))
    }

    #[inline]
    fn give(&mut self, slot: Slot) {
        let n = self.capacity(slot);
        let Some(p) = self.at(slot.offset, n.max(8)) else {
            return;
        };
        let list = if slot.long {
            self.long.get_mut(n.max(1).ilog2() as usize)
        } else {
            self.medium.get_mut(n / 16)
        };
        if let Some(first) = list {
            // SAFETY: slots hold at least 16 bytes.
            unsafe { p.cast::<u64>().write_unaligned(*first) };
            *first = slot.offset;
        }
        self.live = self.live.saturating_sub(1);
        if self.live == 0 {
            self.reset();
        }
    }

    /// All slots are free: the first chunk is enough to begin anew.
    #[cold]
    fn reset(&mut self) {
        self.medium = [0; MEDIUM_LISTS];
        self.long = [0; LONG_LISTS];
        self.next = 0;
        self.end = if self.chunks[0].is_null() {
            0
        } else {
            start_of(1)
        };
        self.free_chunks(1);
    }

    fn free_chunks(&mut self, from: usize) {
        for c in &mut self.chunks[from..] {
            // SAFETY: chunks come from malloc (or are NULL) and nobody uses their slots.
            unsafe { libc::free((*c).cast()) };
            *c = null_mut();
        }
    }

    /// Goes on to the next chunk that is large enough.
    #[cold]
    fn grow(&mut self, need: u64) -> bool {
        let mut chunk = if self.end == 0 {
            0
        } else {
            ((self.end >> FIRST) + 1).ilog2() as usize
        };
        while (1u64 << (FIRST as usize + chunk)) < need {
            chunk += 1;
        }
        let Some(place) = self.chunks.get_mut(chunk) else {
            return false;
        };
        if place.is_null() {
            // SAFETY: plain allocation.
            *place = unsafe { libc::malloc(1 << (FIRST as usize + chunk)) }.cast();
        }
        if place.is_null() {
            return false;
        }
        self.next = start_of(chunk);
        self.end = start_of(chunk + 1);
        true
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        self.free_chunks(0);
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
    fn slots_are_reused() {
        let mut a = Arena::new();
        let sizes: Vec<usize> = (16..700).chain([4096, 5000, SLOT_MAX]).collect();
        let slots: Vec<_> = sizes.iter().map(|&n| (a.take(n).unwrap(), n)).collect();
        assert_eq!((slots[0].0.0.offset, slots[1].0.0.offset), (1, 18));
        for &((slot, p), n) in &slots {
            assert_eq!((a.capacity(slot), a.at(slot.offset, n)), (n, Some(p)));
            // SAFETY: a slot of n bytes.
            unsafe { std::slice::from_raw_parts_mut(p, n) }.fill(n as u8);
        }
        for &((_, p), n) in &slots {
            // SAFETY: as above.
            let text = unsafe { std::slice::from_raw_parts(p, n) };
            assert!(text.iter().all(|&b| b == n as u8));
        }
        let (slot, _) = slots[16].0;
        a.give(slot);
        assert_eq!(a.take(32).map(|t| t.0), Some(slot));
        for ((slot, _), _) in slots {
            a.give(slot);
        }
        assert_eq!(a.slots.as_ref().map(|s| (s.live, s.next)), Some((0, 0)));
        assert_eq!(a.take(20).map(|t| t.0.offset), Some(1));
    }

    #[test]
    fn scribbled_offsets_are_nowhere() {
        let mut a = Arena::new();
        assert_eq!(a.at(1, 5), None);
        a.take(20);
        assert_eq!(a.at(u64::MAX - 1, 5), None);
        assert_eq!(a.at(500, 100), None);
        assert!(a.at(500, 12).is_some());
    }
}
