"""What every test gets."""

import pytest
from hypothesis import settings as hypothesis

hypothesis.register_profile("gate", deadline=None, derandomize=True, max_examples=100)
hypothesis.register_profile("soak", deadline=None, max_examples=2000)
hypothesis.load_profile("gate")


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Keep uploads, editions and the archive of each test apart from those of the installation."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR_DIR / "evidence"
    settings.PUBLIC_ROOT = settings.VAR_DIR / "public"
    settings.ARCHIVE_ROOT = settings.VAR_DIR / "archive"
