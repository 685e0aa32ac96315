"""C01, K03, K06, T12: who publishes an old report, how the unit is called in it, and what its head says."""

import re
from collections.abc import Iterator

from perfeval.lib.characters import half
from reports.snapshot import OriginalFacts, Snapshot

from .findings import Category, Context, Fault, Severity
from .printed import at_line, original_of, printed
from .sample_report import reporting

REGION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,5}?[市州盟])?(?:[\u4e00-\u9fff]{1,5}?[区县旗市])?"
)
BODY = re.compile(r"(?:街道|镇|乡)?(?:办事处|人民政府|委员会|[局委办厅处院校]|中心)?$")
FOR_OTHERS = re.compile("财政|人民政府(?!办事处)|政府办公室|政务|大数据|信息中心|网信")
THEMES = re.compile("财政|预算|决算|绩效|审计")
NEEDED = ("文件编号", "发文字号", "主题分类", "发布机构", "索引号")
SELF_NAMES = r"我[办局委院校镇乡街处]|我单位|我部门|我街道|本(?:街办|街道|单位|部门|局|镇|乡)|该(?:单位|部门|街道)"
MOST_NAMES = 4
AREAS = "市区县省镇乡"
WEIGHTS = ({"产出指标": 50, "效益指标": 30}, {"产出指标": 40, "效益指标": 20, "成本指标": 20})


def core(name: str) -> str:
    """Return what is left of a unit's name without its region and the kind of body.

    >>> core("东湖区墩子塘街道"), core("南昌市东湖区公园街道办事处")
    ('墩子塘', '公园')
    """
    without = name[REGION.match(name).end() :] if REGION.match(name) else name  # type: ignore[union-attr]
    return BODY.sub("", without) or without


