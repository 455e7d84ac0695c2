//! The legacy function tables of the built-in types (`PyArray_ArrFuncs`), for extensions: adapters around the
//! typed functions of this folder. Our own code does not go through them.

use std::cmp::Ordering;
use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{enter_recursive, type_error};
use ferronum_pyrt::{Layout, Object, Own, Res, entry, ffi};
use ferronum_scalar::LongDouble;

use super::casts;
use super::num::{Bool, Half, Num, Pair, Ticks};
use super::number::size_of_type;
use super::objects::{arg_by_order, dot_objects, fill_objects, fill_objects_with};
use super::text::Text;
use super::{get_item, getitem_slot, set_by_slot, setitem_slot};
use crate::dtype::builtin;
use crate::model::Array;
use crate::model::layout::is_aligned_layout;
use crate::model::{Descr, is_complex};

/// The element functions of a built-in type.
pub struct ItemSlots {
    /// `NPY_DT_setitem`.
    pub setitem: PyArrayDTypeMeta_SetItem,
    /// `NPY_DT_getitem`.
    pub getitem: PyArrayDTypeMeta_GetItem,
    /// The legacy table.
    pub f: PyArray_ArrFuncs,
}

/// The element functions of the built-in type `type_num` (below 24).
pub fn slots_for(type_num: c_int) -> ItemSlots {
    macro_rules! by_number {
        ($($n:literal)*) => { match type_num {
            $($n => table::<$n>(),)*
            _ => empty(),
        } };
    }
    let mut f = by_number!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23);
    macro_rules! numeric {
        ($($n:literal => $t:ty),* $(,)?) => { match type_num {
            $($n => numbers::<$t>(&mut f),)*
            _ => {}
        } };
    }
    numeric!(
        0 => Bool, 1 => i8, 2 => u8, 3 => i16, 4 => u16, 5 => i32, 6 => u32, 7 => i64, 8 => u64, 9 => i64,
        10 => u64, 11 => f32, 12 => f64, 13 => LongDouble, 14 => Pair<f32>, 15 => Pair<f64>,
        16 => Pair<LongDouble>, 21 => Ticks, 22 => Ticks, 23 => Half,
    );
    f.cast = casts::row(type_num);
    match type_num {
        NPY_BOOL => f.fill = Some(fill_bools),
        NPY_OBJECT => {
            f.fill = Some(fill_objects);
            f.fillwithscalar = Some(fill_objects_with);
            f.dotfunc = Some(dot_objects);
            f.argmax = Some(arg_by_order::<NPY_OBJECT, false>);
            f.argmin = Some(arg_by_order::<NPY_OBJECT, true>);
        }
        NPY_STRING => {
            f.argmax = Some(arg_by_order::<NPY_STRING, false>);
            f.argmin = Some(arg_by_order::<NPY_STRING, true>);
        }
        NPY_UNICODE => {
            f.argmax = Some(arg_by_order::<NPY_UNICODE, false>);
            f.argmin = Some(arg_by_order::<NPY_UNICODE, true>);
        }
        // Dates have no product.
        NPY_DATETIME => f.dotfunc = None,
        _ => {}
    }
    // What is ordered through Python, or field by field, is not sorted through the table.
    if matches!(type_num, NPY_OBJECT | NPY_VOID) {
        f.sort = [None; NPY_NSORTS];
        f.argsort = [None; NPY_NSORTS];
    }
    ItemSlots {
        setitem: Some(setitem_slot),
        getitem: Some(getitem_slot),
        f,
    }
}

fn empty() -> PyArray_ArrFuncs {
    // SAFETY: function pointers are options and the rest are pointers: zero is "none".
    unsafe { std::mem::zeroed() }
}

fn table<const T: c_int>() -> PyArray_ArrFuncs {
    PyArray_ArrFuncs {
        getitem: Some(getitem::<T>),
        setitem: Some(setitem::<T>),
        copyswap: Some(copyswap::<T>),
        copyswapn: Some(copyswapn::<T>),
        compare: Some(compare::<T>),
        nonzero: Some(nonzero::<T>),
        sort: [
            Some(sort::<T, false>),
            Some(sort::<T, false>),
            Some(sort::<T, true>),
        ],
        argsort: [Some(argsort::<T>); NPY_NSORTS],
        ..empty()
    }
}

