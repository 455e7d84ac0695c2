//! DLPack, in and out: `ndarray.__dlpack__`, `ndarray.__dlpack_device__`, `np.from_dlpack`; versions 0 and 1 of the
//! exchange structs. Capsules carry names that say what they hold and whether somebody took it.

use std::ffi::{CStr, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::raised::{buffer_error, exc, runtime_error, type_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, Sig, args, entry_void, ffi, int_new, intern,
    none, tuple_new,
};

use crate::coerce::CopyMode;
use crate::dtype::builtin;
use crate::model::Dims;
use crate::model::array::Array;
use crate::model::{is_complex, is_float, is_integer};
use crate::ndarray::copy_mode;
use crate::ndarray::getset::check_device;
use crate::storage::create::NewArray;

const PLAIN: &CStr = c"dltensor";
const PLAIN_USED: &CStr = c"used_dltensor";
const PLAIN_OURS: &CStr = c"numpy_dltensor";
const VERSIONED: &CStr = c"dltensor_versioned";
const VERSIONED_USED: &CStr = c"used_dltensor_versioned";
const VERSIONED_OURS: &CStr = c"numpy_dltensor_versioned";

const READ_ONLY: u64 = 1;
const IS_COPIED: u64 = 2;

const CPU: i32 = 1;
/// Memory of these device types can be read by the processor: CPU, CUDA host, CUDA managed, ROCm host.
const READABLE_DEVICES: [i32; 4] = [CPU, 3, 13, 11];

const INT: u8 = 0;
const UINT: u8 = 1;
const FLOAT: u8 = 2;
const COMPLEX: u8 = 5;
const BOOL: u8 = 6;

#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
struct Device {
    kind: i32,
    id: i32,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct DataType {
    code: u8,
    bits: u8,
    lanes: u16,
}

#[repr(C)]
struct Tensor {
    data: *mut c_void,
    device: Device,
    ndim: i32,
    dtype: DataType,
    shape: *mut i64,
    strides: *mut i64,
    byte_offset: u64,
}

/// `DLManagedTensor`.
#[repr(C)]
struct Managed {
    tensor: Tensor,
    manager: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut Managed)>,
}

/// `DLManagedTensorVersioned`.
#[repr(C)]
struct ManagedVersioned {
    major: u32,
    minor: u32,
    manager: *mut c_void,
    deleter: Option<unsafe extern "C" fn(*mut ManagedVersioned)>,
    flags: u64,
    tensor: Tensor,
}

/// What both exchange structs can do.
trait Exchange: Sized {
    const NAME: &'static CStr;
    const USED: &'static CStr;
    const OURS: &'static CStr;
    fn make(tensor: Tensor, flags: u64, deleter: unsafe extern "C" fn(*mut Self)) -> Self;
    fn tensor(&self) -> &Tensor;
    fn deleter(&self) -> Option<unsafe extern "C" fn(*mut Self)>;
    /// The version can be read, and whether the memory may be written.
    fn writeable(&self) -> Res<bool>;
}

impl Exchange for Managed {
    const NAME: &'static CStr = PLAIN;
    const USED: &'static CStr = PLAIN_USED;
    const OURS: &'static CStr = PLAIN_OURS;
    fn make(tensor: Tensor, _: u64, deleter: unsafe extern "C" fn(*mut Self)) -> Self {
        Managed {
            tensor,
            manager: std::ptr::null_mut(),
            deleter: Some(deleter),
        }
    }
    fn tensor(&self) -> &Tensor {
        &self.tensor
    }
    fn deleter(&self) -> Option<unsafe extern "C" fn(*mut Self)> {
        self.deleter
    }
    /// The old struct cannot say; nobody relies on writing.
    fn writeable(&self) -> Res<bool> {
        Ok(false)
    }
}

impl Exchange for ManagedVersioned {
    const NAME: &'static CStr = VERSIONED;
    const USED: &'static CStr = VERSIONED_USED;
    const OURS: &'static CStr = VERSIONED_OURS;
    fn make(tensor: Tensor, flags: u64, deleter: unsafe extern "C" fn(*mut Self)) -> Self {
        ManagedVersioned {
            major: 1,
            minor: 0,
            manager: std::ptr::null_mut(),
            deleter: Some(deleter),
            flags,
            tensor,
        }
    }
    fn tensor(&self) -> &Tensor {
        &self.tensor
    }
    fn deleter(&self) -> Option<unsafe extern "C" fn(*mut Self)> {
        self.deleter
    }
    fn writeable(&self) -> Res<bool> {
        if self.major > 1 {
            return Err(buffer_error(
                "from_dlpack(): the exported DLPack major version is too high to be imported by this version of NumPy.",
            ));
        }
        Ok(self.flags & READ_ONLY == 0)
    }
}

/// An exported array: the struct that others see comes first.
#[repr(C)]
struct Export<M> {
    managed: M,
    /// Shape, then strides in elements.
    dims: Vec<i64>,
    owner: Owned,
}

unsafe extern "C" fn delete_export<M>(managed: *mut M) {
    // SAFETY: the consumer calls this once, on what export() made, from any thread. When the interpreter is gone
    // the array went with it.
    unsafe {
        if ffi::Py_IsInitialized() == 0 {
            return;
        }
        let state = ffi::PyGILState_Ensure();
        drop(Box::from_raw(managed.cast::<Export<M>>()));
        ffi::PyGILState_Release(state);
    }
}

/// Runs the deleter of a struct that nobody will use any more.
///
/// # Safety
/// `p` is a live exchange struct that the caller owns.
unsafe fn delete<M: Exchange>(p: *mut M) {
    // SAFETY: as the caller vouches.
    unsafe {
        if let Some(f) = (*p).deleter() {
            f(p);
        }
    }
}

/// Destructor of a capsule that holds a struct under `name`; one that was renamed belongs to its consumer.
///
/// # Safety
/// Called by the interpreter with a dying capsule.
unsafe fn destroy<M: Exchange>(capsule: *mut ffi::PyObject, name: &CStr) {
    // SAFETY: the name says what the pointer is.
    unsafe {
        if ffi::PyCapsule_IsValid(capsule, name.as_ptr()) == 0 {
            return;
        }
        ferronum_pyrt::raised::with_saved_exception(|| {
            entry_void(|| {
                let p = ffi::PyCapsule_GetPointer(capsule, name.as_ptr());
                if p.is_null() {
                    return Err(Raised::pending());
                }
                delete::<M>(p.cast());
                Ok(())
            });
        });
    }
}

unsafe extern "C" fn destroy_export<M: Exchange>(capsule: *mut ffi::PyObject) {
    // SAFETY: a dying capsule made by export().
    unsafe { destroy::<M>(capsule, M::NAME) }
}

unsafe extern "C" fn destroy_import<M: Exchange>(capsule: *mut ffi::PyObject) {
    // SAFETY: a dying capsule made by import().
    unsafe { destroy::<M>(capsule, M::OURS) }
}

/// The device of the memory: that of the tensor it came from, else the processor.
fn device_of(a: &Array) -> Device {
    let mut owner: &Object = a;
    while let Some(inner) = owner.downcast::<Array>() {
        match inner.base() {
            Some(b) => owner = b,
            None => break,
        }
    }
    // SAFETY: the names say what the pointers are.
    unsafe {
        if owner.is_capsule() {
            if ffi::PyCapsule_IsValid(owner.as_ptr(), VERSIONED_OURS.as_ptr()) != 0 {
                let p = ffi::PyCapsule_GetPointer(owner.as_ptr(), VERSIONED_OURS.as_ptr());
                return (*p.cast::<ManagedVersioned>()).tensor.device;
            }
            if ffi::PyCapsule_IsValid(owner.as_ptr(), PLAIN_OURS.as_ptr()) != 0 {
                let p = ffi::PyCapsule_GetPointer(owner.as_ptr(), PLAIN_OURS.as_ptr());
                return (*p.cast::<Managed>()).tensor.device;
            }
        }
    }
    Device { kind: CPU, id: 0 }
}

/// The dtype in DLPack's terms.
fn data_type(a: &Array) -> Res<DataType> {
    let d = a.descr();
    if !d.is_native() {
        return Err(buffer_error("DLPack only supports native byte order."));
    }
    let t = d.type_num();
    let code = match t {
        NPY_BOOL => BOOL,
        NPY_LONGDOUBLE | NPY_CLONGDOUBLE => {
            return Err(buffer_error(
                "DLPack only supports IEEE floating point types without padding (longdouble typically is not IEEE).",
            ));
        }
        // Odd type numbers are signed.
        _ if is_integer(t) => {
            if t % 2 == 1 {
                INT
            } else {
                UINT
            }
        }
        _ if is_float(t) => FLOAT,
        _ if is_complex(t) => COMPLEX,
        _ => {
            return Err(buffer_error(
                "DLPack only supports signed/unsigned integers, float and complex dtypes.",
            ));
        }
    };
    Ok(DataType {
        code,
        bits: (8 * d.elsize()) as u8,
        lanes: 1,
    })
}

fn export<M: Exchange>(a: &Array, flags: u64, device: Device) -> Res<Owned> {
    let size = a.itemsize();
    if size > 0
        && !a.is_c_contiguous()
        && a.shape()
            .iter()
            .zip(a.strides())
            .any(|(&n, &s)| n != 1 && s % size != 0)
    {
        return Err(buffer_error(
            "DLPack only supports strides which are a multiple of itemsize.",
        ));
    }
    let dtype = data_type(a)?;
    let n = a.ndim();
    let mut dims: Vec<i64> = Vec::with_capacity(2 * n);
    dims.extend(a.shape().iter().map(|&d| d as i64));
    dims.extend(a.strides().iter().map(|&s| (s / size) as i64));
    let at = |i: usize| {
        if n == 0 {
            std::ptr::null_mut()
        } else {
            dims.as_ptr().wrapping_add(i).cast_mut()
        }
    };
    let tensor = Tensor {
        data: a.data().cast(),
        device,
        ndim: n as i32,
        dtype,
        shape: at(0),
        strides: at(n),
        byte_offset: 0,
    };
    let p = Box::into_raw(Box::new(Export {
        managed: M::make(tensor, flags, delete_export::<M>),
        dims,
        owner: a.own().upcast(),
    }));
    // SAFETY: the capsule owns the export from here on.
    unsafe {
        let capsule = ffi::PyCapsule_New(p.cast(), M::NAME.as_ptr(), Some(destroy_export::<M>));
        if capsule.is_null() {
            drop(Box::from_raw(p));
            return Err(Raised::pending());
        }
        Ok(Own::steal(capsule))
    }
}

fn c_int_of(obj: &Object) -> Res<i32> {
    i32::try_from(obj.to_isize()?).map_err(|_| {
        ferronum_pyrt::raised::overflow_error("Python int too large to convert to C int")
    })
}

/// The device that the caller asks for.
fn wanted_device(obj: &Object) -> Res<Device> {
    if !obj.is_tuple() {
        return Err(type_error("dl_device must be a tuple"));
    }
    let [kind, id] = obj.tuple_items() else {
        return Err(type_error(&format!(
            "function takes exactly 2 arguments ({} given)",
            obj.tuple_len()
        )));
    };
    Ok(Device {
        kind: c_int_of(kind)?,
        id: c_int_of(id)?,
    })
}

/// The major version that the consumer understands.
fn major_version(obj: &Object) -> Res<i32> {
    match obj.is_tuple().then(|| obj.tuple_items()) {
        Some([major, minor]) => {
            c_int_of(minor)?;
            c_int_of(major)
        }
        _ => Err(type_error(
            "max_version must be None or a tuple with two elements.",
        )),
    }
}

/// `a.__dlpack__(*, stream=None, max_version=None, dl_device=None, copy=None)`.
fn dlpack(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<4> =
        Sig::new("__dlpack__", ["stream", "max_version", "dl_device", "copy"]).keyword_only(4);
    let given = args.parse(&SIG)?;
    let [stream, version, device, copy] = given.map(|o| o.and_then(Object::not_none));
    let device = device.map(wanted_device).transpose()?;
    let copy = copy.map_or(Ok(CopyMode::IfNeeded), copy_mode)?;
    let major = version.map_or(Ok(0), major_version)?;
    if stream.is_some() {
        return Err(runtime_error("NumPy only supports stream=None."));
    }
    let own = device_of(a);
    if let Some(d) = device
        && d != own
    {
        return Err(buffer_error("unsupported device requested"));
    }
    let (a, copied) = if copy == CopyMode::Always {
        (crate::casting::copy_array::copy(a, NPY_KEEPORDER)?, true)
    } else {
        (a.own(), false)
    };
    if major >= 1 {
        let flags =
            if copied { IS_COPIED } else { 0 } | if a.is_writeable() { 0 } else { READ_ONLY };
        return export::<ManagedVersioned>(&a, flags, own);
    }
    if !a.is_writeable() {
        return Err(buffer_error(
            "Cannot export readonly array since signalling readonly is unsupported by DLPack (supported by newer DLPack version).",
        ));
    }
    export::<Managed>(&a, 0, own)
}

fn dlpack_device(a: &Array) -> Res<Owned> {
    let d = device_of(a);
    tuple_new(&[&*int_new(d.kind.into())?, &*int_new(d.id.into())?])
}

/// The type number of a tensor's dtype.
fn type_num(t: DataType) -> Option<i32> {
    Some(match (t.code, t.bits) {
        (BOOL, 8) => NPY_BOOL,
        (INT, 8) => NPY_BYTE,
        (INT, 16) => NPY_SHORT,
        (INT, 32) => NPY_INT,
        (INT, 64) => NPY_LONG,
        (UINT, 8) => NPY_UBYTE,
        (UINT, 16) => NPY_USHORT,
        (UINT, 32) => NPY_UINT,
        (UINT, 64) => NPY_ULONG,
        (FLOAT, 16) => NPY_HALF,
        (FLOAT, 32) => NPY_FLOAT,
        (FLOAT, 64) => NPY_DOUBLE,
        (COMPLEX, 64) => NPY_CFLOAT,
        (COMPLEX, 128) => NPY_CDOUBLE,
        _ => return None,
    })
}

/// Takes the tensor of a capsule.
fn import<M: Exchange>(capsule: &Object) -> Res<Own<Array>> {
    // SAFETY: the name says what the pointer is; the struct lives until its deleter is called, which is the new
    // capsule's business once the old one has its used name.
    unsafe {
        let p = ffi::PyCapsule_GetPointer(capsule.as_ptr(), M::NAME.as_ptr());
        if p.is_null() {
            return Err(Raised::pending());
        }
        let managed = &*p.cast::<M>();
        let writeable = managed.writeable()?;
        let t = managed.tensor();
        let n = t.ndim;
        if n < 0 || n as usize > NPY_MAXDIMS {
            return Err(runtime_error(
                "maxdims of DLPack tensor is higher than the supported maxdims.",
            ));
        }
        if !READABLE_DEVICES.contains(&t.device.kind) {
            return Err(runtime_error("Unsupported device in DLTensor."));
        }
        if t.dtype.lanes != 1 {
            return Err(runtime_error("Unsupported lanes in DLTensor dtype."));
        }
        let Some(num) = type_num(t.dtype) else {
            return Err(runtime_error("Unsupported dtype in DLTensor."));
        };
        let descr = builtin(num).own();
        let size = descr.elsize();
        let too_large = || value_error("the DLPack tensor is too large");
        let (mut shape, mut strides) = (Dims::new(), Dims::new());
        for i in 0..n as usize {
            let d = *t.shape.add(i) as isize;
            if d < 0 {
                return Err(value_error("negative dimensions are not allowed"));
            }
            let _fits = shape.push(d);
            if !t.strides.is_null() {
                let s = (*t.strides.add(i) as isize)
                    .checked_mul(size)
                    .ok_or_else(too_large)?;
                let _fits = strides.push(s);
            }
        }
        let data = t.data.cast::<u8>().wrapping_add(t.byte_offset as usize);
        let new = ffi::PyCapsule_New(p, M::OURS.as_ptr(), None);
        let base: Owned = Own::from_result(new)?;
        let a = NewArray {
            strides: (!t.strides.is_null()).then_some(&strides[..]),
            data: Some(data),
            flags: if writeable { NPY_ARRAY_WRITEABLE } else { 0 },
            base: Some(base.clone()),
            ..NewArray::new(descr, &shape)
        }
        .build()?;
        // From here on the new capsule is the owner.
        if ffi::PyCapsule_SetName(capsule.as_ptr(), M::USED.as_ptr()) < 0
            || ffi::PyCapsule_SetDestructor(base.as_ptr(), Some(destroy_import::<M>)) < 0
        {
            return Err(Raised::pending());
        }
        Ok(a)
    }
}

/// `from_dlpack(x, /, *, device=None, copy=None)`.
fn from_dlpack(args: Args<'_>) -> Res<Own<Array>> {
    static SIG: Sig<3> = Sig::new("from_dlpack", ["obj", "device", "copy"])
        .required(1)
        .keyword_only(2);
    let [obj, device, copy] = args.parse(&SIG)?;
    let obj = obj.unwrap_or(none());
    let device = device.and_then(Object::not_none);
    check_device(device)?;
    let copy = copy.unwrap_or(none());
    let method = obj.getattr(intern!("__dlpack__"))?;
    let device_value = match device {
        Some(_) => tuple_new(&[&*int_new(CPU.into())?, &*int_new(0)?])?,
        None => none().own(),
    };
    let version = tuple_new(&[&*int_new(1)?, &*int_new(0)?])?;
    let names = args::kwnames(&[
        intern!("dl_device"),
        intern!("copy"),
        intern!("max_version"),
    ])?;
    let capsule = match method.call_kw(&[&device_value, copy, &version], Some(&names)) {
        Ok(c) => c,
        // Older producers know none of these keywords.
        Err(e) if device.is_none() && copy.is_none() && e.matches(exc::TypeError()) => {
            e.clear();
            method.call(&[])?
        }
        Err(e) => return Err(e),
    };
    // SAFETY: a live object.
    if unsafe { ffi::PyCapsule_IsValid(capsule.as_ptr(), VERSIONED.as_ptr()) } != 0 {
        return import::<ManagedVersioned>(&capsule);
    }
    import::<Managed>(&capsule)
}

/// Methods of ndarray.
pub const METHODS: &[Method] = &[
    method::fastcall(c"__dlpack__", dlpack),
    method::noargs(c"__dlpack_device__", dlpack_device),
];

/// Functions of the module.
pub const FUNCTIONS: &[Method] = &[method::function(c"from_dlpack", from_dlpack)];
