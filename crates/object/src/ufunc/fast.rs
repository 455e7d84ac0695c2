//! The short path of calls: one or two operands of the loop's own types, contiguous or scalar, nothing to ask
//! anybody. No allocation but the result, no list of operands, no iterator. What does not fit is left to `call`.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi};
use ferronum_scalar::{float_status, half};

use crate::array::{ARRAY_TYPE, Array, NewArray};
use crate::dtype::builtin::{builtin, class_of};
use crate::dtype::{DTypeClass, abstracts};
use crate::scalars;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{Legacy, LoopInfo};
use crate::ufunc::{errstate, execute};

/// Work above which the general path (which can use threads and release the interpreter) takes over, in picoseconds.
const SHORT_WORK: u64 = 20_000_000;

/// An operand that the short path understands.
#[derive(Clone, Copy)]
struct Operand<'a> {
    class: &'a DTypeClass,
    /// NULL for Python numbers, whose value is converted to the loop's type.
    data: *mut u8,
    /// Arrays with at least one axis.
    array: Option<&'a Array>,
    object: &'a Object,
}

static BOOLS: [u8; 2] = [0, 1];

#[inline(always)]
fn operand(obj: &Object) -> Option<Operand<'_>> {
    if ARRAY_TYPE.has_exact(obj) {
        // SAFETY: an exact ndarray.
        let a: &Array = unsafe { obj.downcast_unchecked() };
        let d = a.descr();
        if !d.is_native_number() || !a.is_aligned() {
            return None;
        }
        return Some(Operand {
            class: d.class(),
            data: a.data(),
            array: (a.ndim() > 0).then_some(a),
            object: obj,
        });
    }
    let python = |class: &'static DTypeClass| Operand {
        class,
        data: std::ptr::null_mut(),
        array: None,
        object: obj,
    };
    if obj.is_float_exact() {
        return Some(python(abstracts::class(&abstracts::PY_FLOAT)));
    }
    if obj.is_int_exact() {
        return Some(python(abstracts::class(&abstracts::PY_INT)));
    }
    let n = scalars::types::exact_type_num(obj.type_ptr());
    if n >= 0 && crate::dtype::is_number(n) {
        return Some(Operand {
            class: class_of(n),
            data: scalars::value::value_ptr(obj),
            array: None,
            object: obj,
        });
    }
    if obj.is_bool() {
        let truth = usize::from(obj.is(ferronum_pyrt::py_bool(true)));
        return Some(Operand {
            class: class_of(NPY_BOOL),
            data: (&raw const BOOLS[truth]).cast_mut(),
            array: None,
            object: obj,
        });
    }
    if obj.is_complex_exact() {
        return Some(python(abstracts::class(&abstracts::PY_COMPLEX)));
    }
    None
}

/// Room for one element.
#[repr(align(16))]
struct Slot([u8; 32]);

impl Slot {
    const fn new() -> Self {
        Slot([0; 32])
    }

    fn put<T>(&mut self, v: T) -> Option<()> {
        const { assert!(size_of::<T>() <= 32 && align_of::<T>() <= 16) };
        // SAFETY: room and alignment were checked.
        unsafe { self.0.as_mut_ptr().cast::<T>().write(v) };
        Some(())
    }

    fn ptr(&mut self) -> *mut u8 {
        self.0.as_mut_ptr()
    }
}

/// A Python number as an element of a type; `None` where it does not fit without further ado.
fn convert(obj: &Object, t: c_int, slot: &mut Slot) -> Option<()> {
    if obj.is_int_exact() {
        let v = match obj.int_to_i64() {
            Ok(Ok(v)) => v,
            Ok(Err(_)) => return None,
            Err(e) => {
                e.clear();
                return None;
            }
        };
        return match t {
            NPY_BYTE => slot.put(i8::try_from(v).ok()?),
            NPY_UBYTE => slot.put(u8::try_from(v).ok()?),
            NPY_SHORT => slot.put(i16::try_from(v).ok()?),
            NPY_USHORT => slot.put(u16::try_from(v).ok()?),
            NPY_INT => slot.put(i32::try_from(v).ok()?),
            NPY_UINT => slot.put(u32::try_from(v).ok()?),
            NPY_LONG | NPY_LONGLONG => slot.put(v),
            NPY_ULONG | NPY_ULONGLONG => slot.put(u64::try_from(v).ok()?),
            _ => convert_float(v as f64, 0.0, t, slot),
        };
    }
    // SAFETY: the type is checked before the value is read.
    unsafe {
        if obj.is_float_exact() {
            return convert_float(ffi::PyFloat_AS_DOUBLE(obj.as_ptr()), 0.0, t, slot);
        }
        if obj.is_complex_exact() && crate::dtype::is_complex(t) {
            let c = ffi::PyComplex_AsCComplex(obj.as_ptr());
            return convert_float(c.real, c.imag, t, slot);
        }
    }
    None
}

