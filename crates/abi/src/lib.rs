//! Ferronum floor `abi`; ARCHITECTURE.md says what it holds.
