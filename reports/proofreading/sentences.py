"""Broken sentences, brackets without a partner, and dates and words that a report on a past year has no use for."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .marks import Mark

CUT = re.compile(r"、(?:较好地?|很好[的地]|圆满|全面|顺利)?(?:完成|实现|达到|取得|得到)了")
UNFINISHED = re.compile(r"(?:[,、]|[和与及并]|以及|从而|其中)$")
LONGEST_OPEN_END = 12
PAIRS = {"《": "》", "“": "”", "(": ")", "〔": "〕", "【": "】", "「": "」", "‘": "’"}
CLOSING = {right: left for left, right in PAIRS.items()}
MOST_ALONE = 20
LIST_NUMBER = re.compile(r"^\s*[0-9一二三四五六七八九十a-zA-Z]{1,3}\)")
AS_OF = re.compile(r"(?:截至|截止)(?:到|于)?\s*(20\d\d年(?:\d{1,2}月(?:\d{1,2}日|底|末)?|底|末)?)")
NEAR = 15
FORECAST = re.compile(
    r"(?<![高低超于])预计(?!数|值)|力争(?!上游)|有望|至今(?!年)|迄今|拟(?:于|在20|定于)|将(?:于|会|陆续|逐步|力争)|计划于(?:下|明|20)"
)
THIRD_PERSON = re.compile(
    r"该(?:部门|单位|街道|镇|乡)(?!所属)|(?:^|(?<=[,。;:]))评价(?:小组|工作组|组)|被评价(?:单位|部门)"
    r"|各(?:部门|单位)(?:负责|应当?|须|要|将)[^,。;]{0,8}(?:自评|绩效|报送)"
)
COLUMN = re.compile(r"[“《][^”》]{0,16}(?:条例|办法|规定)[”》](?:中|内|上)?(?:予以|进行)?公开")
PRAISE = re.compile(r"(?:很好|较好|圆满|全面|顺利)[的地]?完成了?[^,。;]{0,8}(?:目标|任务)|完成了绩效目标")
FIGURES_ASIDE = re.compile(r"得?[0-9.]+分|20\d\d年")


def cut(plain: str) -> Iterator[Mark]:
    """Yield 、 where an enumeration runs into the predicate of another sentence, and ends that are none."""
    for found in CUT.finditer(plain):
        yield Mark(*found.span(), f"“{_around(plain, found.start())}”语句不完整，请补写或改正标点。")


def unfinished(plain: str) -> Iterator[Mark]:
    """Yield the end of a paragraph that stops in the middle of a sentence."""
    text = plain.rstrip()
    found = UNFINISHED.search(text)
    if found and len(text) > LONGEST_OPEN_END:
        yield Mark(*found.span(), f"以“{text[-8:]}”结束，语句不完整，请补写。")


def unpaired(plain: str) -> Iterator[Mark]:
    """Yield the brackets and quotation marks of a paragraph that have no partner."""
    skipped = LIST_NUMBER.match(plain)
    open_marks: list[tuple[str, int]] = []
    lone = 0
    for at, character in enumerate(plain):
        if character in PAIRS:
            open_marks.append((character, at))
        elif character in CLOSING and not (skipped and at < skipped.end()):
            if open_marks and open_marks[-1][0] == CLOSING[character]:
                open_marks.pop()
            elif lone < MOST_ALONE:
                lone += 1
                yield _alone(character, at)
    for character, at in open_marks[:MOST_ALONE]:
        yield _alone(character, at)


def _alone(character: str, at: int) -> Mark:
    partner = PAIRS.get(character) or CLOSING[character]
    return Mark(at, at + 1, f"“{character}”没有配对的“{partner}”，请补上或删去。", partner)


def days(plain: str) -> Iterator[Mark]:
    """Yield two different as-of dates that stand beside each other in a sentence."""
    found = list(AS_OF.finditer(plain))
    for first, second in pairwise(found):
        between = plain[first.end() : second.start()]
        if len(between) <= NEAR and not re.search("[。;]", between) and first[1] != second[1]:
            message = f"同一句有两个截止日期“{first[1]}”“{second[1]}”，请核对后保留一个。"
            yield Mark(first.start(), second.end(), message)


def forecasts(plain: str) -> Iterator[Mark]:
    """Yield words of expectation and open periods among results."""
    for found in FORECAST.finditer(plain):
        message = f"写有“{found[0]}”，完成情况应写评价年度内的实际结果，请改正或说明。"
        yield Mark(*found.span(), message)


def third_person(plain: str) -> Iterator[Mark]:
    """Yield the first wording of an outside evaluator."""
    found = THIRD_PERSON.search(plain)
    if found:
        yield Mark(*found.span(), f"“{found[0]}”是他人评价的口吻，自评报告宜写“我单位”，请改正。", "我单位")


def regulations_as_columns(plain: str) -> Iterator[Mark]:
    """Yield a regulation named where the column of a website is meant."""
    for found in COLUMN.finditer(plain):
        message = f"“{found[0]}”把法规当作公开的位置，请写明网站和栏目。"
        yield Mark(*found.span(), message, "网站栏目名称")


def only_praise(plain: str) -> Iterator[Mark]:
    """Yield the praise of a text that holds no figure."""
    found = PRAISE.search(plain)
    if found and not re.search(r"\d", FIGURES_ASIDE.sub("", plain)):
        yield Mark(*found.span(), f"只写“{found[0]}”，没有数据，请补充。")


def _around(plain: str, at: int) -> str:
    return plain[max(0, at - 6) : at + 8]
