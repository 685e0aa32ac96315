"""Scoring a round again: the same scores as one by one, only what may change, and every change in the log."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Adjustment, AuditEntry, Evaluation
from departments.writes import Write
from indicators.models import Indicator, Scheme, Scorecard
from indicators.services import rescore, save_and_rescore, score_evaluation, score_projects
from indicators.services.rescoring import compare
from indicators.services.rounds import differences, rescorable, rescore_some
from indicators.updating import update_rows
from tests.factories import make_evaluation, make_member
from tests.indicators.rounds import add_project, make_round, sign, state_of

pytestmark = pytest.mark.django_db

WHOLE = ["donghu", "hunan", "chongqing", "framework-2013"]
PROJECT = ["national-project", "national-project-cost", "hubei-project", "sichuan-project"]


def rescore_all(cycle, after=0):
    """Score the whole round again; return the keys that were reached."""
    reached = [after]
    while rescore_some(cycle, after=reached[-1], actor=None, keep=lambda key, seen: reached.append(key)):
        pass
    return reached[1:]


def one_by_one(evaluation):
    """Return scores and totals as the screens compute them."""
    trees = [score_evaluation(evaluation), *(project.scored for project in score_projects(evaluation))]
    scores = {int(leaf.key): (leaf.score, leaf.result) for tree in trees for leaf in tree.root.leaves() if leaf.key}
    return scores, [(tree.raw_total, tree.total, tree.grade) for tree in trees]


@pytest.mark.parametrize(("scheme", "project_scheme"), list(zip(WHOLE, PROJECT, strict=True)))
@pytest.mark.parametrize("seed", range(5))
def test_many_at_once_score_as_one_by_one(scheme, project_scheme, seed):
    cycle = make_round(3, scheme=scheme, project_scheme=project_scheme, seed=seed)
    evaluations = list(Evaluation.objects.filter(cycle=cycle))
    for evaluation in evaluations[:2]:
        add_project(evaluation)
    Adjustment.objects.create(evaluation=evaluations[0], kind="increase", nature="basic", amount=5000, document="8号")
    Indicator.objects.update(score=None)

    comparisons = list(compare([row.pk for row in evaluations]))
    assert {comparison.scorecard.evaluation for comparison in comparisons} == set(evaluations)
    for comparison in comparisons:
        scores, totals = one_by_one(comparison.scorecard.evaluation)
        for change in (change for tree in comparison.trees for change in tree.changes):
            score, result = scores[change.row.pk]
            assert (str(change.new), change.result) == (str(result.score if result else None), result)
            assert change.new == score
            assert change.result is None or change.result.explanation == result.explanation
        changed = {change.row.pk for tree in comparison.trees for change in tree.changes}
        assert changed == {
            key for key, (score, _) in scores.items() if score is not None and Indicator.objects.get(pk=key).is_leaf
        }
        assert [tuple(tree.after) for tree in comparison.trees] == totals


def test_rescoring_stores_what_the_screens_show_and_a_second_time_nothing():
    cycle = make_round(3)

    rescore_all(cycle)

    for evaluation in Evaluation.objects.filter(cycle=cycle):
        scores, [totals] = one_by_one(evaluation)
        stored = dict(evaluation.indicators.leaves().values_list("pk", "score"))
        assert stored == {key: scores[key][0] for key in stored}
        card = evaluation.scorecard
        assert (card.raw_total, card.total, card.grade) == totals
    before = AuditEntry.objects.count()
    rescore_all(cycle)
    assert AuditEntry.objects.count() == before
    assert list(differences(cycle)) == []


def test_every_changed_evaluation_has_one_row_in_the_log_that_says_how_each_score_came_about():
    cycle = make_round(2)
    person = make_member()
    expected = {comparison.evaluation.pk: comparison for comparison in differences(cycle)}

    rescore_some(cycle, after=0, actor=person, keep=lambda key, seen: None)

    entries = AuditEntry.objects.filter(action="scorecard.rescore")
    assert {entry.evaluation_id: entry.actor for entry in entries} == dict.fromkeys(expected, person)
    for entry in entries:
        [tree] = expected[entry.evaluation_id].trees
        for change in tree.changes:
            old, new = entry.changes[change.row.name]
            assert old is None
            assert new == {"得分": None if change.new is None else str(change.new), "依据": change.explanation}
        assert entry.changes.get("total", [None, None])[1] == (tree.after.total and str(tree.after.total))


def test_saving_tells_the_log_once_how_the_new_score_came_about():
    evaluation = make_evaluation()
    branch = evaluation.indicators.get(name="数量指标")
    row = Indicator(evaluation=evaluation, parent=branch, is_leaf=True, name="办结率", points=10, rule="positive")
    row.target, row.actual, row.unit = Decimal(100), Decimal(96), "%"
    person = make_member()

    save_and_rescore(
        evaluation,
        [Write(row, 0, ["parent", "is_leaf", "name", "points", "rule", "target", "actual", "unit"])],
        actor=person,
    )

    entry = AuditEntry.objects.get(action="scorecard.score")
    assert entry.actor == person
    assert entry.changes == {"办结率": [None, {"得分": "9.60", "依据": "实际值 96 ÷ 目标值 100 × 分值 10 = 9.60分"}]}


def test_two_indicators_of_one_name_both_stand_in_the_log():
    evaluation = make_evaluation()
    branch = evaluation.indicators.get(name="数量指标")
    for points in (4, 6):
        Indicator.objects.create(
            evaluation=evaluation, parent=branch, is_leaf=True, name="次数", points=points, rule="yes_no", actual=1
        )

    rescore(evaluation)

    changes = AuditEntry.objects.get(action="scorecard.score").changes
    assert [new["得分"] for _, new in changes.values()] == ["4.00", "6.00"]


def test_approved_evaluations_are_listed_and_stay_as_they_were_signed():
    cycle = make_round(2)
    signed, free = Evaluation.objects.filter(cycle=cycle).order_by("pk")
    sign(signed)
    before = list(signed.indicators.order_by("pk").values())

    listed = {comparison.evaluation: comparison.is_signed for comparison in differences(cycle)}
    rescore_all(cycle)

    assert listed == {signed: True, free: False}
    assert list(rescorable(cycle)) == [free]
    assert list(signed.indicators.order_by("pk").values()) == before
    assert not AuditEntry.objects.filter(action="scorecard.rescore", evaluation=signed).exists()
    assert [comparison.evaluation for comparison in differences(cycle)] == [signed]


def test_listing_writes_nothing():
    cycle = make_round(2)
    before = state_of(cycle)

    with CaptureQueriesContext(connection) as queries:
        assert len(list(differences(cycle))) == 2

    assert all(query["sql"].startswith("SELECT") for query in queries)
    assert state_of(cycle) == before


def test_scores_follow_a_corrected_scheme():
    cycle = make_round(1)
    rescore_all(cycle)
    old = Scheme.objects.get(name="donghu")
    content = old.content.replace("version = 1", "version = 2").replace(
        "[conventions]", '[conventions]\nmode = "manual"'
    )
    new = Scheme.objects.create(name="donghu", version=2, title=old.title, kind=old.kind, content=content)
    evaluation = Evaluation.objects.get()
    Scorecard.objects.update(scheme=new)

    [comparison] = differences(cycle)
    rescore_all(cycle)

    assert all(change.new is None for change in comparison.trees[0].changes)
    assert set(evaluation.indicators.leaves().exclude(rule="execution").values_list("score", flat=True)) >= {None}


def test_a_run_goes_on_behind_the_key_it_had_reached(monkeypatch):
    monkeypatch.setattr("indicators.services.rounds.AT_ONCE", 2)
    cycle = make_round(5)
    keys = list(Evaluation.objects.filter(cycle=cycle).order_by("pk").values_list("pk", flat=True))

    assert rescore_all(cycle) == [keys[1], keys[3], keys[4]]
    assert rescore_all(cycle, after=keys[3]) == [keys[4]]


def test_what_keeping_refuses_is_not_stored():
    cycle = make_round(1)
    before = state_of(cycle)

    with pytest.raises(LookupError):
        rescore_some(cycle, after=0, actor=None, keep=_refuse)

    assert state_of(cycle) == before
    assert not AuditEntry.objects.filter(action="scorecard.rescore").exists()


def _refuse(key, seen):
    raise LookupError


def test_a_handful_of_statements_and_one_handful_in_memory_however_many_evaluations(monkeypatch):
    monkeypatch.setattr("indicators.services.rounds.AT_ONCE", 5)
    few, many = (make_round(count, year) for year, count in ((2021, 5), (2022, 15)))

    assert statements_per_step(few) == statements_per_step(many)[:1]
    assert len(set(statements_per_step(many))) == 1
    assert max(statements_per_step(many)) <= 12


def statements_per_step(cycle):
    """Return what each step over a round that has everything to change asks the database."""
    Indicator.objects.update(score=None)
    Scorecard.objects.update(total=Decimal(1))
    counts, reached = [], [0]
    for _ in range(cycle.evaluations.count() // 5):
        with CaptureQueriesContext(connection) as queries:
            rescore_some(cycle, after=reached[-1], actor=None, keep=lambda key, seen: reached.append(key))
        counts.append(len(queries))
    return counts


def test_updating_no_rows_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows(Indicator, ["score"], [])
