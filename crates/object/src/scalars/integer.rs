//! Integer scalars: conversions and methods.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, GetSet, Method};
use ferronum_pyrt::{Args, Layout, Object, Owned, Res, Sig, int_new, intern};

use crate::casting::item::scalar::{read, to_array};
use crate::model::scalar_types::{Scalar, type_num_of};
use crate::scalars::generic::{CLASS_GETITEM, forward};

fn round(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<1> = Sig::new("__round__", ["ndigits"]).keywords();
    let [ndigits] = args.parse(&SIG)?;
    match ndigits.and_then(Object::not_none) {
        Some(d) => forward(s, intern!("round"), Args::positional(&[d])),
        // A duration is an integer by its class alone: it is rounded as an array is, which refuses.
        None if type_num_of(s.type_ptr()) == NPY_TIMEDELTA => {
            forward(s, intern!("round"), Args::positional(&[]))
        }
        None => to_array(s)?.call_method(intern!("__int__"), &[]),
    }
}

fn is_integer(_: &Scalar) -> Res<bool> {
    Ok(true)
}
fn numerator(s: &Scalar) -> Res<Owned> {
    Ok(s.object().own())
}
fn denominator(_: &Scalar) -> Res<Owned> {
    int_new(1)
}

/// Number of ones in the absolute value.
fn bit_count(s: &Scalar) -> Res<i64> {
    // SAFETY: the type number says the layout.
    let ones = unsafe {
        match type_num_of(s.type_ptr()) {
            NPY_BYTE => read::<i8>(s).unsigned_abs().count_ones(),
            NPY_UBYTE => read::<u8>(s).count_ones(),
            NPY_SHORT => read::<i16>(s).unsigned_abs().count_ones(),
            NPY_USHORT => read::<u16>(s).count_ones(),
            NPY_INT => read::<i32>(s).unsigned_abs().count_ones(),
            NPY_UINT => read::<u32>(s).count_ones(),
            NPY_LONG | NPY_LONGLONG => read::<i64>(s).unsigned_abs().count_ones(),
            _ => read::<u64>(s).count_ones(),
        }
    };
    Ok(ones.into())
}

/// Methods of `numpy.integer`.
pub(crate) const METHODS: [Method; 2] = [
    method::fastcall(c"__round__", round),
    method::noargs(c"is_integer", is_integer),
];
/// Attributes of `numpy.integer`.
pub(crate) const GETSET: [GetSet; 2] = [
    method::get(c"numerator", numerator)
        .doc(c"The numerator of the value as a fraction: the value itself."),
    method::get(c"denominator", denominator)
        .doc(c"The denominator of the value as a fraction: one."),
];
/// Methods of each integer type.
pub(crate) const CONCRETE_METHODS: [Method; 2] =
    [CLASS_GETITEM, method::noargs(c"bit_count", bit_count)];
