"""Finds the test files that need no core: after collection every function and ufunc of NumPy's own
core is taken away. What still passes measures the Python layer, not us.
"""

import sys

import pytest


class Gone:
    """Stands where a function of the core stood."""

    def __init__(self, name):
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args, **kwargs):
        raise NotImplementedError(f"empty core: {self.__name__}")

    def __getattr__(self, name):
        raise NotImplementedError(f"empty core: {self.__name__}.{name}")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    from numpy._core import _multiarray_umath as core

    dispatcher = type(core.concatenate)
    kinds = (dispatcher, type(core.add), type(core.set_typeDict))
    gone = {id(value): Gone(name) for name, value in vars(core).items() if isinstance(value, kinds)}
    for module in list(sys.modules.values()):
        if module is None or not hasattr(module, "__dict__"):
            continue
        name = getattr(module, "__name__", "")
        if not name.startswith(("numpy", "test_", "tests")) and "numpy" not in str(getattr(module, "__file__", "")):
            continue
        for key, value in list(vars(module).items()):
            if isinstance(value, kinds) and id(value) in gone:
                setattr(module, key, gone[id(value)])
