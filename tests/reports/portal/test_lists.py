"""What stands around the reports: lists by unit and type, feed, sitemap, search, corrections and withdrawals."""

import json
from xml.etree import ElementTree

import pytest

from reports.editions.withdrawn import conceal
from reports.models import Edition
from reports.portal import write_all_pages, write_pages_of
from tests.reports.portal.site import Report, configure, put
from tests.reports.stage import BUSINESS_DAY

pytestmark = [pytest.mark.files, pytest.mark.django_db]

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FIRST = Report(2021, "101", "青石街道办事处", "88.50")
SECOND = Report(2022, "101", "青石街道办事处")
REASON = "数据有误，正在核实"


@pytest.fixture
def edition(settings):
    """One report in force."""
    edition = put(SECOND)
    write_pages_of(edition.evaluation)
    return edition


def read(settings, address):
    return (settings.PUBLIC_ROOT / address).read_text(encoding="utf-8")


def withdraw(edition):
    Edition.objects.filter(pk=edition.pk).update(
        status="withdrawn", withdrawn_at=BUSINESS_DAY, withdrawal_reason=REASON
    )
    edition.refresh_from_db()
    conceal(edition)
    write_pages_of(edition.evaluation)


def entries(settings):
    return ElementTree.fromstring(read(settings, "feed.xml")).findall(f"{ATOM}entry")


def search_rows(settings, year=2022):
    script = read(settings, f"search/{year}.js")
    fields, lines = json.loads(f"[{script.removeprefix(f'perfeval.add({year}, ').removesuffix(');' + chr(10))}]")
    return [dict(zip(fields, line, strict=True)) for line in lines]


def test_units_and_types_lead_to_their_reports(edition, settings):
    assert '<a href="101/index.html">青石街道办事处</a>' in read(settings, "departments/index.html")
    assert '<a href="street/2022.html">2022年度</a>' in read(settings, "types/index.html")
    assert 'href="../../2022/101/index.html"' in read(settings, "types/street/2022.html")
    assert 'href="../types/street/2022.html">街道（乡镇）</a>' in read(settings, "2022/index.html")


def test_unit_page_shows_the_years_side_by_side_with_a_trend(settings):
    put(FIRST)
    write_pages_of(put(SECOND).evaluation)

    page = read(settings, "departments/101/index.html")

    assert '<th scope="row">自评得分</th><td>分</td><td class="number">88.5</td><td class="number">96</td>' in page
    assert '<th scope="row">全年执行数</th><td>万元</td><td class="number">1868.17</td>' in page
    assert 'aria-label="得分和预算完成率：自评得分2021年度88.5分、2022年度96分；预算完成率2021年度100%' in page
    assert page.count("<polyline") == 4


def test_unit_with_one_year_has_its_figures_but_no_trend(edition, settings):
    page = read(settings, "departments/101/index.html")

    assert "自评得分" in page
    assert "<svg" not in page


def test_data_that_are_damaged_leave_the_other_pages_whole(edition, settings):
    folder = settings.PUBLIC_ROOT / edition.folder
    folder.chmod(0o755)
    (folder / "data.json").chmod(0o644)
    (folder / "data.json").write_text("{", encoding="utf-8")

    write_all_pages()

    assert "青石街道办事处" in read(settings, "departments/101/index.html")
    assert "主要数据" not in read(settings, "departments/101/index.html")


def test_landing_page_lists_code_and_hash_of_every_file(edition, settings):
    page = read(settings, "2022/101/index.html")
    manifest = json.loads(read(settings, f"{edition.folder}/manifest.json"))

    assert f"<code>{edition.code[:4]}-{edition.code[4:]}</code>" in page
    assert all(file["sha256"] in page for file in manifest["files"])
    assert 'id="edition-1"' in page


def test_feed_tells_of_publication_with_relative_addresses(edition, settings):
    [entry] = entries(settings)

    assert entry.findtext(f"{ATOM}title") == f"{SECOND.title}（第1版）"
    assert entry.find(f"{ATOM}link").get("href") == "2022/101/1/index.html"
    assert entry.findtext(f"{ATOM}updated") == "2023-05-31T10:36:00+08:00"
    assert "自评得分 96.00 分" in entry.findtext(f"{ATOM}summary")


