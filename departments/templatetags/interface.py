"""What every page shows: the navigation of a person's roles, and the status of an evaluation."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse

from .. import workflow
from ..models import Evaluation, Membership, Role

register = template.Library()


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation; no roles means that everybody has it."""

    label: str
    url_name: str
    roles: frozenset[str] = frozenset()


_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

PLACES = (
    Place("首页", "home"),
    Place("审核", "reports:review_queue", frozenset({Role.REVIEWER})),
    Place("公开", "reports:publication_queue", frozenset({Role.PUBLISHER})),
    Place("年度任务", "indicators:cycle_list", _ADMINISTRATOR),
    Place("部门(单位)", "departments:department_list", _ADMINISTRATOR),
    Place("用户", "departments:user_list", _ADMINISTRATOR),
    Place("岗位", "departments:membership_list", _ADMINISTRATOR),
    Place("依据文件", "departments:authority_list", _ADMINISTRATOR),
    Place("站点配置", "departments:site", _ADMINISTRATOR),
    Place("审计日志", "departments:audit_list", frozenset({Role.AUDITOR})),
)


@register.inclusion_tag("includes/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """Show the places that the roles of the signed-in person open, with the present one marked."""
    roles = set(Membership.objects.filter(user=context["user"]).values_list("role", flat=True).distinct())
    places = [place for place in PLACES if not place.roles or place.roles & roles]
    path = context["request"].path
    current = next((place for place in reversed(places) if _lies_below(path, place)), None)
    return {"places": places, "current": current}


@register.inclusion_tag("includes/status_badge.html")
def status_badge(evaluation: Evaluation) -> dict[str, Any]:
    """Show where an evaluation stands, and at which review stage."""
    name = workflow.STATUS_NAMES[workflow.Status(evaluation.status)]
    if evaluation.status == workflow.Status.SUBMITTED and len(evaluation.stages) > 1:
        name = f"{name}：{evaluation.stages[evaluation.stage]}"
    return {"status": evaluation.status, "name": name}


def _lies_below(path: str, place: Place) -> bool:
    try:
        address = reverse(place.url_name)
    except NoReverseMatch:
        return False
    return path == address or (address != "/" and path.startswith(address))
