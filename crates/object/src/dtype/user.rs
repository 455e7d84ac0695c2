//! DTypes of extensions: the legacy kind (`PyArray_RegisterDataType`) and the new one
//! (`PyArrayInitDTypeMeta_FromSpec`).

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::atomic::{AtomicI32, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::entry::Pointer;
use ferronum_pyrt::raised::{runtime_error, type_error, value_error};
use ferronum_pyrt::{
    Layout, Object, Own, Raised, Res, StaticType, TypeBuilder, dict_new, entry, ffi,
    not_implemented, slot, types,
};
use parking_lot::RwLock;

use crate::dtype::builtin::empty_slots;
use crate::dtype::hooks::CASTS;
use crate::dtype::object;
use crate::model::GENERIC;
use crate::model::descr::Descr;
use crate::model::dtype_class::{DTYPE_META_TYPE, DTYPE_TYPE, DTypeClass, DTypeSlots};

/// A registered legacy dtype. Its descriptor lives as long as the process.
#[derive(Clone, Copy)]
struct User {
    descr: *mut PyArray_Descr,
    proto: *mut PyArray_DescrProto,
    scalar: *mut ffi::PyTypeObject,
}

// SAFETY: plain addresses; what they point to is used under the interpreter lock only.
unsafe impl Send for User {}
// SAFETY: as above.
unsafe impl Sync for User {}

/// By type number from `NPY_USERDEF` on.
static USERS: RwLock<Vec<User>> = RwLock::new(Vec::new());

/// How many there are; C code reads it.
static COUNT: AtomicI32 = AtomicI32::new(0);

/// The registered dtype that `wanted` accepts.
fn find(wanted: impl Fn(&User) -> bool) -> Option<Own<Descr>> {
    let found = USERS.read().iter().find(|u| wanted(u)).copied()?;
    // SAFETY: registered descriptors are never released.
    Some(unsafe { Descr::from_ptr(found.descr.cast()) }.own())
}

/// The descriptor of a registered legacy user type number.
pub fn descr_of_type_num(type_num: c_int) -> Option<Own<Descr>> {
    let i = usize::try_from(type_num.checked_sub(NPY_USERDEF)?).ok()?;
    let found = USERS.read().get(i).copied()?;
    // SAFETY: registered descriptors are never released.
    Some(unsafe { Descr::from_ptr(found.descr.cast()) }.own())
}

/// The descriptor of a legacy user dtype whose scalars have exactly this type.
pub fn descr_of_type(ty: *mut ffi::PyTypeObject) -> Option<Own<Descr>> {
    find(|u| u.scalar == ty)
}

/// The descriptor of a scalar of a type that is not ours.
pub fn descr_of_scalar_type(ty: *mut ffi::PyTypeObject) -> Res<Own<Descr>> {
    match descr_of_type(ty) {
        Some(d) => Ok(d),
        // SAFETY: a live type.
        None => crate::dtype::parse::descr_from_object(unsafe { Object::from_ptr(ty.cast()) }),
    }
}

/// Address of the number of registered legacy user dtypes.
pub fn user_type_count() -> *mut c_int {
    COUNT.as_ptr()
}

/// `PyArray_RegisterDataType`: the new type number, which is also written to the prototype.
///
/// # Safety
/// A filled prototype with its function table; both live as long as the process.
pub unsafe fn register(proto: *mut PyArray_DescrProto) -> Res<c_int> {
    // The number that registration wrote tells a second call from another prototype at the same address.
    // SAFETY: as the caller vouches.
    let number = unsafe { (*proto).type_num };
    if let Some(d) = find(|u| u.proto == proto).filter(|d| d.type_num() == number) {
        return Ok(d.type_num());
    }
    let n = NPY_USERDEF + COUNT.load(Ordering::Relaxed);
    if n >= NPY_VSTRING {
        return Err(value_error("Too many user defined dtypes registered"));
    }
    // SAFETY: as the caller vouches.
    unsafe {
        // What is refused has no number.
        (*proto).type_num = -1;
        if (*proto).elsize == 0 {
            return Err(value_error("cannot register a flexible data-type"));
        }
        let table = complete_table((*proto).f)?;
        if (*proto).typeobj.is_null() {
            return Err(value_error("missing typeobject"));
        }
        check_references(&*proto)?;
        // The class is made last, and a prototype that gets so far keeps the number that it would have had.
        (*proto).type_num = n;
        check_head(&*proto)?;
        if (*proto).byteorder == 0 {
            (*proto).byteorder = NPY_NATIVE as c_char;
        }
        let scalar = (*proto).typeobj;
        let class = legacy_class(n, scalar, table)?;
        let descr = legacy_descr(class, proto, n)?;
        // Types that are no scalars of ours are not found by their instances, and any number of dtypes may have one.
        if ffi::PyType_IsSubtype(scalar, GENERIC.ptr()) != 0 {
            crate::dtype::scalar_classes::register(Object::from_ptr(scalar.cast()), class)?;
        }
        (*class.raw()).singleton = descr.clone().into_ptr().cast();
        USERS.write().push(User {
            descr: descr.leak().raw(),
            proto,
            scalar,
        });
        COUNT.fetch_add(1, Ordering::Relaxed);
        Ok(n)
    }
}

/// Elements with references must be structures.
fn check_references(proto: &PyArray_DescrProto) -> Res<()> {
    let references = proto.flags as u8 as u64 & (NPY_ITEM_IS_POINTER | NPY_ITEM_REFCOUNT);
    if references == 0 || !proto.names.is_null() && !proto.fields.is_null() {
        return Ok(());
    }
    // SAFETY: the prototype's type is live.
    let scalar = unsafe { Object::from_ptr(proto.typeobj.cast()) };
    Err(value_error(&format!(
        "Failed to register dtype for {}: Legacy user dtypes using `NPY_ITEM_IS_POINTER` or `NPY_ITEM_REFCOUNT` are \
         unsupported.  It is possible to create such a dtype only if it is a structured dtype with names and fields \
         hardcoded at registration time.\nPlease contact the NumPy developers if this used to work but now fails.",
        scalar.str_text()?
    )))
}

/// The prototype stands for a dtype, or is the copy of one.
fn check_head(proto: &PyArray_DescrProto) -> Res<()> {
    let head = proto.ob_base.ob_type;
    let built_in = || {
        (0..NPY_NTYPES_LEGACY as c_int)
            .any(|t| head == crate::dtype::builtin::class_of(t).type_object_ptr())
    };
    if head.is_null() || head == DTYPE_TYPE.ptr() || built_in() {
        return Ok(());
    }
    // SAFETY: the prototype's type is live.
    let scalar = unsafe { Object::from_ptr(proto.typeobj.cast()) };
    Err(runtime_error(&format!(
        "During creation/wrapping of legacy DType, the original class was not of PyArrayDescr_Type (it is replaced in \
         this step). The extension creating a custom DType for type {} must be modified to ensure `Py_TYPE(descr) == \
         &PyArrayDescr_Type` or that of an existing dtype (with the assumption it is just copied over and can be \
         replaced).",
        scalar.str_text()?
    )))
}

/// The prototype's functions, with what may be left out filled in.
///
/// # Safety
/// NULL or a table.
unsafe fn complete_table(table: *mut PyArray_ArrFuncs) -> Res<PyArray_ArrFuncs> {
    let missing = || value_error("a required array function is missing.");
    if table.is_null() {
        return Err(missing());
    }
    // SAFETY: as the caller vouches.
    unsafe {
        let f = &mut *table;
        if f.nonzero.is_none() {
            f.nonzero = Some(any_byte_set);
        }
        if f.copyswapn.is_none() {
            f.copyswapn = Some(copyswapn_by_copyswap);
        }
        if f.copyswap.is_none() || f.getitem.is_none() || f.setitem.is_none() {
            return Err(missing());
        }
        Ok(*f)
    }
}

/// True unless all bytes are zero.
unsafe extern "C" fn any_byte_set(element: *mut c_void, array: *mut c_void) -> npy_bool {
    // SAFETY: the slot's contract: an element of the array's dtype.
    unsafe {
        let size = (*array.cast::<PyArrayObject>()).descr.elsize();
        let bytes = std::slice::from_raw_parts(element.cast::<u8>(), size.max(0) as usize);
        u8::from(bytes.iter().any(|&b| b != 0))
    }
}

/// One `copyswap` after the other.
unsafe extern "C" fn copyswapn_by_copyswap(
    dst: *mut c_void,
    dst_stride: npy_intp,
    src: *mut c_void,
    src_stride: npy_intp,
    n: npy_intp,
    swap: c_int,
    array: *mut c_void,
) {
    // SAFETY: the slot's contract.
    unsafe {
        let class = DTypeClass::from_ptr(
            ffi::Py_TYPE((*array.cast::<PyArrayObject>()).descr.cast()).cast(),
        );
        let Some(copyswap) = (*class.arr_funcs()).copyswap else {
            return;
        };
        for i in 0..n {
            let from = if src.is_null() {
                src
            } else {
                src.wrapping_byte_offset(i * src_stride)
            };
            copyswap(dst.wrapping_byte_offset(i * dst_stride), from, swap, array);
        }
    }
}

/// A new class for a legacy user dtype.
///
/// # Safety
/// `scalar` is a live type.
unsafe fn legacy_class(
    type_num: c_int,
    scalar: *mut ffi::PyTypeObject,
    table: PyArray_ArrFuncs,
) -> Res<&'static DTypeClass> {
    // SAFETY: as the caller vouches; fresh storage that nobody else sees before it is ready.
    unsafe {
        let full = CStr::from_ptr((*scalar).tp_name).to_string_lossy();
        let short = full.rsplit('.').next().unwrap_or(&full);
        let name = CString::new(format!("numpy.dtype[{short}]")).unwrap_or_default();
        let storage: &'static StaticType<PyArray_DTypeMeta> =
            Box::leak(Box::new(StaticType::new()));
        let mut slots = empty_slots();
        slots.discover_descr_from_pyobject = Some(discover_singleton);
        slots.is_known_scalar_type = Some(knows_own_and_python_scalars);
        slots.default_descr = Some(default_singleton);
        slots.common_dtype = Some(common_dtype);
        slots.ensure_canonical = Some(ensure_native);
        slots.castingimpls = dict_new()?.into_ptr();
        slots.f = table;
        let class = storage.get();
        ffi::Py_INCREF(scalar.cast());
        (*class).type_num = type_num;
        (*class).scalar_type = scalar;
        (*class).flags = _NPY_DT_LEGACY;
        (*class).dt_slots = Box::into_raw(Box::new(slots)).cast();
        TypeBuilder::new(
            storage,
            Box::leak(name.into_boxed_c_str()),
            size_of::<_PyArray_LegacyDescr>(),
        )
        .metatype(DTYPE_META_TYPE.ptr())
        .base(DTYPE_TYPE.ptr())
        .with(|b| b.slots().tp_new = Some(slot::new(object::new_of_class)))
        .ready()?;
        Ok(DTypeClass::from_ptr(storage.ptr().cast()))
    }
}

