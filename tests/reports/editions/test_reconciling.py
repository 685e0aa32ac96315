import os
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from reports.editions.folders import move
from reports.editions.folders import stage as stage_files
from reports.editions.reconcile import reconcile
from reports.models import Edition
from reports.portal import write_all_pages

pytestmark = [pytest.mark.files, pytest.mark.pdf]

NOW = timedelta(0)


def snapshot_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_done_where_all_is_well(stage, settings):
    stage.published()
    before = snapshot_of(settings.PUBLIC_ROOT)

    outcome = reconcile(stale_after=NOW)

    assert (outcome.stale, outcome.orphans, outcome.concealed, outcome.damaged) == (0, [], [], [])
    assert write_all_pages() == 0
    assert snapshot_of(settings.PUBLIC_ROOT) == before


def test_killed_while_staging_the_staged_folder_is_removed(db, settings):
    stage_files({"index.html": b"half"})

    assert reconcile(stale_after=NOW).stale == 1
    assert list(settings.STAGING_ROOT.glob("edition-*")) == []


def test_staging_in_use_is_left_alone(db, settings):
    staged = stage_files({"index.html": b"whole"})

    assert reconcile().stale == 0
    assert staged.is_dir()


def test_killed_before_the_commit_the_folder_goes_into_the_archive(stage, settings):
    address = f"2022/{stage.evaluation.department.code}/1"
    move(stage_files({"manifest.json": b"{}", "index.html": b"page"}), settings.PUBLIC_ROOT / address)

    assert reconcile().orphans == [address]

    assert not (settings.PUBLIC_ROOT / address).exists()
    assert (settings.ARCHIVE_ROOT / "orphans" / address / "index.html").read_bytes() == b"page"


def test_number_of_an_orphan_is_not_given_again(stage, settings):
    address = f"2022/{stage.evaluation.department.code}/1"
    move(stage_files({"manifest.json": b"{}"}), settings.PUBLIC_ROOT / address)
    reconcile()

    assert stage.published().number == 2


def test_killed_after_the_withdrawal_was_recorded_it_is_finished(stage, settings):
    edition = stage.published()
    Edition.objects.update(status="withdrawn", withdrawn_at=edition.published_at, withdrawal_reason="数据有误")

    assert reconcile().concealed == [edition.folder]

    assert (settings.ARCHIVE_ROOT / edition.folder / "report.pdf").is_file()
    assert "数据有误" in (settings.PUBLIC_ROOT / edition.folder / "index.html").read_text(encoding="utf-8")
    assert reconcile().concealed == []


def test_killed_before_the_lists_they_are_written(stage, settings):
    edition = stage.published()
    listed = settings.PUBLIC_ROOT / "2022" / "index.html"
    listed.unlink()

    call_command("sweep")

    assert edition.title in listed.read_text(encoding="utf-8")


def test_killed_before_the_folder_was_sealed_it_is_sealed(stage, settings):
    folder = settings.PUBLIC_ROOT / stage.published().folder
    folder.chmod(0o755)

    reconcile()

    assert folder.stat().st_mode & 0o777 == 0o555


def test_sweep_says_what_it_did_unless_it_shall_be_quiet(db, capsys):
    call_command("sweep")
    assert "清除暂存文件 0 项" in capsys.readouterr().out

    call_command("sweep", verbosity=0)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: (folder / "manifest.json").unlink(), id="manifest missing"),
        pytest.param(lambda folder: _overwrite(folder / "manifest.json"), id="manifest changed"),
    ],
)
def test_damaged_edition_is_named(stage, settings, damage):
    edition = stage.published()
    (settings.PUBLIC_ROOT / edition.folder).chmod(0o755)
    damage(settings.PUBLIC_ROOT / edition.folder)

    with pytest.raises(CommandError, match=edition.folder):
        call_command("sweep")


def test_old_previews_are_removed(db, settings):
    settings.PREVIEW_ROOT.mkdir(parents=True)
    old, fresh = settings.PREVIEW_ROOT / "1.pdf", settings.PREVIEW_ROOT / "2.pdf"
    for path in (old, fresh):
        path.write_bytes(b"pdf")
    eight_days_ago = time.time() - 8 * 86400
    os.utime(old, (eight_days_ago, eight_days_ago))

    assert reconcile().stale == 1
    assert [path.name for path in settings.PREVIEW_ROOT.iterdir()] == ["2.pdf"]


def _overwrite(path):
    path.chmod(0o644)
    path.write_bytes(b"{}")
