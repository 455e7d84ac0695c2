"""Calls the functions of one topic and prints what came of it, a line for each call: `drive.py TOPIC START LIMIT TABLE`.

Each call is announced on standard error before it is made, so that a crash can be told from the last announcement.
"""

import re
import sys
import tomllib
import warnings

import numpy as np

import caller
import pool
import table

FREE = 289  # PyDataMem_FREE
NOTSWAPPED = 0x200  # a bit of requests that says nothing about arrays


class Describe:
    """Texts for objects, free of addresses and of what was never written."""

    def __init__(self, args, values=True):
        self.args, self.values = args, values

    def text(self, obj, depth=0):
        if isinstance(obj, np.ndarray):
            return self.array(obj)
        if isinstance(obj, (tuple, list)) and depth < 3:
            inner = ", ".join(self.text(x, depth + 1) for x in obj)
            return f"{type(obj).__name__}({inner})"
        if isinstance(obj, np.dtype):
            return f"{obj!r} {'builtin' if obj is np.dtype(obj) and obj.isbuiltin else 'own'} {obj.byteorder}"
        if isinstance(obj, np.flatiter):
            return f"flatiter {obj.index} {obj.coords} {self.array(obj.base)}"
        if isinstance(obj, np.broadcast):
            return f"broadcast {obj.nd} {obj.shape} {obj.index} {obj.size}"
        return f"{type(obj).__name__} {clean(repr(obj))}"

    def array(self, a):
        base = a.base
        text = (f"{type(a).__name__} {a.dtype!r} {a.shape} {a.strides} {a.flags.num & ~NOTSWAPPED:#x} "
                f"base {'-' if base is None else type(base).__name__}")
        if self.values:
            text += " " + clean(repr(a.tolist()))
        if isinstance(a, pool.Sub):
            text += f" mark {a.mark!r}"
        return text

    def owned(self, address):
        """The text of a new reference, which is given back."""
        if not address:
            return "NULL"
        obj = caller.take(address)
        for i, arg in enumerate(self.args):
            if arg.obj is obj and not isinstance(obj, (int, str, type)):
                return f"argument {i + 1}: {self.text(obj)}"
        return self.text(obj)


def clean(text):
    """Without addresses."""
    return re.sub(r"0x[0-9a-f]{6,}", "0x…", text)


def result_text(ctype, value, describe, name, args):
    if ctype in ("PyObject *", "PyArray_Descr *", "PyArrayObject *", "PyArray_DTypeMeta *"):
        return describe.owned(value)
    if ctype == "void":
        return "-"
    if name in table.BYTES:
        if not value:
            return "NULL"
        import ctypes

        found = ctypes.string_at(value, args[0].obj.dtype.itemsize).hex()
        caller.call(address_of(FREE), (value,), (), False)
        return found
    if ctype.endswith("*"):
        return "pointer" if value else "NULL"
    if ctype == "double":
        return repr(value)
    bits = {"npy_intp": 64, "npy_bool": 8, "unsigned char": 8, "char": 8}.get(ctype, 32)
    value &= (1 << bits) - 1
    if bits > 8 and not ctype.startswith("unsigned") and value >> (bits - 1):
        value -= 1 << bits
    return str(value)


def address_of(index):
    return caller.slot(np._core._multiarray_umath._ARRAY_API, index)


def one_call(name, row, makers):
    """Make one call; its text."""
    args = [make() for make in makers]
    result_type, _ = table.split_signature(row["signature"])
    steals = row.get("steals", [])
    describe = Describe(args, name not in table.UNWRITTEN)
    before = []
    for i, arg in enumerate(args):
        if arg.obj is not None:
            caller.add(arg.obj, 4 + (i + 1 in steals))
            before.append((i, arg, sys.getrefcount(arg.obj) - (i + 1 in steals), state(describe, arg.obj)))
    words = tuple(arg.word for arg in args if not hasattr(arg, "double"))
    doubles = tuple(arg.double for arg in args if hasattr(arg, "double"))
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        # The reference warns of a call that its own C function makes.
        warnings.filterwarnings("ignore", "Passing more than 2 positional arguments")
        value, error = caller.call(address_of(row["index"]), words, doubles, result_type == "double")
    text = result_text(result_type, value, describe, name, args)
    if error is not None:
        text += f" | {type(error).__name__}: {clean(str(error))}"
        error.__traceback__ = None
    for warning in seen:
        text += f" | {warning.category.__name__}: {warning.message}"
    for i, arg in enumerate(args):
        if name == "PyArray_BufferConverter" or error is not None and not isinstance(arg, (pool.OutObject, pool.Address)):
            # Pointers, and what a failed call has left behind.
            continue
        after = arg.after(describe)
        if after is not None:
            text += f" | [{i + 1}] holds {after}"
    error = seen = warning = None
    for i, arg, count, was in before:
        change = sys.getrefcount(arg.obj) - count
        if change and not isinstance(arg.obj, (int, str, tuple)):
            text += f" | [{i + 1}] {change:+d} references"
        now = state(describe, arg.obj)
        if now != was:
            text += f" | [{i + 1}] is {now}"
    return text


def state(describe, obj):
    return describe.text(obj) if isinstance(obj, np.ndarray) else None


def main():
    topic, start, limit, path = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    with open(path, "rb") as file:
        rows = {row["symbol"]: row for row in tomllib.load(file)["array"] if row["kind"] == "function"}
    number = 0
    for name, own in table.TOPICS[topic].items():
        row = rows[name]
        for makers in pool.spread(table.pools_of(name, row, own), limit):
            number += 1
            if number <= start:
                continue
            label = ", ".join(make().label for make in makers)
            print(f"{number} {name}({label})", file=sys.stderr, flush=True)
            answer = one_call(name, row, makers).replace("\n", "\\n")
            print(f"{number} {name}({label})\t{answer}", flush=True)


if __name__ == "__main__":
    main()
