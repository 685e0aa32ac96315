"""Remarks, judgements, differences and the queue on screen."""

from datetime import timedelta

import pytest
from django.urls import reverse

from departments import clock
from departments.models import Evaluation
from indicators.models import Indicator
from reports import services
from reports.forms.reviewing import key_of
from reports.models import Judgement, Remark
from tests.factories import handed_in, make_department, make_evaluation
from tests.queries import queries_of
from tests.reports.remarks import remark_on, value_of

UNSAVED = "您填写的内容没有保存"


def leaf_of(stage):
    return stage.evaluation.indicators.whole().leaves().exclude(narrative="").first()


def url(name, stage, *more):
    return reverse(f"reports:{name}", args=[stage.evaluation.pk, *more])


def sent(stage, **changes):
    about = key_of(value_of(stage.reload(), leaf_of(stage), "narrative").place)
    return {"about": about, "text": "请补充名册", "quote": "", "seen": stage.reload().version} | changes


def text_of(response):
    return response.content.decode()


@pytest.fixture
def desk(client, stage):
    stage.submitted()
    client.force_login(stage.reviewer)
    return url("review", stage)


def test_a_remark_on_a_passage_stands_on_the_desk_beside_its_indicator(client, stage, desk):
    leaf = leaf_of(stage)
    quote = leaf.narrative[2:8]

    offered = text_of(client.get(url("remark_add", stage), {"row": leaf.pk, "quote": quote}))
    page = text_of(client.post(url("remark_add", stage), sent(stage, quote=quote), follow=True))

    remark = Remark.objects.get()
    assert f"{quote}</textarea>" in offered
    assert " selected>" in offered
    assert (remark.row, remark.field, remark.quote, remark.author) == (str(leaf.pk), "narrative", quote, stage.reviewer)
    assert f'href="#remark-{remark.pk}">意见：未答复' in page
    assert f"<blockquote>{quote}</blockquote>" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"about": ""}, "请选择审核意见所指的内容", id="no place"),
        pytest.param({"about": "x|y|z"}, "已不在可选范围内", id="unknown place"),
        pytest.param({"quote": "报告里没有的话"}, "没有这段原文", id="no such passage"),
        pytest.param({"text": ""}, "请填写审核意见", id="no text"),
    ],
)
def test_a_bad_remark_keeps_what_was_typed(client, stage, desk, changes, message):
    page = text_of(client.post(url("remark_add", stage), sent(stage, **changes)))

    assert message in page
    assert "请补充名册" in page or not changes.get("text", "x")
    assert not Remark.objects.exists()


def test_a_remark_that_comes_too_late_is_refused_and_kept_on_screen(client, stage, desk):
    data = sent(stage)
    services.recall(stage.evaluation, actor=stage.preparer)

    response = client.post(url("remark_add", stage), data)

    assert response.status_code == 409
    assert UNSAVED in text_of(response)
    assert "请补充名册" in text_of(response)


def test_the_unit_reads_and_answers_once_it_is_returned(client, stage, desk):
    remark = remark_on(stage, leaf_of(stage))
    client.force_login(stage.preparer)
    assert "请核对" not in text_of(client.get(url("evaluation", stage)))
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="见审核意见")

    page = text_of(client.get(url("evaluation", stage)))
    answered = text_of(
        client.post(url("remark_answer", stage, remark.pk), {"answer": "已补充名册。", "based_on": 1}, follow=True)
    )

    assert url("remark_answer", stage, remark.pk) in page
    assert reverse("indicators:indicator_edit", args=[stage.evaluation.pk, leaf_of(stage).pk]) in page
    assert "已补充名册。" in answered
    assert "已答复" in answered


def test_an_empty_or_stale_answer_is_refused(client, stage, desk):
    remark = remark_on(stage, leaf_of(stage))
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="见审核意见")
    client.force_login(stage.preparer)
    address = url("remark_answer", stage, remark.pk)

    assert "请填写答复" in text_of(client.post(address, {"answer": " ", "based_on": 1}))
    late = client.post(address, {"answer": "迟到的答复", "based_on": 9})

    assert late.status_code == 409
    assert "迟到的答复" in text_of(late)
    assert Remark.objects.get().answer == ""


def test_a_remark_is_resolved_and_opened_again_from_the_desk(client, stage, desk):
    remark = remark_on(stage, leaf_of(stage))

    resolved = text_of(client.post(url("remark_settle", stage, remark.pk), {"based_on": 1}, follow=True))
    stale = text_of(client.post(url("remark_settle", stage, remark.pk), {"based_on": 1}, follow=True))
    again = text_of(
        client.post(url("remark_settle", stage, remark.pk), {"based_on": 2, "settle": "reopen"}, follow=True)
    )

    assert "已办结该条审核意见" in resolved
    assert "有了变化" in stale
    assert "已重新提出" in again
    assert Remark.objects.get().resolved_at is None


