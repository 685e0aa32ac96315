"""Texts that will be published are found wherever they were written, and lead back there."""

from dataclasses import replace

import pytest

from reports.checks import CHECKS, Context, run
from reports.checks.edits import changing_leaf, changing_line
from reports.checks.leaves import is_satisfaction
from reports.checks.texts import public_texts
from reports.snapshot import (
    DutyFacts,
    MeasureFacts,
    OfficeFacts,
    ProblemFacts,
    RectificationFacts,
    SurveyFacts,
    TaskFacts,
)
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_adjustment, make_budget, make_snapshot

PHONE = "13800000000"
ADJUSTMENT = make_adjustment(document=PHONE)
ANSWERED = ProblemFacts("问题", "", measures=(MeasureFacts(PHONE),))


@pytest.mark.parametrize(
    ("changes", "part", "field"),
    [
        pytest.param({"sections": {"preamble": PHONE}}, "basis", "preamble", id="preamble"),
        pytest.param(
            {"sections": {"performance_management": PHONE}}, "performance", "performance_management", id="performance"
        ),
        pytest.param({"sections": {"disclosure": PHONE}}, "results", "disclosure", id="results"),
        pytest.param({"duties": (DutyFacts("职责", PHONE),)}, "profile", "duties", id="duty"),
        pytest.param({"offices": (OfficeFacts("机构", PHONE),)}, "profile", "offices", id="office"),
        pytest.param({"tasks": (TaskFacts("任务", PHONE),)}, "goals", "result", id="task"),
        pytest.param({"budget": make_budget(note=PHONE)}, "budget", "note", id="budget note"),
        pytest.param(
            {"budget": make_budget(adjustments=(make_adjustment(document=PHONE),))},
            "budget",
            "document",
            id="adjustment",
        ),
        pytest.param({"problems": (ProblemFacts("问题", PHONE),)}, "problems", "text", id="problem"),
        pytest.param(
            {"problems": (ProblemFacts("问题", "", measures=(MeasureFacts(PHONE),)),)},
            "problems",
            "measures",
            id="measure",
        ),
        pytest.param(
            {"rectifications": (RectificationFacts("问题", PHONE),)}, "problems", "promised", id="promise of last year"
        ),
        pytest.param(
            {"rectifications": (RectificationFacts("问题", "措施", progress=PHONE),)},
            "problems",
            "rectifications",
            id="progress of a promise",
        ),
    ],
)
def test_personal_data_are_found_where_they_were_written(changes, part, field):
    places = [fault.part and (fault.part, fault.field) for fault in found_in(make_snapshot(**changes))]

    assert places == [(part, field)]


@pytest.mark.parametrize("field", ["narrative", "reason", "measure", "standard", "source", "method", "actual_text"])
def test_personal_data_in_an_indicator_lead_to_its_field(field):
    snapshot = changing_leaf(is_satisfaction, **{field: PHONE})(make_snapshot())
    leaf = next(filter(is_satisfaction, snapshot.leaves()))

    assert [(fault.field, fault.row) for fault in found_in(snapshot)] == [(field, str(leaf.pk))]


def test_personal_data_in_a_survey_are_found():
    snapshot = changing_leaf(is_satisfaction, survey=SurveyFacts(surveyed=PHONE))(make_snapshot())

    assert [fault.field for fault in found_in(snapshot)] == ["surveyed"]


def test_personal_data_in_a_proof_are_found():
    snapshot = make_snapshot()
    first, *others = snapshot.management
    changed = replace(snapshot, management=(replace(first, proof=PHONE), *others))

    assert [(fault.part, fault.field, fault.row) for fault in found_in(changed)] == [("management", "proof", "0")]


def test_empty_texts_are_not_read():
    assert all(text.content.strip() for text in public_texts(make_snapshot(sections={"preamble": "  "})))


def test_text_of_a_chapter_that_the_outline_has_lost_belongs_to_the_results():
    [text] = [text for text in public_texts(make_snapshot(sections={"lost": "原有文字。"})) if text.field == "lost"]

    assert (text.part, text.label) == ("results", "lost")


