"""Two cores' outcomes of one package, test by test, and the list of the differences that are known.

``expected/PACKAGE.txt`` is read as paragraphs: a line ``# reason`` and below it patterns of node ids
(``*`` is any text; a pattern also covers the cases and members of what it names). Under a reason that
begins with ``flaky:`` a test may also agree.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "expected"
WORDS = {"p": "passed", "f": "failed", "e": "error", "s": "skipped", "x": "xfailed", "X": "xpassed", "c": "crashed",
         "h": "hung", "-": "not collected"}

# Of each kind of new differences, so many tests are named.
SHOWN = 4


@dataclass
class Difference:
    """One test with another outcome."""

    test: str
    numpy: str
    ours: str
    message: str
    reason: str = ""


def differences(reference, ours, broken):
    """Tests whose outcomes differ; ``reference`` is ``{node: letter}``, ``ours`` ``{node: (letter, message, seconds)}``."""
    found = []
    for test in sorted(reference.keys() | ours.keys()):
        theirs, mine = reference.get(test, "-"), ours.get(test, ("-", "", 0.0))
        if theirs == mine[0]:
            continue
        message = mine[1]
        if mine[0] == "-":
            message = broken.get(test.partition("::")[0], "")
        found.append(Difference(test, theirs, mine[0], message))
    return found


def _pattern(text):
    return re.compile(".*".join(re.escape(part) for part in text.split("*")) + r"(?:::.*|\[.*)?\Z", re.DOTALL)


def known(name):
    """``[(compiled pattern, text, reason)]`` of one package's list."""
    path = FOLDER / f"{name}.txt"
    entries, reason = [], ""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith("# "):
            reason = line[2:].strip()
        elif line.strip():
            entries.append((_pattern(line), line, reason))
    return entries


def explain(name, found, ran):
    """Give every known difference its reason; returns what the list does not explain, or says wrongly.

    ``ran`` holds the tests that ran on both cores: an entry none of whose tests ran is left in peace.
    """
    problems = []
    differing = {d.test for d in found}
    for pattern, text, reason in known(name):
        hits = [d for d in found if pattern.match(d.test)]
        for difference in hits:
            difference.reason = difference.reason or reason
        agreeing = sorted(t for t in ran - differing if pattern.match(t))
        if agreeing and not reason.startswith("flaky:"):
            problems.append(f"no longer differs: {agreeing[0]} and {len(agreeing) - 1} more under '{text}'")
    kinds = {}
    for d in found:
        # Files that are not collected are named by themselves.
        if not d.reason and not (d.ours == "-" and d.message):
            kinds.setdefault((d.numpy, d.ours, re.sub(r"'[^']*'|\d+", "_", d.message)[:60]), []).append(d)
    for (theirs, mine, _), members in sorted(kinds.items(), key=lambda item: -len(item[1])):
        problems.append(f"new difference, {len(members)} of its kind: {WORDS[theirs]} on NumPy, {WORDS[mine]} here: {members[0].message}")
        problems += [f"    {d.test}" for d in members[:SHOWN]]
    return problems
