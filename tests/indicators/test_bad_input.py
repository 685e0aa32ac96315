"""What no field can hold, sent from every screen: each field says why in Chinese, keeps it, and nothing is stored."""

import re
from collections import Counter

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Draft
from indicators.parts import PARTS
from tests.factories import make_cycle, make_evaluation, make_member
from tests.indicators.filled import fill
from tests.pages import described, form_values

pytestmark = pytest.mark.django_db

BAD = ("约 80", "9" * 40, "字" * 30_000, "1e999", "甲乙", "0" * 30 + ".5.5")
"""One after the other goes into the fields of a page: words, far too large, far too long, no number at all."""
FORMS = [part.key for part in PARTS if part.key not in ("indicators", "projects")]
every_screen = pytest.mark.parametrize("screen", ["indicator", "project", "grid", *FORMS])
TYPED = re.compile(r'<(?:input type="(?:text|date)"|textarea)[^>]*? name="([^"]+)"')
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def address():
    evaluation = fill(make_evaluation(cycle=make_cycle(project_scheme="national-project")), 2, others=1)
    leaf, project = evaluation.indicators.get(name="指标0"), evaluation.project_evaluations.get()
    own = {
        "indicator": reverse("indicators:indicator_edit", args=[evaluation.pk, leaf.pk]),
        "project": reverse("indicators:project_edit", args=[evaluation.pk, project.pk]),
        "grid": reverse("indicators:indicator_grid", args=[evaluation.pk]),
    }
    return own | {part.key: reverse(part.url_name, args=[evaluation.pk]) for part in PARTS}


def typed_names(response):
    """Return the inputs into which one types."""
    values = form_values(response)
    return [name for name in TYPED.findall(response.content.decode()) if name in values]


def refused_names(response):
    tags = re.findall(r"<(?:input|textarea)[^>]*is-invalid[^>]*>", response.content.decode())
    return [re.search(r' name="([^"]+)"', tag)[1] for tag in tags]


def spoilt(page):
    """Return what is typed: another fault in each field, the too long text in the last."""
    names = typed_names(page)
    return {name: BAD[(place + 3) % len(BAD)] for place, name in enumerate(reversed(names), start=-1)}


@every_screen
def test_every_field_says_why_and_keeps_it_and_nothing_is_stored(client, address, screen):
    client.force_login(make_member())
    page = client.get(address[screen])
    typed, before = spoilt(page), AuditEntry.objects.count()

    response = client.post(address[screen], form_values(page) | typed)

    refused, shown = refused_names(response), form_values(response)
    assert response.status_code == 200
    assert "内容尚未保存" in response.content.decode()
    assert refused
    assert {name: shown[name] for name in typed} == typed
    for name in refused:
        assert described(response, name).strip()
        assert not ENGLISH.search(described(response, name).replace(typed[name], ""))
    assert AuditEntry.objects.count() == before


@every_screen
def test_a_page_that_saves_itself_keeps_it_as_a_draft(client, address, screen):
    client.force_login(make_member())
    page = client.get(address[screen])
    typed = spoilt(page)
    refused = refused_names(client.post(address[screen], form_values(page) | typed))

    answer = client.post(address[screen], form_values(page) | typed | {"autosave": "1", "visit": ""})

    kept = [field["values"] for field in Draft.objects.get().fields.values()]
    again = Counter(map(str, form_values(client.get(address[screen])).values()))
    assert answer["X-Autosave"] == "partly"
    assert len(kept) >= len(refused)
    assert not Counter(typed[name] for name in refused) - again
