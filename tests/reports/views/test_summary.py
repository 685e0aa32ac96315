"""The summary on screen and as PDF: for whom, of whom, and how much it asks the database."""

from decimal import Decimal

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from departments import clock
from departments.models import Department, Evaluation, Role
from indicators.models import Indicator, Scorecard
from indicators.services import rescore
from reports.gather.summary import gather_units
from tests.factories import handed_in, make_cycle, make_department, make_evaluation, make_member, make_user
from tests.queries import queries_of
from tests.reports.stage import BUSINESS_DAY


def make_tree(count=2):
    """Return a supervising bureau with `count` units below it."""
    district = make_department("1", "某区", kind=Department.Kind.DISTRICT)
    bureau = make_department("12", "教育局", parent=district, kind=Department.Kind.BUREAU)
    units = [make_department(f"12{number:02}", f"第{number}小学", parent=bureau) for number in range(count)]
    return bureau, units


def fill(unit, initial=1000000, executed=900000, score=None):
    """Start the evaluation of a unit with its money, an adjustment, a project and a score."""
    evaluation = make_evaluation(unit)
    evaluation.budget_lines.filter(category="basic").update(initial=initial, executed=executed)
    evaluation.budget_lines.filter(category="project").update(initial=500000, executed=500000)
    values = {"kind": "increase", "nature": "basic", "fund": "general", "document": "文1号"}
    evaluation.adjustments.create(amount=200000, **values)
    evaluation.projects.create(name="校舍维修", initial=500000, adjusted=500000, executed=500000)
    branch = evaluation.indicators.get(name="数量指标")
    Indicator.objects.create(
        evaluation=evaluation, parent=branch, is_leaf=True, name="学生数", points=40, rule="yes_no", actual=1
    )
    rescore(evaluation)
    Scorecard.objects.filter(evaluation=evaluation).update(total=score, grade="优" if score else "")
    return evaluation


def submit(evaluation):
    Evaluation.objects.filter(pk=evaluation.pk).update(**handed_in(evaluation.department, make_user()))


def address(department, year=2022, name="summary"):
    return reverse(f"reports:{name}", args=[year, department.pk])


def get(client, department, role=Role.REVIEWER, at=None, year=2022):
    client.force_login(make_member(role, at or department))
    return client.get(address(department, year))


@pytest.fixture
def bureau(db):
    """A bureau with one unit that has submitted and one that has not begun."""
    bureau, units = make_tree()
    submit(fill(bureau, score=Decimal("96.00")))
    fill(units[0], executed=300000, score=Decimal("80.00"))
    return bureau


def test_own_and_subordinate_units_stand_side_by_side(client, bureau):
    page = get(client, bureau).content.decode()

    assert [page.index(name) for name in ("第0小学</a>", "第1小学</span>")]
    assert "审核中" in page
    assert "未开展" in page
    for figure in ("170.00", "340.00", "140.00", "80.00", "96.00", "88.00", "82.35%", "64.71%", "1/3"):
        assert f">{figure}</td>" in page


def test_gathered_facts_are_those_of_the_evaluation(bureau):
    own, first, second = gather_units(bureau, make_cycle())

    assert (own.total.initial, own.total.adjusted, own.total.executed) == (1500000, 1700000, 1400000)
    assert (own.projects.adjusted, own.project_line.adjusted, own.project_count) == (500000, 500000, 1)
    assert (own.is_filed, first.is_filed, second.evaluation) == (True, False, None)
    assert (own.depth, first.depth) == (0, 1)
    levels = {level.name: (level.points, level.score) for level in own.levels}
    assert levels["产出指标"] == (40, 40)
    assert levels["预算执行"] == (10, Decimal("8.24"))


def test_a_district_itself_has_not_to_file_and_an_inactive_unit_neither(bureau):
    Department.objects.filter(name="第1小学").update(is_active=False)

    assert [unit.name for unit in gather_units(bureau.parent, make_cycle())] == ["教育局", "第0小学"]


def test_what_is_missing_is_named(client, bureau):
    Evaluation.objects.first().budget_lines.update(executed=None)

    page = get(client, bureau).content.decode()

    assert "第1小学：未开展。" in page
    assert "第0小学：填报中。" in page
    assert "自评得分平均分不含：第1小学（没有得分）。" in page


@pytest.mark.parametrize("role", list(Role))
def test_every_role_at_the_supervising_department_sees_it(client, bureau, role):
    assert get(client, bureau, role).status_code == 200


def test_a_role_further_up_covers_it(client, bureau):
    assert get(client, bureau, at=bureau.parent).status_code == 200


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(lambda bureau: bureau.children.first(), id="a unit below"),
        pytest.param(lambda bureau: make_department("13", "卫健局", parent=bureau.parent), id="a bureau beside"),
    ],
)
def test_others_find_nothing(client, bureau, at):
    assert get(client, bureau, at=at(bureau)).status_code == 404
    assert client.get(address(bureau, name="summary_pdf")).status_code == 404


def test_a_unit_without_units_below_has_no_summary(client, bureau):
    assert get(client, bureau.children.first()).status_code == 404


def test_a_year_without_a_round_is_not_found(client, bureau):
    assert get(client, bureau, year=1999).status_code == 404


def test_the_years_lead_to_each_other(client, bureau):
    make_cycle(2021)

    page = get(client, bureau).content.decode()

    assert f'href="{address(bureau, 2021)}"' in page
    assert f'href="{address(bureau, 2022)}" aria-current="page"' in page
    assert "未开展" in client.get(address(bureau, 2021)).content.decode()


def test_a_supervising_department_below_has_a_link_to_its_own(client, bureau):
    page = get(client, bureau.parent).content.decode()

    assert f'href="{address(bureau)}"' in page


def test_home_leads_to_the_summary(client, bureau):
    client.force_login(make_member(Role.AUDITOR, bureau))

    assert address(bureau) in client.get("/").content.decode()


def test_home_of_a_unit_without_units_below_shows_none(client, bureau):
    client.force_login(make_member(Role.REVIEWER, bureau.children.first()))

    assert "/summary/" not in client.get("/").content.decode()


@pytest.mark.parametrize("count", [5, 50])
def test_it_asks_the_same_for_few_and_many_units(client, db, count):
    bureau, units = make_tree(count)
    for unit in units:
        fill(unit)
    client.force_login(make_member(Role.REVIEWER, bureau))

    assert queries_of(client, address(bureau)) == 17


@pytest.mark.pdf
def test_the_pdf_is_a_landscape_table_with_title_day_and_status(client, bureau):
    client.force_login(make_member(Role.REVIEWER, bureau))

    with clock.at(BUSINESS_DAY):
        response = client.get(address(bureau, name="summary_pdf"))
    content = b"".join(response)

    assert response["Content-Type"] == "application/pdf"
    with PdfDocument(content) as pdf:
        width, height = pdf[0].get_size()
        text = "".join(pdf[0].get_textpage().get_text_bounded().split())
    assert width > height
    assert "2022年度教育局部门整体支出绩效自评汇总表" in text
    assert "截至2023年5月30日" in text
    for words in ("审核中", "填报中", "未开展", "340.00", "88.00"):
        assert words in text


@pytest.mark.pdf
def test_a_print_that_fails_says_so(client, bureau, settings):
    settings.RENDER_TIMEOUT = 0.001
    client.force_login(make_member(Role.REVIEWER, bureau))

    response = client.get(address(bureau, name="summary_pdf"), follow=True)

    assert response.redirect_chain == [(address(bureau), 302)]
    assert "汇总表 PDF 未能生成" in response.content.decode()
