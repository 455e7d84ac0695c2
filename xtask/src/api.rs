//! `crates/abi/api.toml`: reading it, and writing it back one slot a line.
use crate::{Result, read, root};
use serde::Deserialize;
use std::fmt::Write;

/// Both tables.
#[derive(Deserialize)]
pub struct Api {
    /// `_ARRAY_API`.
    pub array: Vec<Slot>,
    /// `_UFUNC_API`.
    pub ufunc: Vec<Slot>,
}

/// What a slot holds.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A function.
    Function,
    /// A type object.
    Type,
    /// A DType class.
    Dtype,
    /// The address of a variable.
    Data,
    /// NULL.
    Unused,
}

/// Whether a function is there.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is.
    Done,
    /// It raises `NotImplementedError`.
    Missing,
}

/// One slot.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub index: usize,
    #[serde(default)]
    pub symbol: String,
    pub kind: Kind,
    #[serde(default)]
    pub signature: String,
    #[serde(default)]
    pub args: Vec<String>,
    pub since: Option<String>,
    #[serde(default)]
    pub steals: Vec<usize>,
    #[serde(default)]
    pub outs: Vec<usize>,
    pub error: Option<String>,
    pub status: Option<Status>,
    pub file: Option<String>,
    pub note: Option<String>,
}

impl Slot {
    /// Whether this is a function that is not there yet.
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Function && self.status != Some(Status::Done)
    }

    /// Name of the exported pointer that C reads for a type or variable.
    pub fn pointer_name(&self) -> String {
        let name = self.symbol.trim_start_matches('_');
        let name = name.strip_prefix("Py").unwrap_or(name);
        let mut out = String::from("FERRONUM_");
        let mut low = false;
        for c in name.chars() {
            if low && c.is_ascii_uppercase() {
                out.push('_');
            }
            out.push(c.to_ascii_uppercase());
            low = c.is_ascii_lowercase() || c.is_ascii_digit();
        }
        out
    }

    /// The slot as one line of `api.toml`.
    fn line(&self) -> String {
        let mut s = format!("  {{ index = {}", self.index);
        let mut text = |key: &str, value: &str| {
            if !value.is_empty() {
                let _ = write!(s, ", {key} = \"{value}\"");
            }
        };
        text("symbol", &self.symbol);
        text(
            "kind",
            match self.kind {
                Kind::Function => "function",
                Kind::Type => "type",
                Kind::Dtype => "dtype",
                Kind::Data => "data",
                Kind::Unused => "unused",
            },
        );
        text("signature", &self.signature);
        if !self.args.is_empty() {
            let names: Vec<String> = self.args.iter().map(|a| format!("\"{a}\"")).collect();
            let _ = write!(s, ", args = [{}]", names.join(", "));
        }
        if let Some(since) = &self.since {
            let _ = write!(s, ", since = \"{since}\"");
        }
        for (key, list) in [("steals", &self.steals), ("outs", &self.outs)] {
            if !list.is_empty() {
                let _ = write!(s, ", {key} = {list:?}");
            }
        }
        if let Some(error) = &self.error {
            let _ = write!(s, ", error = \"{error}\"");
        }
        if let Some(status) = self.status {
            let word = if status == Status::Done {
                "done"
            } else {
                "missing"
            };
            let _ = write!(s, ", status = \"{word}\"");
        }
        if let Some(file) = &self.file {
            let _ = write!(s, ", file = \"{file}\"");
        }
        if let Some(note) = &self.note {
            let _ = write!(s, ", note = \"{note}\"");
        }
        s.push_str(" },\n");
        s
    }
}

impl Api {
    /// Where it lies.
    pub fn path() -> std::path::PathBuf {
        root().join("crates/abi/api.toml")
    }

    /// Reads and checks it.
    pub fn load() -> Result<Api> {
        let api: Api =
            toml::from_str(&read(&Self::path())?).map_err(|e| format!("api.toml: {e}"))?;
        for (name, table) in api.tables() {
            for (i, slot) in table.iter().enumerate() {
                if slot.index != i {
                    return Err(format!(
                        "api.toml: {name} slot {i} has index {}",
                        slot.index
                    ));
                }
                if (slot.kind == Kind::Unused) != slot.symbol.is_empty() {
                    return Err(format!(
                        "api.toml: {name} slot {i}: symbol and kind disagree"
                    ));
                }
            }
        }
        Ok(api)
    }

    /// Both tables with their names.
    pub fn tables(&self) -> [(&'static str, &Vec<Slot>); 2] {
        [("array", &self.array), ("ufunc", &self.ufunc)]
    }

    /// All slots, array table first.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.array.iter().chain(&self.ufunc)
    }

    /// All slots, to change.
    pub fn slots_mut(&mut self) -> impl Iterator<Item = &mut Slot> {
        self.array.iter_mut().chain(&mut self.ufunc)
    }

    /// The file's text; `header` is the comment that it begins with.
    pub fn text(&self, header: &str) -> String {
        let mut out = header.to_string();
        for (name, table) in self.tables() {
            let _ = write!(out, "\n{name} = [\n");
            for slot in table {
                out.push_str(&slot.line());
            }
            out.push_str("]\n");
        }
        out
    }
}
