"""One-way analysis of variance against NIST's certified values, up to data with 13 constant leading digits."""

import re
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
NUMBER = r"([-+.\dE]+)"


def digits(computed, certified):
    if computed == certified:
        return 15.0
    return max(0.0, min(15.0, -np.log10(abs(computed - certified) / abs(certified))))


def certified(text):
    """Sums of squares, F, R squared and residual deviation from the head of a NIST file."""
    between = re.search(rf"Between \w+\s+\d+\s+{NUMBER}\s+{NUMBER}\s+{NUMBER}", text)
    within = re.search(rf"Within \w+\s+\d+\s+{NUMBER}\s+{NUMBER}", text)
    r2 = re.search(rf"R-Squared\s+{NUMBER}", text)
    deviation = re.search(rf"Standard Deviation\s+{NUMBER}", text)
    return [float(v) for v in (between[1], within[1], between[3], r2[1], deviation[1])]


def anova(group, y):
    """The same five figures, from deviations about the mean."""
    y = y - y.mean()
    labels, index, counts = np.unique(group, return_inverse=True, return_counts=True)
    means = np.bincount(index, weights=y) / counts
    between = np.sum(counts * (means - y.mean()) ** 2)
    within = np.sum((y - means[index]) ** 2)
    k, n = len(labels), len(y)
    f = (between / (k - 1)) / (within / (n - k))
    return [between, within, f, between / (between + within), np.sqrt(within / (n - k))]


for name in ("AtmWtAg", "SiRstv", "SmLs01", "SmLs04", "SmLs07"):
    path = DATA / f"{name}.dat"
    group, y = np.loadtxt(path, skiprows=60, unpack=True)
    print(f"{name}: {len(y)} observations in {len(np.unique(group))} groups, values near {np.median(y):.15g}")
    rows = zip(("between SS", "within SS", "F", "R squared", "residual sd"), certified(path.read_text()), anova(group, y))
    for label, known, computed in rows:
        print(f"  {label:12} certified {known:<22.15g} computed {computed:<22.15g} digits {digits(computed, known):4.1f}")
