//! Loops over vector functions: our own bodies, or those of the library sixteen lanes at a time.
//!
//! Items in the function's domain raise nothing; any other item goes to the scalar function, whose flags count. The
//! vector function's own flags are thrown away. A result does not depend on where in the operand its argument
//! stands: short runs are filled up with harmless arguments.

use std::ffi::{c_char, c_void};
use std::hint::black_box;
use std::marker::PhantomData;
use std::mem::MaybeUninit;

use ferronum_simd::vector_call::{self as call, Domain};
use ferronum_simd::{half_call, status};

use super::arith::tangled;
use super::map::{Binary, Split2, Unary, load, map1, map2, operands, store};
use super::num::{f16, narrow};
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
pub(crate) trait Own1: Vector1 {
    /// The function on its domain.
    fn own(x: Self::T) -> Self::T;
}

/// A function of two arguments with a vector form: a body of our own, or one in the library.
pub(crate) trait Vector2:
    Binary<A = <Self as Vector2>::T, B = <Self as Vector2>::U, O = <Self as Vector2>::T>
{
    type T: Copy;
    type U: Copy;
    /// The first level whose instructions the body needs.
    const LEVEL: u8 = 3;
    /// The body is the library's; the loop's data is its address or 0.
    const LIBRARY: bool = false;
    const HARMLESS: (Self::T, Self::U);
    /// Whether the vector form is trusted for these arguments and the scalar one raises nothing.
    fn inside(x: Self::T, y: Self::U) -> bool;
    /// A loop of its own for operands that do not share memory in other ways than being the same; false, and
    /// nothing done, where there is none.
    ///
    /// # Safety
    /// The operands are valid for `n` items; level `L` is supported.
    #[inline(always)]
    unsafe fn whole<const L: u8>(_: [*mut u8; 3], _: [isize; 3], _: usize) -> bool {
        false
    }
    /// Results for arguments inside.
    ///
    /// # Safety
    /// `f` is the library's function, if that is used; level `L` is supported.
    unsafe fn lanes<const L: u8, const N: usize>(
        f: usize,
        x: &[Self::T; N],
        y: &[Self::U; N],
        out: &mut [Self::T; N],
    );
}

/// A function of two arguments and two results with a body of our own.
pub(crate) trait Vector2x2: Split2<A = <Self as Vector2x2>::T> {
    type T: Copy;
    /// As in [`Vector2`].
    const LEVEL: u8 = 3;
    const HARMLESS: (Self::T, Self::T);
    fn inside(x: Self::T, y: Self::T) -> bool;
    /// As in [`Vector2`].
    ///
    /// # Safety
    /// As in [`Vector2`].
    #[inline(always)]
    unsafe fn whole<const L: u8>(_: [*mut u8; 4], _: [isize; 4], _: usize) -> bool {
        false
    }
    fn own(x: Self::T, y: Self::T) -> (Self::T, Self::T);
}

/// The loop of a [`Vector1`] in the library; its data is the address of the vector function or 0.
pub(crate) struct Lib1<K>(PhantomData<K>);
/// The loop of an [`Own1`].
pub(crate) struct Vec1<K>(PhantomData<K>);
/// The loop of halves by way of `f32` in the library; `K` is the `f32` function, `S` the scalar one of halves.
pub(crate) struct Lib1Half<K, S>(PhantomData<(K, S)>);
/// The loop of halves by way of an [`Own1`] of `f32`.
pub(crate) struct Vec1Half<K, S>(PhantomData<(K, S)>);
/// The loop of a [`Vector2`].
pub(crate) struct Vec2<K>(PhantomData<K>);
/// The same for halves.
pub(crate) struct Vec2Half<K, S>(PhantomData<(K, S)>);
/// The loop of a [`Vector2x2`].
pub(crate) struct Vec2x2<K>(PhantomData<K>);

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
            outside::<K, LANES>(&items, &inside, out, kept);
        }
    }
}

