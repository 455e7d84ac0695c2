//! C signatures of the slots, as Rust types.
use crate::Result;
use crate::api::Slot;

/// A parsed function signature.
pub struct Signature {
    /// Rust return type, empty for `void`.
    pub ret: String,
    /// Name and Rust type per argument.
    pub args: Vec<(String, String)>,
    /// Whether `...` follows.
    pub variadic: bool,
}

/// Function typedefs of which C passes pointers; the Rust type is the pointer already.
const FUNCTIONS: &[&str] = &[
    "PyArray_VectorUnaryFunc",
    "PyArrayMethod_TranslateGivenDescriptors",
    "PyArrayMethod_TranslateLoopDescriptors",
    "NpyIter_IterNextFunc",
    "NpyIter_GetMultiIndexFunc",
];

/// Parses the signature of a function slot.
pub fn parse(slot: &Slot) -> Result<Signature> {
    let bad = || format!("api.toml: cannot read the signature of {}", slot.symbol);
    let (head, rest) = slot
        .signature
        .split_once(slot.symbol.as_str())
        .ok_or_else(bad)?;
    let inner = rest
        .trim()
        .strip_prefix('(')
        .and_then(|r| r.strip_suffix(')'))
        .ok_or_else(bad)?;
    let mut out = Signature {
        ret: rust_type(head)?,
        args: Vec::new(),
        variadic: false,
    };
    if out.ret == "c_void" {
        out.ret.clear();
    }
    if inner.trim() == "void" {
        return Ok(out);
    }
    for (i, decl) in inner.split(',').enumerate() {
        if decl.trim() == "..." {
            out.variadic = true;
            continue;
        }
        let name = slot.args.get(i).ok_or_else(bad)?;
        out.args.push((rust_name(name), rust_type(decl)?));
    }
    if out.args.len() != slot.args.len() {
        return Err(bad());
    }
    Ok(out)
}

fn rust_name(name: &str) -> String {
    let keyword = matches!(
        name,
        "type" | "self" | "in" | "ref" | "move" | "fn" | "where"
    );
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    if keyword { format!("{out}_") } else { out }
}

/// A C declaration's type (a name after it is ignored) in Rust.
fn rust_type(decl: &str) -> Result<String> {
    let spaced = decl.replace('*', " * ").replace("[]", " [] ");
    let mut base = String::new();
    let mut base_const = false;
    // Constness of each pointer itself, innermost first.
    let mut pointers: Vec<bool> = Vec::new();
    for word in spaced.split_whitespace() {
        match word {
            "const" => match pointers.last_mut() {
                Some(last) => *last = true,
                None => base_const = true,
            },
            "*" | "[]" => pointers.push(false),
            "unsigned" => base = "unsigned".into(),
            word if base.is_empty() => base = word.into(),
            word if base == "unsigned" => base = format!("unsigned {word}"),
            _ => {}
        }
    }
    let mut out = match base.as_str() {
        "void" => "c_void".into(),
        "char" => "c_char".into(),
        "int" => "c_int".into(),
        "double" => "f64".into(),
        "size_t" => "usize".into(),
        "unsigned int" => "c_uint".into(),
        "unsigned char" => "u8".into(),
        "FILE" => "libc::FILE".into(),
        "" => return Err(format!("no type in {decl:?}")),
        other => other.to_string(),
    };
    let mut levels = pointers.as_slice();
    if FUNCTIONS.contains(&base.as_str()) {
        levels = levels.get(1..).unwrap_or_default();
    }
    let mut constant = base_const;
    for &own in levels {
        out = format!("*{} {out}", if constant { "const" } else { "mut" });
        constant = own;
    }
    Ok(out)
}
