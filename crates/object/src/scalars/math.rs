//! Number protocol of bool and number scalars: arithmetic between scalars, and with Python's numbers, without
//! making arrays. What is not a number is left to ndarray's operators.

use std::ffi::{c_char, c_int, c_void};
use std::hint::black_box;
use std::sync::OnceLock;

use ferronum_abi::prelude::*;
use ferronum_kernels::elementwise::{UfuncLoop, take_loop_error};
use ferronum_kernels::registry;
use ferronum_pyrt::raised::{value_error, warn};
use ferronum_pyrt::{
    Layout, Object, Owned, Res, TypeBuilder, ffi, import_cached, not_implemented, slot, tuple_new,
};
use ferronum_scalar::float_status::{self, DIVIDE, INVALID, OVERFLOW};
use ferronum_scalar::half;
use ferronum_scalar::integer::Integer;
use ferronum_scalar::longdouble::LongDouble;

use crate::casting::item::scalar::{alloc, bool_scalar, number, read, value_ptr};
use crate::model::scalar_types::{Scalar, exact_type_num, type_num_of, type_ptr};
use crate::model::{is_complex, is_integer};
use crate::protocol::defer::should_defer;
use crate::scalars::operand::{Kind, Val, common, kind, load};
use crate::scalars::{compare, float, generic, hash};
use crate::ufunc::errstate;

/// The operations with two operands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    Add,
    Subtract,
    Multiply,
    FloorDivide,
    Remainder,
    Divmod,
    Power,
    Divide,
    LeftShift,
    RightShift,
    And,
    Or,
    Xor,
}

impl Op {
    /// The name in messages of the error state. Where neither operand has the type of the result, NumPy leaves the
    /// work to the ufunc, and the message is the ufunc's.
    fn report_name(self, own: bool) -> &'static str {
        if !own {
            return self.ufunc();
        }
        match self {
            Op::Add => "scalar add",
            Op::Subtract => "scalar subtract",
            Op::Multiply => "scalar multiply",
            Op::FloorDivide => "scalar floor_divide",
            Op::Remainder => "scalar remainder",
            Op::Divmod => "scalar divmod",
            Op::Power => "scalar power",
            Op::Divide => "scalar divide",
            Op::LeftShift => "scalar left_shift",
            Op::RightShift => "scalar right_shift",
            Op::And => "scalar bitwise_and",
            Op::Or => "scalar bitwise_or",
            Op::Xor => "scalar bitwise_xor",
        }
    }

    /// The ufunc whose loop does the same.
    const fn ufunc(self) -> &'static str {
        match self {
            Op::Add => "add",
            Op::Subtract => "subtract",
            Op::Multiply => "multiply",
            Op::FloorDivide => "floor_divide",
            Op::Remainder => "remainder",
            Op::Divmod => "divmod",
            Op::Power => "power",
            Op::Divide => "divide",
            Op::LeftShift => "left_shift",
            Op::RightShift => "right_shift",
            Op::And => "bitwise_and",
            Op::Or => "bitwise_or",
            Op::Xor => "bitwise_xor",
        }
    }
}

/// The kernels of the operations that are not written out here, by operation and type number.
struct Loops([[Option<(UfuncLoop, usize)>; NPY_NTYPES_LEGACY]; 13]);

/// The kernel of an operation on numbers of one type, with its data.
pub(crate) fn kernel(op: Op, n: c_int) -> Option<(UfuncLoop, usize)> {
    static LOOPS: OnceLock<Box<Loops>> = OnceLock::new();
    let table = LOOPS.get_or_init(|| {
        let mut t = Box::new(Loops([[None; NPY_NTYPES_LEGACY]; 13]));
        for op in [
            Op::Add,
            Op::Subtract,
            Op::Multiply,
            Op::FloorDivide,
            Op::Remainder,
            Op::Divmod,
            Op::Power,
            Op::Divide,
        ] {
            for entry in registry::loops(op.ufunc()) {
                let first = entry.types[0];
                if entry.types.iter().all(|&x| x == first) {
                    t.0[op as usize][first as usize] = Some((entry.func, entry.data));
                }
            }
        }
        t
    });
    table.0[op as usize][n as usize]
}

