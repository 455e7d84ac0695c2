#!/usr/bin/env python3
"""The shipped tests of packages that are built on NumPy, unmodified, on NumPy's core and on ours, compared test by test.

  clients/run.py                    every package, the full selection; writes docs/clients.md
  clients/run.py --short            the selection of CI; fails on any difference that clients/expected does not explain
  clients/run.py scipy pandas       these packages
  clients/run.py scipy --files 'scipy/ndimage/*' --share 1     some files, all of their tests

Options: --library PATH, --jobs N (processes, shared by both cores), --record (store NumPy's outcomes of this
selection, which the next runs compare with instead of running NumPy's core), --fresh (run NumPy's core even
where its outcomes are stored), --no-repeat (differences are not run a second time).
"""

import argparse
import fnmatch
import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "conformance"), str(HERE / "plugin")]

import compare  # noqa: E402
import environment  # noqa: E402
import reference  # noqa: E402
import report  # noqa: E402
import suite  # noqa: E402
from clients_sample import chosen  # noqa: E402
from packages import PACKAGES  # noqa: E402

STORED = HERE / "reference"
# More differences than this are of one kind, which a second run would not make clearer.
REPEATED = 300

def _library(given):
    target = Path(os.environ.get("CARGO_TARGET_DIR", suite.ROOT / "target"))
    path = Path(given or os.environ.get("FERRONUM_LIBRARY") or target / "release/libferronum.so")
    if not path.exists():
        sys.exit(f"clients: no {path}; run make lib, or give --library")
    return path


def _sample(names, share):
    return [name for name in names if share >= 1 or chosen(name, share)] or names[:1]


def _cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Client:
    """One package's run."""

    def __init__(self, package, args, library):
        self.package, self.args, self.library = package, args, library
        self.version = environment.versions()[package.name]
        self.folder = environment.root(package)
        files, tests = package.short if args.short else package.full
        names = environment.files(package, self.folder)
        if args.files:
            names = [n for n in names if any(fnmatch.fnmatch(n, pattern) for pattern in args.files)]
            files = 1.0
        self.share = args.share if args.share is not None else tests
        self.files = _sample(names, files)
        self.about = (f"{package.name} {self.version} on NumPy {environment.versions()['numpy']}'s own core: "
                      f"{len(self.files)} files, {files} of them, {self.share} of their tests")
        self.stored = STORED / f"{package.name}-{self.version}{'-short' if args.short else ''}.json.gz"

    def _run(self, library, names, share, jobs, seconds=None, patience=1):
        target = environment.Target(self.package, self.folder, share, library)
        # Small samples share a process: to import the package takes longer than to run them.
        seconds = seconds or {name.partition("::")[0]: max(0.2, share) for name in names}
        return suite.run_suite(target, names, jobs, patience * self.package.timeout, target.arguments(), seconds)

    def run(self):
        """Run both cores, or ours alone where NumPy's outcomes are stored; keeps what came out."""
        began, cpu = time.monotonic(), _cpu_seconds()
        whole = not self.args.files and self.args.share is None
        stored = None
        if whole and self.stored.exists() and not (self.args.fresh or self.args.record):
            stored = reference.Reference(self.stored)
        jobs = self.args.jobs
        # What was recorded of another selection is of no use.
        if stored and stored.about == self.about:
            self.ours = self._run(self.library, self.files, self.share, jobs, stored.seconds)
            # The record does not tell a function's one case "" from no case.
            ran = self.ours.outcomes
            self.theirs = {f"{t}[]" if t not in ran and f"{t}[]" in ran else t: o
                           for name in self.files for t, o in stored.outcomes(name).items()}
            # A file without recorded tests was not collected there either.
            numpy_broken = {name: why for name, why in self.ours.broken.items() if not stored.outcomes(name)}
        else:
            runs = {}
            half = max(1, jobs // 2)
            sides = [threading.Thread(target=lambda key=key, lib=lib: runs.update({key: self._run(lib, self.files, self.share, half)}))
                     for key, lib in (("numpy", None), ("ours", self.library))]
            for side in sides:
                side.start()
            for side in sides:
                side.join()
            self.ours = runs["ours"]
            self.theirs = {t: o[0] for t, o in runs["numpy"].outcomes.items()}
            numpy_broken = runs["numpy"].broken
            if self.args.record and whole:
                reference.save(runs["numpy"].outcomes, self.stored, self.about)
        # What NumPy's core cannot collect either says nothing.
        self.broken = {name: why for name, why in self.ours.broken.items() if name not in numpy_broken}
        self.numpy_broken = numpy_broken
        self.found = compare.differences(self.theirs, self.ours.outcomes, self.broken)
        self.flaky = []
        if self.found and not self.args.no_repeat and len(self.found) <= REPEATED:
            self._repeat()
        self.seconds, self.cpu = time.monotonic() - began, _cpu_seconds() - cpu

    def _repeat(self):
        """Only what differs again, run by itself on both cores, is a difference."""
        names = [d.test for d in self.found if d.ours != "-"]
        if not names:
            return
        # Limits of wall time are no measure where the machine has other work.
        theirs, ours = (self._run(library, names, 1, self.args.jobs, patience=4).outcomes for library in (None, self.library))
        for difference in list(self.found):
            test = difference.test
            if test in theirs and test in ours and theirs[test][0] == ours[test][0]:
                self.flaky.append(difference)
                self.found.remove(difference)

    def result(self):
        """What the report needs, as plain data."""
        problems = compare.explain(self.package.name, self.found, set(self.theirs) & set(self.ours.outcomes))
        problems += [f"not collected here: {name}: {why}" for name, why in sorted(self.broken.items())]
        problems += [f"NumPy's own core was mapped beside ours by {name}" for name in sorted(self.ours.foreign)]
        ours = Counter(o[0] for o in self.ours.outcomes.values())
        theirs = Counter(self.theirs.values())
        return {"package": self.package.name, "selection": "short" if self.args.short else "full",
                "version": self.version, "files": len(self.files), "share": self.share,
                "tests": len(self.theirs), "numpy": dict(theirs), "ours": dict(ours), "seconds": round(self.seconds), "cpu": round(self.cpu),
                "differing": [vars(d) for d in self.found], "flaky": [vars(d) for d in self.flaky],
                "numpy_broken": self.numpy_broken, "problems": problems}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--files", nargs="+")
    parser.add_argument("--share", type=float)
    parser.add_argument("--library")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--no-repeat", action="store_true")
    args = parser.parse_args()
    unknown = set(args.packages) - {p.name for p in PACKAGES}
    if unknown:
        sys.exit(f"clients: unknown: {', '.join(sorted(unknown))}; known: {', '.join(p.name for p in PACKAGES)}")
    environment.prepare(environment.base_python())
    status = 0
    whole = not args.short and not args.files and args.share is None
    with tempfile.TemporaryDirectory(prefix="clients-library-") as folder:
        staged = suite.Target(environment.PYTHON, _library(args.library))
        staged.stage(folder)
        for package in PACKAGES:
            if args.packages and package.name not in args.packages:
                continue
            client = Client(package, args, staged.library)
            client.run()
            result = client.result()
            print(report.line(result), flush=True)
            for problem in result["problems"]:
                print(f"    {problem}", flush=True)
            status |= bool(result["problems"])
            if not args.files and args.share is None:
                report.keep(result)
            elif args.files:
                (environment.PLACE / "last.json").write_text(json.dumps(result))
    if whole:
        report.write_docs()
    return status


if __name__ == "__main__":
    sys.exit(main())
