"""Which measurements foretell the progress of diabetes: regression with bootstrap intervals."""

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
NAMES = ("age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu")

x = np.loadtxt(DATA / "diabetes_data_raw.csv.gz")
y = np.loadtxt(DATA / "diabetes_target.csv.gz")
z = (x - x.mean(axis=0)) / x.std(axis=0)
design = np.column_stack([np.ones(len(z)), z])
b, residual, rank, singular = np.linalg.lstsq(design, y, rcond=None)
print(f"{len(y)} patients, rank {rank}, R squared {1 - residual[0] / np.sum((y - y.mean())**2):.6f}")

rng = np.random.default_rng(442)
rounds = 1000
samples = np.empty((rounds, design.shape[1]))
for i in range(rounds):
    rows = rng.integers(0, len(y), len(y))
    samples[i] = np.linalg.lstsq(design[rows], y[rows], rcond=None)[0]
low, high = np.percentile(samples, [2.5, 97.5], axis=0)
print(f"{'':5} {'effect of 1 sd':>15} {'95 % interval':>22}")
for i, name in enumerate(NAMES, start=1):
    mark = "*" if low[i] > 0 or high[i] < 0 else " "
    print(f"{name:5} {b[i]:>15.4f} {low[i]:>11.3f} .. {high[i]:<8.3f} {mark}")

correlation = np.corrcoef(z, rowvar=False)
i, j = np.unravel_index(np.argmax(np.abs(np.triu(correlation, 1))), correlation.shape)
print(f"most alike: {NAMES[i]} and {NAMES[j]}, correlation {correlation[i, j]:.4f}")

counts, edges = np.histogram(y, bins=8)
print("disease progression one year on:")
for n, left, right in zip(counts, edges, edges[1:]):
    print(f"  {left:5.1f} - {right:5.1f} {n:4} {'#' * (n // 2)}")
mean = rng.choice(y, (5000, len(y))).mean(axis=1)
print(f"mean {y.mean():.3f}, bootstrap interval {np.quantile(mean, 0.025):.3f} .. {np.quantile(mean, 0.975):.3f}")
