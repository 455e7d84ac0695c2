//! `numpy.nditer`.

use std::cell::UnsafeCell;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{GetSet, Method, get, noargs, varargs};
use ferronum_pyrt::raised::{
    attribute_error, exc, index_error, runtime_error, type_error, value_error, warn,
    with_saved_exception,
};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, TypeBuilder, entry_void, ffi, none, ops, slot,
    tuple_new,
};

use super::arguments;
use super::buffers::not_reset;
use super::construct::{self, Request};
use super::core::Iter;
use super::iterate::{self, IterNext};
use super::{NDITER_TYPE, change, debug};
use crate::arguments::convert as arg;
use crate::model::Array;
use crate::storage::NewArray;

/// The struct of `numpy.nditer` objects, of NumPy's size.
#[repr(C)]
pub struct NdIterObject {
    ob_base: ffi::PyObject,
    /// The iterator; NULL before `__init__` and after `close`.
    iter: *mut NpyIter,
    started: bool,
    finished: bool,
    /// The next nesting (owned), which starts again whenever this one moves.
    nested_child: *mut ffi::PyObject,
    next: Option<IterNext>,
    /// The iterator after `close`: views of its operands and buffers may still be alive.
    parked: *mut NpyIter,
    /// Readers of the iterator, or -1 while an operation changes it.
    users: isize,
    reserved: [usize; 5],
}

const _: () = assert!(size_of::<NdIterObject>() == 104);

/// A `numpy.nditer`, borrowed.
#[repr(transparent)]
pub struct NdIter(UnsafeCell<NdIterObject>);

// SAFETY: transparent over the struct of the type's instances.
unsafe impl Layout for NdIter {
    fn check(obj: &Object) -> bool {
        NDITER_TYPE.has_exact(obj)
    }
}

impl std::ops::Deref for NdIter {
    type Target = Object;
    fn deref(&self) -> &Object {
        self.object()
    }
}

fn past_end() -> Raised {
    value_error("Iterator is past the end")
}

fn invalid() -> Raised {
    value_error("Iterator is invalid")
}

#[cold]
fn in_use() -> Raised {
    runtime_error("the nditer is in use by an operation that has not finished")
}

/// The iterator of an object while nothing changes it.
struct Shared<'a>(&'a NdIter);

impl std::ops::Deref for Shared<'_> {
    type Target = Iter;
    #[inline(always)]
    fn deref(&self) -> &Iter {
        // SAFETY: `users` counts this reader: there is an iterator, and no exclusive borrow.
        unsafe { &*(*self.0.raw()).iter.cast::<Iter>() }
    }
}

impl Drop for Shared<'_> {
    fn drop(&mut self) {
        // SAFETY: a live object.
        unsafe { (*self.0.raw()).users -= 1 };
    }
}

/// The iterator of an object while one operation changes it.
struct Exclusive<'a>(&'a NdIter);

impl Exclusive<'_> {
    /// What C functions take.
    fn ptr(&self) -> *mut NpyIter {
        // SAFETY: a live object.
        unsafe { (*self.0.raw()).iter }
    }
}

impl std::ops::Deref for Exclusive<'_> {
    type Target = Iter;
    fn deref(&self) -> &Iter {
        // SAFETY: `users` says that nobody else has the iterator.
        unsafe { &*self.ptr().cast::<Iter>() }
    }
}

impl std::ops::DerefMut for Exclusive<'_> {
    fn deref_mut(&mut self) -> &mut Iter {
        // SAFETY: as in deref.
        unsafe { Iter::from_ptr(self.ptr()) }
    }
}

impl Drop for Exclusive<'_> {
    fn drop(&mut self) {
        // SAFETY: a live object.
        unsafe { (*self.0.raw()).users = 0 };
    }
}

impl NdIter {
    #[inline(always)]
    fn raw(&self) -> *mut NdIterObject {
        self.0.get()
    }

    fn has_iter(&self) -> bool {
        // SAFETY: a live object.
        unsafe { !(*self.raw()).iter.is_null() }
    }

