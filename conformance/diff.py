#!/usr/bin/env python3
"""The differential runner: the same random snippets on Ferronum's core and on NumPy's own.

  conformance/diff.py --cases 5000 --seed 7 --area cast --area index

Compares dtype, shape, strides, flags, bytes, warnings, exception type and text. A difference is
shrunk by Hypothesis to a minimal snippet and printed with both answers; the search then goes on and
passes over further differences of the same signature. An operation that Ferronum does not have yet
(NotImplementedError) is counted apart. `expected/diff.txt` may list known differences as
`regular expression over the snippet :: reason`; after the snippet the expression sees both answers as
`# NumPy: …` and `# Ferronum: …`.
"""

import argparse
import cmath
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

import hypothesis  # noqa: E402
import snippets  # noqa: E402
import source_snippets  # noqa: E402
import subclass_snippets  # noqa: E402
import suite  # noqa: E402
import twin  # noqa: E402
import type_snippets  # noqa: E402
import user_dtype_snippets  # noqa: E402

AREAS = {**snippets.AREAS, **type_snippets.AREAS, **source_snippets.AREAS, **subclass_snippets.AREAS,
         **user_dtype_snippets.AREAS}
KNOWN = HERE / "expected" / "diff.txt"
# Units in the last place that results marked close may differ by.
ULPS = 4


class Difference(Exception):
    """What Hypothesis shrinks on; one class for all, told apart by signature."""


