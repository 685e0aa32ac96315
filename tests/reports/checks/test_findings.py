"""What a finding says of itself."""

import pytest

from reports.checks import CHECKS, Severity, run
from reports.checks.differing import difference_of
from reports.checks.edits import adding_text
from reports.checks.texts import sentence_around
from reports.snapshot import DutyFacts
from tests.reports.checks.test_checks import CONTEXT
from tests.reports.snapshots import make_snapshot


@pytest.mark.parametrize(
    ("severity", "label"),
    [
        pytest.param(Severity.BLOCK, "阻断", id="block"),
        pytest.param(Severity.EXPLAIN, "需说明", id="explain"),
        pytest.param(Severity.HINT, "提示", id="hint"),
    ],
)
def test_severities_have_their_official_names(severity, label):
    assert severity.label == label


@pytest.mark.parametrize(
    ("identifier", "blocks"),
    [
        pytest.param("C01-duties", True, id="blocking"),
        pytest.param("C06", False, id="to be explained"),
        pytest.param("C10", False, id="hint"),
    ],
)
def test_only_blocking_findings_stop_the_report(identifier, blocks):
    entry = CHECKS[identifier]

    assert {finding.blocks for finding in entry.findings(entry.bad(make_snapshot()), CONTEXT)} == {blocks}


TEXT = "各项任务全部完成。补贴发放及时性及时性较好。群众满意。"


def doubled(**sections):
    snapshot = make_snapshot(sections={**make_snapshot().sections, **sections})
    return [finding for finding in run(snapshot, CONTEXT) if finding.check_id == "T07"]


def test_finding_in_a_text_names_its_stretch_and_how_to_put_it_right():
    (finding,) = doubled(preamble=TEXT)

    start, end = finding.place.span
    assert TEXT[start:end] == finding.actual == "及时性及时性"
    assert finding.replacement == "及时性"
    assert (finding.place.input, finding.content) == ("preamble-text", "补贴发放及时性及时性较好。")


@pytest.mark.parametrize(
    ("text", "is_the_same"),
    [
        pytest.param(TEXT.replace("群众满意", "群众很满意"), True, id="another sentence edited"),
        pytest.param(f"新写一句。{TEXT}", True, id="moved"),
        pytest.param(TEXT.replace("补贴发放", "补贴  发放"), True, id="blanks"),
        pytest.param(TEXT.replace("较好", "很好"), False, id="the offending sentence edited"),
    ],
)
def test_fingerprint_follows_the_offending_content_alone(text, is_the_same):
    (before,), (after,) = doubled(preamble=TEXT), doubled(preamble=text)

    assert (before.fingerprint == after.fingerprint) is is_the_same


def test_fingerprint_tells_places_apart_but_not_the_position_in_a_list():
    (preamble,), (result,) = doubled(preamble=TEXT), doubled(result_use=TEXT)
    first, second = (
        next(finding for finding in run(make_snapshot(duties=duties), CONTEXT) if finding.check_id == "T07")
        for duties in ((DutyFacts("职责", TEXT),), (DutyFacts("组织"), DutyFacts("职责", TEXT)))
    )

    assert preamble.fingerprint != result.fingerprint
    assert first.place != second.place
    assert first.fingerprint == second.fingerprint


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        pytest.param((0, 2), "甲乙。", id="first"),
        pytest.param((3, 4), "丙丁！", id="second"),
        pytest.param((6, 8), "戊己", id="last, not closed"),
        pytest.param((1, 4), "甲乙。丙丁！", id="over two"),
        pytest.param((2, 3), "甲乙。", id="the stop itself"),
    ],
)
def test_sentence_around_a_stretch(span, sentence):
    assert sentence_around("甲乙。丙丁！戊己", span) == sentence


@pytest.mark.parametrize(
    ("expected", "actual", "difference"),
    [
        pytest.param("96.8分", "自评总得分为98分", "多1.2分", id="points behind words"),
        pytest.param("1868.17万元", "18661700元", "少2万元", id="money in two units"),
        pytest.param("100%", "98.5%", "少1.5个百分点", id="rates"),
        pytest.param("1,200元", "1200元", "", id="the same"),
        pytest.param("37", "40", "多3", id="bare numbers"),
        pytest.param("不超过37", "40", "", id="a limit"),
        pytest.param("不低于95%", "90%", "", id="a limit with a unit"),
        pytest.param("30人", "5%", "", id="other measures"),
        pytest.param("2022年度", "2021年度", "", id="years"),
        pytest.param("2023年1月1日以后", "2022年12月30日", "", id="days"),
        pytest.param("〔2020〕3号", "[2020]3号", "", id="document numbers"),
        pytest.param("及时性", "及时性及时性", "", id="words"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_difference_of_two_numbers_is_told_in_the_unit_that_is_expected(expected, actual, difference):
    assert difference_of(expected, actual) == difference


def test_finding_tells_by_how_much_a_figure_is_wrong():
    snapshot = adding_text("全年执行数为1886.17万元。")(make_snapshot())

    (finding,) = run(snapshot, CONTEXT)

    assert (finding.expected, finding.difference) == ("1868.17万元", "多18万元")
