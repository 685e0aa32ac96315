"""Words written twice, words taken for others, and 的 for 地 or 得."""

import re
from collections.abc import Iterator

from .confusables import worth_trying
from .marks import Mark

DOUBLED = re.compile(r"(?!一)([\u4e00-\u9fff]{2,6})\1")
USUAL_DOUBLES = re.compile(
    r"(?:方面|日常|年年|月月|天天|人人|户户|家家|处处|时时|层层|级级|步步|常常|往往|种种|渐渐|纷纷|哈哈){1,2}"
)
DOUBLED_PARTICLE = re.compile(
    r"的的(?!确|士)|和和(?![气美睦])|与与(?!会)|被被|并并|是是(?!非)|在在(?![职建校编岗线册押途地场])|了了(?!解|然|断|结)"
)
ADVERBS = "很好|较好|更好|圆满|顺利|积极|认真|切实|不断|大力|深入|扎实|有效|有力|全面|及时|充分|稳步|严格|高效|如期"
VERBS = "完成|推进|推动|开展|落实|实施|控制|保障|促进|提升|提高|解决|化解|履行|执行|发挥|加强|做好|改善|增强|维护"
ADVERB = re.compile(rf"(?:{ADVERBS})(?P<particle>的)(?:(?:{VERBS})了|(?<=很好的|较好的|圆满的|顺利的)完成)")
COMPLEMENT = re.compile(
    r"(?:完成|做|执行|开展|落实|推进|控制|发挥)(?P<particle>的)(?:很|较|比较|非常|十分|更)(?:好|快|充分|到位|及时)(?=[,。;了])"
)


def doubled(plain: str) -> Iterator[Mark]:
    """Yield words that stand twice in a row."""
    for found in DOUBLED.finditer(plain):
        if not USUAL_DOUBLES.fullmatch(found[1]):
            yield Mark(*found.span(), f"“{found[0]}”重复，请核对。", found[1], found[1])
    for found in DOUBLED_PARTICLE.finditer(plain):
        yield Mark(*found.span(), f"“{found[0]}”重复，请核对。", found[0][0], found[0][0])


def confused(plain: str) -> Iterator[Mark]:
    """Yield words that are written for others which look or sound alike."""
    for pattern, right in worth_trying(plain):
        for found in pattern.finditer(plain):
            yield Mark(*found.span(), f"“{found[0]}”应为“{right}”，请核对。", right, right)


def particles(plain: str) -> Iterator[Mark]:
    """Yield 的 where 地 belongs (before a verb) or 得 (after one), in patterns that leave no doubt."""
    for pattern, right in ((ADVERB, "地"), (COMPLEMENT, "得")):
        for found in pattern.finditer(plain):
            at = found.start("particle")
            yield Mark(at, at + 1, f"“{found[0]}”中的“的”应为“{right}”，请核对。", right, right)
