"""One core's side of the crossing: reads calls from its input and writes an answer to each, a line each."""

import contextvars
import gc
import itertools
import json
import os
import re
import resource
import signal
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import arguments  # noqa: E402
import diff_worker  # noqa: E402
import undefined  # noqa: E402

import numpy as np  # noqa: E402

LIMIT = 10
# Shapes of billions of items fail to be allocated, on every machine alike.
MEMORY = 3 << 30
_VALUES = ("bytes", "values", "close", "repr")


class TooLong(BaseException):
    """Not an Exception, so that no call can catch it."""


def _too_long(*_):
    raise TooLong


def describe(value, close, depth=0):
    """As `diff_worker.describe`, which says nothing of what is inside of iterators, dtypes and containers."""
    if depth < 4:
        if isinstance(value, np.nditer):
            inner = [value.ndim, value.nop, value.itersize, value.has_index, value.has_multi_index, [str(x) for x in value.dtypes],
                     [describe(x, close, depth + 1) for x in value.operands]]
            return {"type": "nditer", "items": inner}
        if isinstance(value, np.broadcast):
            return {"type": "broadcast", "items": [value.shape, value.index, value.nd, value.numiter, [type(x).__name__ for x in value.iters]]}
        if isinstance(value, np.flatiter):
            return {"type": "flatiter", "items": [value.index, describe(value.base, close, depth + 1)]}
        if isinstance(value, np.dtype):
            parts = [repr(value), value.str, value.itemsize, value.alignment, value.flags, value.isalignedstruct, str(value.fields),
                     str(value.metadata), value.byteorder, value.char, value.num]
            return {"type": type(value).__name__, "items": [diff_worker._ADDRESS.sub("0x", str(x)) for x in parts]}
        if isinstance(value, dict):
            return {"type": type(value).__name__, "items": [[repr(k)[:200], describe(v, close, depth + 1)] for k, v in list(value.items())[:32]]}
        if isinstance(value, tuple | list):
            return {"type": type(value).__name__, "items": [describe(v, close, depth + 1) for v in value[:64]]}
        if hasattr(type(value), "__next__") and not isinstance(value, np.ndarray):
            return {"type": type(value).__name__, "items": [describe(v, close, depth + 1) for v in itertools.islice(value, 16)]}
        if isinstance(value, np.busdaycalendar):
            return {"type": "busdaycalendar", "items": [describe(value.weekmask, close), describe(value.holidays, close)]}
    answer = diff_worker.describe(value, close, depth)
    if "dtype" in answer:
        answer["dtype"] = diff_worker._ADDRESS.sub("0x", answer["dtype"])
    return answer


def _without_values(answer):
    if isinstance(answer, list):
        return [_without_values(x) for x in answer]
    if isinstance(answer, dict):
        return {k: _without_values(v) for k, v in answer.items() if k not in _VALUES}
    return answer


def _error(error):
    text = diff_worker._ADDRESS.sub("0x", str(error))[:1000]
    return [type(error).__name__, re.sub(r"(of address|at address) \d+", r"\1 _", text)]


def run(code):
    """What a call gives: its result and what is left of the operand that it names, or its exception; the warnings."""
    names = arguments.names()
    *setup, call = code.split("; ")
    answer = {}
    close = undefined.close(code)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        signal.alarm(LIMIT)
        try:
            exec("; ".join(setup), names)
            result = describe(eval(call, names), close)
            left = [describe(names[n], close) for n in ("a", "m", "q", "x", "st") if re.search(rf"\b{n}\b", code) and n in names]
            hidden = undefined.values(code)
            answer["result"] = _without_values(result) if hidden else result
            answer["left"] = _without_values(left) if hidden else left
        except TooLong:
            answer["hung"] = True
        except Exception as error:  # noqa: BLE001 - the exception is the result
            answer["raised"] = _error(error)
            if error.__cause__ is not None:
                answer["cause"] = _error(error.__cause__)
        finally:
            signal.alarm(0)
    answer["warnings"] = [[w.category.__name__, diff_worker._ADDRESS.sub("0x", str(w.message))] for w in caught]
    return answer


def main():
    """Answer the calls of the input, each in a context of its own."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    calls = json.load(sys.stdin)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(null, stream)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, _too_long)
    gc.disable()
    for number, call in enumerate(calls):
        try:
            answer = contextvars.copy_context().run(run, call)
        except TooLong:
            answer = {"hung": True}
        except BaseException as error:  # noqa: BLE001 - a description that fails is a result too
            answer = {"undescribed": _error(error)}
        answers.write(json.dumps(answer) + "\n")
        if number % 500 == 499:
            gc.collect()


if __name__ == "__main__":
    main()
