"""Where the screens of a tree are: the whole department's, or that of one project."""

from django.urls import reverse

from .models import Indicator


def overview_address(evaluation_pk: int, project_pk: int | None = None) -> str:
    """Return the address of the overview of a tree."""
    if project_pk is None:
        return reverse("indicators:enter_indicators", args=[evaluation_pk])
    return reverse("indicators:project_indicators", args=[evaluation_pk, project_pk])


def grid_address(evaluation_pk: int, project_pk: int | None = None) -> str:
    """Return the address at which all indicators of a tree are typed in one table."""
    if project_pk is None:
        return reverse("indicators:indicator_grid", args=[evaluation_pk])
    return reverse("indicators:project_grid", args=[evaluation_pk, project_pk])


def approval_address(name: str, evaluation_pk: int, project_pk: int | None = None) -> str:
    """Return where the approval of a tree is registered (`name` "approval") or taken back ("approval_cancel")."""
    if project_pk is None:
        return reverse(f"indicators:goal_{name}", args=[evaluation_pk])
    return reverse(f"indicators:project_{name}", args=[evaluation_pk, project_pk])


def overview_of(indicator: Indicator) -> str:
    """Return the address of the overview in which an indicator stands."""
    return overview_address(indicator.evaluation_id, indicator.project_evaluation_id)
