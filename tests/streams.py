"""Prints a digest of every stream: five bit generators, twenty distributions, many seeds each."""

import hashlib

import numpy as np
from numpy import random

GENERATORS = (random.MT19937, random.PCG64, random.PCG64DXSM, random.Philox, random.SFC64)
DISTRIBUTIONS = {
    "random": (), "standard_normal": (), "standard_exponential": (), "uniform": (-2.0, 3.0), "normal": (1.0, 2.0),
    "exponential": (1.5,), "gamma": (2.5,), "beta": (0.7, 2.0), "chisquare": (3.0,), "f": (4.0, 7.0), "standard_t": (5.0,),
    "binomial": (20, 0.3), "poisson": (4.5,), "geometric": (0.2,), "negative_binomial": (3, 0.4), "integers": (-1000, 1000),
    "laplace": (0.0, 1.0), "lognormal": (0.0, 0.5), "weibull": (1.7,), "vonmises": (0.1, 2.0),
}
SEEDS = 10

for generator in GENERATORS:
    for name, arguments in DISTRIBUTIONS.items():
        for seed in range(SEEDS):
            rng = random.Generator(generator(seed))
            values = getattr(rng, name)(*arguments, size=(5, 7))
            digest = hashlib.blake2b(np.ascontiguousarray(values).tobytes(), digest_size=8).hexdigest()
            print(generator.__name__, name, seed, values.dtype, digest, rng.permutation(9).tolist())
