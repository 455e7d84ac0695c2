//! New arrays: allocation, contiguity flags, `__array_finalize__`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi, intern, none, types};

use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::descr::Descr;
use crate::model::dims::Dims;
use crate::model::hook::Hook;
use crate::model::layout::{
    axes_by_stride, checked_nbytes, contiguity, fill_strides, is_aligned_layout, too_many_dims,
};
use crate::storage::memory;

/// What `PyArray_NewFromDescr` takes, and a few things more.
pub struct NewArray<'a> {
    /// Type of the result (NULL: ndarray).
    pub subtype: *mut ffi::PyTypeObject,
    /// The dtype; a subarray dtype is unpacked into further dimensions.
    pub descr: Own<Descr>,
    /// The shape.
    pub shape: &'a [isize],
    /// Strides, where memory is given or a layout is wanted.
    pub strides: Option<&'a [isize]>,
    /// Existing memory; `None` allocates.
    pub data: Option<*mut u8>,
    /// With memory: its flags (`WRITEABLE`); without: `NPY_ARRAY_F_CONTIGUOUS` asks for Fortran order.
    pub flags: c_int,
    /// The array that `__array_finalize__` is told.
    pub obj: Option<&'a Object>,
    /// Owner of the memory.
    pub base: Option<Owned>,
    /// Zero-filled.
    pub zeroed: bool,
    /// Keep `S0` and `U0` as they are instead of making room for one character.
    pub allow_empty_string: bool,
}

impl<'a> NewArray<'a> {
    /// A plain ndarray of fresh, uninitialised memory in C order.
    pub fn new(descr: Own<Descr>, shape: &'a [isize]) -> Self {
        NewArray {
            subtype: std::ptr::null_mut(),
            descr,
            shape,
            strides: None,
            data: None,
            flags: 0,
            obj: None,
            base: None,
            zeroed: false,
            allow_empty_string: false,
        }
    }

    /// Makes the array. Memory for elements with references is always zeroed.
    #[inline]
    pub fn build(mut self) -> Res<Own<Array>> {
        if self.descr.has_subarray() {
            if self.descr.elsize() != 0 || self.descr.has_fields() || self.data.is_some() {
                return self.unpack_subarray();
            }
            // Subarrays without elements or fields are nothing but a void dtype of no size.
            self.descr = crate::dtype::builtin(NPY_VOID).own();
            self.allow_empty_string = true;
        }
        if self.descr.elsize() == 0 {
            self.give_size()?;
        }
        let nbytes = checked_nbytes(self.shape, self.descr.elsize())?;
        let subtype = if self.subtype.is_null() {
            ARRAY_TYPE.ptr()
        } else {
            self.subtype
        };
        if self.data.is_none() {
            self.finalize_descr()?;
        }
        // SAFETY: subtype is ndarray or a subtype; fields are filled below before anyone sees the object.
        let out: Own<Array> = unsafe { types::alloc(subtype, 0)? };
        let ndim = self.shape.len();
        let dims = memory::allocate_dims(ndim)?;
        // SAFETY: the object is fresh and ours; dims has room for 2 * ndim entries.
        unsafe {
            let a = out.raw();
            (*a).nd = ndim as c_int;
            (*a).dimensions = dims;
            (*a).strides = dims.wrapping_add(ndim);
            (*a).descr = self.descr.clone().into_ptr().cast();
            if ndim > 0 {
                std::ptr::copy_nonoverlapping(self.shape.as_ptr(), dims, ndim);
                let strides = std::slice::from_raw_parts_mut((*a).strides, ndim);
                match self.strides {
                    // Fresh memory without elements: nothing to step over.
                    _ if nbytes == 0 && self.data.is_none() => strides.fill(0),
                    Some(s) => strides.copy_from_slice(s),
                    None => fill_strides(
                        strides,
                        self.shape,
                        self.descr.elsize(),
                        self.flags & NPY_ARRAY_F_CONTIGUOUS != 0
                            && self.flags & NPY_ARRAY_C_CONTIGUOUS == 0,
                    ),
                }
            }
            match self.data {
                Some(p) => {
                    (*a).data = p.cast();
                    (*a).flags = self.flags & !NPY_ARRAY_OWNDATA;
                }
                None => self.allocate_data(&out, nbytes)?,
            }
        }
        update_flags(&out, NPY_ARRAY_UPDATE_ALL);
        if self.descr.elsize() == 0 && self.strides.is_none() {
            self.keep_asked_order(&out);
        }
        if let Some(base) = self.base.take() {
            set_base(&out, base)?;
        }
        if subtype != ARRAY_TYPE.ptr() {
            let data = out.data();
            finalize(&out, self.obj)?;
            // What is made here is about to be filled as it was asked for.
            if out.data() != data || out.nbytes() < nbytes as isize && self.data.is_none() {
                return Err(value_error(
                    "__array_finalize__ has changed the memory of the array",
                ));
            }
        }
        Ok(out)
    }

