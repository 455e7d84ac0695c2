//! `numpy.flatiter`: the elements of an array one after another in C order. Extensions advance the struct
//! by macros, so its fields are the live state.

use std::cell::UnsafeCell;
use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{GetSet, Method, fastcall, get, varargs};
use ferronum_pyrt::raised::{exc, index_error, overflow_error, runtime_error, value_error, warn};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, StaticType, TypeBuilder, ffi, ops, slot, types,
};

use crate::array::positions::{first_outside, position};
use crate::array::shape::ravel;
use crate::coerce::as_elements_of;
use crate::coerce::{AnyOptions, as_array, from_any};
use crate::model::{Array, Dims};
use crate::storage::create;

/// `numpy.flatiter`.
pub static FLATITER_TYPE: StaticType = StaticType::new();

/// A flat iterator, borrowed.
#[repr(transparent)]
pub struct FlatIter(UnsafeCell<PyArrayIterObject>);

// SAFETY: transparent over the C struct; instances begin with it.
unsafe impl Layout for FlatIter {
    fn check(obj: &Object) -> bool {
        FLATITER_TYPE.has_instance(obj)
    }
}

impl std::ops::Deref for FlatIter {
    type Target = Object;
    fn deref(&self) -> &Object {
        self.object()
    }
}

impl FlatIter {
    /// The struct as C sees it.
    pub fn raw(&self) -> *mut PyArrayIterObject {
        self.0.get()
    }

    /// The array.
    pub fn array(&self) -> &Array {
        // SAFETY: an owned reference.
        unsafe { Array::from_ptr((*self.raw()).ao.cast()) }
    }

    fn size(&self) -> isize {
        // SAFETY: a live object.
        unsafe { (*self.raw()).size }
    }

    /// Back to the first element.
    pub fn reset(&self) {
        // SAFETY: a live object.
        unsafe {
            let it = &mut *self.raw();
            it.index = 0;
            it.dataptr = (*it.ao).data;
            it.coordinates = [0; NPY_MAXDIMS_LEGACY_ITERS];
        }
    }

    /// One element on. The caller has checked that `index < size`.
    pub fn advance(&self) {
        // SAFETY: a live object; coordinates stay below their dimensions.
        unsafe {
            let it = &mut *self.raw();
            it.index += 1;
            if it.contiguous != 0 {
                it.dataptr = it.dataptr.wrapping_offset((*it.ao).descr.elsize());
                return;
            }
            for i in (0..=it.nd_m1).rev() {
                let i = i as usize;
                if it.coordinates[i] < it.dims_m1[i] {
                    it.coordinates[i] += 1;
                    it.dataptr = it.dataptr.wrapping_offset(it.strides[i]);
                    return;
                }
                it.coordinates[i] = 0;
                it.dataptr = it.dataptr.wrapping_offset(-it.backstrides[i]);
            }
        }
    }

    /// To element `index` of the flat order.
    pub fn goto(&self, index: isize) {
        // SAFETY: a live object; the caller has checked the index.
        unsafe {
            let it = &mut *self.raw();
            it.index = index;
            it.dataptr = (*it.ao).data;
            let mut rest = index;
            for i in (0..=it.nd_m1).rev() {
                let i = i as usize;
                let n = it.dims_m1[i] + 1;
                it.coordinates[i] = rest % n;
                rest /= n;
                it.dataptr = it
                    .dataptr
                    .wrapping_offset(it.coordinates[i] * it.strides[i]);
            }
        }
    }

    /// Address of element `index`.
    fn address(&self, index: isize) -> *mut u8 {
        let a = self.array();
        let mut p = a.data();
        let mut rest = index;
        for (&d, &s) in a.shape().iter().zip(a.strides()).rev() {
            p = p.wrapping_offset((rest % d) * s);
            rest /= d;
        }
        p
    }
}

/// The error for an array with more dimensions than these iterators have room for.
#[cold]
pub fn too_many_dims(n: usize) -> Raised {
    runtime_error(&format!(
        "this function only supports up to {NPY_MAXDIMS_LEGACY_ITERS} dimensions but the array has {n}."
    ))
}

fn require_room(a: &Array) -> Res<()> {
    match a.ndim() {
        n if n > NPY_MAXDIMS_LEGACY_ITERS => Err(too_many_dims(n)),
        _ => Ok(()),
    }
}

