"""Peak memory: what a statement adds to the resident set, each core in processes of its own.

Every case is run by a fresh process, so that neither core profits from what an earlier case left behind. The peak is
the kernel's own (VmHWM), set back after the setup through /proc/self/clear_refs; where that is not permitted the peak
of the import and the setup is the floor. The limit of a case is NumPy's growth and the caps of the block cache, which
may keep so much of freed arrays for the next one.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 1 << 20
# What two runs of one core may differ in.
NOISE = 2 * MIB


@dataclass(frozen=True)
class Case:
    """A statement whose memory is measured. It runs ``times`` times, each result replacing the one before."""

    name: str
    statement: str
    setup: str = "pass"
    times: int = 3
    quick: bool = False


def all_cases():
    """Creation and casts, and memory that comes and goes in many sizes."""
    big = "a = np.ones(10**7)"
    rows = [
        ("ones 1e7", "r = np.ones(10**7)", "pass", True),
        ("zeros 1e7", "r = np.zeros(10**7)", "pass", False),
        ("empty 1e7", "r = np.empty(10**7)", "pass", False),
        ("full i4 1e7", "r = np.full(10**7, 3, 'i4')", "pass", False),
        ("arange 1e7", "r = np.arange(10**7)", "pass", True),
        ("linspace 1e7", "r = np.linspace(0.0, 1.0, 10**7)", "pass", False),
        ("array(list of 1e6 floats)", "r = np.array(v)", "v = np.arange(1e6).tolist()", True),
        ("array(list of 1e6 ints)", "r = np.array(v)", "v = list(range(10**6))", False),
        ("array(nested list 1000x1000)", "r = np.array(v)", "v = np.ones((1000, 1000)).tolist()", False),
        ("fromiter 1e6", "r = np.fromiter(iter(v), 'f8')", "v = np.arange(1e6).tolist()", False),
        ("fromstring text 1e5", "r = np.fromstring(t, sep=' ')", "t = ' '.join(map(str, range(10**5)))", False),
        ("copy 1e7", "r = a.copy()", big, True),
        ("copy strided 5e6", "r = a[::2].copy()", big, False),
        ("copy transposed 3000x3000", "r = a.T.copy()", "a = np.ones((3000, 3000))", False),
        ("concatenate 2x1e7", "r = np.concatenate((a, a))", big, False),
        ("tile 10x1e6", "r = np.tile(a, 10)", "a = np.ones(10**6)", False),
        ("structured copy 1e6", "r = a.copy()", "a = np.ones(10**6, [('a', 'f8'), ('b', 'i4'), ('c', 'S4')])", False),
        ("structured cast 1e6", "r = a.astype([('a', 'f4'), ('b', 'i8')])", "a = np.ones(10**6, [('a', 'f8'), ('b', 'i4')])", False),
        ("f8 from byteswapped 1e7", "r = a.astype('f8')", "a = np.ones(10**7, '>f8')", True),
        ("f8 to byteswapped 1e7", "r = a.astype('>f8')", big, False),
        ("byteswapped to f4 1e7", "r = a.astype('f4')", "a = np.ones(10**7, '>f8')", False),
        ("f8 unaligned to f4 1e7", "r = a.astype('f4')", "a = np.ones(8 * 10**7 + 1, 'u1')[1:].view('f8')", False),
        ("f8 to U 1e5", "r = a.astype('U32')", "a = np.arange(1e5)", False),
        ("S to f8 1e5", "r = a.astype('f8')", "a = np.arange(1e5).astype('S24')", False),
        ("i8 to object 1e6", "r = a.astype(object)", "a = np.arange(10**6)", False),
        ("object to f8 1e6", "r = a.astype('f8')", "a = np.arange(1e6).astype(object)", False),
        ("datetime to date 1e6", "r = a.astype('M8[D]')", "a = np.arange(10**6).astype('M8[s]')", False),
        ("assign i4 to f8 1e7", "b[...] = a", "a = np.ones(10**7, 'i4'); b = np.ones(10**7)", False),
        ("assign overlapping 1e7", "a[1:] = a[:-1]", big, False),
        ("add i4 and f8 1e7", "r = a + b", "a = np.ones(10**7); b = np.ones(10**7, 'i4')", False),
        ("sum of f4 as f8 1e7", "r = a.sum(dtype='f8')", "a = np.ones(10**7, 'f4')", False),
        ("tolist 1e6", "r = a.tolist()", "a = np.arange(1e6)", False),
        ("tobytes 1e7", "r = a.tobytes()", big, False),
        ("repr of 1000 floats", "r = repr(a)", "a = np.linspace(0, 1, 1000)", False),
    ]
    for source in ("?", "i1", "i4", "i8", "u1", "f2", "f4", "f8", "c16"):
        for to in ("?", "u1", "i4", "f2", "f8", "c16"):
            rows.append((f"astype {source}->{to} 1e7", f"r = a.astype('{to}')", f"a = np.ones(10**7, '{source}')", (source, to) == ("f8", "i4")))
    cases = [Case(name, statement, setup, quick=quick) for name, statement, setup, quick in rows]
    # Freed blocks of ever other sizes: what the cache may keep at most.
    cases.append(Case("arrays of 40 sizes to 80 MB", "[np.ones(k * 250_000).sum() for k in range(1, 41)]", times=2, quick=True))
    cases.append(Case("sums of large temporaries", "r = ((a + 1) * (a - 1) + a * 2).astype('f4').sum()", big))
    return cases


# Runs in the measured process: prints the growth of the peak in bytes, and whether the floor was set back.
CHILD = """
import json, sys, warnings
import numpy as np
warnings.simplefilter("ignore")
def status(key):
    with open("/proc/self/status") as f:
        for line in f:
            if line.startswith(key):
                return int(line.split()[1]) * 1024
