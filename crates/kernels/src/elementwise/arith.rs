//! add, subtract, multiply, divide and the unary arithmetic.

use std::ffi::{c_char, c_void};

use ferronum_simd::{Level, status};

use super::map::{Binary, Fold, Fold2, Map1, Unary, fold_in_order, map1, map2, operands};
use super::num::{Arith, Bool, Complex, Float, f16, narrow, ops, widen};
use super::{Flags, Kinds, Loop, UfuncLoop, pairwise, pick, stamped};
use crate::kind::Kind;

ops! {
    Add Subtract Multiply Divide Negative Positive Conjugate Absolute Sign Square Reciprocal One
    FusedMultiply FusedSquare ComplexMultiply ComplexSquare
}

macro_rules! binary {
    ($($op:ident $method:ident)+) => { $(impl<T: Arith> Binary for $op<T> {
        type A = T;
        type B = T;
        type O = T;
        const IN_PLACE: bool = true;
        #[inline(always)]
        fn call(a: T, b: T, st: &mut Flags) -> T {
            a.$method(b, st)
        }
    })+ };
}
binary! { Add add Subtract sub Multiply mul }

/// Reductions in order, for the types where NumPy's are.
macro_rules! fold_plain {
    ($($op:ident: $($t:ty)+;)+) => { $($(impl Fold for $op<$t> {
        type T = $t;
        #[inline(always)]
        unsafe fn fold<const L: u8>(acc: $t, p: *const u8, s: isize, n: usize, st: &mut Flags) -> $t {
            // SAFETY: the caller's contract.
            unsafe { fold_in_order::<Self, _>(acc, p, s, n, st) }
        }
    })+)+ };
}
fold_plain! {
    Add: Bool i8 u8 i16 u16 i32 u32 i64 u64;
    Subtract: Bool i8 u8 i16 u16 i32 u32 i64 u64 f32 f64 Complex<f32> Complex<f64>;
    Multiply: Bool i8 u8 i16 u16 i32 u32 i64 u64 f32 f64 Complex<f32> Complex<f64>;
    Divide: f32 f64 Complex<f32> Complex<f64>;
}

macro_rules! fold_sum {
    ($($t:ty)+) => { $(
        impl Fold for Add<$t> {
            type T = $t;
            #[inline(always)]
            unsafe fn fold<const L: u8>(acc: $t, p: *const u8, s: isize, n: usize, _: &mut Flags) -> $t {
                // SAFETY: the caller's contract.
                acc + unsafe { pairwise::sum::<$t>(p, s, n) }
            }
        }
        impl Fold for Add<Complex<$t>> {
            type T = Complex<$t>;
            #[inline(always)]
            unsafe fn fold<const L: u8>(acc: Self::T, p: *const u8, s: isize, n: usize, _: &mut Flags) -> Self::T {
                // SAFETY: the caller's contract.
                let (re, im) = unsafe { pairwise::sum_complex::<$t>(p, s, n) };
                Complex { re: acc.re + re, im: acc.im + im }
            }
        }
    )+ };
}
fold_sum! { f32 f64 }

impl Fold for Add<f16> {
    type T = f16;
    #[inline(always)]
    unsafe fn fold<const L: u8>(acc: f16, p: *const u8, s: isize, n: usize, st: &mut Flags) -> f16 {
        // SAFETY: the caller's contract.
        narrow(widen(acc) + unsafe { pairwise::sum::<f16>(p, s, n) }, st)
    }
}

/// Half reductions are kept in `f32` and rounded once.
macro_rules! fold_half {
    ($($op:ident $sign:tt)+) => { $(impl Fold for $op<f16> {
        type T = f16;
        #[inline(always)]
        unsafe fn fold<const L: u8>(acc: f16, p: *const u8, s: isize, n: usize, st: &mut Flags) -> f16 {
            let mut acc = widen(acc);
            for i in 0..n {
                // SAFETY: item i of the caller's run.
                acc $sign widen(unsafe { super::map::load(p.wrapping_offset(i as isize * s)) });
            }
            narrow(acc, st)
        }
    })+ };
}
fold_half! { Subtract -= Multiply *= Divide /= }

/// Numbers with a true quotient.
pub(crate) trait Quotient: Arith {
    /// As in [`Binary`].
    const DEAR: bool = false;
    fn div(self, o: Self, st: &mut Flags) -> Self;
}

