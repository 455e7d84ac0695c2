//! Promotion: common DType, common instance, `result_type` (NEP 50).

use ferronum_pyrt::{Own, Res};

use crate::array::Array;
use crate::dtype::class::DTypeClass;
use crate::dtype::descr::Descr;

/// The DType class that both promote to; `DTypePromotionError` where there is none.
pub fn common_dtype(_a: &DTypeClass, _b: &DTypeClass) -> Res<Own<DTypeClass>> {
    Err(crate::missing("dtype::common_dtype"))
}

/// `np.promote_types(a, b)`.
pub fn promote_types(_a: &Descr, _b: &Descr) -> Res<Own<Descr>> {
    Err(crate::missing("dtype::promote_types"))
}

/// `np.result_type` of arrays (those that stand for a Python scalar carry `NPY_ARRAY_WAS_PYTHON_*`) and dtypes.
pub fn result_type(_arrays: &[&Array], _descrs: &[&Descr]) -> Res<Own<Descr>> {
    Err(crate::missing("dtype::result_type"))
}
