//! Loops over vector functions: our own bodies, or those of the library sixteen lanes at a time.
//!
//! Lanes in the function's domain raise nothing; any other lane goes to the scalar function, whose flags count. The
//! vector function's own flags are thrown away. A result does not depend on where in the operand its argument
//! stands: short runs are filled up with harmless arguments.

use std::ffi::{c_char, c_void};
use std::marker::PhantomData;

use ferronum_simd::status;
use ferronum_simd::vector_call::{self as call, Domain};

use super::arith::tangled;
use super::map::{Binary, Unary, load, map1, map2, operands, store};
use super::num::{f16, narrow, widen};
use super::{Flags, Loop};

/// Lanes of one call into the library.
const LANES: usize = 16;
/// Items that are prepared together; loops over them are long enough to be vectorised.
const CHUNK: usize = 128;

/// `f32` and `f64`, with the calls of their vector functions.
pub(crate) trait Lane: Copy {
    /// See [`call::unary_f64_v4`].
    unsafe fn unary<const L: u8>(
        f: usize,
        x: *const Self,
        out: *mut Self,
        domain: Domain<Self>,
    ) -> bool;
    /// See [`call::binary_f64_v4`].
    unsafe fn binary<const L: u8>(f: usize, x: *const Self, y: *const Self, out: *mut Self);
    fn inside(self, domain: Domain<Self>) -> bool;
    /// The number with its sign changed if `negate`.
    fn negate_if(self, negate: bool) -> Self;
}

macro_rules! lane {
    ($($t:ident, $unary_v3:ident $unary_v4:ident $binary_v3:ident $binary_v4:ident;)+) => { $(impl Lane for $t {
        #[inline(always)]
        unsafe fn unary<const L: u8>(f: usize, x: *const Self, out: *mut Self, domain: Domain<Self>) -> bool {
            // SAFETY: the caller's contract; loops of level L run where L is supported.
            unsafe { if L >= 4 { call::$unary_v4(f, x, out, domain) } else { call::$unary_v3(f, x, out, domain) } }
        }
        #[inline(always)]
        unsafe fn binary<const L: u8>(f: usize, x: *const Self, y: *const Self, out: *mut Self) {
            // SAFETY: as above.
            unsafe { if L >= 4 { call::$binary_v4(f, x, y, out) } else { call::$binary_v3(f, x, y, out) } }
        }
        #[inline(always)]
        fn inside(self, domain: Domain<Self>) -> bool {
            let x = if domain.of_size { self.abs() } else { self };
            (x >= domain.low) & (x <= domain.high)
        }
        #[inline(always)]
        fn negate_if(self, negate: bool) -> Self {
            if negate { -self } else { self }
        }
    })+ };
}
lane! {
    f64, unary_f64_v3 unary_f64_v4 binary_f64_v3 binary_f64_v4;
    f32, unary_f32_v3 unary_f32_v4 binary_f32_v3 binary_f32_v4;
}

/// A function of one argument with a vector form.
pub(crate) trait Vector1: Unary<A = <Self as Vector1>::T, O = <Self as Vector1>::T> {
    type T: Lane;
    /// Where the vector form is trusted and the scalar one raises nothing. Holds [`Self::HARMLESS`].
    const DOMAIN: Domain<Self::T>;
    const HARMLESS: Self::T;
}

/// A function of one argument with a body of our own.
pub(crate) trait Own: Vector1 {
    /// The function on its domain.
    fn own(x: Self::T) -> Self::T;
}

/// A function of two arguments with a vector form.
pub(crate) trait Vector2:
    Binary<A = <Self as Vector2>::T, B = <Self as Vector2>::T, O = <Self as Vector2>::T>
{
    type T: Lane;
    const HARMLESS: Self::T;
    /// Whether the vector form is trusted for these arguments.
    fn inside(x: Self::T, y: Self::T) -> bool;
    /// What to give it for the first argument, and whether its result is to be negated.
    #[inline(always)]
    fn prepare(x: Self::T, _y: Self::T) -> (Self::T, bool) {
        (x, false)
    }
}

