"""Outlines of other provinces are read as far as they go: headings by level, what has points, and no guesses."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reports.checks import Context
from reports.reader.proofread import proofread

OUTLINES = tomllib.loads(Path(__file__).with_name("outlines.toml").read_text(encoding="utf-8"))["outline"]


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda outline: outline["place"])
def test_outline_is_read_as_far_as_it_goes(outline):
    proof = proofread(outline["text"], Context(date(2024, 6, 30)))
    original = proof.original

    chapters = [heading.title for heading in original.headings if heading.is_heading and heading.level == 0]
    assert chapters == outline["chapters"]
    assert (original.title.text if original.title else None) == outline.get("title")
    assert (original.department.text if original.department else None) == outline.get("department")
    assert (int(original.year.number) if original.year else None) == outline.get("year")
    assert [total.number for total in original.totals] == [Decimal(total) for total in outline.get("totals", [])]
    assert [grade.text for grade in original.grades] == outline.get("grades", [])
    read = [[*leaf.path, leaf.points, leaf.score] for leaf in original.indicators]
    assert read == [_values(row) for row in outline.get("indicators", [])]
    assert not any(finding.id == "SYS001" for finding in proof.findings)


def _values(row):
    return [*(name or None for name in row[:3]), *(Decimal(cell) if cell else None for cell in row[3:])]


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda outline: outline["place"])
def test_what_an_outline_lacks_is_listed(outline):
    doubts = [doubt.message for doubt in proofread(outline["text"], Context(date(2024, 6, 30))).original.doubts]

    assert ("没有读到指标及得分。" in doubts) is not outline.get("indicators")
    assert ("没有读到自评总得分。" in doubts) is not outline.get("totals")
