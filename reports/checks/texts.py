"""The texts of a report that people have written and that will be published, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from indicators.schemes import Scheme
from indicators.schemes.chapters import part_of_text
from perfeval.lib.bound import may_hold
from perfeval.lib.characters import half
from reports.figures import Catalogue, Filling, catalogue_of, fill, typed_side
from reports.schemes import scheme_of
from reports.snapshot import IndicatorFacts, OriginalFacts, ProjectFacts, Snapshot

from .findings import INDICATORS, PROJECTS, Fault, Span

SENTENCE_END = re.compile(r"[。！？；\n]+")

ORIGINAL = "original"
KEPT = "public_texts"
FIGURES = "figures"
PROMISED = "promised"
"""The field of what the year before has promised: it quotes that year's report, in the words and figures of then."""

SUBJECTS = {
    "offices": ("profile", "内设机构"),
    "tasks": ("goals", "年度工作任务"),
    "adjustments": ("budget", "调整事项"),
    "projects": ("budget", "项目和重点支出"),
    "problems": ("problems", "存在问题"),
}
"""The lists that may be empty because there is nothing: screen and name. So may every chapter but the preamble."""


@dataclass(frozen=True)
class Text:
    """The text of one input as it is printed, and where it was entered; `filling` says how it was typed."""

    content: str
    part: str
    field: str
    row: str = ""
    label: str = ""
    project: str = ""
    input: str = ""
    filling: Filling | None = None

    @cached_property
    def half(self) -> str:
        """The content in half-width spelling, which keeps all places; asked by dozens of checks and made once."""
        return half(self.content)

    @property
    def typed(self) -> str:
        """The text as it stands in its input, with bound figures by their names."""
        return self.filling.typed if self.filling else self.content

    def printed_span(self, span: Span) -> Span:
        """Return where a stretch of the typed text, outside all bound figures, is printed."""
        return self.filling.printed_span(span) if self.filling else span

    def fault(self, message: str, span: Span | None = None, **values: Any) -> Fault:
        """Return a fault at this place; the message begins with the place's name.

        With a `span` the sentence around it is what gives offence, so that other sentences may change.
        """
        where = {"content": sentence_around(self.content, span)} if span else {}
        if span and self.filling:
            values["replacement"] = None if self.filling.touches(span) else values.get("replacement")
            span = self.filling.typed_span(span)
        return self._fault(message, span, **(where | values))

    def typed_fault(self, message: str, span: Span, **values: Any) -> Fault:
        """Return a fault at a stretch of the text as it was typed."""
        return self._fault(message, span, **({"content": sentence_around(self.typed, span)} | values))

    def _fault(self, message: str, span: Span | None, **values: Any) -> Fault:
        where = {"part": self.part, "project": self.project, "input": self.input, "span": span}
        lead = f"{self.label}：" if self.part == ORIGINAL else f"“{self.label}”"
        return Fault(f"{lead}{message}", self.field, self.row, self.label, **(where | values))


def sentence_around(text: str, span: Span) -> str:
    """Return the sentences that a stretch of the text touches."""
    start = max((end.end() for end in SENTENCE_END.finditer(text, 0, span[0])), default=0)
    end = SENTENCE_END.search(text, max(span[1] - 1, span[0]))
    return text[start : end.end() if end else len(text)].strip()


def public_texts(snapshot: Snapshot) -> Iterator[Text]:
    """Yield every text that has been written, in the order of the entry screens; the lines of an old report.

    Some forty checks ask for them at every save: they are collected once and kept with the snapshot, which is frozen.
    """
    kept = vars(snapshot)
    if KEPT not in kept:
        kept[KEPT] = tuple(_collected(snapshot))
    return iter(kept[KEPT])


def _collected(snapshot: Snapshot) -> Iterator[Text]:
    if snapshot.original:
        return original_texts(snapshot.original)
    sources = (
        *(_sections, _profile, _goals, _budget, _management),
        *(_indicators, _projects, _problems, _rectifications, _absences),
    )
    typed = typed_side(snapshot)
    return (_printed(text, typed) for source in sources for text in source(typed) if text.content.strip())


