r"""The header block (政府信息公开) of published pages, as each portal words and orders it. Pure.

One line per field: its label, and what stands there: one of SOURCES, or a fixed text in quotation marks.

>>> parse("文号：文件编号（空则不显示）\n发布机构：发布机构")[0]
HeaderField(label='文号', source='文件编号', text='', hides_empty=True)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SOURCES = (
    "索引号",
    "主题分类",
    "发布机构",
    "生成时间",
    "生成日期",
    "成文日期",
    "文件名称",
    "文件编号",
    "公开范围",
    "公开方式",
)
PUBLISHER = "发布机构"
HIDES_EMPTY = "（空则不显示）"
LONGEST_LABEL = 12
USUAL = """索引号：索引号
主题分类：主题分类
发布机构：发布机构
生成日期：生成时间
文件编号：文件编号
有效性：“有效”
公开范围：公开范围
公开方式：公开方式"""

_LINE = re.compile(
    rf"(?P<label>[^：:]+)[：:]\s*(?:“(?P<text>[^”]+)”|(?P<source>[^“”（]+?))\s*(?P<hides>{HIDES_EMPTY})?"
)


class HeaderBlockError(ValueError):
    """The lines are no header block; `problems` names every fault with its line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class HeaderField:
    """One field: its label and either a source or a fixed text."""

    label: str
    source: str = ""
    text: str = ""
    hides_empty: bool = False


def parse(lines: str) -> tuple[HeaderField, ...]:
    """Return the fields in their order.

    Raises:
        HeaderBlockError: with every fault.
    """
    numbered = [(number, line.strip()) for number, line in enumerate(lines.splitlines(), start=1) if line.strip()]
    fields = [(number, _field(line)) for number, line in numbered]
    known = [field for _, field in fields if field]
    problems = (*_faults_of_lines(fields), *_faults_of_all(known))
    if problems:
        raise HeaderBlockError(problems)
    return tuple(known)


def _field(line: str) -> HeaderField | None:
    found = _LINE.fullmatch(line)
    if not found:
        return None
    return HeaderField(
        found["label"].strip(), (found["source"] or "").strip(), (found["text"] or "").strip(), bool(found["hides"])
    )


def _faults_of_lines(fields: list[tuple[int, HeaderField | None]]) -> Iterator[str]:
    for number, field in fields:
        if field is None:
            yield f"第{number}行不能识别，应为“标签：内容”，如“索引号：索引号”或“有效性：“有效””。"
            continue
        if len(field.label) > LONGEST_LABEL:
            yield f"第{number}行的标签“{field.label}”过长，最多{LONGEST_LABEL}个字。"
        if field.source and field.source not in SOURCES:
            yield f"第{number}行的内容“{field.source}”不能识别，可用{'、'.join(SOURCES)}，或引号“”中的固定文字。"


def _faults_of_all(fields: list[HeaderField]) -> Iterator[str]:
    labels = [field.label for field in fields]
    for label in dict.fromkeys(label for label in labels if labels.count(label) > 1):
        yield f"标签“{label}”出现了{labels.count(label)}次，请只保留一行。"
    if PUBLISHER not in {field.source for field in fields}:
        yield "缺少发布机构，请加上一行“发布机构：发布机构”：公开的报告必须写明由谁发布。"
