"""What the loader's tests share: clean processes of this interpreter."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def clean_environment(**extra):
    """This environment without anything that selects a core."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FERRONUM", "PYTEST", "PYTHON")) and k != "LD_PRELOAD"}
    env.update(extra)
    return env


def find_python(version):
    """An interpreter of another version: on the path, or under pyenv, whose shims only run the selected ones."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for path in (shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))):
        if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0:
            return str(path)
    pytest.skip(f"no Python {version} here")


class Result:
    """A finished process."""

    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    def ok(self):
        """The output of a process that must have succeeded, without the last newline."""
        assert self.code == 0, f"exit status {self.code}\n{self.out}\n{self.err}"
        return self.out.rstrip("\n")

    def __repr__(self):
        return f"<{self.code}\n{self.out}\n{self.err}>"


def run(*command, python=sys.executable, cwd=None, stdin=None, timeout=120, **env):
    """Run this interpreter with the arguments; keyword arguments become the environment."""
    process = subprocess.run([python, *map(str, command)], capture_output=True, text=True, cwd=cwd, input=stdin,
                             timeout=timeout, env=clean_environment(**env))
    return Result(process)


@pytest.fixture(scope="session")
def package():
    """The folder of the installed package ferronum (not this checkout's)."""
    where = run("-c", "import ferronum; print(ferronum.__path__[0])").ok()
    return Path(where)


@pytest.fixture(scope="session")
def preload(package):
    """The path of the preload library."""
    path = package / "libferronum_preload.so"
    assert path.is_file()
    return str(path)


def message(result):
    """The only line of an error that is about us."""
    lines = [line for line in result.err.splitlines() if "ferronum:" in line]
    assert len(lines) == 1, result
    return lines[0]


@pytest.fixture
def other_numpy(tmp_path):
    folder = tmp_path / "numpy"
    folder.mkdir()
    (folder / "__init__.py").write_text("from .version import version as __version__\n")
    (folder / "version.py").write_text('version = "2.3.1"\n__version__ = version\n')
    return str(tmp_path)
