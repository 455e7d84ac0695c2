"""Least squares against NIST's certified values: Norris (one predictor) and Longley (six, nearly collinear)."""

import re
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"


def digits(computed, certified):
    """How many significant digits agree, at most 15: NIST's own measure of accuracy."""
    if computed == certified:
        return 15.0
    return min(15.0, -np.log10(abs(computed - certified) / abs(certified)))


def fit(x, y):
    """Coefficients, their standard deviations, R squared and the residual sum of squares."""
    q, r = np.linalg.qr(x)
    b = np.linalg.solve(r, q.T @ y)
    residual = y - x @ b
    ssr = residual @ residual
    inverse = np.linalg.inv(r)
    deviation = np.sqrt(ssr / (len(y) - x.shape[1]) * np.sum(inverse**2, axis=1))
    return b, deviation, 1 - ssr / np.sum((y - y.mean()) ** 2), ssr


def table(rows):
    print(f"{'':12} {'certified':>22} {'computed':>22} {'digits':>7}")
    for name, certified, computed in rows:
        print(f"{name:12} {certified:>22.14g} {computed:>22.14g} {digits(computed, certified):>7.1f}")


def norris():
    path = DATA / "Norris.dat"
    text = path.read_text()
    y, x = np.loadtxt(path, skiprows=60, unpack=True)
    known = {m[1]: (float(m[2]), float(m[3])) for m in re.finditer(r"^ +(B[01]) +([-+.\dE]+) +([-+.\dE]+)", text, re.MULTILINE)}
    r2 = float(re.search(r"R-Squared\s+(\S+)", text)[1])
    b, deviation, rsquared, _ = fit(np.column_stack([np.ones_like(x), x]), y)
    print(f"Norris: ozone monitors, {len(y)} observations")
    rows = [(name, known[name][0], b[i]) for i, name in enumerate(("B0", "B1"))]
    rows += [(f"sd({name})", known[name][1], deviation[i]) for i, name in enumerate(("B0", "B1"))]
    table([*rows, ("R squared", r2, rsquared)])


def longley():
    data = np.genfromtxt(DATA / "longley.csv", delimiter=",", names=True, deletechars='"')
    certified = np.genfromtxt(DATA / "longley_certified.csv", delimiter=",", names=True, dtype=None, encoding="utf-8")
    known = {row["name"]: row for row in certified}
    names = [n for n in data.dtype.names if n not in ("Obs", "TOTEMP")]
    x = np.column_stack([data[n] for n in names] + [np.ones(len(data))])
    y = data["TOTEMP"]
    print(f"\nLongley: US employment 1947-1962, {len(y)} observations, condition number {np.linalg.cond(x):.3g}")
    b, deviation, rsquared, ssr = fit(x, y)
    rows = []
    for i, name in enumerate([*names, "constant"]):
        rows += [(name, known[name]["estimate"], b[i]), (f"sd({name})", known[name]["deviation"], deviation[i])]
    table([*rows, ("R squared", known["rsquared"]["estimate"], rsquared), ("residual SS", known["ssr"]["estimate"], ssr)])
    print("\nthe same coefficients by three roads, and the digits that each keeps (least over the seven):")
    wanted = np.array([known[n]["estimate"] for n in (*names, "constant")])
    u, s, vt = np.linalg.svd(x, full_matrices=False)
    roads = {
        "lstsq": np.linalg.lstsq(x, y, rcond=None)[0],
        "svd": vt.T @ ((u.T @ y) / s),
        "normal equations": np.linalg.solve(x.T @ x, x.T @ y),
    }
    for name, coefficients in roads.items():
        print(f"  {name:18} {min(map(digits, coefficients, wanted)):5.1f}")


norris()
longley()
