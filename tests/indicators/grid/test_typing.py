"""表格填报: what each rule takes in its cells, what is refused, and who may type."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import Project, Role
from departments.services import advance
from departments.workflow import Action
from indicators.models import Indicator
from indicators.services import plant_projects
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.grid.leaves import GridTab, grid_address, make_leaf
from tests.indicators.test_goal_approval import approve, leaf_of, make_goals
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation(cycle=make_cycle(project_scheme="national-project"))


@pytest.fixture
def preparer(client, evaluation):
    person = make_member()
    client.force_login(person)
    return person


def overview_address(evaluation):
    return reverse("indicators:enter_indicators", args=[evaluation.pk])


def open_grid(client, evaluation):
    return GridTab(client, grid_address(evaluation))


def test_whole_form_is_saved_without_a_script(client, evaluation, preparer):
    first, second = make_leaf(evaluation), make_leaf(evaluation, "投诉件数", rule="reverse_ratio", target=5, unit="件")
    tab = open_grid(client, evaluation)

    tab.values |= tab.named(second, {"actual": "４件", "reason": "宣传到位"})
    response = tab.save(first, actual="96.5%", target="≥97", points="8")

    assert response.status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.actual, first.target, first.sign, first.points) == (Decimal("96.5"), 97, "≥", 8)
    assert (second.actual, second.reason) == (4, "宣传到位")
    assert first.score is not None


def test_all_faults_are_told_at_once_and_what_was_typed_stays(client, evaluation, preparer):
    first, second = make_leaf(evaluation), make_leaf(evaluation, "投诉件数")
    tab = open_grid(client, evaluation)

    tab.values |= tab.named(second, {"points": "0"})
    response = tab.save(first, actual="约 80")

    page = text_of(response)
    assert "“办结率” 实际完成值 ：无法识别“约 80”" in page
    assert "“投诉件数” 分值 ：分值须大于0。" in page
    assert 'value="约 80"' in response.content.decode()
    assert f'href="#id_{tab.prefix(first)}-actual"' in response.content.decode()
    assert Indicator.objects.get(pk=first.pk).version == 1


@pytest.mark.parametrize(
    ("typed", "target", "sign", "unit"),
    [
        pytest.param("≤30", 30, "≤", "%", id="a sign of its own"),
        pytest.param("98", 98, "≥", "%", id="no sign keeps the stored one"),
        pytest.param("不低于９８％", 98, "≥", "%", id="words and full-width digits"),
    ],
)
def test_target_is_read_with_its_sign(client, evaluation, preparer, typed, target, sign, unit):
    leaf = make_leaf(evaluation, sign="≥")

    open_grid(client, evaluation).save(leaf, target=typed)

    leaf.refresh_from_db()
    assert (leaf.target, leaf.sign, leaf.unit) == (target, sign, unit)


def test_unit_is_taken_from_the_target_where_none_is_given(client, evaluation, preparer):
    leaf = make_leaf(evaluation, unit="")

    open_grid(client, evaluation).save(leaf, target="50个", actual="51个")

    leaf.refresh_from_db()
    assert (leaf.target, leaf.unit, leaf.actual) == (50, "个", 51)


def test_target_in_another_unit_is_refused(client, evaluation, preparer):
    leaf = make_leaf(evaluation, unit="人")

    assert "单位是“人次”，这里应为“人”" in text_of(open_grid(client, evaluation).save(leaf, target="30人次"))


def test_name_copied_over_two_lines_is_one(client, evaluation, preparer):
    leaf = make_leaf(evaluation)

    open_grid(client, evaluation).save(leaf, name="社会保障\r\n 覆盖率")

    leaf.refresh_from_db()
    assert leaf.name == "社会保障覆盖率"


def test_judged_indicator_is_typed_as_words_and_points(client, evaluation, preparer):
    leaf = make_leaf(evaluation, rule="qualitative", target=None, unit="", parameters={"grade": "partial"})
    tab = open_grid(client, evaluation)

    tab.save(leaf, target_text="明显改善", actual_text="有所改善", rule_awarded="7")

    leaf.refresh_from_db()
    assert (leaf.target_text, leaf.actual_text, leaf.actual) == ("明显改善", "有所改善", 7)
    assert leaf.parameters == {"grade": "partial"}


def test_awarded_points_outside_the_grade_are_refused_at_their_cell(client, evaluation, preparer):
    leaf = make_leaf(evaluation, rule="qualitative", target=None, unit="", parameters={"grade": "partial"})

    assert "“办结率” 得分 ：" in text_of(open_grid(client, evaluation).save(leaf, rule_awarded="11"))


def test_yes_or_no_is_chosen(client, evaluation, preparer):
    leaf = make_leaf(evaluation, rule="yes_no", target=None, unit="")

    open_grid(client, evaluation).save(leaf, rule_done="no")

    leaf.refresh_from_db()
    assert (leaf.actual, leaf.score) == (0, 0)


def test_checklist_keeps_its_points_and_leads_to_its_page(client, evaluation, preparer):
    items = [{"name": "有制度", "done": True}]
    leaf = make_leaf(evaluation, rule="checklist", target=None, unit="", parameters={"items": items})
    tab = open_grid(client, evaluation)

    tab.save(leaf, reason="说明")

    leaf.refresh_from_db()
    assert (leaf.parameters, leaf.reason) == ({"items": items}, "说明")
    assert "逐项填写" in text_of(tab.page)
    assert f"{tab.prefix(leaf)}-actual" not in tab.values


def test_own_page_and_grid_hold_a_text_to_the_same_limit(client, evaluation, preparer):
    leaf = make_leaf(evaluation)

    assert "最多" in text_of(open_grid(client, evaluation).save(leaf, reason="长" * 1001))


def test_only_a_branch_is_shown_where_one_is_named(client, evaluation, preparer):
    inside, outside = make_leaf(evaluation), make_leaf(evaluation, "满意度", branch="满意度")

    page = client.get(grid_address(evaluation), {"branch": inside.parent_id})

    assert str(inside.token) in page.content.decode()
    assert str(outside.token) not in page.content.decode()


def test_first_places_where_points_are_missing_are_named_and_all_are_counted(client, evaluation, preparer):
    for url in (grid_address(evaluation), overview_address(evaluation)):
        page = text_of(client.get(url))
        assert "“数量指标”还差10分，“质量指标”还差15分，“时效指标”还差10分等9处" in page


@pytest.mark.parametrize("key", ["0", "x", "99999999999999", "other"])
def test_branch_of_another_tree_is_not_found(client, evaluation, preparer, key):
    elsewhere = make_evaluation(make_department("202"))
    key = elsewhere.indicators.first().pk if key == "other" else key

    assert client.get(grid_address(evaluation), {"branch": key}).status_code == 404


def test_project_has_a_grid_of_its_own(client, evaluation, preparer):
    Project.objects.create(evaluation=evaluation, name="社区微改造")
    plant_projects(evaluation)
    project = evaluation.project_evaluations.get()
    own, whole = make_leaf(evaluation, "改造户数", project=project), make_leaf(evaluation)
    tab = GridTab(client, reverse("indicators:project_grid", args=[evaluation.pk, project.pk]))

    tab.save(own, actual="95")

    own.refresh_from_db()
    assert own.actual == 95
    assert str(whole.token) not in tab.values.values()


def test_indicator_of_another_evaluation_cannot_be_smuggled_in(client, evaluation, preparer):
    make_leaf(evaluation)
    foreign = make_leaf(make_evaluation(make_department("202")), "别处")
    tab = open_grid(client, evaluation)
    tab.values["leaves-0-token"] = str(foreign.token)

    response = client.post(tab.url, tab.values | {"leaves-0-actual": "1"})

    foreign.refresh_from_db()
    assert foreign.actual is None
    assert "已被他人删除" in text_of(response)


@pytest.mark.parametrize("version", ["", "x", "999999", "-1", "1+1+1"])
def test_forged_version_overwrites_nothing(client, evaluation, preparer, version):
    leaf = make_leaf(evaluation)
    tab = open_grid(client, evaluation)
    tab.values[f"{tab.prefix(leaf)}-version"] = version

    response = tab.save(leaf, actual="1")

    leaf.refresh_from_db()
    assert leaf.actual is None
    assert response.status_code in (200, 409)
    assert 'id="problems"' in response.content.decode()


def test_approved_goals_are_text_and_results_are_typed(client):
    evaluation = make_goals(make_evaluation(make_department("303")))
    approve(evaluation)
    client.force_login(make_member(department=evaluation.department))
    leaf = leaf_of(evaluation)
    before = leaf.name, leaf.target, leaf.points
    tab = open_grid(client, evaluation)

    response = tab.save(leaf, actual="96", name="改名", target="1", points="1")

    leaf.refresh_from_db()
    assert response.status_code == 302
    assert (leaf.name, leaf.target, leaf.points, leaf.actual) == (*before, 96)
    assert f"{tab.prefix(leaf)}-target" not in tab.values
    assert leaf.name in text_of(tab.page)


def test_locked_evaluation_shows_what_was_typed_and_stores_nothing(client, evaluation, preparer):
    leaf = make_leaf(evaluation)
    tab = open_grid(client, evaluation)
    advance(evaluation, Action.SUBMIT, actor=preparer)

    response = tab.save(leaf, actual="96")

    leaf.refresh_from_db()
    assert response.status_code == 409
    assert leaf.actual is None
    assert 'value="96"' in response.content.decode()


def test_reader_sees_the_figures_and_no_button(client, evaluation):
    make_leaf(evaluation, actual=96)
    client.force_login(make_member(Role.REVIEWER))

    page = client.get(grid_address(evaluation)).content.decode()

    assert 'value="96"' in page
    assert "readonly" in page
    assert ">保存<" not in page


def test_overview_leads_to_the_grid_of_the_tree_and_of_each_branch(client, evaluation, preparer):
    page = client.get(overview_address(evaluation)).content.decode()

    assert f'href="{grid_address(evaluation)}"' in page
    assert f'href="{grid_address(evaluation)}?branch={evaluation.indicators.get(name="数量指标").pk}"' in page
