import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments import clock
from departments.models import Evaluation, Project, Role
from departments.workflow import Status
from indicators.services import plant_projects, rescore
from reports import services
from reports.models import Job
from tests.factories import handed_in, make_cycle, make_department, make_evaluation, make_member, make_user
from tests.queries import queries_of
from tests.reports.stage import make_edition

QUEUES = ("reports:review_queue", "reports:publication_queue")


def make_district(count, **values):
    """Return a person with three roles over `count` units, whose evaluations stand as `values` say."""
    district = make_department("9")
    units = [make_department(f"9{number:02}", parent=district) for number in range(count)]
    evaluations = [make_evaluation(unit, make_cycle()) for unit in units]
    person = make_user()
    for role in (Role.PREPARER, Role.REVIEWER, Role.PUBLISHER):
        make_member(role, district, person)
    Evaluation.objects.filter(pk__in=[row.pk for row in evaluations]).update(**values)
    return person, evaluations


def submitted_by(user):
    return handed_in(make_department("9"), user)


def approved_by(user):
    return submitted_by(user) | {"status": Status.APPROVED, "stage": 1, "approved_by": user, "approved_at": clock.now()}


def page_of(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def test_home_shows_a_preparer_what_is_open_and_how_complete(client, stage):
    client.force_login(stage.preparer)

    page = page_of(client, "home")

    assert "我的自评" in page
    assert stage.evaluation.department.name in page
    assert "11 / 11 部分" in page
    assert "还有 " in page


def test_home_shows_a_reviewer_the_queue(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)

    page = page_of(client, "home")

    assert reverse("reports:review", args=[stage.evaluation.pk]) in page
    assert "我的自评" not in page


def test_home_shows_a_publisher_the_queue(client, stage):
    stage.approved()
    client.force_login(stage.publisher)

    assert reverse("reports:publish", args=[stage.evaluation.pk]) in page_of(client, "home")


def test_home_shows_administrator_and_auditor_their_entries(client, stage):
    client.force_login(stage.administrator)
    assert reverse("departments:user_list") in page_of(client, "home")

    client.force_login(stage.auditor)
    assert reverse("departments:audit_list") in page_of(client, "home")


def test_home_tells_somebody_without_a_role_what_to_do(client, db):
    client.force_login(make_user())

    assert "您还没有岗位，请联系管理员。" in page_of(client, "home")


def test_evaluation_page_tells_status_people_steps_and_findings(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)

    page = page_of(client, "reports:evaluation", stage.evaluation.pk)

    assert "96.00" in page
    assert stage.preparer.full_name in page
    assert "办理过程" in page
    assert reverse("reports:approve", args=[stage.evaluation.pk]) in page
    assert reverse("reports:return", args=[stage.evaluation.pk]) in page
    assert reverse("reports:submit", args=[stage.evaluation.pk]) not in page


def test_findings_lead_a_preparer_to_the_place(client, db):
    evaluation = make_evaluation()
    client.force_login(make_member(Role.PREPARER))

    page = page_of(client, "reports:evaluation", evaluation.pk)

    assert "○ 待补充" in page
    assert reverse("indicators:enter_budget", args=[evaluation.pk]) in page


@pytest.mark.parametrize("name", ["evaluation", "preview", "preview_pdf", "review", "publish"])
def test_stranger_finds_nothing(client, stage, name):
    client.force_login(make_member(Role.REVIEWER, stage.other))

    assert client.get(reverse(f"reports:{name}", args=[stage.evaluation.pk])).status_code == 404


@pytest.mark.parametrize("name", QUEUES)
def test_queues_are_for_their_role(client, stage, name):
    client.force_login(stage.preparer)

    assert client.get(reverse(name)).status_code == 403


def test_review_queue_is_the_oldest_first(client, db):
    person, evaluations = make_district(2, **submitted_by(make_user()))
    late, early = evaluations
    Evaluation.objects.filter(pk=late.pk).update(submitted_at=clock.now())
    client.force_login(person)

    page = page_of(client, "reports:review_queue")

    assert page.index(early.department.name) < page.index(late.department.name)


def test_review_page_shows_report_scores_and_explanations(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)

    page = page_of(client, "reports:review", stage.evaluation.pk)

    assert '<article class="document"' in page
    assert "民生保障数量" in page
    assert "得分依据和说明" in page
    assert "指标和自评得分" in page


def test_review_page_names_each_check_once_and_leads_to_its_indicators(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)

    page = page_of(client, "reports:review", stage.evaluation.pk)

    links = re.findall(r'href="#(indicator-\d+)"', page)
    assert page.count('<span class="hint check-id">C10</span>') == 1
    assert "35 处不符" in page
    assert links
    assert all(f'<tr id="{link}">' in page for link in links)
    assert page.index("得分依据和说明") < page.index('<h2 id="findings">') < page.index("报告全文</summary>")


@pytest.mark.parametrize(("name", "who"), [("review", "reviewer"), ("evaluation", "preparer")])
def test_findings_say_what_each_kind_asks_for(client, stage, name, who):
    client.force_login(getattr(stage, who))

    assert "“需说明”的事项须在送审前改正或书面说明" in page_of(client, f"reports:{name}", stage.evaluation.pk)


def test_preparer_may_not_open_the_reviewers_desk(client, stage):
    client.force_login(stage.preparer)

    assert client.get(reverse("reports:review", args=[stage.evaluation.pk])).status_code == 403


def test_publish_page_shows_header_block_files_and_what_is_missing(client, stage):
    stage.approved()
    client.force_login(stage.publisher)

    page = page_of(client, "reports:publish", stage.evaluation.pk)

    assert "尚未对本次审核通过的内容进行信息公开审查" in page
    assert stage.evaluation.department.name in page
    assert "（公开时编定）" in page
    assert "report.pdf" in page
    assert "disabled" in page


def test_publish_page_reads_the_evaluation_once_for_the_guard_and_the_annex(client, stage):
    stage.approved()
    client.force_login(stage.publisher)

    with CaptureQueriesContext(connection) as queries:
        page_of(client, "reports:publish", stage.evaluation.pk)

    asked = [query["sql"] for query in queries if 'FROM "indicators_goal"' in query["sql"]]
    assert len(asked) == 1


@pytest.mark.pdf
@pytest.mark.files
def test_publisher_publishes_and_reads_the_page(client, stage, django_capture_on_commit_callbacks):
    stage.reviewed()
    client.force_login(stage.publisher)
    address = reverse("reports:publish", args=[stage.evaluation.pk])

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, {"based_on": stage.reload().version})
    page = client.get(response["Location"]).content.decode()

    edition = stage.evaluation.editions.get()
    assert "第1版已公开。" in page
    public = reverse("reports:public", args=[f"{edition.folder}/"])
    assert public in page
    client.logout()
    assert client.get(public).status_code == 200


