//! From any Python object to an array: dtype and shape discovery, array protocols, element assignment.
//! The one way in for `np.array`, ufunc operands, `a[...] = value` and `PyArray_FromAny`.

pub mod builtin_slots;
pub(crate) mod cast_functions;
pub mod contiguous;
pub(crate) mod discover;
pub mod dtype_c_api;
pub mod dtype_functions;
pub(crate) mod fill;
pub mod finfo;
pub mod promote;
pub mod protocols;
pub mod pytype;
pub mod wish;

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Raised, Res};

use crate::casting::{self, astype::equivalent, can_cast_array, casting_error};
use crate::coerce::promote::common_dtype;
use crate::dtype::{abstracts, builtin};
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::descr::Descr;
use crate::model::dims::Dims;
use crate::model::dtype_class::DTypeClass;
use crate::model::errors::require_writeable;
use crate::model::scalar_types::GENERIC;
use crate::model::walked::Walked;
use crate::storage::base::set_writeback_base;
use crate::storage::create::{NewArray, empty_like, view_as};

pub use crate::coerce::protocols::CopyMode;

use crate::coerce::discover::{Content, Wanted};

/// Tells the floors below how values of Python become elements. After `casting::init`.
pub fn init() {
    casting::hooks::COERCION.fill(casting::hooks::Coercion {
        class_of_value: pytype::class_of_value,
        discover: pytype::discover,
        class_of_elements: discover::class_of_elements,
        common_dtype: promote::common_dtype,
        assign_object,
    });
}

/// What the caller wants of the array.
#[derive(Default)]
pub struct AnyOptions<'a> {
    /// Wanted dtype.
    pub descr: Option<&'a Descr>,
    /// Wanted DType class, where no instance is given.
    pub class: Option<&'a DTypeClass>,
    /// Least number of dimensions (0: any).
    pub min_depth: usize,
    /// Greatest number of dimensions (0: `NPY_MAXDIMS`).
    pub max_depth: usize,
    /// No deeper than this: sequences beyond are elements (`ndmax=`).
    pub dims_limit: Option<usize>,
    /// `NPY_ARRAY_*` requirements (`ENSURECOPY`, `ENSURENOCOPY`, `FORCECAST`, `ENSUREARRAY`, `WRITEBACKIFCOPY`, …).
    pub flags: c_int,
    /// Passed as `context`-free hint: the object came from a ufunc call, so a Python int/float/complex is
    /// marked with `NPY_ARRAY_WAS_PYTHON_*`.
    pub mark_python_scalars: bool,
}

/// A flag of our own beside `NPY_ARRAY_*`: arrays are cast within their kind, where `FORCECAST` is not set.
pub const CAST_SAME_KIND: c_int = 1 << 24;

/// The error of `copy=False`.
#[cold]
pub fn no_copy_error() -> Raised {
    value_error(
        "Unable to avoid copy while creating an array as requested.\n\
         If using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\n\
         For more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.",
    )
}