/// The loop of a [`Vector1`]; its data is the address of the vector function or 0.
pub(crate) struct Vec1<K>(PhantomData<K>);
/// The loop of an [`Own`].
pub(crate) struct Own1<K>(PhantomData<K>);
/// The loop of halves by way of `f32`; `K` is the `f32` function, `S` the scalar one of halves.
pub(crate) struct Vec1Half<K, S>(PhantomData<(K, S)>);
/// The loop of a [`Vector2`].
pub(crate) struct Vec2<K>(PhantomData<K>);
/// The same for halves.
pub(crate) struct Vec2Half<K, S>(PhantomData<(K, S)>);

/// A block of lanes; `kept` is the status so far, without what vector functions raised.
#[inline(always)]
unsafe fn block<K: Vector1, const L: u8>(f: usize, x: *const K::T, out: *mut K::T, kept: &mut u32) {
    // SAFETY: the caller's sixteen items.
    unsafe {
        if !<K::T as Lane>::unary::<L>(f, x, out, K::DOMAIN) {
            let items = x.cast::<[K::T; LANES]>().read_unaligned();
            let (mut harmless, inside) = (items, items.map(|item| item.inside(K::DOMAIN)));
            for (item, inside) in harmless.iter_mut().zip(inside) {
                *item = if inside { *item } else { K::HARMLESS };
            }
            <K::T as Lane>::unary::<L>(f, harmless.as_ptr(), out, K::DOMAIN);
            outside::<K, LANES>(&items, inside, out, kept);
        }
    }
}

/// Gives the items outside the domain to the scalar function.
#[cold]
#[inline(never)]
unsafe fn outside<K: Vector1, const N: usize>(
    items: &[K::T; N],
    inside: [bool; N],
    out: *mut K::T,
    kept: &mut u32,
) {
    status::set(*kept);
    for j in 0..N {
        if !inside[j] {
            // SAFETY: the caller's N results.
            unsafe { out.add(j).write_unaligned(K::call(items[j], &mut Flags(0))) };
        }
    }
    *kept = status::get();
}

impl<K: Vector1> Loop for Vec1<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; blocks are sixteen items of an operand or of a local array.
        unsafe {
            let ([a, o], n, [sa, so]) = operands::<2>(args, dims, steps);
            let f = data as usize;
            if L < 3 || f == 0 {
                return map1::<K>([a, o], n, [sa, so], &mut Flags(0));
            }
            let size = size_of::<K::T>() as isize;
            let mut kept = status::get();
            let whole = if sa == size && so == size {
                n / LANES * LANES
            } else {
                0
            };
            for i in (0..whole).step_by(LANES) {
                block::<K, L>(
                    f,
                    a.cast::<K::T>().add(i),
                    o.cast::<K::T>().add(i),
                    &mut kept,
                );
            }
            for i in (whole..n).step_by(LANES) {
                let m = (n - i).min(LANES);
                let mut items = gather::<K::T, LANES>(a, sa, i, m, K::HARMLESS);
                let items = &raw mut items;
                block::<K, L>(f, items.cast(), items.cast(), &mut kept);
                scatter(&*items, o, so, i, m);
            }
            status::set(kept);
        }
    }
}

impl<K: Own> Loop for Own1<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        // SAFETY: the loop contract; chunks are gathered into a local array.
        unsafe {
            let ([a, o], n, [sa, so]) = operands::<2>(args, dims, steps);
            if L < 3 {
                return map1::<K>([a, o], n, [sa, so], &mut Flags(0));
            }
            let mut kept = status::get();
            let mut i = 0;
            // Short chunks for short runs: a single item costs a block.
            while n - i >= CHUNK {
                own_chunk::<K, CHUNK>([a, o], [sa, so], i, CHUNK, &mut kept);
                i += CHUNK;
            }
            while i < n {
                let m = (n - i).min(LANES);
                own_chunk::<K, LANES>([a, o], [sa, so], i, m, &mut kept);
                i += m;
            }
            status::set(kept);
        }
    }
}

