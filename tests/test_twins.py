"""Programs whose output must be the same on both cores."""

import pytest
from conftest import ROOT, run


@pytest.mark.parametrize(
    ("program", "lines"),
    [
        ("arguments", 5900),  # arguments of every kind
        ("calls", 280),  # edges of many functions
        ("dots", 33000),  # products with one element, and the classes of results
        ("deferral", 130000),  # who answers for two operands, by operator and by method
        ("elements", 17000),  # values of every kind, stored in every way
        ("hooks", 25000),  # which hooks of subclasses an operation calls, and what it answers
        ("operators", 4000),  # with objects that know nothing of arrays
        ("layouts", 17000),  # what functions make of arrays of every layout, and what of it they own
        ("sums", 3100),  # float sums over several axes, with outputs and masks, to the last bit
    ],
)
def test_both_cores_print_the_same(program, lines):
    script = ROOT / "tests" / f"{program}.py"
    ours, own = run(script, FERRONUM="1").ok().splitlines(), run(script).ok().splitlines()
    assert len(own) >= lines
    assert ours == own
