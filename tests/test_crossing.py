"""A sample of the crossing (`make crossing` runs all of it), the names that both cores offer, the examples of docstrings."""

import json
import subprocess
import sys

from conftest import ROOT, run

# One in so many calls: about 40 s for both cores on one CPU core.
SAMPLE = 12


def test_calls_with_arguments_of_every_kind(package, tmp_path):
    report = tmp_path / "differences.json"
    command = [sys.executable, str(ROOT / "conformance/crossing.py"), "--python", sys.executable, "--library",
               str(next(package.glob("_multiarray_umath*.so"))), "--sample", str(SAMPLE), "--jobs", "2", "--check", "--json", str(report)]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert finished.returncode == 0, finished.stdout[-6000:]
    assert isinstance(json.loads(report.read_text()), list)


def test_there_are_at_least_100_000_calls():
    folders = [str(ROOT / "conformance"), str(ROOT / "conformance/crossing")]
    code = (
        f"import sys; sys.path[:0] = {folders}\n"
        "import generate\n"
        "calls = generate.generate(20, 1)\n"
        "assert calls == generate.generate(20, 1)\n"
        "print(len(calls), len(set(calls)))"
    )
    calls, distinct = map(int, run("-W", "ignore", "-c", code).ok().split())
    assert calls == distinct >= 100_000


def test_signatures_and_sizes_are_those_of_numpy():
    script = ROOT / "tests/signatures.py"
    own, ours = run(script).ok().splitlines(), run(script, FERRONUM="1").ok().splitlines()
    assert len(own) > 1700
    assert ours == own


def test_examples_of_docstrings_print_what_they_say():
    assert int(run(ROOT / "tests/docstrings.py", FERRONUM="1").ok().split()[0]) > 250
