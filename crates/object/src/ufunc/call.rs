//! `ufunc(*args, **kwargs)`: parsing of arguments, overrides, operands, dispatch, results.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, type_error, value_error, warn};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, intern, ops,
};

use crate::arguments::convert;
use crate::casting::can_cast::of_python_number;
use crate::casting::{can_cast_types, set_item};
use crate::coerce::{AnyOptions, from_any};
use crate::coerce::{from_array, pytype};
use crate::dtype::abstracts;
use crate::dtype::builtin::{builtin, class_of};
use crate::dtype::parse::request_from_object;
use crate::model::Array;
use crate::model::errors::require_writeable;
use crate::model::{DTypeClass, Descr};
use crate::protocol::array_ufunc::{self, UfuncCall};
use crate::protocol::array_wrap::{self, Wrap};
use crate::ufunc::dispatch::{LoopInfo, OpType, Request, Rule, no_loop_error};
use crate::ufunc::execute::fits;
use crate::ufunc::{UFunc, compare_ints, execute, fast, gufunc, iterated, promote, resolve};

/// The vectorcall entry.
#[inline]
pub fn entry(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    if args.pos().len() == 3 && matches!(uf.name(), "maximum" | "minimum") {
        ferronum_pyrt::raised::warn(
            ferronum_pyrt::raised::exc::DeprecationWarning(),
            "Passing more than 2 positional arguments to np.maximum and np.minimum is deprecated. If you meant to use the third argument as an output, use the `out` keyword argument instead. If you hoped to work with more than 2 inputs, combine them into a single array and get the extrema for the relevant axis.",
            1,
        )?;
    }
    let out = match args.kwnames() {
        None => Some(None),
        // `out` alone, by its interned name.
        Some(names) => match names.tuple_items() {
            [name] if name.is(intern!("out")) => args.values().last().copied().map(Some),
            _ => None,
        },
    };
    if let Some(out) = out
        && let Some(r) = fast::try_call(uf, args.pos(), out)?
    {
        return Ok(r);
    }
    general(uf, args)
}

/// The keyword arguments of a call, as given.
#[derive(Default)]
struct Keywords<'a> {
    out: Option<&'a Object>,
    where_: Option<&'a Object>,
    axes: Option<&'a Object>,
    axis: Option<&'a Object>,
    keepdims: Option<&'a Object>,
    casting: Option<&'a Object>,
    order: Option<&'a Object>,
    dtype: Option<&'a Object>,
    signature: Option<&'a Object>,
    subok: Option<&'a Object>,
}

impl<'a> Keywords<'a> {
    fn parse(uf: &UFunc, args: Args<'a>) -> Res<Self> {
        let mut k = Keywords::default();
        let mut sig = None;
        for (name, value) in args.keywords() {
            let slot = match name.utf8()? {
                "out" => &mut k.out,
                "where" if !uf.is_generalized() => &mut k.where_,
                "axes" if uf.is_generalized() => &mut k.axes,
                "axis" if uf.is_generalized() => &mut k.axis,
                "keepdims" if uf.is_generalized() => &mut k.keepdims,
                "casting" => &mut k.casting,
                "order" => &mut k.order,
                "dtype" => &mut k.dtype,
                "subok" => &mut k.subok,
                "signature" => &mut k.signature,
                "sig" => &mut sig,
                other => {
                    return Err(type_error(&format!(
                        "{}() got an unexpected keyword argument '{other}'",
                        uf.name()
                    )));
                }
            };
            *slot = Some(value);
        }
        if let Some(s) = sig {
            if k.signature.is_some() {
                return Err(type_error("cannot specify both 'sig' and 'signature'"));
            }
            k.signature = Some(s);
        }
        if k.axes.is_some() && k.axis.is_some() {
            return Err(type_error("cannot specify both 'axis' and 'axes'"));
        }
        if k.signature.is_some() && k.dtype.is_some() {
            return Err(type_error("cannot specify both 'signature' and 'dtype'"));
        }
        Ok(k)
    }
}

/// The normalised outputs: a tuple with one entry for each output (None where not given).
pub struct Outputs {
    /// The tuple, unless every entry is None.
    pub tuple: Option<Owned>,
    /// `out=...`: results stay arrays.
    pub keep_arrays: bool,
}