/// The one descriptor of a legacy user dtype.
///
/// # Safety
/// A filled prototype, whose references stay its own.
unsafe fn legacy_descr(
    class: &DTypeClass,
    proto: *mut PyArray_DescrProto,
    type_num: c_int,
) -> Res<Own<Descr>> {
    // SAFETY: as the caller vouches; the fresh descriptor is filled before anybody sees it.
    unsafe {
        let d: Own<Descr> = types::alloc(class.type_object_ptr(), 0)?;
        let (to, from) = (d.raw(), &*proto);
        for field in [from.typeobj.cast(), from.fields, from.names, from.metadata] {
            ffi::Py_XINCREF(field);
        }
        (*to).typeobj = from.typeobj;
        (*to).kind = from.kind;
        (*to).type_ = from.type_;
        (*to).byteorder = from.byteorder;
        (*to).type_num = type_num;
        to.set_flags(u64::from(from.flags as u8));
        to.set_elsize(from.elsize as npy_intp);
        to.set_alignment(from.alignment as npy_intp);
        to.set_subarray(from.subarray);
        to.set_fields(from.fields);
        to.set_names(from.names);
        to.set_metadata(from.metadata);
        to.set_c_metadata(from.c_metadata);
        to.set_hash(-1);
        Ok(d)
    }
}

