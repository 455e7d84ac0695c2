//! The loops over two axes: one operand, two, three, any number; the sum in a register where the result stands still.
//!
//! Closures are inlined by force: one that is shared by the copies for all levels would be compiled for none of them.

use std::marker::PhantomData;

use super::term::Term;
use crate::num::{Bool, Complex, Flags, Half, LongDouble, raise};
use crate::stamp::{Isa, Op, dispatch};

/// Two axes of a plan: addresses and byte strides of the operands, the result last.
pub(super) struct Block<'a> {
    pub(super) ptrs: &'a [*mut u8],
    pub(super) n: isize,
    pub(super) inner: &'a [isize],
    pub(super) m: isize,
    pub(super) outer: &'a [isize],
}

/// A loop for one type and number of operands.
///
/// # Safety
/// The block's addresses are valid and aligned at its strides; the result shares no memory with the operands.
pub(super) type RowFn = unsafe fn(&Block<'_>);

struct Rows<'a, T, const N: usize>(&'a Block<'a>, PhantomData<T>);

impl<T: Term, const N: usize> Op for Rows<'_, T, N> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        // SAFETY: the caller's contract.
        unsafe {
            match N {
                1 => one::<T>(self.0),
                2 => two::<T>(self.0),
                3 => three::<T>(self.0),
                _ => many::<T>(self.0),
            }
        }
    }
}

unsafe fn at_level<T: Term, const N: usize>(b: &Block<'_>) {
    // SAFETY: the caller's contract.
    unsafe { dispatch(Rows::<T, N>(b, PhantomData)) }
}

/// Calls `f` with the addresses of every row.
#[inline(always)]
fn rows<const K: usize>(b: &Block<'_>, mut f: impl FnMut([*mut u8; K])) {
    let mut ptrs = [std::ptr::null_mut(); K];
    ptrs.copy_from_slice(&b.ptrs[..K]);
    for _ in 0..b.m {
        f(ptrs);
        for (p, s) in ptrs.iter_mut().zip(b.outer) {
            *p = p.wrapping_offset(*s);
        }
    }
}

/// Reads item `i` at a stride.
///
/// # Safety
/// The item is valid and aligned.
#[inline(always)]
unsafe fn get<T: Term>(p: *const u8, i: isize, stride: isize) -> T::Sum {
    // SAFETY: as the caller vouches.
    unsafe { p.wrapping_offset(i.wrapping_mul(stride)).cast::<T>().read() }.load()
}

/// Adds a sum to one item.
///
/// # Safety
/// The item is valid and aligned.
#[inline(always)]
unsafe fn accumulate<T: Term>(out: *mut u8, sum: T::Sum, flags: &mut Flags) {
    let out = out.cast::<T>();
    // SAFETY: as the caller vouches.
    unsafe { out.write(T::store(T::add(out.read().load(), sum), flags)) }
}

/// Adds `f(i)` to the items of a row of the result.
///
/// # Safety
/// The items are valid and aligned.
#[inline(always)]
unsafe fn spread<T: Term>(
    n: isize,
    out: *mut u8,
    stride: isize,
    flags: &mut Flags,
    f: impl Fn(isize) -> T::Sum,
) {
    for i in 0..n {
        // SAFETY: as the caller vouches.
        unsafe { accumulate::<T>(out.wrapping_offset(i.wrapping_mul(stride)), f(i), flags) }
    }
}