def test_the_desk_shows_what_has_changed_word_by_word_and_which_remark_it_touches(client, stage, desk):
    remark_on(stage, leaf_of(stage), "narrative")
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="请补充")
    leaf = leaf_of(stage)
    Indicator.objects.filter(pk=leaf.pk).update(narrative=f"{leaf.narrative}另附名册。")
    stage.submitted()

    page = text_of(client.get(desk))

    assert "上次审核以来的修改" in page
    assert "<ins>另附名册。</ins>" in page
    assert "所指内容已修改" in page


def test_judgements_on_what_has_moved_on_are_refused_and_stay_typed(client, stage, desk):
    said = {f"judgement-{group}": "met" for group in ("completeness", "reasoning", "objectivity")}
    data = said | {"judgement-seen": stage.reload().version, "judgement-based_on": 0, "judgement-opinion": "论据充分"}
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="补充名册")

    refused = client.post(url("judge", stage), data)

    assert refused.status_code == 409
    assert UNSAVED in text_of(refused)
    assert "论据充分" in text_of(refused)
    assert not Judgement.objects.exists()


def test_the_three_judgements_are_made_on_their_page_and_shown_on_the_desk(client, stage, desk):
    data = {"judgement-seen": stage.reload().version, "judgement-based_on": 0, "judgement-completeness": "met"}
    doubtful = data | {"judgement-reasoning": "partly", "judgement-objectivity": "met"}

    refused = text_of(client.post(url("judge", stage), doubtful))
    page = text_of(client.post(url("judge", stage), doubtful | {"judgement-opinion": "论据偏少"}, follow=True))

    assert "请说明原因" in refused
    assert "论据偏少" in page
    assert Judgement.objects.get().verdicts == [
        ("内容完整性", "符合"),
        ("论证充分性", "基本符合"),
        ("结果客观性", "符合"),
    ]


def queue_with(stage, count):
    """Let as many evaluations wait for the demo's reviewer."""
    people = {"units": [], "district": stage.evaluation.department.parent}
    for number in range(count):
        unit = make_department(f"7{number:02}", parent=people["district"])
        row = make_evaluation(unit, stage.evaluation.cycle)
        values = handed_in(stage.evaluation.department, stage.preparer)
        later = clock.now() + timedelta(minutes=number)
        Evaluation.objects.filter(pk=row.pk).update(**values | {"submitted_at": later, "stage_since": later})
        people["units"].append(row)
    return people["units"]


def test_the_queue_tells_age_and_news(client, stage, desk):
    remark = remark_on(stage, leaf_of(stage))
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="请补充")
    services.answer_remark(remark, "已补充。", actor=stage.preparer, based_on=1)
    stage.submitted()
    with clock.at(clock.now() + timedelta(days=3)):
        page = text_of(client.get(reverse("reports:review_queue")))

    assert "3 天" in page
    assert "第2次送审" in page
    assert "1条意见已答复" in page


def test_the_next_report_is_one_link_away_and_after_the_last_comes_the_first(client, stage, desk):
    first, last = queue_with(stage, 2)

    assert f'rel="next" data-next href="{reverse("reports:review", args=[first.pk])}"' in text_of(client.get(desk))
    page = text_of(client.get(reverse("reports:review", args=[last.pk])))
    assert f'rel="next" data-next href="{desk}"' in page


@pytest.mark.parametrize("count", [1, 12])
def test_queue_and_desk_ask_the_same_for_few_and_many(client, stage, desk, count):
    queue_with(stage, count)
    for leaf in stage.evaluation.indicators.whole().leaves()[:count]:
        remark_on(stage, leaf)

    assert queries_of(client, reverse("reports:review_queue")) == 9
    assert queries_of(client, desk) == 59


def test_a_passage_with_a_bound_figure_is_quoted_as_it_is_printed(client, stage):
    leaf = leaf_of(stage)
    Indicator.objects.filter(pk=leaf.pk).update(narrative="本单位为{{ 单位简称 }}，全年按计划推进。")
    stage.submitted()
    client.force_login(stage.reviewer)
    quote = f"本单位为{stage.evaluation.department.short_name}，"

    page = text_of(client.post(url("remark_add", stage), sent(stage, quote=quote), follow=True))

    assert Remark.objects.get().quote == quote
    assert f"{quote}全年按计划推进" in page
    assert "{{" not in page


def test_what_has_changed_since_the_last_review_is_told_in_words_with_the_name_as_title(client, stage):
    leaf = leaf_of(stage.submitted())
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="请补充")
    Indicator.objects.filter(pk=leaf.pk).update(narrative="<b>本单位为{{ 单位简称 }}。")
    stage.submitted()
    client.force_login(stage.reviewer)

    page = text_of(client.get(url("review", stage)))

    named = stage.evaluation.department.short_name
    assert f'<span class="bound-value" title="绑定：单位简称">{named}</span></ins>' in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
