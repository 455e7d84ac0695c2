"""Time the kernels beside NumPy's.

    python crates/kernels/benches/time_loops.py target/release/examples/loop_server [-n 1000,100000] [ufunc ...]

Prints nanoseconds per call of our loop, of NumPy's call less its overhead on one item, and the ratio; then the
geometric mean by ufunc. Below 1 is faster than NumPy.
"""

import math
import sys
import time
import warnings

import numpy as np
from numpy._core import _multiarray_umath as umath

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from compare_loops import SKIP, Server, place

LAYOUTS = {"cc": None}
random = np.random.default_rng(3)


def values(name, char, n):
    t = np.dtype(char)
    if t.kind == "b":
        return random.integers(0, 2, n).astype(t)
    if t.kind in "iu":
        return random.integers(1, 100, n).astype(t)
    v = random.uniform(0.1, 0.9, n)
    if name == "arccosh":
        v += 1
    if t.kind == "c":
        return (v + 1j * random.uniform(0.1, 0.9, n)).astype(t)
    return v.astype(t)


def numpy_time(call, budget=0.03):
    best, spent = math.inf, 0.0
    loops = 1
    while spent < budget:
        start = time.perf_counter()
        for _ in range(loops):
            call()
        took = time.perf_counter() - start
        spent += took
        best = min(best, took / loops)
        if took < 2e-4:
            loops *= 2
    return best * 1e9


def main():
    args = sys.argv[1:]
    server = Server(args.pop(0))
    sizes = [1000, 100000]
    if args[:1] == ["-n"]:
        args.pop(0)
        sizes = [int(x) for x in args.pop(0).split(",")]
    reduce = args[:1] == ["--reduce"]
    if reduce:
        args.pop(0)
    names = args or [
        k for k in sorted(dir(umath))
        if isinstance(getattr(umath, k), np.ufunc) and k not in SKIP | {"conj", "mod", "true_divide", "rad2deg", "deg2rad"}
        and any(not set(t) & set("mMOUSTV") for t in getattr(umath, k).types)
    ]
    warnings.simplefilter("ignore")
    everything = []
    for name in names:
        ufunc = getattr(umath, name)
        seen, logs = set(), []
        for index, signature in enumerate(t for t in ufunc.types if not set(t) & set("mMO")):
            ins, outs = signature.split("->")
            if signature in seen or set(signature) & set("qQ") and "qQ" not in signature and "Qq" not in signature:
                continue
            seen.add(signature)
            for n in sizes:
                if reduce:
                    if len(ins) != 2 or len(set(ins + outs)) != 1:
                        continue
                    a = values(name, ins[0], n)
                    memory, layout = place([a], [], lambda s: s)
                    layout = [(0, 0), layout[0], (0, 0)]
                    theirs = numpy_time(lambda: ufunc.reduce(a, dtype=a.dtype)) - numpy_time(lambda: ufunc.reduce(a[:1], dtype=a.dtype))
                else:
                    given = [values(name, c, n) for c in ins]
                    results = tuple(np.empty(n, c) for c in outs)
                    one_in, one_out = [g[:1] for g in given], tuple(r[:1] for r in results)
                    theirs = numpy_time(lambda: ufunc(*given, out=results)) - numpy_time(lambda: ufunc(*one_in, out=one_out))
                    memory, layout = place(given, outs, lambda s: s)
                repeats = max(5, min(3000, int(3e7 / max(theirs, 50))))
                _, _, ours, _ = server.run(name, index, 0, n, memory, layout, repeats)
                ratio = ours / max(theirs, 1)
                logs.append(math.log(ratio))
                print(f"{name:14s} {signature:8s} {n:8d} ours {ours:10d} numpy {theirs:12.0f} ratio {ratio:6.2f}", flush=True)
        if logs:
            everything += logs
            print(f"== {name:14s} {math.exp(sum(logs) / len(logs)):.2f}", flush=True)
    print(f"== all {math.exp(sum(everything) / len(everything)):.2f}")


if __name__ == "__main__":
    main()
