"""Hypothesis strategies for the differential runner: subclasses whose hooks leave a trace, in operations of every kind."""

from hypothesis import strategies as st

# Every hook leaves a line in ``log``; what a class does not define is ndarray's.
_HOOKS = {
    "finalize": """    def __array_finalize__(self, obj):
        log.append(("finalize", type(obj).__name__, np.ndarray.shape.__get__(self), str(np.ndarray.dtype.__get__(self))))
""",
    "tag": """    def __array_finalize__(self, obj):
        self.tag = getattr(obj, "tag", "new") + "+"
""",
    "refuse": """    def __array_finalize__(self, obj):
        if np.ndarray.dtype.__get__(self).kind == "b":
            raise ValueError("no bools")
""",
    "wrap": """    def __array_wrap__(self, array, context=None, return_scalar=False):
        log.append(("wrap", type(array).__name__, context and (context[0].__name__, len(context[1]), context[2]), return_scalar))
        return super().__array_wrap__(array, context, return_scalar)
""",
    "unwrap": """    def __array_wrap__(self, array, context=None, return_scalar=False):
        log.append("unwrap")
        return np.ndarray.view(array, np.ndarray)[()] if return_scalar else "unwrapped"
""",
    "old wrap": """    def __array_wrap__(self, array, context=None):
        log.append("old wrap")
        return np.ndarray.view(array, type(self))
""",
    "ufunc": """    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        log.append((ufunc.__name__, method, [type(i).__name__ for i in inputs], list(keywords)))
        plain = lambda x: np.ndarray.view(x, np.ndarray) if isinstance(x, np.ndarray) else x
        if "out" in keywords:
            keywords["out"] = tuple(map(plain, keywords["out"]))
        if "where" in keywords:
            keywords["where"] = plain(keywords["where"])
        return getattr(ufunc, method)(*map(plain, inputs), **keywords)
""",
    "no ufunc": "    __array_ufunc__ = None\n",
    "function": """    def __array_function__(self, function, types, args, keywords):
        log.append((function.__name__, sorted(t.__name__ for t in types), len(args), sorted(keywords)))
        return super().__array_function__(function, types, args, keywords)
""",
    "priority": """    @property
    def __array_priority__(self):
        log.append("priority")
        return 5.0
""",
    "low": "    __array_priority__ = -5.0\n",
    "bad priority": '    __array_priority__ = "high"\n',
    "methods": "".join(f"""    def {name}(self, *args, **keywords):
        log.append(("{name}", len(args), sorted(keywords)))
        return super().{name}(*args, **keywords)
""" for name in ("sum", "max", "ravel", "reshape", "copy", "astype", "view", "nonzero", "transpose", "any", "all", "mean", "take", "squeeze", "round",
                 "argmax", "sort", "argsort", "dot", "fill", "__array__", "__getitem__", "__setitem__", "__len__", "__bool__", "__index__", "__float__",
                 "__eq__", "__add__", "__radd__", "__iadd__", "setflags")),
    "answers": """    def __add__(self, other): return "add"
    def __radd__(self, other): return "radd"
    def __rmul__(self, other): return NotImplemented
    def __lt__(self, other): return NotImplemented
    def __eq__(self, other): return NotImplemented
""",
}
_KNOWN = ("np.matrix", "np.recarray", "np.ma.MaskedArray")
_VALUES = ("[3., 1., 2.]", "[[3., 1., 2.], [6., 5., 4.]]", "[[4., 1.], [2., 3.]]", "1.5", "[2, 0, 1]", "[True, False, True]", "np.zeros((0, 3))",
           "np.arange(6.).reshape(2, 3).T", "np.arange(8)[::2]", "[1 + 2j, 3 - 4j]", "['a', 'b', 'c']", "np.arange(3).astype('M8[D]')",
           "np.arange(3).astype('>i4')", "np.array([3, 1, 2.5], object)", "[[[1., 2.]]]", "np.array([1, 2], 'i1')", "[250, 3]")
_AXIS = ("None", "0", "-1", "1", "(0,)", "()", "(0, 1)")
_METHODS = ("sum({k})", "prod({k})", "max({k})", "min({k})", "any({k})", "all({k})", "mean({k})", "std({k})", "var({k})", "argmax({a})", "argmin({a})",
            "cumsum({a})", "cumprod({a})", "argsort({a})", "ravel({o})", "flatten({o})", "copy({o})", "astype({d})", "view({d})", "getfield({d})", "round({n})",
            "clip(1, 3)", "take({i})", "take({i}, {a})", "repeat({n})", "repeat(2, {a})", "squeeze({a})", "swapaxes(0, {n})", "transpose()", "T", "mT", "real", "imag", "flat",
            "compress([True, False, True])", "compress([True], {a})", "choose([1, 2, 3])", "trace()", "trace({n})", "diagonal()", "nonzero()", "dot({y})",
            "reshape(-1)", "reshape({n}, -1)", "reshape(-1, order='F')", "partition(0)", "argpartition(0)", "argpartition(0, {a})", "byteswap()", "conj()", "tolist()", "tobytes({o})",
            "item({n})", "fill({s})", "put({i}, {s})", "sort({a})", "__array__()", "__array__({d})", "__copy__()", "__deepcopy__({{}})", "__contains__({s})", "__len__()",
            "__bool__()", "__index__()", "__complex__()", "flat[{i}]", "flat[:2]", "__array_wrap__({y})", "setflags(write=False)", "resize(2)", "shape", "strides")
