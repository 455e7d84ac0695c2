"""``python -m ferronum``: runs a program the way ``python`` would, on Ferronum's core."""

import os
import sys

import ferronum

USAGE = """\
usage: python -m ferronum [OPTIONS] SCRIPT [ARGS...]     run a script (or a directory or zip file)
       python -m ferronum [OPTIONS] -m MODULE [ARGS...]  run a module
       python -m ferronum [OPTIONS] -c CODE [ARGS...]    run code
       python -m ferronum [OPTIONS] [-]                  run what stands in standard input, or a prompt
       python -m ferronum doctor                         say what NumPy computes with here
       python -m ferronum --version
OPTIONS are the interpreter's own: -b -B -d -i -I -O -P -q -s -u -v -W arg -X opt
"""

# Options of the interpreter that must be there when it starts. -E and -S are among the letters: what they
# switch off is the user's choice.
_FLAGS = frozenset("bBdEiIOPqsSuvx")
_WITH_VALUE = ("-W", "-X", "--check-hash-based-pycs")


def _fail(message, status=2):
    print(f"python -m ferronum: {message}", file=sys.stderr)
    return status


def _interpreter_options(argv):
    """The interpreter's options that ``argv`` begins with."""
    count = 0
    while count < len(argv):
        word = argv[count]
        if word in _WITH_VALUE and count + 1 < len(argv):
            count += 2
        elif word.startswith(("-W", "-X")) and len(word) > 2 or word[:1] == "-" and len(word) > 1 and _FLAGS.issuperset(word[1:]):
            count += 1
        else:
            break
    return argv[:count]


def _start_again(options, argv):
    """Replace this process by one whose interpreter has the options too."""
    own = sys.orig_argv[1:]
    del own[next((i for i, word in enumerate(own) if word == "-m" or word.startswith("-m") and word[2:] == "ferronum"), len(own)):]
    os.execv(sys.executable, [sys.executable, *own, *options, "-m", "ferronum", *argv])


def _prompt():
    """A prompt, as ``python`` gives one: the interpreter's own, with the core in place."""
    if not sys.flags.interactive:
        _start_again(["-i"], [])
    if not sys.flags.quiet:
        print(f"Python {sys.version} on {sys.platform}\nFerronum {ferronum.__version__}: NumPy runs on its core here.", file=sys.stderr)
    sys.argv[:] = [""]
    sys.path[0] = ""
    return _run_code(compile("", "<stdin>", "exec"), {})


def _run_input(args):
    """Run the program in standard input."""
    sys.argv[:] = args
    sys.path[0] = ""
    code = _compile(sys.stdin.buffer.read(), "<stdin>")
    return 1 if code is None else _run_code(code, {})


def _run_code(code, names):
    """Run ``code`` as the program: a fresh ``__main__``, a traceback without our own frames."""
    import builtins
    import types

    module = types.ModuleType("__main__")
    module.__dict__.update(names, __builtins__=builtins)
    sys.modules["__main__"] = module
    try:
        exec(code, module.__dict__)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001 - the program's own error, shown as python shows it
        trace = error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        return 1
    return 0


def _compile(source, name):
    try:
        return compile(source, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        sys.excepthook(type(error), error.with_traceback(None), None)
        return None


def _run_script(path, args):
    sys.argv[:] = [path, *args]
    if os.path.isdir(path) or path.endswith((".zip", ".pyz", ".whl", ".pyc")):
        import runpy

        # run_path puts directories and archives on sys.path itself.
        del sys.path[0]
        runpy.run_path(path, run_name="__main__")
        return 0
    import io

    try:
        with io.open_code(os.path.abspath(path)) as f:
            source = f.read()
    except OSError as error:
        return _fail(f"can't open file {path!r}: [Errno {error.errno}] {error.strerror}")
    sys.path[0] = os.path.dirname(os.path.realpath(path))
    code = _compile(source, path)
    if code is None:
        return 1
    from importlib.machinery import SourceFileLoader

    names = {"__file__": path, "__cached__": None, "__loader__": SourceFileLoader("__main__", path)}
    return _run_code(code, names)


def main(argv):
    """Run one command line; the exit status, where the program does not set its own."""
    options = _interpreter_options(argv)
    if options:
        return _start_again(options, argv[len(options):])
    first, rest = (argv[0], argv[1:]) if argv else ("", [])
    if first in ("-h", "--help"):
        sys.stdout.write(USAGE)
        return 0
    if first in ("-V", "--version"):
        print(f"ferronum {ferronum.__version__}")
        return 0
    if first == "doctor":
        from ferronum._info import doctor

        return doctor()
    if first in ("-m", "-c") and not rest:
        return _fail(f"argument expected for the {first} option\n{USAGE}".rstrip())
    if first.startswith("-") and first not in ("-", "-m", "-c"):
        return _fail(f"unknown option {first}\n{USAGE}".rstrip())
    if first not in ("", "-", "-m", "-c") and not os.path.exists(first):
        return _fail(f"can't open file {first!r}: [Errno 2] No such file or directory")
    try:
        ferronum.install()
    except ferronum.FerronumError as error:
        print(error, file=sys.stderr)
        return 1
    if first in ("", "-"):
        return _prompt() if sys.stdin.isatty() else _run_input([first, *rest])
    if first == "-m":
        import runpy

        sys.argv[:] = ["-m", *rest[1:]]
        # What `python -m` itself calls: the module becomes the real __main__, which
        # multiprocessing needs to find it again in a spawned child.
        runpy._run_module_as_main(rest[0])
        return 0
    if first == "-c":
        sys.argv[:] = ["-c", *rest[1:]]
        sys.path[0] = ""
        code = _compile(rest[0], "<string>")
        return 1 if code is None else _run_code(code, {})
    return _run_script(first, rest)


if __name__ == "__main__":
    # A program that ends well falls off the end: after -i a prompt follows.
    if status := main(sys.argv[1:]):
        sys.exit(status)
