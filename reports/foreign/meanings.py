"""What headers, rows and labels are called in official tables, and what each of them stands for here.

>>> meaning_of(INDICATORS, "年度指标值（A）"), meaning_of(INDICATORS, "指标得分"), meaning_of(INDICATORS, "核心指标")
('target', 'computed', '')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

INDICATORS, FUNDS, FUND_ROWS, TASKS, GOALS, LABELS = "indicators", "funds", "fund_rows", "tasks", "goals", "labels"
COMPUTED = "computed"
NO_READING = "由系统计算，不读取"
LONGEST_TITLE = 60
ASIDE = re.compile(r"\((?!调整|盖章|单位)[^()]*\)")
LEAVES_OUT = re.compile(r"[\s()【】\[\]:;,、·*※“”\"']")


class Meaning(NamedTuple):
    """What something may stand for: what a person chooses it by, and the words it is known by."""

    title: str
    words: re.Pattern[str]


def _known(title: str, words: str) -> Meaning:
    return Meaning(title, re.compile(words))


MEANINGS: Mapping[str, Mapping[str, Meaning]] = {
    INDICATORS: {
        "level1": _known("一级指标", "一级指标"),
        "level2": _known("二级指标", "二级指标"),
        "name": _known("三级指标（指标名称）", "三级指标(名称|内容)?|(绩效)?指标名称|指标内容"),
        "nature": _known("指标性质", "指标(性质|类型)|定[量性]定?[量性]?"),
        "sign": _known("计算符号", "(计算|比较)?符号"),
        "unit": _known("计量单位", "(计量|度量|指标值)?单位"),
        "adjusted_target": _known("调整后指标值", "(年中|全年)?调整后?的?(指标|目标)值|全年调整(指标|目标)值"),
        "target": _known("年度指标值", "((年度|年初|全年|预期|计划)的?(设定)?)?(指标|目标)值"),
        "points": _known("分值", "(指标)?(分值|权重)|标准分值?"),
        "actual": _known("实际完成值", "(全年|年度)?(实际)?完成(值|指标值|情况)|实际值|全年实际完成值?"),
        "measure": _known("改进措施", "(下一步)?改进措施"),
        "reason": _known("偏差原因", "(未完成|偏差|未达标|得?失分|未完成目标)(的)?(主要)?原因.*"),
        "standard": _known("评分标准", "(评分|评价|计分)(标准|规则|办法)"),
        "source": _known("数据来源", "(指标值?)?数据来源"),
        COMPUTED: _known(NO_READING, "(自评|实际|指标)?得分|得分系数%?|完成率%?"),
    },
    FUNDS: {
        "initial": _known("年初预算数", "年初(预算)?数?"),
        "adjusted": _known("全年预算数", "(全年|调整后|全年调整|调整)?预算数|(全年|调整后)预算"),
        "executed": _known("全年执行数", "(全年|预算|实际)?执行数?|决算数|实际支出数"),
        "execution_reason": _known("预算执行偏差原因", "(偏差|未完成|执行偏差)?原因.*"),
        COMPUTED: _known(NO_READING, "(预算)?执行率.*|(执行率)?(分值|权重|得分)%?"),
    },
    TASKS: {
        "title": _known("工作任务", "(主要|工作)?任务(名称)?"),
        "result": _known("完成情况", "(实际|任务)?完成情况"),
        COMPUTED: _known(NO_READING, "(预算)?执行率%?|分值|得分|权重"),
    },
    GOALS: {
        "expected": _known("预期目标", "(年初|年度|项目|预期|总体|部门|整体|绩效|设定)+目标"),
        "reached": _known(
            "实际完成情况", "((全年|年度|项目|总体|绩效)*目标)?(全年|年度)?(目标)?(实际)?完成情况|实际完成情况"
        ),
    },
    LABELS: {
        "unit_name": _known(
            "单位名称（核对）", "(填报|预算|实施|部门)?单位(名称)?|部门(名称|单位名称)|主管部门(名称)?"
        ),
        "project_name": _known("项目名称（核对）", "项目名称"),
        "filled_by": _known("填报人", "填[报表]人|经办人"),
        "head": _known("单位负责人", "(单位|部门)负责人(签字|签章)?"),
        "phone": _known("联系电话", "联系电话|电话"),
    },
    FUND_ROWS: {
        COMPUTED: _known("合计，只作核对", "(年度)?(财政)?(资金)?总额|合计|总计"),
        "basic": _known("基本支出", "(按支出性质分)?基本支出"),
        "project": _known("项目支出", "(按支出性质分)?项目支出"),
        "general": _known("一般公共预算", "(按(收入性质|资金来源)分)?一般公共预算.*"),
        "government": _known("政府性基金预算", "政府性基金.*"),
        "state_capital": _known("国有资本经营预算", "国有资本.*"),
        "special_account": _known("财政专户管理资金", "(纳入)?(财政)?专户.*"),
        "current": _known("当年财政拨款", "(当年|年度)?财政(拨款|资金)"),
        "carried_over": _known("上年结转资金", "上年结转(结余)?(资金)?"),
        "unit": _known("单位资金", "单位资金"),
        "other": _known("其他资金", "其他(资金|收入)?"),
    },
}


@lru_cache(maxsize=2**15)
def bare(text: str) -> str:
    """Return a title as it is compared: in half width, without blanks, remarks in brackets and what it begins with.

    >>> bare("其中：当年财政拨款"), bare("全年（调整）预算数（万元）"), bare("1. 产出指标(50分)")
    ('当年财政拨款', '全年调整预算数', '产出指标')
    """
    half = unicodedata.normalize("NFKC", text)
    words = LEAVES_OUT.sub("", ASIDE.sub("", half)).removeprefix("其中")
    return re.sub(r"^(\d+\.?(?=\D)|[一二三四五六七八九十]+[.、])|(?<=.)[A-C]$", "", words)


def meaning_of(group: str, title: str) -> str:
    """Return what a title most likely stands for, empty for one that is not known."""
    if len(title) > LONGEST_TITLE:
        return ""
    words = bare(title)
    found = (key for key, meaning in MEANINGS[group].items() if meaning.words.fullmatch(words))
    return next(found, "")
