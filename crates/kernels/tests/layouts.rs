//! Every loop at every level against itself one item at a time: odd, negative and zero steps, operands that are
//! one another or overlap, and the reduction form.

use std::ffi::c_void;

use ferronum_kernels::elementwise::take_loop_error;
use ferronum_kernels::kind::Kind;
use ferronum_kernels::registry::{LoopEntry, loops_at};
use ferronum_simd::{Level, level, status};

const UFUNCS: &[&str] = &[
    "_arg",
    "_ones_like",
    "absolute",
    "add",
    "bitwise_and",
    "bitwise_count",
    "bitwise_or",
    "bitwise_xor",
    "ceil",
    "clip",
    "conjugate",
    "copysign",
    "degrees",
    "divide",
    "divmod",
    "equal",
    "fabs",
    "floor",
    "floor_divide",
    "fmax",
    "fmin",
    "fmod",
    "frexp",
    "gcd",
    "greater",
    "greater_equal",
    "heaviside",
    "hypot",
    "invert",
    "isfinite",
    "isinf",
    "isnan",
    "lcm",
    "ldexp",
    "left_shift",
    "less",
    "less_equal",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "modf",
    "multiply",
    "negative",
    "nextafter",
    "not_equal",
    "positive",
    "power",
    "radians",
    "reciprocal",
    "remainder",
    "right_shift",
    "rint",
    "sign",
    "signbit",
    "spacing",
    "sqrt",
    "square",
    "subtract",
    "trunc",
];

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
    fn below(&mut self, n: u64) -> usize {
        ((self.next() >> 32) % n) as usize
    }
    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64)]
    }
}

fn built() -> impl Iterator<Item = Level> {
    Level::BUILT.into_iter().filter(|&l| l <= level())
}

/// A plausible item: small numbers, extremes, now and then NaN and infinity.
fn item(kind: Kind, random: &mut Random) -> Vec<u8> {
    let small = random.below(9) as f64 - 4.0;
    let float = random.pick(&[
        small,
        small,
        small / 3.0,
        0.0,
        -0.0,
        1e300,
        f64::NAN,
        f64::INFINITY,
        5e-324,
        1e-5,
    ]);
    let bits = random.next() >> random.below(64);
    let whole = random.pick(&[
        small as i64 as u64,
        small as i64 as u64,
        bits,
        u64::MAX,
        1 << 63,
        1 << 31,
        0,
    ]);
    match kind {
        Kind::Bool => vec![random.pick(&[0, 1, 1, 2])],
        Kind::F16 => half::f16::from_f64(float).to_bits().to_ne_bytes().to_vec(),
        Kind::F32 => (float as f32).to_ne_bytes().to_vec(),
        Kind::F64 => float.to_ne_bytes().to_vec(),
        Kind::LongDouble => ferronum_scalar::LongDouble::from(small as i32)
            .to_bytes()
            .to_vec(),
        Kind::C64 => [item(Kind::F32, random), item(Kind::F32, random)].concat(),
        Kind::C128 => [item(Kind::F64, random), item(Kind::F64, random)].concat(),
        Kind::CLongDouble => [
            item(Kind::LongDouble, random),
            item(Kind::LongDouble, random),
        ]
        .concat(),
        _ => whole.to_ne_bytes()[..kind.size()].to_vec(),
    }
}

/// Whether two items are the same but for what NaN they are. Long doubles have bytes without meaning.
fn same(kind: Kind, a: &[u8], b: &[u8]) -> bool {
    fn nan_or_same<const N: usize>(a: &[u8], b: &[u8], nan: fn([u8; N]) -> bool) -> bool {
        a == b || (nan(a.try_into().unwrap()) && nan(b.try_into().unwrap()))
    }
    match kind {
        Kind::F16 => nan_or_same::<2>(a, b, |x| half::f16::from_ne_bytes(x).is_nan()),
        Kind::F32 => nan_or_same::<4>(a, b, |x| f32::from_ne_bytes(x).is_nan()),
        Kind::F64 => nan_or_same::<8>(a, b, |x| f64::from_ne_bytes(x).is_nan()),
        Kind::LongDouble => {
            nan_or_same::<16>(&a[..16], &b[..16], |x| {
                ferronum_scalar::LongDouble::from_bytes(x).is_nan()
            }) || a[..10] == b[..10]
        }
        Kind::C64 => same(Kind::F32, &a[..4], &b[..4]) && same(Kind::F32, &a[4..], &b[4..]),
        Kind::C128 => same(Kind::F64, &a[..8], &b[..8]) && same(Kind::F64, &a[8..], &b[8..]),
        Kind::CLongDouble => {
            same(Kind::LongDouble, &a[..16], &b[..16]) && same(Kind::LongDouble, &a[16..], &b[16..])
        }
        _ => a == b,
    }
}

/// The status bits that NumPy looks at.
const VISIBLE: u32 = status::INVALID | status::DIVIDE | status::OVERFLOW | status::UNDERFLOW;

