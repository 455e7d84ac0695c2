#!/usr/bin/env python3
"""NumPy's own test suite, unmodified, on Ferronum's core, compared with NumPy's own.

  conformance/run.py                                  the whole suite, summary per file
  conformance/run.py numpy/_core/tests/test_dtype.py  one file (also: test_dtype.py, numpy/fft, FILE::TestX)
  conformance/run.py test_dtype.py -k promote --failures

Options: --library PATH (default: the newest libferronum.so under target/), --python PATH (default:
$FERRONUM_PYTHON, else .venv), --jobs N, --timeout S, --top N (failures by error line), --failures
(each failing test with its error), --check (against conformance/expected, exit 1 on any difference),
--update (rewrite those lists), --write-docs, --json FILE, --record (run NumPy's own core instead and
write conformance/reference), --write-coreless.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import expected  # noqa: E402
import missing  # noqa: E402
import reference  # noqa: E402
import suite  # noqa: E402

ROOT = suite.ROOT
NEEDS_NO_CORE = suite.HERE / "reference" / "needs_no_core.txt"


def newest_library():
    """The library that was built last in this checkout."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    found = [p for p in (target / "release/libferronum.so", target / "debug/libferronum.so") if p.exists()]
    if os.environ.get("FERRONUM_LIBRARY"):
        found = [Path(os.environ["FERRONUM_LIBRARY"])]
    if not found:
        sys.exit(f"conformance: no libferronum.so under {target}; run cargo build, or give --library")
    return max(found, key=lambda p: p.stat().st_mtime)


def coreless_files():
    """Test files that pass without a working core: they measure nothing here."""
    lines = NEEDS_NO_CORE.read_text(encoding="utf-8").splitlines() if NEEDS_NO_CORE.exists() else []
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def resolve(names, files):
    """Test files for what the command line names."""
    chosen = []
    for name in names:
        path, _, rest = name.partition("::")
        path = path.rstrip("/")
        hits = [f for f in files if f == path or f.startswith(path + "/") or f.endswith("/" + path)
                or f.endswith("/" + path + ".py") or f == path + ".py"]
        if not hits:
            sys.exit(f"conformance: no test file of the wheel matches {name!r}")
        chosen += [f"{h}::{rest}" if rest else h for h in hits]
    return list(dict.fromkeys(chosen))


class FileResult:
    """One test file: the reference's outcomes beside ours."""

    def __init__(self, file, ref, ours, broken, partial):
        self.file = file
        if partial:
            ref = {n: o for n, o in ref.items() if n in ours}
        self.wanted = [n for n, o in ref.items() if o == "p"]
        self.passed = [n for n in self.wanted if ours.get(n, ("",))[0] == "p"]
        functions = defaultdict(lambda: [0, 0])
        for nodeid in self.wanted:
            entry = functions[nodeid.partition("[")[0]]
            entry[1] += 1
            entry[0] += ours.get(nodeid, ("",))[0] == "p"
        self.shares = [ok / n for ok, n in functions.values()]
        reason = broken.get(file, "not collected")
        self.failing = {n: f"{_WORD[o[0]]}{o[1]}" for n, o in ours.items() if o[0] in "fech"}
        for nodeid in self.wanted:
            outcome = ours.get(nodeid)
            if outcome is None:
                self.failing[nodeid] = reason
            elif outcome[0] in "sxX":
                self.failing[nodeid] = f"{_WORD[outcome[0]]}{outcome[1]}"
        self.ours_passing = {n for n, o in ours.items() if o[0] == "p"}
        self.counts = Counter(o[0] for o in ours.values())
        self.broken = broken.get(file)

    def local(self, names):
        """Names without the file part."""
        return [n[len(self.file) + 2:] for n in names]


_WORD = {"f": "", "e": "", "c": "", "h": "", "s": "skipped here only: ", "x": "xfail here only ", "X": "xpass here only "}


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def mean(values):
    return 100.0 * sum(values) / len(values) if values else 100.0


def summary_row(name, results):
    wanted = sum(len(r.wanted) for r in results)
    passed = sum(len(r.passed) for r in results)
    shares = [s for r in results for s in r.shares]
    return name, passed, wanted, percent(passed, wanted), mean(shares)


def print_table(rows, out=sys.stdout):
    width = max([len(r[0]) for r in rows] + [10])
    print(f"{'':<{width}} {'passed':>7} {'of':>7} {'tests':>8} {'functions':>10}", file=out)
    for name, passed, wanted, tests, functions in rows:
        print(f"{name:<{width}} {passed:>7} {wanted:>7} {tests:>7.2f}% {functions:>9.2f}%", file=out)


