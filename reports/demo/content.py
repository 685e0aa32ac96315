"""What the demo says, read from `content.toml` and, for its projects, from `projects.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def content() -> dict[str, Any]:
    """Return figures and texts as they stand in the files; amounts are strings in 元."""
    return _read("content.toml") | _read("projects.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