/// `PyArray_FromAny`: a new reference to the object itself where it already fits, else a new array.
pub fn from_any(obj: &Object, options: &AnyOptions<'_>) -> Res<Own<Array>> {
    if let Some(d) = options.descr
        && asks_for_parameters(d)
    {
        return from_any(
            obj,
            &AnyOptions {
                descr: None,
                class: Some(d.class()),
                ..*options
            },
        );
    }
    if let Some(a) = obj.downcast::<Array>() {
        let adapted;
        let descr = match (options.descr, options.class) {
            (Some(d), _) => Some(d),
            (None, Some(c)) => {
                adapted = casting::astype::adapt_to_class(a, c)?;
                Some(&*adapted)
            }
            (None, None) => None,
        };
        check_depth(a.ndim(), options)?;
        return from_array(a, descr, options.flags);
    }
    if options.mark_python_scalars
        && let Some(a) = marked_scalar(obj, options)?
    {
        return Ok(a);
    }
    let copy = if options.flags & NPY_ARRAY_ENSURECOPY != 0 {
        CopyMode::Always
    } else if options.flags & NPY_ARRAY_ENSURENOCOPY != 0 {
        CopyMode::Never
    } else {
        CopyMode::IfNeeded
    };
    let found = crate::coerce::discover::find(
        obj,
        &Wanted {
            max_dims: match (options.dims_limit, options.max_depth) {
                (Some(n), _) => n,
                (None, 0) => NPY_MAXDIMS,
                (None, n) => n,
            },
            descr: options.descr,
            class: options.class,
            copy,
        },
    )?;
    check_depth(found.shape.len(), options)?;
    let from_array_like = matches!(
        found.entries.as_slice(),
        [only] if matches!(only.content, Content::Array(_))
    );
    if options.flags & NPY_ARRAY_WRITEBACKIFCOPY != 0 && !from_array_like {
        return Err(ferronum_pyrt::raised::type_error(
            "WRITEBACKIFCOPY used for non-array input.",
        ));
    }
    let descr = match found.descr {
        Some(d) => d,
        None => builtin(NPY_DOUBLE).own(),
    };
    if let [only] = found.entries.as_slice()
        && let Content::Array(a) = &only.content
    {
        let mut flags = options.flags;
        if found.copied {
            flags &= !NPY_ARRAY_ENSURECOPY;
        }
        let wanted = (options.descr.is_some() || options.class.is_some()).then_some(&*descr);
        return from_array(a, wanted, flags);
    }
    if found.entries.is_empty()
        && options.descr.is_none()
        && options.class.is_none()
        && let Some(view) = void_scalar_view(obj)?
    {
        return Ok(view);
    }
    if copy == CopyMode::Never {
        return Err(no_copy_error());
    }
    let fortran =
        options.flags & NPY_ARRAY_F_CONTIGUOUS != 0 && options.flags & NPY_ARRAY_C_CONTIGUOUS == 0;
    let out = NewArray {
        // Elements with axes of their own lie together while they are filled.
        flags: if fortran && !descr.has_subarray() {
            NPY_ARRAY_F_CONTIGUOUS
        } else {
            0
        },
        ..NewArray::new(descr.clone(), &found.shape)
    }
    .build()?;
    let n = found.shape.len();
    // A flexible dtype without size becomes one character wide; a subarray's axes belong to its elements.
    let element = if descr.has_subarray() {
        descr
    } else {
        out.descr().own()
    };
    // SAFETY: the fresh array's memory; its outer axes are those that were found.
    unsafe {
        if found.entries.is_empty() && is_cast(obj, &element) {
            // A scalar of ours by itself is cast, where its place in a sequence would ask it for an int.
            let own = crate::casting::to_array(obj)?;
            if is_signed(element.type_num()) && !can_cast_array(&own, &element, NPY_UNSAFE_CASTING)?
            {
                return Err(casting_error(
                    own.descr(),
                    &element,
                    NPY_UNSAFE_CASTING,
                    true,
                ));
            }
            casting::item::cast_element(own.descr(), own.data(), &element, out.data())?;
        } else if found.entries.is_empty() {
            casting::set_item(&element, out.data(), obj)?;
        } else {
            crate::coerce::fill::fill(
                &crate::coerce::fill::Target {
                    descr: &element,
                    data: out.data(),
                    shape: &found.shape,
                    strides: &Dims::from(&out.strides()[..n]),
                    aligned: out.is_aligned(),
                },
                &found.entries,
            )?;
        }
    }
    if fortran && !out.is_f_contiguous() {
        return crate::casting::copy_array::copy(&out, NPY_FORTRANORDER);
    }
    Ok(out)
}

/// Integers that know all scalars, and say so when they cannot take them.
pub(crate) fn is_signed(t: i32) -> bool {
    matches!(t, NPY_BYTE | NPY_SHORT | NPY_INT | NPY_LONG | NPY_LONGLONG)
}

/// A dtype without a size or unit: these come from the data, as for its bare class.
pub(crate) fn asks_for_parameters(d: &Descr) -> bool {
    let generic = |m: PyArray_DatetimeMetaData| m.base == NPY_FR_GENERIC;
    d.is_unsized() || d.is_datetime_like() && d.datetime_meta().is_none_or(generic)
}

/// The value's bytes as elements of `descr` where that has no size or unit of its own: `flat`, `put` and the like
/// store what was found as it is.
pub(crate) fn as_elements_of(v: Own<Array>, descr: &Descr) -> Res<Own<Array>> {
    if !asks_for_parameters(descr) || v.descr().is(descr) || v.type_num() != descr.type_num() {
        return Ok(v);
    }
    let (shape, strides) = (Dims::from(v.shape()), Dims::from(v.strides()));
    view_as(
        &v,
        ARRAY_TYPE.ptr(),
        descr.own(),
        &shape,
        &strides,
        v.data(),
    )
}

