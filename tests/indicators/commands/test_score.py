import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.indicators.commands.sheets import measured, scored

GOLDEN = {
    "G1: 125.25 of 150": (measured("execution", 10, "150", "125.25"), "8.35"),
    "G2: 76 percent": (measured("execution", 10, 100, 76), "7.60"),
    "G3: 909.93 of 928": (measured("positive", 10, 928, 909.93), "9.81"),
    "G5: target by actual": (measured("reverse_ratio", 10, 100, 120), "8.33"),
    "G5: linear": (measured("reverse_linear", 10, 100, 120), "8.00"),
    "G5: a tenth per percent": (measured("reverse_step", 10, 100, 120), "0.00"),
    "G5: a fifth of a point per percent": (measured("reverse_step", 10, 100, 120, deduction="0.2"), "6.00"),
    "G5: started percents": (measured("reverse_step", 10, 100, "100.4", deduction=1, count="started"), "9.00"),
    "G5: whole percents": (measured("reverse_step", 10, 100, "100.4", deduction=1, count="whole"), "10.00"),
    "G6: none allowed, none happened": (measured("reverse_linear", 10, 0, 0), "10.00"),
    "G6: none allowed, one happened": (measured("reverse_linear", 10, 0, 1), "0.00"),
    "G6: none allowed, one happened, by ratio": (measured("reverse_ratio", 10, 0, 1), "0.00"),
    "G7: nothing out of nothing": (measured("execution", 10, 0, 0), None),
    "G7: nothing out of nothing, own policy": (measured("execution", 10, 0, 0, zero_policy="zero"), "0.00"),
    "G8: lowest of the best grade": (measured("qualitative", 10, actual="8.00", grade="达成年度指标"), "8.00"),
    "G8: all of the best grade": (measured("qualitative", 10, actual=10, grade="full"), "10.00"),
    "G13: 30 of 37 posts": (
        measured("formula", 5, ratio="在职人员控制率", numerator=30, denominator=37, unit="人"),
        "5.00",
    ),
    "G15: overspent": (measured("execution", 10, 100, 120), "10.00"),
}


@pytest.mark.parametrize(("measurement", "score"), GOLDEN.values(), ids=GOLDEN)
def test_golden_scores(tmp_path, measurement, score):
    [found] = scored(tmp_path, [measurement])["scores"]

    assert (found["id"], found["score"]) == ("a", score)


@pytest.mark.parametrize(
    ("actual", "total", "grade"),
    [
        pytest.param("90.00", "90.00", "优", id="lowest 优"),
        pytest.param("89.995", "90.00", "优", id="rounded before it is graded"),
        pytest.param(89.994, "89.99", "良", id="rounded down"),
        pytest.param("80.00", "80.00", "良", id="lowest 良"),
        pytest.param("60.00", "60.00", "中", id="lowest 中"),
        pytest.param("59.99", "59.99", "差", id="below"),
    ],
)
def test_golden_grades(tmp_path, actual, total, grade):
    found = scored(tmp_path, [measured(points=100, target=100, actual=actual)])

    assert (found["total"], found["grade"]) == (total, grade)


def test_staff_of_37_posts_is_explained(tmp_path):
    measurement = measured("formula", 5, ratio="在职人员控制率", numerator=30, denominator=37)

    [found] = scored(tmp_path, [measurement])["scores"]

    assert "81.08%" in found["explanation"]["note"]


def test_overspending_is_warned_about(tmp_path):
    [found] = scored(tmp_path, [measured("execution", 10, 100, 120)])["scores"]

    assert "超过预算数" in found["explanation"]["warnings"][0]


def test_weights_with_decimals_add_up(tmp_path):
    parts = [measured(points=points, target=1, actual=1, id=key) for key, points in enumerate(["22.5"] * 4 + ["10"])]

    found = scored(tmp_path, parts)

    assert (found["total"], found["grade"]) == ("100.00", "优")


def test_what_does_not_apply_is_redistributed_on_a_line_of_its_own(tmp_path):
    found = scored(
        tmp_path,
        [
            measured("execution", 5, 0, 0, id="idle"),
            measured("positive", 95, 95, 93, id="rest"),
        ],
    )

    assert [score["score"] for score in found["scores"]] == [None, "93.00"]
    assert (found["raw_total"], found["total"], found["grade"]) == ("93.00", "97.89", "优")
    [line] = found["lines"]
    assert (line["before"], line["after"]) == ("93.00", "97.89")


