"""Puts Ferronum's library under the name ``numpy._core._multiarray_umath``.

Only that one module is replaced; every other name of NumPy's Python layer then answers from it.
The imports here are modules that the interpreter has already loaded when ``site`` runs.
"""

import sys

import _imp
from _frozen_importlib_external import ExtensionFileLoader, PathFinder, spec_from_file_location

CORE = "numpy._core._multiarray_umath"
NUMPY_SERIES = "2.4."
# What FERRONUM may say, in any case of letters.
YES = ("1", "true", "yes", "on")
NO = ("", "0", "false", "no", "off")
# Registered by the preload library in a Python for which it has no core.
_PRELOAD_REFUSES = "_ferronum_preload_refuses"


class FerronumError(ImportError):
    """Ferronum cannot serve this process; the message says why and what to do."""


class CoreLoadError(RuntimeError):
    """The library was found but the interpreter could not load it.

    Not an ImportError: NumPy turns those into a page of advice about its own installation.
    """


class UnfitError(RuntimeError):
    """A FerronumError inside NumPy's own import, which passes over or rewrites ImportErrors."""


def _package_dir():
    return __file__.rpartition("/")[0]


def _is_file(path):
    import posix

    try:
        return posix.stat(path).st_mode & 0o170000 == 0o100000
    except OSError:
        return False


def library_path():
    """The path of the core for this interpreter, or FerronumError."""
    import os
    import posix

    path = os.environ.get("FERRONUM_LIBRARY")
    if path:
        if not _is_file(path):
            raise FerronumError(f"ferronum: FERRONUM_LIBRARY names {path}, which is not a file")
        return path if path.startswith("/") else posix.getcwd() + "/" + path
    here = _package_dir()
    for name in ("_multiarray_umath" + _imp.extension_suffixes()[0], "libferronum.so"):
        path = f"{here}/{name}"
        if _is_file(path):
            return path
    tag = "cpython-%d%d" % sys.version_info[:2]
    try:
        names = posix.listdir(here)
    except OSError:
        raise FerronumError(
            f"ferronum: {here} is no folder, and a library can be loaded from a folder only: unpack ferronum "
            f"beside the archive, or name a built libferronum.so in FERRONUM_LIBRARY"
        ) from None
    others = [f for f in names if f.startswith("_multiarray_umath.") and f.endswith(".so")]
    if others:
        raise FerronumError(
            f"ferronum: the installed library was built for another Python "
            f"({', '.join(sorted(others))}); this one is {sys.implementation.name} "
            f"{sys.version_info[0]}.{sys.version_info[1]} and needs a file of tag {tag}: "
            f"reinstall ferronum with this Python"
        )
    raise FerronumError(
        f"ferronum: no library in {here}; install ferronum with pip, or name a built "
        f"libferronum.so in FERRONUM_LIBRARY"
    )


def _find(name, path=None):
    """The spec of a module that is not imported, by whichever finder knows it but ours; or None."""
    for finder in (PathFinder, *sys.meta_path):
        find_spec = None if finder in (Finder, ThreadsFinder) else getattr(finder, "find_spec", None)
        spec = find_spec(name, path) if find_spec else None
        if spec is not None:
            return spec
    return None


def numpy_version():
    """The version of the NumPy that an import would find, without importing it; None if there is none.

    Read from the module ``numpy.version`` in whatever form it is there: source, byte code, in an archive.
    """
    loaded = sys.modules.get("numpy.version")
    if loaded is not None:
        return loaded.version
    spec = _find("numpy")
    if spec is None or not spec.submodule_search_locations:
        return None
    try:
        version = _find("numpy.version", spec.submodule_search_locations)
        names = {"__name__": "numpy.version"}
        exec(version.loader.get_code("numpy.version"), names)
        return names["version"]
    except Exception:  # noqa: BLE001 - whatever stands there, it is not the module of a NumPy that we serve
        return "unknown"


def _wanted():
    """Whether FERRONUM asks for the core; FerronumError where it says neither yes nor no."""
    import os

    value = os.environ.get("FERRONUM", "").strip()
    if value.lower() in YES + NO:
        return value.lower() in YES
    raise FerronumError(
        f"ferronum: FERRONUM={value} is neither yes ({', '.join(YES)}) nor no ({', '.join(NO[1:])})"
    )


def _check():
    """Raise FerronumError unless this interpreter, this NumPy and this library fit together."""
    path = library_path()
    _check_numpy()
    return path


