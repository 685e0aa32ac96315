"""The single settings of a scheme, grouped as they stand on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from departments.forms.layouts import line
from departments.forms.lines import LinesField

from ...schemes.conventions import DENOMINATORS, MODES, REDISTRIBUTIONS, ZERO_POLICIES
from ...schemes.outlines import outline, outline_names
from ...schemes.reading import COUNTINGS, NUMBERINGS
from ..fields import PercentField
from .lists import ScoreField
from .part import Part


def _choice(label: str, titles: Mapping[Any, str], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(titles.items()), **options)


class HeadPart(Part):
    """What the scheme is called and what it follows."""

    title = forms.CharField(label="名称", max_length=100)
    basis = LinesField(label="依据", required=False, longest=200, help_text="每行一个文件，写明文号。")
    points_basis = forms.CharField(
        label="分值来源",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text="写明哪些分值出自哪个文件，哪些由本地或本系统设定。",
    )
    index_category = forms.CharField(label="索引号类目", max_length=20, required=False)

    def settings(self) -> dict[str, Any]:
        """Return the settings; the basis is always said, though it may be empty."""
        return {"basis": []} | super().settings()


class ConventionsPart(Part):
    """How points are worked out."""

    decimals = forms.TypedChoiceField(
        label="得分小数位数", choices=[(1, "1位"), (2, "2位")], coerce=int, help_text="四舍五入。"
    )
    execution_denominator = _choice("预算执行率的分母", DENOMINATORS)
    zero_policy = _choice("0/0 的处理", ZERO_POLICIES)
    redistribution = _choice("不适用指标的折算", REDISTRIBUTIONS)
    mode = _choice("得分方式", MODES)
    equal_strict = forms.BooleanField(label="等于类指标须完全相等，否则不得分", required=False)

    def layout(self) -> Layout:
        """Return the fields in pairs."""
        return Layout(
            line(decimals=6, execution_denominator=6), line(zero_policy=6, redistribution=6), "mode", "equal_strict"
        )


class OverfulfilmentPart(Part):
    """From which rate a target was set too low; nothing is flagged when both are empty."""

    threshold = PercentField(
        label="界限（%，含）", required=False, help_text="实际值达到目标值的百分之多少即为超额完成。"
    )
    deduction = PercentField(label="扣减分值的百分之", required=False, help_text="只提示不扣分的，填0。")

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(threshold=6, deduction=6))

    def clean(self) -> dict[str, Any]:
        """Ask for the rate that the deduction belongs to."""
        given = super().clean() or self.cleaned_data
        if given.get("deduction") is not None and given.get("threshold") is None and "threshold" not in self.errors:
            self.add_error("threshold", "填写了扣减比例，请同时填写界限；不设超额完成的，请两栏都留空。")
        return given


class ReviewPart(Part):
    """Whose score counts, and how far a reviewer may differ without a reason."""

    counts = _choice("得分以何为准", COUNTINGS)
    tolerance = ScoreField(
        label="免说明差额（分）", required=False, help_text="审核人与自评相差超过此数的，须说明理由；留空为0。"
    )

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(counts=6, tolerance=6))


class ReportPart(Part):
    """How the report is set out, besides its outline."""

    title = forms.CharField(
        label="报告标题",
        max_length=100,
        help_text="{department} 为单位全称，{year} 为评价年度，{subject} 为“部门整体支出”或“项目支出”。",
    )
    numbering = _choice("章节序号", NUMBERINGS)
    has_cover = forms.BooleanField(label="加封面", required=False)
    has_contents = forms.BooleanField(label="加目录", required=False)
    outline = forms.ChoiceField(
        label="换用提纲",
        required=False,
        choices=[("", "保持现有提纲"), *((name, outline(name).title) for name in outline_names())],
        help_text="选定后替换下方文本中的 outline；章节按一级指标生成，保存后仍可修改。",
    )

    def layout(self) -> Layout:
        """Return the title, then the rest beside each other."""
        return Layout("title", line(numbering=6, has_cover=3, has_contents=3), "outline")

    def settings(self) -> dict[str, Any]:
        """Return the settings; the outline to take over is none of them."""
        return {name: value for name, value in super().settings().items() if name != "outline"}

    @property
    def chosen_outline(self) -> str:
        """The outline that the scheme is to take over, empty when it keeps its own."""
        self.full_clean()
        chosen: str = self.cleaned_data.get("outline", "")
        return chosen


class TierPart(Part):
    """One of the three grades of a judged indicator."""

    title = forms.CharField(label="档次名称", max_length=50)
    low = PercentField(label="下限（%，含）")

    def __init__(self, *args: Any, key: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.where = f"定性档次“{name}”"

    def layout(self) -> Layout:
        """Return the fields beside each other."""
        return Layout(line(title=8, low=4))

    def settings(self) -> dict[str, Any]:
        """Return the grade under its key."""
        return {"key": self.key} | super().settings()


class RestPart(Part):
    """What is written as text: outline, official form and wording."""

    toml = forms.CharField(
        label="报告提纲、自评表版式和用语（TOML）",
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "scheme-toml"}),
    )