def read_known(path=KNOWN):
    """Known differences: ``[(regex, reason)]``."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(re.compile(line.partition(" :: ")[0], re.DOTALL), line.partition(" :: ")[2])
            for line in lines if line.strip() and not line.startswith("#")]


def _close(x, y, eps):
    x, y = float.fromhex(x), float.fromhex(y)
    return x == y or x != x and y != y or abs(x - y) <= ULPS * eps * max(abs(x), abs(y), 1e-300)


def _complex_close(x, y, eps):
    """Two complex numbers by their distance. All with an infinite or missing part are one: which part is which
    depends on the order of the terms of a product (C99, annex G)."""
    x, y = (complex(*(float.fromhex(part) for part in z)) for z in (x, y))
    if not (cmath.isfinite(x) and cmath.isfinite(y)):
        return cmath.isfinite(x) == cmath.isfinite(y)
    return _size(x - y) <= ULPS * eps * max(_size(x), _size(y), 1e-300)


def _size(z):
    """The larger part, which does not overflow as the absolute value can."""
    return max(abs(z.real), abs(z.imag))


def _infinite_product(answer):
    """A complex result, compared as close, that has infinite or missing parts."""
    if isinstance(answer, list):
        return any(map(_infinite_product, answer))
    if not isinstance(answer, dict):
        return False
    if "complex" in answer.get("dtype", "") and any(x in ("inf", "-inf", "nan") for x in answer.get("close", ())):
        return True
    return any(map(_infinite_product, answer.values()))


def same_answers(a, b):
    """Whether two answers are equal. The float warnings of complex products beyond the range are as undefined as
    their parts."""
    if "warnings" in a and "warnings" in b and _infinite_product(a) and _infinite_product(b):
        a, b = ({**x, "warnings": [w for w in x["warnings"] if w[0] != "RuntimeWarning"]} for x in (a, b))
    return same(a, b)


def same(a, b):
    """Whether two descriptions are equal; ``close`` lists within some units in the last place."""
    if isinstance(a, dict) and isinstance(b, dict):
        if a.keys() != b.keys():
            return False
        for key in a:
            if key == "close":
                text = a.get("dtype", "")
                eps = 2.0**-10 if "float16" in text else 2.0**-22 if "float32" in text or "complex64" in text else 2.0**-51
                if len(a[key]) != len(b[key]):
                    return False
                if "complex" in text:
                    pairs = zip(zip(a[key][::2], a[key][1::2]), zip(b[key][::2], b[key][1::2]))
                    if not all(_complex_close(x, y, eps) for x, y in pairs):
                        return False
                elif not all(_close(x, y, eps) for x, y in zip(a[key], b[key])):
                    return False
            elif not same(a[key], b[key]):
                return False
        return True
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))
    return a == b


# Calls that only build the operands of a snippet.
_BUILDERS = ("array", "asfortranarray", "repeat", "dtype", "frombuffer", "type")


def signature(area, code, own, ours):
    """Differences that most likely have one cause share a signature."""
    last = code.split("r = ")[-1]
    calls = [name for name in re.findall(r"np\.(\w+(?:\.\w+)?)\(|\)\.(astype|view|reshape|take|flat|item|resize|\w+)\b", last)]
    names = [x or y for x, y in calls if (x or y) not in _BUILDERS]
    what = names[0] if names else re.sub(r"[^-+*/%&|^<>=\[]", "", last)[:4]
    if "died" in ours or "hung" in ours:
        kind = str(ours)
    elif "raised" in own or "raised" in ours:
        x, y = own.get("raised"), ours.get("raised")
        kind = f"{x and x[0]} / {y and y[0]}" + (": " + re.sub(r"\d+|'[^']*'|\([\d, ]*\)", "_", y[1])[:60] if y else "")
    elif own.get("warnings") != ours.get("warnings"):
        kind = "warnings"
    else:
        x, y = own["result"], ours["result"]
        keys = [k for k in ("type", "dtype", "shape", "strides", "flags", "bytes", "close", "values", "repr", "items")
                if not same(x.get(k), y.get(k))]
        kind = keys[0] if keys else "?"
    return f"{area}: {what}: {kind}"


def _short(answer):
    if "raised" in answer:
        return f"{answer['raised'][0]}: {answer['raised'][1]}"
    return str({k: v for k, v in answer.items() if v or k == "result"})[:600]


class Runner:
    """Both cores, and what was found so far."""

    def __init__(self, targets, show):
        self.own = twin.Worker("NumPy", targets[0], HERE / "diff_worker.py")
        self.ours = twin.Worker("Ferronum", targets[1], HERE / "diff_worker.py")
        self.known = read_known()
        self.found = {}
        self.missing = Counter()
        self.cases = 0
        self.expected = 0
        self.show = show

    def both(self, code, close):
        """The two answers, computed at the same time."""
        request = {"code": code, "close": close}
        self.own.send(request)
        self.ours.send(request)
        return self.own.receive(20), self.ours.receive(20)

    def check(self, area, code, close):
        """Run one snippet; raises Difference at a new kind of difference."""
        self.cases += 1
        own, ours = self.both(code, close)
        if "died" in own or "hung" in own:
            return  # an input that NumPy itself does not survive; make crashers is about those
        if ours.get("raised", ("",))[0] == "NotImplementedError" and own.get("raised") != ours["raised"]:
            self.missing[ours["raised"][1][:100]] += 1
            return
        if same_answers(own, ours):
            return
        seen = f"{code}\n# NumPy: {_short(own)}\n# Ferronum: {_short(ours)}"
        if any(regex.search(seen) for regex, _ in self.known):
            self.expected += 1
            return
        mark = signature(area, code, own, ours)
        if mark in self.found and self.found[mark] is not None:
            self.found[mark][0] += 1
            return
        self.pending = (mark, code, own, ours)
        raise Difference(mark)

    def search(self, area, cases, seed, limit):
        """Run one area; differences are shrunk one signature at a time."""
        end = self.cases + cases
        round_number = 0
        while self.cases < end and len(self.found) < limit:
            self.pending = None
            wanted = [None]

            @hypothesis.seed(seed * 1000 + round_number)
            @hypothesis.settings(max_examples=max(1, end - self.cases), database=None, deadline=None,
                                 suppress_health_check=list(hypothesis.HealthCheck), print_blob=False,
                                 phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink))
            @hypothesis.given(AREAS[area]())
            def test(snippet):
                code, close = snippet
                try:
                    self.check(area, code, close)
                except Difference as difference:
                    # Only the first signature of a round is shrunk, so that it does not slip into another.
                    if wanted[0] is None:
                        wanted[0] = str(difference)
                    if str(difference) == wanted[0]:
                        self.minimal = self.pending
                        raise

            round_number += 1
            try:
                test()
            except Difference:
                mark, code, own, ours = self.minimal
                self.found[mark] = [1, code, own, ours]
                if self.show:
                    print(f"--- {mark}\n{code}\n    NumPy:    {_short(own)}\n    Ferronum: {_short(ours)}", flush=True)
            except BaseExceptionGroup:
                continue
            else:
                return


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", default=str(ROOT / "target/release/libferronum.so"))
    parser.add_argument("--python", default=os.environ.get("FERRONUM_PYTHON", str(ROOT / ".venv/bin/python")))
    parser.add_argument("--cases", type=int, default=6000, help="in all, shared between the areas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--area", action="append", choices=sorted(AREAS))
    parser.add_argument("--limit", type=int, default=200, help="stop an area after this many kinds of difference")
    parser.add_argument("--check", action="store_true", help="exit 1 if anything differs")
    parser.add_argument("--code", help="run this one snippet on both cores and print the answers")
    args = parser.parse_args()
    # The workers of both cores load the same compiled DTypes.
    os.environ["NEWDTYPES"] = str(user_dtype_snippets.build(args.python))
    targets = suite.Target(args.python), suite.Target(args.python, args.library)
    runner = Runner(targets, show=True)
    if args.code:
        own, ours = runner.both(args.code, False)
        print(f"NumPy:    {_short(own)}\nFerronum: {_short(ours)}\n{'equal' if same_answers(own, ours) else 'DIFFERENT'}")
        return 0
    began = time.monotonic()
    areas = args.area or list(AREAS)
    for area in areas:
        before, start = runner.cases, time.monotonic()
        kinds = len(runner.found)
        runner.search(area, max(1, args.cases // len(areas)), args.seed, kinds + args.limit)
        print(f"{area:<10} {runner.cases - before:7} cases, {len(runner.found) - kinds:4} kinds of difference, "
              f"{time.monotonic() - start:.0f} s", flush=True)
    for name, count in runner.missing.most_common(40):
        print(f"not implemented: {count:6}  {name}")
    different = sum(entry[0] for entry in runner.found.values())
    print(f"{runner.cases} cases, {different} different in {len(runner.found)} kinds, "
          f"{sum(runner.missing.values())} not implemented, {runner.expected} known; {time.monotonic() - began:.0f} s")
    return 1 if args.check and runner.found else 0


if __name__ == "__main__":
    sys.exit(main())
