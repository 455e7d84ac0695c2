"""Builds other people's sources over our headers alone, and runs their tests on both cores.

The environment in ``target/sources`` has NumPy's wheel with our headers and our libnpymath.a in place of its own,
and ``CFLAGS`` names ours first. Projects come from PyPI as source distributions; the modules of this
folder (pybind11, nanobind, f2py over C) are ours. What is built is run on NumPy's core and on ours: a test that
fails on ours only is a fault, and stands in ``expected.txt`` if it is known.

    python capi-tests/sources/run.py [--library FILE | --debug] [projects…]
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NUMPY = "numpy==2.4.6"
# Build systems and what the tests import.
TOOLS = """setuptools wheel cython meson meson-python ninja pytest hypothesis pybind11 nanobind swig versioneer
    setuptools_scm jinja2 packaging cffi pytest-doctestplus pytest-timeout scipy hatchling pkgconf""".split()

PROJECTS = {
    "bottleneck": ("bottleneck==1.6.1", ["--pyargs", "bottleneck"]),
    "numexpr": ("numexpr==2.14.2", ["--pyargs", "numexpr"]),
    "pyerfa": ("pyerfa==2.0.1.5", ["--pyargs", "erfa"]),
    "pywavelets": ("PyWavelets==1.9.0", ["--pyargs", "pywt"]),
    # One test integrates for minutes.
    "quaternion": ("numpy-quaternion==2024.0.13", ["tests", "-k", "not integrate_angular"]),
}


class Bench:
    """The environment, the installed library and headers, and how programs are started on either core."""

    def __init__(self, library):
        self.target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "sources"
        self.venv = self.target / "venv"
        self.python = self.venv / "bin" / "python"
        self.prefix = self.target / "prefix"
        self.library = library
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("FERRONUM", "LD_PRELOAD", "PYTHON"))
        }
        include = f"-I{self.prefix / 'include'}"
        self.environment |= {
            "PATH": f"{self.venv / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "CFLAGS": include,
            "CXXFLAGS": include,
            "PKG_CONFIG_PATH": str(self.prefix / "lib" / "ferronum" / "pkgconfig"),
        }

    def must(self, args, cwd=None, **more):
        """Run a command that has to succeed."""
        done = subprocess.run([str(a) for a in args], capture_output=True, text=True, cwd=cwd or self.target,
                              env={**self.environment, **more})
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, args))}\n{done.stdout[-6000:]}\n{done.stderr[-6000:]}")
        return done.stdout

    def pip(self, *args, **more):
        return self.must([self.python, "-m", "pip", "-q", *args], **more)

    def prepare(self):
        """Make the environment, once, and install the library and headers."""
        self.target.mkdir(parents=True, exist_ok=True)
        stamp = self.venv / "sources-stamp"
        if not stamp.exists() or stamp.read_text() != " ".join([NUMPY, *TOOLS]):
            shutil.rmtree(self.venv, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", self.venv], check=True)
            self.pip("install", "-U", "pip")
            self.pip("install", "-U", NUMPY, *TOOLS)
            stamp.write_text(" ".join([NUMPY, *TOOLS]))
        subprocess.run(
            ["cargo", "xtask", "install-c", "--prefix", self.prefix, "--library", self.library, "--python", sys.executable],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )
        core = self.site / "numpy" / "_core"
        for folder in (core / "include", core / "lib"):
            folder.unlink() if folder.is_symlink() else shutil.rmtree(folder, ignore_errors=True)
        # Meson wants the folders that numpy.get_include() names, and cffi reads files there: they are ours.
        (core / "include").symlink_to(self.prefix / "include")
        (core / "lib").symlink_to(self.prefix / "lib" / "ferronum")

    @property
    def site(self):
        return Path(sysconfig.get_path("platlib", "posix_prefix", vars={"platbase": str(self.venv), "base": str(self.venv)}))

    def source(self, requirement):
        """The unpacked source distribution."""
        folder = self.target / "sdist"
        name = re.split("[=<>]", requirement)[0]
        pattern = f"{name.replace('-', '_').lower()}-[0-9]*.tar.gz"
        folder.mkdir(exist_ok=True)
        if not list(folder.glob(pattern)):
            more = {"PYTHONPATH": str(HERE / "fetch")} if name == "numpy" else {}
            self.pip("download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "-d", folder, requirement, **more)
        (archive,) = folder.glob(pattern)
        place = self.target / "src"
        out = place / archive.name.removesuffix(".tar.gz")
        if not out.exists():
            with tarfile.open(archive) as tar:
                tar.extractall(place, filter="data")
        return out

    def run(self, args, site, ours, cwd):
        """Run Python with a folder of built modules on one of the cores."""
        environment = dict(self.environment, PYTHONPATH=str(site))
        start = [self.python]
        if ours:
            paths = [site, ROOT / "python-compat", ROOT / "scripts" / "site"]
            environment |= {"FERRONUM_LIBRARY": str(self.library), "PYTHONPATH": os.pathsep.join(map(str, paths))}
            start += ["-m", "ferronum"]
        cwd.mkdir(parents=True, exist_ok=True)
        return subprocess.run([*map(str, start), *map(str, args)], capture_output=True, text=True, env=environment, cwd=cwd)

    def pytest(self, name, args, site, cwd=None):
        """The tests on both cores: what fails, by core."""
        found = []
        for ours in (False, True):
            command = ["-m", "pytest", "-q", "-rfE", "--tb=no", "-c", os.devnull, "-p", "no:cacheprovider",
                       "--continue-on-collection-errors", "--timeout=300", "--timeout-method=thread", *args]
            done = self.run(command, site, ours, cwd or self.target / "empty")
            lines = done.stdout.strip().splitlines() or [done.stderr.strip()[-300:] or "nothing"]
            failed = {f.split("/")[-1] for f in re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.M)}
            found.append((failed, re.sub(r" in [\d.]+s.*", "", lines[-1]).strip("= "), done))
        (theirs, their_line, _), (ours, our_line, done) = found
        if not re.search(r"\d+ passed", our_line):
            # A crash, or a test that does not end.
            ours, our_line = ours | {"(run not completed)"}, "not completed"
            print(done.stdout[-1500:], done.stderr[:1500])
        print(f"sources: {name}: NumPy's core: {their_line}; ours: {our_line}")
        for test in sorted(theirs & ours):
            print(f"  fails on both: {test}")
        return {f"{name} {test}" for test in ours - theirs}


def project(bench, name):
    """A project of PyPI: built from its source distribution into a folder of its own."""
    requirement, tests = PROJECTS[name]
    source = bench.source(requirement)
    site = bench.target / "site" / name
    if not site.exists():
        bench.pip("install", "--no-deps", "--no-build-isolation", "--no-cache-dir", "--target", site, source)
    tests = tests if tests[0] == "--pyargs" else [str(source / tests[0]), *tests[1:]]
    return bench.pytest(name, tests, site)


def compile_module(bench, site, name, sources, *flags):
    """One extension module by hand, over our headers."""
    site.mkdir(parents=True, exist_ok=True)
    out = site / f"{name}{sysconfig.get_config_var('EXT_SUFFIX')}"
    compiler = ["g++", "-std=c++17"] if any(Path(s).suffix != ".c" for s in sources) else ["gcc", "-std=gnu11"]
    bench.must([*compiler, "-O1", "-shared", "-fPIC", "-fvisibility=hidden", f"-I{sysconfig.get_path('include')}",
                f"-I{bench.prefix / 'include'}", *sources, "-o", out, *flags])


def pybind11(bench):
    site = bench.target / "site" / "pybind11"
    include = bench.must([bench.python, "-c", "import pybind11; print(pybind11.get_include())"]).strip()
    compile_module(bench, site, "with_pybind11", [HERE / "with_pybind11.cpp"], f"-I{include}")
    return bench.pytest("pybind11", [HERE / "test_with_pybind11.py"], site)


def nanobind(bench):
    site = bench.target / "site" / "nanobind"
    where = Path(bench.must([bench.python, "-c", "import nanobind; print(nanobind.__path__[0])"]).strip())
    compile_module(bench, site, "with_nanobind", [HERE / "with_nanobind.cpp", where / "src" / "nb_combined.cpp"],
                   f"-I{where / 'include'}", f"-I{where / 'ext' / 'robin_map' / 'include'}", "-DNDEBUG", "-fno-strict-aliasing")
    return bench.pytest("nanobind", [HERE / "test_with_nanobind.py"], site)


def f2py(bench):
    """f2py's own wrapper around C functions; its fortranobject.c is NumPy's, its headers ours."""
    site = bench.target / "site" / "f2py"
    site.mkdir(parents=True, exist_ok=True)
    bench.must([bench.python, "-m", "numpy.f2py", HERE / "with_f2py.pyf", "--build-dir", site], cwd=site)
    support = bench.site / "numpy" / "f2py" / "src"
    compile_module(bench, site, "with_f2py", [site / "with_f2pymodule.c", support / "fortranobject.c", HERE / "with_f2py.c"],
                   f"-I{support}", "-lm")
    return bench.pytest("f2py", [HERE / "test_with_f2py.py"], site)


def swig(bench):
    """The tests of numpy.i, from NumPy's source distribution."""
    tests = bench.source(NUMPY) / "tools" / "swig" / "test"
    site = bench.target / "site" / "swig"
    site.mkdir(parents=True, exist_ok=True)
    parts = {"Array": ["Array1", "Array2", "ArrayZ"]}
    names = ["Array", "Farray", "Flat", "Fortran", "Matrix", "SuperTensor", "Tensor", "Vector"]
    for name in names:
        bench.must(["swig", "-c++", "-python", "-outdir", site, "-o", site / f"{name}_wrap.cxx", tests / f"{name}.i"], cwd=tests)
        sources = [site / f"{name}_wrap.cxx", *(tests / f"{part}.cxx" for part in parts.get(name, [name]))]
        compile_module(bench, site, f"_{name}", sources, f"-I{tests}")
    differ, counts = set(), []
    for name in names:
        results = []
        for ours in (False, True):
            done = bench.run([tests / f"test{name}.py"], site, ours, bench.target / "empty")
            failed = set(re.findall(r"^(?:FAIL|ERROR): (\S+ \S+)", done.stderr, re.M))
            ran = re.search(r"Ran (\d+) tests", done.stderr)
            results.append((failed, int(ran[1]) if ran else 0))
        counts.append((results[0][1], results[1][1]))
        differ |= {f"swig {name} {test}" for test in results[1][0] - results[0][0]}
        if results[0][1] != results[1][1] or results[1][1] == 0:
            differ.add(f"swig {name} (tests run: {results})")
    theirs, ours = (sum(c) for c in zip(*counts))
    print(f"sources: swig: NumPy's core: {theirs} tests ran; ours: {ours}")
    return differ