fn narrow(v: f64) -> Option<f32> {
    let r = v as f32;
    // Overflow and underflow have to be reported, which the general path does.
    let exact = r.is_normal() || v == 0.0 || !v.is_finite();
    exact.then_some(r)
}

fn convert_float(re: f64, im: f64, t: c_int, slot: &mut Slot) -> Option<()> {
    match t {
        NPY_DOUBLE => slot.put(re),
        NPY_FLOAT => slot.put(narrow(re)?),
        NPY_HALF => {
            let ok = re == 0.0 || !re.is_finite() || (6.2e-5..65504.0).contains(&re.abs());
            ok.then(|| half::from_f64(re)).and_then(|h| slot.put(h))
        }
        NPY_CDOUBLE => slot.put([re, im]),
        NPY_CFLOAT => slot.put([narrow(re)?, narrow(im)?]),
        _ => None,
    }
}

/// How the operands' elements are laid out together.
struct Layout2<'a> {
    /// The array that gives the shape; `None`: one element.
    lead: Option<&'a Array>,
    count: isize,
    fortran: bool,
}

#[inline(always)]
fn contiguous(a: &Array) -> Option<bool> {
    if a.is_c_contiguous() {
        Some(false)
    } else if a.is_f_contiguous() {
        Some(true)
    } else {
        None
    }
}

#[inline(always)]
fn layout<'a>(a: Option<&'a Array>, b: Option<&'a Array>) -> Option<Layout2<'a>> {
    let lead = match (a, b) {
        (None, None) => {
            return Some(Layout2 {
                lead: None,
                count: 1,
                fortran: false,
            });
        }
        (Some(x), None) | (None, Some(x)) => x,
        (Some(x), Some(y)) => {
            if x.shape() != y.shape() {
                return None;
            }
            let both = NPY_ARRAY_C_CONTIGUOUS & x.flags() & y.flags() != 0
                || NPY_ARRAY_F_CONTIGUOUS & x.flags() & y.flags() != 0;
            if !both {
                return None;
            }
            let fortran = NPY_ARRAY_C_CONTIGUOUS & x.flags() & y.flags() == 0;
            return Some(Layout2 {
                lead: Some(x),
                count: x.size(),
                fortran,
            });
        }
    };
    Some(Layout2 {
        lead: Some(lead),
        count: lead.size(),
        fortran: contiguous(lead)?,
    })
}

/// Calls the loop between clearing and checking the float status.
#[inline(always)]
unsafe fn run(
    uf: &UFunc,
    info: &LoopInfo,
    l: Legacy,
    args: *mut *mut c_char,
    count: isize,
    steps: *const isize,
) -> Res<()> {
    if !info.no_float_errors {
        float_status::clear();
    }
    // SAFETY: as the caller vouches.
    unsafe { (l.func)(args, &count, steps, l.data) };
    if info.can_fail {
        execute::loop_error()?;
    }
    if !info.no_float_errors {
        let flags = float_status::get();
        if flags != 0 {
            errstate::report(uf.name(), flags)?;
        }
    }
    Ok(())
}

/// The place of the result: a new array, the given one, or a slot for a scalar.
enum Target {
    Array(Own<Array>),
    Scalar,
}

