"""What core runs here: the dict behind ``core_info()`` and its page for people, ``doctor``."""

import os
import sys

import ferronum
from ferronum import _hook

KEYS = ("version", "library", "preload", "numpy", "abi", "cpu_level", "blas", "threads")


def preload_path():
    """The path of the preload library, or None where this installation has none."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libferronum_preload.so")
    return path if os.path.isfile(path) else None


def core_info():
    """See :func:`ferronum.core_info`."""
    info = dict.fromkeys(KEYS)
    info["version"] = ferronum.__version__
    info["preload"] = preload_path()
    if not ferronum.is_active():
        info["numpy"] = _hook.numpy_version()
        try:
            info["library"] = _hook.library_path()
        except _hook.FerronumError:
            pass
        return info
    import numpy

    core = sys.modules[_hook.CORE]
    describe = getattr(core, "_ferronum_info", None)
    if describe is not None:
        info.update(describe())
    info["library"] = os.path.abspath(core.__file__)
    info["numpy"] = numpy.__version__
    return info


def _mapped_cores():
    """Paths of every NumPy core library that this process has mapped."""
    paths = set()
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
            for line in maps:
                path = line.rstrip("\n").partition("/")
                name = path[2].rpartition("/")[2]
                if path[1] and name.startswith(("_multiarray_umath", "libferronum.so")):
                    paths.add("/" + path[2])
    except OSError:
        pass
    return sorted(paths)


def doctor(out=None):
    """Print the state of this installation; 0 if NumPy runs on Ferronum here, 1 if not."""
    out = out or sys.stdout

    def line(key, value):
        print(f"{key + ':':<12} {value}", file=out)

    line("python", f"{sys.version.split()[0]} ({sys.executable})")
    try:
        ferronum.install()
        info = ferronum.core_info()
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what the page is for
        line("ferronum", ferronum.__version__)
        line("numpy", _hook.numpy_version() or "not installed")
        line("problem", f"{type(error).__name__}: {error}")
        return 1
    line("ferronum", info["version"])
    for key in KEYS[1:]:
        value = info[key]
        if isinstance(value, dict):
            value = ", ".join(f"{k} {v}" for k, v in value.items())
        line(key, "unknown" if value is None else value)
    mapped = _mapped_cores()
    foreign = [p for p in mapped if os.path.realpath(p) != os.path.realpath(info["library"])]
    line("cores mapped", ", ".join(mapped) or "unknown")
    if foreign:
        line("problem", f"a second core is mapped: {', '.join(foreign)}")
        return 1
    line("active", "yes")
    if os.path.exists("doctor"):
        line("note", "to run the file named doctor in this folder, say ./doctor")
    return 0
