//! The generic loop bodies: element-wise maps of each arity, and the reduction form of binary loops.

use std::ffi::{c_char, c_void};
use std::marker::PhantomData;
use std::mem::MaybeUninit;

use ferronum_simd::status;

use super::arith::tangled;
use super::{Flags, Loop};

/// One input, one output.
pub trait Unary {
    /// Input item.
    type A: Copy;
    /// Output item.
    type O: Copy;
    /// The loop leaves the float status as it was: the hardware raises what the operation must not.
    const QUIET: bool = false;
    /// So dear that strided items are worth gathering for vectors.
    const DEAR: bool = false;
    /// Integers alone, so that nothing is lost if the compiler runs what is not asked for: the loop keeps its flags
    /// where it can vectorise.
    const WHOLE: bool = false;
    /// The operation.
    fn call(a: Self::A, st: &mut Flags) -> Self::O;
}

/// Two inputs, one output.
pub trait Binary {
    /// First input item.
    type A: Copy;
    /// Second input item.
    type B: Copy;
    /// Output item.
    type O: Copy;
    /// As in [`Unary`].
    const QUIET: bool = false;
    /// Worth a copy of the loop for outputs that are one of the inputs.
    const IN_PLACE: bool = false;
    /// As in [`Unary`].
    const DEAR: bool = false;
    /// The operation.
    fn call(a: Self::A, b: Self::B, st: &mut Flags) -> Self::O;
}

/// A binary operation with its own way to reduce.
pub trait Fold:
    Binary<A = <Self as Fold>::T, B = <Self as Fold>::T, O = <Self as Fold>::T>
{
    /// Item of all operands.
    type T: Copy;

    /// `acc` combined with `n` items from `p` at the step `s`.
    ///
    /// # Safety
    /// `p` is valid for reads of `n` items at step `s`.
    unsafe fn fold<const L: u8>(
        acc: Self::T,
        p: *const u8,
        s: isize,
        n: usize,
        st: &mut Flags,
    ) -> Self::T;
}

/// Three inputs of one type, one output.
pub trait Ternary {
    /// Item of all operands.
    type A: Copy;
    /// As in [`Unary`].
    const QUIET: bool = false;
    /// The operation.
    fn call(a: Self::A, b: Self::A, c: Self::A, st: &mut Flags) -> Self::A;
}

/// One input, two outputs.
pub trait Split {
    /// Input item.
    type A: Copy;
    /// First output item.
    type O: Copy;
    /// Second output item.
    type P: Copy;
    /// As in [`Unary`].
    const QUIET: bool = false;
    /// The operation.
    fn call(a: Self::A, st: &mut Flags) -> (Self::O, Self::P);
}

/// Two inputs and two outputs of one type.
pub trait Split2 {
    /// Item of all operands.
    type A: Copy;
    /// The operation.
    fn call(a: Self::A, b: Self::A, st: &mut Flags) -> (Self::A, Self::A);
}

/// The loop of a [`Unary`] operation.
pub struct Map1<K>(PhantomData<K>);
/// The loop of a [`Binary`] operation.
pub struct Map2<K>(PhantomData<K>);
/// The loop of a [`Binary`] operation that also reduces.
pub struct Fold2<K>(PhantomData<K>);
/// The loop of a [`Ternary`] operation.
pub struct Map3<K>(PhantomData<K>);
/// The loop of a [`Split`] operation.
pub struct Map1x2<K>(PhantomData<K>);
/// The loop of a [`Split2`] operation.
pub struct Map2x2<K>(PhantomData<K>);

#[inline(always)]
pub(crate) unsafe fn load<T: Copy>(p: *const u8) -> T {
    // SAFETY: the caller vouches for the address; alignment is not needed.
    unsafe { p.cast::<T>().read_unaligned() }
}

#[inline(always)]
pub(crate) unsafe fn store<T: Copy>(p: *mut u8, v: T) {
    // SAFETY: as in `load`.
    unsafe { p.cast::<T>().write_unaligned(v) }
}

/// Strided items that are gathered at a time.
const GATHERED: usize = 64;
type Block<T> = [MaybeUninit<T>; GATHERED];

/// A block of items, all of which are written.
#[inline(always)]
unsafe fn gather<T: Copy>(p: *const u8, s: isize) -> Block<T> {
    let mut items = [MaybeUninit::<T>::uninit(); GATHERED];
    // SAFETY: the caller's items.
    unsafe {
        if s == 2 * step_of::<T>() {
            // Every other item: a pattern that vectorises.
            let p = p.cast::<T>();
            for (j, item) in items.iter_mut().enumerate() {
                item.write(p.add(2 * j).read_unaligned());
            }
        } else {
            for (j, item) in items.iter_mut().enumerate() {
                item.write(load(p.wrapping_offset(j as isize * s)));
            }
        }
    }
    items
}

