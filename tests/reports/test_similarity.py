"""Paragraphs that read nearly the same are found, those of the unit itself and what merely sounds alike are not."""

import random
from decimal import Decimal

import pytest

from bench.likeness import _changed, _story
from reports.similarity import Index, Paragraph, near_pairs, shared_percent, shingles

FIRST = "坚持以创促改，以迎接文明城市检查为重点，采取三级联动的管理模式，由挂片领导总牵头，社区书记具体负责。"
LONGER = f"{FIRST}完成阳明路4个小区微改造工程并完成验收。"
OTHER = "全年走访困难家庭312户，发放慰问金9.36万元，帮助28户办理临时救助，救助资金按月通过一卡通发放到户。"


def index_of(*paragraphs):
    index = Index()
    index.add(Paragraph(unit, 2022, text) for unit, text in paragraphs)
    return index


def test_copy_in_another_report_is_found_with_its_share():
    index = index_of(("甲街道", OTHER), ("乙街道", LONGER))

    ((share, paragraph),) = index.near(FIRST, but="丙街道")

    assert (share, paragraph.unit) == (Decimal(100), "乙街道")


def test_own_paragraphs_and_short_ones_are_passed_over():
    index = index_of(("甲街道", FIRST), ("乙街道", "较好地完成了任务。"))

    assert index.near(FIRST, but="甲街道") == []
    assert index.near("较好地完成了任务。") == []


def test_punctuation_and_blanks_make_no_difference():
    index = index_of(("甲街道", FIRST))

    assert index.near(FIRST.replace("，", ", "))[0][0] == 100


def test_nearest_comes_first():
    index = index_of(("甲街道", f"{FIRST[:40]}{OTHER[:10]}"), ("乙街道", FIRST))

    assert [paragraph.unit for _, paragraph in index.near(FIRST)] == ["乙街道", "甲街道"]


def test_almost_every_copy_among_many_is_found_and_no_other():
    chance = random.Random(5)
    originals = [_story(chance) for _ in range(400)]
    index = index_of(*((f"第{number}单位", text) for number, text in enumerate(originals)))

    found = [index.near(_changed(chance, text)) for text in originals]
    unrelated = [index.near(_story(chance)) for _ in range(200)]

    assert sum(any(near.text == text for _, near in pairs) for pairs, text in zip(found, originals, strict=True)) >= 396
    assert not any(unrelated)


def test_common_text_keeps_the_search_short():
    index = index_of(*((f"第{number}单位", FIRST) for number in range(2000)))

    assert max(map(len, index.keys.values())) <= 12
    assert len(index.near(FIRST, but="第0单位")) <= 12


def test_pairs_inside_a_report_name_the_earlier_text():
    pairs = list(near_pairs([FIRST, OTHER, LONGER]))

    assert pairs == [(0, 2, Decimal(100))]


@pytest.mark.parametrize(("one", "other"), [("", ""), ("三个字", FIRST)])
def test_texts_too_short_to_compare_share_nothing(one, other):
    assert shared_percent(shingles(one), shingles(other)) == 0
