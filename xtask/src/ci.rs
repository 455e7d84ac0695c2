//! Everything that a change must pass, in the order in which it fails fastest.
use crate::{Result, codegen, headers, numpy, root, tidy};
use std::process::Command;

/// Crates whose tests run without an interpreter in the process.
const TESTED: &[&str] = &[
    "ferronum-scalar",
    "ferronum-simd",
    "ferronum-kernels",
    "ferronum-abi",
    "xtask",
];

/// Runs the checks.
pub fn run() -> Result<()> {
    tidy::run()?;
    codegen::run(true)?;
    headers::run(true)?;
    numpy::run(true)?;
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ])?;
    let mut test = vec!["test"];
    for name in TESTED {
        test.extend(["-p", name]);
    }
    cargo(&test)
}

fn cargo(args: &[&str]) -> Result<()> {
    println!("cargo {}", args.join(" "));
    let status = Command::new("cargo")
        .args(args)
        .current_dir(root())
        .status()
        .map_err(|e| format!("cargo: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("cargo {} failed", args.join(" ")))
    }
}