/// Gives the items outside the domain to the scalar function.
#[cold]
#[inline(never)]
unsafe fn outside<K: Vector1, const N: usize>(
    items: &[K::T; N],
    inside: &[bool; N],
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

impl<K: Vector1> Loop for Lib1<K> {
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

impl<K: Own1> Loop for Vec1<K> {
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
unsafe fn own_chunk<K: Own1, const N: usize>(
    [a, o]: [*mut u8; 2],
    [sa, so]: [isize; 2],
    i: usize,
    m: usize,
    kept: &mut u32,
) {
    // SAFETY: items i..i+m of the caller's operands.
    unsafe {
        let mut room = MaybeUninit::uninit();
        let items = source::<K::T, N>(a, sa, i, m, K::HARMLESS, &mut room);
        let mut results = [K::HARMLESS; N];
        own_items::<K, N>(items, &mut results, kept);
        scatter(&results, o, so, i, m);
    }
}

/// The function on a block of items.
#[inline(always)]
fn own_items<K: Own1, const N: usize>(items: &[K::T; N], results: &mut [K::T; N], kept: &mut u32) {
    let mut all = true;
    for item in items {
        all &= item.inside(K::DOMAIN);
    }
    if all {
        for j in 0..N {
            results[j] = K::own(items[j]);
        }
        return;
    }
    for j in 0..N {
        let inside = items[j].inside(K::DOMAIN);
        results[j] = K::own(if inside { items[j] } else { K::HARMLESS });
    }
    let inside = items.map(|item| item.inside(K::DOMAIN));
    // SAFETY: there are N results.
    unsafe { outside::<K, N>(items, &inside, results.as_mut_ptr(), kept) };
}

/// Halves of a block: so many that reading the float status once for all of them costs little.
const HALVES: usize = 512;

/// The first `m` halves as floats, filled up with `rest` to whole vectors; how many these are.
///
/// # Safety
/// `p` is good for those items at the stride, `m <= HALVES`; level `L` is supported.
#[inline(always)]
unsafe fn widened<const L: u8>(
    p: *const u8,
    s: isize,
    m: usize,
    rest: f16,
    items: &mut [f32; HALVES],
) -> usize {
    let to = items.as_mut_ptr();
    let whole = if s == 2 { m / LANES * LANES } else { 0 };
    // SAFETY: sixteen items at a time, of the operand or of a local array.
    unsafe {
        for j in (0..whole).step_by(LANES) {
            widen16::<L>(p.cast::<u16>().add(j), to.add(j));
        }
        for j in (whole..m).step_by(LANES) {
            let mut few = [rest; LANES];
            for (t, x) in few.iter_mut().enumerate().take(m - j) {
                *x = load(p.wrapping_offset((j + t) as isize * s));
            }
            widen16::<L>(few.as_ptr().cast(), to.add(j));
        }
    }
    m.next_multiple_of(LANES)
}

/// The way back; raises overflow and underflow.
///
/// # Safety
/// As [`widened`].
#[inline(always)]
unsafe fn narrowed<const L: u8>(p: *mut u8, s: isize, m: usize, items: &[f32; HALVES]) {
    let from = items.as_ptr();
    let whole = if s == 2 { m / LANES * LANES } else { 0 };
    // SAFETY: sixteen items at a time, of the operand or of a local array.
    unsafe {
        for j in (0..whole).step_by(LANES) {
            narrow16::<L>(from.add(j), p.cast::<u16>().add(j));
        }
        for j in (whole..m).step_by(LANES) {
            let mut few = [f16::ZERO; LANES];
            narrow16::<L>(from.add(j), few.as_mut_ptr().cast());
            for (t, x) in few.iter().enumerate().take(m - j) {
                store(p.wrapping_offset((j + t) as isize * s), *x);
            }
        }
    }
}

/// Blocks of halves as floats, which `body` turns into results; its second argument is how many there are, its third the
/// status so far, which what it raises does not join.
///
/// # Safety
/// The loop contract of one argument; level `L` is supported.
#[inline(always)]
unsafe fn halves<const L: u8>(
    [a, o]: [*mut u8; 2],
    n: usize,
    [sa, so]: [isize; 2],
    rest: f32,
    body: impl Fn(&mut [f32; HALVES], usize, &mut u32),
) {
    let rest = narrow(rest, &mut Flags(0));
    let mut kept = status::get();
    let mut items = [0f32; HALVES];
    let mut i = 0;
    while i < n {
        let m = (n - i).min(HALVES);
        // SAFETY: items i..i+m of the caller's operands.
        unsafe {
            let len = widened::<L>(a.wrapping_offset(i as isize * sa), sa, m, rest, &mut items);
            body(&mut items, len, &mut kept);
            // What the body raised is not the function's.
            black_box(&mut items);
            status::set(kept);
            narrowed::<L>(o.wrapping_offset(i as isize * so), so, m, &items);
            kept = status::get();
        }
        i += m;
    }
    status::set(kept);
}

impl<K: Own1<T = f32>, S: Unary<A = f16, O = f16>> Loop for Vec1Half<K, S> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        // SAFETY: the loop contract.
        unsafe {
            let (p, n, s) = operands::<2>(args, dims, steps);
            if L < 3 || tangled(p[0], s[0], p[1], s[1], n) {
                let mut st = Flags(0);
                map1::<S>(p, n, s, &mut st);
                return st.raise();
            }
            halves::<L>(
                p,
                n,
                s,
                K::HARMLESS,
                #[inline(always)]
                |items, len, kept| own_halves::<K>(items, len, kept),
            );
        }
    }
}

/// The function on the first `len` items of a block.
#[inline(always)]
fn own_halves<K: Own1<T = f32>>(items: &mut [f32; HALVES], len: usize, kept: &mut u32) {
    let len = len.min(HALVES);
    let mut all = true;
    for item in &items[..len] {
        all &= item.inside(K::DOMAIN);
    }
    if all {
        for item in &mut items[..len] {
            *item = K::own(*item);
        }
        return;
    }
    let arguments = *items;
    for item in &mut items[..len] {
        *item = K::own(if item.inside(K::DOMAIN) {
            *item
        } else {
            K::HARMLESS
        });
    }
    // What lies behind the length is nothing that may raise.
    let mut inside = [true; HALVES];
    for j in 0..len {
        inside[j] = arguments[j].inside(K::DOMAIN);
    }
    // SAFETY: a whole block of results.
    unsafe { outside::<K, HALVES>(&arguments, &inside, items.as_mut_ptr(), kept) };
}

impl<K: Vector1<T = f32>, S: Unary<A = f16, O = f16>> Loop for Lib1Half<K, S> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; blocks are parts of a local array.
        unsafe {
            let (p, n, s) = operands::<2>(args, dims, steps);
            let f = data as usize;
            if L < 3 || f == 0 || tangled(p[0], s[0], p[1], s[1], n) {
                let mut st = Flags(0);
                map1::<S>(p, n, s, &mut st);
                return st.raise();
            }
            halves::<L>(
                p,
                n,
                s,
                K::HARMLESS,
                #[inline(always)]
                |items, len, kept| {
                    for j in (0..len.min(HALVES)).step_by(LANES) {
                        let at = items.as_mut_ptr().add(j);
                        block::<K, L>(f, at, at, kept);
                    }
                },
            );
        }
    }
}

