"""What is published, corrected and withdrawn reaches a folder target, once, whole and only where it may."""

from datetime import timedelta

import pytest

from departments import clock
from departments.models import AuditEntry
from reports import services
from reports.handover import order_all, resume_deliveries, retry
from reports.handover.leases import take
from reports.handover.places.aside import aside_of
from reports.handover.places.folder import Folder
from reports.models import Delivery, Target
from tests.factories import make_department
from tests.reports.handover.steps import files_below, hand_over, let_time_pass, proved
from tests.reports.portal.site import Report, put
from tests.reports.portal.walking import Walk, from_disk

pytestmark = pytest.mark.files

State = Delivery.State


def state_of(edition):
    return Delivery.objects.get(edition=edition).state


def test_published_edition_reaches_the_target_with_all_pages_around_it(stage, target, portal, settings):
    edition = stage.published()
    assert state_of(edition) == State.WAITING

    hand_over()

    assert state_of(edition) == State.DELIVERED
    assert "report.pdf" in proved(portal / edition.folder)
    assert files_below(portal) == files_below(settings.PUBLIC_ROOT)


def test_publication_hands_over_by_itself(stage, target, portal, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        edition = stage.published()

    assert proved(portal / edition.folder)


def test_planned_publication_is_ordered_in_its_own_transaction(stage, target):
    at = clock.now() + timedelta(days=2)
    services.schedule_publication(stage.reviewed().evaluation, at=at, actor=stage.publisher)
    assert not Delivery.objects.exists()

    with clock.at(at):
        [edition] = services.publish_due()

    assert state_of(edition) == State.WAITING


def test_correction_brings_the_new_edition_and_keeps_the_old_one(stage, target, portal):
    first, second = stage.published(), stage.corrected()

    hand_over()

    assert proved(portal / first.folder) == proved(portal / second.folder)
    landing = (portal / first.folder).parent / "index.html"
    assert '现行版次：<a href="2/index.html">' in landing.read_text(encoding="utf-8")


def test_withdrawal_removes_the_files_and_leaves_the_notice(stage, target, portal):
    edition = stage.published()
    hand_over()
    (portal / edition.folder / "foreign.txt").write_text("不是我们的")

    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")
    assert state_of(edition) == State.WAITING
    hand_over()

    assert state_of(edition) == State.DELIVERED
    assert set(files_below(portal / edition.folder)) == {"index.html", "foreign.txt"}
    assert "撤回" in (portal / edition.folder / "index.html").read_text(encoding="utf-8")
    assert "数据有误" in (portal / edition.folder).parent.joinpath("index.html").read_text(encoding="utf-8")


def test_repeat_writes_nothing_that_is_there(stage, target, portal):
    edition = stage.published()
    hand_over()
    before = {path: path.stat().st_ino for path in portal.rglob("*")}

    retry(Delivery.objects.get(edition=edition), actor=stage.publisher)
    hand_over()

    assert state_of(edition) == State.DELIVERED
    assert {path: path.stat().st_ino for path in portal.rglob("*")} == before


def test_repeat_puts_a_damaged_file_right(stage, target, portal):
    edition = stage.published()
    hand_over()
    (portal / edition.folder / "report.pdf").write_bytes(b"%PDF-1.7 something else")

    retry(Delivery.objects.get(edition=edition), actor=stage.publisher)
    hand_over()

    assert proved(portal / edition.folder)


def test_missing_folder_fails_with_its_reason_and_is_tried_again_after_growing_pauses(stage, target, portal):
    edition = stage.published()
    portal.rmdir()

    pauses = []
    for _ in range(3):
        hand_over()
        delivery = Delivery.objects.get(edition=edition)
        assert delivery.state == State.FAILED
        assert "不存在" in delivery.reason
        pauses.append(delivery.next_attempt)
        assert resume_deliveries() == 0
        let_time_pass()
    assert pauses[0] < pauses[1] < pauses[2]
    portal.mkdir()
    assert resume_deliveries() == 1

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.attempts) == (State.DELIVERED, "", 4)
    assert AuditEntry.objects.filter(action="delivery.fail", evaluation=stage.evaluation).count() == 3
    assert AuditEntry.objects.filter(action="delivery.deliver", evaluation=stage.evaluation).count() == 1


def test_what_a_killed_hand_over_left_on_its_way_is_removed_by_the_next(stage, target, portal):
    edition = stage.published()
    left = portal / edition.folder / aside_of("report.pdf", b"of another attempt")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"of anot")

    hand_over()
    assert not left.exists()

    left.write_bytes(b"of anot")
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")
    hand_over()
    assert not left.exists()