_FUNCTIONS = ("sum({x}, {k})", "mean({x}, {k})", "max({x}, {k})", "std({x}, {k})", "concatenate([{x}, {y}])", "concatenate([{x}, {y}], axis=None)", "stack([{x}, {y}])",
              "vstack([{x}, {y}])", "where({x}, {x}, {y})", "where({x})", "array({x})", "array({x}, subok=True)", "array({x}, {d}, subok=True)", "array([{x}, {y}])", "asarray({x})",
              "asanyarray({x}, {d})", "copyto({x}, {y})", "dot({x}, {y})", "inner({x}, {y})", "vdot({x}, {y})", "outer({x}, {y})", "einsum('...->...', {x})", "tensordot({x}, {y}, 0)",
              "zeros_like({x})", "full_like({x}, {s})", "ones_like({x}, {d})", "empty_like({x}, subok=False).shape", "broadcast_to({x}, (2, 3))", "broadcast_arrays({x}, {y}, subok=True)",
              "squeeze({x})", "expand_dims({x}, 0)", "moveaxis({x}, 0, -1)", "roll({x}, 1)", "flip({x})", "diff({x})", "median({x})", "percentile({x}, 50)", "average({x})", "ptp({x})",
              "nanmean({x})", "nansum({x})", "unique({x})", "isin({x}, {y})", "clip({x}, 1, {y})", "round({x}, {n})", "interp({x}, [0, 1, 2], [3, 4, 5])", "bincount({x})",
              "linspace({x}, 3, 3)", "arange({x})", "select([{x}], [{y}], 0)", "take({x}, {i})", "take_along_axis({x}, {x}, 0)", "put({x}, {i}, {y})", "putmask({x}, {x}, {y})",
              "place({x}, {x}, {y})", "extract({x}, {y})", "delete({x}, 0)", "insert({x}, 0, {s})", "append({x}, {y})", "tile({x}, 2)", "ravel_multi_index(({x}, {y}), (9, 9))",
              "unravel_index({x}, (9, 9))", "packbits({x})", "lexsort(({x}, {y}))", "nditer([{x}, None]).operands[1].dtype", "array_equal({x}, {y})",
              "isclose({x}, {y})", "linalg.norm({x})", "linalg.inv({x})", "shares_memory({x}, {y})", "can_cast({x}, 'f4')", "result_type({x}, {y})", "may_share_memory({x}, {x})",
              "count_nonzero({x})", "argwhere({x})", "diag({x})", "trace({x})", "correlate({x}, {y})", "cross({x}, {y})", "kron({x}, {y})", "atleast_2d({x})", "block([{x}, {y}])",
              "ma.array({x})", "ascontiguousarray({x})", "require({x}, {d})", "array_repr({x})", "datetime_as_string({x})", "strings.upper({x})", "lib.stride_tricks.as_strided({x}, subok=True)")
_UFUNCS = ("sin({x})", "sin({x}, out={x})", "sin({x}, {y})", "sin({x}, subok=False)", "add({x}, {y})", "add({y}, {x})", "add({x}, {s})", "add({x}, {y}, out={x})", "add({x}, {y}, dtype='f4')",
           "add({x}, {y}, out={x}, subok=False)", "add({x}, {y}, out=...)", "add({x}, {y}, order='F')", "divmod({x}, {y})", "modf({x})", "isnan({x})", "logical_and({x}, {y})", "equal({x}, {y})", "maximum({x}, {s})",
           "add.reduce({x}, {k})", "add.reduce({x}, {a}, out={x})", "add.accumulate({x})", "add.accumulate({x}, {a})", "add.reduceat({x}, [0])", "add.outer({x}, {y})", "add.at({x}, {i}, {s})",
           "multiply.reduce({x})", "maximum.reduce({x}, {k})", "logical_or.reduce({x}, {k})", "matmul({x}, {y})", "frompyfunc(lambda a: a, 1, 1)({x})", "frexp({x})", "clip({x}, 1, 2)", "power({x}, 2)",
           "negative.at({x}, {i})", "sqrt({x}, where={x} == {x}, out={x})", "multiply.outer({x}, {x})")
