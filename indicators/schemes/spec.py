"""What a scheme says, as plain values. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from indicators.schemes.form import Form
from indicators.schemes.guidance import Guidance, common
from indicators.scoring import DEFAULT, Conventions
from perfeval.lib.decimals import plain

SOURCES = {
    "group": "只有下级",
    "text": "填写文字",
    "duties": "部门职能",
    "offices": "内设机构",
    "staffing": "人员情况",
    "goal": "年度总体目标",
    "tasks": "年度工作任务",
    "ratios": "预算比率",
    "management": "预算管理",
    "budget": "预算及执行",
    "indicators": "指标完成情况",
    "conclusion": "自评结论和得分情况",
    "problems": "主要问题",
    "measures": "改进措施",
    "rectification": "上年整改情况",
}


class Kind(StrEnum):
    """What is evaluated."""

    WHOLE = "整体"
    PROJECT = "项目"


@dataclass(frozen=True)
class Level:
    """An indicator of level one or two; a block with a `rule` of its own is scored as one leaf."""

    name: str
    points: Decimal
    children: tuple["Level", ...] = ()
    rule: str = ""


@dataclass(frozen=True)
class OutlineNode:
    """A chapter of the report.

    Attributes:
        source: one of `SOURCES`.
        level: the level one whose points are printed behind the title.
        is_numbered: False for the preamble.
    """

    title: str
    source: str
    key: str
    children: tuple["OutlineNode", ...] = ()
    level: str = ""
    is_numbered: bool = True

    def walk(self) -> Iterator["OutlineNode"]:
        """Yield this node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


PRODUCED = frozenset({"form"})
"""The attachments that the system makes itself and prints as annexes: the self-evaluation form (自评表)."""


@dataclass(frozen=True)
class Attachment:
    """A file that has to come with the report."""

    key: str
    title: str

    @property
    def is_produced(self) -> bool:
        """Whether the system makes it; all others the unit adds."""
        return self.key in PRODUCED


class Counting(StrEnum):
    """Whose score is the result of the evaluation."""

    SELF = "self"
    FINAL_STAGE = "final_stage"


@dataclass(frozen=True)
class Review:
    """How reviewers' scores count (审核评分).

    Attributes:
        tolerance: points by which a reviewer may differ from an indicator's self score without a reason.
    """

    counts: Counting = Counting.SELF
    tolerance: Decimal = Decimal(0)


class Numbering(StrEnum):
    """How chapters are numbered."""

    OFFICIAL = "official"
    PARTS = "parts"


@dataclass(frozen=True)
class Report:
    """How the report is set out, besides its outline.

    Attributes:
        title: a template with {department}, {year} and {subject} (部门整体支出, 项目支出).
        has_cover: whether a cover (封面) comes first.
        has_contents: whether a contents page (目录) comes before the text.
    """

    title: str = "{department}{year}年度{subject}绩效自评报告"
    numbering: Numbering = Numbering.OFFICIAL
    has_cover: bool = False
    has_contents: bool = False


@dataclass(frozen=True)
class Scheme:
    """One version of a scheme.

    Attributes:
        basis: the documents it follows.
        points_basis: whose points these are; says when they are ours and not a regulation's.
        text_limits: most characters per text field.
        wording: templates of generated sentences with bound figures, by the keys of `sentences.SENTENCES`.
        index_category: the part of the 索引号 that names the category.
        guidance: what fields ask for, where the scheme says it in other words than all schemes do.
    """

    name: str
    title: str
    kind: Kind
    version: int
    basis: tuple[str, ...]
    points_basis: str
    levels: tuple[Level, ...]
    outline: tuple[OutlineNode, ...]
    form: Form
    conventions: Conventions = DEFAULT
    review: Review = Review()
    report: Report = Report()
    text_limits: Mapping[str, int] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    index_category: str = ""
    guidance: Mapping[str, Guidance] = field(default_factory=dict)

    def level(self, name: str) -> Level | None:
        """Return the level one of this name."""
        return next((level for level in self.levels if level.name == name), None)

    def points_of(self, name: str) -> Decimal | None:
        """Return the points of the level one of this name."""
        level = self.level(name)
        return level.points if level else None

    @property
    def execution(self) -> Level | None:
        """Return the block that is scored by budget execution."""
        return next((level for level in self.levels if level.rule == "execution"), None)

    def guidance_at(self, *keys: str) -> Guidance | None:
        """Return what the first of `keys` that has any guidance asks for, None where none has."""
        known = {**common(), **self.guidance}
        return next((known[key] for key in keys if key in known), None)

    def heading(self, node: OutlineNode) -> str:
        """Return the chapter's title with the points it prints."""
        points = self.points_of(node.level)
        return node.title if points is None else f"{node.title}（{plain(points)}分）"

    def sections(self) -> Iterator[OutlineNode]:
        """Yield all chapters of the outline, in order."""
        for node in self.outline:
            yield from node.walk()

    def outline_node(self, key: str) -> OutlineNode:
        """Return the chapter with this key.

        Raises:
            KeyError: there is none.
        """
        for node in self.sections():
            if node.key == key:
                return node
        raise KeyError(key)
