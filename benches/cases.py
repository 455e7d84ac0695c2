"""The benchmark cases: name, group, what is set up, what is timed.

``data(dtype, n)`` in a setup is an array of n values of that type, the same on both cores.
Each group has the limit that the geometric mean of its ratios (our time over NumPy's) must keep.
"""

from dataclasses import dataclass

LIMITS = {
    "import": 1.2,
    "small": 1.5,
    "loops": 1.05,
    "loops-large": 0.9,
    "matmul": 1.05,
    "sort": 1.5,
    "indexing": None,
    "copies": None,
    "reductions": None,
    "math": None,
    "creation": 0.95,
    "astype": 0.95,
    "astype-large": 0.95,
}

# What no single case of these groups may be over.
CASE_LIMITS = {"creation": 1.5, "astype": 1.5, "astype-large": 1.5}


@dataclass(frozen=True)
class Case:
    """One timed statement. ``quick`` cases also run under --quick; ``close`` results may differ in last bits."""

    name: str
    group: str
    statement: str
    setup: str = ""
    quick: bool = False
    close: bool = False


def _small():
    for n in (3, 10):
        setup = f"a = data('f8', {n}); b = data('f8', {n})[::-1].copy()"
        m = n - n % 2
        for name, statement in (("a+b", "a + b"), ("a*2", "a * 2"), ("a[3]", f"a[{min(3, n - 1)}]"),
                                ("a[2:5]", "a[2:5]"), ("a.sum()", "a.sum()"), ("a.copy()", "a.copy()")):
            yield Case(f"{name} n={n}", "small", statement, setup, quick=n == 3)
        yield Case(f"reshape n={n}", "small", f"a.reshape(2, {m // 2})", f"a = data('f8', {m})", quick=n == 3)
        yield Case(f"zeros({n})", "small", f"np.zeros({n})", quick=n == 3)
    yield Case("array([1,2,3])", "small", "np.array([1, 2, 3])", quick=True)
    yield Case("array of 10 ints", "small", "np.array(values)", "values = list(range(10))")


def _loops():
    for size, group in ((10**3, "loops"), (10**5, "loops"), (10**7, "loops-large")):
        for dtype in ("f8", "f4", "i8"):
            for layout in ("contiguous", "strided"):
                if layout == "contiguous":
                    setup = f"a = data('{dtype}', {size}); b = data('{dtype}', {size})[::-1].copy()"
                else:
                    setup = f"a = data('{dtype}', {2 * size})[::2]; b = data('{dtype}', {2 * size})[::-1].copy()[::2]"
                quick = size == 10**5 and dtype == "f8"
                ops = [("add", "a + b"), ("multiply", "a * b"), ("divide", "a / b"), ("less", "a < b"),
                       ("sum", "a.sum()"), ("max", "a.max()")]
                ops.append(("sqrt", "np.sqrt(a)"))
                for name, statement in ops:
                    yield Case(f"{name} {dtype} {size:.0e} {layout}", group, statement, setup, quick=quick)


def _matmul():
    for dtype in ("f8", "f4"):
        for n in (256, 512, 1024):
            yield Case(f"matmul {dtype} {n}", "matmul", "a @ b",
                       f"a = data('{dtype}', {n * n}).reshape({n}, {n}); b = a[::-1].copy()",
                       quick=n == 256, close=True)
    yield Case("dot f8 1e6", "matmul", "np.dot(a, a)", "a = data('f8', 10**6)", close=True)
    yield Case("matvec f8 1000", "matmul", "a @ v", "a = data('f8', 10**6).reshape(1000, 1000); v = data('f8', 1000)", close=True)


def _sort():
    for dtype in ("f8", "i8"):
        yield Case(f"sort {dtype} 1e6", "sort", "np.sort(a)", f"a = data('{dtype}', 10**6)")
        yield Case(f"argsort {dtype} 1e6", "sort", "np.argsort(a, kind='stable')", f"a = data('{dtype}', 10**6)")
        yield Case(f"sort {dtype} 1e4", "sort", "np.sort(a)", f"a = data('{dtype}', 10**4)", quick=True)
    yield Case("partition f8 1e6", "sort", "np.partition(a, 500_000)[500_000]", "a = data('f8', 10**6)")
    yield Case("searchsorted f8 1e5", "sort", "np.searchsorted(a, b)", "a = np.sort(data('f8', 10**5)); b = data('f8', 10**5)")


