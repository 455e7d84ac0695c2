"""The calls: every base call with every argument replaced, by a seeded sample of the arguments of every kind."""

import ast
import random
import zlib

import calls
import numpy as np
import python_calls
from arguments import ARGUMENTS, POOL

KINDS = [[x.strip() for x in text.split(";")] for text in ARGUMENTS.values()]
# Functions whose first argument may name a file or a descriptor of the process.
OPENS = ("np.loadtxt", "np.genfromtxt")
# Functions that read whatever memory their other arguments name.
READS = ("np.lib.stride_tricks.as_strided",)
# The operands of ufuncs: one expression for each dtype kind that some ufunc takes.
OPERANDS = ("a", "i", "b", "c", "s", "t", "w", "d", "m")


class Base:
    """One call with all its arguments: `setup; function(positional..., name=...)`."""

    def __init__(self, line, weight=1.0):
        *setup, call = line.split("; ")
        node = ast.parse(call, mode="eval").body
        self.setup = "; ".join(setup)
        self.function = ast.unparse(node.func)
        self.positional = [ast.unparse(x) for x in node.args]
        self.keywords = {k.arg: ast.unparse(k.value) for k in node.keywords}
        self.line = line
        self.weight = weight

    def text(self, positional=None, keywords=None):
        positional = self.positional if positional is None else positional
        keywords = self.keywords if keywords is None else keywords
        call = f"{self.function}({', '.join([*positional, *(f'{k}={v}' for k, v in keywords.items())])})"
        return f"{self.setup}; {call}" if self.setup else call


def ufunc_bases():
    """Lines over every ufunc of the core: calls and methods with every keyword."""
    core = np._core._multiarray_umath
    for name in sorted(dir(core)):
        ufunc = getattr(core, name)
        if not isinstance(ufunc, np.ufunc) or ufunc.__name__ != name:
            continue
        u = f"core.{name}"
        operands = _operands(ufunc)
        if operands is None:
            continue
        x = ", ".join(operands)
        outs = "None" if ufunc.nout == 1 else f"({', '.join(['None'] * ufunc.nout)})"
        yield f"{u}({x})"
        yield f"{u}({x}, {', '.join(['None'] * ufunc.nout)})"
        yield f"{u}({x}, out={outs}, casting='same_kind', order='K', dtype=None, subok=True)"
        yield f"{u}({x}, signature={(None,) * ufunc.nargs!r})"
        if ufunc.signature is None:
            yield f"{u}({x}, where=True)"
        else:
            yield f"{u}({x}, axes={_axes(ufunc)!r})"
        if ufunc.nin == 2 and ufunc.nout == 1 and ufunc.signature is None:
            y = operands[0] if operands[0] != "a" else "m"
            yield f"{u}.reduce({y}, axis=0, dtype=None, out=None, keepdims=False, initial=np._NoValue, where=True)"
            yield f"{u}.reduce({y}, 0, None, None, False)"
            yield f"{u}.reduce(array={y}, axis=None)"
            yield f"{u}.accumulate({y}, axis=0, dtype=None, out=None)"
            yield f"{u}.accumulate({y}, 0, None, None)"
            yield f"{u}.reduceat({y}, [0, 1], axis=0, dtype=None, out=None)"
            yield f"{u}.reduceat({y}, [1, 0], 0, None, None)"
            yield f"{u}.outer({x}, out=None, dtype=None)"
        if ufunc.nin <= 2:
            yield f"{u}.at({operands[0]}, [0, 1]{''.join(', ' + y for y in operands[1:])})"
        dtypes = ", ".join([f"({y}).dtype if hasattr({y}, 'dtype') else type({y})" for y in operands] + ["None"] * ufunc.nout)
        yield f"{u}.resolve_dtypes(({dtypes}), signature=None, casting='same_kind', reduction=False)"


def _axes(ufunc):
    core = [part.count(",") + 1 if part.strip("()") else 0 for part in ufunc.signature.replace("->", ";").replace("),(", ");(").split(";")]
    return [tuple(range(-n, 0)) for n in core]


