//! Casts from and to `V`: raw bytes, structures field by field, subarrays.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{enter_recursive, value_error};
use ferronum_pyrt::{Layout, Own, Res, entry};

use super::adapt::{CastQuery, LoopQuery, loop_getter, resolver};
use super::array_method::{ArrayMethod, CastInfo, LoopChoice};
use super::safety::min_casting;
use super::text::{Run, descrs_of, parse_slowly};
use super::transfer::{ANY_STRIDE, Options, Transfer};
use super::{canonical, copies, item, raw_void, registry, with_text_length};
use crate::dtype::field::{Field, fields};
use crate::dtype::subarray::{subarray_shape, subarray_size};
use crate::model::Descr;
use crate::model::Dims;
use crate::model::auxdata;
use crate::model::auxdata::AuxValue;

/// The method for `V` on one or both sides.
pub(crate) fn method(from_void: bool, to_void: bool) -> Res<Own<ArrayMethod>> {
    // The steps decide at run time what they need.
    let flags = NPY_METH_SUPPORTS_UNALIGNED | NPY_METH_REQUIRES_PYAPI;
    let (name, level) = match (from_void, to_void) {
        (true, true) => (c"void_to_void_cast", UNKNOWN_LEVEL),
        (false, _) => (c"any_to_void_cast", NPY_SAFE_CASTING),
        (true, false) => (c"void_to_any_cast", NPY_UNSAFE_CASTING),
    };
    let m = ArrayMethod::new(name, 1, 1, level, flags)?;
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).resolve_descriptors = Some(match (from_void, to_void) {
            (true, true) => resolve_within,
            (false, _) => resolve_to,
            (true, false) => resolve_from,
        });
        (*m.raw()).get_strided_loop = Some(void_loop);
    }
    Ok(m)
}

/// The level of structures follows from their fields alone.
const UNKNOWN_LEVEL: NPY_CASTING = -1;

/// Not possible, nothing raised.
const IMPOSSIBLE: NPY_CASTING = -1;

resolver! { resolve_within => |q| resolve(q, None) }
resolver! { resolve_to => |q| {
    let to = match q.to {
        Some(_) => None,
        None => Some(raw_void(q.from.elsize())?),
    };
    resolve(q, to)
} }
resolver! { resolve_from => |q| {
    let to = match q.to {
        Some(_) => None,
        None => Some(match q.to_class.type_num() {
            t @ (NPY_STRING | NPY_UNICODE) => with_text_length(t, q.from.elsize())?,
            _ => q.to_class.default_descr()?,
        }),
    };
    resolve(q, to)
} }
loop_getter! { void_loop => get_void_loop }

fn resolve(q: CastQuery<'_>, default: Option<Own<Descr>>) -> Res<CastInfo> {
    let within = q.from_class.is(q.to_class);
    if within && q.to.is_none() {
        return Ok(CastInfo {
            casting: if q.from.has_subarray() {
                NPY_SAFE_CASTING
            } else {
                NPY_NO_CASTING
            },
            descrs: [q.from.own(), raw_void(q.from.elsize())?],
            view_offset: Some(0),
        });
    }
    let to = match (q.to, default) {
        (Some(t), _) => t.own(),
        (None, Some(d)) => d,
        (None, None) => q.to_class.default_descr()?,
    };
    let (casting, view_offset) = level(q.from, &to)?;
    // Of an element that is no void the native bytes are taken.
    let raw = q.from.type_num() != NPY_VOID && !to.is_structure() && !to.has_subarray();
    let from = if raw {
        canonical(q.from)?
    } else {
        q.from.own()
    };
    Ok(CastInfo {
        casting,
        view_offset: view_offset.filter(|v| *v >= 0 && from.is(q.from)),
        descrs: [from, to],
    })
}

type Level = (NPY_CASTING, Option<isize>);