type Meta = *mut PyArray_DTypeMeta;

unsafe extern "C" fn default_singleton(class: Meta) -> *mut PyArray_Descr {
    // SAFETY: called with a live class.
    entry(|| unsafe {
        match DTypeClass::from_ptr(class.cast()).singleton() {
            Some(d) => Ok(Pointer(d.own().into_ptr().cast())),
            None => Err(runtime_error("a DType without an instance")),
        }
    })
}

unsafe extern "C" fn discover_singleton(class: Meta, _: *mut ffi::PyObject) -> *mut PyArray_Descr {
    // SAFETY: called with a live class.
    unsafe { default_singleton(class) }
}

/// Python's numbers and strings are stored by `setitem` without a look at their own dtype, and so are scalars of the
/// class.
unsafe extern "C" fn knows_own_and_python_scalars(
    class: Meta,
    ty: *mut ffi::PyTypeObject,
) -> c_int {
    // SAFETY: called with a live class.
    c_int::from(
        crate::dtype::scalar_classes::is_python_scalar(ty) || unsafe { (*class).scalar_type } == ty,
    )
}

/// The one of two legacy dtypes that the other casts to safely.
unsafe extern "C" fn common_dtype(class: Meta, other: Meta) -> Meta {
    // SAFETY: called with live classes; the result is a new reference.
    entry(|| unsafe {
        let (a, b) = (
            DTypeClass::from_ptr(class.cast()),
            DTypeClass::from_ptr(other.cast()),
        );
        let found = if !b.is_legacy() {
            None
        } else if (CASTS.get().can_cast_numbers)(a.type_num(), b.type_num(), NPY_SAFE_CASTING)? {
            Some(b)
        } else if (CASTS.get().can_cast_numbers)(b.type_num(), a.type_num(), NPY_SAFE_CASTING)? {
            Some(a)
        } else {
            None
        };
        Ok(Pointer(match found {
            Some(c) => c.own().into_ptr().cast(),
            None => not_implemented()
                .own()
                .into_ptr()
                .cast::<PyArray_DTypeMeta>(),
        }))
    })
}

