"""What we publish is read back: the page and the Word file of the demo give its tree, and nothing blocks them."""

from datetime import date

import pytest

from reports.checks import Context
from reports.document.compose import compose
from reports.gather import gather
from reports.reader.proofread import proofread
from reports.reader.sources import text_of
from reports.rendering.html import page_html
from reports.rendering.word import render_docx
from tests.reports.stage import set_stage

pytestmark = pytest.mark.django_db


def as_page(document):
    return "报告.html", page_html(document).encode()


def as_word(document):
    return "报告.docx", render_docx(document)


@pytest.mark.parametrize("write", [as_page, as_word])
def test_published_report_is_read_back_and_nothing_blocks_it(write):
    snapshot = gather(set_stage().evaluation)

    proof = proofread(text_of(*write(compose(snapshot))), Context(date(2023, 6, 30)))

    original = proof.original
    own = [leaf for leaf in snapshot.leaves() if leaf.rule != "execution"]
    read = [("".join(leaf.name.split()), leaf.points, leaf.score) for leaf in original.indicators]
    assert read == [("".join(leaf.name.split()), leaf.points, leaf.score) for leaf in own]
    assert original.department.text == snapshot.department.name
    assert int(original.year.number) == snapshot.year
    assert {total.number for total in original.totals} == {snapshot.total}
    assert original.amount("total", "executed").amount == snapshot.budget.total.executed
    assert not proof.blocks, [finding for finding in proof.findings if finding.severity == "block"]