impl Outputs {
    fn none() -> Self {
        Outputs {
            tuple: None,
            keep_arrays: false,
        }
    }

    fn from_tuple(tuple: Owned) -> Self {
        let any = tuple.tuple_items().iter().any(|o| !o.is_none());
        Outputs {
            tuple: any.then_some(tuple),
            keep_arrays: false,
        }
    }

    /// From the positional arguments after the inputs, or the `out` keyword.
    pub fn parse(uf: &UFunc, positional: &[&Object], keyword: Option<&Object>) -> Res<Self> {
        let nout = uf.nout();
        if !positional.is_empty() {
            if keyword.is_some() {
                return Err(type_error(
                    "cannot specify 'out' as both a positional and keyword argument",
                ));
            }
            if positional.iter().any(|o| o.is(ops::ellipsis())) {
                return Err(type_error("out=... is only allowed as a keyword argument."));
            }
            let mut all = positional.to_vec();
            all.resize(nout, ops::none());
            return Ok(Self::from_tuple(ops::tuple_new(&all)?));
        }
        let Some(out) = keyword else {
            return Ok(Self::none());
        };
        if out.is(ops::ellipsis()) {
            return Ok(Outputs {
                tuple: None,
                keep_arrays: true,
            });
        }
        if out.is_tuple_exact() {
            if out.tuple_len() != nout {
                return Err(value_error(
                    "The 'out' tuple must have exactly one entry per ufunc output",
                ));
            }
            if out.tuple_items().iter().any(|o| o.is(ops::ellipsis())) {
                return Err(type_error(
                    "must use `...` as `out=...` and not per-operand/in a tuple",
                ));
            }
            return Ok(Self::from_tuple(out.own()));
        }
        if nout == 1 {
            return Ok(Self::from_tuple(ops::tuple_new(&[out])?));
        }
        Err(type_error(if nout > 1 {
            "'out' must be a tuple of arrays"
        } else {
            "'out' must be an array or a tuple with a single array"
        }))
    }

    /// The given output `i`.
    pub fn get(&self, i: usize) -> Option<&Object> {
        self.tuple
            .as_ref()
            .and_then(|t| t.tuple_items().get(i).copied())
            .and_then(Object::not_none)
    }

    /// Tells overrides of the outputs by name.
    fn named(&self, keywords: &Object) -> Res<()> {
        match &self.tuple {
            Some(t) => keywords.dict_set(intern!("out"), t),
            None => Ok(()),
        }
    }

    /// Whether an output has to be made.
    fn has_missing(&self, nout: usize) -> bool {
        (0..nout).any(|i| self.get(i).is_none())
    }

    /// The given outputs as arrays.
    pub fn arrays(&self, nout: usize) -> Res<Vec<Option<Own<Array>>>> {
        (0..nout)
            .map(|i| match self.get(i) {
                None => Ok(None),
                Some(o) => match o.downcast::<Array>() {
                    Some(a) => {
                        require_writeable(a, "output array")?;
                        Ok(Some(a.own()))
                    }
                    None => Err(type_error("return arrays must be of ArrayType")),
                },
            })
            .collect()
    }
}

/// An input operand.
pub struct Input {
    /// Its array.
    pub array: Own<Array>,
    /// The class that stands for it in promotion, if it is a Python number.
    pub weak: Option<&'static DTypeClass>,
}

/// Turns an object into an operand.
pub fn input(obj: &Object) -> Res<Input> {
    if let Some(a) = obj.downcast::<Array>() {
        let weak = weak_of_flags(a);
        return Ok(Input {
            array: a.own(),
            weak,
        });
    }
    let weak = if obj.is_bool() {
        None
    } else {
        abstracts::of_python_number(obj)
    };
    let array = from_any(
        obj,
        &AnyOptions {
            mark_python_scalars: weak.is_some(),
            ..AnyOptions::default()
        },
    )?;
    Ok(Input { array, weak })
}

