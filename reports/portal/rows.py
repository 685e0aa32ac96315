"""Which editions the portal's pages speak of; each question is one query.

`within` asks for those of a unit and all below it alone: what a place shows that gets no others.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from departments.models import Department, Evaluation

from ..models import Edition, Receipt
from ..models.edition import EditionQuerySet

NEWS = 50
"""How many publications, corrections and withdrawals the feed tells of."""


def editions(within: Department | None = None) -> EditionQuerySet:
    """Return all editions with what pages say about them, the latest of each evaluation first."""
    assigned = Receipt.objects.filter(delivery__edition=OuterRef("pk")).exclude(index_number="").order_by("-pk")
    numbered = Edition.objects.annotate(assigned_number=Subquery(assigned.values("index_number")[:1]))
    related = numbered.select_related("evaluation__department", "evaluation__cycle", "evaluation__index_number")
    deferred = related.defer("snapshot", "circumstances").filter(_below(within, "evaluation__department"))
    return deferred.order_by("-evaluation__cycle__year", "evaluation__department__code", "-number")


def by_evaluation(rows: Iterable[Edition]) -> list[tuple[Evaluation, list[Edition]]]:
    """Return the rows of `editions` grouped."""
    grouped = groupby(rows, key=lambda edition: edition.evaluation_id)
    lists = [list(group) for _, group in grouped]
    return [(group[0].evaluation, group) for group in lists]


def news(within: Department | None = None) -> list[Edition]:
    """Return the editions of which something was made public last, the latest first."""
    return list(editions(within).order_by(Coalesce("withdrawn_at", "published_at").desc(), "-pk")[:NEWS])


def shelves(within: Department | None = None) -> list[tuple[int, str]]:
    """Return the years with the kinds of units that have published for them, the latest first."""
    own = Edition.objects.filter(_below(within, "evaluation__department"))
    kinds = own.values_list("evaluation__cycle__year", "evaluation__department__kind").distinct()
    return list(kinds.order_by("-evaluation__cycle__year", "evaluation__department__kind"))


def publishing_departments(within: Department | None = None) -> Sequence[Department]:
    """Return the units that have published, by kind and code."""
    published = Edition.objects.filter(_below(within, "evaluation__department")).values("evaluation__department")
    return list(Department.objects.filter(pk__in=published).order_by("kind", "code"))


def codes_of(year: int) -> dict[int, list[str]]:
    """Return the 核验码 of all editions of each evaluation of a year, the latest first."""
    codes: dict[int, list[str]] = {}
    found = Edition.objects.filter(evaluation__cycle__year=year).order_by("-number")
    for evaluation, code in found.values_list("evaluation", "code"):
        codes.setdefault(evaluation, []).append(code)
    return codes


def current_of(rows: Iterable[Edition]) -> Edition | None:
    """Return the edition in force, if there is one."""
    return next((row for row in rows if row.status == Edition.Status.CURRENT), None)


def _below(department: Department | None, field: str) -> Q:
    return Q(**{f"{field}__path__startswith": department.path}) if department else Q()