def _check_numpy():
    version = numpy_version()
    if version is None:
        raise FerronumError(
            f"ferronum: NumPy is not installed for {sys.executable}; ferronum needs numpy>=2.4,<2.5"
        )
    if not version.startswith(NUMPY_SERIES):
        raise FerronumError(
            f"ferronum: NumPy {version} is installed; this ferronum serves the Python layer of "
            f"numpy>=2.4,<2.5 only, and leaves this one as it is"
        )


class _CoreLoader(ExtensionFileLoader):
    """Loads the library; a failure says which file and which Python, once."""

    def create_module(self, spec):
        try:
            return super().create_module(spec)
        except ImportError as error:
            raise CoreLoadError(
                f"ferronum: {self.path} does not load in this CPython "
                f"{sys.version_info[0]}.{sys.version_info[1]}: {error}"
            ) from None


class _AfterImport:
    """Runs a module with its own loader and registers our thread pool afterwards."""

    def __init__(self, loader):
        self._loader = loader

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        from ferronum._threads import register

        register(module)


class ThreadsFinder:
    """Tells threadpoolctl of our thread pool when a program imports it."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Serve threadpoolctl by its own loader and one more step."""
        if name != "threadpoolctl" or path is not None:
            return None
        spec = _find(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _AfterImport(spec.loader)
        return spec


class Finder:
    """The meta-path finder that stands first."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Serve the core; refuse a NumPy that does not fit before any of it runs."""
        if name == "numpy":
            _wanted()
            _check()
        elif name == CORE:
            library = _check()
            return spec_from_file_location(name, library, loader=_CoreLoader(name, library))
        return None


def _loaded_core_is_ours():
    core = sys.modules.get(CORE)
    return isinstance(getattr(core, "__loader__", None), _CoreLoader) or hasattr(core, "_ferronum_info")


def is_active():
    """True if NumPy answers, or will answer once imported, from Ferronum in this process."""
    if CORE in sys.modules:
        return _loaded_core_is_ours()
    try:
        if Finder in sys.meta_path:
            _wanted()
            _check()
            return True
        if _preloaded():
            _check_numpy()
            return True
    except FerronumError:
        pass
    return False


def _preloaded():
    """Whether the preload library registered the core before the interpreter started."""
    return bool(_imp.is_builtin(CORE)) and not _imp.is_builtin(_PRELOAD_REFUSES)


def install():
    """Make ``import numpy`` in this process, and in Python processes that it starts, use Ferronum's core.

    Calling it twice is harmless. Raises FerronumError, and changes nothing, if NumPy is already
    imported with its own core, is not the served version, or no library fits this interpreter.
    Children (multiprocessing, loky, subprocess) follow through ``FERRONUM=1`` in the environment.
    """
    if not _loaded_core_is_ours():
        if CORE in sys.modules or "numpy" in sys.modules:
            raise FerronumError(
                "ferronum: NumPy is already imported in this process with its own core; call "
                "ferronum.install() before the first import of numpy, or start the program with "
                "'python -m ferronum'"
            )
        if _preloaded():
            _check_numpy()
        else:
            _check()
        install_deferred()
    import os

    os.environ["FERRONUM"] = "1"


def install_deferred():
    """What ``FERRONUM=1`` does at interpreter start: checks wait until NumPy is imported.

    A process that never imports NumPy pays and sees nothing; one that imports a NumPy that does
    not fit gets the error there, never NumPy's own core behind the user's back.
    """
    if _preloaded():
        return
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
    watch_threadpoolctl()


def watch_threadpoolctl():
    """Make our thread pool known to threadpoolctl, imported already or later."""
    loaded = sys.modules.get("threadpoolctl")
    if loaded is not None:
        from ferronum._threads import register

        register(loaded)
    elif ThreadsFinder not in sys.meta_path:
        sys.meta_path.insert(0, ThreadsFinder)


def start_up():
    """What the start-up hook calls where FERRONUM is set: a value that is no answer is said when NumPy is imported."""
    try:
        if not _wanted():
            return
    except FerronumError:
        pass
    install_deferred()


def inside_numpy():
    """What NumPy's own hook for distributors calls where FERRONUM is set and no start-up hook ran.

    Packages reached by PYTHONPATH alone, embedded interpreters and ``python -S`` read no start-up hooks.
    NumPy is being imported: what does not fit is raised as UnfitError, which its import lets through.
    """
    try:
        if not _wanted() or _loaded_core_is_ours() or _preloaded():
            return
        _check()
    except FerronumError as error:
        raise UnfitError(str(error)) from None
    install_deferred()