/// An array that stands for a Python number says so in its flags.
fn weak_of_flags(a: &Array) -> Option<&'static DTypeClass> {
    if a.ndim() != 0 {
        return None;
    }
    let f = a.flags();
    if f & NPY_ARRAY_WAS_PYTHON_INT != 0 {
        Some(abstracts::class(&abstracts::PY_INT))
    } else if f & NPY_ARRAY_WAS_PYTHON_FLOAT != 0 {
        Some(abstracts::class(&abstracts::PY_FLOAT))
    } else if f & NPY_ARRAY_WAS_PYTHON_COMPLEX != 0 {
        Some(abstracts::class(&abstracts::PY_COMPLEX))
    } else {
        None
    }
}

/// The classes that `dtype=` or `signature=` fix.
pub fn fixed_classes(
    uf: &UFunc,
    dtype: Option<&Object>,
    signature: Option<&Object>,
) -> Res<Vec<Option<Own<DTypeClass>>>> {
    let (nin, n) = (uf.nin(), uf.nargs());
    let mut out: Vec<Option<Own<DTypeClass>>> = vec![None; n];
    if let Some(d) = dtype.and_then(Object::not_none) {
        let class = fixed_class(d)?;
        for slot in out.iter_mut().skip(nin) {
            slot.clone_from(&class);
        }
        return Ok(out);
    }
    let Some(s) = signature else {
        return Ok(out);
    };
    if s.is_tuple() {
        let items = s.tuple_items();
        if items.len() == 1 && n != 1 {
            if items[0].is_none() {
                return Err(type_error("a single item type tuple cannot contain None."));
            }
            return Err(type_error(
                "Use `dtype` or  fill the tuple with more than one 'None'.",
            ));
        }
        if items.len() != n {
            return Err(value_error(&format!(
                "a type-tuple must be specified of length {n} for ufunc '{}'",
                uf.name()
            )));
        }
        for (i, (slot, item)) in out.iter_mut().zip(items).enumerate() {
            *slot = match item.not_none() {
                None => None,
                Some(d) => fixed_class(d)?,
            };
            if i < nin && slot.as_ref().is_some_and(|c| c.is_abstract()) {
                return Err(type_error(
                    "Input DTypes to the signature must not be abstract.  The behaviour may be defined in the future.",
                ));
            }
        }
        return Ok(out);
    }
    if !s.is_str() && !s.is_bytes() {
        return Err(type_error(
            "the signature object to ufunc must be a string or a tuple.",
        ));
    }
    let decoded: Owned;
    let text = if s.is_bytes() {
        // SAFETY: new reference or NULL.
        decoded = unsafe {
            Own::from_result(ffi::PyUnicode_FromEncodedObject(
                s.as_ptr(),
                std::ptr::null(),
                std::ptr::null(),
            ))?
        };
        decoded.utf8()?
    } else {
        s.utf8()?
    };
    // Every byte counts as a character of its own.
    let chars = text.as_bytes();
    if chars.len() == 1 && n != 1 {
        return Err(type_error(
            "Use `dtype` or  fill the tuple with more than one 'None'.",
        ));
    }
    if chars.len() != n + 2 || &chars[nin..nin + 2] != b"->" {
        return Err(value_error(&format!(
            "a type-string for {}, {nin} typecode(s) before and {} after the -> sign",
            uf.name(),
            n - nin
        )));
    }
    let codes = chars[..nin].iter().chain(&chars[nin + 2..]);
    for (slot, c) in out.iter_mut().zip(codes) {
        *slot = Some(class_of_code(*c)?);
    }
    Ok(out)
}

/// The class that a character stands for, or a byte with the number of a type.
fn class_of_code(c: u8) -> Res<Own<DTypeClass>> {
    if i32::from(c) < NPY_NTYPES_LEGACY as i32 {
        return Ok(class_of(i32::from(c)).own());
    }
    if b"?bBhHiIlLqQpPnNefdgFDGOSUVMmca".contains(&c) {
        let code = ops::str_new(&char::from(c).to_string())?;
        if let Some(class) = fixed_class(&code)? {
            return Ok(class);
        }
    }
    Err(value_error("Invalid data-type for array"))
}

