import stat

import pytest

from reports.editions.folders import FolderTaken, discard, move, replace_file, stage

pytestmark = pytest.mark.files

FILES = {"index.html": b"page", "report.pdf": b"pdf"}


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_staged_folder_lies_outside_the_public_root(settings):
    staged = stage(FILES)

    assert {path.name: path.read_bytes() for path in staged.iterdir()} == FILES
    assert not staged.is_relative_to(settings.PUBLIC_ROOT)
    assert staged.stat().st_dev == settings.VAR_DIR.stat().st_dev


def test_staging_is_closed_to_others(settings):
    stage(FILES)

    assert mode_of(settings.STAGING_ROOT) == 0o700


def test_move_leaves_a_whole_read_only_folder(settings):
    target = settings.PUBLIC_ROOT / "2022" / "101" / "1"

    move(stage(FILES), target)

    assert {path.name: path.read_bytes() for path in target.iterdir()} == FILES
    assert mode_of(target) == 0o555
    assert {mode_of(path) for path in target.iterdir()} == {0o444}
    assert mode_of(target.parent) == mode_of(settings.PUBLIC_ROOT) == 0o755
    assert list(settings.STAGING_ROOT.iterdir()) == []


@pytest.mark.parametrize("standing", [pytest.param({}, id="an empty folder"), pytest.param(FILES, id="an edition")])
def test_move_never_overwrites(settings, standing):
    target = settings.PUBLIC_ROOT / "2022" / "101" / "1"
    target.mkdir(parents=True)
    for name, content in standing.items():
        (target / name).write_bytes(content)

    with pytest.raises(FolderTaken, match="未覆盖"):
        move(stage({"index.html": b"other"}), target)

    assert {path.name: path.read_bytes() for path in target.iterdir()} == standing


def test_read_only_folder_can_be_moved_on(settings):
    public, archive = settings.PUBLIC_ROOT / "1", settings.ARCHIVE_ROOT / "1"
    move(stage(FILES), public)

    move(public, archive)

    assert not public.exists()
    assert (archive / "index.html").read_bytes() == b"page"


def test_discarded_folder_is_gone():
    staged = stage(FILES)

    discard(staged)
    discard(staged)

    assert not staged.exists()


def test_file_is_replaced_whole_and_only_when_it_differs(settings):
    path = settings.PUBLIC_ROOT / "index.html"

    assert replace_file(path, b"one")
    first = path.stat().st_ino
    assert not replace_file(path, b"one")
    assert path.stat().st_ino == first
    assert replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(settings.STAGING_ROOT.iterdir()) == []