#[inline(always)]
unsafe fn scatter<T: Copy>(items: &Block<T>, p: *mut u8, s: isize) {
    // SAFETY: the caller's items, all of them written.
    unsafe {
        if s == step_of::<T>() {
            p.cast::<Block<T>>().write_unaligned(*items);
            return;
        }
        for (j, item) in items.iter().enumerate() {
            store(p.wrapping_offset(j as isize * s), item.assume_init());
        }
    }
}

/// Operand pointers, count and steps of a loop with `N` operands.
#[inline(always)]
pub(crate) unsafe fn operands<const N: usize>(
    args: *mut *mut c_char,
    dimensions: *const isize,
    steps: *const isize,
) -> ([*mut u8; N], usize, [isize; N]) {
    // SAFETY: the loop contract gives N operands.
    unsafe {
        let p = args.cast::<[*mut u8; N]>().read();
        let s = steps.cast::<[isize; N]>().read();
        (p, (*dimensions).max(0) as usize, s)
    }
}

#[inline(always)]
const fn step_of<T>() -> isize {
    size_of::<T>() as isize
}

#[inline(always)]
pub(crate) unsafe fn map1<K: Unary>(
    [a, o]: [*mut u8; 2],
    n: usize,
    [sa, so]: [isize; 2],
    st: &mut Flags,
) {
    let (pa, po) = (a.cast::<K::A>(), o.cast::<K::O>());
    // SAFETY: the loop contract; every access is to item i < n of its operand.
    unsafe {
        if sa == step_of::<K::A>() && so == step_of::<K::O>() {
            if size_of::<K::A>() == size_of::<K::O>() && a == o {
                for i in 0..n {
                    let v = K::call(po.add(i).cast::<K::A>().read_unaligned(), st);
                    po.add(i).write_unaligned(v);
                }
            } else {
                for i in 0..n {
                    po.add(i)
                        .write_unaligned(K::call(pa.add(i).read_unaligned(), st));
                }
            }
        } else {
            let (mut a, mut o) = (a, o);
            let mut n = n;
            if K::DEAR && !tangled(a, sa, o, so, n) {
                while n >= GATHERED {
                    let x = gather::<K::A>(a, sa);
                    let mut r = [MaybeUninit::<K::O>::uninit(); GATHERED];
                    for j in 0..GATHERED {
                        r[j].write(K::call(x[j].assume_init(), st));
                    }
                    scatter(&r, o, so);
                    a = a.wrapping_offset(sa * GATHERED as isize);
                    o = o.wrapping_offset(so * GATHERED as isize);
                    n -= GATHERED;
                }
            }
            for _ in 0..n {
                store(o, K::call(load(a), st));
                a = a.wrapping_offset(sa);
                o = o.wrapping_offset(so);
            }
        }
    }
}

impl<K: Unary> Loop for Map1<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        let before = if K::QUIET { status::get() } else { 0 };
        let mut st = Flags(0);
        // SAFETY: the loop contract.
        unsafe {
            let (p, n, s) = operands::<2>(args, dims, steps);
            map1::<K>(p, n, s, &mut st);
        }
        if K::QUIET {
            status::set(before);
        }
        if K::WHOLE {
            // A copy: what a call may see has to stay in memory.
            return Flags(st.0).raise();
        }
        st.raise();
    }
}

