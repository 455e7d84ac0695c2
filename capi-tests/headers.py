"""Holds the headers in ``include/numpy`` against those of the NumPy wheel.

Names come from NumPy's headers: macros from the preprocessor, the rest from its output. A generated
program prints the value of every constant, the size of every struct with the place and type of every
field, and the type of every function; it is compiled with either folder, as C and as C++, for several
target versions, and must print the same. Differences that are meant stand in ``MEANT``.

    python capi-tests/headers.py [--ours DIR]
"""

import argparse
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEADERS = """arrayobject.h arrayscalars.h ufuncobject.h npy_math.h halffloat.h npy_3kcompat.h npy_2_compat.h
    npy_2_complexcompat.h npy_os.h npy_cpu.h npy_endian.h utils.h random/bitgen.h random/distributions.h""".split()

BASE = "#include <Python.h>\n#include <math.h>\n#include <fenv.h>\n#include <stdbool.h>\n#include <endian.h>\n#include <stdio.h>\n#include <string.h>\n"
BASE_C = BASE + "#include <complex.h>\n"

CONFIGURATIONS = {
    "default": [],
    "1.20": ["-DNPY_TARGET_VERSION=NPY_1_20_API_VERSION"],
    "2.0": ["-DNPY_TARGET_VERSION=NPY_2_0_API_VERSION"],
    "2.4": ["-DNPY_TARGET_VERSION=NPY_2_4_API_VERSION", "-DNPY_NO_DEPRECATED_API=NPY_API_VERSION"],
    "limited": ["-DPy_LIMITED_API=0x030b0000", "-DNPY_TARGET_VERSION=NPY_2_0_API_VERSION"],
}

# What NumPy's headers have and ours have not, or differently: a pattern of names, and why.
MEANT = [
    (r"NUMPY_CORE_INCLUDE_.*_H_", "guards of files whose parts stand elsewhere"),
    (r"_PyArray_ITER_NEXT[12]", "parts of a macro that is a function here"),
    (r"_PyArrayNeighborhoodIter_IncrCoord(2D)?", "parts of a function that is one here"),
    (r"__npy_(inff|nanf|pzerof|nzerof)", "constants are the compiler's built-in ones here"),
    (r"NPY_(MIN|MAX)_U?INT128", "no type has 128 bits; NumPy's own values do not compile"),
    (r"__has_extension", "gcc has __has_attribute"),
    (r"_NPY_SORT_HEAPSORT", "private to NumPy's build"),
    (r"NPY_(GCC_NONNULL|LIKELY|UNLIKELY|PREFETCH)", "hints to the compiler, which ours gives"),
    (r"NPY_(BYTE_ORDER|LITTLE_ENDIAN|BIG_ENDIAN)", "the compiler's numbers instead of endian.h's"),
    (r"import_array1?|NPY_END_.*|import_umath.*|import_ufunc", "statements"),
]


def run(args, text=None):
    return subprocess.run([str(a) for a in args], input=text, capture_output=True, text=True)


def meant(name):
    return any(re.fullmatch(pattern, name) for pattern, _ in MEANT)