/// The class of a `dtype=` argument of a ufunc, which must not carry details.
pub fn fixed_class(obj: &Object) -> Res<Option<Own<DTypeClass>>> {
    if let Some(class) = obj.downcast::<DTypeClass>() {
        return Ok(Some(class.own()));
    }
    let Some(request) = request_from_object(Some(obj))? else {
        return Ok(None);
    };
    if let Some(d) = &request.descr
        && !d.is_legacy()
    {
        return Err(type_error(
            "Cannot pass a new user DType instance to the `dtype` or `signature` arguments of ufuncs. Pass the DType class instead.",
        ));
    }
    if let Some(d) = &request.descr
        && has_details(d)
    {
        return Err(type_error(
            "The `dtype` and `signature` arguments to ufuncs only select the general DType and not details such as the byte order or time unit. You can avoid this error by using the scalar types `np.float64` or the dtype string notation.",
        ));
    }
    Ok(Some(request.class))
}

fn has_details(d: &Descr) -> bool {
    if d.is_flexible() {
        return d.elsize() != 0 || d.has_fields() || d.subarray().is_some() || d.names().is_some();
    }
    if d.is_datetime_like() {
        return d.datetime_meta().is_some_and(|m| m.base != NPY_FR_GENERIC);
    }
    // A size or fields are details too.
    !d.is_native() || (d.class().is_parametric() && !d.is_unsized())
}

/// `where=` as a bool array; `None` for True.
pub fn where_mask(obj: Option<&Object>) -> Res<Option<Own<Array>>> {
    let Some(obj) = obj.filter(|o| !o.is(ops::py_bool(true))) else {
        return Ok(None);
    };
    let mask = from_any(
        obj,
        &AnyOptions {
            descr: Some(builtin(NPY_BOOL)),
            ..AnyOptions::default()
        },
    )?;
    if execute::fits(&mask, builtin(NPY_BOOL)) {
        return Ok(Some(mask));
    }
    Ok(Some(crate::coerce::from_array(
        &mask,
        Some(builtin(NPY_BOOL)),
        NPY_ARRAY_FORCECAST | NPY_ARRAY_ALIGNED,
    )?))
}

/// An argument that takes `True` and `False` alone.
fn boolean(obj: &Object, name: &str) -> Res<bool> {
    if obj.is_bool() {
        return obj.truth();
    }
    Err(type_error(&format!("'{name}' must be a boolean")))
}

/// A loop with everything that was decided about its operands.
pub struct Decided<'u> {
    /// The loop.
    pub info: &'u LoopInfo,
    /// Its descriptors.
    pub descrs: resolve::Descrs,
    /// The inputs, Python numbers converted.
    pub inputs: Vec<Own<Array>>,
}

/// The error of a ufunc without a loop, which names Python numbers as such even where they counted by their defaults.
#[cold]
fn no_loop_for_weak(
    uf: &UFunc,
    e: Raised,
    inputs: &[Input],
    sig: &[Option<Own<DTypeClass>>],
) -> Raised {
    let make = |e: &Raised| -> Res<bool> {
        Ok(e.matches(import_cached!(
            "numpy._core._exceptions",
            "_UFuncNoLoopError"
        )?))
    };
    match make(&e) {
        Ok(true) => e.clear(),
        Ok(false) => return e,
        Err(other) => return other,
    }
    let named: Vec<Option<&Object>> = (0..uf.nargs())
        .map(|i| {
            let weak = || inputs.get(i).and_then(|x| x.weak);
            sig[i].as_deref().or_else(weak).map(|c| c.object())
        })
        .collect();
    no_loop_error(uf, &named).unwrap_or_else(|e| e)
}

/// Finds the loop, its descriptors, checks casts and converts Python numbers.
pub fn decide<'u>(
    uf: &'u UFunc,
    objects: &[&Object],
    inputs: Vec<Input>,
    outs: &[Option<Own<Array>>],
    sig: &[Option<Own<DTypeClass>>],
    casting: NPY_CASTING,
) -> Res<Decided<'u>> {
    decide_but(uf, objects, inputs, outs, sig, casting, false)
}

