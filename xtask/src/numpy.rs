//! `include/numpy/`: the parts of NumPy's headers that are tables, from `api.toml` and the constants of `abi`.
//!
//! The rest of that folder is written by hand; `capi-tests/headers.py` holds all of it against NumPy's own headers.
use crate::api::{Api, Kind, Slot};
use crate::{Result, emit, headers, root};
use std::fmt::Write;

const WRITTEN: &str = "Written by `cargo xtask codegen`; do not edit.";

/// Types of constants that are enumerations of their own in C.
const ENUMS: &[&str] = &[
    "NPY_ORDER",
    "NPY_CASTING",
    "NPY_CLIPMODE",
    "NPY_CORRELATEMODE",
    "NPY_SORTKIND",
    "NPY_SELECTKIND",
    "NPY_SEARCHSIDE",
    "NPY_SCALARKIND",
    "NPY_DATETIMEUNIT",
    "NPY_BUSDAY_ROLL",
    "NPY_ARRAYMETHOD_FLAGS",
];

/// Members of those types that are macros in C.
const MACROS: &[&str] = &[
    "NPY_SAME_VALUE_CASTING_FLAG",
    "NPY_DATETIME_NUMUNITS",
    "NPY_DATETIME_DEFAULTUNIT",
];

/// Beginnings of names that are macros, in the order of the file.
const GROUPS: &[&str] = &[
    "NPY_ARRAY_",
    "NPY_ARR_",
    "NPY_ITEM_",
    "NPY_LIST_PICKLE",
    "NPY_NEEDS_",
    "NPY_USE_",
    "NPY_ALIGNED_STRUCT",
    "NPY_FROM_FIELDS",
    "NPY_OBJECT_DTYPE_FLAGS",
    "NPY_ITER_",
    "NPY_FPE_",
    "NPY_METH_",
    "_NPY_METH_",
    "_NPY_DT_",
    "NPY_DT_",
    "NPY_CONSTANT_",
    "UFUNC_",
    "PyUFunc_",
    "NPY_MAXDIMS",
    "NPY_BUFSIZE",
    "NPY_FAIL",
    "NPY_SUCCEED",
    "NPY_DEFAULT_TYPE",
];

/// Constants of the core that C code is not to see.
const PRIVATE: &[&str] = &[
    "NPY_ARRAY_WARN_ON_WRITE",
    "NPY_ARRAY_WAS_",
    "_NPY_DT_LEGACY",
    "UFUNC_PROMOTER_NAME",
];

/// Constants that only code for this version or a later one may name.
const SINCE: &[(&str, &str)] = &[
    ("NPY_SAME_VALUE_CASTING_FLAG", "2.4"),
    ("NPY_SAME_VALUE_CASTING", "2.4"),
];

/// Writes the files, or checks them.
pub fn run(check: bool) -> Result<()> {
    let api = Api::load()?;
    let folder = root().join("include/numpy");
    for (name, text) in [
        ("_ferronum_constants.h", constants()?),
        ("__multiarray_api.h", array_table(&api)?),
        ("__ufunc_api.h", ufunc_table(&api)?),
        ("_public_dtype_api_table.h", dtype_table(&api)),
        ("_ferronum_link_array.h", link("array", &api.array)?),
        ("_ferronum_link_ufunc.h", link("ufunc", &api.ufunc)?),
    ] {
        emit(&folder.join(name), &text, check)?;
    }
    Ok(())
}

/// A header's text: what it is, its guard, its contents.
fn header(what: &str, guard: &str, body: &str) -> String {
    format!("/* {what} {WRITTEN} */\n#ifndef {guard}\n#define {guard}\n\n{body}\n#endif\n")
}

