//! The type object of ndarray: construction, destruction, the protocol slots, and its table of methods.

use std::cell::{Cell, RefCell};

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::Method;
use ferronum_pyrt::raised::{exc, type_error, value_error, warn, with_saved_exception};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, Sig, TypeBuilder, entry_void, ffi,
    import_cached, none, slot,
};

use crate::arguments::convert as arg;
use crate::array::buffer;
use crate::model::Descr;
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::dims::Dims;
use crate::ndarray::{getset, methods, number};
use crate::storage::create::NewArray;
use crate::storage::memory;

/// Methods that other folders contribute and that do not exist yet; a later row of the same name wins.
macro_rules! pending {
    ($($name:literal),* $(,)?) => {
        &[$(ferronum_pyrt::method::fastcall($name, |_: &Array, _: Args<'_>| -> Res<Owned> {
            Err(crate::missing(concat!("ndarray.", stringify!($name))))
        })),*]
    };
}

const PENDING: &[Method] = pending![
    c"__array_function__",
    c"__array_ufunc__",
    c"argmax",
    c"argmin",
    c"argpartition",
    c"argsort",
    c"choose",
    c"clip",
    c"compress",
    c"conj",
    c"conjugate",
    c"cumprod",
    c"cumsum",
    c"dot",
    c"max",
    c"mean",
    c"min",
    c"nonzero",
    c"partition",
    c"prod",
    c"put",
    c"repeat",
    c"round",
    c"searchsorted",
    c"sort",
    c"std",
    c"sum",
    c"take",
    c"tofile",
    c"trace",
    c"var",
    c"all",
    c"any",
];

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the interpreter passes a dead array once.
    unsafe {
        let a = Array::from_ptr(slf);
        let raw = a.raw();
        if !(*raw).weakreflist.is_null() {
            ffi::PyObject_ClearWeakRefs(slf);
        }
        let mut room = 0;
        if !(*raw)._buffer_info.is_null() {
            room = release_seen(a);
        }
        if !(*raw).base.is_null() {
            if a.has_flags(NPY_ARRAY_WRITEBACKIFCOPY) {
                resolve_forgotten_writeback(a);
            }
            release_base_chain(crate::storage::base::take_base(a));
        }
        if a.has_flags(NPY_ARRAY_OWNDATA) && !(*raw).data.is_null() && !(*raw).descr.is_null() {
            let descr = a.descr();
            if descr.has_references() {
                entry_void(|| with_saved_exception(|| crate::casting::refcount::clear_array(a)));
            }
            let size = (a.nbytes() as usize)
                .max(descr.elsize().max(1) as usize)
                .max(room);
            if (*raw).mem_handler.is_null()
                && std::env::var_os("NUMPY_WARN_IF_NO_MEM_POLICY").is_some_and(|v| v == "1")
            {
                warn_no_policy();
            }
            memory::release((*raw).data.cast(), size, a.mem_handler());
            slot::clear_field(&raw mut (*raw).mem_handler);
        }
        memory::release_dims((*raw).dimensions, (*raw).nd.max(0) as usize);
        ffi::Py_XDECREF((*raw).descr.cast());
        match (*ffi::Py_TYPE(slf)).tp_free {
            Some(f) => f(slf.cast()),
            None => ffi::PyObject_Free(slf.cast()),
        }
    }
}

/// Frees what hangs off a dying array that was exported; the size of its block if that is larger than it looks.
#[cold]
fn release_seen(a: &Array) -> usize {
    // SAFETY: the field of a dying array, which nobody reads again.
    let slot = unsafe { (*a.raw())._buffer_info };
    if let Err(e) = buffer::check_infos(slot, a) {
        e.unraisable(None);
        return 0;
    }
    let room = buffer::room(a);
    // Retired blocks may hold objects, whose code may run.
    entry_void(|| {
        // SAFETY: as above.
        with_saved_exception(|| unsafe { buffer::free_infos(slot) });
        Ok(())
    });
    room
}

/// Nested releases after which a base waits for the outermost release to end.
const DEEP: u32 = 64;

thread_local! {
    /// How many releases of bases this thread is inside of.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// Bases that were met too deep.
    static WAITING: RefCell<Vec<Owned>> = const { RefCell::new(Vec::new()) };
}

