//! Text in and out: `_load_from_filelike` (`loadtxt`), `fromstring`, `fromfile`, `tofile`, `dragon4_*`,
//! `format_longfloat`. Numbers are parsed straight into memory; Python objects are made for converters and
//! for dtypes that have no parser of their own.

pub mod c_file;
pub mod dragon;
mod elements;
mod field;
pub mod file;
mod load;
pub mod numbers;
mod source;
mod tables;
pub mod tofile;
mod tokenizer;

use ferronum_pyrt::method::{Method, fastcall, function};

/// Methods of ndarray that this folder answers for.
pub const ARRAY_METHODS: &[Method] = &[fastcall(c"tofile", tofile::tofile)];

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[Method] = &[
    function(c"_load_from_filelike", load::load_from_filelike),
    function(c"fromstring", numbers::fromstring),
    function(c"fromfile", numbers::fromfile),
    function(c"dragon4_positional", dragon::positional),
    function(c"dragon4_scientific", dragon::scientific),
    function(c"format_longfloat", dragon::format_longfloat),
];

/// Gives the built-in DType classes their functions that read text.
pub fn init() -> ferronum_pyrt::Res<()> {
    tables::fill_builtin();
    Ok(())
}
