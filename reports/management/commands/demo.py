"""Load the demo and publish its report."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.demo import DemoRefused, Outcome, play
from reports.demo.people import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """`manage.py demo`: from an empty database to the published report, without a server."""

    help = "在空数据库中载入演示数据，走完填报、评分、送审、审核、公开全过程，并输出得分、等级和成品路径。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the output format."""
        parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play the demo and print what came of it."""
        try:
            outcome = play()
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(_as_json(outcome) if options["format"] == "json" else _as_text(outcome))


def _as_json(outcome: Outcome) -> str:
    values = {"score": outcome.score, "grade": outcome.grade, "html": str(outcome.html), "pdf": str(outcome.pdf)}
    return json.dumps(values, ensure_ascii=False)


def _as_text(outcome: Outcome) -> str:
    accounts = "\n".join(f"  {account.username:<8} {account.role.label}" for account in ACCOUNTS)
    return (
        f"自评得分 {outcome.score}，等级 {outcome.grade}\n网页 {outcome.html}\nPDF  {outcome.pdf}\n"
        f"演示账号（初始密码均为 {PASSWORD}）：\n{accounts}"
    )