/// Long chains of views are released in a loop: a base whose last owner we are gives its own base to us first.
fn release_base_chain(mut next: Option<Owned>) {
    while let Some(base) = next.take() {
        let Some(b) = base.downcast::<Array>() else {
            release_foreign(base);
            return;
        };
        // SAFETY: a live object.
        let last = unsafe { ffi::Py_REFCNT(base.as_ptr()) } == 1;
        if last && !b.has_flags(NPY_ARRAY_WRITEBACKIFCOPY) && b.is_exact() {
            next = crate::storage::base::take_base(b);
        }
    }
}

/// Releases a base of another type. It may own arrays in turn (a memoryview does), and so on: a long chain of
/// these must not use up the stack.
fn release_foreign(base: Owned) {
    // The thread's storage is gone while it ends; nothing is deep then.
    let Ok(depth) = DEPTH.try_with(Cell::get) else {
        return drop(base);
    };
    if depth >= DEEP {
        WAITING.with_borrow_mut(|w| w.push(base));
        return;
    }
    DEPTH.set(depth + 1);
    drop(base);
    if depth == 0 {
        while let Some(waiting) = WAITING.with_borrow_mut(Vec::pop) {
            drop(waiting);
        }
    }
    DEPTH.set(depth);
}

#[cold]
fn resolve_forgotten_writeback(a: &Array) {
    entry_void(|| {
        with_saved_exception(|| {
            // A temporary reference keeps the dying array alive while Python may look at it.
            // SAFETY: the count is taken back below without running the destructor again.
            unsafe { ffi::Py_INCREF(a.as_ptr()) };
            let result = warn(
                exc::RuntimeWarning(),
                "WRITEBACKIFCOPY detected in array_dealloc.  Required call to PyArray_ResolveWritebackIfCopy or PyArray_DiscardWritebackIfCopy is missing.",
                1,
            )
            .and_then(|()| crate::casting::writeback::resolve_writeback(a).map(drop));
            // SAFETY: see above; the head's count is a plain integer here.
            unsafe { *a.as_ptr().cast::<isize>() -= 1 };
            result
        })
    });
}

#[cold]
fn warn_no_policy() {
    entry_void(|| {
        with_saved_exception(|| {
            warn(
                exc::RuntimeWarning(),
                "Trying to dealloc data, but a memory policy is not set. If you take ownership of the data, you must set a base owning the data (e.g. a PyCapsule).",
                1,
            )
        })
    });
}

/// `ndarray(shape, dtype, buffer, offset, strides, order)`.
fn new(subtype: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<6> = Sig::new(
        "ndarray",
        ["shape", "dtype", "buffer", "offset", "strides", "order"],
    )
    .keywords()
    .required(1);
    let [shape, dtype, buf, offset, strides, order] = args.parse(&SIG)?;
    let mut dims = arg::required_shape(shape.unwrap_or(none()))?;
    let descr = match dtype.and_then(Object::not_none) {
        Some(d) => crate::dtype::parse::descr_from_object(d)?,
        None => crate::dtype::builtin(NPY_DOUBLE).own(),
    };
    let chunk = match buf.and_then(Object::not_none) {
        Some(b) => Some((b, Chunk::of(b)?)),
        None => None,
    };
    let offset = offset.map_or(Ok(0), arg::long_long)?;
    let strides = strides
        .and_then(Object::not_none)
        .map(arg::required_shape)
        .transpose()?;
    let fortran = arg::order_or(order, NPY_CORDER)? == NPY_FORTRANORDER;
    let elsize = descr.elsize();
    if let Some((_, chunk)) = &chunk
        && *dims == [-1]
    {
        dims[0] = whole_items(chunk.len, offset, elsize)?;
    }
    if let Some(s) = &strides
        && s.len() != dims.len()
    {
        return Err(value_error(
            "strides, if given, must be the same length as shape",
        ));
    }
    let nbytes = crate::model::layout::checked_nbytes(&dims, elsize)? as isize;
    let Some((buf, chunk)) = chunk else {
        if let Some(s) = &strides {
            let fits = crate::model::layout::extent(&dims, s, elsize)
                .is_some_and(|(lo, hi)| lo >= 0 && hi <= nbytes);
            if !fits {
                return Err(value_error(
                    "strides is incompatible with shape of requested array and size of buffer",
                ));
            }
        }
        let out = NewArray {
            subtype,
            strides: strides.as_deref(),
            flags: if fortran { NPY_ARRAY_F_CONTIGUOUS } else { 0 },
            allow_empty_string: true,
            ..NewArray::new(descr, &dims)
        }
        .build()?;
        crate::storage::create::fill_none(&out)?;
        return Ok(out.upcast());
    };
    if descr.has_references() && !holds_references(buf, &chunk, &descr) {
        return Err(type_error(
            "cannot construct a dtype with references over a foreign buffer",
        ));
    }
    let available = chunk.len - offset;
    let too_small = || type_error("buffer is too small for requested array");
    if offset < 0 {
        return Err(value_error("offset must be non-negative"));
    }
    let fits = match &strides {
        Some(s) => match crate::model::layout::extent(&dims, s, elsize) {
            Some((lo, hi)) => {
                if offset + lo < 0 || hi > available {
                    return Err(value_error(
                        "strides is incompatible with shape of requested array and size of buffer",
                    ));
                }
                true
            }
            None => false,
        },
        None => nbytes <= available,
    };
    if !fits {
        return Err(too_small());
    }
    let flags = if chunk.writeable {
        NPY_ARRAY_WRITEABLE
    } else {
        0
    } | if fortran { NPY_ARRAY_F_CONTIGUOUS } else { 0 };
    let out = NewArray {
        subtype,
        strides: strides.as_deref(),
        data: Some(chunk.ptr.wrapping_offset(offset)),
        flags,
        base: Some(buf.own()),
        ..NewArray::new(descr, &dims)
    }
    .build()?;
    Ok(out.upcast())
}

