"""`manage.py rescore`: the list first, then the task."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.models import AuditEntry, Evaluation
from indicators.models import Indicator
from indicators.services.rounds import differences
from reports.models import Job
from reports.score_list import lines_of
from tests.factories import make_cycle
from tests.indicators.rounds import add_project, make_round, sign, state_of

pytestmark = pytest.mark.django_db


def rescore(*arguments):
    output = StringIO()
    call_command("rescore", *arguments, stdout=output)
    return output.getvalue()


def test_dry_run_lists_everything_and_changes_nothing():
    cycle = make_round(3)
    sign(Evaluation.objects.earliest("pk"))
    before, logged = state_of(cycle), AuditEntry.objects.count()
    expected = [line for comparison in differences(cycle) for line in lines_of(comparison)]

    answer = rescore("--cycle", "2022", "--dry-run").splitlines()

    assert answer[:-2] == expected
    assert answer[-2:] == ["2022年度：2份自评的得分将变化；另有1份已审核或已公开，得分不改。", "仅列出，未作改动。"]
    assert sum("不改（已审核）" in line for line in answer) == 1
    assert (state_of(cycle), AuditEntry.objects.count(), Job.objects.count()) == (before, logged, 0)


def test_list_names_unit_totals_grades_indicators_and_scores():
    cycle = make_round(1)
    [comparison] = differences(cycle)
    [tree] = comparison.trees

    first, *rest = lines_of(comparison)

    assert first.startswith("第2022-000单位 ")
    assert "等级 — → " in first
    assert [line.split()[0] for line in rest] == [change.row.name for change in tree.changes]
    assert all(line.split()[1:3] == ["—", "→"] for line in rest)
    assert len({line.index("→") + sum(ord(sign) > 0x2E80 for sign in line.split("→")[0]) for line in rest}) == 1


def test_projects_stand_beside_their_unit():
    make_round(1, project_scheme="national-project")
    evaluation = Evaluation.objects.get()
    add_project(evaluation)
    evaluation.project_evaluations.get().funds.update(adjusted=100, executed=50)
    Indicator.objects.filter(project_evaluation=None).update(is_leaf=False)

    answer = rescore("--cycle", "2022", "--dry-run")

    assert "第2022-000单位 老旧小区改造" in answer


def test_task_is_handed_to_the_workers(django_capture_on_commit_callbacks):
    cycle = make_round(2)

    with django_capture_on_commit_callbacks(execute=True):
        answer = rescore("--cycle", "2022")

    job = Job.objects.get()
    assert f"已提交后台任务，进度见 /jobs/{job.pk}/。" in answer
    assert (job.cycle, job.requested_by, job.status) == (cycle, None, Job.Status.DONE)
    assert list(differences(cycle)) == []


def test_it_is_done_at_once_on_request():
    cycle = make_round(2)

    assert rescore("--cycle", "2022", "--now").endswith(
        "重新计分完成，2份自评的得分有变化，新旧得分和依据已记入审计日志。\n"
    )
    assert list(differences(cycle)) == []


def test_nothing_to_change_makes_no_task():
    make_round(0)

    assert rescore("--cycle", "2022") == "2022年度：0份自评的得分将变化；另有0份已审核或已公开，得分不改。\n"
    assert not Job.objects.exists()


def test_task_that_somebody_does_already_is_said(monkeypatch):
    cycle = make_round(1)
    Job.objects.create(
        kind="rescore",
        cycle=cycle,
        status="running",
        attempts=1,
        requested_at="2023-05-01T00:00Z",
        lease_until="2999-01-01T00:00Z",
    )

    with pytest.raises(CommandError, match="后台服务正在办理同一任务"):
        rescore("--cycle", "2022", "--now")


def test_unknown_year_names_the_known_ones():
    make_cycle(2022)

    with pytest.raises(CommandError, match=r"没有2019年度的任务，请改用已有的年度（2022）。"):
        rescore("--cycle", "2019")


@pytest.mark.parametrize("arguments", [["--cycle", "去年"], [], ["--cycle", "2022", "--now", "--dry-run"]])
def test_wrong_arguments_are_refused(arguments):
    with pytest.raises(CommandError):
        rescore(*arguments)