@pytest.mark.parametrize(
    ("identifier", "text", "is_found"),
    [
        pytest.param("T14", "身份证号360102199001011234。", True, id="identity number"),
        pytest.param("T14", "金额13800000000.00元以外，编号9913800000000。", False, id="longer number"),
        pytest.param("T14", "发放低保金2550252元，奖励8069400元。", False, id="amounts"),
        pytest.param("T15", "做好保密工作，落实保密责任制。", False, id="secrecy as a subject"),
        pytest.param("T15", "内部资料，不得外传。", True, id="internal"),
        pytest.param("K02-text", "2021年度各项任务全部完成。", True, id="last year's label"),
        pytest.param("K02-text", "较2021年度增加三项。", False, id="comparison"),
        pytest.param("K02-text", "按照《2021年度工作要点》的部署推进。", False, id="title of a document"),
        pytest.param("K03", "公园街道与公园街办是同一单位。", False, id="own names"),
        pytest.param("K03", "墩子塘街道各项任务完成。", True, id="another unit"),
        pytest.param("T07", "方方面面都做到位，逐项逐项核对。", True, id="doubled word"),
        pytest.param("T07", "方方面面都做到位。", False, id="reduplication of one character"),
        pytest.param("C02", "共完成XX项。", True, id="placeholder"),
        pytest.param("C02", "完成情况（200字以内）", True, id="hint of the form"),
        pytest.param("C02", "实施“4+X”整顿，共8×5项。", False, id="single X"),
    ],
)
def test_words_that_are_and_are_not_found(identifier, text, is_found):
    snapshot = make_snapshot(sections={**make_snapshot().sections, "preamble": text})

    assert bool(list(CHECKS[identifier].findings(snapshot, CONTEXT))) is is_found


PROMISE = RectificationFacts("采购偏慢", "按月调度。", progress="已完成。")


@pytest.mark.parametrize(
    ("identifier", "typed"),
    [
        pytest.param("F01", "{{ 预算完成律 }}", id="unknown name"),
        pytest.param("F02", "{{ 全年执行数|分 }}", id="wrong unit"),
        pytest.param("F03", "{{ 政府采购上年执行数 }}", id="no value yet"),
    ],
)
@pytest.mark.parametrize("field", ["problem", "measure", "office", "progress", "proof"])
def test_bound_figure_that_cannot_be_written_blocks_in_what_is_told_of_last_year(identifier, typed, field):
    row = replace(PROMISE, **{field: f"已办{typed}"})
    snapshot = changing_line("procurement", previous=None)(make_snapshot(rectifications=(PROMISE, row)))

    [finding] = CHECKS[identifier].findings(snapshot, CONTEXT)

    assert finding.blocks
    assert finding.place.input == f"rectifications-1-{field}"
    assert finding.place.span == (2, 2 + len(typed))


def test_words_of_last_year_are_quoted_and_those_of_this_year_are_not():
    quoted = replace(PROMISE, measure="2021年度自评得分96分，南昌市东湖区公园街道办事处按月调度。")
    told = replace(PROMISE, progress="2021年度已增设，自评得分96分。")

    assert not run(make_snapshot(rectifications=(quoted,)), CONTEXT)
    assert {finding.check_id for finding in run(make_snapshot(rectifications=(told,)), CONTEXT)} == {"F04"}


def found_in(snapshot, context: Context = CONTEXT):
    return list(CHECKS["T14"].function(snapshot, context))


def test_texts_are_collected_once_and_those_of_a_changed_report_anew():
    snapshot = make_snapshot()
    first = list(public_texts(snapshot))

    changed = replace(snapshot, sections={"preamble": PHONE})

    assert all(one is other for one, other in zip(first, public_texts(snapshot), strict=True))
    assert PHONE in [text.content for text in public_texts(changed)]
    assert snapshot == replace(snapshot)
