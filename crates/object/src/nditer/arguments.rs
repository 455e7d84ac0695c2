//! The arguments of `numpy.nditer` and `nested_iters`: operands, flags, dtypes, axes.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, ffi};

use crate::coerce::{AnyOptions, from_any};
use crate::dtype::parse::descr_from_optional;
use crate::model::Descr;
use crate::model::{Array, Dims};

const GLOBAL: &[(&str, u32)] = &[
    ("buffered", NPY_ITER_BUFFERED),
    ("c_index", NPY_ITER_C_INDEX),
    ("copy_if_overlap", NPY_ITER_COPY_IF_OVERLAP),
    ("common_dtype", NPY_ITER_COMMON_DTYPE),
    ("delay_bufalloc", NPY_ITER_DELAY_BUFALLOC),
    ("external_loop", NPY_ITER_EXTERNAL_LOOP),
    ("f_index", NPY_ITER_F_INDEX),
    ("growinner", NPY_ITER_GROWINNER),
    ("grow_inner", NPY_ITER_GROWINNER),
    ("multi_index", NPY_ITER_MULTI_INDEX),
    ("ranged", NPY_ITER_RANGED),
    ("refs_ok", NPY_ITER_REFS_OK),
    ("reduce_ok", NPY_ITER_REDUCE_OK),
    ("zerosize_ok", NPY_ITER_ZEROSIZE_OK),
];

const PER_OPERAND: &[(&str, u32)] = &[
    ("aligned", NPY_ITER_ALIGNED),
    ("allocate", NPY_ITER_ALLOCATE),
    ("arraymask", NPY_ITER_ARRAYMASK),
    ("copy", NPY_ITER_COPY),
    ("contig", NPY_ITER_CONTIG),
    ("nbo", NPY_ITER_NBO),
    ("no_subtype", NPY_ITER_NO_SUBTYPE),
    ("no_broadcast", NPY_ITER_NO_BROADCAST),
    (
        "overlap_assume_elementwise",
        NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE,
    ),
    ("readonly", NPY_ITER_READONLY),
    ("readwrite", NPY_ITER_READWRITE),
    ("updateifcopy", NPY_ITER_UPDATEIFCOPY),
    ("virtual", NPY_ITER_VIRTUAL),
    ("writeonly", NPY_ITER_WRITEONLY),
    ("writemasked", NPY_ITER_WRITEMASKED),
];

fn is_list(obj: &Object) -> bool {
    obj.is_tuple() || obj.is_list()
}

/// The flag that a name stands for; `what` for the message.
fn flag(name: &Object, table: &[(&str, u32)], what: &str) -> Res<u32> {
    let text: Owned = if name.is_str() {
        name.own()
    } else if name.is_bytes() {
        // SAFETY: a bytes object, decoded as ASCII.
        unsafe {
            Own::from_result(ffi::PyUnicode_FromEncodedObject(
                name.as_ptr(),
                c"ascii".as_ptr(),
                std::ptr::null(),
            ))?
        }
    } else {
        return Err(type_error(&format!(
            "expected bytes, {} found",
            name.type_name()
        )));
    };
    let text = text.utf8()?;
    table
        .iter()
        .find(|(n, _)| *n == text)
        .map(|(_, bit)| *bit)
        .ok_or_else(|| value_error(&format!("Unexpected {what} flag \"{text}\"")))
}

/// `flags=`.
pub(super) fn global_flags(obj: Option<&Object>) -> Res<u32> {
    let Some(obj) = obj.and_then(Object::not_none) else {
        return Ok(0);
    };
    if !is_list(obj) {
        return Err(value_error(
            "Iterator global flags must be a list or tuple of strings",
        ));
    }
    let mut out = 0;
    for name in obj.items_by_index()?.tuple_items() {
        out |= flag(name, GLOBAL, "iterator global")?;
    }
    Ok(out)
}

fn operand_flags(list: &Object) -> Res<u32> {
    let mut out = 0;
    for name in list.items_by_index()?.tuple_items() {
        out |= flag(name, PER_OPERAND, "per-op iterator")?;
    }
    Ok(out)
}

