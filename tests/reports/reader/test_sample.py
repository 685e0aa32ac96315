"""A correct report of the same kind is read whole, and nothing is said against it."""

import re
from datetime import date
from decimal import Decimal

import pytest

from perfeval.lib.characters import half
from reports.checks import Context
from reports.checks.sample_report import SAMPLE
from reports.reader.proofread import proofread

CONTEXT = Context(date(2023, 6, 30))


@pytest.mark.parametrize("text", [SAMPLE, SAMPLE.replace("\n", "\r\n")], ids=["full", "windows"])
def test_correct_report_has_no_findings(text):
    proof = proofread(text, CONTEXT)

    assert proof.findings == ()
    assert not proof.blocks


def test_half_width_punctuation_throughout_is_said_once_and_hinders_nothing_else():
    (said,) = proofread(half(SAMPLE), CONTEXT).findings

    assert (said.id, said.severity) == ("T07-width", "hint")
    assert "全文共" in said.message


@pytest.mark.parametrize(
    ("right", "wrong", "identifier"),
    [
        pytest.param("(?<=[一-龥])，(?=[一-龥])", ",", "T07-width", id="one comma"),
        pytest.param("20(?=22)", "２０", "T07-units", id="full-width figures"),
    ],
)
def test_spelling_of_marks_and_units_is_asked_of_old_reports(right, wrong, identifier):
    before = re.split(right, SAMPLE, maxsplit=1)[0]

    found = [(one.id, one.line) for one in proofread(re.sub(right, wrong, SAMPLE, count=1), CONTEXT).findings]

    assert (identifier, before.count("\n") + 1) in found


def test_correct_report_is_read_without_doubts():
    original = proofread(SAMPLE, CONTEXT).original

    assert original.doubts == ()
    assert original.title.text == "青山县云溪镇人民政府2022年度部门整体支出绩效自评报告"
    assert original.department.text == original.publisher.text == "青山县云溪镇人民政府"
    assert sum(leaf.points for leaf in original.indicators) + original.execution.points == 100
    assert sum(leaf.score for leaf in original.indicators) + original.execution.score == Decimal("96.8")
    assert [total.number for total in original.totals] == [Decimal("96.8")]


def test_amounts_of_one_sentence_are_told_apart():
    original = proofread(SAMPLE, CONTEXT).original
    read = {(amount.category, amount.column): amount.amount / 10000 for amount in original.amounts}

    assert read == {
        ("total", "initial"): 2000,
        ("total", "adjusted"): 2100,
        ("total", "executed"): 2058,
        ("basic", "executed"): 1200,
        ("project", "executed"): 858,
        ("carryover", "executed"): 42,
        ("operating", "adjusted"): 150,
        ("operating", "executed"): Decimal("145.5"),
        ("three_public", "adjusted"): 12,
        ("three_public", "executed"): Decimal("9.6"),
    }