/// Scalars of ours are cast, but for those that a dtype stores in its own way: structures, times in units of time, and
/// everything in StringDType, which look at more than a cast does.
fn is_cast(obj: &Object, to: &Descr) -> bool {
    let text = matches!(to.type_num(), NPY_STRING | NPY_UNICODE);
    let time = || {
        matches!(
            crate::model::scalar_types::type_num_of(obj.type_ptr()),
            NPY_DATETIME | NPY_TIMEDELTA
        )
    };
    let own = |t: i32| {
        let of_obj = crate::model::scalar_types::type_num_of(obj.type_ptr());
        to.type_num() == t && of_obj == t
    };
    let read = to.is_datetime_like() && (obj.is_str() || obj.is_bytes());
    let stored =
        own(NPY_VOID) || own(NPY_DATETIME) || own(NPY_TIMEDELTA) || to.type_num() == NPY_VSTRING;
    GENERIC.has_instance(obj) && !to.is_object() && !stored && !(text && time()) && !read
}

fn check_depth(ndim: usize, options: &AnyOptions<'_>) -> Res<()> {
    if ndim < options.min_depth {
        return Err(value_error("object of too small depth for desired array"));
    }
    if options.max_depth != 0 && ndim > options.max_depth
        || options.dims_limit.is_some_and(|n| ndim > n)
    {
        return Err(value_error("object too deep for desired array"));
    }
    Ok(())
}

/// A Python number as a 0-d array that remembers that it was one (NEP 50).
fn marked_scalar(obj: &Object, options: &AnyOptions<'_>) -> Res<Option<Own<Array>>> {
    if options.descr.is_some() || options.class.is_some() {
        return Ok(None);
    }
    let mark = match crate::dtype::scalar_classes::python_number(obj) {
        Some(NPY_DOUBLE) => NPY_ARRAY_WAS_PYTHON_FLOAT,
        Some(NPY_LONG) => NPY_ARRAY_WAS_PYTHON_INT,
        Some(NPY_CDOUBLE) => NPY_ARRAY_WAS_PYTHON_COMPLEX,
        _ => return Ok(None),
    };
    let plain = AnyOptions {
        mark_python_scalars: false,
        ..*options
    };
    let a = from_any(obj, &plain)?;
    a.enable_flags(mark);
    Ok(Some(a))
}

/// Void scalars that view an array's memory give a view of it.
fn void_scalar_view(obj: &Object) -> Res<Option<Own<Array>>> {
    if !obj.is_instance_of(builtin(NPY_VOID).typeobj()) {
        return Ok(None);
    }
    // SAFETY: void scalars have this struct; the scalar is kept alive by the array.
    unsafe {
        let s = obj.as_ptr().cast::<PyVoidScalarObject>();
        if (*s).flags & NPY_ARRAY_OWNDATA != 0 {
            return Ok(None);
        }
        let Some(d) = Descr::from_ptr_opt((*s).descr.cast()) else {
            return Ok(None);
        };
        NewArray {
            data: Some((*s).obval.cast()),
            flags: (*s).flags & NPY_ARRAY_WRITEABLE,
            base: Some(obj.own()),
            ..NewArray::new(d.own(), &[])
        }
        .build()
        .map(Some)
    }
}

/// `np.asarray(obj)` without wishes.
pub fn as_array(obj: &Object) -> Res<Own<Array>> {
    match obj.downcast::<Array>() {
        Some(a) => Ok(a.own()),
        None => from_any(obj, &AnyOptions::default()),
    }
}

/// The dtype that an object's array would have (`PyArray_DTypeFromObject`); `None` for sequences without elements. Who
/// offers `__array__` is asked for a copy.
pub fn dtype_of(obj: &Object) -> Res<Option<Own<Descr>>> {
    if let Some(a) = obj.downcast::<Array>() {
        return Ok(Some(a.descr().own()));
    }
    let wanted = Wanted {
        max_dims: NPY_MAXDIMS,
        descr: None,
        class: None,
        copy: CopyMode::Always,
    };
    Ok(crate::coerce::discover::find(obj, &wanted)?.descr)
}