/// A Rust constant expression in C.
fn expression(value: &str) -> String {
    let value = value
        .strip_prefix('b')
        .filter(|v| v.starts_with('\''))
        .unwrap_or(value);
    let mut out = String::with_capacity(value.len());
    let mut last = ' ';
    for (i, c) in value.chars().enumerate() {
        // Digits may be parted by `_` in Rust; names keep theirs.
        let next = value.chars().nth(i + 1).unwrap_or(' ');
        if c == '_' && last.is_ascii_hexdigit() && next.is_ascii_hexdigit() && is_number(&out) {
            continue;
        }
        out.push(c);
        last = c;
    }
    let single = out.starts_with('(') && out.ends_with(')') && out.matches('(').count() == 1;
    if !single && (out.contains(' ') || out.starts_with('-')) {
        out = format!("({out})");
    }
    out
}

/// Whether the word that `text` ends with is a number.
fn is_number(text: &str) -> bool {
    text.rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

fn since_of(name: &str) -> Option<&'static str> {
    SINCE.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
}

/// `#if` around a line that needs a version.
fn guarded(line: &str, since: Option<&str>) -> String {
    match since {
        Some(version) => format!(
            "#if NPY_FEATURE_VERSION >= NPY_{}_API_VERSION\n{line}#endif\n",
            version.replace('.', "_")
        ),
        None => line.to_string(),
    }
}

fn constants() -> Result<String> {
    let all: Vec<(String, String, String)> = headers::constants()?
        .into_iter()
        .filter(|(name, ..)| !PRIVATE.iter().any(|p| name.starts_with(p)))
        .collect();
    let mut body = String::new();
    let enumeration = |head: &str, foot: &str, members: &[&(String, String, String)]| {
        let mut s = format!("{head} {{\n");
        for (name, _, value) in members {
            let line = format!("    {name} = {},\n", expression(value));
            s.push_str(&guarded(&line, since_of(name)));
        }
        let _ = write!(s, "}}{foot};\n\n");
        s
    };
    let numeric =
        |value: &str| value.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '(');
    let types: Vec<_> = all
        .iter()
        .filter(|(name, ty, value)| {
            let number = ty == "c_int" && numeric(value) && type_number(name);
            number || name.starts_with("NPY_NTYPES_")
        })
        .collect();
    body.push_str(&enumeration("enum NPY_TYPES", "", &types));
    let chars: Vec<_> = all
        .iter()
        .filter(|(name, ty, _)| ty == "u8" && name.contains("LTR"))
        .collect();
    body.push_str(&enumeration("enum NPY_TYPECHAR", "", &chars));
    for ty in ENUMS {
        // A macro that a member is written with comes before it.
        for (name, t, value) in &all {
            if t == ty && MACROS.contains(&name.as_str()) && numeric(value) {
                let line = format!("#define {name} {}\n", expression(value));
                body.push_str(&guarded(&line, since_of(name)));
            }
        }
        let members: Vec<_> = all
            .iter()
            .filter(|(name, t, _)| t == ty && !MACROS.contains(&name.as_str()))
            .collect();
        body.push_str(&enumeration("typedef enum", &format!(" {ty}"), &members));
    }
    let padding: Vec<_> = all
        .iter()
        .filter(|(name, ..)| name.starts_with("NPY_NEIGHBORHOOD_"))
        .collect();
    body.push_str(&enumeration("enum", "", &padding));
    let mut define = |name: &str, value: &str| {
        let _ = writeln!(body, "#define {name} {}", expression(value));
    };
    for (name, ty, value) in &all {
        let alias = ty == "c_int" && !numeric(value) && name != "NPY_DEFAULT_INT";
        let order = ty == "u8" && !name.contains("LTR");
        let late = MACROS.contains(&name.as_str()) && !numeric(value);
        if (alias && type_alias(name)) || order || late {
            define(name, value);
        }
    }
    for group in GROUPS {
        for (name, ty, value) in &all {
            let elsewhere = ENUMS.contains(&ty.as_str()) || type_alias(name);
            if name.starts_with(group) && !elsewhere {
                define(name, value);
            }
        }
    }
    Ok(header(
        "Constants of the C-API, from the crate `abi`.",
        "FERRONUM_NUMPY_CONSTANTS_H",
        &body,
    ))
}