def _indexing():
    a = "a = data('f8', 10**6); i = np.argsort(data('f8', 10**5)); m = a > 0.5\n"
    yield Case("take 1e5", "indexing", "a.take(i)", a)
    yield Case("a[indices] 1e5", "indexing", "a[i]", a, quick=True)
    yield Case("a[mask] 1e6", "indexing", "a[m]", a, quick=True)
    yield Case("a[indices] = b", "indexing", "a[i] = b", a + "b = data('f8', 10**5)")
    yield Case("a[mask] = 0", "indexing", "a[m] = 0.0", a)
    yield Case("a[i, j] 1e5", "indexing", "c[i % 1000, i % 7]", a + "c = a.reshape(1000, 1000)")
    yield Case("a[rows]", "indexing", "c[i[:500] % 1000]", a + "c = a.reshape(1000, 1000)")
    yield Case("nonzero 1e6", "indexing", "m.nonzero()", a)
    yield Case("where 1e6", "indexing", "np.where(m, a, 0.0)", a)
    yield Case("np.add.at 1e5", "indexing", "np.add.at(a, i, 1.0)", a)


def _copies():
    for n in (10**5, 10**7):
        yield Case(f"copy {n:.0e}", "copies", "a.copy()", f"a = data('f8', {n})", quick=n == 10**5)
        yield Case(f"copy strided {n:.0e}", "copies", "a[::2].copy()", f"a = data('f8', {n})")
    yield Case("transpose copy 1000x1000", "copies", "a.T.copy()", "a = data('f8', 10**6).reshape(1000, 1000)", quick=True)
    yield Case("concatenate 2x1e5", "copies", "np.concatenate((a, a))", "a = data('f8', 10**5)")
    yield Case("fill 1e6", "copies", "a.fill(3.0)", "a = data('f8', 10**6)")
    yield Case("broadcast assign 1000x1000", "copies", "a[...] = b", "a = data('f8', 10**6).reshape(1000, 1000); b = data('f8', 1000)")
    yield Case("byteswap 1e6", "copies", "a.byteswap()", "a = data('f8', 10**6)")


def _reductions():
    a = "a = data('f8', 10**6).reshape(1000, 1000)"
    for name in ("sum", "max", "mean", "std", "argmax", "prod", "cumsum"):
        for axis in (0, 1):
            yield Case(f"{name} axis={axis}", "reductions", f"a.{name}(axis={axis})", a, quick=name == "sum", close=name == "std")
    yield Case("any 1e6", "reductions", "m.any()", "m = data('f8', 10**6) > 2.0")
    yield Case("count_nonzero 1e6", "reductions", "np.count_nonzero(m)", "m = data('f8', 10**6) > 0.5")
    yield Case("add.reduceat 1e6", "reductions", "np.add.reduceat(a, i)", "a = data('f8', 10**6); i = np.arange(0, 10**6, 100)")


