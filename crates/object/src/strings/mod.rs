//! Strings: the string ufuncs over `S`, `U` and StringDType, the arenas of StringDType, `_vec_string`, `compare_chararrays`.

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    Ok(())
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(_dict: &ferronum_pyrt::Object) -> ferronum_pyrt::Res<()> {
    Ok(())
}
