//! `Transfer`: a prepared strided cast or copy from one descr to another.
//!
//! A transfer is one loop, or a chain of up to three (into the native source form, the cast, out of the
//! native destination form) over blocks in two small buffers. It is built once and run on many runs of
//! elements without allocating.

use std::cell::Cell;
use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_kernels::copy::copy_bytes;
use ferronum_pyrt::raised::{no_memory, runtime_error, type_error};
use ferronum_pyrt::{Layout, Own, Raised, Res, ffi};

use super::array_method::{ArrayMethod, CastInfo, LoopChoice, free_aux};
use super::{copies, float_errors, refcount, registry};
use crate::model::{Descr, is_number};

/// Stride of a side that may change between runs.
pub const ANY_STRIDE: isize = isize::MAX;

/// A prepared transfer. Build once, run on many runs of elements.
pub struct Transfer {
    /// `NPY_METH_*` flags of all steps together: needs the interpreter, cannot set float status.
    pub flags: NPY_ARRAYMETHOD_FLAGS,
    body: Body,
}

enum Body {
    /// Adjacent elements of one width on both sides.
    Bytes(isize),
    One(Step),
    Chain(Box<Chain>),
}

/// One loop with what it needs.
struct Step {
    method: Option<Own<ArrayMethod>>,
    descrs: [Own<Descr>; 2],
    choice: LoopChoice,
    context_flags: u64,
}

struct Chain {
    first: Option<Step>,
    main: Step,
    last: Option<Step>,
    /// Elements of a block.
    block: isize,
    /// Buffers before and after the main step.
    before: Option<Buffer>,
    after: Option<Buffer>,
    busy: Cell<bool>,
}

/// A block of elements that is always safe to release: zeroed, or holding owned references.
struct Buffer {
    data: *mut u8,
    layout: std::alloc::Layout,
    descr: Own<Descr>,
    n: isize,
}

/// How a transfer is wanted.
#[derive(Clone, Copy)]
pub struct Options {
    /// Both sides are aligned.
    pub aligned: bool,
    /// References are handed over; the source is left with NULLs.
    pub move_references: bool,
    /// Every value must survive (`casting="same_value"`).
    pub same_value: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            aligned: true,
            move_references: false,
            same_value: false,
        }
    }
}

impl Transfer {
    /// Prepares the transfer between elements at the given fixed strides (`isize::MAX`: not fixed).
    /// `aligned` says whether both sides are. `move_references` hands references over and leaves the source NULL.
    pub fn new(
        src: &Descr,
        dst: &Descr,
        src_stride: isize,
        dst_stride: isize,
        aligned: bool,
        move_references: bool,
    ) -> Res<Transfer> {
        Self::with(
            src,
            dst,
            [src_stride, dst_stride],
            Options {
                aligned,
                move_references,
                same_value: false,
            },
        )
    }

    /// As `new`, with all options.
    pub fn with(src: &Descr, dst: &Descr, strides: [isize; 2], o: Options) -> Res<Transfer> {
        if let Some(t) = Self::trivial(src, dst, strides) {
            return Ok(t);
        }
        let Some((method, info)) = registry::resolve(src, dst)? else {
            return Err(no_cast(src, dst)?);
        };
        build(src, dst, strides, o, method, info)
    }

    /// Same plain dtype on both sides: bytes are copied.
    fn trivial(src: &Descr, dst: &Descr, strides: [isize; 2]) -> Option<Transfer> {
        let same =
            src.is(dst) || src.type_num() == dst.type_num() && src.is_native() && dst.is_native();
        if !same || !super::plain_number(src) && !(src.is(dst) && super::plain_bytes(src)) {
            return None;
        }
        let width = src.elsize();
        let flags = NPY_METH_NO_FLOATINGPOINT_ERRORS;
        if strides == [width, width] {
            return Some(Transfer {
                flags,
                body: Body::Bytes(width),
            });
        }
        Some(Transfer {
            flags,
            body: Body::One(Step {
                method: None,
                descrs: [src.own(), dst.own()],
                choice: if width == 0 {
                    LoopChoice {
                        run: copies::nothing,
                        aux: std::ptr::null_mut(),
                        flags,
                    }
                } else {
                    copies::plain(width, strides[0], strides[1])
                },
                context_flags: 0,
            }),
        })
    }

