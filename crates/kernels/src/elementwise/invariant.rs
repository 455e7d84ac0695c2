//! Division of many integers by one: a multiplication by its reciprocal, found once per loop.
//!
//! For unsigned numbers of w bits the reciprocal has w + 1 bits; the highest is known and left out (Granlund and
//! Montgomery, "Division by invariant integers using multiplication"). Signed numbers go through unsigned ones:
//! rounding down commutes with the complement, so that a negative quotient is the complement of that of the
//! complement.

use std::arch::x86_64::*;

use super::arith::tangled;
use super::map::{load, store};

/// From so many items on the reciprocal pays.
const WORTH: usize = 24;
/// Items of a block.
const BLOCK: usize = 512;

/// Floor division.
pub(super) const QUOTIENT: u8 = b'F';
/// The remainder with the sign of the divisor.
pub(super) const REMAINDER: u8 = b'R';
/// The remainder with the sign of the dividend.
pub(super) const FMOD: u8 = b'C';
/// Quotient and remainder.
pub(super) const BOTH: u8 = b'D';

/// What multiplies and shifts in place of a division.
#[derive(Clone, Copy)]
pub(super) struct Reciprocal<U> {
    factor: U,
    first: u32,
    second: u32,
}

/// An unsigned type in which quotients are computed.
pub(super) trait Lane: Copy + Default {
    /// Of a number that is not zero.
    fn reciprocal(self) -> Reciprocal<Self>;
    fn quotient(self, by: Reciprocal<Self>) -> Self;
}

macro_rules! lane {
    ($($u:ident $wide:ident)+) => { $(impl Lane for $u {
        #[inline(always)]
        fn reciprocal(self) -> Reciprocal<Self> {
            let log = $u::BITS - self.wrapping_sub(1).leading_zeros();
            let above = (((1 as $wide) << log) - self as $wide) << $u::BITS;
            Reciprocal {
                factor: (above / self as $wide + 1) as $u,
                first: log.min(1),
                second: log.saturating_sub(1),
            }
        }
        #[inline(always)]
        fn quotient(self, by: Reciprocal<Self>) -> Self {
            let high = ((self as $wide * by.factor as $wide) >> $u::BITS) as $u;
            let rest = self.wrapping_sub(high).wrapping_shr(by.first);
            high.wrapping_add(rest).wrapping_shr(by.second)
        }
    })+ };
}
lane! { u16 u32 u32 u64 u64 u128 }

/// A byte in a lane of its own, where sixteen bits of the reciprocal are enough. Not for division by one.
#[derive(Clone, Copy, Default)]
pub(super) struct Byte(u16);

impl Lane for Byte {
    #[inline(always)]
    fn reciprocal(self) -> Reciprocal<Self> {
        Reciprocal {
            factor: Byte(u16::MAX / self.0.max(1) + 1),
            first: 0,
            second: 0,
        }
    }
    #[inline(always)]
    fn quotient(self, by: Reciprocal<Self>) -> Self {
        Byte(((self.0 as u32 * by.factor.0 as u32) >> 16) as u16)
    }
}

/// An integer as dividend and divisor.
pub(super) trait Dividend: Copy + Default {
    type Lane: Lane;
    /// All bits for a negative number.
    fn mask(self) -> Self;
    /// Whether the loops must go item by item: by zero and minus one, which raise, and by one where it has no
    /// reciprocal.
    fn raises(self) -> bool;
    /// The number or, with a mask, its opposite.
    fn turned(self, mask: Self) -> Self;
    /// The number or, with a mask, its complement.
    fn complemented(self, mask: Self) -> Self;
    /// What marks a quotient below zero, given the divisor's mask.
    fn below(self, divisor: Self) -> Self;
    /// The product's difference to the number.
    fn less(self, q: Self, d: Self) -> Self;
    fn lane(self) -> Self::Lane;
    fn from_lane(q: Self::Lane) -> Self;
    /// All items of a block, eight at a time, where there are vectors for it; false, and nothing done, where not.
    ///
    /// # Safety
    /// As [`block`].
    #[inline(always)]
    unsafe fn eights<const OP: u8, const L: u8>(
        _x: *const Self,
        _o: *mut Self,
        _r: *mut Self,
        _m: usize,
        _by: Divisor<Self>,
    ) -> bool {
        false
    }
}

