"""Amounts, counts and percentages in texts, and what indicators say of them: what is found, and what is left alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.checks import CHECKS
from reports.checks.edits import adding_text, changing_leaf, with_nodes
from reports.checks.leaves import is_own
from reports.checks.rounds import ROUND_CHECKS
from reports.snapshot import OfficeFacts
from tests.reports.checks.test_cases import faults
from tests.reports.checks.test_rounds import make_round
from tests.reports.snapshots import make_snapshot


@pytest.mark.parametrize(
    ("identifier", "text", "is_found"),
    [
        pytest.param("A10", "全年执行18681700万元。", True, id="ten thousand times"),
        pytest.param("A10", "全年执行18,681,700万元。", True, id="with separators"),
        pytest.param("A10", "全年执行1868.17万元。", False, id="in its unit"),
        pytest.param("A10", "走访慰问支出3000元。", False, id="another amount"),
        pytest.param("A11", "入户覆盖率达到105%。", True, id="more than all"),
        pytest.param("A11", "任务完成率为129.95%。", False, id="more than planned"),
        pytest.param("A11", "居民满意率为92。", True, id="without a sign"),
        pytest.param("A11", "覆盖率≥100百分比。", True, id="百分比"),
        pytest.param("A11", "失业率下降3个百分点，合格率提高2个百分点。", False, id="points as a difference"),
        pytest.param("A11", "合格率为100%，办结率为98.5%。", False, id="right"),
        pytest.param("A16-retired", "在职人员30人，离退休人员9人。", False, id="side by side"),
        pytest.param("A16-retired", "实有人数120人（在职80人，含退休人员40人）。", True, id="inside"),
        pytest.param("A17", "内设五个机构：甲办公室、乙办公室、丙办公室。", True, id="written in Chinese"),
        pytest.param("A17", "内设三个机构：甲办公室、乙办公室和丙办公室。", False, id="last one joined"),
        pytest.param("A17", "内设4个机构：甲（含一、二科）、乙、丙、丁。", False, id="list in brackets"),
        pytest.param("A17", "涉及6个部门：民政、人社、教育等。", False, id="open list"),
        pytest.param("K01-text", "评价等级为“良”。", True, id="another grade"),
        pytest.param("K01-text", "上年总得分为94分，较上年提高2分。", False, id="last year's total"),
        pytest.param("K01-text", "综合得分96分。", False, id="the total"),
        pytest.param("K04", "微改造工程验收合格率为88%。", True, id="in another chapter"),
        pytest.param("K04", "上年微改造工程验收合格率为88%。", False, id="last year's"),
        pytest.param("K04", "微改造工程验收合格率88分位。", False, id="another unit"),
        pytest.param("K04-budget", "年初预算数为1900万元。", True, id="another amount"),
        pytest.param("K04-budget", "年初预算数为1868万元。", False, id="rounded"),
        pytest.param("K04-budget", "项目支出全年执行数为768.17万元。", False, id="of a part"),
        pytest.param("K08-text", "上年群众满意率为92%。", False, id="last year's"),
    ],
)
def test_what_texts_say_of_figures(identifier, text, is_found):
    assert bool(faults(identifier, adding_text(text)(make_snapshot()))) is is_found


@pytest.mark.parametrize(
    ("identifier", "changes", "is_found"),
    [
        pytest.param("A11-unit", {"name": "社区覆盖率", "unit": "%", "actual": Decimal(120)}, True, id="more than all"),
        pytest.param("A11-unit", {"name": "任务完成率", "unit": "%", "actual": Decimal(120)}, False, id="surplus"),
        pytest.param("Q05", {"name": "十四五期末绿化面积"}, True, id="end of a plan"),
        pytest.param("Q05", {"name": "2022年新增绿化面积"}, False, id="this year"),
        pytest.param("Q13", {"sign": "≤"}, True, id="sign against the rule"),
        pytest.param("Q13", {"target_text": "=95"}, True, id="sign against the words"),
        pytest.param("Q13", {"target_text": "=12个社区"}, False, id="another number"),
        pytest.param("Q15", {"actual_text": "不涉及", "nature": "qualitative"}, True, id="not concerned"),
        pytest.param("Q15", {"actual_text": "不涉及", "score": Decimal(0)}, False, id="no points for it"),
    ],
)
def test_what_indicators_say_of_themselves(identifier, changes, is_found):
    assert bool(faults(identifier, changing_leaf(is_own, **changes)(make_snapshot()))) is is_found


def test_goal_of_a_project_that_tells_of_money_alone_leads_to_its_screen():
    snapshot = make_snapshot()
    project = replace(snapshot.projects[0], goal=replace(snapshot.projects[0].goal, reached="资金支出500万元。"))

    (fault,) = faults("C09", replace(snapshot, projects=(project, *snapshot.projects[1:])))

    assert (fault.part, fault.field, fault.project) == ("projects", "goal_reached", str(project.pk))


def test_only_indicator_of_a_project_is_named():
    snapshot = make_snapshot()
    single = replace(snapshot, indicators=(next(filter(is_own, snapshot.leaves())),))

    assert [fault.message for fault in faults("C05", single)] == [
        "指标“走访慰问困难家庭户数”是唯一的三级指标，请补列指标或说明。"
    ]


@pytest.mark.parametrize(
    ("published_on", "is_found"),
    [
        pytest.param(date(2023, 5, 18), False, id="on the last of twenty working days"),
        pytest.param(date(2023, 5, 19), True, id="a day later"),
    ],
)
def test_publication_has_twenty_working_days(published_on, is_found):
    facts = make_round()
    unit = replace(facts.units[0], approved_on=date(2023, 4, 20), published_on=published_on)

    assert bool(list(ROUND_CHECKS["K11"].function(replace(facts, units=(unit,))))) is is_found


def test_every_new_check_of_texts_reads_old_reports():
    assert all(CHECKS[name].of_originals for name in ("A10", "A11", "A16-retired", "A17", "C05", "Q05", "Q15"))


def test_indicator_of_the_same_name_in_a_project_is_another():
    snapshot = make_snapshot()
    leaf = next(filter(is_own, snapshot.leaves()))
    first = snapshot.projects[0]
    of_project = next(filter(is_own, first.leaves()))
    project = with_nodes(
        replace(snapshot, indicators=first.indicators),
        lambda node: replace(node, name=leaf.name, unit=leaf.unit, actual=Decimal(12)) if node == of_project else node,
    )
    whole = replace(snapshot, projects=(replace(first, indicators=project.indicators),))
    said = f"{leaf.name}{leaf.actual}{leaf.unit}。"

    assert faults("K04", adding_text(said)(whole)) == []


def test_short_name_is_not_looked_for_inside_a_longer_one():
    short = changing_leaf(is_own, name="合格率", unit="%")(make_snapshot())

    assert faults("K04", adding_text("工程验收合格率为88%。")(short)) == []
    assert len(faults("K04", adding_text("合格率为88%。")(short))) == 1


def test_name_of_an_office_is_spelled_as_it_was_set_up():
    offices = (OfficeFacts("公共服务办公室(便民服务中心)", "承担受理,办理。"),)

    assert [fault.actual for fault in faults("T07-width", make_snapshot(offices=offices))] == [","]