    /// The loops may call into the interpreter.
    #[inline(always)]
    pub fn needs_python(&self) -> bool {
        self.flags & NPY_METH_REQUIRES_PYAPI != 0
    }

    /// The loops may set float status.
    #[inline(always)]
    pub fn may_set_float_status(&self) -> bool {
        self.flags & NPY_METH_NO_FLOATINGPOINT_ERRORS == 0
    }

    /// A plain run of bytes per element, where that is all the transfer does.
    pub fn plain_width(&self) -> Option<isize> {
        match &self.body {
            Body::Bytes(w) => Some(*w),
            _ => None,
        }
    }

    /// Bytes of an element where the transfer copies them as they are, whatever the strides.
    pub fn copy_width(&self) -> Option<isize> {
        match &self.body {
            Body::Bytes(w) => Some(*w),
            Body::One(s) if s.method.is_none() => Some(s.descrs[0].elsize()),
            _ => None,
        }
    }

    /// True if several threads may run it at once: kernels of ours that need neither interpreter nor buffers.
    pub fn is_parallel(&self) -> bool {
        match &self.body {
            Body::Bytes(_) => true,
            Body::One(s) => {
                s.method.is_none()
                    || !self.needs_python() && s.descrs.iter().all(|d| is_number(d.type_num()))
            }
            Body::Chain(_) => false,
        }
    }

    /// Moves `n` elements.
    ///
    /// # Safety
    /// Both sides hold `n` elements of their descrs at their strides, with the alignment that was promised.
    #[inline]
    pub unsafe fn run(
        &self,
        src: *const u8,
        src_stride: isize,
        dst: *mut u8,
        dst_stride: isize,
        n: isize,
    ) -> Res<()> {
        // SAFETY: as the caller vouches.
        unsafe {
            match &self.body {
                Body::Bytes(width) => {
                    copy_bytes(dst, src, (n * width) as usize);
                    Ok(())
                }
                Body::One(step) => step.run(src, src_stride, dst, dst_stride, n),
                Body::Chain(chain) => chain.run(src, src_stride, dst, dst_stride, n),
            }
        }
    }

    /// As `run`, and reports the float status that the loops raised.
    ///
    /// # Safety
    /// As `run`.
    pub unsafe fn run_checked(
        &self,
        src: *const u8,
        src_stride: isize,
        dst: *mut u8,
        dst_stride: isize,
        n: isize,
    ) -> Res<()> {
        float_errors::with_float_errors(self.may_set_float_status(), || {
            // SAFETY: as the caller vouches.
            unsafe { self.run(src, src_stride, dst, dst_stride, n) }
        })
    }

    /// An independent transfer that does the same.
    pub fn duplicate(&self) -> Res<Transfer> {
        Ok(Transfer {
            flags: self.flags,
            body: match &self.body {
                Body::Bytes(w) => Body::Bytes(*w),
                Body::One(s) => Body::One(s.duplicate()?),
                Body::Chain(c) => Body::Chain(Box::new(Chain {
                    first: c.first.as_ref().map(Step::duplicate).transpose()?,
                    main: c.main.duplicate()?,
                    last: c.last.as_ref().map(Step::duplicate).transpose()?,
                    block: c.block,
                    before: c.before.as_ref().map(Buffer::duplicate).transpose()?,
                    after: c.after.as_ref().map(Buffer::duplicate).transpose()?,
                    busy: Cell::new(false),
                })),
            },
        })
    }
}

impl crate::model::auxdata::AuxValue for Transfer {
    fn duplicate(&self) -> Res<Self> {
        Transfer::duplicate(self)
    }
}

/// The `TypeError` of two dtypes between which no cast is defined.
#[cold]
fn no_cast(src: &Descr, dst: &Descr) -> Res<Raised> {
    // Either the classes know no cast at all, or it refuses just these instances.
    if registry::cast_method(src.class(), dst.class())?.is_none() {
        return Ok(type_error(&format!(
            "Cannot cast data from {} to {}.",
            src.str_text()?,
            dst.str_text()?
        )));
    }
    Ok(type_error(&format!(
        "Cannot cast array data from {} to {}.",
        src.repr_text()?,
        dst.repr_text()?
    )))
}

/// Elements of a block for buffers of this element size.
fn block_of(elsize: isize) -> isize {
    (8192 / elsize.max(1)).clamp(1, 1024)
}