class Side:
    """One folder of headers under one configuration and language."""

    def __init__(self, folder, flags, cpp, work):
        self.folder, self.work, self.cpp = folder, work, cpp
        self.compiler = ["g++", "-std=c++17", "-x", "c++"] if cpp else ["gcc", "-std=gnu11", "-x", "c"]
        self.flags = [f"-I{sysconfig.get_path('include')}", f"-I{folder}", *flags, "-w"]
        self.base = BASE if cpp else BASE_C
        headers = [h for h in HEADERS if not (h == "npy_3kcompat.h" and any("LIMITED" in f for f in flags))]
        self.source = self.base + "".join(f"#include <numpy/{h}>\n" for h in headers)

    def preprocess(self, text, *more):
        done = run([*self.compiler, *self.flags, "-E", *more, "-"], text)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return done.stdout

    def macros(self):
        """Name -> (number of parameters or None, body) of what the headers define."""
        found = []
        for text in (self.base, self.source):
            names = {}
            for line in self.preprocess(text, "-dM").splitlines():
                match = re.match(r"#define (\w+)(\(([^)]*)\))? ?(.*)", line)
                count = None if match[2] is None else len([p for p in match[3].split(",") if p.strip()])
                names[match[1]] = (count, match[4])
            found.append(names)
        return {n: v for n, v in found[1].items() if n not in found[0]}

    def declarations(self):
        """The preprocessed text that stands in files of the folder."""
        keep, out = False, []
        for line in self.preprocess(self.source).splitlines():
            match = re.match(r'# \d+ "([^"]*)"', line)
            if match:
                keep = match[1].startswith(str(self.folder))
            elif keep:
                out.append(line)
        return "\n".join(out)

    def compile(self, body, check=True):
        """Compile and run a program; its lines, or None."""
        program = self.work / "program.so"
        (self.work / "program.c").write_text(self.source + body)
        how = ["-o", program, "-shared", "-fPIC"] if check else ["-fsyntax-only", "-fmax-errors=0"]
        done = run([*self.compiler, *self.flags, self.work / "program.c", *how])
        if done.returncode != 0:
            if check:
                sys.exit(done.stderr[:4000])
            return None, done.stderr
        if not check:
            return None, ""
        # The interpreter has Python's symbols.
        done = run([sys.executable, "-c", f"import ctypes; ctypes.PyDLL({str(program)!r}).facts()"])
        if done.returncode != 0:
            sys.exit(f"the program that prints the facts ended with {done.returncode}")
        return done.stdout.splitlines(), ""

    def constants(self, names):
        """The values of those names that are constant numbers or strings."""
        good = self.compiling(names, "long double number_{0}(void);long double number_{0}(void) {{ return ({0}); }}")
        rest = [n for n in names if n not in good]
        return good, self.compiling(rest, 'extern const char text_{0}[]; const char text_{0}[] = "" {0};')

    def compiling(self, names, line):
        """Those of the names with which a line of C is right."""
        start = self.source.count("\n") + 1
        body = "\n".join(line.format(n) for n in names)
        _, errors = self.compile(body + "\n", check=False)
        bad = {int(m[1]) - start for m in re.finditer(r"program\.c:(\d+):\d+: (error|note)", errors)}
        return [n for i, n in enumerate(names) if i not in bad]


def split_types(text, cpp):
    """Structs with their fields, enumerators, functions and other typedefs that a text declares."""
    text = re.sub(r"__attribute__\s*\(\(.*?\)\)\)?", "", text)
    text = re.sub(r'extern\s*"C"\s*\{', "", text)
    structs, rest = {}, text
    pattern = r"(typedef\s+)?struct\s*(\w*)\s*\{([^{}]*)\}\s*(\w*)\s*;"
    for match in re.finditer(pattern, text):
        name = match[4] or (match[2] if cpp else f"struct {match[2]}")
        fields = []
        for item in match[3].split(";"):
            # A function pointer, or a list of names.
            pointer = re.search(r"\(\s*\*\s*(\w+)\s*\)\s*\(", item)
            if pointer:
                fields.append(pointer[1])
                continue
            for part in item.split(","):
                field = re.search(r"(\w+)\s*(\[[^\]]*\]\s*)*$", part.strip())
                if field:
                    fields.append(field[1])
        structs[name] = fields
        rest = rest.replace(match[0], "")
    enumerators = []
    for match in re.finditer(r"enum\s*\w*\s*\{([^{}]*)\}", text):
        enumerators += re.findall(r"(?:^|,)\s*(\w+)", match[1])
    while re.search(r"\{[^{}]*\}", rest):
        rest = re.sub(r"\{[^{}]*\}", ";", rest)
    functions = set(re.findall(r"^[\w\s*]*?\b(\w+)\s*\((?!\s*\*)[^;()]*\)\s*;", rest, re.M)) - {"defined"}
    functions = {f for f in functions if re.match(r"(_?Py|Npy|npy|NPY|_import|random|next_)", f)}
    typedefs = set(re.findall(r"typedef\s[^;]*?\(\s*\*?\s*(\w+)\s*\)\s*\(", rest))
    typedefs |= set(re.findall(r"typedef\s[^;()]*\b(\w+)\s*;", rest)) - {"enum"}
    functions -= typedefs
    return structs, enumerators, sorted(functions), sorted(typedefs)