def _math():
    for dtype in ("f8", "f4"):
        for name in ("exp", "log", "sin", "cos", "tanh", "power"):
            statement = "np.power(a, 2.5)" if name == "power" else f"np.{name}(a)"
            yield Case(f"{name} {dtype} 1e5", "math", statement, f"a = data('{dtype}', 10**5)", quick=name == "exp", close=True)
    yield Case("complex multiply 1e5", "math", "a * a", "a = data('c16', 10**5)")
    yield Case("abs complex 1e5", "math", "np.abs(a)", "a = data('c16', 10**5)", close=True)
    yield Case("floor_divide i8 1e5", "math", "a // 7", "a = data('i8', 10**5)")
    pairs = (("hypot", "f8"), ("arctan2", "f8"), ("arctan2", "f4"), ("floor_divide", "f8"), ("remainder", "f8"),
             ("remainder", "i2"), ("floor_divide", "i4"), ("divmod", "u1"), ("divmod", "f8"), ("fmod", "f4"),
             ("power", "i8"), ("add", "f2"), ("multiply", "f2"), ("multiply", "g"), ("add", "g"))
    for name, dtype in pairs:
        setup = f"a = data('f8', 10**5); b = (a[::-1] * 90 + 1).astype('{dtype}'); a = (a * 90).astype('{dtype}')"
        statement = "np.power(a, 3)" if name == "power" else f"np.{name}(a, b)"
        yield Case(f"{name} {dtype} 1e5", "math", statement, setup, close=dtype != "u1" and name != "divmod")
    singles = (("ldexp", "f8"), ("frexp", "f8"), ("modf", "f8"), ("exp", "f2"), ("log", "f2"), ("sqrt", "f2"), ("rint", "f8"),
               ("sign", "i4"), ("reciprocal", "i4"), ("sign", "f8"), ("isnan", "f8"), ("max", "c16"), ("sum", "c16"),
               ("sum", "f2"), ("max", "f2"), ("sum", "g"), ("prod", "c16"))
    for name, dtype in singles:
        setup = f"a = data('f8', 10**5)[::-1] * 90 + 1; a = a.astype('{dtype}'); i = (a.real % 9).astype('i4')"
        statement = f"a.{name}()" if name in ("max", "sum", "prod") else f"np.{name}(a, i)" if name == "ldexp" else f"np.{name}(a)"
        yield Case(f"{name} {dtype} 1e5", "math", statement, setup, close=name in ("exp", "log"))
    for dtype in ("u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8"):
        values = f"a = (data('f8', 10**5) * {'2**60' if dtype[1] == '8' else '110'}).astype('{dtype}')"
        for name, statement in (("//", "a // 7"), ("%", "a % 7"), ("divmod", "np.divmod(a, 7)")):
            yield Case(f"{dtype} {name} 7 1e5", "math", statement, values, quick=dtype in ("u1", "i4") and name == "//")
    yield Case("i8 // -7 1e5", "math", "a // -7", "a = (data('f8', 10**5) * 2**60).astype('i8')")
    yield Case("fmod i8 7 1e5", "math", "np.fmod(a, 7)", "a = (data('f8', 10**5) * 2**60).astype('i8')")
    for name in ("log2", "sin", "exp2", "cos", "log10", "tanh"):
        yield Case(f"{name} f2 1e5", "math", f"np.{name}(a)", "a = (data('f8', 10**5) * 9 + 1).astype('f2')", close=True)
    for dtype, statement in (("i4", "np.power(a, 2)"), ("u1", "np.power(a, 5)"), ("f8", "np.power(a, 3.5)"), ("f4", "np.power(a, 3.5)")):
        setup = f"a = (data('f8', 10**5) * 9 + 1).astype('{dtype}')"
        yield Case(f"{statement[3:]} {dtype} 1e5", "math", statement, setup, close=dtype[0] == "f")
    yield Case("ldexp f4 1e5", "math", "np.ldexp(a, i)", "a = data('f4', 10**5); i = (a * 9).astype('i4')")
    yield Case("ldexp f8 by 3 1e5", "math", "np.ldexp(a, 3)", "a = data('f8', 10**5)")
    for dtype in ("u1", "i8"):
        yield Case(f"reciprocal {dtype} 1e5", "math", "np.reciprocal(a)", f"a = (data('f8', 10**5) * 90 + 1).astype('{dtype}')")
    yield Case("sum g 1e3", "math", "a.sum()", "a = data('f8', 10**3).astype('g')")
    for text, shape in (("i,i->i", "-1"), ("i,i->", "-1"), ("ij,jk->ik", "100, 100"), ("ij,kj->ik", "100, 100")):
        for dtype in ("i4", "f8"):
            setup = f"a = (data('f8', 10**4) * 90).astype('{dtype}').reshape({shape})"
            yield Case(f"einsum {text} {dtype} 1e4", "math", f"np.einsum('{text}', a, a)", setup, close=dtype == "f8")
    for text, shape in (("i,i->", "-1"), ("ij,jk->ik", "3, 3"), ("ij->i", "3, 3")):
        operands = "a, a" if "," in text else "a"
        yield Case(f"einsum {text} of 9", "math", f"np.einsum('{text}', {operands})", f"a = data('f8', 9).reshape({shape})", close=True)
    yield Case("broadcast add 1000x1000", "math", "a + b", "a = data('f8', 10**6).reshape(1000, 1000); b = data('f8', 1000)")


