"""What the documents promise is there, and their generated tables agree."""

import re

from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_named_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", README))
    assert named <= targets, named - targets


def test_named_files_exist():
    named = re.findall(r"`((?:docs|conformance|scripts|examples)/[\w./-]*|ARCHITECTURE\.md)`", README)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing


def test_the_table_of_what_works_is_that_of_the_last_conformance_run():
    block = re.search(r"<!-- conformance: .*? -->\n(.*?)<!-- /conformance -->", README, re.DOTALL)[1]
    report = (ROOT / "docs/conformance.md").read_text(encoding="utf-8")
    assert block.startswith("| part |") and block in report


def test_the_table_agrees_with_the_lists():
    """A part that the table shows as complete has no entry in the lists of expected failures."""
    for name, tests in re.findall(r"^\| `numpy/([\w/]+)` \| \d+ \| \d+ \| ([\d.]+) %", README, re.MULTILINE):
        lists = list((ROOT / "conformance/expected").glob(name.replace("/", ".") + ".tests.*.txt"))
        failing = [p.name for p in lists if any(
            line and not line.startswith("#") for line in p.read_text(encoding="utf-8").splitlines())]
        if float(tests) < 99.99:
            assert failing, name


def test_every_dataset_names_its_source():
    sources = (ROOT / "examples/data/SOURCES.md").read_text(encoding="utf-8")
    for path in (ROOT / "examples/data").iterdir():
        assert path.name == "SOURCES.md" or f"`{path.name}`" in sources


def test_every_missing_operation_stands_in_the_table():
    page = (ROOT / "docs/missing.md").read_text(encoding="utf-8")
    names = set()
    for path in (ROOT / "crates").rglob("*.rs"):
        names.update(re.findall(r"\bmissing\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8")))
    absent = sorted(name for name in names if f"`{name}`" not in page)
    assert not absent, f"run make conformance: {absent}"