/// Fills an iterator struct for `a`, taking a reference to it.
///
/// # Safety
/// `it` is a fresh (zeroed) struct.
pub unsafe fn init_struct(it: *mut PyArrayIterObject, a: &Array) -> Res<()> {
    let n = a.ndim();
    if n > NPY_MAXDIMS_LEGACY_ITERS {
        return Err(too_many_dims(n));
    }
    // SAFETY: a fresh struct.
    unsafe {
        let it = &mut *it;
        it.contiguous = u8::from(a.is_c_contiguous());
        it.ao = a.own().into_ptr().cast();
        it.size = a.size();
        it.nd_m1 = n as c_int - 1;
        let mut factor = 1;
        for i in (0..n).rev() {
            it.dims_m1[i] = a.shape()[i] - 1;
            it.strides[i] = a.strides()[i];
            it.backstrides[i] = it.strides[i].wrapping_mul(it.dims_m1[i]);
            it.factors[i] = factor;
            factor *= a.shape()[i];
            it.bounds[i] = [0, it.dims_m1[i]];
            it.limits[i] = [0, it.dims_m1[i]];
            it.limits_sizes[i] = it.dims_m1[i] + 1;
        }
        it.translate = Some(translate);
        it.index = 0;
        it.dataptr = (*it.ao).data;
    }
    Ok(())
}

/// Address by coordinates: the default of `translate`.
unsafe extern "C" fn translate(
    it: *mut PyArrayIterObject,
    coordinates: *const npy_intp,
) -> *mut c_char {
    // SAFETY: the caller passes nd coordinates.
    unsafe {
        let mut p = (*(*it).ao).data;
        for i in 0..=(*it).nd_m1 {
            p = p.wrapping_offset(*coordinates.offset(i as isize) * (*it).strides[i as usize]);
        }
        p
    }
}

/// `a.flat` (`PyArray_IterNew`).
pub fn new(a: &Array) -> Res<Own<FlatIter>> {
    // SAFETY: a ready type whose instances are the struct, zeroed by the allocator.
    unsafe {
        let it: Own<FlatIter> = types::alloc(FLATITER_TYPE.ptr(), 0)?;
        init_struct(it.raw(), a)?;
        Ok(it)
    }
}

/// `a.flat = value`: the elements of `value` over and over.
pub fn assign_all(a: &Array, value: &Object) -> Res<()> {
    let v = from_any(
        value,
        &AnyOptions {
            descr: Some(a.descr()),
            flags: NPY_ARRAY_FORCECAST,
            ..Default::default()
        },
    )?;
    let flat = values_of(v, a)?;
    let n = a.size();
    if n == 0 {
        return Ok(());
    }
    if flat.size() == 0 {
        return Ok(());
    }
    let keep = a.own();
    put_repeated(&keep, 0, 1, n, &flat)
}

/// Values for the elements of `a`, in one plain row.
fn values_of(v: Own<Array>, a: &Array) -> Res<Own<Array>> {
    require_room(&v)?;
    let v = as_elements_of(v, a.descr())?;
    ravel(&*create::plain(&v)?, NPY_CORDER)
}

/// Writes `n` flat positions from `start` in steps, repeating the values.
fn put_repeated(a: &Array, start: isize, step: isize, n: isize, values: &Array) -> Res<()> {
    let it = new(a)?;
    let width = values.itemsize();
    let count = values.size();
    let source = if values.is_c_contiguous() {
        values.own()
    } else {
        crate::casting::copy_array::copy_base_class(values, NPY_CORDER)?
    };
    let t = crate::casting::Transfer::new(
        source.descr(),
        a.descr(),
        width,
        a.itemsize(),
        a.is_aligned(),
        false,
    )?;
    for i in 0..n {
        let p = if step == 1 && start == 0 {
            // SAFETY: a live iterator.
            let p = unsafe { (*it.raw()).dataptr.cast::<u8>() };
            it.advance();
            p
        } else {
            it.address(start + i * step)
        };
        let from = source.data().wrapping_offset((i % count) * width);
        // SAFETY: one element on each side.
        unsafe { t.run(from, width, p, a.itemsize(), 1)? };
    }
    Ok(())
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: a dead iterator, once.
    unsafe {
        ffi::Py_XDECREF((*slf.cast::<PyArrayIterObject>()).ao.cast());
        ffi::PyObject_Free(slf.cast());
    }
}

fn next(it: &FlatIter) -> Res<Option<Owned>> {
    // SAFETY: a live iterator inside its bounds.
    unsafe {
        if (*it.raw()).index >= (*it.raw()).size {
            return Ok(None);
        }
        let a = it.array();
        let v = crate::casting::from_memory((*it.raw()).dataptr.cast(), a.descr(), Some(a))?;
        it.advance();
        Ok(Some(v))
    }
}

