//! The rules by which the built-in ufuncs (and legacy tables of extensions) choose types when no loop fits the
//! operands exactly.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, import_cached};

use crate::casting::can_cast_types;
use crate::coerce::promote::common_dtype;
use crate::dtype::abstracts;
use crate::dtype::builtin::{builtin, class_of};
use crate::model::{DTypeClass, Descr, is_complex, is_float, is_integer, is_number};
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{LoopInfo, OpType, Request, Rule, no_loop_error};
use crate::ufunc::resolve;

/// What the rules chose.
pub enum Choice {
    /// A row of the legacy table.
    Row(usize),
    /// A loop registered for user types.
    User(*const LoopInfo),
    /// Classes to look up, one for each operand.
    Classes(Vec<Option<Own<DTypeClass>>>),
    /// Nothing fits; the caller words the error.
    Nothing,
    /// As `Nothing`, because of this exception.
    Unpromotable(Owned),
}

/// One of the classes that stand for Python's numbers.
#[inline]
pub fn is_weak(c: &DTypeClass) -> bool {
    abstracts::is_python(c)
}

/// Type number for the rules: that of a weak number's default, -1 for classes without one.
fn num(op: &OpType<'_>) -> c_int {
    match op.class {
        None => -1,
        Some(c) if is_weak(c) => abstracts::default_type_num(c),
        Some(c) => c.type_num(),
    }
}

/// The descriptor of an operand of which only the class is known.
pub fn standing_for(c: &DTypeClass) -> Res<Own<Descr>> {
    if is_weak(c) {
        return Ok(builtin(abstracts::default_type_num(c)).own());
    }
    match c.singleton() {
        Some(d) => Ok(d.own()),
        None => c.default_descr(),
    }
}

fn is_time(n: c_int) -> bool {
    n == NPY_DATETIME || n == NPY_TIMEDELTA
}

fn is_flexible(n: c_int) -> bool {
    (NPY_STRING..=NPY_VOID).contains(&n)
}

fn is_text(n: c_int) -> bool {
    n == NPY_STRING || n == NPY_UNICODE
}

fn is_intlike(n: c_int) -> bool {
    n == NPY_BOOL || is_integer(n)
}

fn classes(nums: &[c_int]) -> Choice {
    Choice::Classes(nums.iter().map(|&n| Some(class_of(n).own())).collect())
}

/// Logical ufuncs work on bool, or on objects if one takes part.
pub fn logical(req: &Request<'_>) -> Vec<Own<DTypeClass>> {
    let n = req.ops.len();
    let object = |c: Option<&DTypeClass>| c.is_some_and(|c| c.type_num() == NPY_OBJECT);
    let force = (0..n).any(|i| match &req.sig[i] {
        Some(s) => object(Some(s)),
        None => i < n - 1 && object(req.ops[i].class),
    }) && req.sig[n - 1]
        .as_ref()
        .or(req.sig[0].as_ref().filter(|_| req.reduction))
        .is_none_or(|s| s.type_num() == NPY_OBJECT);
    (0..n)
        .map(|i| match &req.sig[i] {
            Some(s) => s.clone(),
            None => class_of(if force { NPY_OBJECT } else { NPY_BOOL }).own(),
        })
        .collect()
}