#[inline(always)]
unsafe fn own_chunk<K: Own, const N: usize>(
    [a, o]: [*mut u8; 2],
    [sa, so]: [isize; 2],
    i: usize,
    m: usize,
    kept: &mut u32,
) {
    // SAFETY: items i..i+m of the caller's operands.
    unsafe {
        let mut items = gather::<K::T, N>(a, sa, i, m, K::HARMLESS);
        let mut all = true;
        for item in items {
            all &= item.inside(K::DOMAIN);
        }
        let original = items;
        if !all {
            for item in &mut items {
                *item = if item.inside(K::DOMAIN) {
                    *item
                } else {
                    K::HARMLESS
                };
            }
        }
        let mut results = items;
        for (result, item) in results.iter_mut().zip(items) {
            *result = K::own(item);
        }
        if !all {
            let inside = original.map(|item| item.inside(K::DOMAIN));
            outside::<K, N>(&original, inside, results.as_mut_ptr(), kept);
        }
        scatter(&results, o, so, i, m);
    }
}

impl<K: Vector1<T = f32>, S: Unary<A = f16, O = f16>> Loop for Vec1Half<K, S> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; chunks are local arrays.
        unsafe {
            let ([a, o], n, [sa, so]) = operands::<2>(args, dims, steps);
            let f = data as usize;
            let mut st = Flags(0);
            if L < 3 || f == 0 {
                map1::<S>([a, o], n, [sa, so], &mut st);
                return st.raise();
            }
            let mut kept = status::get();
            let mut i = 0;
            while n - i >= CHUNK {
                half_chunk::<K, L, CHUNK>(f, [a, o], [sa, so], i, CHUNK, &mut kept, &mut st);
                i += CHUNK;
            }
            while i < n {
                let m = (n - i).min(LANES);
                half_chunk::<K, L, LANES>(f, [a, o], [sa, so], i, m, &mut kept, &mut st);
                i += m;
            }
            status::set(kept);
            st.raise();
        }
    }
}

#[inline(always)]
unsafe fn half_chunk<K: Vector1<T = f32>, const L: u8, const N: usize>(
    f: usize,
    [a, o]: [*mut u8; 2],
    [sa, so]: [isize; 2],
    i: usize,
    m: usize,
    kept: &mut u32,
    st: &mut Flags,
) {
    // SAFETY: items i..i+m of the caller's operands; blocks are parts of a local array.
    unsafe {
        let halves = gather::<f16, N>(a, sa, i, m, narrow(K::HARMLESS, &mut Flags(0)));
        let mut items = [0f32; N];
        for (item, h) in items.iter_mut().zip(halves) {
            *item = widen(h);
        }
        for j in (0..N).step_by(LANES) {
            let at = items.as_mut_ptr().add(j);
            block::<K, L>(f, at, at, kept);
        }
        let mut results = halves;
        for (h, item) in results.iter_mut().zip(items) {
            *h = narrow(item, st);
        }
        scatter(&results, o, so, i, m);
    }
}

/// A chunk of two arguments.
#[inline(always)]
unsafe fn chunk2<K: Vector2, const L: u8, const N: usize>(
    f: usize,
    x: &[K::T; N],
    y: &[K::T; N],
    kept: &mut u32,
) -> [K::T; N] {
    let (mut first, mut second, mut results) = (*x, *y, *x);
    let mut inside = [true; N];
    let mut all = true;
    for j in 0..N {
        inside[j] = K::inside(x[j], y[j]);
        all &= inside[j];
        first[j] = if inside[j] {
            K::prepare(x[j], y[j]).0
        } else {
            K::HARMLESS
        };
        second[j] = if inside[j] { y[j] } else { K::HARMLESS };
    }
    for j in (0..N).step_by(LANES) {
        // SAFETY: the arrays hold N items, a multiple of the lanes.
        unsafe {
            K::T::binary::<L>(
                f,
                first.as_ptr().add(j),
                second.as_ptr().add(j),
                results.as_mut_ptr().add(j),
            )
        };
    }
    for j in 0..N {
        results[j] = results[j].negate_if(K::prepare(x[j], y[j]).1);
    }
    if !all {
        outside2::<K, N>(x, y, &inside, &mut results, kept);
    }
    results
}

#[cold]
#[inline(never)]
fn outside2<K: Vector2, const N: usize>(
    x: &[K::T; N],
    y: &[K::T; N],
    inside: &[bool; N],
    results: &mut [K::T; N],
    kept: &mut u32,
) {
    status::set(*kept);
    for j in 0..N {
        if !inside[j] {
            results[j] = K::call(x[j], y[j], &mut Flags(0));
        }
    }
    *kept = status::get();
}

