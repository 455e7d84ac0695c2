"""A program that imports ferronum takes its libraries along; they are loaded by path, so no import names them."""

from PyInstaller.utils.hooks import collect_dynamic_libs

binaries = collect_dynamic_libs("ferronum", search_patterns=["*.so"])
hiddenimports = ["ferronum._hook", "ferronum._info", "ferronum._threads"]