/// The rules.
pub fn legacy(uf: &UFunc, rule: Rule, req: &Request<'_>) -> Res<Choice> {
    let nin = uf.nin();
    let fixed = req.sig.iter().any(Option::is_some);
    let a = num(&req.ops[0]);
    let b = if nin > 1 { num(&req.ops[1]) } else { -1 };
    // A reduction's accumulator of unknown type goes with the array.
    let a = if a < 0 && req.reduction && nin == 2 {
        b
    } else {
        a
    };
    match rule {
        Rule::Linear | Rule::Logical => linear(uf, req),
        Rule::Uniform | Rule::Matmul => uniform(uf, req),
        Rule::Compare => compare(uf, req),
        Rule::OnesLike | Rule::Absolute if rule == Rule::OnesLike || !is_complex(a) => {
            uniform(uf, req)
        }
        Rule::Absolute => linear(uf, req),
        Rule::Negative => {
            if a == NPY_BOOL && !fixed || fixed_to_bool(req) {
                return Err(type_error(
                    "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.",
                ));
            }
            uniform(uf, req)
        }
        Rule::IsFinite if is_time(a) => Ok(classes(&[a, NPY_BOOL])),
        Rule::IsFinite => linear(uf, req),
        Rule::IsNat => {
            if is_time(a) {
                return Ok(classes(&[a, NPY_BOOL]));
            }
            Err(type_error(&format!(
                "ufunc '{}' is only defined for np.datetime64 and np.timedelta64.",
                uf.name()
            )))
        }
        Rule::Subtract if (a == NPY_BOOL && b == NPY_BOOL && !fixed) || fixed_to_bool(req) => {
            Err(type_error(
                "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.",
            ))
        }
        // Text adds up to text, whatever was asked for; bytes and text do not, though they have a common type.
        Rule::Add if is_text(a) && is_text(b) => {
            if a == b {
                Ok(classes(&[a; 3]))
            } else {
                Err(binary_error(uf, req)?)
            }
        }
        Rule::Add | Rule::Subtract | Rule::Multiply if !is_time(a) && !is_time(b) => {
            uniform(uf, req)
        }
        Rule::TrueDivide if !is_time(a) && !is_time(b) => {
            if !fixed && is_intlike(a) && is_intlike(b) {
                return Ok(classes(&[NPY_DOUBLE; 3]));
            }
            linear(uf, req)
        }
        Rule::Divide | Rule::Remainder | Rule::Divmod if !is_time(a) && !is_time(b) => {
            linear(uf, req)
        }
        _ => time_rule(uf, rule, req, a, b),
    }
}

/// `dtype=bool`.
fn fixed_to_bool(req: &Request<'_>) -> bool {
    req.sig
        .last()
        .and_then(Option::as_ref)
        .is_some_and(|c| c.type_num() == NPY_BOOL)
}

fn time_rule(uf: &UFunc, rule: Rule, req: &Request<'_>, a: c_int, b: c_int) -> Res<Choice> {
    const M: c_int = NPY_DATETIME;
    const D: c_int = NPY_TIMEDELTA;
    const Q: c_int = NPY_LONGLONG;
    const F: c_int = NPY_DOUBLE;
    let int = is_intlike;
    let picked: Option<Vec<c_int>> = match rule {
        Rule::Add => match (a, b) {
            (D, D) => Some(vec![D, D, D]),
            (D, M) => Some(vec![D, M, M]),
            (M, D) => Some(vec![M, D, M]),
            (D, x) if int(x) => Some(vec![D, D, D]),
            (x, D) if int(x) => Some(vec![D, D, D]),
            (M, x) if int(x) => Some(vec![M, D, M]),
            (x, M) if int(x) => Some(vec![D, M, M]),
            _ => None,
        },
        Rule::Subtract => match (a, b) {
            (D, D) => Some(vec![D, D, D]),
            (D, x) if int(x) => Some(vec![D, D, D]),
            (x, D) if int(x) => Some(vec![D, D, D]),
            (M, D) => Some(vec![M, D, M]),
            (M, x) if int(x) => Some(vec![M, D, M]),
            (M, M) => Some(vec![M, M, D]),
            _ => None,
        },
        Rule::Multiply => match (a, b) {
            (D, x) if int(x) => Some(vec![D, Q, D]),
            (D, x) if is_float(x) => Some(vec![D, F, D]),
            (x, D) if int(x) => Some(vec![Q, D, D]),
            (x, D) if is_float(x) => Some(vec![F, D, D]),
            (NPY_STRING | NPY_UNICODE, _) | (_, NPY_STRING | NPY_UNICODE) => {
                return Err((crate::ufunc::hooks::TEXT.get().no_multiply)());
            }
            _ => None,
        },
        Rule::Divide | Rule::TrueDivide => match (a, b) {
            (D, D) => Some(vec![D, D, if rule == Rule::Divide { Q } else { F }]),
            (D, x) if is_integer(x) => Some(vec![D, Q, D]),
            (D, x) if is_float(x) => Some(vec![D, F, D]),
            _ => None,
        },
        Rule::Remainder => (a == D && b == D).then(|| vec![D, D, D]),
        Rule::Divmod => (a == D && b == D).then(|| vec![D, D, Q, D]),
        _ => None,
    };
    let by_objects = matches!(rule, Rule::Divide | Rule::TrueDivide);
    match picked {
        Some(nums) => Ok(classes(&nums)),
        None if by_objects && (a == NPY_OBJECT || b == NPY_OBJECT) => linear(uf, req),
        None => Err(binary_error(uf, req)?),
    }
}