/// The values of halves.
#[inline(always)]
pub(crate) unsafe fn widen_all<const L: u8, const N: usize>(halves: &[f16; N]) -> [f32; N] {
    let mut items = [0f32; N];
    for j in (0..N).step_by(LANES) {
        // SAFETY: N is a multiple of sixteen; loops of level L run where L is supported.
        unsafe {
            let (from, to) = (halves.as_ptr().add(j).cast(), items.as_mut_ptr().add(j));
            widen16::<L>(from, to);
        }
    }
    items
}

/// Widens sixteen halves.
///
/// # Safety
/// The pointers are good for sixteen items; level `L` is supported.
#[inline(always)]
unsafe fn widen16<const L: u8>(from: *const u16, to: *mut f32) {
    // SAFETY: the caller's contract.
    unsafe {
        if L >= 4 {
            half_call::widen_v4(from, to)
        } else {
            half_call::widen_v3(from, to)
        }
    }
}

/// Rounds sixteen numbers to halves; raises overflow and underflow.
///
/// # Safety
/// As [`widen16`].
#[inline(always)]
unsafe fn narrow16<const L: u8>(from: *const f32, to: *mut u16) {
    // SAFETY: the caller's contract.
    unsafe {
        if L >= 4 {
            half_call::narrow_v4(from, to)
        } else {
            half_call::narrow_v3(from, to)
        }
    }
}

