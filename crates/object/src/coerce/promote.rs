//! Promotion: common DType, common instance, `result_type` (NEP 50), and the dtype that a Python object asks for.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, raise, type_error, value_error};
use ferronum_pyrt::{
    Layout, Object, Own, Raised, Res, ffi, import_cached, not_implemented, tuple_new,
};

use crate::dtype::builtin::{builtin, class_of};
use crate::dtype::{abstracts, byteorder, create, structured};
use crate::model::Array;
use crate::model::descr::{Descr, is_complex, is_float, is_integer, is_number};
use crate::model::dtype_class::DTypeClass;

/// Raises `numpy.exceptions.DTypePromotionError`.
#[cold]
pub fn promotion_error(text: &str) -> Raised {
    match import_cached!("numpy.exceptions", "DTypePromotionError") {
        Ok(class) => raise(class, text),
        Err(e) => e,
    }
}

fn int_size(n: c_int) -> u8 {
    match n {
        NPY_BOOL => 0,
        NPY_BYTE | NPY_UBYTE => 1,
        NPY_SHORT | NPY_USHORT => 2,
        NPY_INT | NPY_UINT => 4,
        _ => 8,
    }
}

const fn is_unsigned(n: c_int) -> bool {
    is_integer(n) && n % 2 == 0
}

/// The smallest float that holds every value of a number type (NumPy counts `long` as fitting a double).
fn float_for(n: c_int) -> c_int {
    match n {
        NPY_BOOL | NPY_BYTE | NPY_UBYTE => NPY_HALF,
        NPY_SHORT | NPY_USHORT => NPY_FLOAT,
        NPY_INT..=NPY_ULONGLONG => NPY_DOUBLE,
        _ => n,
    }
}

fn float_rank(n: c_int) -> u8 {
    match n {
        NPY_HALF => 0,
        NPY_FLOAT | NPY_CFLOAT => 1,
        NPY_DOUBLE | NPY_CDOUBLE => 2,
        _ => 3,
    }
}

/// Type number that two number types (bool included) promote to.
pub fn common_number(a: c_int, b: c_int) -> c_int {
    if a == b || b == NPY_BOOL {
        return a;
    }
    if a == NPY_BOOL {
        return b;
    }
    if is_complex(a) || is_complex(b) {
        let rank = |n| float_rank(float_for(n)).max(1);
        return [NPY_CFLOAT, NPY_CDOUBLE, NPY_CLONGDOUBLE][rank(a).max(rank(b)) as usize - 1];
    }
    if is_float(a) || is_float(b) {
        let rank = float_rank(float_for(a)).max(float_rank(float_for(b)));
        return [NPY_HALF, NPY_FLOAT, NPY_DOUBLE, NPY_LONGDOUBLE][rank as usize];
    }
    let (sa, sb) = (int_size(a), int_size(b));
    if is_unsigned(a) == is_unsigned(b) {
        return match sa.cmp(&sb) {
            std::cmp::Ordering::Less => b,
            std::cmp::Ordering::Greater => a,
            // `long` and `long long` of one size: the longer name.
            std::cmp::Ordering::Equal => a.max(b),
        };
    }
    let (signed, s_size, u_size) = if is_unsigned(a) {
        (b, sb, sa)
    } else {
        (a, sa, sb)
    };
    if s_size > u_size {
        return signed;
    }
    match u_size {
        1 => NPY_SHORT,
        2 => NPY_INT,
        4 => NPY_LONG,
        _ => NPY_DOUBLE,
    }
}