/// The descr of an operand for messages; Python's numbers show the dtype that they have by default.
fn shown<'a>(op: &'a OpType<'a>) -> Option<&'a Object> {
    if let Some(c) = op.class.filter(|c| is_weak(c)) {
        return Some(builtin(abstracts::default_type_num(c)).object());
    }
    op.descr
        .map(|d| d.object())
        .or(op.class.map(|c| c.object()))
}

fn binary_error(uf: &UFunc, req: &Request<'_>) -> Res<Raised> {
    let class = import_cached!("numpy._core._exceptions", "_UFuncBinaryResolutionError")?;
    let none = ferronum_pyrt::none();
    let pair = ferronum_pyrt::tuple_new(&[
        shown(&req.ops[0]).unwrap_or(none),
        shown(&req.ops[1]).unwrap_or(none),
    ])?;
    let value = class.call(&[uf, &pair])?;
    Ok(Raised::restore(value))
}

/// True where the rules for numbers do not apply: user types, objects.
fn is_special(op: &OpType<'_>) -> bool {
    let n = num(op);
    n == NPY_OBJECT || n < 0 || n >= NPY_NTYPES_LEGACY as c_int
}

/// The common class of the inputs. A single Python number has the class that its value asks for.
fn common(uf: &UFunc, req: &Request<'_>) -> Res<Own<DTypeClass>> {
    let nin = uf.nin();
    let inputs: Vec<&OpType<'_>> = req.ops[..nin]
        .iter()
        .filter(|o| o.class.is_some())
        .collect();
    if inputs.len() == 1 {
        return own_class(inputs[0]);
    }
    // Numbers are taken largest kind first, so that the result does not depend on their order.
    let mut list: Vec<&DTypeClass> = inputs.iter().filter_map(|o| o.class).collect();
    list.sort_by_key(|c| std::cmp::Reverse(rank(c)));
    let mut acc = list[0].own();
    for c in &list[1..] {
        acc = common_dtype(&acc, c)?;
    }
    if is_weak(&acc) {
        acc = class_of(abstracts::default_type_num(&acc)).own();
    }
    Ok(acc)
}

fn rank(c: &DTypeClass) -> c_int {
    let n = c.type_num();
    if is_complex(n) {
        4
    } else if is_float(n) {
        3
    } else if is_integer(n) {
        2
    } else if n == NPY_BOOL {
        1
    } else if is_weak(c) {
        0
    } else {
        5
    }
}

fn own_class(op: &OpType<'_>) -> Res<Own<DTypeClass>> {
    match (op.class, op.descr) {
        (Some(c), Some(d)) if is_weak(c) => Ok(d.class().own()),
        (Some(c), None) if is_weak(c) => Ok(class_of(abstracts::default_type_num(c)).own()),
        (Some(c), _) => Ok(c.own()),
        _ => Err(type_error("operand without a dtype")),
    }
}

fn uniform(uf: &UFunc, req: &Request<'_>) -> Res<Choice> {
    let (nin, n) = (uf.nin(), uf.nargs());
    if req.ops[..nin]
        .iter()
        .any(|o| o.class.is_some() && is_special(o))
    {
        return linear(uf, req);
    }
    let fixed: Vec<&Own<DTypeClass>> = req.sig.iter().flatten().collect();
    let class = match fixed.first() {
        // All fixed ones agree: that is the type. Otherwise rows are searched.
        Some(f)
            if req.sig[nin..].iter().all(Option::is_some)
                && fixed.iter().all(|g| std::ptr::eq(&***f, &***g)) =>
        {
            (*f).clone()
        }
        Some(_) => return linear(uf, req),
        None => match common(uf, req) {
            Ok(c) => c,
            Err(e) => return no_common(uf, req, e),
        },
    };
    let wanted = class.type_num();
    let found = (0..uf.ntypes()).find(|&i| {
        uf.loop_types(i)[..nin]
            .iter()
            .all(|&t| c_int::from(t) == wanted)
    });
    match found {
        Some(row) if fixed.is_empty() || outputs_fit(uf, row, req) => Ok(Choice::Row(row)),
        // Loops beyond the table may have that type.
        _ if !fixed.is_empty() => Ok(Choice::Classes(vec![Some(class); n])),
        _ if nin > 1 && req.ops[..nin].iter().any(|o| is_flexible(num(o))) => {
            let shown_ops: Vec<Option<&Object>> = (0..n)
                .map(|i| if i < nin { shown(&req.ops[i]) } else { None })
                .collect();
            Err(no_loop_error(uf, &shown_ops)?)
        }
        _ => {
            check_outputs_of_single(uf, req)?;
            Ok(Choice::Nothing)
        }
    }
}

