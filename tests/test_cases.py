"""Each program of cases/ prints the same on both cores, or what cases/NAME.out says where NumPy is at fault.

A program with the comment ``# not yet: REASON`` is known to differ; it fails as soon as it does not.
"""

import re

import pytest
from conftest import ROOT, run

CASES = sorted((ROOT / "tests" / "cases").glob("*.py"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_prints_what_numpy_prints(case):
    recorded = case.with_suffix(".out")
    wanted = recorded.read_text().rstrip("\n") if recorded.exists() else run(case).ok()
    ours = run(case, FERRONUM="1")
    not_yet = re.search("^# not yet: (.*)", case.read_text(), re.MULTILINE)
    if not_yet:
        assert ours.code or ours.out.rstrip("\n") != wanted, "equal now: take the comment `not yet` out"
        pytest.xfail(not_yet[1])
    assert ours.ok() == wanted