/// Level and view offset between two dtypes of which at least one is `V`.
fn level(from: &Descr, to: &Descr) -> Res<Level> {
    let _depth = enter_recursive(c" while comparing structures")?;
    if from.is_structure() && to.is_structure() {
        return level_of_structures(from, to);
    }
    if from.is_structure() {
        let list = fields(from)?;
        let [only] = list.as_slice() else {
            return Ok((IMPOSSIBLE, None));
        };
        return Ok(
            match registry::cast_info(&only.descr, Some(to), to.class())? {
                Some((_, view)) => (NPY_UNSAFE_CASTING, view.map(|v| v + only.offset)),
                None => (IMPOSSIBLE, None),
            },
        );
    }
    if to.is_structure() {
        let list = fields(to)?;
        let [only] = list.as_slice() else {
            // The element goes into each field.
            for y in &list {
                if registry::cast_info(from, Some(&y.descr), y.descr.class())?
                    .is_none_or(|(l, _)| l < 0)
                {
                    return Ok((IMPOSSIBLE, None));
                }
            }
            return Ok((NPY_UNSAFE_CASTING, None));
        };
        return Ok(
            match registry::cast_info(from, Some(&only.descr), only.descr.class())? {
                Some((_, view)) => (NPY_UNSAFE_CASTING, view.map(|v| v - only.offset)),
                None => (IMPOSSIBLE, None),
            },
        );
    }
    match (from.subarray(), to.subarray()) {
        (Some((a, x)), Some((b, y))) => {
            if *subarray_shape(x)? == *subarray_shape(y)? {
                return Ok(match registry::cast_info(a, Some(b), b.class())? {
                    Some((l, view)) if l >= 0 => (l & !NPY_SAME_VALUE_CASTING_FLAG, view),
                    _ => (IMPOSSIBLE, None),
                });
            }
            return Ok(match registry::cast_info(a, Some(b), b.class())? {
                Some((l, _)) if l >= 0 => (NPY_UNSAFE_CASTING, None),
                _ => (IMPOSSIBLE, None),
            });
        }
        (Some((a, x)), None) => {
            let one = subarray_size(&subarray_shape(x)?)? == 1;
            return Ok(match registry::cast_info(a, Some(to), to.class())? {
                Some((_, view)) => (NPY_UNSAFE_CASTING, view.filter(|_| one)),
                None => (IMPOSSIBLE, None),
            });
        }
        (None, Some((b, y))) => {
            let one = subarray_size(&subarray_shape(y)?)? == 1;
            return Ok(match registry::cast_info(from, Some(b), b.class())? {
                // Within void an element alone is no array of one.
                Some((_, view)) if from.type_num() == NPY_VOID => {
                    (NPY_UNSAFE_CASTING, view.filter(|_| one))
                }
                Some((l, view)) => (min_casting(l, NPY_SAFE_CASTING), view.filter(|_| one)),
                None => (IMPOSSIBLE, None),
            });
        }
        (None, None) => {}
    }
    let (a, b) = (from.elsize(), to.elsize());
    let to_void = to.type_num() == NPY_VOID;
    Ok(match (from.type_num() == NPY_VOID, to_void) {
        (true, true) if a == b => (NPY_NO_CASTING, Some(0)),
        (true, true) if a > b => (NPY_SAME_KIND_CASTING, Some(0)),
        (false, true) if a > b => (NPY_UNSAFE_CASTING, Some(0)),
        (false, true) if a == b => (NPY_SAFE_CASTING, (!from.has_references()).then_some(0)),
        (_, true) => (NPY_SAFE_CASTING, None),
        (_, false) => (NPY_UNSAFE_CASTING, None),
    })
}

