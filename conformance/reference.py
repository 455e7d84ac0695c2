"""What NumPy's own core does with the suite: recorded once, committed, compared with ever after.

``reference/<numpy>-cp311.json.gz`` holds ``{"files": {file: {"seconds": s, "outcomes": {letter:
{function: [cases]}}}}}``; the common letter p is what the figures count against.
"""

import gzip
import json
from collections import Counter
from pathlib import Path

from suite import split_node

FOLDER = Path(__file__).resolve().parent / "reference"


def path_for(numpy_version="2.4.6"):
    """The file of one NumPy version."""
    return FOLDER / f"numpy-{numpy_version}.json.gz"


def save(outcomes, path, about):
    """Write a run's outcomes in the compact form."""
    files = {}
    for nodeid in sorted(outcomes):
        letter, _, seconds = outcomes[nodeid]
        file, function, case = split_node(nodeid)
        entry = files.setdefault(file, {"seconds": 0.0, "outcomes": {}})
        entry["seconds"] += seconds
        entry["outcomes"].setdefault(letter, {}).setdefault(function, []).append(case)
    for entry in files.values():
        entry["seconds"] = round(entry["seconds"], 1)
    text = json.dumps({"about": about, "files": files}, separators=(",", ":"), sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as f:
        f.write(text.encode())


class Reference:
    """The recorded outcomes of NumPy's own core."""

    def __init__(self, path=None):
        path = path or path_for()
        with gzip.open(path, "rt", encoding="utf-8") as f:
            data = json.load(f)
        self.about = data["about"]
        self.files = data["files"]
        self.seconds = {file: entry["seconds"] for file, entry in self.files.items()}

    def outcomes(self, file):
        """``{nodeid: letter}`` of one file."""
        result = {}
        outcomes = self.files.get(file, {"outcomes": {}})["outcomes"]
        count = Counter()
        for functions in outcomes.values():
            count.update({function: len(cases) for function, cases in functions.items()})
        for letter, functions in outcomes.items():
            for function, cases in functions.items():
                for case in cases:
                    # A function without cases has the one case "", which a parametrised one may have among others.
                    plain = not case and count[function] == 1
                    result[f"{file}::{function}" if plain else f"{file}::{function}[{case}]"] = letter
        return result
