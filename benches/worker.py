"""One core's side of the benchmark: sets cases up, times rounds, says what came out."""

import gc
import hashlib
import mmap
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "conformance"))

import twin  # noqa: E402

import numpy as np  # noqa: E402

_data = {}


def data(dtype, n):
    """n values of a type, read from the file that both cores share."""
    if dtype not in _data:
        with open(os.path.join(os.environ["BENCH_DATA"], dtype.replace("?", "b1")), "rb") as f:
            _data[dtype] = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(_data[dtype], dtype, n).copy()


def _compile(statement, setup):
    body = "\n    ".join(setup.split("\n"))
    source = f"def build():\n    {body or 'pass'}\n    def inner(n):\n        for _ in range(n):\n            {statement}\n"
    try:
        compile(statement, "", "eval")
        source += f"    def result():\n        return {statement}\n"
    except SyntaxError:
        source += f"    def result():\n        {statement}\n        return {statement.partition(' =')[0].partition('[')[0]}\n"
    source += "    return inner, result\n"
    names = {"np": np, "data": data}
    exec(compile(source, "<case>", "exec"), names)
    return names["build"]()


def _describe(value):
    if isinstance(value, (tuple, list)) and not isinstance(value, np.generic):
        if len(value) > 100:
            return ["list", hashlib.blake2b(repr(value).encode(), digest_size=12).hexdigest()]
        return [type(value).__name__, *[_describe(v) for v in value]]
    if isinstance(value, (np.ndarray, np.generic)):
        flat = np.asarray(value)
        digest = hashlib.blake2b(flat.tobytes(), digest_size=12).hexdigest()
        return [type(value).__name__, flat.dtype.str, list(flat.shape), digest]
    return [type(value).__name__, repr(value)]


def _sample(value):
    """Some values of a result as Python floats, to compare within rounding."""
    flat = np.asarray(value).reshape(-1)
    step = max(1, flat.shape[0] // 50)
    return [abs(complex(v)) for v in flat[::step].tolist()]


_current = {}


def handle(request):
    """One request: build a case, or time a round of it."""
    try:
        if request["do"] == "build":
            _current.clear()
            gc.collect()
            inner, result = _compile(request["statement"], request["setup"])
            value = result()
            answer = {"result": _describe(value)}
            if request["close"]:
                answer["result"] = answer["result"][:3]
                answer["sample"] = _sample(value)
            del value
            number = 1
            while True:
                start = time.perf_counter()
                inner(number)
                spent = time.perf_counter() - start
                if spent >= request["round"] / 2 or number >= 10**6:
                    break
                number = max(number * 2, int(number * request["round"] / max(spent, 1e-7) * 0.9))
            _current["inner"] = inner
            return {**answer, "number": number}
        gc.disable()
        start = time.perf_counter()
        _current["inner"](request["number"])
        spent = time.perf_counter() - start
        gc.enable()
        return {"seconds": spent / request["number"]}
    except Exception as error:  # noqa: BLE001 - whatever a case raises is its result
        return {"error": f"{type(error).__name__}: {error}"[:200]}


if __name__ == "__main__":
    twin.serve(handle)
