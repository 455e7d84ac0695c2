//! Repository automation: `cargo xtask codegen [--check]`, `tidy`, `install-c --prefix DIR`, `ci [JOB…]`.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod api;
mod ci;
mod codegen;
mod csig;
mod floors;
mod headers;
mod install;
mod numpy;
mod tidy;

/// What went wrong, in words for the terminal.
pub type Result<T> = std::result::Result<T, String>;

/// The repository's root.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Reads a file below the root.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Writes a generated file, or with `check` fails if it differs from what is there.
pub fn emit(path: &Path, text: &str, check: bool) -> Result<()> {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    if old == text {
        return Ok(());
    }
    if check {
        return Err(format!(
            "{} is out of date: run `cargo xtask codegen`",
            path.display()
        ));
    }
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    }
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(())
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let check = args.iter().any(|a| a == "--check");
    let done = match args.first().map(String::as_str) {
        Some("codegen") => codegen::run(check)
            .and_then(|()| headers::run(check))
            .and_then(|()| numpy::run(check)),
        Some("tidy") => tidy::run(),
        Some("install-c") => install::run(&args[1..]),
        Some("ci") => ci::run(&args[1..]),
        _ => Err("usage: cargo xtask codegen [--check] | tidy | install-c --prefix DIR [--library FILE] | ci [JOB…]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