/// What a single input without a loop could not be written to is said first.
fn check_outputs_of_single(uf: &UFunc, req: &Request<'_>) -> Res<()> {
    let (1, Some(d)) = (uf.nin(), req.ops[0].descr) else {
        return Ok(());
    };
    for (i, op) in req.ops.iter().enumerate().skip(1) {
        if let Some(out) = op.descr {
            resolve::check_output(uf, NPY_UNSAFE_CASTING, d, out, i)?;
        }
    }
    Ok(())
}

fn outputs_fit(uf: &UFunc, row: usize, req: &Request<'_>) -> bool {
    uf.loop_types(row)
        .iter()
        .zip(req.sig)
        .skip(uf.nin())
        .all(|(&t, s)| s.as_ref().is_none_or(|s| s.type_num() == c_int::from(t)))
}

/// Inputs without a common type: the error names the dtypes where text or raw bytes take part, else the classes.
#[cold]
fn no_common(uf: &UFunc, req: &Request<'_>, e: Raised) -> Res<Choice> {
    if !e.matches(import_cached!("numpy.exceptions", "DTypePromotionError")?) {
        return Err(e);
    }
    let nin = uf.nin();
    if !req.ops[..nin].iter().any(|o| is_flexible(num(o))) {
        // Said as of a sequence of classes, whatever way found that there is none.
        let classes: Vec<&DTypeClass> = req.ops[..nin].iter().filter_map(|o| o.class).collect();
        let found = e.fetch();
        let cause = match crate::coerce::promote::common_dtype_of_all(&classes) {
            Ok(_) => found,
            Err(said) => said.fetch(),
        };
        return Ok(Choice::Unpromotable(cause));
    }
    e.clear();
    let ops: Vec<Option<&Object>> = (0..uf.nargs())
        .map(|i| if i < nin { shown(&req.ops[i]) } else { None })
        .collect();
    Err(no_loop_error(uf, &ops)?)
}

fn compare(uf: &UFunc, req: &Request<'_>) -> Res<Choice> {
    let nin = uf.nin();
    if req.ops[..nin].iter().any(is_special) || req.sig.iter().any(Option::is_some) {
        return linear(uf, req);
    }
    let (a, b) = (num(&req.ops[0]), num(&req.ops[1]));
    let (mixed, flexible) = (a != b, is_flexible(a) || is_flexible(b));
    if mixed && is_time(a) && is_time(b) {
        return Err(binary_error(uf, req)?);
    }
    if mixed && flexible {
        return Ok(Choice::Nothing);
    }
    // Integers of both signs compare exactly.
    let signed = |n: c_int| matches!(n, NPY_BYTE | NPY_SHORT | NPY_INT | NPY_LONG | NPY_LONGLONG);
    let unsigned = |n: c_int| {
        matches!(
            n,
            NPY_UBYTE | NPY_USHORT | NPY_UINT | NPY_ULONG | NPY_ULONGLONG
        )
    };
    let both_strong = req.ops[..2]
        .iter()
        .all(|o| o.class.is_some_and(|c| !is_weak(c)));
    if both_strong {
        if signed(a) && unsigned(b) {
            let row = find_row(uf, &[NPY_LONGLONG, NPY_ULONGLONG]);
            let wide = is_integer(promoted(a, b)?);
            if !wide && let Some(r) = row {
                return Ok(Choice::Row(r));
            }
        } else if unsigned(a) && signed(b) {
            let row = find_row(uf, &[NPY_ULONGLONG, NPY_LONGLONG]);
            let wide = is_integer(promoted(a, b)?);
            if !wide && let Some(r) = row {
                return Ok(Choice::Row(r));
            }
        }
    }
    let class = match common(uf, req) {
        Ok(c) => c,
        Err(e) => return no_common(uf, req, e),
    };
    let t = class.type_num();
    match find_row(uf, &[t, t]) {
        Some(r) => Ok(Choice::Row(r)),
        None => Ok(Choice::Classes(vec![
            Some(class.clone()),
            Some(class),
            Some(class_of(NPY_BOOL).own()),
        ])),
    }
}