fn build(
    src: &Descr,
    dst: &Descr,
    strides: [isize; 2],
    o: Options,
    method: Own<ArrayMethod>,
    info: CastInfo,
) -> Res<Transfer> {
    let [from, to] = info.descrs;
    let buffer_all = !o.aligned && !method.supports_unaligned();
    let in_before = !from.is(src) || buffer_all;
    let in_after = !to.is(dst) || buffer_all;
    if !in_before && !in_after {
        let main = Step::new(method, [from, to], strides, o)?;
        return Ok(Transfer {
            flags: main.choice.flags,
            body: Body::One(main),
        });
    }
    let block = block_of(from.elsize().max(to.elsize()));
    let mut flags_or = 0;
    let mut flags_and = NPY_METH_NO_FLOATINGPOINT_ERRORS;
    let mut note = |s: &Step| {
        flags_or |= s.choice.flags & NPY_METH_REQUIRES_PYAPI;
        flags_and &= s.choice.flags;
    };
    let inner = [
        if in_before { from.elsize() } else { strides[0] },
        if in_after { to.elsize() } else { strides[1] },
    ];
    let plain = Options {
        same_value: false,
        ..o
    };
    let first = in_before
        .then(|| Step::within(src, &from, [strides[0], inner[0]], plain))
        .transpose()?;
    let last = in_after
        .then(|| {
            let moving = Options {
                move_references: true,
                ..plain
            };
            Step::within(&to, dst, [inner[1], strides[1]], moving)
        })
        .transpose()?;
    let before = in_before.then(|| Buffer::new(&from, block)).transpose()?;
    let after = in_after.then(|| Buffer::new(&to, block)).transpose()?;
    let main = Step::new(
        method,
        [from, to],
        inner,
        Options {
            aligned: o.aligned || in_before && in_after,
            move_references: o.move_references || in_before,
            ..o
        },
    )?;
    [first.as_ref(), Some(&main), last.as_ref()]
        .into_iter()
        .flatten()
        .for_each(&mut note);
    Ok(Transfer {
        flags: flags_or | flags_and,
        body: Body::Chain(Box::new(Chain {
            first,
            main,
            last,
            block,
            before,
            after,
            busy: Cell::new(false),
        })),
    })
}

impl Step {
    fn new(
        method: Own<ArrayMethod>,
        descrs: [Own<Descr>; 2],
        strides: [isize; 2],
        o: Options,
    ) -> Res<Step> {
        let raw = [descrs[0].raw(), descrs[1].raw()];
        let context_flags = if o.same_value {
            NPY_SAME_VALUE_CONTEXT_FLAG
        } else {
            0
        };
        let mut context = PyArrayMethod_Context {
            caller: std::ptr::null_mut(),
            method: method.raw().cast(),
            descriptors: raw.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: context_flags,
            parameters: std::ptr::null_mut(),
        };
        // SAFETY: the context is filled for the method, two strides for two operands.
        let choice =
            unsafe { method.get_loop(&mut context, o.aligned, o.move_references, &strides)? };
        Ok(Step {
            method: Some(method),
            descrs,
            choice,
            context_flags,
        })
    }

    /// A step between two descriptors of one class, of which the method must take both as they are.
    fn within(from: &Descr, to: &Descr, strides: [isize; 2], o: Options) -> Res<Step> {
        let Some((method, info)) = registry::resolve(from, to)? else {
            return Err(no_cast(from, to)?);
        };
        if !info.descrs[0].is(from) || !info.descrs[1].is(to) {
            return Err(runtime_error(
                "a cast within one DType did not accept the descriptors given to it",
            ));
        }
        Step::new(method, info.descrs, strides, o)
    }

    fn duplicate(&self) -> Res<Step> {
        // SAFETY: live auxiliary data clones itself through its second field.
        let aux = unsafe {
            match self.choice.aux.as_ref().and_then(|a| a.clone) {
                Some(f) => {
                    let p = f(self.choice.aux);
                    if p.is_null() {
                        return Err(if ffi::PyErr_Occurred().is_null() {
                            no_memory()
                        } else {
                            Raised::pending()
                        });
                    }
                    p
                }
                None => std::ptr::null_mut(),
            }
        };
        Ok(Step {
            method: self.method.clone(),
            descrs: self.descrs.clone(),
            choice: LoopChoice { aux, ..self.choice },
            context_flags: self.context_flags,
        })
    }

