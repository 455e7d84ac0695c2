//! Every signature that NumPy lists has a loop, at every level.

use ferronum_kernels::kind::Kind;
use ferronum_kernels::registry::{loops, loops_at};
use ferronum_kernels::signatures;
use ferronum_simd::Level;

const UFUNCS: &[&str] = &[
    "_arg",
    "_ones_like",
    "absolute",
    "add",
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctan2",
    "arctanh",
    "bitwise_and",
    "bitwise_count",
    "bitwise_or",
    "bitwise_xor",
    "cbrt",
    "ceil",
    "clip",
    "conj",
    "conjugate",
    "copysign",
    "cos",
    "cosh",
    "deg2rad",
    "degrees",
    "divide",
    "divmod",
    "equal",
    "exp",
    "exp2",
    "expm1",
    "fabs",
    "float_power",
    "floor",
    "floor_divide",
    "fmax",
    "fmin",
    "fmod",
    "frexp",
    "gcd",
    "greater",
    "greater_equal",
    "heaviside",
    "hypot",
    "invert",
    "isfinite",
    "isinf",
    "isnan",
    "lcm",
    "ldexp",
    "left_shift",
    "less",
    "less_equal",
    "log",
    "log10",
    "log1p",
    "log2",
    "logaddexp",
    "logaddexp2",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "mod",
    "modf",
    "multiply",
    "negative",
    "nextafter",
    "not_equal",
    "positive",
    "power",
    "rad2deg",
    "radians",
    "reciprocal",
    "remainder",
    "right_shift",
    "rint",
    "sign",
    "signbit",
    "sin",
    "sinh",
    "spacing",
    "sqrt",
    "square",
    "subtract",
    "tan",
    "tanh",
    "true_divide",
    "trunc",
];

#[test]
fn every_numeric_signature_has_a_loop() {
    for &name in UFUNCS {
        let types = signatures::types(name).expect(name);
        let wanted: Vec<Vec<u8>> = types
            .split(' ')
            .filter_map(|s| {
                s.bytes()
                    .filter(|&c| c != b'-' && c != b'>')
                    .map(|c| Some(Kind::of_char(c)?.1))
                    .collect()
            })
            .collect();
        for level in Level::BUILT {
            let have: Vec<Vec<u8>> = loops_at(name, level)
                .iter()
                .map(|l| l.types.to_vec())
                .collect();
            assert_eq!(have, wanted, "{name}");
        }
        assert_eq!(loops(name).len(), wanted.len());
        assert!(std::ptr::eq(loops(name), loops(name)));
    }
    assert!(loops("no_such_ufunc").is_empty());
}
