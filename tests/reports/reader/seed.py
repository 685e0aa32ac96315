"""The published report that the product starts from, outside the repository."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[4] / "shared" / "seed"
REPORT = FOLDER / "report-2022.txt"

needs_seed = pytest.mark.skipif(not REPORT.exists(), reason=f"the old report is not at hand: {REPORT}")


def seed_text() -> str:
    return REPORT.read_text(encoding="utf-8")


def seed_facts() -> dict:
    return json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
