//! `ufunc.at`: in place, unbuffered, element after element, so that repeated indices count each time.

use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, intern, ops};
use ferronum_scalar::float_status;

use crate::casting::{Transfer, can_cast_types, float_errors, refcount};
use crate::coerce::from_array;
use crate::coerce::{AnyOptions, as_array, from_any};
use crate::dtype::builtin::builtin;
use crate::model::Descr;
use crate::model::errors::index_out_of_bounds;
use crate::model::errors::require_writeable;
use crate::model::walked::Walked;
use crate::model::{Array, Dims};
use crate::nditer::dtypes::cast_error;
use crate::protocol::array_ufunc::{self, UfuncCall};
use crate::storage::NewArray;
use crate::storage::create::plain;
use crate::ufunc::call::{decide_but, input};
use crate::ufunc::dispatch::{Body, LoopInfo};
use crate::ufunc::execute::{Ready, fits, foreign_error, live_descrs, loop_error, plan_error};
use crate::ufunc::{UFunc, errstate};

/// `ufunc.at(a, indices, b=None)`.
pub fn at_method(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    let pos = args.pos();
    if uf.is_generalized() {
        return Err(type_error(&format!(
            "{}.at does not support ufunc with non-trivial signature: {} has signature {}.",
            uf.name(),
            uf.name(),
            uf.core_signature().unwrap_or("")
        )));
    }
    let (nin, nout) = (uf.nin(), uf.nout());
    if nin > 2 {
        return Err(value_error(
            "Only unary and binary ufuncs supported at this time",
        ));
    }
    if nout != 1 {
        return Err(value_error(
            "Only single output ufuncs supported at this time",
        ));
    }
    if !(2..=3).contains(&pos.len()) {
        return Err(type_error(&if pos.len() < 2 {
            format!("at() takes at least 2 arguments ({} given)", pos.len())
        } else {
            format!("at() takes at most 3 arguments ({} given)", pos.len())
        }));
    }
    let second = pos.get(2).copied();
    if nin == 2 && second.is_none() {
        return Err(value_error("second operand needed for ufunc"));
    }
    if nin == 1 && second.is_some() {
        return Err(value_error("second operand provided when ufunc is unary"));
    }
    let overridden = array_ufunc::check(&UfuncCall {
        ufunc: uf,
        method: intern!("at"),
        inputs: pos,
        out: None,
        where_: None,
        keywords: &|_| Ok(()),
    })?;
    if let Some(r) = overridden {
        return Ok(r);
    }
    let Some(a) = pos[0].downcast::<Array>() else {
        return Err(type_error("first operand must be array"));
    };
    run(uf, a, pos[1], second)?;
    Ok(ops::none().own())
}

/// The byte offset of every element that the index selects, in its order.
fn offsets(a: &Array, index: &Object) -> Res<Own<Array>> {
    if let Some(map) = offsets_of_positions(a, index)? {
        return Ok(map);
    }
    check_in_memory_order(a, index)?;
    let shape = Dims::from(a.shape());
    let map = NewArray::new(builtin(NPY_INTP).own(), &shape).build()?;
    let strides = Dims::from(a.strides());
    let n = map.size();
    // SAFETY: a fresh contiguous array of n intp.
    let values = unsafe { std::slice::from_raw_parts_mut(map.data().cast::<isize>(), n as usize) };
    let mut at = Dims::filled(shape.len(), 0);
    let mut offset = 0isize;
    for v in values.iter_mut() {
        *v = offset;
        for axis in (0..shape.len()).rev() {
            at[axis] += 1;
            offset = offset.wrapping_add(strides[axis]);
            if at[axis] < shape[axis] {
                break;
            }
            offset = offset.wrapping_sub(strides[axis].wrapping_mul(shape[axis]));
            at[axis] = 0;
        }
    }
    let picked = crate::ufunc::hooks::SUBSCRIPT.get()(&map, index)?;
    from_any(
        &picked,
        &AnyOptions {
            descr: Some(builtin(NPY_INTP)),
            flags: NPY_ARRAY_CARRAY_RO,
            ..AnyOptions::default()
        },
    )
}

