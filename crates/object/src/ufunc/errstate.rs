//! The floating-point error state: what a raised flag does (`np.errstate`), and the buffer size. The
//! state is a capsule in the context variable `_extobj_contextvar`.

use std::ffi::{CStr, c_void};
use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, floating_point_error, raise, type_error, value_error, warn};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, ffi, intern, ops};
use ferronum_scalar::float_status;

use crate::arguments::convert;

/// What happens when a flag is raised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Mode {
    /// Nothing.
    Ignore,
    /// `RuntimeWarning`.
    Warn,
    /// `FloatingPointError`.
    Raise,
    /// The callback is called with the kind and the flags.
    Call,
    /// A line on standard output.
    Print,
    /// The callback's `write` gets a line.
    Log,
}

const MODES: [(Mode, &str); 6] = [
    (Mode::Ignore, "ignore"),
    (Mode::Warn, "warn"),
    (Mode::Raise, "raise"),
    (Mode::Call, "call"),
    (Mode::Print, "print"),
    (Mode::Log, "log"),
];

impl Mode {
    fn name(self) -> &'static str {
        MODES[self as usize].1
    }

    fn parse(obj: &Object) -> Res<Mode> {
        for (mode, name) in MODES {
            if obj.equals(&*ops::str_new(name)?)? {
                return Ok(mode);
            }
        }
        Err(value_error(&format!(
            "invalid error mode {}",
            obj.repr_begin()?
        )))
    }
}

/// One error state. Modes in the order divide, over, under, invalid.
#[derive(Clone)]
pub struct ErrState {
    /// What each flag does.
    pub modes: [Mode; 4],
    /// Elements of a casting buffer.
    pub bufsize: usize,
    /// The callback or log object.
    pub callback: Option<Owned>,
}

const FLAGS: [(u8, &str, &str); 4] = [
    (float_status::DIVIDE, "divide", "divide by zero"),
    (float_status::OVERFLOW, "over", "overflow"),
    (float_status::UNDERFLOW, "under", "underflow"),
    (float_status::INVALID, "invalid", "invalid value"),
];

impl ErrState {
    const fn default_modes() -> [Mode; 4] {
        [Mode::Warn, Mode::Warn, Mode::Ignore, Mode::Warn]
    }

    fn initial() -> Self {
        ErrState {
            modes: Self::default_modes(),
            bufsize: NPY_BUFSIZE,
            callback: None,
        }
    }

    /// The state in force.
    pub fn current() -> Res<Self> {
        let capsule = current_capsule()?;
        // SAFETY: the capsule of that name holds an ErrState, which the reference keeps alive.
        unsafe { Ok((*state_of(&capsule)?).clone()) }
    }
}

const CAPSULE: &CStr = c"numpy.ufunc.extobj";
static VARIABLE: AtomicPtr<ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());

fn variable() -> Res<&'static Object> {
    let p = VARIABLE.load(Ordering::Relaxed);
    // SAFETY: kept alive for ever by init.
    unsafe { Object::from_ptr_opt(p) }
        .ok_or_else(|| ferronum_pyrt::raised::system_error("the error state is not initialised"))
}

fn current_capsule() -> Res<Owned> {
    let mut value = std::ptr::null_mut();
    // SAFETY: a live variable with a default; the value is a new reference.
    unsafe {
        ferronum_pyrt::raised::check_status(ffi::PyContextVar_Get(
            variable()?.as_ptr(),
            std::ptr::null_mut(),
            &mut value,
        ))?;
        Own::from_result(value)
    }
}

fn state_of(capsule: &Object) -> Res<*const ErrState> {
    // SAFETY: the name is checked by the call.
    let p = unsafe { ffi::PyCapsule_GetPointer(capsule.as_ptr(), CAPSULE.as_ptr()) };
    if p.is_null() {
        return Err(Raised::pending());
    }
    Ok(p.cast())
}

unsafe extern "C" fn free_state(capsule: *mut ffi::PyObject) {
    // SAFETY: the capsule owns a boxed ErrState.
    unsafe {
        let p = ffi::PyCapsule_GetPointer(capsule, CAPSULE.as_ptr());
        if !p.is_null() {
            drop(Box::from_raw(p.cast::<ErrState>()));
        }
    }
}

fn capsule_of(state: ErrState) -> Res<Owned> {
    let raw = Box::into_raw(Box::new(state));
    // SAFETY: the capsule takes the box over; on failure it is taken back.
    unsafe {
        let c = ffi::PyCapsule_New(raw.cast::<c_void>(), CAPSULE.as_ptr(), Some(free_state));
        if c.is_null() {
            drop(Box::from_raw(raw));
        }
        Own::from_result(c)
    }
}

/// Looks at the flags that a loop has raised and does what the error state says. `name` is the ufunc's name.
#[inline(always)]
pub fn check(name: &str) -> Res<()> {
    let flags = float_status::get();
    if flags == 0 {
        Ok(())
    } else {
        report(name, flags)
    }
}