/// The items behind `offset` in a buffer of `len` bytes: the length of an only axis that is given as -1.
fn whole_items(len: isize, offset: isize, elsize: isize) -> Res<isize> {
    if elsize == 0 {
        return Err(value_error("itemsize cannot be zero in type"));
    }
    if offset < 0 {
        return Err(value_error("offset must be non-negative"));
    }
    Ok((len - offset) / elsize)
}

/// Whether a buffer can be read as references: it is an array of references, or nothing but NULL.
/// Elements of an instance with memory of its own are read by that instance alone.
fn holds_references(buf: &Object, chunk: &Chunk, descr: &Descr) -> bool {
    if let Some(a) = buf.downcast::<Array>() {
        return a.descr().has_references() && (descr.is_legacy() || a.descr().is(descr));
    }
    // SAFETY: the exporter's memory, alive while the caller holds it.
    let bytes = unsafe { std::slice::from_raw_parts(chunk.ptr, chunk.len.max(0) as usize) };
    bytes.iter().all(|&b| b == 0)
}

/// The memory of a single-segment buffer, borrowed from its exporter.
pub struct Chunk {
    /// First byte.
    pub ptr: *mut u8,
    /// Bytes.
    pub len: isize,
    /// May be written.
    pub writeable: bool,
}

impl Chunk {
    /// Looks at `obj`'s buffer in C or Fortran order (`PyArray_BufferConverter`); the exporter must be kept alive by the
    /// caller.
    pub fn of(obj: &Object) -> Res<Chunk> {
        Self::laid_out(obj, ffi::PyBUF_ANY_CONTIGUOUS)
    }

    /// Looks at `obj`'s buffer as a run of bytes; the exporter must be kept alive by the caller.
    pub fn simple(obj: &Object) -> Res<Chunk> {
        Self::laid_out(obj, ffi::PyBUF_SIMPLE)
    }

    fn laid_out(obj: &Object, layout: c_int) -> Res<Chunk> {
        // SAFETY: a local Py_buffer that is released before return; exporters keep their memory while alive,
        // which is the contract that `buffer=` has always relied on.
        unsafe {
            let mut view: ffi::Py_buffer = std::mem::zeroed();
            let writeable =
                ffi::PyObject_GetBuffer(obj.as_ptr(), &mut view, ffi::PyBUF_WRITABLE | layout) == 0;
            if !writeable {
                Raised::pending().clear();
                if ffi::PyObject_GetBuffer(obj.as_ptr(), &mut view, layout) < 0 {
                    return Err(Raised::pending());
                }
            }
            let chunk = Chunk {
                ptr: view.buf.cast(),
                len: view.len,
                writeable,
            };
            ffi::PyBuffer_Release(&mut view);
            Ok(chunk)
        }
    }
}

fn repr(a: &Array) -> Res<Owned> {
    import_cached!("numpy._core.arrayprint", "_default_array_repr")?.call(&[a])
}