def test_damaged_edition_is_not_handed_over(stage, target, portal, settings):
    edition = stage.published()
    damaged = settings.PUBLIC_ROOT / edition.folder / "data.json"
    damaged.chmod(0o644)
    damaged.write_bytes(b"{}")

    hand_over()

    delivery = Delivery.objects.get(edition=edition)
    assert delivery.state == State.FAILED
    assert "verify_editions" in delivery.reason
    assert set(files_below(portal)) == {".environment"}


def test_only_the_targets_of_the_unit_get_it(stage, portal):
    def made(name, department, **fields):
        return Target.objects.create(name=name, department=department, transport="folder", path=str(portal), **fields)

    own = made("本单位", stage.evaluation.department)
    above = made("上级", stage.evaluation.department.parent)
    made("别的单位", make_department("777", "别的单位"))
    made("停用", None, is_active=False)

    edition = stage.published()

    assert set(edition.deliveries.values_list("target", flat=True)) == {own.pk, above.pk}


def test_target_of_some_units_gets_the_lists_of_these_units_alone(stage, portal):
    put(Report(2022, "777", "别的单位"))
    department = stage.evaluation.department
    Target.objects.create(name="本单位", department=department, transport="folder", path=str(portal))
    edition = stage.published()

    hand_over()

    assert proved(portal / edition.folder)
    assert Walk(from_disk).over(f"{portal.as_uri()}/index.html").troubles == []
    assert department.name in (portal / "2022/index.html").read_text(encoding="utf-8")
    texts = [content for name, content in files_below(portal).items() if not name.endswith(".pdf")]
    assert not any("别的单位".encode() in content for content in texts)


def test_folder_outside_what_is_allowed_gets_nothing(stage, target, portal, settings):
    settings.HANDOVER_ROOTS = [portal / "inside"]
    edition = stage.published()

    hand_over()

    assert "HANDOVER_ROOTS" in Delivery.objects.get(edition=edition).reason
    assert files_below(portal) == {}


def test_later_target_gets_what_was_published_before(stage, portal):
    edition = stage.published()
    target = Target.objects.create(name="县门户", transport="folder", path=str(portal))

    assert order_all(target, actor=stage.administrator) == 1
    assert order_all(target, actor=stage.administrator) == 0
    hand_over()

    assert proved(portal / edition.folder)


def test_two_workers_never_work_on_one_target_at_once(stage, target, portal):
    edition = stage.published()
    held = take(target.pk)

    hand_over()
    assert state_of(edition) == State.WAITING

    let_time_pass()
    hand_over()
    assert state_of(edition) == State.DELIVERED
    assert Target.objects.get().turn == held.turn + 1


def test_withdrawal_overtakes_a_hand_over_that_is_under_way(stage, target, portal, monkeypatch):
    edition = stage.published()
    put = Folder.put

    def put_and_withdraw(self, address, content):
        put(self, address, content)
        if address.endswith("report.pdf") and not Delivery.objects.filter(wanted=2).exists():
            services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")

    monkeypatch.setattr(Folder, "put", put_and_withdraw)
    hand_over()

    assert state_of(edition) == State.DELIVERED
    assert set(files_below(portal / edition.folder)) == {"index.html"}


class TestEnvironment:
    def test_copy_of_the_database_in_a_training_system_sends_nothing(self, stage, target, portal, settings):
        settings.TRAINING = True
        edition = stage.published()

        hand_over()

        assert "演练环境" in Delivery.objects.get(edition=edition).reason
        assert files_below(portal) == {}

    @pytest.mark.parametrize(
        "file", [(".environment", "real\n"), ("index.html", "县门户首页")], ids=["marked", "without a mark"]
    )
    def test_training_system_sends_nothing_to_a_real_place(self, stage, portal, settings, file):
        settings.TRAINING = True
        name, content = file
        (portal / name).write_text(content, encoding="utf-8")
        Target.objects.create(name="县门户", transport="folder", path=str(portal))
        edition = stage.published()

        hand_over()

        assert "属于正式环境" in Delivery.objects.get(edition=edition).reason
        assert set(files_below(portal)) == {name}

    def test_training_system_has_targets_of_its_own_that_the_real_one_leaves_alone(self, stage, portal, settings):
        settings.TRAINING = True
        Target.objects.create(name="演练", transport="folder", path=str(portal))
        edition = stage.published()
        hand_over()
        assert (portal / ".environment").read_text() == "training\n"
        settings.TRAINING = False

        retry(Delivery.objects.get(edition=edition), actor=stage.publisher)
        hand_over()

        assert "演练环境" in Delivery.objects.get(edition=edition).reason
