"""What numbers, points and amounts look like, in half-width spelling."""

import re
from decimal import Decimal

from perfeval.lib.characters import half

NUMBER = r"[0-9]{1,12}(?:,[0-9]{3})*(?:\.[0-9]{1,8})?"
POINTS = re.compile(
    rf"\s*(?:\((?:分值|满分|权重|标准分|共|计|总分)?[:为]?\s*({NUMBER})\s*分\)|\((?:分值|满分|权重)[:为]?\s*({NUMBER})\))\s*[:。]?$"
)
SURE_SCORE = re.compile(
    rf"(?:该项|本项|此项|该指标|评分标准,|评分细则,|自评)[^,。;|\d]{{0,8}}得(?:分)?[为:]?\s*({NUMBER})\s*分"
)
SCORE = re.compile(rf"(?<!评价)(?<!总)得(?:分)?[为:]?\s*({NUMBER})\s*分(?!值)")
FULL_SCORE = re.compile(r"(?:该项|本项|此项|该指标|评分标准,)[^,。;\d]{0,8}得满分")
IN_YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(100000000)}
AMOUNT = rf"(?P<amount>-?{NUMBER})\s*(?P<unit>亿元|万元|千元|元)"


def number(text: str) -> Decimal:
    """Return the number that `text`, a match of NUMBER, stands for."""
    return Decimal(text.replace(",", ""))


def parted(title: str) -> tuple[str, Decimal | None]:
    """Return a title without its points, and the points.

    >>> parted("数量指标(10分)")
    ('数量指标', Decimal('10'))
    """
    found = POINTS.search(half(title))
    if not found:
        return title.strip(), None
    return title[: found.start()].strip(), number(found[1] or found[2])
