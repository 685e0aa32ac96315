"""`manage.py proofread` reads files without a database and says by its exit code whether they may go out."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from reports.checks.sample_report import SAMPLE

WRONG_TOTAL = SAMPLE.replace("自评总得分为96.8分", "自评总得分为98分")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def files(tmp_path):
    (tmp_path / "right.txt").write_text(SAMPLE, encoding="gb18030")
    (tmp_path / "wrong.html").write_text(
        "".join(f"<p>{line}</p>" for line in WRONG_TOTAL.split("\n")), encoding="utf-8"
    )
    (tmp_path / "broken.docx").write_bytes(b"PK")
    (tmp_path / "ignored.png").write_bytes(b"png")
    return tmp_path


def proofread(*arguments):
    """Return the exit code, what was printed, and what was said of unreadable files."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("proofread", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_clean_report_ends_with_0(files):
    code, printed, _ = proofread(files / "right.txt")

    assert code == 0
    assert "校验：阻断0项，需说明0项，提示0项" in printed


def test_blocking_finding_ends_with_1_and_is_named_with_its_line(files):
    code, printed, _ = proofread(files / "wrong.html")

    assert code == 1
    assert "阻断 A02-printed 第71行：写有“自评总得分为98分”，各项得分相加为96.8分，请改正。" in printed


def test_unreadable_file_ends_with_2_and_hides_no_other(files):
    code, printed, said = proofread(files)

    assert code == 2
    assert "broken.docx" in said
    assert "== right.txt" in printed
    assert "== wrong.html" in printed
    assert "ignored" not in printed + said


def test_missing_file_is_unreadable(files):
    code, printed, said = proofread(files / "nowhere.txt")

    assert (code, printed) == (2, "")
    assert "打不开" in said


def test_json_has_one_object_per_file_with_what_was_read_and_found(files):
    code, printed, _ = proofread(files, "--format", "json")
    broken, right, wrong = map(json.loads, printed.splitlines())

    assert code == 2
    assert (broken["read"], broken["findings"]) == (None, [])
    assert right["findings"] == []
    assert set(right["read"]) == {
        *("title", "department", "publisher", "year", "header", "totals", "grade", "budget", "ratios", "indicators")
    }
    assert right["read"]["totals"] == [{"value": "96.8", "line": 71}]
    assert right["read"]["indicators"][4] == {
        "path": ["产出指标", "时效指标", "民生补贴按时发放率"],
        "points": "10",
        "score": "10",
        "line": 38,
        "inferred": True,
    }
    assert right["read"]["budget"]["全年执行"] == "2058"
    assert right["read"]["budget"]["execution"] == {"points": "10", "score": "9.8", "line": 19}
    assert [set(finding) for finding in wrong["findings"]] == [
        {"id", "severity", "message", "line", "quote", "expected", "actual"}
    ]
    assert (wrong["findings"][0]["line"], wrong["findings"][0]["quote"]) == (71, "自评总得分为98分")


def test_page_marks_the_words_and_escapes_the_text(files):
    (files / "page.txt").write_text(f"<script>alert(1)</script>\n{WRONG_TOTAL}", encoding="utf-8")

    _, printed, _ = proofread(files / "page.txt", "--format", "html")

    assert "<mark>自评总得分为98分</mark>" in printed
    assert '<p class="block"><strong>阻断 A02-printed</strong>' in printed
    assert "<script" not in printed


def test_results_go_to_a_folder_when_asked(files):
    code, printed, _ = proofread(files / "wrong.html", "--format", "html", "--output", files / "results")

    assert (code, printed) == (1, "")
    assert "自评总得分为98分" in (files / "results" / "wrong.html.html").read_text(encoding="utf-8")


@pytest.mark.files
def test_no_database_is_needed(files):
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}

    run = subprocess.run(
        [sys.executable, "manage.py", "proofread", str(files / "right.txt")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr.decode()
