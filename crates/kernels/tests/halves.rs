//! Functions of halves, for every half: within a unit of the rounded result, almost always it, and raising what the
//! scalar functions raise.

use std::ffi::c_void;

use ferronum_kernels::kind::Kind;
use ferronum_kernels::registry::{LoopEntry, loops_at};
use ferronum_simd::{Level, level, status};
use half::f16;

const VISIBLE: u32 = status::INVALID | status::DIVIDE | status::OVERFLOW | status::UNDERFLOW;

fn entry(name: &str, at: Level) -> LoopEntry {
    let mut all = loops_at(name, at).into_iter();
    all.find(|e| e.kinds[0] == Kind::F16).unwrap()
}

/// The results for all of `items` and what was raised.
fn run(entry: &LoopEntry, items: &[f16], step: usize) -> (Vec<f16>, u32) {
    let mut from = vec![f16::ZERO; items.len() * step];
    for (i, &x) in items.iter().enumerate() {
        from[i * step] = x;
    }
    let mut to = vec![f16::ZERO; items.len()];
    let mut args: [*mut i8; 2] = [from.as_mut_ptr().cast(), to.as_mut_ptr().cast()];
    let before = status::get();
    status::set(0);
    // SAFETY: both operands hold the items at these steps.
    unsafe {
        (entry.func)(
            args.as_mut_ptr(),
            &(items.len() as isize),
            [2 * step as isize, 2].as_ptr(),
            entry.data as *mut c_void,
        )
    };
    let raised = status::get() & VISIBLE;
    status::set(before);
    (to, raised)
}

/// The place of a half among all, zeros being one.
fn place(x: f16) -> i32 {
    let size = (x.to_bits() & 0x7fff) as i32;
    if x.is_sign_negative() { -size } else { size }
}

#[test]
fn every_half() {
    let functions: [(&str, fn(f64) -> f64); 9] = [
        ("exp", f64::exp),
        ("exp2", f64::exp2),
        ("log", f64::ln),
        ("log2", f64::log2),
        ("log10", f64::log10),
        ("sin", f64::sin),
        ("cos", f64::cos),
        ("tanh", f64::tanh),
        ("arctan", f64::atan),
    ];
    let all: Vec<f16> = (0..=u16::MAX).map(f16::from_bits).collect();
    for (name, exact) in functions {
        for at in Level::BUILT.into_iter().filter(|&l| l <= level()) {
            let entry = entry(name, at);
            let (results, _) = run(&entry, &all, 1);
            assert_eq!(
                results.iter().map(|x| x.to_bits()).collect::<Vec<_>>(),
                run(&entry, &all, 3)
                    .0
                    .iter()
                    .map(|x| x.to_bits())
                    .collect::<Vec<_>>(),
                "{name} {at:?} strided"
            );
            let mut others = 0;
            for (&x, &got) in all.iter().zip(&results) {
                let want = f16::from_f64(exact(x.to_f64()));
                if want.is_nan() {
                    assert!(got.is_nan(), "{name} {at:?} {x}: {got}");
                    continue;
                }
                let off = (place(want) - place(got)).abs();
                assert!(off <= 1, "{name} {at:?} {x}: {got} not {want}");
                others += (off != 0) as u32;
            }
            assert!(
                others <= 30,
                "{name} {at:?}: {others} results are not the rounded ones"
            );
        }
    }
}

#[test]
fn what_is_raised() {
    // Conversions of whole vectors are silent about signalling NaNs.
    let silent = |x: &f16| !x.is_nan() || x.to_bits() & 0x200 != 0;
    let all: Vec<f16> = (0..=u16::MAX).map(f16::from_bits).filter(silent).collect();
    for name in ["exp", "exp2", "log", "log2", "log10", "sin", "cos"] {
        let lowest = entry(name, Level::BUILT[0]);
        let singly: Vec<u32> = all.iter().map(|&x| run(&lowest, &[x], 1).1).collect();
        for at in Level::BUILT.into_iter().filter(|&l| l <= level()) {
            let entry = entry(name, at);
            for size in [37, 700] {
                for (items, single) in all.chunks(size).zip(singly.chunks(size)) {
                    let raised = run(&entry, items, 1).1;
                    let expected = single.iter().fold(0, |bits, more| bits | more);
                    assert_eq!(raised, expected, "{name} {at:?} from {}", items[0]);
                }
            }
        }
    }
}
