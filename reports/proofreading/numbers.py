"""Figures in a text that cannot be: shares, growth, sums, document numbers, and what was lost on the way."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.lib.decimals import HUNDRED, ZERO, round_half_up
from perfeval.lib.decimals import plain as digits

from .marks import Mark

SENTENCE = re.compile(r"[^。;；\n]+")
COUNT = re.compile(r"(?<![\d.])(\d{1,7})\s*余?(?:起|件|份|户|人次|人|个|项|名|家|例|宗|笔|条|次)(?!以上)")
SHARE = re.compile(r"率[^,。;\d]{0,6}?(\d{1,2}\.\d{1,4})\s*%")
GROWTH = re.compile(r"(?:较|比)(?:上年|去年|20\d\d年)[^,。;\d]{0,6}(?:增长|增加|上升|下降|减少)\s*(\d+(?:\.\d+)?)\s*%")
AMOUNT = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*(亿元|万元|元)")
ZERO_BASE = re.compile(r"(?:上年|去年)[^,。;\d]{0,12}(?:为|是)?\s*0(?:\.0+)?\s*(?:万元|元|%)")
WHOLE = re.compile(
    r"(?:共计?|合计|总计|累计|总额)[^,。;:\d]{0,14}?(?P<whole>\d{1,12}(?:\.\d{1,6})?)\s*(?P<unit>亿元|万元|元|户|人|个|件|项)[,(:]\s*其中[:,]?(?P<parts>[^。;\n]{4,200})"
)
EQUATION = re.compile(
    r"(?P<sum>\d{1,12}(?:\.\d{1,6})?(?:\s*(?:万元|元|分)?\s*\+\s*\d{1,12}(?:\.\d{1,6})?){1,12})\s*(?:万元|元|分)?\s*=\s*(?P<result>\d{1,12}(?:\.\d{1,6})?)"
)
NOT_ALL = re.compile(r"其中|主要(?:是|用于|包括)|等|比上年|较上年|占")
ISSUER = r"(?P<issuer>[\u4e00-\u9fff]{2,10})"
NUMBER_FORMS = re.compile(
    rf"{ISSUER}(?P<open>\s*[\[(【〔]\s*)(?P<year>(?:19|20)\d\d)(?P<close>\s*[\])】〕]\s*)(?P<word>第?\s*)(?P<count>\d{{1,5}})(?P<blank>\s*)号"
)
BROKEN_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:[〔\[(](?:19|20)\d{2}\d{1,4}|(?:19|20)\d{2}[〕\])]\d{1,4}|(?:19|20)\d{2}\d{2,4})号"
)
MOJIBAKE = re.compile(
    r"锟斤拷|烫烫烫|屯屯屯|\ufffd|[ÃÂ][\x80-\xbf]|(?:[æåèéäç][\x80-\xff]{1,2}){2,}|&(?:nbsp|amp|lt|gt|quot);"
)


def impossible_shares(plain: str) -> Iterator[Mark]:
    """Yield percentages that no whole number of the counted things can give, such as 99.99 % of 689."""
    for sentence in SENTENCE.finditer(plain) if "%" in plain else ():
        text = sentence[0]
        counts = [int(found[1]) for found in COUNT.finditer(text)]
        for found in SHARE.finditer(text):
            share = Decimal(found[1])
            if counts and not any(is_possible(share, count) for count in counts):
                start, end = (sentence.start() + at for at in found.span(1))
                count = max(counts)
                message = f"写有{count}，比率{found[1]}%，{count}的任何一部分都算不出这个比率，请核对。"
                yield Mark(start, end + 1, message, _nearest(share, count))


def is_possible(share: Decimal, count: int) -> bool:
    """Whether a part of `count` things is `share` percent, as rounded as it is printed; cut off counts as well.

    >>> is_possible(Decimal("99.99"), 689), is_possible(Decimal("99.85"), 689)
    (False, True)
    """
    if count == 0:
        return False
    places = -int(share.as_tuple().exponent)
    unit = Decimal(1).scaleb(-places)
    nearest = int(share * count / HUNDRED)
    shares = (Decimal(part) * HUNDRED / count for part in (nearest, nearest + 1) if part <= count)
    return any(share <= exact < share + unit or round_half_up(exact, places) == share for exact in shares)


def _nearest(share: Decimal, count: int) -> str:
    part = min(int(share * count / HUNDRED), count)
    return f"{digits(round_half_up(Decimal(part) * HUNDRED / count))}%" if count else ""


def growth_on_zero(plain: str) -> Iterator[Mark]:
    """Yield rates of growth since a year with nothing: said to be 0, or 0 now and not fallen by 100 %."""
    for sentence in SENTENCE.finditer(plain) if "%" in plain else ():
        text = sentence[0]
        amounts = [Decimal(found[1]) for found in AMOUNT.finditer(text)]
        for found in GROWTH.finditer(text):
            is_gone = found[1] in ("100", "100.00") and re.search("下降|减少", found[0])
            is_zero = bool(ZERO_BASE.search(text)) or (bool(amounts) and not any(amounts) and not is_gone)
            if is_zero:
                start, end = (sentence.start() + at for at in found.span())
                yield Mark(start, end, f"写有“{found[0]}”，上年数为0，没有增减率，请改为增减额或删去。", "不写增减率")


def sums(plain: str) -> Iterator[Mark]:
    """Yield wholes whose listed parts come to more, or to something else where nothing is left out."""
    for found in WHOLE.finditer(plain):
        unit, whole = found["unit"], Decimal(found["whole"])
        parts = [Decimal(part) for part in re.findall(rf"(\d{{1,12}}(?:\.\d{{1,6}})?)\s*{unit}", found["parts"])]
        total = sum(parts, ZERO)
        is_short = total < whole and not NOT_ALL.search(found["parts"]) and total >= whole * Decimal("0.9")
        if len(parts) > 1 and (total > whole or is_short) and not NOT_ALL.search(found["parts"]):
            message = f"写有{found['whole']}{unit}，所列各项相加为{digits(total)}{unit}，请核对。"
            yield Mark(found.start("whole"), found.end("unit"), message, f"{digits(total)}{unit}")
    for found in EQUATION.finditer(plain):
        total = sum((Decimal(part) for part in re.findall(r"\d+(?:\.\d+)?", found["sum"])), ZERO)
        if total != Decimal(found["result"]):
            message = f"“{found[0]}”相加应为{digits(total)}，请核对。"
            yield Mark(found.start("result"), found.end("result"), message, digits(total))


def document_numbers(plain: str) -> Iterator[Mark]:
    """Yield numbers of documents that are not written 〔YYYY〕N号."""
    if "号" not in plain:
        return
    for found in NUMBER_FORMS.finditer(plain):
        right = f"〔{found['year']}〕{int(found['count'])}号"
        start = found.start("open")
        if plain[start : found.end()] != right:
            message = f"文号“{plain[start : found.end()]}”宜写作“{right}”，请改正。"
            yield Mark(start, found.end(), message, right, right)
    for found in BROKEN_NUMBER.finditer(plain):
        yield Mark(*found.span(), f"文号“{found[0]}”不完整，请按“〔年份〕顺序号”改正。", "×××〔年份〕×号")


def mojibake(plain: str) -> Iterator[Mark]:
    """Yield the first characters that are left of a wrong encoding."""
    found = MOJIBAKE.search(plain)
    if found:
        yield Mark(*found.span(), f"有乱码“{found[0]}”，请对照原文改正。")