/// Numbers rounded to halves; raises overflow and underflow.
#[inline(always)]
pub(crate) unsafe fn narrow_all<const L: u8, const N: usize>(items: &[f32; N]) -> [f16; N] {
    let mut halves = [f16::ZERO; N];
    for j in (0..N).step_by(LANES) {
        // SAFETY: as above.
        unsafe {
            let (from, to) = (items.as_ptr().add(j), halves.as_mut_ptr().add(j).cast());
            narrow16::<L>(from, to);
        }
    }
    halves
}

/// The library's function of two arguments on whole arrays.
///
/// # Safety
/// As [`Vector2::lanes`].
#[inline(always)]
pub(crate) unsafe fn library2<T: Lane, const L: u8, const N: usize>(
    f: usize,
    x: &[T; N],
    y: &[T; N],
    out: &mut [T; N],
) {
    for j in (0..N).step_by(LANES) {
        // SAFETY: the arrays hold N items, a multiple of the lanes.
        unsafe {
            T::binary::<L>(
                f,
                x.as_ptr().add(j),
                y.as_ptr().add(j),
                out.as_mut_ptr().add(j),
            )
        };
    }
}

/// A chunk of two arguments.
#[inline(always)]
unsafe fn chunk2<K: Vector2, const L: u8, const N: usize>(
    f: usize,
    x: &[K::T; N],
    y: &[K::U; N],
    results: &mut [K::T; N],
    kept: &mut u32,
) {
    let mut all = true;
    for j in 0..N {
        all &= K::inside(x[j], y[j]);
    }
    // SAFETY: the caller's contract.
    unsafe {
        if all {
            K::lanes::<L, N>(f, x, y, results);
        } else {
            let (mut first, mut second) = (*x, *y);
            for j in 0..N {
                let inside = K::inside(x[j], y[j]);
                first[j] = if inside { x[j] } else { K::HARMLESS.0 };
                second[j] = if inside { y[j] } else { K::HARMLESS.1 };
            }
            K::lanes::<L, N>(f, &first, &second, results);
            outside2::<K, N>(x, y, results, kept);
        }
    }
}

#[cold]
#[inline(never)]
fn outside2<K: Vector2, const N: usize>(
    x: &[K::T; N],
    y: &[K::U; N],
    results: &mut [K::T; N],
    kept: &mut u32,
) {
    let mut inside = [true; N];
    for j in 0..N {
        inside[j] = K::inside(x[j], y[j]);
    }
    // The comparisons are done before the status is set.
    let inside = black_box(inside);
    status::set(*kept);
    let mut st = Flags(0);
    for j in 0..N {
        if !inside[j] {
            results[j] = single2::<K>(x[j], y[j], &mut st);
        }
    }
    st.raise();
    *kept = status::get();
}

/// One item. A call of its own, so that no compiler runs it for the items beside it as well.
#[inline(never)]
fn single2<K: Vector2>(x: K::T, y: K::U, st: &mut Flags) -> K::T {
    K::call(x, y, st)
}

