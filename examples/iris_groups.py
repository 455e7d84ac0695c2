"""Fisher's irises: summary per species, and the direction that separates them best."""

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
FIELDS = ("sepal length", "sepal width", "petal length", "petal width")

path = DATA / "iris.csv"
species = path.read_text().splitlines()[0].split(",")[2:]
flowers = np.loadtxt(path, delimiter=",", skiprows=1, dtype=[("size", "f8", 4), ("kind", "i4")])
size, kind = flowers["size"], flowers["kind"]
print(f"{len(flowers)} flowers, record of {flowers.dtype.itemsize} bytes: {flowers.dtype}")
for i, name in enumerate(species):
    mean, deviation = size[kind == i].mean(axis=0), size[kind == i].std(axis=0, ddof=1)
    print(f"  {name:11} " + "  ".join(f"{m:.3f} ± {d:.3f}" for m, d in zip(mean, deviation)))

overall = size.mean(axis=0)
within = sum(np.cov(size[kind == i], rowvar=False) * (np.sum(kind == i) - 1) for i in range(3))
centres = np.array([size[kind == i].mean(axis=0) - overall for i in range(3)])
between = 50 * centres.T @ centres
values, vectors = np.linalg.eigh(np.linalg.inv(np.linalg.cholesky(within)) @ between @ np.linalg.inv(np.linalg.cholesky(within)).T)
axis = np.linalg.inv(np.linalg.cholesky(within)).T @ vectors[:, -1]
axis *= np.sign(axis[2]) / np.linalg.norm(axis)
print("discriminant axis: " + ", ".join(f"{f} {v:+.4f}" for f, v in zip(FIELDS, axis)))
score = size @ axis
middles = np.array([score[kind == i].mean() for i in range(3)])
guess = np.abs(score[:, None] - middles).argmin(axis=1)
confusion = np.zeros((3, 3), dtype=int)
np.add.at(confusion, (kind, guess), 1)
print(f"told apart by that axis alone: {np.trace(confusion)} of {len(kind)}")
print(confusion)
longest = flowers[np.argsort(-size[:, 2], kind="stable")[:3]]
print("longest petals:", [(float(f["size"][2]), species[f["kind"]]) for f in longest])
