"""What people see of checks: beside the field, in the lists, on the reviewer's desk and in the catalogue."""

import re

import pytest
from django.urls import reverse

from departments import clock
from departments.workflow import Action
from reports.models import AnsweredFinding, CheckSetting, Waiver
from reports.services import blocking_reasons, findings_of
from tests.pages import text_of
from tests.reports.services.test_answering import SENTENCE, exempted, found, write_section

FIELD = "id_performance_management-text"


def page_of(client, stage, name, *args):
    return client.get(reverse(name, args=[stage.evaluation.pk, *args]))


def answered(stage, check_id, kind, count):
    """Store `count` answers of a kind to findings of a check."""
    for number in range(count):
        waiver = Waiver.objects.create(
            evaluation=stage.evaluation, kind=kind, reason="核对", given_by=stage.preparer, given_at=clock.now()
        )
        AnsweredFinding.objects.create(waiver=waiver, check_id=check_id, fingerprint=f"{check_id}{number}")


def test_finding_stands_beside_its_field_in_the_section_and_on_the_one_page(client, stage):
    write_section(stage, SENTENCE)
    client.force_login(stage.preparer)
    (finding,) = found(stage, "T07")

    screen = page_of(client, stage, "reports:enter_performance").content.decode()
    beside = re.search(rf'id="{FIELD}_findings">(.*?)</div></div>', screen)[1]
    section = screen[screen.index("entry-findings") :].partition("</details>")[0]
    whole = page_of(client, stage, "reports:findings").content.decode()

    assert f"提示：{finding.message}" in beside
    assert finding.message in section
    assert f'href="#{FIELD}"' in section
    assert finding.message in whole


def test_exemption_is_shown_on_the_desk_with_both_people_and_its_last_day(client, stage):
    exempted(stage)
    stage.submitted()
    client.force_login(stage.reviewer)

    desk = text_of(page_of(client, stage, "reports:review"))

    assert f"豁免：引用往年情况{stage.preparer}" in desk.replace(" ", "")
    assert "同意：情况属实，同意，有效期至2023-05-30（含当日）" in desk
    assert str(stage.reviewer) in desk


def test_exemption_that_waits_is_shown_as_waiting(client, stage):
    waiver = exempted(stage)
    Waiver.objects.filter(pk=waiver.pk).update(
        decision="", decided_by=None, decided_at=None, valid_until=None, decision_reason=""
    )
    client.force_login(stage.reviewer)

    assert "待审批" in text_of(page_of(client, stage, "reports:review"))


def test_check_that_is_often_wrong_is_proposed_as_a_hint_at_a_click(client, stage):
    answered(stage, "K07", "false_alarm", 4)
    answered(stage, "K07", "explanation", 2)
    client.force_login(stage.administrator)

    page = client.get(reverse("reports:check_settings")).content.decode()
    link = re.search(r'href="([^"]+)">调为“提示”', page)[1].replace("&amp;", "&")
    form = client.get(link).content.decode()

    assert "的答复中67%是误报，建议调为“提示”" in page
    assert '<option value="K07" selected>' in form
    assert '<option value="hint" selected>' in form
    assert "67%，偏多" in text_of(client.get(reverse("reports:check_list")))
    assert "误报 4（占67%） 误报偏多，建议管理员调为“提示”" in text_of(
        client.get(reverse("reports:check", args=["K07"]))
    )


@pytest.mark.parametrize(
    ("check_id", "wrong", "right"),
    [
        pytest.param("K07", 3, 7, id="three of ten"),
        pytest.param("K07", 4, 0, id="too few answers"),
        pytest.param("T13", 9, 0, id="a hint already"),
        pytest.param("X99", 9, 0, id="a check that is gone"),
    ],
)
def test_nothing_is_proposed_without_need(client, stage, check_id, wrong, right):
    answered(stage, check_id, "false_alarm", wrong)
    answered(stage, check_id, "explanation", right)
    client.force_login(stage.administrator)

    assert "建议调为" not in client.get(reverse("reports:check_settings")).content.decode()


def test_check_that_was_made_a_hint_is_proposed_no_more(client, stage):
    answered(stage, "K07", "false_alarm", 9)
    CheckSetting.objects.create(check_id="K07", severity="hint", reason="误报偏多")
    client.force_login(stage.administrator)

    assert "建议调为" not in client.get(reverse("reports:check_settings")).content.decode()


def test_checks_of_a_round_block_no_unit(client, stage):
    client.force_login(stage.administrator)
    page = client.get(reverse("reports:round_checks", args=[2022, stage.evaluation.department.parent_id]))

    assert "没有开展自评" in text_of(page)
    assert "不影响单位送审、审核和公开" in text_of(page)
    assert blocking_reasons(stage.reload(), Action.SUBMIT, actor=stage.preparer) == ()
    assert not [one for one in findings_of(stage.reload()) if one.check_id.startswith("P01")]
