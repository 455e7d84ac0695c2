"""Compare the kernels with NumPy, bit for bit and flag for flag.

    cargo build --release -p ferronum-kernels --example loop_server
    python crates/kernels/benches/compare_loops.py target/release/examples/loop_server [ufunc ...]

Every loop of every ufunc runs at every CPU level on special and random values, in several layouts. Differences are
printed by ufunc and type; what may differ (transcendental functions) is given in units in the last place.
"""

import collections
import os
import subprocess
import sys
import warnings

import numpy as np
from numpy._core import _multiarray_umath as umath

SKIP = {"matmul", "matvec", "vecmat", "vecdot", "isnat"}
FLAGS = {"divide by zero": 1, "overflow": 2, "underflow": 4, "invalid value": 8, "invalid": 8}
ULPS = {
    "exp": 4, "exp2": 4, "expm1": 4, "log": 4, "log2": 4, "log10": 4, "log1p": 4, "sin": 4, "cos": 4, "tan": 4,
    "arcsin": 4, "arccos": 4, "arctan": 4, "sinh": 4, "cosh": 4, "tanh": 4, "arcsinh": 4, "arccosh": 4, "arctanh": 4,
    "cbrt": 4, "power": 4, "float_power": 4, "arctan2": 4, "hypot": 2, "logaddexp": 4, "logaddexp2": 4,
}
random = np.random.default_rng(1)


class Server:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, name, index, level, count, memory, layout, repeats=1):
        numbers = [index, level, count, repeats, len(memory)] + [x for pair in layout for x in pair]
        line = name + " " + " ".join(map(str, numbers)) + "\n"
        self.process.stdin.write(line.encode() + memory)
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        if len(head) != 3:
            raise RuntimeError(f"server died on {line}")
        return int(head[0]), int(head[1]), int(head[2]), self.process.stdout.read(len(memory))


