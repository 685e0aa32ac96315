"""Files as administrators send them, and the way from sending one to its result."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from reports.models import BulkImport, Job
from tests.departments.workbooks.files import workbook
from tests.pages import text_of

UNITS = ("预算编码", "单位全称", "单位类型", "上级单位编码")
PEOPLE = ("用户名", "姓名", "预算编码", "角色")
FIGURES = ("预算编码", "项目", "年初预算数（元）", "预算调整数（元）", "全年执行数（元）")


def csv_of(*rows, encoding="utf-8-sig"):
    return SimpleUploadedFile("导入.csv", "\n".join(",".join(map(str, row)) for row in rows).encode(encoding))


def xlsx_of(*rows, change=None):
    return SimpleUploadedFile("导入.xlsx", workbook({"表": rows}, change))


def send(client, kind, file, **fields):
    """Upload a file; return the page that answers, the preview where there is one."""
    return client.post(reverse("reports:import_add", args=[kind]), {"file": file} | fields, follow=True)


def problems_in(page):
    return [str(problem) for problem in page.context["problems"].get("first", ())]


def changes_in(page):
    return [(one.row, one.subject, one.what, one.label, one.old, one.new) for one in page.context["page"].object_list]


def confirm(client, page, on_commit):
    """Confirm what a preview shows; return the job when it is done."""
    found = BulkImport.objects.latest("pk")
    with on_commit():
        client.post(
            reverse("reports:import_preview", args=[found.pk]), {"fingerprint": page.context["plan"].fingerprint}
        )
    return Job.objects.get(bulk_import=found)


def import_file(client, kind, file, on_commit, **fields):
    """Send and confirm a file that nothing is wrong with; return the job."""
    page = send(client, kind, file, **fields)
    assert "将新增" in text_of(page), text_of(page)
    job = confirm(client, page, on_commit)
    assert job.status == Job.Status.DONE, job.messages
    return job


def result_of(client, job):
    """Download the result and return its rows below the heads, None when it cannot be had."""
    response = client.post(reverse("reports:import_result", args=[job.pk]))
    if response.status_code == 302:
        return None
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(min_row=2, values_only=True))
