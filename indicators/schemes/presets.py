"""The schemes that come with the product, one TOML file each."""

from functools import cache
from importlib.resources import files

from indicators.schemes.reading import load
from indicators.schemes.spec import Scheme

NATIONAL = "national-project"


def preset_names() -> tuple[str, ...]:
    """Return the names of all presets, sorted."""
    found = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def preset_text(name: str) -> str:
    """Return the TOML of a preset.

    Raises:
        KeyError: there is no such preset.
    """
    if name not in preset_names():
        raise KeyError(name)
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


@cache
def preset(name: str) -> Scheme:
    """Return a preset.

    Raises:
        KeyError: there is no such preset.
    """
    return load(preset_text(name))