fn numbers<T: Num>(f: &mut PyArray_ArrFuncs) {
    f.fill = Some(fill::<T>);
    f.fillwithscalar = Some(fill_with::<T>);
    f.argmax = Some(arg_extreme::<T, false>);
    f.argmin = Some(arg_extreme::<T, true>);
    f.dotfunc = Some(dot::<T>);
}

/// The descr behind the `arr` argument of a legacy function, which may be NULL or a half-filled struct.
///
/// # Safety
/// NULL, or a struct whose `descr` is valid.
pub(crate) unsafe fn descr_of<'a, const T: c_int>(arr: *mut c_void) -> &'a Descr {
    // SAFETY: as the caller vouches.
    unsafe { descr_behind(T, arr) }
}

/// The same for a type number that is not known at compile time.
///
/// # Safety
/// As `descr_of`.
pub(crate) unsafe fn descr_behind<'a>(type_num: c_int, arr: *mut c_void) -> &'a Descr {
    // SAFETY: as the caller vouches.
    unsafe {
        if arr.is_null() {
            return builtin(type_num);
        }
        let descr = Descr::from_ptr_opt((*arr.cast::<PyArrayObject>()).descr.cast());
        descr.unwrap_or(builtin(type_num))
    }
}

/// A 0-d array over one element, for legacy functions of extensions.
///
/// # Safety
/// The memory outlives the result.
pub unsafe fn holder(descr: &Descr, ptr: *mut u8) -> Res<Own<Array>> {
    // SAFETY: as the caller vouches.
    let a = unsafe { super::void::memory_view(descr, &[], ptr)? };
    if is_aligned_layout(ptr, &[], &[], descr.alignment()) {
        a.enable_flags(NPY_ARRAY_ALIGNED);
    }
    Ok(a)
}

unsafe extern "C" fn getitem<const T: c_int>(
    data: *mut c_void,
    arr: *mut c_void,
) -> *mut ffi::PyObject {
    // SAFETY: the legacy contract.
    entry(|| unsafe {
        let base = Object::from_ptr_opt(arr.cast())
            .filter(|o| T == NPY_VOID && !o.type_ptr().is_null())
            .and_then(|o| o.downcast::<Array>());
        let (d, p) = (descr_of::<T>(arr), data.cast::<u8>());
        // User dtypes may have this function in their own table: it goes by its own type number.
        match T {
            NPY_VOID => super::void::get(d, p, base),
            NPY_OBJECT => Ok(super::get_object(p)),
            NPY_STRING | NPY_UNICODE => Text::at(d, p).to_object(),
            _ if d.type_num() == T => get_item(d, p, base),
            _ => get_item(builtin(T), p, base),
        }
    })
}

unsafe extern "C" fn setitem<const T: c_int>(
    value: *mut ffi::PyObject,
    data: *mut c_void,
    arr: *mut c_void,
) -> c_int {
    // SAFETY: the legacy contract.
    entry(|| unsafe {
        let (d, p, value) = (
            descr_of::<T>(arr),
            data.cast::<u8>(),
            Object::from_ptr(value),
        );
        match T {
            NPY_VOID => super::void::set(d, p, value),
            NPY_OBJECT => super::set_object(p, value),
            NPY_STRING | NPY_UNICODE => super::text::set(d, p, value),
            _ if d.type_num() == T => set_by_slot(d, p, value),
            _ => set_by_slot(builtin(T), p, value),
        }
    })
}

/// # Safety
/// As `descr_of`.
unsafe fn width_of<const T: c_int>(arr: *mut c_void) -> usize {
    match T {
        // SAFETY: as the caller vouches.
        NPY_STRING | NPY_UNICODE | NPY_VOID => unsafe { descr_of::<T>(arr).elsize() as usize },
        _ => size_of_type(T),
    }
}