unsafe extern "C" fn ensure_native(d: *mut PyArray_Descr) -> *mut PyArray_Descr {
    // SAFETY: called with a live descriptor.
    entry(|| unsafe {
        let native = crate::dtype::byteorder::native(Descr::from_ptr(d.cast()))?;
        Ok(Pointer(native.into_ptr().cast()))
    })
}

/// `PyArray_InitArrFuncs`: an empty table.
///
/// # Safety
/// `table` is writable.
pub unsafe fn init_table(table: *mut PyArray_ArrFuncs) {
    // SAFETY: option-wrapped functions and pointers: all zero means "none".
    unsafe { table.write(std::mem::zeroed()) }
}

/// What a class of the new kind does where its specification says nothing.
pub(crate) fn default_slots() -> Res<DTypeSlots> {
    let mut slots = empty_slots();
    slots.is_known_scalar_type = Some(knows_own_and_python_scalars);
    slots.default_descr = Some(default_by_call);
    slots.common_dtype = Some(no_common_dtype);
    slots.castingimpls = dict_new()?.into_ptr();
    slots.f.getitem = Some(getitem_by_slot);
    slots.f.setitem = Some(setitem_by_slot);
    Ok(slots)
}

/// The instance that calling the class without arguments makes; kept for classes that are not parametric.
unsafe extern "C" fn default_by_call(class: Meta) -> *mut PyArray_Descr {
    // SAFETY: called with a live class.
    entry(|| unsafe {
        let class = DTypeClass::from_ptr(class.cast());
        if let Some(d) = class.singleton() {
            return Ok(Pointer(d.own().into_ptr().cast()));
        }
        let made = class.call0()?.downcast_into::<Descr>();
        let made = made.map_err(|_| runtime_error("a DType class did not make a dtype"))?;
        if !class.is_parametric() {
            (*class.raw()).singleton = made.clone().into_ptr().cast();
        }
        Ok(Pointer(made.into_ptr().cast()))
    })
}

unsafe extern "C" fn no_common_dtype(_: Meta, _: Meta) -> Meta {
    not_implemented().own().into_ptr().cast()
}

pub(crate) unsafe extern "C" fn getitem_by_slot(
    item: *mut c_void,
    array: *mut c_void,
) -> *mut ffi::PyObject {
    // SAFETY: the slot's contract: an element of an array of this dtype.
    entry(|| unsafe {
        let descr = Descr::from_ptr((*array.cast::<PyArrayObject>()).descr.cast());
        match (*descr.class().slots()).getitem {
            Some(f) => Own::<Object>::from_result(f(descr.raw(), item.cast())),
            None => Err(type_error("this dtype cannot read Python objects")),
        }
    })
}