    /// The iterator, to look at.
    fn valid(&self) -> Res<Shared<'_>> {
        if !self.has_iter() {
            return Err(invalid());
        }
        // SAFETY: a live object.
        unsafe {
            let raw = self.raw();
            if (*raw).users < 0 {
                return Err(in_use());
            }
            (*raw).users += 1;
        }
        Ok(Shared(self))
    }

    /// The iterator, to change. Casts between buffers and arrays may run Python code that comes back to this object
    /// and then finds it in use.
    fn lock(&self) -> Res<Exclusive<'_>> {
        if !self.has_iter() {
            return Err(invalid());
        }
        // SAFETY: a live object.
        unsafe {
            let raw = self.raw();
            if (*raw).users != 0 {
                return Err(in_use());
            }
            (*raw).users = -1;
        }
        Ok(Exclusive(self))
    }

    /// The iterator at an element.
    fn current(&self) -> Res<Shared<'_>> {
        if self.has_iter() && !self.finished() {
            self.valid()
        } else {
            Err(past_end())
        }
    }

    fn finished(&self) -> bool {
        // SAFETY: a live object.
        unsafe { (*self.raw()).finished }
    }

    fn set_state(&self, started: bool, finished: bool) {
        // SAFETY: a live object.
        unsafe {
            (*self.raw()).started = started;
            (*self.raw()).finished = finished;
        }
    }

    fn child(&self) -> Option<&NdIter> {
        // SAFETY: an owned reference to another nditer, or NULL.
        unsafe { NdIter::from_ptr_opt((*self.raw()).nested_child) }
    }

    /// Takes an iterator over: it stands at its first element.
    fn adopt(&self, it: Box<Iter>) -> Res<()> {
        let next = Some(iterate::iter_next(&it)?);
        let empty = it.size == 0;
        // SAFETY: the object is live; its field is empty.
        unsafe {
            (*self.raw()).iter = construct::into_ptr(it);
            (*self.raw()).next = next;
        }
        self.set_state(empty, empty);
        Ok(())
    }

    /// The functions and the state after the iterator itself was changed and started again.
    fn renew(&self) -> Res<()> {
        let it = self.valid()?;
        let next = iterate::iter_next(&it)?;
        let empty = it.start >= it.end;
        drop(it);
        // SAFETY: a live object.
        unsafe { (*self.raw()).next = Some(next) };
        self.set_state(empty, empty);
        self.move_children()
    }

    /// Starts the nested iterators at the element where this one stands.
    fn move_children(&self) -> Res<()> {
        let mut parent = self;
        while let Some(child) = parent.child() {
            let base: Vec<*mut u8> = {
                let it = parent.valid()?;
                if it.flags.delayed {
                    return Ok(());
                }
                it.ptrs[..it.nop()].to_vec()
            };
            let mut it = child.lock()?;
            iterate::reset_base(&mut it, &base)?;
            let empty = it.start >= it.end;
            drop(it);
            child.set_state(empty, empty);
            parent = child;
        }
        Ok(())
    }
}

/// A fresh, empty object.
pub(super) fn allocate() -> Res<Own<NdIter>> {
    // SAFETY: our type; zeroed memory is a valid object (NULL pointers, false).
    unsafe { ferronum_pyrt::types::alloc(NDITER_TYPE.ptr(), 0) }
}

/// An object for an iterator.
pub(super) fn wrap(it: Box<Iter>) -> Res<Own<NdIter>> {
    let obj = allocate()?;
    obj.adopt(it)?;
    Ok(obj)
}

/// Nests `child` into `parent`.
pub(super) fn nest(parent: &NdIter, child: &NdIter) {
    // SAFETY: the field is empty and takes a new reference.
    unsafe { (*parent.raw()).nested_child = child.own().into_ptr() };
}

/// Brings the nested iterators to where the outermost one stands.
pub(super) fn start_nested(outermost: &NdIter) -> Res<()> {
    if outermost.finished() {
        return Ok(());
    }
    outermost.move_children()
}

