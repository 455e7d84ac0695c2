"""The five ways to run a program on the core, and what each does when it cannot."""

import shutil
import sys

import pytest
from conftest import message, run

WHICH = "import numpy._core._multiarray_umath as m; print(m.__file__)"
OURS = "import ferronum; print(ferronum.is_active())"


def test_module_door_runs_code(package):
    assert run("-m", "ferronum", "-c", WHICH).ok().startswith(str(package))


def test_module_door_runs_a_script_as_python_does(tmp_path):
    script = tmp_path / "app.py"
    (tmp_path / "beside.py").write_text("x = 5\n")
    script.write_text(
        "import sys, beside, ferronum\n"
        "print(__name__, sys.argv, sys.path[0], __file__, beside.x, ferronum.is_active())\n"
        "print(sys.modules['__main__'].__dict__ is globals())\n"
    )
    lines = run("-m", "ferronum", script, "--flag", "2").ok().splitlines()
    plain = run(script, "--flag", "2").ok().splitlines()
    assert lines[0].replace("True", "False") == plain[0]
    assert lines[1] == "True"


def test_module_door_runs_a_module(tmp_path):
    (tmp_path / "tool.py").write_text("import sys, ferronum; print(__name__, sys.argv[1:], ferronum.is_active())\n")
    assert run("-m", "ferronum", "-m", "tool", "a", cwd=tmp_path).ok() == "__main__ ['a'] True"


def test_module_door_runs_folders_and_archives(tmp_path):
    app = tmp_path / "app"
    app.mkdir()
    (app / "__main__.py").write_text("import sys, ferronum; print(sys.argv[1:], ferronum.is_active())\n")
    assert run("-m", "ferronum", app, "x").ok() == "['x'] True"
    shutil.make_archive(str(app), "zip", app)
    assert run("-m", "ferronum", tmp_path / "app.zip", "x").ok() == "['x'] True"


def test_exit_status_and_traceback_are_the_programs_own(tmp_path):
    script = tmp_path / "fails.py"
    script.write_text("def f():\n    raise KeyError('k')\nf()\n")
    ours, plain = run("-m", "ferronum", script), run(script)
    assert (ours.code, ours.err) == (plain.code, plain.err)
    assert run("-m", "ferronum", "-c", "raise SystemExit(7)").code == 7
    broken = tmp_path / "broken.py"
    broken.write_text("def (:\n")
    ours, plain = run("-m", "ferronum", broken), run(broken)
    assert (ours.code, ours.err) == (plain.code, plain.err)


def test_install(package):
    code = (
        "import ferronum; assert not ferronum.is_active(); ferronum.install(); ferronum.install()\n"
        "import numpy, numpy._core._multiarray_umath as m; ferronum.install()\n"
        "assert ferronum.is_active(); print(m.__file__)"
    )
    assert run("-c", code).ok().startswith(str(package))


def test_environment_door(package):
    assert run("-c", WHICH, FERRONUM="1").ok().startswith(str(package))
    assert not run("-c", WHICH).ok().startswith(str(package))
    for value in ("true", "YES", "on"):
        assert run("-c", WHICH, FERRONUM=value).ok().startswith(str(package))
    for value in ("0", "false", "No", "off", ""):
        assert not run("-c", WHICH, FERRONUM=value).ok().startswith(str(package))
    unclear = run("-c", "import ferronum; print(ferronum.is_active())\nimport numpy", FERRONUM="perhaps")
    assert unclear.code == 1 and unclear.out == "False\n"
    assert "FERRONUM=perhaps is neither yes (1, true, yes, on) nor no" in message(unclear)


def test_children_of_a_process_that_called_install(package):
    child = f"[sys.executable, '-c', {WHICH!r}]"
    code = f"import ferronum, subprocess, sys; ferronum.install(); subprocess.run({child}, check=True)"
    assert run("-c", code).ok().startswith(str(package))
    code = (
        "import ferronum; ferronum.install()\n"
        "import importlib, loky\n"
        "pool = loky.get_reusable_executor(max_workers=1)\n"
        "print(pool.submit(importlib.import_module, 'numpy').result().__name__)\n"
        "print(pool.submit(eval, '__import__(\"numpy\")._core._multiarray_umath.__file__').result())"
    )
    assert run("-c", code).ok().splitlines()[1].startswith(str(package))


