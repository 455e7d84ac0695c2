//! Passes the interpreter's version on as `cfg(Py_3_12)` and the like, and makes the docstrings of the built-in ufuncs
//! of `docs/ufuncs-*.txt` and of their methods of `docs/methods.txt`, whose first lines say how an entry is written.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What is said of the operands of every ufunc.
const BROADCAST: &str = "Operands of different shapes are broadcast to a common shape.";
const OUT: &str = "\
    Where the results are stored: an array of the shape that the operands broadcast to, or a tuple with one
    entry per result. With None, or without it, new arrays are made; with `...` the result is an array even where
    it has no axes.";
const WHERE: &str = "\
    A condition, broadcast with the operands. Results are calculated where it is True; elsewhere `out` keeps what
    it holds, and new arrays are left as they were allocated.";
const KEYWORDS: &str = "\
    `casting`, `order`, `dtype`, `subok` and `signature`, as all ufuncs have them: see `numpy.ufunc`.";
const CORE_KEYWORDS: &str = "\
    `casting`, `order`, `dtype`, `subok`, `signature`, `axes` and `axis`, as all generalised ufuncs have them: see
    `numpy.ufunc`.";

#[derive(Default)]
struct Entry {
    name: String,
    operands: Vec<String>,
    results: Vec<String>,
    text: Vec<String>,
    described: Vec<(String, String)>,
    returns: String,
    notes: Vec<String>,
    see_also: String,
    examples: Vec<String>,
}

fn list(names: &str) -> Vec<String> {
    names.split(", ").map(|n| n.trim().to_owned()).collect()
}

fn read(path: &Path) -> Vec<Entry> {
    let text = fs::read_to_string(path).expect("docs are readable");
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("@ ") {
            let (name, rest) = head.split_once(": ").expect("`@ name: operands`");
            let (operands, results) = rest.split_once(" -> ").unwrap_or((rest, "y"));
            entries.push(Entry {
                name: name.to_owned(),
                operands: list(operands),
                results: list(results),
                ..Entry::default()
            });
            continue;
        }
        let Some(e) = entries.last_mut() else {
            continue; // Above the first entry stands how entries are written.
        };
        match line.get(..2) {
            Some("- ") => {
                let (names, what) = line[2..].split_once(": ").expect("`- name: text`");
                e.described.push((names.to_owned(), what.to_owned()));
            }
            Some("= ") => e.returns = line[2..].to_owned(),
            Some("! ") => e.notes.push(line[2..].to_owned()),
            Some("? ") => e.see_also = line[2..].to_owned(),
            Some(">>") => e.examples.push(line.to_owned()),
            Some(". ") => e.examples.push(line[2..].to_owned()),
            _ => e.text.push(line.to_owned()),
        }
    }
    entries
}

/// The docstring in the sections that numpydoc knows.
fn compose(e: &Entry) -> String {
    let mut s = e.text.join("\n").trim().to_owned();
    let core = matches!(e.name.as_str(), "matmul" | "vecdot" | "matvec" | "vecmat");
    s.push_str("\n\nParameters\n----------\n");
    for (names, what) in e.described.iter().filter(|d| !d.0.starts_with("out")) {
        let _ = writeln!(s, "{names} : array_like\n    {what}");
    }
    if e.operands.len() > 1 && !core {
        let _ = writeln!(s, "    {BROADCAST}");
    }
    let _ = writeln!(
        s,
        "out : ndarray, None, `...`, or tuple of these, optional\n{OUT}"
    );
    if core {
        let _ = writeln!(s, "**kwargs\n{CORE_KEYWORDS}");
    } else {
        let _ = writeln!(
            s,
            "where : array_like, optional\n{WHERE}\n**kwargs\n{KEYWORDS}"
        );
    }
    s.push_str("\nReturns\n-------\n");
    for name in &e.results {
        let what = e.described.iter().find(|d| d.0 == *name);
        let what = what.map_or(e.returns.as_str(), |d| &d.1);
        let _ = writeln!(s, "{name} : ndarray or scalar\n    {what}");
    }
    if !core {
        s.push_str("    A scalar where all operands are scalars.\n");
    }
    if !e.see_also.is_empty() {
        let _ = writeln!(s, "\nSee Also\n--------\n{}", e.see_also);
    }
    if !e.notes.is_empty() {
        let _ = writeln!(s, "\nNotes\n-----\n{}", e.notes.join("\n"));
    }
    s.push_str("\nExamples\n--------\n>>> import numpy as np\n");
    s.push_str(&e.examples.join("\n"));
    s
}

/// `pub const NAME: &CStr` for every entry of `methods.txt`, with its text signature.
fn methods(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("docs are readable");
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("@ ") {
            let (name, signature) = head.split_once(": ").expect("`@ NAME: signature`");
            entries.push((name.to_owned(), format!("{signature}\n--\n\n")));
        } else if let Some((_, doc)) = entries.last_mut() {
            doc.push_str(line.strip_prefix(". ").unwrap_or(line));
            doc.push('\n');
        }
    }
    let mut out = String::new();
    for (name, doc) in entries {
        let _ = writeln!(
            out,
            "/// A docstring.\npub const {name}: &CStr = c{:?};",
            doc.trim_end()
        );
    }
    out
}

fn main() {
    pyo3_build_config::use_pyo3_cfgs();
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("docs");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build.rs");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the docs are there")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("ufuncs-"))
        })
        .collect();
    paths.sort();
    let mut out = String::from("match name {\n");
    for e in paths.iter().flat_map(|p| read(p)) {
        let _ = writeln!(out, "    {:?} => Some(c{:?}),", e.name, compose(&e));
    }
    out.push_str("    _ => None,\n}\n");
    let target = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    fs::write(target.join("ufunc_docs.rs"), out).expect("OUT_DIR is writable");
    let rows = methods(&folder.join("methods.txt"));
    fs::write(target.join("method_docs.rs"), rows).expect("OUT_DIR is writable");
}
