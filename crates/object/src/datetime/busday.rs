//! `numpy.busdaycalendar`, a week mask and holidays prepared once, and `busday_offset`, `busday_count`, `is_busday`.

use std::cell::UnsafeCell;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{GetSet, get};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, Sig, StaticType, TypeBuilder, ffi, none, slot,
};
use ferronum_scalar::calendar::{BusdayError, BusinessDays, Meta, Roll, Unit, parse_weekmask};

use crate::casting::can_cast_array;
use crate::casting::item::datetime_objects::meta_out;
use crate::coerce;
use crate::coerce::{AnyOptions, from_any};
use crate::dtype::{builtin, create};
use crate::model::Array;
use crate::model::{Descr, units};
use crate::nditer::construct::{self, Request};
use crate::nditer::{change, laid};
use crate::storage::NewArray;

/// `numpy.busdaycalendar`.
pub static CALENDAR_TYPE: StaticType = StaticType::new();

#[repr(C)]
struct CalendarStruct {
    ob_base: ffi::PyObject,
    /// A leaked vector of sorted dates, NULL before `__init__`.
    holidays: *mut Vec<i64>,
    unused: *mut u8,
    per_week: i32,
    weekmask: [u8; 7],
}

/// A calendar, borrowed.
#[repr(transparent)]
struct Calendar(UnsafeCell<CalendarStruct>);

// SAFETY: transparent over the struct of the type's instances.
unsafe impl Layout for Calendar {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        CALENDAR_TYPE.has_instance(obj)
    }
}

impl Calendar {
    fn weekmask(&self) -> [bool; 7] {
        // SAFETY: a live object, zeroed at first.
        unsafe { (*self.0.get()).weekmask }.map(|b| b != 0)
    }

    fn holidays(&self) -> Vec<i64> {
        // SAFETY: a live object; the vector belongs to it.
        unsafe {
            let p = (*self.0.get()).holidays;
            if p.is_null() {
                Vec::new()
            } else {
                (*p).clone()
            }
        }
    }

    fn set(&self, weekmask: [bool; 7], holidays: Vec<i64>) {
        // SAFETY: a live object; the old vector was leaked by this function.
        unsafe {
            let raw = self.0.get();
            let old = std::mem::replace(&mut (*raw).holidays, Box::into_raw(Box::new(holidays)));
            if !old.is_null() {
                drop(Box::from_raw(old));
            }
            (*raw).weekmask = weekmask.map(u8::from);
            (*raw).per_week = weekmask.iter().filter(|b| **b).count() as i32;
        }
    }
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the interpreter passes a dead object once.
    unsafe {
        let raw = slf.cast::<CalendarStruct>();
        if !(*raw).holidays.is_null() {
            drop(Box::from_raw((*raw).holidays));
        }
        match (*ffi::Py_TYPE(slf)).tp_free {
            Some(f) => f(slf.cast()),
            None => ffi::PyObject_Free(slf.cast()),
        }
    }
}

fn new(ty: *mut ffi::PyTypeObject, _: Args<'_>) -> Res<Owned> {
    // SAFETY: the type that is being instantiated, of our size.
    Ok(unsafe { ferronum_pyrt::types::alloc::<Calendar>(ty, 0)? }.upcast())
}

fn init_object(slf: &Calendar, args: Args<'_>) -> Res<()> {
    const SIG: Sig<2> = Sig::new("busdaycal", ["weekmask", "holidays"]).keywords();
    let values = args.parse(&SIG)?;
    let weekmask = values[0].map_or(Ok(WORKDAYS), weekmask)?;
    let mut dates = values[1].map_or(Ok(Vec::new()), holidays)?;
    BusinessDays::normalize(weekmask, &mut dates);
    if !weekmask.contains(&true) {
        return Err(value_error(
            "Cannot construct a numpy.busdaycal with a weekmask of all zeros",
        ));
    }
    slf.set(weekmask, dates);
    Ok(())
}

fn get_weekmask(slf: &Calendar) -> Res<Owned> {
    let out = NewArray::new(builtin(NPY_BOOL).own(), &[7]).build()?;
    let mask = slf.weekmask().map(u8::from);
    // SAFETY: a fresh array of seven bytes.
    unsafe { std::ptr::copy_nonoverlapping(mask.as_ptr(), out.data(), 7) };
    Ok(out.upcast())
}

