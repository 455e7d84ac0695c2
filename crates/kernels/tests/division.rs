//! Division by one number for all items, and scaling by powers of two, against the plain definitions.

use std::ffi::c_void;

use ferronum_kernels::kind::Kind;
use ferronum_kernels::registry::{LoopEntry, loops_at};
use ferronum_simd::{Level, level, status};

fn built() -> impl Iterator<Item = Level> {
    Level::BUILT.into_iter().filter(|&l| l <= level())
}

const VISIBLE: u32 = status::INVALID | status::DIVIDE | status::OVERFLOW | status::UNDERFLOW;

/// Runs a loop over `n` items; what it raised.
fn call(entry: &LoopEntry, mut args: Vec<*mut i8>, steps: &[isize], n: usize) -> u32 {
    let before = status::get();
    status::set(0);
    // SAFETY: the callers' operands hold `n` items at these steps.
    unsafe {
        (entry.func)(
            args.as_mut_ptr(),
            &(n as isize),
            steps.as_ptr(),
            entry.data as *mut c_void,
        )
    };
    let raised = status::get() & VISIBLE;
    status::set(before);
    raised
}

/// The quotient and the remainder, rounded down and towards zero.
fn divided(a: i128, d: i128) -> [(i128, i128); 2] {
    let (q, r) = (a / d, a % d);
    let down = if r != 0 && (r < 0) != (d < 0) {
        (q - 1, r + d)
    } else {
        (q, r)
    };
    [down, (q, r)]
}

macro_rules! check {
    ($t:ident, $kind:ident, $dividends:expr, $divisors:expr) => {
        for level in built() {
            let size = size_of::<$t>() as isize;
            for name in ["floor_divide", "remainder", "fmod", "divmod"] {
                let Some(entry) = loops_at(name, level)
                    .into_iter()
                    .find(|e| e.kinds[0] == Kind::$kind)
                else {
                    panic!("{name} has no loop");
                };
                let outs = entry.kinds.len() - entry.nin;
                for &d in $divisors.iter() {
                    let items: &[$t] = &$dividends;
                    let n = items.len();
                    for step in [1, 2, 3, -1] {
                        let far = (step as isize).unsigned_abs();
                        let mut from = vec![0 as $t; n * far];
                        let first = if step < 0 { n - 1 } else { 0 };
                        for (i, &x) in items.iter().enumerate() {
                            from[(first as isize + i as isize * step) as usize] = x;
                        }
                        let mut results = vec![vec![0 as $t; n]; outs];
                        let mut divisor = [d];
                        let mut args: Vec<*mut i8> = vec![
                            from.as_mut_ptr().wrapping_add(first).cast(),
                            divisor.as_mut_ptr().cast(),
                        ];
                        args.extend(results.iter_mut().map(|r| r.as_mut_ptr().cast::<i8>()));
                        let steps = [step * size, 0, size, size];
                        let raised = call(&entry, args, &steps, n);
                        let mut expected = 0;
                        for i in 0..n {
                            let x = items[i];
                            let [down, towards] = if d == 0 {
                                expected |= status::DIVIDE;
                                [(0, 0); 2]
                            } else {
                                divided(x as i128, d as i128)
                            };
                            if down.0 > $t::MAX as i128 && matches!(name, "floor_divide" | "divmod")
                            {
                                expected |= status::OVERFLOW;
                            }
                            let want = match name {
                                "floor_divide" => vec![down.0],
                                "remainder" => vec![down.1],
                                "fmod" => vec![towards.1],
                                _ => vec![down.0, down.1],
                            };
                            for (r, w) in results.iter().zip(want) {
                                assert_eq!(
                                    r[i], w as $t,
                                    "{name} {level:?} {x} by {d} step {step}"
                                );
                            }
                        }
                        assert_eq!(raised, expected, "{name} {level:?} by {d}");
                    }
                    // In place.
                    if outs == 1 {
                        let mut memory = items.to_vec();
                        let mut apart = vec![0 as $t; n];
                        let mut divisor = [d];
                        let d: *mut i8 = divisor.as_mut_ptr().cast();
                        let p: *mut i8 = memory.as_mut_ptr().cast();
                        call(
                            &entry,
                            vec![p, d, apart.as_mut_ptr().cast()],
                            &[size, 0, size],
                            n,
                        );
                        call(&entry, vec![p, d, p], &[size, 0, size], n);
                        assert_eq!(memory, apart);
                    }
                }
            }
        }
    };
}

macro_rules! wide {
    ($t:ident) => {{
        let mut items: Vec<$t> = Vec::new();
        for shift in 0..$t::BITS {
            for near in 0..5 {
                let x = ((1 as $t) << shift).wrapping_add(near).wrapping_sub(2);
                items.push(x);
                items.push((0 as $t).wrapping_sub(x));
            }
        }
        let mut seed = 88172645463325252u64;
        for k in 0..700 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            items.push((seed >> (k % 64)) as $t);
        }
        items
    }};
}

