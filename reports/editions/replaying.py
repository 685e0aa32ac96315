"""An edition's plan once more, from what was stored with it: what was published can be made again."""

from datetime import datetime
from typing import Any

from django.forms.models import model_to_dict

from departments.anchors import Head
from departments.models import SiteConfiguration

from ..document.compose import compose
from ..models import Edition
from ..snapshot import from_json
from .plan import Plan


def circumstances(plan: Plan) -> dict[str, Any]:
    """Return in JSON's own types what the files were made from besides the snapshot and the edition's own fields."""
    return {
        "site": model_to_dict(plan.site, exclude=["id"]),
        "supersedes": plan.supersedes,
        "index_number": plan.index_number,
        "published_at": plan.published_at.isoformat(),
        "log": {"count": plan.log.count, "digest": plan.log.digest},
    }


def plan_of(edition: Edition) -> Plan:
    """Return the plan from which the files of `edition` were made."""
    kept, snapshot = edition.circumstances, from_json(edition.snapshot)
    return Plan(
        evaluation_pk=edition.evaluation_id,
        evaluation_version=edition.review.evaluation_version,
        year=snapshot.year,
        department_code=snapshot.department.code,
        publisher=snapshot.department.name,
        number=edition.number,
        folder=edition.folder,
        supersedes=kept["supersedes"],
        change_note=edition.change_note,
        index_number=kept["index_number"],
        review=edition.review,
        published_at=datetime.fromisoformat(kept["published_at"]),
        site=SiteConfiguration(**kept["site"]),
        snapshot=snapshot,
        document=compose(snapshot),
        log=Head(**kept["log"]),
    )