def packages(results):
    """Rows per part of NumPy: the folder that holds the tests."""
    groups = defaultdict(list)
    for r in results:
        groups[r.file.rpartition("/tests/")[0]].append(r)
    return [summary_row(name, group) for name, group in sorted(groups.items())]


def print_failures(results, every, top):
    """Failures by error line, and each by itself if asked."""
    groups = defaultdict(list)
    for r in results:
        for nodeid, message in r.failing.items():
            groups[re.sub(r"'[^']*'|\d+|\bat \S+:\S+ in \S+", "_", message.split(" | ")[0])[:90]].append((nodeid, message))
    if every:
        for r in results:
            for nodeid, message in sorted(r.failing.items()):
                print(f"FAIL {nodeid}\n     {message}")
        print()
    ranked = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    if ranked and top:
        print(f"\nmost frequent errors ({len(ranked)} kinds):")
        for _, members in ranked[:top]:
            nodeid, message = members[0]
            print(f"{len(members):6}  {message[:150]}\n        e.g. {nodeid}")


def write_docs(results, coreless, about, path):
    """docs/conformance.md, and the table of parts in the README."""
    counted = [r for r in results if r.file not in coreless]
    lines = [
        "# Conformance", "",
        "NumPy's own test suite, as its wheel ships it, on Ferronum's core. Written by `make conformance`;",
        f"the reference is {about}. *tests* is the share of the tests that pass on NumPy's own core and pass here too;",
        "*functions* is the mean over test functions of that share of their cases (a few parametrised functions hold",
        "a third of all tests). Files that pass without a working core are left out of the totals",
        "(`conformance/reference/needs_no_core.txt`). What fails, and why, stands in `conformance/expected/`.", "",
        "| part | passed | of | tests | functions |", "|---|---:|---:|---:|---:|",
    ]

    def row(name, passed, wanted, tests, functions):
        return f"| {name} | {passed} | {wanted} | {tests:.2f} % | {functions:.2f} % |"

    lines.append(row("**all**", *summary_row("", counted)[1:]))
    lines += [row(f"`{r[0]}`", *r[1:]) for r in packages(counted)]
    lines += ["", "| file | passed | of | tests | functions |", "|---|---:|---:|---:|---:|"]
    for r in counted:
        if r.wanted:
            lines.append(row(f"`{r.file.removeprefix('numpy/')}`", *summary_row("", [r])[1:]))
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    readme = path.parent.parent / "README.md"
    text = readme.read_text(encoding="utf-8")
    start, end = "<!-- conformance: written by `make conformance` -->\n", "<!-- /conformance -->"
    head, _, rest = text.partition(start)
    first = lines.index("| part | passed | of | tests | functions |")
    table = lines[first:lines.index("", first)]
    readme.write_text(head + start + "\n".join(table) + "\n" + end + rest.partition(end)[2], encoding="utf-8")


def record(args, target, files):
    """Run NumPy's own core (several times: only what passes every time is a pass) and write the reference."""
    import platform

    merged = {}
    for _ in range(args.record):
        run = suite.run_suite(target, files, args.jobs, 300, args.extra, progress=show_progress)
        for nodeid, outcome in run.outcomes.items():
            before = merged.setdefault(nodeid, outcome)
            if before[0] == "p" and outcome[0] != "p":
                merged[nodeid] = outcome
        for name, reason in run.broken.items():
            print(f"not collected: {name}: {reason}")
    flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    level = "AVX512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "baseline"
    about = f"NumPy 2.4.6's own core on CPython {platform.python_version()}, {platform.machine()}, {level}"
    path = reference.path_for()
    reference.save(merged, path, about)
    print(f"{dict(Counter(o[0] for o in merged.values()))} -> {path} ({path.stat().st_size} bytes)")
    for nodeid, outcome in sorted(merged.items()):
        if outcome[0] in "fech":
            print(f"{outcome[0]} {nodeid}: {outcome[1]}")


def write_coreless(args, target, files, ref):
    """Write the list of test files whose passes do not depend on the core."""
    run = suite.run_suite(target, files, args.jobs, 15, ["-p", "inert_plugin"], ref.seconds, show_progress)
    lines = ["# Test files that pass as well when the core's functions are taken away (run.py --write-coreless)."]
    for file in files:
        wanted = [n for n, o in ref.outcomes(file).items() if o == "p"]
        still = sum(run.outcomes.get(n, ("",))[0] == "p" for n in wanted)
        # The types of the core stay where they are, so most of _core/tests still depends on it; the
        # tests of the wheel's own binary _simd do not.
        core_types = file.startswith("numpy/_core/") and "/test_simd" not in file
        if still >= 0.9 * len(wanted) and not core_types:
            lines.append(file)
            print(f"{still}/{len(wanted)} {file}")
    NEEDS_NO_CORE.write_text("\n".join(lines) + "\n", encoding="utf-8")


