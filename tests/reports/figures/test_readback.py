"""What is read back below a text while it is typed."""

import pytest
from django.urls import reverse

from reports.figures import catalogue_of, fill
from reports.figures.readback import read_back
from tests.reports.snapshots import make_snapshot

SNAPSHOT = make_snapshot()
CATALOGUE = catalogue_of(SNAPSHOT)


def changed(text, change):
    """Return the text as a browser changes it, which counts in UTF-16."""
    units = text.encode("utf-16-le")
    done = units[: change.start * 2] + change.becomes.encode("utf-16-le") + units[change.end * 2 :]
    return done.decode("utf-16-le")


def test_bound_figures_are_shown_with_their_values():
    back = read_back("得{{ 总得分 }}，{{ 全年执行数|亿元:2 }}。", CATALOGUE)

    assert [(chip.name, chip.value) for chip in back.chips] == [("总得分", "96分"), ("全年执行数", "0.19亿元")]
    assert (back.problems, back.changes) == ((), ())


def test_number_that_equals_a_figure_is_offered_and_the_text_prints_the_same():
    text = "😀全年执行数1868.17万元。"
    (first, *_) = read_back(text, CATALOGUE).changes

    assert changed(text, first) == "😀全年执行数{{ 全年执行数 }}。"
    assert fill(changed(text, first), CATALOGUE).text == text


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        pytest.param("自评得分96分。", "自评得分{{ 总得分 }}。", id="total"),
        pytest.param("等级为优。", "等级为{{ 等级 }}。", id="grade"),
        pytest.param("预算完成率100%。", "预算完成率{{ 预算完成率 }}。", id="rate"),
        pytest.param("南昌市东湖区公园街道办事处", "{{ 单位名称 }}", id="unit"),
        pytest.param("得{{ 总的分 }}。", "得{{ 总得分 }}。", id="nearest name"),
        pytest.param("得{{ 总得分|万元 }}。", "得{{ 总得分 }}。", id="wrong unit"),
        pytest.param("支出{{ 全年执", "支出{{ 全年执行数 }}", id="a name that has only begun"),
        pytest.param("得{{总得\n第二段", "得{{ 总得分 }}\n第二段", id="begun at the end of a line"),
    ],
)
def test_text_becomes_right_at_a_click(text, becomes):
    assert changed(text, read_back(text, CATALOGUE).changes[0]) == becomes


def test_name_that_has_only_begun_is_no_fault_yet():
    assert read_back("支出{{ 全年执", CATALOGUE).problems == ()
    assert read_back("支出{{ 全年执。其他", CATALOGUE).problems != ()


def test_missing_value_is_marked():
    (chip,) = read_back("{{ 总得分 }}", catalogue_of(make_snapshot(total=None, grade=""))).chips

    assert (chip.value, chip.is_missing) == ("—", True)


def test_own_rate_is_offered_first():
    (change,) = read_back("入户调查显示75%的居民满意。", CATALOGUE, "居民满意度").changes[:1]

    assert change.name == "居民满意度"


@pytest.mark.django_db
def test_server_answers_for_each_text_and_escapes_what_was_typed(client, stage):
    client.force_login(stage.preparer)
    address = reverse("reports:figures_read", args=[stage.evaluation.pk])

    answer = client.post(address, {"id": ["a", "b"], "text": ["{{ 单位名称 }}", "{{ <script> }}"]}).json()

    assert "南昌市东湖区公园街道办事处" in answer["a"]
    assert "<script>" not in answer["b"]
    assert "不是已有的数字名称" in answer["b"]


@pytest.mark.django_db
def test_text_of_an_indicator_and_of_a_project_knows_whose_it_is(client, stage):
    client.force_login(stage.preparer)
    address = reverse("reports:figures_read", args=[stage.evaluation.pk])
    leaf = stage.evaluation.indicators.get(name="社会安全稳定率")
    project = stage.evaluation.project_evaluations.first()

    of_leaf = client.post(f"{address}?indicator={leaf.pk}", {"id": "a", "text": "合格的占98.5%。"}).json()
    of_project = client.post(f"{address}?project={project.pk}", {"id": "a", "text": "{{ 项目名称 }}"}).json()

    assert "社会安全稳定率" in of_leaf["a"]
    assert str(project.project.name) in of_project["a"]


@pytest.mark.django_db
def test_each_text_of_a_grid_is_read_as_one_about_its_own_indicator(client, stage):
    client.force_login(stage.preparer)
    address = reverse("reports:figures_read", args=[stage.evaluation.pk])
    leaf = stage.evaluation.indicators.get(name="社会安全稳定率")
    stage.evaluation.indicators.filter(pk=leaf.pk).update(actual=100)
    text = "合格的占100%。"

    grid = client.post(address, {"id": ["a", "b"], "text": [text, text], "of": [str(leaf.pk), ""]}).json()

    assert grid["a"] == client.post(f"{address}?indicator={leaf.pk}", {"id": "a", "text": text}).json()["a"]
    assert grid["b"] == client.post(address, {"id": "b", "text": text}).json()["b"]
    assert "绑定为“社会安全稳定率”" in grid["a"]
    assert "社会安全稳定率" not in grid["b"]


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{}, {"id": "a"}, {"text": "96分"}, {"id": ["a"], "of": ["x", "y"]}])
def test_server_answers_a_broken_question(client, stage, sent):
    client.force_login(stage.preparer)

    answer = client.post(reverse("reports:figures_read", args=[stage.evaluation.pk]), sent)

    assert answer.status_code == 200