unsafe extern "C" fn copyswap<const T: c_int>(
    dst: *mut c_void,
    src: *mut c_void,
    swap: c_int,
    arr: *mut c_void,
) {
    // SAFETY: the legacy contract.
    unsafe { copyswapn::<T>(dst, 0, src, 0, 1, swap, arr) };
}

unsafe extern "C" fn copyswapn<const T: c_int>(
    dst: *mut c_void,
    dstride: npy_intp,
    src: *mut c_void,
    sstride: npy_intp,
    n: npy_intp,
    swap: c_int,
    arr: *mut c_void,
) {
    // SAFETY: the legacy contract: `src` may be NULL (swap in place).
    unsafe {
        let width = width_of::<T>(arr);
        let (mut d, mut s) = (dst.cast::<u8>(), src.cast::<u8>().cast_const());
        for _ in 0..n {
            if T == NPY_OBJECT {
                if !s.is_null() {
                    let new = super::get_object(s);
                    let _ = super::set_object(d, &new);
                }
            } else if T == NPY_VOID && (swap != 0 || descr_of::<T>(arr).has_references()) {
                copy_void(descr_of::<T>(arr), d, s, swap != 0);
            } else {
                if !s.is_null() {
                    std::ptr::copy(s, d, width);
                }
                if swap != 0 {
                    swap_element::<T>(std::slice::from_raw_parts_mut(d, width));
                }
            }
            d = d.wrapping_offset(dstride);
            if !s.is_null() {
                s = s.wrapping_offset(sstride);
            }
        }
    }
}

fn swap_element<const T: c_int>(bytes: &mut [u8]) {
    let n = bytes.len();
    let unit = match T {
        NPY_STRING | NPY_VOID => return,
        NPY_UNICODE => 4,
        t if is_complex(t) => n / 2,
        _ => n,
    };
    for c in bytes.chunks_exact_mut(unit.max(1)) {
        c.reverse();
    }
}

/// Copies a structure field by field, swapping each.
///
/// # Safety
/// Elements of `descr` at both places; `src` may be NULL.
unsafe fn copy_void(descr: &Descr, dst: *mut u8, src: *const u8, swap: bool) {
    let done = || -> Res<()> {
        let each = |d: &Descr, offset: isize| {
            // SAFETY: the field lies within the element; an array header carries its descr.
            unsafe {
                let Some(f) = (*d.class().slots()).f.copyswap else {
                    return Ok(());
                };
                let s = if src.is_null() {
                    std::ptr::null()
                } else {
                    src.offset(offset)
                };
                let holder = holder(d, dst.offset(offset))?;
                f(
                    dst.offset(offset).cast(),
                    s.cast_mut().cast(),
                    c_int::from(swap),
                    holder.as_ptr().cast(),
                );
                Ok(())
            }
        };
        if descr.has_fields() {
            for f in crate::dtype::field::fields(descr)? {
                each(&f.descr, f.offset)?;
            }
            return Ok(());
        }
        if let Some((of, shape)) = descr.subarray() {
            let n = crate::dtype::subarray::subarray_size(
                &crate::dtype::subarray::subarray_shape(shape)?,
            )?;
            for i in 0..n {
                each(of, i * of.elsize())?;
            }
            return Ok(());
        }
        if !src.is_null() {
            // SAFETY: elements at both places.
            unsafe { std::ptr::copy(src, dst, descr.elsize() as usize) };
        }
        Ok(())
    };
    if let Err(e) = done() {
        e.unraisable(None);
    }
}

unsafe extern "C" fn compare<const T: c_int>(
    a: *const c_void,
    b: *const c_void,
    arr: *mut c_void,
) -> c_int {
    // SAFETY: the legacy contract.
    unsafe { compare_elements(descr_of::<T>(arr), a.cast(), b.cast()) }
}