def _printed(text: Text, snapshot: Snapshot) -> Text:
    """Return a text with its bound figures in words."""
    if not may_hold(text.content):
        return text
    filling = fill(text.content, figures_for(text, snapshot))
    return replace(text, content=filling.text, filling=filling)


def figures_for(text: Text, snapshot: Snapshot) -> Catalogue:
    """Return the figures that a text can be bound to: those of its project, or of the whole department.

    They are looked up once for each text, which belongs to one snapshot.
    """
    kept = vars(text)
    if FIGURES not in kept:
        typed = typed_side(snapshot)
        projects = typed.projects if text.project else ()
        project = next((project for project in projects if str(project.pk) == text.project), None)
        kept[FIGURES] = catalogue_of(typed, project)
    found: Catalogue = kept[FIGURES]
    return found


def original_texts(original: OriginalFacts) -> Iterator[Text]:
    """Yield the lines of an old report that are not blank."""
    for number, content in enumerate(original.lines, start=1):
        if content.strip():
            yield line_text(original, number, content)


def line_text(original: OriginalFacts, number: int, content: str | None = None) -> Text:
    """Return one line of an old report, counted from 1, as a text with its place."""
    content = original.line(number) if content is None else content
    return Text(content, ORIGINAL, "line", str(number), f"第{number}行")


def section_name(scheme: Scheme, key: str) -> str:
    """Return what the chapter `key` is called in the outline; its key when the outline has lost it."""
    return next((node.title for node in scheme.sections() if node.key == key), key)


def own_leaf(text: Text, snapshot: Snapshot) -> IndicatorFacts | None:
    """Return the indicator that a text is about, None where it is about none."""
    if not text.row.isdecimal() or text.part not in (INDICATORS, PROJECTS) or text.input:
        return None
    trees = [project for project in snapshot.projects if str(project.pk) == text.project]
    leaves = trees[0].leaves() if trees else snapshot.leaves()
    return next((leaf for leaf in leaves if str(leaf.pk) == text.row), None)


def _in_list(name: str, row: int, part: str, label: str, field: str = "", /, **contents: str) -> Iterator[Text]:
    """Yield the texts of one row of a list; what is said of it stands at `field`, or at the list."""
    for key, content in contents.items():
        yield Text(content, part, field or name, str(row), label, input=f"{name}-{row}-{key}")


def _sections(snapshot: Snapshot) -> Iterator[Text]:
    scheme = scheme_of(snapshot)
    for key, content in snapshot.sections.items():
        part = part_of_text(scheme, key)
        yield Text(content, part, key, label=section_name(scheme, key), input=f"{key}-text")


def _profile(snapshot: Snapshot) -> Iterator[Text]:
    for row, duty in enumerate(snapshot.duties):
        yield from _in_list("duties", row, "profile", f"主要职责第{row + 1}项", title=duty.title, text=duty.text)
    for row, office in enumerate(snapshot.offices):
        yield from _in_list("offices", row, "profile", f"内设机构第{row + 1}项", name=office.name, text=office.text)


def _goals(snapshot: Snapshot) -> Iterator[Text]:
    yield Text(snapshot.goal.expected, "goals", "expected", label="预期目标", input="goal-expected")
    yield Text(snapshot.goal.reached, "goals", "reached", label="实际完成情况", input="goal-reached")
    for row, task in enumerate(snapshot.tasks):
        label = f"工作任务第{row + 1}项"
        yield from _in_list("tasks", row, "goals", label, "result", title=task.title, result=task.result)


def _budget(snapshot: Snapshot) -> Iterator[Text]:
    yield Text(snapshot.budget.note, "budget", "note", label="预算执行情况说明", input="budget-note")
    for row, project in enumerate(snapshot.budget.projects):
        yield from _in_list("projects", row, "budget", f"项目第{row + 1}项", "name", name=project.name)
    for row, adjustment in enumerate(snapshot.budget.adjustments):
        label = f"调整事项第{row + 1}项"
        yield from _in_list("adjustments", row, "budget", label, "document", document=adjustment.document)


def _management(snapshot: Snapshot) -> Iterator[Text]:
    for row, item in enumerate(snapshot.management):
        yield Text(item.proof, "management", "proof", str(row), item.text)


