"""下载自评表, 下载报告: the workbook and the Word file over the web, marked while they are drafts."""

from io import BytesIO
from urllib.parse import unquote

import openpyxl
from django.urls import reverse
from docx import Document

from departments.models import Evaluation
from departments.workflow import Status
from tests.factories import make_evaluation, make_member

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(client, user, evaluation):
    client.force_login(user)
    response = client.get(reverse("reports:tables", args=[evaluation.pk]))
    return response, openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))


def name_of(response):
    return unquote(response["Content-Disposition"])


def test_a_draft_says_so_in_the_margin_and_in_its_name(client, stage):
    response, workbook = download(client, stage.preparer, stage.evaluation)

    assert response["Content-Type"] == XLSX
    assert "attachment" in response["Content-Disposition"]
    assert f"草稿-{stage.evaluation}自评表.xlsx" in name_of(response)
    assert workbook["自评表"].oddHeader.right.text == "草稿，未经公开"
    assert workbook["自评表"]["A1"].value == "部门整体支出绩效自评表"


def test_what_is_published_carries_no_mark(client, stage):
    Evaluation.objects.filter(pk=stage.reviewed().evaluation.pk).update(
        status=Status.PUBLISHED, published_at=stage.reload().approved_at
    )

    response, workbook = download(client, stage.publisher, stage.evaluation)

    assert "草稿" not in name_of(response)
    assert workbook["自评表"].oddHeader.right.text is None


def test_every_project_has_its_own_sheets(client, stage):
    _, workbook = download(client, stage.reviewer, stage.evaluation)

    projects = stage.evaluation.project_evaluations.count()
    forms = ["自评表", *(f"项目{number}自评表" for number in range(1, projects + 1))]
    assert workbook.sheetnames[: projects + 1] == forms
    assert len(workbook.sheetnames) == 3 * len(forms)


def test_evaluation_page_offers_the_download(client, stage):
    client.force_login(stage.preparer)

    page = client.get(reverse("reports:evaluation", args=[stage.evaluation.pk])).content.decode()

    assert f'href="{reverse("reports:tables", args=[stage.evaluation.pk])}"' in page
    assert "下载自评表（Excel）" in page


def test_an_empty_evaluation_can_be_downloaded_too(client, db):
    evaluation = make_evaluation()

    _, workbook = download(client, make_member(department=evaluation.department), evaluation)

    remarks = [cell.value for row in workbook["计分"].iter_rows() for cell in row]
    assert "“数量指标”下尚未设置三级指标，请补充。" in remarks


def test_word_file_of_a_draft_says_so_in_the_margin_and_in_its_name(client, stage):
    client.force_login(stage.preparer)

    response = client.get(reverse("reports:word", args=[stage.evaluation.pk]))

    word = Document(BytesIO(b"".join(response.streaming_content)))
    assert f"草稿-{stage.evaluation}报告.docx" in name_of(response)
    assert word.sections[0].header.paragraphs[0].text == "草稿，未经公开"
    assert stage.evaluation.department.name in word.paragraphs[0].text


def test_evaluation_page_offers_the_word_file(client, stage):
    client.force_login(stage.preparer)

    page = client.get(reverse("reports:evaluation", args=[stage.evaluation.pk])).content.decode()

    assert f'href="{reverse("reports:word", args=[stage.evaluation.pk])}"' in page