/// What `class` says about its promotion with `other`; `None` where it knows nothing. Only the class that comes
/// later in the order of type numbers answers.
pub(crate) fn builtin_common<'a>(
    class: &'a DTypeClass,
    other: &'a DTypeClass,
) -> Option<&'a DTypeClass> {
    let (a, b) = (class.type_num(), other.type_num());
    if a == NPY_OBJECT {
        return Some(class);
    }
    if b == NPY_OBJECT && a > NPY_OBJECT && !matches!(a, NPY_STRING | NPY_UNICODE) {
        return Some(other);
    }
    if abstracts::is_python(other) {
        return with_python_number(class, other);
    }
    if !other.is_legacy() {
        return None;
    }
    // Text holds the built-in numbers; user types have nothing in common with it.
    let number = other.is_numeric() && b < NPY_USERDEF;
    match a {
        NPY_STRING => (number || b == NPY_STRING).then_some(class),
        NPY_UNICODE => (number || matches!(b, NPY_STRING | NPY_UNICODE)).then_some(class),
        NPY_DATETIME => matches!(b, NPY_DATETIME | NPY_TIMEDELTA).then_some(class),
        NPY_TIMEDELTA => {
            let safe = b == NPY_BOOL
                || is_integer(b) && !matches!(b, NPY_ULONG | NPY_ULONGLONG)
                || b == NPY_TIMEDELTA;
            safe.then_some(class)
        }
        NPY_VOID => (b == NPY_VOID).then_some(class),
        _ if b > a || !is_number(b) => None,
        _ => Some(class_of(common_number(a, b))),
    }
}

/// What a built-in class says about a Python number: numbers of the same or of a higher category keep their width.
fn with_python_number<'a>(class: &'a DTypeClass, python: &DTypeClass) -> Option<&'a DTypeClass> {
    let n = class.type_num();
    let p = python.type_object_ptr();
    let inexact = is_float(n) || is_complex(n);
    if p == abstracts::PY_INT.ptr() {
        (is_integer(n) || inexact || n == NPY_TIMEDELTA).then_some(class)
    } else if p == abstracts::PY_FLOAT.ptr() {
        inexact.then_some(class)
    } else {
        match n {
            NPY_HALF | NPY_FLOAT => Some(class_of(NPY_CFLOAT)),
            NPY_DOUBLE => Some(class_of(NPY_CDOUBLE)),
            NPY_LONGDOUBLE => Some(class_of(NPY_CLONGDOUBLE)),
            _ => is_complex(n).then_some(class),
        }
    }
}

/// The same for the classes that stand for Python's numbers, and for the abstract ones.
pub(crate) fn python_common(
    class: &DTypeClass,
    other: &DTypeClass,
) -> Res<Option<Own<DTypeClass>>> {
    let is = |c: &'static ferronum_pyrt::StaticType<PyArray_DTypeMeta>| {
        class.type_object_ptr() == c.ptr()
    };
    let int = is(&abstracts::PY_INT) || is(&abstracts::INTEGER);
    let float = is(&abstracts::PY_FLOAT) || is(&abstracts::FLOAT);
    let n = other.type_num();
    if other.is_legacy() && n >= NPY_USERDEF {
        return user_common(int, float, other);
    }
    if other.is_legacy() && is_number(n) {
        // The number classes themselves know what to do with the rest.
        let result = if n == NPY_BOOL {
            abstracts::default_type_num(class)
        } else if is_integer(n) && !int {
            if float { NPY_DOUBLE } else { NPY_CDOUBLE }
        } else {
            return Ok(None);
        };
        return Ok(Some(class_of(result).own()));
    }
    let p = other.type_object_ptr();
    let lower = (!int && p == abstracts::PY_INT.ptr())
        || (!int && !float && p == abstracts::PY_FLOAT.ptr());
    if lower || class.is(other) {
        return Ok(Some(class.own()));
    }
    Ok(None)
}

/// Python numbers with user dtypes of the old kind: as the smallest of our types that promotes.
fn user_common(int: bool, float: bool, other: &DTypeClass) -> Res<Option<Own<DTypeClass>>> {
    let candidates: &[c_int] = if int {
        &[NPY_UBYTE, NPY_BYTE, NPY_LONG]
    } else if float {
        &[NPY_HALF, NPY_FLOAT, NPY_DOUBLE]
    } else {
        &[NPY_CFLOAT, NPY_CDOUBLE]
    };
    for &n in candidates {
        match common_dtype(class_of(n), other) {
            Ok(c) => return Ok(Some(c)),
            Err(e) => e.clear(),
        }
    }
    Ok(None)
}

