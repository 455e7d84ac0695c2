//! The floating-point exception flags of the current thread, as ufuncs report them.
//!
//! Reading and clearing touch both the SSE and the x87 unit, since `long double` code and foreign
//! libraries may raise in either. A kernel stores its results before the flags are read: the
//! functions here order memory accesses, so arithmetic whose result is stored to memory is done.

/// A division by zero.
pub const DIVIDE: u8 = 1;
/// A result too large for its type.
pub const OVERFLOW: u8 = 2;
/// A result so small that it lost precision.
pub const UNDERFLOW: u8 = 4;
/// An operation without a meaningful result.
pub const INVALID: u8 = 8;

const ALL_EXCEPTIONS: u32 = 0x3f;

/// Hardware bit of each flag; MXCSR and the x87 status word agree on them.
const HARDWARE: [(u8, u32); 4] = [
    (INVALID, 0x01),
    (DIVIDE, 0x04),
    (OVERFLOW, 0x08),
    (UNDERFLOW, 0x10),
];

#[inline]
fn from_hardware(word: u32) -> u8 {
    // invalid 0x01 -> 8, divide 0x04 -> 1, overflow 0x08 -> 2, underflow 0x10 -> 4
    (((word >> 2) & 7) | ((word & 1) << 3)) as u8
}

#[cfg(target_arch = "x86_64")]
mod arch {
    use core::arch::asm;

    #[inline]
    pub fn mxcsr() -> u32 {
        let mut word = 0u32;
        // SAFETY: `stmxcsr` stores 4 bytes into `word`.
        unsafe { asm!("stmxcsr [{}]", in(reg) &mut word, options(nostack, preserves_flags)) };
        word
    }

    #[inline]
    pub fn set_mxcsr(word: u32) {
        // SAFETY: callers pass back a word read by `mxcsr` with only exception flags changed.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &word, options(nostack, preserves_flags)) };
    }

    #[inline]
    pub fn x87() -> u32 {
        let word: u16;
        // SAFETY: reads the x87 status word into a register.
        unsafe { asm!("fnstsw ax", out("ax") word, options(nostack, preserves_flags)) };
        u32::from(word)
    }

    #[inline]
    pub fn clear_x87() {
        // SAFETY: clears x87 exception flags only; the register stack stays as it is.
        unsafe { asm!("fnclex", options(nostack, preserves_flags)) };
    }
}

#[cfg(not(target_arch = "x86_64"))]
compile_error!("the floating-point status is implemented for x86-64 only");

/// The flags raised since the last [`clear`], as a sum of [`DIVIDE`], [`OVERFLOW`], [`UNDERFLOW`]
/// and [`INVALID`].
#[inline]
pub fn get() -> u8 {
    from_hardware(arch::mxcsr() | arch::x87())
}

/// Clears every flag and answers those that were set.
#[inline]
pub fn clear() -> u8 {
    let (sse, x87) = (arch::mxcsr(), arch::x87());
    if sse & ALL_EXCEPTIONS != 0 {
        arch::set_mxcsr(sse & !ALL_EXCEPTIONS);
    }
    if x87 & ALL_EXCEPTIONS != 0 {
        arch::clear_x87();
    }
    from_hardware(sse | x87)
}

/// Raises the given flags in addition to those that are set.
#[inline]
pub fn raise(flags: u8) {
    let bits = HARDWARE
        .iter()
        .filter(|(flag, _)| flags & flag != 0)
        .fold(0, |bits, (_, bit)| bits | bit);
    if bits != 0 {
        arch::set_mxcsr(arch::mxcsr() | bits);
    }
}

/// Runs `body` and leaves the flags as they were before it.
#[inline]
pub fn preserve<R>(body: impl FnOnce() -> R) -> R {
    let before = clear();
    let answer = body();
    clear();
    raise(before);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn raised_flags_are_read_and_cleared() {
        clear();
        for flag in [DIVIDE, OVERFLOW, UNDERFLOW, INVALID] {
            raise(flag);
            assert_eq!(get(), flag);
            assert_eq!(clear(), flag);
            assert_eq!(get(), 0);
        }
        raise(DIVIDE | INVALID);
        assert_eq!(clear(), DIVIDE | INVALID);
    }

    #[test]
    fn arithmetic_raises() {
        let mut out = [0.0f64; 4];
        let cases = [
            (1.0, 0.0, DIVIDE),
            (0.0, 0.0, INVALID),
            (1e300, 1e-300, OVERFLOW),
            (1e-300, 3e20, UNDERFLOW),
        ];
        for (slot, (a, b, flag)) in out.iter_mut().zip(cases) {
            clear();
            *slot = black_box(a) / black_box(b);
            black_box(slot);
            assert_eq!(get(), flag, "{a} / {b}");
        }
        clear();
    }

    #[test]
    fn x87_flags_are_seen() {
        use crate::LongDouble;
        clear();
        black_box(black_box(LongDouble::ONE) / black_box(LongDouble::ZERO));
        assert_eq!(clear(), DIVIDE);
        assert_eq!(get(), 0);
    }

    #[test]
    fn preserve_hides_the_body() {
        clear();
        raise(OVERFLOW);
        preserve(|| raise(DIVIDE));
        assert_eq!(clear(), OVERFLOW);
    }
}
