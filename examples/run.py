#!/usr/bin/env python3
"""Runs every program of this folder on both cores and compares what they print, line by line.

The programs know nothing of Ferronum: one environment holds both cores, and the command line chooses,
`python -m ferronum program.py` or `python program.py`. Exit status 1 if a line differs.
"""

import difflib
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = ("nist_regression", "nist_anova", "digits_components", "diabetes_bootstrap", "sunspot_cycle", "co2_and_nile",
            "iris_groups", "figure")
FIGURES = HERE.parent / "target" / "demo"


def run(program, door, arguments):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FERRONUM", "PYTHON"))}
    env["MPLCONFIGDIR"] = str(FIGURES / "matplotlib")  # its font cache stays in this checkout
    env["OPENBLAS_NUM_THREADS"] = "1"  # sums in the same order on both cores
    start = time.monotonic()
    done = subprocess.run([sys.executable, *door, str(HERE / f"{program}.py"), *arguments], capture_output=True, text=True,
                          env=env, cwd=HERE)
    output = done.stdout + done.stderr
    if done.returncode:
        output += f"(exit status {done.returncode})\n"
    return output.splitlines(), time.monotonic() - start


def core():
    code = "import ferronum; i = ferronum.core_info(); print(i['version'], 'on', i['library'])"
    done = subprocess.run([sys.executable, "-m", "ferronum", "-c", code], capture_output=True, text=True)
    return done.stdout.strip() or (done.stderr.strip().splitlines() or ["?"])[-1]


def main():
    FIGURES.mkdir(parents=True, exist_ok=True)
    print(f"Ferronum {core()}")
    failed, total = [], 0
    for program in PROGRAMS:
        # The picture is compared by its bytes.
        pictures = [FIGURES / f"{core}.png" for core in ("ferronum", "numpy")] if program == "figure" else []
        for picture in pictures:
            picture.unlink(missing_ok=True)
        ours, seconds = run(program, ("-m", "ferronum"), [str(p) for p in pictures[:1]])
        own, own_seconds = run(program, (), [str(p) for p in pictures[1:]])
        print(f"\n=== {program} " + "=" * (70 - len(program)))
        print("\n".join(ours))
        if pictures and all(p.exists() for p in pictures):
            digests = [hashlib.blake2b(p.read_bytes(), digest_size=8).hexdigest() for p in pictures]
            ours.append(f"picture {digests[0]}")
            own.append(f"picture {digests[1]}")
            print(f"{ours[-1]} in {pictures[0]}")
        total += len(ours)
        failed_here = ours != own or any("(exit status" in line for line in ours)
        if failed_here:
            failed.append(program)
            print(f"--- {program}: DIFFERENT on NumPy's own core:")
            print("\n".join(difflib.unified_diff(own, ours, "NumPy", "Ferronum", lineterm="", n=0)))
        else:
            print(f"--- {program}: all {len(ours)} lines equal on NumPy's own core ({seconds:.1f} s here, {own_seconds:.1f} s there)")
    print(f"\n{len(PROGRAMS) - len(failed)} of {len(PROGRAMS)} programs equal on both cores, {total} lines")
    if failed:
        print("different: " + ", ".join(failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