/// The offsets for an array of positions in a one-dimensional array; `None` for any other index.
fn offsets_of_positions(a: &Array, index: &Object) -> Res<Option<Own<Array>>> {
    let Some(i) = index.downcast::<Array>() else {
        return Ok(None);
    };
    let fits = a.ndim() == 1
        && i.ndim() == 1
        && i.type_num() == NPY_INTP
        && i.descr().is_native()
        && i.is_aligned();
    if !fits {
        return Ok(None);
    }
    let (n, stride, step) = (a.shape()[0], a.strides()[0], i.strides()[0]);
    let map = NewArray::new(builtin(NPY_INTP).own(), i.shape()).build()?;
    let out = map.data().cast::<isize>();
    for k in 0..i.size() {
        // SAFETY: item k of the index and of the fresh map.
        unsafe {
            let given = i.data().wrapping_offset(k * step).cast::<isize>().read();
            let at = if given < 0 {
                given.wrapping_add(n)
            } else {
                given
            };
            if at < 0 || at >= n {
                return Err(index_out_of_bounds(given, 0, n));
            }
            out.offset(k).write(at.wrapping_mul(stride));
        }
    }
    Ok(Some(map))
}

/// Positions in more than one dimension are checked in the order in which they lie in memory.
fn check_in_memory_order(a: &Array, index: &Object) -> Res<()> {
    let Some(i) = index.downcast::<Array>().filter(|i| {
        i.ndim() > 1 && i.type_num() == NPY_INTP && i.descr().is_native() && i.is_aligned()
    }) else {
        return Ok(());
    };
    let Some(&n) = a.shape().first() else {
        return Ok(());
    };
    let operand = Operand {
        ptr: i.data(),
        shape: i.shape(),
        strides: i.strides(),
    };
    let mut plan = Plan::new(i.shape(), &[operand]).map_err(plan_error)?;
    plan.optimise();
    let mut bad = None;
    plan.for_each_inner(|ptrs, steps, len| {
        for k in 0..len as isize {
            // SAFETY: an item of the index, which is aligned and native.
            let at = unsafe { *ptrs[0].wrapping_offset(k * steps[0]).cast::<isize>() };
            if bad.is_none() && (at < -n || at >= n) {
                bad = Some(at);
            }
        }
    });
    match bad {
        Some(at) => Err(index_out_of_bounds(at, 0, n)),
        None => Ok(()),
    }
}

/// The second operand with the shape of the selection.
fn broadcast_to(b: &Own<Array>, shape: &[isize]) -> Res<Dims> {
    let mut strides = Dims::filled(shape.len(), 0);
    let own = b.shape();
    let mut ok = own.len() <= shape.len();
    let missing = shape.len().saturating_sub(own.len());
    for (axis, (&d, &s)) in (missing..shape.len()).zip(own.iter().zip(b.strides())) {
        if d == shape[axis] {
            strides[axis] = if d == 1 { 0 } else { s };
        } else if d != 1 {
            ok = false;
        }
    }
    if !ok {
        return Err(value_error("array is not broadcastable to correct shape"));
    }
    Ok(strides)
}

