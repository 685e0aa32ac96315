from decimal import Decimal

import pytest

from indicators.schemes import load, preset_names, preset_text
from reports.document.compose import compose
from reports.public_view import public_view
from reports.snapshot import FinalFacts, SchemeFacts, from_json, to_json
from tests.reports.document.compose.plain_text import text_of
from tests.reports.snapshots import make_snapshot

FINAL = FinalFacts("财政复核", Decimal("93.50"), "优")
WHOLE = [name for name in preset_names() if load(preset_text(name)).kind == "整体"]


def make_rechecked(name):
    return make_snapshot(final=FINAL, scheme=SchemeFacts(name, 1, name, preset_text(name)))


@pytest.mark.parametrize("name", WHOLE)
def test_a_recheck_score_is_printed_once_beside_the_self_score(name):
    text = text_of(compose(make_rechecked(name)))

    assert text.count("复核得分") == 1
    assert "本报告自评得分96分，经财政复核，复核得分93.5分，等级为“优”。" in text


def test_without_a_recheck_the_report_does_not_speak_of_one():
    assert "复核得分" not in text_of(compose(make_snapshot()))


def test_public_data_carry_total_and_grade_alone():
    assert public_view(make_snapshot(final=FINAL))["final"] == {"total": "93.50", "grade": "优"}
    assert public_view(make_snapshot())["final"] is None


def test_a_recheck_survives_json():
    snapshot = make_snapshot(final=FINAL)

    assert from_json(to_json(snapshot)) == snapshot
