import json
import subprocess

import page
import pypdfium2
import pytest

from reports.rendering.archival import Embedded
from reports.rendering.pdf import render_pdf

pytestmark = pytest.mark.pdf

PAGE = '<html lang="zh-CN"><title>页</title><style>body {{ font-family: "FandolFang R" }}</style><h1>{}</h1></html>'
DATA = Embedded("data.json", "自评数据", '{"总分": "96.00"}'.encode())
TABLES = Embedded("tables.xlsx", "自评表", b"PK\3\4 a workbook", "Supplement")


@pytest.fixture(scope="module")
def pdf():
    return render_pdf(PAGE.format("报告"), timeout=60, embedded=[DATA, TABLES]).pdf


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_pdf_with_files_inside_conforms_to_both_standards(pdf, profile):
    report = page.validate_pdf_bytes(pdf, profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_empty_corner_above_a_column_of_headers_conforms_and_empty_data_stay_data(tmp_path):
    table = (
        "<table><tr><td></td><th scope=col>指标</th></tr><tr><th scope=row>产出</th><td></td></tr>"
        "<tr><th scope=row>效益</th><td>8</td></tr></table>"
    )
    content = render_pdf(PAGE.format("报告").replace("</html>", f"{table}</html>"), timeout=60, embedded=[DATA]).pdf

    assert page.validate_pdf_bytes(content, profile="ua1").failures == []
    (tmp_path / "report.pdf").write_bytes(content)
    command = ["qpdf", "--json", "--json-key=qpdf", str(tmp_path / "report.pdf")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert [said.count(f'"/S": "/{kind}"') for kind in ("TH", "TD")] == [4, 2]


def test_cell_beside_one_that_spans_rows_has_its_headers():
    table = (
        "<table><tr><th rowspan=2 scope=rowgroup>目标</th><th scope=col>预期目标</th><th scope=col>完成情况</th>"
        "</tr><tr><td>目标</td><td>情况</td></tr></table>"
    )
    content = render_pdf(PAGE.format("报告").replace("</html>", f"{table}</html>"), timeout=60).pdf

    assert page.validate_pdf_bytes(content, profile="ua1").failures == []


def test_files_come_out_as_they_went_in(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        found = {
            attachment.get_name(): bytes(attachment.get_data())
            for attachment in map(document.get_attachment, range(document.count_attachments()))
        }

    assert found == {DATA.name: DATA.content, TABLES.name: TABLES.content}


def test_pdf_says_once_how_each_of_its_files_relates_to_it(pdf, tmp_path):
    (tmp_path / "report.pdf").write_bytes(pdf)
    command = ["qpdf", "--json", "--json-key=qpdf", str(tmp_path / "report.pdf")]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["qpdf"][1]
    catalogue = answer[f"obj:{answer['trailer']['value']['/Root']}"]["value"]

    related = [answer[f"obj:{reference}"]["value"] for reference in catalogue["/AF"]]

    assert [(file["/F"], file["/AFRelationship"]) for file in related] == [
        ("u:data.json", "/Data"),
        ("u:tables.xlsx", "/Supplement"),
    ]


def test_same_files_give_the_same_bytes(pdf):
    assert render_pdf(PAGE.format("报告"), timeout=60, embedded=[DATA, TABLES]).pdf == pdf
