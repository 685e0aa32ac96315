"""Findings by the part of the entry they belong to, and the exact place where each of them leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import ModelForm
from django.urls import reverse

from departments.forms.screens import RowSet, Screen
from departments.models import Evaluation
from indicators.addresses import overview_address
from indicators.forms.budget import BudgetScreen
from indicators.forms.indicator import IndicatorForm, SurveyForm
from indicators.forms.management import ManagementScreen
from indicators.forms.profile import GoalsScreen, ProfileScreen
from indicators.forms.projects import AMOUNTS, FundForm, ProjectForm, ProjectsScreen
from indicators.forms.signature import SignatureScreen
from indicators.parts import INDICATORS, Part, part_of, parts_of
from indicators.tree import EXECUTION

from .checks import Finding, Place, Severity
from .forms.problems import ProblemsScreen
from .forms.texts import BasisScreen, PerformanceScreen, ResultsScreen

SCREENS: dict[str, type[Screen]] = {
    "basis": BasisScreen,
    "profile": ProfileScreen,
    "goals": GoalsScreen,
    "budget": BudgetScreen,
    "management": ManagementScreen,
    "performance": PerformanceScreen,
    "projects": ProjectsScreen,
    "problems": ProblemsScreen,
    "results": ResultsScreen,
    "signature": SignatureScreen,
}
INDICATOR_FORMS: dict[str, type[ModelForm]] = {"indicator": IndicatorForm, "survey": SurveyForm}


@dataclass(frozen=True)
class PartFindings:
    """What the checks say about one part."""

    part: Part
    findings: tuple[Finding, ...]

    @property
    def open_count(self) -> int:
        """How many findings in it block."""
        return sum(finding.blocks for finding in self.findings)

    @property
    def is_complete(self) -> bool:
        """Whether nothing in it blocks."""
        return not self.open_count


@dataclass(frozen=True)
class CheckFindings:
    """What one check says, wherever it says it."""

    check_id: str
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that stands for all: title and severity are the check's own."""
        return self.findings[0]

    @property
    def indicators(self) -> list[Place]:
        """The indicators that it speaks of, each once."""
        places = (finding.place for finding in self.findings)
        return list({place.row: place for place in places if place.is_indicator}.values())


def by_check(findings: Iterable[Finding]) -> list[CheckFindings]:
    """Return the findings grouped by their check, what blocks first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.check_id, []).append(finding)
    order = list(Severity)
    found = [CheckFindings(check_id, tuple(group)) for check_id, group in groups.items()]
    return sorted(found, key=lambda group: order.index(group.first.severity))


def by_part(evaluation: Evaluation, findings: Iterable[Finding]) -> list[PartFindings]:
    """Return every part of the evaluation with its findings, in the order of entry."""
    known = tuple(findings)
    return [
        PartFindings(part, tuple(finding for finding in known if finding.place.part == part.key))
        for part in parts_of(evaluation)
    ]


def look_up(screen: Screen, place: Place) -> Any:
    """Return the exact field of the screen, else its list, None where the place is not on it."""
    return (place.input and screen.find_input(place.input)) or screen.find(place.field, place.row)


class Addresses:
    """Where the findings about one evaluation lead; each entry screen is built at most once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.screens: dict[str, Screen] = {}

    def of(self, place: Place) -> str:
        """Return the address of the field, of its list, or of the part."""
        if place.project:
            return self._project(place)
        if place.part == INDICATORS:
            return self._indicator(place, overview_address(self.evaluation.pk))
        return reverse(part_of(place.part).url_name, args=[self.evaluation.pk]) + self._anchor(place)

    def _project(self, place: Place) -> str:
        """Return the address of a field of the project's page, of its indicator, or of its tree."""
        form, prefix = (FundForm, f"fund-{place.row}") if place.field in AMOUNTS else (ProjectForm, "project")
        if place.row.isdecimal() or place.field not in form.base_fields:
            return self._indicator(place, overview_address(self.evaluation.pk, int(place.project)))
        anchor = f"#id_{prefix}-{place.field}" if prefix != "fund-" else ""
        return reverse("indicators:project_edit", args=[self.evaluation.pk, place.project]) + anchor

    def _indicator(self, place: Place, overview: str) -> str:
        if not place.row.isdecimal() or int(place.row) not in self._leaves:
            return overview
        prefixes = [prefix for prefix, form in INDICATOR_FORMS.items() if place.field in form.base_fields]
        anchor = f"#id_{prefixes[0]}-{place.field}" if prefixes else ""
        return reverse("indicators:indicator_edit", args=[self.evaluation.pk, int(place.row)]) + anchor

    @cached_property
    def _leaves(self) -> set[int]:
        own = self.evaluation.indicators.leaves().exclude(rule=EXECUTION)
        return set(own.values_list("pk", flat=True))

    def _anchor(self, place: Place) -> str:
        found = look_up(self._screen(place.part), place)
        if isinstance(found, RowSet):
            return f"#{found.prefix}-title"
        return f"#{found.auto_id}" if found is not None else ""

    def _screen(self, part: str) -> Screen:
        if part not in self.screens:
            self.screens[part] = SCREENS[part](self.evaluation)
        return self.screens[part]