/// `op_flags=`: one list for each operand, or one for all; absent means read, or allocate where there is no array.
pub(super) fn all_operand_flags(obj: Option<&Object>, ops: &[Owned]) -> Res<Vec<u32>> {
    let Some(obj) = obj.and_then(Object::not_none) else {
        return Ok(ops
            .iter()
            .map(|o| {
                if o.is_none() {
                    NPY_ITER_WRITEONLY | NPY_ITER_ALLOCATE
                } else {
                    NPY_ITER_READONLY
                }
            })
            .collect());
    };
    let wrong = || value_error("op_flags must be a tuple or array of per-op flag-tuples");
    if !is_list(obj) {
        return Err(wrong());
    }
    let items = obj.items_by_index()?;
    let items = items.tuple_items();
    let flags: Res<Vec<u32>> = if items.len() == ops.len() && items.iter().all(|i| is_list(i)) {
        items.iter().map(|i| operand_flags(i)).collect()
    } else {
        operand_flags(obj).map(|same| vec![same; ops.len()])
    };
    flags.map_err(|e| {
        if !e.matches(exc::TypeError()) {
            return e;
        }
        e.clear();
        wrong()
    })
}

/// The operands as they were given: one, or a list of them.
pub(super) fn operand_objects(obj: &Object) -> Res<Vec<Owned>> {
    if !is_list(obj) {
        return Ok(vec![obj.own()]);
    }
    let count = obj.len()?;
    if count > c_int::MAX as usize {
        return Err(value_error(&format!(
            "Too many operands to nditer, found {count}."
        )));
    }
    let items = obj.items_by_index()?;
    if items.tuple_len() == 0 {
        return Err(value_error("Must provide at least one operand"));
    }
    Ok(items.tuple_items().iter().map(|o| o.own()).collect())
}

/// An array over the memory of an object, which is to be written to.
fn over_memory_of(obj: &Object) -> Res<Own<Array>> {
    let options = AnyOptions {
        flags: NPY_ARRAY_WRITEBACKIFCOPY,
        ..AnyOptions::default()
    };
    from_any(obj, &options).map_err(|e| {
        if !e.matches(exc::TypeError()) {
            return e;
        }
        e.clear();
        type_error(
            "Iterator operand is flagged as writeable, but is an object which cannot be written back to via WRITEBACKIFCOPY",
        )
    })
}

/// The operands as arrays, `None` where one is to be allocated.
pub(super) fn operand_arrays(objects: &[Owned], flags: &[u32]) -> Res<Vec<Option<Own<Array>>>> {
    objects
        .iter()
        .zip(flags)
        .map(|(o, f)| {
            if o.is_none() {
                return Ok(None);
            }
            if let Some(a) = o.downcast::<Array>() {
                return Ok(Some(a.own()));
            }
            if f & (NPY_ITER_READWRITE | NPY_ITER_WRITEONLY) != 0 {
                return over_memory_of(o).map(Some);
            }
            crate::coerce::as_array(o).map(Some)
        })
        .collect()
}

/// `op_dtypes=`: one for each operand, or one for all.
pub(super) fn dtypes(obj: Option<&Object>, nop: usize) -> Res<Vec<Option<Own<Descr>>>> {
    let Some(obj) = obj.and_then(Object::not_none) else {
        return Ok(vec![None; nop]);
    };
    if is_list(obj) {
        let items = obj.items_by_index()?;
        if items.tuple_len() == nop {
            let each: Res<Vec<_>> = items
                .tuple_items()
                .iter()
                .map(|d| descr_from_optional(Some(d)))
                .collect();
            match each {
                Ok(v) => return Ok(v),
                // A list of one field is a structured dtype.
                Err(e) => e.clear(),
            }
        }
    }
    Ok(vec![descr_from_optional(Some(obj))?; nop])
}

/// `op_axes=` and `itershape=` together.
pub(super) struct Axes {
    pub oa_ndim: Option<usize>,
    pub op_axes: Option<Vec<Option<Vec<c_int>>>>,
    pub itershape: Option<Dims>,
}

/// `itershape=`.
pub(super) fn shape(obj: Option<&Object>) -> Res<Option<Dims>> {
    match obj.and_then(Object::not_none) {
        Some(s) => crate::arguments::convert::shape(s),
        None => Ok(None),
    }
}