fn run(uf: &UFunc, a: &Array, index: &Object, second: Option<&Object>) -> Res<()> {
    let mut inputs = vec![input(a)?];
    let mut objects: Vec<&Object> = vec![a];
    if let Some(b) = second {
        // A Python number has a dtype of its own here.
        inputs.push(input(&*as_array(b)?)?);
        objects.push(b);
    }
    let sig = vec![None; uf.nargs()];
    let out = [Some(a.own())];
    let decided = decide_but(uf, &objects, inputs, &out, &sig, NPY_UNSAFE_CASTING, true)?;
    let map = offsets(a, index)?;
    require_writeable(a, "operand array with iterator write flag set")?;
    let shape = Dims::from(map.shape());
    let d = &decided.descrs;
    if let Some(b) = decided.inputs.get(1) {
        broadcast_to(b, &shape)?;
    }
    check_casts(a, &decided.inputs, d)?;
    // Float errors of the cast count as those of the loop.
    let mut lost = 0;
    let b = match decided.inputs.get(1) {
        None => None,
        Some(b) if fits(b, &d[1]) && !shares(b, a) => Some(b.clone()),
        Some(b) => {
            let (cast, flags) = float_errors::collect(|| cast_second(b, &d[1]))?;
            lost = flags;
            Some(cast)
        }
    };
    let b_strides = match &b {
        Some(b) => broadcast_to(b, &shape)?,
        None => Dims::new(),
    };
    let nin = uf.nin();
    let direct = fits(a, &d[0]) && fits(a, &d[nin]);
    // The preparation of casts may have something to say even of no elements.
    if map.size() == 0 && direct {
        return Ok(());
    }
    let steps = vec![0isize; uf.nargs()];
    let mut live = match &b {
        Some(b) => live_descrs(d, &[a, b, a]).into_owned(),
        None => live_descrs(d, &[a, a]).into_owned(),
    };
    if !direct {
        (live[0], live[nin]) = (d[0].clone(), d[nin].clone());
    }
    let d = &live;
    let ready = Ready::new(uf, decided.info, d, true, &steps)?;
    let walk = Walk {
        uf,
        info: decided.info,
        ready: &ready,
        map: &map,
        shape: &shape,
        b: b.as_deref(),
        b_strides: &b_strides,
    };
    if !ready.is_silent(decided.info) {
        float_status::clear();
    }
    let _walked = Walked::of_objects(&[a, b.as_deref().unwrap_or(a)]);
    if direct && walk.indexed(a, d)? {
        // The method's own loop has done it.
    } else if direct && walk.typed(a, d) {
        // Done without a call per element.
    } else if direct {
        walk.direct(a)?;
    } else {
        walk.through_casts(a, &d[0], &d[nin])?;
    }
    if decided.info.can_fail {
        loop_error()?;
    }
    if !ready.is_silent(decided.info) {
        lost |= float_status::get();
    }
    if lost != 0 {
        errstate::report("at", lost)?;
    }
    Ok(())
}

/// The second operand in the loop's type; whatever its cast raises is told as the failure of the iterator.
fn cast_second(b: &Own<Array>, to: &Own<Descr>) -> Res<Own<Array>> {
    from_array(
        &*plain(b)?,
        Some(to),
        NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST | NPY_ARRAY_ENSURECOPY,
    )
    .map_err(|e| {
        e.clear();
        value_error(
            "Iterator reset failed due to a casting failure. This error is set as a Python error.",
        )
    })
}

/// Whether operands become what the loop takes, and its result an element of the array.
fn check_casts(a: &Array, inputs: &[Own<Array>], descrs: &[Own<Descr>]) -> Res<()> {
    let possible = |from: &Descr, to: &Descr| can_cast_types(from, to, NPY_UNSAFE_CASTING);
    for (i, (input, d)) in inputs.iter().zip(descrs).enumerate() {
        if !possible(input.descr(), d)? {
            return Err(cast_error(i, input.descr(), d, NPY_UNSAFE_CASTING, true));
        }
    }
    let (nin, to) = (inputs.len(), a.descr());
    if !possible(&descrs[nin], to)? {
        return Err(cast_error(nin, to, &descrs[nin], NPY_UNSAFE_CASTING, false));
    }
    Ok(())
}

fn shares(a: &Array, b: &Array) -> bool {
    let end = |x: &Array| -> (usize, usize) {
        let mut lo = x.data() as isize;
        let mut hi = lo;
        for (&d, &s) in x.shape().iter().zip(x.strides()) {
            if d == 0 {
                return (0, 0);
            }
            let reach = (d - 1).wrapping_mul(s);
            if reach < 0 {
                lo = lo.wrapping_add(reach);
            } else {
                hi = hi.wrapping_add(reach);
            }
        }
        (lo as usize, (hi + x.itemsize()) as usize)
    };
    let ((p, q), (r, s)) = (end(a), end(b));
    p < s && r < q
}

