from pathlib import Path

import pytest

from reports.system_checks import folders_share_a_file_system

pytestmark = pytest.mark.files


def test_folders_below_one_root_can_be_renamed_into_each_other():
    assert folders_share_a_file_system(None) == []


def test_folders_on_two_file_systems_are_refused_at_start(settings):
    other = next((path for path in map(Path, ("/dev/shm", "/proc")) if path.is_dir()), None)
    if other is None or other.stat().st_dev == settings.VAR_DIR.parent.stat().st_dev:
        pytest.skip("there is one file system only")
    settings.ARCHIVE_ROOT = other / "archive"

    [error] = folders_share_a_file_system(None)

    assert error.id == "reports.E001"
    assert str(settings.ARCHIVE_ROOT) in error.msg
