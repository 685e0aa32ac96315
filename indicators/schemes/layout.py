"""Reading the form, the outline and the attachments of a scheme. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from indicators.schemes.form import (
    COLUMN_KEYS,
    FUND_COLUMN_KEYS,
    FUND_COLUMNS,
    GOAL_COLUMN_KEYS,
    GOAL_COLUMNS,
    TEXT_KEYS,
    Column,
    Form,
    FundRow,
    Heading,
    TextBlock,
)
from indicators.schemes.spec import SOURCES, Attachment, OutlineNode
from indicators.schemes.tables import Table
from perfeval.lib.decimals import plain

ORIENTATIONS = {"landscape": "横向", "portrait": "纵向"}
PRINTABLE_WIDTH = {"landscape": Decimal(225), "portrait": Decimal(156)}
ROWS_OF_FUNDS = {
    "total": "年度资金总额",
    "current": "当年财政拨款",
    "carried_over": "上年结转资金",
    "other": "其他资金",
    "general": "一般公共预算",
    "fund": "政府性基金",
    "special_account": "财政专户管理资金",
    "unit": "单位资金",
    "basic": "基本支出",
    "project": "项目支出",
}


def read_outline(table: Table) -> OutlineNode:
    """Read one chapter with the chapters below it; an indicator chapter's key is its level one."""
    title, source, key = table.text("title"), table.choice("source", SOURCES, "group"), table.text("key")
    node = OutlineNode(
        title,
        source,
        key,
        tuple(map(read_outline, table.tables("children"))),
        table.text("level", key if source == "indicators" else ""),
        table.flag("is_numbered", default=True),
    )
    table.close()
    if source == "group" and not node.children:
        table.note("", f"章节“{title}”没有内容，请设置来源（source）或下级章节（children）。")
    return node


def read_form(table: Table) -> Form:
    """Read the layout of the official table; the columns have to fit the page."""
    before = len(table.problems)
    form = Form(
        table.text("title"),
        table.choice("orientation", ORIENTATIONS, "landscape"),
        tuple(map(_column, table.tables("columns", required=True))),
        tuple(map(_fund_row, table.tables("fund_rows"))),
        table.texts("header", []),
        table.texts("footer", []),
        table.integers("header_rows"),
        table.text("fund_title", Form.fund_title),
        _headings(table, "fund_columns", FUND_COLUMN_KEYS) or FUND_COLUMNS,
        table.text("goal_title", Form.goal_title),
        _headings(table, "goal_columns", GOAL_COLUMN_KEYS) or GOAL_COLUMNS,
        table.text("indicators_title", ""),
        tuple(map(_text_block, table.tables("texts"))),
        table.texts("notes", []),
    )
    table.close()
    if len(table.problems) == before:
        _check_form(table, form)
    return form


def _check_form(table: Table, form: Form) -> None:
    _check_repeated(table, "columns", form.columns, COLUMN_KEYS)
    _check_repeated(table, "fund_columns", form.fund_columns, FUND_COLUMN_KEYS)
    _check_repeated(table, "goal_columns", form.goal_columns, GOAL_COLUMN_KEYS)
    _check_repeated(table, "texts", form.texts, TEXT_KEYS)
    limit = PRINTABLE_WIDTH[form.orientation]
    if form.width > limit:
        message = f"各列宽度合计 {plain(form.width)} 毫米，超过版心宽度 {plain(limit)} 毫米，请调整。"
        table.note("columns", message)
    if form.fund_rows and sum(row.is_scored for row in form.fund_rows) != 1:
        table.note("fund_rows", "资金部分应当有且只有一行计分，请改正。")
    if form.header_rows and sum(form.header_rows) != len(form.header):
        table.note("header_rows", f"各行栏数合计应当等于表头的 {len(form.header)} 栏，请改正。")
    _check_parts(table, form.fund_rows)


def _check_repeated(
    table: Table, name: str, entries: Sequence[Column | Heading | TextBlock], titles: Mapping[str, str]
) -> None:
    keys = [entry.key for entry in entries]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        table.note(name, f"列“{titles[key]}”重复，请删除。")


def _check_parts(table: Table, rows: Sequence[FundRow]) -> None:
    """Refuse a sum of rows that are not there, or that are sums themselves."""
    plain_rows = {row.key for row in rows if not row.parts}
    for row in rows:
        for key in row.parts:
            if key not in plain_rows:
                table.note("fund_rows", f"“{row.title}”的组成部分“{key}”不是资金部分中的明细行，请改正。")


def _column(table: Table) -> Column:
    column = Column(table.choice("key", COLUMN_KEYS), table.text("title"), table.number("width"))
    table.close()
    if column.width <= 0:
        table.note("width", f"列“{column.title}”的宽度应当大于 0 毫米，请改正。")
    return column


def _fund_row(table: Table) -> FundRow:
    row = FundRow(
        table.choice("key", ROWS_OF_FUNDS),
        table.text("title"),
        table.flag("is_scored", default=False),
        table.texts("parts", []),
    )
    table.close()
    return row


def _headings(table: Table, name: str, keys: Mapping[str, str]) -> tuple[Heading, ...]:
    found = []
    for entry in table.tables(name):
        found.append(Heading(entry.choice("key", keys), entry.text("title")))
        entry.close()
    return tuple(found)


def _text_block(table: Table) -> TextBlock:
    block = TextBlock(
        table.choice("key", TEXT_KEYS), table.text("title"), is_first=table.flag("is_first", default=False)
    )
    table.close()
    return block


def read_attachment(table: Table) -> Attachment:
    """Read one required file."""
    attachment = Attachment(table.text("key"), table.text("title"))
    table.close()
    return attachment