/// The order of two elements as sorts see it: NaN and NaT last, structures field by field.
///
/// # Safety
/// Elements of `descr` lie at both places. An exception may be pending afterwards (objects).
pub unsafe fn compare_elements(descr: &Descr, a: *const u8, b: *const u8) -> c_int {
    let t = descr.type_num();
    // SAFETY: as the caller vouches.
    unsafe {
        macro_rules! typed {
            ($($n:pat => $t:ty),* $(,)?) => { match t {
                $($n => {
                    let (x, y) = (
                        super::number::load(t, !descr.is_native(), a),
                        super::number::load(t, !descr.is_native(), b),
                    );
                    let (x, y) = (x.0.as_ptr().cast::<$t>().read(), y.0.as_ptr().cast::<$t>().read());
                    x.order(y) as c_int
                })*
                NPY_OBJECT => compare_objects(a, b),
                NPY_STRING | NPY_UNICODE => {
                    Text::at(descr, a.cast_mut()).order(Text::at(descr, b.cast_mut())) as c_int
                }
                _ => compare_void(descr, a, b),
            } };
        }
        typed!(
            NPY_BOOL => Bool, NPY_BYTE => i8, NPY_UBYTE => u8, NPY_SHORT => i16, NPY_USHORT => u16,
            NPY_INT => i32, NPY_UINT => u32, NPY_LONG | NPY_LONGLONG => i64,
            NPY_ULONG | NPY_ULONGLONG => u64, NPY_FLOAT => f32, NPY_DOUBLE => f64,
            NPY_LONGDOUBLE => LongDouble, NPY_CFLOAT => Pair<f32>, NPY_CDOUBLE => Pair<f64>,
            NPY_CLONGDOUBLE => Pair<LongDouble>, NPY_DATETIME | NPY_TIMEDELTA => Ticks,
            NPY_HALF => Half,
        )
    }
}

/// # Safety
/// Owned references or NULL lie at both places.
unsafe fn compare_objects(a: *const u8, b: *const u8) -> c_int {
    // SAFETY: as the caller vouches; both are held while they are compared.
    unsafe {
        let null = |p: *const u8| p.cast::<*mut ffi::PyObject>().read_unaligned().is_null();
        match (null(a), null(b)) {
            (true, true) => return 0,
            (true, false) => return 1,
            (false, true) => return -1,
            _ => {}
        }
        let (x, y) = (super::get_object(a), super::get_object(b));
        for (op, answer) in [(ffi::Py_LT, -1), (ffi::Py_GT, 1)] {
            match ffi::PyObject_RichCompareBool(x.as_ptr(), y.as_ptr(), op) {
                0 => {}
                r if r < 0 => return 0,
                _ => return answer,
            }
        }
        0
    }
}

/// # Safety
/// As `compare_elements`.
unsafe fn compare_void(descr: &Descr, a: *const u8, b: *const u8) -> c_int {
    // SAFETY: as the caller vouches.
    unsafe {
        let Ok(_depth) = enter_recursive(c" while comparing structures") else {
            return 0;
        };
        if descr.has_fields() {
            return match crate::dtype::field::fields(descr) {
                Ok(list) => list
                    .iter()
                    .map(|f| compare_elements(&f.descr, a.offset(f.offset), b.offset(f.offset)))
                    .find(|&c| c != 0)
                    .unwrap_or(0),
                Err(_) => 0,
            };
        }
        let n = descr.elsize() as usize;
        std::slice::from_raw_parts(a, n).cmp(std::slice::from_raw_parts(b, n)) as c_int
    }
}

/// Sorts contiguous elements.
unsafe extern "C" fn sort<const T: c_int, const STABLE: bool>(
    start: *mut c_void,
    n: npy_intp,
    arr: *mut c_void,
) -> c_int {
    // SAFETY: the legacy contract: n elements of the array's dtype. References move with their bytes.
    entry(|| unsafe {
        let (p, count) = (start.cast::<u8>(), n.max(0) as usize);
        if ferronum_kernels::sort::sort(T, STABLE, p, count) {
            return Ok(());
        }
        let mut order: Vec<npy_intp> = (0..n).collect();
        order_elements::<T>(p, &mut order, arr);
        let width = descr_of::<T>(arr).elsize() as usize;
        let old = std::slice::from_raw_parts(p, count * width).to_vec();
        for (i, &from) in order.iter().enumerate() {
            let element = &old[from as usize * width..][..width];
            std::ptr::copy_nonoverlapping(element.as_ptr(), p.add(i * width), width);
        }
        Ok(())
    })
}

