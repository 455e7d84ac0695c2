//! Writes from `api.toml`: the slot tables, the stubs, the type macros and the coverage page.
use crate::api::{Api, Kind, Slot, Status};
use crate::csig::{self, Signature};
use crate::{Result, emit, read, root};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Files below `src/capi` that are written here.
const GENERATED: [&str; 2] = ["missing.rs", "table.rs"];

/// Brings everything up to date, or checks that it is.
pub fn run(check: bool) -> Result<()> {
    let mut api = Api::load()?;
    let done = exported_functions()?;
    for slot in api.slots_mut().filter(|s| s.kind == Kind::Function) {
        slot.file = done.get(&slot.symbol).cloned();
        slot.status = Some(if slot.file.is_some() {
            Status::Done
        } else {
            Status::Missing
        });
    }
    let old = read(&Api::path())?;
    let header = old.split_once("\narray = [").map_or("", |(h, _)| h);
    emit(&Api::path(), &api.text(header), check)?;
    let capi = root().join("src/capi");
    emit(&capi.join("table.rs"), &format_rust(&table(&api)?)?, check)?;
    emit(
        &capi.join("missing.rs"),
        &format_rust(&missing(&api)?)?,
        check,
    )?;
    emit(
        &root().join("include/ferronum/types.h"),
        &types_header(&api),
        check,
    )?;
    emit(
        &root().join("docs/c-api-coverage.md"),
        &coverage(&api),
        check,
    )?;
    let names: Vec<&str> = api.slots().map(|s| s.symbol.as_str()).collect();
    let strangers: Vec<&String> = done
        .keys()
        .filter(|n| !names.contains(&n.as_str()) && !n.starts_with("ferronum_"))
        .collect();
    if !strangers.is_empty() {
        return Err(format!(
            "src/capi exports functions that no slot names: {strangers:?}"
        ));
    }
    Ok(())
}

/// The functions that hand-written files of `src/capi` export, with their module.
fn exported_functions() -> Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    let dir = root().join("src/capi");
    let mut files: Vec<_> = std::fs::read_dir(&dir)
        .map_err(|e| format!("{}: {e}", dir.display()))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect();
    files.sort();
    for path in files {
        let file = path
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default()
            .to_string();
        if GENERATED.contains(&file.as_str()) {
            continue;
        }
        let mut exported = false;
        for line in read(&path)?.lines() {
            if line.contains("unsafe(no_mangle)") {
                exported = true;
            } else if let Some((_, rest)) = line.split_once("extern \"C\" fn ") {
                if exported {
                    let name: String = rest
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_')
                        .collect();
                    if let Some(other) = out.insert(name.clone(), file.clone()) {
                        return Err(format!("{name} is in both {other} and {file}"));
                    }
                }
                exported = false;
            }
        }
    }
    Ok(out)
}

fn rust_signature(sig: &Signature) -> String {
    let args: Vec<&str> = sig.args.iter().map(|(_, t)| t.as_str()).collect();
    let ret = if sig.ret.is_empty() {
        String::new()
    } else {
        format!(" -> {}", sig.ret)
    };
    format!("unsafe extern \"C\" fn({}){ret}", args.join(", "))
}

fn module(slot: &Slot) -> &str {
    match &slot.file {
        Some(file) => Path::new(file)
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or("missing"),
        None => "missing",
    }
}

const WRITTEN: &str = "Written by `cargo xtask codegen` from `crates/abi/api.toml`; do not edit.";

