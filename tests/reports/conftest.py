import pytest

from departments import clock
from tests.browser import chromium
from tests.reports.remembering import remember
from tests.reports.stage import BUSINESS_DAY, set_stage


@pytest.fixture
def stage(db):
    """A filled-in evaluation on a day in May 2023."""
    with clock.at(BUSINESS_DAY):
        yield set_stage()


@pytest.fixture(scope="module")
def browser():
    """One Chromium for all tests of a file."""
    with pytest.MonkeyPatch.context() as patch, chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield browser


@pytest.fixture(autouse=True)
def remembered_files(request, monkeypatch):
    """Make the files of one report once in a run, except for what is about making them."""
    if "renders_anew" not in request.fixturenames:
        remember(monkeypatch)


@pytest.fixture
def renders_anew():
    """Let every file be made by the renderer itself."""
