import pytest

from indicators.schemes import load, preset, preset_names, preset_text
from indicators.schemes.outlines import outline, outline_names
from indicators.schemes.reading import parse
from indicators.schemes.spec import Kind
from indicators.schemes.writing import dump_values

WHOLE = [name for name in preset_names() if preset(name).kind is Kind.WHOLE]


def with_outline(scheme, name):
    spec = preset(scheme)
    levels = [level.name for level in spec.levels if not level.rule]
    execution = spec.execution.name if spec.execution else ""
    values = parse(preset_text(scheme))
    return load(dump_values(values | {"outline": outline(name).fitted(levels, execution=execution)}))


def test_the_outlines_of_six_provinces_come_with_the_product():
    assert outline_names() == ("guangdong", "hunan", "jiangxi", "shenzhen", "sichuan", "yunnan")
    assert [len(outline(name).nodes) for name in outline_names()] == [4, 9, 5, 4, 4, 7]


@pytest.mark.parametrize("scheme", WHOLE)
@pytest.mark.parametrize("name", outline_names())
def test_every_scheme_can_take_over_every_outline(scheme, name):
    spec = with_outline(scheme, name)

    leveled = [node.level for node in spec.sections() if node.source == "indicators"]
    sources = {node.source for node in spec.sections()}
    assert leveled == [level.name for level in spec.levels if not level.rule]
    assert {"duties", "goal", "budget", "problems", "measures"} <= sources
    assert {"result_use", "disclosure"} <= {node.key for node in spec.sections()}


@pytest.mark.parametrize("scheme", ["donghu", "hunan"])
def test_outline_of_a_preset_is_the_one_of_its_province(scheme):
    province = {"donghu": "jiangxi", "hunan": "hunan"}[scheme]

    assert with_outline(scheme, province).outline == preset(scheme).outline


def test_chapter_of_the_budget_prints_no_points_where_execution_is_not_scored():
    nodes = outline("yunnan").fitted(["产出指标"], execution="")

    assert "level" not in next(child for child in nodes[0]["children"] if child["key"] == "budget")


def test_unknown_outline_is_refused():
    with pytest.raises(KeyError):
        outline("nowhere")