fn call(
    entry: &LoopEntry,
    memory: &mut [u8],
    at: &[isize],
    steps: &[isize],
    n: isize,
) -> (u32, bool) {
    let mut args: Vec<*mut i8> = at
        .iter()
        .map(|&o| memory.as_mut_ptr().wrapping_offset(o).cast())
        .collect();
    let before = status::get();
    status::set(0);
    // SAFETY: the layouts below keep every operand inside `memory`.
    unsafe {
        (entry.func)(
            args.as_mut_ptr(),
            &n,
            steps.as_ptr(),
            entry.data as *mut c_void,
        )
    };
    let raised = status::get() & VISIBLE;
    status::set(before);
    (raised, take_loop_error().is_some())
}

/// The same, one item at a time and in order.
fn singly(
    entry: &LoopEntry,
    memory: &mut [u8],
    at: &[isize],
    steps: &[isize],
    n: isize,
) -> (u32, bool) {
    (0..n).fold((0, false), |(raised, failed), i| {
        let at: Vec<isize> = at.iter().zip(steps).map(|(o, s)| o + i * s).collect();
        let (r, f) = call(entry, memory, &at, steps, 1);
        (raised | r, failed | f)
    })
}

#[test]
fn runs_are_the_same_as_single_items() {
    let mut random = Random(11);
    for &name in UFUNCS {
        for level in built() {
            for entry in loops_at(name, level) {
                for _ in 0..12 {
                    check_layout(name, level, &entry, &mut random);
                }
            }
        }
    }
}

/// Whether a run may take another way than items in order do, and round otherwise.
fn approximate(name: &str, entry: &LoopEntry) -> bool {
    matches!(name, "hypot" | "power") && entry.kinds[0].is_inexact()
}

fn check_layout(name: &str, level: Level, entry: &LoopEntry, random: &mut Random) {
    let n = random.pick(&[0, 1, 2, 3, 7, 8, 9, 31, 64, 65, 100, 131]) as isize;
    let room = 48 * (n + 2);
    let nop = entry.kinds.len();
    let mut memory = vec![0u8; (room as usize) * (nop + 1)];
    let (mut at, mut steps) = (Vec::new(), Vec::new());
    for (op, kind) in entry.kinds.iter().enumerate() {
        let size = kind.size() as isize;
        let output = op >= entry.nin;
        let step = match random.below(8) {
            0..4 => size,
            4 => -size,
            5 if !output => 0,
            6 => size + 1,
            _ => -size - 3,
        };
        let start = room * op as isize
            + if step < 0 {
                -step * n + 8
            } else {
                random.below(9) as isize
            };
        at.push(start);
        steps.push(step);
        for i in 0..n {
            let from = (start + i * step) as usize;
            memory[from..from + size as usize].copy_from_slice(&item(*kind, random));
        }
    }
    // An output that is an input, or one that runs one item ahead of it as in an accumulation.
    let first_out = entry.nin;
    if nop == first_out + 1 && random.below(2) == 0 {
        let input = random.below(entry.nin as u64);
        if entry.kinds[input].size() == entry.kinds[first_out].size() && steps[input] != 0 {
            steps[first_out] = steps[input];
            let fused = level >= Level::V3
                && entry.kinds[0].is_complex()
                && matches!(name, "multiply" | "square");
            let ahead = random.below(3) == 0 && !fused && !approximate(name, entry);
            at[first_out] = at[input] + if ahead { steps[input] } else { 0 };
        }
    }
    let mut expected = memory.clone();
    let want = singly(entry, &mut expected, &at, &steps, n);
    let got = call(entry, &mut memory, &at, &steps, n);
    let what = format!(
        "{name} {:?} {level:?} n {n} at {at:?} steps {steps:?}",
        entry.kinds
    );
    assert_eq!(got, want, "{what}");
    for op in first_out..nop {
        let kind = entry.kinds[op];
        for i in 0..n {
            let from = (at[op] + i * steps[op]) as usize;
            let to = from + kind.size();
            assert!(
                same(kind, &memory[from..to], &expected[from..to]),
                "{what} item {i}: {:?} not {:?}",
                &memory[from..to],
                &expected[from..to]
            );
        }
    }
}

const IN_ORDER: &[&str] = &[
    "add",
    "subtract",
    "multiply",
    "divide",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "logical_and",
    "logical_or",
    "logical_xor",
    "left_shift",
    "right_shift",
    "floor_divide",
    "remainder",
    "power",
    "gcd",
    "lcm",
    "hypot",
    "less",
    "equal",
];

