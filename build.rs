//! Link arguments of the cdylib: the SONAME that C programs record.
fn main() {
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libferronum.so");
    println!("cargo:rerun-if-changed=build.rs");
}
