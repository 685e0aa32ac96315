"""说明和提示 in the report and in data.json: by check, without drowning anything, and only where it is published."""

import json
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from reports.checks.edits import changing_leaf, with_nodes
from reports.checks.leaves import is_own
from reports.data_schema import schema
from reports.document.compose import compose, form_alone
from reports.public_view import public_view
from reports.snapshot import AnswerFacts, NoteFacts, NotesFacts, from_json, to_json
from tests.reports.document.compose.plain_text import text_of
from tests.reports.snapshots import make_snapshot

GROUP = NoteFacts("Q03", "指标归入所属的二级指标。", "explain", 2, ("走访户数", "合格率"))
MANY = NoteFacts("C10", "5分以上的指标得满分的，有佐证材料。", "hint", 12, ("甲指标", "乙指标", "丙指标"))
OTHER = NoteFacts("Q04", "指标名称不是口号或者工作内容。", "explain", 1, ("特色街区",))
EXPLAINED = AnswerFacts("说明", "指标按批复设置。", None, (GROUP, OTHER))
WAIVED = AnswerFacts("豁免", "引用往年情况。", date(2023, 6, 30), (GROUP,))
NOTES = NotesFacts((EXPLAINED, WAIVED), (MANY,))


def annex_of(snapshot):
    return next(annex for annex in compose(snapshot).annexes if annex.title == "说明和提示")


def table_of(snapshot, caption):
    return next(block for block in annex_of(snapshot).blocks if getattr(block, "caption", "") == caption)


def test_answers_stand_beside_what_they_answer():
    rows = table_of(make_snapshot(notes=NOTES), "对校验结果的说明").rows

    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["指标归入所属的二级指标。（Q03）", "走访户数、合格率", "说明", "指标按批复设置。"],
        ["指标名称不是口号或者工作内容。（Q04）", "特色街区"],
        ["指标归入所属的二级指标。（Q03）", "走访户数、合格率", "豁免（至2023年6月30日）", "引用往年情况。"],
    ]
    assert [cell.rowspan for cell in rows[0].cells] == [1, 1, 2, 2]


def test_many_hints_of_a_kind_take_one_line():
    (row,) = table_of(make_snapshot(notes=NOTES), "尚存的提示").rows

    assert [cell.text for cell in row.cells] == ["C10", MANY.title, "12", "甲指标、乙指标、丙指标等12处"]


def test_quality_of_key_indicators_is_stated():
    snapshot = changing_leaf(lambda leaf: is_own(leaf) and leaf.points >= 5, accuracy="")(make_snapshot(notes=NOTES))

    rows = table_of(snapshot, "主要指标的数据质量").rows

    names = [leaf.name for leaf in snapshot.leaves() if is_own(leaf) and leaf.points >= 5]
    assert [row.cells[0].text for row in rows] == names
    assert [cell.text for cell in rows[0].cells][1:] == ["走访慰问困难家庭户数台账", "按月汇总", "—"]
    assert rows[1].cells[3].text == "经年末盘点核对"


def test_annex_is_named_in_the_report_and_left_out_of_the_form():
    document = compose(make_snapshot(notes=NOTES))

    assert "说明和提示" in text_of(document)
    assert [annex.title for annex in document.annexes][-2:] == ["得分依据", "说明和提示"]
    assert {"得分依据", "说明和提示"}.isdisjoint(annex.title for annex in form_alone(document).annexes)


def test_nothing_to_explain_is_said():
    words = text_of(compose(make_snapshot(notes=NotesFacts())))

    assert "自评中没有需要说明的校验结果。" in words
    assert "没有尚存的提示。" in words


def test_report_without_key_indicators_says_so():
    small = with_nodes(make_snapshot(notes=NOTES), lambda node: node if not is_own(node) else changed(node))

    assert "没有5分以上的主要指标。" in text_of(compose(small))


def changed(node):
    return replace(node, is_applicable=False, inapplicable_reason="移交其他单位")


def test_without_the_annex_nothing_is_said():
    assert "说明和提示" not in text_of(compose(make_snapshot()))
    assert public_view(make_snapshot())["notes"] is None


@pytest.mark.parametrize("notes", [NOTES, NotesFacts()], ids=["full", "empty"])
def test_data_hold_the_annex_as_the_schema_says(notes):
    data = json.loads(json.dumps(public_view(make_snapshot(notes=notes))))

    assert list(Draft202012Validator(schema()).iter_errors(data)) == []
    assert [answer["reason"] for answer in data["notes"]["answers"]] == [answer.reason for answer in notes.answers]
    assert data["notes"]["quality"][0] == {
        "indicator": ["产出指标", "数量指标", "走访慰问困难家庭户数"],
        "source": "走访慰问困难家庭户数台账",
        "method": "按月汇总",
        "accuracy": "经年末盘点核对",
    }


def test_annex_survives_json():
    snapshot = make_snapshot(notes=NOTES)

    assert from_json(json.loads(json.dumps(to_json(snapshot)))) == snapshot