/// The same, where casts to the outputs may be left to the caller.
pub fn decide_but<'u>(
    uf: &'u UFunc,
    objects: &[&Object],
    mut inputs: Vec<Input>,
    outs: &[Option<Own<Array>>],
    sig: &[Option<Own<DTypeClass>>],
    casting: NPY_CASTING,
    any_output: bool,
) -> Res<Decided<'u>> {
    // A single Python number is an array like others; among themselves they count by their default types.
    if let [only] = &mut inputs[..] {
        only.weak = None;
    }
    let all_weak = inputs.iter().all(|i| i.weak.is_some());
    let ops: Vec<OpType<'_>> = inputs
        .iter()
        .map(|i| OpType {
            class: Some(match i.weak {
                None => i.array.descr().class(),
                Some(w) if all_weak => class_of(abstracts::default_type_num(w)),
                Some(w) => w,
            }),
            descr: Some(match i.weak {
                Some(w) if all_weak => builtin(abstracts::default_type_num(w)),
                _ => i.array.descr(),
            }),
            array: Some(&*i.array),
        })
        .chain(outs.iter().map(|o| OpType {
            class: o.as_ref().map(|o| o.descr().class()),
            descr: o.as_ref().map(|o| o.descr()),
            array: o.as_deref(),
        }))
        .collect();
    let request = Request {
        ops: &ops,
        sig,
        reduction: false,
        resolver: uf.resolver(),
    };
    let info = match uf.dispatch().find(uf, &request) {
        Err(e) if all_weak => return Err(no_loop_for_weak(uf, e, &inputs, sig)),
        found => found?,
    };
    let given: Vec<Option<&Descr>> = ops.iter().map(|o| o.descr).collect();
    let scalars: Vec<Option<&Object>> = inputs
        .iter()
        .zip(objects)
        .map(|(i, o)| i.weak.map(|_| *o))
        .collect();
    // A Python number that the loop takes as a number gives its value to the loop's type, not its own.
    let weak_given: Vec<Option<Own<Descr>>> = inputs
        .iter()
        .zip(&info.dtypes)
        .zip(objects)
        .map(|((i, c), o)| {
            if i.weak.is_some() && !c.is_abstract() && !promote::is_weak(c) {
                weak_descr(c, o, &i.array, &given).map(Some)
            } else {
                Ok(None)
            }
        })
        .collect::<Res<_>>()?;
    let seen: Vec<Option<&Descr>> = given
        .iter()
        .enumerate()
        .map(|(i, g)| match weak_given.get(i) {
            Some(Some(w)) => Some(&**w),
            _ => *g,
        })
        .collect();
    let shown: Vec<Option<&Array>> = ops.iter().map(|o| o.array).collect();
    let settled = uf.settles(info).is_some();
    let operands = resolve::Operands {
        given: &seen,
        arrays: &shown,
        scalars: &scalars,
    };
    let (descrs, level, info) = resolve::resolve(uf, info, &operands, casting)?;
    let force = crate::ufunc::forces_input_casts(info);
    let is_fine = |i: usize| -> Res<bool> {
        let Some(weak) = inputs[i].weak else {
            return Ok(false);
        };
        let d = &*descrs[i];
        if !d.is_legacy() {
            return can_cast_types(&*of_python_number(weak, d.class())?, d, casting);
        }
        Ok(promote::weak_casts(weak, d.type_num(), casting))
    };
    let nin = uf.nin();
    let fine: Vec<bool> = (0..nin).map(is_fine).collect::<Res<_>>()?;
    // Python numbers become elements of the loop's types before any cast is looked at.
    let mut arrays = Vec::with_capacity(nin);
    for (i, (input, obj)) in inputs.iter().zip(objects).enumerate() {
        arrays.push(match input.weak {
            Some(_) if fine[i] || force => {
                if force {
                    fits_long(obj, &descrs[i])?;
                } else if casting == NPY_EQUIV_CASTING {
                    equivalent_number(input, &descrs[i])?;
                }
                Some(weak_array(input, obj, &descrs[i])?)
            }
            _ => None,
        });
    }
    resolve::check_level(uf, level, casting)?;
    // Questions about times have an answer of no dtype but bool, wherever that is put.
    let lax = any_output
        || matches!(uf.dispatch().rule(), Rule::IsFinite | Rule::IsNat)
            && descrs[0].is_datetime_like();
    resolve::check_casts(uf, casting, &given, &descrs, |i| {
        settled || if i < nin { force || fine[i] } else { lax }
    })
    .map_err(|e| {
        let refusal = e.fetch();
        match cast_short(uf, &inputs, &descrs, (!force).then_some(casting)) {
            Err(input) => input,
            Ok(()) => Raised::restore(refusal),
        }
    })?;
    drop((shown, ops, seen, given));
    let arrays = arrays
        .into_iter()
        .zip(inputs)
        .zip(objects)
        .zip(&descrs)
        .map(|(((made, input), obj), d)| match made {
            Some(a) => Ok(a),
            None if input.weak.is_some() => weak_array(&input, obj, d),
            None => Ok(input.array),
        })
        .collect::<Res<_>>()?;
    Ok(Decided {
        info,
        descrs,
        inputs: arrays,
    })
}

