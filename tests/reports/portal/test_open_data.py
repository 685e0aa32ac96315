"""Open data: all figures of a year, as CSV and JSON."""

import csv
import json
from io import StringIO

import pytest

from reports.data_schema.figures import figures_of
from reports.models import Edition
from reports.portal import write_all_pages, write_pages_of
from reports.portal.open_data import COLUMNS, report_csv
from tests.reports.portal.site import Report, put
from tests.reports.portal.test_lists import withdraw

pytestmark = [pytest.mark.files, pytest.mark.django_db]

ONE, OTHER = Report(2022, "101", "青石街道办事处"), Report(2022, "102", "青石区第一小学", "91.00")


@pytest.fixture
def editions(settings):
    return [put(ONE), put(OTHER)]


def table(settings, year=2022):
    content = (settings.PUBLIC_ROOT / "data" / str(year) / "figures.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def rows_of_json(settings, year=2022):
    content = json.loads((settings.PUBLIC_ROOT / "data" / str(year) / "figures.json").read_bytes())
    return [dict(zip(content["columns"], row, strict=True)) for row in content["rows"]]


def test_year_holds_every_figure_of_every_report(editions, settings):
    write_all_pages()

    rows = table(settings)
    assert len(rows) == 2 * len(list(figures_of(ONE.data())))
    totals = [(row["单位"], row["数值"]) for row in rows if (row["部分"], row["栏目"]) == ("总分", "自评得分")]
    assert totals == [(ONE.name, "96.00"), (OTHER.name, "91.00")]


def test_json_says_the_same_as_csv(editions, settings):
    write_all_pages()

    titles = {column.name: column.title for column in COLUMNS}
    said = [{titles[name]: str(value) for name, value in row.items()} for row in rows_of_json(settings)]
    assert said == table(settings)


def test_every_column_is_described_for_people_and_programs(editions, settings):
    write_all_pages()

    described = json.loads((settings.PUBLIC_ROOT / "data" / "columns.json").read_bytes())["tableSchema"]["columns"]
    page = (settings.PUBLIC_ROOT / "data" / "index.html").read_text(encoding="utf-8")
    assert [column["titles"] for column in described] == list(table(settings)[0])
    assert all(column["dc:description"] in page for column in described)
    assert (settings.PUBLIC_ROOT / "data" / "data-1.json").is_file()


def test_first_report_of_a_year_is_there_at_once_and_the_next_with_the_sweep(settings):
    write_pages_of(put(ONE).evaluation)
    assert {row["单位"] for row in table(settings)} == {ONE.name}

    write_pages_of(put(OTHER).evaluation)
    assert {row["单位"] for row in table(settings)} == {ONE.name}

    assert write_all_pages() == len(["figures.csv", "figures.json", "index.json"])
    assert {row["单位"] for row in table(settings)} == {ONE.name, OTHER.name}


def test_figures_of_a_withdrawn_report_are_gone_at_once(editions, settings):
    write_all_pages()

    withdraw(editions[0])

    assert {row["单位"] for row in table(settings)} == {OTHER.name}
    assert not (settings.PUBLIC_ROOT / "2022" / "101" / "figures.csv").exists()
    assert len(rows_of_json(settings)) == len(table(settings))


def test_year_without_any_report_in_force_keeps_its_head(settings):
    edition = put(ONE)
    write_all_pages()

    withdraw(edition)

    assert table(settings) == []
    assert rows_of_json(settings) == []


def test_corrected_figures_replace_the_old_ones(editions, settings):
    write_all_pages()
    Edition.objects.filter(pk=editions[0].pk).update(status="superseded")
    put(Report(2022, "101", ONE.name, "90.00"), number=2, evaluation=editions[0].evaluation)

    write_all_pages()

    assert [row["数值"] for row in table(settings) if row["栏目"] == "自评得分" and row["部分"] == "总分"] == [
        "90.00",
        "91.00",
    ]
    assert {row["版次"] for row in table(settings) if row["单位"] == ONE.name} == {"2"}


def test_no_cell_is_taken_for_a_formula():
    data = ONE.data()
    data["department"]["name"] = "=HYPERLINK(1)"
    data["budget"]["lines"][0] |= {"name": "@外部", "executed": "-5"}

    lines = report_csv(data, 1).decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in lines
    assert "'@外部,全年执行数,元,-5\r\n" in lines
