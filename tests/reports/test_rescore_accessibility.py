"""The screens of a rescoring in a real browser: accessible, and fitting a desk and a phone."""

import pytest
from django.urls import reverse

from departments.models import Evaluation, Role
from reports.jobs import request_rescoring
from tests.browser import chromium, page_for
from tests.factories import make_department, make_member
from tests.indicators.rounds import make_round, sign
from tests.screens.looking import troubles_at_both_sizes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(client):
    """The list of what would change, the list when nothing does, the page of the task."""
    administrator = make_member(Role.ADMINISTRATOR, make_department("1", "某区"))
    client.force_login(administrator)
    changing, scored = make_round(3), make_round(2, 2021)
    sign(Evaluation.objects.filter(cycle=changing).earliest("pk"))
    job = request_rescoring(scored, actor=administrator)
    rescore = [reverse("reports:rescore", args=[cycle.pk]) for cycle in (changing, scored)]
    return [*rescore, reverse("reports:job", args=[job.pk]), reverse("indicators:cycle_list")]


def test_screens_are_accessible_and_fit(monkeypatch, client, live_server, addresses):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    troubles = {}

    with chromium() as browser:
        page = page_for(browser, client, live_server)
        for address in addresses:
            page.goto(address)
            troubles[address] = troubles_at_both_sizes(page)

    assert not {address: found for address, found in troubles.items() if found}
