"""The pytest plugin of one client's process: a seeded sample of its tests, and the same random numbers on both cores.

``CLIENTS_SAMPLE`` is the share of the tests to run (0 to 1); which ones depends on their names only.
"""

import os
import random
import sys
import zlib

import pytest
from clients_sample import chosen


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.get_closest_marker("remote_data") is not None:
            item.add_marker(pytest.mark.skip(reason="needs the network"))
    share = float(os.environ.get("CLIENTS_SAMPLE", "1"))
    if share >= 1:
        return
    dropped = [item for item in items if not chosen(item.nodeid, share)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if chosen(item.nodeid, share)]


def _seed(name):
    """Generators that a test does not seed itself start from the same place on both cores."""
    seed = zlib.crc32(name.encode())
    random.seed(seed)
    numbers = sys.modules.get("numpy.random")
    if numbers is None:
        return
    numbers.seed(seed)
    # numpy.random takes the entropy of default_rng() from this function.
    numbers.bit_generator.randbits = random.Random(seed).getrandbits


@pytest.hookimpl(tryfirst=True)
def pytest_collectstart(collector):
    _seed(collector.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    _seed(item.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item):
    _seed(item.nodeid)