def test_environment_door_reaches_children(package, tmp_path):
    script = tmp_path / "spawn.py"
    script.write_text(
        "import multiprocessing as mp\n"
        "def core(_):\n"
        "    import numpy._core._multiarray_umath as m\n"
        "    return m.__file__\n"
        "if __name__ == '__main__':\n"
        "    with mp.get_context('spawn').Pool(2) as pool:\n"
        "        print(*set(pool.map(core, range(4))), sep='\\n')\n"
    )
    for result in (run(script, FERRONUM="1"), run("-m", "ferronum", script)):
        (line,) = result.ok().splitlines()
        assert line.startswith(str(package))


@pytest.mark.parametrize("workers", ["0", "2"])
def test_pytest_door(tmp_path, workers, package):
    (tmp_path / "conftest.py").write_text("import numpy\n")
    (tmp_path / "test_it.py").write_text(
        "import numpy._core._multiarray_umath as m\n"
        f"def test_core():\n    assert m.__file__.startswith({str(package)!r})\n"
    )
    result = run("-m", "pytest", "-p", "ferronum", "-n", workers, "-q", tmp_path, cwd=tmp_path)
    assert "1 passed" in result.ok()
    without = run("-m", "pytest", "-q", tmp_path, cwd=tmp_path)
    assert without.code == 1 and "1 failed" in without.out


@pytest.mark.parametrize("workers", ["0", "2"])
def test_pytest_door_where_warnings_are_errors(tmp_path, workers):
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    (tmp_path / "test_it.py").write_text("import ferronum\ndef test_core():\n    assert ferronum.is_active()\n")
    for environment in ({}, {"FERRONUM": "1"}):
        result = run("-m", "pytest", "-p", "ferronum", "-n", workers, "-q", tmp_path, cwd=tmp_path, **environment)
        assert "1 passed" in result.ok()


def test_the_wheels_core_is_never_mapped(package):
    code = (
        "import numpy, numpy.random, numpy.linalg, numpy.fft\n"
        "paths = {l.split(None, 5)[5].strip() for l in open('/proc/self/maps') if '_multiarray_umath' in l}\n"
        "print(*paths, sep='\\n')"
    )
    (line,) = run("-c", code, FERRONUM="1").ok().splitlines()
    assert line.startswith(str(package))


def test_all_names_answer_from_the_core():
    code = (
        "import warnings; warnings.simplefilter('ignore')\n"
        "import numpy as np, numpy._core.multiarray as a, numpy._core._multiarray_umath as m, numpy.core.multiarray as old\n"
        "assert a._ARRAY_API is m._ARRAY_API and old._reconstruct is m._reconstruct and a.scalar is m.scalar\n"
        "assert np.ndarray is m.ndarray and np.add is m.add"
    )
    run("-c", code, FERRONUM="1").ok()


# What goes wrong, each with one clear message.


def test_numpy_already_imported():
    code = (
        "import numpy, ferronum\n"
        "try:\n    ferronum.install()\nexcept ferronum.FerronumError as e:\n    print(e)\n"
        "assert not ferronum.is_active() and numpy.arange(3).sum() == 3"
    )
    out = run("-c", code).ok()
    assert out.startswith("ferronum: NumPy is already imported") and len(out.splitlines()) == 1


def test_another_numpy_version(other_numpy):
    code = "import ferronum\ntry:\n    ferronum.install()\nexcept ferronum.FerronumError as e:\n    print(e)\n"
    code += "import numpy; print(numpy.__version__, ferronum.is_active())"
    first, second = run("-c", code, PYTHONPATH=other_numpy).ok().splitlines()
    assert "NumPy 2.3.1 is installed" in first and "numpy>=2.4,<2.5" in first
    assert second == "2.3.1 False"
    hooked = run("-c", "import numpy", PYTHONPATH=other_numpy, FERRONUM="1")
    assert hooked.code == 1 and "NumPy 2.3.1 is installed" in message(hooked)
    assert run("-c", "print(1)", PYTHONPATH=other_numpy, FERRONUM="1").ok() == "1"
    command = run("-m", "ferronum", "-c", "import numpy", PYTHONPATH=other_numpy)
    assert command.code == 1 and command.err.startswith("ferronum: NumPy 2.3.1")
    assert len(command.err.splitlines()) == 1


@pytest.fixture
def copied_package(package, tmp_path):
    copy = tmp_path / "ferronum"
    shutil.copytree(package, copy)
    return copy