/// The arguments of a function by its parameters, and a keyword that it does not have. That is refused after the values
/// of the others were looked at.
pub(super) fn matched<'a, const N: usize>(
    function: &str,
    args: Args<'a>,
    names: [&str; N],
) -> Res<([Option<&'a Object>; N], Option<&'a Object>)> {
    let count = args.values().len();
    if count > N {
        return Err(type_error(&format!(
            "{function}() takes at most {N} arguments ({count} given)"
        )));
    }
    let mut out = [None; N];
    for (slot, value) in out.iter_mut().zip(args.pos()) {
        *slot = Some(*value);
    }
    let mut unknown = None;
    for (name, value) in args.keywords() {
        let text = name.utf8()?;
        match names.iter().position(|n| *n == text) {
            None => unknown = unknown.or(Some(name)),
            Some(i) if i < args.pos().len() => {
                return Err(type_error(&format!(
                    "argument for {function}() given by name ('{text}') and position ({})",
                    i + 1
                )));
            }
            Some(i) => out[i] = Some(value),
        }
    }
    Ok((out, unknown))
}

/// The error of a keyword that a function does not have.
pub(super) fn refuse(function: &str, unknown: Option<&Object>) -> Res<()> {
    match unknown {
        None => Ok(()),
        Some(name) => Err(type_error(&format!(
            "'{}' is an invalid keyword argument for {function}()",
            name.utf8()?
        ))),
    }
}

/// Reads `op_axes=` and `itershape=`.
pub(super) fn axes(op_axes: Option<&Object>, itershape: Option<Dims>, nop: usize) -> Res<Axes> {
    let lists = op_axes
        .and_then(Object::not_none)
        .map(|o| axis_lists(o, nop))
        .transpose()?;
    match (lists, itershape) {
        (Some((ndim, lists)), itershape) => {
            if itershape.as_ref().is_some_and(|s| s.len() != ndim) {
                return Err(value_error(
                    "'op_axes' and 'itershape' must have the same number of entries equal to the iterator ndim",
                ));
            }
            Ok(Axes {
                oa_ndim: Some(ndim),
                op_axes: Some(lists),
                itershape,
            })
        }
        (None, Some(s)) => Ok(Axes {
            oa_ndim: Some(s.len()),
            op_axes: Some(vec![None; nop]),
            itershape: Some(s),
        }),
        (None, None) => Ok(Axes {
            oa_ndim: None,
            op_axes: None,
            itershape: None,
        }),
    }
}

type AxisLists = (usize, Vec<Option<Vec<c_int>>>);

fn axis_lists(obj: &Object, nop: usize) -> Res<AxisLists> {
    let wrong = || value_error("op_axes must be a tuple/list matching the number of ops");
    if !is_list(obj) {
        return Err(wrong());
    }
    if obj.len()? != nop {
        return Err(wrong());
    }
    let items = obj.items_by_index()?;
    let mut ndim = None;
    let mut out = Vec::with_capacity(nop);
    for item in items.tuple_items() {
        if item.is_none() {
            out.push(None);
            continue;
        }
        if !is_list(item) {
            return Err(value_error(
                "Each entry of op_axes must be None or a tuple/list",
            ));
        }
        let entries = item.items_by_index()?;
        let n = entries.tuple_len();
        if *ndim.get_or_insert(n) != n {
            return Err(value_error("Each entry of op_axes must have the same size"));
        }
        if n > NPY_MAXDIMS {
            return Err(value_error("Too many dimensions in op_axes"));
        }
        let list: Vec<c_int> = entries
            .tuple_items()
            .iter()
            .map(|e| axis_entry(e))
            .collect::<Res<_>>()?;
        out.push(Some(list));
    }
    match ndim {
        Some(n) => Ok((n, out)),
        None => Err(value_error(
            "If op_axes is provided, at least one list of axes must be contained within it",
        )),
    }
}

fn axis_entry(obj: &Object) -> Res<c_int> {
    if obj.is_none() {
        return Ok(-1);
    }
    crate::arguments::convert::to_int(obj, "an integer is required")
}

/// `axes=` of `nested_iters`: the axes of each nesting.
pub(super) fn nested_axes(obj: &Object) -> Res<Vec<Vec<c_int>>> {
    if !is_list(obj) {
        return Err(value_error("axes must be a tuple of axis arrays"));
    }
    let items = obj.items_by_index()?;
    if items.tuple_len() < 2 {
        return Err(value_error(
            "axes must have at least 2 entries for nested iteration",
        ));
    }
    let mut used = [false; NPY_MAXDIMS];
    let mut total = 0;
    let mut out = Vec::with_capacity(items.tuple_len());
    for item in items.tuple_items() {
        if !is_list(item) {
            return Err(value_error("Each item in axes must be an integer tuple"));
        }
        let entries = item.items_by_index()?;
        total += entries.tuple_len();
        if total > NPY_MAXDIMS {
            return Err(value_error("Too many axes given"));
        }
        let mut list = Vec::with_capacity(entries.tuple_len());
        for e in entries.tuple_items() {
            let axis = axis_entry(e).unwrap_or_else(|e: Raised| {
                e.clear();
                -1
            });
            let Some(seen) = usize::try_from(axis).ok().and_then(|a| used.get_mut(a)) else {
                return Err(value_error("An axis is out of bounds"));
            };
            if std::mem::replace(seen, true) {
                return Err(value_error("An axis is used more than once"));
            }
            list.push(axis);
        }
        out.push(list);
    }
    Ok(out)
}
