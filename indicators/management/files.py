"""What commands read: files named on the command line, and schemes by name or file."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

from indicators.schemes import Scheme, SchemeError, load, preset, preset_names
from indicators.scoresheet import SheetError

LARGEST = 20_000_000


def read_text(name: str) -> str:
    """Return the text of a file, or of standard input for “-”.

    Raises:
        CommandError: it cannot be read, is too large or is no UTF-8 text.
    """
    try:
        content = _read(name)
    except OSError as error:
        raise failure(f"无法读取“{name}”（{error.strerror}），请检查路径和权限。") from None
    if len(content) > LARGEST:
        raise failure(f"“{name}”超过 {LARGEST // 1_000_000} MB，请分成几个文件。")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise failure(f"“{name}”不是 UTF-8 编码的文本，请另存为 UTF-8。") from None


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(name).open("rb") as file:
        return file.read(LARGEST + 1)


def find_scheme(name: str) -> Scheme:
    """Return the preset of this name, or the scheme in this TOML file.

    Raises:
        CommandError: there is neither, or the file has faults.
    """
    if name in preset_names():
        return preset(name)
    if not name.endswith(".toml"):
        known = "、".join(preset_names())
        raise failure(f"没有名为“{name}”的方案，请从以下选择：{known}；或给出 .toml 文件的路径。")
    try:
        return load(read_text(name))
    except SchemeError as error:
        raise refused(f"“{name}”不能使用", error) from None


def refused(title: str, error: SchemeError | SheetError) -> CommandError:
    """Return the answer to a faulty file: all problems, one per line."""
    places = (f"  {problem.path}：{problem.message}" for problem in error.problems)
    return failure("\n".join((f"{title}，有 {len(error.problems)} 处错误：", *places)))


def failure(message: str) -> CommandError:
    """Return the error with every character made fit for any terminal."""
    return CommandError(message.encode("utf-8", "backslashreplace").decode("utf-8"))
