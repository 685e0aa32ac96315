"""What every page shows: the navigation of a person's roles, and the status of an evaluation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Subquery
from django.template import Context
from django.urls import reverse

from .. import log, workflow
from ..environment import Environment, environment
from ..models import AuditEntry, Cycle, Evaluation, Membership, Role

register = template.Library()


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation; no role means that everybody has it."""

    label: str
    url_name: str
    role: str = ""
    is_for_whole_tree: bool = False


PLACES = (
    Place("首页", "home"),
    Place("旧报告导入", "reports:old_report", Role.PREPARER),
    Place("审核", "reports:review_queue", Role.REVIEWER),
    Place("公开", "reports:publication_queue", Role.PUBLISHER),
    Place("填报进度", "reports:round_latest", Role.REVIEWER),
    Place("填报进度", "reports:round_latest", Role.PUBLISHER),
    Place("填报进度", "reports:round_latest", Role.ADMINISTRATOR),
    Place("填报进度", "reports:round_latest", Role.AUDITOR),
    Place("年度任务", "indicators:cycle_list", Role.ADMINISTRATOR, is_for_whole_tree=True),
    Place("指标体系方案", "indicators:scheme_list", Role.ADMINISTRATOR, is_for_whole_tree=True),
    Place("部门（单位）", "departments:department_list", Role.ADMINISTRATOR),
    Place("用户", "departments:user_list", Role.ADMINISTRATOR),
    Place("岗位", "departments:membership_list", Role.ADMINISTRATOR),
    Place("批量导入", "reports:import_list", Role.ADMINISTRATOR),
    Place("依据文件", "departments:authority_list", Role.ADMINISTRATOR, is_for_whole_tree=True),
    Place("校验等级", "reports:check_settings", Role.ADMINISTRATOR, is_for_whole_tree=True),
    Place("移交目标", "reports:target_list", Role.ADMINISTRATOR, is_for_whole_tree=True),
    Place("站点配置", "departments:site", Role.ADMINISTRATOR, is_for_whole_tree=True),
    Place("审计日志", "departments:audit_list", Role.AUDITOR),
)


@register.inclusion_tag("includes/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """Show the places that the roles of the signed-in person open, with the present one marked."""
    rows = Membership.objects.held_by(context["user"]).annotate(year=Subquery(Cycle.objects.values("year")[:1]))
    known = list(rows.values_list("role", "department__parent", "year"))
    held = {(role, at_top) for role, parent, _ in known for at_top in {False, parent is None}}
    open_ones = [place for place in PLACES if not place.role or (place.role, place.is_for_whole_tree) in held]
    places = list({place.url_name: place for place in open_ones}.values())
    path = context["request"].path
    current = next((place for place in reversed(places) if _lies_below(path, place)), None)
    return {"places": places, "current": current, "environment": environment(), "year": _year(context, known)}


@register.simple_tag(name="environment")
def environment_tag() -> Environment:
    """Return which copy of the system this is."""
    return environment()


@register.simple_tag(takes_context=True)
def newest_year(context: Context) -> int | None:
    """Return the budget year of the newest round, None before the first; a page of errors asks no database."""
    return Cycle.objects.values_list("year", flat=True).first() if "request" in context else None


@register.inclusion_tag("includes/status_badge.html")
def status_badge(evaluation: Evaluation) -> dict[str, Any]:
    """Show where an evaluation stands, and at which review stage."""
    name = workflow.STATUS_NAMES[workflow.Status(evaluation.status)]
    if evaluation.status == workflow.Status.SUBMITTED and len(evaluation.stages) > 1:
        name = f"{name}：{evaluation.present_stage}"
    return {"status": evaluation.status, "name": name}


@register.filter
def action_name(action: str) -> str:
    """Show what was done."""
    return log.action_name(action)


@register.filter
def changes(entry: AuditEntry) -> list[log.Change]:
    """Show what an entry of the log says about each field."""
    return list(log.changes_of(entry))


def _year(context: Context, rows: Iterable[tuple[Any, ...]]) -> int | None:
    """Return the budget year that the page is about: that of its evaluation, or of the newest round."""
    evaluation = context.get("evaluation")
    return evaluation.cycle.year if isinstance(evaluation, Evaluation) else next((row[-1] for row in rows), None)


def _lies_below(path: str, place: Place) -> bool:
    address = reverse(place.url_name)
    return path == address or (address != "/" and path.startswith(address))