/// Calls the `common_dtype` slot; `None` for NotImplemented.
fn ask(a: &DTypeClass, b: &DTypeClass) -> Res<Option<Own<DTypeClass>>> {
    // SAFETY: classes that can be promoted have slots; the result is a new reference or NULL.
    unsafe {
        let slots = a.slots();
        if slots.is_null() {
            return Ok(None);
        }
        let Some(f) = (*slots).common_dtype else {
            return Ok(None);
        };
        let r = Own::<Object>::from_result(f(a.raw(), b.raw()))?;
        if r.is(not_implemented()) {
            return Ok(None);
        }
        match r.downcast_into::<DTypeClass>() {
            Ok(c) => Ok(Some(c)),
            Err(_) => Err(type_error("common_dtype did not return a DType class")),
        }
    }
}

/// The DType class that both promote to; `DTypePromotionError` where there is none.
pub fn common_dtype(a: &DTypeClass, b: &DTypeClass) -> Res<Own<DTypeClass>> {
    if a.is(b) {
        return Ok(a.own());
    }
    if let Some(c) = ask(a, b)? {
        return Ok(c);
    }
    if let Some(c) = ask(b, a)? {
        return Ok(c);
    }
    Err(promotion_error(&format!(
        "The DTypes {} and {} do not have a common DType. For example they cannot be stored in a single array unless the dtype is `object`.",
        a.str_text()?,
        b.str_text()?
    )))
}

/// The instance that both instances of one class promote to.
pub fn common_instance(a: &Descr, b: &Descr) -> Res<Own<Descr>> {
    let class = a.class();
    if !class.is_parametric() {
        return class.default_descr();
    }
    // SAFETY: parametric classes have the slot; the result is a new reference or NULL.
    unsafe {
        match (*class.slots()).common_instance {
            Some(f) => Own::from_result(f(a.raw(), b.raw())),
            None => Err(type_error("DType without common_instance")),
        }
    }
}

/// Common instance of the built-in classes.
pub(crate) fn builtin_common_instance(a: &Descr, b: &Descr) -> Res<Own<Descr>> {
    match a.type_num() {
        NPY_STRING | NPY_UNICODE => {
            let larger = if a.elsize() >= b.elsize() { a } else { b };
            byteorder::native(larger)
        }
        NPY_VOID => void_common(a, b),
        NPY_DATETIME | NPY_TIMEDELTA => {
            let (Some(x), Some(y)) = (a.datetime_meta(), b.datetime_meta()) else {
                return Err(type_error("datetime dtype without metadata"));
            };
            let strict = a.type_num() == NPY_TIMEDELTA;
            let m = crate::model::units::common(x, y, strict, strict)?;
            create::datetime(a.type_num(), m)
        }
        _ => byteorder::native(a),
    }
}

fn void_common(a: &Descr, b: &Descr) -> Res<Own<Descr>> {
    if !a.has_subarray() && !a.has_fields() && !b.has_subarray() && !b.has_fields() {
        if a.elsize() != b.elsize() {
            return Err(promotion_error(
                "Invalid type promotion with void datatypes of different lengths. Use the `np.bytes_` datatype instead to pad the shorter value with trailing zero bytes.",
            ));
        }
        return Ok(a.own());
    }
    if a.has_fields() && b.has_fields() {
        let d = import_cached!("numpy._core._internal", "_promote_fields")?.call(&[a, b])?;
        return match d.downcast_into::<Descr>() {
            Ok(d) => Ok(d),
            Err(_) => Err(type_error(
                "Internal NumPy error: `_promote_fields` did not return a valid descriptor object.",
            )),
        };
    }
    if let (Some((x, s)), Some((y, t))) = (a.subarray(), b.subarray()) {
        if !s.equals(t)? {
            return Err(promotion_error(
                "invalid type promotion with subarray datatypes (shape mismatch).",
            ));
        }
        let shape = s.own();
        let base = promote_types(x, y)?;
        if base.is(x) {
            return Ok(a.own());
        }
        if base.is(y) {
            return Ok(b.own());
        }
        let mut total = base.elsize();
        for n in shape.tuple_items() {
            total = total
                .checked_mul(n.to_isize()?)
                .ok_or_else(|| value_error("dtype size in bytes must fit into a C int."))?;
        }
        return create::subarray(base, &shape, total);
    }
    Err(promotion_error(
        "invalid type promotion with structured datatype(s).",
    ))
}

