//! Checks what the compiler cannot: the floors, where symbols may be exported, file headers,
//! unsafe code in `scalar`, and the tidiness of comments.
use crate::{Result, read, root};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which of our crates, and which Python crates, each floor may use.
const FLOORS: &[(&str, &[&str])] = &[
    ("scalar", &[]),
    ("simd", &["scalar"]),
    ("abi", &["pyo3-ffi"]),
    ("kernels", &["simd", "scalar"]),
    ("pyrt", &["abi", "pyo3", "pyo3-ffi"]),
    (
        "object",
        &[
            "kernels", "scalar", "simd", "pyrt", "abi", "pyo3", "pyo3-ffi",
        ],
    ),
    ("", &["object", "pyrt", "abi", "pyo3", "pyo3-ffi"]),
];

/// Where `scalar` may be unsafe: `long double` and the floating-point status live in C.
const SCALAR_UNSAFE: &[&str] = &["longdouble", "float_status"];

/// Files that are written by `cargo xtask codegen`, exempt from the length limit.
const GENERATED: &[&str] = &["src/capi/table.rs", "src/capi/missing.rs"];

/// Lines above which a file is reported.
const LONG: usize = 800;

#[derive(Default)]
struct Report {
    errors: Vec<String>,
    warnings: Vec<String>,
}

/// Runs all checks.
pub fn run() -> Result<()> {
    let mut report = Report::default();
    floors(&mut report)?;
    report.errors.extend(crate::floors::run()?);
    for file in tracked()? {
        let text = match std::fs::read(root().join(&file)) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(_) => continue,
            },
            // Deleted, not yet committed.
            Err(_) => continue,
        };
        let name = file.to_string_lossy().into_owned();
        if name.ends_with(".rs") {
            rust_file(&name, &text, &mut report);
        }
        comments(&name, &text, &mut report);
    }
    for warning in &report.warnings {
        println!("warning: {warning}");
    }
    for error in &report.errors {
        println!("error: {error}");
    }
    if report.errors.is_empty() {
        println!("tidy: {} warnings", report.warnings.len());
        return Ok(());
    }
    Err(format!("tidy: {} errors", report.errors.len()))
}

/// Files that git knows or would add.
fn tracked() -> Result<Vec<PathBuf>> {
    let out = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .map_err(|e| format!("git: {e}"))?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    Ok(text.lines().map(PathBuf::from).collect())
}

fn floors(report: &mut Report) -> Result<()> {
    for (name, allowed) in FLOORS {
        let dir = if name.is_empty() {
            root()
        } else {
            root().join("crates").join(name)
        };
        let manifest: toml::Table = read(&dir.join("Cargo.toml"))?
            .parse()
            .map_err(|e| format!("{}: {e}", dir.display()))?;
        let Some(toml::Value::Table(deps)) = manifest.get("dependencies") else {
            continue;
        };
        for dep in deps.keys() {
            let ours = dep.strip_prefix("ferronum-");
            let python = dep.starts_with("pyo3");
            let used = ours.unwrap_or(dep.as_str());
            if (ours.is_some() || python) && !allowed.contains(&used) {
                let who = if name.is_empty() {
                    "the root package"
                } else {
                    name
                };
                report.errors.push(format!("{who} may not depend on {dep}"));
            }
        }
    }
    for entry in std::fs::read_dir(root().join("crates")).map_err(|e| format!("crates: {e}"))? {
        let name = entry
            .map_err(|e| e.to_string())?
            .file_name()
            .to_string_lossy()
            .into_owned();
        if !FLOORS.iter().any(|(floor, _)| *floor == name) {
            report
                .errors
                .push(format!("crates/{name} stands on no floor"));
        }
    }
    Ok(())
}

fn rust_file(name: &str, text: &str, report: &mut Report) {
    if !text.starts_with("//!") {
        report.errors.push(format!(
            "{name}: begins without a `//!` line that says what it is"
        ));
    }
    let lines = text.lines().count();
    if lines > LONG && !GENERATED.contains(&name) {
        report.warnings.push(format!("{name}: {lines} lines"));
    }
    let boundary = name.starts_with("src/") || name.starts_with("xtask/");
    let scalar = name.starts_with("crates/scalar/src/")
        && !SCALAR_UNSAFE.iter().any(|part| name.contains(part));
    for (i, line) in text.lines().enumerate() {
        let at = || format!("{name}:{}", i + 1);
        let code = line.split("//").next().unwrap_or_default();
        if !boundary && (code.contains("no_mangle") || code.contains("export_name")) {
            report
                .errors
                .push(format!("{}: symbols are exported from src/ only", at()));
        }
        if scalar && has_word(code, "unsafe") && !code.contains("unsafe_code") {
            report
                .errors
                .push(format!("{}: unsafe code in scalar", at()));
        }
        if code.contains("static mut ") && !name.starts_with("xtask/") {
            report.errors.push(format!("{}: `static mut`", at()));
        }
    }
}

fn comments(name: &str, text: &str, report: &mut Report) {
    if name.starts_with("xtask/") {
        return;
    }
    for (i, line) in text.lines().enumerate() {
        for marker in ["TODO", "FIXME", "XXX"] {
            if has_word(line, marker) && !line.contains(&format!("{marker}(#")) && is_source(name) {
                report.errors.push(format!(
                    "{name}:{}: {marker} without an issue number",
                    i + 1
                ));
            }
        }
    }
}

fn is_source(name: &str) -> bool {
    let ext = Path::new(name)
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    matches!(
        ext,
        "rs" | "c" | "h" | "cpp" | "hpp" | "py" | "toml" | "cmake"
    )
}

/// Whether `word` stands alone in `line`.
fn has_word(line: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}
