"""The ledger of numbers lists what is typed, and takes a source for what cannot be bound."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from departments.models import AuditEntry
from departments.services import Locked, save_screen
from departments.workflow import RoleMissing
from departments.writes import Write
from reports.figures import catalogue_of, fill
from reports.gather import gather
from reports.ledger_of_numbers import number_lines
from reports.models import FreeFigure
from reports.services.free_figures import CannotDeclare, declare, withdraw
from reports.snapshot import FreeFigureFacts, from_json, to_json

TOLD = "年内组织志愿者1,234人参加，支出1868.17万元。"


@pytest.fixture
def told(stage):
    """Two numbers in a chapter: one that nothing knows, one that equals the year's expenditure."""
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = f"{row.text}\n{TOLD}"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)
    return stage


def lines(stage):
    evaluation = stage.reload()
    return {line.number.words: line for line in number_lines(evaluation, gather(evaluation))}


def test_number_without_a_source_is_open_and_leads_to_its_field(told):
    line = lines(told)["1,234人"]

    assert (line.state.value, line.is_open, line.names) == ("未绑定", True, ())
    assert line.spots[0].address.startswith(reverse("reports:enter_performance", args=[told.evaluation.pk]) + "#id_")
    assert line.spots[0].before.endswith("组织志愿者")


def test_words_around_a_number_are_those_that_are_printed(stage):
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = "全年总得分{{ 总得分 }}，志愿者1,234人，支出{{ 全年执行数|万元:2 }}。"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)
    snapshot = gather(stage.reload())

    (spot,) = lines(stage)["1,234人"].spots

    printed = fill(row.text, catalogue_of(snapshot)).text
    assert "{" not in spot.before + spot.after
    assert f"{spot.before}1,234人{spot.after}" in printed


def test_numbers_with_a_source_are_folded_below_the_open_ones(client, told):
    declare(told.evaluation, "1234人", source="活动签到表", actor=told.preparer)
    client.force_login(told.preparer)

    page = client.get(reverse("reports:numbers", args=[told.evaluation.pk])).content.decode()

    above, folded = page.split("<summary>已注明来源（")
    assert "1868.17万元" in above
    assert "活动签到表" not in above
    assert "活动签到表" in folded
    assert "撤销登记" in folded


def test_number_that_equals_a_figure_names_it(told):
    assert "全年执行数" in lines(told)["1868.17万元"].names


def test_declared_number_has_its_source_however_it_is_spelled(told):
    row = declare(told.evaluation, "１,234 人", source="活动签到表", actor=told.preparer)

    assert (row.words, row.source) == ("1234人", "活动签到表")
    assert (lines(told)["1,234人"].state.value, lines(told)["1,234人"].source) == ("自由数字", "活动签到表")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.changes["source"]) == ("freefigure.add", [None, "活动签到表"])


def test_second_source_replaces_the_first_and_the_log_keeps_both(told):
    declare(told.evaluation, "1234人", source="活动签到表", actor=told.preparer)
    declare(told.evaluation, "1234人", source="团委统计", actor=told.preparer)

    assert FreeFigure.objects.get().source == "团委统计"
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.changes["source"]) == ("freefigure.change", ["活动签到表", "团委统计"])


def test_source_that_is_taken_back_leaves_the_number_open(told):
    withdraw(declare(told.evaluation, "1234人", source="活动签到表", actor=told.preparer), actor=told.preparer)

    assert lines(told)["1,234人"].is_open
    assert AuditEntry.objects.latest("pk").action == "freefigure.remove"


def test_number_that_stands_nowhere_is_refused(told):
    with pytest.raises(CannotDeclare, match="77户"):
        declare(told.evaluation, "77户", source="台账", actor=told.preparer)


def test_only_the_preparer_declares_and_only_while_the_evaluation_is_open(told):
    with pytest.raises(RoleMissing):
        declare(told.evaluation, "1234人", source="台账", actor=told.reviewer)
    told.submitted()
    with pytest.raises(Locked):
        declare(told.evaluation, "1234人", source="台账", actor=told.preparer)


def test_number_has_one_source_and_never_an_empty_one(told):
    row = declare(told.evaluation, "1234人", source="台账", actor=told.preparer)

    for words, source in (("1234人", "另一份台账"), ("5678人", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            told.evaluation.free_figures.create(
                words=words, source=source, declared_by=row.declared_by, declared_at=row.declared_at
            )


def test_snapshot_keeps_the_free_figures(told):
    declare(told.evaluation, "1234人", source="台账", actor=told.preparer)

    snapshot = gather(told.reload())

    assert snapshot.free_figures == (FreeFigureFacts("1234人", "台账"),)
    assert from_json(to_json(snapshot)).free_figures == snapshot.free_figures


def test_page_lists_and_takes_a_source_and_says_what_is_wrong(client, told):
    client.force_login(told.preparer)
    address = reverse("reports:numbers", args=[told.evaluation.pk])

    page = client.get(address).content.decode()
    short = client.post(address, {"words": "1,234人", "source": "表"}).content.decode()
    gone = client.post(address, {"words": "77户", "source": "台账"})
    done = client.post(address, {"words": "1,234人", "source": "活动签到表"}, follow=True).content.decode()

    assert "1,234人" in page
    assert "全年执行数" in page
    assert "“1,234人”的来源" in short
    assert gone.status_code == 409
    assert "来源：活动签到表" in done


def test_number_of_queries_does_not_grow_with_the_numbers(client, told, django_assert_max_num_queries):
    client.force_login(told.preparer)
    address = reverse("reports:numbers", args=[told.evaluation.pk])
    client.get(address)
    with django_assert_max_num_queries(200) as before:
        client.get(address)
    row = told.evaluation.sections.get(key="performance_management")
    row.text += "走访" + "、".join(f"{count}户" for count in range(20, 60)) + "。"
    save_screen(told.reload(), [Write(row, row.version, ["text"])], actor=told.preparer)

    with django_assert_max_num_queries(len(before)):
        client.get(address)
