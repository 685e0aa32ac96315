"""Half-width punctuation in Chinese, full-width figures, units in several spellings: these finders read raw text."""

import re
from collections.abc import Iterator

from perfeval.lib.characters import half

from .marks import Mark

HAN = "\u4e00-\u9fff"
FULL = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"})
BRACKETS = re.compile(rf"\([^()\n]{{0,60}}[{HAN}][^()\n]{{0,60}}\)")
PUNCTUATION = re.compile(rf"(?<=[{HAN}”》）)〕%％])[,;:?!](?=[{HAN}“《（]|\s*$)", re.MULTILINE)
INNER = re.compile(rf"(?<=[{HAN}”》]),(?=[{HAN}“《])|(?<=[{HAN}”》])[;:?!](?=[{HAN}“《])")
FULL_FIGURES = re.compile(r"[０-９]+(?:[．，,.][０-９]+)*[％]?|(?<=[0-9])％")
UNITS = {
    r"万元元": "万元",
    r"(?<=[0-9０-９万亿])(?:㎡|m²|m2|M2|平米|平方(?![米公里千分厘毫英尺根式向形法和数]))": "平方米",
    r"(?<=[0-9０-９万亿])(?:㎥|m³|m3|M3)": "立方米",
    r"(?<=[0-9０-９万])(?:㎞|km|KM|Km)(?![A-Za-z/²2])": "公里",
    r"(?<=[0-9０-９万])(?:㎏|kg|KG|Kg)(?![A-Za-z/])": "千克",
    r"(?<=[0-9])\s*万\s+元": "万元",
}
_UNITS = [(re.compile(pattern), right) for pattern, right in UNITS.items()]
WORTH_READING = re.compile(r"[０-９％㎡㎥㎞㎏²³]|[0-9万亿][mMkK]|平米|平方|万元元|万\s+元|百分之")
PERCENT_WORDS = re.compile(r"百分之\s*(?P<number>\d{1,3}(?:\.\d{1,4})?)(?![\d%％])")


def punctuation(text: str) -> Iterator[Mark]:
    """Yield half-width punctuation between Chinese characters; a pair of brackets is put right as one."""
    brackets = list(BRACKETS.finditer(text))
    for found in brackets:
        right = f"（{INNER.sub(lambda mark: mark[0].translate(FULL), found[0][1:-1])}）"
        yield Mark(*found.span(), f"“{found[0]}”用了半角标点，宜写作“{right}”。", right, right)
    for found in PUNCTUATION.finditer(text):
        if not any(one.start() <= found.start() < one.end() for one in brackets):
            right = found[0].translate(FULL)
            around = text[max(0, found.start() - 4) : found.end() + 2].strip()
            yield Mark(*found.span(), f"“{around}”中的“{found[0]}”是半角标点，宜写作“{right}”。", right, right)


def units(text: str) -> Iterator[Mark]:
    """Yield full-width figures, units that are not written as in documents, and 百分之 before a figure."""
    if not WORTH_READING.search(text):
        return
    for found in FULL_FIGURES.finditer(text):
        yield _written(found, half(found[0]))
    for pattern, right in _UNITS:
        for found in pattern.finditer(text):
            yield _written(found, right)
    for found in PERCENT_WORDS.finditer(text):
        yield _written(found, f"{found['number']}%")


def _written(found: re.Match[str], right: str) -> Mark:
    return Mark(*found.span(), f"“{found[0]}”宜写作“{right}”。", right, right)