def test_blocked_publication_says_why(client, stage):
    stage.approved()
    client.force_login(stage.publisher)
    address = reverse("reports:publish", args=[stage.evaluation.pk])

    response = client.post(address, {"based_on": stage.reload().version})

    assert response.status_code == 409
    assert "信息公开审查" in response.content.decode()
    assert not Job.objects.exists()


def test_stale_publication_says_so(client, stage):
    stage.reviewed()
    client.force_login(stage.publisher)
    address = reverse("reports:publish", args=[stage.evaluation.pk])

    response = client.post(address, {"based_on": 1})

    page = response.content.decode()
    assert "办理“信息公开审查”，自评现为“已审核”。请核对后重新办理。" in page
    assert f'name="based_on" value="{stage.reload().version}"' in page
    assert not Job.objects.exists()


def test_preview_is_the_published_page_marked_in_the_margin(client, stage):
    client.force_login(stage.preparer)

    page = page_of(client, "reports:preview", stage.evaluation.pk)

    assert 'class="draft"' in page
    assert "草稿" in page
    assert '<meta name="ArticleTitle"' in page
    assert '<article class="document"' in page


@pytest.mark.pdf
@pytest.mark.files
def test_preview_and_published_page_hold_the_same_article(client, stage, settings):
    stage.reviewed()
    client.force_login(stage.preparer)
    preview = page_of(client, "reports:preview", stage.evaluation.pk)
    edition = services.publish_now(stage.evaluation, actor=stage.publisher)

    page = (settings.PUBLIC_ROOT / edition.folder / "index.html").read_text(encoding="utf-8")

    def article(text):
        return text[text.index("<article") : text.index("</article>")]

    assert article(preview) == article(page)


