//! The short path of calls: plain operands, number types, nothing to ask anybody. No allocation but the result, no
//! list of operands, no general iterator. What does not fit is left to `call`.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use std::mem::MaybeUninit;

use ferronum_kernels::plan::{Operand as Laid, Plan};
use ferronum_kernels::stamp::StridedLoop;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, ops};
use ferronum_scalar::{float_status, half};
use ferronum_simd::status;

use crate::dtype::abstracts;
use crate::dtype::builtin::{builtin, class_of};
use crate::model::DTypeClass;
use crate::model::{ARRAY_TYPE, Array};
use crate::storage::NewArray;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{Legacy, LoopInfo, Rule};
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
    let n = crate::model::scalar_types::exact_type_num(obj.type_ptr());
    if n >= 0 && crate::model::is_number(n) {
        return Some(Operand {
            class: class_of(n),
            data: crate::casting::item::scalar::value_ptr(obj),
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
        if obj.is_complex_exact() && crate::model::is_complex(t) {
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

/// The elements of all operands, side by side.
struct Shape<'a> {
    /// An array that has the common shape; `None`: one element.
    lead: Option<&'a Array>,
    count: isize,
    fortran: bool,
}

/// The common layout of the arrays, if all are contiguous in one order; `Err` if their shapes or orders differ.
#[inline(always)]
fn common<'a>(operands: &[Operand<'a>]) -> Result<Shape<'a>, ()> {
    let mut lead: Option<&'a Array> = None;
    let mut flags = NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS;
    for o in operands {
        let Some(a) = o.array else { continue };
        flags &= a.flags();
        match lead {
            None => lead = Some(a),
            Some(l) if l.shape() == a.shape() => {}
            Some(_) => return Err(()),
        }
    }
    let Some(l) = lead else {
        return Ok(Shape {
            lead: None,
            count: 1,
            fortran: false,
        });
    };
    if flags & (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS) == 0 {
        return Err(());
    }
    Ok(Shape {
        lead: Some(l),
        count: l.size(),
        fortran: flags & NPY_ARRAY_C_CONTIGUOUS == 0,
    })
}

/// Time per item, in picoseconds, below which a loop is a few instructions of the vector unit, which rules out
/// `long double` and library functions.
const PLAIN_COST: u32 = 1000;
/// Status bits that are reported.
const REPORTED: u32 = status::INVALID | status::DIVIDE | status::OVERFLOW | status::UNDERFLOW;

/// Runs `f` between clearing and checking the float status.
#[inline(always)]
fn guarded(uf: &UFunc, info: &LoopInfo, f: impl FnOnce()) -> Res<()> {
    // Plain arithmetic raises in the vector unit only; reading the other unit costs as much as a small loop.
    let plain = (1..PLAIN_COST).contains(&info.cost);
    if !info.no_float_errors {
        if plain {
            status::set(0);
        } else {
            float_status::clear();
        }
    }
    f();
    if info.can_fail {
        execute::loop_error()?;
    }
    if !info.no_float_errors {
        let flags = if plain {
            let raised = |bit, flag| if status::get() & bit != 0 { flag } else { 0 };
            if status::get() & REPORTED == 0 {
                0
            } else {
                raised(status::INVALID, float_status::INVALID)
                    | raised(status::DIVIDE, float_status::DIVIDE)
                    | raised(status::OVERFLOW, float_status::OVERFLOW)
                    | raised(status::UNDERFLOW, float_status::UNDERFLOW)
            }
        } else {
            float_status::get()
        };
        if flags != 0 {
            errstate::report(uf.name(), flags)?;
        }
    }
    Ok(())
}

/// True if a given output can take the results as they come: exact, of the loop's type, in the common order, and
/// either an input itself or apart from all of them.
fn takes(o: &Array, t: c_int, shape: &Shape<'_>, inputs: &[Operand<'_>]) -> bool {
    let d = o.descr();
    let order = if shape.fortran {
        NPY_ARRAY_F_CONTIGUOUS
    } else {
        NPY_ARRAY_C_CONTIGUOUS
    };
    let fits = d.type_num() == t
        && d.is_native()
        && o.has_flags(order | NPY_ARRAY_ALIGNED | NPY_ARRAY_WRITEABLE)
        && !o.has_flags(NPY_ARRAY_WARN_ON_WRITE)
        && shape.lead.is_some_and(|l| l.shape() == o.shape());
    if !fits {
        return false;
    }
    let (lo, hi) = (o.data() as usize, o.data() as usize + o.nbytes() as usize);
    inputs.iter().all(|i| match i.array {
        None => (i.data as usize).wrapping_sub(lo) >= hi - lo,
        Some(a) => {
            let (p, q) = (a.data() as usize, a.data() as usize + a.nbytes() as usize);
            (p == lo && a.itemsize() == o.itemsize()) || p >= hi || lo >= q
        }
    })
}

