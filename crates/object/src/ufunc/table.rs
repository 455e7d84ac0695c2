//! The built-in ufuncs: which exist, their operands, identities and rules of type resolution, and the making of
//! their loop tables from the kernels, the object loops and the datetime loops.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_kernels::{registry, signatures};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, ops};

use crate::ufunc::dispatch::{RowMeta, Rule};
use crate::ufunc::object::{Spec, UFunc, create};
use crate::ufunc::{datetime_loops, docs, object_loops};

/// A built-in ufunc.
struct Builtin {
    name: &'static CStr,
    nin: c_int,
    nout: c_int,
    identity: Identity,
    rule: Rule,
    signature: Option<&'static CStr>,
}

#[derive(Clone, Copy)]
enum Identity {
    None,
    Reorderable,
    Int(i64),
    Bool(bool),
    NegInf,
}

use Identity::{Bool, Int, NegInf, None as NoId, Reorderable};

const fn row(
    name: &'static CStr,
    nin: c_int,
    nout: c_int,
    identity: Identity,
    rule: Rule,
) -> Builtin {
    Builtin {
        name,
        nin,
        nout,
        identity,
        rule,
        signature: None,
    }
}

const fn core(name: &'static CStr, signature: &'static CStr) -> Builtin {
    Builtin {
        name,
        nin: 2,
        nout: 1,
        identity: NoId,
        rule: Rule::Uniform,
        signature: Some(signature),
    }
}

const L: Rule = Rule::Linear;
const U: Rule = Rule::Uniform;

