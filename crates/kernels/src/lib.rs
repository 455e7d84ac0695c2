//! Ferronum floor `kernels`; ARCHITECTURE.md says what it holds.
