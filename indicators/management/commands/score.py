"""Score a file of measurements without a database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.management.files import find_scheme, read_text, refused
from indicators.schemes import preset
from indicators.scoresheet import SheetError, rules_as_markdown, rules_as_text, score_sheet

MANUALS = {"text": rules_as_text, "markdown": rules_as_markdown}


class Command(BaseCommand):
    help = "按指标体系方案为 JSON 文件中的指标计分，输出得分、依据、合计和等级；不需要数据库。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE.json", help="指标文件；“-”表示从标准输入读取")
        parser.add_argument("--scheme", metavar="NAME", help="方案代号或 .toml 文件，优先于文件中的 scheme")
        parser.add_argument("--rules", action="store_true", help="列出全部计分规则的参数、示例和依据")
        parser.add_argument("--format", choices=tuple(MANUALS), default="text", help="规则表的格式")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rules"]:
            self.stdout.write(MANUALS[options["format"]]())
        elif options["file"] is None:
            raise CommandError("请给出指标文件（“-”表示标准输入），或用 --rules 查看计分规则。")
        else:
            self.stdout.write(json.dumps(_scored(options["file"], options["scheme"]), ensure_ascii=False, indent=2))


def _scored(file: str, scheme: str | None) -> dict[str, Any]:
    conventions = find_scheme(scheme).conventions if scheme else None
    try:
        return score_sheet(read_text(file), lambda name: conventions or preset(name).conventions)
    except SheetError as error:
        raise refused(f"“{file}”未计分", error) from None
