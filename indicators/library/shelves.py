"""The library as it comes with the product: one TOML file per kind of unit, and what belongs where."""

from functools import cache
from importlib.resources import files

from indicators.schemes import Scheme
from indicators.schemes.spec import Kind

from .reading import load_entries, load_places
from .spec import Entry, Place

KINDS = ("street", "school", "bureau", "enforcement")
COMMON = "common"


@cache
def shelf(kind: str) -> tuple[Entry, ...]:
    """Return the entries of one kind of unit, or of `COMMON`; nothing for kinds without a file of their own."""
    return load_entries(_text(kind)) if kind in (*KINDS, COMMON) else ()


def why_unserved(kind: str) -> str:
    """Return why there is no file for this kind of unit, empty when there is one."""
    return _places()[1].get(kind, "")


def find_entry(key: str) -> Entry:
    """Return the entry with this key.

    Raises:
        KeyError: there is none.
    """
    return _by_key()[key]


def proposals(scheme: Scheme, kind: str, path: tuple[str, ...]) -> tuple[Entry, ...]:
    """Return the entries that fit below the branch `path` of a scheme, by category, the unit's own kind first."""
    entries = (*shelf(kind), *shelf(COMMON))
    return tuple(
        entry for category in _categories(scheme.kind, path) for entry in entries if entry.category == category
    )


def _categories(scope: Kind, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the innermost name with a place stands for."""
    for name in reversed(path):
        for place in _places()[0]:
            if place.scope in ("", scope) and any(word in name for word in place.words):
                return place.categories
    return ()


@cache
def _by_key() -> dict[str, Entry]:
    return {entry.key: entry for kind in (*KINDS, COMMON) for entry in shelf(kind)}


@cache
def _places() -> tuple[tuple[Place, ...], dict[str, str]]:
    return load_places(_text("places"))


def _text(name: str) -> str:
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