/// Runs a kernel on one pair of values. Gives two results for `divmod`.
fn by_kernel(op: Op, own: bool, n: c_int, a: Val, b: Val) -> Res<Owned> {
    // Halves have their remainder from divmod, and with it what divmod reports; so have quotients by -0.0.
    let whole = n == NPY_HALF
        && (op == Op::Remainder
            || op == Op::FloorDivide && b.f64() == 0.0 && b.f64().is_sign_negative());
    let run = if whole { Op::Divmod } else { op };
    let Some((f, data)) = kernel(run, n) else {
        return Ok(not_implemented().own());
    };
    let (mut x, mut y) = (npy_clongdouble::default(), npy_clongdouble::default());
    let ty = type_ptr(n);
    // SAFETY: the operands are elements of the loop's type, the results fresh scalars of it.
    unsafe {
        let px = std::ptr::from_mut(&mut x).cast::<u8>();
        let py = std::ptr::from_mut(&mut y).cast::<u8>();
        a.store(n, px);
        b.store(n, py);
        let r = alloc(ty)?;
        let second = if run == Op::Divmod {
            Some(alloc(ty)?)
        } else {
            None
        };
        let mut args: [*mut c_char; 4] = [
            px.cast(),
            py.cast(),
            value_ptr(&r).cast(),
            second
                .as_ref()
                .map_or(std::ptr::null_mut(), |s| value_ptr(s).cast()),
        ];
        let (count, steps) = ([1isize], [0isize; 4]);
        float_status::clear();
        f(
            args.as_mut_ptr(),
            count.as_ptr(),
            steps.as_ptr(),
            data as *mut c_void,
        );
        let flags = float_status::get();
        if take_loop_error().is_some() {
            return Err(negative_power());
        }
        if flags != 0 {
            errstate::report(op.report_name(own), flags)?;
        }
        match second {
            Some(s) if op == Op::Divmod => tuple_new(&[&r, &s]),
            Some(s) if op == Op::Remainder => Ok(s),
            _ => Ok(r),
        }
    }
}

#[cold]
fn negative_power() -> ferronum_pyrt::Raised {
    value_error("Integers to negative integer powers are not allowed.")
}

/// Integers that overflow in a way that is seen.
trait Int: Integer {
    fn from_wide(v: i128) -> Self;
    fn add(self, o: Self) -> (Self, bool);
    fn sub(self, o: Self) -> (Self, bool);
    fn mul(self, o: Self) -> (Self, bool);
    fn bits(self, o: Self, op: Op) -> Self;
}
macro_rules! ints {
    ($($t:ty)*) => { $(
        impl Int for $t {
            #[inline(always)]
            fn from_wide(v: i128) -> Self { v as $t }
            #[inline(always)]
            fn add(self, o: Self) -> (Self, bool) { self.overflowing_add(o) }
            #[inline(always)]
            fn sub(self, o: Self) -> (Self, bool) { self.overflowing_sub(o) }
            #[inline(always)]
            fn mul(self, o: Self) -> (Self, bool) { self.overflowing_mul(o) }
            #[inline(always)]
            fn bits(self, o: Self, op: Op) -> Self {
                match op {
                    Op::And => self & o,
                    Op::Or => self | o,
                    _ => self ^ o,
                }
            }
        }
    )* };
}
ints!(i8 u8 i16 u16 i32 u32 i64 u64);

fn int_op<T: Int>(op: Op, own: bool, n: c_int, a: Val, b: Val) -> Res<Owned> {
    let (x, y) = (T::from_wide(a.int()), T::from_wide(b.int()));
    let checked = |(v, o): (T, bool)| (v, if o { OVERFLOW } else { 0 });
    let (v, flags) = match op {
        Op::Add => checked(x.add(y)),
        Op::Subtract => checked(x.sub(y)),
        Op::Multiply => checked(x.mul(y)),
        Op::FloorDivide => (x.floor_divide(y), x.floor_divide_flags(y)),
        Op::Remainder => (x.remainder(y), x.remainder_flags(y)),
        Op::Power => {
            if y.is_negative() {
                return Err(negative_power());
            }
            (x.power(y), 0)
        }
        Op::LeftShift => (x.left_shift(y), 0),
        Op::RightShift => (x.right_shift(y), 0),
        Op::And | Op::Or | Op::Xor => (x.bits(y, op), 0),
        Op::Divmod | Op::Divide => {
            let (q, r) = x.divmod(y);
            let flags = x.floor_divide_flags(y);
            if flags != 0 {
                errstate::report(op.report_name(own), flags)?;
            }
            // SAFETY: both are values of type number n.
            return unsafe { tuple_new(&[&*number(n, q)?, &*number(n, r)?]) };
        }
    };
    if flags != 0 {
        errstate::report(op.report_name(own), flags)?;
    }
    // SAFETY: a value of type number n.
    unsafe { number(n, v) }
}

