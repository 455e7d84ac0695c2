//! Strings: the string ufuncs over `S`, `U` and StringDType, the arenas of StringDType, `_vec_string`, `compare_chararrays`.

mod dtype;

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    dtype::init()
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(dict: &ferronum_pyrt::Object) -> ferronum_pyrt::Res<()> {
    let class = crate::dtype::builtin::class_of(ferronum_abi::prelude::NPY_VSTRING);
    dict.dict_set_str("StringDType", class)
}
