"""从指标库选择: what is proposed for a branch, and what becomes of a choice."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry, Department, Evaluation, Project, Role
from departments.services import StaleRows
from indicators.forms.library import LibraryScreen
from indicators.library import proposals
from indicators.models import GoalApproval, Indicator
from indicators.schemes import preset
from indicators.services import plant_projects, save_and_rescore
from tests.factories import make_cycle, make_department, make_evaluation, make_member, make_user
from tests.pages import described, form_values, text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

BRANCH = ("产出指标", "数量指标")
QUERIES_TO_SHOW = 47
VISITS, INSPECTIONS, BUILDINGS = "street-hardship-visits", "street-safety-inspections", "street-renewed-buildings"


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_evaluation()


def branch_of(evaluation, name="数量指标"):
    return evaluation.indicators.get(name=name)


def page_of(evaluation, name="数量指标"):
    return reverse("indicators:indicator_library", args=[evaluation.pk, branch_of(evaluation, name).pk])


def ticked(*keys, **typed):
    values = {f"{key}-chosen": "on" for key in keys}
    return values | {name.replace("__", "-").replace("_", "-"): value for name, value in typed.items()}


def choose(client, evaluation, *keys, name="数量指标", **values):
    url = page_of(evaluation, name)
    return client.post(url, form_values(client.get(url)) | ticked(*keys) | values)


def leaves_of(evaluation, name="数量指标"):
    return list(branch_of(evaluation, name).children.all())


def test_overview_leads_to_the_library_from_every_branch_that_takes_indicators(client, evaluation):
    page = client.get(reverse("indicators:enter_indicators", args=[evaluation.pk])).content.decode()

    assert f'href="{page_of(evaluation)}"' in page
    assert f'href="{page_of(evaluation, "满意度指标")}"' in page
    assert page.count("从指标库选择") == 9


def test_page_shows_what_is_proposed_with_all_that_speaks_for_it(client, evaluation):
    page = text_of(client.get(page_of(evaluation)))

    for entry in proposals(preset("donghu"), "street", BRANCH):
        assert entry.name in page
        assert entry.example in page
        assert entry.source in page
    assert "“数量指标”10分，还差 10 分没有分配" in page


def test_proposals_carry_no_findings_of_the_tree(client, evaluation):
    page = client.get(page_of(evaluation))

    assert "entry-finding" not in page.content.decode()


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(Department.Kind.SCHOOL, "在校学生人数", id="school"),
        pytest.param(Department.Kind.BUREAU, "业务培训人次", id="bureau"),
        pytest.param(Department.Kind.ENFORCEMENT, "违法建设拆除面积", id="enforcement"),
    ],
)
def test_proposals_are_those_of_the_units_kind(client, kind, name):
    department = make_department("301", kind=kind)
    client.force_login(make_member(department=department))
    evaluation = make_evaluation(department)

    page = text_of(client.get(page_of(evaluation)))

    assert name in page
    assert "走访慰问" not in page


def test_unit_of_a_kind_without_a_file_is_told_why_and_may_look_at_others(client):
    department = make_department("301", kind=Department.Kind.OTHER)
    client.force_login(make_member(department=department))
    evaluation = make_evaluation(department)

    own = text_of(client.get(page_of(evaluation)))
    other = text_of(client.get(page_of(evaluation), {"kind": "school"}))

    assert "指标库不单设" in own
    assert "指标库中没有适合“数量指标”的指标" in own
    assert "在校学生人数" in other


@pytest.mark.parametrize("kind", ["district", "common", "nothing", ""])
def test_unknown_kind_does_not_exist(client, evaluation, kind):
    assert client.get(page_of(evaluation), {"kind": kind}).status_code == 404
    assert client.post(f"{page_of(evaluation)}?kind={kind}").status_code == 404


def test_chosen_indicators_are_added_in_order_with_all_that_the_library_says(client, evaluation):
    response = choose(
        client, evaluation, VISITS, INSPECTIONS, **{f"{VISITS}-points": "4", f"{INSPECTIONS}-points": "6"}
    )

    first, second = leaves_of(evaluation)
    assert response.url == reverse("indicators:enter_indicators", args=[evaluation.pk])
    assert (first.name, first.points, second.name, second.points) == ("困难群众走访慰问户次", 4, "安全生产检查家次", 6)
    assert (first.sign, first.unit, first.rule, first.nature) == ("≥", "户次", "positive", "quantitative")
    assert (first.source, first.method) == (
        "走访慰问登记表和慰问金（物资）签收单",
        "按签收单汇总，同一户每次计1户次",
    )
    assert first.standard.startswith("达到年度指标值得满分")
    assert [first.position, second.position] == [1, 2]
    assert AuditEntry.objects.filter(action="indicator.add").count() == 2


def test_example_target_is_not_taken_for_the_units_own(client, evaluation):
    choose(client, evaluation, VISITS)

    assert leaves_of(evaluation)[0].target is None


def test_typed_target_is_stored(client, evaluation):
    choose(client, evaluation, VISITS, **{f"{VISITS}-target": "260户次"})

    assert leaves_of(evaluation)[0].target == 260


def test_target_that_is_the_same_for_all_is_filled_in(client, evaluation):
    choose(client, evaluation, "street-straw-fires", "street-air-days", name="生态效益指标")

    air, fires = leaves_of(evaluation, "生态效益指标")
    assert (fires.name, fires.target, fires.sign) == ("秸秆露天焚烧火点个数", 0, "=")
    assert air.target is None


def test_settings_of_the_rule_come_along_and_stay_in_the_form(client, evaluation):
    choose(client, evaluation, "street-upkeep", name="可持续影响指标")
    leaf = leaves_of(evaluation, "可持续影响指标")[0]
    url = reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk])

    values = form_values(client.get(url)) | {f"indicator-rule_item_{index}_done": "yes" for index in range(4)}
    client.post(url, values)

    leaf.refresh_from_db()
    assert [item["done"] for item in leaf.parameters["items"]] == [True] * 4
    assert leaf.score == leaf.points == 10


def test_points_left_blank_share_what_is_missing(client, evaluation):
    choose(client, evaluation, VISITS, INSPECTIONS, BUILDINGS)

    assert sorted(leaf.points for leaf in leaves_of(evaluation)) == [Decimal("3.33"), Decimal("3.33"), Decimal("3.34")]


def test_typed_points_go_first_and_the_rest_is_shared(client, evaluation):
    make_leaf(evaluation, points=4)

    choose(client, evaluation, VISITS, INSPECTIONS, BUILDINGS, **{f"{INSPECTIONS}-points": "1"})

    points = {leaf.name: leaf.points for leaf in leaves_of(evaluation)}
    assert points == {
        "旧指标": 4,
        "困难群众走访慰问户次": Decimal("2.5"),
        "老旧小区改造楼栋数": Decimal("2.5"),
        "安全生产检查家次": 1,
    }


def make_leaf(evaluation, **values):
    given = {"name": "旧指标", "points": 10, "rule": "positive", "position": 7} | values
    return Indicator.objects.create(evaluation=evaluation, parent=branch_of(evaluation), is_leaf=True, **given)


def test_new_indicators_stand_behind_those_that_are_there(client, evaluation):
    make_leaf(evaluation, points=4)

    choose(client, evaluation, VISITS)

    assert [(leaf.name, leaf.position) for leaf in leaves_of(evaluation)] == [
        ("旧指标", 7),
        ("困难群众走访慰问户次", 8),
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("0", "分值须大于0。", id="zero"),
        pytest.param("-2", "分值须大于0。", id="below zero"),
        pytest.param("许多", "无法识别“许多”", id="no number"),
        pytest.param("1.005", "小数", id="too many decimals"),
        pytest.param("99999", "", id="too many digits"),
    ],
)
def test_bad_points_are_refused_and_kept(client, evaluation, typed, message):
    response = choose(client, evaluation, VISITS, **{f"{VISITS}-points": typed})

    assert message in described(response, f"{VISITS}-points")
    assert f'value="{typed}"' in response.content.decode()
    assert f'<a href="#id_{VISITS}-points">困难群众走访慰问户次 分值</a>' in response.content.decode()
    assert not leaves_of(evaluation)


def test_all_faults_are_named_at_once(client, evaluation):
    typed = {f"{VISITS}-points": "0", f"{INSPECTIONS}-target": "约80"}

    response = choose(client, evaluation, VISITS, INSPECTIONS, **typed)

    assert described(response, f"{VISITS}-points") == "分值须大于0。"
    assert "无法识别“约80”" in described(response, f"{INSPECTIONS}-target")


def test_points_are_asked_for_where_none_are_left(client, evaluation):
    make_leaf(evaluation, points=12)

    response = choose(client, evaluation, VISITS, INSPECTIONS, **{f"{INSPECTIONS}-points": "2"})

    assert "已多分配2分" in text_of(response)
    assert described(response, f"{VISITS}-points") == "没有可分配的分值，请填写分值。"
    assert not described(response, f"{INSPECTIONS}-points")


def test_nothing_chosen_is_said(client, evaluation):
    response = choose(client, evaluation)

    assert "指标库：请至少勾选一项指标。" in text_of(response)


def test_what_was_written_beside_an_empty_tick_is_not_lost_silently(client, evaluation):
    response = choose(client, evaluation, VISITS, **{f"{INSPECTIONS}-points": "2"})

    assert "没有勾选" in described(response, f"{INSPECTIONS}-chosen")
    assert 'value="2"' in response.content.decode()
    assert not leaves_of(evaluation)


def test_unknown_key_is_no_choice(client, evaluation):
    response = choose(client, evaluation, "street-nothing", "school-pupils")

    assert "请至少勾选一项指标" in text_of(response)
    assert not leaves_of(evaluation)


def test_used_entry_is_marked_and_leads_to_its_indicator(client, evaluation):
    choose(client, evaluation, VISITS)
    leaf = leaves_of(evaluation)[0]
    Indicator.objects.filter(pk=leaf.pk).update(name="走访困难家庭户次")

    response = client.get(page_of(evaluation))

    assert "困难群众走访慰问户次 已选用 ：“走访困难家庭户次”" in text_of(response)
    assert f'href="{reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk])}"' in response.content.decode()
    assert f'name="{VISITS}-chosen"' not in response.content.decode()


def test_entry_is_used_too_when_an_indicator_of_its_name_was_typed(client, evaluation):
    make_leaf(evaluation, name="安全生产检查家次")

    assert f'name="{INSPECTIONS}-chosen"' not in client.get(page_of(evaluation)).content.decode()


def test_entry_is_free_again_when_its_indicator_is_gone(client, evaluation):
    choose(client, evaluation, VISITS)
    leaves_of(evaluation)[0].delete()

    choose(client, evaluation, VISITS)

    assert len(leaves_of(evaluation)) == 1


def test_choice_sent_twice_is_stored_once(client, evaluation):
    url = page_of(evaluation)
    values = form_values(client.get(url)) | ticked(VISITS, INSPECTIONS)

    first, second = client.post(url, values), client.post(url, values, follow=True)

    assert first.status_code == 302
    assert len(leaves_of(evaluation)) == 2
    assert "“困难群众走访慰问户次”、“安全生产检查家次”已在指标表中，没有重复添加。" in text_of(second)


def test_what_somebody_else_has_added_meanwhile_is_not_overwritten(client, evaluation):
    url = page_of(evaluation)
    mine = form_values(client.get(url)) | ticked(VISITS, INSPECTIONS) | {f"{VISITS}-points": "9"}
    choose(client, evaluation, VISITS, **{f"{VISITS}-points": "3"})

    client.post(url, mine)

    assert {leaf.name: leaf.points for leaf in leaves_of(evaluation)} == {
        "困难群众走访慰问户次": 3,
        "安全生产检查家次": 7,
    }


def test_two_who_add_the_same_at_the_same_moment_are_told(client, evaluation):
    user, branch = make_member(), branch_of(evaluation)
    screens = [_screen(branch, points) for points in ("3", "5")]
    save_and_rescore(evaluation, screens[0].writes(), actor=user)

    with pytest.raises(StaleRows) as stale:
        save_and_rescore(evaluation, screens[1].writes(), actor=user)
    screens[1].show_conflicts(stale.value.conflicts)

    assert "刚刚已被添加" in screens[1].notices[0]
    assert leaves_of(evaluation)[0].points == 3


def _screen(branch, points):
    screen = LibraryScreen(branch, QueryDict(f"{VISITS}-chosen=on&{VISITS}-points={points}"), kind="street")
    assert screen.is_valid()
    return screen


def test_locked_evaluation_keeps_its_tree_and_what_was_ticked(client, evaluation):
    url = page_of(evaluation)
    values = form_values(client.get(url)) | ticked(VISITS) | {f"{VISITS}-points": "3"}
    sent = {"status": "submitted", "submitted_at": "2023-05-01T00:00Z", "submitted_by": make_user()}
    Evaluation.objects.filter(pk=evaluation.pk).update(**sent)

    response = client.post(url, values)

    assert response.status_code == 409
    assert "不能修改" in text_of(response)
    assert "checked" in response.content.decode()
    assert not leaves_of(evaluation)


def test_approved_goals_take_no_further_indicators(client, evaluation):
    evaluation.scorecard.approval = GoalApproval.objects.create(
        evaluation=evaluation,
        document="东财绩〔2022〕3号",
        approved_on=date(2022, 2, 18),
        recorded_by=make_user(),
        recorded_at=clock.now(),
    )
    evaluation.scorecard.save()

    page = client.get(page_of(evaluation))
    response = client.post(page_of(evaluation), ticked(VISITS))

    assert "绩效目标已由“东财绩〔2022〕3号”（2022-02-18）批复" in text_of(page)
    assert "添加所选指标" not in text_of(page)
    assert response.status_code == 409
    assert not leaves_of(evaluation)


def test_reader_sees_the_proposals_and_cannot_choose(client, evaluation):
    client.force_login(make_member(Role.REVIEWER))

    page = client.get(page_of(evaluation))

    assert "只能查看" in text_of(page)
    assert "困难群众走访慰问户次" in text_of(page)
    assert "添加所选指标" not in text_of(page)
    assert client.post(page_of(evaluation), ticked(VISITS)).status_code == 403


def test_other_unit_sees_nothing(client, evaluation):
    client.force_login(make_member(department=make_department("202")))

    assert client.get(page_of(evaluation)).status_code == 404
    assert client.post(page_of(evaluation), ticked(VISITS)).status_code == 404


def test_branch_of_another_evaluation_does_not_exist_here(client, evaluation):
    elsewhere = branch_of(make_evaluation(make_department("202")))

    url = reverse("indicators:indicator_library", args=[evaluation.pk, elsewhere.pk])

    assert client.get(url).status_code == 404
    assert client.post(url, ticked(VISITS)).status_code == 404


@pytest.mark.parametrize("name", ["产出指标", "预算执行"])
def test_only_the_lowest_branches_take_indicators(client, evaluation, name):
    assert client.get(page_of(evaluation, name)).status_code == 404


def test_single_form_can_be_filled_from_the_library(client, evaluation):
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch_of(evaluation).pk]) + f"?library={VISITS}"
    assert url in client.get(page_of(evaluation)).content.decode()

    values = form_values(client.get(url))
    assert (values["indicator-name"], values["indicator-unit"]) == ("困难群众走访慰问户次", "户次")
    assert values["indicator-target"] == ""
    client.post(url, values | {"indicator-points": "2.5", "indicator-target": "280"})

    leaf = leaves_of(evaluation)[0]
    assert (leaf.name, leaf.target, leaf.rule, leaf.points) == ("困难群众走访慰问户次", 280, "positive", Decimal("2.5"))
    assert leaf.source == "走访慰问登记表和慰问金（物资）签收单"


def test_single_form_keeps_settings_that_it_does_not_show(client, evaluation):
    branch = branch_of(evaluation, "可持续影响指标")
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch.pk]) + "?library=street-upkeep"

    client.post(url, form_values(client.get(url)) | {"indicator-points": "10"})

    assert len(leaves_of(evaluation, "可持续影响指标")[0].parameters["items"]) == 4


def test_single_form_knows_no_unknown_key(client, evaluation):
    url = reverse("indicators:indicator_add", args=[evaluation.pk, branch_of(evaluation).pk])

    assert client.get(url, {"library": "street-nothing"}).status_code == 404
    assert client.post(f"{url}?library=street-nothing", {}).status_code == 404


def test_undivided_list_is_offered_in_groups(client):
    department = make_department("301")
    client.force_login(make_member(department=department))
    evaluation = make_evaluation(department, make_cycle(2021, "chongqing"))

    page = text_of(client.get(page_of(evaluation, "绩效指标")))

    assert "数量 最低生活保障对象保障人数" in page
    assert "资产管理 资产管理制度健全性" in page
    assert "社会成本" not in page


@pytest.fixture
def project(client):
    """Return a project with a tree of its own; its unit's round has a scheme for projects."""
    client.force_login(make_member())
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="national-project-cost"))
    Project.objects.create(evaluation=evaluation, name="社区微改造")
    plant_projects(evaluation)
    return evaluation.project_evaluations.get()


