import pytest
from django.urls import reverse

from departments.models import Role
from departments.workflow import Status
from reports import services
from tests.factories import handed_in, make_evaluation, make_member


def url(name, stage):
    return reverse(f"reports:{name}", args=[stage.evaluation.pk])


def sent(stage, **fields):
    return {"based_on": stage.reload().version} | fields


def test_preparer_submits_after_confirming(client, stage):
    client.force_login(stage.preparer)

    page = client.get(url("submit", stage)).content.decode()
    response = client.post(url("submit", stage), sent(stage), follow=True)

    assert "确认送审" in page
    assert "已送审，请等待审核。" in response.content.decode()
    assert stage.reload().status == Status.SUBMITTED


def test_submission_lists_every_reason_with_the_way_there(client, db):
    evaluation = make_evaluation()
    client.force_login(make_member(Role.PREPARER))
    address = reverse("reports:submit", args=[evaluation.pk])

    response = client.post(address, {"based_on": evaluation.version})

    page = response.content.decode()
    reasons = services.blocking_reasons(evaluation, "submit", actor=evaluation.department.memberships.get().user)
    assert response.status_code == 409
    assert f"共 {len(reasons)} 项原因" in page
    assert reverse("indicators:enter_profile", args=[evaluation.pk]) in page


def test_return_without_a_reason_keeps_the_form(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)

    response = client.post(url("return", stage), sent(stage, reason=""))

    assert "请填写理由" in response.content.decode()
    assert stage.reload().status == Status.SUBMITTED


@pytest.mark.parametrize("name", ["approve", "return"])
def test_after_the_last_one_the_reviewer_is_back_at_the_queue(client, stage, name):
    stage.submitted()
    client.force_login(stage.reviewer)

    response = client.post(url(name, stage), sent(stage, reason="数字有误"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("reports:review_queue")
    assert "目前没有其他待审核的自评" in response.content.decode()


def test_after_one_approval_the_reviewer_goes_on_to_the_next(client, stage):
    stage.submitted()
    waiting = make_evaluation(stage.other, stage.evaluation.cycle)
    type(waiting).objects.filter(pk=waiting.pk).update(**handed_in(stage.other, stage.preparer))
    client.force_login(stage.reviewer)

    response = client.post(url("approve", stage), sent(stage), follow=True)

    assert response.redirect_chain[-1][0] == reverse("reports:review", args=[waiting.pk])
    assert "下面是下一份待审核的自评" in response.content.decode()


def test_returned_evaluation_shows_the_reason(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)
    client.post(url("return", stage), sent(stage, reason="满意度样本数与附件不一致"))
    client.force_login(stage.preparer)

    page = client.get(url("evaluation", stage)).content.decode()

    assert "退回意见" in page
    assert "满意度样本数与附件不一致" in page


def test_stale_confirmation_is_refused_and_keeps_what_was_typed(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)

    response = client.post(url("return", stage), {"based_on": 1, "reason": "写了很久的意见"})

    assert response.status_code == 409
    page = response.content.decode()
    assert f"{stage.preparer.full_name}已于 2023-05-30 10:36 办理“送审”，自评现为“审核中”。请核对后重新办理。" in page
    assert "保存" not in page
    assert "写了很久的意见" in page
    assert f'name="based_on" value="{stage.reload().version}"' in page
    assert stage.reload().status == Status.SUBMITTED


def test_step_that_is_not_open_says_so(client, stage):
    client.force_login(stage.reviewer)

    response = client.post(url("return", stage), sent(stage, reason="有误"))

    assert response.status_code == 409
    assert "不能退回" in response.content.decode()


@pytest.mark.parametrize(("name", "who"), [("return", "reviewer"), ("correct", "publisher"), ("withdraw", "publisher")])
def test_page_of_a_step_that_is_not_open_says_so_before_anything_is_typed(client, stage, name, who):
    client.force_login(getattr(stage, who))

    page = client.get(url(name, stage)).content.decode()

    assert "共 1 项原因" in page
    assert "自评现为“填报中”" in page


def test_page_of_an_open_step_does_not_ask_for_the_reason_yet(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)

    assert "暂不能办理" not in client.get(url("return", stage)).content.decode()


STEPS = ["submit", "approve", "return", "correct", "withdraw", "disclosure", "publish"]


@pytest.mark.parametrize("name", STEPS)
def test_stranger_sees_no_step(client, stage, name):
    client.force_login(make_member(Role.PREPARER, stage.other))

    assert client.get(url(name, stage)).status_code == 404


@pytest.mark.parametrize("name", STEPS)
def test_auditor_may_not_take_a_step(client, stage, name):
    client.force_login(stage.auditor)

    assert client.get(url(name, stage)).status_code == 403
    assert client.post(url(name, stage), sent(stage, reason="有误")).status_code == 403


def test_publisher_records_the_disclosure_review(client, stage):
    stage.approved()
    client.force_login(stage.publisher)

    response = client.post(url("disclosure", stage), sent(stage, conclusion="proactive"), follow=True)

    assert "已记录信息公开审查结论" in response.content.decode()
    assert "确认公开" in response.content.decode()


def test_refusal_without_a_reason_is_asked_back(client, stage):
    stage.approved()
    client.force_login(stage.publisher)

    response = client.post(url("disclosure", stage), sent(stage, conclusion="withheld"))

    assert "不主动公开的，请填写理由" in response.content.decode()
    assert services.current_review(stage.reload()) is None


def test_disclosure_review_of_a_draft_is_refused(client, stage):
    client.force_login(stage.publisher)

    response = client.post(url("disclosure", stage), sent(stage, conclusion="proactive"), follow=True)

    assert "审核通过后才能进行信息公开审查" in response.content.decode()


@pytest.mark.pdf
@pytest.mark.files
def test_publisher_withdraws_with_a_reason(client, stage, settings):
    edition = stage.published()
    client.force_login(stage.publisher)

    response = client.post(url("withdraw", stage), sent(stage, reason="数据有误"), follow=True)

    assert "报告已撤回" in response.content.decode()
    assert not (settings.PUBLIC_ROOT / edition.folder / "manifest.json").exists()
    assert stage.reload().status == Status.APPROVED


@pytest.mark.pdf
@pytest.mark.files
def test_publisher_is_offered_to_withdraw_while_a_correction_is_open(client, stage, settings):
    edition = stage.published()
    services.correct(stage.reload(), actor=stage.publisher, reason="更正个人信息")
    client.force_login(stage.publisher)

    assert url("withdraw", stage) in client.get(url("evaluation", stage)).content.decode()
    response = client.post(url("withdraw", stage), sent(stage, reason="泄露个人信息"), follow=True)

    assert "报告已撤回" in response.content.decode()
    assert url("withdraw", stage) not in response.content.decode()
    assert not (settings.PUBLIC_ROOT / edition.folder / "manifest.json").exists()


@pytest.mark.pdf
@pytest.mark.files
def test_publisher_opens_a_correction(client, stage):
    stage.published()
    client.force_login(stage.publisher)

    client.post(url("correct", stage), sent(stage, reason="补充说明"))

    assert stage.reload().status == Status.DRAFT
    assert stage.reload().editions.get().status == "current"
