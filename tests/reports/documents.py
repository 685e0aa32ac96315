"""Documents that the tests of the document and of its rendering share."""

from typing import Any

from reports.document.blocks import (
    Annex,
    AttachmentList,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Signature,
    Table,
    paragraphs,
)

RARE = "㎡喆堃昇玥祎镕𬭎㛃"
FULL_LINES = "街道办事处会同各社区围绕年初确定的目标任务逐项推进落实并按季度检查进展情况" * 36

INCOME, LIVELIHOOD, CITY, PROBLEMS = TEXTS = paragraphs("""
本单位2022年度收到财政拨款1868.17万元，其中基本支出1203.46万元、项目支出664.71万元，全部用于保障机关运转和履行职责，年末没有结转结余资金。\
各项支出均按规定程序审批，大额支出经集体研究决定，资金使用与批复的用途一致。
民生保障方面，全年为325户443人发放最低生活保障金2550252元，为652名残疾人发放两项补贴424960元，\
临时救助16户65888元，做到按月足额、按时到账，群众反映的问题在五个工作日内办结。
城市管理方面，办理热线工单689件，办结率100%；完成“三无”小区改造4处、道路修补2600㎡，\
通过《社区议事规则（试行）》明确了居民、物业和社区各自的责任，形成了“一周一查、一月一评”的工作机制。
存在的主要问题：一是部分绩效指标的目标值偏低，未能充分反映工作难度；二是满意度调查的样本量偏小，\
仅覆盖5个社区的200名居民；三是个别项目的资金支付集中在第四季度，支付进度与工作进度不够匹配。
""")
CHAPTERS = ("部门概况", "部门整体支出绩效实现情况", "存在问题及改进措施")
ANNEX_TITLES = ("部门整体支出绩效自评表", "绩效指标得分依据", "满意度调查说明")
TWO_LINE_NAME = "老旧小区改造及周边道路环境综合整治专项工作经费"


def make_row(*texts: str, **changes: Any) -> Row:
    """Return a row of plain cells."""
    return Row(tuple(map(Cell, texts)), **changes)


def make_budget_table(rows: int = 30) -> Table:
    """Return an upright table that runs over a page; one of its rows needs two lines."""
    columns = (
        Column("序号", 14, "center"),
        Column("项目", 58),
        Column("年初预算", 28, "right"),
        Column("全年预算", 28, "right"),
        Column("执行数", 28, "right"),
    )
    names = [TWO_LINE_NAME if number == 5 else f"第{number}项工作经费" for number in range(1, rows + 1)]
    lines = [make_row(str(number), name, "12.50", "12.50", "12.50") for number, name in enumerate(names, start=1)]
    total = Row((Cell("合计", colspan=2, header=True), *[Cell(f"{12.5 * rows:.2f}")] * 3), kind="total")
    return Table("部门预算执行情况表", columns, (*lines, total), unit_note="单位：万元")


def make_form_table() -> Table:
    """Return a table whose cells span rows and columns, as the official form has them."""
    columns = tuple(Column("", width, "center") for width in (24, 26, 55, 40, 40, 20, 20))
    head = make_row("一级", "二级", "三级指标", "年度指标值", "实际完成值", "分值", "得分", kind="header")
    body = [
        Row((*_spanning_cells(line), *map(Cell, (f"第{line + 1}项工作", "≥95%", "100%", "5.00", "5.00"))))
        for line in range(8)
    ]
    total = Row((Cell("总分", colspan=5, header=True), Cell("40.00"), Cell("40.00")), kind="total")
    return Table("", columns, (head, *body, total))


def _spanning_cells(line: int) -> list[Cell]:
    first = [Cell("产出指标\n（40分）", rowspan=8, header=True)] if line == 0 else []
    second = [Cell(("数量指标", "质量指标")[line // 4], rowspan=4, header=True)] if line % 4 == 0 else []
    return first + second


def make_document(**changes: Any) -> Document:
    """Return a report of thirteen pages with every kind of block."""
    values: dict[str, Any] = {
        "title": "墨山区青石街道办事处2022年度部门整体支出绩效自评报告",
        "year": 2022,
        "publisher": "墨山区青石街道办事处",
        "description": "青石街道办事处2022年度部门整体支出绩效自评报告全文",
        "keywords": ("绩效自评", "部门整体支出", "2022"),
        "blocks": make_blocks(),
        "annexes": (
            Annex(ANNEX_TITLES[0], (make_form_table(),), "landscape"),
            Annex(ANNEX_TITLES[1], (make_form_table(),), "landscape"),
            Annex(ANNEX_TITLES[2], (Heading(1, "调查方法"), PROBLEMS)),
        ),
    }
    return Document(**{**values, **changes})


def make_blocks() -> tuple[Block, ...]:
    """Return the text of a report before its annexes."""
    return (
        INCOME,
        LIVELIHOOD,
        *[block for chapter in CHAPTERS for block in _chapter(chapter)],
        Paragraph(FULL_LINES),
        make_budget_table(),
        Paragraph(f"参与调查的有{'、'.join(RARE)}等。"),
        AttachmentList(ANNEX_TITLES),
        Signature("墨山区青石街道办事处", "2023年5月26日"),
    )


def _chapter(title: str) -> tuple[Block, ...]:
    return (
        Heading(1, title),
        Heading(2, "基本情况"),
        INCOME,
        Heading(3, "主要职能"),
        LIVELIHOOD,
        CITY,
        Heading(4, "工作机制"),
        PROBLEMS,
        Heading(2, "预算及执行情况"),
        *TEXTS,
    )
