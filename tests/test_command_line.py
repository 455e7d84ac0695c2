"""``python -m ferronum`` takes what ``python`` takes: options, standard input, a prompt."""

import os
import pty
import subprocess
import sys

from conftest import clean_environment, run

STATE = (
    "import sys, numpy, ferronum\n"
    "print(sys.flags.optimize, sys.flags.interactive, sys.warnoptions, sorted(sys._xoptions), sys.argv[1:], ferronum.is_active())\n"
)


def test_options_of_the_interpreter(tmp_path):
    script = tmp_path / "state.py"
    script.write_text(STATE)
    options = ["-OO", "-W", "ignore", "-Xutf8", "-q"]
    ours = run("-m", "ferronum", *options, script, "-x").ok()
    assert ours.replace("True", "False") == run(*options, script, "-x").ok()
    assert ours.endswith("['-x'] True")
    # Before -m they have always worked, and they add up.
    assert run("-B", "-W", "error::UserWarning", "-m", "ferronum", "-O", script).ok().startswith("1 0 ['error::UserWarning'] []")
    assert run("-m", "ferronum", "-Xutf8", "-c", STATE, "y").ok() == "0 0 [] ['utf8'] ['y'] True"


def test_a_program_in_standard_input():
    program = STATE + "print(__name__, sys.argv)\n"
    for args in ([], ["-"], ["-", "a"]):
        ours, plain = (run(*start, *args, stdin=program).ok() for start in (["-m", "ferronum"], []))
        assert ours.replace("True", "False") == plain and "True" in ours


def test_a_prompt():
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ferronum"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=clean_environment(TERM="dumb")) as process:
        os.write(ours, b"import numpy, ferronum\nferronum.is_active(), 40 + 2\nraise SystemExit(7)\n")
        process.wait(60)
    os.close(theirs)
    text = os.read(ours, 65536).decode()
    assert process.returncode == 7
    assert "Ferronum" in text and "(True, 42)" in text and "Traceback" not in text


def test_doctor_is_the_command_even_beside_a_file_of_that_name(tmp_path):
    (tmp_path / "doctor").write_text("print('the file')\n")
    out = run("-m", "ferronum", "doctor", cwd=tmp_path).ok()
    assert "active:      yes" in out and "say ./doctor" in out
    assert run("-m", "ferronum", "./doctor", cwd=tmp_path).ok() == "the file"
