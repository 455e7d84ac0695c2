"""Found by PyInstaller through the entry point ``pyinstaller40``: where its hook for ferronum is."""

import os


def get_hook_dirs():
    """The folder of ``hook-ferronum.py``."""
    return [os.path.dirname(__file__)]