    /// Strides of elements without size are all 0 and fit both orders; the one asked for counts.
    fn keep_asked_order(&self, out: &Array) {
        if self.shape.contains(&0) || self.shape.iter().filter(|&&d| d != 1).count() < 2 {
            return;
        }
        let fortran =
            self.flags & NPY_ARRAY_F_CONTIGUOUS != 0 && self.flags & NPY_ARRAY_C_CONTIGUOUS == 0;
        out.clear_flags(if fortran {
            NPY_ARRAY_C_CONTIGUOUS
        } else {
            NPY_ARRAY_F_CONTIGUOUS
        });
    }

    /// # Safety
    /// `out` is fresh, with its dims and descr set and no data.
    unsafe fn allocate_data(&self, out: &Array, nbytes: usize) -> Res<()> {
        let zero = self.zeroed || self.descr.has_flag(NPY_NEEDS_INIT);
        // At least one element, so that a size-0 array may be resized or read by careless C code.
        let size = nbytes.max(self.descr.elsize().max(1) as usize);
        let (p, handler) = match memory::allocate(size, zero) {
            Ok(v) => v,
            Err(e) => {
                e.clear();
                return Err(memory::array_memory_error(self.shape, &self.descr));
            }
        };
        // SAFETY: as the caller vouches.
        unsafe {
            let a = out.raw();
            (*a).data = p.cast();
            (*a).mem_handler = handler.into_ptr();
            (*a).flags = NPY_ARRAY_OWNDATA | NPY_ARRAY_WRITEABLE;
        }
        if self.zeroed {
            // SAFETY: fresh elements, zeroed above.
            unsafe {
                (FILL.get().zero)(
                    &self.descr,
                    p,
                    self.descr.elsize(),
                    (nbytes as isize) / self.descr.elsize().max(1),
                )
            }?;
        }
        Ok(())
    }

    fn unpack_subarray(self) -> Res<Own<Array>> {
        let (base, inner) = self
            .descr
            .subarray()
            .map(|(b, s)| (b.own(), s.own()))
            .ok_or_else(Raised::pending)?;
        let inner: Vec<isize> = inner
            .tuple_items()
            .iter()
            .map(|d| d.to_isize())
            .collect::<Res<_>>()?;
        if self.shape.len() + inner.len() > NPY_MAXDIMS {
            return Err(too_many_dims(self.shape.len() + inner.len()));
        }
        let mut shape = Dims::from(self.shape);
        for d in &inner {
            let _fits = shape.push(*d);
        }
        let strides = self.strides.map(|s| {
            let mut all = Dims::from(s);
            let mut tail = Dims::filled(inner.len(), 0);
            fill_strides(&mut tail, &inner, base.elsize(), false);
            for d in tail.iter() {
                let _fits = all.push(*d);
            }
            all
        });
        NewArray {
            descr: base,
            shape: &shape,
            strides: strides.as_deref(),
            ..self
        }
        .build()
    }

    fn give_size(&mut self) -> Res<()> {
        let d = &self.descr;
        if d.has_fields() || !d.is_legacy() {
            return Ok(());
        }
        if !d.is_flexible() {
            return Err(ferronum_pyrt::raised::type_error("Empty data-type"));
        }
        if matches!(d.type_num(), NPY_STRING | NPY_UNICODE)
            && !self.allow_empty_string
            && self.data.is_none()
        {
            let size = if d.type_num() == NPY_STRING { 1 } else { 4 };
            self.descr = crate::dtype::copy::with_elsize(d, size)?;
        }
        Ok(())
    }

    fn finalize_descr(&mut self) -> Res<()> {
        if self.descr.is_legacy() {
            return Ok(());
        }
        // SAFETY: the slot returns a new reference or NULL.
        unsafe {
            if let Some(f) = (*self.descr.class().slots()).finalize_descr {
                self.descr = Own::from_result(f(self.descr.raw()))?;
            }
        }
        Ok(())
    }
}