/// The flags of `r = a <op> b`, found without asking the hardware unless the result is tiny.
#[inline(always)]
fn float_flags(op: Op, a: f64, b: f64, r: f64, least: f64) -> u8 {
    if r.is_finite() && (r.abs() >= least || matches!(op, Op::Add | Op::Subtract)) {
        return 0;
    }
    if r.is_nan() {
        return if a.is_nan() || b.is_nan() { 0 } else { INVALID };
    }
    if r.is_infinite() {
        return if a.is_infinite() || b.is_infinite() {
            0
        } else if op == Op::Divide && b == 0.0 {
            DIVIDE
        } else {
            OVERFLOW
        };
    }
    if a == 0.0 || b.is_infinite() || b == 0.0 {
        return 0;
    }
    tiny_flags()
}

/// A tiny result of operands that are not zero: the caller asks the hardware.
#[inline(always)]
fn tiny_flags() -> u8 {
    0x80
}

fn double_op(op: Op, x: f64, y: f64) -> (f64, u8) {
    let run = |x: f64, y: f64| match op {
        Op::Add => x + y,
        Op::Subtract => x - y,
        Op::Multiply => x * y,
        _ => x / y,
    };
    let r = run(x, y);
    let flags = float_flags(op, x, y, r, f64::MIN_POSITIVE);
    if flags & 0x80 == 0 {
        return (r, flags);
    }
    float_status::clear();
    let r = black_box(run(black_box(x), black_box(y)));
    (r, float_status::get())
}

fn single_op(op: Op, x: f32, y: f32) -> (f32, u8) {
    let run = |x: f32, y: f32| match op {
        Op::Add => x + y,
        Op::Subtract => x - y,
        Op::Multiply => x * y,
        _ => x / y,
    };
    let r = run(x, y);
    let flags = float_flags(
        op,
        x.into(),
        y.into(),
        r.into(),
        f64::from(f32::MIN_POSITIVE),
    );
    if flags & 0x80 == 0 {
        return (r, flags);
    }
    float_status::clear();
    let r = black_box(run(black_box(x), black_box(y)));
    (r, float_status::get())
}

/// The operation on two values in type number `n`.
fn compute(op: Op, own: bool, n: c_int, a: Val, b: Val) -> Res<Owned> {
    let basic = matches!(op, Op::Add | Op::Subtract | Op::Multiply | Op::Divide);
    match n {
        NPY_BYTE => int_op::<i8>(op, own, n, a, b),
        NPY_UBYTE => int_op::<u8>(op, own, n, a, b),
        NPY_SHORT => int_op::<i16>(op, own, n, a, b),
        NPY_USHORT => int_op::<u16>(op, own, n, a, b),
        NPY_INT => int_op::<i32>(op, own, n, a, b),
        NPY_UINT => int_op::<u32>(op, own, n, a, b),
        NPY_LONG | NPY_LONGLONG => int_op::<i64>(op, own, n, a, b),
        NPY_ULONG | NPY_ULONGLONG => int_op::<u64>(op, own, n, a, b),
        NPY_DOUBLE if basic => {
            let (v, flags) = double_op(op, a.f64(), b.f64());
            if flags != 0 {
                errstate::report(op.report_name(own), flags)?;
            }
            // SAFETY: a double.
            unsafe { number(n, v) }
        }
        // The C library's powers, as in the reference: a whole array may be quicker, one number is not.
        NPY_DOUBLE if op == Op::Power => {
            float_status::clear();
            let v = black_box(black_box(a.f64()).powf(black_box(b.f64())));
            let flags = float_status::get();
            if flags != 0 {
                errstate::report(op.report_name(own), flags)?;
            }
            // SAFETY: a double.
            unsafe { number(n, v) }
        }
        NPY_FLOAT if basic => {
            let (v, flags) = single_op(op, a.f32(), b.f32());
            if flags != 0 {
                errstate::report(op.report_name(own), flags)?;
            }
            // SAFETY: a single.
            unsafe { number(n, v) }
        }
        NPY_HALF if basic => {
            let (v, mut flags) = single_op(op, a.f32(), b.f32());
            let h = half::from_f32(v);
            flags |= half::flags_from_f32(v.to_bits(), h);
            if flags != 0 {
                errstate::report(op.report_name(own), flags)?;
            }
            // SAFETY: the bits of a half.
            unsafe { number(n, h) }
        }
        _ => by_kernel(op, own, n, a, b),
    }
}

