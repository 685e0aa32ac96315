import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.comparing import Side, word_differences
from reports.comparing.words import Named

TEXTS = st.text(alphabet="全年完成率提高1234.%，。\nab ", max_size=40)


def sides(old, new):
    return [(run.side.value, run.text) for run in word_differences(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param("按期完成。", "按期完成。", [("both", "按期完成。")], id="the same"),
        pytest.param("", "新写。", [("new", "新写。")], id="written"),
        pytest.param("删去。", "", [("old", "删去。")], id="taken away"),
        pytest.param(
            "完成98.5%",
            "完成100%",
            [("both", "完成"), ("old", "98.5"), ("new", "100"), ("both", "%")],
            id="whole number",
        ),
        pytest.param(
            "按期完成任务",
            "按期全部完成任务",
            [("both", "按期"), ("new", "全部"), ("both", "完成任务")],
            id="words in between",
        ),
    ],
)
def test_texts_are_compared_word_by_word(old, new, expected):
    assert sides(old, new) == expected


@given(TEXTS, TEXTS)
def test_either_text_can_be_read_from_the_runs(old, new):
    runs = word_differences(old, new)

    assert "".join(run.text for run in runs if run.side is not Side.NEW) == old
    assert "".join(run.text for run in runs if run.side is not Side.OLD) == new


def test_very_long_texts_stand_side_by_side():
    old, new = "旧" * 4000, "新" * 4000

    assert sides(old, new) == [("old", old), ("new", new)]


@given(TEXTS, TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_bound_figure_is_one_word_and_either_text_can_still_be_read(old, new, first, last):
    start, end = sorted((min(first, len(new)), min(last, len(new))))
    bound = (Named(start, end, "总得分"),) if start < end else ()

    runs = word_differences(old, new, (), bound)

    assert "".join(run.text for run in runs if run.side is not Side.NEW) == old
    assert "".join(run.text for run in runs if run.side is not Side.OLD) == new
    assert [run.text for run in runs if run.name] == ([new[start:end]] if bound else [])