/// Numbers with a reciprocal of their own type.
pub(crate) trait Invertible: Copy {
    /// As in [`Unary`].
    const WHOLE: bool = false;
    fn reciprocal(self, st: &mut Flags) -> Self;
}

impl<T: Float> Quotient for Complex<T> {
    // Scaled by the larger component of the divisor.
    #[inline(always)]
    fn div(self, o: Self, st: &mut Flags) -> Self {
        let (size_re, size_im) = (o.re.abs(), o.im.abs());
        if size_re.is_nan() | size_im.is_nan() {
            st.0 |= status::INVALID;
        }
        if size_re.is_zero() & size_im.is_zero() {
            return by_zero(self);
        }
        // Operands are chosen before they meet, not results after: a division that is not asked for would raise.
        let swap = size_re < size_im;
        let (big, small) = if swap { (o.im, o.re) } else { (o.re, o.im) };
        let (near, far) = if swap {
            (self.im, self.re)
        } else {
            (self.re, self.im)
        };
        let ratio = small.div(big);
        let scale = T::ONE.div(big.add(small.mul(ratio, st), st));
        let part = near.mul(ratio, st);
        let (left, right) = if swap { (part, far) } else { (far, part) };
        Self {
            re: near.add(far.mul(ratio, st), st).mul(scale, st),
            im: left.sub(right, st).mul(scale, st),
        }
    }
}

/// The quotient by zero. A call of its own, so that no compiler runs the other divisions beside it and raises
/// what they would.
#[cold]
#[inline(never)]
fn by_zero<T: Float>(a: Complex<T>) -> Complex<T> {
    Complex {
        re: a.re.div(T::ZERO),
        im: a.im.div(T::ZERO),
    }
}

impl<T: Float> Invertible for Complex<T> {
    #[inline(always)]
    fn reciprocal(self, st: &mut Flags) -> Self {
        if self.re.is_nan() | self.im.is_nan() {
            st.0 |= status::INVALID;
        }
        let swap = self.im.abs() > self.re.abs();
        let (big, small) = if swap {
            (self.im, self.re)
        } else {
            (self.re, self.im)
        };
        let ratio = small.div(big);
        let d = big.add(small.mul(ratio, st), st);
        let (re, im) = if swap {
            (ratio, T::ONE.neg())
        } else {
            (T::ONE, ratio.neg())
        };
        Self {
            re: re.div(d),
            im: im.div(d),
        }
    }
}

/// From AVX2 on NumPy's complex products round the first product of each component together with the sum, but
/// not in reductions and not where the output overlaps an input.
impl<T: Float> Binary for FusedMultiply<Complex<T>> {
    type A = Complex<T>;
    type B = Complex<T>;
    type O = Complex<T>;
    const IN_PLACE: bool = true;
    #[inline(always)]
    fn call(a: Self::A, b: Self::B, st: &mut Flags) -> Self::O {
        Complex {
            re: a.re.mul_add(b.re, a.im.mul(b.im, st).neg()),
            im: a.re.mul_add(b.im, a.im.mul(b.re, st)),
        }
    }
}

impl<T: Float> Unary for FusedSquare<Complex<T>> {
    type A = Complex<T>;
    type O = Complex<T>;
    #[inline(always)]
    fn call(a: Self::A, st: &mut Flags) -> Self::O {
        FusedMultiply::call(a, a, st)
    }
}

/// Whether two operands share memory without being one and the same.
pub(crate) fn tangled(p: *mut u8, s: isize, q: *mut u8, t: isize, n: usize) -> bool {
    if (p == q && s == t) || n == 0 {
        return false;
    }
    let range = |p: *mut u8, s: isize| {
        let (first, last) = (
            p as isize,
            (p as isize).wrapping_add(s.wrapping_mul(n as isize - 1)),
        );
        (first.min(last), first.max(last))
    };
    let ((low, high), (low2, high2)) = (range(p, s), range(q, t));
    low <= high2 && low2 <= high
}

impl<T: Float> Loop for ComplexMultiply<Complex<T>>
where
    Multiply<Complex<T>>: Fold<T = Complex<T>>,
{
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract.
        unsafe {
            let (p, n, s) = operands::<3>(args, dims, steps);
            if L < 3
                || tangled(p[0], s[0], p[2], s[2], n)
                || tangled(p[1], s[1], p[2], s[2], n)
                || s[2] == 0
            {
                Fold2::<Multiply<Complex<T>>>::run::<L>(args, dims, steps, data);
            } else {
                let item = size_of::<Complex<T>>() as isize;
                let mut done = 0;
                if s == [item; 3] {
                    done = T::products::<L>(p, n);
                }
                let p = p.map(|p| p.wrapping_add(done * item as usize));
                map2::<FusedMultiply<Complex<T>>>(p, n - done, s, &mut Flags(0));
            }
        }
    }
}

