"""Setting up the demo's organisation, library, portal and round."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from departments.models import Authority, Cycle, Department, SiteConfiguration
from departments.services.organisation import add_department
from indicators.models import Scheme
from indicators.services import choose_schemes, install_schemes

from .content import content


@dataclass(frozen=True)
class Stage:
    """Where the demo plays."""

    district: Department
    office: Department
    practice: Department
    cycle: Cycle
    present_cycle: Cycle


def organise() -> Stage:
    """Create district, offices, library, portal configuration and cycle."""
    install_schemes()
    district = _department(kind=Department.Kind.DISTRICT, **content()["department"]["district"])
    office = _department(kind=Department.Kind.STREET, parent=district, **_office())
    practice = _department(parent=district, **content()["practice"])
    Authority.objects.bulk_create(Authority(**row) for row in content()["authorities"])
    SiteConfiguration.objects.create(pk=1, **content()["site"])
    return Stage(district, office, practice, _cycle(**content()["cycle"]), _cycle(**_present_round()))


def _office() -> dict[str, Any]:
    return {name: value for name, value in content()["department"].items() if name != "district"}


def _present_round() -> dict[str, Any]:
    """Return a round that is open on the day of the installation, for trying the screens."""
    today = timezone.localdate()
    month = timedelta(days=30)
    return content()["cycle"] | {"year": today.year - 1, "opens_on": today - month, "due_on": today + 2 * month}


def _department(**values: Any) -> Department:
    return add_department(Department(**values), actor=None)


def _cycle(*, scheme: str, project_scheme: str, **values: Any) -> Cycle:
    cycle = Cycle.objects.create(**values)
    schemes = [Scheme.objects.filter(name=name).latest("version") for name in (scheme, project_scheme)]
    choose_schemes(cycle, schemes, actor=None)
    return cycle