def _creation():
    yield Case("array([1,2,3]) again", "creation", "np.array([1, 2, 3])", quick=True)
    yield Case("array(list of 1e5 floats)", "creation", "np.array(values)", "values = data('f8', 10**5).tolist()", quick=True)
    yield Case("array(nested list 300x300)", "creation", "np.array(values)", "values = data('f8', 90000).reshape(300, 300).tolist()")
    yield Case("float64(1.5) + 2", "creation", "x + 2", "x = np.float64(1.5)", quick=True)
    yield Case("dtype('f8')", "creation", "np.dtype('f8')", quick=True)
    yield Case("tolist 1e5", "creation", "a.tolist()", "a = data('f8', 10**5)")
    yield Case("tolist i8 1e5", "creation", "a.tolist()", "a = data('i8', 10**5)")
    yield Case("tolist ? 1e5", "creation", "a.tolist()", "a = data('?', 10**5)")
    yield Case("repr of 1000 floats", "creation", "repr(a)", "a = data('f8', 1000)", quick=True)
    yield Case("astype from byteswapped 1e5", "creation", "a.astype('f8')", "a = data('f8', 10**5).astype('>f8')")
    yield Case("astype to byteswapped 1e5", "creation", "a.astype('>f8')", "a = data('f8', 10**5)")
    for dtype in ("i2", "i4", "i8", "f2", "f4", "c16"):
        source = f"(data('f8', 10**5) * 90).astype('{dtype}')"
        yield Case(f"astype {dtype} from byteswapped 1e5", "creation", f"a.astype('{dtype}')", f"a = {source}; a = a.astype(a.dtype.newbyteorder())")
        yield Case(f"astype {dtype} to byteswapped 1e5", "creation", "a.astype(d)", f"a = {source}; d = a.dtype.newbyteorder()")
    yield Case("astype f4 from byteswapped f8 1e5", "creation", "a.astype('f4')", "a = data('f8', 10**5).astype('>f8')")
    yield Case("astype f8 from byteswapped i4 1e5", "creation", "a.astype('f8')", "a = data('i4', 10**5).astype('>i4')")
    yield Case("structured copy 1e5", "creation", "a.copy()", "a = np.zeros(10**5, dtype=[('a', 'f8'), ('b', 'i4'), ('c', 'S4')])")
    yield Case("structured cast 1e4", "creation", "a.astype([('a', 'f4'), ('b', 'i8')])", "a = np.zeros(10**4, dtype=[('a', 'f8'), ('b', 'i4')])")
    yield Case("arange 1e5", "creation", "np.arange(10**5)")
    yield Case("linspace 1e5", "creation", "np.linspace(0.0, 1.0, 10**5)")


ASTYPE = ("?", "i1", "i4", "i8", "u1", "f2", "f4", "f8", "c16")


def _astype():
    for size, group in ((10**3, "astype"), (10**5, "astype"), (10**7, "astype-large")):
        for source in ASTYPE:
            for layout in ("contiguous", "strided"):
                setup = f"a = data('{source}', {size})" if layout == "contiguous" else f"a = data('{source}', {2 * size})[::2]"
                for to in ASTYPE:
                    yield Case(f"astype {source}->{to} {size:.0e} {layout}", group, f"a.astype('{to}')",
                               "import warnings; warnings.simplefilter('ignore'); " + setup,
                               quick=size == 10**5 and layout == "contiguous" and source in "f8i4" and to in ("f8", "i4", "f4"))


def all_cases():
    """Every case but the import, which is a process of its own."""
    result = []
    for part in (_small, _loops, _matmul, _sort, _indexing, _copies, _reductions, _math, _creation, _astype):
        result += part()
    assert len({c.name for c in result}) == len(result)
    return result
