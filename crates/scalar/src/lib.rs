//! Ferronum floor `scalar`; ARCHITECTURE.md says what it holds.