#[inline(always)]
pub(crate) unsafe fn map2<K: Binary>(
    [a, b, o]: [*mut u8; 3],
    n: usize,
    [sa, sb, so]: [isize; 3],
    st: &mut Flags,
) {
    let out = so == step_of::<K::O>();
    let in_place_a = K::IN_PLACE && size_of::<K::A>() == size_of::<K::O>() && a == o;
    let in_place_b = K::IN_PLACE && size_of::<K::B>() == size_of::<K::O>() && b == o;
    let (pa, pb, po) = (a.cast::<K::A>(), b.cast::<K::B>(), o.cast::<K::O>());
    // SAFETY: the loop contract; every access is to item i < n of its operand. Each in-place loop names the
    // shared memory by one pointer only, so that it can be vectorised.
    unsafe {
        if out && sa == step_of::<K::A>() && sb == step_of::<K::B>() {
            if in_place_a {
                for i in 0..n {
                    let x = po.add(i).cast::<K::A>().read_unaligned();
                    po.add(i)
                        .write_unaligned(K::call(x, pb.add(i).read_unaligned(), st));
                }
            } else if in_place_b {
                for i in 0..n {
                    let y = po.add(i).cast::<K::B>().read_unaligned();
                    po.add(i)
                        .write_unaligned(K::call(pa.add(i).read_unaligned(), y, st));
                }
            } else {
                for i in 0..n {
                    let (x, y) = (pa.add(i).read_unaligned(), pb.add(i).read_unaligned());
                    po.add(i).write_unaligned(K::call(x, y, st));
                }
            }
        } else if out && sa == 0 && sb == step_of::<K::B>() && n > 0 {
            let x = pa.read_unaligned();
            if in_place_b {
                for i in 0..n {
                    let y = po.add(i).cast::<K::B>().read_unaligned();
                    po.add(i).write_unaligned(K::call(x, y, st));
                }
            } else {
                for i in 0..n {
                    po.add(i)
                        .write_unaligned(K::call(x, pb.add(i).read_unaligned(), st));
                }
            }
        } else if out && sb == 0 && sa == step_of::<K::A>() && n > 0 {
            let y = pb.read_unaligned();
            if in_place_a {
                for i in 0..n {
                    let x = po.add(i).cast::<K::A>().read_unaligned();
                    po.add(i).write_unaligned(K::call(x, y, st));
                }
            } else {
                for i in 0..n {
                    po.add(i)
                        .write_unaligned(K::call(pa.add(i).read_unaligned(), y, st));
                }
            }
        } else {
            let (mut a, mut b, mut o) = (a, b, o);
            let mut n = n;
            if K::DEAR && !tangled(a, sa, o, so, n) && !tangled(b, sb, o, so, n) {
                while n >= GATHERED {
                    let (x, y) = (gather::<K::A>(a, sa), gather::<K::B>(b, sb));
                    let mut r = [MaybeUninit::<K::O>::uninit(); GATHERED];
                    for j in 0..GATHERED {
                        r[j].write(K::call(x[j].assume_init(), y[j].assume_init(), st));
                    }
                    scatter(&r, o, so);
                    a = a.wrapping_offset(sa * GATHERED as isize);
                    b = b.wrapping_offset(sb * GATHERED as isize);
                    o = o.wrapping_offset(so * GATHERED as isize);
                    n -= GATHERED;
                }
            }
            for _ in 0..n {
                store(o, K::call(load(a), load(b), st));
                a = a.wrapping_offset(sa);
                b = b.wrapping_offset(sb);
                o = o.wrapping_offset(so);
            }
        }
    }
}

impl<K: Binary> Loop for Map2<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        let before = if K::QUIET { status::get() } else { 0 };
        let mut st = Flags(0);
        // SAFETY: the loop contract.
        unsafe {
            let (p, n, s) = operands::<3>(args, dims, steps);
            map2::<K>(p, n, s, &mut st);
        }
        if K::QUIET {
            status::set(before);
        }
        st.raise();
    }
}

impl<K: Fold> Loop for Fold2<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        let before = if K::QUIET { status::get() } else { 0 };
        let mut st = Flags(0);
        // SAFETY: the loop contract; in the reduction form the first and the last operand are one item.
        unsafe {
            let (p, n, s) = operands::<3>(args, dims, steps);
            if p[0] == p[2] && s[0] == 0 && s[2] == 0 {
                if n > 0 {
                    store(p[2], K::fold::<L>(load(p[0]), p[1], s[1], n, &mut st));
                }
            } else {
                map2::<K>(p, n, s, &mut st);
            }
        }
        if K::QUIET {
            status::set(before);
        }
        st.raise();
    }
}

impl<K: Ternary> Loop for Map3<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        let before = if K::QUIET { status::get() } else { 0 };
        let mut st = Flags(0);
        let st = &mut st;
        // SAFETY: the loop contract; every access is to item i < n of its operand.
        unsafe {
            let ([a, b, c, o], n, [sa, sb, sc, so]) = operands::<4>(args, dims, steps);
            let one = step_of::<K::A>();
            if sa == one && so == one && sb == 0 && sc == 0 && n > 0 {
                let (y, z) = (load::<K::A>(b), load::<K::A>(c));
                let (pa, po) = (a.cast::<K::A>(), o.cast::<K::A>());
                if a == o {
                    for i in 0..n {
                        po.add(i)
                            .write_unaligned(K::call(po.add(i).read_unaligned(), y, z, st));
                    }
                } else {
                    for i in 0..n {
                        po.add(i)
                            .write_unaligned(K::call(pa.add(i).read_unaligned(), y, z, st));
                    }
                }
            } else if [sa, sb, sc, so] == [one; 4] {
                let [pa, pb, pc, po] = [a, b, c, o].map(|p| p.cast::<K::A>());
                for i in 0..n {
                    let (x, y, z) = (
                        pa.add(i).read_unaligned(),
                        pb.add(i).read_unaligned(),
                        pc.add(i).read_unaligned(),
                    );
                    po.add(i).write_unaligned(K::call(x, y, z, st));
                }
            } else {
                let (mut a, mut b, mut c, mut o) = (a, b, c, o);
                for _ in 0..n {
                    store(o, K::call(load(a), load(b), load(c), st));
                    a = a.wrapping_offset(sa);
                    b = b.wrapping_offset(sb);
                    c = c.wrapping_offset(sc);
                    o = o.wrapping_offset(so);
                }
            }
        }
        if K::QUIET {
            status::set(before);
        }
        st.raise();
    }
}