/// The same for two results.
#[inline(never)]
fn single2x2<K: Vector2x2>(x: K::T, y: K::T, st: &mut Flags) -> (K::T, K::T) {
    K::call(x, y, st)
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
            let ordered = in_order(p, s, n);
            if !ordered && K::whole::<L>(p, s, n) {
                return;
            }
            if L < K::LEVEL || (K::LIBRARY && f == 0) || ordered {
                let before = if K::QUIET { status::get() } else { 0 };
                let mut st = Flags(0);
                if ordered {
                    map2::<Singly<K>>(p, n, s, &mut st);
                } else {
                    map2::<K>(p, n, s, &mut st);
                }
                if K::QUIET {
                    status::set(before);
                }
                return st.raise();
            }
            let mut kept = status::get();
            let mut i = 0;
            while n - i >= CHUNK {
                pair::<K, L, CHUNK>(f, p, s, i, CHUNK, &mut kept);
                i += CHUNK;
            }
            while i < n {
                let m = (n - i).min(LANES);
                pair::<K, L, LANES>(f, p, s, i, m, &mut kept);
                i += m;
            }
            status::set(kept);
        }
    }
}

/// Items i..i+m of both operands.
#[inline(always)]
unsafe fn pair<K: Vector2, const L: u8, const N: usize>(
    f: usize,
    p: [*mut u8; 3],
    s: [isize; 3],
    i: usize,
    m: usize,
    kept: &mut u32,
) {
    let (mut first, mut second) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    // SAFETY: items of the caller's operands.
    unsafe {
        let x = source::<K::T, N>(p[0], s[0], i, m, K::HARMLESS.0, &mut first);
        let y = source::<K::U, N>(p[1], s[1], i, m, K::HARMLESS.1, &mut second);
        let mut results = [K::HARMLESS.0; N];
        chunk2::<K, L, N>(f, x, y, &mut results, kept);
        scatter(&results, p[2], s[2], i, m);
    }
}

/// The scalar function, a call for each item: what loops that must go in order run.
struct Singly<K>(PhantomData<K>);

impl<K: Vector2> Binary for Singly<K> {
    type A = K::T;
    type B = K::U;
    type O = K::T;
    #[inline(always)]
    fn call(a: K::T, b: K::U, st: &mut Flags) -> K::T {
        single2::<K>(a, b, st)
    }
}

impl<K: Vector2<T = f32, U = f32>, S: Binary<A = f16, B = f16, O = f16>> Loop for Vec2Half<K, S> {
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
            if L < K::LEVEL || (K::LIBRARY && f == 0) || in_order(p, s, n) {
                let mut st = Flags(0);
                map2::<S>(p, n, s, &mut st);
                return st.raise();
            }
            let mut kept = status::get();
            let mut i = 0;
            let rest = (
                narrow(K::HARMLESS.0, &mut Flags(0)),
                narrow(K::HARMLESS.1, &mut Flags(0)),
            );
            while i < n {
                let m = (n - i).min(CHUNK);
                let x = widen_all::<L, CHUNK>(&gather(p[0], s[0], i, m, rest.0));
                let y = widen_all::<L, CHUNK>(&gather(p[1], s[1], i, m, rest.1));
                let mut wide = [K::HARMLESS.0; CHUNK];
                chunk2::<K, L, CHUNK>(f, &x, &y, &mut wide, &mut kept);
                black_box(&mut wide);
                status::set(kept);
                let results = narrow_all::<L, CHUNK>(&wide);
                kept = status::get();
                scatter(&results, p[2], s[2], i, m);
                i += m;
            }
            status::set(kept);
        }
    }
}