/// One operator of two number operands, as the type of number `of` has it; `slot_of` reads the same slot of any type,
/// `fallback` is what ndarray does.
#[inline(always)]
fn binary(
    op: Op,
    of: c_int,
    a: &Object,
    b: &Object,
    slot_of: impl Fn(&ffi::PyNumberMethods) -> usize,
    fallback: impl Fn(&Object, &Object) -> Res<Owned>,
) -> Res<Owned> {
    let (ka, kb) = (kind(a), kind(b));
    let exact = |k| !matches!(k, Kind::Scalar(_, false) | Kind::Other);
    if !(exact(ka) && exact(kb)) && defers(of, a, b, slot_of)? {
        return Ok(not_implemented().own());
    }
    if matches!(op, Op::FloorDivide | Op::Remainder | Op::Divmod) && is_complex(of) {
        // Complex types do not have these operators.
        return Ok(not_implemented().own());
    }
    let Some(mut n) = common(ka, kb) else {
        return fallback(a, b);
    };
    if n != of && !(exact(ka) && exact(kb)) {
        // A subclass of another scalar may have a say in the ufunc.
        return fallback(a, b);
    }
    if let (Kind::Scalar(t, _), Kind::Scalar(u, _)) = (ka, kb)
        && t != u
        && matches!(
            (t.min(u), t.max(u)),
            (NPY_LONG, NPY_LONGLONG) | (NPY_ULONG, NPY_ULONGLONG)
        )
    {
        // Of two names for one type the left one stays.
        n = t;
    }
    let own = [ka, kb]
        .iter()
        .any(|&k| matches!(k, Kind::Scalar(t, _) if t == n));
    let integral = n == NPY_BOOL || is_integer(n);
    match op {
        _ if n == NPY_BOOL => return fallback(a, b),
        Op::Divide if integral => n = NPY_DOUBLE,
        Op::LeftShift | Op::RightShift | Op::And | Op::Or | Op::Xor if !integral => {
            return fallback(a, b);
        }
        Op::FloorDivide | Op::Remainder | Op::Divmod if is_complex(n) => {
            return fallback(a, b);
        }
        _ => {}
    }
    compute(op, own, n, load(a, ka, n)?, load(b, kb, n)?)
}

/// Whether the right operand, which is no plain number, wants to decide, in the eyes of the type of number `of`.
#[cold]
fn defers(
    of: c_int,
    a: &Object,
    b: &Object,
    slot_of: impl Fn(&ffi::PyNumberMethods) -> usize,
) -> Res<bool> {
    // SAFETY: protocol tables of live types.
    let theirs = unsafe {
        let t = (*b.type_ptr()).tp_as_number;
        if t.is_null() { 0 } else { slot_of(&*t) }
    };
    // SAFETY: our own ready type.
    let ours = unsafe { slot_of(&*(*type_ptr(of)).tp_as_number) };
    if theirs == ours {
        return Ok(false);
    }
    should_defer(a, b, false)
}

/// Whether the operator of the type of number `of` leaves the work to the other operand: a scalar of a type that holds
/// all values of this one.
#[inline(always)]
fn leaves(of: c_int, a: &Object, b: &Object) -> bool {
    a.type_ptr() != b.type_ptr()
        && !a.is_basic_builtin()
        && !b.is_basic_builtin()
        && leaves_to_scalar(of, a, b)
}

