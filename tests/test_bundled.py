"""Programs whose Python does not come from site-packages: PYTHONPATH alone, byte code alone, archives, bundles."""

import compileall
import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import run

WHICH = "import numpy as np, ferronum; print(ferronum.is_active(), np.arange(3).sum(), np.linalg.det(np.eye(2)))"


@pytest.fixture(scope="module")
def target(package, tmp_path_factory):
    """A folder as ``pip install --target`` makes it; Python reads no start-up hooks there."""
    folder = tmp_path_factory.mktemp("target")
    for name in ("numpy", "numpy.libs", "ferronum"):
        shutil.copytree(package.parent / name, folder / name, ignore=shutil.ignore_patterns("tests"))
    return folder


@pytest.mark.parametrize("value", ["1", "yes"])
def test_environment_door_by_pythonpath_alone(target, value):
    assert run("-S", "-c", WHICH, PYTHONPATH=str(target), FERRONUM=value).ok() == "True 3 1.0"
    assert run("-S", "-c", WHICH, PYTHONPATH=str(target)).ok() == "False 3 1.0"


def test_what_does_not_fit_is_said_by_pythonpath_alone(target):
    unclear = run("-S", "-c", "import numpy", PYTHONPATH=str(target), FERRONUM="perhaps")
    assert unclear.code == 1 and "ferronum: FERRONUM=perhaps is neither" in unclear.err.splitlines()[-1]
    missing = run("-S", "-c", "import numpy", PYTHONPATH=str(target), FERRONUM="1", FERRONUM_LIBRARY="/nowhere.so")
    assert missing.code == 1 and "which is not a file" in missing.err.splitlines()[-1]
    shutil.copytree(target / "ferronum", target / "away")
    shutil.rmtree(target / "ferronum")
    try:
        gone = run("-S", "-c", "import numpy", PYTHONPATH=str(target), FERRONUM="1")
        assert gone.code == 1 and "cannot be imported here" in gone.err.splitlines()[-1]
    finally:
        (target / "away").rename(target / "ferronum")


def test_numpy_of_byte_code_alone(target, tmp_path):
    folder = tmp_path / "bare"
    shutil.copytree(target, folder)
    compileall.compile_dir(folder, quiet=1, legacy=True)
    for source in folder.rglob("*.py"):
        source.unlink()
    code = "import ferronum; ferronum.install()\n" + WHICH
    assert run("-S", "-c", code, PYTHONPATH=str(folder)).ok() == "True 3 1.0"


def test_ferronum_inside_an_archive_says_that_it_cannot(package, tmp_path):
    sources = tmp_path / "sources"
    shutil.copytree(package, sources / "ferronum", ignore=shutil.ignore_patterns("*.so"))
    archive = shutil.make_archive(str(tmp_path / "app"), "zip", sources)
    code = "import ferronum\ntry:\n    ferronum.install()\nexcept ferronum.FerronumError as e:\n    print(e)"
    assert "a library can be loaded from a folder only" in run("-S", "-c", code, PYTHONPATH=archive).ok()


def test_a_bundle_by_pyinstaller(tmp_path):
    program = tmp_path / "bundled.py"
    program.write_text("import ferronum; ferronum.install()\n" + WHICH + "\n")
    run("-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", program, cwd=tmp_path, timeout=240).ok()
    bundle = str(tmp_path / "dist" / "bundled" / "bundled")
    assert run(python=bundle).ok() == "True 3 1.0"
