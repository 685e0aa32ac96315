"""Every figure of a data.json as a row of its own."""

from decimal import Decimal, InvalidOperation

import pytest

from reports.data_schema.figures import Figure, figures_of
from reports.public_view import public_view
from tests.reports.snapshots import make_full_snapshot

NO_FIGURES = {"format", "year", "version", "code"}


@pytest.fixture(scope="module")
def data():
    return public_view(make_full_snapshot())


@pytest.fixture(scope="module")
def figures(data):
    return list(figures_of(data))


def numbers_in(value, key=""):
    """Yield everything in a data.json that reads as a number."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from numbers_in(child, name)
    elif isinstance(value, list):
        for child in value:
            yield from numbers_in(child, key)
    elif key not in NO_FIGURES and is_number(value):
        yield str(value)


def is_number(value):
    try:
        return not isinstance(value, bool) and value is not None and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def test_every_number_of_the_data_is_a_figure(data, figures):
    assert sorted(figure.value for figure in figures) == sorted(numbers_in(data))


@pytest.mark.parametrize(
    "figure",
    [
        Figure("总分", "", "自评得分", "分", "96.00"),
        Figure("预算收支", "支出合计", "全年执行数", "元", "18681700"),
        Figure("人员", "", "编制数合计", "人", "37"),
        Figure("比率", "预算完成率", "比率", "%", "100.00"),
        Figure("绩效指标", "产出指标/数量指标/走访慰问困难家庭户数", "实际完成值", "户", "95"),
        Figure("项目自评", "社区微改造/预算执行", "得分", "分", "10.00"),
        Figure("复核结果", "", "复核得分", "分", "95.00"),
        Figure("上年结果", "产出指标/数量指标", "上年分值", "分", "10"),
    ],
    ids=lambda figure: f"{figure.part} {figure.column}",
)
def test_figure_says_of_what_it_is_and_in_which_unit(figures, figure):
    assert figure in figures


def test_what_is_not_known_has_no_row(data):
    silent = data | {"total": None, "staffing": data["staffing"] | {"quota": None}}

    columns = {(figure.part, figure.column) for figure in figures_of(silent)}

    assert ("总分", "自评得分") not in columns
    assert ("人员", "编制数合计") not in columns