    /// # Safety
    /// As `Transfer::run`.
    #[inline(always)]
    unsafe fn run(
        &self,
        src: *const u8,
        src_stride: isize,
        dst: *mut u8,
        dst_stride: isize,
        n: isize,
    ) -> Res<()> {
        let raw = [self.descrs[0].raw(), self.descrs[1].raw()];
        let mut context = PyArrayMethod_Context {
            caller: std::ptr::null_mut(),
            method: self
                .method
                .as_ref()
                .map_or(std::ptr::null_mut(), |m| m.raw().cast()),
            descriptors: raw.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: self.context_flags,
            parameters: std::ptr::null_mut(),
        };
        let data = [src.cast_mut().cast::<c_char>(), dst.cast()];
        // SAFETY: as the caller vouches; the loop was chosen for these descriptors.
        let status = unsafe {
            (self.choice.run)(
                &mut context,
                data.as_ptr(),
                &n,
                [src_stride, dst_stride].as_ptr(),
                self.choice.aux,
            )
        };
        if status < 0 {
            return Err(Raised::pending());
        }
        Ok(())
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        free_aux(self.choice.aux);
    }
}

impl Chain {
    /// # Safety
    /// As `Transfer::run`.
    unsafe fn run(
        &self,
        src: *const u8,
        src_stride: isize,
        dst: *mut u8,
        dst_stride: isize,
        n: isize,
    ) -> Res<()> {
        if self.busy.replace(true) {
            return Err(runtime_error("a cast was started again from within itself"));
        }
        // SAFETY: as the caller vouches.
        let out = unsafe { self.run_blocks(src, src_stride, dst, dst_stride, n) };
        if out.is_err() {
            for b in [&self.before, &self.after].into_iter().flatten() {
                b.clear();
            }
        }
        self.busy.set(false);
        out
    }

    /// # Safety
    /// As `Transfer::run`.
    unsafe fn run_blocks(
        &self,
        mut src: *const u8,
        src_stride: isize,
        mut dst: *mut u8,
        dst_stride: isize,
        n: isize,
    ) -> Res<()> {
        let mut left = n;
        while left > 0 {
            let k = left.min(self.block);
            // SAFETY: blocks lie within the elements vouched for; buffers hold a block.
            unsafe {
                let (s, ss) = match (&self.first, &self.before) {
                    (Some(step), Some(b)) => {
                        step.run(src, src_stride, b.data, b.descr.elsize(), k)?;
                        (b.data.cast_const(), b.descr.elsize())
                    }
                    _ => (src, src_stride),
                };
                match (&self.last, &self.after) {
                    (Some(step), Some(b)) => {
                        self.main.run(s, ss, b.data, b.descr.elsize(), k)?;
                        step.run(b.data, b.descr.elsize(), dst, dst_stride, k)?;
                    }
                    _ => self.main.run(s, ss, dst, dst_stride, k)?,
                }
            }
            src = src.wrapping_offset(k * src_stride);
            dst = dst.wrapping_offset(k * dst_stride);
            left -= k;
        }
        Ok(())
    }
}

impl Buffer {
    fn new(descr: &Descr, n: isize) -> Res<Buffer> {
        let bytes = descr.elsize().checked_mul(n).ok_or_else(no_memory)?.max(1) as usize;
        let layout = std::alloc::Layout::from_size_align(bytes, 16).map_err(|_| no_memory())?;
        // SAFETY: the layout is not empty.
        let data = unsafe { std::alloc::alloc_zeroed(layout) };
        if data.is_null() {
            return Err(no_memory());
        }
        Ok(Buffer {
            data,
            layout,
            descr: descr.own(),
            n,
        })
    }

    fn duplicate(&self) -> Res<Buffer> {
        Buffer::new(&self.descr, self.n)
    }

    /// Releases what an interrupted run left behind.
    fn clear(&self) {
        if self.descr.has_references() {
            ferronum_pyrt::raised::with_saved_exception(|| {
                // SAFETY: the buffer always holds zeroes or owned references.
                let cleared =
                    unsafe { refcount::clear(&self.descr, self.data, self.descr.elsize(), self.n) };
                if let Err(e) = cleared {
                    e.unraisable(None);
                }
            });
        }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.clear();
        // SAFETY: allocated with this layout.
        unsafe { std::alloc::dealloc(self.data, self.layout) };
    }
}
