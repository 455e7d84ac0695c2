//! The floors inside of crates: a folder may use those listed before it, never one after it. Paths are read from the
//! text, so that a path that compiles but goes upward fails `cargo xtask tidy`.
use crate::{Result, root};
use std::path::{Path, PathBuf};

/// A crate whose top folders (and files) stand in an order.
pub struct Building {
    /// Its sources, from the root of the repository.
    pub source: &'static str,
    /// Modules of its root, from the ground up; `lib.rs` lists them in this order.
    pub floors: &'static [&'static str],
}

/// The crates that have floors.
pub const BUILDINGS: &[Building] = &[
    Building {
        source: "crates/object/src",
        floors: &[
            "model",
            "arguments",
            "dtype",
            "storage",
            "casting",
            "coerce",
            "protocol",
            "array",
            "nditer",
            "iter",
            "ufunc",
            "scalars",
            "datetime",
            "strings",
            "index",
            "textio",
            "ndarray",
            "module",
        ],
    },
    Building {
        source: "crates/kernels/src",
        floors: &[
            "kind",
            "signatures",
            "stamp",
            "num",
            "copy",
            "cast",
            "elementwise",
            "registry",
            "pool",
            "blas",
            "plan",
            "matmul",
            "einsum",
            "reduce",
            "sort",
            "search",
            "nonzero",
            "numeric",
        ],
    },
];

impl Building {
    fn floor(&self, name: &str) -> Option<usize> {
        self.floors.iter().position(|f| *f == name)
    }

    /// What is wrong with one file: `path` is relative to `source`.
    pub fn check(&self, path: &Path, text: &str) -> Vec<String> {
        let module = module_of(path);
        let Some(own) = module.first().and_then(|top| self.floor(top)) else {
            return match module.first() {
                Some(top) => vec![format!("`{top}` stands on no floor")],
                None => self.check_root(text),
            };
        };
        let mut found = Vec::new();
        for (line, target) in paths(text, &module) {
            if let Some(at) = self.floor(&target)
                && at > own
            {
                found.push(format!(
                    "line {line}: `{}` may not use `{target}`, which stands above it",
                    module[0]
                ));
            }
        }
        found
    }

    /// `lib.rs`: the floors in their order, and re-exports of the lowest one alone, so that a path through the root
    /// hides nothing.
    fn check_root(&self, text: &str) -> Vec<String> {
        let code = code_of(text);
        let names = |start: &str| -> Vec<String> {
            code.lines()
                .filter_map(|l| {
                    l.trim()
                        .trim_start_matches("pub(crate) ")
                        .trim_start_matches("pub ")
                        .strip_prefix(start)
                })
                .map(|rest| {
                    rest.trim_start_matches("crate::")
                        .chars()
                        .take_while(|c| is_word(*c))
                        .collect()
                })
                .collect()
        };
        let mut found = Vec::new();
        if names("mod ") != self.floors {
            found.push(format!(
                "lists its modules in another order than the floors: {}",
                self.floors.join(", ")
            ));
        }
        let own = |name: &String| self.floor(name).is_some_and(|at| at > 0);
        let shown = names("use ")
            .into_iter()
            .filter(own)
            .filter(|n| !self.shows(n));
        found.extend(shown.map(|name| format!("re-exports what stands in `{name}`")));
        found
    }

    /// Kernels show the type of their loops at the root.
    fn shows(&self, name: &str) -> bool {
        self.source == "crates/kernels/src" && name == "elementwise"
    }
}

