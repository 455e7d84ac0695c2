//! The ufuncs behind the operators.

use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_pyrt::{Layout, Object, Res, ffi};

macro_rules! operators {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// The ufuncs behind the operators.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub enum Op { $(#[doc = $name] $variant),* }
        const NAMES: &[&str] = &[$($name),*];
    };
}

operators! {
    Add = "add", Subtract = "subtract", Multiply = "multiply", Remainder = "remainder", Divmod = "divmod",
    Power = "power", LeftShift = "left_shift", RightShift = "right_shift", And = "bitwise_and",
    Or = "bitwise_or", Xor = "bitwise_xor", FloorDivide = "floor_divide", Divide = "divide", Matmul = "matmul",
    Negative = "negative", Positive = "positive", Absolute = "absolute", Invert = "invert",
    Less = "less", LessEqual = "less_equal", Equal = "equal", NotEqual = "not_equal", Greater = "greater",
    GreaterEqual = "greater_equal", Square = "square", Sqrt = "sqrt", Reciprocal = "reciprocal",
    Conjugate = "conjugate", LogicalOr = "logical_or", LogicalAnd = "logical_and", Maximum = "maximum",
    Minimum = "minimum", Clip = "clip", Rint = "rint", TrueDivide = "true_divide",
}

static UFUNCS: [AtomicPtr<ffi::PyObject>; NAMES.len()] =
    [const { AtomicPtr::new(std::ptr::null_mut()) }; NAMES.len()];

/// The ufunc of an operator, borrowed. Known after the module dict is filled.
#[inline(always)]
pub fn ufunc(op: Op) -> &'static Object {
    // SAFETY: set by init_ufuncs() and kept for ever.
    unsafe { Object::from_ptr(UFUNCS[op as usize].load(Ordering::Relaxed)) }
}

/// Looks the operators' ufuncs up in the module's dict.
pub fn init_ufuncs(dict: &Object) -> Res<()> {
    for (cell, name) in UFUNCS.iter().zip(NAMES) {
        let found = match *name {
            "true_divide" => dict.dict_get(&*ferronum_pyrt::str_new("divide")?)?,
            name => dict.dict_get(&*ferronum_pyrt::str_new(name)?)?,
        };
        let Some(f) = found else {
            return Err(ferronum_pyrt::raised::system_error(&format!(
                "ufunc {name} is missing from the core"
            )));
        };
        cell.store(f.into_ptr(), Ordering::Relaxed);
    }
    Ok(())
}
