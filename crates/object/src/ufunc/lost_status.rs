//! Loops that end with a clean float status in the reference. What casts before them raised is lost there, so that an
//! overflow on the way into such a loop is never reported.

use ferronum_abi::prelude::*;

use crate::model::is_complex;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::LoopInfo;

/// Whether what happened before the loop cannot be told after it.
pub fn forgets(uf: &UFunc, info: &LoopInfo) -> bool {
    let Some(first) = info.dtypes.first() else {
        return false;
    };
    let num = first.type_num();
    let wide = matches!(num, NPY_FLOAT | NPY_DOUBLE | NPY_LONGDOUBLE);
    let forgetful = match uf.name() {
        "negative" | "sign" | "equal" | "not_equal" | "less" | "less_equal" | "greater"
        | "greater_equal" | "logical_and" | "logical_or" => wide,
        "tanh" => matches!(num, NPY_FLOAT | NPY_DOUBLE),
        "absolute" | "maximum" | "minimum" | "fmax" | "fmin" => wide || is_complex(num),
        "isnan" | "isinf" | "isfinite" => wide || is_complex(num) || num == NPY_HALF,
        "signbit" => wide || num == NPY_HALF,
        "left_shift" => matches!(num, NPY_INT | NPY_UINT | NPY_LONG | NPY_ULONG),
        _ => false,
    };
    forgetful && info.is_builtin(uf)
}