@pytest.mark.pdf
@pytest.mark.files
def test_preview_pdf_is_for_those_who_see_the_evaluation(client, stage, django_capture_on_commit_callbacks):
    client.force_login(stage.preparer)
    address = reverse("reports:preview_pdf", args=[stage.evaluation.pk])

    assert client.get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    response = client.get(address)

    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response).startswith(b"%PDF-")


def test_job_page_keeps_itself_up_to_date_until_it_is_done(client, stage):
    job = Job.objects.create(
        evaluation=stage.evaluation, kind="preview", requested_by=stage.preparer, requested_at=clock.now()
    )
    client.force_login(stage.preparer)

    waiting = page_of(client, "reports:job", job.pk)
    Job.objects.update(status="failed", finished_at=clock.now(), messages=["排版超过120秒,已停止。"])
    failed = page_of(client, "reports:job", job.pk)

    assert 'hx-trigger="every 2s"' in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert "hx-trigger" not in failed
    assert "排版超过120秒" in failed
    assert "重新生成" in failed


def test_job_of_another_unit_is_not_found(client, stage):
    job = Job.objects.create(
        evaluation=stage.evaluation, kind="preview", requested_by=stage.preparer, requested_at=clock.now()
    )
    client.force_login(make_member(Role.PREPARER, stage.other))

    assert client.get(reverse("reports:job", args=[job.pk])).status_code == 404


@pytest.mark.parametrize("count", [4, 25])
def test_home_asks_the_same_for_few_and_many(client, db, count):
    person, _ = make_district(count)
    client.force_login(person)

    assert queries_of(client, "/") == 100


@pytest.mark.parametrize("count", [3, 30])
def test_review_queue_asks_the_same_for_few_and_many(client, db, count):
    person, _ = make_district(count, **submitted_by(make_user()))
    client.force_login(person)

    assert queries_of(client, reverse("reports:review_queue")) == 9


@pytest.mark.parametrize("count", [3, 30])
def test_publication_queue_asks_the_same_for_few_and_many(client, db, count):
    person, evaluations = make_district(count, **approved_by(make_user()))
    for evaluation in evaluations:
        make_edition(evaluation)
    client.force_login(person)

    assert queries_of(client, reverse("reports:publication_queue")) == 10


@pytest.mark.parametrize("extra", [0, 20])
def test_evaluation_page_asks_the_same_for_few_and_many_indicators(client, stage, extra):
    _more_indicators(stage, extra)
    client.force_login(stage.reviewer)

    assert queries_of(client, reverse("reports:evaluation", args=[stage.evaluation.pk])) == 56


@pytest.mark.parametrize("extra", [0, 20])
def test_review_page_asks_the_same_for_few_and_many_indicators(client, stage, extra):
    _more_indicators(stage, extra)
    client.force_login(stage.reviewer)

    assert queries_of(client, reverse("reports:review", args=[stage.evaluation.pk])) == 57


@pytest.mark.parametrize("name", ["reports:evaluation", "reports:review", "reports:preview"])
def test_pages_ask_the_same_for_three_projects_and_for_eight(client, stage, name):
    address = reverse(name, args=[stage.evaluation.pk])
    client.force_login(stage.reviewer)
    before = queries_of(client, address)

    for number in range(5):
        Project.objects.create(evaluation=stage.evaluation, name=f"项目{number}", position=10 + number)
    plant_projects(stage.evaluation)
    rescore(stage.evaluation)

    assert queries_of(client, address) == before


def _more_indicators(stage, count):
    branch = stage.evaluation.indicators.filter(is_leaf=False, parent__isnull=False).first()
    for number in range(count):
        stage.evaluation.indicators.create(parent=branch, is_leaf=True, name=f"指标{number}", points=1, rule="positive")