fn get_holidays(slf: &Calendar) -> Res<Owned> {
    let dates = slf.holidays();
    let out = NewArray::new(day_descr()?, &[dates.len() as isize]).build()?;
    // SAFETY: a fresh array of as many counts.
    unsafe { std::ptr::copy_nonoverlapping(dates.as_ptr(), out.data().cast(), dates.len()) };
    Ok(out.upcast())
}

const GETSET: &[GetSet] = &[
    get(c"holidays", get_holidays),
    get(c"weekmask", get_weekmask),
];

/// Readies the type.
pub(super) fn init() -> Res<()> {
    TypeBuilder::new(
        &CALENDAR_TYPE,
        c"numpy.busdaycalendar",
        size_of::<CalendarStruct>(),
    )
    .getset(GETSET)
    .with(|t| {
        let s = t.slots();
        s.tp_new = Some(slot::new(new));
        s.tp_init = Some(slot::init(init_object));
        s.tp_dealloc = Some(dealloc);
    })
    .ready()
}

const WORKDAYS: [bool; 7] = [true, true, true, true, true, false, false];

fn day_descr() -> Res<Own<Descr>> {
    create::datetime(NPY_DATETIME, meta_out(Meta::new(Unit::Day, 1)))
}

/// `weekmask=`: text, or seven truth values.
fn weekmask(obj: &Object) -> Res<[bool; 7]> {
    if obj.is_str() || obj.is_bytes() {
        let text = if obj.is_str() {
            obj.own()
        } else {
            // SAFETY: new reference or NULL.
            unsafe {
                Own::from_result(ffi::PyUnicode_FromEncodedObject(
                    obj.as_ptr(),
                    std::ptr::null(),
                    std::ptr::null(),
                ))?
            }
        };
        let text = text.utf8()?.as_bytes();
        let text = text.split(|&b| b == 0).next().unwrap_or_default();
        return parse_weekmask(text).map_err(|_| {
            value_error(&format!(
                "Invalid business day weekmask string \"{}\"",
                String::from_utf8_lossy(text)
            ))
        });
    }
    if !obj.is_sequence() {
        return Err(value_error(
            "Couldn't convert object into a business day weekmask",
        ));
    }
    let wrong = || value_error("A business day weekmask array must have length 7");
    // Whatever the reason is that there are no seven bools.
    let a = from_any(
        obj,
        &AnyOptions {
            descr: Some(builtin(NPY_BOOL)),
            flags: NPY_ARRAY_FORCECAST | NPY_ARRAY_C_CONTIGUOUS,
            ..Default::default()
        },
    )
    .map_err(|e| {
        e.clear();
        wrong()
    })?;
    if a.ndim() != 1 || a.size() != 7 {
        return Err(wrong());
    }
    // SAFETY: seven adjacent bytes.
    let bytes = unsafe { *a.data().cast::<[u8; 7]>() };
    Ok(bytes.map(|b| b != 0))
}

/// Dates in whatever unit they come. Arrays stay what they are, for the iterator to refuse.
fn dates(obj: &Object) -> Res<Own<Array>> {
    if let Some(a) = obj.downcast::<Array>() {
        return Ok(a.own());
    }
    from_any(
        obj,
        &AnyOptions {
            class: Some(crate::dtype::builtin::class_of(NPY_DATETIME)),
            ..Default::default()
        },
    )
}

/// `holidays=`: a one-dimensional array of dates.
fn holidays(obj: &Object) -> Res<Vec<i64>> {
    let a = dates(obj)?;
    let day = day_descr()?;
    if !can_cast_array(&a, &day, NPY_SAFE_CASTING)? {
        return Err(value_error(
            "Cannot safely convert provided holidays input into an array of dates",
        ));
    }
    if a.ndim() != 1 {
        return Err(value_error(
            "holidays must be a provided as a one-dimensional array",
        ));
    }
    let a = coerce::from_array(
        &a,
        Some(&day),
        NPY_ARRAY_FORCECAST | NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ALIGNED,
    )?;
    let n = a.size() as usize;
    if n == 0 {
        return Ok(Vec::new());
    }
    // SAFETY: a contiguous array of counts.
    Ok(unsafe { std::slice::from_raw_parts(a.data().cast::<i64>(), n) }.to_vec())
}

