import json

import pytest

from departments.workflow import ReasonMissing, Status, StepNotOpen
from reports import services
from reports.editions.reconcile import reconcile
from reports.models import Edition

pytestmark = [pytest.mark.files, pytest.mark.pdf]


@pytest.fixture
def withdrawn(stage):
    edition = stage.published()
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误，核实后重新公开")
    return Edition.objects.get(pk=edition.pk)


def test_folder_moves_into_the_archive(stage, withdrawn, settings):
    archived = settings.ARCHIVE_ROOT / withdrawn.folder

    assert {"index.html", "report.pdf", "manifest.json"} <= {path.name for path in archived.iterdir()}
    assert [path.name for path in (settings.PUBLIC_ROOT / withdrawn.folder).iterdir()] == ["index.html"]
    assert withdrawn.status == Edition.Status.WITHDRAWN
    assert stage.reload().status == Status.APPROVED


def test_notice_with_reason_and_date_stands_at_its_address(withdrawn, settings):
    notice = (settings.PUBLIC_ROOT / withdrawn.folder / "index.html").read_text(encoding="utf-8")

    assert "数据有误，核实后重新公开" in notice
    assert "2023-05-30 10:36" in notice
    assert "96.00" not in notice


def test_landing_page_and_lists_follow(stage, withdrawn, settings):
    landing = settings.PUBLIC_ROOT / withdrawn.folder.rpartition("/")[0]
    status = json.loads((landing / "status.json").read_text(encoding="utf-8"))

    assert status["current"] is None
    assert status["editions"][0]["status"] == "withdrawn"
    assert "已于 2023-05-30 10:36 撤回" in (landing / "index.html").read_text(encoding="utf-8")
    assert "已撤回" in (settings.PUBLIC_ROOT / "2022" / "index.html").read_text(encoding="utf-8")


def test_withdrawal_needs_a_reason(stage, settings):
    edition = stage.published()

    with pytest.raises(ReasonMissing):
        services.withdraw(stage.reload(), actor=stage.publisher, reason=" ")

    assert (settings.PUBLIC_ROOT / edition.folder / "manifest.json").is_file()


@pytest.mark.parametrize("ready", ["reload", "submitted", "approved", "reviewed"])
def test_leak_is_withdrawn_while_its_correction_goes_on(stage, settings, ready):
    edition = stage.published()
    services.correct(stage.reload(), actor=stage.publisher, reason="更正个人信息")
    getattr(stage, ready)()
    before = stage.reload()

    services.withdraw(stage.reload(), actor=stage.publisher, reason="泄露个人信息")

    after = stage.reload()
    assert not (settings.PUBLIC_ROOT / edition.folder / "manifest.json").exists()
    assert Edition.objects.get().status == Edition.Status.WITHDRAWN
    assert (after.status, after.stage, after.submitted_at) == (before.status, before.stage, before.submitted_at)
    assert after.history[0].comment == "泄露个人信息"


def test_withdrawal_keeps_what_the_reviewer_said(stage):
    stage.published()
    services.correct(stage.reload(), actor=stage.publisher, reason="更正个人信息")
    services.return_for_changes(stage.submitted().reload(), actor=stage.reviewer, reason="仍有手机号码")

    services.withdraw(stage.reload(), actor=stage.publisher, reason="泄露个人信息")

    assert (stage.reload().status, stage.reload().return_reason) == (Status.RETURNED, "仍有手机号码")


def test_what_is_withdrawn_cannot_be_withdrawn_again(stage, withdrawn):
    with pytest.raises(StepNotOpen, match="没有公开的版次"):
        services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")


def test_withdrawn_report_leaves_nothing_public_but_notices(stage, settings):
    first, second = stage.published(), stage.corrected()

    services.withdraw(stage.reload(), actor=stage.publisher, reason="泄露个人信息")

    landing = settings.PUBLIC_ROOT / first.folder.rpartition("/")[0]
    for edition in (first, second):
        assert [path.name for path in (settings.PUBLIC_ROOT / edition.folder).iterdir()] == ["index.html"]
        assert "泄露个人信息" in (settings.PUBLIC_ROOT / edition.folder / "index.html").read_text(encoding="utf-8")
        assert (settings.ARCHIVE_ROOT / edition.folder / "report.pdf").is_file()
    states = json.loads((landing / "status.json").read_text(encoding="utf-8"))["editions"]
    assert [state["status"] for state in states] == ["withdrawn", "withdrawn"]
    assert "已撤回" in (landing / "index.html").read_text(encoding="utf-8")
    assert "已被更正" not in (landing / "index.html").read_text(encoding="utf-8")


def test_sweep_finishes_the_withdrawal_of_every_edition(stage, settings):
    first, second = stage.published(), stage.corrected()
    settings.ARCHIVE_ROOT.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(services.FilesBehind):
        services.withdraw(stage.reload(), actor=stage.publisher, reason="泄露个人信息")

    settings.ARCHIVE_ROOT.unlink()

    assert set(reconcile().concealed) == {first.folder, second.folder}


def test_one_edition_that_cannot_be_moved_does_not_keep_the_others_public(stage, settings):
    first, second = stage.published(), stage.corrected()
    (settings.ARCHIVE_ROOT / second.folder).mkdir(parents=True)

    with pytest.raises(services.FilesBehind, match="已存在"):
        services.withdraw(stage.reload(), actor=stage.publisher, reason="泄露个人信息")

    assert not (settings.PUBLIC_ROOT / first.folder / "manifest.json").exists()


def test_files_that_cannot_be_moved_are_told_and_follow_later(stage, settings):
    edition = stage.published()
    settings.ARCHIVE_ROOT.write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(services.FilesBehind, match="撤回已记录，但文件暂未移出网站"):
        services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")

    settings.ARCHIVE_ROOT.unlink()
    assert reconcile().concealed == [edition.folder]


def test_after_a_withdrawal_a_new_review_and_edition_are_needed(stage, withdrawn, settings):
    with pytest.raises(services.Blocked, match="信息公开审查"):
        services.publish_now(stage.reload(), actor=stage.publisher)

    services.review_disclosure(stage.reload(), actor=stage.publisher, conclusion="proactive")
    edition = services.publish_now(stage.reload(), actor=stage.publisher)

    manifest = json.loads((settings.PUBLIC_ROOT / edition.folder / "manifest.json").read_text(encoding="utf-8"))
    page = (settings.PUBLIC_ROOT / edition.folder / "index.html").read_text(encoding="utf-8")
    assert (edition.number, edition.change_note) == (2, "撤回后重新公开")
    assert manifest["supersedes"] is None
    assert "撤回后重新公开" in page
    assert "更正说明" not in page
    assert "数据有误" not in page


def test_correction_after_a_republication_gives_its_own_note(stage, withdrawn):
    services.review_disclosure(stage.reload(), actor=stage.publisher, conclusion="proactive")
    services.publish_now(stage.reload(), actor=stage.publisher)

    assert stage.corrected("补充满意度说明").change_note == "补充满意度说明"
