"""Bound figures (绑定数字) in a text: `{{ 名称 }}`, `{{ 名称|单位 }}`, `{{ 名称|单位:小数位数 }}`.

A text is searched, never evaluated: what stands between the braces is a name to look up, nothing else.
Full-width braces, bars and colons are read alike, because an input method types them.

>>> found, = bound_in("全年执行数{{ 全年执行数|万元:2 }}。")
>>> found.name, found.unit, found.decimals, found.span
('全年执行数', '万元', '2', (5, 21))
>>> stray_in("得{{ 总得分 }}分，{{ 等级")
[(14, 16)]
"""

import re
from dataclasses import dataclass

LONGEST_NAME = 120
BOUND = re.compile(
    rf"[{{｛]{{2}}(?P<name>[^{{}}｛｝|｜\r\n]{{1,{LONGEST_NAME}}})"
    r"(?:[|｜](?P<unit>[^{}｛｝|｜:：\r\n]{0,20})(?:[:：](?P<decimals>[^{}｛｝|｜:：\r\n]{0,20}))?)?[}｝]{2}"
)
BLANK = "\ufffc"
STRAY = re.compile(r"[{｛]{2}|[}｝]{2}")


@dataclass(frozen=True)
class Bound:
    """One bound figure as it was typed; `unit` and `decimals` are empty where nothing is said of them."""

    name: str
    unit: str
    decimals: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def bound_in(text: str) -> list[Bound]:
    """Return the bound figures of a text, in their order."""
    if not may_hold(text):
        return []
    return [_bound(found) for found in BOUND.finditer(text) if found["name"].strip()]


def _bound(found: re.Match[str]) -> Bound:
    name, unit, decimals = (said.strip() for said in found.groups(""))
    return Bound(name, unit, decimals, *found.span())


def stray_in(text: str) -> list[tuple[int, int]]:
    """Return where double braces stand that belong to no bound figure."""
    if not may_hold(text):
        return []
    return [found.span() for found in STRAY.finditer(masked(text))]


def masked(text: str) -> str:
    """Return the text with its bound figures blanked out, of the same length."""
    return BOUND.sub(lambda found: BLANK * len(found[0]) if found["name"].strip() else found[0], text)


def may_hold(text: str) -> bool:
    """Whether there is a brace at all; most texts have none."""
    return "{" in text or "}" in text or "｛" in text or "｝" in text


def written(name: str, unit: str = "", decimals: int | None = None) -> str:
    """Return a bound figure as it is typed.

    >>> written("全年执行数", "万元", 2), written("总得分")
    ('{{ 全年执行数|万元:2 }}', '{{ 总得分 }}')
    """
    places = "" if decimals is None else f":{decimals}"
    return f"{{{{ {name}{f'|{unit}{places}' if unit or places else ''} }}}}"