#[rustfmt::skip]
static BUILTINS: &[Builtin] = &[
    row(c"absolute", 1, 1, NoId, Rule::Absolute),
    row(c"add", 2, 1, Int(0), Rule::Add),
    row(c"arccos", 1, 1, NoId, L), row(c"arccosh", 1, 1, NoId, L),
    row(c"arcsin", 1, 1, NoId, L), row(c"arcsinh", 1, 1, NoId, L),
    row(c"arctan", 1, 1, NoId, L), row(c"arctan2", 2, 1, NoId, L), row(c"arctanh", 1, 1, NoId, L),
    row(c"bitwise_and", 2, 1, Int(-1), L), row(c"bitwise_count", 1, 1, NoId, L),
    row(c"bitwise_or", 2, 1, Int(0), L), row(c"bitwise_xor", 2, 1, Int(0), L),
    row(c"cbrt", 1, 1, NoId, L), row(c"ceil", 1, 1, NoId, L),
    row(c"clip", 3, 1, Reorderable, U),
    row(c"conjugate", 1, 1, NoId, L), row(c"copysign", 2, 1, NoId, L),
    row(c"cos", 1, 1, NoId, L), row(c"cosh", 1, 1, NoId, L),
    row(c"deg2rad", 1, 1, NoId, L), row(c"degrees", 1, 1, NoId, L),
    row(c"divide", 2, 1, NoId, Rule::TrueDivide),
    row(c"divmod", 2, 2, NoId, Rule::Divmod),
    row(c"equal", 2, 1, NoId, Rule::Compare),
    row(c"exp", 1, 1, NoId, L), row(c"exp2", 1, 1, NoId, L), row(c"expm1", 1, 1, NoId, L),
    row(c"fabs", 1, 1, NoId, L), row(c"float_power", 2, 1, NoId, L),
    row(c"floor", 1, 1, NoId, L),
    row(c"floor_divide", 2, 1, NoId, Rule::Divide),
    row(c"fmax", 2, 1, Reorderable, U), row(c"fmin", 2, 1, Reorderable, U),
    row(c"fmod", 2, 1, NoId, L), row(c"frexp", 1, 2, NoId, L),
    row(c"gcd", 2, 1, Int(0), U),
    row(c"greater", 2, 1, NoId, Rule::Compare), row(c"greater_equal", 2, 1, NoId, Rule::Compare),
    row(c"heaviside", 2, 1, NoId, L), row(c"hypot", 2, 1, Int(0), L),
    row(c"invert", 1, 1, NoId, L),
    row(c"isfinite", 1, 1, NoId, Rule::IsFinite), row(c"isinf", 1, 1, NoId, Rule::IsFinite),
    row(c"isnan", 1, 1, NoId, Rule::IsFinite), row(c"isnat", 1, 1, NoId, Rule::IsNat),
    row(c"lcm", 2, 1, NoId, U), row(c"ldexp", 2, 1, NoId, L),
    row(c"left_shift", 2, 1, NoId, L),
    row(c"less", 2, 1, NoId, Rule::Compare), row(c"less_equal", 2, 1, NoId, Rule::Compare),
    row(c"log", 1, 1, NoId, L), row(c"log10", 1, 1, NoId, L),
    row(c"log1p", 1, 1, NoId, L), row(c"log2", 1, 1, NoId, L),
    row(c"logaddexp", 2, 1, NegInf, L), row(c"logaddexp2", 2, 1, NegInf, L),
    row(c"logical_and", 2, 1, Bool(true), Rule::Logical),
    row(c"logical_not", 1, 1, NoId, L),
    row(c"logical_or", 2, 1, Bool(false), Rule::Logical),
    row(c"logical_xor", 2, 1, Bool(false), Rule::Logical),
    Builtin { rule: Rule::Matmul, ..core(c"matmul", c"(n?,k),(k,m?)->(n?,m?)") }, core(c"matvec", c"(m,n),(n)->(m)"),
    row(c"maximum", 2, 1, Reorderable, U), row(c"minimum", 2, 1, Reorderable, U),
    row(c"modf", 1, 2, NoId, L),
    row(c"multiply", 2, 1, Int(1), Rule::Multiply),
    row(c"negative", 1, 1, NoId, Rule::Negative),
    row(c"nextafter", 2, 1, NoId, L),
    row(c"not_equal", 2, 1, NoId, Rule::Compare),
    row(c"positive", 1, 1, NoId, U),
    row(c"power", 2, 1, NoId, L),
    row(c"rad2deg", 1, 1, NoId, L), row(c"radians", 1, 1, NoId, L),
    row(c"reciprocal", 1, 1, NoId, L),
    row(c"remainder", 2, 1, NoId, Rule::Remainder),
    row(c"right_shift", 2, 1, NoId, L), row(c"rint", 1, 1, NoId, L),
    row(c"sign", 1, 1, NoId, U), row(c"signbit", 1, 1, NoId, L),
    row(c"sin", 1, 1, NoId, L), row(c"sinh", 1, 1, NoId, L),
    row(c"spacing", 1, 1, NoId, L), row(c"sqrt", 1, 1, NoId, L), row(c"square", 1, 1, NoId, L),
    row(c"subtract", 2, 1, NoId, Rule::Subtract),
    row(c"tan", 1, 1, NoId, L), row(c"tanh", 1, 1, NoId, L),
    row(c"trunc", 1, 1, NoId, L),
    core(c"vecdot", c"(n),(n)->()"), core(c"vecmat", c"(n),(n,m)->(m)"),
    row(c"_arg", 1, 1, NoId, L), row(c"_ones_like", 1, 1, NoId, Rule::OnesLike),
    // String ufuncs: their loops are registered by the strings room.
    row(c"_center", 3, 1, NoId, L), row(c"_expandtabs", 2, 1, NoId, L),
    row(c"_expandtabs_length", 2, 1, NoId, L), row(c"_ljust", 3, 1, NoId, L),
    row(c"_lstrip_chars", 2, 1, NoId, L), row(c"_lstrip_whitespace", 1, 1, NoId, L),
    row(c"_partition", 2, 3, NoId, L), row(c"_partition_index", 3, 3, NoId, L),
    row(c"_replace", 4, 1, NoId, L), row(c"_rjust", 3, 1, NoId, L),
    row(c"_rpartition", 2, 3, NoId, L), row(c"_rpartition_index", 3, 3, NoId, L),
    row(c"_rstrip_chars", 2, 1, NoId, L), row(c"_rstrip_whitespace", 1, 1, NoId, L),
    row(c"_slice", 4, 1, NoId, L), row(c"_strip_chars", 2, 1, NoId, L),
    row(c"_strip_whitespace", 1, 1, NoId, L), row(c"_zfill", 2, 1, NoId, L),
    row(c"count", 4, 1, NoId, L), row(c"endswith", 4, 1, Bool(false), L),
    row(c"find", 4, 1, NoId, L), row(c"index", 4, 1, NoId, L),
    row(c"isalnum", 1, 1, Bool(false), L), row(c"isalpha", 1, 1, Bool(false), L),
    row(c"isdecimal", 1, 1, Bool(false), L), row(c"isdigit", 1, 1, Bool(false), L),
    row(c"islower", 1, 1, Bool(false), L), row(c"isnumeric", 1, 1, Bool(false), L),
    row(c"isspace", 1, 1, Bool(false), L), row(c"istitle", 1, 1, Bool(false), L),
    row(c"isupper", 1, 1, Bool(false), L),
    row(c"rfind", 4, 1, NoId, L), row(c"rindex", 4, 1, NoId, L),
    row(c"startswith", 4, 1, Bool(false), L), row(c"str_len", 1, 1, Int(0), L),
];

