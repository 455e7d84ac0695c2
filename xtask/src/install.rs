//! `cargo xtask install-c --prefix DIR`: the library, headers, CMake package and pkg-config file.
use crate::{Result, read, root};
use std::path::{Path, PathBuf};

/// Copies everything that a C or C++ project needs below the prefix.
///
/// `--library FILE` names the built library; else the release build is taken. `--destdir DIR` is put before the
/// prefix when writing, as packagers want it.
pub fn run(args: &[String]) -> Result<()> {
    let value = |name: &str| {
        args.iter()
            .position(|a| a == name)
            .and_then(|i| args.get(i + 1))
            .map(PathBuf::from)
    };
    let prefix = value("--prefix").ok_or("install-c: --prefix DIR is missing")?;
    let prefix = std::path::absolute(&prefix).map_err(|e| format!("{}: {e}", prefix.display()))?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let library = value("--library").unwrap_or_else(|| target.join("release/libferronum.so"));
    let place = match value("--destdir") {
        Some(dest) => dest.join(prefix.strip_prefix("/").unwrap_or(&prefix)),
        None => prefix.clone(),
    };

    copy(&library, &place.join("lib/libferronum.so"))?;
    for entry in list(&root().join("include/ferronum"))? {
        copy(
            &entry,
            &place
                .join("include/ferronum")
                .join(entry.file_name().unwrap_or_default()),
        )?;
    }
    let values = [
        ("@PREFIX@", prefix.display().to_string()),
        ("@VERSION@", package_version()?),
    ];
    for (from, to) in [
        ("cmake/ferronum.pc.in", "lib/pkgconfig/ferronum.pc"),
        (
            "cmake/FerronumConfig.cmake.in",
            "lib/cmake/Ferronum/FerronumConfig.cmake",
        ),
        (
            "cmake/FerronumConfigVersion.cmake.in",
            "lib/cmake/Ferronum/FerronumConfigVersion.cmake",
        ),
    ] {
        let mut text = read(&root().join(from))?;
        for (key, value) in &values {
            text = text.replace(key, value);
        }
        write(&place.join(to), &text)?;
    }
    println!("installed below {}", place.display());
    Ok(())
}

/// The version of the workspace.
fn package_version() -> Result<String> {
    let manifest: toml::Table = read(&root().join("Cargo.toml"))?
        .parse()
        .map_err(|e| format!("Cargo.toml: {e}"))?;
    manifest
        .get("workspace")
        .and_then(|w| w.get("package"))
        .and_then(|p| p.get("version"))
        .and_then(toml::Value::as_str)
        .map(String::from)
        .ok_or_else(|| "Cargo.toml: no workspace version".into())
}

fn list(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(dir)
        .map_err(|e| format!("{}: {e}", dir.display()))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.is_file())
        .collect();
    out.sort();
    Ok(out)
}

fn make_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(dir) => std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display())),
        None => Ok(()),
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    make_parent(to)?;
    // A running program may have the old file mapped: a new file takes its place.
    let _ = std::fs::remove_file(to);
    std::fs::copy(from, to)
        .map(|_| ())
        .map_err(|e| format!("{} to {}: {e}", from.display(), to.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    make_parent(path)?;
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}
