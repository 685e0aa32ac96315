"""Evaluations without findings, each damaged in one known way: the declared checks find it, and no other does.

`make soak` damages 200 generated evaluations, the gate a twentieth of them.
"""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import settings as hypothesis

from departments.ratios import budget_ratios
from reports.checks import CHECKS, run
from reports.checks.edits import adding_text, changing_leaf, with_nodes
from reports.checks.leaves import is_own, is_satisfaction
from reports.checks.texts import ORIGINAL
from reports.snapshot import SurveyFacts
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_snapshot

EVALUATIONS = hypothesis.default.max_examples // 10  # 10 in the gate, 200 in `make soak`
PLACES = ("城北", "河东", "新桥", "石岭", "柳林", "双河", "高坪", "青山", "南坡", "花园")
WORKS = (
    *("入户走访", "台账核对", "现场勘查", "集中培训", "政策宣讲"),
    *("设施检修", "隐患排查", "问卷回访", "项目验收", "资金复核"),
)
HOW = ("由{office}牵头", "会同{place}片区的社区", "按季度", "分{count}批", "采取上门和预约两种方式", "逐户逐项")


def generate(seed, *, with_own_money=True):
    """Return an evaluation like the sample with other amounts, stories, duties and survey, in which all is right."""
    chance = random.Random(seed)
    more = Decimal(chance.randrange(0, 800_000, 100))
    snapshot = _with_more_money(make_snapshot(), more if with_own_money else Decimal(0))
    told = {leaf.pk: _story(chance, leaf.name) for leaf in snapshot.leaves() if is_own(leaf)}
    snapshot = with_nodes(
        snapshot, lambda node: replace(node, narrative=told[node.pk]) if node.pk in told and node.is_leaf else node
    )
    valid = chance.randint(150, 400)
    survey = SurveyFacts("辖区居民", "随机入户问卷", valid + chance.randint(0, 20), valid, *_days(snapshot))
    reached = Decimal(chance.randint(70, 89))
    snapshot = changing_leaf(is_satisfaction, survey=survey, actual=reached)(snapshot)
    retired = replace(snapshot.staffing, retired=chance.randint(0, 30), hired=chance.randint(0, 12))
    return replace(snapshot, staffing=retired)


def _days(snapshot):
    survey = next(leaf.survey for leaf in snapshot.leaves() if is_satisfaction(leaf))
    return survey.starts_on, survey.ends_on


def _story(chance, name):
    """Return what was done for an indicator, in words and figures of its own."""
    places, works = chance.sample(PLACES, 3), chance.sample(WORKS, 3)
    how = chance.choice(HOW).format(office="公共服务办公室", place=places[0], count=chance.randint(2, 9))
    counts = [chance.randint(3, 900) for _ in range(3)]
    return (
        f"{name}：{how}在{places[0]}、{places[1]}开展{works[0]}{counts[0]}次，{works[1]}{counts[1]}次；"
        f"{places[2]}完成{works[2]}{counts[2]}次。"
    )


def _with_more_money(snapshot, more):
    """Return the snapshot with `more` 元 of basic expenditure, budgeted and spent."""
    columns = ("initial", "adjusted", "executed", "previous")
    lines = tuple(
        replace(line, **{column: getattr(line, column) + more for column in columns})
        if line.category in ("income", "basic", "general")
        else line
        for line in snapshot.budget.lines
    )
    budget = replace(snapshot.budget, lines=lines)
    wan = budget.total.adjusted / 10000
    return with_nodes(
        replace(snapshot, budget=budget, ratios=budget_ratios(budget)),
        lambda node: replace(node, target=wan, actual=wan) if node.rule == "execution" else node,
    )


SEVERAL = {
    ("K15", "T08"): adding_text("截止2022年12月，预计还将发放补贴20万元。"),
    ("A11-share", "K08-text", "K15"): adding_text("至今共受理工单689起，群众满意率为99.99%。"),
    ("K16", "T08-particles"): adding_text("该单位很好的完成了3项任务。"),
    ("T07", "T09-text"): adding_text("按照东财绩[2020]3号文件，补贴发放及时性及时性较好。"),
    ("T07-cut", "T07-pairs"): adding_text("按照《关于加强社区治理的意见，整治“庭院乱象”、完成了年度目标。"),
    ("A13-text", "T14"): adding_text("接待支出0万元，较上年增长0%，经办人电话13912345678。"),
    ("K02-days", "K02-text"): adding_text("截至2022年12月31日，截至2021年12月31日，2019年度任务全部完成。"),
    ("C01-duties", "C01-offices"): lambda snapshot: replace(snapshot, duties=(), offices=()),
}


def damages():
    """Return every known damage with the checks that are to find it, and what they have to know."""
    single = [({check.id}, check.bad, check.knowing) for check in CHECKS.values() if check.part != ORIGINAL]
    several = [(set(names), edit, lambda context: context) for names, edit in SEVERAL.items()]
    return [*several, *single]


@pytest.mark.parametrize("seed", range(EVALUATIONS))
def test_damage_is_found_by_the_declared_checks_and_no_other(seed):
    known = damages()
    step = max(1, len(known) // EVALUATIONS)
    declared, damage, knowing = known[(seed * step) % len(known)]
    context = knowing(CONTEXT)
    whole = generate(seed, with_own_money=not context.official)

    assert run(whole, CONTEXT) == ()
    assert {finding.check_id for finding in run(damage(whole), context)} == declared
