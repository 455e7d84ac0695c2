//! dtype instances and DType classes: parsing of everything that names a dtype, comparing, byte order, pickling, user
//! dtypes. Answers for `numpy.dtype`, `numpy.dtypes.*`, `numpy._DTypeMeta` (NEP 42). Not here: promotion (`coerce`), casts
//! and elements (`casting`).

pub mod abstracts;
pub mod builtin;
pub mod byteorder;
pub mod compare;
pub mod copy;
pub mod create;
pub mod field;
pub mod hooks;
pub mod limits;
pub mod meta;
pub mod object;
pub mod parse;
pub mod pickle;
pub mod scalar_classes;
pub mod structured;
pub mod subarray;
pub mod user;

pub use abstracts::by_stem as abstract_class;
pub use builtin::builtin;

pub use compare::equivalent;

pub use user::user_type_count;

/// Readies the metatype, `numpy.dtype`, and the built-in classes with their descriptors. The scalar types must
/// be ready; `builtin::announce` tells `numpy.dtypes` of the classes later.
pub fn init(makers: builtin::SlotMakers) -> ferronum_pyrt::Res<()> {
    builtin::init(makers)
}