impl<T: Float> Loop for ComplexSquare<Complex<T>> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract.
        unsafe {
            let (p, n, s) = operands::<2>(args, dims, steps);
            if L < 3 || tangled(p[0], s[0], p[1], s[1], n) {
                Map1::<Square<Complex<T>>>::run::<L>(args, dims, steps, data);
            } else {
                let item = size_of::<Complex<T>>() as isize;
                let mut done = 0;
                if s == [item; 2] {
                    done = T::products::<L>([p[0], p[0], p[1]], n);
                }
                let p = p.map(|p| p.wrapping_add(done * item as usize));
                map1::<FusedSquare<Complex<T>>>(p, n - done, s, &mut Flags(0));
            }
        }
    }
}

macro_rules! float_quotient {
    ($($t:ty)+) => { $(impl Quotient for $t {
        const DEAR: bool = true;
        #[inline(always)]
        fn div(self, o: Self, _: &mut Flags) -> Self { self / o }
    }
    impl Invertible for $t {
        #[inline(always)]
        fn reciprocal(self, _: &mut Flags) -> Self { 1.0 / self }
    })+ };
}
float_quotient! { f32 f64 }

impl Quotient for f16 {
    #[inline(always)]
    fn div(self, o: Self, st: &mut Flags) -> Self {
        narrow(widen(self) / widen(o), st)
    }
}

impl Invertible for f16 {
    #[inline(always)]
    fn reciprocal(self, st: &mut Flags) -> Self {
        narrow(1.0 / widen(self), st)
    }
}

impl<T: Quotient> Binary for Divide<T> {
    type A = T;
    type B = T;
    type O = T;
    const IN_PLACE: bool = true;
    const DEAR: bool = T::DEAR;
    #[inline(always)]
    fn call(a: T, b: T, st: &mut Flags) -> T {
        a.div(b, st)
    }
}

impl<T: Invertible> Unary for Reciprocal<T> {
    type A = T;
    type O = T;
    const WHOLE: bool = T::WHOLE;
    #[inline(always)]
    fn call(a: T, st: &mut Flags) -> T {
        a.reciprocal(st)
    }
}

/// The reciprocal of zero is what a cast makes of infinity, and raises what the division and the cast raise.
macro_rules! int_reciprocal {
    ($($t:ident $of_zero:expr;)+) => { $(impl Invertible for $t {
        const WHOLE: bool = true;
        #[inline(always)]
        fn reciprocal(self, st: &mut Flags) -> Self {
            let zero = self == 0;
            st.0 |= if zero { status::DIVIDE | status::INVALID } else { 0 };
            // All but one and minus one have a part of one as their reciprocal.
            let unit = (self == 1) | (($t::MIN != 0) & (self == (0 as $t).wrapping_sub(1)));
            let value = if unit { self } else { 0 };
            if zero { $of_zero } else { value }
        }
    })+ };
}
int_reciprocal! {
    i8 0;
    u8 0;
    i16 0;
    u16 0;
    i32 i32::MIN;
    u32 0;
    i64 i64::MIN;
    u64 0;
}

macro_rules! unary {
    ($($op:ident: |$a:ident, $st:ident| $call:expr;)+) => { $(impl<T: Arith> Unary for $op<T> {
        type A = T;
        type O = T;
        #[inline(always)]
        fn call($a: T, $st: &mut Flags) -> T {
            $call
        }
    })+ };
}
unary! {
    Negative: |a, _st| a.neg();
    Positive: |a, _st| a;
    Square: |a, st| a.square(st);
    Sign: |a, _st| a.sign();
}

impl<T: Float> Unary for Conjugate<Complex<T>> {
    type A = Complex<T>;
    type O = Complex<T>;
    #[inline(always)]
    fn call(a: Complex<T>, _: &mut Flags) -> Complex<T> {
        Complex {
            re: a.re,
            im: a.im.neg(),
        }
    }
}

/// The size of a number, in the type that NumPy gives it.
pub(crate) trait Size: Copy {
    type Out: Copy;
    fn size(self) -> Self::Out;
}