def page_of_project(project, name):
    return reverse("indicators:indicator_library", args=[project.evaluation_id, project.indicators.get(name=name).pk])


def test_project_is_offered_what_its_own_scheme_asks_for(client, project):
    page = client.get(page_of_project(project, "社会成本指标"))

    assert "施工扰民投诉件数" in text_of(page)
    address = reverse("indicators:project_indicators", args=[project.evaluation_id, project.pk])
    assert f'<a href="{address}">社区微改造</a>' in page.content.decode()


def test_same_entry_may_be_chosen_for_the_whole_and_for_a_project(client, project):
    url = page_of_project(project, "数量指标")
    response = client.post(url, form_values(client.get(url)) | ticked(VISITS))

    whole = project.evaluation.indicators.whole().get(name="数量指标")
    url = reverse("indicators:indicator_library", args=[project.evaluation_id, whole.pk])
    client.post(url, form_values(client.get(url)) | ticked(VISITS))

    assert response.url == reverse("indicators:project_indicators", args=[project.evaluation_id, project.pk])
    leaves = project.evaluation.indicators.filter(name="困难群众走访慰问户次").order_by("pk")
    assert [leaf.project_evaluation for leaf in leaves] == [project, None]


def test_asking_costs_the_same_for_many_indicators(client, evaluation):
    make_leaf(evaluation)
    few = queries_of(client, page_of(evaluation))
    for index in range(30):
        make_leaf(evaluation, name=f"指标{index}", points=1)

    assert queries_of(client, page_of(evaluation)) == few <= QUERIES_TO_SHOW