/// Whether a name is one of the type numbers proper.
fn type_number(name: &str) -> bool {
    name.starts_with("NPY_")
        && ![
            "NPY_FPE_",
            "NPY_CPU_",
            "NPY_NEIGHBORHOOD_",
            "NPY_FAIL",
            "NPY_SUCCEED",
        ]
        .iter()
        .any(|p| name.starts_with(p))
        && !GROUPS.iter().any(|g| name.starts_with(g))
}

/// Whether a name says the size of a type number.
fn type_alias(name: &str) -> bool {
    name.strip_prefix("NPY_").is_some_and(|rest| {
        let word = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let sized = word.len() < rest.len() && ["INT", "UINT", "FLOAT", "COMPLEX"].contains(&word);
        sized || rest == "INTP" || rest == "UINTP"
    })
}

/// `ret` and `(args)` of a slot's signature.
fn parts(slot: &Slot) -> Result<(&str, &str)> {
    slot.signature
        .split_once(slot.symbol.as_str())
        .map(|(ret, args)| (ret.trim(), args.trim()))
        .ok_or_else(|| format!("api.toml: cannot read the signature of {}", slot.symbol))
}

/// The expression behind a name, as a macro over `table`.
fn entry(slot: &Slot, table: &str) -> Result<String> {
    let at = format!("{table}[{}]", slot.index);
    let symbol = &slot.symbol;
    let text = match slot.kind {
        Kind::Function => {
            let (ret, args) = parts(slot)?;
            format!("#define {symbol} \\\n    (*({ret} (*){args}) \\\n     {at})\n")
        }
        Kind::Type => format!("#define {symbol} (*(PyTypeObject *){at})\n"),
        Kind::Dtype => format!("#define {symbol} (*(PyArray_DTypeMeta *){at})\n"),
        Kind::Data => {
            let ty = slot.signature.split_whitespace().next().unwrap_or("void");
            if slot.signature.contains('[') {
                format!("#define {symbol} (({ty} *){at})\n")
            } else {
                let stars = "*".repeat(slot.signature.matches('*').count());
                format!("#define {symbol} (*({ty} {stars}){at})\n")
            }
        }
        Kind::Unused => String::new(),
    };
    Ok(guarded(&text, slot.since.as_deref()))
}

/// Where the pointer to a table lives, by the macros that say so.
fn storage(table: &str, unique: &str, no_import: &str, version: bool) -> String {
    let runtime = "PyArray_RUNTIME_VERSION";
    let mut names = format!("#if defined({unique})\n#define {table} {unique}\n");
    if version {
        let _ = write!(
            names,
            "#define FERRONUM_JOINED(a, b) a##b\n#define FERRONUM_JOIN(a, b) FERRONUM_JOINED(a, b)\n\
             #define {runtime} FERRONUM_JOIN({unique}, {runtime})\n"
        );
    }
    names.push_str("#endif\n\n");
    let variable = |how: &str, start: bool| {
        let (null, zero) = if start { (" = NULL", " = 0") } else { ("", "") };
        let mut s = format!("{how}void **{table}{null};\n");
        if version {
            let _ = writeln!(s, "{how}int {runtime}{zero};");
        }
        s
    };
    let hidden = "NPY_API_SYMBOL_ATTRIBUTE ";
    format!(
        "{names}/* One source of an extension holds the pointer; the others find it by the linker. */\n\
         #if !defined(NPY_API_SYMBOL_ATTRIBUTE)\n#define NPY_API_SYMBOL_ATTRIBUTE NPY_VISIBILITY_HIDDEN\n#endif\n\n\
         #if defined(NO_IMPORT) || defined({no_import})\n{}#elif defined({unique})\n{}#else\n{}#endif\n\n",
        variable(&format!("extern {hidden}"), false),
        variable(hidden, true),
        variable("static ", true),
    )
}

fn array_table(api: &Api) -> Result<String> {
    let mut table = storage(
        "PyArray_API",
        "PY_ARRAY_UNIQUE_SYMBOL",
        "NO_IMPORT_ARRAY",
        true,
    );
    for slot in api.array.iter().filter(|s| !in_dtype_table(s)) {
        table.push_str(&entry(slot, "PyArray_API")?);
    }
    let body = format!(
        "#ifdef FERRONUM_LINK\n#include \"_ferronum_link_array.h\"\n#else\n\n{table}\n#endif\n\n\
         #include \"_public_dtype_api_table.h\"\n#include \"_ferronum_import_array.h\"\n"
    );
    Ok(header(
        "The array table: each name is a slot of `_ARRAY_API`.",
        "FERRONUM_NUMPY_MULTIARRAY_API_H",
        &body,
    ))
}

