"""Builds the programs of this folder and compares what they print.

``calls/`` calls every function of the table by its slot with arguments of all sorts. ``programs/*.c`` are extension modules, compiled with the headers of the NumPy wheel and run on both
cores: the same bytes must do the same. Compiled with our headers alone, they must do the same again on
either core (parts ``headers-*``). ``npymath.c`` is compared as linked with NumPy's library and over our
headers. ``embed/`` links the installed library directly, through pkg-config and through CMake;
``relink/`` is one source compiled for the table and for our symbols, the latter with
``ferronum/ferronum.h`` and with NumPy's names and ``FERRONUM_LINK``.
A section or a call that is known to differ stands in ``expected-failures.txt`` with the reason; a stale entry fails, and so
does one without a reason.

    python capi-tests/run.py [--library FILE | --debug] [names…]
"""

import argparse
import concurrent.futures
import difflib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TIMEOUT = 120
# Calls of each function of the table.
CALLS = 100
TOPICS = ("reductions selection products shapes filling creation dtypes scalars converters iterators").split()

DRIVE = "import sys; sys.path.insert(0, sys.argv[1]); import importlib; importlib.import_module(sys.argv[2]).run()"


def command(args, **kwargs):
    """Run a command to its end; its completed process, output as text."""
    return subprocess.run(
        [str(a) for a in args], capture_output=True, text=True, timeout=TIMEOUT * 5, **kwargs
    )


def must(args, **kwargs):
    """Run a command that has to succeed."""
    done = command(args, **kwargs)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, args))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Bench:
    """Where things are: the interpreter, the two ways to run it, the folder for builds."""

    def __init__(self, library, work):
        self.python = sys.executable
        self.work = work
        self.library = library
        self.numpy_include = must([self.python, "-c", "import numpy; print(numpy.get_include())"]).strip()
        self.python_include = sysconfig.get_path("include")
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("FERRONUM", "LD_PRELOAD"))
        }
        # Programs that embed Python find NumPy where this interpreter finds it.
        site = must([self.python, "-c", "import numpy, pathlib; print(pathlib.Path(numpy.__file__).parents[1])"])
        self.embedding = dict(self.environment, PYTHONPATH=site.strip(), PYTHONHOME=sys.base_prefix)
        self.ours = dict(
            self.environment,
            FERRONUM_LIBRARY=str(library),
            PYTHONPATH=os.pathsep.join([str(ROOT / "python-compat"), str(ROOT / "scripts" / "site")]),
        )

    def extension(self, source, name, extra=(), folder="."):
        """Compile an extension module."""
        (self.work / folder).mkdir(exist_ok=True)
        out = self.work / folder / f"{name}{sysconfig.get_config_var('EXT_SUFFIX')}"
        must(
            ["gcc", "-std=gnu11", "-O1", "-g", "-Wall", "-Wno-unused-function", "-shared", "-fPIC"]
            + [f"-DMODULE={name}", f"-I{self.python_include}", source, "-o", out, *extra]
        )
        return out

    def drive(self, name, ours, folder="."):
        """Run an extension module's run() on one of the cores."""
        args = ["-c", DRIVE, str(self.work / folder), name]
        start = [self.python, "-m", "ferronum"] if ours else [self.python]
        return self.finish(start + args, self.ours if ours else self.environment)

    def finish(self, args, environment):
        """Run a program; its stdout, with a line about how it ended if not well."""
        try:
            done = subprocess.run(
                args, capture_output=True, text=True, timeout=TIMEOUT, env=environment, cwd=self.work
            )
        except subprocess.TimeoutExpired:
            return "== end\ntimed out\n"
        if done.returncode == 0:
            return done.stdout
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return f"{done.stdout}== end\nstatus {done.returncode}: {last}\n"


def sections(text):
    """The output's sections by name."""
    out, name = {}, "start"
    for line in text.splitlines():
        if line.startswith("== "):
            name = line[3:]
            out.setdefault(name, [])
        else:
            out.setdefault(name, []).append(line)
    return out


def run_program(bench, source):
    """One program on both cores: the sections that differ, as {name: diff}."""
    name = source.stem
    bench.extension(source, name, [f"-I{bench.numpy_include}", "-lm"])
    reference = sections(bench.drive(name, ours=False))
    ours = sections(bench.drive(name, ours=True))
    if "end" in reference:
        sys.exit(f"{name}: fails on the reference: {reference['end']}")
    differ = compare(name, reference, ours)
    # The same source over our headers: what it does on either core may not change.
    bench.extension(source, name, [f"-I{ROOT / 'include'}", "-Werror", "-lm"], "ours")
    differ |= compare(f"headers-{name}", reference, sections(bench.drive(name, False, "ours")))
    differ |= compare(f"headers-{name}", ours, sections(bench.drive(name, True, "ours")))
    return 3 * len(reference), differ