fn leaves_to_scalar(of: c_int, a: &Object, b: &Object) -> bool {
    let exactly = |o: &Object| exact_type_num(o.type_ptr()) == of;
    let forward = exactly(a) || !exactly(b) && type_num_of(a.type_ptr()) == of;
    compare::is_held_by(of, kind(if forward { b } else { a }))
}

macro_rules! operators {
    ($($name:ident $any:ident $op:ident $field:ident $fallback:path;)*) => { $(
        #[inline(never)]
        fn $any(of: c_int, a: &Object, b: &Object) -> Res<Owned> {
            binary(Op::$op, of, a, b, |t| t.$field.map_or(0, |f| f as usize), $fallback)
        }
        fn $name<const OF: c_int>(a: &Object, b: &Object) -> Res<Owned> {
            if leaves(OF, a, b) {
                return Ok(not_implemented().own());
            }
            $any(OF, a, b)
        }
    )* };
}
operators! {
    add add_any Add nb_add generic::add;
    subtract subtract_any Subtract nb_subtract generic::subtract;
    multiply multiply_any Multiply nb_multiply generic::multiply;
    floor_divide floor_divide_any FloorDivide nb_floor_divide generic::floor_divide;
    remainder remainder_any Remainder nb_remainder generic::remainder;
    divmod divmod_any Divmod nb_divmod generic::divmod;
    true_divide true_divide_any Divide nb_true_divide generic::true_divide;
    lshift lshift_any LeftShift nb_lshift generic::lshift;
    rshift rshift_any RightShift nb_rshift generic::rshift;
    and and_any And nb_and generic::and;
    or or_any Or nb_or generic::or;
    xor xor_any Xor nb_xor generic::xor;
}

fn power<const OF: c_int>(a: &Object, b: &Object, modulo: &Object) -> Res<Owned> {
    if !modulo.is_none() || leaves(OF, a, b) {
        return Ok(not_implemented().own());
    }
    power_any(OF, a, b)
}

#[inline(never)]
fn power_any(of: c_int, a: &Object, b: &Object) -> Res<Owned> {
    binary(
        Op::Power,
        of,
        a,
        b,
        |t| t.nb_power.map_or(0, |f| f as usize),
        |a, b| generic::power(a, b, ferronum_pyrt::none()),
    )
}

fn is_true(s: &Scalar) -> Res<bool> {
    let n = type_num_of(s.type_ptr());
    // SAFETY: the type number says the layout.
    Ok(unsafe {
        match n {
            NPY_BOOL | NPY_BYTE | NPY_UBYTE => read::<u8>(s) != 0,
            NPY_SHORT | NPY_USHORT => read::<u16>(s) != 0,
            NPY_INT | NPY_UINT => read::<u32>(s) != 0,
            NPY_LONG..=NPY_ULONGLONG => read::<u64>(s) != 0,
            NPY_LONGDOUBLE => !read::<LongDouble>(s).is_zero(),
            NPY_CLONGDOUBLE => {
                let v = read::<[LongDouble; 2]>(s);
                !v[0].is_zero() || !v[1].is_zero()
            }
            NPY_CFLOAT | NPY_CDOUBLE => {
                crate::casting::item::python_value::to_parts(s) != (0.0, 0.0)
            }
            _ => crate::casting::item::python_value::to_f64(s) != 0.0,
        }
    })
}

/// The value of a number scalar.
fn value(s: &Scalar) -> Res<(c_int, Val)> {
    let n = type_num_of(s.type_ptr());
    Ok((n, load(s, Kind::Scalar(n, true), n)?))
}

/// A new scalar of type number `n`.
fn make(n: c_int, v: Val) -> Res<Owned> {
    // SAFETY: a fresh scalar of that type.
    unsafe {
        let r = alloc(type_ptr(n))?;
        v.store(n, value_ptr(&r));
        Ok(r)
    }
}

