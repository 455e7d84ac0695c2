#!/usr/bin/env python3
"""The leak check: fixed statements of every area, then random snippets, round after round on our core.

  tests/leaks/run.py                          all of it
  tests/leaks/run.py --area casts --rounds 1000
  tests/leaks/run.py --snippets 300 --seed 5  more snippets of each area of conformance/diff.py

After a warm-up, reference counts of None, the built-in dtypes, types and small objects, the blocks of the
interpreter, malloc's bytes and the number of collected objects must not grow with the rounds, and no
reference count may fall; nor may the process. A leaking area is broken down to its statements. First the
meter must find leaks that are made on purpose.
"""

import argparse
import ctypes
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "conformance")]

# A round of an area is some dozens of statements, a snippet is one; memory may differ by what malloc keeps.
WARM = 60
SNIPPET_ROUNDS = 24
SLACK = 1 << 20
# Leaking statements of an area that are named.
SHOWN = 12


def self_test():
    """Leaks made on purpose, each of one object a round."""
    import meter
    import numpy as np

    up, down = ctypes.pythonapi.Py_IncRef, ctypes.pythonapi.Py_DecRef
    up.argtypes = down.argtypes = [ctypes.py_object]
    malloc = ctypes.CDLL(None).malloc
    malloc.argtypes, malloc.restype = [ctypes.c_size_t], ctypes.c_void_p
    f8, kept, half = np.dtype("f8"), [], []
    for _ in range(5000):
        up(f8)

    def every_other():
        half.append(None)
        if len(half) % 2:
            kept.append(object())

    none = "references to None" if sys.version_info < (3, 12) else None
    made = {
        "nothing": (lambda: np.zeros(3).tolist(), None),
        "a reference to None": (lambda: up(None), none),
        "a dtype released too often": (lambda: down(f8), "references to dtype 'd'"),
        "an object": (lambda: kept.append(object()), "blocks of the interpreter"),
        "a list": (lambda: kept.append([]), "objects of the collector"),
        "an object every other round": (every_other, "blocks of the interpreter"),
        "8 bytes of malloc": (lambda: malloc(8), "bytes of malloc" if meter._mallinfo else None),
        "an array": (lambda: up(np.zeros(2)), "blocks of the interpreter"),
        "an array's data": (lambda: up(np.zeros(100).data.obj), "bytes of malloc" if meter._mallinfo else None),
    }
    missed = 0
    for name, (body, expected) in made.items():
        found = [entry[0] for entry in meter.leaks(body, 1000, 20)]
        if (expected not in found) if expected else found and name == "nothing":
            print(f"SELF-TEST {name}: expected {expected}, found {found}")
            missed += 1
    return missed


def settle(text):
    return text if len(text) < 500 else text[:500] + " ..."


