"""The lists of a scheme, each with its row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from departments.forms.layouts import line

from ...schemes.reading import RULES_OF_BLOCKS
from ...schemes.wording import TEXTS
from ..fields import CountField, NumberField, PercentField
from .part import Part
from .rows import Row, Rows

SIDES = (("min", "达到（≥）"), ("max", "不超过（≤）"))


class ScoreField(NumberField):
    """Points, with or without the word."""

    unit = "分"
    example = "10"


class TextKeyField(forms.CharField):
    """The name of a text, explained where it is one of the usual ones."""

    def understood(self, value: Any) -> str:
        """Say what the text is called."""
        return TEXTS.get(value, "")


class LevelTwoRow(Row):
    """An indicator of level two."""

    title = "二级指标"
    name = forms.CharField(label="名称", max_length=100)
    points = ScoreField(label="分值")

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(name=7, points=3, remove=2))


class LevelOneRow(Row):
    """An indicator of level one with those below it."""

    title = "一级指标"
    name = forms.CharField(label="名称", max_length=100)
    points = ScoreField(label="分值")
    rule = forms.ChoiceField(label="计分方式", choices=list(RULES_OF_BLOCKS.items()), required=False)
    preset = ("rule",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = Rows(
            LevelTwoRow,
            self.initial.get("children", []),
            prefix=f"{self.prefix}-children",
            path="",
            data=self.data if self.is_bound else None,
        )

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(name=5, points=2, rule=3, remove=2))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed here or below, or all of it is to go."""
        is_leaving = bool(self["remove"].data)
        return super().is_blank and (is_leaving or all(form.is_blank for form in self.children.forms))

    @property
    def below(self) -> list[Rows]:
        """The list below."""
        return [] if self.is_blank else [self.children]

    def settings(self) -> dict[str, Any]:
        """Return the level with what is below it."""
        self.children.path = f"{self.path}.children"
        below = self.children.settings()
        return super().settings() | ({"children": below} if below else {})

    def parts(self) -> Iterator[Part]:
        """Yield itself and the rows below."""
        yield self
        for rows in self.below:
            yield from rows.parts()


class GradeRow(Row):
    """One grade of a total."""

    title = "等级"
    name = forms.CharField(label="等级", max_length=10)
    minimum = ScoreField(label="最低分（含）")

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(name=5, minimum=5, remove=2))


class BandRow(Row):
    """One step of the satisfaction table."""

    title = "满意度分档"
    side = forms.ChoiceField(label="满意度", choices=SIDES, initial="min")
    bound = PercentField(label="界限（%，含）")
    percent = PercentField(label="得分值的百分之")
    preset = ("side",)

    def __init__(self, *args: Any, initial: Any = None, **kwargs: Any) -> None:
        given = dict(initial or {})
        for side, _ in SIDES:
            if side in given:
                given |= {"side": side, "bound": given.pop(side)}
        super().__init__(*args, initial=given, **kwargs)

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(side=4, bound=3, percent=3, remove=2))

    def settings(self) -> dict[str, Any]:
        """Return the bound under the name of its side."""
        given = super().settings()
        side = given.pop("side", "min")
        return ({side: given.pop("bound")} if "bound" in given else {}) | given

    def field_at(self, path: str) -> str:
        """Return the field; both sides are typed into one."""
        before, _, name = path.rpartition(".")
        return "bound" if before == self.path and name in dict(SIDES) else super().field_at(path)


class CapRow(Row):
    """The highest total for an execution rate in a half-open interval."""

    title = "总分封顶"
    low = PercentField(label="执行率自（%，含）")
    high = PercentField(label="至（%，不含）")
    maximum = ScoreField(label="总分不超过")

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(low=4, high=3, maximum=3, remove=2))


class LimitRow(Row):
    """The most characters of one text."""

    title = "字数上限"
    key = TextKeyField(label="文字栏代号", max_length=40)
    limit = CountField(label="最多字数")

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(key=6, limit=4, remove=2))

    def field_at(self, path: str) -> str:
        """Return the field for the limit, which the file keeps under the name of the text."""
        return "limit" if path == f"text_limits.{self['key'].data}" and not self.is_blank else ""


class AttachmentRow(Row):
    """A file that has to come with the report."""

    title = "附件"
    key = forms.CharField(label="代号", max_length=40)
    file_title = forms.CharField(label="附件名称", max_length=100)

    def __init__(self, *args: Any, initial: Any = None, **kwargs: Any) -> None:
        given = dict(initial or {})
        super().__init__(*args, initial={"key": given.get("key"), "file_title": given.get("title")}, **kwargs)

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(key=3, file_title=7, remove=2))

    def settings(self) -> dict[str, Any]:
        """Return the entry under the names of the file."""
        given = super().settings()
        return ({"title": given.pop("file_title")} if "file_title" in given else {}) | given