#[test]
fn bytes_by_every_divisor() {
    let all: Vec<u8> = (0..=u8::MAX).collect();
    check!(u8, U8, all, all);
    let all: Vec<i8> = (i8::MIN..=i8::MAX).collect();
    check!(i8, I8, all, all);
}

#[test]
fn sixteen_bits_by_some_divisors() {
    let all: Vec<u16> = (0..=u16::MAX)
        .step_by(11)
        .chain([u16::MAX, 32768])
        .collect();
    check!(
        u16,
        U16,
        all,
        [
            0, 1, 2, 3, 7, 10, 255, 256, 257, 641, 32767, 32768, 32769, 65535
        ]
    );
    let all: Vec<i16> = (i16::MIN..=i16::MAX)
        .step_by(11)
        .chain([i16::MAX, -1, 1])
        .collect();
    check!(
        i16,
        I16,
        all,
        [
            0,
            1,
            -1,
            2,
            -2,
            3,
            -3,
            7,
            -7,
            10,
            -641,
            32767,
            -32767,
            i16::MIN
        ]
    );
}

#[test]
fn wide_integers_by_what_is_hard() {
    let few = |n: usize| (0..n).step_by(7);
    let items = wide!(u32);
    let by: Vec<u32> = few(items.len())
        .map(|i| items[i])
        .chain([0, 1, 7])
        .collect();
    check!(u32, U32, items, by);
    let items = wide!(i32);
    let by: Vec<i32> = few(items.len())
        .map(|i| items[i])
        .chain([0, 1, -1, -7, i32::MIN])
        .collect();
    check!(i32, I32, items, by);
    let items = wide!(u64);
    let by: Vec<u64> = few(items.len())
        .map(|i| items[i])
        .chain([0, 1, 7])
        .collect();
    check!(u64, U64, items, by);
    let items = wide!(i64);
    let by: Vec<i64> = few(items.len())
        .map(|i| items[i])
        .chain([0, 1, -1, -7, i64::MIN])
        .collect();
    check!(i64, I64, items, by);
}

unsafe extern "C" {
    safe fn ldexp(x: f64, n: i32) -> f64;
    safe fn ldexpf(x: f32, n: i32) -> f32;
}

macro_rules! scaling {
    ($t:ident, $kind:ident, $n:ident, $by:ident, $plain:ident) => {
        for level in built() {
            let entry = loops_at("ldexp", level)
                .into_iter()
                .find(|e| e.kinds[0] == Kind::$kind && e.kinds[1] == Kind::$by)
                .unwrap();
            let mut items: Vec<$t> = vec![0.0, -0.0, $t::INFINITY, -$t::INFINITY, $t::NAN, $t::MAX];
            for k in 1..40u32 {
                let odd = 1.0 + k as $t / 41.0;
                items.extend([
                    odd,
                    -odd * $t::MIN_POSITIVE,
                    $t::from_bits(k as _),
                    odd * 1e30,
                ]);
            }
            let most = 2 * $t::MAX_EXP as $n + 60;
            for n in (-most..most).step_by(3).chain([$n::MIN, $n::MAX, 0]) {
                for (count, step) in [(items.len(), 0), (items.len(), 1), (5, 1)] {
                    let mut from = items[..count].to_vec();
                    let mut by = vec![n; count];
                    let mut to = vec![0.0 as $t; count];
                    let steps = [
                        size_of::<$t>() as isize,
                        step * size_of::<$n>() as isize,
                        size_of::<$t>() as isize,
                    ];
                    let args = vec![
                        from.as_mut_ptr().cast(),
                        by.as_mut_ptr().cast(),
                        to.as_mut_ptr().cast(),
                    ];
                    let raised = call(&entry, args, &steps, count);
                    let before = status::get();
                    status::set(0);
                    let exponent = n.clamp(i32::MIN as _, i32::MAX as _) as i32;
                    let want: Vec<$t> = from
                        .iter()
                        .map(|&x| std::hint::black_box($plain(x, exponent)))
                        .collect();
                    let expected = status::get() & VISIBLE;
                    status::set(before);
                    for i in 0..count {
                        assert!(
                            to[i].to_bits() == want[i].to_bits()
                                || to[i].is_nan() && want[i].is_nan(),
                            "{level:?} ldexp({:?}, {n}): {:?} not {:?}",
                            items[i],
                            to[i],
                            want[i]
                        );
                    }
                    assert_eq!(raised, expected, "{level:?} ldexp by {n}");
                }
            }
        }
    };
}

#[test]
fn scaling_is_the_c_librarys() {
    scaling!(f64, F64, i32, I32, ldexp);
    scaling!(f64, F64, i64, I64, ldexp);
    scaling!(f32, F32, i32, I32, ldexpf);
    scaling!(f32, F32, i64, I64, ldexpf);
}
