"""Ferronum: NumPy's compiled core in Rust, under the NumPy you have installed.

``ferronum.install()`` before ``import numpy`` is all a program needs; ``python -m ferronum``,
``FERRONUM=1``, ``pytest -p ferronum`` and the preload library do the same without a changed line.
This module stays cheap to import: the start-up hook imports it in every process. It runs before
pytest can rewrite its assertions, and has none: PYTEST_DONT_REWRITE.
"""

from ferronum._hook import FerronumError, install, is_active

__all__ = ["FerronumError", "core_info", "get_include", "install", "is_active"]
__version__ = "0.1.0"


def core_info():
    """What this process computes with, as a dict.

    Keys: ``version``, ``library``, ``preload`` (paths), ``numpy``, ``abi``, ``cpu_level``,
    ``blas``, ``threads``. Imports NumPy if Ferronum is active; where it is not, the values that
    only a loaded core knows are None.
    """
    from ferronum._info import core_info

    return core_info()


def get_include():
    """The folder with headers under NumPy's names: ``numpy/arrayobject.h`` and its kin.

    Sources written for NumPy build with it in place of ``numpy.get_include()``, and what is built runs
    on either core. ``../lib`` beside it has ``libnpymath.a``, ``npy-pkg-config`` and ``pkgconfig/numpy.pc``.
    """
    import os

    here = os.path.dirname(os.path.abspath(__file__))
    folder = os.path.join(here, "include")
    if not os.path.isdir(folder):
        # A checkout that is not installed has them two folders up.
        folder = os.path.join(os.path.dirname(os.path.dirname(here)), "include")
    return folder


def pytest_addoption(parser):
    """``pytest -p ferronum``: the core is in place before any conftest imports NumPy.

    pytest calls this hook at the moment it registers the plugin. Workers of pytest-xdist load
    their plugins later than their conftests, so they follow through the environment.
    """
    install()


def pytest_report_header(config):
    """One line of pytest's header says which core the run used."""
    return f"ferronum: {core_info()['library']}"