/// Names under which the module shows a ufunc a second time.
const ALIASES: [(&str, &str); 3] = [
    ("conj", "conjugate"),
    ("mod", "remainder"),
    ("true_divide", "divide"),
];

const MATMUL_TYPES: &str = "??->? bb->b BB->B hh->h HH->H ii->i II->I ll->l LL->L qq->q QQ->Q ee->e ff->f dd->d gg->g FF->F DD->D GG->G OO->O";

fn type_number(c: u8) -> c_char {
    const CHARS: &[u8; 24] = b"?bBhHiIlLqQfdgFDGOSUVMme";
    CHARS.iter().position(|&k| k == c).unwrap_or(0) as c_char
}

struct Rows {
    functions: Vec<PyUFuncGenericFunction>,
    data: Vec<*mut c_void>,
    types: Vec<c_char>,
    meta: Vec<RowMeta>,
}

fn rows_of(b: &Builtin) -> Rows {
    let name = b.name.to_str().unwrap_or("");
    let text = if b.signature.is_some() {
        MATMUL_TYPES
    } else {
        signatures::types(name).unwrap_or(match name {
            "isnat" => "M->? m->?",
            _ => "",
        })
    };
    let mut rows = Rows {
        functions: Vec::new(),
        data: Vec::new(),
        types: Vec::new(),
        meta: Vec::new(),
    };
    let kernels = registry::loops(name);
    for signature in text.split_ascii_whitespace() {
        let Some((ins, outs)) = signature.split_once("->") else {
            continue;
        };
        let chars = format!("{ins}{outs}");
        let numbers: Vec<c_char> = chars.bytes().map(type_number).collect();
        let (f, data, meta) = pick_loop(b, name, &chars, &numbers, kernels);
        rows.functions.push(f);
        rows.data.push(data);
        rows.types.extend(&numbers);
        rows.meta.push(meta);
    }
    rows
}

fn pick_loop(
    b: &Builtin,
    name: &str,
    chars: &str,
    numbers: &[c_char],
    kernels: &[registry::LoopEntry],
) -> (PyUFuncGenericFunction, *mut c_void, RowMeta) {
    let meta = |f: PyUFuncGenericFunction| RowMeta {
        func: f.map_or(0, |f| f as usize),
        cost: 0,
        no_float_errors: false,
        can_fail: false,
        needs_python: false,
    };
    if chars.contains('O') {
        let found = if b.signature.is_some() {
            crate::ufunc::object_matmul::find(name)
        } else {
            object_loops::find(name, chars.ends_with('?'))
        };
        if let Some((f, data)) = found {
            let m = RowMeta {
                needs_python: true,
                ..meta(f)
            };
            return (f, data, m);
        }
    } else if b.signature.is_none()
        && let Some(e) = kernels.iter().find(|e| {
            e.types.len() == numbers.len()
                && e.types.iter().zip(numbers).all(|(a, b)| *a as c_char == *b)
        })
    {
        let f: PyUFuncGenericFunction = Some(e.func);
        let m = RowMeta {
            cost: e.cost,
            no_float_errors: e.no_float_errors,
            can_fail: e.can_fail,
            ..meta(f)
        };
        return (f, e.data as *mut c_void, m);
    } else if b.signature.is_none()
        && let f @ Some(_) = datetime_loops::find(name, chars)
        && (chars.contains('m') || chars.contains('M'))
    {
        let m = RowMeta {
            cost: 800,
            ..meta(f)
        };
        return (f, std::ptr::null_mut(), m);
    } else if b.signature.is_some()
        && let Some(f) = crate::ufunc::object_matmul::numeric(name, numbers)
    {
        let f: PyUFuncGenericFunction = Some(f);
        return (f, std::ptr::null_mut(), meta(f));
    }
    let f: PyUFuncGenericFunction = Some(object_loops::missing_loop);
    let m = RowMeta {
        needs_python: true,
        ..meta(f)
    };
    (f, b.name.as_ptr().cast_mut().cast(), m)
}