def test_library_for_another_python(copied_package):
    (library,) = copied_package.glob("_multiarray_umath*.so")
    library.rename(copied_package / library.name.replace("311", "399").replace("312", "399").replace("313", "399"))
    result = run("-m", "ferronum", "-c", "import numpy", PYTHONPATH=str(copied_package.parent))
    assert result.code == 1 and "built for another Python" in message(result)
    hooked = run("-c", "import numpy", PYTHONPATH=str(copied_package.parent), FERRONUM="1")
    assert hooked.code == 1 and "built for another Python" in message(hooked)


def test_no_library(copied_package):
    (library,) = copied_package.glob("_multiarray_umath*.so")
    library.unlink()
    result = run("-m", "ferronum", "-c", "import numpy", PYTHONPATH=str(copied_package.parent))
    assert result.code == 1 and "no library in" in message(result)


def test_library_that_does_not_load(copied_package):
    (library,) = copied_package.glob("_multiarray_umath*.so")
    library.write_bytes(b"\x7fELF nonsense")
    result = run("-m", "ferronum", "-c", "import numpy", PYTHONPATH=str(copied_package.parent))
    assert result.code == 1 and "does not load" in message(result)


def test_named_library_that_is_missing():
    result = run("-m", "ferronum", "-c", "import numpy", FERRONUM_LIBRARY="/nowhere/libferronum.so")
    assert result.code == 1 and "FERRONUM_LIBRARY names /nowhere/libferronum.so" in message(result)


def test_missing_script_and_module():
    result = run("-m", "ferronum", "nowhere.py")
    assert result.code == 2 and result.err == (
        "python -m ferronum: can't open file 'nowhere.py': [Errno 2] No such file or directory\n")
    result = run("-m", "ferronum", "-m", "no_such_module")
    assert result.code == 1 and "No module named no_such_module" in result.err
    assert run("-m", "ferronum", "-m").code == 2
    assert run("-m", "ferronum", "--wrong").code == 2


# Diagnostics.


def test_core_info(package, preload):
    code = "import ferronum, json; print(json.dumps(ferronum.core_info()))"
    import json

    active = json.loads(run("-c", code, FERRONUM="1").ok())
    assert list(active) == ["version", "library", "preload", "numpy", "abi", "cpu_level", "blas", "threads"]
    assert active["library"].startswith(str(package)) and active["preload"] == preload
    assert active["numpy"].startswith("2.4.") and active["threads"] >= 1
    assert all(value is not None for value in active.values())
    idle = json.loads(run("-c", code).ok())
    assert idle["library"] == active["library"] and idle["cpu_level"] is None


def test_versions_agree():
    code = "import ferronum, importlib.metadata as m; print(ferronum.__version__ == m.version('ferronum'))"
    assert run("-c", code).ok() == "True"


def test_doctor():
    result = run("-m", "ferronum", "doctor")
    out = result.ok()
    for key in ("python:", "ferronum:", "library:", "cpu_level:", "blas:", "threads:"):
        assert key in out
    assert "active:      yes" in out
    bad = run("-m", "ferronum", "doctor", FERRONUM_LIBRARY="/nowhere.so")
    assert bad.code == 1 and "problem:" in bad.out


@pytest.mark.parametrize("order", ["import numpy, threadpoolctl", "import threadpoolctl, numpy"])
def test_threadpoolctl_knows_the_pool(order):
    code = (
        f"{order}\n"
        "pools = [p for p in threadpoolctl.threadpool_info() if p['user_api'] == 'ferronum']\n"
        "assert len(pools) == 1, threadpoolctl.threadpool_info()\n"
        "with threadpoolctl.threadpool_limits(1, user_api='ferronum'):\n"
        "    (inner,) = [p for p in threadpoolctl.threadpool_info() if p['user_api'] == 'ferronum']\n"
        "print(pools[0]['num_threads'] >= 1, inner['num_threads'])"
    )
    assert run("-c", code, FERRONUM="1").ok() == "True 1"
    assert "ferronum" not in run("-c", "import threadpoolctl, numpy; print(threadpoolctl.threadpool_info())").ok().replace(
        sys.prefix, "")


def test_the_start_up_hook_costs_little():
    code = "import sys; print(sorted(m for m in sys.modules if m.startswith(('ferronum', 'numpy', 'importlib', 'json', 'ctypes'))))"
    assert run("-I", "-c", code, FERRONUM="1").code == 0
    names = run("-c", code, FERRONUM="1").ok()
    assert "numpy" not in names.replace("ferronum", "") and "ferronum._info" not in names and "ctypes" not in names
    assert "ferronum" not in run("-c", code).ok()
