//! Converters of Python arguments: orders, casting rules, axes, shapes, attributes of foreign objects.

pub mod convert;
pub mod lookup;