def run_npymath(bench):
    """The functions of npy_math.h: NumPy's library, and ours in C and C++."""
    source = HERE / "npymath.c"
    common = ["-O1", f"-I{bench.python_include}"]
    library = Path(bench.numpy_include).parent / "lib"
    outputs = []
    for compiler, include, libraries in (
        (["gcc"], bench.numpy_include, [f"-L{library}", "-lnpymath"]),
        (["gcc"], ROOT / "include", []),
        (["g++", "-x", "c++"], ROOT / "include", []),
    ):
        out = bench.work / f"npymath-{len(outputs)}"
        must([*compiler, *common, f"-I{include}", source, "-o", out, *libraries, "-lm"])
        outputs.append(sections(must([out])))
    reference = outputs[0]
    return 2 * len(reference), compare("npymath", reference, outputs[1]) | compare("npymath-c++", reference, outputs[2])


def run_calls(bench, topic):
    """The calls of one topic on both cores; what kills the reference is left out."""
    reference, killed = call_all(bench, topic, ours=False)
    ours, dead = call_all(bench, topic, ours=True)
    # Where the reference dies, ours may say what it likes, but has to live.
    parts = [
        {call: lines for call, lines in core.items() if call not in killed or call in dead} for core in (reference, ours)
    ]
    return len(parts[0]), compare("calls", *parts)


def call_all(bench, topic, ours):
    """What each call answers, and the calls that killed the process."""
    start = [bench.python, "-m", "ferronum"] if ours else [bench.python]
    environment = dict(bench.ours if ours else bench.environment, PYTHONDONTWRITEBYTECODE="1")
    calls = HERE / "calls"
    paths = [environment.get("PYTHONPATH", ""), str(bench.work), str(calls)]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    out, killed, first = {}, set(), 0
    while True:
        args = [*start, calls / "drive.py", topic, str(first), str(CALLS), ROOT / "crates" / "abi" / "api.toml"]
        done = command(args, env=environment)
        for line in done.stdout.splitlines():
            call, _, answer = line.partition("\t")
            answers = out.setdefault(call.split(" ", 1)[1], [])
            if answer not in answers:
                answers.append(answer)
        if done.returncode == 0:
            return out, killed
        announced = [line for line in done.stderr.splitlines() if line.split(" ", 1)[0].isdigit()]
        if not announced:
            sys.exit(f"calls: {topic} does not start\n{done.stderr}")
        number, call = announced[-1].split(" ", 1)
        killed.add(call)
        out.setdefault(call, []).append(f"status {done.returncode}")
        first = int(number)


def compare(name, reference, ours):
    """The sections that differ, each with its difference."""
    differ = {}
    for part in [*reference, *(p for p in ours if p not in reference)]:
        old, new = reference.get(part), ours.get(part)
        if old != new:
            diff = difflib.unified_diff(old or [], new or ["(not reached)"], "reference", "ferronum", lineterm="", n=0)
            differ[f"{name}/{part}"] = "\n".join(list(diff)[2:])
    return differ


def run_embedded(bench, prefix):
    """The programs that link the library, built by pkg-config and by CMake."""
    environment = dict(bench.environment, PKG_CONFIG_PATH=str(prefix / "lib" / "pkgconfig"))
    flags = must(["pkg-config", "--cflags", "--libs", "ferronum"], env=environment).split()
    differ, count = {}, 0
    for source in sorted((HERE / "embed").glob("*.c*")):
        compiler = ["gcc", "-std=c11"] if source.suffix == ".c" else ["g++", "-std=c++17"]
        out = bench.work / f"pkg-{source.stem}"
        must([*compiler, "-Wall", "-Wextra", "-Werror", source, "-o", out, *flags])
        differ |= check_embedded(bench, out, source)
        count += 1
    cmake = shutil.which("cmake") or (Path(sys.executable).parent / "cmake")
    if not Path(cmake).exists():
        print("capi-tests: no cmake; the CMake project is left out")
        return count, differ
    build = bench.work / "cmake"
    must([cmake, "-S", HERE / "cmake-project", "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}"], env=bench.environment)
    must([cmake, "--build", build], env=bench.environment)
    for source in sorted((HERE / "embed").glob("*.c*")):
        differ |= check_embedded(bench, build / source.stem, source, "cmake")
        count += 1
    return count, differ


def check_embedded(bench, program, source, how="pkg-config"):
    """An embedding program's stdout against its recorded one."""
    wanted = {"output": source.with_suffix(".out").read_text().splitlines()}
    got = {"output": bench.finish([str(program)], bench.embedding).splitlines()}
    return compare(f"embed-{how}/{source.name}", wanted, got)


