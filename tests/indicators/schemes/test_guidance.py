"""Guidance (填报说明) comes from the scheme: shared words for every field, which a scheme may word anew."""

import doctest

import pytest

from indicators.schemes import SchemeError, guidance, load, preset, preset_names, preset_text
from indicators.schemes.guidance import common
from indicators.schemes.writing import dump

every_preset = pytest.mark.parametrize("name", preset_names())
OWN = '[guidance]\n"goals.expected" = { text = "照批复填写。", example = "全年保障低保对象3000人。" }\n'


def donghu(own):
    """Return the preset with guidance of its own in the place of what it has."""
    return load(preset_text("donghu").partition("[guidance]")[0] + own)


def test_docstring_tells_the_truth():
    assert doctest.testmod(guidance).failed == 0


@every_preset
def test_every_key_of_every_preset_has_text_and_example(name):
    scheme = preset(name)
    texts = [f"texts.{node.key}" for node in scheme.sections() if node.source == "text"]

    for key in (*common(), *texts):
        found = scheme.guidance_at(key, key.partition(".")[0])
        assert found.text.endswith("。"), key
        assert found.example, key


@every_preset
def test_guidance_survives_writing(name):
    assert load(dump(preset(name))).guidance == preset(name).guidance


def test_a_scheme_words_a_field_anew_and_keeps_the_rest():
    scheme = donghu(OWN)

    assert scheme.guidance_at("goals.expected").text == "照批复填写。"
    assert scheme.guidance_at("goals.reached") == common()["goals.reached"]
    assert load(dump(scheme)) == scheme


def test_the_first_key_that_says_something_counts():
    assert donghu("").guidance_at("budget.nothing", "goals.reached") == common()["goals.reached"]
    assert donghu("").guidance_at("budget.nothing") is None


@pytest.mark.parametrize(
    ("own", "place", "message"),
    [
        (
            '"goals.hope" = { text = "写。", example = "如" }',
            "guidance.goals.hope",
            "没有名为“goals.hope”的填报栏，请删除",
        ),
        ('"texts.none" = { text = "写。", example = "如" }', "guidance.texts.none", "没有名为“texts.none”的填报栏"),
        ('"goals.expected" = { text = "写。" }', "guidance.goals.expected.example", "缺少“example”，请补充。"),
        ('"goals.expected" = { text = " ", example = "如" }', "guidance.goals.expected.text", "应当填写文字，请补充。"),
        ('"goals.expected" = "写。"', "guidance.goals.expected", "应当是一组设置项，请改正。"),
        (
            '"goals.expected" = { text = "写。", example = "如", hint = "提示" }',
            "guidance.goals.expected.hint",
            "没有名为“hint”的设置项，请删除或改正名称。",
        ),
    ],
    ids=["unknown field", "unknown chapter", "without example", "blank", "no table", "unknown setting"],
)
def test_wrong_guidance_is_named_with_its_place(own, place, message):
    with pytest.raises(SchemeError) as refusal:
        donghu(f"[guidance]\n{own}\n")

    assert (place, True) in [(problem.path, message in problem.message) for problem in refusal.value.problems]


def test_a_chapter_of_the_outline_may_be_guided():
    assert donghu('[guidance]\n"texts.disclosure" = { text = "写。", example = "如" }\n').guidance_at(
        "texts.disclosure"
    )
