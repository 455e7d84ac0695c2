//! `_ScaledFloatTestDType`: a parametric DType of the new kind for NumPy's own tests. Its elements are doubles that
//! stand for `scaling * value`. It is built from the same specifications that extensions use.

use std::ffi::{c_char, c_int, c_void};
use std::sync::atomic::{AtomicBool, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::entry::Pointer;
use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::raised::{not_implemented_error, type_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, StaticType, TypeBuilder, entry, ffi, float_new,
    not_implemented, slot, str_new, tuple_new, types,
};

use crate::casting::spec;
use crate::dtype::builtin::{builtin, class_of};
use crate::dtype::user;
use crate::model::descr::Descr;
use crate::model::dtype_class::{DTYPE_META_TYPE, DTYPE_TYPE, DTypeClass};
use crate::ufunc::c_api;

type Meta = *mut PyArray_DTypeMeta;
type DescrPtr = *mut PyArray_Descr;

/// The class.
static CLASS: StaticType<PyArray_DTypeMeta> = StaticType::new();
static READY: AtomicBool = AtomicBool::new(false);

/// An instance: the descriptor and its factor.
#[repr(C)]
struct Instance {
    base: PyArray_Descr,
    scaling: f64,
}

fn class() -> &'static DTypeClass {
    // SAFETY: static storage, filled before anybody asks.
    unsafe { DTypeClass::from_ptr(CLASS.ptr().cast()) }
}

/// The factor of an instance.
///
/// # Safety
/// A live instance of the class.
unsafe fn scaling(d: *const PyArray_Descr) -> f64 {
    // SAFETY: as the caller vouches.
    unsafe { (*d.cast::<Instance>()).scaling }
}

fn new_instance(factor: f64) -> Res<Own<Descr>> {
    // SAFETY: a fresh instance of the class's size, filled before anybody sees it.
    unsafe {
        let d: Own<Descr> = types::alloc(CLASS.ptr(), 0)?;
        let raw = d.raw();
        (*raw).byteorder = NPY_IGNORE as c_char;
        (*raw).type_num = -1;
        raw.set_elsize(size_of::<f64>() as isize);
        raw.set_alignment(align_of::<f64>() as isize);
        raw.set_flags(NPY_USE_GETITEM | NPY_USE_SETITEM);
        raw.set_hash(-1);
        (*raw.cast::<Instance>()).scaling = factor;
        Ok(d)
    }
}

fn out(d: Own<Descr>) -> DescrPtr {
    d.into_ptr().cast()
}

// Construction and attributes.

fn new(_: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    let n = args.values().len();
    if n > 1 {
        return Err(type_error(&format!(
            "_ScaledFloatTestDType() takes at most 1 argument ({n} given)"
        )));
    }
    if args.kwnames().is_some() && args.keyword(c"scaling").is_none() {
        return Err(type_error(
            "_ScaledFloatTestDType() got an unexpected keyword argument",
        ));
    }
    let factor = match args.values().first() {
        Some(o) => o.to_f64()?,
        None => 1.0,
    };
    Ok(new_instance(factor)?.upcast())
}

fn repr(d: &Descr) -> Res<Owned> {
    // SAFETY: only instances of the class have this slot.
    let factor = float_new(unsafe { scaling(d.raw()) })?;
    str_new(&format!(
        "_ScaledFloatTestDType(scaling={})",
        factor.repr_text()?
    ))
}

fn scaled_by(d: &Descr, factor: &Object) -> Res<Own<Descr>> {
    if !factor.is_float() {
        return Err(type_error("Scaling factor must be a python float."));
    }
    // SAFETY: a method of the class.
    new_instance(factor.to_f64()? * unsafe { scaling(d.raw()) })
}

fn get_scaling(d: &Descr) -> Res<f64> {
    // SAFETY: a method of the class.
    Ok(unsafe { scaling(d.raw()) })
}

fn reduce(d: &Descr) -> Res<Owned> {
    let args = tuple_new(&[&*float_new(get_scaling(d)?)?])?;
    tuple_new(&[CLASS.object(), &*args])
}

const METHODS: &[Method] = &[
    method::onearg(c"scaled_by", scaled_by),
    method::noargs(c"get_scaling", get_scaling),
    method::noargs(c"__reduce__", reduce),
];

// The slots of NEP 42.

unsafe extern "C" fn default_descr(_: Meta) -> DescrPtr {
    entry(|| new_instance(1.0).map(|d| Pointer(out(d))))
}