def test_a_measurement_can_be_marked_as_not_applicable(tmp_path):
    sheet = [measured("positive", 5, 1, 1, id="idle", applicable=False), measured("positive", 95, 95, 93, id="rest")]

    found = scored(tmp_path, sheet)

    assert (found["scores"][0]["score"], found["total"]) == (None, "97.89")
    assert "不适用" in found["scores"][0]["explanation"]["sentence"]


def test_nothing_applies(tmp_path):
    found = scored(tmp_path, [measured("execution", 100, 0, 0)])

    assert (found["total"], found["grade"], found["raw_total"]) == (None, None, None)


@pytest.mark.parametrize("actual", [None, "", "—", "无"], ids=["absent", "empty", "dash", "none"])
def test_a_missing_actual_is_not_zero(tmp_path, actual):
    found = scored(tmp_path, [measured(points=100, target=1, actual=actual)])

    assert (found["scores"][0]["score"], found["total"], found["grade"]) == (None, None, None)
    assert "尚未填写" in found["scores"][0]["explanation"]["sentence"]


def test_null_is_a_missing_actual(tmp_path):
    found = scored(tmp_path, '{"measurements": [{"id": 1, "rule": "equal", "points": 1, "target": 2, "actual": null}]}')

    assert found["scores"][0]["score"] is None


def test_a_list_that_does_not_add_to_100_has_no_grade(tmp_path):
    found = scored(tmp_path, [measured(points=99, target=1, actual=1)])

    assert (found["total"], found["grade"], found["subtotals"]) == ("99.00", None, [])


def test_json_numbers_are_read_exactly(tmp_path):
    sheet = '{"measurements": [{"id": 7, "rule": "positive", "points": 1, "target": 1, "actual": 0.0049999999999}]}'

    [found] = scored(tmp_path, sheet)["scores"]

    assert (found["id"], found["score"]) == (7, "0.00")
    assert found["explanation"]["inputs"][1]["value"] == "0.0049999999999"


def test_the_scheme_of_the_file_counts(tmp_path):
    sheet = {"scheme": "donghu", "measurements": [measured("bands", 10, actual=75)]}

    assert scored(tmp_path, sheet)["scores"][0]["score"] == "6.00"


def test_the_national_scheme_is_the_default(tmp_path):
    assert scored(tmp_path, [measured("bands", 10, actual=75)])["scores"][0]["score"] == "3.00"


def test_the_scheme_of_the_command_line_overrules_the_file(tmp_path):
    sheet = {"scheme": "national-project", "measurements": [measured("bands", 10, actual=75)]}

    assert scored(tmp_path, sheet, "--scheme", "donghu")["scores"][0]["score"] == "6.00"


def test_a_scheme_file_decides_the_decimals(tmp_path):
    text = (settings.BASE_DIR / "indicators/schemes/donghu.toml").read_text(encoding="utf-8")
    scheme = tmp_path / "own.toml"
    scheme.write_text(text.replace("decimals = 2", "decimals = 1"), encoding="utf-8")

    found = scored(tmp_path, [measured(points=100, target=3, actual=1)], "--scheme", str(scheme))

    assert (found["scores"][0]["score"], found["total"]) == ("33.3", "33.3")


@pytest.mark.files
@pytest.mark.parametrize("source", ["file", "standard input"])
def test_no_database_is_needed(tmp_path, source):
    sheet = '\ufeff{"measurements": [{"id": "a", "rule": "execution", "points": 10, "target": 150, "actual": 125.25}]}'
    path = tmp_path / "sheet.json"
    path.write_text(sheet, encoding="utf-8")
    unreachable = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "VAR_DIR": str(tmp_path / "var")}

    done = subprocess.run(
        [sys.executable, "manage.py", "score", str(path) if source == "file" else "-"],
        cwd=settings.BASE_DIR,
        env=os.environ | unreachable,
        input=None if source == "file" else sheet,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert '"score": "8.35"' in done.stdout


@pytest.mark.files
def test_errors_end_with_status_1_and_every_place(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "score", "-"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"VAR_DIR": str(tmp_path / "var")},
        input='{"measurements": [{"id": "a", "rule": "none", "points": NaN}]}',
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert "measurements[0].rule" in done.stderr
    assert "measurements[0].points" in done.stderr
    assert "Traceback" not in done.stderr