/// Recomputes the flags named by `which` (`C_CONTIGUOUS`, `F_CONTIGUOUS`, `ALIGNED`) from the layout.
#[inline]
pub fn update_flags(a: &Array, which: c_int) {
    let which = which & NPY_ARRAY_UPDATE_ALL;
    let mut set = 0;
    if which & (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS) != 0 {
        let (c, f) = contiguity(a.shape(), a.strides(), a.itemsize());
        set |=
            if c { NPY_ARRAY_C_CONTIGUOUS } else { 0 } | if f { NPY_ARRAY_F_CONTIGUOUS } else { 0 };
    }
    if which & NPY_ARRAY_ALIGNED != 0
        && is_aligned_layout(a.data(), a.shape(), a.strides(), a.descr().alignment())
    {
        set |= NPY_ARRAY_ALIGNED;
    }
    a.clear_flags(which);
    a.enable_flags(set & which);
}

/// Makes `base` the owner of `a`'s memory (`PyArray_SetBaseObject`; takes the reference, also on error).
/// Chains of views of the same type collapse to the owner of the memory.
pub fn set_base(a: &Array, base: Owned) -> Res<()> {
    let mut base = base;
    if a.base().is_some() {
        return Err(value_error(
            "Cannot set the NumPy array 'base' dependency more than once",
        ));
    }
    let mut first = true;
    while let Some(owner) = base.downcast::<Array>() {
        if owner.is(a) {
            return Err(value_error(
                "Cannot create a circular NumPy array 'base' dependency",
            ));
        }
        if first && owner.flags() & NPY_ARRAY_WARN_ON_WRITE != 0 {
            a.enable_flags(NPY_ARRAY_WARN_ON_WRITE);
        }
        first = false;
        if owner.has_flags(NPY_ARRAY_OWNDATA) {
            break;
        }
        let Some(next) = owner.base() else { break };
        if next.type_ptr() != a.type_ptr() {
            break;
        }
        let next = next.own();
        base = next;
    }
    // SAFETY: the field takes the reference.
    unsafe { (*a.raw()).base = base.into_ptr() };
    Ok(())
}

/// Calls `__array_finalize__(obj)` of a subclass instance.
pub fn finalize(a: &Array, obj: Option<&Object>) -> Res<()> {
    let func = a.type_object().getattr(intern!("__array_finalize__"))?;
    // ndarray's own does nothing.
    // SAFETY: a live type; its attribute is there for good.
    let own = unsafe { Object::from_ptr(ARRAY_TYPE.ptr().cast()) };
    if func.is(&*own.getattr(intern!("__array_finalize__"))?) {
        return Ok(());
    }
    if func.is_capsule() {
        // SAFETY: the documented protocol of capsules here: a PyArray_FinalizeFunc without a name.
        unsafe {
            let p = ffi::PyCapsule_GetPointer(func.as_ptr(), std::ptr::null());
            if p.is_null() {
                return Err(Raised::pending());
            }
            let f: PyArray_FinalizeFunc = std::mem::transmute(p);
            return match f {
                Some(f) => ferronum_pyrt::raised::check_status(f(
                    a.raw(),
                    obj.map_or(std::ptr::null_mut(), |o| o.as_ptr()),
                )),
                None => Ok(()),
            };
        }
    }
    func.call(&[a, obj.unwrap_or(none())]).map(drop)
}

/// How elements that hold references begin: `count` of them from an address, so many bytes apart.
pub type Begin = unsafe fn(&Descr, *mut u8, isize, isize) -> Res<()>;

/// What fresh memory is filled with where it holds references; `casting` knows how.
pub struct Fill {
    /// With zeros of the dtype.
    pub zero: Begin,
    /// With `None` where objects are.
    pub none: Begin,
}

/// Filled by `casting::init`.
pub static FILL: Hook<Fill> = Hook::new();

/// Makes every object of a fresh array `None`; fields of other dtypes stay as they are.
pub fn fill_none(a: &Array) -> Res<()> {
    let size = a.itemsize();
    if !a.descr().has_references() || size == 0 || a.strides().iter().any(|s| s % size != 0) {
        return Ok(());
    }
    // SAFETY: the elements of the block, one after another, which hold NULL until now.
    unsafe { (FILL.get().none)(a.descr(), a.data(), size, a.size()) }
}

/// A new ndarray of uninitialised memory (`order`: `NPY_CORDER` or `NPY_FORTRANORDER`).
#[inline]
pub fn empty(shape: &[isize], descr: Own<Descr>, order: NPY_ORDER) -> Res<Own<Array>> {
    NewArray {
        flags: order_flag(order),
        ..NewArray::new(descr, shape)
    }
    .build()
}

