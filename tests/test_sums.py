"""Float sums over several axes equal NumPy's own to the last bit."""

from conftest import ROOT, run


def test_sums_equal_the_reference():
    script = ROOT / "tests" / "sums.py"
    ours, own = run(script, FERRONUM="1").ok().splitlines(), run(script).ok().splitlines()
    assert len(own) == 900
    assert ours == own
