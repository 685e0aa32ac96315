import hashlib
import json
import re
import stat
import subprocess
from datetime import date
from io import StringIO

import page
import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator
from pypdfium2 import PdfDocument

from departments import clock
from departments.models import Department, Seal, SiteConfiguration
from departments.services import StaleRow
from departments.workflow import Status
from reports import services
from reports.data_schema import schema
from reports.editions.folders import FolderTaken
from reports.models import Edition, IndexNumber
from reports.rendering.errors import RenderingTimedOut
from tests.reports.files import text_of

pytestmark = [pytest.mark.files, pytest.mark.pdf]

DOWNLOADS = {"report.pdf", "report.docx", "tables.xlsx", "data.json"}
FILES = {"index.html", *DOWNLOADS, "manifest.json", "document.css", "portal.css"}


@pytest.fixture
def root(settings):
    return settings.PUBLIC_ROOT


def test_publishing_writes_one_folder_of_static_files(stage, root):
    edition = stage.published()

    folder = root / "2022" / stage.evaluation.department.code / "1"
    assert {path.name for path in folder.iterdir()} == FILES
    assert root / edition.folder == folder
    assert stage.reload().status == Status.PUBLISHED
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_row_and_folder_say_the_same(stage, root):
    edition = stage.published()

    content = (root / edition.folder / "manifest.json").read_bytes()
    manifest = json.loads(content)
    assert edition.manifest_sha256 == hashlib.sha256(content).hexdigest()
    assert (manifest["edition"], manifest["title"], manifest["format"]) == (1, edition.title, 1)
    assert manifest["created"] == "2023-05-30T10:36:00+08:00"
    assert manifest["supersedes"] is None
    assert (edition.score, edition.grade) == (stage.reload().scorecard.total, "优")