_OPERATORS = ("{x} + {y}", "{y} + {x}", "{x} * {s}", "{s} * {x}", "{x} == {y}", "{y} == {x}", "{x} != {s}", "{s} < {x}", "-{x}", "~{x}", "abs({x})", "{x} @ {y}", "{x} ** 2", "2 ** {x}", "divmod({x}, 2)",
              "{x} & 1", "{x} | {x}", "{x} << 1", "{s} in {x}", "bool({x})", "int({x})", "float({x})", "complex({x})", "list({x})", "len({x})", "repr({x})", "str({x})", "format({x}, '')", "hash({x})", "max({x})",
              "{x}[0]", "{x}[...]", "{x}[()]", "{x}[{i}]", "{x}[None]", "{x}[..., 0]", "{x}[{x} > 1]", "{x}[{x}]", "{x}[{y}]", "{x}[0, 0]", "{x}[::-1]", "[*{x}]", "{x}.__add__({y})", "{y}.__radd__({x})", "{x}.__eq__({s})",
              "{x}.__pow__(2, 3)", "{x}.__matmul__({y})")
_STATEMENTS = ("{x} += {s}", "{x} += {y}", "{x} *= 2", "{x} **= 2", "{x} @= {x}", "{x}[0] = {s}", "{x}[...] = {y}", "{x}[{i}] = {s}", "{x}[{x} > 1] = {s}", "{x}[::-1] = {x}", "{x}.flat = {y}", "{x}.flat[0] = {s}",
               "{x}.flat[:] = {y}", "{x}.shape = -1", "{x}.dtype = {d}", "{x}.real = {s}", "{x}.imag = {y}", "{x}.flags.writeable = False", "{y}[...] = {x}", "{y} += {x}", "del {x}[0]")


@st.composite
def subclasses(draw):
    """An operation with one or two arrays of a class whose hooks leave a trace."""
    if draw(st.integers(0, 5)):
        hooks = draw(st.lists(st.sampled_from(sorted(_HOOKS)), max_size=3, unique=True))
        head = "class Sub(np.ndarray):\n    pass\n" + "".join(_HOOKS[h] for h in hooks)
        name = "Sub"
    else:
        head, name = "", draw(st.sampled_from(_KNOWN))
    other = draw(st.sampled_from((name, name, "np.ndarray", "Other")))
    if other == "Other":
        head += "class Other(np.ndarray):\n    __array_priority__ = 2.0\n"
    first, second = draw(st.sampled_from(_VALUES)), draw(st.sampled_from(_VALUES))
    if draw(st.booleans()):
        second = first
    keywords = draw(st.lists(st.sampled_from((f"axis={draw(st.sampled_from(_AXIS))}", "keepdims=True", "dtype='f8'", "out=np.zeros(3).view(Made)", "where=x == x",
                                              "initial=0", "out=np.zeros(()).view(Made)")), max_size=2, unique_by=lambda k: k.split("=")[0]))
    if "j" in first or "'a'" in first:
        # How often casts warn, and what a number's dtype means for text, are other matters.
        keywords = [k for k in keywords if "dtype" not in k and "out" not in k]
    made = name if name == "Sub" else "np.ndarray"
    parts = {"x": "x", "y": draw(st.sampled_from(("y", "y", "x"))), "k": ", ".join(keywords), "a": draw(st.sampled_from(_AXIS)), "o": draw(st.sampled_from(("", "'F'", "'K'", "'A'"))),
             "d": draw(st.sampled_from(("'f4'", "'i8'", "'U'", "'S'", "'V'", "'O'", "'M8'", "'f8'", "bool", "np.ndarray"))), "n": draw(st.sampled_from(("0", "1", "2", "-1"))),
             "i": draw(st.sampled_from(("0", "[0, 1]", "[]", "[[0]]", "y", "np.array(1)"))), "s": draw(st.sampled_from(("0", "1.5", "None", "'a'", "np.float64(2)", "y", "[1, 2, 3]", "True", "1j")))}
    kind = draw(st.sampled_from(("method", "function", "ufunc", "operator", "statement")))
    if kind == "method":
        line = "r = x." + draw(st.sampled_from(_METHODS)).format(**parts)
    elif kind == "function":
        line = "r = np." + draw(st.sampled_from(_FUNCTIONS)).format(**parts)
    elif kind == "ufunc":
        line = "r = np." + draw(st.sampled_from(_UFUNCS)).format(**parts)
    elif kind == "operator":
        line = "r = " + draw(st.sampled_from(_OPERATORS)).format(**parts)
    else:
        line = draw(st.sampled_from(_STATEMENTS)).format(**parts)
    line = line.replace("Made", made)
    if "object" in first:
        line = line.replace("tobytes", "copy")  # addresses
    if "'a'" in first:
        line = line.replace(", dtype='f4'", "")
    if name == "np.matrix":
        line = line.replace("vdot", "dot").replace(", axis=None)", ")")  # of rows, NumPy sees the first elements alone
    return (f"log = []\n{head}x = np.array({first}).view({name})\ny = np.array({second}).view({other})\nr = None\nlog.clear()\n"
            f"try:\n    {line}\nexcept Exception as error:\n    r=type(error).__name__ + ' ' + str(error)\n    log.clear()  # what fails may be found out sooner or later\n    x = y = np.zeros(0)\n"
            "seen, kept = tuple(log), getattr(r, 'tag', None)\n"
            "r=(r, seen, kept, x.view(np.ndarray), y.view(np.ndarray))"), True


AREAS = {"subclasses": subclasses}