/// `PyArray_CheckFromAny`: as `from_any`, with `NOTSWAPPED` and `ELEMENTSTRIDES` among the requirements.
pub fn check_from_any(obj: &Object, options: &AnyOptions<'_>) -> Res<Own<Array>> {
    let mut flags = options.flags;
    let mut native = None;
    if flags & NPY_ARRAY_NOTSWAPPED != 0 {
        match (options.descr, obj.downcast::<Array>()) {
            (None, Some(a)) if !a.descr().is_native() => {
                native = Some(casting::canonical(a.descr())?);
            }
            (Some(d), _) if !d.is_native() => native = Some(casting::canonical(d)?),
            _ => {}
        }
    }
    let element_strides = flags & NPY_ARRAY_ELEMENTSTRIDES != 0;
    flags &= !NPY_ARRAY_ELEMENTSTRIDES;
    let out = from_any(
        obj,
        &AnyOptions {
            descr: native.as_deref().or(options.descr),
            flags,
            ..*options
        },
    )?;
    if element_strides && !has_element_strides(&out) {
        if options.flags & NPY_ARRAY_ENSURENOCOPY != 0 {
            return Err(no_copy_error());
        }
        return crate::casting::copy_array::copy(&out, NPY_ANYORDER);
    }
    Ok(out)
}

/// All strides are multiples of the item size.
fn has_element_strides(a: &Array) -> bool {
    let size = a.itemsize();
    size == 0 || a.strides().iter().all(|s| s % size == 0)
}

/// An existing array brought to `descr` and `flags` (`PyArray_FromArray`).
pub fn from_array(a: &Array, descr: Option<&Descr>, flags: c_int) -> Res<Own<Array>> {
    let own = a.descr().own();
    let (adapted, sized);
    let descr = match descr {
        None => &*own,
        Some(d) if d.is_unsized() && !d.is(&own) => {
            adapted = casting::astype::adapt_to_class(a, d.class())?;
            if adapted.is_unsized() && own.is_object() {
                // Nothing but empty strings: the size of a reference, as ever.
                sized = crate::dtype::create::flexible(d.type_num(), own.elsize())?;
                &*sized
            } else {
                &*adapted
            }
        }
        Some(d) => d,
    };
    let casting_rule = if flags & NPY_ARRAY_FORCECAST != 0 {
        NPY_UNSAFE_CASTING
    } else if flags & CAST_SAME_KIND != 0 {
        NPY_SAME_KIND_CASTING
    } else {
        NPY_SAFE_CASTING
    };
    if !can_cast_array(a, descr, casting_rule)? {
        return Err(casting_error(&own, descr, casting_rule, a.ndim() == 0));
    }
    let lacks = |bit: c_int| flags & bit != 0 && a.flags() & bit == 0;
    let copy = flags & NPY_ARRAY_ENSURECOPY != 0
        || lacks(NPY_ARRAY_C_CONTIGUOUS)
        || lacks(NPY_ARRAY_ALIGNED)
        || lacks(NPY_ARRAY_F_CONTIGUOUS)
        || lacks(NPY_ARRAY_WRITEABLE)
        || !descr.is(&own) && !equivalent(&own, descr)?;
    if !copy {
        if flags & NPY_ARRAY_ENSUREARRAY != 0 && !a.is_exact() {
            let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
            return view_as(a, ARRAY_TYPE.ptr(), own, &shape, &strides, a.data());
        }
        return Ok(a.own());
    }
    if flags & NPY_ARRAY_ENSURENOCOPY != 0 {
        return Err(no_copy_error());
    }
    let order = if flags & NPY_ARRAY_F_CONTIGUOUS != 0 {
        NPY_FORTRANORDER
    } else if flags & NPY_ARRAY_C_CONTIGUOUS != 0 {
        NPY_CORDER
    } else {
        NPY_KEEPORDER
    };
    let subok = flags & NPY_ARRAY_ENSUREARRAY == 0;
    let request = crate::dtype::parse::DTypeRequest {
        class: descr.class().own(),
        descr: Some(descr.own()),
    };
    let out = if descr.has_subarray() {
        casting::astype(a, &request, order, NPY_UNSAFE_CASTING, subok, true)?
    } else {
        let out = empty_like(a, order, Some(descr.own()), None, subok)?;
        casting::copy_into(&out, a)?;
        out
    };
    if flags & NPY_ARRAY_WRITEBACKIFCOPY != 0 {
        out.enable_flags(NPY_ARRAY_WRITEABLE);
        set_writeback_base(&out, a.own())?;
    }
    Ok(out)
}

