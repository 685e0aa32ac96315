"""Schemes in the database, and the one an evaluation is scored by."""

from collections.abc import Collection

from django.db import transaction

from departments import audit
from departments.models import Cycle, Evaluation, User

from ..models import CycleScheme, ProjectEvaluation, Scheme, Scorecard
from ..schemes import Scheme as SchemeSpec
from ..schemes import load, preset_names, preset_text


@transaction.atomic
def install_schemes() -> list[Scheme]:
    """Store the schemes that come with the product and are not there yet; return the new ones."""
    known = set(Scheme.objects.values_list("name", "version"))
    presets = [(load(content), content) for content in map(preset_text, preset_names())]
    return [_store(spec, content) for spec, content in presets if (spec.name, spec.version) not in known]


def _store(spec: SchemeSpec, content: str) -> Scheme:
    return Scheme.objects.create(
        name=spec.name, version=spec.version, title=spec.title, kind=spec.kind, content=content
    )


@transaction.atomic
def choose_schemes(cycle: Cycle, schemes: Collection[Scheme], *, actor: User | None) -> None:
    """Let the round use `schemes`, one of a kind; evaluations that have been opened keep theirs."""
    before = [str(choice.scheme) for choice in cycle.schemes.select_related("scheme").order_by("kind")]
    cycle.schemes.exclude(kind__in=[scheme.kind for scheme in schemes]).delete()
    for scheme in schemes:
        CycleScheme.objects.update_or_create(cycle=cycle, kind=scheme.kind, defaults={"scheme": scheme})
    after = sorted(str(scheme) for scheme in schemes)
    audit.record(cycle, actor=actor, action="cycle.scheme", changes={"scheme": [before, after]})


def scheme_of(evaluation: Evaluation) -> SchemeSpec:
    """Return the scheme that the evaluation is scored by."""
    content = Scorecard.objects.values_list("scheme__content", flat=True).get(evaluation=evaluation)
    return load(content)


def scheme_of_tree(evaluation: Evaluation, project_evaluation: ProjectEvaluation | None = None) -> SchemeSpec:
    """Return the scheme that a tree is scored by: the whole department's, or that of one of its projects."""
    column = "scheme__content" if project_evaluation is None else "project_scheme__content"
    return load(Scorecard.objects.values_list(column, flat=True).get(evaluation=evaluation))


def project_scheme_of(evaluation: Evaluation) -> SchemeSpec | None:
    """Return the scheme that the evaluation's projects are scored by, None where the round has none for them."""
    content = Scorecard.objects.values_list("project_scheme__content", flat=True).get(evaluation=evaluation)
    return None if content is None else load(content)
