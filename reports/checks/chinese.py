"""A13, K02, K15, K16, T07 to T09, T13, T16: the words and sentences of texts, in evaluations and old reports alike."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from perfeval.lib.characters import half
from reports.proofreading import Mark, numbers, sentences, widths, words
from reports.snapshot import Snapshot

from .edits import adding_text, changing_leaf
from .findings import Category, Context, Fault, Severity
from .leaves import fault, is_own
from .marking import fault_at, marked, result_texts
from .registry import check
from .texts import ORIGINAL, Text, public_texts

hinted = partial(check, severity=Severity.HINT, part="results", category=Category.TEXT, of_originals=True)
explained = partial(check, severity=Severity.EXPLAIN, part="results", of_originals=True)
PROOF = "公文校对常见错误"
NAMES = ("-name", "-office")
"""Inputs of names, which are spelled as the document spells them that has set the office up."""


@hinted(
    "T07-cut",
    basis=f"{PROOF}：语句残缺",
    explanation="顿号后面突然出现谓语，多半是句子漏写了一截。",
    remedy="补全句子或者改正标点。",
    bad=adding_text("集中整治群众身边的不正之风、完成了年度目标。"),
    good=adding_text("集中整治群众身边的不正之风，完成了年度目标。"),
)
def sentences_are_whole(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """语句完整，没有漏写的成分。"""
    yield from marked(public_texts(snapshot), sentences.cut)


@hinted(
    "T07-end",
    basis=f"{PROOF}：语句残缺",
    explanation="一段文字以逗号、顿号或者连词结束，后面的内容没有写完或者没有粘贴进来。",
    remedy="补写完整，以句号结束。",
    bad=adding_text("同时加强社区网格员队伍建设，进一步完善考核办法和"),
    of_originals=False,
)
def texts_are_finished(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """每段文字都写完整了。"""
    yield from marked(public_texts(snapshot), sentences.unfinished)


@hinted(
    "T07-pairs",
    basis="GB/T 15834-2011《标点符号用法》：引号、括号、书名号成对使用",
    explanation="书名号、引号和括号缺了一半，读者看不出从哪里到哪里。",
    remedy="补上或者删去落单的一个。",
    bad=adding_text("按照《关于加强社区治理的意见的要求推进各项工作。"),
    good=adding_text("按照《关于加强社区治理的意见》（东发〔2019〕12号）的要求，推进“一站式”服务。"),
)
def marks_are_paired(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """书名号、引号和括号成对使用。"""
    found: list[Alone] = []
    for text in public_texts(snapshot):
        for mark in sentences.unpaired(text.half):
            if found and _is_closed_below(found[-1], text, mark):
                found.pop()
            else:
                found.append((text, mark))
    for text, mark in found:
        yield fault_at(text, mark)


Alone = tuple[Text, Mark]


def _is_closed_below(opened: Alone, text: Text, mark: Mark) -> bool:
    """Whether a mark closes one of the line above: an old report may have broken a paragraph into lines."""
    above, opening = opened
    is_next = above.part == text.part == ORIGINAL and int(text.row) - int(above.row) == 1
    return is_next and text.half[mark.start] == opening.expected


@hinted(
    "T07-width",
    basis="GB/T 15834-2011《标点符号用法》：汉字之间用全角标点",
    explanation="汉字之间夹着半角的逗号、冒号、括号，多半是从表格或网页粘贴来的，排版时忽宽忽窄。",
    remedy="按提示改为全角标点，可以一键修改。",
    bad=adding_text("全年走访312户(含低保户),全部建档。"),
    good=adding_text("全年走访312户（含低保户），全部建档，比例为1:1，投入1,200元。"),
)
def punctuation_is_full_width(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """汉字之间的标点是全角标点。"""
    written = (text for text in public_texts(snapshot) if not text.input.endswith(NAMES))
    found = marked(written, widths.punctuation, is_raw=True)
    yield from found if snapshot.original is None else _at_the_first(list(found))


def _at_the_first(found: list[Fault]) -> Iterator[Fault]:
    """Yield one fault for all: an old report that was typed with half-width marks has hundreds of them."""
    if len(found) > 1:
        yield replace(found[0], message=f"{found[0].message}全文共{len(found)}处半角标点，请一并改正。")
    else:
        yield from found


@hinted(
    "T07-units",
    basis="GB/T 15835-2011《出版物上数字用法》；国务院关于在我国统一实行法定计量单位的命令",
    explanation="同一份报告里单位写法不一，或者数字是全角，读者和检索都会漏看。",
    remedy="按提示统一写法，可以一键修改。",
    bad=adding_text("改造面积１２００㎡，支出30万元元。"),
    good=adding_text("改造面积1200平方米，支出30万元，覆盖率100%。"),
)
def units_are_written_alike(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """数字和计量单位的写法规范一致。"""
    yield from marked(public_texts(snapshot), widths.units, is_raw=True)


@hinted(
    "T08",
    basis=f"{PROOF}：音近、形近的字混用",
    explanation="把“行使”写成“行驶”、“截至”写成“截止”一类的错误，公开后影响公信力。",
    remedy="按提示改正。",
    bad=adding_text("街道行驶区委授予的职权。"),
    good=adding_text("街道依法行使职权，报名于5月10日截止，车辆行驶里程逐年下降。"),
)
def words_are_not_confused(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中没有用错的词。"""
    yield from marked(public_texts(snapshot), words.confused)


