"""Prove the sealed audit log."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from departments import anchors
from departments.anchors import UnreadableAnchor
from departments.services.sealing import unsealed
from departments.verifying import Broken, Proof, verify
from reports.editions.sealed import anchors_of_editions


class Command(BaseCommand):
    help = "验证审计日志：逐条重算封存链，并与外部封存文件和各版次清单核对；指出第一处不符的地方，此时退出码为 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proof = verify([*anchors.written(), *anchors_of_editions()])
        except (Broken, UnreadableAnchor) as broken:
            raise CommandError(f"审计日志不完整：{broken}") from broken
        if proof.head.count and not settings.AUDIT_SEAL_FILE.exists():
            raise CommandError("审计日志不完整：外部封存文件缺失，不能证明日志尾部没有被截去。")
        self.stdout.write(f"审计日志完整。{_sealed(proof)}{_waiting()}")


def _sealed(proof: Proof) -> str:
    if not proof.head.count:
        return "尚无封存的日志。"
    return f"已封存{proof.head.count}条，末值 {proof.head.digest}；与外部记录{proof.anchors}处一致。"


def _waiting() -> str:
    """Return what is not sealed yet: it is believed, not proved."""
    waiting = unsealed()
    first = waiting.first()
    if first is None:
        return "没有未封存的日志。"
    oldest = timezone.localtime(first.at).strftime("%Y-%m-%d %H:%M")
    return f"尚未封存{waiting.count()}条（编号{first.pk}起，{oldest}），下次整理（sweep）时封存。"