unsafe extern "C" fn discover(class: Meta, _: *mut ffi::PyObject) -> DescrPtr {
    // SAFETY: as default_descr.
    unsafe { default_descr(class) }
}

unsafe extern "C" fn knows(_: Meta, ty: *mut ffi::PyTypeObject) -> c_int {
    c_int::from(ty == &raw mut ffi::PyFloat_Type)
}

unsafe extern "C" fn common_dtype(own: Meta, other: Meta) -> Meta {
    // SAFETY: called with live classes; the result is a new reference.
    unsafe {
        if (*other).flags & _NPY_DT_LEGACY != 0 && (*other).type_num == NPY_DOUBLE {
            ffi::Py_INCREF(own.cast());
            return own;
        }
    }
    not_implemented().own().into_ptr().cast()
}

unsafe extern "C" fn common_instance(a: DescrPtr, b: DescrPtr) -> DescrPtr {
    // SAFETY: called with live instances.
    unsafe {
        let larger = if scaling(a) >= scaling(b) { a } else { b };
        ffi::Py_INCREF(larger.cast());
        larger
    }
}

unsafe extern "C" fn ensure_canonical(d: DescrPtr) -> DescrPtr {
    // SAFETY: called with a live instance.
    unsafe { ffi::Py_INCREF(d.cast()) };
    d
}

unsafe extern "C" fn getitem(d: DescrPtr, p: *mut c_char) -> *mut ffi::PyObject {
    // SAFETY: the slot's contract: an element, perhaps unaligned.
    entry(|| unsafe { float_new(p.cast::<f64>().read_unaligned() * scaling(d)) })
}

unsafe extern "C" fn setitem(d: DescrPtr, value: *mut ffi::PyObject, p: *mut c_char) -> c_int {
    // SAFETY: the slot's contract: room for an element, perhaps unaligned.
    entry(|| unsafe {
        let value = Object::from_ptr(value);
        if !value.is_float_exact() {
            return Err(not_implemented_error("Currently only accepts floats"));
        }
        p.cast::<f64>()
            .write_unaligned(value.to_f64()? / scaling(d));
        Ok(())
    })
}

/// Order of the stored doubles, NaN last.
unsafe extern "C" fn compare(a: *const c_void, b: *const c_void, _: *mut c_void) -> c_int {
    // SAFETY: the slot's contract: two elements, perhaps unaligned.
    unsafe {
        let (x, y) = (
            a.cast::<f64>().read_unaligned(),
            b.cast::<f64>().read_unaligned(),
        );
        match x.partial_cmp(&y) {
            Some(order) => order as c_int,
            None => c_int::from(x.is_nan()) - c_int::from(y.is_nan()),
        }
    }
}

// Casts.

fn scale_casting(from: f64, to: f64) -> NPY_CASTING {
    if from == to {
        NPY_NO_CASTING
    } else if from.abs() == to.abs() {
        NPY_EQUIV_CASTING
    } else {
        NPY_SAME_KIND_CASTING
    }
}

unsafe extern "C" fn resolve_within(
    _: *mut PyArrayMethodObject,
    _: *const Meta,
    given: *const DescrPtr,
    found: *mut DescrPtr,
    view_offset: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract: two descriptors, the second perhaps NULL; new references are written.
    unsafe {
        let from = *given;
        let to = if (*given.add(1)).is_null() {
            from
        } else {
            *given.add(1)
        };
        ffi::Py_INCREF(from.cast());
        ffi::Py_INCREF(to.cast());
        (*found, *found.add(1)) = (from, to);
        if scaling(from) == scaling(to) {
            *view_offset = 0;
        }
        scale_casting(scaling(from), scaling(to))
    }
}

/// To and from float64: the loop knows the factor 1 alone, others are cast within the class first.
unsafe extern "C" fn resolve_double(
    method: *mut PyArrayMethodObject,
    dtypes: *const Meta,
    _: *const DescrPtr,
    found: *mut DescrPtr,
    view_offset: *mut npy_intp,
) -> NPY_CASTING {
    let _ = method;
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        let unit = new_instance(1.0)?;
        let double = builtin(NPY_DOUBLE).own();
        let from_own = *dtypes == CLASS.get();
        let (a, b) = if from_own {
            (unit, double)
        } else {
            (double, unit)
        };
        (*found, *found.add(1)) = (out(a), out(b));
        *view_offset = 0;
        Ok(NPY_NO_CASTING)
    })
}

