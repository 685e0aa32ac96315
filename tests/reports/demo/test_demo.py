import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from departments.models import User
from reports.demo.content import content
from reports.demo.people import ACCOUNTS
from reports.demo.play import _enter
from tests.reports.demo.conftest import squeezed
from tests.reports.demo.facts import PRINTED_WRONG, expected_figures, read_facts

pytestmark = [pytest.mark.pdf, pytest.mark.files]


def test_the_demo_reaches_96_and_a_published_report(demo):
    assert (demo["score"], demo["grade"]) == ("96.00", "优")
    assert Path(demo["html"]).name == "index.html"
    assert Path(demo["pdf"]).read_bytes().startswith(b"%PDF-")


def test_a_second_call_prints_the_same(installation, demo):
    assert json.loads(installation.manage("demo", "--format", "json").stdout) == demo


def test_the_plain_output_names_score_paths_and_accounts(installation, demo):
    printed = installation.manage("demo").stdout

    assert "自评得分 96.00，等级 优" in printed
    assert demo["pdf"] in printed
    assert all(account.username in printed for account in ACCOUNTS)


def test_every_right_figure_of_the_real_report_is_in_page_and_pdf(page_text, pdf_text):
    figures = [(name, squeezed(text)) for name, text in expected_figures(read_facts())]

    assert [found for found in figures if found[1] not in page_text] == []
    assert [found for found in figures if found[1] not in pdf_text] == []


@pytest.mark.parametrize("wrong", PRINTED_WRONG.values(), ids=PRINTED_WRONG.keys())
def test_what_the_real_report_has_wrong_is_in_neither(page_text, pdf_text, wrong):
    assert wrong not in page_text
    assert wrong not in pdf_text


def test_nothing_of_nothing_is_worded_one_way(page_text):
    assert page_text.count("不适用（无预算、无支出）") == page_text.count("不适用（") >= 3
    assert page_text.count("注：“不适用”指无预算、无支出。") == 2
    assert page_text.count("无可比基数") == 2
    assert "0.00万元）×100%=100%" not in page_text


def test_page_and_pdf_agree_on_the_total(page_text, pdf_text):
    for text in (page_text, pdf_text):
        assert text.count("2022年度自评得分96分，等级为“优”") >= 1


@pytest.mark.parametrize("private", ["filled_by", "head", "phone"])
def test_no_person_is_in_any_file_of_the_edition(edition_texts, private):
    secret = content()["signature"][private]

    assert not [name for name, text in edition_texts.items() if secret in text]


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_no_account_is_in_any_file_of_the_edition(edition_texts, account):
    assert not [name for name, text in edition_texts.items() if account.full_name in text]


def test_word_and_tables_have_the_figures_too(edition_texts):
    word = squeezed(re.sub(r"<[^>]+>", "", edition_texts["report.docx"]))
    figures = [(name, squeezed(text)) for name, text in expected_figures(read_facts())]

    assert [found for found in figures if found[1] not in word] == []
    assert "部门整体支出绩效自评表" in edition_texts["tables.xlsx"]


def test_the_index_number_is_the_real_one(demo):
    assert "t945037-0601-2023-0007" in Path(demo["html"]).read_text(encoding="utf-8")


def test_data_and_manifest_stand_beside_the_page(demo):
    folder = Path(demo["html"]).parent
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    assert {"index.html", "report.pdf", "data.json"} <= {file["name"] for file in manifest["files"]}
    assert json.loads((folder / "data.json").read_text(encoding="utf-8"))["total"] == "96.00"


@pytest.mark.django_db
def test_a_database_with_other_data_is_refused():
    User.objects.create_user("somebody")

    with pytest.raises(CommandError, match="数据库中已有其他数据"):
        call_command("demo")


@pytest.mark.django_db
def test_an_interrupted_demo_goes_on(capsys):
    _enter()

    call_command("demo", "--format", "json")

    assert json.loads(capsys.readouterr().out)["score"] == "96.00"


def test_a_second_office_is_left_for_trying(installation, demo):
    ask = "from departments.models import Evaluation as E; print(*E.objects.values_list('status', 'cycle__year'))"
    found = installation.manage("shell", "--verbosity", "0", "-c", ask).stdout

    assert "('published', 2022)" in found
    assert "('draft', " in found