@printed(
    "K03-publisher",
    Severity.BLOCK,
    category=Category.CONSISTENCY,
    basis="《中华人民共和国政府信息公开条例》第十条：谁制作、谁公开",
    explanation="发布机构和报告的单位不是同一个，多半是发错了栏目或者套用了别人的页面。",
    remedy="核对发布机构，改为被评价单位或者代为公开的财政部门、人民政府。",
    bad=reporting(("发布机构：| 青山县云溪镇人民政府", "发布机构：| 青山县石桥镇")),
    good=reporting(("发布机构：| 青山县云溪镇人民政府", "发布机构：| 青山县财政局")),
)
def publisher_is_the_unit(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """发布机构是被评价单位。"""
    for original in original_of(snapshot):
        publisher, unit = original.publisher, original.department
        if publisher and unit and not _is_for(publisher.text, unit.text):
            message = f"发布机构为“{publisher.text}”，报告的单位为“{unit.text}”（第{unit.line}行），请核对。"
            span = (publisher.start, publisher.end)
            yield at_line(original, publisher.line, message, span, expected=unit.text, actual=publisher.text)


def _is_for(publisher: str, unit: str) -> bool:
    mine, theirs = core(publisher), core(unit)
    is_its_own = mine in unit or theirs in publisher
    return is_its_own or bool(FOR_OTHERS.search(publisher) and not publisher.endswith(("镇人民政府", "乡人民政府")))


@printed(
    "C01-header",
    Severity.HINT,
    category=Category.COMPLETENESS,
    basis="政府信息公开目录编制要求：索引号、文号、主题分类等要素齐全",
    explanation="公开信息的要素空着或者分类不准，公众检索不到。",
    remedy="补填空着的要素；绩效自评报告的主题分类一般为财政类。",
    bad=reporting(("云府发〔2023〕18号", "")),
)
def header_is_complete(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """公开信息的要素齐全，主题分类准确。"""
    for original in original_of(snapshot):
        for fact in original.header:
            if fact.name in NEEDED and not fact.text.strip():
                yield at_line(original, fact.line, f"“{fact.name}”空着，请补填。", expected=fact.name)
            elif fact.name == "主题分类" and not THEMES.search(fact.text):
                message = f"主题分类为“{fact.text}”，绩效自评报告宜归入财政类，请核对。"
                yield at_line(original, fact.line, message, (fact.start, fact.end), expected="财政", actual=fact.text)


@printed(
    "T12",
    Severity.EXPLAIN,
    category=Category.TEXT,
    basis="已公开报告的常见错误：单位名称漏字",
    explanation="单位名称漏了字，就不是这个单位的名称了。",
    remedy="改为单位的全称或者规范的简称。",
    bad=reporting(("承办县委、县政府交办的事项", "青山县云镇人民政府承办县委、县政府交办的事项")),
)
def names_are_complete(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """单位名称没有漏字。"""
    for original in original_of(snapshot):
        variants = _variants(original.department.text) if original.department else {}
        for number, line in enumerate(original.lines, start=1):
            for variant, right in variants.items():
                at = half(line).find(variant)
                if at >= 0:
                    message = f"写有“{variant}”，比单位名称“{right}”少字，请改正。"
                    yield at_line(original, number, message, (at, at + len(variant)), expected=right, actual=variant)
                    break


def _variants(name: str) -> dict[str, str]:
    """Return the end of a name with one character left out, for each that may not be, with what it should be."""
    found = {}
    for at in range(1, len(name) - 1):
        start = max(0, at - 3)
        right = name[start:]
        variant = name[start:at] + name[at + 1 :]
        if name[at] not in AREAS and variant not in name and len(variant) >= 5:
            found[variant] = right
    return found


@printed(
    "T12-names",
    Severity.HINT,
    category=Category.TEXT,
    basis="公文写作要求：单位名称使用全称或者规范化简称，前后一致",
    explanation="同一单位在一份报告里有许多叫法，读者分不清说的是谁。",
    remedy="首次用全称并注明简称，此后只用简称或者“我单位”。",
    bad=reporting(
        ("我镇内设", "本镇内设"),
        ("走访困难家庭312户", "我单位走访困难家庭312户"),
        ("制定公路", "本单位制定公路"),
        ("转运生活垃圾", "我部门转运生活垃圾"),
    ),
)
def unit_is_called_alike(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """单位的称呼前后一致。"""
    for original in original_of(snapshot):
        names = _self_names(original)
        if len(names) > MOST_NAMES:
            listed = "、".join(f"“{name}”（第{line}行）" for name, (line, _) in list(names.items())[:8])
            name, (line, at) = list(names.items())[1]
            message, span = f"单位有{len(names)}种称呼：{listed}，请统一。", (at, at + len(name))
            yield at_line(original, line, message, span, content=listed)


def _self_names(original: OriginalFacts) -> dict[str, tuple[int, int]]:
    """Return every way in which the unit calls itself, with its first line and position."""
    unit = original.department.text if original.department else ""
    mine = re.escape(core(unit))
    own = rf"|{mine}(?:街道办事处|街办事处|街办|街道|镇人民政府|镇政府|镇|乡)" if unit else ""
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(original.lines, start=1):
        for name in re.finditer(SELF_NAMES + own, half(line)):
            found.setdefault(name[0], (number, name.start()))
    return found


@printed(
    "K06-weights",
    Severity.HINT,
    category=Category.CONSISTENCY,
    basis="财预〔2020〕10号：预算执行率10%、产出50%、效益30%、满意度10%，一级指标权重有特殊情况可以调整",
    explanation="一级指标的分值与通用分值不同，应当与公布的评分标准一致。",
    remedy="核对当地的指标体系；确有调整的，随报告公布评分标准。",
    bad=reporting(
        ("（一）产出指标（50分）", "（一）产出指标（40分）"),
        ("4.成本指标（10分）\n公路养护每公里成本\n每公里养护成本2.6万元，控制标准2.8万元，该项指标得10分。\n", ""),
        ("（二）效益指标（30分）", "（二）效益指标（40分）"),
        ("4.可持续影响指标（5分）", "4.可持续影响指标（15分）"),
        ("计划2项，该项指标得5分", "计划2项，该项指标得15分"),
    ),
)
def weights_are_the_usual(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """一级指标的分值与通用分值一致，或者另有公布。"""
    for original in original_of(snapshot):
        points = {branch.path[0]: branch for branch in original.branches if len(branch.path) == 1}
        given = {name: branch.points for name, branch in points.items() if name in ("产出指标", "效益指标", "成本指标")}
        known = None not in given.values() and {"产出指标", "效益指标"} <= given.keys()
        if known and given not in WEIGHTS:
            listed = "、".join(f"{name}{value}分" for name, value in given.items())
            message = f"一级指标分值为{listed}，与通用的50分、30分不同，请核对当地的指标体系并公布评分标准。"
            yield at_line(original, points["产出指标"].line, message, actual=listed)
