//! `__array_function__` (NEP 18): the dispatcher type that wraps NumPy's public functions, and `like=`.

use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::mem::offset_of;

use ferronum_abi::prelude::NPY_MAXARGS;
use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::raised::{exc, raise, raise_object, type_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, StaticType, TypeBuilder, ffi, import_cached,
    intern, ops, slot, types,
};

use crate::arguments::lookup;
use crate::model::ARRAY_TYPE;

unsafe extern "C" {
    fn PyMethod_New(function: *mut ffi::PyObject, slf: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// `numpy._ArrayFunctionDispatcher`.
pub static DISPATCHER_TYPE: StaticType = StaticType::new();

#[repr(C)]
struct DispatcherStruct {
    ob_base: ffi::PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
    dict: *mut ffi::PyObject,
    /// Function that names the relevant arguments; NULL for `like=`.
    relevant: *mut ffi::PyObject,
    implementation: *mut ffi::PyObject,
    /// `__qualname__` of both, for error messages; NULL for `like=`.
    dispatcher_name: *mut ffi::PyObject,
    public_name: *mut ffi::PyObject,
}

/// A dispatcher, borrowed.
#[repr(transparent)]
pub struct Dispatcher(UnsafeCell<DispatcherStruct>);

// SAFETY: transparent over the struct of the type's instances; the type cannot be subclassed.
unsafe impl Layout for Dispatcher {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        DISPATCHER_TYPE.has_exact(obj)
    }
}

impl Dispatcher {
    fn raw(&self) -> *mut DispatcherStruct {
        self.0.get()
    }

    fn relevant(&self) -> Option<&Object> {
        // SAFETY: an owned reference or NULL, set once.
        unsafe { Object::from_ptr_opt((*self.raw()).relevant) }
    }

    fn implementation(&self) -> &Object {
        // SAFETY: an owned reference, set once by tp_new.
        unsafe { Object::from_ptr((*self.raw()).implementation) }
    }
}

/// An argument whose type has `__array_function__`.
struct Implementing {
    arg: Owned,
    method: Owned,
}

fn default_function() -> Res<&'static Object> {
    use std::sync::atomic::{AtomicPtr, Ordering};
    static CELL: AtomicPtr<ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());
    let p = CELL.load(Ordering::Relaxed);
    if !p.is_null() {
        // SAFETY: the cell keeps its reference for ever.
        return Ok(unsafe { Object::from_ptr(p) });
    }
    let found = ARRAY_TYPE
        .object()
        .getattr(intern!("__array_function__"))?
        .leak();
    CELL.store(found.as_ptr(), Ordering::Relaxed);
    Ok(found)
}

/// The arguments to ask, in the order of asking: first of each type, subclasses before their bases.
fn implementing(relevant: &[&Object]) -> Res<Vec<Implementing>> {
    let mut out: Vec<Implementing> = Vec::new();
    for &arg in relevant {
        if out.iter().any(|i| i.arg.type_ptr() == arg.type_ptr()) {
            continue;
        }
        let method = if ARRAY_TYPE.has_exact(arg) {
            default_function()?.own()
        } else {
            match lookup::special(arg, intern!("__array_function__"))? {
                Some(m) => m,
                None => continue,
            }
        };
        if out.len() >= NPY_MAXARGS {
            return Err(type_error(&format!(
                "maximum number of distinct argument types implementing __array_function__ exceeded ({NPY_MAXARGS})"
            )));
        }
        let at = out
            .iter()
            .position(|i| arg.is_instance_of(i.arg.type_ptr()))
            .unwrap_or(out.len());
        let arg = arg.own();
        out.insert(at, Implementing { arg, method });
    }
    Ok(out)
}

/// A list, tuple or other iterable as a snapshot, with the text of the dispatcher's error.
fn snapshot(relevant: &Object) -> Res<Owned> {
    if relevant.is_tuple_exact() {
        return Ok(relevant.own());
    }
    // What a generator raises while it runs is the caller's to see.
    let iterable = relevant.iter().map_err(|e| {
        if e.matches(exc::TypeError()) {
            e.clear();
            type_error("dispatcher for __array_function__ did not return an iterable")
        } else {
            e
        }
    })?;
    iterable.to_tuple()
}

