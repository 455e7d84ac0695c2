"""Principal components of 1,797 handwritten digits, by SVD and by the covariance matrix, and what they are good for."""

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"

table = np.loadtxt(DATA / "digits.csv.gz", delimiter=",")
pixels, label = table[:, :-1], table[:, -1].astype(int)
print(f"{len(pixels)} images of {pixels.shape[1]} pixels; per digit: {np.bincount(label).tolist()}")

centred = pixels - pixels.mean(axis=0)
u, s, vt = np.linalg.svd(centred, full_matrices=False)
variance = s**2 / (len(pixels) - 1)
share = variance / variance.sum()
print("share of the variance in the first ten components:")
print("  " + " ".join(f"{v:6.2%}" for v in share[:10]))
print(f"components for 90 %: {np.searchsorted(np.cumsum(share), 0.9) + 1}, for 99 %: {np.searchsorted(np.cumsum(share), 0.99) + 1}")

values, vectors = np.linalg.eigh(np.cov(centred, rowvar=False))
print(f"largest difference of eigh's variances from SVD's: {np.max(np.abs(values[::-1] - variance)) < 1e-9 * variance[0]}")
print(f"|cosine| of the two first components above 1 - 1e-12: {abs(vectors[:, -1] @ vt[0]) > 1 - 1e-12}")

rng = np.random.default_rng(20)
order = rng.permutation(len(pixels))
train, test = order[:1200], order[1200:]
print("nearest neighbour on held-out images, by number of components kept:")
for k in (2, 5, 10, 20, 40):
    scores = centred @ vt[:k].T
    distance = ((scores[test, None, :] - scores[None, train, :]) ** 2).sum(axis=2)
    right = label[train][distance.argmin(axis=1)] == label[test]
    print(f"  {k:3} components: {right.mean():7.2%} right")

print("a mean image, digit 3:")
mean = pixels[label == 3].mean(axis=0).reshape(8, 8)
for row in (mean / mean.max() * 9).astype(int):
    print("  " + "".join(" .:-=+*#%@"[v] for v in row))