macro_rules! dividend {
    ($($t:ident $unsigned:ident $lane:ident |$n:ident| $to:expr, |$q:ident| $from:expr,
       |$m:ident| $mask:expr, |$x:ident| $raises:expr, |$y:ident, $d:ident| $below:expr
       $(, $signed:literal)?;)+) => { $(
        impl Dividend for $t {
            type Lane = $lane;
            #[inline(always)]
            fn mask(self) -> $t {
                let $m = self;
                $mask
            }
            #[inline(always)]
            fn raises(self) -> bool {
                let $x = self;
                $raises
            }
            #[inline(always)]
            fn turned(self, mask: $t) -> $t {
                (self ^ mask).wrapping_sub(mask)
            }
            #[inline(always)]
            fn complemented(self, mask: $t) -> $t {
                self ^ mask
            }
            #[inline(always)]
            fn below(self, $d: $t) -> $t {
                let $y = self;
                $below
            }
            #[inline(always)]
            fn less(self, q: $t, d: $t) -> $t {
                self.wrapping_sub(q.wrapping_mul(d))
            }
            #[inline(always)]
            fn lane(self) -> $lane {
                let $n = self as $unsigned;
                $to
            }
            #[inline(always)]
            fn from_lane($q: $lane) -> $t {
                $from as $t
            }
            $(
                #[inline(always)]
                unsafe fn eights<const OP: u8, const L: u8>(
                    x: *const $t,
                    o: *mut $t,
                    r: *mut $t,
                    m: usize,
                    by: Divisor<$t>,
                ) -> bool {
                    if L >= 4 {
                        let d = [by.d as i64, by.negative as i64];
                        // SAFETY: the caller's contract.
                        unsafe { eights::<OP, $signed>(x.cast(), o.cast(), r.cast(), m, d, by.size) }
                    }
                    L >= 4
                }
            )?
        }
    )+ };
    (unsigned $($t:ident $lane:ident |$n:ident| $to:expr, |$q:ident| $from:expr, $least:literal $(, $signed:literal)?;)+) => {
        dividend! { $(
            $t $t $lane |$n| $to, |$q| $from, |_x| 0, |x| x < $least, |_x, _d| 0 $(, $signed)?;
        )+ }
    };
    (signed $($t:ident $u:ident $lane:ident |$n:ident| $to:expr, |$q:ident| $from:expr, $least:literal $(, $signed:literal)?;)+) => {
        dividend! { $(
            $t $u $lane |$n| $to, |$q| $from, |x| x >> ($t::BITS - 1), |x| x == -1 || x == 0 || x.unsigned_abs() < $least,
                |x, d| -((x < 0) as $t) & !d | -((x > 0) as $t) & d $(, $signed)?;
        )+ }
    };
}
dividend! { unsigned
    u8 Byte |n| Byte(n as u16), |q| q.0, 2;
    u16 u16 |n| n, |q| q, 1;
    u32 u32 |n| n, |q| q, 1;
    u64 u64 |n| n, |q| q, 1, false;
}
dividend! { signed
    i8 u8 Byte |n| Byte(n as u16), |q| q.0, 2;
    i16 u16 u16 |n| n, |q| q, 1;
    i32 u32 u32 |n| n, |q| q, 1;
    i64 u64 u64 |n| n, |q| q, 1, true;
}

/// The 64-bit body in AVX-512, which multiplies halves; `d` is the divisor and its mask.
///
/// # Safety
/// As [`block`]; AVX-512.
#[inline(always)]
unsafe fn eights<const OP: u8, const SIGNED: bool>(
    x: *const i64,
    o: *mut i64,
    r: *mut i64,
    m: usize,
    d: [i64; 2],
    by: Reciprocal<u64>,
) {
    // SAFETY: the caller's items; what is left of eight is done in local arrays.
    unsafe {
        let mut at = 0;
        while at + 8 <= m {
            let (a, b) = eight::<OP, SIGNED>(_mm512_loadu_si512(x.add(at).cast()), d, by);
            _mm512_storeu_si512(o.add(at).cast(), a);
            if OP == BOTH {
                _mm512_storeu_si512(r.add(at).cast(), b);
            }
            at += 8;
        }
        if at < m {
            let mask = (1u8 << (m - at)) - 1;
            let items = _mm512_maskz_loadu_epi64(mask, x.add(at));
            let (a, b) = eight::<OP, SIGNED>(items, d, by);
            _mm512_mask_storeu_epi64(o.add(at), mask, a);
            if OP == BOTH {
                _mm512_mask_storeu_epi64(r.add(at), mask, b);
            }
        }
    }
}

