"""The catalogue is complete, is printed by a command and stands in the manual."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from departments.models import AuditEntry
from reports.catalogue import bad_example, example_findings, manual, years_of
from reports.checks import CHECKS, Severity
from reports.checks.impossible import IMPOSSIBLE
from reports.models import CheckSetting
from tests.pages import text_of

MANUAL = Path(__file__).parents[2] / "reports" / "checks" / "README.md"


def test_manual_is_what_the_command_prints(capsys):
    call_command("checks", "--format", "markdown")

    assert capsys.readouterr().out == MANUAL.read_text(encoding="utf-8") == manual()


def test_at_least_eighty_checks_are_implemented_beside_what_constraints_keep_out():
    assert len(CHECKS) >= 80
    assert not {entry.id for entry in IMPOSSIBLE} & set(CHECKS)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
def test_every_check_can_show_its_bad_example(check):
    assert bad_example(check)
    assert example_findings(check)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, "各年度"),
        (2021, None, "2021年度起"),
        (None, 2020, "至2020年度"),
        (2019, 2021, "2019—2021年度"),
    ],
)
def test_years_in_words(since, until, words):
    assert years_of(replace(CHECKS["A01"], since=since, until=until)) == words


def test_page_of_a_check_has_text_example_and_statistics(client, stage):
    client.force_login(stage.preparer)

    page = text_of(client.get(reverse("reports:check", args=["Q03"])))

    check = CHECKS["Q03"]
    for said in (check.title, check.explanation, check.remedy, check.basis, "错误的写法", "说明 3 申请豁免 0"):
        assert said in page


def test_page_of_no_check_is_not_found(client, stage):
    client.force_login(stage.preparer)

    assert client.get(reverse("reports:check", args=["X99"])).status_code == 404


def test_administrator_sets_a_severity_and_the_log_says_so(client, stage):
    client.force_login(stage.administrator)
    setting = {"check_id": "Q03", "scheme": "donghu", "level": 2, "year": 2022, "severity": "hint", "reason": "试行"}

    response = client.post(reverse("reports:check_setting_add"), setting, follow=True)

    assert "需说明 → 提示" in text_of(response)
    assert "东湖区" in text_of(response)
    stored = CheckSetting.objects.get()
    entry = AuditEntry.objects.get(action="checksetting.add")
    assert (entry.actor, entry.changes["severity"]) == (stage.administrator, [None, "hint"])
    client.post(reverse("reports:check_setting_edit", args=[stored.pk]), setting | {"severity": "block", "year": ""})
    stored.refresh_from_db()
    assert (stored.severity, stored.year) == (Severity.HINT, 2022)
    client.post(reverse("reports:check_setting_remove", args=[stored.pk]))
    assert not CheckSetting.objects.exists()
    assert AuditEntry.objects.filter(action="checksetting.remove").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"check_id": "X99"}, "刷新页面", id="no such check"),
        pytest.param({"reason": ""}, "请填写调整理由", id="no reason"),
        pytest.param({"year": "1999"}, "不能小于2000", id="no such year"),
        pytest.param({"check_id": "T14"}, "由法规规定", id="personal data"),
        pytest.param({}, "已有设置", id="twice"),
    ],
)
def test_bad_setting_says_why(client, stage, changes, message):
    client.force_login(stage.administrator)
    CheckSetting.objects.create(check_id="Q03", severity="hint", reason="试行")

    setting = {"check_id": "Q03", "scheme": "", "level": 0, "year": "", "severity": "hint", "reason": "试行"} | changes
    assert message in text_of(client.post(reverse("reports:check_setting_add"), setting))
    assert CheckSetting.objects.count() == 1