fn roll(obj: Option<&Object>) -> Res<Roll> {
    let Some(obj) = obj else {
        return Ok(Roll::Raise);
    };
    let name = units::name_of(obj)?;
    let text = name.utf8()?;
    Roll::from_name(text).ok_or_else(|| {
        value_error(&format!(
            "Invalid business day roll parameter \"{}\"",
            text.split('\0').next().unwrap_or_default()
        ))
    })
}

/// What all three functions take at the end.
struct Common<'a> {
    weekmask: [bool; 7],
    holidays: Vec<i64>,
    out: Option<&'a Array>,
}

impl<'a> Common<'a> {
    fn parse(
        name: &str,
        position: usize,
        [mask, days, calendar, out]: [Option<&'a Object>; 4],
    ) -> Res<Self> {
        let given_mask = mask.map(weekmask).transpose()?;
        let given_days = days.map(holidays).transpose()?;
        let (weekmask, holidays) = match calendar {
            None => {
                let mask = given_mask.unwrap_or(WORKDAYS);
                let mut days = given_days.unwrap_or_default();
                BusinessDays::normalize(mask, &mut days);
                (mask, days)
            }
            Some(c) => {
                let Some(c) = c.downcast::<Calendar>() else {
                    let what = if c.is_none() { "None" } else { c.type_name() };
                    return Err(type_error(&format!(
                        "{name}() argument {position} must be numpy.busdaycalendar, not {what}"
                    )));
                };
                if given_mask.is_some() || given_days.is_some() {
                    return Err(value_error(&format!(
                        "Cannot supply both the weekmask/holidays and the busdaycal parameters to {name}()"
                    )));
                }
                (c.weekmask(), c.holidays())
            }
        };
        let out = match out {
            None => None,
            Some(o) => Some(o.downcast::<Array>().ok_or_else(|| {
                value_error("busday_offset: must provide a NumPy array for 'out'")
            })?),
        };
        Ok(Common {
            weekmask,
            holidays,
            out,
        })
    }

    fn business_days(&self) -> Res<BusinessDays<'_>> {
        BusinessDays::new(self.weekmask, &self.holidays).ok_or_else(|| {
            value_error("the business day weekmask must have at least one valid business day")
        })
    }
}

#[cold]
fn failed(e: BusdayError) -> Raised {
    value_error(e.message())
}

/// Runs `f` over the elements of inputs that broadcast, cast safely to `descrs`; the last pointer is the result's.
fn each(
    inputs: &[&Array],
    out: Option<&Array>,
    descrs: &[&Descr],
    f: impl Fn(&[*mut u8]) -> Result<(), BusdayError>,
) -> Res<Owned> {
    let mut ops: Vec<Option<&Array>> = inputs.iter().map(|a| Some(*a)).collect();
    ops.push(out);
    let common = NPY_ITER_NBO | NPY_ITER_ALIGNED;
    let mut op_flags = vec![NPY_ITER_READONLY | NPY_ITER_COPY | common; inputs.len()];
    op_flags.push(
        NPY_ITER_WRITEONLY
            | NPY_ITER_UPDATEIFCOPY
            | NPY_ITER_ALLOCATE
            | NPY_ITER_NO_BROADCAST
            | common,
    );
    let mut it = construct::build(&Request {
        ops,
        flags: NPY_ITER_EXTERNAL_LOOP | NPY_ITER_ZEROSIZE_OK | NPY_ITER_COPY_IF_OVERLAP,
        op_flags,
        order: NPY_KEEPORDER,
        casting: NPY_SAFE_CASTING,
        descrs: descrs.iter().map(|d| Some(*d)).collect(),
        oa_ndim: None,
        op_axes: None,
        itershape: None,
        buffersize: 0,
    })?;
    let mut plan = laid::plan(&it)?;
    plan.optimise();
    let mut result = Ok(());
    plan.for_each_inner(|ptrs, steps, n| {
        for _ in 0..n {
            if result.is_err() {
                return;
            }
            result = f(ptrs);
            for (p, s) in ptrs.iter_mut().zip(steps) {
                *p = p.wrapping_offset(*s);
            }
        }
    });
    let result = result.map_err(failed);
    let finished = change::finish(&mut it);
    result.and(finished)?;
    match (out, it.ops.last().and_then(|op| op.array.clone())) {
        (Some(o), _) => Ok(o.own().upcast()),
        (None, Some(a)) => crate::casting::item::scalar::wrap_result(a),
        (None, None) => Err(value_error("no result")),
    }
}