/// Eight results and remainders.
///
/// # Safety
/// AVX-512.
#[inline(always)]
unsafe fn eight<const OP: u8, const SIGNED: bool>(
    x: __m512i,
    [d, negative]: [i64; 2],
    by: Reciprocal<u64>,
) -> (__m512i, __m512i) {
    // SAFETY: the caller's level.
    unsafe {
        let sign = _mm512_srai_epi64::<63>(x);
        let (mut n, mut mask) = (x, sign);
        if SIGNED && OP == FMOD {
            n = _mm512_sub_epi64(_mm512_xor_si512(x, mask), mask);
        } else if SIGNED {
            let negative = _mm512_set1_epi64(negative);
            let above = _mm512_movm_epi64(_mm512_cmpgt_epi64_mask(x, _mm512_setzero_si512()));
            mask = _mm512_or_si512(
                _mm512_andnot_si512(negative, sign),
                _mm512_and_si512(negative, above),
            );
            let turned = _mm512_sub_epi64(_mm512_xor_si512(x, negative), negative);
            n = _mm512_xor_si512(turned, mask);
        }
        let low = _mm512_set1_epi64(by.factor as i64);
        let high = _mm512_set1_epi64((by.factor >> 32) as i64);
        let upper = _mm512_srli_epi64::<32>(n);
        // The four products of halves, from the lowest; no sum overflows.
        let carry = _mm512_srli_epi64::<32>(_mm512_mul_epu32(n, low));
        let one = _mm512_mul_epu32(n, high);
        let two = _mm512_add_epi64(_mm512_mul_epu32(upper, low), carry);
        let part = _mm512_and_si512(one, _mm512_set1_epi64(0xffff_ffff));
        let middle = _mm512_srli_epi64::<32>(_mm512_add_epi64(two, part));
        let top = _mm512_add_epi64(_mm512_mul_epu32(upper, high), _mm512_srli_epi64::<32>(one));
        let t = _mm512_add_epi64(top, middle);
        let first = _mm_cvtsi32_si128(by.first as i32);
        let second = _mm_cvtsi32_si128(by.second as i32);
        let rest = _mm512_srl_epi64(_mm512_sub_epi64(n, t), first);
        let mut q = _mm512_srl_epi64(_mm512_add_epi64(t, rest), second);
        if SIGNED {
            q = _mm512_xor_si512(q, mask);
            if OP == FMOD {
                q = _mm512_sub_epi64(q, mask);
            }
        }
        if OP == QUOTIENT {
            return (q, q);
        }
        let r = _mm512_sub_epi64(x, _mm512_mullo_epi64(q, _mm512_set1_epi64(d)));
        (if OP == BOTH { q } else { r }, r)
    }
}

/// Divides `n` items at `p[0]` by the one at `p[1]`; false, and nothing done, where that is not for this loop.
/// `OP` says what is computed; only [`BOTH`] has a second result.
///
/// # Safety
/// The loop contract of two arguments and one or two results; level `L` is supported.
#[inline(always)]
pub(super) unsafe fn divide<T: Dividend, const OP: u8, const L: u8>(
    p: [*mut u8; 4],
    s: [isize; 4],
    n: usize,
) -> bool {
    let results = if OP == BOTH { 2 } else { 1 };
    if n < WORTH || s[1] != 0 {
        return false;
    }
    for k in 2..2 + results {
        if s[k] == 0 || tangled(p[0], s[0], p[k], s[k], n) || tangled(p[1], 0, p[k], s[k], n) {
            return false;
        }
    }
    // SAFETY: the caller's divisor.
    let d = unsafe { load::<T>(p[1]) };
    if d.raises() {
        return false;
    }
    let negative = d.mask();
    let size = d.turned(negative);
    let by = Divisor {
        // Truncated quotients are computed of sizes alone.
        d: if OP == FMOD { size } else { d },
        negative,
        size: size.lane().reciprocal(),
    };
    let item = size_of::<T>() as isize;
    let (mut from, mut one, mut two) = (
        [T::default(); BLOCK],
        [T::default(); BLOCK],
        [T::default(); BLOCK],
    );
    let mut i = 0;
    while i < n {
        let m = (n - i).min(BLOCK);
        let at = |k: usize| p[k].wrapping_offset(i as isize * s[k]);
        // SAFETY: items i..i+m of the caller's operands; blocks hold as many. Items that lie side by side are
        // read and written where they are.
        unsafe {
            let x = if s[0] == item {
                at(0).cast::<T>().cast_const()
            } else {
                fetch(at(0), s[0], m, &mut from);
                from.as_ptr()
            };
            let direct = |k: usize| s[k] == item && p[k] != p[0];
            let o = if direct(2) {
                at(2).cast()
            } else {
                one.as_mut_ptr()
            };
            let r = match OP {
                BOTH if direct(3) => at(3).cast(),
                BOTH => two.as_mut_ptr(),
                _ => o,
            };
            block::<T, OP, L>(x, o, r, m, by);
            if !direct(2) {
                spread(&one, at(2), s[2], m);
            }
            if OP == BOTH && !direct(3) {
                spread(&two, at(3), s[3], m);
            }
        }
        i += m;
    }
    true
}

