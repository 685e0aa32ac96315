import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.portal import write_all_pages, write_pages_of
from tests.factories import make_cycle, make_department, make_evaluation
from tests.reports.stage import BUSINESS_DAY, make_edition

pytestmark = [pytest.mark.files, pytest.mark.django_db]


def publish_rows(count, year=2022):
    """Return the editions of `count` units in one year."""
    cycle = make_cycle(year)
    return [make_edition(make_evaluation(make_department(f"{number:03}"), cycle)) for number in range(1, count + 1)]


def read(settings, address):
    return (settings.PUBLIC_ROOT / address).read_text(encoding="utf-8")


def queries_of(work, *arguments):
    with CaptureQueriesContext(connection) as queries:
        work(*arguments)
    return len(queries)


def test_first_page_lists_the_years_the_latest_first(settings):
    publish_rows(1, 2021)
    publish_rows(1, 2022)

    write_all_pages()

    page = read(settings, "index.html")
    assert page.index("2022/index.html") < page.index("2021/index.html")


def test_first_page_says_when_there_is_nothing(settings):
    write_all_pages()

    assert "目前还没有公开的报告" in read(settings, "index.html")


def test_list_of_a_year_links_to_each_report(settings):
    publish_rows(3)

    write_all_pages()

    page = read(settings, "2022/index.html")
    assert all(f'href="../2022/{code}/index.html"' in page for code in ("001", "002", "003"))
    assert "自评得分" not in page
    assert "现行" in page


def test_list_of_a_unit_goes_over_the_years(settings):
    publish_rows(1, 2021)
    publish_rows(1, 2022)

    write_all_pages()

    page = read(settings, "departments/001/index.html")
    assert "../../2022/001/index.html" in page
    assert "../../2021/001/index.html" in page


def test_landing_page_points_to_the_current_edition(settings):
    [first] = publish_rows(1)
    type(first).objects.update(status="superseded")
    make_edition(first.evaluation, 2, change_note="补充说明")

    write_pages_of(first.evaluation)

    page = read(settings, "2022/001/index.html")
    status = json.loads(read(settings, "2022/001/status.json"))
    assert '现行版次：<a href="2/index.html">' in page
    assert '<a class="main" href="2/index.html">阅读报告</a>' in page
    assert '<a href="2/report.pdf" download>下载 PDF</a>' in page
    assert "已被更正" in page
    assert "补充说明" in page
    assert status["current"] == 2
    assert [entry["status"] for entry in status["editions"]] == ["current", "superseded"]


def test_landing_page_tells_of_a_withdrawal(settings):
    [edition] = publish_rows(1)
    type(edition).objects.update(status="withdrawn", withdrawn_at=BUSINESS_DAY, withdrawal_reason="数据有误")

    write_pages_of(edition.evaluation)

    page = read(settings, "2022/001/index.html")
    assert "已于 2023-05-30 10:36 撤回。理由：数据有误" in page
    assert 'href="1/index.html"' not in page
    assert "阅读报告" not in page
    for address in ("2022/index.html", "departments/001/index.html"):
        assert edition.title in read(settings, address)
        assert "已撤回" in read(settings, address)


def test_pages_carry_the_site_and_column_tags(settings):
    write_all_pages()

    page = read(settings, "index.html")
    assert '<meta name="SiteName" content="预算绩效信息公开">' in page
    assert '<meta name="ColumnType" content="信息公开">' in page


@pytest.mark.parametrize("count", [3, 30])
def test_one_publication_touches_a_constant_number_of_files(settings, count):
    last = publish_rows(count)[-1]
    write_all_pages()
    type(last).objects.filter(pk=last.pk).update(title="改过的标题")

    touched = ["first page", "landing page", "unit", "year", "type", "search", "feed"]
    assert write_pages_of(last.evaluation) == len(touched)


def test_writing_again_changes_nothing(settings):
    publish_rows(2)

    assert write_all_pages() > 0
    assert write_all_pages() == 0


@pytest.mark.parametrize("count", [3, 30])
def test_publication_asks_the_same_whatever_the_number_of_reports(settings, count):
    rows = publish_rows(count)

    assert queries_of(write_pages_of, rows[0].evaluation) == 10


@pytest.mark.parametrize("count", [3, 30])
def test_all_pages_take_a_few_questions_and_one_for_each_year(settings, count):
    publish_rows(count)

    assert queries_of(write_all_pages) == 6


def test_pages_of_one_publication_equal_those_of_all(settings):
    rows = publish_rows(3)
    for row in rows:
        write_pages_of(row.evaluation)

    assert write_all_pages() == 0