statement, setup, times = json.loads(sys.argv[1])
names = {"np": np}
exec(setup, names)
code = compile(statement, "<case>", "exec")
try:
    with open("/proc/self/clear_refs", "w") as f:
        f.write("5")
    reset = True
except OSError:
    reset = False
floor = status("VmRSS") if reset else status("VmHWM")
for _ in range(times):
    exec(code, names)
print(json.dumps([max(0, status("VmHWM") - floor), reset]))
"""


def block_cache():
    """The caps of the block cache in bytes, as the source has them."""
    text = (ROOT / "crates/object/src/storage/blocks.rs").read_text()
    return sum(int(number) << int(shift) for number, shift in re.findall(r"const (?:MEDIUM|LARGE)_CAP: usize = (\d+) << (\d+);", text))


def growth(target, case):
    """The growth that a case costs a core: bytes, or a text that says why there are none."""
    arguments = json.dumps([case.statement, case.setup, case.times])
    env = {**target.environment(), "OPENBLAS_NUM_THREADS": "1"}
    try:
        run = subprocess.run([target.python, "-c", CHILD, arguments], env=env, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return "hung"
    if run.returncode:
        return (run.stderr.strip().splitlines() or [f"exit status {run.returncode}"])[-1][:200]
    return json.loads(run.stdout)[0]


def measure(targets, quick=False, only=None, verbose=False):
    """All cases on both cores: name -> (NumPy's growth, ours), each bytes or a text."""
    results = {}
    for i, case in enumerate(c for c in all_cases() if (c.quick or not quick) and (not only or only in c.name)):
        results[case.name] = tuple(growth(target, case) for target in targets)
        if verbose:
            print(f"memory: {case.name:<34} {shown(results[case.name])}", flush=True)
        elif sys.stderr.isatty() and i % 5 == 0:
            print(f"\rmemory, {i} cases ", end="", file=sys.stderr)
    return results


def shown(pair):
    """Both growths of a case as text."""
    if any(isinstance(value, str) for value in pair):
        return " / ".join(f"{value}" if isinstance(value, str) else "measured" for value in pair)
    return f"{pair[1] / MIB:7.1f} / {pair[0] / MIB:7.1f} MiB"


def report(results, worst):
    """The table; True if every case was measured and keeps its limit."""
    cap = block_cache()
    measured = {name: pair for name, pair in results.items() if not any(isinstance(value, str) for value in pair)}
    over = [name for name, (own, ours) in measured.items() if ours > own + cap + NOISE]
    more = sorted(((ours - own, name) for name, (own, ours) in measured.items()), reverse=True)
    level = sum(ours <= own + NOISE for own, ours in measured.values())
    print(f"\npeak memory of {len(measured)} cases, ours / NumPy's (limit: NumPy's and the block cache of {cap // MIB} MiB): "
          f"{level} not above NumPy's, {len(over)} over the limit")
    for difference, name in more[:worst]:
        print(f"  {name:<34} {shown(measured[name])}  {difference / MIB:+7.1f}{'  OVER' if name in over else ''}")
    for name, pair in results.items():
        if name not in measured:
            print(f"not measured: {name}: {shown(pair)}")
    return not over and len(measured) == len(results)