/// Calls `f` with the operands of an `nditer`, whose memory the views that it hands out are in. Nothing is done with other
/// objects, nor while an operation changes the iterator: that has marked the operands itself.
pub fn for_operands(obj: &Object, f: &mut dyn FnMut(&Array)) {
    let Some(slf) = obj.downcast::<NdIter>() else {
        return;
    };
    // SAFETY: a live object.
    let (open, parked, users) = unsafe {
        let raw = slf.raw();
        ((*raw).iter, (*raw).parked, (*raw).users)
    };
    // SAFETY: an iterator, which nobody changes: `users` says so of the open one, and a parked one is never changed.
    // No code runs during the borrow.
    let it = unsafe {
        if !open.is_null() && users >= 0 {
            &*open.cast::<Iter>()
        } else if !parked.is_null() {
            &*parked.cast::<Iter>()
        } else {
            return;
        }
    };
    it.arrays().for_each(f);
}

/// A borrowed view of a list of owned handles.
pub(super) fn borrow<T: Layout>(items: &[Option<Own<T>>]) -> Vec<Option<&T>> {
    items.iter().map(|i| i.as_deref()).collect()
}

fn new(ty: *mut ffi::PyTypeObject, _: Args<'_>) -> Res<Owned> {
    // SAFETY: the type that is being instantiated, of our size.
    Ok(unsafe { ferronum_pyrt::types::alloc::<NdIter>(ty, 0)? }.upcast())
}

fn init_object(slf: &NdIter, args: Args<'_>) -> Res<()> {
    const NAMES: [&str; 9] = [
        "op",
        "flags",
        "op_flags",
        "op_dtypes",
        "order",
        "casting",
        "op_axes",
        "itershape",
        "buffersize",
    ];
    if slf.has_iter() {
        return Err(value_error("Iterator was already initialized"));
    }
    let (given, unknown) = arguments::matched("nditer", args, NAMES)?;
    let [
        op,
        flags,
        op_flags,
        op_dtypes,
        order,
        casting,
        op_axes,
        itershape,
        buffersize,
    ] = given;
    let Some(op) = op else {
        return Err(type_error(
            "nditer() missing required argument 'op' (pos 1)",
        ));
    };
    let flags = arguments::global_flags(flags)?;
    let order = arg::order_or(order, NPY_KEEPORDER)?;
    let casting = arg::casting_or(casting, NPY_SAFE_CASTING)?;
    let itershape = arguments::shape(itershape)?;
    let buffersize = buffersize.map_or(Ok(0), arg::c_int)?;
    arguments::refuse("nditer", unknown)?;
    let objects = arguments::operand_objects(op)?;
    let op_flags = arguments::all_operand_flags(op_flags, &objects)?;
    let arrays = arguments::operand_arrays(&objects, &op_flags)?;
    let descrs = arguments::dtypes(op_dtypes, objects.len())?;
    let axes = arguments::axes(op_axes, itershape, objects.len())?;
    let request = Request {
        ops: borrow(&arrays),
        flags,
        op_flags,
        order,
        casting,
        descrs: borrow(&descrs),
        oa_ndim: axes.oa_ndim,
        op_axes: axes
            .op_axes
            .as_ref()
            .map(|l| l.iter().map(|a| a.as_deref()).collect()),
        itershape: axes.itershape.as_deref(),
        buffersize: buffersize as isize,
    };
    let it = construct::build(&request)?;
    if slf.has_iter() {
        return Err(value_error("Iterator was already initialized"));
    }
    slf.adopt(it)
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the interpreter passes a dead object once.
    unsafe {
        let obj = NdIter::from_ptr(slf);
        let raw = obj.raw();
        if !(*raw).iter.is_null() {
            entry_void(|| {
                with_saved_exception(|| {
                    if let Err(e) = close_forgotten(obj) {
                        e.unraisable(None);
                    }
                });
                Ok(())
            });
        }
        if !(*raw).parked.is_null() {
            drop(Box::from_raw((*raw).parked.cast::<Iter>()));
        }
        slot::clear_field(&raw mut (*raw).nested_child);
        match (*ffi::Py_TYPE(slf)).tp_free {
            Some(f) => f(slf.cast()),
            None => ffi::PyObject_Free(slf.cast()),
        }
    }
}

