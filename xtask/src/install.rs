//! `cargo xtask install-c --prefix DIR`: the library, headers, CMake package and pkg-config file.
use crate::{Result, read, root};
use std::path::{Path, PathBuf};

/// Copies everything that a C or C++ project needs below the prefix.
///
/// `--library FILE` names the built library; else the release build is taken. `--python FILE` (else `PYO3_PYTHON`,
/// else `python3`) is the interpreter that it was built for. `--destdir DIR` is put before the prefix when
/// writing, as packagers want it.
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
    for folder in ["include/ferronum", "include/numpy", "include/numpy/random"] {
        for entry in list(&root().join(folder))? {
            copy(
                &entry,
                &place
                    .join(folder)
                    .join(entry.file_name().unwrap_or_default()),
            )?;
        }
    }
    let python = value("--python")
        .or_else(|| std::env::var_os("PYO3_PYTHON").map(PathBuf::from))
        .unwrap_or_else(|| "python3".into());
    let facts = python_facts(&python)?;
    let [python_version, python_root, python_cflags, python_libs] = facts;
    let values = [
        ("@PREFIX@", prefix.display().to_string()),
        ("@VERSION@", package_version()?),
        ("@PYTHON_VERSION@", python_version),
        ("@PYTHON_ROOT@", python_root),
        ("@PYTHON_CFLAGS@", python_cflags),
        ("@PYTHON_LIBS@", python_libs),
        ("@UP@", "../../..".to_string()),
    ];
    for (from, to) in [
        ("cmake/ferronum.pc.in", "lib/pkgconfig/ferronum.pc"),
        (
            "cmake/ferronum-linked.pc.in",
            "lib/pkgconfig/ferronum-linked.pc",
        ),
        // In a folder of its own: it takes NumPy's name, for builds that are pointed at it.
        ("cmake/numpy.pc.in", "lib/ferronum/pkgconfig/numpy.pc"),
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
    // An archive without members: npy_math.h is inline, but builds name the library.
    write(&place.join("lib/ferronum/libnpymath.a"), "!<arch>\n")?;
    println!("installed below {}", place.display());
    Ok(())
}

/// Asks the interpreter what a program that embeds it needs.
const FACTS: &str = r#"
import sys, sysconfig
get = sysconfig.get_config_var
print("%d.%d" % sys.version_info[:2])
print(sys.base_prefix)
print("-I" + sysconfig.get_path("include", vars={"installed_base": sys.base_prefix, "base": sys.base_prefix}))
shared = get("Py_ENABLE_SHARED")
folder = get("LIBDIR") if shared else get("LIBPL")
flags = ["-L" + folder] + (["-Wl,-rpath," + folder] if shared else [])
flags += ["-lpython" + get("LDVERSION")] + ([] if shared else (get("LIBS") + " " + get("SYSLIBS")).split())
print(" ".join(flags))
"#;

/// Version, prefix, compiler and linker flags of the interpreter.
fn python_facts(python: &Path) -> Result<[String; 4]> {
    let out = std::process::Command::new(python)
        .args(["-c", FACTS])
        .output()
        .map_err(|e| format!("{}: {e}", python.display()))?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let lines: Vec<String> = text.lines().map(String::from).collect();
    lines.try_into().map_err(|_| {
        format!(
            "{}: {}",
            python.display(),
            String::from_utf8_lossy(&out.stderr).trim()
        )
    })
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
