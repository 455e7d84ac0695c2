#!/usr/bin/env python3
"""Runs each program of this folder in its own process on Ferronum's core.

Each is input that crashes NumPy, or once did. A program is safe if it dies by no signal, ends in time
and does not print BAD; an exception is an answer, but for SystemError. `docs/crashers.md` lists the programs that are
known to be unsafe, with reasons: an unsafe program that is not listed fails the run, and so does one
listed that has become safe. Programs run twice plainly and once with poisoned allocations.
"""

import argparse
import os
import re
import resource
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KNOWN = ROOT / "docs" / "crashers.md"
sys.path.insert(0, str(ROOT / "conformance"))

import suite  # noqa: E402

ROUNDS = ({}, {}, {"MALLOC_PERTURB_": "165", "MALLOC_CHECK_": "3"})


def _limits():
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def once(target, program, extra):
    """What one process did: a word, and its last line of output."""
    env = {**target.environment(), **extra}
    try:
        p = subprocess.run([target.python, str(program)], capture_output=True, text=True, errors="replace",
                           timeout=120, env=env, preexec_fn=_limits, cwd=HERE)
    except subprocess.TimeoutExpired:
        return "HANG", ""
    last = (p.stdout.strip().splitlines() or [""])[-1][:80]
    if p.returncode < 0:
        return signal.Signals(-p.returncode).name, last
    if "BAD" in p.stdout:
        return "BAD", last
    if "SystemError" in p.stderr:
        # A caught panic, or a function that broke the rules of the interpreter: no crash, but a fault.
        return "SYSTEMERROR", p.stderr.strip().splitlines()[-1][:110]
    if p.returncode:
        return "exception", (p.stderr.strip().splitlines() or [""])[-1][:110]
    return "ok", last


def run(target, program):
    """The worst of the rounds."""
    results = [once(target, program, extra) for extra in ROUNDS]
    unsafe = [r for r in results if unsafe_word(r[0])]
    return program.stem, *(unsafe or results)[0]


def unsafe_word(word):
    return word.startswith("SIG") or word in ("BAD", "HANG", "SYSTEMERROR")


def known():
    """``{program: reason}`` from the table in docs/crashers.md."""
    text = KNOWN.read_text(encoding="utf-8") if KNOWN.exists() else ""
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="programs, by the beginning of their names")
    parser.add_argument("--library", default=str(ROOT / "target/release/libferronum.so"))
    parser.add_argument("--python", default=os.environ.get("FERRONUM_PYTHON", str(ROOT / ".venv/bin/python")))
    parser.add_argument("--own", action="store_true", help="run NumPy's own core instead")
    parser.add_argument("-v", action="store_true", help="print every program")
    args = parser.parse_args()
    target = suite.Target(args.python, None if args.own else args.library)
    programs = sorted(p for p in HERE.glob("*.py") if p.name != "run.py")
    if args.names:
        programs = [p for p in programs if p.name.startswith(tuple(args.names))]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda p: run(target, p), programs))
    listed = known()
    status = 0
    for name, word, last in results:
        if args.v:
            print(f"{word:10} {name}  {last}")
        if unsafe_word(word) and name not in listed:
            print(f"UNSAFE {name}: {word} {last}")
            status = 1
        elif not unsafe_word(word) and name in listed and not listed[name].startswith("flaky:"):
            print(f"SAFE NOW {name}: {word} {last}: take it out of docs/crashers.md")
            status = 1
    counts = Counter(word for _, word, _ in results)
    print(f"{len(results)} programs: " + ", ".join(f"{n} {word}" for word, n in sorted(counts.items()))
          + f"; {len(listed)} listed as known")
    return status


if __name__ == "__main__":
    sys.exit(main())
