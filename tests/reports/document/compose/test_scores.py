from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.schemes import Numbering, Report, preset_text
from indicators.schemes.outlines import outline, outline_names
from indicators.schemes.reading import parse
from indicators.schemes.writing import dump_values
from reports.document.blocks import Chart, Heading, Table
from reports.document.compose import compose
from reports.schemes import scheme_of
from reports.snapshot import GroupFacts, LastYearFacts, groups_of
from tests.reports.snapshots import make_snapshot

GROUPS = ["预算执行", "数量指标", "质量指标", "时效指标", "成本指标"]


def following(**values):
    """Return a snapshot whose scheme says something else."""
    snapshot = make_snapshot()
    content = dump_values(parse(snapshot.scheme.content) | values)
    return replace(snapshot, scheme=replace(snapshot.scheme, content=content))


def one(document, kind, caption):
    [found] = [block for block in document.blocks if isinstance(block, kind) and block.caption == caption]
    return found


def texts_of(row):
    return [cell.text for cell in row.cells]


def last_year_of(snapshot):
    groups = groups_of(snapshot.indicators)
    changed = [replace(group, score=group.points / 2) for group in groups if group.name != "质量指标"]
    return LastYearFacts(2021, Decimal("48.00"), "差", tuple(changed))


def test_points_of_level_two_stand_in_picture_and_table():
    document = compose(make_snapshot())

    chart, table = one(document, Chart, "各项指标得分情况"), one(document, Table, "得分情况表")
    assert [bar.label for bar in chart.bars][: len(GROUPS)] == GROUPS
    assert chart.series == ("2022年度",)
    assert len(table.rows) == len(chart.bars) + 1
    assert texts_of(table.rows[-1]) == ["合计", "100", "96.00", "96.00%"]


def test_picture_and_table_say_the_same_and_the_picture_says_where():
    document = compose(make_snapshot())

    chart, table = one(document, Chart, "各项指标得分情况"), one(document, Table, "得分情况表")
    drawn = [f"{bar.measures[0].value:.2f}" for bar in chart.bars]
    assert drawn == [texts_of(row)[-2] for row in table.rows[:-1]]
    assert sum(bar.measures[0].value for bar in chart.bars) == Decimal(96)
    assert chart.text.startswith("条形图，数据见“得分情况表”：预算执行10.00分，分值10分；")


def test_last_year_stands_beside_where_it_was_published():
    snapshot = make_snapshot()
    document = compose(replace(snapshot, last_year=last_year_of(snapshot)))

    chart, table = one(document, Chart, "各项指标得分与上年比较"), one(document, Table, "得分情况表")
    rates = {bar.label: texts_of(row)[-1] for bar, row in zip(chart.bars, table.rows[:-1], strict=True)}
    assert chart.series == ("2022年度", "2021年度")
    assert (rates["数量指标"], rates["质量指标"]) == ("50.00%", "—")
    assert next(bar for bar in chart.bars if bar.label == "质量指标").measures[1].value is None
    assert texts_of(table.rows[-1])[-1] == "48.00%"


def test_group_without_a_score_is_not_drawn_as_zero():
    snapshot = make_snapshot()
    roots = [replace(root, score=None) if root.name == "预算执行" else root for root in snapshot.indicators]

    chart = one(compose(replace(snapshot, indicators=tuple(roots))), Chart, "各项指标得分情况")

    assert chart.bars[0].measures[0].value is None


def test_evaluation_without_scores_has_no_picture():
    document = compose(make_snapshot(indicators=()))

    assert not [block for block in document.blocks if isinstance(block, Chart)]


def test_group_of_level_one_stands_for_itself():
    groups = groups_of(make_snapshot().indicators)

    assert groups[0] == GroupFacts("预算执行", "预算执行", Decimal(10), Decimal("10.00"))
    assert [group.name for group in groups if group.level_one == "满意度指标"] == ["满意度指标"]


@pytest.mark.parametrize("name", outline_names())
def test_every_outline_can_be_composed_and_says_the_total_once(name):
    spec = scheme_of(make_snapshot())
    levels = [level.name for level in spec.levels if not level.rule]
    nodes = outline(name).fitted(levels, execution=spec.execution.name)

    document = compose(following(outline=nodes))

    assert len([block for block in document.blocks if isinstance(block, Chart)]) == 1
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert [title.split("（")[0] for title in chapters] == [
        node["title"].split("（")[0] for node in nodes if node.get("is_numbered", True)
    ]


def test_report_follows_the_layout_of_its_scheme():
    report = {"title": "{department}{year}年自评", "numbering": "parts", "has_cover": True, "has_contents": True}

    document = compose(following(report=report))

    assert document.title == f"{make_snapshot().department.name}2022年自评"
    assert (document.numbering, document.has_contents) == ("parts", True)
    assert dict(document.cover)["部门（单位）名称"] == make_snapshot().department.name


def test_presets_have_neither_cover_nor_contents():
    assert Report() == Report("{department}{year}年度{subject}绩效自评报告", Numbering.OFFICIAL)
    assert "has_cover" not in preset_text("donghu")
    assert compose(make_snapshot()).cover == ()