/// The end of an iterator that nobody closed.
fn close_forgotten(slf: &NdIter) -> Res<()> {
    let pending = slf.has_iter() && change::has_pending_writeback(&*slf.valid()?);
    if pending {
        let warned = warn(
            exc::RuntimeWarning(),
            "Temporary data has not been written back to one of the operands. Typically nditer is used as a context manager otherwise 'close' must be called before reading iteration results.",
            1,
        );
        if let Err(e) = warned {
            e.unraisable(None);
        }
    }
    close(slf)
}

fn close(slf: &NdIter) -> Res<()> {
    if !slf.has_iter() {
        return Ok(());
    }
    let mut it = slf.lock()?;
    let result = change::finish(&mut it);
    drop(it);
    // SAFETY: a live object; the iterator moves to the other field, which is empty while this one is not.
    unsafe {
        let raw = slf.raw();
        (*raw).parked = std::mem::replace(&mut (*raw).iter, std::ptr::null_mut());
        (*raw).next = None;
        slot::clear_field(&raw mut (*raw).nested_child);
    }
    result
}

fn enter(slf: &NdIter) -> Res<Owned> {
    if slf.has_iter() {
        Ok(slf.own().upcast())
    } else {
        Err(runtime_error("operation on non-initialized iterator"))
    }
}

fn exit(slf: &NdIter, _: Args<'_>) -> Res<()> {
    close(slf)
}

/// One step; `false` at the end.
fn step(slf: &NdIter) -> Res<bool> {
    // SAFETY: a live object; the function belongs to its iterator.
    let next = unsafe { (*slf.raw()).next };
    let Some(next) = next.filter(|_| slf.has_iter()) else {
        return Ok(false);
    };
    let it = slf.lock()?;
    // SAFETY: the iterator is ours while it is locked.
    let more = unsafe { next(it.ptr()) } != 0;
    drop(it);
    if more {
        slf.move_children()?;
        return Ok(true);
    }
    // SAFETY: a live object; asks for the pending exception.
    unsafe {
        (*slf.raw()).finished = true;
        if ffi::PyErr_Occurred().is_null() {
            Ok(false)
        } else {
            Err(Raised::pending())
        }
    }
}

fn iternext(slf: &NdIter) -> Res<bool> {
    if slf.finished() || !slf.has_iter() {
        return Ok(false);
    }
    if slf.valid()?.flags.delayed {
        return Err(not_reset());
    }
    step(slf)
}

fn next(slf: &NdIter) -> Res<Option<Owned>> {
    if slf.finished() || !slf.has_iter() {
        return Ok(None);
    }
    // SAFETY: a live object.
    let started = unsafe { (*slf.raw()).started };
    if slf.valid()?.flags.delayed {
        return Err(not_reset());
    }
    if started && !step(slf)? {
        return Ok(None);
    }
    slf.set_state(true, false);
    value(slf).map(Some)
}

fn iter(slf: &NdIter) -> Res<Owned> {
    Ok(slf.own().upcast())
}

/// What the loop sees of operand `op`: one element, or the inner loop's.
fn operand_view(slf: &NdIter, op: usize) -> Res<Owned> {
    let ndim = usize::from(slf.current()?.flags.external_loop);
    Ok(operand_elements(slf, op, ndim)?.upcast())
}

/// The elements of operand `op` that the loop sees, as one axis or, if there is just one, none.
fn operand_elements(slf: &NdIter, op: usize, ndim: usize) -> Res<Own<Array>> {
    let it = slf.current()?;
    if it.flags.delayed {
        return Err(not_reset());
    }
    let external = it.flags.external_loop;
    let (n, stride) = match (&it.buffers, external) {
        (_, false) => (1, 0),
        (Some(b), true) => (b.size, b.strides[op]),
        (None, true) => (it.shape[0], it.stride(0, op)),
    };
    let descr = it.ops[op].descr.clone();
    let writeable = it.ops[op].flags.write;
    let data = it.ptrs[op];
    it.check_memory()?;
    drop(it);
    let (shape, strides) = ([n], [stride]);
    NewArray {
        strides: Some(&strides[..ndim]),
        data: Some(data),
        flags: if writeable { NPY_ARRAY_WRITEABLE } else { 0 },
        base: Some(slf.own().upcast()),
        ..NewArray::new(descr, &shape[..ndim])
    }
    .build()
}