#[inline(always)]
fn target(
    info: &LoopInfo,
    lay: &Layout2<'_>,
    out: Option<&Object>,
    nin: usize,
    inputs: &[Operand<'_>],
) -> Res<Option<Target>> {
    let t = info.dtypes[nin].type_num();
    let Some(out) = out else {
        let Some(lead) = lay.lead else {
            return Ok(Some(Target::Scalar));
        };
        let made = NewArray {
            flags: if lay.fortran {
                NPY_ARRAY_F_CONTIGUOUS
            } else {
                0
            },
            ..NewArray::new(builtin(t).own(), lead.shape())
        }
        .build()?;
        return Ok(Some(Target::Array(made)));
    };
    if !ARRAY_TYPE.has_exact(out) {
        return Ok(None);
    }
    // SAFETY: an exact ndarray.
    let o: &Array = unsafe { out.downcast_unchecked() };
    let d = o.descr();
    let order = if lay.fortran {
        NPY_ARRAY_F_CONTIGUOUS
    } else {
        NPY_ARRAY_C_CONTIGUOUS
    };
    let fits = d.type_num() == t
        && d.is_native()
        && o.has_flags(order | NPY_ARRAY_ALIGNED | NPY_ARRAY_WRITEABLE)
        && !o.has_flags(NPY_ARRAY_WARN_ON_WRITE)
        && lay.lead.is_some_and(|l| l.shape() == o.shape());
    if !fits {
        return Ok(None);
    }
    // The very same memory or none in common.
    let (lo, hi) = (o.data() as usize, o.data() as usize + o.nbytes() as usize);
    for i in inputs {
        let Some(a) = i.array else {
            let p = i.data as usize;
            if p.wrapping_sub(lo) < hi - lo {
                return Ok(None);
            }
            continue;
        };
        let (p, q) = (a.data() as usize, a.data() as usize + a.nbytes() as usize);
        let same = p == lo && a.itemsize() == o.itemsize();
        if !same && p < hi && lo < q {
            return Ok(None);
        }
    }
    Ok(Some(Target::Array(o.own())))
}

#[inline(always)]
fn step(a: Option<&Array>) -> isize {
    a.map_or(0, Array::itemsize)
}

fn binary(uf: &UFunc, a: &Object, b: &Object, out: Option<&Object>) -> Res<Option<Owned>> {
    let (Some(x), Some(y)) = (operand(a), operand(b)) else {
        return Ok(None);
    };
    let Some(info) = uf.dispatch().hot(x.class, Some(y.class)) else {
        return Ok(None);
    };
    if !info.plain || info.needs_python || !info.builtin {
        return Ok(None);
    }
    let Some(l) = info.legacy(uf) else {
        return Ok(None);
    };
    let Some(lay) = layout(x.array, y.array) else {
        return Ok(None);
    };
    let (mut sx, mut sy, mut sr) = (Slot::new(), Slot::new(), Slot::new());
    let (Some(px), Some(py)) = (place(&x, info, 0, &mut sx), place(&y, info, 1, &mut sy)) else {
        return Ok(None);
    };
    if lay.count as u64 * u64::from(info.cost) > SHORT_WORK {
        return Ok(None);
    }
    let Some(target) = target(info, &lay, out, 2, &[x, y])? else {
        return Ok(None);
    };
    let (pr, stride) = match &target {
        Target::Array(r) => (r.data(), r.itemsize()),
        Target::Scalar => (sr.ptr(), 0),
    };
    let mut args: [*mut c_char; 3] = [px.cast(), py.cast(), pr.cast()];
    let steps = [step(x.array), step(y.array), stride];
    // SAFETY: operands of the loop's types, contiguous or standing still; the result has room.
    unsafe {
        run(uf, info, l, args.as_mut_ptr(), lay.count, steps.as_ptr())?;
    }
    finish(info, 2, target, &mut sr)
}

fn unary(uf: &UFunc, a: &Object, out: Option<&Object>) -> Res<Option<Owned>> {
    let Some(x) = operand(a).filter(|x| !x.data.is_null()) else {
        return Ok(None);
    };
    let Some(info) = uf.dispatch().hot(x.class, None) else {
        return Ok(None);
    };
    if !info.plain || info.needs_python || !info.builtin {
        return Ok(None);
    }
    let Some(l) = info.legacy(uf) else {
        return Ok(None);
    };
    let Some(lay) = layout(x.array, None) else {
        return Ok(None);
    };
    let (mut sx, mut sr) = (Slot::new(), Slot::new());
    let Some(px) = place(&x, info, 0, &mut sx) else {
        return Ok(None);
    };
    if lay.count as u64 * u64::from(info.cost) > SHORT_WORK {
        return Ok(None);
    }
    let Some(target) = target(info, &lay, out, 1, &[x])? else {
        return Ok(None);
    };
    let (pr, stride) = match &target {
        Target::Array(r) => (r.data(), r.itemsize()),
        Target::Scalar => (sr.ptr(), 0),
    };
    let mut args: [*mut c_char; 2] = [px.cast(), pr.cast()];
    let steps = [step(x.array), stride];
    // SAFETY: as binary.
    unsafe {
        run(uf, info, l, args.as_mut_ptr(), lay.count, steps.as_ptr())?;
    }
    finish(info, 1, target, &mut sr)
}

/// Where the loop reads operand `i`: its memory if it has the loop's type, a slot for a Python number.
#[inline(always)]
fn place(x: &Operand<'_>, info: &LoopInfo, i: usize, slot: &mut Slot) -> Option<*mut u8> {
    let class = &info.dtypes[i];
    if !x.data.is_null() {
        return std::ptr::eq(x.class, &**class).then_some(x.data);
    }
    convert(x.object, class.type_num(), slot)?;
    Some(slot.ptr())
}

#[inline(always)]
fn finish(info: &LoopInfo, at: usize, target: Target, slot: &mut Slot) -> Res<Option<Owned>> {
    match target {
        Target::Array(r) => Ok(Some(r.upcast())),
        Target::Scalar => {
            let d = builtin(info.dtypes[at].type_num());
            // SAFETY: the slot holds one element of the result's type.
            unsafe { scalars::from_memory(slot.ptr(), d, None).map(Some) }
        }
    }
}

/// The call's result if it is simple enough for the short path.
#[inline]
pub fn try_call(uf: &UFunc, args: &[&Object]) -> Res<Option<Owned>> {
    if uf.nout() != 1 || uf.is_generalized() {
        return Ok(None);
    }
    match (uf.nin(), args) {
        (2, [a, b]) => binary(uf, a, b, None),
        (1, [a]) => unary(uf, a, None),
        (2, [a, b, out]) => binary(uf, a, b, Some(out)),
        (1, [a, out]) => unary(uf, a, Some(out)),
        _ => Ok(None),
    }
}
