//! The thread pool: one, made when first needed, owned by one caller at a time.
//!
//! Whoever finds it taken runs serially. A forked child starts with no pool and makes its own. Float status and
//! loop errors that workers meet are handed to the caller, and workers run under the caller's rounding mode.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Once;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering};

use ferronum_simd::status;
use parking_lot::Mutex;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::elementwise::{LoopError, put_loop_error, take_loop_error};

/// Pieces per thread: enough that a thread that starts late costs little.
const PIECES: usize = 4;
/// Loop errors in the word that workers add to; float status lies below.
const NEGATIVE_POWER: u32 = 1 << 16;

static WANTED: AtomicUsize = AtomicUsize::new(0);
static SLOT: AtomicPtr<Mutex<Option<ThreadPool>>> = AtomicPtr::new(std::ptr::null_mut());

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// How many threads work may be split over, the caller's included.
pub fn threads() -> usize {
    match WANTED.load(Ordering::Relaxed) {
        0 => {
            let n = default_threads();
            WANTED.store(n, Ordering::Relaxed);
            n
        }
        n => n,
    }
}

/// Sets the number of threads; 0 goes back to the default. Takes effect with the next split.
pub fn set_threads(n: usize) {
    WANTED.store(n.min(1024), Ordering::Relaxed);
}

fn default_threads() -> usize {
    let from_env = |name| {
        let value = std::env::var(name).ok()?;
        value
            .split(',')
            .next()?
            .trim()
            .parse::<usize>()
            .ok()
            .filter(|&n| n > 0)
    };
    from_env("FERRONUM_NUM_THREADS")
        .or_else(|| from_env("OMP_NUM_THREADS"))
        .or_else(|| std::thread::available_parallelism().ok().map(usize::from))
        .unwrap_or(1)
        .min(1024)
}

/// Calls `f` with ranges that together make `0..n`, on several threads if there are at least two pieces of
/// `min_grain`. Ranges are disjoint, in no particular order, and `0..n` itself where the work is not split.
pub fn parallel_ranges(n: usize, min_grain: usize, f: impl Fn(Range<usize>) + Sync) {
    let threads = threads();
    let pieces = (n / min_grain.max(1)).min(threads * PIECES);
    if pieces < 2 || threads < 2 || INSIDE.get() {
        return f(0..n);
    }
    let Some(mut owned) = slot().try_lock() else {
        return f(0..n);
    };
    let workers = threads.min(pieces) - 1;
    if owned
        .as_ref()
        .is_none_or(|pool| pool.current_num_threads() != threads - 1)
    {
        *owned = ThreadPoolBuilder::new()
            .num_threads(threads - 1)
            .thread_name(|k| format!("ferronum-{k}"))
            .build()
            .ok();
    }
    let Some(pool) = owned.as_ref() else {
        return f(0..n);
    };
    let next = AtomicUsize::new(0);
    let met = AtomicU32::new(0);
    let control = status::control();
    let work = || {
        loop {
            let k = next.fetch_add(1, Ordering::Relaxed);
            if k >= pieces {
                return;
            }
            f(n * k / pieces..n * (k + 1) / pieces);
        }
    };
    INSIDE.set(true);
    let _outside = Outside;
    pool.in_place_scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|_| {
                let own = status::control();
                status::set_control(control);
                status::set(0);
                INSIDE.set(true);
                work();
                let error = take_loop_error().map_or(0, |LoopError::NegativePower| NEGATIVE_POWER);
                met.fetch_or(status::get() | error, Ordering::Relaxed);
                status::set_control(own);
            });
        }
        work();
    });
    let met = met.into_inner();
    status::raise(met & 0x3f);
    if met & NEGATIVE_POWER != 0 {
        put_loop_error(LoopError::NegativePower);
    }
}

/// Marks the caller as outside the pool again, also when a loop panics.
struct Outside;

impl Drop for Outside {
    fn drop(&mut self) {
        INSIDE.set(false);
    }
}

/// The place of the pool in this process.
fn slot() -> &'static Mutex<Option<ThreadPool>> {
    static AT_FORK: Once = Once::new();
    AT_FORK.call_once(|| {
        // SAFETY: the handler only stores to an atomic.
        unsafe { libc::pthread_atfork(None, None, Some(forget_in_child)) };
    });
    let found = SLOT.load(Ordering::Acquire);
    if !found.is_null() {
        // SAFETY: a stored pointer is leaked, so it lives for ever.
        return unsafe { &*found };
    }
    let fresh = Box::into_raw(Box::new(Mutex::new(None)));
    match SLOT.compare_exchange(
        std::ptr::null_mut(),
        fresh,
        Ordering::AcqRel,
        Ordering::Acquire,
    ) {
        // SAFETY: just made, now leaked.
        Ok(_) => unsafe { &*fresh },
        Err(winner) => {
            // SAFETY: `fresh` was never shared; the winner's pointer is leaked.
            unsafe {
                drop(Box::from_raw(fresh));
                &*winner
            }
        }
    }
}

/// The parent's threads do not exist in a forked child, and its lock may be held for ever: leave both behind.
unsafe extern "C" fn forget_in_child() {
    SLOT.store(std::ptr::null_mut(), Ordering::Release);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn ranges_cover_everything_once() {
        set_threads(3);
        for n in [0, 1, 5, 1000, 1003] {
            let sum = AtomicUsize::new(0);
            let count = AtomicUsize::new(0);
            parallel_ranges(n, 10, |r| {
                count.fetch_add(r.len(), Ordering::Relaxed);
                sum.fetch_add(r.sum::<usize>(), Ordering::Relaxed);
            });
            assert_eq!((sum.into_inner(), count.into_inner()), ((0..n).sum(), n));
        }
        let before = status::get();
        status::set(0);
        parallel_ranges(64, 1, |r| {
            if r.contains(&63) {
                black_box(black_box(1.0f64) / black_box(0.0));
            }
        });
        assert_eq!(status::get(), status::DIVIDE);
        status::set(before);
        // A split inside a split stays on its thread.
        parallel_ranges(64, 1, |_| parallel_ranges(64, 1, |r| assert_eq!(r, 0..64)));
        set_threads(0);
    }
}