fn negative(s: &Scalar) -> Res<Owned> {
    let (n, v) = value(s)?;
    if let Val::Int(v) = v {
        let r = -v;
        if !crate::scalars::operand::fits(r, n) {
            errstate::report("scalar negative", OVERFLOW)?;
        }
        return make(n, Val::Int(r));
    }
    if n == NPY_HALF {
        // SAFETY: a half scalar; the sign bit alone changes.
        return unsafe { number(n, read::<u16>(s) ^ 0x8000) };
    }
    make(
        n,
        match v {
            Val::Int(v) => Val::Int(-v),
            Val::Float(v) => Val::Float(-v),
            Val::Long(v) => Val::Long(-v),
            Val::Complex(re, im) => Val::Complex(-re, -im),
            Val::LongComplex(re, im) => Val::LongComplex(-re, -im),
        },
    )
}

fn positive(s: &Scalar) -> Res<Owned> {
    let n = type_num_of(s.type_ptr());
    if s.type_ptr() == type_ptr(n) {
        return Ok(s.object().own());
    }
    let (n, v) = value(s)?;
    make(n, v)
}

fn absolute(s: &Scalar) -> Res<Owned> {
    let (n, v) = value(s)?;
    match v {
        Val::Int(v) => {
            let r = v.abs();
            if !crate::scalars::operand::fits(r, n) {
                errstate::report("scalar absolute", OVERFLOW)?;
            }
            make(n, Val::Int(r))
        }
        // SAFETY: a half scalar; the sign bit alone changes.
        _ if n == NPY_HALF => unsafe { number(n, read::<u16>(s) & 0x7fff) },
        Val::Float(v) => make(n, Val::Float(v.abs())),
        Val::Long(v) => make(n, Val::Long(v.abs())),
        Val::Complex(re, im) => {
            // Too large a result is infinite without a word, as in the reference.
            let r = if n == NPY_CFLOAT {
                f64::from((re as f32).hypot(im as f32))
            } else {
                re.hypot(im)
            };
            let real = if n == NPY_CFLOAT {
                NPY_FLOAT
            } else {
                NPY_DOUBLE
            };
            make(real, Val::Float(r))
        }
        Val::LongComplex(re, im) => make(NPY_LONGDOUBLE, Val::Long(re.hypot(im))),
    }
}

fn invert(s: &Scalar) -> Res<Owned> {
    let (n, v) = value(s)?;
    make(n, Val::Int(!v.int()))
}

fn int_of(s: &Scalar) -> Res<Owned> {
    crate::casting::item::python_value::to_int(s)
}
fn float_of_int(s: &Scalar) -> Res<Owned> {
    let (_, v) = value(s)?;
    ferronum_pyrt::float_new(v.f64())
}
fn int_of_float(s: &Scalar) -> Res<Owned> {
    float::to_int(s)
}
fn float_of(s: &Scalar) -> Res<Owned> {
    crate::casting::item::python_value::to_float(s)
}

fn discards_imaginary() -> Res<()> {
    warn(
        import_cached!("numpy.exceptions", "ComplexWarning")?,
        "Casting complex values to real discards the imaginary part",
        1,
    )
}
fn int_of_complex(s: &Scalar) -> Res<Owned> {
    discards_imaginary()?;
    if type_num_of(s.type_ptr()) == NPY_CLONGDOUBLE {
        // SAFETY: a clongdouble scalar.
        return float::long_to_int(unsafe { read::<[LongDouble; 2]>(s)[0] });
    }
    // SAFETY: new reference or NULL.
    unsafe {
        ferronum_pyrt::Own::from_result(ffi::PyLong_FromDouble(
            crate::casting::item::python_value::to_parts(s).0,
        ))
    }
}
fn float_of_complex(s: &Scalar) -> Res<Owned> {
    discards_imaginary()?;
    ferronum_pyrt::float_new(crate::casting::item::python_value::to_parts(s).0)
}

