"""In place of meson-python while pip downloads: NumPy's sources are to be fetched, not compiled for their metadata."""

from pathlib import Path


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    """The metadata that the source distribution already has."""
    text = Path("PKG-INFO").read_text()
    fields = dict(line.split(": ", 1) for line in text.splitlines()[:9] if ": " in line)
    folder = Path(metadata_directory) / f"{fields['Name']}-{fields['Version']}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(text)
    return folder.name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Nothing is built here."""
    raise NotImplementedError