fn promoted(a: c_int, b: c_int) -> Res<c_int> {
    Ok(common_dtype(class_of(a), class_of(b))?.type_num())
}

fn find_row(uf: &UFunc, ins: &[c_int]) -> Option<usize> {
    (0..uf.ntypes()).find(|&i| {
        uf.loop_types(i)
            .iter()
            .zip(ins)
            .all(|(&t, &n)| c_int::from(t) == n)
    })
}

/// Whether numbers of type `from` cast safely to `to`, without asking the cast registry.
fn number_casts_safely(from: c_int, to: c_int) -> bool {
    // Exponent class of floats: half 1, float 2, double 3, long double 4.
    const fn float_rank(n: c_int) -> c_int {
        match n {
            NPY_HALF => 1,
            NPY_FLOAT | NPY_CFLOAT => 2,
            NPY_DOUBLE | NPY_CDOUBLE => 3,
            _ => 4,
        }
    }
    const fn int_bytes(n: c_int) -> c_int {
        match n {
            NPY_BYTE | NPY_UBYTE => 1,
            NPY_SHORT | NPY_USHORT => 2,
            NPY_INT | NPY_UINT => 4,
            _ => 8,
        }
    }
    let unsigned = |n| {
        matches!(
            n,
            NPY_UBYTE | NPY_USHORT | NPY_UINT | NPY_ULONG | NPY_ULONGLONG
        )
    };
    if from == to || to == NPY_OBJECT {
        return true;
    }
    if from == NPY_BOOL {
        return true;
    }
    if to == NPY_BOOL {
        return false;
    }
    if is_integer(from) {
        if is_integer(to) {
            return match (unsigned(from), unsigned(to)) {
                (true, true) | (false, false) => int_bytes(from) <= int_bytes(to),
                (true, false) => int_bytes(from) < int_bytes(to),
                (false, true) => false,
            };
        }
        let need = match int_bytes(from) {
            1 => 1,
            2 => 2,
            _ => 3,
        };
        return float_rank(to) >= need;
    }
    if is_complex(from) && !is_complex(to) {
        return false;
    }
    if is_integer(to) {
        return false;
    }
    float_rank(from) <= float_rank(to)
}

/// Whether a Python number may become `to`.
pub fn weak_casts(weak: &DTypeClass, to: c_int, casting: NPY_CASTING) -> bool {
    let from = abstracts::default_type_num(weak);
    if is_complex(to) {
        return true;
    }
    if is_float(to) {
        return from != NPY_CDOUBLE || casting == NPY_UNSAFE_CASTING;
    }
    if is_integer(to) {
        return is_integer(from) || casting == NPY_UNSAFE_CASTING;
    }
    if to == NPY_TIMEDELTA {
        return is_integer(from);
    }
    to == NPY_OBJECT || casting == NPY_UNSAFE_CASTING
}

/// The common class of all inputs, if there are Python numbers among them.
fn common_of_weak(uf: &UFunc, req: &Request<'_>) -> Option<Own<DTypeClass>> {
    let inputs = &req.ops[..uf.nin()];
    let user = inputs.iter().any(|o| num(o) >= NPY_USERDEF);
    if inputs.len() < 2 || user || !inputs.iter().any(|o| o.class.is_some_and(is_weak)) {
        return None;
    }
    match common(uf, req) {
        Ok(c) => Some(c),
        Err(e) => {
            e.clear();
            None
        }
    }
}