fn str(a: &Array) -> Res<Owned> {
    import_cached!("numpy._core.arrayprint", "_default_array_str")?.call(&[a])
}

fn len(a: &Array) -> Res<isize> {
    match a.shape().first() {
        Some(&n) => Ok(n),
        None => Err(type_error("len() of unsized object")),
    }
}

fn iter(a: &Array) -> Res<Owned> {
    if a.ndim() == 0 {
        return Err(type_error("iteration over a 0-d array"));
    }
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PySeqIter_New(a.as_ptr())) }
}

fn item(a: &Array, i: isize) -> Res<Owned> {
    let i = sequence_position(a, i)?;
    let p = a.data().wrapping_offset(i * a.strides()[0]);
    if a.ndim() == 1 {
        // SAFETY: the index was checked.
        return unsafe { crate::casting::from_memory(p, a.descr(), Some(a)) };
    }
    let (s, t) = (Dims::from(&a.shape()[1..]), Dims::from(&a.strides()[1..]));
    Ok(crate::storage::create::view(a, a.descr().own(), &s, &t, p)?.upcast())
}

/// A position that the interpreter has counted from the end already if it was negative.
fn sequence_position(a: &Array, i: isize) -> Res<isize> {
    let Some(&n) = a.shape().first() else {
        return Err(ferronum_pyrt::raised::index_error(
            "too many indices for array",
        ));
    };
    if i < 0 {
        return Err(crate::model::errors::index_out_of_bounds(i - n, 0, n));
    }
    if i >= n {
        return Err(crate::model::errors::index_out_of_bounds(i, 0, n));
    }
    Ok(i)
}

fn assign_item(a: &Array, i: isize, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(value_error("cannot delete array elements"));
    };
    crate::model::errors::require_writeable(a, "assignment destination")?;
    let i = sequence_position(a, i)?;
    let p = a.data().wrapping_offset(i * a.strides()[0]);
    if a.ndim() == 1 {
        let keep = a.own();
        // SAFETY: the index was checked; the array is kept alive.
        return unsafe { crate::casting::set_item_of(&keep, p, value) };
    }
    let (s, t) = (Dims::from(&a.shape()[1..]), Dims::from(&a.strides()[1..]));
    let row = crate::storage::create::view_as(a, ARRAY_TYPE.ptr(), a.descr().own(), &s, &t, p)?;
    crate::coerce::assign_object(&row, value)
}

/// Readies the type. Method tables of other folders are merged here.
pub fn init() -> Res<()> {
    let mut table: Vec<Method> = PENDING.to_vec();
    for group in [
        methods::METHODS,
        crate::ndarray::dlpack::METHODS,
        crate::ndarray::dot::METHODS,
        crate::index::METHODS[0],
        crate::index::METHODS[1],
        crate::ndarray::reductions::ARRAY_METHODS,
        crate::protocol::ARRAY_METHODS,
        crate::textio::ARRAY_METHODS,
    ] {
        for row in group {
            match table.iter_mut().find(|m| m.name() == row.name()) {
                Some(old) => *old = *row,
                None => table.push(*row),
            }
        }
    }
    TypeBuilder::new(&ARRAY_TYPE, c"numpy.ndarray", size_of::<PyArrayObject>())
        .flags(ffi::Py_TPFLAGS_BASETYPE)
        .methods(&table)
        .getset(getset::GETSET)
        .with(|t| {
            let s = t.slots();
            s.tp_dealloc = Some(dealloc);
            s.tp_new = Some(slot::new(new));
            s.tp_repr = Some(slot::unary(repr));
            s.tp_str = Some(slot::unary(str));
            s.tp_iter = Some(slot::unary(iter));
            s.tp_hash = Some(ffi::PyObject_HashNotImplemented);
            s.tp_weaklistoffset = std::mem::offset_of!(PyArrayObject, weakreflist) as isize;
            number::fill(t);
            let seq = t.sequence();
            seq.sq_length = Some(slot::len(len));
            seq.sq_item = Some(slot::item(item));
            seq.sq_ass_item = Some(slot::ass_item(assign_item));
            let map = t.mapping();
            map.mp_length = Some(slot::len(len));
            map.mp_subscript = Some(slot::subscript(crate::index::subscript));
            map.mp_ass_subscript = Some(slot::ass_subscript(crate::index::assign_subscript));
            let b = t.buffer();
            b.bf_getbuffer = Some(buffer::getbuffer);
        })
        .ready()
}
