//! Casts of `datetime64` and `timedelta64`: among units, to each other, to and from numbers (as 64-bit counts)
//! and strings (as ISO dates).

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{overflow_error, runtime_error, value_error};
use ferronum_pyrt::{Layout, Own, Res, entry};
use ferronum_scalar::calendar::{
    Cast, Casting, DateTime, Meta, NAT, Unit, Zone, can_cast_datetime, datetime_cast, divides,
    format_iso, iso_length, timedelta_cast,
};
use ferronum_scalar::{float_status, half};

use super::adapt::{CastQuery, LoopQuery, loop_getter, resolver};
use super::array_method::{ArrayMethod, CastInfo, Loop, LoopChoice};
use super::item::text::Text;
use super::item::time::meta_of;
use super::numeric::kernel;
use super::text::{Run, descrs_of, unit};
use super::{canonical, item, with_text_length};
use crate::casting::item::datetime_objects::{meta_in, text_ticks};
use crate::dtype::create;
use crate::model::Array;
use crate::model::auxdata;
use crate::model::auxdata::AuxValue;
use crate::model::{Descr, is_integer, is_number};

/// The method for a date type on one or both sides; the other is a number, a date or a string.
pub(crate) fn method(from: c_int, to: c_int) -> Res<Own<ArrayMethod>> {
    let is_time = |t| matches!(t, NPY_DATETIME | NPY_TIMEDELTA);
    let is_text = |t| matches!(t, NPY_STRING | NPY_UNICODE);
    let quiet = NPY_METH_NO_FLOATINGPOINT_ERRORS;
    let python = NPY_METH_REQUIRES_PYAPI | quiet;
    let unaligned = NPY_METH_SUPPORTS_UNALIGNED;
    let (name, level, flags, resolve, run): (
        _,
        _,
        _,
        PyArrayMethod_ResolveDescriptors,
        PyArrayMethod_GetLoop,
    ) = match (from, to) {
        (f, t) if is_number(f) || is_number(t) => (
            c"legacy_cast",
            number_level(f, t),
            0,
            Some(resolve_number),
            Some(number_loop),
        ),
        (f, t) if f == t => (
            c"datetime_casts",
            UNKNOWN_LEVEL,
            unaligned | quiet,
            Some(resolve_units),
            Some(unit_loop),
        ),
        (f, t) if is_time(f) && is_time(t) => (
            if f == NPY_DATETIME {
                c"datetime_to_timedelta_cast"
            } else {
                c"timedelta_and_datetime_cast"
            },
            NPY_UNSAFE_CASTING,
            quiet,
            Some(resolve_other_kind),
            Some(number_loop),
        ),
        (NPY_DATETIME, t) if is_text(t) => (
            c"datetime_to_timedelta_cast",
            NPY_UNSAFE_CASTING,
            unaligned | python,
            Some(resolve_iso),
            Some(iso_loop),
        ),
        (_, t) if is_text(t) => (
            c"datetime_to_timedelta_cast",
            NPY_UNSAFE_CASTING,
            python,
            Some(resolve_duration_text),
            Some(duration_loop),
        ),
        (_, NPY_DATETIME) => (
            c"datetime_to_timedelta_cast",
            NPY_UNSAFE_CASTING,
            unaligned | python,
            Some(resolve_from_iso),
            Some(parse_loop),
        ),
        _ => (
            c"legacy_cast",
            NPY_UNSAFE_CASTING,
            python,
            Some(resolve_number),
            Some(parse_loop),
        ),
    };
    let m = ArrayMethod::new(name, 1, 1, level, flags)?;
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).resolve_descriptors = resolve;
        (*m.raw()).get_strided_loop = run;
    }
    Ok(m)
}

const GENERIC_VALUE: &str =
    "Cannot convert a NumPy datetime value other than NaT with generic units";

/// The level between units follows from the units.
const UNKNOWN_LEVEL: NPY_CASTING = -1;

fn number_level(from: c_int, to: c_int) -> NPY_CASTING {
    match (from, to) {
        (NPY_ULONG | NPY_ULONGLONG, NPY_TIMEDELTA) => NPY_SAME_KIND_CASTING,
        (NPY_BOOL..=NPY_ULONGLONG, NPY_TIMEDELTA) => NPY_SAFE_CASTING,
        _ => NPY_UNSAFE_CASTING,
    }
}

