//! Strings: the class `StringDType` with its arenas and casts (NEP 55), the string ufuncs over `S`, `U` and StringDType,
//! `_vec_string`, `compare_chararrays`. Fixed-width strings as dtypes are not here but in `dtype/` and `casting/`.

pub mod access;
mod arena;
pub mod c_api;
mod casts;
mod chararray;
pub mod dtype;
pub mod order;
mod packed;
pub mod ufuncs;
pub mod unique;
mod vec_string;

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[
    ferronum_pyrt::method::function(c"_vec_string", vec_string::vec_string),
    ferronum_pyrt::method::function(c"compare_chararrays", chararray::compare_chararrays),
];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    crate::ufunc::hooks::TEXT.fill(crate::ufunc::hooks::Text {
        try_call: ufuncs::short::try_call,
        no_multiply: ufuncs::no_multiply,
    });
    dtype::init()?;
    casts::init()?;
    ufuncs::init()
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(dict: &ferronum_pyrt::Object) -> ferronum_pyrt::Res<()> {
    let class = crate::dtype::builtin::class_of(ferronum_abi::prelude::NPY_VSTRING);
    dict.dict_set_str("StringDType", class)
}
