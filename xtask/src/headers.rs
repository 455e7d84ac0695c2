//! `include/ferronum/ferronum.h`: types and functions by cbindgen from `abi` and `src/capi`.
//!
//! cbindgen reads no macros, so the few list macros of `abi` are written out first; and it writes
//! function pointers, where NumPy's headers have function types, so these are turned back.
use crate::{Result, emit, read, root};
use std::fmt::Write;

/// Function pointers that are pointers in NumPy's headers, too.
const POINTERS: &[&str] = &[
    "PyUFuncGenericFunction",
    "npy_iter_get_dataptr_t",
    "PyDataMem_MallocFunc",
    "PyDataMem_CallocFunc",
    "PyDataMem_ReallocFunc",
    "PyDataMem_FreeFunc",
];

/// What `basics.h` defines by hand: types without a Rust form, and values that depend on the machine.
const BY_HAND: &[&str] = &[
    "npy_longdouble",
    "npy_clongdouble",
    "npy_cfloat",
    "npy_cdouble",
    "NpyIter",
    "npy_string_allocator",
    "npy_packed_static_string",
    "PyArrayMethodObject",
    "NPY_NATBYTE",
    "NPY_OPPBYTE",
    "NPY_RAVEL_AXIS",
    "NPY_PRIORITY",
    "NPY_SUBTYPE_PRIORITY",
    "NPY_SCALAR_PRIORITY",
    "PyStringScalarObject",
    "PyArrayMultiIterObject",
    "HEAP",
    "UNICODE_SIZE",
    "ferronum_multi_iter",
    "PyArray_MultiIterNew",
    "PyArray_MultiIterFromObjects",
];

/// Writes the header, or checks it.
pub fn run(check: bool) -> Result<()> {
    let source = root().join("target/headers/ferronum.rs");
    std::fs::create_dir_all(root().join("target/headers")).map_err(|e| e.to_string())?;
    std::fs::write(&source, source_text()?).map_err(|e| e.to_string())?;
    let header = root().join("include/ferronum/ferronum.h");
    emit(&header, &generate(&source)?, check)
}

/// Name, Rust type and value of every constant of `abi` that C code may want.
pub fn constants() -> Result<Vec<(String, String, String)>> {
    let mut out = Vec::new();
    for path in rust_files("crates/abi/src")? {
        let text = read(&path)?;
        // Single constants first: list macros of a file build on them.
        let single: String = text
            .split("\npub const ")
            .skip(1)
            .filter(|item| !item.starts_with("fn "))
            .filter_map(|item| item.split(';').next())
            .map(|item| {
                format!(
                    "pub const {};\n",
                    item.split_whitespace().collect::<Vec<_>>().join(" ")
                )
            })
            .collect();
        for line in (single + &expand(&text)).lines() {
            let parsed = line
                .strip_prefix("pub const ")
                .and_then(|l| l.strip_suffix(';'))
                .and_then(|l| l.split_once(": "))
                .and_then(|(name, l)| l.split_once(" = ").map(|(ty, value)| (name, ty, value)));
            if let Some((name, ty, value)) = parsed {
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                out.push((name.to_string(), ty.to_string(), value));
            }
        }
    }
    Ok(out)
}

/// The Rust files of a folder, in order.
fn rust_files(dir: &str) -> Result<Vec<std::path::PathBuf>> {
    let mut files: Vec<_> = std::fs::read_dir(root().join(dir))
        .map_err(|e| format!("{dir}: {e}"))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect();
    files.sort();
    Ok(files)
}

/// All sources as one file that cbindgen can read.
fn source_text() -> Result<String> {
    let mut out = String::new();
    for dir in ["crates/abi/src", "src/capi"] {
        for path in rust_files(dir)? {
            if path.ends_with("src/capi/table.rs") || path.ends_with("src/capi/slots.rs") {
                continue;
            }
            let text = read(&path)?;
            for line in text.lines() {
                let start = line.trim_start();
                if !(start.starts_with("//!")
                    || start.starts_with("#![")
                    || start.starts_with("pub mod ") && start.ends_with(';'))
                {
                    out.push_str(line);
                    out.push('\n');
                }
            }
            out.push_str(&expand(&text));
        }
    }
    // cbindgen resolves `Option<fn>` only where the type is spelt out.
    Ok(strip_inner_allows(&out).replace("Option<vectorcallfunc>", "vectorcallfunc"))
}

/// `#![allow(` may span lines; what is left of it goes.
fn strip_inner_allows(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in text.lines() {
        if line.trim() == "clippy::missing_safety_doc," {
            inside = true;
        }
        if !inside {
            out.push_str(line);
            out.push('\n');
        }
        if inside && line.trim() == ")]" {
            inside = false;
        }
    }
    out
}

