//! Link arguments of the cdylib: the SONAME that C programs record.
fn main() {
    c_calls();
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libferronum.so");
    println!("cargo:rerun-if-changed=build.rs");
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
