"""1,000 seeded random streams equal NumPy's own, bit for bit."""

from conftest import ROOT, run


def test_streams_equal_the_reference():
    script = ROOT / "tests" / "streams.py"
    ours, own = run(script, FERRONUM="1").ok().splitlines(), run(script).ok().splitlines()
    assert len(own) == 1000
    assert ours == own