resolver! { resolve_number => number }
resolver! { resolve_units => units }
resolver! { resolve_other_kind => other_kind }
resolver! { resolve_iso => iso }
resolver! { resolve_duration_text => duration_text }
resolver! { resolve_from_iso => from_iso }
loop_getter! { number_loop => get_number_loop }
loop_getter! { unit_loop => get_unit_loop }
loop_getter! { iso_loop => |_q| Ok(python_loop(print_iso)) }
loop_getter! { duration_loop => |_q| Ok(python_loop(print_duration)) }
loop_getter! { parse_loop => |_q| Ok(python_loop(parse_text)) }

fn python_loop(run: Loop) -> LoopChoice {
    LoopChoice {
        run,
        aux: std::ptr::null_mut(),
        flags: NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS,
    }
}

fn number(q: CastQuery<'_>) -> Res<CastInfo> {
    let to = match q.to {
        Some(t) => canonical(t)?,
        None => q.to_class.default_descr()?,
    };
    Ok(CastInfo {
        casting: q.method.casting(),
        descrs: [canonical(q.from)?, to],
        view_offset: None,
    })
}

fn get_number_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let (f, t) = (q.from.type_num(), q.to.type_num());
    if q.from.is_datetime_like() && q.to.is_datetime_like() {
        return get_unit_loop(q);
    }
    Ok(LoopChoice {
        run: if f == NPY_HALF {
            half_counts
        } else {
            kernel(f, t, q.contiguous())?
        },
        aux: std::ptr::null_mut(),
        flags: if is_integer(f) || f == NPY_BOOL {
            NPY_METH_NO_FLOATINGPOINT_ERRORS
        } else {
            0
        },
    })
}

/// Half floats to counts. NaN is told by its bits, so that a signalling one raises nothing.
unsafe extern "C" fn half_counts(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    let mut infinite = false;
    // SAFETY: the loop contract: halves and 8-byte counts at any alignment.
    let done = unsafe {
        Run::new(data, dimensions, strides).each(|s, d| {
            let x = s.cast::<u16>().read_unaligned();
            infinite |= half::is_inf(x);
            let v = if half::is_finite(x) {
                half::to_f64(x) as i64
            } else {
                NAT
            };
            d.cast::<i64>().write_unaligned(v);
            Ok(())
        })
    };
    debug_assert!(done.is_ok());
    if infinite {
        float_status::raise(float_status::INVALID);
    }
    0
}

/// Within one of the two types, from unit to unit.
fn units(q: CastQuery<'_>) -> Res<CastInfo> {
    let to = match q.to {
        Some(t) => t.own(),
        None => canonical(q.from)?,
    };
    let (a, b) = (meta_in(meta_of(q.from)), meta_in(meta_of(&to)));
    let same_order = q.from.is_native() == to.is_native();
    let strict = q.from.type_num() == NPY_TIMEDELTA;
    // `7000ms` and `7s` count the same.
    let same = can_cast_datetime(a, b, Casting::No);
    let casting = if same {
        if same_order {
            NPY_NO_CASTING
        } else {
            NPY_EQUIV_CASTING
        }
    } else if a.base == Unit::Generic {
        NPY_SAFE_CASTING
    } else if b.base == Unit::Generic {
        NPY_UNSAFE_CASTING
    } else if a.base <= b.base && divides(a, b, strict) {
        NPY_SAFE_CASTING
    } else if strict && a.base.is_nonlinear() != b.base.is_nonlinear() {
        NPY_UNSAFE_CASTING
    } else {
        NPY_SAME_KIND_CASTING
    };
    let view = same_order && (same || a.base == Unit::Generic);
    Ok(CastInfo {
        casting,
        view_offset: view.then_some(0),
        descrs: [q.from.own(), to],
    })
}

/// From one of the two types to the other; the unit is kept where none is given.
fn other_kind(q: CastQuery<'_>) -> Res<CastInfo> {
    let to = match q.to {
        Some(t) => canonical(t)?,
        None => create::datetime(q.to_class.type_num(), meta_of(q.from))?,
    };
    Ok(CastInfo {
        casting: NPY_UNSAFE_CASTING,
        descrs: [canonical(q.from)?, to],
        view_offset: None,
    })
}

/// Dates to strings.
fn iso(q: CastQuery<'_>) -> Res<CastInfo> {
    let to = match q.to {
        Some(t) => t.own(),
        None => {
            let length = iso_length(meta_in(meta_of(q.from)).base, false);
            with_text_length(q.to_class.type_num(), length as isize)?
        }
    };
    Ok(CastInfo {
        casting: NPY_UNSAFE_CASTING,
        descrs: [canonical(q.from)?, to],
        view_offset: None,
    })
}

