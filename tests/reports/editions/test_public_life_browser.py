"""After its publication, in a real browser: a report is corrected and withdrawn, and visitors can tell its copies."""

import pytest

from departments import clock
from reports.models import Edition
from tests.browser import page_for
from tests.reports.stage import BUSINESS_DAY, set_stage

pytestmark = [pytest.mark.browser, pytest.mark.files, pytest.mark.pdf, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(db):
    """A public report, whose PDF is a real one."""
    with clock.at(BUSINESS_DAY):
        stage = set_stage()
        stage.published()
    return stage


@pytest.fixture
def publisher(browser, client, live_server, stage):
    """The page of the publisher, at the evaluation."""
    client.force_login(stage.publisher)
    page = page_for(browser, client, live_server)
    page.goto(f"/evaluations/{stage.evaluation.pk}/")
    yield page
    page.context.close()


@pytest.fixture
def visitor(browser, stage, settings):
    """The page of somebody who has got the portal as a folder, at the report."""
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(f"{(settings.PUBLIC_ROOT / Edition.objects.get().folder).parent.as_uri()}/index.html")
    yield page
    page.context.close()


def verdict_on(page, path):
    page.reload()
    page.set_input_files("#file", path)
    page.locator('#verdict:not([data-outcome="working"])').wait_for()
    return page.locator("#verdict").inner_text()


def take_step(page, name, reason):
    page.get_by_role("link", name=name, exact=True).first.click()
    page.locator("[name=reason]").fill(reason)
    page.get_by_role("button", name=f"确认{name}").click()


def publish_correction(page, stage):
    """Open a correction, have it signed, and publish it where header block and files are shown."""
    take_step(page, "更正", "人数有误")
    page.get_by_text("已转入更正，填报人可以修改").wait_for()
    with clock.at(BUSINESS_DAY):
        stage.fresh().changed().reviewed()
    page.goto(f"/evaluations/{stage.evaluation.pk}/publish/")
    assert "发布机构" in page.get_by_role("region", name="公开信息").inner_text()
    files = page.get_by_role("region", name="将公开的文件").inner_text()
    assert "第2版（更正第1版）" in files
    assert {name for name in ("index.html", "report.pdf", "report.docx", "tables.xlsx", "data.json") if name in files}
    page.get_by_role("button", name="确认公开").click()
    page.get_by_role("link", name="查看公开页面").wait_for()


def test_report_is_corrected_and_withdrawn_and_its_copies_are_told_apart(publisher, visitor, stage, settings, tmp_path):
    first = settings.PUBLIC_ROOT / Edition.objects.get().folder / "report.pdf"
    assert "与第1版公布的 report.pdf 完全相同，该版次现行有效" in verdict_on(visitor, first)

    publish_correction(publisher, stage)

    second = settings.PUBLIC_ROOT / Edition.objects.get(number=2).folder / "report.pdf"
    content = second.read_bytes()
    tampered = tmp_path / "report.pdf"
    tampered.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    assert "与第2版公布的 report.pdf 完全相同，该版次现行有效" in verdict_on(visitor, second)
    assert "与第1版公布的 report.pdf 完全相同，但该版次已被更正" in verdict_on(visitor, first)
    assert verdict_on(visitor, tampered).startswith("不一致")
    assert "人数有误" in visitor.locator("main").inner_text()
    visitor.get_by_role("link", name="第1版", exact=True).click()
    assert "自评" in visitor.locator("article").inner_text()

    publisher.goto(f"/evaluations/{stage.evaluation.pk}/")
    take_step(publisher, "撤回公开", "数据来源有误")
    publisher.get_by_text("报告已撤回").wait_for()

    assert not second.exists()
    visitor.reload()
    assert "数据来源有误" in visitor.locator("main").inner_text()
    visitor.go_back()
    visitor.reload()
    assert "本报告已于" in visitor.locator("main").inner_text()
    (tmp_path / "copy.pdf").write_bytes(content)
    assert "但该版次已被撤回" in verdict_on(visitor, tmp_path / "copy.pdf")
