"""FERRONUM=1 where Python reads no start-up hooks: ``numpy/_distributor_init.py`` imports this file if it is there.

Installed by ferronum, beside a NumPy that stands in the same folder. Without FERRONUM it does nothing.
"""

import os

if os.environ.get("FERRONUM"):
    import importlib

    # By name, so that tools which bundle programs do not take ferronum along with every NumPy.
    name = "ferronum._hook"
    try:
        hook = importlib.import_module(name)
    except ImportError as error:
        raise RuntimeError(
            f"ferronum: FERRONUM={os.environ['FERRONUM']} asks for it, but it cannot be imported here ({error}): "
            f"a bundled program takes it along where it calls ferronum.install() itself"
        ) from None
    hook.inside_numpy()