/// Durations to strings, of at most 21 characters.
fn duration_text(q: CastQuery<'_>) -> Res<CastInfo> {
    let t = q.to_class.type_num();
    let length = q.to.map_or(21, |d| (d.elsize() / unit(t)).min(21));
    Ok(CastInfo {
        casting: NPY_UNSAFE_CASTING,
        descrs: [canonical(q.from)?, with_text_length(t, length)?],
        view_offset: None,
    })
}

/// Strings to dates.
fn from_iso(q: CastQuery<'_>) -> Res<CastInfo> {
    let to = match q.to {
        Some(t) => canonical(t)?,
        None => q.to_class.default_descr()?,
    };
    Ok(CastInfo {
        casting: NPY_UNSAFE_CASTING,
        descrs: [q.from.own(), to],
        view_offset: None,
    })
}

/// How counts change, and the byte order on both sides.
#[derive(Clone, Copy)]
struct Recount {
    cast: Cast,
    swap: [bool; 2],
}

impl AuxValue for Recount {
    fn duplicate(&self) -> Res<Self> {
        Ok(*self)
    }
}

fn get_unit_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let (a, b) = (meta_in(meta_of(q.from)), meta_in(meta_of(q.to)));
    let dates = q.from.type_num() == NPY_DATETIME && q.to.type_num() == NPY_DATETIME;
    let same_kind = q.from.type_num() == q.to.type_num();
    if same_kind && b.base == Unit::Generic && a.base != Unit::Generic {
        return Err(value_error(
            "Cannot convert from specific units to generic units in NumPy datetimes or timedeltas",
        ));
    }
    // Between dates and durations the counts stay as they are, whatever their units.
    let cast = if !same_kind || a == b || b.base == Unit::Generic {
        Cast::Same
    } else if dates && a.base == Unit::Generic && b.base.is_nonlinear() {
        // Years and months are counted from the calendar, which a count of nothing does not have.
        return Ok(LoopChoice {
            run: refuse_generic,
            aux: auxdata::boxed(Recount {
                cast: Cast::Same,
                swap: [!q.from.is_native(), !q.to.is_native()],
            }),
            flags: NPY_METH_NO_FLOATINGPOINT_ERRORS | NPY_METH_REQUIRES_PYAPI,
        });
    } else if dates {
        datetime_cast(a, b).map_err(|e| overflow_error(&e.message()))?
    } else {
        timedelta_cast(a, b).map_err(|e| overflow_error(&e.message()))?
    };
    let swap = [!q.from.is_native(), !q.to.is_native()];
    if matches!(cast, Cast::Same) {
        let [s, d] = q.strides;
        return Ok(if swap[0] == swap[1] {
            super::copies::plain(8, s, d)
        } else {
            super::copies::swapped_number(NPY_DATETIME, 8, s, d)
        });
    }
    Ok(LoopChoice {
        run: recount,
        aux: auxdata::boxed(Recount { cast, swap }),
        flags: NPY_METH_NO_FLOATINGPOINT_ERRORS,
    })
}

/// Passes NaT, which is the same in all units, and refuses other values.
unsafe extern "C" fn refuse_generic(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract: 8-byte counts at any alignment.
    entry(|| unsafe {
        let swap = auxdata::value::<Recount>(aux).swap;
        Run::new(data, dimensions, strides).each(|s, d| {
            let v = s.cast::<i64>().read_unaligned();
            let v = if swap[0] { v.swap_bytes() } else { v };
            if v != NAT {
                return Err(value_error(GENERIC_VALUE));
            }
            d.cast::<i64>()
                .write_unaligned(if swap[1] { v.swap_bytes() } else { v });
            Ok(())
        })
    })
}

unsafe extern "C" fn recount(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract: 8-byte counts at any alignment.
    unsafe {
        let r = *auxdata::value::<Recount>(aux);
        let run = Run::new(data, dimensions, strides);
        let turn = |v: i64, swap: bool| if swap { v.swap_bytes() } else { v };
        let each = |f: &dyn Fn(i64) -> i64| {
            let (mut s, mut d) = (run.src, run.dst);
            for _ in 0..run.n {
                let v = turn(s.cast::<i64>().read_unaligned(), r.swap[0]);
                let v = if v == NAT { NAT } else { f(v) };
                d.cast::<i64>().write_unaligned(turn(v, r.swap[1]));
                s = s.wrapping_offset(run.src_stride);
                d = d.wrapping_offset(run.dst_stride);
            }
        };
        match r.cast {
            Cast::Multiply(m) => each(&|v| v.wrapping_mul(m)),
            Cast::Divide(m) => each(&|v| v.div_euclid(m)),
            // Rounded down by the sign before the product wraps, as NumPy's overflowing counts show.
            Cast::Ratio(num, den) => each(&|v| {
                let product = v.wrapping_mul(num);
                if v < 0 {
                    product.wrapping_sub(den - 1).wrapping_div(den)
                } else {
                    product.wrapping_div(den)
                }
            }),
            c => each(&|v| c.apply(v)),
        }
    }
    0
}