@hinted(
    "T08-particles",
    basis=f"{PROOF}：“的、地、得”混用",
    explanation="动词前用“地”，补语前用“得”。",
    remedy="按提示改正。",
    bad=adding_text("很好的完成了3项任务。"),
    good=adding_text("很好地完成了3项任务，采取了有效的控制措施。"),
)
def particles_are_right(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """“的、地、得”使用正确。"""
    yield from marked(public_texts(snapshot), words.particles)


@hinted(
    "T08-column",
    basis="《中华人民共和国政府信息公开条例》第二十三条：通过政府网站等途径公开",
    explanation="条例不是公开的位置，读者不知道到哪里去看。",
    remedy="写明网站和栏目的名称。",
    bad=adding_text("在区政府网站“政府信息公开条例”中予以公开。"),
    good=adding_text("按照《政府信息公开条例》的规定，在区政府网站“财政预决算”栏目公开。"),
)
def columns_are_named(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """公开的位置写的是网站栏目。"""
    yield from marked(public_texts(snapshot), sentences.regulations_as_columns)


@explained(
    "T09-text",
    category=Category.TEXT,
    basis="GB/T 9704-2012 7.2.5：发文字号的年份用六角括号，顺序号前不加“第”，不编虚位",
    explanation="文号写错，依据就查不到。",
    remedy="按提示改正。",
    bad=adding_text("按照东财绩[2020]3号文件执行。"),
    good=adding_text("按照东财绩〔2020〕3号文件执行。"),
)
def numbers_in_texts_are_well_formed(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的文号格式规范。"""
    yield from marked(public_texts(snapshot), numbers.document_numbers)


@explained(
    "T16",
    category=Category.TEXT,
    basis="已公开报告的常见错误：转换编码或者识别图片时产生乱码",
    explanation="乱码说明内容在转换时丢失，需要对照原件。",
    remedy="对照原件改正。",
    bad=adding_text("全年发放补贴锟斤拷万元。"),
)
def texts_are_legible(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中没有乱码。"""
    yield from marked(public_texts(snapshot), numbers.mojibake)


@explained(
    "K02-days",
    category=Category.CONSISTENCY,
    basis="已公开报告的常见错误：沿用上年文字时没有改净",
    explanation="一句话里有两个截止日期，数据是哪一天的就不清楚。",
    remedy="保留评价年度的日期，删去另一个。",
    bad=adding_text("截至2022年12月31日，截至2021年12月31日，登记志愿者120人。"),
    good=adding_text("截至2022年12月31日登记志愿者120人。截至2021年12月31日为98人。"),
)
def sentences_have_one_day(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """一句话只有一个截止日期。"""
    yield from marked(public_texts(snapshot), sentences.days)


@explained(
    "K15",
    category=Category.CONSISTENCY,
    basis="财预〔2020〕10号：自评是对年度内实际完成情况的评价",
    explanation="“预计”“至今”说的不是评价年度内的实际结果。",
    remedy="改为年度内的实际数；确需说明以后情况的，写到改进措施里。",
    bad=adding_text("预计发放奖励资金80万元。"),
    good=lambda snapshot: replace(
        snapshot, sections=snapshot.sections | {"result_use": "预计下半年完成整改，力争按期销号。"}
    ),
)
def results_are_not_forecast(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """完成情况写的是实际结果，没有预测和开口的期间。"""
    yield from marked(result_texts(snapshot), sentences.forecasts)


@hinted(
    "K16",
    category=Category.CONSISTENCY,
    basis="自评报告由本单位撰写",
    explanation="“该部门”“评价小组”是财政评价或者第三方评价的口吻，多半是套用了别人的报告。",
    remedy="改为“我单位”等自称。",
    bad=adding_text("该部门制定了内部财务管理制度。"),
    good=adding_text("自评工作小组核对了佐证材料，各部门协同配合。"),
)
def reports_speak_for_themselves(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字是本单位的口吻。"""
    yield from marked(public_texts(snapshot), sentences.third_person)


@explained(
    "A09-text",
    category=Category.ARITHMETIC,
    basis="已公开报告的常见错误：分项相加不等于合计",
    explanation="文字里的合计与所列各项对不上，必有一个是错的。",
    remedy="核对合计和各项数额。",
    bad=adding_text("全年共发放补贴100万元，其中低保60万元、特困30万元、残疾人20万元。"),
    good=adding_text("全年共发放补贴100万元，其中低保60万元、特困30万元、残疾人10万元。"),
)
def sums_in_texts_add_up(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的合计与分项相符。"""
    yield from marked(public_texts(snapshot), numbers.sums)


@explained(
    "A11-share",
    category=Category.ARITHMETIC,
    basis="算术：部分是整数时，比率只能取有限的几个值",
    explanation="689件中没有哪一部分恰好是99.99%，比率不是算出来的。",
    remedy="用实际的件数重新计算比率。",
    bad=adding_text("共受理689起工单，按期办结率为99.99%。"),
    good=adding_text("共受理689起工单，按期办结率为99.85%。"),
)
def shares_are_possible(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的比率能由所写的数量算出。"""
    yield from marked(public_texts(snapshot), numbers.impossible_shares)


@explained(
    "A13-text",
    category=Category.ARITHMETIC,
    basis="统计常识：上年数为0时没有增长率",
    explanation="上年为0，增长百分之几无从谈起。",
    remedy="删去增减率，或者改写增减额。",
    bad=adding_text("公务接待支出0万元，较上年增长0%。"),
    good=adding_text("走访支出12万元，较上年增长20%。"),
)
def growth_in_texts_has_a_base(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """文字中的增减率有上年基数。"""
    yield from marked(public_texts(snapshot), numbers.growth_on_zero)


@hinted(
    "T13",
    part="indicators",
    basis="财政复核常见问题：只有评语，没有数据",
    explanation="只写“很好地完成了绩效目标”，看不出做了什么、做了多少。",
    remedy="补写数据。",
    bad=changing_leaf(is_own, narrative="认真落实各项工作部署，很好地完成了绩效目标。"),
    good=changing_leaf(is_own, narrative="走访困难家庭312户，很好地完成了绩效目标。"),
)
def narratives_hold_figures(snapshot: Snapshot, context: Context) -> Iterator[Fault]:
    """指标的完成情况有数据，不是只有评语。"""
    for leaf in snapshot.leaves():
        for mark in sentences.only_praise(half(leaf.narrative)):
            start, end = mark.span
            yield fault(leaf, "narrative", f"的完成情况{mark.message}", actual=leaf.narrative[start:end])
