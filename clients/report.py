"""docs/clients.md, written from the last full run of each package, or a short one where there was none."""

import json
from collections import defaultdict

import environment
from compare import WORDS
from packages import PACKAGES

RESULTS = environment.PLACE / "results"


def line(result):
    """One package in one line."""
    broken = result["numpy_broken"]
    uncollected = f"; {len(broken)} files not collected on either: {next(iter(broken.values()))}" if broken else ""
    return (f"{result['package']} {result['version']}: {result['tests']} tests in {result['files']} files, "
            f"{result['numpy'].get('p', 0)} pass on NumPy, {result['ours'].get('p', 0)} here, "
            f"{len(result['differing'])} differ, {len(result['flaky'])} not again; {result['seconds']} s ({result['cpu']} s of CPU){uncollected}")


def keep(result):
    """Keep a run's result for the document."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{result['package']}-{result['selection']}.json").write_text(json.dumps(result))


def _kept(package, version):
    for selection in ("full", "short"):
        path = RESULTS / f"{package.name}-{selection}.json"
        if path.exists():
            result = json.loads(path.read_text(encoding="utf-8"))
            if result["version"] == version:
                return result
    return None


def _differences(result):
    groups = defaultdict(list)
    for d in result["differing"]:
        groups[d["reason"] or "not explained"].append(d)
    for reason, members in sorted(groups.items()):
        yield f"- {reason} ({len(members)})"
        for d in members[:20]:
            text = " ".join(d["message"].split(" | ")[:1])[:160].replace("`", "'")
            test = d["test"].replace("`", "'")
            yield f"  - `{test}`: {WORDS[d['numpy']]} on NumPy, {WORDS[d['ours']]} here{': `' + text + '`' if text else ''}"
        if len(members) > 20:
            yield f"  - and {len(members) - 20} more"


def write_docs():
    """Write the document from the results that are kept for the pinned versions."""
    versions = environment.versions()
    results = [r for r in (_kept(package, versions[package.name]) for package in PACKAGES) if r]
    lines = ["# Clients", "",
             f"The tests that packages built on NumPy ship, unmodified, on NumPy {versions['numpy']}'s core and on Ferronum's, compared",
             "test by test under the same seeds. Written by `make clients`. *share* is the seeded sample of each file's tests;",
             "*differing* counts the tests whose outcomes (passed, failed, skipped, ...) differ, again when run by themselves.",
             "Tests that fail on both cores do not count as differing: they want another NumPy, files that wheels lack, or",
             "the network. *short* is the selection of CI (`ARGS=--short`), where no full run was made of this version. Files",
             "that are left out are named, with the reason, in `clients/packages.py`.", "",
             "| package | version | selection | files | share | tests | passed on NumPy | passed here | differing |",
             "|---|---|---|---:|---:|---:|---:|---:|---:|"]
    for r in results:
        lines.append(f"| {r['package']} | {r['version']} | {r['selection']} | {r['files']} | {r['share']:.0%} | {r['tests']} | {r['numpy'].get('p', 0)} "
                     f"| {r['ours'].get('p', 0)} | {len(r['differing'])} |")
    for r in results:
        if r["differing"]:
            lines += ["", f"## {r['package']}", "", *_differences(r)]
    (environment.ROOT / "docs/clients.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
