"""Open data: all figures of a year as CSV and JSON, put together from the files of its reports.

Each report has its own pair of files beside its landing page; those of the year are their lines one after another, in
the order of the units' codes. So nothing is read twice, and the year's files cost no more than copying.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any

from perfeval.lib.listing.csv_file import BYTE_ORDER_MARK
from perfeval.lib.listing.formulas import harmless

from ..data_schema.figures import Figure, figures_of


@dataclass(frozen=True)
class Column:
    """One column: its name in JSON, its title in CSV, its type and what it says."""

    name: str
    title: str
    datatype: str
    description: str


COLUMNS = (
    Column("year", "年度", "integer", "自评的预算年度。"),
    Column("department_code", "预算编码", "string", "单位的预算编码，各年度不变。"),
    Column("department", "单位", "string", "单位全称，以报告公布时为准。"),
    Column("edition", "版次", "integer", "数据所在的现行版次。"),
    Column("part", "部分", "string", "数据在报告中的部分，即 data.json 最上一层字段的名称。"),
    Column("item", "项目", "string", "这一数字说明的对象，从上级到下级用“/”连接；为空时即“部分”本身。"),
    Column("column", "栏目", "string", "对象的哪一个数字，含义见 data.json 的格式说明。"),
    Column("unit", "计量单位", "string", "元、分、%、人或指标自己的计量单位。"),
    Column("value", "数值", "decimal", "十进制数；未填报和不适用的不列，列出的 0 是实际的 0。"),
)
HEAD = BYTE_ORDER_MARK + ",".join(column.title for column in COLUMNS) + "\r\n"
JSON_HEAD, JSON_TAIL = '{"columns":' + json.dumps([column.name for column in COLUMNS]) + ',"rows":[\n', "\n]}\n"


def report_csv(data: Mapping[str, Any], edition: int) -> bytes:
    """Return the figures of one report as CSV (UTF-8 with a byte order mark)."""
    text = StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row[:-1]] + row[-1:]
                               for row in _rows(data, edition))  # fmt: skip
    return (HEAD + text.getvalue()).encode()


def report_json(data: Mapping[str, Any], edition: int) -> bytes:
    """Return the same as JSON: the names of the columns, and one row after the other."""
    rows = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in _rows(data, edition))
    return (JSON_HEAD + ",\n".join(rows) + JSON_TAIL).encode()


def joined_csv(parts: Iterable[bytes]) -> bytes:
    """Return the figures of many reports in one file."""
    return HEAD.encode() + b"".join(part[len(HEAD.encode()) :] for part in parts)


def joined_json(parts: Iterable[bytes]) -> bytes:
    """Return the figures of many reports in one file."""
    bare = (part[len(JSON_HEAD.encode()) : -len(JSON_TAIL.encode())] for part in parts)
    return JSON_HEAD.encode() + b",\n".join(filter(None, bare)) + JSON_TAIL.encode()


def columns_file() -> bytes:
    """Return what each column says, for programs (after CSV on the Web, W3C)."""
    columns = [
        {"name": one.name, "titles": one.title, "datatype": one.datatype, "dc:description": one.description}
        for one in COLUMNS
    ]
    described = {"@context": "http://www.w3.org/ns/csvw", "tableSchema": {"columns": columns}}
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _rows(data: Mapping[str, Any], edition: int) -> Iterator[list[Any]]:
    department = data["department"]
    for figure in figures_of(data):
        yield [data["year"], department["code"], department["name"], edition, *_cells(figure)]


def _cells(figure: Figure) -> list[str]:
    return list(asdict(figure).values())