_began = time.monotonic()


def show_progress(job, done, total, run):
    print(f"  {time.monotonic() - _began:5.0f} s  {done}/{total} jobs, {len(run.outcomes)} tests", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--library")
    parser.add_argument("--python", default=os.environ.get("FERRONUM_PYTHON", str(ROOT / ".venv/bin/python")))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=int, default=60)
    parser.add_argument("-k", dest="keyword")
    parser.add_argument("-m", dest="mark")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--top", type=int, default=15)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--write-docs", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--record", type=int, default=0, metavar="ROUNDS")
    parser.add_argument("--own", action="store_true", help="run NumPy's own core (to look at the instrument itself)")
    parser.add_argument("--write-coreless", action="store_true", help="find the files that need no core")
    args = parser.parse_args()
    args.extra = (["-k", args.keyword] if args.keyword else []) + (["-m", args.mark] if args.mark else [])
    own = args.record or args.own or args.write_coreless
    target = suite.Target(args.python, None if own else args.library or newest_library())
    files = suite.find_test_files(target.site_packages())
    if args.record:
        return record(args, target, files)
    ref = reference.Reference()
    if args.write_coreless:
        return write_coreless(args, target, files, ref)
    coreless = coreless_files()
    # A whole run spends no time on what it would not count.
    chosen = resolve(args.files, files) if args.files else [f for f in files if f not in coreless and f in ref.files]
    quiet = len(chosen) < 3
    with tempfile.TemporaryDirectory(prefix="conformance-library-") as folder:
        target.stage(folder)
        run = suite.run_suite(target, chosen, args.jobs, args.timeout, args.extra, ref.seconds,
                              None if quiet else show_progress)
        absent = missing.in_module(target) if args.write_docs else ()
    by_file = defaultdict(dict)
    for nodeid, outcome in run.outcomes.items():
        by_file[nodeid.partition("::")[0]][nodeid] = outcome
    partial_all = bool(args.extra)
    results = []
    for name in dict.fromkeys(c.partition("::")[0] for c in chosen):
        partial = partial_all or name not in chosen
        results.append(FileResult(name, ref.outcomes(name), by_file[name], run.broken, partial))

    rows = [summary_row(r.file, [r]) for r in results]
    rows = [row for row in rows if row[2]] or rows
    print_table(rows)
    broken = defaultdict(list)
    for r in results:
        if r.broken:
            broken[r.broken].append(r.file)
    for reason, names in broken.items():
        print(f"not collected: {', '.join(names[:5])}{f' and {len(names) - 5} more' if len(names) > 5 else ''}: {reason}")
    print_failures(results, args.failures, args.top)
    if not args.files:
        print()
        print_table(packages(results))
    print()
    print_table([summary_row("total", results)])
    counts = Counter()
    for r in results:
        counts.update(r.counts)
    words = {"p": "passed", "f": "failed", "e": "errors", "s": "skipped", "x": "xfailed", "X": "xpassed",
             "c": "CRASHED", "h": "HUNG"}
    print(", ".join(f"{counts[k]} {w}" for k, w in words.items() if counts[k])
          + f"; {time.monotonic() - _began:.0f} s")
    if args.json:
        rows = {r.file: {"passed": len(r.passed), "of": len(r.wanted), "shares": r.shares} for r in results}
        total = summary_row("", results)
        Path(args.json).write_text(json.dumps({"tests": total[3], "functions": total[4], "files": rows}))
    if args.write_docs:
        write_docs(results, coreless, ref.about, ROOT / "docs/conformance.md")
        missing.write(absent, results)
    status = 0
    if run.foreign and not own:
        print(f"NumPy's own core was mapped beside ours by: {', '.join(sorted(run.foreign))}")
        status = 1
    if args.update or args.check:
        for r in results:
            if partial_all or r.file not in chosen:
                continue
            failing = dict(zip(r.local(r.failing), r.failing.values()))
            passing = set(r.local(r.ours_passing))
            if args.update:
                expected.write(r.file, failing, passing)
                continue
            for kind, what in expected.compare(r.file, failing, passing):
                print(f"{kind}: {r.file}: {what}")
                status = 1
        if args.check and status:
            print("conformance: the run differs from conformance/expected (make conformance-update rewrites the lists)")
    return status


if __name__ == "__main__":
    sys.exit(main())
