"""The name of an uploaded file as it is kept: no folders, nothing invisible, not too long."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 150
NAMELESS = "未命名"
INVISIBLE = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
RESERVED = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    r"""Return `name` as it can be stored, shown and saved on any computer.

    >>> clean_name("C:\\资料\\合同\u202efdp.exe")
    '合同fdp.exe'
    >>> clean_name("../../证明\x00.pdf")
    '证明.pdf'
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(character for character in last if unicodedata.category(character) not in INVISIBLE)
    path = PurePosixPath(RESERVED.sub("_", " ".join(visible.split())).strip(". ") or NAMELESS)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix[:LONGEST_NAME]}"