/// Checks every file of every building.
pub fn run() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for building in BUILDINGS {
        let source = root().join(building.source);
        for file in rust_files(&source)? {
            let text =
                std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            let path = file.strip_prefix(&source).map_err(|e| e.to_string())?;
            for problem in building.check(path, &text) {
                found.push(format!("{}/{}: {problem}", building.source, path.display()));
            }
        }
    }
    Ok(found)
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The module that a file is, from the root of its crate.
fn module_of(path: &Path) -> Vec<String> {
    let stem = path.with_extension("");
    let mut module: Vec<String> = stem
        .iter()
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    module
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Modules of the crate's root that paths of a file begin with, and the lines on which they stand.
fn paths(text: &str, module: &[String]) -> Vec<(usize, String)> {
    let code = code_of(text);
    let mut found = Vec::new();
    for word in ["crate", "super"] {
        for (at, _) in code.match_indices(&format!("{word}::")) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| is_word(c) || c == ':' || c == '$') {
                continue;
            }
            let mut rest = &code[at..];
            let mut depth = if word == "crate" { 0 } else { module.len() };
            rest = rest.strip_prefix("crate::").unwrap_or(rest);
            while let Some(inner) = rest.strip_prefix("super::") {
                depth = depth.saturating_sub(1);
                rest = inner;
            }
            if depth > 0 {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            found.extend(first_names(rest).into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// The first name of a path, or of each path in braces.
fn first_names(rest: &str) -> Vec<String> {
    let word = |s: &str| s.chars().take_while(|c| is_word(*c)).collect::<String>();
    let Some(inner) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let (mut depth, mut start, mut names) = (0, true, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if start && is_word(c) => {
                names.push(word(&inner[at..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

/// The text with comments and the contents of literals blanked, line by line as it was.
fn code_of(text: &str) -> String {
    let bytes: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
    while i < bytes.len() {
        let c = bytes[i];
        let next = bytes.get(i + 1).copied();
        if c == '/' && next == Some('/') {
            while i < bytes.len() && bytes[i] != '\n' {
                i += 1;
            }
        } else if c == '/' && next == Some('*') {
            while i < bytes.len() && !(bytes[i] == '*' && bytes.get(i + 1) == Some(&'/')) {
                out.push(blank(bytes[i]));
                i += 1;
            }
            i += 2;
        } else if c == '"' {
            let raw = out.ends_with('r') || out.ends_with('#');
            let hashes = out.chars().rev().take_while(|h| *h == '#').count();
            i += 1;
            while i < bytes.len() {
                let closes = bytes[i] == '"'
                    && bytes[i + 1..]
                        .iter()
                        .take(hashes)
                        .filter(|h| **h == '#')
                        .count()
                        == hashes;
                if closes {
                    break;
                }
                if bytes[i] == '\\' && !raw {
                    i += 1;
                }
                out.extend(bytes.get(i).map(|c| blank(*c)));
                i += 1;
            }
            i += 1;
        } else if c == '\'' && (next == Some('\\') || bytes.get(i + 2) == Some(&'\'')) {
            i += if next == Some('\\') { 3 } else { 2 };
            while i < bytes.len() && bytes[i] != '\'' {
                i += 1;
            }
            i += 1;
        } else {
            out.push(c);
            i += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(path: &str, text: &str) -> Vec<String> {
        BUILDINGS[0].check(Path::new(path), text)
    }

    fn kernels(path: &str, text: &str) -> Vec<String> {
        BUILDINGS[1].check(Path::new(path), text)
    }

    #[test]
    fn an_upward_path_in_object_fails() {
        let found = object(
            "casting/item/void.rs",
            "//! x\nuse crate::model::Array;\nuse crate::coerce::as_array;\n",
        );
        assert_eq!(
            found,
            ["line 3: `casting` may not use `coerce`, which stands above it"]
        );
        assert_eq!(
            object("dtype/mod.rs", "fn f() { crate::ufunc::call(); }").len(),
            1
        );
    }

    #[test]
    fn an_upward_path_in_kernels_fails() {
        assert_eq!(kernels("num/real.rs", "use crate::sort::simd;").len(), 1);
        assert_eq!(kernels("pool.rs", "use crate::plan::Plan;").len(), 1);
        assert!(kernels("plan/mod.rs", "use crate::pool::run;").is_empty());
    }

    #[test]
    fn paths_in_braces_and_through_super_are_seen() {
        assert_eq!(
            object(
                "storage/create.rs",
                "use crate::{model::{Array, Dims}, index::take, dtype};"
            )
            .len(),
            1
        );
        assert_eq!(
            object("storage/deep/file.rs", "use super::super::index::take;").len(),
            0
        );
        assert_eq!(
            object("storage/create.rs", "use super::super::index::take;").len(),
            1
        );
        assert!(object("storage/create.rs", "use super::blocks;").is_empty());
    }

    #[test]
    fn a_facade_may_not_show_what_stands_above() {
        assert_eq!(
            object("array/mod.rs", "pub use crate::ndarray::methods::METHODS;").len(),
            1
        );
        let listed: String = BUILDINGS[0]
            .floors
            .iter()
            .map(|f| format!("pub mod {f};\n"))
            .collect();
        assert!(object("lib.rs", &listed).is_empty());
        assert_eq!(
            object("lib.rs", &format!("{listed}pub use crate::ufunc::UFunc;\n")).len(),
            1
        );
        assert_eq!(
            object("lib.rs", "pub mod ufunc;\npub mod model;\n").len(),
            1
        );
    }

    #[test]
    fn comments_and_texts_are_no_paths() {
        let text = "// crate::module\n/* crate::module */ const A: &str = \"crate::module\"; const B: char = '\"'; // x\n";
        assert!(object("dtype/copy.rs", text).is_empty());
        assert!(
            object(
                "dtype/copy.rs",
                "const A: &str = r#\"a \" crate::module\"#;"
            )
            .is_empty()
        );
        assert_eq!(
            object(
                "dtype/copy.rs",
                "const B: char = '\\''; use crate::module::info;"
            )
            .len(),
            1
        );
    }

    #[test]
    fn a_folder_without_a_floor_fails() {
        assert_eq!(object("attic/file.rs", ""), ["`attic` stands on no floor"]);
    }
}
