"""Draws one page with matplotlib, an ordinary client whose wheel runs as it is: `python figure.py OUT.png`."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

DATA = Path(__file__).parent / "data"

year, activity = np.loadtxt(DATA / "sunspots.csv", delimiter=",", skiprows=1, unpack=True)
digits = np.loadtxt(DATA / "digits.csv.gz", delimiter=",")
pixels, label = digits[:, :-1], digits[:, -1].astype(int)
centred = pixels - pixels.mean(axis=0)
axes = np.linalg.svd(centred, full_matrices=False)[2][:2]
axes *= np.sign(axes[:, [20]])
co2 = np.genfromtxt(DATA / "co2.csv", delimiter=",", skip_header=1)
progression = np.loadtxt(DATA / "diabetes_target.csv.gz")

figure, ((a, b), (c, d)) = plt.subplots(2, 2, figsize=(10, 7), layout="constrained")
a.plot(year, activity, lw=0.8)
a.set_title("Sunspots")
b.scatter(*(centred @ axes.T).T, c=label, s=6, cmap="tab10")
b.set_title("Digits: two principal components")
c.plot(np.floor(co2[:, 0] / 1e4) + co2[:, 0] / 100 % 100 / 12, co2[:, 1], lw=0.6)
c.set_title("CO2 at Mauna Loa (ppm)")
d.hist(progression, bins=24)
d.set_title("Diabetes: progression after a year")
out = sys.argv[1] if len(sys.argv) > 1 else "figure.png"
figure.savefig(out, dpi=80, metadata={"Software": None})
image = plt.imread(out)
print(f"figure of {image.shape[1]} x {image.shape[0]} pixels, mean brightness {image[..., :3].mean():.6f}")
