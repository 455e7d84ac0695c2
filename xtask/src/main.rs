//! Repository automation: `cargo xtask tidy`, `cargo xtask codegen [--check]`, `cargo xtask ci`.
fn main() {}
