//! Which loops each ufunc has: NumPy's types in NumPy's order, with the code for the active CPU level.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use ferronum_simd::Level;

use crate::elementwise::{self, UfuncLoop};
use crate::kind::Kind;
use crate::signatures;

/// One loop of a ufunc.
#[derive(Clone, Debug)]
pub struct LoopEntry {
    /// NumPy's type numbers, inputs then outputs.
    pub types: &'static [u8],
    /// The same as kinds.
    pub kinds: &'static [Kind],
    /// How many of them are inputs.
    pub nin: usize,
    /// The loop for the active CPU level.
    pub func: UfuncLoop,
    /// What the loop gets as its data.
    pub data: usize,
    /// The loop never touches the float status.
    pub no_float_errors: bool,
    /// The loop may leave an error for [`elementwise::take_loop_error`].
    pub can_fail: bool,
    /// Rough time per item in picoseconds, for deciding whether to split the work.
    pub cost: u32,
}

/// The loops of a ufunc at the active level, in NumPy's order, without those for objects and times.
/// Empty for a name that has none.
pub fn loops(ufunc: &str) -> &'static [LoopEntry] {
    static TABLES: Mutex<Option<HashMap<&'static str, &'static [LoopEntry]>>> = Mutex::new(None);
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    let tables = tables.get_or_insert_default();
    if let Some(found) = tables.get(ufunc) {
        return found;
    }
    let table: &'static [LoopEntry] = Vec::leak(loops_at(ufunc, ferronum_simd::level()));
    if !table.is_empty() {
        tables.insert(String::leak(ufunc.to_owned()), table);
    }
    table
}

/// The loops of a ufunc as compiled for `level`, which the processor must have to run them.
pub fn loops_at(ufunc: &str, level: Level) -> Vec<LoopEntry> {
    let name = canonical(ufunc);
    let signatures = signatures::types(ufunc).unwrap_or("");
    signatures
        .split(' ')
        .filter_map(|signature| entry(name, signature, level))
        .collect()
}

/// The name under which aliases share their loops.
fn canonical(ufunc: &str) -> &str {
    match ufunc {
        "conj" => "conjugate",
        "mod" => "remainder",
        "true_divide" => "divide",
        "deg2rad" => "radians",
        "rad2deg" => "degrees",
        "float_power" => "power",
        other => other,
    }
}

fn entry(name: &str, signature: &str, level: Level) -> Option<LoopEntry> {
    let (ins, outs) = signature.split_once("->")?;
    let operands: Option<Vec<_>> = ins.bytes().chain(outs.bytes()).map(Kind::of_char).collect();
    let (kinds, types): (Vec<_>, Vec<_>) = operands?.into_iter().unzip();
    let found = elementwise::find(name, &kinds, level)?;
    Some(LoopEntry {
        nin: ins.len(),
        func: found.func,
        data: found.data,
        no_float_errors: silent(name, &kinds),
        can_fail: name == "power" && !kinds[0].is_inexact(),
        cost: cost(name, &kinds),
        types: Vec::leak(types),
        kinds: Vec::leak(kinds),
    })
}

/// Whether the loop neither raises nor clears anything in the float status.
fn silent(name: &str, kinds: &[Kind]) -> bool {
    let integer = !kinds.iter().any(|k| k.is_inexact());
    match name {
        "floor_divide" | "remainder" | "fmod" | "divmod" | "reciprocal" => false,
        "positive" | "negative" | "conjugate" | "fabs" | "sign" | "_ones_like" | "copysign"
        | "signbit" | "isnan" | "isinf" | "isfinite" | "equal" | "not_equal" | "logical_and"
        | "logical_or" | "logical_xor" | "logical_not" | "maximum" | "minimum" | "fmax"
        | "fmin" | "clip" => true,
        // Complex numbers with a NaN have no order, which is reported; real ones are compared quietly.
        "absolute" | "less" | "less_equal" | "greater" | "greater_equal" => !kinds[0].is_complex(),
        _ => integer,
    }
}

/// Picoseconds per item, as measured with AVX-512 and rounded up.
fn cost(name: &str, kinds: &[Kind]) -> u32 {
    let k = kinds[0];
    let scale = match k {
        Kind::LongDouble | Kind::CLongDouble => 8,
        Kind::C64 | Kind::C128 => 3,
        _ => 1,
    };
    let plain = (kinds.iter().map(|k| k.size() as u32).max().unwrap_or(8) * 40).max(60);
    let narrow = matches!(k, Kind::F32 | Kind::F16);
    let base = match name {
        "floor_divide" | "remainder" | "fmod" | "divmod" if k == Kind::F64 => 900,
        "floor_divide" | "remainder" | "fmod" | "divmod" => 500,
        "divide" | "reciprocal" | "sqrt" | "hypot" | "heaviside" => 800,
        "absolute" if k.is_complex() && k != Kind::CLongDouble => return 1_000,
        "gcd" | "lcm" => 20_000,
        "power" if !k.is_inexact() => 800,
        "power" | "arctan2" if narrow => 1_500,
        "power" | "arctan2" | "logaddexp" | "logaddexp2" => 4_000,
        "exp" | "exp2" | "expm1" | "log" | "log2" | "log10" | "log1p" | "sin" | "cos" | "tan"
        | "arcsin" | "arccos" | "arctan" | "sinh" | "cosh" | "tanh" | "arcsinh" | "arccosh"
        | "arctanh" | "cbrt" => match k {
            Kind::F16 | Kind::F32 => 400,
            Kind::F64 => 1_200,
            _ => 2_000,
        },
        "frexp" | "ldexp" | "modf" if matches!(k, Kind::F32 | Kind::F64) => 400,
        "frexp" | "ldexp" | "modf" | "nextafter" | "spacing" => 1_500,
        _ => plain,
    };
    base * scale
}
