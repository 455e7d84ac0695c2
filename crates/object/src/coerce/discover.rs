//! Discovery: one pass over nested sequences that finds shape and dtype, and remembers every sequence and
//! array that it looked into, so that the second pass need not ask again.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{enter_recursive, exc, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi};

use crate::casting::cast_descr_to_class;
use crate::coerce::as_array;
use crate::coerce::promote::{object_where_none, promote_types};
use crate::coerce::protocols;
use crate::coerce::protocols::CopyMode;
use crate::coerce::pytype;
use crate::dtype::builtin;
use crate::model::Dims;
use crate::model::array::Array;
use crate::model::{DTypeClass, Descr};

/// A sequence or array that was looked into.
pub(crate) struct Entry {
    /// The object as it stood in its parent.
    pub object: Owned,
    pub content: Content,
    /// Dimensions outside it.
    pub depth: usize,
}

pub(crate) enum Content {
    Array(Own<Array>),
    /// A snapshot as a tuple.
    Sequence(Owned),
    /// A list or tuple whose items are all of one of Python's own types: no code can run while it is read.
    Uniform(Owned, Uniform),
}

/// What all items of a flat list are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Uniform {
    Float,
    Int,
    Bool,
    Other,
}

/// What the first pass found.
pub(crate) struct Found {
    /// `None` for empty sequences.
    pub descr: Option<Own<Descr>>,
    pub shape: Dims,
    /// In the order of the walk, outer before inner; empty for a single scalar.
    pub entries: Vec<Entry>,
    /// `__array__` of the object itself made the copy that was asked for.
    pub copied: bool,
}

/// What the caller wants.
pub(crate) struct Wanted<'a> {
    pub max_dims: usize,
    pub descr: Option<&'a Descr>,
    pub class: Option<&'a DTypeClass>,
    pub copy: CopyMode,
}

struct Finder<'a> {
    wanted: &'a Wanted<'a>,
    /// The dtype is settled, elements are not asked.
    settled: bool,
    descr: Option<Own<Descr>>,
    shape: [isize; NPY_MAXDIMS],
    max_dims: usize,
    ragged: bool,
    tuples_are_elements: bool,
    strings_are_sequences: bool,
    entries: Vec<Entry>,
    copied: bool,
}

/// The items of a sequence. What cannot be iterated says so in one way, whatever its class said.
fn snapshot(obj: &Object) -> Res<Owned> {
    if obj.is_list_exact() || obj.is_tuple_exact() {
        return obj.to_tuple();
    }
    match obj.iter() {
        Ok(items) => items.to_tuple(),
        Err(e) if e.matches(exc::TypeError()) => {
            e.clear();
            Err(type_error("Could not convert object to sequence"))
        }
        Err(e) => Err(e),
    }
}

/// The first pass.
pub(crate) fn find(obj: &Object, wanted: &Wanted<'_>) -> Res<Found> {
    let mut f = Finder {
        wanted,
        settled: false,
        descr: None,
        shape: [-1; NPY_MAXDIMS],
        max_dims: wanted.max_dims.min(NPY_MAXDIMS),
        ragged: false,
        tuples_are_elements: false,
        strings_are_sequences: false,
        entries: Vec::new(),
        copied: false,
    };
    if let Some(d) = wanted.descr {
        f.settled = true;
        f.descr = Some(d.own());
        if d.type_num() == NPY_VOID && (d.has_fields() || d.has_subarray()) {
            f.tuples_are_elements = true;
        }
        if d.type_num() == NPY_STRING && d.char() == NPY_CHARLTR {
            f.strings_are_sequences = true;
        }
    } else if let Some(c) = wanted.class
        && !c.is_parametric()
        && !c.is_abstract()
    {
        f.settled = true;
        f.descr = Some(c.default_descr()?);
    }
    f.visit(obj, 0)?;
    let ndim = f.max_dims;
    if f.ragged {
        let object = f.descr.as_ref().is_some_and(|d| d.is_object());
        let wants_object = wanted.descr.is_some_and(Descr::is_object)
            || wanted.class.is_some_and(|c| c.type_num() == NPY_OBJECT);
        if !(object && wants_object) {
            return Err(f.ragged_error(ndim));
        }
        f.entries.retain(|e| match &e.content {
            Content::Array(a) => e.depth < ndim || e.depth == ndim && a.ndim() == 0,
            _ => e.depth < ndim,
        });
    }
    if f.descr.is_none()
        && let Some(c) = wanted.class
    {
        f.descr = Some(default_for_nothing(c)?);
    }
    Ok(Found {
        descr: f.descr,
        shape: Dims::from(&f.shape[..ndim]),
        entries: f.entries,
        copied: f.copied,
    })
}

