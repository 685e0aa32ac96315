"""Number formats: whether a number is shown as a day or as a percentage."""

import re
from datetime import date, datetime, timedelta
from enum import Enum

QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
DAY = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)
BUILT_IN_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
BUILT_IN_PERCENTAGES = {9, 10}
LAST_SERIAL = 2_958_465
FALSE_LEAP_DAY = 60
EPOCH, EPOCH_BEFORE_MARCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1899, 12, 31), datetime(1904, 1, 1)  # noqa: DTZ001 (a workbook knows no time zone)


class Shown(Enum):
    """How a number is shown."""

    NUMBER = 0
    PERCENT = 1
    DAY = 2


def shown_as(number: int, code: str) -> Shown:
    """Return how a format shows numbers; `code` is empty for a built-in one.

    >>> shown_as(14, ""), shown_as(164, "0.0%"), shown_as(165, '0.00"%"'), shown_as(166, 'yyyy"年"m"月"')
    (<Shown.DAY: 2>, <Shown.PERCENT: 1>, <Shown.NUMBER: 0>, <Shown.DAY: 2>)
    """
    if not code:
        is_day, is_percent = number in BUILT_IN_DAYS, number in BUILT_IN_PERCENTAGES
    else:
        bare = QUOTED.sub("", code.partition(";")[0])
        is_day = bool(DAY.search(bare)) and "general" not in bare.lower()
        is_percent = "%" in bare
    return Shown.DAY if is_day else Shown.PERCENT if is_percent else Shown.NUMBER


def day_of(serial: float, *, is_1904: bool) -> date | None:
    """Return the day, or moment, that a number stands for; None when it stands for none.

    >>> day_of(44927, is_1904=False)
    datetime.date(2023, 1, 1)
    """
    if not 0 <= serial <= LAST_SERIAL:
        return None
    start = EPOCH_1904 if is_1904 else EPOCH if serial >= FALSE_LEAP_DAY else EPOCH_BEFORE_MARCH
    try:
        moment = start + timedelta(days=int(serial), seconds=round(serial % 1 * 86400))
    except OverflowError:
        return None
    return moment if serial % 1 else moment.date()
