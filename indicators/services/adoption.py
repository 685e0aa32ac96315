"""Letting a round that is running use a corrected version of its scheme."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from departments import audit
from departments.models import Cycle, User

from ..models import Scheme, Scorecard
from ..schemes import Scheme as SchemeSpec
from ..schemes.comparing import Difference, compare
from ..schemes.wording import label
from .schemes import choose_schemes

FIELDS = {Scheme.Kind.WHOLE: "scheme", Scheme.Kind.PROJECT: "project_scheme"}


class OtherScheme(Exception):
    """The round uses another scheme, of which this is no version."""

    def __init__(self, cycle: Cycle, scheme: Scheme) -> None:
        super().__init__(f"{cycle}没有选用“{scheme.title}”（{scheme.name}）的任何版本，不能改用。")


class LevelsDiffer(Exception):
    """Evaluations that have begun have grown on other levels; `differences` says which."""

    def __init__(self, old: Scheme, new: Scheme, differences: Sequence[Difference]) -> None:
        listed = "；".join(map(str, differences))
        super().__init__(f"已开启的自评按{old}填报，与{new}的一、二级指标或资金行不同，不能改用：{listed}。")
        self.differences = tuple(differences)


@dataclass(frozen=True)
class Adoption:
    """What changing a round to a version means.

    Attributes:
        moving: evaluations that are open for entry, which change to it.
        staying: evaluations under review, approved or published, which keep theirs.
    """

    moving: int
    staying: int


def adoption_of(cycle: Cycle, scheme: Scheme) -> Adoption:
    """Return what `adopt_version` would do, without doing it."""
    moving = _open(cycle, scheme).count()
    return Adoption(moving, _on_other_versions(cycle, scheme).count() - moving)


@transaction.atomic
def adopt_version(cycle: Cycle, scheme: Scheme, *, actor: User | None) -> Adoption:
    """Let the round use another version of its scheme, and every evaluation of it that is open for entry.

    Evaluations under review, approved or published keep theirs; once one of them is open again (returned, or
    corrected), adopting the same version again takes it along. The stored scores still follow from the version
    before: whoever adopts a version has the round rescored afterwards (`manage.py rescore --cycle YEAR`).

    Raises:
        OtherScheme: the round uses no version of this scheme.
        LevelsDiffer: an open evaluation has other levels or rows of funds; then nothing has changed.
    """
    chosen = {choice.kind: choice.scheme for choice in cycle.schemes.select_for_update().select_related("scheme")}
    current = chosen.get(scheme.kind)
    if current is None or current.name != scheme.name:
        raise OtherScheme(cycle, scheme)
    adoption = adoption_of(cycle, scheme)
    _move(_open(cycle, scheme), scheme, actor)
    if current != scheme:
        choose_schemes(cycle, (chosen | {scheme.kind: scheme}).values(), actor=actor)
    return adoption


def _on_other_versions(cycle: Cycle, scheme: Scheme) -> QuerySet[Scorecard]:
    field = FIELDS[Scheme.Kind(scheme.kind)]
    others = Scorecard.objects.filter(**{f"{field}__name": scheme.name}).exclude(**{field: scheme})
    return others.filter(evaluation__cycle=cycle)


def _open(cycle: Cycle, scheme: Scheme) -> QuerySet[Scorecard]:
    return _on_other_versions(cycle, scheme).filter(evaluation__in=cycle.evaluations.editable())


def _move(cards: QuerySet[Scorecard], scheme: Scheme, actor: User | None) -> None:
    field = FIELDS[Scheme.Kind(scheme.kind)]
    rows = cards.select_related("evaluation__department", "evaluation__cycle", field)
    moving = list(rows.select_for_update(of=("self", "evaluation")))
    before = {card.pk: getattr(card, field) for card in moving}
    for old in set(before.values()):
        _check_levels(old, scheme)
    for card in moving:
        setattr(card, field, scheme)
        changes = {field: [str(before[card.pk]), str(scheme)]}
        audit.record(card, actor=actor, action="scorecard.scheme", changes=changes)
    Scorecard.objects.bulk_update(moving, [field], batch_size=500)


def _check_levels(old: Scheme, new: Scheme) -> None:
    before, after = old.spec, new.spec
    if _planted(before) == _planted(after):
        return
    raise LevelsDiffer(old, new, [found for found in compare(before, after) if _concerns_rows(found)])


def _concerns_rows(difference: Difference) -> bool:
    return difference.place[0] == label("levels") or difference.place[:2] == (label("form"), label("fund_rows"))


def _planted(spec: SchemeSpec) -> object:
    """Return what the rows of an evaluation were made from."""
    return spec.levels, [row.key for row in spec.form.fund_rows if not row.is_scored]
