//! The float status word as machine instructions: read it, put it back, raise into it.
//!
//! Bits are the x86 ones: 1 invalid, 2 denormal operand, 4 division by zero, 8 overflow, 16 underflow, 32 inexact.

/// Invalid operation.
pub const INVALID: u32 = 1;
/// Division by zero.
pub const DIVIDE: u32 = 4;
/// Overflow.
pub const OVERFLOW: u32 = 8;
/// Underflow.
pub const UNDERFLOW: u32 = 16;
const ALL: u32 = 63;

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn read_register() -> u32 {
    let mut word = 0u32;
    // SAFETY: stores the control and status register to a local. Memory stays clobbered, so that no
    // store of a result moves across.
    unsafe {
        std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut word, options(nostack, preserves_flags))
    };
    word
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn write_register(word: u32) {
    // SAFETY: loads back a word that came from the register with only status bits changed.
    unsafe {
        std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const word, options(nostack, preserves_flags))
    };
}

/// The vector unit's status bits.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub fn get() -> u32 {
    read_register() & ALL
}

/// Sets the vector unit's status bits to exactly `bits`; free if they are so already.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub fn set(bits: u32) {
    let word = read_register();
    if word & ALL != bits {
        write_register(word & !ALL | bits);
    }
}

/// Adds `bits` to the status.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub fn raise(bits: u32) {
    let word = read_register();
    if word | bits != word {
        write_register(word | bits);
    }
}

/// The vector unit's control and status together: rounding, treatment of subnormals, flags.
#[cfg(target_arch = "x86_64")]
pub fn control() -> u32 {
    read_register()
}

/// Puts back what [`control`] gave, here or on another thread.
#[cfg(target_arch = "x86_64")]
pub fn set_control(word: u32) {
    write_register(word);
}

#[cfg(not(target_arch = "x86_64"))]
mod portable {
    unsafe extern "C" {
        safe fn feclearexcept(bits: i32) -> i32;
        safe fn feraiseexcept(bits: i32) -> i32;
        safe fn fetestexcept(bits: i32) -> i32;
    }
    // glibc's constants on the other 64-bit processors: invalid 1, divide 2, overflow 4, underflow 8, inexact 16.
    fn to_c(bits: u32) -> i32 {
        (bits & 1 | bits >> 1 & 0x1e) as i32
    }

    /// The status bits.
    pub fn get() -> u32 {
        let c = fetestexcept(0x1f) as u32;
        c & 1 | (c & 0x1e) << 1
    }

    /// Sets the status bits to exactly `bits`.
    pub fn set(bits: u32) {
        feclearexcept(0x1f & !to_c(bits));
        feraiseexcept(to_c(bits));
    }

    /// Adds `bits` to the status.
    pub fn raise(bits: u32) {
        feraiseexcept(to_c(bits));
    }

    /// The status bits; rounding stays with the thread.
    pub fn control() -> u32 {
        get()
    }

    /// Puts back what [`control`] gave.
    pub fn set_control(word: u32) {
        set(word);
    }
}
#[cfg(not(target_arch = "x86_64"))]
pub use portable::{control, get, raise, set, set_control};

/// Runs `f` and puts the status back to what it was: for loops that may touch flags but can raise none.
#[inline(always)]
pub fn quiet<R>(f: impl FnOnce() -> R) -> R {
    let before = get();
    let result = f();
    set(before);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn raised_bits_show_and_go() {
        let before = get();
        set(0);
        let _ = black_box(black_box(1.0f64) / black_box(0.0));
        assert_eq!(get(), DIVIDE);
        raise(OVERFLOW);
        assert_eq!(get(), DIVIDE | OVERFLOW);
        quiet(|| black_box(black_box(0.0f64) / black_box(0.0)));
        assert_eq!(get(), DIVIDE | OVERFLOW);
        set(before);
    }
}
