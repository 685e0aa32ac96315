"""Print the indicator library (指标库)."""

from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand

from departments.models import Department
from indicators.library import CATEGORIES, COMMON, KINDS, Entry, shelf

HEAD = ("指标", "参考指标值", "评分方法", "数据来源", "取数方法")
TITLES = {COMMON: "各类单位共用"} | {kind: Department.Kind(kind).label for kind in KINDS}


class Command(BaseCommand):
    help = "以 Markdown 列出指标库：各类单位的三级指标、参考指标值、评分方法、数据来源和取数方法；不需要数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = "、".join(f"{kind}（{title}）" for kind, title in TITLES.items())
        parser.add_argument(
            "kind", nargs="?", choices=TITLES, metavar="KIND", help=f"单位类型：{known}；不写则全部列出"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = [options["kind"]] if options["kind"] else [*KINDS, COMMON]
        self.stdout.write("\n".join(line for kind in kinds for line in _lines(kind)))


def _lines(kind: str) -> Iterator[str]:
    entries = shelf(kind)
    yield f"## {TITLES[kind]}（{len(entries)}项）\n"
    for category, group in groupby(entries, key=lambda entry: entry.category):
        yield f"### {CATEGORIES[category]}\n"
        yield _row(*HEAD)
        yield _row(*["---"] * len(HEAD))
        yield from map(_line, group)
        yield ""


def _line(entry: Entry) -> str:
    return _row(entry.name, entry.example, entry.rule_title, entry.source, entry.method)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
