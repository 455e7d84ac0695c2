"""Runs the examples in the docstrings of ufuncs and of their methods, and prints how many there were."""

import doctest
import sys

import numpy as np

core = np._core._multiarray_umath
texts = {u.__name__: u.__doc__ for u in vars(core).values() if isinstance(u, np.ufunc)}
texts |= {name: getattr(np.ufunc, name).__doc__ for name in ("reduce", "accumulate", "reduceat", "outer", "at", "resolve_dtypes")}
parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
for name, text in texts.items():
    assert "Examples\n" in text and (name in vars(np.ufunc) or "Returns\n" in text and "Parameters\n" in text), name
    runner.run(parser.get_doctest(text, {}, name, None, None))
print(runner.tries, "examples,", runner.failures, "failures")
sys.exit(bool(runner.failures))
