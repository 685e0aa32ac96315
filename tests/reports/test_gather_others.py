import pytest

from reports.checks import run
from reports.checks.registry import Cost
from reports.gather import gather
from reports.services.findings import context_of
from tests.factories import make_evaluation

pytestmark = pytest.mark.django_db


@pytest.fixture
def copied(stage):
    """Another unit of the round has taken over what this one says of an indicator."""
    leaf = next(row for row in stage.evaluation.indicators.whole().leaves() if len(row.narrative) >= 40)
    other = make_evaluation(stage.other, stage.evaluation.cycle)
    branch = other.indicators.filter(parent__isnull=False).first()
    other.indicators.create(
        parent=branch, name="抄来的指标", points=1, position=99, rule="positive", narrative=leaf.narrative
    )
    return leaf


def found_of(evaluation):
    findings = run(gather(evaluation), context_of(evaluation, with_others=True), Cost.SLOW)
    return [finding.message for finding in findings if finding.check_id == "T06-others"]


def test_what_reads_as_in_another_units_report_is_found(stage, copied):
    [message] = found_of(stage.evaluation)

    assert copied.name in message
    assert stage.other.name in message


def test_a_units_own_projects_are_not_another_report(stage):
    assert found_of(stage.evaluation) == []


def test_the_others_are_read_in_one_query(stage, copied, django_assert_num_queries):
    from reports.gather.others import gather_others

    evaluation = stage.reload()
    with django_assert_num_queries(1):
        gather_others(evaluation)
