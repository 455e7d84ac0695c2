#!/usr/bin/env python3
"""Crosses every public call of NumPy with arguments of every kind, on Ferronum's core and on NumPy's own.

  conformance/crossing.py --python .venv/bin/python --library target/release/libferronum.so

Compares value, type, dtype, layout, flags, warnings, the exception with its text and cause, and what is left of
operands that calls change. The calls are those of `crossing/calls.py` with every argument replaced; their order
depends on the seed alone. They run in processes of some thousand calls; one that crashes or hangs costs its call.
`expected/crossing.txt` lists the calls that are known to differ, `--update` writes it; `expected/crossing-faults.txt`
tells faults of NumPy apart as `regular expression over call and answers :: reason`.
"""

import argparse
import concurrent.futures
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(HERE / "crossing")]

import diff  # noqa: E402
import generate  # noqa: E402
import suite  # noqa: E402

KNOWN = HERE / "expected" / "crossing.txt"
FAULTS = HERE / "expected" / "crossing-faults.txt"
CHUNK = 2000
# A process that is silent for longer hangs where no signal reaches it.
SILENT = 45


def answers(target, calls):
    """The answers of one core to a chunk of calls, in order."""
    found = []
    while len(found) < len(calls):
        rest = calls[len(found):]
        with tempfile.TemporaryDirectory(prefix="crossing-") as folder:
            process = subprocess.Popen([target.python, str(HERE / "crossing" / "worker.py")], env=target.environment(), cwd=folder,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            threading.Thread(target=_feed, args=(process.stdin, rest), daemon=True).start()
            before = len(found)
            why = _read(process, found)
            process.stdout.close()
        if len(found) < len(calls):
            found.append({"died": why})
        if len(found) == before + 1 and "exit status" in why and before == 0:
            raise SystemExit(f"crossing: the worker does not start ({why})")
    return found[:len(calls)]


def _feed(stream, calls):
    try:
        stream.write(json.dumps(calls).encode())
        stream.close()
    except OSError:
        pass


def _read(process, found):
    """Gather answers until the process ends; why it ended."""
    buffer, out = b"", process.stdout.fileno()
    while True:
        if not select.select([out], [], [], SILENT)[0]:
            process.kill()
            process.wait()
            return "hung"
        data = os.read(out, 1 << 20)
        if not data:
            code = process.wait()
            return signal.Signals(-code).name if code < 0 else f"exit status {code}"
        *lines, buffer = (buffer + data).split(b"\n")
        found.extend(json.loads(line) for line in lines)


def kind(own, ours):
    """Differences of one cause most likely have the same kind."""
    def short(x):
        for key in ("died", "hung", "raised", "undescribed"):
            if key in x:
                text = x[key] if isinstance(x[key], str) else ": ".join(x[key]) if isinstance(x[key], list) else key
                return re.sub(r"\d+|'[^']*'|\"[^\"]*\"|\([^)]*\)|\[[^]]*\]", "_", text)[:110]
        return "result"
    x, y = short(own), short(ours)
    if x == y:
        differing = [k for k in ("result", "left", "raised", "cause", "warnings") if own.get(k) != ours.get(k)]
        if differing == ["result"] and isinstance(own["result"], dict):
            differing = ["result." + k for k in own["result"] if own["result"].get(k) != ours["result"].get(k)]
        return f"{x} {differing}"
    return f"{x}  <>  {y}"


def known():
    """The calls that are known to differ."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines() if KNOWN.exists() else []
    return {line for line in lines if line and not line.startswith("#")}


def is_fault(faults, call, own, ours):
    """Whether a difference is a fault of NumPy that is told apart; a crash of ours never is."""
    seen = f"{one_line(call)}\n# NumPy: {json.dumps(own)}\n# Ferronum: {json.dumps(ours)}"
    return "died" not in ours and any(regex.search(seen) for regex, _ in faults)


def one_line(call):
    """A call as a line of the list."""
    return call.encode("ascii", "backslashreplace").decode()


def equal(own, ours):
    """Whether two answers are equal; where NumPy crashes ours need only not."""
    if "died" in own or "hung" in own:
        return "died" not in ours
    return own == ours or ("died" not in ours and diff.same_answers(own, ours))


def cross(calls, own, ours, jobs, progress=None):
    """``[(call, NumPy's answer, ours)]`` of all calls that differ."""
    chunks = [calls[n:n + CHUNK] for n in range(0, len(calls), CHUNK)]
    differing, lock, todo = {}, threading.Lock(), list(enumerate(chunks))[::-1]

    def serve():
        while True:
            with lock:
                if not todo:
                    return
                number, chunk = todo.pop()
            pair = []
            for target in (own, ours):
                pair.append(answers(target, chunk))
            with lock:
                differing[number] = [(c, x, y) for c, x, y in zip(chunk, *pair) if not equal(x, y)]
                if progress:
                    progress(len(differing), len(chunks), sum(map(len, differing.values())))

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for running in [pool.submit(serve) for _ in range(jobs)]:
            running.result()
    return [entry for n in sorted(differing) for entry in differing[n]]


def main():
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=str(ROOT / ".venv/bin/python"))
    parser.add_argument("--library", default=str(ROOT / "target/release/libferronum.so"))
    parser.add_argument("--arguments", type=float, default=20, help="about how many arguments a position gets (all: 500)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="a regular expression over the calls")
    parser.add_argument("--sample", type=int, default=1, help="every n-th call")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--json", help="write the differences here")
    parser.add_argument("--update", action="store_true", help="write the list of known differences (a run over all calls)")
    parser.add_argument("--check", action="store_true", help="fail on a difference that is not known")
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calls = [c for c in generate.generate(options.arguments, options.seed) if not options.only or re.search(options.only, c)][::options.sample]
    own, ours = suite.Target(options.python), suite.Target(options.python, options.library)
    start = time.monotonic()

    def progress(done, of, different):
        print(f"\r{done} of {of} chunks, {different} differences", end="", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        ours.stage(folder)
        found = cross(calls, own, ours, options.jobs, progress)
    print(file=sys.stderr)
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=0))
    entries, faults, count = known(), diff.read_known(FAULTS), Counter()
    kinds = defaultdict(list)
    different = [entry for entry in found if not is_fault(faults, *entry)]
    for call, x, y in different:
        told = one_line(call) in entries and "died" not in y
        count["known" if told else "new"] += 1
        if not told:
            kinds[kind(x, y)].append((call, x, y))
    if options.update:
        head = "# Calls of `make crossing` that differ from NumPy: rare texts and orders of checks. Written by --update.\n"
        KNOWN.write_text(head + "".join(sorted({one_line(call) + "\n" for call, _, y in different if "died" not in y})), encoding="ascii")
    for name, cases in sorted(kinds.items(), key=lambda item: -len(item[1])):
        print(f"\n== {len(cases)}: {name}")
        for call, x, y in cases[:4]:
            print(f"   {call}\n     NumPy: {json.dumps(x)[:400]}\n     ours:  {json.dumps(y)[:400]}")
    print(f"\n{len(calls)} calls, {count['new']} differ, {count['known']} known, {len(found) - len(different)} faults of NumPy, "
          f"{len(kinds)} new kinds, {time.monotonic() - start:.0f} s")
    return 1 if options.check and count["new"] else 0


if __name__ == "__main__":
    sys.exit(main())