/// Short inputs are cast one after the other, which may warn or fail before another operand is refused. `casting` is
/// what they are checked against, if anything.
#[cold]
fn cast_short(
    uf: &UFunc,
    inputs: &[Input],
    descrs: &[Own<Descr>],
    casting: Option<NPY_CASTING>,
) -> Res<()> {
    let short = |a: &Array| a.ndim() <= 1 && a.size() <= NPY_BUFSIZE as isize;
    if uf.nout() != 1 {
        return Ok(());
    }
    for (i, d) in inputs.iter().zip(descrs) {
        let a = &*i.array;
        if i.weak.is_some() || fits(a, d) {
            continue;
        }
        let refused = match casting {
            Some(c) => !can_cast_types(a.descr(), d, c)?,
            None => false,
        };
        if refused || !short(a) {
            return Ok(());
        }
        let how = NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST;
        let _cast = from_array(a, Some(d), how)?;
    }
    Ok(())
}

/// The descriptor that a Python number brings to a loop class.
fn weak_descr(
    class: &DTypeClass,
    value: &Object,
    array: &Array,
    given: &[Option<&Descr>],
) -> Res<Own<Descr>> {
    if !class.is_legacy() {
        let found = pytype::discover(class, value)?;
        return if found.class().is(class) {
            Ok(found)
        } else {
            class.default_descr()
        };
    }
    match class.type_num() {
        // Integers beside datetimes count in the other operand's unit.
        NPY_TIMEDELTA | NPY_DATETIME => {
            let meta = given.iter().flatten().find_map(|d| d.datetime_meta());
            match meta {
                Some(m) => crate::dtype::create::datetime(NPY_TIMEDELTA, m),
                None => class.default_descr(),
            }
        }
        n if (0..NPY_NTYPES_LEGACY as i32).contains(&n) && !class.is_parametric() => {
            Ok(builtin(n).own())
        }
        _ => Ok(array.descr().own()),
    }
}

/// What is forced into a bool is an integer of its default type before.
fn fits_long(obj: &Object, d: &Descr) -> Res<()> {
    if d.type_num() == NPY_BOOL && obj.is_int_exact() {
        obj.to_isize()?;
    }
    Ok(())
}

/// The rule 'equiv' wants a Python number of the loop's very type.
fn equivalent_number(input: &Input, d: &Descr) -> Res<()> {
    if d.is_object() || crate::casting::astype::equivalent(input.array.descr(), d)? {
        return Ok(());
    }
    let kind = match input.weak.map(abstracts::default_type_num) {
        Some(NPY_LONG) => "int",
        Some(NPY_DOUBLE) => "float",
        _ => "complex",
    };
    let name = match d.type_num() {
        NPY_TIMEDELTA => "timedelta64".to_owned(),
        _ => d.str_text()?,
    };
    Err(type_error(&format!(
        "cannot cast Python {kind} to {name} under the casting rule 'equiv'"
    )))
}

/// The 0-d array of a Python number in the loop's type; out of range integers raise.
fn weak_array(input: &Input, obj: &Object, d: &Descr) -> Res<Own<Array>> {
    if input.array.descr().type_num() == d.type_num()
        && input.array.descr().is_native()
        && !d.is_datetime_like()
    {
        return Ok(input.array.clone());
    }
    let value: Owned = match obj.downcast::<Array>() {
        // SAFETY: a 0-d array holds one element.
        Some(a) => unsafe { crate::casting::get_item(a.descr(), a.data(), Some(a))? },
        None => obj.own(),
    };
    let a = crate::storage::empty(&[], d.own(), NPY_CORDER)?;
    // SAFETY: the fresh array holds one element of the descriptor.
    unsafe { set_item(d, a.data(), &value)? };
    Ok(a)
}

