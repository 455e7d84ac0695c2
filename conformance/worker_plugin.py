"""The pytest plugin of one conformance process: writes what happens, as it happens, to a file.

Each line is a JSON list. The process may die at any moment, so a test is announced before it runs
and the runner can tell which one took the process down. Environment:

- ``CONFORMANCE_LOG``: the file to append to;
- ``CONFORMANCE_SKIP``: a file of node ids (one a line) that are settled already;
- ``CONFORMANCE_SHARD``: ``i/n``, to run only the i-th of n parts of the test functions.
"""

import json
import os
import re
import time
import zlib

import pytest

_log = open(os.environ["CONFORMANCE_LOG"], "a", encoding="utf-8", buffering=1)
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")


def _write(*record):
    _log.write(json.dumps(record) + "\n")


def _node(nodeid):
    return _ADDRESS.sub("0xADDR", nodeid)


def _short(report):
    """The line of a failure that says most: the exception's own, without the path."""
    text = ""
    long = report.longrepr
    crash = getattr(long, "reprcrash", None)
    if crash is not None:
        text = crash.message
    elif isinstance(long, tuple):
        text = str(long[-1])
    elif long is not None:
        lines = [line for line in str(long).splitlines() if line.strip()]
        marked = [line[1:] for line in lines if line.startswith("E ")]
        text = (marked or lines or [""])[-1]
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return _ADDRESS.sub("0xADDR", " | ".join(lines[:3]))[:400]


def _repr_failure(self, excinfo, style=None):
    """Takes the place of pytest's tracebacks: with thousands of failures they cost more than the tests."""
    error = excinfo.value
    if isinstance(error, pytest.fail.Exception | pytest.skip.Exception):
        text = error.msg
    else:
        try:
            text = str(error)
        except Exception as inner:  # noqa: BLE001 - the core under test may fail here too
            text = f"(no text: {type(inner).__name__})"
        text = f"{type(error).__name__}: {text}"
    places, trace = [], excinfo.tb
    while trace is not None:
        places.append(f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")
        trace = trace.tb_next
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " | ".join([*lines[:4], "at " + " < ".join(reversed(places[-2:]))])


# Failures of a call go through the first, those of setup and teardown through the second.
pytest.Item.repr_failure = pytest.Function.repr_failure = _repr_failure
pytest.Item._repr_failure_py = _repr_failure


def pytest_collectstart(collector):
    if isinstance(collector, pytest.Module):
        _write("collect", _node(collector.nodeid))


def pytest_collectreport(report):
    if report.failed:
        _write("broken", _node(report.nodeid), _short(report))


def pytest_collection_modifyitems(config, items):
    settled = set()
    skip = os.environ.get("CONFORMANCE_SKIP")
    if skip:
        with open(skip, encoding="utf-8") as f:
            settled = set(f.read().splitlines())
    index, _, count = os.environ.get("CONFORMANCE_SHARD", "0/1").partition("/")
    index, count = int(index), int(count)
    keep, drop = [], []
    for item in items:
        function = item.nodeid.partition("[")[0]
        mine = count == 1 or zlib.crc32(function.encode()) % count == index
        (keep if mine and _node(item.nodeid) not in settled else drop).append(item)
    if drop:
        config.hook.pytest_deselected(items=drop)
        items[:] = keep
    _write("collected", len(keep), [_node(item.nodeid) for item in keep])


_started = {}


def pytest_runtest_logstart(nodeid, location):
    _started[nodeid] = time.perf_counter()
    _write("start", _node(nodeid))


_outcome = {}


def pytest_runtest_logreport(report):
    nodeid = report.nodeid
    previous = _outcome.get(nodeid)
    if report.when == "call" and report.passed:
        _outcome[nodeid] = ("X" if hasattr(report, "wasxfail") else "p", "")
    elif report.skipped:
        _outcome[nodeid] = ("x", "") if hasattr(report, "wasxfail") else ("s", _short(report))
    elif report.failed:
        if previous is None or previous[0] in "pX":
            _outcome[nodeid] = ("f" if report.when == "call" else "e", _short(report))


def pytest_runtest_logfinish(nodeid, location):
    outcome, message = _outcome.pop(nodeid, ("e", "no report"))
    _write("done", _node(nodeid), outcome, message, round(time.perf_counter() - _started.pop(nodeid), 4))


def pytest_sessionfinish(session):
    """One process never holds two cores: report NumPy's own if it was ever mapped beside ours."""
    if os.environ.get("FERRONUM") == "1":
        with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
            foreign = {line.split(None, 5)[5].strip() for line in maps if "/numpy/_core/_multiarray_umath" in line}
        for path in foreign:
            _write("foreign", path)