/// What a flat subscript names.
enum Where {
    One(isize),
    /// What a true boolean names.
    First,
    /// What a false one names.
    Nothing,
    Range(isize, isize, isize),
    /// Positions that are not checked yet.
    Positions(Own<Array>),
    All,
}

const NOT_AN_INDEX: &str =
    "only integers, slices (`:`), ellipsis (`...`) and integer or boolean arrays are valid indices";
const NO_BOOLEANS: &str = "boolean indices for iterators are not supported because of previous behavior that was confusing (valid boolean indices are expected to work in the future)";

#[cold]
fn too_many(n: usize) -> Raised {
    index_error(&format!(
        "too many indices for flat iterator: flat iterator is 1-dimensional, but {n} were indexed"
    ))
}

/// Why several subscripts are refused.
fn several(items: &[&Object]) -> Raised {
    let dots = |o: &&&Object| o.is(ops::ellipsis());
    if items.iter().filter(dots).count() > 1 {
        return index_error("an index can only have a single ellipsis ('...')");
    }
    if items.iter().any(|o| o.is(ops::ellipsis()) || o.is_none()) {
        return index_error(NOT_AN_INDEX);
    }
    for item in items.iter().filter(|o| o.is_str() || o.is_bytes()) {
        if let Err(e) = as_array(item).and_then(|text| forced(&text)) {
            return e;
        }
    }
    too_many(items.len())
}

fn deprecated_bool(keep: bool, n: isize) -> Res<Where> {
    warn(
        exc::DeprecationWarning(),
        "Indexing flat iterators with a 0-dimensional boolean index is deprecated and may be removed in a future version. (Deprecated NumPy 2.4)",
        1,
    )?;
    if !keep {
        return Ok(Where::Nothing);
    }
    element(0, n)?;
    Ok(Where::First)
}

/// Finds the elements of a subscript. Whatever could be one puts the iterator back to its start.
fn locate(it: &FlatIter, key: &Object) -> Res<Where> {
    let n = it.size();
    let all = || {
        it.reset();
        Ok(Where::All)
    };
    let unwrapped = if key.is_tuple() {
        match key.tuple_items() {
            [] => return all(),
            [one] => *one,
            items => return Err(several(items)),
        }
    } else {
        key
    };
    if unwrapped.is(ops::ellipsis()) {
        return all();
    }
    if unwrapped.is_slice() {
        it.reset();
        let (start, step, count) = crate::array::slice_bounds(unwrapped, n)?;
        return Ok(Where::Range(start, step, count));
    }
    if unwrapped.is_none() {
        return Err(index_error(NOT_AN_INDEX));
    }
    if unwrapped.is_bool() {
        return deprecated_bool(unwrapped.truth()?, n);
    }
    it.reset();
    if let Some(a) = unwrapped.downcast::<Array>() {
        return array_index(a, n);
    }
    if !unwrapped.is_list() && unwrapped.has_index() {
        return element(index_value(unwrapped)?, n);
    }
    let index = as_array(unwrapped)?;
    if index.type_num() == NPY_BOOL {
        return Err(index_error(NO_BOOLEANS));
    }
    if index.size() == 0 || crate::model::is_integer(index.type_num()) {
        return integer_index(&index, n);
    }
    integer_index(&*forced(&index)?, n)
}

/// Numbers that are no integers, and text, as positions.
fn forced(index: &Array) -> Res<Own<Array>> {
    let positions = crate::coerce::from_array(
        index,
        Some(crate::dtype::builtin(NPY_INTP)),
        NPY_ARRAY_FORCECAST,
    )
    .map_err(not_a_number)?;
    warn(
        exc::DeprecationWarning(),
        "Invalid non-array indices for iterator objects are deprecated and will be removed in a future version. (Deprecated NumPy 2.4)",
        1,
    )?;
    Ok(positions)
}

/// Values that cannot be converted are no indices.
fn not_a_number(e: Raised) -> Raised {
    if e.matches(exc::ValueError()) {
        e.clear();
        return index_error(NOT_AN_INDEX);
    }
    e
}

/// An integer that must fit C's long.
fn index_value(obj: &Object) -> Res<isize> {
    match obj.index()?.int_to_i64()? {
        Ok(v) => Ok(v as isize),
        Err(_) => Err(overflow_error("Python int too large to convert to C long")),
    }
}

fn element(i: isize, n: isize) -> Res<Where> {
    if i < -n || i >= n {
        return Err(index_error(&format!(
            "index {i} is out of bounds for size {n}"
        )));
    }
    Ok(Where::One(if i < 0 { i + n } else { i }))
}

