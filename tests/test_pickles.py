"""Pickles of either core are the same bytes and mean the same to both."""

import pytest
from conftest import ROOT, run

SCRIPT = ROOT / "tests" / "pickles.py"
CORES = ({}, {"FERRONUM": "1"})


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """For each core, the file it wrote and what it printed."""
    folder = tmp_path_factory.mktemp("pickles")
    files = [folder / "reference", folder / "ferronum"]
    return [(path, run(SCRIPT, "write", path, **core).ok().splitlines()) for path, core in zip(files, CORES)]


def test_both_cores_write_the_same(written):
    (_, own), (_, ours) = written
    assert len(own) > 1000
    assert ours == own


def test_both_cores_read_the_same(written):
    texts = [run(SCRIPT, "read", path, **core).ok().splitlines() for path, _ in written for core in CORES]
    assert len(texts[0]) > 1000
    assert all(text == texts[0] for text in texts)
