"""The lists of expected failures: ``expected/<package.tests.test_file>.txt``.

A list is read as paragraphs: a line ``# reason`` and below it the tests it holds for, as patterns
relative to the file, in which only ``*`` is special. A pattern without brackets covers all cases of
a function, one without ``::`` below a class all its tests. Under a reason that begins with
``flaky:`` a test may also pass. Anything else that does not match what happened fails the run.
"""

import re
from collections import Counter, defaultdict
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "expected"


def path_for(file):
    """The list that belongs to a test file of the wheel."""
    return FOLDER / (file.removeprefix("numpy/").removesuffix(".py").replace("/", ".") + ".txt")


def _compile(pattern):
    body = ".*".join(re.escape(part) for part in pattern.split("*"))
    # `TestX` covers TestX::test_y, and `test_y` covers test_y[case].
    return re.compile(f"(?:{body})(?:::.*|\\[.*)?\\Z", re.DOTALL)


def read(file):
    """``[(pattern, reason)]`` in the order of the list."""
    path = path_for(file)
    if not path.exists():
        return []
    entries, reason = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            reason = line[2:].strip()
        elif line.strip():
            entries.append((line, reason))
    return entries


def compare(file, failing, passing):
    """Problems of one file against its list; ``failing`` and ``passing`` hold names without the file."""
    entries = [(pattern, reason, _compile(pattern)) for pattern, reason in read(file)]
    problems = []
    covered = set()
    for pattern, reason, regex in entries:
        hits = {name for name in failing if regex.match(name)}
        covered |= hits
        if reason.startswith("flaky:"):
            continue
        passes = sorted(name for name in passing if regex.match(name))
        if passes:
            problems.append(("unexpected pass", f"{len(passes)} under '{pattern}', such as {passes[0]}"))
        elif not hits:
            problems.append(("stale entry", pattern))
    for name in sorted(set(failing) - covered):
        problems.append(("new failure", f"{name}: {failing[name]}"))
    return problems


def _generalise(message):
    """A reason from an error line: what differs from case to case is cut away."""
    message = message.split(" | ")[0].strip()
    # Paths differ from machine to machine.
    message = re.sub(r"(?<![\w.])/[\w.+@-]+(?:/[\w.+@-]+)+", "PATH", message)
    message = re.sub(r"\s+", " ", message)
    return message[:120] or "no message"


def _case_patterns(function, failing, passing):
    """Few patterns that cover the failing cases of one function and no passing one."""
    tokens = Counter()
    for case in failing:
        parts = case.split("-")
        for i, part in enumerate(parts):
            if i == 0:
                tokens[part + "-*" if len(parts) > 1 else part] += 1
            elif i == len(parts) - 1:
                tokens["*-" + part] += 1
            else:
                tokens["*-" + part + "-*"] += 1
    left, result = set(failing), []
    for token, count in sorted(tokens.items(), key=lambda pair: (-pair[1], pair[0])):
        if count < 3 or not left:
            break
        regex = re.compile(".*".join(re.escape(p) for p in token.split("*")) + r"\Z", re.DOTALL)
        hits = {case for case in left if regex.match(case)}
        if len(hits) < 3 or any(regex.match(case) for case in passing):
            continue
        left -= hits
        result.append((f"{function}[{token}]", hits))
    return result + [(f"{function}[{case}]", {case}) for case in sorted(left)]


def write(file, failing, passing):
    """Write the list of what fails now, keeping the reasons that are there."""
    path = path_for(file)
    old = [(_compile(pattern), reason) for pattern, reason in read(file)]
    flaky = [(pattern, reason) for pattern, reason in read(file) if reason.startswith("flaky:")]
    hidden = [_compile(pattern) for pattern, _ in flaky]
    failing = {n: m for n, m in failing.items() if not any(r.match(n) for r in hidden)}
    passing = {n for n in passing if not any(r.match(n) for r in hidden)}

    def split(name):
        function, bracket, case = name.partition("[")
        return function, case[:-1] if bracket else None

    bad, good = defaultdict(dict), defaultdict(set)
    for name, message in failing.items():
        function, case = split(name)
        bad[function][case] = message
    for name in passing:
        function, case = split(name)
        good[function].add(case)

    def reason_of(names):
        for name in names:
            for regex, reason in old:
                if regex.match(name):
                    return reason
        return _generalise(Counter(_generalise(failing[n]) for n in names).most_common(1)[0][0])

    def names_of(function):
        return [function if case is None else f"{function}[{case}]" for case in bad[function]]

    lines = defaultdict(list)
    done = set()
    if failing and not passing:
        lines[reason_of(list(failing))].append("*")
        done = set(bad)
    classes = defaultdict(list)
    for function in bad:
        if "::" in function:
            classes[function.rpartition("::")[0]].append(function)
    for name, functions in sorted(classes.items()):
        if functions[0] in done or any(f.startswith(name + "::") for f in good) or len(functions) < 2:
            continue
        reasons = {reason_of(names_of(f)) for f in functions}
        if len(reasons) == 1:
            lines[reasons.pop()].append(name)
            done.update(functions)
    for function in sorted(bad):
        if function in done:
            continue
        if function not in good:
            lines[reason_of(names_of(function))].append(function)
            continue
        cases = {c for c in bad[function] if c is not None}
        for pattern, hits in _case_patterns(function, cases, good[function]):
            lines[reason_of([f"{function}[{case}]" for case in hits])].append(pattern)
    for pattern, reason in flaky:
        lines[reason].append(pattern)
    if not lines:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(f"# {reason}\n" + "".join(f"{p}\n" for p in patterns)
                     for reason, patterns in sorted(lines.items()))
    path.write_text(text, encoding="utf-8")