impl Finder<'_> {
    #[cold]
    fn ragged_error(&self, ndim: usize) -> Raised {
        if ndim == self.wanted.max_dims.min(NPY_MAXDIMS) {
            return value_error(&format!(
                "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of {ndim}."
            ));
        }
        value_error(&format!(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after {ndim} dimensions. The detected shape was {} + inhomogeneous part.",
            ferronum_pyrt::ops::tuple_of_ints(&self.shape[..ndim])
                .and_then(|t| t.str_text())
                .unwrap_or_default()
        ))
    }

    /// Notes the sizes that were found at `depth`; false (and fewer usable dimensions) where they contradict.
    fn update_shape(&mut self, depth: usize, sizes: &[isize], sequence: bool) -> bool {
        let mut fits = true;
        let mut sizes = sizes;
        if depth + sizes.len() > self.max_dims {
            fits = false;
            sizes = &sizes[..self.max_dims.saturating_sub(depth)];
        } else if !sequence && self.max_dims != depth + sizes.len() {
            // A leaf says how deep the array is.
            self.max_dims = depth + sizes.len();
            if self.shape[self.max_dims] >= 0 {
                fits = false;
            }
        }
        for (i, &n) in sizes.iter().enumerate() {
            let known = &mut self.shape[depth + i];
            if *known < 0 {
                *known = n;
            } else if *known != n {
                fits = false;
                self.max_dims = depth + i;
                break;
            }
        }
        fits
    }

    fn visit(&mut self, obj: &Object, depth: usize) -> Res<()> {
        if let Some(a) = obj.downcast::<Array>() {
            return self.array(obj, a.own(), depth);
        }
        let textual = obj.is_str() || obj.is_bytes();
        let single = || obj.len().is_ok_and(|n| n == 1);
        if !(self.strings_are_sequences && textual && !single()) {
            if let Some(class) = pytype::class_of_element(obj, self.fixed_class())? {
                return self.scalar(obj, Some(&class), depth);
            }
            if !textual {
                // The dtype that is settled is told to all; a copy is asked of the object itself.
                let descr = self.descr.as_ref().filter(|_| self.settled).cloned();
                let copy = match (depth, self.wanted.copy) {
                    (0, copy) => copy,
                    (_, CopyMode::Never) => CopyMode::Never,
                    _ => CopyMode::IfNeeded,
                };
                if let Some(found) = protocols::array_from_like(obj, descr.as_deref(), false, copy)?
                {
                    if depth == 0 {
                        self.copied = found.copied;
                    }
                    return self.array(obj, found.array, depth);
                }
            }
        }
        let sequence = self.is_sequence(obj)?;
        if depth >= self.max_dims || !sequence {
            self.scalar(obj, None, depth)?;
            // A sequence where no more dimensions are left.
            self.ragged |= sequence;
            return Ok(());
        }
        self.sequence(obj, depth)
    }

    fn fixed_class(&self) -> Option<&DTypeClass> {
        match self.wanted.descr {
            Some(d) => Some(d.class()),
            None => self.wanted.class,
        }
    }

    /// Has a length and items; errors other than lack of memory or depth count as "no".
    fn is_sequence(&self, obj: &Object) -> Res<bool> {
        if self.tuples_are_elements && obj.is_tuple() {
            return Ok(false);
        }
        if obj.is_list_exact() || obj.is_tuple_exact() {
            return Ok(true);
        }
        if obj.is_none() || !obj.is_sequence() {
            return Ok(false);
        }
        // SAFETY: a live object.
        if unsafe { ffi::PySequence_Size(obj.as_ptr()) } >= 0 {
            return Ok(true);
        }
        let e = Raised::pending();
        // SAFETY: the memory error class lives as long as the interpreter.
        let memory = unsafe { Object::from_ptr(ffi::PyExc_MemoryError) };
        if e.matches(exc::RecursionError()) || e.matches(memory) {
            return Err(e);
        }
        e.clear();
        Ok(false)
    }

    fn sequence(&mut self, obj: &Object, depth: usize) -> Res<()> {
        let _level = enter_recursive(c" while looking into a nested sequence")?;
        if let Some(kind) = self.uniform(obj, depth)? {
            self.entries.push(Entry {
                object: obj.own(),
                content: Content::Uniform(obj.own(), kind),
                depth,
            });
            return Ok(());
        }
        let items = match snapshot(obj) {
            Ok(t) => t,
            Err(e) => {
                // SAFETY: the memory error class lives as long as the interpreter.
                let memory = unsafe { Object::from_ptr(ffi::PyExc_MemoryError) };
                if e.matches(exc::RecursionError()) || e.matches(memory) {
                    return Err(e);
                }
                // Something with a length that cannot be iterated: an element.
                if e.matches(exc::KeyError()) {
                    e.clear();
                    return self.scalar(obj, None, depth);
                }
                return Err(e);
            }
        };
        let n = items.tuple_len();
        if !self.update_shape(depth, &[n as isize], true) {
            self.ragged = true;
            return Ok(());
        }
        self.entries.push(Entry {
            object: obj.own(),
            content: Content::Sequence(items.clone()),
            depth,
        });
        if n == 0 {
            self.max_dims = depth + 1;
            return Ok(());
        }
        for item in items.tuple_items() {
            self.visit(item, depth + 1)?;
        }
        Ok(())
    }

    /// Lists and tuples of nothing but Python's own numbers (or strings, where the dtype is settled) in one
    /// tight loop. `None` where the general way has to be taken.
    fn uniform(&mut self, obj: &Object, depth: usize) -> Res<Option<Uniform>> {
        if !(obj.is_list_exact() || obj.is_tuple_exact()) {
            return Ok(None);
        }
        // SAFETY: a list or tuple of n non-NULL items; nothing below runs Python code until the scan is over.
        let items = unsafe { fast_items(obj) };
        let Some(first) = items.first() else {
            return Ok(None);
        };
        let ty = first.type_ptr();
        let kind = match crate::dtype::scalar_classes::python_number(first) {
            Some(NPY_DOUBLE) => Uniform::Float,
            Some(NPY_LONG) => Uniform::Int,
            Some(NPY_BOOL) => Uniform::Bool,
            Some(NPY_UNICODE | NPY_STRING | NPY_CDOUBLE)
                if self.settled && !self.strings_are_sequences =>
            {
                Uniform::Other
            }
            _ => return Ok(None),
        };
        if items.iter().any(|o| o.type_ptr() != ty) {
            return Ok(None);
        }
        // A class without an instance asks each element.
        if !self.settled {
            if self.wanted.class.is_some() {
                return Ok(None);
            }
            if kind == Uniform::Int {
                for o in items {
                    // All fit 64 bits, or the general way decides.
                    if o.int_to_i64()?.is_err() {
                        return Ok(None);
                    }
                }
            }
        } else if let Some(d) = &self.descr {
            // DTypes of extensions may treat even these as they like.
            if !d.is_legacy() || d.is_user_defined() {
                return Ok(None);
            }
        }
        if depth + 1 > self.max_dims {
            return Ok(None);
        }
        let n = items.len() as isize;
        if !self.update_shape(depth, &[n], true) || !self.update_shape(depth + 1, &[], false) {
            self.ragged = true;
        }
        if !self.settled {
            let t = match kind {
                Uniform::Float => NPY_DOUBLE,
                Uniform::Int => NPY_LONG,
                _ => NPY_BOOL,
            };
            self.promote(builtin(t).own())?;
        }
        Ok(Some(kind))
    }

    fn scalar(&mut self, obj: &Object, class: Option<&DTypeClass>, depth: usize) -> Res<()> {
        if !self.update_shape(depth, &[], false) {
            self.ragged = true;
            return Ok(());
        }
        if self.settled {
            return Ok(());
        }
        let descr = match (class, self.wanted.class) {
            (None, None) => builtin(NPY_OBJECT).own(),
            (None, Some(fixed)) => pytype::discover(fixed, obj)?,
            (Some(c), _) => pytype::discover(c, obj)?,
        };
        let descr = match self.wanted.class {
            Some(fixed) if !descr.class().is(fixed) => to_class(&descr, fixed)?,
            _ => descr,
        };
        self.promote(descr)
    }

    fn array(&mut self, obj: &Object, a: Own<Array>, depth: usize) -> Res<()> {
        let shape = Dims::from(a.shape());
        let fits = if depth == 0 {
            // By itself it may have any number of dimensions; whoever asked looks at them.
            self.max_dims = shape.len();
            self.shape[..shape.len()].copy_from_slice(&shape);
            true
        } else {
            self.update_shape(depth, &shape, false)
        };
        let descr = a.descr().own();
        let content = a.clone();
        self.entries.push(Entry {
            object: obj.own(),
            content: Content::Array(content),
            depth,
        });
        if !fits {
            self.ragged = true;
            return Ok(());
        }
        if self.settled {
            return Ok(());
        }
        let descr = match self.wanted.class {
            None => descr,
            Some(fixed) => crate::casting::astype::adapt_to_class(&a, fixed)?,
        };
        self.promote(descr)
    }

    fn promote(&mut self, descr: Own<Descr>) -> Res<()> {
        let Some(old) = &self.descr else {
            self.descr = Some(descr);
            return Ok(());
        };
        let common = promote_types(&descr, old);
        self.descr = Some(match self.wanted.class {
            Some(_) => common?,
            None => common.or_else(object_where_none)?,
        });
        Ok(())
    }
}