fn table(api: &Api) -> Result<String> {
    let mut s = format!(
        "//! The two slot tables and the pointers to types that C reads. {WRITTEN}\n\
         use super::slots::{{Slot, function}};\n\
         use core::ffi::*;\n\
         use core::sync::atomic::AtomicPtr;\n\
         use ferronum_abi::prelude::*;\n\
         use pyo3_ffi::*;\n"
    );
    for (name, slots) in api.tables() {
        let upper = name.to_uppercase();
        let _ = write!(
            s,
            "\n/// What the capsule `_{upper}_API` points to.\npub static {upper}_API: [Slot; {}] = [\n",
            slots.len()
        );
        for slot in slots {
            match slot.kind {
                Kind::Function => {
                    let ty = rust_signature(&csig::parse(slot)?);
                    let _ = writeln!(
                        s,
                        "// {}\nfunction({{ let f: {ty} = super::{}::{}; f as *const () }}),",
                        slot.index,
                        module(slot),
                        slot.symbol
                    );
                }
                _ => {
                    let what = if slot.kind == Kind::Unused {
                        "unused"
                    } else {
                        &slot.symbol
                    };
                    let _ = writeln!(s, "// {}: {what}\nSlot::EMPTY,", slot.index);
                }
            }
        }
        s.push_str("];\n");
    }
    for slot in api
        .slots()
        .filter(|s| matches!(s.kind, Kind::Type | Kind::Dtype | Kind::Data))
    {
        let _ = write!(
            s,
            "\n/// Where `{}` is.\n#[unsafe(no_mangle)]\npub static {}: AtomicPtr<c_void> = AtomicPtr::new(core::ptr::null_mut());\n",
            slot.symbol,
            slot.pointer_name()
        );
    }
    for (constant, doc, wanted) in [
        (
            "TYPES",
            "Type objects: slot, name, the pointer that C reads.",
            [Kind::Type, Kind::Dtype],
        ),
        (
            "DATA",
            "Variables: slot, name, the pointer that C reads.",
            [Kind::Data, Kind::Data],
        ),
    ] {
        let _ = write!(
            s,
            "\n/// {doc}\npub static {constant}: &[(&Slot, &str, &AtomicPtr<c_void>)] = &[\n"
        );
        for (name, slots) in api.tables() {
            for slot in slots.iter().filter(|s| wanted.contains(&s.kind)) {
                let _ = writeln!(
                    s,
                    "(&{}_API[{}], \"{}\", &{}),",
                    name.to_uppercase(),
                    slot.index,
                    slot.symbol,
                    slot.pointer_name()
                );
            }
        }
        s.push_str("];\n");
    }
    Ok(s)
}

fn missing(api: &Api) -> Result<String> {
    let mut s = format!(
        "//! One function per slot that is not done: it raises `NotImplementedError` with its name.\n\
         //! {WRITTEN}\n"
    );
    let mut body = String::new();
    for (table, slots) in api.tables() {
        for slot in slots.iter().filter(|s| s.is_missing()) {
            let sig = csig::parse(slot)?;
            let args: Vec<String> = sig.args.iter().map(|(n, t)| format!("{n}: {t}")).collect();
            let ret = if sig.ret.is_empty() {
                String::new()
            } else {
                format!(" -> {}", sig.ret)
            };
            let _ = write!(
                body,
                "\n/// Slot {} of the {table} table: not done.\n#[unsafe(no_mangle)]\npub unsafe extern \"C\" fn {}({}){ret} {{\n",
                slot.index,
                slot.symbol,
                args.join(", ")
            );
            let arg = |i: &usize| {
                sig.args
                    .get(i.wrapping_sub(1))
                    .map_or("", |(n, _)| n.as_str())
            };
            let stolen: Vec<String> = slot
                .steals
                .iter()
                .map(|i| format!("{}.cast()", arg(i)))
                .collect();
            let unused: Vec<&str> = sig
                .args
                .iter()
                .enumerate()
                .filter(|(i, _)| !slot.steals.contains(&(i + 1)) && !slot.outs.contains(&(i + 1)))
                .map(|(_, (n, _))| n.as_str())
                .collect();
            if !unused.is_empty() {
                let _ = writeln!(body, "let _ = ({},);", unused.join(", "));
            }
            for out in &slot.outs {
                let _ = writeln!(
                    body,
                    "// SAFETY: the caller's output, or NULL.\nunsafe {{ super::slots::zero_output({}) }};",
                    arg(out)
                );
            }
            let call = if sig.ret.is_empty() {
                "unraisable"
            } else {
                "not_implemented"
            };
            let _ = writeln!(
                body,
                "// SAFETY: these references are the caller's gift.\nunsafe {{ super::slots::{call}(c\"{}\", &[{}]) }};",
                slot.symbol,
                stolen.join(", ")
            );
            if sig.ret.starts_with("*mut") {
                body.push_str("core::ptr::null_mut()\n");
            } else if sig.ret.starts_with("*const") {
                body.push_str("core::ptr::null()\n");
            } else if sig.ret.ends_with("Func") {
                body.push_str("None\n");
            } else if !sig.ret.is_empty() {
                let error = slot
                    .error
                    .as_ref()
                    .ok_or_else(|| format!("api.toml: {} has no error value", slot.symbol))?;
                let _ = writeln!(body, "{error}");
            }
            body.push_str("}\n");
        }
    }
    if body.contains("c_char") || body.contains("c_int") || body.contains("c_void") {
        s.push_str("#[allow(unused_imports)]\nuse core::ffi::*;\n");
    }
    if !body.is_empty() {
        s.push_str("#[allow(unused_imports)]\nuse ferronum_abi::prelude::*;\n");
        s.push_str("#[allow(unused_imports)]\nuse pyo3_ffi::*;\n");
    }
    Ok(s + &body)
}

