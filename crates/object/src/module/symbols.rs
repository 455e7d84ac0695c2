//! The addresses behind the C-API's type objects and variables, by their C names.

use std::ffi::c_void;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object};

use crate::{dtype, iter, nditer, ufunc};

/// Address of the object with this C name; `None` if there is none. `dict` is the filled module dict.
pub fn address(dict: &Object, name: &str) -> Option<*mut c_void> {
    if let Some(stem) = name.strip_suffix("ArrType_Type") {
        return scalar_type(dict, stem.strip_prefix("Py")?);
    }
    if let Some(stem) = name
        .strip_suffix("DType")
        .and_then(|s| s.strip_prefix("PyArray_"))
    {
        return dtype_class(stem);
    }
    Some(match name {
        "PyArray_Type" => crate::model::ARRAY_TYPE.ptr().cast(),
        "PyArrayDescr_Type" => crate::model::DTYPE_TYPE.ptr().cast(),
        "PyArrayDTypeMeta_Type" => crate::model::DTYPE_META_TYPE.ptr().cast(),
        "PyArrayIter_Type" => iter::FLATITER_TYPE.ptr().cast(),
        "PyArrayMultiIter_Type" => iter::BROADCAST_TYPE.ptr().cast(),
        "NpyIter_Type" => nditer::NDITER_TYPE.ptr().cast(),
        "PyUFunc_Type" => ufunc::UFUNC_TYPE.ptr().cast(),
        "_PyArrayScalar_BoolValues" => crate::casting::bool_values(),
        "NPY_NUMUSERTYPES" => dtype::user_type_count().cast(),
        "PyDataMem_DefaultHandler" => crate::storage::memory::default_handler_cell(),
        _ => return None,
    })
}

fn type_num(stem: &str) -> Option<i32> {
    Some(match stem {
        "Bool" => NPY_BOOL,
        "Byte" | "Int8" => NPY_BYTE,
        "UByte" | "UInt8" => NPY_UBYTE,
        "Short" | "Int16" => NPY_SHORT,
        "UShort" | "UInt16" => NPY_USHORT,
        "Int" | "Int32" => NPY_INT,
        "UInt" | "UInt32" => NPY_UINT,
        "Long" | "Int64" | "Intp" | "DefaultInt" => NPY_LONG,
        "ULong" | "UInt64" | "UIntp" => NPY_ULONG,
        "LongLong" => NPY_LONGLONG,
        "ULongLong" => NPY_ULONGLONG,
        "Half" => NPY_HALF,
        "Float" => NPY_FLOAT,
        "Double" => NPY_DOUBLE,
        "LongDouble" => NPY_LONGDOUBLE,
        "CFloat" => NPY_CFLOAT,
        "CDouble" => NPY_CDOUBLE,
        "CLongDouble" => NPY_CLONGDOUBLE,
        "Object" => NPY_OBJECT,
        "String" | "Bytes" => NPY_STRING,
        "Unicode" => NPY_UNICODE,
        "Void" => NPY_VOID,
        "Datetime" => NPY_DATETIME,
        "Timedelta" => NPY_TIMEDELTA,
        _ => return None,
    })
}

fn scalar_type(dict: &Object, stem: &str) -> Option<*mut c_void> {
    let key = match stem {
        "Generic" => "generic",
        "Number" => "number",
        "Integer" => "integer",
        "SignedInteger" | "TimeInteger" => "signedinteger",
        "UnsignedInteger" => "unsignedinteger",
        "Inexact" => "inexact",
        "Floating" => "floating",
        "ComplexFloating" => "complexfloating",
        "Flexible" => "flexible",
        "Character" => "character",
        _ => {
            return crate::dtype::builtin::class_of(type_num(stem)?)
                .scalar_type()
                .map(|t| t.as_ptr().cast());
        }
    };
    let key = ferronum_pyrt::str_new(key).ok()?;
    // The dict keeps the type, which is static anyway.
    dict.dict_get(&key).ok()?.map(|t| t.as_ptr().cast())
}

fn dtype_class(stem: &str) -> Option<*mut c_void> {
    if stem == "String" {
        return Some(crate::dtype::builtin::class_of(NPY_VSTRING).as_ptr().cast());
    }
    match type_num(stem) {
        Some(n) => Some(crate::dtype::builtin::class_of(n).as_ptr().cast()),
        None => dtype::abstract_class(stem).map(|c| c.as_ptr().cast()),
    }
}
