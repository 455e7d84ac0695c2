"""The sunspot cycle by Fourier transform: 309 years of yearly counts."""

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"

year, activity = np.loadtxt(DATA / "sunspots.csv", delimiter=",", skiprows=1, unpack=True)
print(f"{len(year)} years, {year[0]:.0f} to {year[-1]:.0f}; mean {activity.mean():.2f}, most {activity.max():.1f} in {year[activity.argmax()]:.0f}")

window = np.hanning(len(activity))
spectrum = np.abs(np.fft.rfft((activity - activity.mean()) * window, n=4096)) ** 2
frequency = np.fft.rfftfreq(4096)
peak = spectrum[1:].argmax() + 1
print(f"the strongest period is {1 / frequency[peak]:.2f} years")
inside = (frequency > 1 / 13) & (frequency < 1 / 9)
print(f"periods from 9 to 13 years hold {spectrum[inside].sum() / spectrum[1:].sum():.1%} of the power")

padded = np.zeros(2 ** int(np.ceil(np.log2(2 * len(activity)))))
padded[: len(activity)] = activity - activity.mean()
auto = np.fft.irfft(np.abs(np.fft.rfft(padded)) ** 2)[:40]
auto /= auto[0]
best = auto[5:].argmax() + 5
print(f"autocorrelation is highest after {best} years: {auto[best]:.4f}")

back = np.fft.ifft(np.fft.fft(activity)).real
print(f"there and back again loses less than 1e-12: {np.max(np.abs(back - activity)) < 1e-12 * activity.max()}")

smooth = np.convolve(activity, np.ones(5) / 5, mode="same")
tops = np.flatnonzero((smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]) & (smooth[1:-1] > 20)) + 1
print(f"{len(tops)} maxima of the smoothed series, mean distance {np.diff(year[tops]).mean():.2f} years")

counts, edges = np.histogram(activity, bins=10, range=(0, 200))
for n, left, right in zip(counts, edges, edges[1:]):
    print(f"  {left:5.0f} - {right:5.0f} {n:4} {'#' * n}")