fn bool_op(a: &Object, b: &Object, f: fn(bool, bool) -> bool) -> Option<Owned> {
    let value = |o: &Object| {
        if o.is_bool() {
            Some(o.is(ferronum_pyrt::py_bool(true)))
        } else if o.type_ptr() == type_ptr(NPY_BOOL) {
            // SAFETY: a bool scalar.
            Some(unsafe { read::<u8>(o) } != 0)
        } else {
            None
        }
    };
    Some(bool_scalar(f(value(a)?, value(b)?)).own())
}
fn bool_and(a: &Object, b: &Object) -> Res<Owned> {
    match bool_op(a, b, |x, y| x & y) {
        Some(r) => Ok(r),
        None => generic::and(a, b),
    }
}
fn bool_or(a: &Object, b: &Object) -> Res<Owned> {
    match bool_op(a, b, |x, y| x | y) {
        Some(r) => Ok(r),
        None => generic::or(a, b),
    }
}
fn bool_xor(a: &Object, b: &Object) -> Res<Owned> {
    match bool_op(a, b, |x, y| x ^ y) {
        Some(r) => Ok(r),
        None => generic::xor(a, b),
    }
}

/// Sets the slots of `numpy.bool`.
pub(crate) fn bool_slots(b: &mut TypeBuilder<'static>) {
    hash::slots(NPY_BOOL, b);
    b.slots().tp_richcompare = Some(slot::richcompare(compare::richcompare));
    let n = b.number();
    n.nb_bool = Some(slot::inquiry(is_true));
    n.nb_and = Some(slot::binary(bool_and));
    n.nb_or = Some(slot::binary(bool_or));
    n.nb_xor = Some(slot::binary(bool_xor));
}

/// Sets the slots of a number type. Every type has operators of its own, so that the interpreter goes on to those of the
/// other operand where one leaves the work to it.
pub(crate) fn number_slots(type_num: c_int, b: &mut TypeBuilder<'static>) {
    macro_rules! by_number {
        ($($n:ident)*) => {
            match type_num {
                $($n => slots_of::<$n>(b),)*
                _ => {}
            }
        };
    }
    by_number!(NPY_BYTE NPY_UBYTE NPY_SHORT NPY_USHORT NPY_INT NPY_UINT NPY_LONG NPY_ULONG NPY_LONGLONG NPY_ULONGLONG
        NPY_HALF NPY_FLOAT NPY_DOUBLE NPY_LONGDOUBLE NPY_CFLOAT NPY_CDOUBLE NPY_CLONGDOUBLE);
}

fn slots_of<const OF: c_int>(b: &mut TypeBuilder<'static>) {
    let type_num = OF;
    hash::slots(type_num, b);
    b.slots().tp_richcompare = Some(slot::richcompare(compare::richcompare));
    let n = b.number();
    n.nb_bool = Some(slot::inquiry(is_true));
    n.nb_add = Some(slot::binary(add::<OF>));
    n.nb_subtract = Some(slot::binary(subtract::<OF>));
    n.nb_multiply = Some(slot::binary(multiply::<OF>));
    n.nb_floor_divide = Some(slot::binary(floor_divide::<OF>));
    n.nb_remainder = Some(slot::binary(remainder::<OF>));
    n.nb_divmod = Some(slot::binary(divmod::<OF>));
    n.nb_true_divide = Some(slot::binary(true_divide::<OF>));
    n.nb_power = Some(slot::ternary(power::<OF>));
    n.nb_negative = Some(slot::unary(negative));
    n.nb_positive = Some(slot::unary(positive));
    n.nb_absolute = Some(slot::unary(absolute));
    match type_num {
        NPY_BYTE..=NPY_ULONGLONG => {
            n.nb_lshift = Some(slot::binary(lshift::<OF>));
            n.nb_rshift = Some(slot::binary(rshift::<OF>));
            n.nb_and = Some(slot::binary(and::<OF>));
            n.nb_or = Some(slot::binary(or::<OF>));
            n.nb_xor = Some(slot::binary(xor::<OF>));
            n.nb_invert = Some(slot::unary(invert));
            n.nb_int = Some(slot::unary(int_of));
            n.nb_index = Some(slot::unary(int_of));
            n.nb_float = Some(slot::unary(float_of_int));
        }
        NPY_CFLOAT..=NPY_CLONGDOUBLE => {
            n.nb_int = Some(slot::unary(int_of_complex));
            n.nb_float = Some(slot::unary(float_of_complex));
        }
        _ => {
            n.nb_int = Some(slot::unary(int_of_float));
            n.nb_float = Some(slot::unary(float_of));
        }
    }
}
