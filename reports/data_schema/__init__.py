"""What data.json holds: JSON Schema, one file per version, the same that stands in the public root.

`title` and `description` say what a field means, `x-unit` in what a figure is measured: a unit, or the field beside it
that names the unit. What the open data say about figures follows from this file alone. Pure.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

VERSION = 1
FILE = f"data-{VERSION}.json"


def schema_file() -> bytes:
    """Return the schema as it is published."""
    return files(__name__).joinpath(FILE).read_bytes()


@cache
def schema() -> dict[str, Any]:
    """Return the schema of the data.json that is written now."""
    content: dict[str, Any] = json.loads(schema_file())
    return content