#[test]
fn reductions_are_those_of_single_items() {
    let mut random = Random(5);
    for &name in IN_ORDER {
        for level in built() {
            for entry in loops_at(name, level) {
                let kind = entry.kinds[0];
                let uniform = entry.kinds.iter().all(|&k| k == kind);
                let rounds_once =
                    kind == Kind::F16 && matches!(name, "add" | "subtract" | "multiply" | "divide");
                let tree = name == "add" && kind.is_inexact();
                if !uniform
                    || approximate(name, &entry)
                    || rounds_once
                    || tree
                    || (kind.is_complex() && name == "multiply")
                {
                    continue;
                }
                for n in [0isize, 1, 5, 8, 33, 64, 100, 257, 1500] {
                    let size = kind.size() as isize;
                    let step = random.pick(&[size, size, 0, -size, size + 3]);
                    let mut memory = vec![0u8; (48 + 40 * (n + 2)) as usize];
                    let start = 48 + if step < 0 { -step * n } else { 3 };
                    // Distinct zeros and NaNs would make extremes depend on the order.
                    let sample = |random: &mut Random| loop {
                        let item = item(kind, random);
                        let zero = kind.is_inexact()
                            && item.iter().filter(|&&b| b & 0x7f != 0).count() == 0;
                        if !zero {
                            break item;
                        }
                    };
                    for i in 0..n {
                        let from = (start + i * step) as usize;
                        memory[from..from + size as usize].copy_from_slice(&sample(&mut random));
                    }
                    memory[..size as usize].copy_from_slice(&sample(&mut random));
                    let (at, steps) = ([0, start, 0], [0, step, 0]);
                    let mut expected = memory.clone();
                    let want = singly(&entry, &mut expected, &at, &steps, n);
                    let got = call(&entry, &mut memory, &at, &steps, n);
                    let what = format!("{name} {kind:?} {level:?} n {n} step {step}");
                    assert_eq!(got.1, want.1, "{what}");
                    let to = size as usize;
                    assert!(
                        same(kind, &memory[..to], &expected[..to]),
                        "{what} {:?} {:?}",
                        &memory[..to],
                        &expected[..to]
                    );
                }
            }
        }
    }
}

/// The summation tree as it is defined.
fn tree(a: &[f64], add: &dyn Fn(f64, f64) -> f64) -> f64 {
    let n = a.len();
    if n < 8 {
        return a.iter().fold(-0.0, |s, &x| add(s, x));
    }
    if n <= 128 {
        let mut r: Vec<f64> = a[..8].to_vec();
        let whole = n / 8 * 8;
        for i in 8..whole {
            r[i % 8] = add(r[i % 8], a[i]);
        }
        let pair = |i: usize, j: usize| add(r[i], r[j]);
        let sum = add(add(pair(0, 1), pair(2, 3)), add(pair(4, 5), pair(6, 7)));
        return a[whole..].iter().fold(sum, |s, &x| add(s, x));
    }
    let half = n / 2 - n / 2 % 8;
    add(tree(&a[..half], add), tree(&a[half..], add))
}

#[test]
fn float_sums_follow_the_tree() {
    let mut random = Random(23);
    let lengths = [
        0, 1, 7, 8, 9, 15, 127, 128, 129, 130, 137, 255, 256, 257, 263, 300, 511, 513, 1000, 4099,
        20_001,
    ];
    for level in built() {
        for n in lengths {
            let values: Vec<f64> = (0..n)
                .map(|_| (random.next() as i64 as f64) * 2f64.powi(-(random.below(70) as i32)))
                .collect();
            let entry = |kind| {
                loops_at("add", level)
                    .into_iter()
                    .find(|e| e.kinds[0] == kind)
                    .unwrap()
            };
            for spread in [1isize, 2, -1] {
                let step = 8 * spread;
                let mut memory = vec![0u8; 16 + 16 * (n + 2)];
                let start = 16 + if spread < 0 { 8 * n as isize } else { 0 };
                memory[..8].copy_from_slice(&1.5f64.to_ne_bytes());
                for (i, v) in values.iter().enumerate() {
                    let from = (start + i as isize * step) as usize;
                    memory[from..from + 8].copy_from_slice(&v.to_ne_bytes());
                }
                call(
                    &entry(Kind::F64),
                    &mut memory,
                    &[0, start, 0],
                    &[0, step, 0],
                    n as isize,
                );
                let got = f64::from_ne_bytes(memory[..8].try_into().unwrap());
                let want = if n == 0 {
                    1.5
                } else {
                    1.5 + tree(&values, &|a, b| a + b)
                };
                assert_eq!(got.to_bits(), want.to_bits(), "f64 {level:?} {n} {spread}");

                // The same for f32, in the lower half of each place.
                memory[..4].copy_from_slice(&1.5f32.to_ne_bytes());
                let single: Vec<f64> = values.iter().map(|&v| (v * 1e-19) as f32 as f64).collect();
                for (i, v) in single.iter().enumerate() {
                    let from = (start + i as isize * step) as usize;
                    memory[from..from + 4].copy_from_slice(&(*v as f32).to_ne_bytes());
                }
                call(
                    &entry(Kind::F32),
                    &mut memory,
                    &[0, start, 0],
                    &[0, step, 0],
                    n as isize,
                );
                let got = f32::from_ne_bytes(memory[..4].try_into().unwrap());
                let sum = tree(&single, &|a, b| (a as f32 + b as f32) as f64) as f32;
                let want = if n == 0 { 1.5 } else { 1.5 + sum };
                assert_eq!(got.to_bits(), want.to_bits(), "f32 {level:?} {n} {spread}");
            }
        }
    }
}