/// Native in all its parts; structures are packed anew.
pub(crate) fn canonical_void(d: &Descr) -> Res<Own<Descr>> {
    if let Some((base, shape)) = d.subarray() {
        let shape = shape.own();
        let new = canonical(base)?;
        if new.is(base) {
            return Ok(d.own());
        }
        return create::subarray(new, &shape, d.elsize());
    }
    let Some(names) = d.names().map(Object::own) else {
        return Ok(d.own());
    };
    let _level = ferronum_pyrt::raised::enter_recursive(c" in promotion of a structured dtype")?;
    let align = d.has_flag(NPY_ALIGNED_STRUCT);
    let mut b = structured::Builder::new(align)?.titles_first();
    for name in names.tuple_items() {
        let f = structured::field(d, name)?;
        let c = canonical(&f.descr)?;
        let title = f.title.as_deref();
        b.push(name, &c, None, title.filter(|t| t.is_str()))?;
        if let Some(t) = title
            && !t.is_str()
        {
            b.set_title(name, t)?;
        }
    }
    let packed = b.build(None)?;
    crate::dtype::copy::adopt(&packed, d);
    Ok(packed)
}

/// `ensure_canonical`: native byte order, nothing that promotion does not keep.
pub fn canonical(d: &Descr) -> Res<Own<Descr>> {
    // SAFETY: classes of instances have slots; the result is a new reference or NULL.
    unsafe {
        let slots = d.class().slots();
        if slots.is_null() {
            return Ok(d.own());
        }
        match (*slots).ensure_canonical {
            Some(f) => Own::from_result(f(d.raw())),
            None => Ok(d.own()),
        }
    }
}

/// The instance of `class` that holds what `d` holds.
fn as_class(d: &Descr, class: &DTypeClass) -> Res<Own<Descr>> {
    if d.class().is(class) {
        return Ok(d.own());
    }
    crate::casting::cast_descr_to_class(d, class)
}

/// `np.promote_types(a, b)`.
pub fn promote_types(a: &Descr, b: &Descr) -> Res<Own<Descr>> {
    let (n, m) = (a.type_num(), b.type_num());
    // A dtype with itself stays what it is, metadata included; only of void the byte order says nothing.
    if a.is(b) && a.is_legacy() && a.is_native() && n != NPY_VOID {
        return Ok(a.own());
    }
    if is_number(n) && is_number(m) {
        return Ok(builtin(common_number(n, m)).own());
    }
    let class = common_dtype(a.class(), b.class())?;
    if !class.is_parametric() {
        return class.default_descr();
    }
    let x = as_class(a, &class)?;
    let y = as_class(b, &class)?;
    common_instance(&x, &y)
}

/// The dtype that both promote to; object where they have none in common.
pub fn common_or_object(a: &Descr, b: &Descr) -> Res<Own<Descr>> {
    promote_types(a, b).or_else(object_where_none)
}

/// The object dtype in place of the error that dtypes have none in common, or instances none that fits both (units of
/// time without a common divisor). Warnings that were made errors stay.
pub fn object_where_none(e: Raised) -> Res<Own<Descr>> {
    if e.matches(exc::FutureWarning()) {
        return Err(e);
    }
    e.clear();
    Ok(builtin(NPY_OBJECT).own())
}

/// The DType class that all promote to (`PyArray_PromoteDTypeSequence`).
pub fn common_dtype_of_all(classes: &[&DTypeClass]) -> Res<Own<DTypeClass>> {
    let Some(&first) = classes.first() else {
        return Err(value_error("at least one array or dtype is required"));
    };
    if let [_] = classes {
        return Ok(first.own());
    }
    if let [a, b] = classes
        && let Some(c) = ask_pair(a, b)?
    {
        return Ok(c);
    }
    // The class that knows most answers for all others, so that the order of the arguments does not matter.
    let mut order: Vec<&DTypeClass> = classes.to_vec();
    let mut done = vec![false; classes.len()];
    let mut len = order.len();
    while len > 1 {
        let half = len / 2;
        for low in 0..half {
            let high = len - 1 - low;
            if order[low].is(order[high]) {
                done[high] = true;
                continue;
            }
            match ask(order[low], order[high])? {
                Some(c) if c.is(order[low]) => done[high] = true,
                Some(_) => {}
                // The other one may know more; it is asked when it meets the next.
                None => {
                    order.swap(low, high);
                    done.swap(low, high);
                }
            }
        }
        len -= half;
    }
    let main = order[0];
    let mut result = main.own();
    for i in 1..order.len() {
        if done[i] || order[i].is(main) {
            continue;
        }
        let Some(c) = ask(main, order[i])? else {
            return Err(no_common(main, order[i], classes)?);
        };
        result = if result.is(main) {
            c
        } else {
            common_dtype(&result, &c)?
        };
    }
    Ok(result)
}

