//! `dragon4_positional`, `dragon4_scientific`, `format_longfloat`: one float as text.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Args, Object, Res, Sig, none};
use ferronum_scalar::float_format::{
    PositionalOptions, ScientificOptions, TooLong, Trim, format_positional, format_scientific,
};
use ferronum_scalar::{LongDouble, f16};

use crate::arguments::convert as arg;
use crate::casting::item::scalar::read;
use crate::model::type_num_of;

/// A number as the type that it is printed in.
enum Float {
    Half(f16),
    Single(f32),
    Double(f64),
    Extended(LongDouble),
}

impl Float {
    /// Float scalars keep their type, anything else goes through `float()`.
    fn of(obj: &Object) -> Res<Float> {
        // SAFETY: the type number says what the scalar holds.
        unsafe {
            Ok(match type_num_of(obj.type_ptr()) {
                NPY_HALF => Float::Half(f16::from_bits(read::<u16>(obj))),
                NPY_FLOAT => Float::Single(read(obj)),
                NPY_LONGDOUBLE => Float::Extended(read(obj)),
                _ => Float::Double(obj.to_f64()?),
            })
        }
    }

    fn positional(self, options: &PositionalOptions) -> Result<String, TooLong> {
        match self {
            Float::Half(v) => format_positional(v, options),
            Float::Single(v) => format_positional(v, options),
            Float::Double(v) => format_positional(v, options),
            Float::Extended(v) => format_positional(v, options),
        }
    }

    fn scientific(self, options: &ScientificOptions) -> Result<String, TooLong> {
        match self {
            Float::Half(v) => format_scientific(v, options),
            Float::Single(v) => format_scientific(v, options),
            Float::Double(v) => format_scientific(v, options),
            Float::Extended(v) => format_scientific(v, options),
        }
    }
}

fn trim(obj: Option<&Object>) -> Res<Trim> {
    let Some(obj) = obj else {
        return Ok(Trim::Keep);
    };
    if obj.is_str() {
        match obj.utf8()? {
            "k" => return Ok(Trim::Keep),
            "." => return Ok(Trim::Zeros),
            "0" => return Ok(Trim::LeaveOneZero),
            "-" => return Ok(Trim::ZerosAndPoint),
            _ => {}
        }
    }
    Err(type_error(&format!(
        "if supplied, trim must be 'k', '.', '0' or '-' found `{:>100}`",
        obj.str_text()?
    )))
}

/// A count; absent and negative ones mean none.
fn count(obj: Option<&Object>) -> Res<Option<u32>> {
    match obj {
        Some(o) => Ok(u32::try_from(arg::py_int(o)?).ok()),
        None => Ok(None),
    }
}

fn need_precision(unique: bool, precision: Option<u32>) -> Res<()> {
    if !unique && precision.is_none() {
        return Err(type_error(
            "in non-unique mode `precision` must be supplied",
        ));
    }
    Ok(())
}

fn too_large(_: TooLong) -> ferronum_pyrt::Raised {
    runtime_error("Float formatting result too large")
}

fn flag(obj: Option<&Object>, default: bool) -> Res<bool> {
    obj.map_or(Ok(default), |o| Ok(arg::py_int(o)? != 0))
}

/// `dragon4_positional(x, precision=-1, unique=True, fractional=False, sign=False, trim='k', pad_left=-1, pad_right=-1, min_digits=-1)`.
pub(super) fn positional(args: Args<'_>) -> Res<String> {
    const SIG: Sig<9> = Sig::new(
        "dragon4_positional",
        [
            "x",
            "precision",
            "unique",
            "fractional",
            "sign",
            "trim",
            "pad_left",
            "pad_right",
            "min_digits",
        ],
    )
    .required(1);
    let [
        x,
        precision,
        unique,
        fractional,
        sign,
        trim_arg,
        left,
        right,
        min,
    ] = args.parse(&SIG)?;
    let precision = count(precision)?;
    let (unique, fractional) = (flag(unique, true)?, flag(fractional, false)?);
    let options = PositionalOptions {
        precision,
        unique,
        fractional,
        sign: flag(sign, false)?,
        trim: trim(trim_arg)?,
        pad_left: count(left)?,
        pad_right: count(right)?,
        min_digits: count(min)?,
    };
    need_precision(unique, precision)?;
    // No significant digits at all are no limit.
    let options = PositionalOptions {
        precision: precision.filter(|&p| fractional || p > 0),
        ..options
    };
    Float::of(x.unwrap_or(none()))?
        .positional(&options)
        .map_err(too_large)
}

/// `dragon4_scientific(x, precision=-1, unique=True, sign=False, trim='k', pad_left=-1, exp_digits=-1, min_digits=-1)`.
pub(super) fn scientific(args: Args<'_>) -> Res<String> {
    const SIG: Sig<8> = Sig::new(
        "dragon4_scientific",
        [
            "x",
            "precision",
            "unique",
            "sign",
            "trim",
            "pad_left",
            "exp_digits",
            "min_digits",
        ],
    )
    .required(1);
    let [x, precision, unique, sign, trim_arg, left, exp, min] = args.parse(&SIG)?;
    let options = ScientificOptions {
        precision: count(precision)?,
        unique: flag(unique, true)?,
        sign: flag(sign, false)?,
        trim: trim(trim_arg)?,
        pad_left: count(left)?,
        exp_digits: count(exp)?,
        min_digits: count(min)?,
    };
    need_precision(options.unique, options.precision)?;
    Float::of(x.unwrap_or(none()))?
        .scientific(&options)
        .map_err(too_large)
}

/// `format_longfloat(x, precision)`.
pub(super) fn format_longfloat(args: Args<'_>) -> Res<String> {
    const SIG: Sig<2> = Sig::new("format_longfloat", ["x", "precision"])
        .keywords()
        .required(2);
    let [x, precision] = args.parse(&SIG)?;
    // Only the lowest bits of the number count; as a signed one it may ask for no limit.
    let bits = precision.map_or(Ok(u32::MAX), arg::lowest_u32)?;
    let precision = (bits <= i32::MAX as u32).then_some(bits);
    let x = x.unwrap_or(none());
    if type_num_of(x.type_ptr()) != NPY_LONGDOUBLE {
        return Err(type_error("not a longfloat"));
    }
    let options = ScientificOptions {
        precision,
        trim: Trim::LeaveOneZero,
        ..Default::default()
    };
    Float::of(x)?.scientific(&options).map_err(too_large)
}