fn level_of_structures(from: &Descr, to: &Descr) -> Res<Level> {
    let (a, b) = (fields(from)?, fields(to)?);
    if a.len() != b.len() {
        return Ok((IMPOSSIBLE, None));
    }
    let mut casting = NPY_NO_CASTING;
    let mut view: Option<Option<isize>> = None;
    for (x, y) in a.iter().zip(&b) {
        let Some((l, v)) = registry::cast_info(&x.descr, Some(&y.descr), y.descr.class())? else {
            return Ok((IMPOSSIBLE, None));
        };
        casting = min_casting(casting, l & !NPY_SAME_VALUE_CASTING_FLAG);
        if x.offset != y.offset {
            casting = min_casting(casting, NPY_EQUIV_CASTING);
        }
        let here = v.map(|v| v + x.offset - y.offset);
        view = Some(match view {
            None => here,
            Some(before) if before == here => here,
            _ => None,
        });
        if !x.name.equals(&y.name)? || !same_title(from, x, to, y)? {
            casting = min_casting(casting, NPY_SAFE_CASTING);
        }
    }
    if from.elsize() != to.elsize() {
        casting = min_casting(casting, NPY_EQUIV_CASTING);
    }
    let view = view.unwrap_or(Some(0)).filter(|v| {
        *v >= 0
            && v.checked_add(to.elsize())
                .is_some_and(|e| e <= from.elsize())
    });
    Ok((casting, view))
}

fn same_title(from: &Descr, x: &Field, to: &Descr, y: &Field) -> Res<bool> {
    let title = |d: &Descr, f: &Field| -> Res<Option<ferronum_pyrt::Owned>> {
        let entry = d
            .fields()
            .map(|m| m.dict_get(&f.name))
            .transpose()?
            .flatten();
        Ok(entry.and_then(|e| {
            if e.is_tuple() && e.tuple_len() > 2 {
                Some(e.tuple_items()[2].own())
            } else {
                None
            }
        }))
    };
    match (title(from, x)?, title(to, y)?) {
        (None, None) => Ok(true),
        (Some(a), Some(b)) => a.equals(&b),
        _ => Ok(false),
    }
}

/// One part of a structure's transfer.
struct Part {
    /// `None` writes zeros.
    transfer: Option<Transfer>,
    /// The elements that are written.
    to: Own<Descr>,
    src_offset: isize,
    dst_offset: isize,
    /// Elements of a subarray, moved in one run: (count, source stride, destination stride).
    run: Option<(isize, isize, isize)>,
}

/// What is done for each element.
struct Parts {
    list: Vec<Part>,
}

impl AuxValue for Parts {
    fn duplicate(&self) -> Res<Self> {
        let mut list = Vec::with_capacity(self.list.len());
        for p in &self.list {
            list.push(Part {
                transfer: p.transfer.as_ref().map(Transfer::duplicate).transpose()?,
                to: p.to.clone(),
                ..*p
            });
        }
        Ok(Parts { list })
    }
}

/// Bytes copied and bytes zeroed after them.
struct Raw {
    copied: usize,
    zeroed: usize,
}

impl AuxValue for Raw {
    fn duplicate(&self) -> Res<Self> {
        Ok(Raw { ..*self })
    }
}

