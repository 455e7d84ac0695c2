//! Link arguments of the cdylib; the preload library and the headers that wheels carry beside it.
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    pyo3_build_config::use_pyo3_cfgs();
    c_calls();
    // The SONAME that C programs record.
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libferronum.so");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=preload/preload.rs");
    build_preload();
    lay_out_headers();
}

/// Puts the headers and what builds look for beside them below `$OUT_DIR`, as the package has them.
fn lay_out_headers() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo:rerun-if-changed=include");
    println!("cargo:rerun-if-changed=cmake");
    let write = |place: &str, text: &str| {
        let path = out.join(place);
        let folder = path.parent().unwrap_or(&out);
        std::fs::create_dir_all(folder).expect("OUT_DIR can be written");
        std::fs::write(&path, text).expect("OUT_DIR can be written");
    };
    for folder in ["include/ferronum", "include/numpy", "include/numpy/random"] {
        let entries = std::fs::read_dir(Path::new(folder)).expect("the headers are there");
        for path in entries.filter_map(|e| e.ok().map(|e| e.path())) {
            if path.extension().is_some_and(|e| e == "h") {
                let text = std::fs::read_to_string(&path).expect("headers are text");
                write(&path.to_string_lossy(), &text);
            }
        }
    }
    let read = |path: &str| std::fs::read_to_string(path).expect("the file is there");
    write("lib/npy-pkg-config/npymath.ini", &read("cmake/npymath.ini"));
    write("lib/npy-pkg-config/mlib.ini", &read("cmake/mlib.ini"));
    let pc = read("cmake/numpy.pc.in").replace("@UP@", "../..");
    write("lib/pkgconfig/numpy.pc", &pc);
    // An archive without members: npy_math.h is inline, but builds name the library.
    write("lib/libnpymath.a", "!<arch>\n");
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