#[inline(always)]
unsafe fn one<T: Term>(b: &Block<'_>) {
    let item = size_of::<T>() as isize;
    let n = b.n;
    let (sa, so) = (b.inner[0], b.inner[1]);
    let mut flags = 0;
    // SAFETY: positions stay inside the rows, by the caller's contract.
    unsafe {
        match (sa == item, so) {
            (true, 0) => rows(
                b,
                #[inline(always)]
                |[a, o]| {
                    accumulate::<T>(
                        o,
                        T::total(
                            n,
                            #[inline(always)]
                            |i| get::<T>(a, i, item),
                        ),
                        &mut flags,
                    )
                },
            ),
            (false, 0) => rows(
                b,
                #[inline(always)]
                |[a, o]| {
                    accumulate::<T>(
                        o,
                        T::total(
                            n,
                            #[inline(always)]
                            |i| get::<T>(a, i, sa),
                        ),
                        &mut flags,
                    )
                },
            ),
            (true, s) if s == item => rows(
                b,
                #[inline(always)]
                |[a, o]| {
                    spread::<T>(
                        n,
                        o,
                        item,
                        &mut flags,
                        #[inline(always)]
                        |i| get::<T>(a, i, item),
                    )
                },
            ),
            _ => rows(
                b,
                #[inline(always)]
                |[a, o]| {
                    spread::<T>(
                        n,
                        o,
                        so,
                        &mut flags,
                        #[inline(always)]
                        |i| get::<T>(a, i, sa),
                    )
                },
            ),
        }
    }
    raise(flags);
}

#[inline(always)]
unsafe fn two<T: Term>(b: &Block<'_>) {
    let item = size_of::<T>() as isize;
    let n = b.n;
    let (sx, sy, so) = (b.inner[0], b.inner[1], b.inner[2]);
    // A factor that stands still comes first.
    let swap = sy == 0 && sx != 0;
    let (sx, sy) = if swap { (sy, sx) } else { (sx, sy) };
    let order = |[x, y, o]: [*mut u8; 3]| if swap { (y, x, o) } else { (x, y, o) };
    let tight = (sx == item, sx == 0, sy == item);
    let mut flags = 0;
    // SAFETY: positions stay inside the rows, by the caller's contract.
    unsafe {
        match (tight, so) {
            ((true, _, true), 0) => rows(
                b,
                #[inline(always)]
                |r| {
                    let (x, y, o) = order(r);
                    let sum = T::total(
                        n,
                        #[inline(always)]
                        |i| T::mul(get::<T>(x, i, item), get::<T>(y, i, item)),
                    );
                    accumulate::<T>(o, sum, &mut flags);
                },
            ),
            ((_, true, true), 0) => rows(
                b,
                #[inline(always)]
                |r| {
                    let (x, y, o) = order(r);
                    let sum = T::total(
                        n,
                        #[inline(always)]
                        |i| get::<T>(y, i, item),
                    );
                    accumulate::<T>(o, T::mul(get::<T>(x, 0, 0), sum), &mut flags);
                },
            ),
            (_, 0) => rows(
                b,
                #[inline(always)]
                |r| {
                    let (x, y, o) = order(r);
                    let sum = T::total(
                        n,
                        #[inline(always)]
                        |i| T::mul(get::<T>(x, i, sx), get::<T>(y, i, sy)),
                    );
                    accumulate::<T>(o, sum, &mut flags);
                },
            ),
            ((true, _, true), s) if s == item => rows(
                b,
                #[inline(always)]
                |r| {
                    let (x, y, o) = order(r);
                    spread::<T>(
                        n,
                        o,
                        item,
                        &mut flags,
                        #[inline(always)]
                        |i| T::mul(get::<T>(x, i, item), get::<T>(y, i, item)),
                    );
                },
            ),
            ((_, true, true), s) if s == item => rows(
                b,
                #[inline(always)]
                |r| {
                    let (x, y, o) = order(r);
                    let x = get::<T>(x, 0, 0);
                    spread::<T>(
                        n,
                        o,
                        item,
                        &mut flags,
                        #[inline(always)]
                        |i| T::mul(x, get::<T>(y, i, item)),
                    );
                },
            ),
            _ => rows(
                b,
                #[inline(always)]
                |r| {
                    let (x, y, o) = order(r);
                    spread::<T>(
                        n,
                        o,
                        so,
                        &mut flags,
                        #[inline(always)]
                        |i| T::mul(get::<T>(x, i, sx), get::<T>(y, i, sy)),
                    );
                },
            ),
        }
    }
    raise(flags);
}

