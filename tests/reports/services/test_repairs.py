"""Texts are put right at a click where a check proposes it, through the one door, and back again."""

import pytest

from departments.models import AuditEntry
from departments.services import Locked, save_screen
from departments.writes import Write
from indicators.services import save_and_rescore
from reports.services import findings_of
from reports.services.repairs import CannotRepair, proposals_of, repair, undo

DOUBLED = "发放及时性及时性较好，整改整改到位。"


@pytest.fixture
def broken(stage):
    """Doubled words in a chapter and in an indicator."""
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = f"{row.text}\n{DOUBLED}"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)
    leaf = stage.evaluation.indicators.get(name="民生保障数量")
    leaf.narrative = f"{leaf.narrative}任务任务完成。"
    save_and_rescore(stage.evaluation, [Write(leaf, leaf.version, ["narrative"])], actor=stage.preparer)
    return stage


def proposals(stage):
    return proposals_of(stage.evaluation, findings_of(stage.reload()))


def texts(stage):
    section = stage.evaluation.sections.get(key="performance_management").text
    return section.splitlines()[-1], stage.evaluation.indicators.get(name="民生保障数量").narrative[-7:]


def test_proposals_are_shown_as_a_difference_and_change_nothing(broken):
    shown = [(one.lead, one.before, one.after, one.rest) for one in proposals(broken)]

    assert shown[0] == ("发放", "及时性及时性", "及时性", "较好，整改整改到位。")
    assert [one[1:3] for one in shown[1:]] == [("整改整改", "整改"), ("任务任务", "任务")]
    assert texts(broken)[0] == DOUBLED


def test_what_is_chosen_is_put_right_and_logged(broken):
    first, second, third = proposals(broken)

    repair(broken.evaluation, [first.key, third.key], actor=broken.preparer)

    assert texts(broken) == ("发放及时性较好，整改整改到位。", texts(broken)[1])
    assert texts(broken)[1].endswith("。任务完成。")
    assert [one.before for one in proposals(broken)] == [second.before]
    assert {entry.action for entry in AuditEntry.objects.order_by("-pk")[:3]} == {
        "repair.add",
        "section.change",
        "indicator.change",
    }


def test_several_stretches_of_one_text_are_put_right_together(broken):
    repair(broken.evaluation, [one.key for one in proposals(broken)], actor=broken.preparer)

    assert texts(broken)[0] == "发放及时性较好，整改到位。"
    assert proposals(broken) == []


def test_undoing_puts_back_what_nobody_has_edited_since(broken):
    before = texts(broken)
    made = repair(broken.evaluation, [one.key for one in proposals(broken)], actor=broken.preparer)
    leaf = broken.evaluation.indicators.get(name="民生保障数量")
    leaf.narrative = "另写一段完成情况。"
    save_and_rescore(broken.evaluation, [Write(leaf, leaf.version, ["narrative"])], actor=broken.preparer)

    assert undo(made, actor=broken.preparer) == 1

    assert texts(broken)[0] == before[0]
    assert broken.evaluation.indicators.get(name="民生保障数量").narrative == "另写一段完成情况。"
    assert AuditEntry.objects.filter(action="repair.cancel").count() == 1


def test_what_has_changed_meanwhile_is_not_put_right(broken):
    keys = [one.key for one in proposals(broken)]
    row = broken.evaluation.sections.get(key="performance_management")
    row.text = "全部改写。"
    save_screen(broken.evaluation, [Write(row, row.version, ["text"])], actor=broken.preparer)

    with pytest.raises(CannotRepair, match="已有变化"):
        repair(broken.evaluation, keys, actor=broken.preparer)


def test_nothing_is_put_right_after_submission(stage):
    with pytest.raises(Locked):
        repair(stage.submitted().evaluation, ["x"], actor=stage.preparer)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("依据东财绩[2020]3号执行。", "依据东财绩〔2020〕3号执行。"),
        ("截止2022年12月31日全部完成。", "截至2022年12月31日全部完成。"),
        (DOUBLED, "发放及时性较好，整改到位。"),
        ("很好的完成了任务。", "很好地完成了任务。"),
        ("走访312户(含低保户),全部建档!", "走访312户（含低保户），全部建档！"),
        ("改造１２００㎡，道路3.5km，补贴30万元元。", "改造1200平方米，道路3.5公里，补贴30万元。"),
        ("覆盖率为百分之95，合格率98％。", "覆盖率为95%，合格率98%。"),
        ("补贴(含及时性及时性),已到账。", "补贴（含及时性及时性），已到账。"),
    ],
    ids=["brackets", "as-of", "doubled", "particle", "width", "units", "percent", "overlapping"],
)
def test_each_safe_repair_is_offered_made_and_taken_back(stage, wrong, right):
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = f"{row.text}\n{wrong}"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)

    made = repair(stage.evaluation, [one.key for one in proposals(stage)], actor=stage.preparer)
    assert texts(stage)[0] == right

    undo(made, actor=stage.preparer)
    assert texts(stage)[0] == wrong


def test_overlapping_stretches_are_offered_one_after_the_other(stage):
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = f"{row.text}\n补贴(含及时性及时性)已到账。"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)

    while proposals(stage):
        (one,) = proposals(stage)
        repair(stage.evaluation, [one.key], actor=stage.preparer)

    assert texts(stage)[0] == "补贴（含及时性）已到账。"


def test_computed_figure_is_never_offered_as_a_repair(stage):
    row = stage.evaluation.sections.get(key="performance_management")
    row.text = f"{row.text}\n支出为30+30+29.99=89.97万元。"
    save_screen(stage.evaluation, [Write(row, row.version, ["text"])], actor=stage.preparer)

    assert "A09-text" in {finding.check_id for finding in findings_of(stage.reload())}
    assert proposals(stage) == []
