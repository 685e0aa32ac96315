"""A whole portal, crawled from its first page: on disk, and below a sub-path behind nginx."""

from pathlib import Path
from urllib.error import URLError

import pytest
from hypothesis import settings as hypothesis

from reports.models import Edition
from reports.portal import write_all_pages
from tests.reports.portal.serving import nginx, nginx_program, read
from tests.reports.portal.site import Report, configure, fill, put
from tests.reports.portal.test_lists import withdraw
from tests.reports.portal.walking import Walk, from_disk

pytestmark = [pytest.mark.files, pytest.mark.django_db]

UNITS, YEARS = 12, range(2018, 2023)
SOAKED = 50
"""How many times as many units there are in the long proof (600 units, 3,000 editions)."""


def is_soak():
    return hypothesis().max_examples > 100


@pytest.fixture
def portal(request, settings):
    """Reports of many units and years, one corrected and one withdrawn; few where a test says so."""
    configure(address="https://www.example.gov.cn/jx/")
    fill(getattr(request, "param", UNITS * (SOAKED if is_soak() else 1)), YEARS)
    first = put(Report(2022, "A-1", "青石街道办事处"))
    Edition.objects.filter(pk=first.pk).update(status="superseded")
    put(Report(2022, "A-1", "青石街道办事处", "95.00"), number=2, evaluation=first.evaluation)
    write_all_pages()
    withdraw(put(Report(2021, "A-1", "青石街道办事处")))
    write_all_pages()
    return settings.PUBLIC_ROOT


def reached(walk, start):
    return {address.removeprefix(start) for address in walk.seen}


def test_every_link_leads_somewhere_and_no_tag_is_missing(portal):
    start = f"{portal.as_uri()}/"

    walk = Walk(from_disk).over(f"{start}index.html")

    assert walk.troubles == []
    landings = {f"{path.parent.relative_to(portal)}/index.html" for path in portal.glob("[0-9]*/*/status.json")}
    assert landings <= reached(walk, start)
    assert len(landings) == Edition.objects.values("evaluation").distinct().count()


@pytest.mark.parametrize("portal", [UNITS], indirect=True, ids=["few units"])
def test_broken_link_missing_tag_and_foreign_address_are_found(portal):
    """The crawler itself: what it is there to find, it finds."""
    page = portal / "types" / "index.html"
    page.chmod(0o644)
    text = page.read_text(encoding="utf-8").replace('name="SiteIDCode"', 'name="x"')
    page.write_text(text.replace("</main>", '<a href="nothing.html"></a><a href="/x">x</a></main>'), encoding="utf-8")

    troubles = "\n".join(Walk(from_disk).over(f"{portal.as_uri()}/index.html").troubles)

    assert "types/nothing.html is broken" in troubles
    assert "/x is not relative" in troubles
    assert "types/index.html has no SiteIDCode" in troubles


@pytest.mark.skipif(nginx_program() is None, reason="nginx is not installed")
def test_portal_works_below_a_sub_path_behind_nginx(portal, tmp_path):
    folder = Path(tmp_path / "nginx")
    folder.mkdir()
    with nginx(portal, folder, prefix="/gov/jx/") as start:
        walk = Walk(fetched).over(f"{start}index.html")

    on_disk = Walk(from_disk).over(f"{portal.as_uri()}/index.html")
    assert walk.troubles == []
    assert reached(walk, start) == reached(on_disk, f"{portal.as_uri()}/")


def fetched(address):
    try:
        return read(address)
    except URLError as error:
        raise OSError(str(error)) from error