def _operands(ufunc):
    """Operands that the ufunc takes, found by trying, as text; None if there are none."""
    names = __import__("arguments").names()
    text = ("s", "'a'", "0", "3", "1")
    choices = [(x,) * ufunc.nin for x in OPERANDS] + [("a", "i"), ("q", "q"), ("q", "[1.0, 2.0]"), ("[1.0, 2.0]", "q"), ("a", "1.0", "2.0")]
    choices += [(x, *text[1:]) for x in ("s", "t")] + [("s", "5", "'x'"), ("s", "'a'", "'b'", "-1"), ("s", "3"), ("t", "0", "2", "1"), ("s", "'a'", "i"),
                ("t", "5", "'x'"), ("t", "'a'"), ("s", "'a'", "'b'", "i", "np.zeros(4, 'U4')"), ("s", "0", "1", "1")]
    with np.errstate(all="ignore"):
        for choice in choices:
            choice = choice[:ufunc.nin]
            if len(choice) < ufunc.nin:
                continue
            try:
                ufunc(*[eval(x, dict(names)) for x in choice])
            except Exception:  # noqa: BLE001 - the wrong operands
                continue
            return choice
    return None


def scalar_bases():
    """Constructors, methods and attributes of all scalar types; attributes of everything else."""
    for t in sorted({*np.sctypeDict.values()}, key=lambda t: t.__name__):
        yield f"np.{t.__name__}({'' if t in (np.str_, np.bytes_, np.void) else 0 if t is not np.datetime64 else 'None'})" if t is not np.void else "np.void(2)"
    for x in ("np.float64(2.5)", "np.int16(3)", "np.complex64(1j)", "np.bool_(True)", "np.str_('a')", "np.void(b'ab')", "np.timedelta64(3, 's')", "st[0]"):
        for name in dir(np.generic):
            if name.startswith("_") and name not in ("__array__", "__copy__", "__deepcopy__", "__array_wrap__", "__round__", "__sizeof__"):
                continue
            if name in ("tofile", "dump", "data", "dumps", "flags", "base", "getfield", "view", "setfield", "newbyteorder"):
                continue
            if callable(getattr(np.generic, name)):
                yield f"{x}.{name}()"
    binary = "add sub mul truediv floordiv mod divmod lshift rshift and or xor eq ne lt le gt ge".split()
    for x in ("np.float64(2.5)", "np.int16(3)", "np.uint64(3)", "np.complex64(1j)", "np.bool_(True)", "np.timedelta64(3, 's')", "np.longdouble(2)", "np.float16(2)"):
        for name in binary:
            yield f"{x}.__{name}__(2)"
        for name in binary[:12]:
            yield f"{x}.__r{name}__(2)"


def bases():
    """All base calls."""
    for text, weight in ((calls.MODULE, 4), (calls.DTYPE, 4), (calls.METHODS, 3), (calls.SCALARS, 1.5), (python_calls.FUNCTIONS, 1)):
        for line in text.strip().splitlines():
            yield Base(line, weight)
    for line in scalar_bases():
        yield Base(line, 0.5)
    for line in ufunc_bases():
        yield Base(line, 0.2)


def variants(base, per_position, seed):
    """The base call and its variants: about `per_position` arguments in every position, wrong counts and names."""
    rng = random.Random(zlib.crc32(f"{seed}:{base.line}".encode()))
    amount = max(2, round(per_position * base.weight))

    def some(n):
        if n >= len(POOL):
            return POOL
        picked = []
        while len(picked) < n:
            for kind in rng.sample(KINDS, len(KINDS)):
                picked.append(rng.choice(kind))
        return picked[:n]

    yield base.text()
    p, k = base.positional, base.keywords
    for n in range(len(p)):
        yield base.text(p[:n], {})
        yield base.text(p[:n])
        if n == 0 and base.function in (*OPENS, *READS):
            continue
        for x in some(amount):
            yield base.text([*p[:n], x, *p[n + 1:]])
    for name in k if base.function not in READS else ():
        yield base.text(p, {n: v for n, v in k.items() if n != name})
        yield base.text(p, {name: k[name]})
        for x in some(amount):
            yield base.text(p, {**k, name: x} if rng.random() < 0.4 else {name: x})
    if base.function in READS:
        return
    for x in some(max(2, amount // 3)):
        yield base.text([*p, x], {})
    yield base.text(p, {**k, "spam": rng.choice(POOL)})
    yield base.text([*p, "1", "2", "3", "4", "5", "6", "7"], {})
    slots = len(p) + len(k)
    if slots > 1 and base.function not in OPENS:
        for _ in range(amount):
            chosen = rng.sample(range(slots), rng.randint(2, min(3, slots)))
            values = [*p, *k.values()]
            for n in chosen:
                values[n] = rng.choice(rng.choice(KINDS))
            yield base.text(values[:len(p)], dict(zip(k, values[len(p):])))


def generate(per_position, seed):
    """All calls, each once, in an order that depends on nothing but the arguments."""
    seen = {}
    for base in bases():
        for text in variants(base, per_position, seed):
            seen.setdefault(text, None)
    return list(seen)
