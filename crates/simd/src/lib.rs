//! Ferronum floor `simd`; ARCHITECTURE.md says what it holds.