fn no_implementation(public_api: &Object, types: &Object) -> Res<Raised> {
    let format = import_cached!("numpy._core._internal", "array_function_errmsg_formatter")?;
    let text = format.call(&[public_api, types])?;
    Ok(raise_object(exc::TypeError(), &text))
}

/// Asks the overriding arguments in turn. `call_default` runs where ndarray's own method stands.
fn ask(
    public_api: &Object,
    found: &[Implementing],
    args: &Object,
    kwargs: &Object,
    call_default: &dyn Fn() -> Res<Owned>,
) -> Res<Owned> {
    let types = ops::tuple_from(found.iter().map(|i| Ok(i.arg.type_object().own())))?;
    let default = default_function()?;
    for i in found {
        let result = if i.method.is(default) {
            // ndarray's own method declines if another type is no subclass of ndarray's.
            let all_arrays = found
                .iter()
                .all(|o| o.arg.is_instance_of(ARRAY_TYPE.ptr()) || o.method.is(default));
            if all_arrays {
                return call_default();
            }
            ops::not_implemented().own()
        } else {
            i.method.call(&[&i.arg, public_api, &types, args, kwargs])?
        };
        if !result.is(ops::not_implemented()) {
            return Ok(result);
        }
    }
    Err(no_implementation(public_api, &types)?)
}

fn dispatcher_call(slf: &Dispatcher, args: Args<'_>) -> Res<Owned> {
    let implementation = slf.implementation();
    let Some(relevant_of) = slf.relevant() else {
        return like_call(slf, args);
    };
    let relevant = match relevant_of.call_kw(args.values(), args.kwnames()) {
        Ok(r) => r,
        Err(e) => return Err(rename_type_error(slf, e)),
    };
    let relevant = snapshot(&relevant)?;
    if relevant.tuple_items().iter().all(|o| lookup::is_plain(o)) {
        return implementation.call_kw(args.values(), args.kwnames());
    }
    let found = implementing(relevant.tuple_items())?;
    let default = default_function()?;
    if found.iter().all(|i| i.method.is(default)) {
        return implementation.call_kw(args.values(), args.kwnames());
    }
    let (pos, kwargs) = (args.pos_tuple()?, args.keywords_dict()?);
    ask(slf.object(), &found, &pos, &kwargs, &|| {
        implementation.call_kw(args.values(), args.kwnames())
    })
}

fn like_call(slf: &Dispatcher, args: Args<'_>) -> Res<Owned> {
    let implementation = slf.implementation();
    let Some((like, rest)) = args.pos().split_first() else {
        return Err(type_error(&format!(
            "`like` argument dispatching, but first argument is not positional in call to {}.",
            implementation.str_text()?
        )));
    };
    let forward = || implementation.call_kw(&args.values()[1..], args.kwnames());
    let found = implementing(&[like])?;
    match found.first() {
        None => Err(like_error()),
        Some(i) if i.method.is(default_function()?) => forward(),
        Some(_) => {
            let (pos, kwargs) = (ops::tuple_new(rest)?, args.keywords_dict()?);
            ask(implementation, &found, &pos, &kwargs, &forward)
        }
    }
}

fn like_error() -> Raised {
    type_error(
        "The `like` argument must be an array-like that implements the `__array_function__` protocol.",
    )
}

/// The `like=` of a function written in the core: `name` is its public name in `numpy`, `args` its arguments, from which
/// `like` is removed. `None`: carry on.
pub fn creation(name: &str, like: Option<&Object>, args: Args<'_>) -> Res<Option<Owned>> {
    let Some(like) = like.and_then(Object::not_none) else {
        return Ok(None);
    };
    if ARRAY_TYPE.has_exact(like) {
        return Ok(None);
    }
    let found = implementing(&[like])?;
    let Some(first) = found.first() else {
        return Err(like_error());
    };
    if first.method.is(default_function()?) {
        return Ok(None);
    }
    let public_api = ferronum_pyrt::intern::import("numpy")?.getattr_str(name)?;
    let kwargs = ops::dict_new()?;
    for (k, v) in args.keywords() {
        if !k.is_str_equal(c"like") {
            kwargs.dict_set(k, v)?;
        }
    }
    let pos = args.pos_tuple()?;
    let types = ops::tuple_new(&[like.type_object()])?;
    let result = first
        .method
        .call(&[like, &public_api, &types, &pos, &kwargs])?;
    if result.is(ops::not_implemented()) {
        return Err(no_implementation(&public_api, &types)?);
    }
    Ok(Some(result))
}