def test_manifest_proves_every_other_file(stage, root):
    folder = root / stage.published().folder

    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]

    assert {entry["name"] for entry in listed} == FILES - {"manifest.json"}
    for entry in listed:
        content = (folder / entry["name"]).read_bytes()
        assert (entry["size"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_files_are_read_only(stage, root):
    folder = root / stage.published().folder

    assert stat.S_IMODE(folder.stat().st_mode) == 0o555
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o444}


def test_page_carries_header_block_and_government_tags(stage, root):
    edition = stage.published()
    site = SiteConfiguration.current()

    page = (root / edition.folder / "index.html").read_text(encoding="utf-8")

    tags = dict(re.findall(r'<meta name="([A-Za-z]+)" content="([^"]*)">', page))
    terms = dict(re.findall(r"<dt>(.+?)</dt><dd>(.*?)</dd>", page))
    assert tags["SiteName"] == site.site_name
    assert tags["SiteIDCode"] == site.site_code
    assert tags["ArticleTitle"] == edition.title
    assert tags["PubDate"] == "2023-05-30 10:36"
    assert tags["ContentSource"] == stage.evaluation.department.name
    assert tags["ColumnType"] == site.column_type
    assert list(terms) == ["索引号", "主题分类", "发布机构", "生成日期", "文件编号", "有效性", "公开范围", "公开方式"]
    assert terms["索引号"] == stage.evaluation.index_number.text
    assert terms["发布机构"] == stage.evaluation.department.name
    assert (terms["生成日期"], terms["公开方式"]) == ("2023-05-30 10:36", "主动公开")
    assert "主办单位" in page


def test_last_page_says_how_to_find_out_whether_a_copy_is_true(stage, root):
    edition = stage.published()
    folder = root / edition.folder
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    pdf = PdfDocument(folder / "report.pdf")

    last = "".join(pdf[len(pdf) - 1].get_textpage().get_text_range().split())

    assert edition.code == manifest["code"]
    assert f"核验码：{edition.code[:4]}-{edition.code[4:]}" in last
    assert f"核验网址：https://www.example.gov.cn/jxgk/2022/{stage.evaluation.department.code}/index.html" in last
    assert "扫码核验" in last


def test_header_block_is_worded_and_ordered_by_the_portal(stage, root):
    SiteConfiguration.objects.update(
        header_block="发布单位：发布机构\n体裁分类：“财政预算、决算”\n文号：文件编号（空则不显示）\n发文日期：生成日期"
    )

    page = (root / stage.published().folder / "index.html").read_text(encoding="utf-8")

    assert re.findall(r"<dt>(.+?)</dt><dd>(.*?)</dd>", page) == [
        ("发布单位", stage.evaluation.department.name),
        ("体裁分类", "财政预算、决算"),
        ("发文日期", "2023-05-30"),
    ]


def test_data_of_an_edition_keep_to_their_schema(stage, root):
    data = json.loads((root / stage.published().folder / "data.json").read_text(encoding="utf-8"))

    assert [error.message for error in Draft202012Validator(schema()).iter_errors(data)] == []


def test_page_links_to_the_pdf_with_size_and_hash(stage, root):
    folder = root / stage.published().folder

    page = (folder / "index.html").read_text(encoding="utf-8")

    assert all(f'href="{name}"' in page for name in DOWNLOADS)
    assert hashlib.sha256((folder / "report.pdf").read_bytes()).hexdigest() in page


def test_page_works_from_any_folder(stage, root):
    folder = root / stage.published().folder

    page = (folder / "index.html").read_text(encoding="utf-8")

    for address in re.findall(r'(?:href|src)="([^"#]+)', page):
        assert not address.startswith(("/", "http:", "https:")), address
        assert address.startswith("data:") or (folder / address).resolve().is_file(), address


def test_report_appears_under_the_name_of_its_own_unit_only(stage, root):
    """Neither the person who publishes nor the configuration can put another name there."""
    stage.reviewed()
    services.publish_now(stage.evaluation, actor=stage.publisher)
    folder = root / stage.reload().editions.get().folder

    page = (folder / "index.html").read_text(encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["publisher"] == stage.evaluation.department.name
    assert stage.other.name not in page
    with pytest.raises(TypeError):
        services.publish_now(stage.evaluation, actor=stage.publisher, publisher=stage.other.name)


def test_no_person_and_no_review_is_published(stage, root):
    stage.submitted()
    services.return_for_changes(stage.reload(), actor=stage.reviewer, reason="内部退回意见")
    folder = root / stage.changed().published().folder
    evaluation = stage.reload()
    people = [stage.preparer, stage.reviewer, stage.publisher]
    private = [evaluation.filled_by, evaluation.phone, "内部退回意见", *(person.full_name for person in people)]
    private += [person.username for person in people]

    texts = {path.name: text_of(path) for path in folder.iterdir()}
    for name in DOWNLOADS - {"data.json"}:
        assert stage.evaluation.department.name in texts[name]

    found = [(name, secret) for name, text in texts.items() for secret in filter(None, private) if secret in text]
    assert found == []


def test_pdf_carries_the_data_and_the_tables_inside(stage, root):
    folder = root / stage.published().folder

    with PdfDocument(folder / "report.pdf") as document:
        found = {
            attachment.get_name(): bytes(attachment.get_data())
            for attachment in map(document.get_attachment, range(document.count_attachments()))
        }

    assert found == {name: (folder / name).read_bytes() for name in ("data.json", "tables.xlsx")}


def test_published_pdf_conforms_to_both_standards(stage, root):
    """The validator takes a stream that ends with 0x0D for too short: that lengths are right, qpdf says."""
    pdf = root / stage.published().folder / "report.pdf"

    failures = [
        one for profile in ("ua1", "3a") for one in page.validate_pdf_bytes(pdf.read_bytes(), profile=profile).failures
    ]

    assert [(one.rule_id, one.message) for one in failures if one.rule_id != "PDFA3A-STREAM-LENGTH-001"] == []
    assert subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=False).returncode == 0


def test_index_number_is_assigned_once_and_never_reused(stage):
    first = stage.published()
    number = IndexNumber.objects.get()

    second = stage.corrected()

    assert (first.number, second.number) == (1, 2)
    assert IndexNumber.objects.get() == number
    assert (number.serial, Department.objects.get(pk=stage.evaluation.department_id).next_serial) == (
        number.serial,
        number.serial + 1,
    )


def test_index_number_tolerates_an_empty_part(stage):
    SiteConfiguration.objects.update(index_category="")
    Department.objects.filter(pk=stage.evaluation.department_id).update(next_serial=165)

    stage.published()

    number = IndexNumber.objects.get()
    assert number.text == f"{stage.evaluation.department.index_code}--2023-0165"


def test_correction_is_a_new_edition_and_the_old_one_stays(stage, root):
    first = stage.published()
    before = {path.name: path.read_bytes() for path in (root / first.folder).iterdir()}

    second = stage.corrected("补充社会效益说明")

    first.refresh_from_db()
    manifest = json.loads((root / second.folder / "manifest.json").read_text(encoding="utf-8"))
    assert (first.status, second.status) == ("superseded", "current")
    assert (manifest["supersedes"], manifest["change_note"]) == (1, "补充社会效益说明")
    assert {path.name: path.read_bytes() for path in (root / first.folder).iterdir()} == before
    assert "补充社会效益说明" in (root / second.folder / "index.html").read_text(encoding="utf-8")


def test_evaluation_that_changed_meanwhile_is_not_published(stage, root):
    """Somebody returns the evaluation while its PDF is being made."""
    stage.reviewed()

    def meddle(percent, message):
        if percent == 70:
            services.return_for_changes(stage.reload(), actor=stage.reviewer, reason="数字有误")

    with pytest.raises(StaleRow):
        services.publish_now(stage.evaluation, actor=stage.publisher, report=meddle)

    assert not Edition.objects.exists()
    assert list(root.rglob("manifest.json")) == []
    assert stage.reload().status == Status.RETURNED


def test_failure_leaves_nothing_behind_and_can_be_repeated(stage, root, settings):
    stage.reviewed()
    settings.RENDER_TIMEOUT = 0.001

    with pytest.raises(RenderingTimedOut):
        services.publish_now(stage.evaluation, actor=stage.publisher)

    assert not root.exists()
    assert stage.reload().status == Status.APPROVED
    settings.RENDER_TIMEOUT = 60
    assert services.publish_now(stage.evaluation, actor=stage.publisher).number == 1


def test_nothing_is_published_where_something_stands(stage, root, settings):
    stage.reviewed()

    def occupy(percent, message):
        if percent == 70:
            (root / "2022" / stage.evaluation.department.code / "1").mkdir(parents=True)

    with pytest.raises(FolderTaken):
        services.publish_now(stage.evaluation, actor=stage.publisher, report=occupy)

    assert not Edition.objects.exists()
    assert stage.reload().status == Status.APPROVED
    assert list(settings.STAGING_ROOT.glob("edition-*")) == []


def test_lists_that_cannot_be_written_do_not_undo_the_publication(stage, root):
    stage.reviewed()
    root.mkdir(parents=True)
    (root / "departments").write_text("a file where a folder should be", encoding="utf-8")
    told = []

    edition = services.publish_now(stage.evaluation, actor=stage.publisher, report=lambda *said: told.append(said))

    assert (root / edition.folder / "index.html").is_file()
    assert told[-1] == (95, "报告已公开；目录页面暂未更新，系统会自动补上。")


def test_snapshot_is_kept_whole_in_the_row(stage):
    edition = stage.published()

    assert edition.snapshot["department"]["name"] == stage.evaluation.department.name
    assert edition.snapshot["filled_by"] == stage.evaluation.filled_by


def test_title_and_date_follow_the_business_clock(stage):
    edition = stage.published()

    assert "2022年度" in edition.title
    assert edition.published_at == clock.now()
    assert clock.today() == date(2023, 5, 30)


def test_manifest_carries_the_head_of_the_sealed_log(stage, root):
    folder = stage.published().folder

    noted = json.loads((root / folder / "manifest.json").read_text(encoding="utf-8"))["audit_log"]

    seal = Seal.objects.get(position=noted["entries"])
    assert noted["head"] == seal.digest
    assert noted["entries"] == Seal.objects.latest("position").position > 0
    call_command("verify_log", stdout=(output := StringIO()))
    assert "与外部记录2处一致" in output.getvalue()