fn get_void_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let _depth = enter_recursive(c" while preparing the copy of a structure")?;
    let (from, to) = (q.from, q.to);
    let options = Options {
        aligned: q.aligned,
        move_references: false,
        same_value: q.same_value,
    };
    let part = |a: &Descr, b: &Descr, src_offset: isize, dst_offset: isize| -> Res<Part> {
        // Fields need not be aligned within an aligned structure.
        let aligned = q.aligned
            && src_offset % a.alignment().max(1) == 0
            && dst_offset % b.alignment().max(1) == 0
            && from.alignment() >= a.alignment()
            && to.alignment() >= b.alignment();
        Ok(Part {
            transfer: Some(Transfer::with(
                a,
                b,
                [ANY_STRIDE, ANY_STRIDE],
                Options { aligned, ..options },
            )?),
            to: b.own(),
            src_offset,
            dst_offset,
            run: None,
        })
    };
    // Fields over an element that is no structure are taken for one here, as in the reference.
    if from.has_fields() && to.is_structure() {
        let (xs, ys) = (fields(from)?, fields(to)?);
        if xs.len() != ys.len() {
            return Err(value_error("structures must have the same size"));
        }
        let mut list = Vec::new();
        for (x, y) in xs.iter().zip(&ys) {
            list.push(part(&x.descr, &y.descr, x.offset, y.offset)?);
        }
        return Ok(parts_choice(list));
    }
    if from.is_structure() {
        return match fields(from)?.as_slice() {
            [x] => Ok(parts_choice(vec![part(&x.descr, to, x.offset, 0)?])),
            _ => Err(value_error(
                "Can't cast from structure to non-structure, except if the structure only has a \
                 single field.",
            )),
        };
    }
    if to.is_structure() {
        let mut list = Vec::new();
        for y in fields(to)? {
            list.push(part(from, &y.descr, 0, y.offset)?);
        }
        return Ok(parts_choice(list));
    }
    if from.has_subarray() || to.has_subarray() {
        return subarrays(from, to, options).map(parts_choice);
    }
    let other = if from.type_num() == NPY_VOID {
        to
    } else {
        from
    };
    if other.is_user_defined() || !other.is_legacy() {
        // There is a cast, but nothing knows the bytes of such elements.
        return Err(value_error("No cast function available."));
    }
    if from.type_num() == NPY_VOID && to.type_num() != NPY_VOID {
        return Ok(LoopChoice {
            run: raw_to_any,
            aux: std::ptr::null_mut(),
            flags: NPY_METH_REQUIRES_PYAPI,
        });
    }
    let (a, b) = (from.elsize(), to.elsize());
    if a == b && a > 0 {
        return Ok(copies::plain(a, q.strides[0], q.strides[1]));
    }
    Ok(LoopChoice {
        run: raw_bytes,
        aux: auxdata::boxed(Raw {
            copied: a.min(b) as usize,
            zeroed: (b - a).max(0) as usize,
        }),
        flags: NPY_METH_NO_FLOATINGPOINT_ERRORS,
    })
}

fn parts_choice(list: Vec<Part>) -> LoopChoice {
    let mut flags = NPY_METH_NO_FLOATINGPOINT_ERRORS;
    let mut python = 0;
    for p in &list {
        let part = p
            .transfer
            .as_ref()
            .map_or(NPY_METH_NO_FLOATINGPOINT_ERRORS, |t| t.flags);
        flags &= part;
        python |= part & NPY_METH_REQUIRES_PYAPI;
        if p.to.has_references() {
            python |= NPY_METH_REQUIRES_PYAPI;
        }
    }
    LoopChoice {
        run: run_parts,
        aux: auxdata::boxed(Parts { list }),
        flags: flags | python,
    }
}

/// The parts of a cast with a subarray on one or both sides, by the rules of broadcasting.
fn subarrays(from: &Descr, to: &Descr, options: Options) -> Res<Vec<Part>> {
    let side = |d: &Descr| -> Res<(Own<Descr>, Dims)> {
        Ok(match d.subarray() {
            Some((of, shape)) => (of.own(), subarray_shape(shape)?),
            None => (d.own(), Dims::new()),
        })
    };
    let ((a, x), (b, y)) = (side(from)?, side(to)?);
    let (n, m) = (subarray_size(&x)?, subarray_size(&y)?);
    let options = Options {
        aligned: false,
        ..options
    };
    let (sa, sb) = (a.elsize(), b.elsize());
    let run = |src: Option<isize>, src_stride: isize, first: isize, count: isize| -> Res<Part> {
        Ok(Part {
            transfer: src
                .map(|_| Transfer::with(&a, &b, [src_stride, sb], options))
                .transpose()?,
            to: b.clone(),
            src_offset: src.unwrap_or(0),
            dst_offset: first * sb,
            run: Some((count, src_stride, sb)),
        })
    };
    if *x == *y || n == 1 && m == 1 {
        return Ok(vec![run(Some(0), sa, 0, m)?]);
    }
    if n == 1 {
        return Ok(vec![run(Some(0), 0, 0, m)?]);
    }
    // Where each element comes from: the same indices counted from the last axis, index 0 on axes of length
    // one and on axes that only the source has; nowhere (zero) beyond the source's lengths.
    let origin = |i: isize| -> Option<isize> {
        let (mut rest, mut at, mut step) = (i, 0, 1);
        for k in 1..=y.len() {
            let len = y[y.len() - k];
            let index = rest % len;
            rest /= len;
            if k <= x.len() {
                let have = x[x.len() - k];
                if have != 1 {
                    if index >= have {
                        return None;
                    }
                    at += index * step;
                }
                step *= have;
            }
        }
        Some(at)
    };
    let mut list = Vec::new();
    let mut i = 0;
    while i < m {
        let first = origin(i);
        let second = if i + 1 < m { origin(i + 1) } else { None };
        // The longest run of equal steps from here.
        let step = match (first, second) {
            (Some(p), Some(q)) => q - p,
            _ => 0,
        };
        let mut count = 1;
        while i + count < m
            && match (first, origin(i + count)) {
                (None, None) => true,
                (Some(p), Some(q)) => q - p == step * count,
                _ => false,
            }
        {
            count += 1;
        }
        list.push(run(first.map(|p| p * sa), step * sa, i, count)?);
        i += count;
    }
    Ok(list)
}

