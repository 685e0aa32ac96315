"""System checks: what this computer lacks for typesetting, and what will look different."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, register

from perfeval import machine

TAG = "typesetting"
INSTALL = "请在程序目录执行 make run 自动安装，或按 README.md“系统软件包”一节手工安装。"


@register(TAG)
def libraries_are_installed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The shared libraries that set pages are there."""
    return [*_missing_pango(), *_missing_harfbuzz_subset()]


@register(TAG)
def fonts_are_installed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every typeface of the official layout, or its free counterpart, is there."""
    families = machine.font_families()
    if families is None:
        message = "未安装 fontconfig（没有 fc-list 命令），无法核对公文字体；报告的字体可能与公文格式不同。"
        return [checks.Warning(message, hint=INSTALL, id="perfeval.W003")]
    return [*_missing_typefaces(families), *_missing_rare_characters(families)]


@register(TAG, deploy=True)
def official_fonts_are_installed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The official fonts are there; otherwise free ones of the same proportions are used."""
    families = machine.font_families() or frozenset()
    replaced = [typeface.official[0] for typeface in machine.TYPEFACES if not typeface.is_official(families)]
    if not replaced:
        return []
    message = f"未安装正式公文字体：{'、'.join(replaced)}；报告改用同类自由字体，版面相同，笔形略有差别。"
    return [checks.Info(message, hint="如单位已取得字体授权，请把字体文件装到本机后重新启动。", id="perfeval.I001")]


def _missing_pango() -> Iterator[CheckMessage]:
    missing = [library.title for library in machine.PANGO if not library.is_loadable]
    if missing:
        yield checks.Warning(
            f"未安装 {'、'.join(missing)}：不能生成 PDF，网页和数据不受影响。", hint=INSTALL, id="perfeval.W001"
        )


def _missing_harfbuzz_subset() -> Iterator[CheckMessage]:
    if not machine.HARFBUZZ_SUBSET.is_loadable:
        yield checks.Warning(
            "未安装 HarfBuzz Subset：生成 PDF 要慢数倍，文件也可能更大。", hint=INSTALL, id="perfeval.W002"
        )


def _missing_typefaces(families: frozenset[str]) -> Iterator[CheckMessage]:
    for typeface in machine.TYPEFACES:
        if not typeface.is_available(families):
            message = f"未安装{typeface.title}字体：报告的{typeface.use}将改用 {typeface.substitute}，与公文格式不同。"
            yield checks.Warning(message, hint=INSTALL, id="perfeval.W004")


def _missing_rare_characters(families: frozenset[str]) -> Iterator[CheckMessage]:
    if machine.NOTO_SERIF not in families:
        message = f"未安装 {machine.NOTO_SERIF} 字体：人名、单位名中的生僻字（如“喆”“昇”“玥”）可能印不出来。"
        yield checks.Warning(message, hint=INSTALL, id="perfeval.W005")