def _indicators(snapshot: Snapshot) -> Iterator[Text]:
    if snapshot.approval:
        yield Text(snapshot.approval.document, "indicators", "approval", label="绩效目标批复文件")
    for leaf in snapshot.leaves():
        for field, name, content in _leaf_texts(leaf):
            yield Text(content, "indicators", field, str(leaf.pk), f"{leaf.name}—{name}")


def _leaf_texts(leaf: IndicatorFacts) -> Iterator[tuple[str, str, str]]:
    yield "name", "指标名称", leaf.name
    yield "target_text", "年度指标值", leaf.target_text
    yield "actual_text", "实际完成值", leaf.actual_text
    yield "standard", "评分标准", leaf.standard
    yield "source", "数据来源", leaf.source
    yield "method", "取数方法", leaf.method
    yield "accuracy", "准确性和局限", leaf.accuracy
    yield "narrative", "完成情况", leaf.narrative
    yield "reason", "偏差原因分析", leaf.reason
    yield "measure", "改进措施", leaf.measure
    yield "adjustment_document", "调整批复文件", leaf.adjustment_document
    yield "inapplicable_reason", "不考核的理由", leaf.inapplicable_reason
    yield "own_reason", "自定得分的理由", leaf.own_reason
    if leaf.survey:
        yield "surveyed", "调查对象", leaf.survey.surveyed
        yield "surveyed", "调查方式", leaf.survey.method


def _projects(snapshot: Snapshot) -> Iterator[Text]:
    for project in snapshot.projects:
        if project.approval and project.approval != snapshot.approval:
            label = f"{project.name}—绩效目标批复文件"
            yield Text(project.approval.document, "projects", "approval", "", label, str(project.pk))
        for field, name, content in _project_texts(project):
            yield Text(content, "projects", field, "", f"{project.name}—{name}", str(project.pk))
        for leaf in project.leaves():
            for field, name, content in _leaf_texts(leaf):
                label = f"{project.name}—{leaf.name}—{name}"
                yield Text(content, "projects", field, str(leaf.pk), label, str(project.pk))


def _project_texts(project: ProjectFacts) -> Iterator[tuple[str, str, str]]:
    yield "implementer", "实施单位", project.implementer
    yield "goal_expected", "预期目标", project.goal.expected
    yield "goal_reached", "实际完成情况", project.goal.reached
    yield "adjustment_reason", "预算调整原因", project.adjustment_reason
    yield "execution_reason", "预算执行偏差原因及改进措施", project.execution_reason


def _problems(snapshot: Snapshot) -> Iterator[Text]:
    for row, problem in enumerate(snapshot.problems):
        label = f"问题第{row + 1}项"
        yield from _in_list("problems", row, "problems", label, "text", title=problem.title, text=problem.text)
        for number, measure in enumerate(problem.measures):
            for key, content in (("text", measure.text), ("office", measure.office)):
                name = f"problems-{row}-measures-{number}-{key}"
                yield Text(content, "problems", "measures", str(row), f"{label}的改进措施", input=name)


def _rectifications(snapshot: Snapshot) -> Iterator[Text]:
    for row, item in enumerate(snapshot.rectifications):
        where = ("rectifications", row, "problems", f"上年整改情况第{row + 1}项")
        yield from _in_list(*where, PROMISED, problem=item.problem, measure=item.measure, office=item.office)
        yield from _in_list(*where, progress=item.progress, proof=item.proof)


def _absences(snapshot: Snapshot) -> Iterator[Text]:
    for subject, reason in snapshot.absences.items():
        part, name = place_of(snapshot, subject)
        yield Text(reason, part, f"absence-{subject}", label=f"{name}无此项的理由", input=f"absence-{subject}-reason")


def place_of(snapshot: Snapshot, subject: str) -> tuple[str, str]:
    """Return the entry screen and the name of a list or chapter."""
    if subject in SUBJECTS:
        return SUBJECTS[subject]
    scheme = scheme_of(snapshot)
    titles = {node.key: node.title for node in scheme.sections()}
    return part_of_text(scheme, subject), titles.get(subject, subject)
