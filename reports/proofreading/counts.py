"""Counts and percentages in a text that cannot be: lists of another length, retired staff, shares above all."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.lib.decimals import HUNDRED

from .marks import Mark

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {"两": 2}
KINDS = "机构|科室|办公室|部门|股室|站所|中心|社区|村|单位|项目|方面|任务|指标|环节|类"
LISTED = re.compile(
    rf"(?P<count>\d{{1,2}}|[一二两三四五六七八九]?十?[一二两三四五六七八九]|十)个"
    rf"[\u4e00-\u9fff]{{0,4}}?(?:{KINDS})[,:]?(?:分别[是为]|即|包括|:)[:,]?(?P<items>[^。;:\n]{{4,400}})(?=[。;\n]|$)"
)
BRACKETED = re.compile(r"\([^()]*\)|“[^”]*”|《[^》]*》")
OPEN_LIST = re.compile(r"等(?:\d|[一二两三四五六七八九十]|$|机构|科室|部门|项目|单位)|等$|其中|,")
JOINED = re.compile(r"、|以及|[和与及]")
RETIRED = re.compile(
    r"(?:实有|在职|在编|编制)(?:人员?数?|职工|干部)?(?:共|为)?\s*\d+\s*[人名](?:[,(]?(?:其中|含|包括)[^。;\d)]{0,12}?)"
    r"(?:\d+\s*[人名][^。;)]{0,20}?)??(?P<retired>(?:离退休|退休|离休)(?:人员|干部)?\s*\d+\s*[人名])"
)
BOUNDED = "合格|达标|覆盖|准确|及时|按时|按期|满意|知晓|参与|办结|调解成功|优良|完好|处置|处理|整改|入户|签约|普及|到岗"
ABOVE_ALL = re.compile(
    rf"(?:{BOUNDED})[\u4e00-\u9fff]{{0,2}}[率度](?:为|达到?|达|是|提[高升][到至])?:?\s*(?P<share>\d{{3,4}}(?:\.\d+)?)\s*%"
)
SHARES = re.compile(r"[率度比][\u4e00-\u9fff]{0,3}:?\s*\d|百分比")
POINTS_FOR_PERCENT = re.compile(
    r"率(?:为|达到?|是):?\s*(?P<share>\d{1,3}(?:\.\d+)?\s*(?:个?百分点|百分比))|(?P<other>\d{1,3}(?:\.\d+)?\s*百分比)"
)
NO_UNIT = re.compile(r"[\u4e00-\u9fff]{2}率(?:为|达到?|是):?\s*(?P<share>\d{2,3}(?:\.\d+)?)(?=[,。;、]|$)")


def lists(plain: str) -> Iterator[Mark]:
    """Yield stated counts whose list that follows has another length (“4个办公室：甲、乙、丙”)."""
    for found in LISTED.finditer(plain) if "个" in plain and "、" in plain else ():
        items = BRACKETED.sub("", found["items"])
        count = _number(found["count"])
        if "、" not in items or OPEN_LIST.search(items):
            continue
        lengths = {items.count("、") + 1, len(JOINED.split(items))}
        if count not in lengths and not min(lengths) < count < max(lengths):
            message = f"写有“{found['count']}个”，后面列了{max(lengths)}个，请核对。"
            yield Mark(found.start("count"), found.end("count") + 1, message, f"{max(lengths)}个")


def _number(written: str) -> int:
    """Return a count that is written in digits or in Chinese.

    >>> _number("12"), _number("十"), _number("十二"), _number("二十三"), _number("两")
    (12, 10, 12, 23, 2)
    """
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (DIGITS[tens] if tens else 1) * 10 * bool(ten) + (DIGITS[ones] if ones else 0)


def retired_on_posts(plain: str) -> Iterator[Mark]:
    """Yield retired people who are counted among the staff on posts."""
    for found in RETIRED.finditer(plain) if "休" in plain else ():
        message = f"写有“{found[0]}”，离退休人员不计入编制和实有人数，请核对。"
        yield Mark(*found.span("retired"), message)


def percentages(plain: str) -> Iterator[Mark]:
    """Yield shares above 100 %, percentage points and nothing where a percent sign belongs."""
    if not SHARES.search(plain):
        return
    for found in ABOVE_ALL.finditer(plain):
        if Decimal(found["share"]) > HUNDRED:
            message = f"写有“{found[0]}”，这样的比率不会超过100%，请核对。"
            yield Mark(found.start("share"), found.end(), message, "不超过100%")
    for found in POINTS_FOR_PERCENT.finditer(plain):
        group = "share" if found["share"] else "other"
        yield Mark(*found.span(group), f"写有“{found[group]}”，比率的单位应为“%”，请改正。", "%")
    for found in NO_UNIT.finditer(plain):
        yield Mark(*found.span("share"), f"“{found[0]}”没有写明“%”，请补充。", f"{found['share']}%")