fn to_class(descr: &Descr, class: &DTypeClass) -> Res<Own<Descr>> {
    if class.is_abstract() {
        return Ok(descr.own());
    }
    cast_descr_to_class(descr, class)
}

/// The items of a list or tuple as they lie in it.
///
/// # Safety
/// A list or tuple that nobody changes while the result is used.
pub(crate) unsafe fn fast_items(obj: &Object) -> &[&Object] {
    if obj.is_tuple() {
        return obj.tuple_items();
    }
    // SAFETY: ob_item is an array of non-NULL pointers, as long as the list is not changed.
    unsafe {
        let n = ffi::PyList_GET_SIZE(obj.as_ptr()) as usize;
        if n == 0 {
            return &[];
        }
        std::slice::from_raw_parts(
            (*obj.as_ptr().cast::<ffi::PyListObject>()).ob_item.cast(),
            n,
        )
    }
}

/// The instance of a parametric class that holds all elements of an object array.
pub(crate) fn class_of_elements(a: &Array, class: &DTypeClass) -> Res<Own<Descr>> {
    let flat = crate::casting::copy_array::flatten(a, NPY_CORDER)?;
    let flat = as_array(&flat)?;
    let mut out: Option<Own<Descr>> = None;
    let n = flat.size();
    for i in 0..n {
        // SAFETY: a fresh contiguous object array of n elements.
        let value =
            unsafe { crate::casting::item::get_object(flat.data().offset(i * flat.itemsize())) };
        let own = pytype::class_of_element(&value, Some(class))?;
        let d = match own {
            Some(c) => pytype::discover(&c, &value)?,
            // Strings are made with str(), whatever the element is.
            None if matches!(class.type_num(), NPY_STRING | NPY_UNICODE) => {
                pytype::discover(class, &*value.str()?)?
            }
            None => pytype::discover(class, &value)?,
        };
        let d = if d.class().is(class) {
            d
        } else {
            to_class(&d, class)?
        };
        out = Some(match out {
            None => d,
            Some(old) if old.is(&d) => old,
            Some(old) => promote_types(&d, &old)?,
        });
    }
    match out {
        Some(d) => Ok(d),
        None => default_for_nothing(class),
    }
}

/// The instance for no elements at all. Void takes the size of the default dtype, a double.
fn default_for_nothing(class: &DTypeClass) -> Res<Own<Descr>> {
    if class.type_num() == NPY_VOID {
        return crate::casting::raw_void(8);
    }
    class.default_descr()
}