fn value(slf: &NdIter) -> Res<Owned> {
    let nop = slf.current()?.nop();
    if nop == 1 {
        return operand_view(slf, 0);
    }
    ops::tuple_from((0..nop).map(|op| operand_view(slf, op)))
}

/// An index of an operand, negative ones from the end.
fn operand_index(slf: &NdIter, i: isize) -> Res<usize> {
    let nop = slf.current()?.nop() as isize;
    let at = if i < 0 { i + nop } else { i };
    if at < 0 || at >= nop {
        return Err(index_error(&format!(
            "Iterator operand index {i} is out of bounds"
        )));
    }
    Ok(at as usize)
}

fn len(slf: &NdIter) -> Res<isize> {
    if slf.has_iter() {
        Ok(slf.valid()?.nop() as isize)
    } else {
        Ok(0)
    }
}

fn item(slf: &NdIter, i: isize) -> Res<Owned> {
    let op = operand_index(slf, i)?;
    operand_view(slf, op)
}

fn bad_index() -> Raised {
    type_error("invalid index type for iterator indexing")
}

/// Bounds of a slice with step 1.
fn slice_range(slf: &NdIter, key: &Object, message: &str) -> Res<std::ops::Range<usize>> {
    let nop = slf.current()?.nop() as isize;
    let (mut start, mut stop, mut step) = (0, 0, 0);
    // SAFETY: a slice; the bounds are cut to the number of operands.
    unsafe {
        if ffi::PySlice_Unpack(key.as_ptr(), &mut start, &mut stop, &mut step) < 0 {
            return Err(Raised::pending());
        }
        ffi::PySlice_AdjustIndices(nop, &mut start, &mut stop, step);
    }
    if step != 1 {
        return Err(value_error(message));
    }
    Ok(start as usize..stop.max(start) as usize)
}

fn subscript(slf: &NdIter, key: &Object) -> Res<Owned> {
    if slf.current()?.flags.delayed {
        return Err(not_reset());
    }
    if key.is_slice() {
        let range = slice_range(slf, key, "Iterator slicing only supports a step of 1")?;
        return ops::tuple_from(range.map(|op| operand_view(slf, op)));
    }
    if let Some(i) = operand_number(key)? {
        return item(slf, i);
    }
    Err(bad_index())
}

fn assign_operand(slf: &NdIter, op: usize, value: &Object) -> Res<()> {
    if !slf.current()?.ops[op].flags.write {
        return Err(runtime_error(&format!(
            "Iterator operand {op} is not writeable"
        )));
    }
    crate::coerce::assign_object(&*operand_elements(slf, op, 1)?, value)
}

/// The operand that a key counts out, if it is a number: not a sequence, and no bool.
fn operand_number(key: &Object) -> Res<Option<isize>> {
    if !key.has_index() || key.is_sequence() {
        return Ok(None);
    }
    arg::to_intp(key, "an integer is required").map(Some)
}

fn assign_subscript(slf: &NdIter, key: &Object, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(type_error("Cannot delete iterator elements"));
    };
    if slf.current()?.flags.delayed {
        return Err(not_reset());
    }
    if key.is_slice() {
        let range = slice_range(
            slf,
            key,
            "Iterator slice assignment only supports a step of 1",
        )?;
        if !value.is_sequence() || value.len()? != range.len() {
            return Err(value_error("Wrong size to assign to iterator slice"));
        }
        for (i, op) in range.enumerate() {
            assign_operand(slf, op, &*value.seq_item(i)?)?;
        }
        return Ok(());
    }
    if let Some(i) = operand_number(key)? {
        let op = operand_index(slf, i)?;
        return assign_operand(slf, op, value);
    }
    Err(bad_index())
}

fn assign_item(slf: &NdIter, i: isize, value: Option<&Object>) -> Res<()> {
    assign_subscript(slf, &*ferronum_pyrt::int_new(i as i64)?, value)
}

fn reset(slf: &NdIter) -> Res<()> {
    iterate::reset(&mut *slf.lock()?)?;
    slf.renew()
}

fn copy(slf: &NdIter) -> Res<Owned> {
    let it = change::copy(&*slf.valid()?)?;
    let out = wrap(it)?;
    // SAFETY: both live.
    unsafe { out.set_state((*slf.raw()).started, (*slf.raw()).finished) };
    Ok(out.upcast())
}

