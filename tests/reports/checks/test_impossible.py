"""What the catalogue calls impossible is tried: one proof for every entry of the table."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField
from hypothesis import given
from hypothesis import strategies as st

from departments.figures import total
from departments.models import Membership, Role
from departments.services import Locked, StaleRow, save_screen
from departments.wording import wan
from departments.workflow import ReasonMissing
from departments.writes import Write
from indicators.models import ProjectEvaluation
from indicators.scoring import Measurement, score
from reports import services
from reports.checks.edits import changing_line
from reports.checks.impossible import IMPOSSIBLE
from reports.document.compose import compose
from reports.document.compose.subject import subjects
from reports.models import Edition
from reports.places import SCREENS
from reports.public_view import public_view
from reports.services import Blocked
from reports.services.publication import publish_now
from tests.reports.snapshots import make_snapshot


def award_more_than_the_grade_allows(stage):
    awarded = score(Measurement("qualitative", Decimal(10), actual=Decimal(9), parameters={"grade": "partial"}))

    assert awarded.score is None
    assert "不在其内" in awarded.explanation.sentence


def type_an_execution_rate(stage):
    labels = [str(form[name].label) for form in SCREENS["budget"](stage.evaluation).each_form() for name in form.fields]
    assert labels
    assert not [label for label in labels if "执行率" in label or "完成率" in label]

    before, after = (snapshot.ratio("预算完成率") for snapshot in (make_snapshot(), halved(make_snapshot())))
    assert before.percent != after.percent


def halved(snapshot):
    return changing_line("project", executed=Decimal(1))(snapshot)


def lose_more_than_the_rounding(stage):
    @given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=20))
    def try_amounts(amounts):
        parts = sum((Decimal(wan(amount)) for amount in amounts), Decimal(0))
        whole = Decimal(wan(total(amounts)))
        assert abs(parts - whole) <= Decimal("0.005") * (len(amounts) + 1)

    try_amounts()


def publish_under_another_name(stage):
    assert "publisher" not in {field.name for field in Edition._meta.get_fields()}
    renamed = replace(make_snapshot().department, name="甲单位")
    assert compose(make_snapshot(department=renamed)).publisher == "甲单位"
    assert public_view(make_snapshot(department=renamed))["department"]["name"] == "甲单位"


def name_a_project_differently(stage):
    assert not {"name", "title"} & {field.name for field in ProjectEvaluation._meta.get_fields()}


def name_another_department_in_charge(stage):
    snapshot = make_snapshot()
    project = replace(snapshot.projects[0], implementer="市场监督管理局")
    _, of_project = subjects(replace(snapshot, projects=(project,)))
    assert of_project.head("实施单位") == "市场监督管理局"
    assert of_project.head("主管部门") == snapshot.department.name
    assert not {"authority", "department"} & {field.name for field in ProjectEvaluation._meta.get_fields()}


def approve_ones_own_submission(stage):
    Membership.objects.create(user=stage.preparer, department=stage.evaluation.department, role=Role.REVIEWER)
    with pytest.raises(Blocked, match="不同人员"):
        services.approve(stage.submitted().evaluation, actor=stage.preparer)


def return_without_a_remark(stage):
    with pytest.raises(ReasonMissing):
        services.return_for_changes(stage.submitted().evaluation, actor=stage.reviewer, reason="")


def publish_what_was_not_approved(stage):
    def change(percent, message):
        if percent == 70:
            type(stage.evaluation).objects.filter(pk=stage.evaluation.pk).update(version=99)

    with pytest.raises(StaleRow):
        publish_now(stage.reviewed().evaluation, actor=stage.publisher, report=change)
    assert not Edition.objects.exists()


def change_figures_after_approval(stage):
    row = stage.approved().evaluation.budget
    with pytest.raises(Locked):
        save_screen(stage.evaluation, [Write(row, row.version, ["note"])], actor=stage.preparer)


def write_more_than_the_field_holds(stage):
    forms = (form for part in SCREENS for form in SCREENS[part](stage.evaluation).each_form())
    fields = [
        field for form in forms for field in form.fields.values() if isinstance(field, CharField) and field.max_length
    ]
    assert len(fields) > 20
    for field in fields:
        with pytest.raises(ValidationError):
            field.clean("字" * (field.max_length + 1))


ATTEMPTS = {
    "A05": award_more_than_the_grade_allows,
    "A06": type_an_execution_rate,
    "A14": lose_more_than_the_rounding,
    "K03-identity": publish_under_another_name,
    "K13-form": name_a_project_differently,
    "K14": name_another_department_in_charge,
    "T11": write_more_than_the_field_holds,
    "P03": approve_ones_own_submission,
    "P04": return_without_a_remark,
    "P06": publish_what_was_not_approved,
    "P07": change_figures_after_approval,
}


def test_every_entry_of_the_table_is_tried():
    assert set(ATTEMPTS) == {entry.id for entry in IMPOSSIBLE}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_error_cannot_be_made(stage, attempt):
    attempt(stage)