# A line that compiles if a name is there.
USES = {
    "struct": "extern void *use(char (*)[sizeof({0} *)]);",
    "typedef": "extern void *use(char (*)[sizeof({0} *)]);",
    "enumerator": "enum {{ use_{0} = {0} }};",
    "function": "enum {{ use_{0} = sizeof(&{0}) }};",
}

PRINT_TYPE = """
#include <cstdio>
#include <cstddef>
template <class T> const char *type_name() { return __PRETTY_FUNCTION__; }
"""


def program(side, macros, numbers, strings, structs, enumerators, functions, typedefs):
    """A program that prints what there is to know."""
    out = ["#include <stdio.h>", "#include <stddef.h>"]
    if side.cpp:
        out.append(PRINT_TYPE)
    out.append('extern "C"' if side.cpp else "")
    out.append("void facts(void) {")
    for name in numbers:
        out.append(f'printf("{name} = %.21Lg\\n", (long double)({name}));')
    for name in strings:
        out.append(f'printf("{name} = %s\\n", "" {name});')
    for name in enumerators:
        out.append(f'printf("{name} = %lld\\n", (long long)({name}));')
    for name, fields in structs.items():
        out.append(f'printf("sizeof {name} = %zu\\n", sizeof({name}));')
        for field in fields:
            out.append(f'printf("{name}.{field} at %zu\\n", offsetof({name}, {field}));')
            if side.cpp:
                out.append(f'printf("{name}.{field} is %s\\n", type_name<decltype({name}::{field})>());')
    if side.cpp:
        table = [n for n, (count, body) in macros.items() if count is None and re.search(r"Py(Array|UFunc)_API\b", body)]
        for name in sorted({*functions, *table}):
            if name not in ("PyArray_API", "PyUFunc_API"):
                out.append(f'printf("{name} is %s\\n", type_name<decltype({name})>());')
        for name in typedefs:
            out.append(f'printf("typedef {name} is %s\\n", type_name<{name} *>());')
    out.append("fflush(NULL); }")
    return "\n".join(out)


def compare(label, theirs, ours):
    """The differences of one configuration."""
    problems = []
    macros, our_macros = theirs.macros(), ours.macros()
    for name, (count, _) in macros.items():
        if meant(name):
            continue
        if name not in our_macros:
            problems.append(f"macro {name} is missing")
        elif our_macros[name][0] != count:
            problems.append(f"macro {name} has {our_macros[name][0]} parameters, NumPy's {count}")
    structs, enumerators, functions, typedefs = split_types(theirs.declarations(), theirs.cpp)
    known = split_types(ours.declarations(), ours.cpp)
    our_names = set(our_macros) | set(known[0]) | {*known[1], *known[2], *known[3]}
    sides = {"struct": structs, "enumerator": enumerators, "function": functions, "typedef": typedefs}
    for kind, names in sides.items():
        there = ours.compiling(list(names), USES[kind])
        our_names |= set(there)
        problems += [f"{kind} {n} is missing" for n in names if n not in there and not meant(n)]
    foreign = [n for n in sorted(our_names - set(macros) - set(structs) - {*enumerators, *functions, *typedefs})
               if "ferronum" not in n.lower() and not n.startswith("__") and not meant(n)]
    problems += [f"{name} is ours alone" for name in foreign]
    plain = [n for n, (count, body) in macros.items() if count is None and body and n in our_macros and not meant(n)
             and not re.search(r"[{;]|\breturn\b|ALLOW_THREADS|Py(Array|UFunc)_API", body)]
    numbers, strings = theirs.constants(plain)
    keep = lambda names: [n for n in names if n in our_names and not meant(n)]
    facts = (macros, numbers, strings, {n: f for n, f in structs.items() if n in our_names}, keep(enumerators),
             keep(functions), keep(typedefs))
    wanted, _ = theirs.compile(program(theirs, *facts))
    got, _ = ours.compile(program(ours, *facts))
    problems += [f"NumPy: {w}\n    ours:  {g}" for w, g in zip(wanted, got) if w != g]
    if len(wanted) != len(got):
        problems.append(f"{len(wanted)} facts of NumPy's, {len(got)} of ours")
    print(f"headers: {label}: {len(macros)} macros, {len(wanted)} facts, {len(problems)} differences")
    for problem in problems:
        print(f"  {problem}")
    return len(problems)