/// Most operands of the short path.
const MAX: usize = 4;
/// Bytes of a piece of an operand that is cast.
const PIECE_BYTES: usize = 8192;

/// Runs a cast loop.
///
/// # Safety
/// Both sides hold `n` elements at the strides.
#[inline(always)]
unsafe fn cast(run: StridedLoop, src: *mut u8, dst: *mut u8, n: isize, strides: [isize; 2]) {
    let data: [*mut c_char; 2] = [src.cast(), dst.cast()];
    // SAFETY: as the caller vouches.
    unsafe {
        run(
            std::ptr::null(),
            data.as_ptr(),
            &n,
            strides.as_ptr(),
            std::ptr::null_mut(),
        );
    }
}

/// An operand as the loop gets it.
#[derive(Clone, Copy)]
struct Fed {
    ptr: *mut u8,
    step: isize,
    /// Cast to the loop's type on the way, from items of this size.
    cast: Option<(StridedLoop, isize)>,
}

#[inline(always)]
fn feed(x: &Operand<'_>, class: &DTypeClass, slot: &mut Slot) -> Option<Fed> {
    if x.data.is_null() {
        convert(x.object, class.type_num(), slot)?;
        return Some(Fed {
            ptr: slot.ptr(),
            step: 0,
            cast: None,
        });
    }
    if std::ptr::eq(x.class, class) {
        return Some(Fed {
            ptr: x.data,
            step: x.array.map_or(0, Array::itemsize),
            cast: None,
        });
    }
    let (from, to) = (x.class.type_num(), class.type_num());
    let run = ferronum_kernels::cast::get(from, to, true, true)?;
    let size = builtin(from).elsize();
    match x.array {
        Some(_) => Some(Fed {
            ptr: x.data,
            step: size,
            cast: Some((run, size)),
        }),
        None => {
            // SAFETY: one element on both sides.
            unsafe {
                cast(run, x.data, slot.ptr(), 1, [size, builtin(to).elsize()]);
            }
            Some(Fed {
                ptr: slot.ptr(),
                step: 0,
                cast: None,
            })
        }
    }
}