/// Sorts positions of contiguous elements; those given may be in any order.
unsafe extern "C" fn argsort<const T: c_int>(
    start: *mut c_void,
    positions: *mut npy_intp,
    n: npy_intp,
    arr: *mut c_void,
) -> c_int {
    // SAFETY: the legacy contract: n elements and n positions of them.
    entry(|| unsafe {
        let count = n.max(0) as usize;
        let list = std::slice::from_raw_parts_mut(positions, count);
        let fresh = list.iter().enumerate().all(|(i, &p)| i as npy_intp == p);
        let p = start.cast::<u8>();
        if !fresh || !ferronum_kernels::sort::argsort(T, p, count, positions) {
            order_elements::<T>(p, list, arr);
        }
        Ok(())
    })
}

/// # Safety
/// The positions are those of elements at `p`.
unsafe fn order_elements<const T: c_int>(p: *const u8, list: &mut [npy_intp], arr: *mut c_void) {
    // SAFETY: as the caller vouches.
    unsafe {
        let d = descr_of::<T>(arr);
        let at = |i: npy_intp| p.offset(i * d.elsize());
        list.sort_by(|&i, &j| compare_elements(d, at(i), at(j)).cmp(&0));
    }
}

unsafe extern "C" fn nonzero<const T: c_int>(data: *mut c_void, arr: *mut c_void) -> npy_bool {
    // SAFETY: the legacy contract; an error counts as false and stays pending.
    unsafe { is_true_as(T, descr_of::<T>(arr), data.cast()).map_or(0, u8::from) }
}

/// The function of a dtype of an extension that says whether an element is true.
pub fn own_nonzero(descr: &Descr) -> PyArray_NonzeroFunc {
    let own = descr.is_user_defined() || !descr.is_legacy() && descr.type_num() != NPY_VSTRING;
    if !own {
        return None;
    }
    // SAFETY: the table of a live class.
    unsafe { (*descr.class().arr_funcs()).nonzero }
}

/// The truth of an element.
///
/// # Safety
/// An element of `descr` lies at `ptr`.
pub unsafe fn is_true(descr: &Descr, ptr: *const u8) -> Res<bool> {
    // SAFETY: as the caller vouches.
    unsafe { is_true_as(descr.type_num(), descr, ptr) }
}

