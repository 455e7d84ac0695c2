//! Universal functions: the object, calls, promotion and dispatch, reductions, `at`, `outer`, generalised
//! signatures, error state, overrides. Answers for `numpy.ufunc`, `frompyfunc`, `_extobj_contextvar` (NEP 13, 43, 50).

mod along;
pub mod at;
pub mod c_api;
pub mod call;
pub mod chunked;
pub mod compare_ints;
pub mod datetime_loops;
pub mod dispatch;
pub mod docs;
pub mod einsum;
pub mod errstate;
pub mod execute;
pub mod fast;
pub mod fold;
mod fold_blocks;
pub mod fold_ends;
pub mod fold_kernels;
pub mod frompyfunc;
pub mod generic_loops;
pub mod gufunc;
pub mod hooks;
pub mod introspect;
mod iterated;
pub mod legacy_method;
pub mod lost_status;
pub mod object;
pub mod object_loops;
pub mod object_matmul;
pub mod operator_table;
pub mod operators;
pub mod promote;
pub mod quick;
pub mod reduce;
pub mod resolve;
pub mod resolver;
pub mod signature;
pub mod strided;
pub mod table;
pub mod user_loops;
pub mod wrapping;

use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Object, Res};

pub use object::{UFUNC_TYPE, UFunc};
pub use operators::{call_binary, call_binary_inplace, call_unary, matmul_inplace, power};

use dispatch::{Body, LoopInfo};

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[Method] = &[
    method::function(c"_make_extobj", errstate::make_extobj),
    method::noargs(c"_get_extobj_dict", errstate::get_extobj_dict),
    method::varargs_function(c"_add_newdoc_ufunc", object::add_newdoc),
    method::function(c"frompyfunc", frompyfunc::frompyfunc),
    method::function(c"c_einsum", einsum::c_einsum),
];

/// Readies the type and makes the built-in ufuncs.
pub fn init() -> Res<()> {
    errstate::init()?;
    object::init()?;
    table::init()
}

/// Puts the ufuncs into the module's dict.
pub fn add_names(dict: &Object) -> Res<()> {
    errstate::add_names(dict)?;
    table::add_names(dict)
}

/// Whether a loop takes inputs of any type, cast without a check (logical ufuncs on bool).
pub fn forces_input_casts(info: &LoopInfo) -> bool {
    match &info.body {
        Body::Method(m) => {
            strided::flags(m) & ferronum_abi::prelude::_NPY_METH_FORCE_CAST_INPUTS != 0
        }
        _ => info.force_casts,
    }
}
