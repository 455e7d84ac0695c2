//! What casts ask of coercion: which dtype a Python value has, promotion, and assignment of any object.

use ferronum_pyrt::{Object, Own, Res};

use crate::model::hook::Hook;
use crate::model::{Array, DTypeClass, Descr};

/// Filled in by `coerce`.
pub struct Coercion {
    /// The class that a value is a scalar of, if any; the second is the class that is wanted anyway.
    pub class_of_value: fn(&Object, Option<&DTypeClass>) -> Res<Option<Own<DTypeClass>>>,
    /// The descriptor of a scalar of a class.
    pub discover: fn(&DTypeClass, &Object) -> Res<Own<Descr>>,
    /// The instance of a parametric class that holds all elements of an object array.
    pub class_of_elements: fn(&Array, &DTypeClass) -> Res<Own<Descr>>,
    /// The class that two promote to.
    pub common_dtype: fn(&DTypeClass, &DTypeClass) -> Res<Own<DTypeClass>>,
    /// `a[...] = value`.
    pub assign_object: fn(&Array, &Object) -> Res<()>,
}

/// Filled by `coerce::init`.
pub static COERCION: Hook<Coercion> = Hook::new();
