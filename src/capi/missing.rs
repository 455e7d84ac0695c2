//! One function per slot that is not done: it raises `NotImplementedError` with its name.
//! Written by `cargo xtask codegen` from `crates/abi/api.toml`; do not edit.
