import pytest

from reports.gather import gather
from reports.public_view import public_view
from reports.snapshot import to_json
from tests.factories import make_cycle, make_evaluation
from tests.reports.stage import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def last(stage):
    return make_evaluation(stage.evaluation.department, make_cycle(year=stage.evaluation.cycle.year - 1))


def test_what_was_published_last_year_stands_beside(stage, last):
    shown = to_json(gather(stage.evaluation)) | {"year": last.cycle.year}
    make_edition(last, snapshot=shown)

    found = gather(stage.evaluation).last_year

    assert (found.year, found.total, found.grade) == (last.cycle.year, gather(stage.evaluation).total, "优")
    assert found.groups[1].name == "数量指标"
    assert public_view(gather(stage.evaluation))["last_year"]["groups"][1]["name"] == "数量指标"


def test_what_was_not_published_is_compared_with_nothing(stage, last):
    assert gather(stage.evaluation).last_year is None


def test_what_was_withdrawn_is_compared_with_nothing(stage, last):
    shown = to_json(gather(stage.evaluation))
    edition = make_edition(last, snapshot=shown)
    edition.status, edition.withdrawn_at, edition.withdrawal_reason = "withdrawn", edition.published_at, "有误"
    edition.save()

    assert gather(stage.evaluation).last_year is None
