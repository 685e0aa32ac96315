"""What the demo says, read from `content.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def content() -> dict[str, Any]:
    """Return figures and texts as they stand in the file; amounts are strings in 元."""
    return tomllib.loads(files(__package__).joinpath("content.toml").read_text(encoding="utf-8"))
