//! How one generic body becomes code for each CPU level: small generic shims with target features around it.
//!
//! A body is `#[inline(always)]` and learns the level from its type parameter [`Isa`]; it is inlined into the
//! shim, so that the compiler vectorises it for the shim's features.

use std::ffi::{c_char, c_int, c_void};
use std::sync::atomic::{AtomicU8, Ordering};

/// NumPy's strided transfer loop: context, `[src, dst]`, `[n]`, `[src stride, dst stride]`, auxiliary data.
pub type StridedLoop = unsafe extern "C" fn(
    context: *const c_void,
    data: *const *mut c_char,
    dimensions: *const isize,
    strides: *const isize,
    auxdata: *mut c_void,
) -> c_int;

/// NumPy's legacy inner loop: operand pointers, dimensions, byte steps, user data.
pub type InnerLoop = unsafe extern "C" fn(
    args: *mut *mut c_char,
    dimensions: *const isize,
    steps: *const isize,
    data: *mut c_void,
);

/// The CPU level that a body is compiled for.
pub trait Isa: Copy + 'static {
    /// 2, 3 or 4: x86-64-v2, -v3 (AVX2, FMA), -v4 (AVX-512).
    const RANK: u8;
}

/// Up to SSE4.2.
#[derive(Clone, Copy)]
pub struct V2;
/// Up to AVX2 and FMA.
#[derive(Clone, Copy)]
pub struct V3;
/// Up to AVX-512 F, BW, CD, DQ, VL.
#[derive(Clone, Copy)]
pub struct V4;

impl Isa for V2 {
    const RANK: u8 = 2;
}
impl Isa for V3 {
    const RANK: u8 = 3;
}
impl Isa for V4 {
    const RANK: u8 = 4;
}

static RANK: AtomicU8 = AtomicU8::new(0);

/// The highest level that this CPU offers (probed once).
#[inline]
pub fn rank() -> u8 {
    match RANK.load(Ordering::Relaxed) {
        0 => probe(),
        r => r,
    }
}

#[cold]
fn probe() -> u8 {
    let r = match ferronum_simd::level() {
        ferronum_simd::Level::V4 => 4,
        ferronum_simd::Level::V3 => 3,
        _ => 2,
    };
    RANK.store(r, Ordering::Relaxed);
    r
}

/// Runs tests and benchmarks at a lower level than the CPU's.
pub fn set_rank_for_tests(rank: u8) {
    RANK.store(rank.min(probe()), Ordering::Relaxed);
}

/// A piece of work that [`dispatch`] runs at the CPU's level.
pub trait Op {
    /// What the work yields.
    type Out;
    /// The body; implementations are `#[inline(always)]`.
    ///
    /// # Safety
    /// The pointers that the value holds must satisfy the contract of the function that made it.
    unsafe fn run<I: Isa>(self) -> Self::Out;
}

#[target_feature(enable = "sse3,ssse3,sse4.1,sse4.2,popcnt")]
unsafe fn op_v2<O: Op>(op: O) -> O::Out {
    // SAFETY: passed on from `dispatch`.
    unsafe { op.run::<V2>() }
}
#[target_feature(enable = "avx2,fma,bmi1,bmi2,f16c,lzcnt,popcnt,movbe")]
unsafe fn op_v3<O: Op>(op: O) -> O::Out {
    // SAFETY: passed on from `dispatch`.
    unsafe { op.run::<V3>() }
}
#[target_feature(
    enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi1,bmi2,f16c,lzcnt,popcnt,movbe"
)]
unsafe fn op_v4<O: Op>(op: O) -> O::Out {
    // SAFETY: passed on from `dispatch`.
    unsafe { op.run::<V4>() }
}

/// Runs `op` compiled for the CPU's level.
///
/// # Safety
/// As [`Op::run`].
#[inline]
pub unsafe fn dispatch<O: Op>(op: O) -> O::Out {
    // SAFETY: `rank` answers a level that the CPU has; the rest is the caller's.
    unsafe {
        match rank() {
            4 => op_v4(op),
            3 => op_v3(op),
            _ => op_v2(op),
        }
    }
}

/// A body with the shape of a strided transfer: `n` items from `src` to `dst`.
pub trait Transfer: 'static {
    /// The body; implementations are `#[inline(always)]`.
    ///
    /// # Safety
    /// `src` and `dst` must be good for `n` items at these byte strides, `aux` as the implementation says.
    unsafe fn run<I: Isa>(
        src: *const u8,
        dst: *mut u8,
        n: usize,
        src_stride: isize,
        dst_stride: isize,
        aux: *mut c_void,
    );
}

macro_rules! transfer_shim {
    ($name:ident, $isa:ty, $features:literal) => {
        #[target_feature(enable = $features)]
        unsafe extern "C" fn $name<T: Transfer>(
            _: *const c_void,
            data: *const *mut c_char,
            dims: *const isize,
            strides: *const isize,
            aux: *mut c_void,
        ) -> c_int {
            // SAFETY: the caller passes two pointers, one length, two strides (the loop contract).
            unsafe {
                let n = (*dims).max(0) as usize;
                T::run::<$isa>(
                    (*data).cast(),
                    (*data.add(1)).cast(),
                    n,
                    *strides,
                    *strides.add(1),
                    aux,
                );
            }
            0
        }
    };
}
transfer_shim!(transfer_v2, V2, "sse3,ssse3,sse4.1,sse4.2,popcnt");
transfer_shim!(
    transfer_v3,
    V3,
    "avx2,fma,bmi1,bmi2,f16c,lzcnt,popcnt,movbe"
);
transfer_shim!(
    transfer_v4,
    V4,
    "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi1,bmi2,f16c,lzcnt,popcnt,movbe"
);

/// The loop of `T` for the CPU's level.
pub fn transfer<T: Transfer>() -> StridedLoop {
    match rank() {
        4 => transfer_v4::<T>,
        3 => transfer_v3::<T>,
        _ => transfer_v2::<T>,
    }
}

/// The loop of `T` at the lowest level, for bodies that wider vectors do not help.
pub fn transfer_plain<T: Transfer>() -> StridedLoop {
    transfer_v2::<T>
}

/// A body with the shape of a legacy inner loop.
pub trait Inner: 'static {
    /// The body; implementations are `#[inline(always)]`.
    ///
    /// # Safety
    /// The arrays must have the lengths that the loop's signature says, with valid operand memory.
    unsafe fn run<I: Isa>(args: *mut *mut c_char, dims: *const isize, steps: *const isize);
}

macro_rules! inner_shim {
    ($name:ident, $isa:ty, $features:literal) => {
        #[target_feature(enable = $features)]
        unsafe extern "C" fn $name<T: Inner>(
            args: *mut *mut c_char,
            dims: *const isize,
            steps: *const isize,
            _: *mut c_void,
        ) {
            // SAFETY: the loop contract of the caller.
            unsafe { T::run::<$isa>(args, dims, steps) }
        }
    };
}
inner_shim!(inner_v2, V2, "sse3,ssse3,sse4.1,sse4.2,popcnt");
inner_shim!(inner_v3, V3, "avx2,fma,bmi1,bmi2,f16c,lzcnt,popcnt,movbe");
inner_shim!(
    inner_v4,
    V4,
    "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi1,bmi2,f16c,lzcnt,popcnt,movbe"
);

/// The inner loop of `T` for the CPU's level.
pub fn inner<T: Inner>() -> InnerLoop {
    match rank() {
        4 => inner_v4::<T>,
        3 => inner_v3::<T>,
        _ => inner_v2::<T>,
    }
}