/// The product of three items.
///
/// # Safety
/// The items are valid and aligned.
#[inline(always)]
unsafe fn product<T: Term>([x, y, z]: [*mut u8; 3], s: [isize; 3], i: isize) -> T::Sum {
    // SAFETY: as the caller vouches.
    unsafe {
        let xy = T::mul(get::<T>(x, i, s[0]), get::<T>(y, i, s[1]));
        T::mul(xy, get::<T>(z, i, s[2]))
    }
}

#[inline(always)]
unsafe fn three<T: Term>(b: &Block<'_>) {
    let item = size_of::<T>() as isize;
    let n = b.n;
    let s = [b.inner[0], b.inner[1], b.inner[2]];
    let so = b.inner[3];
    let tight = s == [item; 3];
    let mut flags = 0;
    // SAFETY: positions stay inside the rows, by the caller's contract.
    unsafe {
        match (tight, so) {
            (true, 0) => rows(
                b,
                #[inline(always)]
                |[x, y, z, o]| {
                    let sum = T::total(
                        n,
                        #[inline(always)]
                        |i| product::<T>([x, y, z], [item; 3], i),
                    );
                    accumulate::<T>(o, sum, &mut flags);
                },
            ),
            (false, 0) => rows(
                b,
                #[inline(always)]
                |[x, y, z, o]| {
                    let sum = T::total(
                        n,
                        #[inline(always)]
                        |i| product::<T>([x, y, z], s, i),
                    );
                    accumulate::<T>(o, sum, &mut flags);
                },
            ),
            (true, so) if so == item => rows(
                b,
                #[inline(always)]
                |[x, y, z, o]| {
                    spread::<T>(
                        n,
                        o,
                        item,
                        &mut flags,
                        #[inline(always)]
                        |i| product::<T>([x, y, z], [item; 3], i),
                    );
                },
            ),
            _ => rows(
                b,
                #[inline(always)]
                |[x, y, z, o]| {
                    spread::<T>(
                        n,
                        o,
                        so,
                        &mut flags,
                        #[inline(always)]
                        |i| product::<T>([x, y, z], s, i),
                    );
                },
            ),
        }
    }
    raise(flags);
}

#[inline(always)]
unsafe fn many<T: Term>(b: &Block<'_>) {
    let Some((so, inner)) = b.inner.split_last() else {
        return;
    };
    let mut flags = 0;
    for j in 0..b.m {
        let start = |k: usize| b.ptrs[k].wrapping_offset(j.wrapping_mul(b.outer[k]));
        // SAFETY: positions stay inside the rows, by the caller's contract.
        unsafe {
            let product = |i: isize| {
                let mut p = get::<T>(start(0), i, inner[0]);
                for (k, s) in inner.iter().enumerate().skip(1) {
                    p = T::mul(p, get::<T>(start(k), i, *s));
                }
                p
            };
            let out = start(inner.len());
            if *so == 0 {
                let mut sum = T::ZERO;
                for i in 0..b.n {
                    sum = T::add(sum, product(i));
                }
                accumulate::<T>(out, sum, &mut flags);
            } else {
                spread::<T>(b.n, out, *so, &mut flags, product);
            }
        }
    }
    raise(flags);
}

/// The loop for a NumPy type number and a number of operands.
pub(super) fn find(type_num: i32, operands: usize) -> Option<RowFn> {
    macro_rules! of {
        ($t:ty) => {
            match operands {
                0 => return None,
                1 => at_level::<$t, 1> as RowFn,
                2 => at_level::<$t, 2>,
                3 => at_level::<$t, 3>,
                _ => at_level::<$t, 4>,
            }
        };
    }
    Some(match type_num {
        0 => of!(Bool),
        1 | 2 => of!(u8),
        3 | 4 => of!(u16),
        5 | 6 => of!(u32),
        7..=10 => of!(u64),
        11 => of!(f32),
        12 => of!(f64),
        13 => of!(LongDouble),
        14 => of!(Complex<f32>),
        15 => of!(Complex<f64>),
        16 => of!(Complex<LongDouble>),
        23 => of!(Half),
        _ => return None,
    })
}