fn wrong_count(uf: &UFunc, n: usize) -> ferronum_pyrt::Raised {
    let (nin, nargs) = (uf.nin(), uf.nargs());
    let were = if n == 1 { "was" } else { "were" };
    type_error(&if nin == nargs {
        format!(
            "{}() takes {nin} positional arguments but {n} {were} given",
            uf.name()
        )
    } else {
        format!(
            "{}() takes from {nin} to {nargs} positional arguments but {n} {were} given",
            uf.name()
        )
    })
}

/// The whole call.
pub fn general(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    let (nin, nout) = (uf.nin(), uf.nout());
    let pos = args.pos();
    if pos.len() < nin || pos.len() > nin + nout {
        return Err(wrong_count(uf, pos.len()));
    }
    if args.kwnames().is_none()
        && let Some(r) = (crate::ufunc::hooks::TEXT.get().try_call)(uf, pos)?
    {
        return Ok(r);
    }
    let k = Keywords::parse(uf, args)?;
    let outs = Outputs::parse(uf, &pos[nin..], k.out)?;
    let objects = &pos[..nin];
    let keywords = |d: &Object| -> Res<()> {
        for (name, value) in args.keywords() {
            match name.utf8()? {
                "out" => outs.named(d)?,
                "sig" => d.dict_set(intern!("signature"), value)?,
                _ => d.dict_set(name, value)?,
            }
        }
        Ok(())
    };
    let overridden = array_ufunc::check(&UfuncCall {
        ufunc: uf,
        method: intern!("__call__"),
        inputs: objects,
        out: outs.tuple.as_deref(),
        where_: k.where_,
        keywords: &keywords,
    })?;
    if let Some(r) = overridden {
        return Ok(r);
    }
    let masks = !uf.is_generalized()
        && k.where_
            .is_some_and(|w| !w.is(ferronum_pyrt::py_bool(true)));
    if masks && (nout == 0 || outs.has_missing(nout)) && k.out.is_none() {
        warn(
            exc::UserWarning(),
            "'where' used without 'out', expect unitialized memory in output. If this is intentional, use out=None.",
            1,
        )?;
    }
    // All arguments in the order in which they are looked at: what is wrong with the first one counts.
    let sig = fixed_classes(uf, k.dtype, k.signature)?;
    let inputs: Vec<Input> = objects.iter().map(|o| input(o)).collect::<Res<_>>()?;
    let out_arrays = outs.arrays(nout)?;
    let mask = where_mask(k.where_)?;
    let keepdims = k.keepdims.map(|o| boolean(o, "keepdims")).transpose()?;
    let casting = convert::casting_or(k.casting, NPY_SAME_KIND_CASTING)?;
    let order = convert::order_or(k.order, NPY_KEEPORDER)?;
    let subok = k.subok.map_or(Ok(true), |o| boolean(o, "subok"))?;
    let results = if uf.is_generalized() {
        let axes = gufunc::AxisArgs {
            axes: k.axes,
            axis: k.axis,
            keepdims,
        };
        gufunc::call(uf, objects, inputs, out_arrays, &sig, casting, order, &axes)?
    } else {
        let (inputs, sig) = compare_ints::adapt(uf, objects, inputs, sig)?;
        let decided = decide(uf, objects, inputs, &out_arrays, &sig, casting)?;
        let call = execute::Call {
            uf,
            info: decided.info,
            descrs: &decided.descrs,
            inputs: decided.inputs,
            outputs: out_arrays,
            mask,
            order,
        };
        if uf.has_iterator_flags() {
            iterated::call(call)?
        } else {
            execute::elementwise(call)?
        }
    };
    let wrap = if subok {
        array_wrap::find(objects)?
    } else {
        Wrap::Plain
    };
    finish(uf, objects, &outs, &wrap, results)
}

