"""The environment of the clients: ``target/clients/venv`` with the pinned wheels, and the tests of those whose
wheels ship none, from their sdists, in ``target/clients/src``.
"""

import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import suite
from packages import PACKAGES

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
REQUIREMENTS = ROOT / "requirements/clients.txt"
PLACE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "clients"
PYTHON = PLACE / "venv/bin/python"


def versions():
    """``{distribution: version}`` as pinned."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").split("\n")
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


def prepare(base):
    """Make the environment if the pins have changed since it was made."""
    stamp = PLACE / "venv/.stamp"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        if not PYTHON.exists():
            subprocess.run([base, "-m", "venv", str(PLACE / "venv")], check=True)
        subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "-r", str(REQUIREMENTS)], check=True)
        stamp.write_text(wanted)


def _site():
    return suite.Target(PYTHON).site_packages()


def root(package):
    """The folder that the package's test files are relative to; fetches its sdist where the wheel has no tests."""
    if package.own:
        return HERE / "own"
    for name in package.folders:
        (_site() / name).mkdir(exist_ok=True)
    if not package.sdist:
        return _site()
    version = versions()[package.name]
    folder = PLACE / "src" / f"{package.name}-{version}"
    if not folder.exists():
        _fetch(package, version, folder)
    if not package.into:
        return folder
    site = _site()
    if not (site / package.sdist).exists():
        shutil.copytree(folder / package.sdist, site / package.sdist)
    return site


def _fetch(package, version, folder):
    """Only the tests are unpacked: beside them, the sources would be imported instead of the installed package."""
    downloads = PLACE / "sdists"
    subprocess.run([str(PYTHON), "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", package.name,
                    "--dest", str(downloads), f"{package.name}=={version}"], check=True)
    stem = package.name.replace("-", "_").lower()
    [archive] = downloads.glob(f"{stem}-{version}.tar.gz")
    with tarfile.open(archive) as tar:
        top = tar.getnames()[0].partition("/")[0]
        prefix = f"{top}/{package.sdist}/"
        for member in tar.getmembers():
            if member.name.startswith(prefix):
                member.name = member.name.removeprefix(f"{top}/")
                tar.extract(member, folder, filter="data")


def files(package, folder):
    """The package's test files, relative to the folder."""
    found = sorted({p.relative_to(folder).as_posix() for pattern in package.tests for p in folder.glob(pattern)})
    return [f for f in found if not any(fnmatch.fnmatch(f, pattern) for pattern in package.without)]


class Target(suite.Target):
    """One core under the clients' interpreter, running one package's tests."""

    def __init__(self, package, folder, share, library=None):
        super().__init__(PYTHON, library)
        self.package = package
        self.folder = folder
        self.share = share

    def environment(self):
        env = super().environment()
        env["PYTHONPATH"] = os.pathsep.join([env["PYTHONPATH"], str(HERE / "plugin")])
        env["CLIENTS_SAMPLE"] = str(self.share)
        env["MPLBACKEND"] = "agg"
        env["HYPOTHESIS_STORAGE_DIRECTORY"] = str(PLACE / "hypothesis")
        env["NUMBA_CACHE_DIR"] = str(PLACE / "numba")
        env["OMP_NUM_THREADS"] = env["NUMEXPR_NUM_THREADS"] = "2"
        return {**env, **self.package.environment}

    def site_packages(self):
        return self.folder

    def arguments(self):
        """Arguments of pytest beside those of NumPy's suite."""
        settings = _site() / self.package.settings if self.package.settings else HERE / "pytest.ini"
        return ["-c", str(settings), "-p", "clients_plugin", "--hypothesis-seed=1", *self.package.options]


def base_python():
    """The interpreter that makes the environment."""
    return os.path.realpath(sys.executable) if sys.prefix != sys.base_prefix else sys.executable
