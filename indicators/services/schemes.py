"""Schemes in the database, and the one an evaluation is scored by."""

from functools import lru_cache

from django.db import transaction

from departments import audit
from departments.models import Cycle, Evaluation, User

from ..models import CycleScheme, Scheme, Scorecard
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
def choose_scheme(cycle: Cycle, scheme: Scheme, *, actor: User | None) -> CycleScheme:
    """Let the round use `scheme`; evaluations that have been opened keep theirs."""
    choice, _ = CycleScheme.objects.update_or_create(cycle=cycle, kind=scheme.kind, defaults={"scheme": scheme})
    audit.record(cycle, actor=actor, action="cycle.scheme", changes={"scheme": [None, str(scheme)]})
    return choice


def scheme_of(evaluation: Evaluation) -> SchemeSpec:
    """Return the scheme that the evaluation is scored by."""
    content = Scorecard.objects.values_list("scheme__content", flat=True).get(evaluation=evaluation)
    return _parsed(content)


@lru_cache(maxsize=32)
def _parsed(content: str) -> SchemeSpec:
    return load(content)
