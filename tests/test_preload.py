"""LD_PRELOAD: what the preloaded library does to Pythons, to other programs, and where it cannot serve."""

import os
import subprocess
import sys

import pytest
from conftest import clean_environment, find_python, message, run

WHICH = "import numpy._core._multiarray_umath as m; print(m.__file__)"
OURS = "import ferronum; print(ferronum.is_active())"


def _imports_its_core(folder):
    """Make the small NumPy in this folder import its core, as a real one does."""
    with open(f"{folder}/numpy/__init__.py", "a") as f:
        f.write("from . import _core\n")
    os.mkdir(f"{folder}/numpy/_core")
    with open(f"{folder}/numpy/_core/__init__.py", "w") as f:
        f.write("from . import _multiarray_umath\n")


def _version(folder, version):
    with open(f"{folder}/numpy/version.py", "w") as f:
        f.write(f"version = __version__ = {version!r}\n")


def test_preload_door(package, preload):
    assert run("-c", WHICH, LD_PRELOAD=preload).ok().startswith(str(package))
    assert run("-c", "import numpy; " + OURS, LD_PRELOAD=preload).ok() == "True"
    assert run("-c", OURS, LD_PRELOAD=preload).ok() == "True"
    assert run("-m", "ferronum", "-c", WHICH, LD_PRELOAD=preload).ok().startswith(str(package))


def test_preload_door_reaches_children_and_leaves_other_programs_alone(package, preload, tmp_path):
    script = tmp_path / "work.sh"
    script.write_text(
        "#!/bin/sh\nset -e\nls / | sort | head -1 | tr a-z A-Z\necho $((40 + 2)) | grep 42\n"
        f"{sys.executable} -c '{WHICH}'\n"
        f"{sys.executable} -c 'import subprocess, sys; subprocess.run([\"ls\", \"/\"], check=True, stdout=subprocess.DEVNULL);"
        f" subprocess.run([sys.executable, \"-c\", \"{WHICH}\"], check=True)'\n"
        "env true\n"
    )
    env = clean_environment(LD_PRELOAD=preload)
    done = subprocess.run(["/bin/sh", str(script)], capture_output=True, text=True, env=env, timeout=60)
    plain = subprocess.run(["/bin/sh", str(script)], capture_output=True, text=True, env=clean_environment(), timeout=60)
    assert done.returncode == 0 and done.stderr == ""
    ours, own = done.stdout.splitlines(), plain.stdout.splitlines()
    assert ours[:2] == own[:2]
    assert [line.startswith(str(package)) for line in ours[2:]] == [True, True]
    assert [line.startswith(str(package)) for line in own[2:]] == [False, False]


def test_preload_door_with_fork(package, preload, tmp_path):
    script = tmp_path / "forks.py"
    script.write_text(
        "import multiprocessing as mp, numpy as np\n"
        "def total(n):\n    return int(np.arange(n).sum())\n"
        "if __name__ == '__main__':\n"
        "    with mp.get_context('fork').Pool(2) as pool:\n        print(pool.map(total, [3, 10]))\n"
    )
    assert run(script, LD_PRELOAD=preload).ok() == "[3, 45]"


@pytest.mark.parametrize("version", ["3.12", "3.13"])
def test_preload_in_a_python_without_a_core_says_so_when_numpy_is_imported(preload, version, other_numpy):
    other = find_python(version)
    _imports_its_core(other_numpy)
    _version(other_numpy, "2.4.6")
    assert run("-c", "print(1)", python=other, LD_PRELOAD=preload).ok() == "1"
    result = run("-c", "import numpy", python=other, LD_PRELOAD=preload, PYTHONPATH=other_numpy)
    assert result.code == 1 and f"has no core for this CPython {version}" in message(result)
    active = "import ferronum; print(ferronum.is_active())"
    package = os.path.dirname(os.path.dirname(preload))
    assert run("-c", active, python=other, LD_PRELOAD=preload, PYTHONPATH=package).ok() == "False"


@pytest.mark.parametrize("version", ["3.10", "3.11"])
def test_preload_says_that_numpys_own_core_ran(preload, version, tmp_path):
    """Where nothing can be served (an old Python, an old NumPy, a Python loaded late), the end of the process tells."""
    python = find_python(version)
    core = tmp_path / "_multiarray_umath.cpython-so-to-speak.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-xc", "/dev/null", "-o", core], check=True)
    result = run("-c", f"import ctypes; ctypes.CDLL({str(core)!r})", python=python, LD_PRELOAD=preload)
    assert result.code == 0
    assert f"(Python {version}" in message(result) and f"ran NumPy's own core {core}" in message(result)
    assert run("-c", "print(1)", python=python, LD_PRELOAD=preload).err == ""


def test_preload_with_an_old_numpy_is_not_active(preload, other_numpy):
    _version(other_numpy, "1.26.4")
    code = "import ferronum; print(ferronum.is_active())\nimport numpy; print(ferronum.is_active(), ferronum.core_info()['numpy'])"
    assert run("-c", code, LD_PRELOAD=preload, PYTHONPATH=other_numpy).ok().split() == ["False", "False", "1.26.4"]


def test_threadpoolctl_knows_the_pool_of_a_preloaded_core(preload):
    code = "import numpy, threadpoolctl; print([p['user_api'] for p in threadpoolctl.threadpool_info()].count('ferronum'))"
    assert run("-c", code, LD_PRELOAD=preload).ok() == "1"


def test_another_numpy_version_preloaded(other_numpy, preload):
    _imports_its_core(other_numpy)
    result = run("-c", "import numpy", PYTHONPATH=other_numpy, LD_PRELOAD=preload)
    assert result.code == 1 and "NumPy 2.3.1 is installed" in message(result)