/// Whether a loop of two arguments must go item by item: reductions and accumulations.
fn in_order(p: [*mut u8; 3], s: [isize; 3], n: usize) -> bool {
    n > 1 && (s[2] == 0 || tangled(p[0], s[0], p[2], s[2], n) || tangled(p[1], s[1], p[2], s[2], n))
}

impl<K: Vector2> Loop for Vec2<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; chunks are local arrays.
        unsafe {
            let (p, n, s) = operands::<3>(args, dims, steps);
            let f = data as usize;
            if L < 3 || f == 0 || in_order(p, s, n) {
                return map2::<K>(p, n, s, &mut Flags(0));
            }
            let mut kept = status::get();
            let mut i = 0;
            while n - i >= CHUNK {
                let x = gather::<K::T, CHUNK>(p[0], s[0], i, CHUNK, K::HARMLESS);
                let y = gather::<K::T, CHUNK>(p[1], s[1], i, CHUNK, K::HARMLESS);
                let results = chunk2::<K, L, CHUNK>(f, &x, &y, &mut kept);
                scatter(&results, p[2], s[2], i, CHUNK);
                i += CHUNK;
            }
            while i < n {
                let m = (n - i).min(LANES);
                let x = gather::<K::T, LANES>(p[0], s[0], i, m, K::HARMLESS);
                let y = gather::<K::T, LANES>(p[1], s[1], i, m, K::HARMLESS);
                let results = chunk2::<K, L, LANES>(f, &x, &y, &mut kept);
                scatter(&results, p[2], s[2], i, m);
                i += m;
            }
            status::set(kept);
        }
    }
}

impl<K: Vector2<T = f32>, S: Binary<A = f16, B = f16, O = f16>> Loop for Vec2Half<K, S> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; chunks are local arrays.
        unsafe {
            let (p, n, s) = operands::<3>(args, dims, steps);
            let f = data as usize;
            let mut st = Flags(0);
            if L < 3 || f == 0 || in_order(p, s, n) {
                map2::<S>(p, n, s, &mut st);
                return st.raise();
            }
            let mut kept = status::get();
            let mut i = 0;
            let one = narrow(K::HARMLESS, &mut Flags(0));
            while i < n {
                let m = (n - i).min(CHUNK);
                let a = gather::<f16, CHUNK>(p[0], s[0], i, m, one);
                let b = gather::<f16, CHUNK>(p[1], s[1], i, m, one);
                let (mut x, mut y) = ([0f32; CHUNK], [0f32; CHUNK]);
                for j in 0..CHUNK {
                    (x[j], y[j]) = (widen(a[j]), widen(b[j]));
                }
                let wide = chunk2::<K, L, CHUNK>(f, &x, &y, &mut kept);
                let mut results = a;
                for (h, item) in results.iter_mut().zip(wide) {
                    *h = narrow(item, &mut st);
                }
                scatter(&results, p[2], s[2], i, m);
                i += m;
            }
            status::set(kept);
            st.raise();
        }
    }
}

/// Up to N items from the `i`-th on, filled up with `rest`.
#[inline(always)]
unsafe fn gather<T: Copy, const N: usize>(
    p: *const u8,
    s: isize,
    i: usize,
    m: usize,
    rest: T,
) -> [T; N] {
    // SAFETY: items i..i+m of the caller's operand.
    unsafe {
        if m == N && s == size_of::<T>() as isize {
            return p
                .cast::<[T; N]>()
                .byte_add(i * size_of::<T>())
                .read_unaligned();
        }
        let mut items = [rest; N];
        for (j, item) in items.iter_mut().enumerate().take(m) {
            *item = load(p.wrapping_offset((i + j) as isize * s));
        }
        items
    }
}

#[inline(always)]
unsafe fn scatter<T: Copy, const N: usize>(
    items: &[T; N],
    p: *mut u8,
    s: isize,
    i: usize,
    m: usize,
) {
    // SAFETY: items i..i+m of the caller's operand.
    unsafe {
        if m == N && s == size_of::<T>() as isize {
            return p
                .cast::<[T; N]>()
                .byte_add(i * size_of::<T>())
                .write_unaligned(*items);
        }
        for (j, item) in items.iter().enumerate().take(m) {
            store(p.wrapping_offset((i + j) as isize * s), *item);
        }
    }
}