fn remove_axis(slf: &NdIter, axis: &Object) -> Res<()> {
    let axis = arg::c_int(axis)?;
    change::remove_axis(&mut *slf.lock()?, axis as isize)?;
    slf.renew()
}

fn remove_multi_index(slf: &NdIter) -> Res<()> {
    change::remove_multi_index(&mut *slf.lock()?)?;
    slf.renew()
}

fn enable_external_loop(slf: &NdIter) -> Res<()> {
    change::enable_external_loop(&mut *slf.lock()?)?;
    slf.renew()
}

fn debug_print(slf: &NdIter) -> Res<()> {
    if slf.has_iter() {
        debug::print(&*slf.valid()?)
    } else {
        Ok(())
    }
}

fn shape(slf: &NdIter) -> Res<Owned> {
    ops::tuple_of_ints(&change::shape(&*slf.current()?))
}

fn multi_index(slf: &NdIter) -> Res<Owned> {
    let it = slf.current()?;
    if !it.flags.has_multi_index {
        return Err(value_error("Iterator is not tracking a multi-index"));
    }
    if it.flags.delayed {
        return Err(not_reset());
    }
    let f = iterate::get_multi_index(&it)?;
    let mut out = vec![0; it.ndim];
    drop(it);
    let it = slf.lock()?;
    // SAFETY: room for all axes.
    unsafe { f(it.ptr(), out.as_mut_ptr()) };
    ops::tuple_of_ints(&out)
}

/// After a jump: the iterator stands at an element that has not been handed out.
fn jumped(slf: &NdIter) -> Res<()> {
    slf.set_state(false, false);
    slf.move_children()
}

fn set_multi_index(slf: &NdIter, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete nditer multi_index"));
    };
    let it = slf.valid()?;
    if !it.flags.has_multi_index {
        return Err(value_error("Iterator is not tracking a multi-index"));
    }
    let ndim = it.ndim;
    drop(it);
    if !value.is_sequence() {
        return Err(value_error("multi_index must be set with a sequence"));
    }
    let fits = value.len().map_or_else(
        |e| {
            e.clear();
            false
        },
        |len| len == ndim,
    );
    if !fits {
        return Err(value_error("Wrong number of indices"));
    }
    let wanted: Vec<isize> = (0..ndim)
        .map(|i| value.seq_item(i)?.to_isize())
        .collect::<Res<_>>()?;
    let mut it = slf.lock()?;
    if it.ndim != wanted.len() {
        return Err(value_error("Wrong number of indices"));
    }
    iterate::goto_multi_index(&mut it, &wanted)?;
    drop(it);
    jumped(slf)
}

fn index(slf: &NdIter) -> Res<Owned> {
    let it = slf.current()?;
    if !it.flags.has_index {
        return Err(value_error("Iterator does not have an index"));
    }
    ferronum_pyrt::int_new(it.ptrs[it.slots - 1].addr() as i64)
}

fn set_index(slf: &NdIter, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete nditer index"));
    };
    if !slf.valid()?.flags.has_index {
        return Err(value_error("Iterator does not have an index"));
    }
    let i = value.to_isize()?;
    iterate::goto_index(&mut *slf.lock()?, i)?;
    jumped(slf)
}

fn iterindex(slf: &NdIter) -> Res<Owned> {
    ferronum_pyrt::int_new(slf.current()?.iter_index() as i64)
}

fn set_iterindex(slf: &NdIter, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete nditer iterindex"));
    };
    slf.valid()?;
    let i = value.to_isize()?;
    iterate::goto_iter_index(&mut *slf.lock()?, i)?;
    jumped(slf)
}

fn iterrange(slf: &NdIter) -> Res<Owned> {
    let it = slf.valid()?;
    ops::tuple_of_ints(&[it.start, it.end])
}