/// A new ndarray of zeros.
#[inline]
pub fn zeros(shape: &[isize], descr: Own<Descr>, order: NPY_ORDER) -> Res<Own<Array>> {
    NewArray {
        flags: order_flag(order),
        zeroed: true,
        ..NewArray::new(descr, shape)
    }
    .build()
}

fn order_flag(order: NPY_ORDER) -> c_int {
    if order == NPY_FORTRANORDER {
        NPY_ARRAY_F_CONTIGUOUS
    } else {
        0
    }
}

/// `np.empty_like`: the layout of `prototype` in `order` (K keeps it), dtype and shape replaced where given.
pub fn empty_like(
    prototype: &Array,
    order: NPY_ORDER,
    descr: Option<Own<Descr>>,
    shape: Option<&[isize]>,
    subok: bool,
) -> Res<Own<Array>> {
    let descr = descr.unwrap_or_else(|| prototype.descr().own());
    let dims = Dims::from(shape.unwrap_or(prototype.shape()));
    let order = match order {
        NPY_KEEPORDER if dims.len() != prototype.ndim() => NPY_CORDER,
        NPY_KEEPORDER if prototype.is_c_contiguous() || prototype.ndim() <= 1 => NPY_CORDER,
        NPY_KEEPORDER if prototype.is_f_contiguous() => NPY_FORTRANORDER,
        NPY_ANYORDER if prototype.is_f_contiguous() && !prototype.is_c_contiguous() => {
            NPY_FORTRANORDER
        }
        NPY_ANYORDER => NPY_CORDER,
        other => other,
    };
    let strides = (order == NPY_KEEPORDER).then(|| {
        let mut strides = Dims::filled(dims.len(), 0);
        let mut step = descr.elsize();
        for axis in axes_by_stride(prototype.strides()).iter().rev() {
            let axis = *axis as usize;
            strides[axis] = step;
            if dims[axis] != 0 {
                step = step.wrapping_mul(dims[axis]);
            }
        }
        strides
    });
    NewArray {
        subtype: if subok {
            prototype.subtype()
        } else {
            std::ptr::null_mut()
        },
        strides: strides.as_deref(),
        flags: order_flag(order),
        obj: if subok { Some(prototype) } else { None },
        ..NewArray::new(descr, &dims)
    }
    .build()
}

/// A view of `a`'s memory: same type, given descr, shape and strides, data at `data`.
pub fn view(
    a: &Array,
    descr: Own<Descr>,
    shape: &[isize],
    strides: &[isize],
    data: *mut u8,
) -> Res<Own<Array>> {
    view_as(a, a.subtype(), descr, shape, strides, data)
}

/// `a`, or a plain view of an array of a subclass: what steps work on whose classes nobody is told about.
#[inline]
pub fn plain(a: &Array) -> Res<Own<Array>> {
    if a.is_exact() {
        return Ok(a.own());
    }
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    view_as(
        a,
        ARRAY_TYPE.ptr(),
        a.descr().own(),
        &shape,
        &strides,
        a.data(),
    )
}

/// A view of `a`'s memory as another array type.
pub fn view_as(
    a: &Array,
    subtype: *mut ffi::PyTypeObject,
    descr: Own<Descr>,
    shape: &[isize],
    strides: &[isize],
    data: *mut u8,
) -> Res<Own<Array>> {
    NewArray {
        subtype,
        strides: Some(strides),
        data: Some(data),
        flags: a.flags() & NPY_ARRAY_WRITEABLE,
        obj: Some(a),
        base: Some(a.own().upcast()),
        ..NewArray::new(descr, shape)
    }
    .build()
}

/// A view with axis `i` being axis `perm[i]` of `a`.
pub fn permuted(a: &Array, perm: &[isize]) -> Res<Own<Array>> {
    let (mut shape, mut strides) = (Dims::filled(perm.len(), 0), Dims::filled(perm.len(), 0));
    for (i, &p) in perm.iter().enumerate() {
        shape[i] = a.shape()[p as usize];
        strides[i] = a.strides()[p as usize];
    }
    if a.is_exact() {
        return view(a, a.descr().own(), &shape, &strides, a.data());
    }
    // A subclass's finalizer sees the array before its axes change places.
    let (as_is, steps) = (Dims::from(a.shape()), Dims::from(a.strides()));
    let out = view(a, a.descr().own(), &as_is, &steps, a.data())?;
    if out.shape() == &*as_is {
        crate::storage::base::replace_dims(&out, &shape, &strides)?;
    }
    Ok(out)
}
