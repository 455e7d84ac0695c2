"""Two time series with a story: carbon dioxide at Mauna Loa, and the Nile before and after 1898."""

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"

table = np.genfromtxt(DATA / "co2.csv", delimiter=",", names=True, dtype=[("date", "i8"), ("co2", "f8")])
missing = np.isnan(table["co2"])
year = table["date"] // 10000
days = table["date"]
date = (
    (days // 10000 - 1970).astype("M8[Y]").astype("M8[M]") + (days // 100 % 100 - 1).astype("m8[M]")
).astype("M8[D]") + (days % 100 - 1).astype("m8[D]")
print(f"CO2: {len(table)} weeks from {date[0]} to {date[-1]}, {missing.sum()} without a value")
good = table[~missing]
time = (date[~missing] - date[0]) / np.timedelta64(1, "D") / 365.25
angle = 2 * np.pi * time
design = np.column_stack([np.ones_like(time), time, time**2, np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)])
b, residual, rank, _ = np.linalg.lstsq(design, good["co2"], rcond=None)
print(f"  trend {b[1]:.4f} ppm a year at the start, {b[1] + 2 * b[2] * time[-1]:.4f} at the end")
print(f"  season {np.hypot(b[3], b[4]):.3f} ppm up and down, residual {np.sqrt(residual[0] / len(time)):.3f} ppm")
decades = np.unique(year // 10 * 10)
for decade in decades:
    inside = year[~missing] // 10 * 10 == decade
    print(f"  {decade}s: mean {good['co2'][inside].mean():.2f} ppm from {inside.sum()} weeks")

years, volume = np.loadtxt(DATA / "nile.csv", delimiter=",", skiprows=1, unpack=True, dtype=np.int64)
n = len(volume)
total = np.cumsum(volume)
k = np.arange(1, n)
gain = n * (total[:-1] / k - total[-1] / n) ** 2 * k / (n - k)
change = gain.argmax()
print(f"Nile: {n} years; the mean changes after {years[change]}")
before, after = volume[: change + 1], volume[change + 1 :]
print(f"  {before.mean():.1f} before, {after.mean():.1f} after, {(before.mean() - after.mean()) / np.sqrt(before.var(ddof=1) / len(before) + after.var(ddof=1) / len(after)):.2f} standard errors apart")
rng = np.random.default_rng(1898)
shuffled = np.array([np.max(np.abs(np.cumsum(rng.permutation(volume) - volume.mean()))) for _ in range(2000)])
observed = np.max(np.abs(np.cumsum(volume - volume.mean())))
print(f"  of 2000 shuffled histories {np.count_nonzero(shuffled >= observed)} wander as far")
