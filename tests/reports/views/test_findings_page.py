"""The page of all findings: filters, places, answers, decisions, and how old the slow checks are."""

from dataclasses import replace

import pytest
from django.urls import reverse

from departments import clock
from departments.services import save_screen
from departments.writes import Write
from reports.checks import CHECKS, Cost, Severity
from reports.gather import gather
from reports.jobs.tasks import perform
from reports.models import CheckRun, Job, Waiver
from reports.services import findings_of
from reports.services.answering import answer
from tests.pages import text_of
from tests.queries import queries_of

DOUBLED = "发放及时性及时性较好。"
WRONG_YEAR = "2019年度任务全部完成。"


def write(stage, sentence):
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = f"{row.text}\n{sentence}"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)
    return row.text


def page_of(stage, **filters):
    return reverse("reports:findings", args=[stage.evaluation.pk], query=filters)


def shown(client, stage, **filters):
    page = client.get(page_of(stage, **filters))
    return {one.finding.check_id for one in page.context["shown"]}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({"severity": "block"}, {"K02-text"}, id="severity"),
        pytest.param({"part": "performance"}, {"K02-text", "T07"}, id="part"),
        pytest.param({"category": "文字"}, {"T07"}, id="category"),
        pytest.param({"state": "open"}, {"K02-text"}, id="open"),
        pytest.param({"state": "answered"}, {"Q03", "Q04"}, id="answered"),
        pytest.param({"words": "Q03"}, {"Q03"}, id="words"),
        pytest.param({"severity": "hint", "part": "performance"}, {"T07"}, id="two at once"),
        pytest.param({"severity": "block", "category": "文字"}, set(), id="none"),
    ],
)
def test_findings_are_filtered(client, stage, filters, expected):
    write(stage, DOUBLED + WRONG_YEAR)
    client.force_login(stage.preparer)

    assert shown(client, stage, **filters) == expected


def test_filter_that_makes_no_sense_shows_everything(client, stage):
    client.force_login(stage.preparer)

    assert shown(client, stage, severity="nonsense") >= {"Q03", "Q04", "C10"}


def test_finding_leads_to_the_very_words(client, stage):
    text = write(stage, DOUBLED)
    client.force_login(stage.preparer)
    start = text.index("及时性及时性")

    page = client.get(page_of(stage)).content.decode()

    link = f"/enter/performance/?mark={start}-{start + 6}#id_performance_management-text"
    assert link in page
    assert (
        'id="id_performance_management-text"'
        in client.get(f"/evaluations/{stage.evaluation.pk}/enter/performance/").content.decode()
    )


def test_page_and_export_say_by_how_much_a_figure_differs(client, stage):
    executed = gather(stage.reload()).budget.total.executed / 10000
    write(stage, f"全年执行数为{executed + 18:.2f}万元。")
    client.force_login(stage.preparer)

    assert "相差：多18万元" in text_of(client.get(page_of(stage, words="K04-budget")))
    listed = client.get(
        reverse("reports:evaluation", args=[stage.evaluation.pk]), {"export": "csv", "list": "findings"}
    )
    assert "多18万元" in b"".join(listed).decode("utf-8-sig")


def test_preparer_explains_several_findings_at_once(client, stage):
    stage.evaluation.waivers.all().delete()
    client.force_login(stage.preparer)
    fingerprints = [one.fingerprint for one in findings_of(stage.reload()) if one.asks]

    answer = {"fingerprint": fingerprints, "kind": "explanation", "reason": "名称和类别按批复填列"}
    response = client.post(page_of(stage, state="open"), answer, follow=True)

    assert "共答复6项校验结果" in text_of(response)
    assert response.request["QUERY_STRING"] == "state=open"
    assert shown(client, stage, state="answered") == {"Q03", "Q04"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"reason": ""}, "请填写理由", id="no reason"),
        pytest.param({"reason": "是的"}, "至少5个字", id="reason too short"),
        pytest.param({"fingerprint": []}, "请先在列表中勾选", id="nothing chosen"),
        pytest.param({"fingerprint": ["0" * 32]}, "已有变化", id="not there any more"),
        pytest.param({"kind": "exemption"}, "不需要豁免", id="wrong kind of answer"),
        pytest.param({"kind": "nonsense"}, "刷新页面", id="no such kind"),
    ],
)
def test_bad_answer_says_why_and_keeps_what_was_typed(client, stage, changes, message):
    client.force_login(stage.preparer)
    fingerprint = next(one.fingerprint for one in findings_of(stage.evaluation) if one.check_id == "Q03")
    answers = Waiver.objects.count()

    sent = {"fingerprint": [fingerprint], "kind": "explanation", "reason": "情况属实理由"} | changes
    page = client.post(page_of(stage), sent)

    assert message in text_of(page)
    assert sent["reason"] in page.content.decode()
    assert Waiver.objects.count() == answers