/// What is divided by.
#[derive(Clone, Copy)]
pub(super) struct Divisor<T: Dividend> {
    d: T,
    negative: T,
    size: Reciprocal<T::Lane>,
}

impl<T: Dividend> Divisor<T> {
    /// A number whose quotient by the divisor's size leads to the result, and the mask for [`Divisor::finish`].
    #[inline(always)]
    fn start<const OP: u8>(self, x: T) -> (T::Lane, T) {
        if OP == FMOD {
            let mask = x.mask();
            return (x.turned(mask).lane(), mask);
        }
        // By a negative divisor it is the opposite's quotient, which fits as an unsigned number.
        let below = x.below(self.negative);
        (x.turned(self.negative).complemented(below).lane(), below)
    }

    /// The first result and the remainder.
    #[inline(always)]
    fn finish<const OP: u8>(self, x: T, q: T::Lane, mask: T) -> (T, T) {
        let q = T::from_lane(q);
        let q = if OP == FMOD {
            q.turned(mask)
        } else {
            q.complemented(mask)
        };
        let r = x.less(q, self.d);
        (if OP == REMAINDER || OP == FMOD { r } else { q }, r)
    }
}

/// A block of items; `r` gets the remainders of [`BOTH`].
///
/// # Safety
/// The pointers are good for `m <= BLOCK` items; level `L` is supported.
#[inline(always)]
unsafe fn block<T: Dividend, const OP: u8, const L: u8>(
    x: *const T,
    o: *mut T,
    r: *mut T,
    m: usize,
    by: Divisor<T>,
) {
    // SAFETY: the caller's items.
    unsafe {
        if T::eights::<OP, L>(x, o, r, m, by) {
            return;
        }
        for j in 0..m {
            let x = x.add(j).read_unaligned();
            let (lane, mask) = by.start::<OP>(x);
            let (a, b) = by.finish::<OP>(x, lane.quotient(by.size), mask);
            o.add(j).write_unaligned(a);
            if OP == BOTH {
                r.add(j).write_unaligned(b);
            }
        }
    }
}

/// The first `m` items at a stride.
///
/// # Safety
/// `p` is good for `m` items.
#[inline(always)]
unsafe fn fetch<T: Copy>(p: *const u8, s: isize, m: usize, to: &mut [T; BLOCK]) {
    // SAFETY: the caller's items.
    unsafe {
        if s == 2 * size_of::<T>() as isize {
            // Every other item: a pattern that vectorises.
            let p = p.cast::<T>();
            for (j, x) in to.iter_mut().enumerate().take(m) {
                *x = p.add(2 * j).read_unaligned();
            }
            return;
        }
        for (j, x) in to.iter_mut().enumerate().take(m) {
            *x = load(p.wrapping_offset(j as isize * s));
        }
    }
}

/// The way back.
///
/// # Safety
/// As [`fetch`].
#[inline(always)]
unsafe fn spread<T: Copy>(from: &[T; BLOCK], p: *mut u8, s: isize, m: usize) {
    // SAFETY: the caller's items.
    unsafe {
        if s == size_of::<T>() as isize {
            let bytes = m.min(BLOCK) * size_of::<T>();
            return std::ptr::copy_nonoverlapping(from.as_ptr().cast::<u8>(), p, bytes);
        }
        for (j, x) in from.iter().enumerate().take(m) {
            store(p.wrapping_offset(j as isize * s), *x);
        }
    }
}
