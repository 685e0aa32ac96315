"""What this computer offers for typesetting.

Standard library only, so that the set-up can ask before anything is installed.
"""

import ctypes
import shutil
import subprocess
import sys
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Library:
    """A shared library, as the system names its file."""

    title: str
    name: str
    version: int

    @property
    def is_loadable(self) -> bool:
        """Whether the system's loader finds it."""
        return any(_loads(name) for name in (f"lib{self.name}.so.{self.version}", find_library(self.name)) if name)


@dataclass(frozen=True)
class Typeface:
    """A typeface of the official layout: the fonts that carry it, the best first, and what it is used for."""

    title: str
    use: str
    official: tuple[str, ...]
    free: tuple[str, ...]
    substitute: str

    def is_official(self, families: frozenset[str]) -> bool:
        """Whether one of the official fonts is among `families`."""
        return not families.isdisjoint(self.official)

    def is_available(self, families: frozenset[str]) -> bool:
        """Whether an official font or its free counterpart is among `families`."""
        return self.is_official(families) or not families.isdisjoint(self.free)


PANGO = (Library("Pango", "pango-1.0", 0), Library("PangoFT2", "pangoft2-1.0", 0))
HARFBUZZ_SUBSET = Library("HarfBuzz Subset", "harfbuzz-subset", 0)

NOTO_SERIF = "Noto Serif CJK SC"
NOTO_SANS = "Noto Sans CJK SC"
TYPEFACES = (
    Typeface(
        "小标宋",
        "标题",
        ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK"),
        (NOTO_SERIF,),
        "系统默认字体",
    ),
    Typeface(
        "仿宋",
        "正文",
        ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
        ("FandolFang", "FandolFang R"),
        NOTO_SERIF,
    ),
    Typeface("楷体", "二级标题", ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"), ("FandolKai",), NOTO_SERIF),
    Typeface("黑体", "一级标题", ("黑体", "SimHei"), ("FandolHei", NOTO_SANS), "系统默认字体"),
    Typeface("宋体", "页码和表格", ("宋体", "SimSun"), ("FandolSong", NOTO_SERIF), "系统默认字体"),
)


@cache
def font_families() -> frozenset[str] | None:
    """Return the names of all installed font families; None where fontconfig cannot be asked."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    listing = subprocess.run(
        [program, ":", "family"], capture_output=True, check=False, encoding="utf-8", errors="replace"
    )
    return frozenset(name.strip().replace("\\", "") for line in listing.stdout.splitlines() for name in line.split(","))


def is_ready() -> bool:
    """Whether every library and typeface is there."""
    families = font_families() or frozenset()
    libraries = all(library.is_loadable for library in (*PANGO, HARFBUZZ_SUBSET))
    return libraries and NOTO_SERIF in families and all(typeface.is_available(families) for typeface in TYPEFACES)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(not is_ready())