/// What `copyto` copies from: Python numbers take the dtype that they and the destination promote to.
pub fn assign_source(value: &Object, dst: &Descr, casting: NPY_CASTING) -> Res<Own<Array>> {
    let weak = abstracts::of_python_number(value).filter(|c| abstracts::is_python(c));
    let common = match weak.map(|c| common_dtype(c, dst.class())) {
        None => None,
        Some(Ok(c)) => Some(c),
        Some(Err(e)) => {
            e.clear();
            None
        }
    };
    let Some(common) = common else {
        return as_array(value);
    };
    let descr = match weak {
        // Instances of a DType of the new kind differ in what they hold.
        Some(_) if common.is_parametric() && !common.is_legacy() => {
            let found = crate::coerce::pytype::discover(&common, value)?;
            if found.class().is(&common) {
                found
            } else {
                common.default_descr()?
            }
        }
        _ => common.default_descr()?,
    };
    if casting == NPY_EQUIV_CASTING && !descr.is_object() {
        let found = crate::coerce::pytype::discover(weak.unwrap_or(&common), value)?;
        if !equivalent(&found, &descr)? {
            return Err(ferronum_pyrt::raised::type_error(&format!(
                "cannot cast Python {} to {} under the casting rule 'equiv'",
                value.type_name(),
                common_name(&descr)?
            )));
        }
    }
    let out = NewArray::new(descr, &[]).build()?;
    // SAFETY: one element of the fresh array.
    unsafe { casting::item::set_by_slot(out.descr(), out.data(), value)? };
    Ok(out)
}

/// The dtype as messages name it, units left out.
fn common_name(descr: &Descr) -> Res<String> {
    match descr.type_num() {
        NPY_TIMEDELTA => Ok("timedelta64".to_owned()),
        _ => descr.str_text(),
    }
}

/// `a[...] = value` for any object (`PyArray_CopyObject`).
pub fn assign_object(a: &Array, value: &Object) -> Res<()> {
    if let Some(src) = value.downcast::<Array>() {
        return casting::copy_into(a, src);
    }
    let descr = a.descr().own();
    if (value.is_str() || value.is_bytes())
        && descr.type_num() == NPY_STRING
        && descr.char() == NPY_CHARLTR
    {
        // One character for each element.
        let src = from_any(
            value,
            &AnyOptions {
                descr: Some(&descr),
                flags: NPY_ARRAY_FORCECAST,
                ..AnyOptions::default()
            },
        )?;
        return casting::copy_into(a, &src);
    }
    let found = crate::coerce::discover::find(
        value,
        &Wanted {
            max_dims: a.ndim(),
            descr: Some(&descr),
            class: None,
            copy: CopyMode::IfNeeded,
        },
    )?;
    if let [only] = found.entries.as_slice()
        && let Content::Array(src) = &only.content
    {
        return casting::copy_into(a, src);
    }
    require_writeable(a, "assignment destination")?;
    let _marks = Walked::new(&[a]);
    if found.entries.is_empty() {
        let mut element = casting::item::Element::new(&descr)?;
        // SAFETY: one element of the descr.
        unsafe {
            casting::set_item(&descr, element.ptr(), value)?;
            return casting::assign_raw_scalar(a, &descr, element.ptr(), None, NPY_UNSAFE_CASTING);
        }
    }
    let shape = Dims::from(a.shape());
    if *found.shape == *shape {
        let strides = Dims::from(a.strides());
        // SAFETY: the array is held and writeable; its shape is the one found.
        return unsafe {
            crate::coerce::fill::fill(
                &crate::coerce::fill::Target {
                    descr: &descr,
                    data: a.data(),
                    shape: &shape,
                    strides: &strides,
                    aligned: a.is_aligned(),
                },
                &found.entries,
            )
        };
    }
    let temporary = NewArray::new(descr.clone(), &found.shape).build()?;
    // SAFETY: fresh memory of the shape found.
    unsafe {
        crate::coerce::fill::fill(
            &crate::coerce::fill::Target {
                descr: temporary.descr(),
                data: temporary.data(),
                shape: &found.shape,
                strides: &Dims::from(temporary.strides()),
                aligned: temporary.is_aligned(),
            },
            &found.entries,
        )?;
    }
    casting::copy_into(a, &temporary)
}