/// Reads a count.
///
/// # Safety
/// An aligned 8-byte element.
unsafe fn count_at(p: *const u8) -> i64 {
    // SAFETY: as the caller vouches.
    unsafe { *p.cast::<i64>() }
}

/// `busday_offset(dates, offsets, roll='raise', weekmask='1111100', holidays=None, busdaycal=None, out=None)`.
pub(super) fn busday_offset(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<7> = Sig::new(
        "busday_offset",
        [
            "dates",
            "offsets",
            "roll",
            "weekmask",
            "holidays",
            "busdaycal",
            "out",
        ],
    )
    .keywords()
    .required(2);
    let [first, offsets, rule, mask, days, calendar, out] = args.parse(&SIG)?;
    let rule = roll(rule)?;
    let common = Common::parse("busday_offset", 6, [mask, days, calendar, out])?;
    let first = dates(first.unwrap_or(none()))?;
    let long = builtin(NPY_INT64);
    let offsets = offsets_array(offsets.unwrap_or(none()), long)?;
    let business = common.business_days()?;
    let day = day_descr()?;
    each(&[&first, &offsets], common.out, &[&day, long, &day], |p| {
        // SAFETY: three aligned 8-byte elements.
        unsafe {
            let (date, offset) = (count_at(p[0]), count_at(p[1]));
            *p[2].cast::<i64>() = business.offset(date, offset, rule)?;
        }
        Ok(())
    })
}

/// Offsets as integers: arrays and scalars of ours only where that is safe (durations by their count), Python objects
/// by their own conversion.
fn offsets_array(obj: &Object, long: &Descr) -> Res<Own<Array>> {
    let duration = crate::model::scalar_types::type_num_of(obj.type_ptr()) == NPY_TIMEDELTA;
    let counted = duration.then(|| crate::coerce::as_array(obj)).transpose()?;
    from_any(
        counted.as_ref().map_or(obj, |a| a.object()),
        &AnyOptions {
            descr: Some(long),
            flags: if duration { NPY_ARRAY_FORCECAST } else { 0 },
            ..Default::default()
        },
    )
}

/// `busday_count(begindates, enddates, weekmask='1111100', holidays=(), busdaycal=None, out=None)`.
pub(super) fn busday_count(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<6> = Sig::new(
        "busday_count",
        [
            "begindates",
            "enddates",
            "weekmask",
            "holidays",
            "busdaycal",
            "out",
        ],
    )
    .keywords()
    .required(2);
    let [begin, end, mask, days, calendar, out] = args.parse(&SIG)?;
    let common = Common::parse("busday_count", 5, [mask, days, calendar, out])?;
    let (begin, end) = (
        dates(begin.unwrap_or(none()))?,
        dates(end.unwrap_or(none()))?,
    );
    let business = common.business_days()?;
    let day = day_descr()?;
    each(
        &[&begin, &end],
        common.out,
        &[&day, &day, builtin(NPY_INT64)],
        |p| {
            // SAFETY: three aligned 8-byte elements.
            unsafe { *p[2].cast::<i64>() = business.count(count_at(p[0]), count_at(p[1]))? };
            Ok(())
        },
    )
}

/// `is_busday(dates, weekmask='1111100', holidays=None, busdaycal=None, out=None)`.
pub(super) fn is_busday(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new(
        "is_busday",
        ["dates", "weekmask", "holidays", "busdaycal", "out"],
    )
    .keywords()
    .required(1);
    let [first, mask, days, calendar, out] = args.parse(&SIG)?;
    let common = Common::parse("is_busday", 4, [mask, days, calendar, out])?;
    let first = dates(first.unwrap_or(none()))?;
    let business = common.business_days()?;
    let day = day_descr()?;
    each(&[&first], common.out, &[&day, builtin(NPY_BOOL)], |p| {
        // SAFETY: an aligned count and a byte.
        unsafe { *p[1] = business.is_busday(count_at(p[0])).into() };
        Ok(())
    })
}