fn array_index(a: &Array, n: isize) -> Res<Where> {
    if a.type_num() == NPY_BOOL {
        if a.ndim() == 0 {
            // SAFETY: a 0-d array holds one byte.
            return deprecated_bool(unsafe { *a.data() != 0 }, n);
        }
        if a.ndim() != 1 {
            return Err(too_many(a.ndim()));
        }
        if a.size() != n {
            return Err(index_error(&format!(
                "boolean index did not match indexed flat iterator along axis 0; size of axis is {n} but size of corresponding boolean axis is {}",
                a.size()
            )));
        }
        let positions = crate::array::nonzero::nonzero(a)?.into_iter().next();
        return positions
            .map(Where::Positions)
            .ok_or_else(|| index_error(NOT_AN_INDEX));
    }
    if !crate::model::is_integer(a.type_num()) {
        return Err(index_error(
            "arrays used as indices must be of integer (or boolean) type",
        ));
    }
    integer_index(a, n)
}

fn integer_index(index: &Array, n: isize) -> Res<Where> {
    require_room(index)?;
    let out = create::empty_like(
        index,
        NPY_CORDER,
        Some(crate::dtype::builtin(NPY_INTP).own()),
        None,
        false,
    )?;
    if index.size() > 0 {
        crate::casting::copy_into(&out, index)?;
    }
    if out.ndim() == 0 {
        return element(position(&out, 0), n);
    }
    Ok(Where::Positions(out))
}

fn check_positions(index: &Array, n: isize) -> Res<()> {
    match first_outside(index, n) {
        Some(v) => Err(index_error(&format!(
            "index {v} is out of bounds for size {n}"
        ))),
        None => Ok(()),
    }
}

fn subscript(it: &FlatIter, key: &Object) -> Res<Owned> {
    let a = it.array().own();
    match locate(it, key)? {
        // SAFETY: the position was checked.
        Where::One(i) => unsafe { crate::casting::from_memory(it.address(i), a.descr(), Some(&a)) },
        // SAFETY: there is a first element.
        Where::First => unsafe { crate::casting::from_memory(it.address(0), a.descr(), Some(&a)) },
        Where::Nothing => collect(&a, it, &[0], |i| i),
        Where::All => Ok(crate::casting::copy_array::flatten(&a, NPY_CORDER)?.upcast()),
        Where::Range(start, step, n) => collect(&a, it, &[n], |i| start + i * step),
        Where::Positions(index) => {
            let size = it.size();
            check_positions(&index, size)?;
            let shape = Dims::from(index.shape());
            collect(&a, it, &shape, |i| {
                let v = position(&index, i);
                if v < 0 { v + size } else { v }
            })
        }
    }
}

/// A new array of the elements at the flat positions that `at` gives.
fn collect(a: &Array, it: &FlatIter, shape: &[isize], at: impl Fn(isize) -> isize) -> Res<Owned> {
    let out = create::NewArray {
        subtype: a.subtype(),
        obj: Some(a),
        ..create::NewArray::new(a.descr().own(), shape)
    }
    .build()?;
    let width = a.itemsize();
    let t =
        crate::casting::Transfer::new(a.descr(), out.descr(), width, width, a.is_aligned(), false)?;
    for i in 0..out.size() {
        // SAFETY: positions were checked; the result is fresh and contiguous.
        unsafe {
            t.run(
                it.address(at(i)),
                width,
                out.data().wrapping_offset(i * width),
                width,
                1,
            )?
        };
    }
    Ok(out.upcast())
}

