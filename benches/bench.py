#!/usr/bin/env python3
"""Side by side: the same statements on Ferronum's core and on NumPy's own, in alternating rounds.

Both cores live in processes of their own for the whole run. Each case's results are compared, then
it is timed in rounds that alternate between the cores, NumPy with its default threads. A case's
figure is the median of the ratios of its rounds (our time over NumPy's); a group's is the geometric
mean of its cases, and is the result: a single case means little under 1.3. The groups of the type
system (creation and casts) also hold every case to a limit of its own; what is over it is measured
three times. The group ``memory`` is a measurement of peaks instead: see memory.py.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "conformance"))
sys.path.insert(0, str(HERE))

import cases as benchcases  # noqa: E402
import memory  # noqa: E402
import suite  # noqa: E402
import twin  # noqa: E402

WRITE_DATA = """
import numpy as np, sys, os
n = int(sys.argv[2]); folder = sys.argv[1]
r = np.random.default_rng(0)
f = r.random(n) + 0.01
for d in ("f8", "f4", "f2"):
    f.astype(d).tofile(os.path.join(folder, d))
i = r.integers(1, 1 << 40, n)
i.tofile(os.path.join(folder, "i8"))
for d in ("i4", "i1", "u1"):
    r.integers(1, 100, n).astype(d).tofile(os.path.join(folder, d))
