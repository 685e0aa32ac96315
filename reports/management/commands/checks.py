from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.catalogue import groups, manual


class Command(BaseCommand):
    """Print the catalogue of checks (校验目录)."""

    help = "Print the catalogue of checks, as a list or as the page of the manual."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the format."""
        parser.add_argument("--format", choices=("text", "markdown"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        if options["format"] == "markdown":
            self.stdout.write(manual(), ending="")
            return
        for group in groups():
            for check in group.checks:
                self.stdout.write(f"{check.id}\t{check.severity.label}\t{group.category}\t{check.title}")
