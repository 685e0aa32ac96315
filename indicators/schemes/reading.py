"""From TOML to a scheme, or to the list of everything that is wrong with it. Pure."""

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from indicators.schemes.conventions import read_conventions
from indicators.schemes.guidance import read_guidance
from indicators.schemes.layout import read_attachment, read_form, read_outline
from indicators.schemes.sentences import problems_of
from indicators.schemes.spec import Counting, Kind, Level, Numbering, OutlineNode, Report, Review, Scheme
from indicators.schemes.tables import SchemeError, Table
from indicators.scoring import Problem, too_fine
from perfeval.lib.decimals import HUNDRED, ZERO, plain

HIGHEST_VERSION = 9999
REMEMBERED = 32
COUNTINGS = {"self": "自评得分", "final_stage": "末级审核得分"}
NUMBERINGS = {"official": "一、（一）1.（1）", "parts": "第一部分 一、（一）1."}
IN_TITLE = ("department", "year", "subject")
RULES_OF_BLOCKS = {"": "由下级指标计分", "execution": "按预算执行率计分"}


@lru_cache(maxsize=REMEMBERED)
def load(text: str) -> Scheme:
    """Return the scheme; the same text gives the same object, for every page asks for it several times.

    Raises:
        SchemeError: with all problems, each with its place in the file.
    """
    problems: list[Problem] = []
    scheme = _scheme(Table(parse(text), "", problems))
    if problems:
        raise SchemeError(problems)
    return scheme


def parse(text: str) -> dict[str, Any]:
    """Return the plain values in a TOML text, numbers as exactly as they are written.

    Raises:
        SchemeError: it is no TOML; says where.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError([Problem("TOML", _malformed(str(error)))]) from None
    except (ValueError, ArithmeticError, RecursionError):
        raise SchemeError([Problem("TOML", "文件中有过长的数字或过深的嵌套，无法读取，请改正。")]) from None


def _malformed(reason: str) -> str:
    """Return what to do, with the place in the text as people count."""
    found = re.search(r"at line (\d+), column (\d+)", reason)
    place = f"第{found[1]}行第{found[2]}列" if found else "末尾"
    return f"{place}格式有误，无法读取。请按 TOML 格式改正：等号右边要有内容，引号和括号要成对，名称不能重复。"


def _scheme(table: Table) -> Scheme:
    """Read the whole file, section by section."""
    levels = _levels(table)
    conventions = read_conventions(table.table("conventions"))
    _check_decimals(table, "levels", levels, conventions.decimals)
    outline = _outline(table, levels)
    scheme = Scheme(
        name=_name(table),
        title=table.text("title"),
        kind=Kind(table.choice("kind", {kind.value: kind.value for kind in Kind})),
        version=_version(table),
        basis=table.texts("basis"),
        points_basis=table.text("points_basis"),
        levels=levels,
        outline=outline,
        form=read_form(table.table("form")),
        conventions=conventions,
        review=_review(table.table("review")),
        report=_report(table.table("report")),
        text_limits=table.table("text_limits").each(Table.integer),
        attachments=tuple(map(read_attachment, table.tables("attachments"))),
        wording=_wording(table.table("wording")),
        index_category=table.text("index_category", ""),
        guidance=read_guidance(table.table("guidance"), _texts_of(outline)),
    )
    table.close()
    return scheme


def _wording(table: Table) -> dict[str, str]:
    """Read the templates of generated sentences; an unknown sentence or figure is noted at its place."""
    said = table.each(Table.text)
    for key, template in said.items():
        for message in problems_of(key, template) if template else ():
            table.note(key, message)
    return said


def _texts_of(outline: Sequence[OutlineNode]) -> set[str]:
    return {section.key for node in outline for section in node.walk() if section.source == "text"}


def _name(table: Table) -> str:
    name = table.text("name")
    if name and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        table.note("name", f"代号“{name}”只能用小写字母、数字和连字符，请改正。")
    return name


def _version(table: Table) -> int:
    version = table.integer("version")
    if version > HIGHEST_VERSION:
        table.note("version", f"版本号不得超过 {HIGHEST_VERSION}，请改正。")
    return version


def _review(table: Table) -> Review:
    review = Review(
        Counting(table.choice("counts", COUNTINGS, Counting.SELF)),
        table.number("tolerance", ZERO),
    )
    table.close()
    return review


def _report(table: Table) -> Report:
    report = Report(
        table.text("title", Report.title),
        Numbering(table.choice("numbering", NUMBERINGS, Numbering.OFFICIAL)),
        table.flag("has_cover", default=False),
        table.flag("has_contents", default=False),
    )
    table.close()
    for name in re.findall(r"\{(.*?)\}", report.title):
        if name not in IN_TITLE:
            known = "、".join(f"{{{known}}}" for known in IN_TITLE)
            table.note("title", f"标题中的“{{{name}}}”不能识别，可用的有{known}，请改正。")
    return report


def _levels(table: Table) -> tuple[Level, ...]:
    """Read levels one and two; they have to add up to 100."""
    levels = tuple(map(_level, table.tables("levels", required=True)))
    for index, level in enumerate(levels):
        _check_depth(table, index, level)
    total = sum((level.points for level in levels), ZERO)
    if levels and _all_have_points(levels) and total != HUNDRED:
        table.note("levels", f"一级指标分值合计 {plain(total)}，应当等于 100，请调整。")
    for name in sorted(_repeated([level.name for level in levels])):
        table.note("levels", f"一级指标“{name}”重复，请改名或合并。")
    if sum(level.rule == "execution" for level in levels) > 1:
        table.note("levels", "按预算执行率计分的一级指标只能有一个，请合并。")
    return levels


def _level(table: Table) -> Level:
    """Read one level with what is below it; the points of the children have to add up."""
    level = Level(
        table.text("name"),
        table.number("points"),
        tuple(map(_level, table.tables("children"))),
        table.choice("rule", RULES_OF_BLOCKS, ""),
    )
    table.close()
    _check_level(table, level)
    return level


def _check_decimals(table: Table, key: str, levels: Sequence[Level], decimals: int) -> None:
    """Refuse points that no score of the scheme could reach."""
    for index, level in enumerate(levels):
        place = f"{key}[{index}]"
        if message := too_fine("分值", level.points, decimals):
            table.note(f"{place}.points", message)
        _check_decimals(table, f"{place}.children", level.children, decimals)


def _check_depth(table: Table, index: int, level: Level) -> None:
    """Refuse a third level: that one is the unit's own."""
    for place, child in enumerate(level.children):
        if child.children:
            message = f"“{child.name}”之下的三级指标由单位自行设置，方案只设一级和二级指标，请删除。"
            table.note(f"levels[{index}].children[{place}].children", message)


