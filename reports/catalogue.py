"""The catalogue of checks for people: on screen and, generated, in the manual."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from .checks import CHECKS, Category, Check
from .checks.explaining import bad_example, example_findings, good_example
from .checks.impossible import IMPOSSIBLE
from .checks.rounds import ROUND_CHECKS, RoundCheck

COLUMNS = "| 编号 | 等级 | 要求 | 依据 | 怎样改正 |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Group:
    """The checks of one category."""

    category: Category
    checks: tuple[Check | RoundCheck, ...]


def groups() -> list[Group]:
    """Return all checks by category, in the order of their identifiers."""
    order = list(Category)
    everything: list[Check | RoundCheck] = [*CHECKS.values(), *ROUND_CHECKS.values()]
    everything.sort(key=lambda check: (order.index(check.category), check.id))
    return [Group(category, tuple(rows)) for category, rows in groupby(everything, lambda check: check.category)]


def find(check_id: str) -> Check | RoundCheck | None:
    """Return the check with this identifier, of an evaluation or of a round."""
    return CHECKS.get(check_id) or ROUND_CHECKS.get(check_id)


def years_of(check: Check | RoundCheck) -> str:
    """Return the years in which a check holds, in words."""
    if check.since and check.until:
        return f"{check.since}—{check.until}年度"
    if check.since:
        return f"{check.since}年度起"
    return f"至{check.until}年度" if check.until else "各年度"


def manual() -> str:
    """Return the catalogue as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    count = len(CHECKS) + len(ROUND_CHECKS)
    yield "# 校验目录"
    yield ""
    yield "由 `python manage.py checks --format markdown` 生成，测试核对其与程序一致，请勿手改。"
    yield f"共{count}项校验：阻断的须改正或豁免，需说明的须在送审前书面说明，提示供参考。"
    for group in groups():
        yield from ("", f"## {group.category}", "", COLUMNS)
        yield from (_row(check) for check in group.checks)
    yield from ("", "## 由约束保证、不会出现的错误", "", "| 编号 | 错误 | 由什么保证 |", "|---|---|---|")
    for entry in IMPOSSIBLE:
        yield f"| {entry.id} | {entry.fault} | {entry.constraint} |"
    yield ""


def _row(check: Check | RoundCheck) -> str:
    cells = (check.id, check.severity.label, check.title, f"{check.basis}（{years_of(check)}）", check.remedy)
    return f"| {' | '.join(_cell(text) for text in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


__all__ = ["Group", "bad_example", "example_findings", "find", "good_example", "groups", "manual", "years_of"]