/// The operands with Python numbers in the class that all inputs have in common, where no other input is of their kind
/// or above; beside such ones they stay what they are and fit whatever holds their kind.
fn settle_weak<'a>(
    uf: &UFunc,
    req: &Request<'a>,
    common: Option<&'a DTypeClass>,
) -> Vec<OpType<'a>> {
    let kind = |n: c_int| {
        if is_complex(n) {
            3
        } else if is_float(n) {
            2
        } else {
            i32::from(is_integer(n))
        }
    };
    let strongest = req.ops[..uf.nin()]
        .iter()
        .filter(|o| !o.class.is_some_and(is_weak))
        .map(|o| kind(num(o)))
        .max();
    req.ops[..uf.nin()]
        .iter()
        .map(|o| match (o.class, common) {
            (Some(w), Some(c))
                if is_weak(w)
                    && kind(abstracts::default_type_num(w)) == kind(c.type_num())
                    && strongest.is_none_or(|k| k < kind(c.type_num())) =>
            {
                OpType {
                    class: Some(c),
                    ..OpType::default()
                }
            }
            _ => *o,
        })
        .collect()
}

fn input_casts(op: &OpType<'_>, to: c_int, casting: NPY_CASTING) -> Res<bool> {
    let Some(class) = op.class else {
        return Ok(true);
    };
    if is_weak(class) {
        return Ok(weak_casts(class, to, casting));
    }
    match op.descr {
        Some(d) => quick_cast(d, to, casting),
        None => match class.singleton() {
            Some(d) => quick_cast(d, to, casting),
            None => quick_cast(&*class.default_descr()?, to, casting),
        },
    }
}

fn quick_cast(from: &Descr, to: c_int, casting: NPY_CASTING) -> Res<bool> {
    let f = from.type_num();
    if is_number(f) && is_number(to) && casting == NPY_SAFE_CASTING {
        return Ok(number_casts_safely(f, to));
    }
    if f == to {
        return Ok(true);
    }
    if !(0..NPY_NTYPES_LEGACY as c_int).contains(&to) {
        return Ok(false);
    }
    can_cast_types(from, builtin(to), casting)
}

fn casting_name(casting: NPY_CASTING) -> &'static str {
    match casting {
        NPY_NO_CASTING => "'no'",
        NPY_EQUIV_CASTING => "'equiv'",
        NPY_SAFE_CASTING => "'safe'",
        NPY_SAME_KIND_CASTING => "'same_kind'",
        NPY_UNSAFE_CASTING => "'unsafe'",
        _ => "<unknown>",
    }
}

#[cold]
pub(super) fn no_matching(uf: &UFunc) -> Raised {
    type_error(&format!(
        "No loop matching the specified signature and casting was found for ufunc {}",
        uf.name()
    ))
}

/// The first row to which all inputs cast. Fixed classes must be those of the row.
fn linear(uf: &UFunc, req: &Request<'_>) -> Res<Choice> {
    linear_by(uf, req, NPY_SAFE_CASTING)
}

/// The same by another rule for the casts of inputs.
pub fn linear_by(uf: &UFunc, req: &Request<'_>, casting: NPY_CASTING) -> Res<Choice> {
    let nin = uf.nin();
    let fixed = req.sig.iter().any(Option::is_some);
    let any_object = req.ops[..nin]
        .iter()
        .any(|o| num(o) == NPY_OBJECT || (nin == 1 && o.descr.is_some_and(Descr::is_object)));
    if fixed {
        return linear_fixed(uf, req);
    }
    let common = common_of_weak(uf, req);
    let ops = settle_weak(uf, req, common.as_deref());
    if let Some(info) = user_loop(uf, req, casting)? {
        return Ok(Choice::User(info));
    }
    for row in 0..uf.ntypes() {
        let types = uf.loop_types(row).to_vec();
        let mut fits = true;
        for i in 0..nin {
            let t = c_int::from(types[i]);
            if t == NPY_OBJECT && !any_object && uf.ntypes() > 1 {
                fits = false;
                break;
            }
            if !input_casts(&ops[i], t, casting)? {
                fits = false;
                break;
            }
        }
        if fits {
            return Ok(Choice::Row(row));
        }
    }
    Err(type_error(&format!(
        "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule '{}'",
        uf.name(),
        casting_name(casting)
    )))
}

