import pytest

from reports.models import Target


@pytest.fixture
def portal(settings, tmp_path):
    """A folder that the county's portal serves."""
    settings.HANDOVER_ROOTS = [tmp_path]
    folder = tmp_path / "portal"
    folder.mkdir()
    return folder


@pytest.fixture
def target(db, portal):
    return Target.objects.create(name="县门户", transport="folder", path=str(portal))


@pytest.fixture
def inbox(db, portal):
    """A target that gets packages in the same place."""
    return Target.objects.create(name="内容系统", transport="folder", form="package", path=str(portal))