/// `ndarray.__array_function__`: the implementation, unless a foreign type takes part.
pub fn array_function_method(
    func: &Object,
    types: &Object,
    args: &Object,
    kwargs: &Object,
) -> Res<Owned> {
    let types = types.to_tuple().map_err(|e| {
        e.clear();
        type_error("types argument to ndarray.__array_function__ must be iterable")
    })?;
    for t in types.tuple_items() {
        // SAFETY: live objects; a NULL-free call.
        let sub = unsafe { ffi::PyObject_IsSubclass(t.as_ptr(), ARRAY_TYPE.object().as_ptr()) };
        ferronum_pyrt::raised::check_status(sub)?;
        if sub == 0 {
            return Ok(ops::not_implemented().own());
        }
    }
    // Functions without a dispatcher (those that take `like=`) are called as they are.
    match func.getattr_opt(intern!("_implementation"))? {
        Some(i) => i.call_tuple(args, Some(kwargs)),
        None => func.call_tuple(args, Some(kwargs)),
    }
}

/// `ndarray.__array_function__(func, types, args, kwargs)`.
pub(super) fn ndarray_array_function(_slf: &crate::model::Array, args: Args<'_>) -> Res<Owned> {
    static SIG: ferronum_pyrt::Sig<4> =
        ferronum_pyrt::Sig::new("__array_function__", ["func", "types", "args", "kwargs"])
            .keywords()
            .required(4);
    let [Some(func), Some(types), Some(args), Some(kwargs)] = args.parse(&SIG)? else {
        return Err(type_error("__array_function__() takes 4 arguments"));
    };
    if !args.is_tuple() {
        return Err(type_error("args must be a tuple."));
    }
    if !kwargs.is_dict() {
        return Err(type_error("kwargs must be a dict."));
    }
    array_function_method(func, types, args, kwargs)
}

/// A `TypeError` that speaks of the dispatcher's name is made to speak of the function's.
#[cold]
fn rename_type_error(slf: &Dispatcher, e: Raised) -> Raised {
    if !e.matches(exc::TypeError()) {
        return e;
    }
    let err = e.fetch();
    match renamed(slf, &err) {
        Ok(Some(text)) => raise(exc::TypeError(), &text),
        Ok(None) => Raised::restore(err),
        Err(e) => e,
    }
}

fn renamed(slf: &Dispatcher, err: &Object) -> Res<Option<String>> {
    // SAFETY: owned references or NULL, set once.
    let (from, to) = unsafe {
        (
            Object::from_ptr_opt((*slf.raw()).dispatcher_name),
            Object::from_ptr_opt((*slf.raw()).public_name),
        )
    };
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(None);
    };
    let args = err.getattr(intern!("args"))?;
    let Some(text) = (args.is_tuple())
        .then(|| args.tuple_items())
        .and_then(|a| a.first())
    else {
        return Ok(None);
    };
    if !text.is_str() || !from.is_str() || !to.is_str() {
        return Ok(None);
    }
    Ok(text
        .utf8()?
        .strip_prefix(from.utf8()?)
        .map(|rest| format!("{}{rest}", to.utf8().unwrap_or(""))))
}

fn dispatcher_new(ty: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    args.no_keywords("_ArrayFunctionDispatcher")?;
    let &[relevant, implementation] = args.pos() else {
        return Err(type_error(&format!(
            "_ArrayFunctionDispatcher() takes exactly 2 arguments ({} given)",
            args.pos().len()
        )));
    };
    let relevant = relevant.not_none();
    let names = match relevant {
        None => None,
        Some(r) => Some((
            r.getattr(intern!("__qualname__"))?,
            implementation.getattr(intern!("__qualname__"))?,
        )),
    };
    let dict = ops::dict_new()?;
    // SAFETY: the fresh zeroed instance takes over each reference once.
    unsafe {
        let d = types::alloc::<Dispatcher>(ty, 0)?;
        let raw = d.raw();
        (*raw).vectorcall = Some(slot::vectorcall(dispatcher_call));
        (*raw).dict = dict.into_ptr();
        (*raw).implementation = implementation.own().into_ptr();
        if let Some(r) = relevant {
            (*raw).relevant = r.own().into_ptr();
        }
        if let Some((from, to)) = names {
            (*raw).dispatcher_name = from.into_ptr();
            (*raw).public_name = to.into_ptr();
        }
        Ok(d.upcast())
    }
}

