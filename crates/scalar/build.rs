//! Compiles the `long double` file, the one C file of this crate.

fn main() {
    println!("cargo::rerun-if-changed=c/longdouble.c");
    cc::Build::new()
        .file("c/longdouble.c")
        .std("gnu11")
        .opt_level(2)
        .flag_if_supported("-fno-math-errno")
        .flag_if_supported("-fvisibility=hidden")
        .compile("ferronum_longdouble");
    println!("cargo::rustc-link-lib=m");
}