fn ask_pair(a: &DTypeClass, b: &DTypeClass) -> Res<Option<Own<DTypeClass>>> {
    if a.is(b) {
        return Ok(Some(a.own()));
    }
    match ask(a, b)? {
        Some(c) => Ok(Some(c)),
        None => ask(b, a),
    }
}

fn no_common(main: &DTypeClass, other: &DTypeClass, all: &[&DTypeClass]) -> Res<Raised> {
    let objects: Vec<&Object> = all.iter().map(|c| c.object()).collect();
    let list = tuple_new(&objects)?;
    Ok(promotion_error(&format!(
        "The DType {} could not be promoted by {}. This means that no common DType exists for the given inputs. For example they cannot be stored in a single array unless the dtype is `object`. The full list of DTypes is: {}",
        other.str_text()?,
        main.str_text()?,
        list.str_text()?
    )))
}

/// The class that an array promotes with: that of a Python number where it stands for one.
pub fn class_of_array(a: &Array) -> &DTypeClass {
    class_of_flags(a.flags()).unwrap_or(a.descr().class())
}

/// The class of the Python number that flags of an array tell of.
pub fn class_of_flags(flags: i32) -> Option<&'static DTypeClass> {
    if flags & NPY_ARRAY_WAS_PYTHON_INT != 0 {
        Some(abstracts::class(&abstracts::PY_INT))
    } else if flags & NPY_ARRAY_WAS_PYTHON_FLOAT != 0 {
        Some(abstracts::class(&abstracts::PY_FLOAT))
    } else if flags & NPY_ARRAY_WAS_PYTHON_COMPLEX != 0 {
        Some(abstracts::class(&abstracts::PY_COMPLEX))
    } else {
        None
    }
}

/// `np.result_type` of arrays (those that stand for a Python scalar carry `NPY_ARRAY_WAS_PYTHON_*`) and dtypes.
pub fn result_type(arrays: &[&Array], descrs: &[&Descr]) -> Res<Own<Descr>> {
    if arrays.is_empty() && descrs.is_empty() {
        return Err(value_error("at least one array or dtype is required"));
    }
    match (arrays, descrs) {
        ([a], []) => return canonical(a.descr()),
        ([], [d]) => return canonical(d),
        _ => {}
    }
    // Descriptors first, as the order of the error messages says.
    let mut all: Vec<Part<'_>> = descrs.iter().map(|d| (d.class(), Some(*d))).collect();
    all.extend(arrays.iter().map(|a| (class_of_array(a), Some(a.descr()))));
    common_of_parts(&all)
}

/// What takes part in a promotion: a class, and an instance where there is one.
pub type Part<'a> = (&'a DTypeClass, Option<&'a Descr>);