impl<K: Split> Loop for Map1x2<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        let before = if K::QUIET { status::get() } else { 0 };
        let mut st = Flags(0);
        // SAFETY: the loop contract; every access is to item i < n of its operand.
        unsafe {
            let ([mut a, mut o, mut p], n, [sa, so, sp]) = operands::<3>(args, dims, steps);
            if sa == step_of::<K::A>() && so == step_of::<K::O>() && sp == step_of::<K::P>() {
                let (pa, po, pp) = (a.cast::<K::A>(), o.cast::<K::O>(), p.cast::<K::P>());
                for i in 0..n {
                    let (x, y) = K::call(pa.add(i).read_unaligned(), &mut st);
                    po.add(i).write_unaligned(x);
                    pp.add(i).write_unaligned(y);
                }
            } else {
                for _ in 0..n {
                    let (x, y) = K::call(load(a), &mut st);
                    store(o, x);
                    store(p, y);
                    a = a.wrapping_offset(sa);
                    o = o.wrapping_offset(so);
                    p = p.wrapping_offset(sp);
                }
            }
        }
        if K::QUIET {
            status::set(before);
        }
        st.raise();
    }
}

impl<K: Split2> Loop for Map2x2<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        _: *mut c_void,
    ) {
        let mut st = Flags(0);
        // SAFETY: the loop contract; every access is to item i < n of its operand.
        unsafe {
            let ([mut a, mut b, mut o, mut p], n, [sa, sb, so, sp]) =
                operands::<4>(args, dims, steps);
            for _ in 0..n {
                let (x, y) = K::call(load(a), load(b), &mut st);
                store(o, x);
                store(p, y);
                a = a.wrapping_offset(sa);
                b = b.wrapping_offset(sb);
                o = o.wrapping_offset(so);
                p = p.wrapping_offset(sp);
            }
        }
        st.raise();
    }
}

/// Reduces in order. The compiler may reassociate integer operations.
///
/// # Safety
/// As [`Fold::fold`].
#[inline(always)]
pub(crate) unsafe fn fold_in_order<K: Fold<T = T>, T: Copy>(
    mut acc: T,
    p: *const u8,
    s: isize,
    n: usize,
    st: &mut Flags,
) -> T {
    // SAFETY: the caller's contract.
    unsafe {
        if s == step_of::<T>() {
            let p = p.cast::<T>();
            for i in 0..n {
                acc = K::call(acc, p.add(i).read_unaligned(), st);
            }
        } else {
            let mut p = p;
            for _ in 0..n {
                acc = K::call(acc, load(p), st);
                p = p.wrapping_offset(s);
            }
        }
    }
    acc
}

/// Reduces an operation whose result does not depend on the order, in `N` independent lanes.
///
/// # Safety
/// As [`Fold::fold`].
#[inline(always)]
pub(crate) unsafe fn fold_in_lanes<K: Fold<T = T>, T: Copy, const N: usize>(
    mut acc: T,
    p: *const u8,
    s: isize,
    n: usize,
    st: &mut Flags,
) -> T {
    // SAFETY: the caller's contract; whole blocks of N items, then the rest.
    unsafe {
        if s != step_of::<T>() || n < 2 * N {
            return fold_in_order::<K, T>(acc, p, s, n, st);
        }
        let p = p.cast::<T>();
        let mut lanes = p.cast::<[T; N]>().read_unaligned();
        for block in 1..n / N {
            let items = p.add(block * N).cast::<[T; N]>().read_unaligned();
            for j in 0..N {
                lanes[j] = K::call(lanes[j], items[j], st);
            }
        }
        for lane in lanes {
            acc = K::call(acc, lane, st);
        }
        let done = n / N * N;
        fold_in_order::<K, T>(acc, p.add(done).cast(), s, n - done, st)
    }
}