unsafe extern "C" fn dispatcher_dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the last reference is gone; every field is an owned reference or NULL.
    unsafe {
        let raw = slf.cast::<DispatcherStruct>();
        slot::clear_field(&raw mut (*raw).dict);
        slot::clear_field(&raw mut (*raw).relevant);
        slot::clear_field(&raw mut (*raw).implementation);
        slot::clear_field(&raw mut (*raw).dispatcher_name);
        slot::clear_field(&raw mut (*raw).public_name);
        ffi::PyObject_Free(slf.cast::<c_void>());
    }
}

fn dispatcher_str(slf: &Dispatcher) -> Res<Owned> {
    slf.implementation().str()
}

fn dispatcher_repr(slf: &Dispatcher) -> Res<String> {
    let name = slf.object().getattr(intern!("__name__"))?;
    Ok(format!(
        "<function {} at {:#x}>",
        name.str_text()?,
        slf.as_ptr() as usize
    ))
}

fn dispatcher_get(
    slf: &Dispatcher,
    instance: Option<&Object>,
    _owner: Option<&Object>,
) -> Res<Owned> {
    match instance {
        None => Ok(slf.object().own()),
        // SAFETY: new reference or NULL.
        Some(i) => unsafe { Own::from_result(PyMethod_New(slf.as_ptr(), i.as_ptr())) },
    }
}

fn dispatcher_reduce(slf: &Dispatcher) -> Res<Owned> {
    slf.object().getattr(intern!("__qualname__"))
}

fn dispatcher_implementation(slf: &Dispatcher) -> Res<Owned> {
    Ok(slf.implementation().own())
}

fn get_implementing_args(_: &Object, args: Args<'_>) -> Res<Owned> {
    let [relevant] = args.exactly("array__get_implementing_args")?;
    let relevant = snapshot(relevant)?;
    let found = implementing(relevant.tuple_items())?;
    ops::list_from(found.into_iter().map(|i| Ok(i.arg)))
}

/// Module functions.
pub const FUNCTIONS: &[Method] = &[method::varargs_function(
    c"_get_implementing_args",
    get_implementing_args,
)];

/// Readies the type.
pub fn init() -> Res<()> {
    TypeBuilder::new(
        &DISPATCHER_TYPE,
        c"numpy._ArrayFunctionDispatcher",
        size_of::<DispatcherStruct>(),
    )
    .flags(ffi::Py_TPFLAGS_METHOD_DESCRIPTOR | ffi::Py_TPFLAGS_HAVE_VECTORCALL)
    .methods(&[method::noargs(c"__reduce__", dispatcher_reduce)])
    .getset(&[
        method::get(c"_implementation", dispatcher_implementation),
        slot_dict(),
    ])
    .with(|b| {
        let t = b.slots();
        t.tp_new = Some(slot::new(dispatcher_new));
        t.tp_dealloc = Some(dispatcher_dealloc);
        t.tp_str = Some(slot::unary(dispatcher_str));
        t.tp_repr = Some(slot::unary(dispatcher_repr));
        t.tp_descr_get = Some(slot::descr_get(dispatcher_get));
        t.tp_call = Some(ffi::PyVectorcall_Call);
        t.tp_vectorcall_offset = offset_of!(DispatcherStruct, vectorcall) as isize;
        t.tp_dictoffset = offset_of!(DispatcherStruct, dict) as isize;
    })
    .ready()
}

fn slot_dict() -> method::GetSet {
    fn dict(slf: &Dispatcher) -> Res<Owned> {
        // SAFETY: an owned reference, set once.
        Ok(unsafe { Object::from_ptr((*slf.raw()).dict).own() })
    }
    method::get(c"__dict__", dict)
}

/// Names of the module.
pub fn add_names(dict: &Object) -> Res<()> {
    dict.dict_set_str("_ArrayFunctionDispatcher", DISPATCHER_TYPE.object())
}