/// The items that a file's list macros stand for.
fn expand(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("macro_rules! ") {
        let body = &rest[at + 13..];
        let name = &body[..body.find(' ').unwrap_or(0)];
        let definition = &body[..body.find("\n}").unwrap_or(body.len())];
        rest = &body[name.len()..];
        let ty = definition
            .split_once("pub const $name: ")
            .and_then(|(_, t)| t.split_once(' '))
            .map(|(t, _)| t.to_string());
        for call in text.split(&format!("\n{name}! {{")).skip(1) {
            let inner = &call[..call.find("\n}").or(call.find(" }")).unwrap_or(0)];
            let one_line = call.lines().next().unwrap_or_default();
            let inner = one_line.strip_suffix('}').unwrap_or(inner);
            match &ty {
                Some(ty) => list_items(inner, ty, &mut out),
                None => scalars(inner, &mut out),
            }
        }
    }
    out
}

fn list_items(inner: &str, ty: &str, out: &mut String) {
    let (ty, list) = match inner.split_once(';') {
        Some((given, list)) => (given.trim(), list),
        None => (ty, inner),
    };
    for item in list.split(',') {
        if let Some((name, value)) = item.split_once('=') {
            let name = name.trim();
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            if !BY_HAND.contains(&name) {
                let _ = writeln!(out, "pub const {name}: {ty} = {value};");
            }
        }
    }
}

fn scalars(inner: &str, out: &mut String) {
    for item in inner.split(';') {
        let parts: Vec<&str> = item.split(',').map(str::trim).collect();
        if let [name, ty, _] = parts[..] {
            let _ = writeln!(
                out,
                "/// Object header, then the value.\n#[repr(C)]\npub struct {name} {{ pub ob_base: PyObject, pub obval: {ty} }}"
            );
        }
    }
}

fn generate(source: &std::path::Path) -> Result<String> {
    let mut config = cbindgen::Config {
        language: cbindgen::Language::C,
        style: cbindgen::Style::Both,
        cpp_compat: true,
        usize_is_size_t: true,
        sort_by: cbindgen::SortKey::Name,
        documentation_style: cbindgen::DocumentationStyle::C,
        include_guard: Some("FERRONUM_FERRONUM_H".into()),
        header: Some(
            "/* NumPy's C-API as plain functions of libferronum. Written by `cargo xtask codegen`;\n   do not edit. */"
                .into(),
        ),
        includes: vec!["basics.h".into()],
        no_includes: true,
        trailer: Some("#include \"types.h\"\n#include \"macros.h\"".into()),
        ..Default::default()
    };
    config.export.exclude = BY_HAND.iter().map(|s| (*s).to_string()).collect();
    config.export.include = item_names(&read(source)?);
    config.function.sort_by = Some(cbindgen::SortKey::Name);
    let bindings = cbindgen::Builder::new()
        .with_src(source)
        .with_config(config)
        .generate()
        .map_err(|e| format!("cbindgen: {e}"))?;
    let mut bytes = Vec::new();
    bindings.write(&mut bytes);
    let text = String::from_utf8(bytes).map_err(|e| format!("cbindgen: {e}"))?;
    Ok(function_types(&forward_declarations(&keywords(&text))))
}

/// All structs and type names, also those that no function mentions.
fn item_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in text.lines() {
        for word in ["pub struct ", "pub type ", "pub const "] {
            if let Some(rest) = line.strip_prefix(word) {
                names.push(
                    rest.chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_')
                        .collect(),
                );
            }
        }
    }
    names
}

/// Declares all structs first, since function types and structs mention each other.
fn forward_declarations(text: &str) -> String {
    let mut names: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("typedef struct ")?.strip_suffix(" {"))
        .collect();
    names.sort_unstable();
    let list: String = names
        .iter()
        .map(|n| format!("typedef struct {n} {n};\n"))
        .collect();
    text.replacen(
        "#include \"basics.h\"\n",
        &format!("#include \"basics.h\"\n\n{list}"),
        1,
    )
}

/// Field and argument names that Rust reserves get their C names back.
fn keywords(text: &str) -> String {
    let mut out = text.to_string();
    for (rust, c) in [
        ("type_", "type"),
        ("super_", "super"),
        ("as_", "as"),
        ("self_", "self"),
    ] {
        out = replace_word(&out, rust, c);
    }
    out
}

/// `typedef T (*Name)(…)` becomes `typedef T (Name)(…)`, and its uses become `Name *`.
fn function_types(text: &str) -> String {
    let mut names = Vec::new();
    for part in text.split("typedef ").skip(1) {
        let line = part.lines().next().unwrap_or_default();
        if let Some((_, name)) = line.split_once("(*") {
            let name: String = name
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !POINTERS.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    let mut out = text.to_string();
    for name in &names {
        out = out.replace(&format!("(*{name})"), "(\u{1})");
        out = replace_word(&out, name, &format!("{name} *"));
        out = out
            .replace('\u{1}', name)
            .replace(&format!("{name} * "), &format!("{name} *"));
    }
    out
}

fn replace_word(text: &str, word: &str, by: &str) -> String {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let before = rest[..at].chars().next_back().or(out.chars().next_back());
        let after = rest[at + word.len()..].chars().next();
        out.push_str(&rest[..at]);
        let alone = !before.is_some_and(inside) && !after.is_some_and(inside);
        out.push_str(if alone { by } else { word });
        rest = &rest[at + word.len()..];
    }
    out + rest
}
