"""Dtypes, casts and coercion beyond NumPy's own suite: the same cases hold on both cores."""

import pytest
from conftest import ROOT, run


@pytest.mark.parametrize("core", [{}, {"FERRONUM": "1"}], ids=["reference", "ferronum"])
def test_cases(core):
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", ROOT / "tests" / "types_cases.py", **core).ok()
