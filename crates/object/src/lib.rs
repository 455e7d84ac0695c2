//! Ferronum floor `object`; ARCHITECTURE.md says what it holds.
