"""What all lists have in common."""

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: object) -> Page:
    """Return the page that was asked for, the nearest one when there is no such page."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))  # type: ignore[arg-type]


def words_of(request: HttpRequest) -> str:
    """Return what was searched for."""
    return request.GET.get("q", "").strip()[:50]


def found(rows: QuerySet, words: str, *fields: str) -> QuerySet:
    """Return the rows that hold `words` in one of `fields`; all rows when nothing was searched for."""
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__icontains": words})
    return rows.filter(condition) if words else rows