pub(crate) unsafe extern "C" fn setitem_by_slot(
    value: *mut ffi::PyObject,
    item: *mut c_void,
    array: *mut c_void,
) -> c_int {
    // SAFETY: the slot's contract: an element of an array of this dtype.
    entry(|| unsafe {
        let descr = Descr::from_ptr((*array.cast::<PyArrayObject>()).descr.cast());
        match (*descr.class().slots()).setitem {
            Some(f) if f(descr.raw(), value, item.cast()) < 0 => Err(Raised::pending()),
            Some(_) => Ok(()),
            None => Err(type_error("this dtype cannot store Python objects")),
        }
    })
}

/// Slot ids of the legacy table in headers before NumPy 2.4.
const OLD_ARRFUNCS_OFFSET: c_int = 1 << 10;

/// Puts the functions of a slot list into the table.
///
/// # Safety
/// A list that ends with id 0 (or NULL); each function has the type of its id.
#[allow(non_upper_case_globals, reason = "slot ids have NumPy's names")]
pub(crate) unsafe fn fill_slots(
    slots: &mut DTypeSlots,
    mut list: *const ffi::PyType_Slot,
) -> Res<()> {
    /// A function of the type that the slot's id says.
    ///
    /// # Safety
    /// As `fill_slots`.
    unsafe fn function<F: Copy>(p: *mut c_void) -> F {
        const { assert!(size_of::<F>() == size_of::<*mut c_void>()) };
        // SAFETY: an optional function pointer has the size of a pointer.
        unsafe { std::mem::transmute_copy(&p) }
    }
    // SAFETY: as the caller vouches.
    unsafe {
        while !list.is_null() && (*list).slot != 0 {
            let p = (*list).pfunc;
            match (*list).slot {
                NPY_DT_discover_descr_from_pyobject => {
                    slots.discover_descr_from_pyobject = function(p);
                }
                _NPY_DT_is_known_scalar_type => slots.is_known_scalar_type = function(p),
                NPY_DT_default_descr => slots.default_descr = function(p),
                NPY_DT_common_dtype => slots.common_dtype = function(p),
                NPY_DT_common_instance => slots.common_instance = function(p),
                NPY_DT_ensure_canonical => slots.ensure_canonical = function(p),
                NPY_DT_setitem => slots.setitem = function(p),
                NPY_DT_getitem => slots.getitem = function(p),
                NPY_DT_get_clear_loop => slots.get_clear_loop = function(p),
                NPY_DT_get_fill_zero_loop => slots.get_fill_zero_loop = function(p),
                NPY_DT_finalize_descr => slots.finalize_descr = function(p),
                NPY_DT_get_constant => slots.get_constant = function(p),
                id => {
                    let legacy = match id {
                        _ if id > _NPY_DT_ARRFUNCS_OFFSET => id - _NPY_DT_ARRFUNCS_OFFSET,
                        _ if id > OLD_ARRFUNCS_OFFSET => id - OLD_ARRFUNCS_OFFSET,
                        _ => -1,
                    };
                    let f = &mut slots.f;
                    match legacy {
                        1 => f.getitem = function(p),
                        2 => f.setitem = function(p),
                        3 => f.copyswapn = function(p),
                        4 => f.copyswap = function(p),
                        5 => f.compare = function(p),
                        6 => f.argmax = function(p),
                        7 => f.dotfunc = function(p),
                        8 => f.scanfunc = function(p),
                        9 => f.fromstr = function(p),
                        10 => f.nonzero = function(p),
                        11 => f.fill = function(p),
                        12 => f.fillwithscalar = function(p),
                        // Nothing says that such a function is stable.
                        13 => f.sort = [function(p), function(p), None],
                        14 => f.argsort = [function(p), function(p), None],
                        15..=21 => {
                            return Err(runtime_error(&format!(
                                "PyArray_ArrFunc casting slot with value {legacy} is disabled."
                            )));
                        }
                        22 => f.argmin = function(p),
                        _ => {
                            return Err(runtime_error(&format!(
                                "Invalid slot with value {id} passed in."
                            )));
                        }
                    }
                }
            }
            list = list.add(1);
        }
    }
    Ok(())
}