/// A new output for operands in Fortran order. Where nothing is cast it is one of them; else its axes of length one lie
/// where order K puts them.
fn fortran_output(t: c_int, lead: &Array, x: &[Operand<'_>], casts: bool) -> Res<Own<Array>> {
    let d = builtin(t);
    let mut inputs = [lead; MAX];
    let mut n = 0;
    for a in x.iter().filter_map(|o| o.array) {
        inputs[n] = a;
        n += 1;
    }
    let strides = casts
        .then(|| execute::output_strides(lead.shape(), d.elsize(), NPY_KEEPORDER, &inputs[..n]))
        .flatten();
    let flags = if strides.is_none() {
        NPY_ARRAY_F_CONTIGUOUS
    } else {
        0
    };
    NewArray {
        flags,
        strides: strides.as_deref(),
        ..NewArray::new(d.own(), lead.shape())
    }
    .build()
}

/// The whole short path.
fn run_n(
    uf: &UFunc,
    nin: usize,
    nout: usize,
    args: &[&Object],
    outs: [Option<&Object>; 2],
) -> Res<Option<Owned>> {
    let mut x = [Operand {
        class: class_of(NPY_BOOL),
        data: std::ptr::null_mut(),
        array: None,
        object: uf,
    }; 3];
    let mut weak = 0;
    for (slot, obj) in x.iter_mut().zip(args) {
        let Some(o) = operand(obj) else {
            return Ok(None);
        };
        weak += usize::from(o.data.is_null());
        *slot = o;
    }
    let x = &mut x[..nin];
    if weak == nin {
        // Python numbers among themselves count by their default types.
        for o in x.iter_mut() {
            o.class = class_of(abstracts::default_type_num(o.class));
        }
    }
    let x = &*x;
    let Some(info) = uf.dispatch().hot([
        x[0].class,
        x.get(1).map_or(x[0].class, |o| o.class),
        x.get(2).map_or(x[0].class, |o| o.class),
    ]) else {
        return Ok(None);
    };
    if !info.plain || info.needs_python || info.own_func == 0 {
        return Ok(None);
    }
    let Some(l) = info.legacy(uf).filter(|l| l.func as usize == info.own_func) else {
        return Ok(None);
    };
    let Ok(shape) = common(x) else {
        return strided(uf, info, l, x, nout, outs);
    };
    if shape.count as u64 * u64::from(info.cost) > SHORT_WORK {
        return Ok(None);
    }
    let mut slots = [Slot::new(), Slot::new(), Slot::new()];
    let mut fed = [Fed {
        ptr: std::ptr::null_mut(),
        step: 0,
        cast: None,
    }; MAX + 1];
    let mut casts = false;
    for i in 0..nin {
        let Some(f) = feed(&x[i], &info.dtypes[i], &mut slots[i]) else {
            return Ok(None);
        };
        casts |= f.cast.is_some();
        fed[i] = f;
    }
    let mut results = [Slot::new(), Slot::new()];
    let mut arrays: [Option<Own<Array>>; 2] = [None, None];
    for k in 0..nout {
        let t = info.dtypes[nin + k].type_num();
        let array = match outs[k] {
            Some(out) => {
                if !ARRAY_TYPE.has_exact(out) {
                    return Ok(None);
                }
                // SAFETY: an exact ndarray.
                let o: &Array = unsafe { out.downcast_unchecked() };
                if !takes(o, t, &shape, x) || (casts && x.iter().any(|i| i.data == o.data())) {
                    return Ok(None);
                }
                Some(o.own())
            }
            None => match shape.lead {
                None => None,
                Some(lead) if shape.fortran => Some(fortran_output(t, lead, x, casts)?),
                Some(lead) => Some(NewArray::new(builtin(t).own(), lead.shape()).build()?),
            },
        };
        fed[nin + k] = match &array {
            Some(a) => Fed {
                ptr: a.data(),
                step: a.itemsize(),
                cast: None,
            },
            None => Fed {
                ptr: results[k].ptr(),
                step: 0,
                cast: None,
            },
        };
        arrays[k] = array;
    }
    if nout == 2
        && let [Some(a), Some(b)] = &arrays
        && outs[0].is_some()
        && outs[1].is_some()
        && a.data() == b.data()
    {
        return Ok(None);
    }
    let fed = &fed[..nin + nout];
    guarded(uf, info, || {
        // SAFETY: every operand holds `count` elements at its step, of the loop's type after its cast.
        unsafe {
            if casts {
                in_pieces(l, info, fed, shape.count);
            } else {
                let (mut ptrs, mut steps) =
                    ([std::ptr::null_mut::<c_char>(); MAX + 1], [0; MAX + 1]);
                for (i, f) in fed.iter().enumerate() {
                    ptrs[i] = f.ptr.cast();
                    steps[i] = f.step;
                }
                (l.func)(ptrs.as_mut_ptr(), &shape.count, steps.as_ptr(), l.data);
            }
        }
    })?;
    pack(info, nin, nout, arrays, &mut results)
}

/// Runs the loop piece by piece, casting operands into buffers on the stack.
///
/// # Safety
/// As `run_n` says of the operands.
#[inline(never)]
unsafe fn in_pieces(l: Legacy, info: &LoopInfo, fed: &[Fed], count: isize) {
    #[repr(align(64))]
    struct Buffer(MaybeUninit<[u8; PIECE_BYTES]>);
    let mut buffers = [const { Buffer(MaybeUninit::uninit()) }; 3];
    let widest = info
        .dtypes
        .iter()
        .map(|d| builtin(d.type_num()).elsize())
        .max()
        .unwrap_or(32);
    let piece = PIECE_BYTES as isize / widest.max(1);
    let mut at = 0;
    while at < count {
        let n = piece.min(count - at);
        let (mut ptrs, mut steps) = ([std::ptr::null_mut::<c_char>(); MAX + 1], [0; MAX + 1]);
        for (i, f) in fed.iter().enumerate() {
            let p = f.ptr.wrapping_offset(at * f.step);
            match (f.cast, buffers.get_mut(i)) {
                (Some((run, from)), Some(b)) => {
                    let size = builtin(info.dtypes[i].type_num()).elsize();
                    let buffer = b.0.as_mut_ptr().cast::<u8>();
                    // SAFETY: `n` elements fit the buffer.
                    unsafe {
                        cast(run, p, buffer, n, [from, size]);
                    }
                    ptrs[i] = buffer.cast();
                    steps[i] = size;
                }
                _ => {
                    ptrs[i] = p.cast();
                    steps[i] = f.step;
                }
            }
        }
        // SAFETY: `n` elements of every operand.
        unsafe { (l.func)(ptrs.as_mut_ptr(), &n, steps.as_ptr(), l.data) };
        at += n;
    }
}

#[inline(always)]
fn pack(
    info: &LoopInfo,
    nin: usize,
    nout: usize,
    mut arrays: [Option<Own<Array>>; 2],
    results: &mut [Slot; 2],
) -> Res<Option<Owned>> {
    let mut take = |k: usize| -> Res<Owned> {
        match arrays[k].take() {
            Some(a) => Ok(a.upcast()),
            None => {
                let d = builtin(info.dtypes[nin + k].type_num());
                // SAFETY: the slot holds one element of the result's type.
                unsafe { crate::casting::from_memory(results[k].ptr(), d, None) }
            }
        }
    };
    if nout == 1 {
        return take(0).map(Some);
    }
    let (a, b) = (take(0)?, take(1)?);
    ops::tuple_new(&[&a, &b]).map(Some)
}

/// Operands that broadcast or are not contiguous, of the loop's own types, with new outputs.
fn strided(
    uf: &UFunc,
    info: &LoopInfo,
    l: Legacy,
    x: &[Operand<'_>],
    nout: usize,
    outs: [Option<&Object>; 2],
) -> Res<Option<Owned>> {
    let nin = x.len();
    if nout != 1 || outs[0].is_some() {
        return Ok(None);
    }
    let mut slots = [Slot::new(), Slot::new(), Slot::new()];
    let (mut inputs, mut n) = ([None::<&Array>; 3], 0);
    let mut laid = [Laid {
        ptr: std::ptr::null_mut(),
        shape: &[],
        strides: &[],
    }; MAX];
    for i in 0..nin {
        let Some(f) = feed(&x[i], &info.dtypes[i], &mut slots[i]).filter(|f| f.cast.is_none())
        else {
            return Ok(None);
        };
        laid[i].ptr = f.ptr;
        if let Some(a) = x[i].array {
            laid[i].shape = a.shape();
            laid[i].strides = a.strides();
            inputs[n] = Some(a);
            n += 1;
        }
    }
    let shape = execute::broadcast(laid[..nin].iter().map(|o| o.shape))?;
    let count: isize = match ferronum_kernels::plan::count(&shape) {
        Some(c) if c as u64 * u64::from(info.cost) <= SHORT_WORK => c,
        _ => return Ok(None),
    };
    let Some(first) = inputs[0] else {
        return Ok(None);
    };
    let arrays = inputs.map(|a| a.unwrap_or(first));
    let d = builtin(info.dtypes[nin].type_num());
    let strides = execute::fortran_alike(&shape, d.elsize(), &arrays[..n])
        .or_else(|| execute::output_strides(&shape, d.elsize(), NPY_KEEPORDER, &arrays[..n]));
    let out = NewArray {
        strides: strides.as_deref(),
        ..NewArray::new(d.own(), &shape)
    }
    .build()?;
    if count == 0 {
        return Ok(Some(out.upcast()));
    }
    laid[nin] = Laid {
        ptr: out.data(),
        shape: out.shape(),
        strides: out.strides(),
    };
    let mut plan = Plan::new(&shape, &laid[..nin + 1]).map_err(execute::plan_error)?;
    plan.optimise();
    plan.lengthen_inner();
    guarded(uf, info, || {
        // SAFETY: the plan lies within the operands, which have the loop's types.
        unsafe { plan.run(l.func, l.data) }
    })?;
    Ok(Some(out.upcast()))
}

/// Products of this many multiplications go through the general path, which can release the interpreter.
const LARGE_PRODUCT: isize = 200_000;

/// `matmul` of vectors and matrices of one type.
fn matmul(uf: &UFunc, a: &Object, b: &Object) -> Res<Option<Owned>> {
    let (Some(x), Some(y)) = (operand(a), operand(b)) else {
        return Ok(None);
    };
    let (Some(p), Some(q)) = (x.array, y.array) else {
        return Ok(None);
    };
    let Some(info) = uf.dispatch().hot([x.class, y.class, x.class]) else {
        return Ok(None);
    };
    let same = std::ptr::eq(x.class, &*info.dtypes[0]) && std::ptr::eq(y.class, &*info.dtypes[1]);
    if !same || !info.plain || info.needs_python || info.own_func == 0 {
        return Ok(None);
    }
    let Some(l) = info.legacy(uf).filter(|l| l.func as usize == info.own_func) else {
        return Ok(None);
    };
    let ((n, an, k, ak), rows) = match (p.shape(), p.strides()) {
        (&[k], &[ak]) => ((1, 0, k, ak), false),
        (&[n, k], &[an, ak]) => ((n, an, k, ak), true),
        _ => return Ok(None),
    };
    let ((k2, bk, m, bm), columns) = match (q.shape(), q.strides()) {
        (&[k], &[bk]) => ((k, bk, 1, 0), false),
        (&[k, m], &[bk, bm]) => ((k, bk, m, bm), true),
        _ => return Ok(None),
    };
    let small = n
        .checked_mul(k)
        .and_then(|v| v.checked_mul(m))
        .is_some_and(|v| v < LARGE_PRODUCT);
    if k != k2 || !small {
        return Ok(None);
    }
    let d = builtin(info.dtypes[2].type_num());
    let mut slot = Slot::new();
    let out = match (rows, columns) {
        (false, false) => None,
        (true, false) => Some(NewArray::new(d.own(), &[n]).build()?),
        (false, true) => Some(NewArray::new(d.own(), &[m]).build()?),
        (true, true) => Some(NewArray::new(d.own(), &[n, m]).build()?),
    };
    let (pc, cn, cm) = match &out {
        None => (slot.ptr(), 0, 0),
        Some(o) => {
            let s = o.strides();
            match (rows, columns) {
                (true, true) => (o.data(), s[0], s[1]),
                (true, false) => (o.data(), s[0], 0),
                _ => (o.data(), 0, s[0]),
            }
        }
    };
    let mut args: [*mut c_char; 3] = [x.data.cast(), y.data.cast(), pc.cast()];
    let dims = [1, n, k, m];
    let steps = [0, 0, 0, an, ak, bk, bm, cn, cm];
    guarded(uf, info, || {
        // SAFETY: core dimensions and strides are those of the arrays, which have the loop's type.
        unsafe { (l.func)(args.as_mut_ptr(), dims.as_ptr(), steps.as_ptr(), l.data) }
    })?;
    match out {
        Some(o) => Ok(Some(o.upcast())),
        // SAFETY: the slot holds the result.
        None => unsafe { crate::casting::from_memory(slot.ptr(), d, None).map(Some) },
    }
}

/// The call's result if it is simple enough for the short path. `out` is the keyword argument.
#[inline]
pub fn try_call(uf: &UFunc, args: &[&Object], out: Option<&Object>) -> Res<Option<Owned>> {
    let (nin, nout) = (uf.nin(), uf.nout());
    if uf.is_generalized() {
        return match args {
            [a, b] if out.is_none() && uf.dispatch().rule() == Rule::Matmul => matmul(uf, a, b),
            _ => Ok(None),
        };
    }
    if nin == 0 || nin > 3 || nout == 0 || nout > 2 || args.len() < nin {
        return Ok(None);
    }
    let mut outs = [None, None];
    let given = &args[nin..];
    if given.len() > nout {
        return Ok(None);
    }
    for (slot, o) in outs.iter_mut().zip(given) {
        *slot = o.not_none();
    }
    if let Some(out) = out {
        if !given.is_empty() {
            return Ok(None);
        }
        if out.is_tuple_exact() {
            let items = out.tuple_items();
            if items.len() != nout {
                return Ok(None);
            }
            for (slot, o) in outs.iter_mut().zip(items) {
                *slot = o.not_none();
            }
        } else if nout == 1 && !out.is(ops::ellipsis()) {
            outs[0] = out.not_none();
        } else {
            return Ok(None);
        }
    }
    run_n(uf, nin, nout, &args[..nin], outs)
}