def warnings(folder):
    """What compilers say about our headers, each header by itself and all together; no word is right."""
    alone = [p.relative_to(folder / "numpy") for p in sorted((folder / "numpy").rglob("*.h"))]
    alone = [str(p) for p in alone if not p.name.startswith("_") and p.name != "npy_2_compat.h"]
    texts = [f"#include <Python.h>\n#include <numpy/{h}>\n" for h in alone]
    said = 0
    for compiler in (["gcc", "-std=c99", "-x", "c"], ["gcc", "-std=gnu11", "-x", "c"], ["clang", "-std=c11", "-x", "c"],
                     ["g++", "-std=c++11", "-x", "c++"], ["g++", "-std=c++20", "-x", "c++"],
                     ["clang++", "-std=c++17", "-x", "c++"]):
        if shutil.which(compiler[0]) is None:
            print(f"headers: no {compiler[0]}; left out")
            continue
        for name, flags in {**CONFIGURATIONS, "link": ["-DFERRONUM_LINK"]}.items():
            limited = "npy_3kcompat.h" if name == "limited" else "nothing"
            chosen = [t for t in texts if limited not in t]
            for text in [*(chosen if name == "default" else []), "".join(t for t in chosen if "no_deprecated" not in t)]:
                command = [*compiler, "-Wall", "-Wextra", "-fsyntax-only", *flags, f"-I{folder}"]
                done = run([*command, "-isystem", sysconfig.get_path("include"), "-"], text)
                if done.stderr:
                    print(f"headers: {' '.join(compiler)} {name}: {done.stderr[:1500]}")
                    said += 1
    return said


# How PyCall.jl finds the slots.
PYCALL = re.compile(r"^#define\s+([A-Za-z]\w*)\s+\(.*\bPyArray_API\s*\[\s*([0-9]+)\s*\]\s*\)\s*$", re.M)


def pycall(folder):
    text = (folder / "numpy" / "__multiarray_api.h").read_text()
    return dict(PYCALL.findall(re.sub(r"\\\s*\n", " ", text)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", type=Path, default=ROOT / "include")
    options = parser.parse_args()
    import numpy

    numpys = Path(numpy.get_include())
    count = 0
    with tempfile.TemporaryDirectory(prefix="headers-") as folder:
        for name, flags in CONFIGURATIONS.items():
            for cpp in (False, True):
                sides = [Side(f, flags, cpp, Path(folder)) for f in (numpys, options.ours.resolve())]
                count += compare(f"{name}, {'C++' if cpp else 'C'}", *sides)
    count += warnings(options.ours.resolve())
    theirs, ours = pycall(numpys), pycall(options.ours)
    for name, slot in theirs.items():
        if ours.get(name) != slot:
            print(f"headers: PyCall.jl reads slot {slot} of {name} as {ours.get(name)}")
            count += 1
    print(f"headers: {len(theirs)} slots as PyCall.jl reads them; {count} differences in all")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
