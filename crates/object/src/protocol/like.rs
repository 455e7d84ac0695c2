//! `like=`: the creation functions that another type answers (NEP 35).

use ferronum_pyrt::{Args, Object, Owned, Res};

/// The array that a `like=` argument's `__array_function__` makes, if it has one: `Some` is the final result.
pub fn like_override(name: &str, like: Option<&Object>, args: Args<'_>) -> Res<Option<Owned>> {
    match like.and_then(Object::not_none) {
        None => Ok(None),
        Some(like) => crate::protocol::like_override(name, like, args),
    }
}