unsafe extern "C" fn resolve_bool(
    _: *mut PyArrayMethodObject,
    _: *const Meta,
    given: *const DescrPtr,
    found: *mut DescrPtr,
    _: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract.
    unsafe {
        ffi::Py_INCREF((*given).cast());
        *found = *given;
        *found.add(1) = out(builtin(NPY_BOOL).own());
    }
    NPY_SAME_KIND_CASTING
}

/// A factor that a loop multiplies with.
fn checked(factor: f64) -> Res<f64> {
    if factor.is_finite() {
        return Ok(factor);
    }
    Err(type_error(
        "error raised inside the core-loop: non-finite factor!",
    ))
}

/// Calls `f` with the addresses of each element of a loop with `N` operands.
///
/// # Safety
/// The loop contract.
unsafe fn each<const N: usize>(
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    mut f: impl FnMut([*mut f64; N]),
) {
    // SAFETY: as the caller vouches.
    unsafe {
        let mut p: [*mut c_char; N] = std::array::from_fn(|i| *data.add(i));
        for _ in 0..*dimensions {
            f(p.map(|q| q.cast()));
            for (i, q) in p.iter_mut().enumerate() {
                *q = q.wrapping_offset(*strides.add(i));
            }
        }
    }
}

unsafe extern "C" fn rescale(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let d = (*context).descriptors;
        let factor = checked(scaling(*d) / scaling(*d.add(1)))?;
        each(data, dimensions, strides, |[x, y]| {
            y.write_unaligned(x.read_unaligned() * factor);
        });
        Ok(())
    })
}

unsafe extern "C" fn copy(
    _: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    unsafe { each(data, dimensions, strides, |[x, y]| *y = *x) };
    0
}

unsafe extern "C" fn to_bool(
    _: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    unsafe {
        each(data, dimensions, strides, |[x, y]| {
            *y.cast::<u8>() = u8::from(*x != 0.0);
        });
    }
    0
}

// Ufuncs.

unsafe extern "C" fn multiply(
    _: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    unsafe { each(data, dimensions, strides, |[x, y, z]| *z = *x * *y) };
    0
}

unsafe extern "C" fn resolve_multiply(
    _: *mut PyArrayMethodObject,
    _: *const Meta,
    given: *const DescrPtr,
    found: *mut DescrPtr,
    _: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract: three descriptors, the last perhaps NULL.
    entry(|| unsafe {
        // Factors multiply apart from the values, so the result's dtype follows from those of the operands.
        let product = new_instance(scaling(*given) * scaling(*given.add(1)))?;
        for i in 0..2 {
            ffi::Py_INCREF((*given.add(i)).cast());
            *found.add(i) = *given.add(i);
        }
        *found.add(2) = out(product);
        Ok(NPY_NO_CASTING)
    })
}

unsafe extern "C" fn add(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let d = (*context).descriptors;
        let to = scaling(*d.add(2));
        let a = checked(scaling(*d) / to)?;
        let b = checked(scaling(*d.add(1)) / to)?;
        each(data, dimensions, strides, |[x, y, z]| *z = *x * a + *y * b);
        Ok(())
    })
}

unsafe extern "C" fn resolve_add(
    _: *mut PyArrayMethodObject,
    _: *const Meta,
    given: *const DescrPtr,
    found: *mut DescrPtr,
    _: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract: three descriptors, the last perhaps NULL.
    unsafe {
        let (a, b) = (*given, *given.add(1));
        let to = if (*given.add(2)).is_null() {
            common_instance(a, b)
        } else {
            ensure_canonical(*given.add(2))
        };
        ffi::Py_INCREF(a.cast());
        ffi::Py_INCREF(b.cast());
        (*found, *found.add(1), *found.add(2)) = (a, b, to);
        // The loop rescales by itself: the casts in it count.
        let casting = |d| scale_casting(scaling(d), scaling(to));
        casting(a).max(casting(b))
    }
}

/// float64 operands of `multiply` count as scaled by one.
unsafe extern "C" fn promote_own(
    _: *mut ffi::PyObject,
    _: *const Meta,
    _: *const Meta,
    new: *mut Meta,
) -> c_int {
    // SAFETY: the slot's contract: three places for new references.
    unsafe {
        for i in 0..3 {
            *new.add(i) = class().own().into_ptr().cast();
        }
    }
    0
}

