"""Which packages are run, and how much of each.

``short`` is what CI runs, ``full`` what ``make clients`` runs; each is a pair of shares: of the test
files, and of the tests in the chosen files. Both samples depend on names only (clients_plugin.py).
"""

from dataclasses import dataclass, field


@dataclass
class Package:
    """One client: where its tests lie and which of them run."""

    name: str  # of the distribution
    tests: tuple  # patterns of test files, relative to site-packages or to the sdist
    short: tuple = (1.0, 1.0)
    full: tuple = (1.0, 1.0)
    # The folder of the tests inside the sdist, where the wheel has none.
    sdist: str = ""
    # Where the sdist's tests are laid: "" keeps them apart from the package, else a folder of site-packages.
    into: str = ""
    # Folders that the tests ask for and the wheel lacks.
    folders: tuple = ()
    # Neither wheel nor sdist can be had with tests: clients/own holds a few of ours.
    own: bool = False
    # Files that are left out on both cores, and why.
    without: dict = field(default_factory=dict)
    options: tuple = ()
    environment: dict = field(default_factory=dict)
    timeout: int = 60
    # The package's own pytest settings, relative to site-packages.
    settings: str = ""


_PANDAS = "not slow and not network and not db and not single_cpu and not clipboard"
_NO_BASELINES = "compares images that the wheel does not ship"

PACKAGES = [
    Package("numexpr", ("numexpr/tests/test_*.py",), timeout=15),
    Package("pyerfa", ("erfa/tests/test_*.py",)),
    Package("ml_dtypes", ("ml_dtypes/tests/*_test.py",), short=(1.0, 0.03), full=(1.0, 0.3),
            sdist="ml_dtypes/tests", into="ml_dtypes"),
    Package("numpy-quaternion", ("tests/test_*.py",), short=(1.0, 0.4), sdist="tests",
            # Fails on both after minutes: SciPy's odeint takes no functions that return tuples any more.
            options=("-k", "not integrate_angular_velocity")),
    Package("numpy_quaddtype", ("test_quaddtype.py",), own=True),
    Package("Bottleneck", ("bottleneck/tests/*_test.py",), short=(1.0, 0.3), timeout=120),
    Package("astropy", ("astropy/**/tests/test_*.py",), short=(0.3, 0.2), full=(1.0, 0.5),
            without={"astropy/samp/*": "talks to servers on the network"}),
    Package("pandas", ("pandas/tests/**/test_*.py",), short=(0.3, 0.04), full=(1.0, 0.1),
            options=("-m", _PANDAS, "-o", "addopts=", "-p", "no:asyncio"), settings="pandas/pyproject.toml",
            without={"pandas/tests/arrays/arrow/*": "its conftest skips the whole session where pyarrow is not installed"}),
    Package("scipy", ("scipy/**/tests/test_*.py",), short=(0.4, 0.1), full=(1.0, 0.2), options=("-m", "not slow and not xslow")),
    Package("scikit-learn", ("sklearn/**/tests/test_*.py",), short=(0.1, 0.15), full=(1.0, 0.2),
            environment={"SKLEARN_SKIP_NETWORK_TESTS": "1", "OMP_NUM_THREADS": "1"}),
    Package("numba", ("numba/tests/test_*array*.py", "numba/tests/test_np_*.py", "numba/tests/test_ufunc*.py",
                      "numba/tests/npyufunc/test_*.py", "numba/tests/test_record*.py", "numba/tests/test_dyn*.py",
                      "numba/tests/test_indexing.py", "numba/tests/test_npdatetime.py", "numba/tests/test_random.py",
                      "numba/tests/test_unicode_array.py", "numba/tests/test_buffer_protocol.py"),
            short=(0.2, 0.02), full=(1.0, 0.1), timeout=120),
    Package("h5py", ("h5py/tests/test_*.py", "h5py/tests/**/test_*.py"), short=(0.5, 0.5)),
    Package("tables", ("tables/tests/test_*.py",), short=(0.3, 0.04), full=(1.0, 0.1),
            without={"tables/tests/test_all.py": "runs the other files again"}),
    Package("dask", ("dask/array/tests/test_*.py",), short=(0.2, 0.1), full=(1.0, 0.3)),
    Package("xarray", ("xarray/tests/test_*.py",), short=(0.1, 0.1), full=(1.0, 0.2)),
    Package("shapely", ("shapely/tests/test_*.py", "shapely/tests/**/test_*.py"), short=(0.5, 0.3)),
    Package("PyWavelets", ("pywt/tests/test_*.py",), short=(0.5, 0.3)),
    Package("matplotlib", ("matplotlib/tests/test_*.py",), short=(0.1, 0.2), full=(1.0, 1.0),
            options=("-k", "not compare_images"), folders=("matplotlib/tests/baseline_images",),
            without={f"matplotlib/tests/test_{name}.py": _NO_BASELINES for name in (
                "axes", "figure", "contour", "lines", "image", "legend", "collections", "constrainedlayout", "tightlayout",
                "mathtext", "patches", "patheffects", "quiver", "streamplot", "text", "triangulation", "usetex",
                "backend_pgf", "backend_ps", "backend_pdf", "backend_svg", "compare_images", "agg_filter", "arrow_patches",
                "bbox_tight", "png", "spines", "subplots", "table", "simplification", "artist", "backends_interactive",
                "marker", "offsetbox", "polar", "sphinxext", "backend_gtk3", "backend_qt", "backend_tk", "backend_webagg")}),
    Package("statsmodels", ("statsmodels/**/tests/test_*.py",), short=(0.06, 0.2), full=(1.0, 0.1)),
    Package("awkward", ("tests/test_*.py",), short=(0.1, 1.0), full=(0.6, 1.0), sdist="tests"),
    Package("boost-histogram", ("tests/test_*.py",), short=(1.0, 0.5), sdist="tests",
            without={"tests/test_benchmark*": "needs pytest-benchmark"}),
]