(f > 0.5).tofile(os.path.join(folder, "b1"))
(f + 1j * f[::-1]).tofile(os.path.join(folder, "c16"))
"""
IMPORT = "import time; t = time.perf_counter(); import numpy; print(time.perf_counter() - t)"


def compare_results(case, own, ours):
    """None if both cores computed the same, else what differs."""
    if own["result"] != ours["result"]:
        return f"results differ: NumPy {own['result']}, here {ours['result']}"
    for x, y in zip(own.get("sample", ()), ours.get("sample", ())):
        tolerance = 1e-3 if "f2" in case.name else 3e-6 if "f4" in case.name else 1e-13
        if abs(x - y) > tolerance * max(abs(x), 1e-3) * 4:
            return f"results differ: NumPy {x!r}, here {y!r}"
    return None


def run_case(case, own, ours, rounds, round_time):
    """Time one case: a dict with its ratio, or with the reason why it has none."""
    request = {"do": "build", "statement": case.statement, "setup": case.setup, "close": case.close, "round": round_time}
    built = []
    for worker in (own, ours):
        answer = worker.ask(request, 120)
        problem = answer.get("error") or answer.get("died") or (answer.get("hung") and "hung")
        if problem:
            return {"problem": f"{worker.name}: {problem}"}
        built.append(answer)
    differ = compare_results(case, *built)
    if differ:
        return {"problem": differ}
    number = max(1, min(b["number"] for b in built))
    ratios, times = [], ([], [])
    for i in range(rounds):
        pair = [None, None]
        for k in ((0, 1) if i % 2 == 0 else (1, 0)):
            answer = (own, ours)[k].ask({"do": "time", "number": number}, 120)
            if "seconds" not in answer:
                return {"problem": f"{(own, ours)[k].name}: {answer}"}
            pair[k] = answer["seconds"]
            times[k].append(answer["seconds"])
        ratios.append(pair[1] / pair[0])
    return {"ratio": statistics.median(ratios), "numpy": statistics.median(times[0]), "ferronum": statistics.median(times[1])}


def repeat_slow(cases, results, run):
    """Measure cases over their single limit twice more, with arrays in new places: the median of the three counts."""
    for case in cases:
        group, first = results[case.name]
        limit = benchcases.CASE_LIMITS.get(group)
        if limit is None or first.get("ratio", 0) <= limit:
            continue
        tries = sorted((first, run(case), run(case)), key=lambda r: r.get("ratio", math.inf))
        results[case.name] = (group, tries[1])
        print(f"measured again: {case.name}: " + ", ".join(f"{r['ratio']:.2f}" if "ratio" in r else r["problem"] for r in tries))


def run_import(targets, rounds):
    """The import of numpy, each time in a fresh process."""
    ratios, times = [], ([], [])
    for i in range(rounds + 1):
        pair = [None, None]
        for k in ((0, 1) if i % 2 == 0 else (1, 0)):
            p = subprocess.run([targets[k].python, "-c", IMPORT], env=targets[k].environment(), capture_output=True, text=True)
            if p.returncode:
                return {"problem": (p.stderr.strip().splitlines() or ["died"])[-1][:200]}
            pair[k] = float(p.stdout)
        if i:  # the first round warms the file cache
            ratios.append(pair[1] / pair[0])
            for k in (0, 1):
                times[k].append(pair[k])
    return {"ratio": statistics.median(ratios), "numpy": statistics.median(times[0]), "ferronum": statistics.median(times[1])}


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def human(seconds):
    for unit, scale in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def report(results, worst):
    """The table per group; True if every limit holds."""
    held = True
    print(f"\n{'group':<14} {'cases':>5} {'geometric mean':>15} {'limit':>7}   worst")
    for group, limit in benchcases.LIMITS.items():
        rows = [(name, r) for name, (g, r) in results.items() if g == group]
        if not rows:
            continue
        timed = [(r["ratio"], name) for name, r in rows if "ratio" in r]
        if not timed:
            print(f"{group:<14} {0:>5}/{len(rows)}  nothing could be timed")
            held = held and limit is None
            continue
        mean = geometric_mean([ratio for ratio, _ in timed])
        single = benchcases.CASE_LIMITS.get(group)
        slow = [name for ratio, name in timed if single is not None and ratio > single]
        over = limit is not None and mean > limit or bool(slow)
        held = held and not over and not (limit is not None and len(timed) < len(rows))
        top = ", ".join(f"{name} {ratio:.2f}{' OVER' if name in slow else ''}" for ratio, name in sorted(timed, reverse=True)[:worst])
        print(f"{group:<14} {len(timed):>3}/{len(rows):<3} {mean:>13.3f} {limit if limit else '-':>7} {'OVER' if over else '    '} {top}")
    problems = [(name, r["problem"]) for name, (_, r) in results.items() if "problem" in r]
    for name, problem in problems:
        print(f"not timed: {name}: {problem}")
    return held


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", default=str(ROOT / "target/release/libferronum.so"))
    parser.add_argument("--python", default=os.environ.get("FERRONUM_PYTHON", str(ROOT / ".venv/bin/python")))
    parser.add_argument("--group", action="append", help="only this group (may be given again)")
    parser.add_argument("--case", help="only cases whose name contains this")
    parser.add_argument("--quick", action="store_true", help="some cases of each group, 5 rounds")
    parser.add_argument("--rounds", type=int, help="default 15")
    parser.add_argument("--worst", type=int, default=3)
    parser.add_argument("-v", action="store_true", help="print every case")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--check", action="store_true", help="exit 1 if a group, a case or a peak is over its limit")
    args = parser.parse_args()
    rounds = args.rounds or (5 if args.quick else 15)
    round_time = 0.002 if args.quick else 0.005
    chosen = [c for c in benchcases.all_cases()
              if (not args.group or c.group in args.group) and (not args.case or args.case in c.name)
              and (c.quick or not args.quick)]
    targets = suite.Target(args.python), suite.Target(args.python, args.library)
    for target in targets:
        plain = target.environment
        target.environment = lambda plain=plain: {k: v for k, v in plain().items() if k != "OPENBLAS_NUM_THREADS"}
    results, peaks = {}, {}
    if not args.group or "memory" in args.group:
        peaks = memory.measure(targets, args.quick, args.case, args.v)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        largest = 2 * 10**7 if any("e+07" in c.name for c in chosen) else 2 * 10**6
        subprocess.run([args.python, "-c", WRITE_DATA, folder, str(largest)], check=True, env=targets[0].environment())
        if (not args.group or "import" in args.group) and not args.case:
            results["import numpy"] = ("import", run_import(targets, rounds))
        own, ours = (twin.Worker(name, target, HERE / "worker.py", {"BENCH_DATA": folder})
                     for name, target in zip(("NumPy", "Ferronum"), targets))
        began = time.monotonic()
        for i, case in enumerate(chosen):
            result = run_case(case, own, ours, rounds, round_time)
            results[case.name] = (case.group, result)
            if args.v:
                shown = f"{result['ratio']:6.2f}  {human(result['ferronum']):>9} / {human(result['numpy']):<9}" if "ratio" in result else result["problem"]
                print(f"{case.name:<40} {shown}", flush=True)
            elif sys.stderr.isatty() and i % 10 == 0:
                print(f"\r{i}/{len(chosen)} cases, {time.monotonic() - began:.0f} s ", end="", file=sys.stderr)
        repeat_slow(chosen, results, lambda case: run_case(case, own, ours, rounds, round_time))
        own.stop()
        ours.stop()
    held = report(results, args.worst)
    if peaks:
        held = memory.report(peaks, args.worst) and held
    if args.json:
        figures = {name: {"group": g, **r} for name, (g, r) in results.items()}
        figures.update({f"memory: {name}": {"group": "memory", "numpy": own, "ferronum": ours} for name, (own, ours) in peaks.items()})
        Path(args.json).write_text(json.dumps(figures, indent=1))
    return 1 if args.check and not held else 0


if __name__ == "__main__":
    sys.exit(main())