/// Logical functions look at the truth of the operands.
unsafe extern "C" fn promote_to_bool(
    _: *mut ffi::PyObject,
    _: *const Meta,
    signature: *const Meta,
    new: *mut Meta,
) -> c_int {
    // SAFETY: the slot's contract: three places for new references.
    unsafe {
        for i in 0..3 {
            let fixed = DTypeClass::from_ptr_opt((*signature.add(i)).cast());
            let c = fixed.unwrap_or(class_of(NPY_BOOL));
            *new.add(i) = c.own().into_ptr().cast();
        }
    }
    0
}

unsafe extern "C" fn given_as_double(
    nin: c_int,
    nout: c_int,
    _: *const Meta,
    given: *const DescrPtr,
    new: *mut DescrPtr,
) -> c_int {
    // SAFETY: the slot's contract: an entry per operand.
    unsafe {
        for i in 0..(nin + nout) as usize {
            *new.add(i) = if (*given.add(i)).is_null() {
                std::ptr::null_mut()
            } else {
                out(builtin(NPY_DOUBLE).own())
            };
        }
    }
    0
}

unsafe extern "C" fn loop_as_first(
    nin: c_int,
    nout: c_int,
    _: *const Meta,
    given: *const DescrPtr,
    _: *mut DescrPtr,
    found: *mut DescrPtr,
) -> c_int {
    // SAFETY: the slot's contract: an entry per operand; the first is an input.
    unsafe {
        for i in 0..(nin + nout) as usize {
            *found.add(i) = ensure_canonical(*given);
        }
    }
    0
}

type StridedLoop = unsafe extern "C" fn(
    *mut PyArrayMethod_Context,
    *const *mut c_char,
    *const npy_intp,
    *const npy_intp,
    *mut NpyAuxData,
) -> c_int;
type Resolver = unsafe extern "C" fn(
    *mut PyArrayMethodObject,
    *const Meta,
    *const DescrPtr,
    *mut DescrPtr,
    *mut npy_intp,
) -> NPY_CASTING;

/// A method's description, handed to `f` in the form that extensions use.
fn with_spec<R>(
    name: &'static std::ffi::CStr,
    classes: &mut [Meta],
    level: NPY_CASTING,
    unaligned: bool,
    resolve: Resolver,
    run: StridedLoop,
    f: impl FnOnce(*mut PyArrayMethod_Spec) -> Res<R>,
) -> Res<R> {
    let row = |slot, pfunc| ffi::PyType_Slot { slot, pfunc };
    let run = run as *mut c_void;
    let mut slots = vec![
        row(NPY_METH_resolve_descriptors, resolve as *mut c_void),
        row(NPY_METH_strided_loop, run),
    ];
    if unaligned {
        slots.push(row(NPY_METH_unaligned_strided_loop, run));
    }
    slots.push(row(0, std::ptr::null_mut()));
    let mut spec = PyArrayMethod_Spec {
        name: name.as_ptr(),
        nin: classes.len() as c_int - 1,
        nout: 1,
        casting: level,
        flags: NPY_METH_REQUIRES_PYAPI
            | if unaligned {
                NPY_METH_SUPPORTS_UNALIGNED
            } else {
                0
            },
        dtypes: classes.as_mut_ptr(),
        slots: slots.as_mut_ptr(),
    };
    f(&mut spec)
}

fn register_casts() -> Res<()> {
    let own = CLASS.get();
    let (double, boolean) = (class_of(NPY_DOUBLE).raw(), class_of(NPY_BOOL).raw());
    let same_kind = NPY_SAME_KIND_CASTING;
    // SAFETY: specifications as NEP 43 demands.
    let cast = |s: *mut PyArrayMethod_Spec| unsafe { spec::register_cast(s, class()) };
    let name = c"sfloat_to_sfloat_cast";
    with_spec(
        name,
        &mut [own, own],
        same_kind,
        true,
        resolve_within,
        rescale,
        cast,
    )?;
    let name = c"sfloat_to_float_cast";
    let r = resolve_double;
    with_spec(name, &mut [own, double], same_kind, false, r, copy, cast)?;
    let name = c"float_to_sfloat_cast";
    with_spec(name, &mut [double, own], same_kind, false, r, copy, cast)?;
    let name = c"sfloat_to_bool_cast";
    let r = resolve_bool;
    with_spec(
        name,
        &mut [own, boolean],
        same_kind,
        false,
        r,
        to_bool,
        cast,
    )
}