def examples(bench):
    """NumPy's tests that compile: Cython examples, the stable ABI, C in strings, Cython's numpy.random."""
    modules = ["numpy._core.tests.test_cython", "numpy._core.tests.test_limited_api", "numpy._core.tests.test_array_interface",
               "numpy._core.tests.test_mem_policy", "numpy.random.tests.test_extending"]
    return bench.pytest("examples", ["--pyargs", *modules], bench.target / "empty")


JOBS = {name: (lambda bench, name=name: project(bench, name)) for name in PROJECTS}
JOBS |= {"pybind11": pybind11, "nanobind": nanobind, "f2py": f2py, "swig": swig, "examples": examples}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, help="the built libferronum.so")
    parser.add_argument("--debug", action="store_true", help="take the debug build")
    parser.add_argument("names", nargs="*", choices=[*JOBS, []], help="projects to build (all)")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    library = options.library or target / ("debug" if options.debug else "release") / "libferronum.so"
    bench = Bench(library.resolve())
    bench.prepare()
    names = options.names or list(JOBS)
    expected = [line for line in (HERE / "expected.txt").read_text().splitlines() if line and not line.startswith("#")]
    expected = {line for line in expected if line.split()[0] in names}
    differ = set()
    for name in names:
        differ |= JOBS[name](bench)
    for line in sorted(differ - expected):
        print(f"fails on ours only: {line}")
    for line in sorted(expected - differ):
        print(f"stale entry in expected.txt: {line}")
    print(f"sources: {len(names)} projects, {len(differ)} tests fail on ours only ({len(differ - expected)} of them new)")
    return 1 if differ != expected else 0


if __name__ == "__main__":
    sys.exit(main())
