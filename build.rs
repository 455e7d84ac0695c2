//! Link arguments of the cdylib, and the preload library that wheels carry beside it.
use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    pyo3_build_config::use_pyo3_cfgs();
    c_calls();
    // The SONAME that C programs record.
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libferronum.so");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=preload/preload.rs");
    build_preload();
}

/// Compiles `preload/preload.rs` to `$OUT_DIR/libferronum_preload.so`. It is a library of its own, so
/// that a process which is no Python can load it: it names no Python symbol.
fn build_preload() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let rustc = env::var_os("RUSTC").expect("cargo sets RUSTC");
    let target = env::var("TARGET").expect("cargo sets TARGET");
    let status = Command::new(rustc)
        .args(["--edition", "2024", "--crate-name", "ferronum_preload"])
        .args(["--crate-type", "cdylib", "--target", &target])
        .args([
            "-C",
            "panic=abort",
            "-C",
            "opt-level=s",
            "-C",
            "strip=symbols",
        ])
        .args(["-D", "warnings", "-o"])
        .arg(out.join("libferronum_preload.so"))
        .arg("preload/preload.rs")
        .status()
        .expect("rustc starts");
    assert!(status.success(), "the preload library does not compile");
}

/// Compiles the calls that stable Rust cannot spell.
fn c_calls() {
    println!("cargo:rerun-if-changed=src/capi/calls.c");
    cc::Build::new()
        .file("src/capi/calls.c")
        .std("gnu11")
        .opt_level(2)
        .flag_if_supported("-fvisibility=hidden")
        .compile("ferronum_calls");
}
