"""System check: whether uploaded files are scanned for viruses."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, register

from . import scanning

HINT = "安装 clamd，并把环境变量 CLAMD_URL 设为 tcp://主机:端口 或 unix:///套接字路径，然后重新启动。"


@register("evidence", deploy=True)
def uploads_are_scanned(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A scanner is configured and answers."""
    if not scanning.is_configured():
        return [checks.Info("没有配置病毒扫描：上传的佐证材料不经扫描。", hint=HINT, id="indicators.I001")]
    if not scanning.is_alive():
        message = "病毒扫描服务没有应答：在它恢复之前，佐证材料一律不能上传。"
        return [checks.Warning(message, hint="请检查 clamd 是否运行、CLAMD_URL 是否正确。", id="indicators.W001")]
    return []
