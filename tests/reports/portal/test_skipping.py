"""A sweep leaves alone what has not changed; what has, or lies otherwise than it was left, is made again."""

import os

import pytest

from departments.models import Department, SiteConfiguration
from reports.models import Edition
from reports.portal import memory as memories
from reports.portal import pages, parts, write_all_pages, write_pages_of
from tests.reports.portal.site import Report, configure, put

pytestmark = [pytest.mark.files, pytest.mark.django_db]

ONE, OTHER = Report(2022, "101", "青石街道办事处"), Report(2021, "102", "清河镇人民政府")


@pytest.fixture
def site():
    return configure(address="https://www.example.gov.cn/jx/")


@pytest.fixture
def swept(site, settings):
    """Two reports whose pages were written by a sweep."""
    editions = [put(ONE), put(OTHER)]
    write_all_pages()
    return editions


@pytest.fixture
def made(monkeypatch):
    """The templates of which pages are made."""
    templates = []
    render = pages.render_to_string
    monkeypatch.setattr(pages, "render_to_string", lambda name, *rest: templates.append(name) or render(name, *rest))
    return templates


def looks(settings):
    """Return how every file of the portal lies on disk."""
    paths = [path for path in settings.PUBLIC_ROOT.rglob("*") if path.is_file()]
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def spoil(path, content=b""):
    """Change a file as somebody would who may."""
    path.chmod(0o644)
    path.write_bytes(content)


def test_nothing_is_made_and_no_file_is_touched_when_nothing_has_changed(swept, made, settings):
    before = looks(settings)

    assert write_all_pages() == 0
    assert made == []
    assert looks(settings) == before


def test_publication_lets_the_next_sweep_make_its_own_pages_only(swept, made, settings):
    Edition.objects.filter(pk=swept[0].pk).update(title="改过的标题")
    before = looks(settings)

    write_all_pages()

    landings = [path for path, look in looks(settings).items() if before[path] != look and "2021" in path.parts]
    assert landings == []
    assert made.count("portal/landing.html") == made.count("portal/department.html") == 1
    assert "改过的标题" in (settings.PUBLIC_ROOT / "2022/101/index.html").read_text(encoding="utf-8")


def test_pages_of_a_publication_are_remembered_by_the_next_sweep(swept, made):
    write_pages_of(put(Report(2022, "103", "第三街道")).evaluation)
    assert write_all_pages() > 0  # the figures of the year follow
    made.clear()

    assert write_all_pages() == 0
    assert made == []


@pytest.mark.parametrize("address", ["2022/101/index.html", "departments/102/index.html", "feed.xml", "portal.css"])
@pytest.mark.parametrize("damage", [spoil, lambda path: path.unlink()], ids=["changed", "removed"])
def test_file_that_somebody_has_touched_is_put_back(swept, settings, address, damage):
    content = (settings.PUBLIC_ROOT / address).read_bytes()
    damage(settings.PUBLIC_ROOT / address)

    assert write_all_pages() == 1
    assert (settings.PUBLIC_ROOT / address).read_bytes() == content


def test_content_of_the_same_size_and_time_is_found_too(swept, settings):
    path = settings.PUBLIC_ROOT / "2022/101/index.html"
    content, look = path.read_bytes(), path.stat()
    spoil(path, content[::-1])
    os.utime(path, ns=(look.st_atime_ns, look.st_mtime_ns))

    assert write_all_pages() == 1
    assert path.read_bytes() == content


def test_file_that_must_not_stand_is_removed_again(swept, settings):
    SiteConfiguration.objects.update(address="")
    write_all_pages()
    (settings.PUBLIC_ROOT / "sitemap.xml").write_text("old", encoding="utf-8")

    assert write_all_pages() == 1
    assert not (settings.PUBLIC_ROOT / "sitemap.xml").exists()


def test_other_name_of_the_portal_changes_every_page(swept, made):
    SiteConfiguration.objects.update(site_name="某区人民政府")

    assert write_all_pages() > 0
    assert made.count("portal/landing.html") == len(swept)


def test_other_program_makes_everything_again(swept, made, monkeypatch):
    monkeypatch.setattr(parts, "_program", lambda: "the next release")

    assert write_all_pages() == 0
    assert made.count("portal/landing.html") == len(swept)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"parts": 1}', b'{"surroundings": "x"}'])
def test_memory_that_is_damaged_or_lost_costs_time_only(swept, made, settings, content):
    spoil(settings.STAGING_ROOT / memories.NAME, content)

    assert write_all_pages() == 0
    assert made.count("portal/landing.html") == len(swept)


def test_sweep_killed_before_it_has_stored_its_memory_is_made_up_for(swept, settings, monkeypatch):
    Edition.objects.filter(pk=swept[0].pk).update(title="改过的标题")
    with monkeypatch.context() as patch:
        patch.setattr(pages, "root_page", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_all_pages()
    assert "改过的标题" in (settings.PUBLIC_ROOT / "2022/101/index.html").read_text(encoding="utf-8")

    assert write_all_pages() > 0
    assert "改过的标题" in (settings.PUBLIC_ROOT / "index.html").read_text(encoding="utf-8")
    assert write_all_pages() == 0


def _interrupted(*arguments):
    raise KeyboardInterrupt


def test_unit_of_another_type_leaves_no_page_of_its_old_one(swept, settings):
    old = settings.PUBLIC_ROOT / "types/street/2022.html"
    assert old.is_file()
    kinds = Department.Kind.values
    new = settings.PUBLIC_ROOT / f"types/{next(kind for kind in kinds if kind != 'street')}/2022.html"
    Department.objects.filter(code="101").update(kind=new.parent.name)

    write_all_pages()

    assert not old.exists()
    assert ONE.title in new.read_text(encoding="utf-8")
    assert "street/2022.html" not in (settings.PUBLIC_ROOT / "types/index.html").read_text(encoding="utf-8")