def specials(char, nin):
    t = np.dtype(char)
    if t.kind == "b":
        return np.array([0, 1], t)
    if t.kind in "iu":
        i = np.iinfo(t)
        values = {0, 1, 2, 3, 7, 8, 31, 32, 63, 64, 100, i.max, i.max - 1, i.max // 2, i.min, i.min + 1, i.min // 2}
        if t.kind == "i":
            values |= {-1, -2, -3, -7, -64}
        return np.array(sorted(v for v in values if i.min <= v <= i.max), t)
    real = {"F": "f", "D": "d", "G": "g"}.get(char, char)
    f = np.finfo(real)
    v = [0.0, 1, 2, 3, 0.5, 1.5, 2.5, 3.5, 0.1, 0.3, 10, 100, 1e3, 6e4, 7e-5, 88, 89, 103, 104, 150, 709, 710, 745, 746, 1e10,
         float(np.pi), float(np.pi / 2), 1e-3, 1e-7]
    v = np.array(v).astype(real)
    extra = np.array([f.max, f.tiny, f.smallest_subnormal, f.eps, np.inf, np.nan], real)
    third = np.array([f.max / 3, f.tiny * 3, f.smallest_subnormal * 3, 1 - f.epsneg, 1 + f.eps], real)
    v = np.concatenate([v, extra, third])
    v = np.concatenate([v, -v])
    if t.kind == "c":
        few = v[::2] if nin < 3 else v[::4]
        return (few[:, None] + 0 * v[0]).astype(t).ravel() if False else _complex(few, t)
    return v


def _complex(v, t):
    out = np.empty((len(v), len(v)), t)
    out.real = v[:, None]
    out.imag = v[None, :]
    return out.ravel()


def randoms(char, n):
    t = np.dtype(char)
    if t.kind == "b":
        return random.integers(0, 2, n).astype(t)
    if t.kind in "iu":
        bits = random.integers(0, 256, n * t.itemsize, dtype=np.uint8).view(t)
        return bits >> random.integers(0, t.itemsize * 8, n).astype(t)
    if t.kind == "c":
        real = {"F": "f", "D": "d", "G": "g"}[char]
        out = np.empty(n, t)
        out.real, out.imag = randoms(real, n), randoms(real, n)
        return out
    scale = 10.0 ** random.uniform(-4, 4 if char == "e" else 6, n)
    return (random.standard_normal(n) * scale).astype(t)


def inputs(name, ins):
    if len(ins) == 1:
        lists = [specials(ins[0], 1)]
    elif len(ins) == 2:
        a, b = specials(ins[0], 2), specials(ins[1], 2)
        if len(a) * len(b) > 20000:
            a, b = random.choice(a, 140), random.choice(b, 140)
        lists = [np.repeat(a, len(b)), np.tile(b, len(a))]
    else:
        s = [specials(c, 3) for c in ins]
        lists = [random.choice(v, 3000) for v in s]
    k = 1500
    parts = [randoms(c, k) for c in ins]
    if name in ("left_shift", "right_shift", "ldexp"):
        parts[1] = (parts[1] % 80).astype(parts[1].dtype)
    if name == "power" and np.dtype(ins[0]).kind == "i":
        lists[1] = np.abs(lists[1])
        lists[1][lists[1] < 0] = 3
        parts[1] = np.abs(parts[1])
        parts[1][parts[1] < 0] = 3
    both = [np.concatenate([a, b]) for a, b in zip(lists, parts)]
    order = random.permutation(len(both[0]))
    return [b[order] for b in both]


def reference(ufunc, signature, args, each=False):
    flags = 0

    def call(kind, flag):
        nonlocal flags
        flags |= FLAGS[kind]

    with np.errstate(all="call"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        old = np.seterrcall(call)
        out = ufunc(*args, signature=signature)
        np.seterrcall(old)
    return (out if isinstance(out, tuple) else (out,)), flags


LAYOUTS = {
    "contiguous": lambda size: size,
    "strided": lambda size: 3 * size,
    "negative": lambda size: -size,
    "odd": lambda size: size + 1,
}


def place(arrays, outs, step_of):
    """Memory with the operands in it, and (offset, step) of each."""
    layout, chunks, at = [], [], 0
    n = len(arrays[0])
    for a in arrays + [np.zeros(n, c) for c in outs]:
        step = step_of(a.dtype.itemsize)
        span = abs(step) * n + a.dtype.itemsize
        block = np.zeros(span + 64, np.uint8)
        start = 16 if step > 0 else 16 + abs(step) * (n - 1)
        items = np.lib.stride_tricks.as_strided(
            block[start:].view(np.uint8), (n, a.dtype.itemsize), (step, 1))
        items[...] = a.view(np.uint8).reshape(n, -1) if n else 0
        layout.append((at + start, step))
        block = np.concatenate([block, np.zeros(-len(block) % 64, np.uint8)])
        chunks.append(block)
        at += len(block)
    return np.concatenate(chunks).tobytes(), layout


def fetch(memory, layout, dtype, n):
    offset, step = layout
    raw = np.frombuffer(memory, np.uint8)
    items = np.lib.stride_tricks.as_strided(raw[offset:], (n, dtype.itemsize), (step, 1))
    return np.ascontiguousarray(items).view(dtype).ravel()


def ulps(a, b):
    """Distance in units in the last place; -1 where one is NaN or infinite and the other is not."""
    if a.dtype.kind == "c":
        return np.maximum(ulps(a.real.copy(), b.real.copy()), ulps(a.imag.copy(), b.imag.copy()))
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    bad = ~same & ~(np.isfinite(a) & np.isfinite(b))
    with np.errstate(all="ignore"):
        if a.dtype.char == "g":
            gap = np.abs(np.where(same | bad, 0, a - b)) / np.abs(np.spacing(np.where(np.isfinite(b), b, 1)))
        else:
            t = {2: np.int16, 4: np.int32, 8: np.int64}[a.dtype.itemsize]
            key = lambda v: np.where(v.view(t) < 0, np.iinfo(t).min - v.view(t).astype(object), v.view(t).astype(object))
            gap = np.abs(key(a) - key(b)).astype(float)
    gap = np.where(same, 0.0, gap)
    gap[bad] = -1
    return gap


def differences(name, got, want):
    """Mask of differing items and the largest distance of the rest."""
    if want.dtype.kind in "biu":
        return got.view(f"u{got.dtype.itemsize}") != want.view(f"u{got.dtype.itemsize}"), 0
    limit = ULPS.get(name, 0)
    if want.dtype.kind == "c" and limit:
        limit = 1e6
    gap = ulps(got, want)
    bad = (gap < 0) | (gap > limit)
    if limit == 0:
        signs = lambda v: np.signbit(v) & ~np.isnan(v)
        if want.dtype.kind == "c":
            bad |= (signs(got.real) != signs(want.real)) | (signs(got.imag) != signs(want.imag))
        else:
            bad |= signs(got) != signs(want)
    return bad, gap.max(initial=0)


def compare(server, name, report):
    ufunc = getattr(umath, name)
    types = [t for t in ufunc.types if not set(t) & set("mMO")]
    seen = set()
    for index, signature in enumerate(types):
        if signature in seen:
            continue
        seen.add(signature)
        ins, outs = signature.split("->")
        args = inputs(name, ins)
        want, _ = reference(ufunc, signature, args)
        # Flags of single items, for a sample.
        sample = random.choice(len(args[0]), min(60, len(args[0])), replace=False)
        for level in (1, 3, 4):
            for label, step_of in LAYOUTS.items():
                memory, layout = place(args, outs, step_of)
                flags, failed, _, result = server.run(name, index, level, len(args[0]), memory, layout)
                for k, (w, c) in enumerate(zip(want, outs)):
                    got = fetch(result, layout[len(ins) + k], np.dtype(c), len(args[0]))
                    bad, gap = differences(name, got, w)
                    if bad.any():
                        i = np.flatnonzero(bad)[:3]
                        examples = [tuple(a[j] for a in args) + ("->", got[j], "want", w[j]) for j in i]
                        report[(name, signature)].append(f"L{level} {label} out{k}: {bad.sum()} differ: {examples}")
                    elif gap:
                        report[("~" + name, signature)].append(gap)
            wrong = collections.Counter()
            examples = {}
            for j in sample:
                one = [a[j:j + 1] for a in args]
                _, expected = reference(ufunc, signature, one)
                memory, layout = place(one, outs, LAYOUTS["contiguous"])
                flags, failed, _, _ = server.run(name, index, level, 1, memory, layout)
                if flags != expected:
                    wrong[(flags, expected)] += 1
                    examples[(flags, expected)] = [a[0] for a in one]
            if wrong:
                report[(name, signature)].append(f"L{level} flags (got, want): " + str({k: (v, examples[k]) for k, v in wrong.items()}))


def main():
    server = Server(sys.argv[1])
    names = sys.argv[2:] or [
        k for k in sorted(dir(umath))
        if isinstance(getattr(umath, k), np.ufunc) and k not in SKIP
        and any(not set(t) & set("mMOUSTV") for t in getattr(umath, k).types)
    ]
    for name in names:
        report = collections.defaultdict(list)
        compare(server, name, report)
        for (who, signature), lines in report.items():
            if who.startswith("~"):
                print(f"   {who[1:]} {signature}: up to {max(lines):g} ulp")
                continue
            for line in lines[:3]:
                print(f"!! {who} {signature} {line[:400]}")
        print(f"{name} done", flush=True)


if __name__ == "__main__":
    main()
