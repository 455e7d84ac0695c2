"""NumPy and its public sub-packages import on the core without a warning."""

import pytest
from conftest import run

PACKAGES = ("numpy", "numpy.char", "numpy.ctypeslib", "numpy.dtypes", "numpy.exceptions", "numpy.f2py", "numpy.fft", "numpy.lib",
            "numpy.linalg", "numpy.ma", "numpy.polynomial", "numpy.random", "numpy.rec", "numpy.strings", "numpy.testing",
            "numpy.typing", "numpy.matlib", "numpy.lib.array_utils", "numpy.lib.format", "numpy.lib.introspect", "numpy.lib.mixins",
            "numpy.lib.npyio", "numpy.lib.scimath", "numpy.lib.stride_tricks", "numpy.lib.recfunctions")
BINARIES = ("numpy.linalg._umath_linalg", "numpy.linalg.lapack_lite", "numpy.fft._pocketfft_umath", "numpy.random._generator",
            "numpy.random.mtrand", "numpy.random.bit_generator", "numpy._core._multiarray_tests", "numpy._core._umath_tests",
            "numpy._core._rational_tests", "numpy._core._operand_flag_tests", "numpy._core._struct_ufunc_tests", "numpy._core._simd")


@pytest.mark.parametrize("name", PACKAGES)
def test_package_imports_without_a_warning(name):
    extra = ["-W", "ignore:Importing from numpy.matlib"] if name == "numpy.matlib" else []
    run("-W", "error", *extra, "-c", f"import {name}", FERRONUM="1").ok()


@pytest.mark.parametrize("name", BINARIES)
def test_unmodified_binary_imports(name):
    run("-W", "error", "-c", f"import {name}", FERRONUM="1").ok()
