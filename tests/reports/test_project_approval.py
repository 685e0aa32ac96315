"""绩效目标批复 of projects: in the snapshot, in print, in public, and missed where there is none."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Evaluation
from reports.checks import Context, run
from reports.checks.findings import PROJECTS
from reports.checks.texts import public_texts
from reports.document.compose import compose
from reports.gather import gather
from reports.places import Addresses
from reports.public_view import public_view
from reports.snapshot import ApprovalFacts
from tests.factories import make_cycle, make_evaluation
from tests.indicators.test_enter_project_trees import make_project, overview_address
from tests.indicators.test_goal_approval import approve, make_goals
from tests.indicators.test_project_approval import approve_project, planned
from tests.reports.document.compose.plain_text import text_of
from tests.reports.snapshots import make_snapshot

OWN = ApprovalFacts("关于批复应急排涝项目绩效目标的通知（东财绩〔2022〕21号）", date(2022, 9, 6))


def with_second(approval):
    """Return a snapshot whose second project has another approval than the whole, or none."""
    snapshot = make_snapshot()
    first, second = snapshot.projects
    return replace(snapshot, projects=(first, replace(second, approval=approval)))


def make_projects():
    """Return an evaluation with one project."""
    evaluation = make_evaluation(cycle=make_cycle(project_scheme="national-project"))
    make_project(evaluation)
    return evaluation


def found(snapshot, check_id):
    return [finding for finding in run(snapshot, Context(date(2023, 5, 30))) if finding.check_id == check_id]


@pytest.mark.django_db
def test_snapshot_has_the_approval_of_each_project():
    evaluation = make_goals(make_projects())
    whole = approve(evaluation)
    later, unapproved = (make_project(evaluation, name) for name in ("应急排涝", "临时看护"))
    own = approve_project(planned(later))

    snapshot = gather(evaluation)

    documents = {project.name: project.approval and project.approval.document for project in snapshot.projects}
    assert documents == {"社区微改造": whole.document, "应急排涝": own.document, unapproved.project.name: None}
    assert snapshot.approval == ApprovalFacts(whole.document, whole.approved_on)


@pytest.mark.django_db
def test_gathering_asks_the_same_for_many_approvals():
    evaluation = make_goals(make_projects())
    approve(evaluation)
    counts = []
    for names in (("甲",), ("乙", "丙", "丁")):
        for name in names:
            approve_project(planned(make_project(evaluation, name)))
        with CaptureQueriesContext(connection) as queries:
            gather(Evaluation.objects.get(pk=evaluation.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_report_names_the_approval_of_a_later_project_beside_that_of_the_whole():
    report = text_of(compose(with_second(OWN)))

    assert f"项目“便民服务”绩效目标的批复文件：{OWN.document}，批复日期2022年9月6日。" in report
    assert "项目“社区微改造”绩效目标的批复文件" not in report


def test_public_data_name_the_approval_of_each_project():
    first, second = public_view(with_second(OWN))["project_evaluations"]

    assert second["approval"] == {"document": OWN.document, "approved_on": "2022-09-06"}
    assert first["approval"] == public_view(make_snapshot())["approval"]
    assert public_view(with_second(None))["project_evaluations"][1]["approval"] is None


def test_project_without_an_approval_is_named():
    finding, *others = found(with_second(None), "K06-approval")

    assert not others
    assert finding.message == "项目“便民服务”尚未登记绩效目标批复，建议登记批复文件和日期。"
    assert (finding.place.part, finding.place.label, finding.place.project) == (PROJECTS, "便民服务", "2000")


def test_where_nothing_is_approved_the_whole_is_named_alone():
    finding, *others = found(replace(with_second(None), approval=None), "K06-approval")

    assert (finding.place.part, others) == ("indicators", [])


@pytest.mark.django_db
def test_finding_leads_to_the_page_where_the_approval_is_registered():
    evaluation = make_goals(make_projects())
    approve(evaluation)
    later = make_project(evaluation, "应急排涝")

    (finding,) = found(gather(evaluation), "K06-approval")

    assert Addresses(evaluation).of(finding.place) == overview_address(later)


def test_document_of_a_project_is_read_by_the_checks_of_texts():
    wrong = replace(OWN, document="关于批复青山湖区项目绩效目标的通知")
    texts = [text for text in public_texts(with_second(wrong)) if text.field == "approval"]

    assert [(text.part, text.project) for text in texts] == [("indicators", ""), ("projects", "2000")]