fn register_loops() -> Res<()> {
    let own = CLASS.get();
    let module = ferronum_pyrt::intern::import("numpy._core._multiarray_umath")?;
    let ufunc = |name: &str| module.getattr_str(name);
    let same_kind = NPY_SAME_KIND_CASTING;
    let product = ufunc("multiply")?;
    // SAFETY: specifications as NEP 43 demands.
    unsafe {
        let uf = c_api::as_ufunc(&product)?;
        let r = resolve_multiply;
        let mut three = [own; 3];
        let name = c"multiply_sfloats";
        with_spec(name, &mut three, same_kind, false, r, multiply, |s| {
            c_api::add_loop_from_spec(uf, s)
        })?;
        let sum = ufunc("add")?;
        let uf = c_api::as_ufunc(&sum)?;
        let name = c"add_sfloats";
        with_spec(name, &mut three, same_kind, false, resolve_add, add, |s| {
            c_api::add_loop_from_spec(uf, s)
        })?;
        let double = class_of(NPY_DOUBLE).raw();
        let hypot = ufunc("hypot")?;
        c_api::add_wrapping_loop(
            c_api::as_ufunc(&hypot)?,
            three.as_ptr(),
            [double; 3].as_ptr(),
            Some(given_as_double),
            Some(loop_as_first),
        )?;
    }
    let none = ferronum_pyrt::none();
    let own = CLASS.object();
    let double = class_of(NPY_DOUBLE);
    let promoter = promoter_capsule(promote_own)?;
    for operands in [[own, double, none], [double, own, none]] {
        let dtypes = tuple_new(&operands)?;
        c_api::add_promoter(c_api::as_ufunc(&product)?, &dtypes, &promoter)?;
    }
    let promoter = promoter_capsule(promote_to_bool)?;
    for name in ["logical_and", "logical_or", "logical_xor"] {
        let uf = ufunc(name)?;
        let dtypes = tuple_new(&[own, own, class_of(NPY_BOOL)])?;
        c_api::add_promoter(c_api::as_ufunc(&uf)?, &dtypes, &promoter)?;
    }
    Ok(())
}

type PromoterFunction =
    unsafe extern "C" fn(*mut ffi::PyObject, *const Meta, *const Meta, *mut Meta) -> c_int;

fn promoter_capsule(f: PromoterFunction) -> Res<Owned> {
    // SAFETY: a function under the name of its type.
    unsafe {
        Own::from_result(ffi::PyCapsule_New(
            f as *mut c_void,
            UFUNC_PROMOTER_NAME.as_ptr(),
            None,
        ))
    }
}

fn init() -> Res<()> {
    let mut slots = user::default_slots()?;
    slots.discover_descr_from_pyobject = Some(discover);
    slots.is_known_scalar_type = Some(knows);
    slots.default_descr = Some(default_descr);
    slots.common_dtype = Some(common_dtype);
    slots.common_instance = Some(common_instance);
    slots.ensure_canonical = Some(ensure_canonical);
    slots.getitem = Some(getitem);
    slots.setitem = Some(setitem);
    slots.f.compare = Some(compare);
    // SAFETY: static storage that nobody else sees before it is ready.
    unsafe {
        let c = CLASS.get();
        (*c).type_num = -1;
        (*c).flags = NPY_DT_PARAMETRIC | NPY_DT_NUMERIC;
        (*c).dt_slots = Box::into_raw(Box::new(slots)).cast();
    }
    TypeBuilder::new(
        &CLASS,
        c"numpy._ScaledFloatTestDType",
        size_of::<Instance>(),
    )
    .metatype(DTYPE_META_TYPE.ptr())
    .base(DTYPE_TYPE.ptr())
    .methods(METHODS)
    .with(|b| {
        let t = b.slots();
        t.tp_new = Some(slot::new(new));
        t.tp_repr = Some(slot::unary(repr));
        t.tp_str = Some(slot::unary(repr));
    })
    .ready()?;
    register_casts()?;
    register_loops()
}

/// `_get_sfloat_dtype()`: the class, made at the first call.
pub(crate) fn get_sfloat_dtype(_: &Object) -> Res<Owned> {
    if !READY.swap(true, Ordering::Relaxed) {
        init()?;
    }
    Ok(CLASS.object().own())
}
