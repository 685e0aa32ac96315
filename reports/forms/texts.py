"""The texts that the unit writes itself, and the regulations it cites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from departments.forms.rows import RowForm
from departments.forms.screens import Screen
from departments.models import Authority, Citation
from departments.writes import Write
from indicators.forms.limits import limit_text
from indicators.schemes.chapters import BASIS, PERFORMANCE, PREAMBLE, RESULTS, written_chapters
from indicators.services import scheme_of

from ..models import Section

LONGEST = 10000


class SectionForm(RowForm):
    """The text of one chapter, at most as long as the scheme allows."""

    class Meta:
        model = Section
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, title: str, limit: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = title
        text = forms.CharField(label=title, required=False, max_length=limit, widget=self.fields["text"].widget)
        text.help_text = "空行分段。"
        limit_text(text, limit)
        self.fields["text"] = text

    @property
    def title(self) -> str:
        """The chapter's title."""
        return self.named


class TextScreen(Screen):
    """A page of the chapters that the scheme's outline lets people write there."""

    guided_as = "texts"
    part = ""

    def build(self) -> None:
        """Add one text per chapter."""
        self.add_sections()

    def add_sections(self) -> None:
        """Add the texts of the chapters of this part."""
        scheme = scheme_of(self.evaluation)
        chapters = written_chapters(scheme, self.part)
        stored = {row.key: row for row in self.evaluation.sections.filter(key__in=[node.key for node in chapters])}
        for node in chapters:
            row = stored.get(node.key) or Section(evaluation=self.evaluation, key=node.key)
            limit = scheme.text_limits.get(node.key, LONGEST)
            self.add_row(node.key, SectionForm, row, title=node.title, limit=limit)
            if node.key != PREAMBLE:
                self.add_absence(node.key, node.title)

    def sections(self) -> Iterator[SectionForm]:
        """Yield the texts."""
        return (form for form in self.each_form() if isinstance(form, SectionForm))


class PerformanceScreen(TextScreen):
    """绩效管理开展情况, and whatever the outline has people write before the indicators."""

    part = PERFORMANCE


class ResultsScreen(TextScreen):
    """结果应用 and 公开, and whatever the outline has people write after the indicators."""

    part = RESULTS


class CitationForm(RowForm):
    """One authority of the library: cited or not, and in which place."""

    is_cited = forms.BooleanField(required=False)

    class Meta:
        model = Citation
        fields = ["position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_cited"] = not self.is_new
        self.fields["is_cited"].label = str(self.instance.authority)
        self.fields["position"].required = False
        self.fields["position"].validators.append(MaxValueValidator(9999))
        self.fields["position"].widget.attrs["class"] = "entry-position"
        if self.is_new:
            self.initial["position"] = None

    @property
    def where(self) -> str:
        """The authority."""
        return str(self.instance.authority)

    @property
    def objection(self) -> str:
        """Why the authority does not hold for the year, empty when it does."""
        return objection(self.instance.authority, self.instance.evaluation.cycle.year)

    def clean_position(self) -> int:
        """An authority without a number comes last."""
        position = self.cleaned_data["position"]
        return 999 if position is None else position

    def writes(self) -> list[Write]:
        """Return the citation to add, to move or to remove; what nobody has touched is left alone."""
        if self.cleaned_data.get("is_cited"):
            return super().writes()
        was_seen = self.posted_version and not self.is_new
        return [Write(self.instance, self.posted_version, is_removal=True)] if was_seen else []


def objection(authority: Authority, year: int) -> str:
    """Return why the authority does not hold for the evaluation of `year`, empty when it does."""
    if authority.valid_from and authority.valid_from > year:
        return f"自{authority.valid_from}年度起适用"
    if authority.valid_until and authority.valid_until < year:
        return f"只适用至{authority.valid_until}年度"
    return ""


class BasisScreen(TextScreen):
    """The authorities that the report cites, and its preamble."""

    part = BASIS

    def build(self) -> None:
        """Add every authority that holds for the year or is cited already, then the preamble."""
        cited = {row.authority_id: row for row in self.evaluation.citations.select_related("authority")}
        self.refused: list[tuple[Authority, str]] = []
        for authority in _in_order(cited):
            reason = objection(authority, self.evaluation.cycle.year)
            if reason and authority.pk not in cited:
                self.refused.append((authority, reason))
                continue
            row = cited.get(authority.pk) or Citation(evaluation=self.evaluation, authority=authority)
            row.evaluation = self.evaluation
            self.add_row(f"authority-{authority.pk}", CitationForm, row)
        self.add_sections()

    def citations(self) -> Iterator[CitationForm]:
        """Yield the authorities that can be chosen."""
        return (form for form in self.each_form() if isinstance(form, CitationForm))


def _in_order(cited: dict[int, Citation]) -> list[Authority]:
    """Return the library: first what is cited, in its order, then the rest by title."""
    places = {pk: index for index, pk in enumerate(cited)}
    return sorted(Authority.objects.all(), key=lambda authority: places.get(authority.pk, len(places)))
