"""Puts Ferronum's library under the name ``numpy._core._multiarray_umath``.

Only that one module is replaced; every other name of NumPy's Python layer then answers from it.
The imports here are modules that the interpreter has already loaded when ``site`` runs.
"""

import sys

import _imp
from _frozen_importlib_external import ExtensionFileLoader, PathFinder, spec_from_file_location

CORE = "numpy._core._multiarray_umath"
NUMPY_SERIES = "2.4."


class FerronumError(ImportError):
    """Ferronum cannot serve this process; the message says why and what to do."""


class CoreLoadError(RuntimeError):
    """The library was found but the interpreter could not load it.

    Not an ImportError: NumPy turns those into a page of advice about its own installation.
    """


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
    import posix

    explicit = posix.environ.get(b"FERRONUM_LIBRARY")
    if explicit:
        path = explicit.decode("utf-8", "surrogateescape")
        if not _is_file(path):
            raise FerronumError(f"ferronum: FERRONUM_LIBRARY names {path}, which is not a file")
        return path if path.startswith("/") else posix.getcwd() + "/" + path
    here = _package_dir()
    for name in ("_multiarray_umath" + _imp.extension_suffixes()[0], "libferronum.so"):
        path = f"{here}/{name}"
        if _is_file(path):
            return path
    tag = "cpython-%d%d" % sys.version_info[:2]
    others = [f for f in posix.listdir(here) if f.startswith("_multiarray_umath.") and f.endswith(".so")]
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


def numpy_version():
    """The version of the NumPy that an import would find, without importing it; None if there is none."""
    loaded = sys.modules.get("numpy.version")
    if loaded is not None:
        return loaded.version
    spec = PathFinder.find_spec("numpy")
    if spec is None or not spec.submodule_search_locations:
        return None
    for folder in spec.submodule_search_locations:
        try:
            with open(f"{folder}/version.py", encoding="utf-8") as f:
                for line in f:
                    if line.startswith(("version =", "version=", "full_version =", "__version__ =")):
                        value = line.partition("=")[2].strip()
                        if value[:1] in "\"'":
                            return value.strip("\"'")
        except OSError:
            pass
    return "unknown"


def _check():
    """Raise FerronumError unless this interpreter, this NumPy and this library fit together."""
    path = library_path()
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
    return path


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


class Finder:
    """The meta-path finder that stands first."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Serve the core; refuse a NumPy that does not fit before any of it runs."""
        if name == "numpy":
            _check()
        elif name == CORE:
            library = _check()
            return spec_from_file_location(name, library, loader=_CoreLoader(name, library))
        elif name == "threadpoolctl" and path is None:
            spec = PathFinder.find_spec(name)
            if spec is not None and spec.loader is not None:
                spec.loader = _AfterImport(spec.loader)
            return spec
        return None


def _loaded_core_is_ours():
    core = sys.modules.get(CORE)
    return isinstance(getattr(core, "__loader__", None), _CoreLoader) or hasattr(core, "_ferronum_info")


def is_active():
    """True if NumPy answers, or will answer once imported, from Ferronum in this process."""
    if CORE in sys.modules:
        return _loaded_core_is_ours()
    return Finder in sys.meta_path or CORE in sys.builtin_module_names or _preloaded()


def _preloaded():
    """Whether the preload library registered the core before the interpreter started."""
    return bool(_imp.is_builtin(CORE))


def install():
    """Make ``import numpy`` in this process use Ferronum's core.

    Calling it twice is harmless. Raises FerronumError, and changes nothing, if NumPy is already
    imported with its own core, is not the served version, or no library fits this interpreter.
    """
    if _loaded_core_is_ours():
        return
    if CORE in sys.modules or "numpy" in sys.modules:
        raise FerronumError(
            "ferronum: NumPy is already imported in this process with its own core; call "
            "ferronum.install() before the first import of numpy, or start the program with "
            "'python -m ferronum'"
        )
    if is_active():
        return
    _check()
    install_deferred()


def install_deferred():
    """What ``FERRONUM=1`` does at interpreter start: checks wait until NumPy is imported.

    A process that never imports NumPy pays and sees nothing; one that imports a NumPy that does
    not fit gets the error there, never NumPy's own core behind the user's back.
    """
    if Finder in sys.meta_path or _preloaded():
        return
    sys.meta_path.insert(0, Finder)
    loaded = sys.modules.get("threadpoolctl")
    if loaded is not None:
        from ferronum._threads import register

        register(loaded)
