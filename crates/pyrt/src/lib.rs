//! Ferronum floor `pyrt`; ARCHITECTURE.md says what it holds.