fn assign(it: &FlatIter, key: &Object, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(ferronum_pyrt::raised::type_error(
            "Cannot delete iterator elements",
        ));
    };
    let a = it.array().own();
    crate::model::errors::require_writeable(&a, "underlying array")?;
    if key.is_tuple() && key.tuple_len() == 0 {
        return Err(index_error(
            "Assigning to a flat iterator with a 0-D index is not supported",
        ));
    }
    let place = locate(it, key)?;
    match place {
        Where::Nothing => return Ok(()),
        // SAFETY: there is a first element.
        Where::First => return unsafe { crate::casting::set_item_of(&a, it.address(0), value) },
        Where::One(i) => {
            // SAFETY: the position was checked.
            return unsafe { crate::casting::set_item_of(&a, it.address(i), value) }.map_err(|e| {
                e.clear();
                value_error("Error setting single item of array.")
            });
        }
        _ => {}
    }
    let v = from_any(
        value,
        &AnyOptions {
            descr: Some(a.descr()),
            flags: NPY_ARRAY_FORCECAST,
            ..Default::default()
        },
    )?;
    let flat = values_of(v, &a)?;
    if flat.size() == 0 {
        return Ok(());
    }
    match place {
        Where::One(_) | Where::First | Where::Nothing => Ok(()),
        Where::All => put_repeated(&a, 0, 1, it.size(), &flat),
        Where::Range(start, step, n) => put_repeated(&a, start, step, n, &flat),
        Where::Positions(index) => {
            let (width, size) = (flat.itemsize(), it.size());
            check_positions(&index, size)?;
            let t = crate::casting::Transfer::new(
                flat.descr(),
                a.descr(),
                width,
                a.itemsize(),
                a.is_aligned(),
                false,
            )?;
            for i in 0..index.size() {
                let p = position(&index, i);
                let to = it.address(if p < 0 { p + size } else { p });
                let step = flat.strides().first().copied().unwrap_or(0);
                // SAFETY: checked positions; values repeat.
                unsafe {
                    t.run(
                        flat.data().wrapping_offset((i % flat.size()) * step),
                        width,
                        to,
                        a.itemsize(),
                        1,
                    )?
                };
            }
            Ok(())
        }
    }
}

/// `flat.__array__()`: a plain array, whatever the class and the arguments.
fn array_method(it: &FlatIter, _args: Args<'_>) -> Res<Owned> {
    let a = it.array();
    if a.is_c_contiguous() {
        let (class, descr) = (crate::model::ARRAY_TYPE.ptr(), a.descr().own());
        let (shape, step) = ([a.size()], [a.itemsize()]);
        return Ok(create::view_as(a, class, descr, &shape, &step, a.data())?.upcast());
    }
    // Writing into a copy would be lost.
    let copy = crate::casting::copy_array::flatten(&*create::plain(a)?, NPY_CORDER)?;
    copy.clear_flags(NPY_ARRAY_WRITEABLE);
    Ok(copy.upcast())
}

fn richcompare(it: &FlatIter, other: &Object, op: c_int) -> Res<Owned> {
    let array = array_method(it, Args::positional(&[]))?;
    // SAFETY: the slot of a ready type, called with live objects; it gives a new reference or NULL.
    unsafe {
        match (*crate::model::ARRAY_TYPE.ptr()).tp_richcompare {
            Some(f) => ferronum_pyrt::Own::from_result(f(array.as_ptr(), other.as_ptr(), op)),
            None => array.compare(other, op),
        }
    }
}

const METHODS: &[Method] = &[
    fastcall(c"__array__", array_method),
    varargs(c"copy", |it: &FlatIter, args: Args<'_>| {
        args.exactly::<0>("")?;
        crate::casting::copy_array::flatten(it.array(), NPY_CORDER)
    }),
];

const GETSET: &[GetSet] = &[
    // SAFETY: a live iterator.
    get(c"index", |it: &FlatIter| Ok(unsafe { (*it.raw()).index })),
    get(c"coords", |it: &FlatIter| {
        let n = it.array().ndim();
        let index = {
            // SAFETY: a live iterator.
            unsafe { (*it.raw()).index }
        };
        // C code on contiguous arrays advances the index alone: coordinates come from it.
        let mut coords = Dims::filled(n, 0);
        let mut rest = index;
        for i in (0..n).rev() {
            let d = it.array().shape()[i].max(1);
            coords[i] = if i == 0 { rest } else { rest % d };
            rest /= d;
        }
        ops::tuple_of_ints(&coords)
    }),
];

/// Readies the type.
pub(super) fn init() -> Res<()> {
    TypeBuilder::new(
        &FLATITER_TYPE,
        c"numpy.flatiter",
        size_of::<PyArrayIterObject>(),
    )
    .methods(METHODS)
    .getset(GETSET)
    .members(&[(
        c"base",
        ffi::Py_T_OBJECT_EX,
        std::mem::offset_of!(PyArrayIterObject, ao),
        ffi::Py_READONLY,
    )])
    .with(|t| {
        let s = t.slots();
        s.tp_dealloc = Some(dealloc);
        s.tp_iter = Some(slot::unary(|it: &FlatIter| Ok(it.own())));
        s.tp_iternext = Some(slot::next(next));
        s.tp_richcompare = Some(slot::richcompare(richcompare));
        s.tp_hash = Some(ffi::PyObject_HashNotImplemented);
        let m = t.mapping();
        m.mp_length = Some(slot::len(|it: &FlatIter| Ok(it.size())));
        m.mp_subscript = Some(slot::subscript(subscript));
        m.mp_ass_subscript = Some(slot::ass_subscript(assign));
    })
    .ready()
}
