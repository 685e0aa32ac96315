"""The 索引号 of a report: configured parts and a serial of the unit, assigned once and never reused."""

from datetime import date

from departments.models import Department, Evaluation, SiteConfiguration

from ..models import IndexNumber


class IndexNumberImpossible(Exception):
    """The configuration gives no number, or one that is taken; the text tells the administrator what to change."""


def assign_index_number(evaluation: Evaluation, day: date) -> IndexNumber:
    """Return the number of an evaluation, assigning it on first need; the caller's transaction holds it.

    Raises:
        IndexNumberImpossible: the configuration gives none.
    """
    assigned = IndexNumber.objects.filter(evaluation=evaluation).first()
    if assigned:
        return assigned
    department = Department.objects.select_for_update().get(pk=evaluation.department_id)
    text = proposed_text(department, day)
    number = IndexNumber.objects.create(
        evaluation=evaluation, department=department, year=day.year, serial=department.next_serial, text=text
    )
    department.next_serial += 1
    department.save(update_fields=["next_serial"])
    return number


def own_number(evaluation: Evaluation) -> str:
    """Return the number that was made from our template, empty before that, and where the portal assigns them."""
    number = getattr(evaluation, "index_number", None)
    return number.text if number else ""


def proposed_text(department: Department, day: date) -> str:
    """Return the number that the unit's next report would get.

    Raises:
        IndexNumberImpossible: the template is wrong, or the number is taken.
    """
    site = SiteConfiguration.current()
    parts = {
        "org": department.index_code,
        "category": site.index_category,
        "year": day.year,
        "date": f"{day:%Y%m%d}",
        "serial": department.next_serial,
    }
    try:
        text = site.index_template.format(**parts)
    except (AttributeError, IndexError, KeyError, ValueError):
        raise IndexNumberImpossible(f"索引号模板“{site.index_template}”有误,请联系管理员在站点配置中修改。") from None
    if IndexNumber.objects.filter(text=text).exists():
        raise IndexNumberImpossible(
            f"索引号 {text} 已被使用,请联系管理员核对该单位的索引号机构代码和站点配置中的索引号模板。"
        )
    return text