macro_rules! size {
    ($($t:ty: |$a:ident| $size:expr;)+) => { $(impl Size for $t {
        type Out = $t;
        #[inline(always)]
        fn size(self) -> $t { let $a = self; $size }
    })+ };
}
size! {
    Bool: |a| Bool::from(a.get());
    i8: |a| a.wrapping_abs();
    i16: |a| a.wrapping_abs();
    i32: |a| a.wrapping_abs();
    i64: |a| a.wrapping_abs();
    u8: |a| a;
    u16: |a| a;
    u32: |a| a;
    u64: |a| a;
    f32: |a| a.abs();
    f64: |a| a.abs();
    f16: |a| f16::from_bits(a.to_bits() & 0x7fff);
}

impl<T: Float> Size for Complex<T> {
    type Out = T;
    #[inline(always)]
    fn size(self) -> T {
        self.re.hypot(self.im)
    }
}

impl<T: Size> Unary for Absolute<T> {
    type A = T;
    type O = T::Out;
    #[inline(always)]
    fn call(a: T, _: &mut Flags) -> T::Out {
        a.size()
    }
}

/// A one of each type.
pub(crate) trait Unit: Copy {
    const ONE: Self;
}

macro_rules! unit {
    ($($t:ty = $one:expr;)+) => { $(impl Unit for $t {
        const ONE: Self = $one;
    })+ };
}
unit! {
    Bool = Bool(1);
    i8 = 1;
    i16 = 1;
    i32 = 1;
    i64 = 1;
    u8 = 1;
    u16 = 1;
    u32 = 1;
    u64 = 1;
    f32 = 1.0;
    f64 = 1.0;
    f16 = f16::ONE;
    Complex<f32> = Complex { re: 1.0, im: 0.0 };
    Complex<f64> = Complex { re: 1.0, im: 0.0 };
}

impl<T: Unit> Unary for One<T> {
    type A = T;
    type O = T;
    #[inline(always)]
    fn call(_: T, _: &mut Flags) -> T {
        T::ONE
    }
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    Some(match ufunc {
        "add" if k == Kind::Bool => return super::logical::find("logical_or", kinds, level),
        "multiply" if k == Kind::Bool => return super::logical::find("logical_and", kinds, level),
        "add" => {
            pick!(k, level, Fold2<Add>, Half2 + I8 U8 I16 U16 I32 U32 I64 U64 F32 F64 C64 C128)
        }
        "subtract" => {
            pick!(k, level, Fold2<Subtract>, Half2 + I8 U8 I16 U16 I32 U32 I64 U64 F32 F64 C64 C128)
        }
        "multiply" => match k {
            Kind::C64 => stamped::<ComplexMultiply<Complex<f32>>>(level),
            Kind::C128 => stamped::<ComplexMultiply<Complex<f64>>>(level),
            _ => pick!(k, level, Fold2<Multiply>, Half2 + I8 U8 I16 U16 I32 U32 I64 U64 F32 F64),
        },
        "divide" => pick!(k, level, Fold2<Divide>, Half2 + F32 F64 C64 C128),
        "negative" => {
            pick!(k, level, Map1<Negative>, I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128)
        }
        "positive" => {
            pick!(k, level, Map1<Positive>, I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128)
        }
        "conjugate" => match kinds.first()?.is_complex() {
            true => pick!(k, level, Map1<Conjugate>, C64 C128),
            false => pick!(k, level, Map1<Positive>, I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64),
        },
        "absolute" => {
            pick!(k, level, Map1<Absolute>, Bool I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128)
        }
        "fabs" => pick!(k, level, Map1<Absolute>, F16 F32 F64),
        "sign" => pick!(k, level, Map1<Sign>, I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128),
        "square" => match k {
            Kind::C64 => stamped::<ComplexSquare<Complex<f32>>>(level),
            Kind::C128 => stamped::<ComplexSquare<Complex<f64>>>(level),
            _ => pick!(k, level, Map1<Square>, Half1 + I8 U8 I16 U16 I32 U32 I64 U64 F32 F64),
        },
        "reciprocal" => {
            pick!(k, level, Map1<Reciprocal>, Half1 + I8 U8 I16 U16 I32 U32 I64 U64 F32 F64 C64 C128)
        }
        "_ones_like" => {
            pick!(k, level, Map1<One>, Bool I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128)
        }
        // Whole numbers are their own floor.
        "floor" | "ceil" | "trunc" => {
            pick!(k, level, Map1<Positive>, Bool I8 U8 I16 U16 I32 U32 I64 U64)
        }
        _ => return None,
    })
}