def culprits(prelude, statements):
    """The statements that leak by themselves, with what grew."""
    import meter

    found = meter.leaks(meter.Body(prelude, statements), 200, 10)
    if found and len(statements) == 1:
        yield statements[0], found
    elif found:
        size = -(-len(statements) // 6)
        for start in range(0, len(statements), size):
            yield from culprits(prelude, statements[start:start + size])


def check_area(name, prelude, statements, rounds):
    """Run one area; the number of its leaks."""
    import meter

    body = meter.Body(prelude, statements)
    bad = 0
    for error in body.wrong():
        print(f"BROKEN {name}: {type(error).__name__}: {error}")
        bad += 1
    began = time.monotonic()
    for _ in range(WARM):
        body()
    meter.growths(body, rounds // 5)
    before = meter.memory()
    found = meter.leaks(body, rounds, 0)
    grown = meter.memory() - before
    if found:
        named = list(itertools.islice(culprits(prelude, statements), SHOWN + 1))
        for text, one in named[:SHOWN]:
            print(f"LEAK {name}: {settle(text)}\n    in 100 + 100 rounds: {one[:6]}")
        if len(named) != 1:
            print("    ... and more" if len(named) > SHOWN else f"LEAK {name}: {found[:8]} in all")
    elif grown > SLACK:
        # A second look: malloc may only have settled.
        before = meter.memory()
        meter.growths(body, rounds)
        if meter.memory() - before > SLACK:
            found = ["memory"]
            print(f"LEAK {name}: memory grew by {grown >> 10} KiB in {rounds} rounds, then by {meter.memory() - before >> 10}")
    print(f"{name:<12} {len(statements):4} statements, {rounds} rounds, {grown / 1024:+6.0f} KiB, {time.monotonic() - began:5.1f} s",
          flush=True)
    return bad + len(found)


def check_snippets(area, snippets):
    """Run each snippet by itself; the number of leaking ones."""
    import meter

    began, bad, last = time.monotonic(), 0, None
    before = meter.memory()
    for code in snippets:
        try:
            body = meter.Body("", [code])
        except (SyntaxError, ValueError):
            continue
        last = meter.leaks(body, SNIPPET_ROUNDS, 4) and meter.leaks(body, 400, 10)
        if last:
            bad += 1
            print(f"LEAK {area}:\n{settle(code)}\n    in 200 + 200 rounds: {last[:6]}", flush=True)
    print(f"{area:<12} {len(snippets):4} snippets, {(meter.memory() - before) / 1024:+6.0f} KiB, {time.monotonic() - began:5.1f} s",
          flush=True)
    return bad


def work(path):
    """In the measured process: self-test and areas as the file says, then snippets, whose files standard input names."""
    import gc
    import logging

    import areas
    import meter

    logging.disable()
    meter.settle_interpreter()
    plan = json.loads(Path(path).read_text())
    gc.collect()
    gc.freeze()
    bad = self_test() if plan["self_test"] else 0
    for name in plan["areas"]:
        prelude, statements = areas.AREAS[name]
        bad += check_area(name, prelude, statements, plan["rounds"])
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        bad += check_snippets(path.stem, json.loads(path.read_text()))
    return 1 if bad else 0


def generate(area, count, seed):
    """Random snippets of an area of the differential runner."""
    import diff
    import hypothesis

    found = []

    @hypothesis.seed(seed)
    @hypothesis.settings(max_examples=count, database=None, deadline=None, phases=(hypothesis.Phase.generate,),
                         suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(diff.AREAS[area]())
    def collect(snippet):
        found.append(snippet[0])

    collect()
    return list(dict.fromkeys(found))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", default=str(ROOT / "target/release/libferronum.so"))
    parser.add_argument("--python", default=os.environ.get("FERRONUM_PYTHON", str(ROOT / ".venv/bin/python")))
    parser.add_argument("--own", action="store_true", help="run NumPy's own core instead")
    parser.add_argument("--area", action="append", help="of the fixed statements or of the snippets; all if none is given")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--snippets", type=int, default=600, help="of each area")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()

    import areas
    import diff
    import suite

    target = suite.Target(args.python, None if args.own else args.library)
    fixed = [name for name in areas.AREAS if not args.area or name in args.area]
    random = [name for name in diff.AREAS if args.snippets and (not args.area or name in args.area)]
    unknown = set(args.area or ()) - set(fixed) - set(random)
    if unknown:
        parser.error(f"unknown areas {sorted(unknown)}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        running = []
        for job in range(args.jobs):
            plan = {"self_test": job == 0, "rounds": args.rounds, "areas": fixed[job::args.jobs]}
            path = Path(folder, f"plan{job}.json")
            path.write_text(json.dumps(plan))
            running.append(subprocess.Popen([target.python, str(HERE / "run.py"), "--work", str(path)], env=target.environment(),
                                            stdin=subprocess.PIPE, text=True))
        # Drawn while the fixed statements run.
        for area, worker in zip(random, itertools.cycle(running)):
            path = Path(folder, f"{area}.json")
            path.write_text(json.dumps(generate(area, args.snippets, args.seed)))
            if worker.poll() is None:
                worker.stdin.write(f"{path}\n")
                worker.stdin.flush()
        for worker in running:
            worker.stdin.close()
        codes = [p.wait() for p in running]
    print(f"{len(fixed)} areas of {args.rounds} rounds, {len(random)} of {args.snippets} snippets, {time.monotonic() - began:.0f} s: "
          + ("flat" if not any(codes) else f"NOT FLAT {codes}"))
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(work(sys.argv[2]) if sys.argv[1:2] == ["--work"] else main())