/// Does what the error state says about `flags` (a sum of `NPY_FPE_*`).
#[cold]
pub fn report(name: &str, flags: u8) -> Res<()> {
    float_status::clear();
    let state = ErrState::current()?;
    for ((bit, _, what), mode) in FLAGS.into_iter().zip(state.modes) {
        if flags & bit == 0 {
            continue;
        }
        let callback = state.callback.as_deref();
        match mode {
            Mode::Ignore => {}
            Mode::Warn => warn(
                exc::RuntimeWarning(),
                &format!("{what} encountered in {name}"),
                1,
            )?,
            Mode::Raise => {
                return Err(floating_point_error(&format!(
                    "{what} encountered in {name}"
                )));
            }
            Mode::Call => match callback {
                None => {
                    // SAFETY: a built-in exception.
                    let name_error = unsafe { Object::from_ptr(ffi::PyExc_NameError) };
                    return Err(raise(
                        name_error,
                        &format!(
                            "python callback specified for {what} (in  {name}) but no function found."
                        ),
                    ));
                }
                Some(f) => {
                    f.call(&[&*ops::str_new(what)?, &*ops::int_new(i64::from(flags))?])?;
                }
            },
            Mode::Print => {
                let line =
                    std::ffi::CString::new(format!("Warning: {what} encountered in {name}\n"))
                        .unwrap_or_default();
                // SAFETY: C's standard stream and a NUL-terminated text.
                unsafe {
                    libc::fputs(line.as_ptr(), stderr());
                }
            }
            Mode::Log => match callback {
                None => {
                    // SAFETY: a built-in exception.
                    let name_error = unsafe { Object::from_ptr(ffi::PyExc_NameError) };
                    return Err(raise(
                        name_error,
                        &format!(
                            "log specified for {what} (in {name}) but no object with write method found."
                        ),
                    ));
                }
                Some(f) => {
                    let line = ops::str_new(&format!("Warning: {what} encountered in {name}\n"))?;
                    f.call_method(intern!("write"), &[&*line])?;
                }
            },
        }
    }
    Ok(())
}

unsafe extern "C" {
    #[link_name = "stderr"]
    static STDERR: *mut libc::FILE;
}

fn stderr() -> *mut libc::FILE {
    // SAFETY: set by the C library before main.
    unsafe { STDERR }
}

/// Elements of a casting buffer in the state in force.
pub fn bufsize() -> Res<usize> {
    Ok(ErrState::current()?.bufsize)
}

/// The bounds that the error state sets to the sizes of casting buffers; they are not those of the headers.
const SMALLEST_BUFSIZE: usize = 5;
const LARGEST_BUFSIZE: usize = 10_000_000;

/// `_make_extobj(*, all, divide, over, under, invalid, bufsize, call)`.
pub(super) fn make_extobj(args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<7> = Sig::new(
        "_seterrobj",
        [
            "all", "divide", "over", "under", "invalid", "bufsize", "call",
        ],
    )
    .keyword_only(7);
    if !args.pos().is_empty() {
        let n = args.pos().len();
        return Err(type_error(&format!(
            "_seterrobj() takes 0 positional arguments but {n} {} given",
            if n == 1 { "was" } else { "were" }
        )));
    }
    let [all, divide, over, under, invalid, bufsize, call] = args.parse(&SIG)?;
    let mut state = ErrState::current()?;
    if let Some(all) = all.and_then(Object::not_none) {
        state.modes = [Mode::parse(all)?; 4];
    }
    for (slot, given) in state.modes.iter_mut().zip([divide, over, under, invalid]) {
        if let Some(given) = given.and_then(Object::not_none) {
            *slot = Mode::parse(given)?;
        }
    }
    if let Some(b) = bufsize {
        let n = convert::to_intp(b, "an integer is required")?;
        // A negative size asks for no change.
        if let Ok(size) = usize::try_from(n) {
            state.bufsize = checked_bufsize(size)?;
        }
    }
    if let Some(call) = call {
        state.callback = match call.not_none() {
            None => None,
            Some(c) => {
                let fits = c.is_callable()
                    || c.getattr_opt(intern!("write"))?
                        .is_some_and(|w| w.is_callable());
                if !fits {
                    return Err(type_error(
                        "python object must be callable or have a callable write method",
                    ));
                }
                Some(c.own())
            }
        };
    }
    capsule_of(state)
}

/// A size that casting buffers may have.
fn checked_bufsize(n: usize) -> Res<usize> {
    let why = if n > LARGEST_BUFSIZE {
        "is too big"
    } else if n < SMALLEST_BUFSIZE {
        "is too small"
    } else if !n.is_multiple_of(16) {
        "is not a multiple of 16"
    } else {
        return Ok(n);
    };
    Err(value_error(&format!("Buffer size, {n}, {why}")))
}

/// `_get_extobj_dict()`.
pub(super) fn get_extobj_dict(_: &Object) -> Res<Owned> {
    let state = ErrState::current()?;
    let d = ops::dict_new()?;
    for ((_, key, _), mode) in FLAGS.into_iter().zip(state.modes) {
        d.dict_set_str(key, &*ops::str_new(mode.name())?)?;
    }
    d.dict_set_str("call", state.callback.as_deref().unwrap_or(ops::none()))?;
    d.dict_set_str("bufsize", &*ops::int_new(state.bufsize as i64)?)?;
    Ok(d)
}

/// Makes the context variable.
pub fn init() -> Res<()> {
    if !VARIABLE.load(Ordering::Relaxed).is_null() {
        return Ok(());
    }
    crate::casting::float_errors::set_reporter(report);
    let default = capsule_of(ErrState::initial())?;
    // SAFETY: new reference or NULL; kept for ever.
    let var = unsafe {
        Own::<Object>::from_result(ffi::PyContextVar_New(CAPSULE.as_ptr(), default.as_ptr()))?
    };
    VARIABLE.store(var.into_ptr(), Ordering::Relaxed);
    Ok(())
}

/// `_extobj_contextvar`.
pub fn add_names(dict: &Object) -> Res<()> {
    dict.dict_set_str("_extobj_contextvar", variable()?)
}