/// Releases and zeroes elements that get no value.
///
/// # Safety
/// `n` initialised elements of `descr` lie at `dst`.
unsafe fn zero(descr: &Descr, dst: *mut u8, stride: isize, n: isize) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        super::refcount::clear(descr, dst, stride, n)?;
        for i in 0..n {
            dst.offset(i * stride)
                .write_bytes(0, descr.elsize() as usize);
        }
    }
    Ok(())
}

unsafe extern "C" fn run_parts(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; parts lie within the elements.
    entry(|| unsafe {
        let parts = auxdata::value::<Parts>(aux);
        let all = Run::new(data, dimensions, strides);
        // Blocks keep an element's fields in cache while each part runs over several elements.
        const BLOCK: isize = 256;
        let (mut s, mut d, mut left) = (all.src, all.dst, all.n);
        while left > 0 {
            let n = left.min(BLOCK);
            for p in &parts.list {
                let (mut ps, mut pd) = (s.offset(p.src_offset), d.offset(p.dst_offset));
                match (p.run, &p.transfer) {
                    (None, Some(t)) => t.run(ps, all.src_stride, pd, all.dst_stride, n)?,
                    (None, None) => zero(&p.to, pd, all.dst_stride, n)?,
                    (Some((count, ss, ds)), t) => {
                        for _ in 0..n {
                            match t {
                                Some(t) => t.run(ps, ss, pd, ds, count)?,
                                None => zero(&p.to, pd, ds, count)?,
                            }
                            ps = ps.wrapping_offset(all.src_stride);
                            pd = pd.wrapping_offset(all.dst_stride);
                        }
                    }
                }
            }
            s = s.wrapping_offset(n * all.src_stride);
            d = d.wrapping_offset(n * all.dst_stride);
            left -= n;
        }
        Ok(())
    })
}

unsafe extern "C" fn raw_bytes(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    unsafe {
        let raw = auxdata::value::<Raw>(aux);
        let done = Run::new(data, dimensions, strides).each(|s, d| {
            std::ptr::copy(s, d, raw.copied);
            d.add(raw.copied).write_bytes(0, raw.zeroed);
            Ok(())
        });
        debug_assert!(done.is_ok());
    }
    0
}

unsafe extern "C" fn raw_to_any(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let (from, to) = descrs_of(context);
        let t = to.type_num();
        Run::new(data, dimensions, strides).each(|s, d| {
            if matches!(t, NPY_STRING | NPY_UNICODE) {
                // A void scalar has a length, and sequences do not become text.
                let value = crate::casting::from_memory(s, from, None)?;
                return item::text::set(to, d, &value);
            }
            if t == NPY_BOOL {
                *d = u8::from(item::table::is_true(from, s)?);
                return Ok(());
            }
            parse_slowly(from, s, to, d)
        })
    })
}
