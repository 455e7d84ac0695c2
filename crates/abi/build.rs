//! Sets `Py_3_12` and friends, so that layouts can follow the interpreter's version.
fn main() {
    pyo3_build_config::use_pyo3_cfgs();
    println!("cargo:rerun-if-changed=build.rs");
}