/// The first loop for a user type to which all inputs cast. Loops for user types are for calls in which their type takes
/// part: other types would reach them by safe casts.
fn user_loop<'u>(
    uf: &'u UFunc,
    req: &Request<'_>,
    casting: NPY_CASTING,
) -> Res<Option<&'u LoopInfo>> {
    let inputs = &req.ops[..uf.nin()];
    let mut tried = -1;
    for op in req.ops.iter().take_while(|o| o.class.is_some()) {
        let key = num(op);
        if key == tried || (key < NPY_USERDEF && key != NPY_VOID) {
            continue;
        }
        tried = key;
        for info in uf.dispatch().user_loops(Some(key)) {
            let mut fits = true;
            for (i, (op, class)) in inputs.iter().zip(&info.dtypes).enumerate() {
                fits = fits
                    && match &info.exact {
                        Some(exact) if class.type_num() == NPY_VOID => {
                            casts_to_descr(op, &exact[i], casting)?
                        }
                        _ => casts_to_class(op, class, casting)?,
                    };
            }
            if fits {
                return Ok(Some(info));
            }
        }
    }
    Ok(None)
}

fn casts_to_descr(op: &OpType<'_>, to: &Descr, casting: NPY_CASTING) -> Res<bool> {
    match (op.descr, op.class) {
        (Some(d), _) => can_cast_types(d, to, casting),
        (None, Some(c)) => can_cast_types(&*standing_for(c)?, to, casting),
        (None, None) => Ok(true),
    }
}

fn casts_to_class(op: &OpType<'_>, to: &DTypeClass, casting: NPY_CASTING) -> Res<bool> {
    let Some(class) = op.class else {
        return Ok(true);
    };
    if std::ptr::eq(class, to) {
        return Ok(true);
    }
    if is_weak(class) {
        let n = to.type_num();
        if (0..NPY_NTYPES_LEGACY as c_int).contains(&n) {
            return Ok(weak_casts(class, n, casting));
        }
        // A user type that takes small integers takes Python's.
        match common_dtype(to, class) {
            Ok(c) if std::ptr::eq(&*c, to) => return Ok(true),
            Ok(_) => {}
            Err(e) => e.clear(),
        }
        let default = builtin(abstracts::default_type_num(class));
        return match to.singleton() {
            Some(s) => can_cast_types(default, s, casting),
            None => Ok(false),
        };
    }
    let (Some(d), Some(s)) = (op.descr, to.singleton()) else {
        return Ok(false);
    };
    can_cast_types(d, s, casting)
}

/// The first row that has the fixed types and to which the other inputs cast safely. Where there is none and all outputs
/// have one type, that type stands for everything that was left open.
fn linear_fixed(uf: &UFunc, req: &Request<'_>) -> Res<Choice> {
    let nin = uf.nin();
    let mut want: Vec<Option<c_int>> = req
        .sig
        .iter()
        .map(|s| s.as_ref().map(|s| s.type_num()))
        .collect();
    let common = common_of_weak(uf, req);
    let ops = settle_weak(uf, req, common.as_deref());
    if let Some(row) = row_with(uf, &ops, &want)? {
        return Ok(Choice::Row(row));
    }
    let first = want.get(nin).copied().flatten();
    if first.is_some() && want[nin..].iter().all(|w| *w == first) {
        for w in want[..nin].iter_mut().filter(|w| w.is_none()) {
            *w = first;
        }
        if let Some(row) = row_with(uf, &ops, &want)? {
            return Ok(Choice::Row(row));
        }
    }
    Err(no_matching(uf))
}

fn row_with(uf: &UFunc, ops: &[OpType<'_>], want: &[Option<c_int>]) -> Res<Option<usize>> {
    let nin = uf.nin();
    let casting = NPY_SAFE_CASTING;
    let any_object = ops.iter().any(|o| num(o) == NPY_OBJECT);
    'rows: for row in 0..uf.ntypes() {
        let types = uf.loop_types(row).to_vec();
        let fits = types
            .iter()
            .zip(want)
            .all(|(&t, w)| w.is_none_or(|w| w == c_int::from(t)));
        if !fits {
            continue;
        }
        for i in 0..nin {
            let t = c_int::from(types[i]);
            if want[i].is_some() {
                continue;
            }
            if t == NPY_OBJECT && !any_object && uf.ntypes() > 1 {
                continue 'rows;
            }
            if !input_casts(&ops[i], t, casting)? {
                continue 'rows;
            }
        }
        return Ok(Some(row));
    }
    Ok(None)
}