/// The same, read as an element of type number `t`.
///
/// # Safety
/// An element of `descr` lies at `ptr`, which has the layout that `t` says.
unsafe fn is_true_as(t: c_int, descr: &Descr, ptr: *const u8) -> Res<bool> {
    // SAFETY: as the caller vouches.
    unsafe {
        match t {
            NPY_OBJECT => super::get_object(ptr).truth(),
            NPY_STRING | NPY_UNICODE => Ok(!Text::at(descr, ptr.cast_mut()).is_empty()),
            NPY_VOID => {
                let _depth = enter_recursive(c" while reading a structure")?;
                if descr.has_fields() {
                    for f in crate::dtype::field::fields(descr)? {
                        if is_true(&f.descr, ptr.offset(f.offset))? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
                if let Some((of, shape)) = descr.subarray() {
                    let n = crate::dtype::subarray::subarray_size(
                        &crate::dtype::subarray::subarray_shape(shape)?,
                    )?;
                    for i in 0..n {
                        if is_true(of, ptr.offset(i * of.elsize()))? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
                let bytes = std::slice::from_raw_parts(ptr, descr.elsize() as usize);
                Ok(bytes.iter().any(|&b| b != 0))
            }
            NPY_BOOL..=NPY_CLONGDOUBLE | NPY_HALF | NPY_DATETIME | NPY_TIMEDELTA => {
                let v = super::number::load(t, !descr.is_native(), ptr);
                let zero = |from: usize, width: usize, float: bool| {
                    let bytes = &v.0[from..from + width];
                    let (last, rest) = bytes.split_last().unwrap_or((&0, &[]));
                    let top = if float { last & 0x7f } else { *last };
                    top == 0 && rest.iter().all(|&b| b == 0)
                };
                let n = size_of_type(t);
                let float = crate::model::is_float(t);
                Ok(match t {
                    NPY_LONGDOUBLE => !zero(0, 10, true),
                    NPY_CLONGDOUBLE => !zero(0, 10, true) || !zero(16, 10, true),
                    t if is_complex(t) => !zero(0, n / 2, true) || !zero(n / 2, n / 2, true),
                    _ => !zero(0, n, float),
                })
            }
            _ => {
                let Some(f) = (*descr.class().slots()).f.nonzero else {
                    return Ok(true);
                };
                let h = holder(descr, ptr.cast_mut())?;
                let r = f(ptr.cast_mut().cast(), h.as_ptr().cast());
                if ffi::PyErr_Occurred().is_null() {
                    Ok(r != 0)
                } else {
                    Err(ferronum_pyrt::Raised::pending())
                }
            }
        }
    }
}

unsafe extern "C" fn fill<T: Num>(data: *mut c_void, n: npy_intp, _arr: *mut c_void) -> c_int {
    let p = data.cast::<T>();
    if n < 2 {
        return 0;
    }
    // SAFETY: n adjacent elements, the first two filled.
    unsafe {
        let (a, b) = (p.read_unaligned(), p.add(1).read_unaligned());
        for i in 2..n {
            p.offset(i).write_unaligned(T::step(a, b, i));
        }
    }
    0
}

/// Two values that differ say nothing about a third.
unsafe extern "C" fn fill_bools(_data: *mut c_void, n: npy_intp, _arr: *mut c_void) -> c_int {
    entry(|| {
        if n > 2 {
            return Err(type_error(
                "arange() is only supported for booleans when the result has at most length 2.",
            ));
        }
        Ok(())
    })
}

unsafe extern "C" fn fill_with<T: Num>(
    data: *mut c_void,
    n: npy_intp,
    value: *mut c_void,
    _arr: *mut c_void,
) -> c_int {
    // SAFETY: n adjacent elements and one value.
    unsafe {
        let v = value.cast::<T>().read_unaligned();
        for i in 0..n {
            data.cast::<T>().offset(i).write_unaligned(v);
        }
    }
    0
}

unsafe extern "C" fn arg_extreme<T: Num, const MIN: bool>(
    data: *mut c_void,
    n: npy_intp,
    out: *mut npy_intp,
    _arr: *mut c_void,
) -> c_int {
    // SAFETY: n adjacent elements, at least one.
    unsafe {
        let p = data.cast::<T>();
        let (mut at, mut best) = (0, p.read_unaligned());
        let wanted = if MIN {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        for i in 1..n {
            if best.is_nan() {
                break;
            }
            let v = p.offset(i).read_unaligned();
            if v.is_nan() || v.order(best) == wanted {
                (at, best) = (i, v);
            }
        }
        *out = at;
    }
    0
}

unsafe extern "C" fn dot<T: Num>(
    a: *mut c_void,
    a_stride: npy_intp,
    b: *mut c_void,
    b_stride: npy_intp,
    out: *mut c_void,
    n: npy_intp,
    _arr: *mut c_void,
) {
    // SAFETY: n elements at each stride.
    unsafe {
        let (mut x, mut y) = (a.cast::<u8>(), b.cast::<u8>());
        let mut sum = T::ZERO;
        for _ in 0..n {
            sum = T::add_product(
                sum,
                x.cast::<T>().read_unaligned(),
                y.cast::<T>().read_unaligned(),
            );
            x = x.wrapping_offset(a_stride);
            y = y.wrapping_offset(b_stride);
        }
        out.cast::<T>().write_unaligned(sum);
    }
}
