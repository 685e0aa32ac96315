"""无此项: either content, or the statement with its reason."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from departments.models import Absence, AuditEntry, Evaluation
from reports.document.compose import compose
from reports.gather import gather
from reports.public_view import public_view
from reports.rendering.html import body_html
from reports.services import findings_of
from tests.factories import make_evaluation, make_member
from tests.pages import form_values, text_of

pytestmark = pytest.mark.django_db

SUBJECTS = [
    ("indicators:enter_profile", "offices", "内设机构"),
    ("indicators:enter_goals", "tasks", "年度工作任务"),
    ("indicators:enter_budget", "adjustments", "预算调整"),
    ("indicators:enter_budget", "projects", "项目支出"),
    ("reports:enter_problems", "problems", "需要说明的突出问题"),
    ("reports:enter_results", "result_use", "应用"),
]


@pytest.fixture
def evaluation(client):
    evaluation = make_evaluation()
    client.force_login(make_member())
    return evaluation


def post(client, evaluation, name, **typed):
    address = reverse(name, args=[evaluation.pk])
    return client.post(address, form_values(client.get(address)) | typed, follow=True)


def stated(subject, reason="规模较小，没有此项。"):
    return {f"absence-{subject}-is_stated": "on", f"absence-{subject}-reason": reason}


def now(evaluation):
    return Evaluation.objects.select_related("department", "cycle").get(pk=evaluation.pk)


@pytest.mark.parametrize(("name", "subject", "words"), SUBJECTS, ids=[subject for _, subject, _ in SUBJECTS])
def test_it_is_stated_with_its_reason_and_reaches_the_report(client, evaluation, name, subject, words):
    page = client.get(reverse(name, args=[evaluation.pk]))
    assert f"无此项：本年度没有{words}" in text_of(page).replace("拟", "").replace("情况", "")

    assert "已保存。" in text_of(post(client, evaluation, name, **stated(subject)))

    snapshot = gather(now(evaluation))
    assert snapshot.absences == {subject: "规模较小，没有此项。"}
    said = {"adjustments": "全年没有预算调整事项。", "problems": "本年度自评没有需要列明的突出问题。"}
    assert f"{said.get(subject, '本年度无此项。')}规模较小，没有此项。" in body_html(compose(snapshot))
    assert public_view(snapshot)["absences"] == snapshot.absences
    assert AuditEntry.objects.filter(action="absence.add").exists()


@pytest.mark.parametrize(("subject", "check"), [("offices", "C01-offices"), ("tasks", "C01-tasks")])
def test_the_checks_accept_it(client, evaluation, subject, check):
    assert check in {finding.check_id for finding in findings_of(now(evaluation))}

    Absence.objects.create(evaluation=evaluation, subject=subject, is_stated=True, reason="没有")

    assert check not in {finding.check_id for finding in findings_of(now(evaluation))}


def test_a_chapter_may_be_nothing_and_the_preamble_may_not(client, evaluation):
    Absence.objects.create(evaluation=evaluation, subject="result_use", is_stated=True, reason="没有")

    open_ones = {found.place.field for found in findings_of(now(evaluation)) if found.check_id == "C01-sections"}

    assert "result_use" not in open_ones
    assert "preamble" in open_ones
    assert "absence-preamble" not in client.get(reverse("reports:enter_basis", args=[evaluation.pk])).content.decode()


def test_without_a_reason_it_is_refused_and_the_tick_stays(client, evaluation):
    response = post(client, evaluation, "indicators:enter_profile", **stated("offices", ""))

    assert "选“无此项”的，请写明理由。" in text_of(response)
    assert form_values(response)["absence-offices-is_stated"] == "on"
    assert not Absence.objects.exists()


def test_with_content_it_is_refused_and_nothing_is_stored(client, evaluation):
    typed = stated("offices") | {"offices-0-name": "党政办公室"}

    response = post(client, evaluation, "indicators:enter_profile", **typed)

    assert "已填写内容，不能同时选“无此项”" in text_of(response)
    assert form_values(response)["offices-0-name"] == "党政办公室"
    assert not Absence.objects.exists()
    assert not evaluation.offices.exists()


def test_a_written_chapter_is_not_nothing(client, evaluation):
    typed = stated("result_use") | {"result_use-text": "用于安排预算。"}

    assert "已填写内容，不能同时选“无此项”" in text_of(post(client, evaluation, "reports:enter_results", **typed))


def test_a_reason_that_is_too_long_says_so(client, evaluation):
    response = post(client, evaluation, "indicators:enter_profile", **stated("offices", "长" * 301))

    assert "最多300个字" in text_of(response)


def test_a_statement_that_others_have_overtaken_blocks(client, evaluation):
    Absence.objects.create(evaluation=evaluation, subject="offices", is_stated=True, reason="没有")
    evaluation.offices.create(name="党政办公室")

    [finding] = [found for found in findings_of(now(evaluation)) if found.check_id == "C01-absences"]

    assert finding.blocks
    assert "“内设机构”已填写内容，又选了“无此项”" in finding.message


def test_the_way_leads_to_the_statement(client, evaluation):
    Absence.objects.create(evaluation=evaluation, subject="offices", is_stated=True, reason="没有")
    evaluation.offices.create(name="党政办公室")

    page = client.get(reverse("reports:remaining", args=[evaluation.pk])).content.decode()

    assert "#id_absence-offices-is_stated" in page


def test_half_a_statement_is_refused_by_the_database(evaluation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(evaluation=evaluation, subject="offices", is_stated=True)
