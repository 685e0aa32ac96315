"""The sentences that a report writes by itself, as templates of the scheme with bound figures. Pure.

A scheme words some of them anew under `[wording]`; the others read as here. Names are those of the figures to which
texts can be bound, and a few that one sentence alone has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product

from perfeval.lib.bound import bound_in, masked

LINES = (
    "基本支出",
    "项目支出",
    "一般公共预算",
    "政府性基金预算",
    "公用经费",
    "公务接待费",
    "政府采购",
    "“三公”经费",
    "",
)
COLUMNS = ("年初预算数", "全年预算数", "全年执行数", "上年执行数")
NAMES = (
    *(
        "总得分",
        "等级",
        "各项得分合计",
        "单位名称",
        "单位简称",
        "评价年度",
        "编制数",
        "实有人数",
        "离退休人数",
        "编外人数",
    ),
    *(f"{line}{column}" for line, column in product(LINES, COLUMNS)),
    *("收入年初预算数", "全年收入", "上年收入", "年末结转结余", "上年末结转结余", "固定资产总额", "在用固定资产"),
    *("重点支出预算", "预算调整数", "项目个数"),
    *("预算完成率", "预算调整率", "公用经费控制率", "“三公”经费控制率", "“三公”经费变动率", "支付进度率", "结转结余率"),
    *("结转结余变动率", "政府采购执行率", "固定资产利用率", "重点支出安排率"),
)
"""The figures that every evaluation has; a test holds them against the catalogue."""
UNITS = ("", "元", "万元", "亿元")


@dataclass(frozen=True)
class Sentence:
    """One sentence: what it is called, how it reads where a scheme says nothing, and names of its own."""

    title: str
    template: str
    own: tuple[str, ...] = ()


SENTENCES = {
    "total": Sentence("总得分和等级", "{{ 评价年度 }}年度自评得分{{ 总得分 }}，等级为“{{ 等级 }}”。"),
    "ungraded": Sentence(
        "没有等级时的总得分",
        "{{ 评价年度 }}年度各项得分合计{{ 总得分 }}；各项分值合计不等于100分，暂不评定等级。",
    ),
    "final": Sentence(
        "复核得分",
        "本报告自评得分{{ 总得分 }}，经{{ 复核环节 }}，复核得分{{ 复核得分 }}，等级为“{{ 复核等级 }}”。",
        ("复核环节", "复核得分", "复核等级"),
    ),
    "basis": Sentence(
        "自评的依据",
        "根据{{ 依据文件 }}等文件要求，{{ 单位名称 }}组织开展了{{ 评价年度 }}年度{{ 评价对象 }}绩效自评。",
        ("依据文件", "评价对象"),
    ),
    "basis_uncited": Sentence(
        "没有列出依据时的开头",
        "{{ 单位名称 }}组织开展了{{ 评价年度 }}年度{{ 评价对象 }}绩效自评。",
        ("评价对象",),
    ),
    "duties": Sentence("主要职责", "{{ 单位名称 }}的主要职责共{{ 职责项数 }}。", ("职责项数",)),
    "offices": Sentence("内设机构", "{{ 单位名称 }}内设{{ 机构个数 }}机构。", ("机构个数",)),
    "staffing": Sentence(
        "人员情况",
        "截至{{ 统计日期 }}，编制{{ 编制数 }}，实有{{ 实有人数 }}，在职人员控制率{{ 在职人员控制率 }}。",
        ("统计日期", "在职人员控制率"),
    ),
    "staffing_kinds": Sentence(
        "各类人员",
        "其中：行政编制{{ 行政编制数 }}，实有{{ 行政实有人数 }}；事业编制{{ 事业编制数 }}，实有{{ 事业实有人数 }}；"
        "工勤编制{{ 工勤编制数 }}，实有{{ 工勤实有人数 }}。另有离退休人员{{ 离退休人数 }}，编外人员{{ 编外人数 }}。",
        ("行政编制数", "行政实有人数", "事业编制数", "事业实有人数", "工勤编制数", "工勤实有人数"),
    ),
    "achievement": Sentence(
        "指标完成情况",
        "年度指标值为{{ 年度指标值 }}，实际完成值为{{ 实际完成值 }}。",
        ("年度指标值", "实际完成值"),
    ),
    "achievement_adjusted": Sentence(
        "指标值调整过的完成情况",
        "年度指标值为{{ 年度指标值 }}（原批复为{{ 批复指标值 }}，依据{{ 调整依据 }}调整），"
        "实际完成值为{{ 实际完成值 }}。",
        ("年度指标值", "批复指标值", "调整依据", "实际完成值"),
    ),
    "survey": Sentence(
        "满意度调查",
        "满意度调查对象为{{ 调查对象 }}，采用{{ 调查方式 }}方式，于{{ 调查开始日期 }}至{{ 调查结束日期 }}开展，"
        "样本{{ 样本数 }}，收回有效问卷{{ 有效问卷数 }}。",
        ("调查对象", "调查方式", "调查开始日期", "调查结束日期", "样本数", "有效问卷数"),
    ),
    "idle": Sentence("不考核的指标", "本年度不考核，理由：{{ 不考核的理由 }}。", ("不考核的理由",)),
    "loss": Sentence("得分依据", "得分依据：{{ 得分依据 }}。", ("得分依据",)),
    "score": Sentence("指标得分", "对照评分标准，本项得{{ 本项得分 }}。", ("本项得分", "本项分值")),
    "income": Sentence("收入", "{{ 评价年度 }}年度收入年初预算数{{ 收入年初预算数 }}，全年收入{{ 全年收入 }}。"),
    "expenditure": Sentence(
        "支出",
        "{{ 评价年度 }}年度支出年初预算数{{ 年初预算数 }}，全年预算数{{ 全年预算数 }}，全年执行数{{ 全年执行数 }}，"
        "预算执行率{{ 预算完成率 }}。",
    ),
    "adjustments": Sentence(
        "预算调整",
        "全年预算调整{{ 调整项数 }}，计入预算调整率的金额合计{{ 预算调整数 }}，预算调整率{{ 预算调整率 }}。",
        ("调整项数",),
    ),
    "projects": Sentence(
        "项目支出",
        "全年安排项目{{ 项目个数 }}，其中重点支出项目{{ 重点项目个数 }}，重点支出预算{{ 重点支出预算 }}。",
        ("重点项目个数",),
    ),
    "operating": Sentence(
        "公用经费",
        "公用经费预算数{{ 公用经费全年预算数 }}，执行数{{ 公用经费全年执行数 }}，控制率{{ 公用经费控制率 }}。",
    ),
    "three_public": Sentence(
        "“三公”经费",
        "“三公”经费预算数{{ “三公”经费全年预算数 }}，执行数{{ “三公”经费全年执行数 }}，"
        "控制率{{ “三公”经费控制率 }}；上年执行数{{ “三公”经费上年执行数 }}。",
    ),
    "carryover": Sentence("结转结余", "年末结转结余{{ 年末结转结余 }}，上年末结转结余{{ 上年末结转结余 }}。"),
    "procurement": Sentence(
        "政府采购",
        "政府采购预算数{{ 政府采购全年预算数 }}，实际采购金额{{ 政府采购全年执行数 }}，执行率{{ 政府采购执行率 }}。",
    ),
    "assets": Sentence("固定资产", "固定资产总额{{ 固定资产总额 }}，其中在用{{ 在用固定资产 }}。"),
}


def problems_of(key: str, template: str) -> Iterator[str]:
    """Yield what is wrong with the template of a sentence, each with what to do."""
    if key not in SENTENCES:
        known = "、".join(f"{name}（{sentence.title}）" for name, sentence in SENTENCES.items())
        yield f"没有名为“{key}”的句子，可用的有{known}，请改正。"
        return
    if "{" in masked(template) or "}" in masked(template):
        yield "花括号没有成对写成“{{ 名称 }}”，请改正。"
    known_names = {_key(name): name for name in (*NAMES, *SENTENCES[key].own)}
    for bound in bound_in(template):
        if _key(bound.name) not in known_names:
            near = get_close_matches(_key(bound.name), known_names, 1, 0.3)
            hint = f"是否为“{known_names[near[0]]}”？" if near else ""
            yield f"“{bound.name}”不是这句话可用的数字名称，{hint}请改正。"
        if bound.unit not in (*UNITS, "%", "分", "人", "名", "个") or bound.decimals not in ("", *"0123456"):
            yield f"“{bound.name}”的单位或者小数位数不对，金额可写元、万元、亿元，小数0至6位，请改正。"


def _key(name: str) -> str:
    return name.replace("“", "").replace("”", "").replace(" ", "")