/// Wraps the results and packs them up.
fn finish(
    uf: &UFunc,
    objects: &[&Object],
    outs: &Outputs,
    wrap: &Wrap,
    results: Vec<Own<Array>>,
) -> Res<Owned> {
    let needs_context = !matches!(wrap, Wrap::Plain) || outs.tuple.is_some();
    let full: Option<Owned> = if needs_context {
        let mut all = objects.to_vec();
        if let Some(t) = &outs.tuple {
            all.extend(t.tuple_items());
        }
        Some(ops::tuple_new(&all)?)
    } else {
        None
    };
    let n = results.len();
    let mut wrapped: Vec<Owned> = Vec::with_capacity(n);
    for (i, r) in results.into_iter().enumerate() {
        let given = outs.get(i);
        let context = full.as_ref().map(|args| array_wrap::Context {
            ufunc: uf,
            args,
            index: i,
        });
        wrapped.push(array_wrap::apply(
            r,
            given,
            wrap,
            context,
            !outs.keep_arrays,
        )?);
    }
    if n == 1
        && let Some(one) = wrapped.pop()
    {
        return Ok(one);
    }
    ops::tuple_from(wrapped.into_iter().map(Ok))
}

/// `ufunc.outer(a, b, **kwargs)`.
pub fn outer_method(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    if uf.is_generalized() {
        return Err(type_error(
            "method outer is not allowed in ufunc with non-trivial signature",
        ));
    }
    if uf.nin() != 2 {
        return Err(value_error(
            "outer product only supported for binary functions",
        ));
    }
    let &[a, b] = args.pos() else {
        return Err(type_error("exactly two arguments expected"));
    };
    let k = Keywords::parse(uf, args)?;
    let outs = Outputs::parse(uf, &[], k.out)?;
    let keywords = |d: &Object| -> Res<()> {
        for (name, value) in args.keywords() {
            match name.utf8()? {
                "out" => outs.named(d)?,
                "sig" => d.dict_set(intern!("signature"), value)?,
                _ => d.dict_set(name, value)?,
            }
        }
        Ok(())
    };
    let overridden = array_ufunc::check(&UfuncCall {
        ufunc: uf,
        method: intern!("outer"),
        inputs: args.pos(),
        out: outs.tuple.as_deref(),
        where_: k.where_,
        keywords: &keywords,
    })?;
    if let Some(r) = overridden {
        return Ok(r);
    }
    for (obj, which) in [(a, "first"), (b, "second")] {
        if obj.downcast::<Array>().is_some_and(|x| !x.is_exact())
            && obj.is_instance_of(import_cached!("numpy", "matrix")?.as_ptr().cast())
        {
            return Err(type_error(&format!(
                "{}.outer() was passed a numpy matrix as {which} argument. Special handling of matrix is removed. Convert to a ndarray via 'matrix.A' ",
                uf.name()
            )));
        }
    }
    // The first operand gets one axis for each of the second's. Python numbers are arrays like any other here.
    let second = strong(b)?;
    let first = strong(a)?;
    let mut shape = crate::model::Dims::from(first.shape());
    for _ in 0..second.ndim() {
        if !shape.push(1) {
            return Err(value_error(&format!(
                "maximum supported dimension for an ndarray is {NPY_MAXDIMS}, but `{}.outer()` result would have {}.",
                uf.name(),
                first.ndim() + second.ndim()
            )));
        }
    }
    let left = crate::array::shape::reshape(&first, &shape, NPY_CORDER, None)?;
    if left.shape() != &shape[..] {
        return Err(type_error(&format!(
            "{}.outer() called with ndarray-subclass of type '{}' which modified its shape after a reshape. `outer()` relies on reshaping the inputs and is for example not supported for the 'np.matrix' class (the usage of matrix is generally discouraged). To work around this issue, please convert the inputs to numpy arrays.",
            uf.name(),
            array_ufunc::short_type_name(&left)
        )));
    }
    let (left, right) = (left.upcast(), second.upcast());
    let mut values: Vec<&Object> = vec![&left, &right];
    values.extend(args.values()[2..].iter().copied());
    uf.object().call_kw(&values, args.kwnames())
}

/// An operand as an array whose dtype counts in full.
fn strong(obj: &Object) -> Res<Own<Array>> {
    let x = input(obj)?;
    if x.weak.is_some() {
        return crate::coerce::as_array(obj);
    }
    Ok(x.array)
}
