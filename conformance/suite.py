"""Runs NumPy's own test files in processes of their own and gathers every test's outcome.

A crash or a hang costs only the test that was running: the process's log names it, and a fresh
process goes on with the rest. Outcomes are single letters: p passed, f failed, e error in setup or
teardown, s skipped, x expected failure, X unexpected pass of such, c crashed, h hung.
"""

import ctypes
import json
import os
import queue
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUTCOMES = "pfesxXch"
# How long a process may stay silent beyond a test's own limit before it is taken for hung.
GRACE = 20
COLLECT_LIMIT = 180
# Files whose fixtures build extensions with meson: they get a process of their own and more time.
BUILDING = ("test_cython.py", "test_limited_api.py", "test_extending.py", "test_mem_policy.py", "test_array_interface.py")
BUILDING_LIMIT = 400


def _builds(file):
    return file.partition("::")[0].endswith(BUILDING)


class Target:
    """One core under one interpreter: how a test process is started."""

    def __init__(self, python, library=None):
        self.python = os.path.abspath(python)  # not resolved: a venv is its symlink
        self.library = str(Path(library).resolve()) if library else None

    def environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith(("FERRONUM", "PYTEST"))}
        for key in ("FERRONUM_NUM_THREADS",):
            if key in os.environ:
                env[key] = os.environ[key]
        env["PYTHONHASHSEED"] = "0"
        env["PYTHONPATH"] = str(HERE)
        env["OPENBLAS_NUM_THREADS"] = "1"
        env.pop("PYTHONSTARTUP", None)
        # Some tests build extensions with the meson and cython that stand beside the interpreter.
        env["PATH"] = os.pathsep.join([os.path.dirname(os.path.abspath(self.python)), os.environ.get("PATH", os.defpath)])
        if self.library:
            # The hook in scripts/site also serves the children that some tests start.
            env["PYTHONPATH"] = os.pathsep.join([str(ROOT / "python-compat"), str(ROOT / "scripts/site"), str(HERE)])
            env["FERRONUM"] = "1"
            env["FERRONUM_LIBRARY"] = self.library
        return env

    def stage(self, folder):
        """Run on a copy of the library from now on, under the name it has when installed: a build during
        the run disturbs nothing, and tests that look for the core's file find it."""
        if self.library:
            code = "import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))"
            suffix = subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
            self.library = shutil.copy(self.library, os.path.join(folder, "_multiarray_umath" + suffix))

    def site_packages(self):
        """The folder that holds numpy; asked once, without importing numpy."""
        code = "import importlib.util as u, os; print(os.path.dirname(u.find_spec('numpy').submodule_search_locations[0]))"
        out = subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True)
        return Path(out.stdout.strip())


def find_test_files(site):
    """All test files of the wheel, as paths relative to site-packages."""
    files = sorted(p.relative_to(site).as_posix() for p in (site / "numpy").rglob("test_*.py"))
    return [f for f in files if "/tests/data/" not in f and "/examples/" not in f]


class Job:
    """Some files (or one part of one file) that a single process runs."""

    def __init__(self, files, shard="0/1"):
        self.files = files
        self.shard = shard
        self.settled = []


class Run:
    """Outcomes of a run: ``outcomes[nodeid] = (letter, message, seconds)``."""

    def __init__(self):
        self.outcomes = {}
        self.broken = {}
        # Files after which NumPy's own core was found in the process.
        self.foreign = set()
        self.lock = threading.Lock()


_PR_SET_PDEATHSIG = 1
_prctl = ctypes.CDLL(None).prctl


