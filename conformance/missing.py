"""docs/missing.md: what the core does not do yet, by the names that its NotImplementedErrors give.

The names come from the sources, from the module's functions that only raise, and from the run of
NumPy's suite, which also says how many tests meet each.
"""

import re
import subprocess
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "missing.md"
SAYS = re.compile(r"NotImplementedError: (.+?) is not implemented by this core yet")

FUNCTIONS = """
import numpy._core._multiarray_umath as m
for name, value in sorted(vars(m).items()):
    if isinstance(getattr(value, "__self__", None), str) and value.__self__ == name:
        print(name)
"""


def in_sources():
    """Names that stand as literals in the sources."""
    names = set()
    for path in (ROOT / "crates").rglob("*.rs"):
        names.update(re.findall(r"\bmissing\(\s*\"([^\"]+)\"", path.read_text(encoding="utf-8")))
    return names


def in_module(target):
    """Functions of the module that only raise; none if it does not import."""
    done = subprocess.run([target.python, "-c", FUNCTIONS], env=target.environment(), capture_output=True, text=True)
    return set(done.stdout.split())


def write(functions, results):
    """Write the page from a whole run of the suite and :func:`in_module`."""
    met = Counter()
    for result in results:
        for message in result.failing.values():
            found = SAYS.search(message)
            if found:
                met[found[1]] += 1
    names = in_sources() | set(functions) | set(met)
    lines = [
        "# What is missing", "",
        "Written by `make conformance`; do not edit. Each of these raises `NotImplementedError` with its name. *tests* is how",
        "many tests of NumPy's suite end there today. C functions: `docs/c-api-coverage.md`.", "",
        "| operation | tests |", "|---|---:|",
    ]
    lines += [f"| `{name}` | {met[name]} |" for name in sorted(names, key=lambda n: (-met[n], n))]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