def test_answer_after_submission_is_refused(client, stage):
    fingerprint = next(one.fingerprint for one in findings_of(stage.evaluation) if one.check_id == "Q03")
    stage.submitted()
    client.force_login(stage.preparer)

    sent = {"fingerprint": [fingerprint], "kind": "explanation", "reason": "情况属实理由"}
    assert client.post(page_of(stage), sent).status_code == 409


@pytest.fixture
def asked(stage):
    """An exemption that somebody has asked for."""
    write(stage, WRONG_YEAR)
    waiver = Waiver.objects.create(
        evaluation=stage.evaluation, kind="exemption", reason="引用往年", given_by=stage.preparer, given_at=clock.now()
    )
    finding = next(one for one in findings_of(stage.evaluation) if one.check_id == "K02-text")
    waiver.findings.create(check_id=finding.check_id, fingerprint=finding.fingerprint, message=finding.message)
    return reverse("reports:waiver", args=[stage.evaluation.pk, waiver.pk])


def test_reviewer_grants_an_exemption_until_a_day(client, stage, asked):
    client.force_login(stage.reviewer)
    assert shown(client, stage, state="waiting") == {"K02-text"}

    decision = {"decision": "granted", "reason": "情况属实，同意", "valid_until": "2023-06-30"}
    response = client.post(asked, decision, follow=True)

    assert "有效期至2023-06-30，含当日" in text_of(response)
    assert shown(client, stage, state="answered") >= {"K02-text"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"valid_until": ""}, "请填写有效期", id="no end"),
        pytest.param({"valid_until": "2023-05-29"}, "不能早于今天", id="past"),
        pytest.param({"valid_until": "2024-06-30"}, "最长一年", id="too long"),
        pytest.param({"reason": ""}, "请填写审批理由", id="no reason"),
        pytest.param({"decision": ""}, "请选择审批意见", id="no decision"),
    ],
)
def test_bad_decision_says_why(client, stage, asked, changes, message):
    client.force_login(stage.reviewer)

    sent = {"decision": "granted", "reason": "情况属实，同意", "valid_until": "2023-06-30"} | changes
    assert message in text_of(client.post(asked, sent))
    assert Waiver.objects.awaiting().count() == 1


def test_preparer_takes_an_answer_back(client, stage, asked):
    client.force_login(stage.preparer)

    client.post(f"{asked}remove/")

    assert shown(client, stage, state="open") == {"K02-text"}


def test_answer_of_another_evaluation_is_not_found(client, stage, asked):
    client.force_login(stage.preparer)

    assert client.get(asked.replace(f"waivers/{Waiver.objects.first().pk}", "waivers/99999")).status_code == 404


def test_slow_checks_are_done_by_a_worker_and_say_how_old_they_are(client, stage, monkeypatch):
    monkeypatch.setitem(CHECKS, "T07", replace(CHECKS["T07"], cost=Cost.SLOW))
    write(stage, DOUBLED)
    client.force_login(stage.preparer)
    assert "尚未进行深度校验" in text_of(client.get(page_of(stage)))
    assert "T07" not in shown(client, stage)

    client.post(reverse("reports:recheck", args=[stage.evaluation.pk]))
    run_jobs()

    assert Job.objects.get(kind="check").status == "done"
    assert "T07" in shown(client, stage)
    assert "2023-05-30 10:36，此后没有改动" in text_of(client.get(page_of(stage)))
    write(stage, "又写一句。")
    assert "数据此后有改动，结果可能已过时" in text_of(client.get(page_of(stage)))
    assert "T07" in shown(client, stage)


def run_jobs():
    for job in Job.objects.unfinished():
        perform.func(job.pk)


def test_page_asks_the_same_for_few_and_many_findings(client, stage):
    client.force_login(stage.preparer)
    CheckRun.objects.create(evaluation=stage.evaluation, finished_at=clock.now(), content="")
    write(stage, DOUBLED)
    few = queries_of(client, page_of(stage))
    write(stage, (DOUBLED + WRONG_YEAR) * 20)

    assert queries_of(client, page_of(stage)) == few <= 53


def test_reviewer_reads_the_answers_on_the_desk_in_as_many_questions_for_one_as_for_four(client, stage):
    found = [one.fingerprint for one in findings_of(stage.evaluation) if one.severity != Severity.BLOCK]
    client.force_login(stage.reviewer)
    desk = reverse("reports:review", args=[stage.evaluation.pk])
    counts = []
    for told in (found[:1], found[1:4]):
        for fingerprint in told:
            answer(stage.evaluation, [fingerprint], kind="explanation", reason="原文如此。", actor=stage.preparer)
        client.get(desk)
        counts.append(queries_of(client, desk))
    page = text_of(client.get(desk))

    assert page.count("原文如此。") == 4
    assert "单位的答复" in page
    assert counts[0] == counts[1]
