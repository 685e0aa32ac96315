"""Prove what was published."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.editions.scans import flaws_of_scan, scan_folder
from reports.editions.verifying import Flaw, flaws_of_edition, flaws_of_folder, folders_below, unknown_folders
from reports.models import Edition, Scan
from reports.services.rendering_again import differences_of


class Command(BaseCommand):
    help = (
        "核对已公开和已撤回的全部版次：逐个文件重算哈希，列出每个被改动、缺失或多出的文件；有不符的以状态 1 退出。"
        "用 --folder 核对一份网站目录的副本，不需要数据库。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, metavar="目录", help="只核对此目录下的版次与各自的清单")
        parser.add_argument("--render", action="store_true", help="再用保存的快照重新生成，逐字节比对")

    def handle(self, *args: Any, **options: Any) -> None:
        count = flawed = 0
        for count, flaws in enumerate(self._editions(options), start=1):  # noqa: B007 - the last count is told
            for flaw in flaws:
                flawed += 1
                self.stdout.write(str(flaw))
        for flaw in unknown_folders(_known()) if options["folder"] is None else ():
            flawed += 1
            self.stdout.write(str(flaw))
        if flawed:
            raise CommandError(f"共核对 {count} 个版次，发现 {flawed} 处不符。", returncode=1)
        self.stdout.write(f"共核对 {count} 个版次，全部相符。")

    def _editions(self, options: dict[str, Any]) -> Iterator[list[Flaw]]:
        folder = options["folder"]
        if folder is not None:
            if not folder.is_dir():
                raise CommandError(f"目录“{folder}”不存在，请检查路径。")
            yield from (list(flaws_of_folder(folder / address, address)) for address in folders_below(folder))
            return
        for edition in Edition.objects.select_related("review", "evaluation").order_by("folder").iterator(50):
            scans = edition.scans.select_related("edition")
            flaws = [*flaws_of_edition(edition), *(flaw for scan in scans for flaw in flaws_of_scan(scan))]
            yield flaws or (list(differences_of(edition)) if options["render"] else [])


def _known() -> set[str]:
    """Return the addresses of everything that may be public."""
    public = Edition.objects.public()
    scans = Scan.objects.filter(edition__in=public, replaced_by=None).select_related("edition")
    return {*public.values_list("folder", flat=True), *map(scan_folder, scans)}