def test_feed_and_pages_take_what_people_write(settings):
    edition = put(Report(2022, "101", "青石<街道>&“办事处”"), change_note="改\x0b正 <b>")
    write_pages_of(edition.evaluation)

    assert entries(settings)[0].findtext(f"{ATOM}summary").endswith("更正说明：改正 <b>")
    assert "<街道>" not in read(settings, "departments/101/index.html")
    assert search_rows(settings)[0]["unit"] == "青石<街道>&“办事处”"


def test_sitemap_needs_the_address_of_the_portal(edition, settings):
    assert not (settings.PUBLIC_ROOT / "sitemap.xml").exists()
    configure(address="https://www.example.gov.cn/jx/")

    write_all_pages()

    index = ElementTree.fromstring(read(settings, "sitemap.xml"))
    pages = ElementTree.fromstring(read(settings, "sitemap-2022.xml"))
    assert [loc.text for loc in index.iter(f"{SITEMAPS}loc")] == ["https://www.example.gov.cn/jx/sitemap-2022.xml"]
    assert [loc.text.removeprefix("https://www.example.gov.cn/jx/") for loc in pages.iter(f"{SITEMAPS}loc")] == [
        "2022/index.html", "2022/101/index.html", "2022/101/1/index.html",
    ]  # fmt: skip
    assert 'xml:base="https://www.example.gov.cn/jx/"' in read(settings, "feed.xml")


def test_corrected_report_leads_to_the_new_edition_everywhere(edition, settings):
    Edition.objects.filter(pk=edition.pk).update(status="superseded")
    new = put(
        Report(2022, "101", "青石街道办事处", "95.00"), number=2, evaluation=edition.evaluation, change_note="订正"
    )
    write_pages_of(edition.evaluation)

    landing = read(settings, "2022/101/index.html")
    assert (settings.PUBLIC_ROOT / edition.folder / "report.pdf").is_file()
    assert '现行版次：<a href="2/index.html">第2版</a>' in landing
    assert '<a href="1/index.html">第1版</a><span class="state">已被更正</span>' in landing
    assert [entry.findtext(f"{ATOM}title")[-5:] for entry in entries(settings)] == ["（第2版）", "（第1版）"]
    [row] = search_rows(settings)
    assert (row["score"], row["state"]) == ("95.00", "现行")
    assert row["codes"].replace("-", "").split() == [new.code, edition.code]
    assert '<td class="number">95</td>' in read(settings, "departments/101/index.html")


def test_withdrawn_report_leaves_its_sentence_and_nothing_of_its_content(edition, settings):
    sentence = f"已于 2023-05-30 10:36 撤回。理由：{REASON}"

    withdraw(edition)

    assert f"<p>第1版{sentence}</p>" in read(settings, "2022/101/1/index.html")
    assert f"<p>本报告{sentence}</p>" in read(settings, "2022/101/index.html")
    assert entries(settings)[0].findtext(f"{ATOM}summary") == f"第1版{sentence}"
    assert entries(settings)[0].findtext(f"{ATOM}title") == f"{SECOND.title}（已撤回）"
    for address in ("2022/index.html", "types/street/2022.html", "departments/101/index.html"):
        assert '<td class="state">已撤回</td>' in read(settings, address)
    assert "撤回第1版" in read(settings, "index.html")
    [row] = search_rows(settings)
    assert (row["state"], row["score"], row["grade"]) == ("已撤回", "", "")
    left = [path for path in settings.PUBLIC_ROOT.rglob("*") if path.is_file()]
    assert not [path for path in left if "96.00" in path.read_text(encoding="utf-8", errors="replace")]


def test_hash_of_a_withdrawn_file_is_still_known(edition, settings):
    manifest = json.loads(read(settings, f"{edition.folder}/manifest.json"))

    withdraw(edition)

    page = read(settings, "2022/101/index.html")
    assert next(file["sha256"] for file in manifest["files"] if file["name"] == "report.pdf") in page
    assert 'data-status="withdrawn"' in page