def _limits():
    """In the child: no core files, no memory at others' cost, and no life after the runner's."""
    resource.setrlimit(resource.RLIMIT_AS, (10 << 30, 10 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


_SIGNALS = {s.value: s.name for s in signal.Signals}


def _run_process(target, site, job, run, timeout, extra, work):
    """Run one process over the job. True if it ended by itself, False if something is left to do."""
    if _builds(job.files[0]):
        timeout = max(timeout, BUILDING_LIMIT)
    log = work / "log"
    skip = work / "skip"
    log.write_text("")
    skip.write_text("\n".join(job.settled))
    env = target.environment()
    env["CONFORMANCE_LOG"] = str(log)
    env["CONFORMANCE_SKIP"] = str(skip)
    env["CONFORMANCE_SHARD"] = job.shard
    env["TMPDIR"] = str(work)
    command = [target.python, "-X", "faulthandler", "-m", "pytest",
               # The terminal reporter walks all earlier reports at each new one.
               "--continue-on-collection-errors", "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "worker_plugin", "-c", str(HERE / "pytest.ini"),
               f"--rootdir={site}", f"--timeout={timeout}", "--timeout-method=signal",
               "--basetemp", str(work / "tmp"), *extra, *[str(site / f) for f in job.files]]
    with open(work / "output", "w+b") as output:
        process = subprocess.Popen(command, cwd=work, env=env, stdout=output, stderr=subprocess.STDOUT,
                                   stdin=subprocess.DEVNULL, preexec_fn=_limits, start_new_session=True)
        position, current, collecting, collected = 0, None, None, False
        heard = time.monotonic()
        pending = ""
        hung = False
        seen_done = False
        while True:
            try:
                process.wait(timeout=0.1)
                ended = True
            except subprocess.TimeoutExpired:
                ended = False
            with open(log, encoding="utf-8", errors="replace") as f:
                f.seek(position)
                text = f.read()
                position = f.tell()
            if text:
                heard = time.monotonic()
            lines = (pending + text).split("\n")
            pending = lines.pop()
            for line in lines:
                record = json.loads(line)
                kind = record[0]
                if kind == "collect":
                    collecting = record[1]
                elif kind == "broken":
                    with run.lock:
                        run.broken[record[1]] = record[2]
                elif kind == "foreign":
                    with run.lock:
                        run.foreign.update(job.files)
                elif kind == "collected":
                    collected = True
                elif kind == "start":
                    current = record[1]
                elif kind == "done":
                    seen_done = True
                    _, nodeid, letter, message, seconds = record
                    job.settled.append(nodeid)
                    current = None
                    with run.lock:
                        run.outcomes[nodeid] = (letter, message, seconds)
            if ended:
                break
            limit = timeout + GRACE if collected else COLLECT_LIMIT
            if time.monotonic() - heard > limit:
                hung = True
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        try:
            os.killpg(process.pid, signal.SIGKILL)  # children that tests left behind
        except ProcessLookupError:
            pass
        code = process.returncode
        output.seek(0)
        tail = output.read().decode("utf-8", "replace")
    if current is not None:
        letter = "h" if hung else "c"
        why = "hung" if hung else f"crashed: {_SIGNALS.get(-code, f'exit status {code}')}{_where(tail)}"
        job.settled.append(current)
        with run.lock:
            run.outcomes[current] = (letter, why, float(timeout) if hung else 0.0)
        return False
    if not collected:
        reason = _first_error(tail) if code >= 0 and not hung else (
            "hung" if hung else _SIGNALS.get(-code, str(code))) + " while being collected" + _where(tail)
        with run.lock:
            if collecting and (code < 0 or hung):
                name = collecting
                run.broken[name] = reason
                if name in job.files and len(job.files) > 1:
                    job.files = [f for f in job.files if f != name]
                    return False
            for name in job.files:
                run.broken.setdefault(name, reason)
        return True
    # Died between tests (at exit, say): everything that ran is settled.
    if code not in (0, 1, 2, 5) and not seen_done:
        with run.lock:
            for name in job.files:
                run.broken.setdefault(name, _first_error(tail))
        return True
    return code in (0, 1, 2, 5)


def _where(tail):
    """The innermost Python line that faulthandler printed, if any."""
    found = re.search(r"most recent call first\):\n  File \"([^\"]+)\", line (\d+) in (\S+)", tail)
    return f" at {Path(found[1]).name}:{found[2]} in {found[3]}" if found else ""


def _first_error(tail):
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"((E|INTERNALERROR>)\s+)?[\w.]*(Error|Exception|Warning)\b.*", line)]
    return re.sub(r"^(E|INTERNALERROR>)\s+", "", (errors or lines or ["no output"])[-1])[:300]


def _run_job(target, site, job, run, timeout, extra):
    with tempfile.TemporaryDirectory(prefix="conformance-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        idle = 0
        while True:
            before = len(job.settled) + len(job.files)
            if _run_process(target, site, job, run, timeout, extra, work):
                return
            idle = idle + 1 if len(job.settled) + len(job.files) == before else 0
            if idle > 2:
                return


def plan(files, seconds, jobs):
    """Jobs of about equal length, longest first: small files share a process, long ones are split."""
    total = sum(seconds.get(f, 1.0) for f in files)
    split_over = 3.0 if len(files) < jobs else max(40.0, total / jobs / 4)
    weighted, small, load = [], [], 0.0
    for f in sorted(files, key=lambda f: -seconds.get(f, 1.0)):
        cost = seconds.get(f.partition("::")[0], 1.0)
        if cost > split_over and "::" not in f:
            parts = min(int(cost // split_over) + 1, 2 * jobs)
            weighted += [(cost / parts, Job([f], f"{i}/{parts}")) for i in range(parts)]
        elif cost > 4 or _builds(f):
            weighted.append((cost, Job([f])))
        else:
            small.append(f)
            load += cost + 0.1
            if load > 8:
                weighted.append((load, Job(small)))
                small, load = [], 0.0
    if small:
        weighted.append((load, Job(small)))
    return [job for _, job in sorted(weighted, key=lambda pair: -pair[0])]


def run_suite(target, files, jobs=2, timeout=60, extra=(), seconds=None, progress=None):
    """Run the files; returns a :class:`Run`."""
    site = target.site_packages()
    run = Run()
    work = queue.Queue()
    for job in plan(files, seconds or {}, jobs):
        work.put(job)
    total = work.qsize()

    def serve():
        while True:
            try:
                job = work.get_nowait()
            except queue.Empty:
                return
            _run_job(target, site, job, run, timeout, extra)
            if progress:
                progress(job, total - work.qsize(), total, run)

    threads = [threading.Thread(target=serve) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return run


def split_node(nodeid):
    """``(file, function, case)`` of a node id; ``case`` is '' for a test without parameters."""
    file, _, rest = nodeid.partition("::")
    function, bracket, case = rest.partition("[")
    return file, function, case[:-1] if bracket else ""
