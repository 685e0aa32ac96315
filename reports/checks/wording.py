"""C02, K02, K03, T07, T14, T15: what must not stand in a published text."""

import re
from collections.abc import Iterator
from functools import partial

from reports.proofreading import words
from reports.snapshot import Snapshot

from .edits import adding_text
from .findings import Category, Context, Fault, Severity
from .marking import marked
from .registry import check
from .texts import ORIGINAL, public_texts

TEMPLATE_HINT = re.compile(
    r"[Xx×]{2,}(?!\d)|[（(]\s*\d+\s*字(?:以内|左右)\s*[)）]|对照年度目标[，,]?说明|请(?:在此|填写|简要)|此处填写|待补充|\{\{|_{3,}"
)
LABELLED_YEAR = re.compile(r"(?<!\d)(20\d{2})年度")
COMPARED = re.compile(r"(?:较|比|与|自|从|继|《[^》]*)$")
MOBILE = re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.]|元|万)")
IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
CARD = re.compile(r"(?:银行卡号?|账号|卡号)[：:]?\s*\d{12,19}(?!\d)|(?<!\d)62\d{14,17}(?!\d)")
CONTACT = re.compile(
    r"(?:联系人|填报人|填表人|经办人)[：:]\s*[\u4e00-\u9fff]{2,4}[^。\n]{0,12}?(?:0\d{2,3}[-—]?)?(?<!\d)\d{7,8}(?!\d)"
)
PERSONAL = {"手机号码": MOBILE, "身份证号码": IDENTITY, "银行账号": CARD, "联系人姓名和电话": CONTACT}
MARKING = re.compile(r"(?:绝密|机密|秘密)\s*★|内部(?:资料|文件|使用)|不得外传|严禁外传|注意保密|密级[：:]")

texts = partial(check, part="results", of_originals=True)


def is_withheld(text: str) -> bool:
    """Whether a text holds personal data or a marking that must not become public."""
    return any(pattern.search(text) for pattern in (*PERSONAL.values(), MARKING))


@texts(
    "C02",
    Severity.BLOCK,
    category=Category.COMPLETENESS,
    basis="已公开报告的常见错误：样表的填写提示未删除",
    explanation="报告里留有样表的提示或空位，说明内容没有写完。",
    remedy="删除提示文字，补写实际内容。",
    bad=adding_text("完成任务XX项（100字以内）。"),
)
def no_template_hints_are_left(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中没有样表的填写提示和空位。"""
    for text in public_texts(snapshot):
        content = text.content if text.part == ORIGINAL else text.content.replace("{{", "  ")
        found = TEMPLATE_HINT.search(content)
        if found:
            yield text.fault(f"留有填写提示“{found[0]}”，请改写。", found.span(), actual=found[0])


@texts(
    "K02-text",
    Severity.BLOCK,
    category=Category.CONSISTENCY,
    basis="自评报告只评价一个年度",
    explanation="文字中出现其他年度，多半是沿用了往年的内容。",
    remedy="改正年度；与上年度比较的，写成“较……年度”。",
    bad=lambda snapshot: adding_text(f"{snapshot.year - 2}年度各项任务全部完成。")(snapshot),
    good=lambda snapshot: adding_text(f"较{snapshot.year - 2}年度有所增加，{snapshot.year + 1}年度继续推进。")(
        snapshot
    ),
)
def texts_speak_of_the_year(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的年度与评价年度一致。"""
    own = {str(snapshot.year), str(snapshot.year + 1)}
    for text in public_texts(snapshot):
        years = own | {str(snapshot.year - 1)} if text.input.startswith("rectifications-") else own
        for found in LABELLED_YEAR.finditer(text.content):
            if found[1] not in years and not COMPARED.search(text.content[: found.start()]):
                message = f"写有“{found[0]}”，本次评价{snapshot.year}年度，请改正。"
                yield text.fault(message, found.span(), expected=f"{snapshot.year}年度", actual=found[0])


@texts(
    "K03",
    Severity.BLOCK,
    category=Category.CONSISTENCY,
    basis="已公开报告的常见错误：套用其他单位的报告",
    explanation="文字中出现同类单位的名称，多半是从其他单位的报告抄来的。",
    remedy="改为本单位的名称；确需提到该单位的，改写为“兄弟单位”等说法。",
    bad=adding_text("墩子塘街道各项任务全部完成。"),
)
def texts_name_no_other_unit(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中没有其他同类单位的名称。"""
    department = snapshot.department
    own = sorted((department.name, department.short_name, *department.aliases), key=len, reverse=True)
    others = [name for names in context.known_names for name in names if name and name not in own]
    for text in public_texts(snapshot):
        content = text.content
        for name in filter(None, own):
            content = content.replace(name, "＿" * len(name))
        for name in (name for name in others if name in content):
            start = content.index(name)
            message, span = f"出现其他单位的名称“{name}”，请改正。", (start, start + len(name))
            yield text.fault(message, span, expected=department.name, actual=name)


@texts(
    "T07",
    Severity.HINT,
    category=Category.TEXT,
    basis="公文校对常见错误：重复字词",
    explanation="连续重复的词语多半是录入错误。",
    remedy="删去重复的词语。",
    bad=adding_text("补贴发放及时性及时性较好。"),
)
def words_are_not_doubled(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中没有连续重复的词语。"""
    yield from marked(public_texts(snapshot), words.doubled)


@texts(
    "T14",
    Severity.BLOCK,
    category=Category.DISCLOSURE,
    basis="《中华人民共和国政府信息公开条例》第十五条：涉及个人隐私的政府信息不得公开",
    explanation="公开的文字不能有手机号码、身份证号码等个人信息。",
    remedy="删去个人信息。",
    bad=adding_text("联系电话13800000000。"),
)
def texts_hold_no_personal_data(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中没有手机号码、身份证号码、银行账号和联系人的姓名、电话。"""
    for text in public_texts(snapshot):
        for name, pattern in PERSONAL.items():
            found = pattern.search(text.content)
            if found:
                yield text.fault(
                    f"含有{name}，不能公开，请删去。", found.span(), actual=f"{found[0][:3]}…{found[0][-2:]}"
                )


@texts(
    "T15",
    Severity.BLOCK,
    category=Category.DISCLOSURE,
    basis="《中华人民共和国政府信息公开条例》第十四条、第十七条：公开前应当依法审查",
    explanation="文字中有密级或内部标识，不能公开。",
    remedy="删去该内容；涉及国家秘密的，按保密规定处理，不得录入本系统。",
    bad=adding_text("详见机密★文件。"),
)
def texts_hold_no_markings(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中没有密级和内部标识。"""
    for text in public_texts(snapshot):
        found = MARKING.search(text.content)
        if found:
            yield text.fault(f"含有“{found[0]}”字样，不能公开，请核对。", found.span(), actual=found[0])
