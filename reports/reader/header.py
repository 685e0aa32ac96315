"""The block of facts that a government portal prints above a document (索引号, 发布机构 …)."""

from collections.abc import Iterator, Sequence

from reports.snapshot.original import Stated

from .lines import Line

LABELS = (
    *("索引号", "统一登记号", "主题分类", "体裁分类", "信息类别", "公开目录", "发布机构", "发文单位", "公开责任部门"),
    *("生成日期", "成文日期", "发文日期", "发布日期", "公开日期", "生效日期", "有效期", "时效性", "有效性", "效力状态"),
    *("文件编号", "发文字号", "发文编号", "文号", "文件名称", "公开范围", "公开方式", "公开形式", "信息来源", "来源"),
)
PUBLISHERS = ("发布机构", "发文单位", "公开责任部门", "信息来源", "来源")
FIRST_LINES = 40


def header(lines: Sequence[Line]) -> tuple[Stated, ...]:
    """Return the facts of the block in order, an empty text for one that is left open."""
    found: dict[str, Stated] = {}
    for line in lines[:FIRST_LINES]:
        for fact in _facts(line):
            found.setdefault(fact.name, fact)
    return tuple(found.values())


def publisher(facts: Sequence[Stated]) -> Stated | None:
    """Return who has published the document, by the first label that says so."""
    given = {fact.name: fact for fact in facts if fact.text}
    return next((given[label] for label in PUBLISHERS if label in given), None)


def _facts(line: Line) -> Iterator[Stated]:
    """Yield the facts of one line: `label: | value`, `label: value`, several in a row or a single one."""
    cells = _cells(line)
    for index, (start, cell) in enumerate(cells):
        label, colon, value = cell.partition(":")
        label = label.strip()
        if label not in LABELS or (not colon and not line.is_row):
            continue
        if value.strip():
            at = start + cell.index(":") + 1 + len(value) - len(value.lstrip())
            yield _stated(line, label, at, value.strip())
        else:
            at, text = cells[index + 1] if index + 1 < len(cells) else (start + len(cell), "")
            yield _stated(line, label, at, "" if _is_label(text) else text)


def _cells(line: Line) -> list[tuple[int, str]]:
    """Return the cells of a line with their positions."""
    cells, position = [], 0
    for raw in line.plain.replace("\t", "|").split("|"):
        cells.append((position + len(raw) - len(raw.lstrip()), raw.strip()))
        position += len(raw) + 1
    return cells


def _is_label(text: str) -> bool:
    return text.partition(":")[0].strip() in LABELS


def _stated(line: Line, name: str, start: int, text: str) -> Stated:
    end = start + len(text)
    return Stated(line.text[start:end], line.number, start, end, name)