fn set_iterrange(slf: &NdIter, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete nditer iterrange"));
    };
    slf.valid()?;
    if !value.is_tuple() {
        // The interpreter's parser of arguments is what NumPy has here.
        return Err(ferronum_pyrt::raised::system_error(
            "new style getargs format but argument is not a tuple",
        ));
    }
    let [start, end] = value.tuple_items() else {
        return Err(type_error(&format!(
            "function takes exactly 2 arguments ({} given)",
            value.tuple_len()
        )));
    };
    let (start, end) = (start.to_isize()?, end.to_isize()?);
    iterate::reset_range(&mut *slf.lock()?, start, end)?;
    let empty = start >= end;
    slf.set_state(empty, empty);
    if empty { Ok(()) } else { slf.move_children() }
}

fn operands(slf: &NdIter) -> Res<Owned> {
    let it = slf.valid()?;
    let items: Vec<&Object> = it
        .ops
        .iter()
        .map(|o| o.array.as_ref().map_or(none(), |a| a.object()))
        .collect();
    tuple_new(&items)
}

fn itviews(slf: &NdIter) -> Res<Owned> {
    let nop = slf.valid()?.nop();
    ops::tuple_from((0..nop).map(|op| Ok(change::view(&*slf.valid()?, op as isize)?.upcast())))
}

fn dtypes(slf: &NdIter) -> Res<Owned> {
    let it = slf.valid()?;
    let items: Vec<&Object> = it.ops.iter().map(|o| o.descr.object()).collect();
    tuple_new(&items)
}

const METHODS: &[Method] = &[
    noargs(c"reset", reset),
    noargs(c"copy", copy),
    noargs(c"__copy__", copy),
    noargs(c"iternext", iternext),
    varargs(c"remove_axis", |it: &NdIter, args: Args<'_>| {
        let [axis] = args.exactly("remove_axis")?;
        remove_axis(it, axis)
    }),
    noargs(c"remove_multi_index", remove_multi_index),
    noargs(c"enable_external_loop", enable_external_loop),
    noargs(c"debug_print", debug_print),
    noargs(c"__enter__", enter),
    varargs(c"__exit__", exit),
    noargs(c"close", close),
];

const GETSET: &[GetSet] = &[
    get(c"value", value),
    get(c"shape", shape),
    get(c"multi_index", multi_index).set(set_multi_index),
    get(c"index", index).set(set_index),
    get(c"iterindex", iterindex).set(set_iterindex),
    get(c"iterrange", iterrange).set(set_iterrange),
    get(c"operands", operands),
    get(c"itviews", itviews),
    get(c"has_delayed_bufalloc", |s: &NdIter| {
        Ok(s.valid()?.flags.delayed)
    }),
    get(c"iterationneedsapi", |s: &NdIter| {
        Ok(s.valid()?.needs_api())
    }),
    get(c"has_multi_index", |s: &NdIter| {
        Ok(s.valid()?.flags.has_multi_index)
    }),
    get(c"has_index", |s: &NdIter| Ok(s.valid()?.flags.has_index)),
    get(c"dtypes", dtypes),
    get(c"ndim", |s: &NdIter| Ok(s.valid()?.ndim)),
    get(c"nop", |s: &NdIter| Ok(s.valid()?.nop())),
    get(c"itersize", |s: &NdIter| Ok(s.valid()?.size)),
    get(c"finished", |s: &NdIter| Ok(s.has_iter() && s.finished())),
];

/// Readies the type.
pub(super) fn init() -> Res<()> {
    TypeBuilder::new(&NDITER_TYPE, c"numpy.nditer", size_of::<NdIterObject>())
        .methods(METHODS)
        .getset(GETSET)
        .with(|t| {
            let s = t.slots();
            s.tp_dealloc = Some(dealloc);
            s.tp_new = Some(slot::new(new));
            s.tp_init = Some(slot::init(init_object));
            s.tp_iter = Some(slot::unary(iter));
            s.tp_iternext = Some(slot::next(next));
            let seq = t.sequence();
            seq.sq_length = Some(slot::len(len));
            seq.sq_item = Some(slot::item(item));
            seq.sq_ass_item = Some(slot::ass_item(assign_item));
            let map = t.mapping();
            map.mp_length = Some(slot::len(len));
            map.mp_subscript = Some(slot::subscript(subscript));
            map.mp_ass_subscript = Some(slot::ass_subscript(assign_subscript));
        })
        .ready()
}
