"""The page on which a scheme is changed: typed values -> values of the file -> the one reader of schemes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any

from departments import audit
from departments.forms.rows import said_by

from ...models import Scheme
from ...schemes import Scheme as SchemeSpec
from ...schemes import SchemeError, load
from ...schemes.comparing import Difference, compare
from ...schemes.conventions import GRADES
from ...schemes.outlines import outline
from ...schemes.reading import parse
from ...schemes.samples import Sample, samples
from ...schemes.sums import Block, add_up
from ...schemes.values import Values, as_values
from ...schemes.wording import label
from ...schemes.writing import dump_values
from ...services import mark_of
from .lists import AttachmentRow, BandRow, CapRow, GradeRow, LevelOneRow, LimitRow
from .part import Fault, Part
from .parts import ConventionsPart, HeadPart, OverfulfilmentPart, ReportPart, RestPart, ReviewPart, TierPart
from .rows import Rows

FIXED = ("name", "kind", "version")
TYPED = (*FIXED, "title", "basis", "points_basis", "index_category", "conventions", "review", "report", "levels")
TYPED_LISTS = ("text_limits", "attachments")


class SchemeEditor:
    """All settings of one scheme; without `data` as they are stored, otherwise as they were typed.

    Attributes:
        spec: what the scheme would say, None as long as something is wrong.
        notices: what others have done meanwhile.
    """

    is_frozen = False

    def __init__(self, scheme: Scheme, data: Any = None) -> None:
        self.scheme, self.data = scheme, data
        self.stored = scheme.spec
        self.notices: list[str] = []
        self.based_on = mark_of(scheme) if data is None else data.get("based_on", "")
        values = as_values(self.stored)
        self.rest = RestPart(data, initial={"toml": dump_values(_rest_of(values))}, prefix="rest")
        self._build(values, values["conventions"])
        self.spec: SchemeSpec | None = self.stored if data is None else self._read()

    def _build(self, values: Values, conventions: Values) -> None:
        """Add the pieces, in the order of the page."""
        data = self.data
        self.head = HeadPart(data, initial=values, prefix="head")
        self.levels = self._rows(LevelOneRow, values["levels"], "levels")
        self.conventions = ConventionsPart(data, initial=conventions, path="conventions", prefix="conventions")
        self.tiers = [
            TierPart(data, initial=tier, key=key, name=name, path=f"conventions.qualitative[{index}]", prefix=key)
            for index, ((key, name), tier) in enumerate(zip(GRADES.items(), conventions["qualitative"], strict=True))
        ]
        self.bands = self._rows(BandRow, conventions["bands"], "conventions.bands")
        path = "conventions.overfulfilment"
        limit = conventions.get("overfulfilment", {})
        self.overfulfilment = OverfulfilmentPart(data, initial=limit, path=path, prefix="overfulfilment")
        self.grades = self._rows(GradeRow, conventions["grades"], "conventions.grades")
        self.caps = self._rows(CapRow, conventions.get("caps", []), "conventions.caps")
        self.review = ReviewPart(data, initial=values["review"], path="review", prefix="review")
        self.report = ReportPart(data, initial=values["report"], path="report", prefix="report")
        limits = [{"key": key, "limit": limit} for key, limit in values.get("text_limits", {}).items()]
        self.limits = self._rows(LimitRow, limits, "text_limits")
        self.attachments = self._rows(AttachmentRow, values.get("attachments", []), "attachments")

    def _rows(self, row: Any, values: Any, path: str) -> Rows:
        return Rows(row, values, prefix=path.rpartition(".")[2], path=path, data=self.data)

    @property
    def _lists(self) -> tuple[Rows, ...]:
        return self.levels, self.bands, self.grades, self.caps, self.limits, self.attachments

    def parts(self) -> Iterator[Part]:
        """Yield every group of settings, in the order of the page."""
        yield self.head
        yield from self.levels.parts()
        yield from (self.conventions, *self.tiers)
        yield from self.bands.parts()
        yield self.overfulfilment
        yield from chain(self.grades.parts(), self.caps.parts())
        yield from (self.review, self.report)
        yield from chain(self.limits.parts(), self.attachments.parts())
        yield self.rest

    def lists(self) -> Iterator[Rows]:
        """Yield every list, those inside another one too."""
        for rows in self._lists:
            yield from rows.lists()

    @cached_property
    def values(self) -> Values:
        """What the page says, by the names of the file."""
        if self.data is None:
            return as_values(self.stored)
        fixed = {name: value for name, value in as_values(self.stored).items() if name in FIXED}
        given = fixed | self.head.settings() | self._typed_rest()
        lists = {"levels": self.levels.settings(), "attachments": self.attachments.settings()}
        given |= {
            "conventions": self._conventions(),
            "review": self.review.settings(),
            "report": self.report.settings(),
        }
        return given | {name: rows for name, rows in lists.items() if rows} | self._limits()

    def _conventions(self) -> Values:
        tiers = [tier.settings() for tier in self.tiers]
        named = ("overfulfilment", "grades", "bands", "caps")
        given = {name: settings for name in named if (settings := getattr(self, name).settings())}
        return self.conventions.settings() | {"qualitative": tiers} | given

    def _limits(self) -> Values:
        limits: dict[str, Any] = {}
        self.limits.settings()
        for form in self.limits.forms:
            given = form.settings() if not form.is_blank else {}
            if given.get("key") in limits:
                form.note("key", f"“{given['key']}”重复，请删除一行。")
            elif given.keys() >= {"key", "limit"}:
                limits[given["key"]] = given["limit"]
        return {"text_limits": limits} if limits else {}

    def _typed_rest(self) -> Values:
        """Return what was typed as text; what cannot be read is as it is stored, so that all else is checked."""
        try:
            rest = parse(self.rest.settings().get("toml", ""))
        except SchemeError as error:
            for problem in error.problems:
                self.rest.note("toml", problem.message)
            return _rest_of(as_values(self.stored))
        twice = [key for key in rest if key in (*TYPED, *TYPED_LISTS)]
        if twice:
            names = "、".join(f"{label(key)}（{key}）" for key in twice)
            self.rest.note("toml", f"{names}在页面上另有栏目或不能修改，请在此处删除。")
        return {key: value for key, value in rest.items() if key not in twice} | self._chosen_outline()

    def _chosen_outline(self) -> Values:
        """Return the outline to take over, fitted to the levels that were typed; nothing when none was chosen."""
        chosen = self.report.chosen_outline
        if not chosen:
            return {}
        levels = self.levels.settings()
        plain_levels = [level.get("name", "") for level in levels if not level.get("rule")]
        execution = next((level.get("name", "") for level in levels if level.get("rule")), "")
        return {"outline": outline(chosen).fitted(plain_levels, execution=execution)}

    def _read(self) -> SchemeSpec | None:
        """Return the scheme that was typed, or lay every problem at its place."""
        try:
            spec = load(dump_values(self.values))
        except SchemeError as error:
            for problem in error.problems:
                self._lay(problem.path, problem.message)
            return None
        return None if self.faults else spec

    def _lay(self, path: str, message: str) -> None:
        for part in self.parts():
            name = part.field_at(path)
            if name:
                part.note(name, message)
                return
        holding = [rows for rows in self.lists() if rows.holds(path)]
        if holding:
            max(holding, key=lambda rows: len(rows.path)).note(path, message)
        elif path == "conventions.qualitative":
            self.tiers[0].note("low", message)
        else:
            self.rest.note("toml", f"{path}：{message}")

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong: the id of the place, what it is called, and the message."""
        if self.data is None:
            return []
        pieces: tuple[Rows | Part, ...] = (*self.lists(), *self.parts())
        return [fault for piece in pieces for fault in piece.faults()]

    @property
    def sums(self) -> Block:
        """The points as they were typed, with what is missing where."""
        return add_up(self.values.get("levels", []))

    @property
    def samples(self) -> tuple[Sample, ...]:
        """What the settings make of typical cases."""
        return samples(self.spec) if self.spec else ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs from the version that is stored."""
        return compare(self.stored, self.spec) if self.spec else ()

    def show_conflict(self, stored: Scheme) -> None:
        """Put what is stored now beside what was typed; saving again then is a decision."""
        who = said_by(audit.latest(stored))
        self.notices = [f"{stored}在您打开页面后已有变化{who}。再次保存将以您填写的为准。"]
        if self.spec is not None:
            typed = replace(self.spec, version=stored.version)
            self.notices += map(_both, compare(stored.spec, typed))
        self.based_on = mark_of(self.scheme)


def _both(difference: Difference) -> str:
    """Return what is stored beside what was typed."""
    return f"{' / '.join(difference.place)}：现为“{difference.before}”，您填写“{difference.after}”。"


def _rest_of(values: Values) -> Values:
    """Return what the page shows as text."""
    return {key: value for key, value in values.items() if key not in (*TYPED, *TYPED_LISTS)}