def run_relinked(bench, prefix):
    """One source for the table on the reference, and for our symbols on our core."""
    source = HERE / "relink" / "relinked.c"
    bench.extension(source, "relinked", [f"-I{bench.numpy_include}"])
    reference = sections(bench.drive("relinked", ours=False))
    lib = prefix / "lib"
    bench.extension(
        source,
        "relinked",
        ["-DRELINKED", f"-I{prefix / 'include'}", f"-L{lib}", "-lferronum", f"-Wl,-rpath,{lib}"],
    )
    # The core that serves NumPy and the one that the module is linked with are one file.
    environment = dict(bench.ours, FERRONUM_LIBRARY=str(lib / "libferronum.so"))
    bench.extension(
        source,
        "relinked",
        ["-DFERRONUM_LINK", f"-I{prefix / 'include'}", f"-L{lib}", "-lferronum", f"-Wl,-rpath,{lib}"],
        "linked",
    )
    differ = {}
    for label, folder in (("relink", bench.work), ("relink-numpy", bench.work / "linked")):
        start = [bench.python, "-m", "ferronum", "-c", DRIVE, str(folder), "relinked"]
        differ |= compare(label, reference, sections(bench.finish(start, environment)))
        # Nothing in it may go through a table.
        symbols = must(["nm", "-D", "--undefined-only", next(folder.glob("relinked.*"))])
        if "PyArray_SimpleNew" in symbols or "PyArray_New" not in symbols:
            sys.exit(f"{label}: its calls do not bind to our symbols")
    return 2 * len(reference), differ


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, help="the built libferronum.so")
    parser.add_argument("--debug", action="store_true", help="take the debug build")
    parser.add_argument("--record", action="store_true", help="rewrite expected-failures.txt")
    parser.add_argument("-v", action="store_true", help="show the differences")
    parser.add_argument("names", nargs="*", help="programs to run (all)")
    options = parser.parse_args()
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    library = options.library or target / ("debug" if options.debug else "release") / "libferronum.so"
    library = library.resolve()
    with tempfile.TemporaryDirectory(prefix="capi-") as folder:
        work = Path(folder)
        bench = Bench(library, work)
        prefix = work / "prefix"
        if not options.names or {"embed", "relink"} & set(options.names):
            must(
                ["cargo", "xtask", "install-c", "--prefix", prefix, "--library", library, "--python", sys.executable],
                cwd=ROOT,
            )
        programs = sorted((HERE / "programs").glob("*.c"))
        jobs = [(p.stem, lambda p=p: run_program(bench, p)) for p in programs]
        if not options.names or any(name.startswith("calls") for name in options.names):
            bench.extension(HERE / "calls" / "caller.c", "caller")
        jobs += [(f"calls-{topic}", lambda topic=topic: run_calls(bench, topic)) for topic in TOPICS]
        jobs.append(("embed", lambda: run_embedded(bench, prefix)))
        jobs.append(("relink", lambda: run_relinked(bench, prefix)))
        jobs.append(("npymath", lambda: run_npymath(bench)))
        jobs = [j for j in jobs if not options.names or {j[0], j[0].split("-")[0]} & set(options.names)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda job: job[1](), jobs))
    names = [job[0].split("-")[0] for job in jobs]
    return report(names, results, options)


def job_of(part):
    """The job that a part belongs to."""
    return part.split("/")[0].removeprefix("headers-").split("-")[0]


def report(names, results, options):
    """Compare with what is expected; the exit status."""
    path = HERE / "expected-failures.txt"
    reasons = read_expected(path)
    expected = set(reasons)
    differ = {}
    total = 0
    for count, found in results:
        total += count
        differ |= found
    if options.record:
        kept = {e for e in expected if options.names and job_of(e) not in names}
        write_expected(path, {name: reasons.get(name, "") for name in kept | set(differ)})
        expected = kept | set(differ)
    new = sorted(set(differ) - expected)
    if options.names:
        expected = {e for e in expected if job_of(e) in names}
    stale = sorted(expected - set(differ))
    for name in sorted(differ) if options.v else new:
        print(f"differs: {name}\n{differ[name]}")
    for name in stale:
        print(f"stale entry in expected-failures.txt: {name}")
    unexplained = sorted(name for name, reason in reasons.items() if not reason)
    for name in unexplained:
        print(f"entry without a reason in expected-failures.txt: {name}")
    print(f"capi: {total - len(differ)} of {total} parts equal, {len(differ)} differ ({len(new)} of them new)")
    return 1 if new or stale or unexplained else 0


EXPECTED = """\
# Sections (PROGRAM/SECTION) and calls (calls/FUNCTION(arguments)) whose outcome is known to differ from the reference's, under
# the reason, which stands on a line of its own after "## ".
"""


def read_expected(path):
    """The entries, each with its reason."""
    reasons, reason = {}, ""
    for line in path.read_text().splitlines():
        if line.startswith("## "):
            reason = line[3:]
        elif line and not line.startswith("#"):
            reasons[line] = reason
    return reasons


def write_expected(path, reasons):
    """One paragraph for each reason."""
    text = EXPECTED
    for reason in sorted(set(reasons.values())):
        names = sorted(name for name, why in reasons.items() if why == reason)
        text += f"\n## {reason}\n" if reason else "\n"
        text += "".join(f"{name}\n" for name in names)
    path.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
