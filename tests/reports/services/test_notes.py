"""The annex 说明和提示: what goes into it, who switches it, and that it is in every file."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from departments import clock
from departments.log import action_name, changes_of
from departments.models import AuditEntry
from reports import services
from reports.checks import Severity
from reports.models import NotesAnnex
from reports.services import findings_of
from reports.services.answering import answer
from reports.services.notes import WITHHELD, NotesRefused, notes_are_published, publish_notes, with_notes
from reports.services.planning import preview
from reports.services.scheduling import schedule
from tests.pages import text_of as words_of
from tests.reports.files import text_of
from tests.reports.services.test_answering import SENTENCE, exempted, prints, write_section


def notes(stage):
    return with_notes(stage.reload()).notes


def test_every_answer_that_holds_and_every_open_hint_is_told(stage):
    exempted(stage)
    found = findings_of(stage.reload())

    told = notes(stage)

    assert {note.check_id for one in told.answers for note in one.about} == {
        finding.check_id for finding in found if finding.is_answered
    }
    assert ("豁免", "引用往年情况", clock.today()) in [(one.kind, one.reason, one.valid_until) for one in told.answers]
    assert {note.check_id: note.count for note in told.hints} == {
        check: sum(finding.check_id == check for finding in found)
        for check in {finding.check_id for finding in found if finding.severity is Severity.HINT}
    }


def test_many_findings_of_a_check_are_one_note_with_few_places(stage):
    stage.evaluation.indicators.filter(is_leaf=True).update(narrative="较好地完成了绩效目标。")

    praised = next(note for note in notes(stage).hints if note.check_id == "T13")

    assert praised.count > 10
    assert len(praised.places) == 3


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param("由填表甲核对，属实。", id="who has filled it in"),
        pytest.param("联系演示填报员可以查证。", id="who has answered"),
        pytest.param("可拨打13912345678核实。", id="telephone"),
        pytest.param("依据内部资料，不得外传。", id="marking"),
    ],
)
def test_reason_that_must_not_be_read_is_withheld(stage, reason):
    type(stage.evaluation).objects.filter(pk=stage.evaluation.pk).update(filled_by="填表甲")
    write_section(stage, SENTENCE)
    answer(stage.evaluation, prints(stage, "T07"), kind="false_alarm", reason=reason, actor=stage.preparer)

    (told,) = [one for one in notes(stage).answers if one.about[0].check_id == "T07"]

    assert told.reason == WITHHELD
    assert reason not in json.dumps(services.preview(stage.reload()).snapshot.notes, default=str, ensure_ascii=False)


def test_hint_that_was_answered_is_an_answer_and_no_open_hint(stage):
    write_section(stage, SENTENCE)
    answer(stage.evaluation, prints(stage, "T07"), kind="false_alarm", reason="固定说法", actor=stage.preparer)

    told = notes(stage)

    assert "T07" not in [note.check_id for note in told.hints]
    assert ("误报", "固定说法") in [(one.kind, one.reason) for one in told.answers]


def test_annex_is_published_unless_somebody_says_otherwise_and_the_log_says_who(stage):
    assert notes_are_published(stage.evaluation)

    publish_notes(stage.evaluation, actor=stage.reviewer, is_published=False)

    assert preview(stage.reload()).snapshot.notes is None
    entry = AuditEntry.objects.get(action="notesannex.change")
    assert (entry.actor, action_name(entry.action)) == (stage.reviewer, "附件“说明和提示”：修改")
    assert [(change.label, change.old, change.new) for change in changes_of(entry)] == [("随报告公开", "是", "否")]


def test_saying_the_same_twice_is_logged_once(stage):
    for _ in range(2):
        publish_notes(stage.evaluation, actor=stage.publisher, is_published=False)

    assert AuditEntry.objects.filter(action="notesannex.change").count() == 1
    assert NotesAnnex.objects.get().changed_by == stage.publisher


@pytest.mark.files
@pytest.mark.pdf
def test_annex_is_in_page_pdf_word_and_data_and_the_edition_is_made_again_alike(stage, settings):
    edition = stage.published()
    folder = settings.PUBLIC_ROOT / edition.folder

    for name in ("index.html", "report.pdf", "report.docx"):
        words = "".join(text_of(folder / name).split())
        assert "说明和提示" in words
        assert "主要指标的数据质量" in words
    data = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    assert data["notes"]["answers"]
    assert data["notes"]["quality"]
    for person in (stage.preparer, stage.reviewer, stage.publisher):
        assert person.full_name not in (folder / "data.json").read_text(encoding="utf-8")


@pytest.mark.files
@pytest.mark.pdf
def test_edition_without_the_annex_says_nothing_of_it(stage, settings):
    publish_notes(stage.evaluation, actor=stage.publisher, is_published=False)
    folder = settings.PUBLIC_ROOT / stage.published().folder

    assert json.loads((folder / "data.json").read_text(encoding="utf-8"))["notes"] is None
    assert "说明和提示" not in text_of(folder / "index.html")


@pytest.mark.files
@pytest.mark.pdf
def test_annex_of_a_public_report_stays_as_it_is(stage):
    stage.published()

    with pytest.raises(NotesRefused, match="已经公开"):
        publish_notes(stage.reload(), actor=stage.publisher, is_published=False)


@pytest.mark.files
@pytest.mark.pdf
def test_annex_of_a_planned_publication_stays_as_it_is(stage):
    stage.reviewed()
    schedule(stage.reload(), actor=stage.publisher, at=clock.now() + timedelta(days=3))

    with pytest.raises(NotesRefused, match="停止定时公开"):
        publish_notes(stage.reload(), actor=stage.publisher, is_published=False)


def test_publisher_and_reviewer_switch_it_on_their_pages(client, stage):
    stage.submitted()
    address = reverse("reports:notes_annex", args=[stage.evaluation.pk])
    client.force_login(stage.reviewer)

    page = client.post(address, {"publish": "no"}, follow=True)

    assert "附件“说明和提示”：不公开" in words_of(page).replace(" ", "")
    services.approve(stage.reload(), actor=stage.reviewer)
    client.force_login(stage.publisher)
    page = client.post(address, {"publish": "yes"}, follow=True)
    assert "附件“说明和提示”：随报告公开" in words_of(page).replace(" ", "")
    assert notes_are_published(stage.evaluation)