struct Walk<'a> {
    uf: &'a UFunc,
    info: &'a LoopInfo,
    ready: &'a Ready,
    map: &'a Array,
    shape: &'a [isize],
    b: Option<&'a Array>,
    b_strides: &'a [isize],
}

impl Walk<'_> {
    /// Calls `f` with the offset into the array and the second operand's address for every selected element.
    fn each(&self, mut f: impl FnMut(isize, *mut u8) -> Res<()>) -> Res<()> {
        let n = self.map.size();
        let positions = self.map.data().cast::<isize>();
        let mut p = self.b.map_or(std::ptr::null_mut(), Array::data);
        let mut at = Dims::filled(self.shape.len(), 0);
        for i in 0..n {
            // SAFETY: the map is contiguous with n entries and kept alive by the caller.
            f(unsafe { *positions.offset(i) }, p)?;
            if self.b.is_none() {
                continue;
            }
            for axis in (0..self.shape.len()).rev() {
                at[axis] += 1;
                p = p.wrapping_offset(self.b_strides[axis]);
                if at[axis] < self.shape[axis] {
                    break;
                }
                p = p.wrapping_offset(-self.b_strides[axis] * self.shape[axis]);
                at[axis] = 0;
            }
        }
        Ok(())
    }

    fn call(&self, first: *mut u8, second: *mut u8, out: *mut u8, python: bool) -> Res<()> {
        let steps = [0isize; 3];
        let mut two: [*mut c_char; 2] = [first.cast(), out.cast()];
        let mut three: [*mut c_char; 3] = [first.cast(), second.cast(), out.cast()];
        let args = if self.uf.nin() == 1 {
            two.as_mut_ptr()
        } else {
            three.as_mut_ptr()
        };
        // SAFETY: one element of each operand's type at each address.
        if unsafe { self.ready.call(args, &1, steps.as_ptr(), python) } != 0 {
            return Err(Raised::pending());
        }
        foreign_error(self.info)
    }

    /// Runs the method's loop for indexed one-dimensional operands; false if it has none or they are not such.
    fn indexed(&self, a: &Array, descrs: &[Own<Descr>]) -> Res<bool> {
        let Body::Method(m) = &self.info.body else {
            return Ok(false);
        };
        // SAFETY: a live method.
        let Some(run) = (unsafe { (*m.raw()).contiguous_indexed_loop }) else {
            return Ok(false);
        };
        if a.ndim() != 1 || self.shape.len() != 1 || a.strides()[0] == 0 {
            return Ok(false);
        }
        let (n, stride) = (self.map.size(), a.strides()[0]);
        // SAFETY: the map is contiguous with n entries.
        let index: Vec<isize> =
            unsafe { std::slice::from_raw_parts(self.map.data().cast::<isize>(), n as usize) }
                .iter()
                .map(|offset| offset / stride)
                .collect();
        let ptrs: Vec<*mut PyArray_Descr> = descrs.iter().map(|d| d.raw()).collect();
        let mut context = PyArrayMethod_Context {
            caller: self.uf.as_ptr(),
            method: m.raw().cast(),
            descriptors: ptrs.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: 0,
            parameters: std::ptr::null_mut(),
        };
        let args: [*mut c_char; 3] = [
            a.data().cast(),
            index.as_ptr().cast_mut().cast(),
            self.b.map_or(std::ptr::null_mut(), |b| b.data().cast()),
        ];
        let steps = [
            stride,
            size_of::<isize>() as isize,
            self.b_strides.first().copied().unwrap_or(0),
            a.shape()[0],
        ];
        // SAFETY: the indexed loop's contract; every index was checked against the array.
        let failed = unsafe {
            run(
                &mut context,
                args.as_ptr(),
                &n,
                steps.as_ptr(),
                std::ptr::null_mut(),
            )
        };
        if failed != 0 {
            return Err(Raised::pending());
        }
        Ok(true)
    }

    /// The usual operations on numbers, where the ufunc's loop is still the built-in one; false for all others.
    fn typed(&self, a: &Array, descrs: &[Own<Descr>]) -> bool {
        let (Some(b), 1) = (self.b, self.shape.len()) else {
            return false;
        };
        if !self.info.is_builtin(self.uf) {
            return false;
        }
        let t = descrs[0].type_num();
        if descrs.iter().any(|d| d.type_num() != t) {
            return false;
        }
        let (base, mut p, step) = (a.data(), b.data(), self.b_strides[0]);
        let n = self.map.size() as usize;
        // SAFETY: the map is contiguous with n entries and kept alive by the caller.
        let offsets = unsafe { std::slice::from_raw_parts(self.map.data().cast::<isize>(), n) };
        macro_rules! run {
            ($t:ty, |$x:ident, $y:ident| $op:expr) => {{
                for &offset in offsets {
                    // SAFETY: the offset was checked; the second operand has an element for each.
                    unsafe {
                        let at = base.wrapping_offset(offset).cast::<$t>();
                        let ($x, $y) = (at.read_unaligned(), p.cast::<$t>().read_unaligned());
                        at.write_unaligned($op);
                    }
                    p = p.wrapping_offset(step);
                }
                true
            }};
        }
        macro_rules! integer {
            ($t:ty) => {
                match self.uf.name() {
                    "add" => run!($t, |x, y| x.wrapping_add(y)),
                    "subtract" => run!($t, |x, y| x.wrapping_sub(y)),
                    "multiply" => run!($t, |x, y| x.wrapping_mul(y)),
                    "maximum" => run!($t, |x, y| x.max(y)),
                    "minimum" => run!($t, |x, y| x.min(y)),
                    _ => false,
                }
            };
        }
        macro_rules! float {
            ($t:ty) => {
                match self.uf.name() {
                    "add" => run!($t, |x, y| x + y),
                    "subtract" => run!($t, |x, y| x - y),
                    "multiply" => run!($t, |x, y| x * y),
                    "divide" => run!($t, |x, y| x / y),
                    _ => false,
                }
            };
        }
        match t {
            NPY_BYTE => integer!(i8),
            NPY_UBYTE => integer!(u8),
            NPY_SHORT => integer!(i16),
            NPY_USHORT => integer!(u16),
            NPY_INT => integer!(i32),
            NPY_UINT => integer!(u32),
            NPY_LONG | NPY_LONGLONG => integer!(i64),
            NPY_ULONG | NPY_ULONGLONG => integer!(u64),
            NPY_FLOAT => float!(f32),
            NPY_DOUBLE => float!(f64),
            _ => false,
        }
    }

    fn direct(&self, a: &Array) -> Res<()> {
        let python = self.ready.needs_python(self.info);
        let base = a.data();
        self.each(|offset, b| {
            let p = base.wrapping_offset(offset);
            self.call(p, b, p, python)
        })
    }

    fn through_casts(&self, a: &Array, din: &Own<Descr>, dout: &Own<Descr>) -> Res<()> {
        let python = self.ready.needs_python(self.info);
        let base = a.data();
        let load = Transfer::new(a.descr(), din, 0, 0, false, false)?;
        let store = Transfer::new(dout, a.descr(), 0, 0, false, false)?;
        let room = |d: &Descr| vec![0u128; (d.elsize() as usize).div_ceil(16).max(1)];
        let (mut x, mut y) = (room(din), room(dout));
        let (px, py) = (x.as_mut_ptr().cast::<u8>(), y.as_mut_ptr().cast::<u8>());
        let result = self.each(|offset, b| {
            let p = base.wrapping_offset(offset);
            // SAFETY: one element at each address; the buffers are zeroed or hold a live element.
            unsafe {
                load.run(p, 0, px, 0, 1)?;
                self.call(px, b, py, python)?;
                store.run(py, 0, p, 0, 1)
            }
        });
        for (d, p) in [(din, px), (dout, py)] {
            if d.has_references() {
                // SAFETY: the buffer holds one live element or NULLs.
                unsafe { refcount::clear(d, p, d.elsize(), 1)? };
            }
        }
        result
    }
}