def _all_have_points(levels: Sequence[Level]) -> bool:
    return all(level.points > 0 for level in levels)


def _check_level(table: Table, level: Level) -> None:
    if table.values.get("points") == 0:
        table.note("points", f"“{level.name}”的分值应当大于 0，请改正。")
    total = sum((child.points for child in level.children), ZERO)
    if level.children and _all_have_points((level, *level.children)) and total != level.points:
        message = f"“{level.name}”分值 {plain(level.points)}，二级指标合计 {plain(total)}，应当相等，请调整。"
        table.note("children", message)
    if level.rule and level.children:
        table.note("children", f"“{level.name}”整块计分，不能再设二级指标，请删除。")
    for name in sorted(_repeated([child.name for child in level.children])):
        table.note("children", f"二级指标“{name}”重复，请改名或合并。")


def _outline(table: Table, levels: tuple[Level, ...]) -> tuple[OutlineNode, ...]:
    """Read the outline; keys are unique and indicator chapters name a level one."""
    nodes = tuple(map(read_outline, table.tables("outline", required=True)))
    names = {level.name for level in levels}
    sections = [section for node in nodes for section in node.walk()]
    for key in sorted(_repeated([section.key for section in sections])):
        table.note("outline", f"章节代号“{key}”重复，请改名。")
    for section in sections:
        if section.level and section.level not in names:
            table.note("outline", f"章节“{section.title}”对应的一级指标“{section.level}”不存在，请改正。")
    return nodes


def _repeated(names: list[str]) -> set[str]:
    return {name for name in names if name and names.count(name) > 1}
