"""Published 项目支出绩效自评表 with what they print, and why our score differs where it does.

池州市贵池区棠溪镇, 2022年度: 委托业务项目; 村级补助及运转经费. 鄂州市行政审批局, 2021年度: 市民中心运行维护费.
Only rows whose names and scores are known are here. A row without values is entered as the form words it, 达成预期指标.
"""

from dataclasses import dataclass

REACHED = "达成预期指标"
TOTAL_ROW = "原表年度资金总额行填0，预算执行得0分；按全年执行数÷全年预算数，执行率100%，得满分。"

UNKNOWN_ROWS = "有的二级指标在已公开的表中没有指标，满意度被截断，不能得出总分。"
ROW_OF_ZEROS = "预算执行原表得0分，按分项资金执行率100%得10分，相差10分；其余已知的行与原表一致。"


@dataclass(frozen=True)
class Row:
    """One row as it is printed: target and actual word for word, and the score; `why` ours is another."""

    branch: str
    name: str
    points: str
    target: str
    actual: str
    printed: str
    ours: str
    why: str = ""


@dataclass(frozen=True)
class RealForm:
    """One published form: amounts in 元 as they are typed (年初, 全年, 执行), rows, and what the checks must say.

    Attributes:
        printed_known: the sum of the scores printed in the rows that are known.
        known: the sum of our scores of the same rows.
        known_why: why they differ.
        unread: the points of the rows that cannot be read.
        printed_total: the total as printed, None where it cannot be read.
        total: ours, None where rows are missing; `total_why` says how the two go together.
    """

    project: str
    scheme: str
    source: str
    funds: tuple[str, str, str]
    rate: str
    execution: Row
    rows: tuple[Row, ...]
    faults: frozenset[str]
    printed_known: str
    known: str
    known_why: str
    unread: str
    printed_total: str | None
    total: str | None
    total_why: str


def reached(branch, name, points):
    return Row(branch, name, points, REACHED, REACHED, printed=points, ours=points)


R03 = RealForm(
    project="委托业务项目",
    scheme="national-project",
    source="current",
    funds=("90万", "89.974万元", "８９９，７４０"),
    rate="100",
    execution=Row("", "预算执行", "10", "0", "0", printed="0", ours="10", why=TOTAL_ROW),
    rows=(
        Row("数量指标", "项目数量", "8", "≥50个", "50", printed="8", ours="8"),
        Row("质量指标", "合格率", "8", "≥100百分比", "100", printed="8", ours="8"),
        reached("质量指标", "合规性", "8"),
        reached("时效指标", "及时性", "8"),
        Row("成本指标", "总成本", "8", "≤90万元", "90", printed="8", ours="8"),
        reached("成本指标", "单项成本", "10"),
        reached("社会效益指标", "社会效益", "10"),
        reached("生态效益指标", "对控制基建项目成本影响程度", "10"),
        reached("可持续影响指标", "可持续影响", "10"),
    ),
    faults=frozenset({"T04-project", "A01"}),
    printed_known="80",
    known="90",
    known_why=ROW_OF_ZEROS,
    unread="10",
    printed_total=None,
    total=None,
    total_why=UNKNOWN_ROWS,
)

R04 = RealForm(
    project="村级补助及运转经费",
    scheme="national-project",
    source="current",
    funds=("202.64万", "132.912万", "132.912万元"),
    rate="100",
    execution=Row("", "预算执行", "10", "0", "0", printed="0", ours="10", why=TOTAL_ROW),
    rows=(
        Row("数量指标", "补助村数", "8", "=8个", "8", printed="8", ours="8"),
        Row("数量指标", "村干部人数", "8", "=42人", "42", printed="8", ours="8"),
        Row("成本指标", "总成本", "10", "≤202.6万", "132.9", printed="10", ours="10"),
    ),
    faults=frozenset({"T04-project", "A01"}),
    printed_known="26",
    known="36",
    known_why=ROW_OF_ZEROS,
    unread="64",
    printed_total=None,
    total=None,
    total_why=UNKNOWN_ROWS,
)

R02 = RealForm(
    project="市民中心运行维护费",
    scheme="hubei-project",
    source="total",
    funds=("150万", "150万", "125.25万"),
    rate="83.5",
    execution=Row(
        "",
        "预算执行",
        "20",
        "100%",
        "83.5%",
        printed="18",
        ours="16.70",
        why="原表在数量指标中给预算执行率18分；按得分=20×执行率，125.25÷150=83.5%，得16.70分。",
    ),
    rows=(
        reached("年度绩效目标", "预算资金拨款率", "10"),
        reached("年度绩效目标", "办结率", "10"),
        reached("年度绩效目标", "考核结果", "10"),
        Row("年度绩效目标", "运行维护成本", "10", "≤150万", "150万", printed="10", ours="10"),
        reached("年度绩效目标", "大厅运行正常率", "10"),
    ),
    faults=frozenset({"T05-project", "A01"}),
    printed_known="68",
    known="66.70",
    known_why="预算执行原表得18分，按执行率83.5%得16.70分，相差1.30分；其余已知的行与原表一致。",
    unread="30",
    printed_total="98",
    total="66.70",
    total_why="已知的行原表得68分，其余30分的行不可读，按原表98分应得满分；照此计，总分为96.70分，比原表少1.30分。",
)

FORMS = (R02, R03, R04)