fn leak<T>(v: Vec<T>) -> *mut T {
    v.leak().as_mut_ptr()
}

fn build(b: &Builtin) -> Res<Own<UFunc>> {
    let rows = rows_of(b);
    let value: Option<Owned> = match b.identity {
        Identity::None => None,
        Identity::Reorderable => Some(ops::none().own()),
        Identity::Int(i) => Some(ops::int_new(i)?),
        Identity::Bool(v) => Some(ops::py_bool(v).own()),
        Identity::NegInf => Some(ops::float_new(f64::NEG_INFINITY)?),
    };
    let ntypes = rows.functions.len() as c_int;
    let doc = docs::of(b.name.to_str().unwrap_or(""));
    // SAFETY: the arrays are leaked, as built-in ufuncs live as long as the process.
    let u = unsafe {
        create(&Spec {
            functions: leak(rows.functions),
            data: leak(rows.data),
            types: leak(rows.types),
            ntypes,
            nin: b.nin,
            nout: b.nout,
            identity: if value.is_some() {
                PyUFunc_IdentityValue
            } else {
                PyUFunc_None
            },
            name: b.name.as_ptr(),
            doc: doc.map_or(std::ptr::null(), CStr::as_ptr),
            signature: b.signature,
            identity_value: value.as_deref(),
        })?
    };
    u.dispatch().set_builtin(b.rule, rows.meta);
    if matches!(b.name.to_bytes(), b"matmul" | b"matvec" | b"vecmat") {
        // SAFETY: a fresh ufunc with three operands.
        unsafe {
            *(*u.raw()).op_flags.add(2) = NPY_ITER_WRITEONLY
                | NPY_ITER_UPDATEIFCOPY
                | NPY_ITER_ALIGNED
                | NPY_ITER_ALLOCATE
                | NPY_ITER_NO_SUBTYPE
                | NPY_ITER_NO_BROADCAST;
        }
    }
    Ok(u)
}

static UFUNCS: [AtomicPtr<ffi::PyObject>; BUILTINS.len()] =
    [const { AtomicPtr::new(std::ptr::null_mut()) }; BUILTINS.len()];

/// The built-in ufunc of this name.
pub fn find(name: &str) -> Option<&'static UFunc> {
    let i = BUILTINS
        .iter()
        .position(|b| b.name.to_bytes() == name.as_bytes())?;
    let p = UFUNCS[i].load(Ordering::Relaxed);
    // SAFETY: kept alive for ever.
    unsafe { UFunc::from_ptr_opt(p) }
}

/// All built-in ufuncs, with their names.
pub fn all() -> impl Iterator<Item = (&'static str, &'static UFunc)> {
    BUILTINS.iter().zip(&UFUNCS).filter_map(|(b, u)| {
        // SAFETY: kept alive for ever.
        let u = unsafe { UFunc::from_ptr_opt(u.load(Ordering::Relaxed)) }?;
        Some((b.name.to_str().unwrap_or(""), u))
    })
}

/// Makes the built-in ufuncs.
pub fn init() -> Res<()> {
    for (b, cell) in BUILTINS.iter().zip(&UFUNCS) {
        if cell.load(Ordering::Relaxed).is_null() {
            cell.store(build(b)?.into_ptr(), Ordering::Relaxed);
        }
    }
    Ok(())
}

/// Names of the module.
pub fn add_names(dict: &Object) -> Res<()> {
    for (name, u) in all() {
        dict.dict_set_str(name, u)?;
    }
    for (alias, name) in ALIASES {
        if let Some(u) = find(name) {
            dict.dict_set_str(alias, u)?;
        }
    }
    Ok(())
}