fn types_header(api: &Api) -> String {
    let mut s = format!(
        "/* Type objects and variables of the library, under NumPy's names. {WRITTEN} */\n\
         #ifndef FERRONUM_TYPES_H\n#define FERRONUM_TYPES_H\n\n\
         #ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n"
    );
    for slot in api.slots() {
        let pointer = slot.pointer_name();
        let symbol = &slot.symbol;
        match slot.kind {
            Kind::Type => {
                let _ = writeln!(
                    s,
                    "extern PyTypeObject *{pointer};\n#define {symbol} (*{pointer})"
                );
            }
            Kind::Dtype => {
                let _ = writeln!(
                    s,
                    "extern PyArray_DTypeMeta *{pointer};\n#define {symbol} (*{pointer})"
                );
            }
            Kind::Data => {
                let ty = slot.signature.split_whitespace().next().unwrap_or("void");
                let stars = "*".repeat(slot.signature.matches('*').count().max(1));
                let array = slot.signature.contains('[');
                let _ = writeln!(s, "extern {ty} {stars}{pointer};");
                let value = if array {
                    pointer.clone()
                } else {
                    format!("(*{pointer})")
                };
                let _ = writeln!(s, "#define {symbol} {value}");
            }
            Kind::Function | Kind::Unused => {}
        }
    }
    s.push_str("\n#ifdef __cplusplus\n}\n#endif\n#endif\n");
    s
}

fn coverage(api: &Api) -> String {
    let mut s = format!("# C-API coverage\n\n{WRITTEN}\n\n");
    let _ = writeln!(
        s,
        "| table | slots | filled | functions | done | missing |\n|---|---|---|---|---|---|"
    );
    for (name, slots) in api.tables() {
        let functions = slots.iter().filter(|s| s.kind == Kind::Function).count();
        let missing = slots.iter().filter(|s| s.is_missing()).count();
        let filled = slots.iter().filter(|s| s.kind != Kind::Unused).count();
        let _ = writeln!(
            s,
            "| `_{}_API` | {} | {filled} | {functions} | {} | {missing} |",
            name.to_uppercase(),
            slots.len(),
            functions - missing
        );
    }
    s.push_str(
        "\nA missing function raises `NotImplementedError` with its name and returns its error value;\n\
         one that returns nothing reports the error as unraisable.\n",
    );
    for (name, slots) in api.tables() {
        let _ = write!(
            s,
            "\n## `_{}_API`\n\n| slot | name | since | steals | state |\n|---|---|---|---|---|\n",
            name.to_uppercase()
        );
        for slot in slots {
            let state = match (slot.kind, &slot.file) {
                (Kind::Unused, _) => "NULL".to_string(),
                (Kind::Function, Some(file)) => format!("`{file}`"),
                (Kind::Function, None) => "**missing**".to_string(),
                (Kind::Type, _) => "type".to_string(),
                (Kind::Dtype, _) => "DType class".to_string(),
                (Kind::Data, _) => "variable".to_string(),
            };
            let steals: Vec<String> = slot.steals.iter().map(ToString::to_string).collect();
            let symbol = match &slot.note {
                _ if !slot.symbol.is_empty() => format!("`{}`", slot.symbol),
                Some(note) => format!("({note})"),
                None => "(reserved)".to_string(),
            };
            let _ = writeln!(
                s,
                "| {} | {symbol} | {} | {} | {state} |",
                slot.index,
                slot.since.as_deref().unwrap_or(""),
                steals.join(", ")
            );
        }
    }
    s
}

/// Runs rustfmt over generated text.
fn format_rust(text: &str) -> Result<String> {
    use std::process::{Command, Stdio};
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("rustfmt: {e}"))?;
    {
        use std::io::Write as _;
        let mut stdin = child.stdin.take().ok_or("rustfmt: no stdin")?;
        stdin
            .write_all(text.as_bytes())
            .map_err(|e| format!("rustfmt: {e}"))?;
    }
    let out = child
        .wait_with_output()
        .map_err(|e| format!("rustfmt: {e}"))?;
    if !out.status.success() {
        return Err("rustfmt rejected generated code".into());
    }
    String::from_utf8(out.stdout).map_err(|e| format!("rustfmt: {e}"))
}