unsafe extern "C" fn print_iso(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; counts are native.
    entry(|| unsafe {
        let (from, to) = descrs_of(context);
        let meta = meta_in(meta_of(from));
        let width = to.elsize() / unit(to.type_num());
        Run::new(data, dimensions, strides).each(|s, d| {
            let v = s.cast::<i64>().read_unaligned();
            let text = if v == NAT {
                "NaT".to_owned()
            } else {
                let Some(time) = DateTime::from_value(v, meta) else {
                    return Err(value_error(GENERIC_VALUE));
                };
                format_iso(&time, meta.base, Zone::Naive)
            };
            if text.len() as isize > width {
                return Err(runtime_error(&format!(
                    "The string provided for NumPy ISO datetime formatting was too short, with length {width}"
                )));
            }
            Text::at(to, d).write_ascii(text.as_bytes());
            Ok(())
        })
    })
}

unsafe extern "C" fn print_duration(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; counts are native.
    entry(|| unsafe {
        let (from, to) = descrs_of(context);
        Run::new(data, dimensions, strides).each(|s, d| {
            let scalar = crate::casting::from_memory(s, from, None)?;
            item::text::set(to, d, &scalar)
        })
    })
}

/// Elements of text that are looked at before the first of them is parsed.
const TEXT_BLOCK: isize = 128;

unsafe extern "C" fn parse_text(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; counts are native.
    entry(|| unsafe {
        let (from, to) = descrs_of(context);
        let run = Run::new(data, dimensions, strides);
        if to.type_num() != NPY_DATETIME {
            return run.each(|s, d| {
                let value = item::get_item(from, s, None)?;
                item::set_by_slot(to, d, &value)
            });
        }
        let meta = meta_in(meta_of(to));
        let mut text = String::new();
        let mut start = 0;
        while start < run.n {
            let block = Run {
                src: run.src.wrapping_offset(start * run.src_stride),
                dst: run.dst.wrapping_offset(start * run.dst_stride),
                n: TEXT_BLOCK.min(run.n - start),
                ..run
            };
            block.each(|s, _| Text::at(from, s).require_ascii())?;
            block.each(|s, d| {
                let v = read_date(Text::at(from, s), Some(meta), &mut text)?.0;
                d.cast::<i64>().write_unaligned(v);
                Ok(())
            })?;
            start += TEXT_BLOCK;
        }
        Ok(())
    })
}

/// The count and unit of a date in text, which ends at its first NUL.
fn read_date(source: Text, wanted: Option<Meta>, text: &mut String) -> Res<(i64, Meta)> {
    text.clear();
    source.push_lossy(text);
    let t = text_ticks(text, wanted)?;
    Ok((t.value, t.meta))
}

/// The datetime dtype whose unit holds all dates in an array of strings.
pub(crate) fn unit_of_strings(a: &Array) -> Res<Own<Descr>> {
    // In the order of memory: that is how the first bad text is found.
    let (mut data, mut strides) = (a.data(), crate::model::Dims::from(a.strides()));
    for (s, &d) in strides.iter_mut().zip(a.shape()).filter(|(s, _)| **s < 0) {
        data = data.wrapping_offset(*s * (d - 1).max(0));
        *s = -*s;
    }
    let upward = crate::storage::create::view(a, a.descr().own(), a.shape(), &strides, data)?;
    let flat = crate::casting::copy_array::flatten(&upward, NPY_KEEPORDER)?;
    let mut best = meta_of(crate::dtype::builtin(NPY_DATETIME));
    let mut buffer = String::new();
    // SAFETY: element i of a contiguous array.
    let text_at = |i: isize| unsafe {
        Text::at(
            flat.descr(),
            flat.data().wrapping_offset(i * flat.itemsize()),
        )
    };
    (0..flat.size()).try_for_each(|i| text_at(i).require_ascii())?;
    for i in 0..flat.size() {
        let (v, m) = read_date(text_at(i), None, &mut buffer)?;
        let m = meta_in(if v == NAT {
            meta_of(crate::dtype::builtin(NPY_DATETIME))
        } else {
            crate::casting::item::datetime_objects::meta_out(m)
        });
        let current = meta_in(best);
        if m.base != Unit::Generic && (current.base == Unit::Generic || m.base > current.base) {
            best = crate::casting::item::datetime_objects::meta_out(m);
        }
    }
    create::datetime(NPY_DATETIME, best)
}
