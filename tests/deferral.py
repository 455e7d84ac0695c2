"""Prints who answers for two operands: operators and their methods, with operands of every disposition. Both cores must print the same."""

import operator
import re
import warnings

import numpy as np

ND = np.ndarray
OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift")
COMPARISONS = ("lt", "le", "eq", "ne", "gt", "ge")


def all_methods(answer):
    """Every operator's methods, made by ``answer(name)``."""
    methods = {f"__{kind}{name}__": answer(kind + name) for name in OPERATORS for kind in ("", "r", "i")}
    return {**methods, **{f"__{name}__": answer(name) for name in COMPARISONS}, "__hash__": None}


def raises(self):
    raise RuntimeError("asked")


def as_array(self, dtype=None, copy=None):
    return np.arange(2.0)


def takes_over(self, ufunc, method, *inputs, **keywords):
    return f"{ufunc.__name__}.{method} {len(inputs)}"


def declines(self, *args, **keywords):
    return NotImplemented


HOOKS = {
    "none": {}, "refuses": {"__array_ufunc__": None}, "high": {"__array_priority__": 100.0}, "lowest": {"__array_priority__": -2e6},
    "low": {"__array_priority__": -5.0}, "zero": {"__array_priority__": 0}, "raises": {"__array_priority__": property(raises)},
    "text": {"__array_priority__": "x"}, "takes": {"__array_ufunc__": takes_over}, "declines": {"__array_ufunc__": declines},
    "raises_ufunc": {"__array_ufunc__": property(raises)}, "array": {"__array__": as_array}, "array_high": {"__array__": as_array, "__array_priority__": 3},
}
SCALAR = np.float64


def others():
    """``(name, object)`` of all dispositions."""
    for hook, body in HOOKS.items():
        answers = all_methods(lambda name: lambda self, *a: f"answer {name}")
        shy = all_methods(lambda name: declines)
        yield f"plain {hook}", type("Plain", (), dict(body))()
        yield f"answers {hook}", type("Answers", (), {**answers, **body})()
        yield f"shy {hook}", type("Shy", (), {**shy, **body})()
        if "__array__" in body:
            continue
        yield f"sub {hook}", np.arange(2.0).view(type("Sub", (ND,), dict(body)))
        yield f"sub answers {hook}", np.arange(2.0).view(type("SubAnswers", (ND,), {**answers, **body}))
        yield f"list {hook}", type("List", (list,), dict(body))([1, 2])
        yield f"float {hook}", type("Float", (float,), dict(body))(2.0)
        yield f"scalar {hook}", type("Scalar", (SCALAR,), dict(body))(2.0)
        yield f"scalar answers {hook}", type("ScalarAnswers", (SCALAR,), {**answers, **body})(2.0)
    instance = type("Instance", (), {})()
    instance.__array_ufunc__, instance.__array_priority__ = None, 50
    yield "instance", instance
    for value in (2, 1.5, 1j, "a", None, [1, 2], (1, 2), True, {}, np.arange(2.0), np.array(2.0), np.int64(2), np.float32(2), np.int8(2), np.longdouble(2),
                  np.str_("a"), np.void(b"a"), np.datetime64("2001"), np.timedelta64(2, "s"), np.bool_(1), np.ma.array([1.0, 2.0], mask=[0, 1])):
        yield f"{type(value).__name__} {getattr(value, 'ndim', '')}", value


MINE = {
    "array": lambda: np.arange(2.0), "integers": lambda: np.arange(2), "sub": lambda: np.arange(2.0).view(type("Mine", (ND,), {})),
    "prior": lambda: np.arange(2.0).view(type("Prior", (ND,), {"__array_priority__": 5.0})),
    "last": lambda: np.arange(2.0).view(type("Last", (ND,), {"__array_priority__": -2e6})), "float64": lambda: np.float64(2), "int64": lambda: np.int64(3),
    "float16": lambda: np.float16(2), "complex64": lambda: np.complex64(2), "str": lambda: np.str_("a"), "timedelta": lambda: np.timedelta64(2, "s"),
}


def forms(name, mine):
    """The ways to call an operator."""
    function = name + "_" if name in ("and", "or") else name
    calls = [f"a.__{name}__(o)"]
    if name == "divmod":
        return [*calls, "a.__rdivmod__(o)", "divmod(a, o)", "divmod(o, a)"]
    calls += [f"operator.{function}(a, o)", f"operator.{function}(o, a)"]
    if name in COMPARISONS:
        return calls
    calls += [f"a.__r{name}__(o)", f"operator.i{name}(a, o)"]
    if isinstance(mine, ND):
        calls.append(f"a.__i{name}__(o)")
    if name == "pow":
        calls += ["a.__pow__(o, 2)", "a.__pow__(2, o)", "a.__pow__(o, None)", "a.__rpow__(o, 2)", "pow(a, o, 3)", "pow(o, a, 3)", "pow(2, a, o)"]
    return calls


def text(value):
    """A text that is equal for equal results."""
    if isinstance(value, ND):
        return f"{type(value).__name__} {ND.dtype.__get__(value)} {ND.tolist(value)}"
    return f"{type(value).__name__} {value!r}"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    for who, make in MINE.items():
        for whom, other in others():
            for name in OPERATORS + COMPARISONS:
                if whom.startswith("scalar") and name in ("and", "or", "xor", "lshift", "rshift"):
                    continue  # which of two ways to say no
                for form in forms(name, make()):
                    try:
                        answer = text(eval(form, {"a": make(), "o": other, "operator": operator}))
                    except Exception as error:
                        answer = f"{type(error).__name__} {error}"
                    print(who, whom, form, re.sub("0x[0-9a-f]+", "0x", answer).replace("\n", " "))