impl<K: Vector2x2> Loop for Vec2x2<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; chunks are local arrays.
        unsafe {
            let (p, n, s) = operands::<4>(args, dims, steps);
            if K::whole::<L>(p, s, n) {
                return;
            }
            if L < K::LEVEL {
                return super::map::Map2x2::<K>::run::<L>(args, dims, steps, data);
            }
            let mut kept = status::get();
            let mut i = 0;
            while i < n {
                let m = (n - i).min(CHUNK);
                if m > LANES {
                    chunk2x2::<K, CHUNK>(p, s, i, m, &mut kept);
                } else {
                    chunk2x2::<K, LANES>(p, s, i, m, &mut kept);
                }
                i += m;
            }
            status::set(kept);
        }
    }
}

#[inline(always)]
unsafe fn chunk2x2<K: Vector2x2, const N: usize>(
    p: [*mut u8; 4],
    s: [isize; 4],
    i: usize,
    m: usize,
    kept: &mut u32,
) {
    // SAFETY: items i..i+m of the caller's operands.
    unsafe {
        let x = gather::<K::T, N>(p[0], s[0], i, m, K::HARMLESS.0);
        let y = gather::<K::T, N>(p[1], s[1], i, m, K::HARMLESS.1);
        let (mut first, mut second) = (x, y);
        let mut all = true;
        for j in 0..N {
            let inside = K::inside(x[j], y[j]);
            all &= inside;
            first[j] = if inside { x[j] } else { K::HARMLESS.0 };
            second[j] = if inside { y[j] } else { K::HARMLESS.1 };
        }
        let (mut one, mut two) = (x, x);
        for j in 0..N {
            (one[j], two[j]) = K::own(first[j], second[j]);
        }
        if !all {
            outside2x2::<K, N>(&x, &y, &mut one, &mut two, kept);
        }
        scatter(&one, p[2], s[2], i, m);
        scatter(&two, p[3], s[3], i, m);
    }
}

#[cold]
#[inline(never)]
fn outside2x2<K: Vector2x2, const N: usize>(
    x: &[K::T; N],
    y: &[K::T; N],
    one: &mut [K::T; N],
    two: &mut [K::T; N],
    kept: &mut u32,
) {
    let mut inside = [true; N];
    for j in 0..N {
        inside[j] = K::inside(x[j], y[j]);
    }
    // The comparisons are done before the status is set.
    let inside = black_box(inside);
    status::set(*kept);
    let mut st = Flags(0);
    for j in 0..N {
        if !inside[j] {
            (one[j], two[j]) = single2x2::<K>(x[j], y[j], &mut st);
        }
    }
    st.raise();
    *kept = status::get();
}

/// As [`gather`], but where the items lie side by side they are read in place.
#[inline(always)]
unsafe fn source<T: Copy, const N: usize>(
    p: *const u8,
    s: isize,
    i: usize,
    m: usize,
    rest: T,
    room: &mut MaybeUninit<[T; N]>,
) -> &[T; N] {
    let at = p.wrapping_offset(i as isize * s).cast::<[T; N]>();
    // SAFETY: items i..i+m of the caller's operand, which nothing writes while they are looked at.
    unsafe {
        if m == N && s == size_of::<T>() as isize && at.is_aligned() {
            return &*at;
        }
        room.write(gather(p, s, i, m, rest))
    }
}

/// Up to N items from the `i`-th on, filled up with `rest`.
#[inline(always)]
pub(crate) unsafe fn gather<T: Copy, const N: usize>(
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
        if s == 0 && m == N {
            return [load(p); N];
        }
        let mut items = [rest; N];
        if m == N && s == 2 * size_of::<T>() as isize {
            // Every other item: a pattern that vectorises.
            let p = p.cast::<T>().add(2 * i);
            for (j, item) in items.iter_mut().enumerate() {
                *item = p.add(2 * j).read_unaligned();
            }
            return items;
        }
        for (j, item) in items.iter_mut().enumerate().take(m) {
            *item = load(p.wrapping_offset((i + j) as isize * s));
        }
        items
    }
}

#[inline(always)]
pub(crate) unsafe fn scatter<T: Copy, const N: usize>(
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
