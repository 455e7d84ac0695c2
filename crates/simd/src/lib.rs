//! What the processor can do, and how code is built for it: the probe, [`Level`], the level stamp and the
//! few hand-written pieces of machine code. No dtype names, no Python.

pub mod complex_call;
pub mod half_call;
pub mod level;
pub mod probe;
pub mod request;
pub mod status;
pub mod vector_call;

pub use level::Level;
pub use probe::{BASELINE, DISPATCH, features, has};

/// The level that loops are chosen for: what the processor has, capped by the environment.
#[inline]
pub fn level() -> Level {
    probe::active().level
}