/// The common dtype of classes and instances.
pub fn common_of_parts(parts: &[Part<'_>]) -> Res<Own<Descr>> {
    let classes: Vec<&DTypeClass> = parts.iter().map(|(c, _)| *c).collect();
    let mut common = common_dtype_of_all(&classes)?;
    if common.is_abstract() || abstracts::is_python(&common) {
        // Only Python numbers: what an array of them would be.
        common = common.default_descr()?.class().own();
    }
    if !common.is_parametric() {
        return common.default_descr();
    }
    let mut result: Option<Own<Descr>> = None;
    for (class, descr) in parts {
        // A Python number brings no parameters, and a class alone has none.
        let Some(d) = descr.filter(|_| !abstracts::is_python(class)) else {
            continue;
        };
        let here = as_class(d, &common)?;
        result = Some(match result {
            None => here,
            Some(r) => common_instance(&r, &here)?,
        });
    }
    match result {
        Some(d) => Ok(d),
        None => common.default_descr(),
    }
}

/// The dtype of a Python `int`: `long`, `unsigned long` where only that holds it, `object` beyond.
pub fn discover_int(obj: &Object) -> Res<Own<Descr>> {
    let n = match obj.int_to_i64()? {
        Ok(_) => NPY_LONG,
        Err(sign) if sign < 0 => NPY_OBJECT,
        Err(_) => match obj.int_to_u64() {
            Ok(_) => NPY_ULONG,
            Err(e) => {
                e.clear();
                NPY_OBJECT
            }
        },
    };
    Ok(builtin(n).own())
}

/// The sized string dtype that holds `obj`.
pub(crate) fn discover_string(n: c_int, obj: &Object) -> Res<Own<Descr>> {
    let length = |o: &Object| -> Option<usize> {
        if o.is_bytes() {
            Some(o.bytes().len())
        } else if o.is_str() {
            // SAFETY: a str.
            Some(unsafe { ffi::PyUnicode_GetLength(o.as_ptr()) } as usize)
        } else {
            None
        }
    };
    let count = match length(obj) {
        Some(c) => c,
        None => {
            if let Some(a) = obj.downcast::<Array>() {
                return crate::casting::cast_descr_to_class(a.descr(), class_of(n));
            }
            let of_scalar = crate::model::type_num_of(obj.type_ptr());
            if is_number(of_scalar) {
                return crate::casting::cast_descr_to_class(builtin(of_scalar), class_of(n));
            }
            length(&*obj.str()?).unwrap_or(0)
        }
    };
    let width = if n == NPY_UNICODE { 4 } else { 1 };
    match count.checked_mul(width).filter(|&b| b <= i32::MAX as usize) {
        Some(bytes) => create::flexible(n, bytes as isize),
        None => Err(type_error("string too large to store inside array.")),
    }
}

/// The void dtype of a void scalar or of bytes.
pub(crate) fn discover_void(obj: &Object) -> Res<Own<Descr>> {
    if crate::model::type_num_of(obj.type_ptr()) == NPY_VOID {
        return crate::casting::descr_of(obj);
    }
    if obj.is_bytes() {
        let n = obj.bytes().len();
        if n > i32::MAX as usize {
            return Err(type_error("byte-like to large to store inside array."));
        }
        return create::flexible(NPY_VOID, n as isize);
    }
    Err(type_error(&format!(
        "A bytes-like object is required, not '{}'",
        obj.type_name()
    )))
}

/// The unit that a date or duration needs.
pub(crate) fn discover_datetime(n: c_int, obj: &Object) -> Res<Own<Descr>> {
    if crate::model::type_num_of(obj.type_ptr()) == n {
        return crate::casting::descr_of(obj);
    }
    let m = discover_unit(n, obj)?;
    create::datetime(n, m)
}

/// `np.min_scalar_type(a)`.
pub fn min_scalar_type(a: &Array) -> Res<Own<Descr>> {
    let d = a.descr();
    let n = d.type_num();
    if a.ndim() > 0 || !is_number(n) {
        return Ok(d.own());
    }
    let mut bytes = [0u8; 32];
    // SAFETY: a 0-d array holds one element of at most 32 bytes.
    unsafe { crate::casting::item::scalar::copy_value(d, a.data(), bytes.as_mut_ptr()) };
    let smallest = smallest_for(n, &bytes);
    Ok(builtin(smallest).own())
}

fn smallest_for(n: c_int, bytes: &[u8; 32]) -> c_int {
    macro_rules! get {
        ($t:ty, $at:expr) => {
            <$t>::from_ne_bytes(
                bytes[$at..$at + size_of::<$t>()]
                    .try_into()
                    .unwrap_or_default(),
            )
        };
    }
    let unsigned = |v: u64| match v {
        0..=0xff => NPY_UBYTE,
        0x100..=0xffff => NPY_USHORT,
        0x1_0000..=0xffff_ffff => NPY_UINT,
        _ if n == NPY_ULONG => NPY_ULONG,
        _ => NPY_ULONGLONG,
    };
    let signed = |v: i64| {
        if v >= 0 {
            unsigned(v as u64)
        } else if v >= i8::MIN.into() {
            NPY_BYTE
        } else if v >= i16::MIN.into() {
            NPY_SHORT
        } else if v >= i32::MIN.into() {
            NPY_INT
        } else {
            n
        }
    };
    // Limits a little below the largest finite numbers, as NumPy has them.
    let fits_half = |v: f64| !v.is_finite() || v.abs() < 65000.0;
    let fits_float = |v: f64| !v.is_finite() || v.abs() < 3.4e38;
    match n {
        NPY_BOOL => NPY_BOOL,
        NPY_BYTE => signed(get!(i8, 0).into()),
        NPY_SHORT => signed(get!(i16, 0).into()),
        NPY_INT => signed(get!(i32, 0).into()),
        NPY_LONG | NPY_LONGLONG => signed(get!(i64, 0)),
        NPY_UBYTE => NPY_UBYTE,
        NPY_USHORT => unsigned(get!(u16, 0).into()),
        NPY_UINT => unsigned(get!(u32, 0).into()),
        NPY_ULONG | NPY_ULONGLONG => unsigned(get!(u64, 0)),
        NPY_FLOAT | NPY_DOUBLE | NPY_LONGDOUBLE => {
            let (v, wide) = match n {
                NPY_FLOAT => (f64::from(get!(f32, 0)), false),
                NPY_DOUBLE => (get!(f64, 0), false),
                _ => long_value(&bytes[..16]),
            };
            if wide {
                NPY_LONGDOUBLE
            } else if fits_half(v) {
                NPY_HALF
            } else if n == NPY_FLOAT || fits_float(v) {
                NPY_FLOAT
            } else {
                NPY_DOUBLE
            }
        }
        NPY_CDOUBLE | NPY_CLONGDOUBLE => {
            let ((re, wide_re), (im, wide_im)) = if n == NPY_CDOUBLE {
                ((get!(f64, 0), false), (get!(f64, 8), false))
            } else {
                (long_value(&bytes[..16]), long_value(&bytes[16..]))
            };
            // Infinities and NaN fit nothing smaller here.
            if wide_re || wide_im || n == NPY_CLONGDOUBLE && !(re.is_finite() && im.is_finite()) {
                NPY_CLONGDOUBLE
            } else if re.abs() < 3.4e38 && im.abs() < 3.4e38 {
                NPY_CFLOAT
            } else {
                NPY_CDOUBLE
            }
        }
        _ => n,
    }
}

/// A long double as a double, and whether it is too large for one.
fn long_value(bytes: &[u8]) -> (f64, bool) {
    let mut b = [0u8; 16];
    b.copy_from_slice(bytes);
    let v = ferronum_scalar::longdouble::LongDouble::from_bytes(b);
    let limit = ferronum_scalar::longdouble::LongDouble::from(1.7e308);
    (v.to_f64(), v.is_finite() && !(-limit < v && v < limit))
}

/// The unit of a date or duration that is no scalar of ours.
fn discover_unit(type_num: c_int, value: &Object) -> Res<PyArray_DatetimeMetaData> {
    use crate::casting::item::datetime_objects;
    let generic = datetime_objects::meta_out(ferronum_scalar::calendar::Meta::GENERIC);
    if crate::Array::check(value) {
        return Ok(generic);
    }
    let found = if type_num == NPY_DATETIME {
        if value.is_int() {
            return Ok(generic);
        }
        datetime_objects::datetime(value, None)
    } else {
        datetime_objects::timedelta(value, None)
    };
    match found {
        Ok(ticks) => Ok(datetime_objects::meta_out(ticks.meta)),
        // What is no date brings no unit; storing it raises.
        Err(e)
            if [exc::ValueError(), exc::TypeError(), exc::OverflowError()]
                .iter()
                .any(|c| e.matches(c)) =>
        {
            e.clear();
            Ok(generic)
        }
        Err(e) => Err(e),
    }
}