fn ufunc_table(api: &Api) -> Result<String> {
    let mut table = storage(
        "PyUFunc_API",
        "PY_UFUNC_UNIQUE_SYMBOL",
        "NO_IMPORT_UFUNC",
        false,
    );
    for slot in &api.ufunc {
        table.push_str(&entry(slot, "PyUFunc_API")?);
    }
    let body = format!(
        "#ifdef FERRONUM_LINK\n#include \"_ferronum_link_ufunc.h\"\n#else\n\n{table}\n#endif\n\n\
         #include \"_ferronum_import_umath.h\"\n"
    );
    Ok(header(
        "The ufunc table: each name is a slot of `_UFUNC_API`.",
        "FERRONUM_NUMPY_UFUNC_API_H",
        &body,
    ))
}

/// DType classes stand in a header of their own, for code made for NumPy 2 alone.
fn in_dtype_table(slot: &Slot) -> bool {
    slot.kind == Kind::Dtype || slot.symbol == "PyArrayDTypeMeta_Type"
}

fn dtype_table(api: &Api) -> String {
    let mut body = String::from(
        "#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION && !defined(FERRONUM_LINK)\n\n",
    );
    for slot in api.array.iter().filter(|s| in_dtype_table(s)) {
        let ty = match slot.kind {
            Kind::Dtype => "PyArray_DTypeMeta",
            _ => "PyTypeObject",
        };
        let _ = writeln!(
            body,
            "#define {} (*({ty} *)PyArray_API[{}])",
            slot.symbol, slot.index
        );
    }
    body.push_str("\n#endif\n");
    header(
        "DType classes of the array table.",
        "FERRONUM_NUMPY_DTYPE_TABLE_H",
        &body,
    )
}

/// What `FERRONUM_LINK` binds to: exported functions, and pointers to types and variables.
fn link(table: &str, slots: &[Slot]) -> Result<String> {
    let mut body = String::from("#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
    if table == "array" {
        body.push_str("extern int ferronum_initialize(void);\n");
        body.push_str("#define PyArray_RUNTIME_VERSION ((int)NPY_API_VERSION)\n\n");
    }
    body.push_str(&link_table(slots)?);
    body.push_str("\n#ifdef __cplusplus\n}\n#endif\n");
    Ok(header(
        &format!("The {table} table as plain symbols of libferronum, for `FERRONUM_LINK`."),
        &format!("FERRONUM_NUMPY_LINK_{}_H", table.to_uppercase()),
        &body,
    ))
}

fn link_table(slots: &[Slot]) -> Result<String> {
    let mut out = String::new();
    for slot in slots {
        let symbol = &slot.symbol;
        let pointer = slot.pointer_name();
        let text = match slot.kind {
            Kind::Function => {
                let (ret, args) = parts(slot)?;
                format!("extern {ret} {symbol}{args};\n")
            }
            Kind::Type => {
                format!("extern PyTypeObject *{pointer};\n#define {symbol} (*{pointer})\n")
            }
            Kind::Dtype => {
                format!("extern PyArray_DTypeMeta *{pointer};\n#define {symbol} (*{pointer})\n")
            }
            Kind::Data => {
                let ty = slot.signature.split_whitespace().next().unwrap_or("void");
                let stars = "*".repeat(slot.signature.matches('*').count().max(1));
                let value = if slot.signature.contains('[') {
                    pointer.clone()
                } else {
                    format!("(*{pointer})")
                };
                format!("extern {ty} {stars}{pointer};\n#define {symbol} {value}\n")
            }
            Kind::Unused => String::new(),
        };
        out.push_str(&guarded(&text, slot.since.as_deref()));
    }
    Ok(out)
}
