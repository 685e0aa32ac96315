import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Evaluation, SiteConfiguration
from departments.workflow import Action
from indicators.services import start_evaluation
from reports import services
from reports.models import IndexNumber
from reports.services import blocking_reasons, text_of
from reports.services.guard import Blocked


def texts(stage, action=Action.PUBLISH, actor=None):
    reasons = blocking_reasons(stage.reload(), action, actor=actor or stage.publisher)
    return [text_of(reason) for reason in reasons]


def test_nothing_blocks_what_is_ready(stage):
    assert texts(stage, Action.SUBMIT, stage.preparer) == []
    assert texts(stage.submitted(), Action.APPROVE, stage.reviewer) == []


def test_publishing_needs_a_disclosure_review(stage):
    stage.approved()

    assert texts(stage) == ["尚未对本次审核通过的内容进行信息公开审查，请先填写审查结论。"]


@pytest.mark.parametrize(
    ("conclusion", "name"),
    [
        pytest.param("withheld", "不予公开", id="withheld"),
        pytest.param("on_request", "依申请公开", id="on request"),
    ],
)
def test_what_is_not_for_everybody_is_never_published(stage, conclusion, name):
    stage.reviewed(conclusion, "涉及个人隐私")

    [reason] = texts(stage)
    assert name in reason
    assert "涉及个人隐私" in reason
    with pytest.raises(Blocked):
        services.publish_now(stage.evaluation, actor=stage.publisher)


def test_newer_review_replaces_the_older(stage):
    stage.reviewed("withheld", "待核实")

    services.review_disclosure(stage.reload(), actor=stage.publisher, conclusion="proactive")

    assert texts(stage) == []


def test_all_reasons_are_named_at_once(stage):
    stage.approved()
    department = stage.evaluation.department
    type(department).objects.filter(pk=department.pk).update(is_active=False, code="../etc")
    stage.evaluation.duties.all().delete()

    found = texts(stage, actor=stage.reviewer)

    assert "没有公开的权限" in found[0]
    assert any("信息公开审查" in text for text in found)
    assert any("已停用" in text for text in found)
    assert any("不能作为公开地址" in text for text in found)
    assert any("职责" in text for text in found)


def test_index_number_template_is_checked_before_publishing(stage):
    stage.reviewed()
    SiteConfiguration.objects.update(index_template="{org}-{nonsense}")

    assert ["索引号模板" in text for text in texts(stage)] == [True]


def test_index_number_that_is_taken_is_found_before_publishing(stage):
    stage.reviewed()
    IndexNumber.objects.create(
        evaluation=_other_evaluation(stage), department=stage.other, year=2023, serial=1, text="东湖-1"
    )
    SiteConfiguration.objects.update(index_template="东湖-1")

    assert ["已被使用" in text for text in texts(stage)] == [True]


def test_guard_is_asked_inside_the_transaction_that_acts(stage):
    with CaptureQueriesContext(connection) as queries:
        services.submit(stage.evaluation, actor=stage.preparer)

    statements = [query["sql"] for query in queries]
    opened = next(number for number, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    gathered = next(number for number, sql in enumerate(statements) if "indicators_indicator" in sql)
    updated = next(number for number, sql in enumerate(statements) if sql.startswith('UPDATE "departments_evaluation"'))
    released = max(number for number, sql in enumerate(statements) if sql.startswith("RELEASE"))
    assert opened < gathered < updated < released


def _other_evaluation(stage) -> Evaluation:
    return start_evaluation(stage.other, stage.evaluation.cycle, actor=None)
