import pytest

from reports import services
from reports.comparing import differences
from reports.snapshot import from_json


def test_every_submission_is_kept_as_its_people_saw_it(stage):
    stage.submitted()
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="请补充")
    duty = stage.evaluation.duties.first()
    duty.title = "改过的职能"
    duty.save()
    stage.submitted()

    first, second = stage.evaluation.versions.all()

    assert [(one.number, one.action, one.actor) for one in (first, second)] == [
        (1, "submit", stage.preparer),
        (2, "submit", stage.preparer),
    ]
    found = differences(from_json(first.snapshot), from_json(second.snapshot))
    assert [one.new for one in found if one.label == "列入" and one.new] == ["改过的职能"]


def test_refused_submission_leaves_no_version(stage):
    stage.submitted()

    with pytest.raises(services.Blocked):
        services.submit(stage.evaluation, actor=stage.preparer)

    assert stage.evaluation.versions.count() == 1
