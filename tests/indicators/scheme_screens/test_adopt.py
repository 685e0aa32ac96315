"""Letting a round that is running use a corrected version."""

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Project, Role
from departments.services import advance
from departments.workflow import Action
from indicators.models import Scheme
from indicators.services import LevelsDiffer, OtherScheme, adopt_version, import_scheme, plant_projects, rescore
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.scheme_screens.entering import show_url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def version(scheme, number, *changes):
    content = scheme.content.replace("version = 1", f"version = {number}")
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    return import_scheme(content, actor=None)[0]


@pytest.fixture
def cycle(scheme):
    return make_cycle(2022, project_scheme="national-project")


@pytest.fixture
def corrected(cycle, scheme):
    return version(scheme, 2, ("decimals = 2", "decimals = 1"))


def submitted(evaluation):
    return advance(evaluation, Action.SUBMIT, actor=make_member(Role.PREPARER, evaluation.department))


def scheme_of(evaluation):
    evaluation.scorecard.refresh_from_db()
    return evaluation.scorecard.scheme


def test_round_and_open_evaluations_change_and_the_others_keep_theirs(administrator, cycle, scheme, corrected):
    draft, sent = make_evaluation(cycle=cycle), submitted(make_evaluation(make_department("102"), cycle))

    done = adopt_version(cycle, corrected, actor=administrator)

    assert (done.moving, done.staying) == (1, 1)
    assert (scheme_of(draft), scheme_of(sent)) == (corrected, scheme)
    assert set(cycle.schemes.values_list("scheme__name", "scheme__version")) == {
        ("donghu", 2),
        ("national-project", 1),
    }
    moved = AuditEntry.objects.get(action="scorecard.scheme")
    assert (moved.actor, moved.evaluation, moved.changes) == (
        administrator,
        draft,
        {"scheme": [str(scheme), str(corrected)]},
    )
    chosen = AuditEntry.objects.get(action="cycle.scheme").changes["scheme"]
    assert (str(scheme) in chosen[0], str(corrected) in chosen[1]) == (True, True)


def test_an_evaluation_that_is_open_again_is_taken_along_later(administrator, cycle, scheme, corrected):
    evaluation = submitted(make_evaluation(cycle=cycle))
    adopt_version(cycle, corrected, actor=administrator)
    reviewer = make_member(Role.REVIEWER, evaluation.department)
    advance(evaluation, Action.RETURN, actor=reviewer, reason="请改正。")

    done = adopt_version(cycle, corrected, actor=administrator)

    assert (done.moving, scheme_of(evaluation)) == (1, corrected)


def test_adopting_twice_leaves_no_trace(administrator, cycle, corrected):
    make_evaluation(cycle=cycle)
    adopt_version(cycle, corrected, actor=administrator)
    before = AuditEntry.objects.count()

    assert adopt_version(cycle, corrected, actor=administrator).moving == 0
    assert AuditEntry.objects.count() == before


def test_scores_follow_once_the_round_is_rescored(administrator, cycle, scheme):
    evaluation = make_evaluation(cycle=cycle)
    evaluation.indicators.filter(rule="execution").update(rule="yes_no", actual=1)
    corrected = version(scheme, 2, ('{ name = "优", minimum = 90 }', '{ name = "特优", minimum = 90 }'))
    adopt_version(cycle, corrected, actor=administrator)

    rescore(evaluation)

    assert scheme_of(evaluation).spec.conventions.cutoffs[0].name == "特优"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            [('name = "经济效益指标", points = 5', 'name = "经济效益指标", points = 10'),
             ('name = "社会效益指标", points = 15', 'name = "社会效益指标", points = 10')],
            "经济效益指标 / 分值：5 → 10",
            id="other points",
        ),
        pytest.param([('"时效指标"', '"及时指标"')], "及时指标", id="another name"),
    ],
)  # fmt: skip
def test_other_levels_are_refused_with_the_reason(administrator, cycle, scheme, changes, said):
    evaluation = make_evaluation(cycle=cycle)
    other = version(scheme, 2, *changes)

    with pytest.raises(LevelsDiffer) as refused:
        adopt_version(cycle, other, actor=administrator)

    assert said in str(refused.value)
    assert scheme_of(evaluation) == scheme
    assert cycle.schemes.get(kind="整体").scheme == scheme


def test_before_the_first_evaluation_other_levels_do_no_harm(administrator, cycle, scheme):
    other = version(scheme, 2, ('"时效指标"', '"及时指标"'))

    adopt_version(cycle, other, actor=administrator)

    assert cycle.schemes.get(kind="整体").scheme == other


def test_the_scheme_of_projects_changes_too(administrator, cycle, scheme):
    evaluation = make_evaluation(cycle=cycle)
    Project.objects.create(evaluation=evaluation, name="环卫")
    plant_projects(evaluation)
    projects = Scheme.objects.get(name="national-project")
    corrected = version(projects, 2, ("decimals = 2", "decimals = 1"))

    adopt_version(cycle, corrected, actor=administrator)

    evaluation.scorecard.refresh_from_db()
    assert (evaluation.scorecard.project_scheme, evaluation.scorecard.scheme) == (corrected, scheme)


def test_other_rows_of_funds_are_refused(administrator, cycle, scheme):
    make_evaluation(cycle=cycle)
    projects = Scheme.objects.get(name="national-project")
    fewer = version(projects, 2, ('    { key = "other", title = "其他资金" },\n', ""), (', "other"]', "]"))

    with pytest.raises(LevelsDiffer, match="其他资金"):
        adopt_version(cycle, fewer, actor=administrator)


def test_a_scheme_that_the_round_does_not_use_is_refused(administrator, cycle):
    with pytest.raises(OtherScheme, match="没有选用"):
        adopt_version(cycle, Scheme.objects.get(name="hunan"), actor=administrator)


def adopt(client, scheme, cycle):
    return client.post(reverse("indicators:scheme_adopt", args=[scheme.pk]), {"cycle": cycle.pk}, follow=True)


def test_the_screen_says_before_and_after_what_changes(client, administrator, cycle, scheme, corrected):
    make_evaluation(cycle=cycle)
    submitted(make_evaluation(make_department("102"), cycle))

    before = text_of(client.get(show_url(corrected)))
    response = adopt(client, corrected, cycle)
    after, way_on = text_of(response), reverse("reports:rescore", args=[cycle.pk])

    assert "2022年度：1个自评将改用，1个仍用原版本" in before
    assert "1个填报中的自评已改用，1个在审核、已审核或已公开的自评仍用原版本" in after
    assert "请随后 对2022年度重新计分" in after
    assert f'<a href="{way_on}">对2022年度重新计分</a>' in response.content.decode()
    assert "将改用" not in after


def test_the_screen_says_why_not(client, administrator, cycle, scheme):
    make_evaluation(cycle=cycle)
    other = version(scheme, 2, ('"时效指标"', '"及时指标"'))

    assert "一、二级指标或资金行不同，不能改用" in text_of(adopt(client, other, cycle))


def test_a_round_that_does_not_use_the_scheme_is_not_offered(client, administrator, cycle, scheme):
    hunan = Scheme.objects.get(name="hunan")

    assert "请选择正在使用此方案的年度任务" in text_of(adopt(client, hunan, cycle))
    assert "改用此版本" not in text_of(client.get(show_url(hunan)))
