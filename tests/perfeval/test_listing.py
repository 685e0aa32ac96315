"""A list as a file: every value stands in it as what it is, and nothing becomes a formula."""

import csv
import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from operator import itemgetter
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from perfeval.lib.listing import LONGEST_TEXT, Column, Listing, Look, csv_file, harmless, workbook

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


def listing(*looks):
    columns = (Column(f"第{place}列", itemgetter(place), look=look) for place, look in enumerate(looks))
    return Listing("甲/乙", "thing", tuple(columns))


def moment_of(*parts):
    return datetime(*parts)  # noqa: DTZ001 (a sheet knows no time zone)


def one_column(values, **options):
    """Return the cells that openpyxl reads below the head of a list with one column."""
    content = b"".join(workbook(listing(Look.PLAIN), [(value,) for value in values], **options))
    book = load_workbook(BytesIO(content))
    return [row[0] for sheet in book for row in sheet.iter_rows(min_row=2)]


def raw(value, look=Look.PLAIN):
    """Return the first sheet as it is stored."""
    content = b"".join(workbook(listing(look), [(value,)]))
    return ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def csv_rows(*rows):
    text = b"".join(csv_file(listing(*[Look.PLAIN] * len(rows[0])), rows)).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))[1:]


@pytest.mark.parametrize("start", STARTS)
def test_no_text_becomes_a_formula(start):
    [cell] = one_column([f"{start}HYPERLINK(1)"])

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert "<f>" not in raw(f"{start}1+1")
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_text_in_csv_that_starts_like_a_formula_is_marked():
    assert csv_rows(("=1+1", "预算=执行", "@a")) == [["'=1+1", "预算=执行", "'@a"]]


@pytest.mark.parametrize("code", ["2.10", "007", "1E5", "2023-05-01", "100000000000000000001", "TRUE"])
def test_codes_stay_texts(code):
    [cell] = one_column([code])

    assert (cell.value, cell.data_type, cell.number_format) == (code, "s", "@")


@pytest.mark.parametrize("amount", ["9000000000000.03", "-0.10", "0", "12345678901234.50"])
def test_amounts_stand_exactly_as_they_are(amount):
    assert f"<v>{amount}</v>" in raw(Decimal(amount), Look.MONEY)
    assert csv_rows((Decimal(amount),)) == [[amount]]


def test_days_and_moments_are_days_and_moments():
    day, moment = one_column([date(2023, 5, 18), moment_of(2023, 5, 18, 23, 59, 59)])

    assert (day.value, day.number_format) == (moment_of(2023, 5, 18), r"yyyy\-mm\-dd")
    assert moment.value == moment_of(2023, 5, 18, 23, 59, 59)
    assert csv_rows((date(2023, 5, 18), moment_of(2023, 5, 18, 9, 30))) == [["2023-05-18", "2023-05-18 09:30:00"]]


def test_day_before_the_calendar_of_sheets_is_a_text():
    assert [cell.value for cell in one_column([date(1899, 1, 1), moment_of(1900, 2, 28, 1, 2, 3)])] == [
        "1899-01-01",
        "1900-02-28 01:02:03",
    ]


def test_nothing_and_yes_and_no():
    assert [cell.value for cell in one_column([None, True, False, "", 0])] == [None, "是", "否", None, 0]


def test_value_that_no_cell_can_hold_exactly_is_refused():
    with pytest.raises(TypeError, match="float"):
        one_column([0.1])


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param('<甲> & "乙"', '<甲> & "乙"', id="markup"),
        pytest.param("  甲\n乙 ", "  甲\n乙 ", id="blanks and lines"),
        pytest.param("甲\x00\x0b乙\ufffe\ud800", "甲\n乙", id="what XML cannot hold"),
        pytest.param("𠮷野家😀", "𠮷野家😀", id="rare characters"),
        pytest.param("_x0041_", "_x0041_", id="what Excel would read as an escape"),
    ],
)
def test_any_text_can_be_read_again(text, stored):
    [cell] = one_column([text])

    assert cell.value.replace("_x005F_", "_") == stored


def test_text_too_long_for_a_cell_says_so():
    [cell] = one_column(["长" * 40_000])

    assert len(cell.value) == LONGEST_TEXT
    assert cell.value.endswith("……（以下从略）")


def test_more_rows_than_a_sheet_takes_go_on_in_the_next():
    book = load_workbook(BytesIO(b"".join(workbook(listing(Look.PLAIN), [(n,) for n in range(5)], most_rows=3))))

    assert book.sheetnames == ["甲、乙", "甲、乙（2）", "甲、乙（3）"]
    assert [[cell.value for cell in sheet["A"]] for sheet in book] == [["第0列", 0, 1], ["第0列", 2, 3], ["第0列", 4]]
    assert [sheet.print_title_rows for sheet in book] == ["$1:$1"] * 3


def test_list_without_rows_has_its_heads():
    assert one_column([]) == []
    assert csv_rows((1,))[1:] == []


@pytest.mark.parametrize("write", [workbook, csv_file])
def test_memory_does_not_grow_with_the_rows(write):
    def peak(count):
        tracemalloc.start()
        for _ in write(listing(Look.PLAIN, Look.MONEY), (("某街道办事处", Decimal("1.25")) for _ in range(count))):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few = peak(500)

    assert peak(10_000) < few * 1.5 + 100_000
