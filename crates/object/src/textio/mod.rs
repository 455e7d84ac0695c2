//! Text in and out: `_load_from_filelike` (`loadtxt`), `fromstring`, `fromfile`, `tofile`, `dragon4_*`, `format_longfloat`.

/// Methods of ndarray that this folder answers for.
pub const ARRAY_METHODS: &[ferronum_pyrt::method::Method] = &[];

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    Ok(())
}
