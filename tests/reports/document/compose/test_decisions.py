"""What was decided about points and scores is printed and published with its reason: 不考核, 批复, 自定得分, 扣分."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.scoring import DEFAULT, Measurement, Mode, Node, Overfulfilment, score, score_tree
from reports.document.blocks import Paragraph
from reports.document.compose import compose
from reports.public_view import public_view
from reports.snapshot import ApprovalFacts, LineFacts
from tests.reports.document.compose.plain_text import text_of
from tests.reports.snapshots import change_leaf, make_snapshot

NAME = "新建管理制度项数"
REASON = "上级已统一制定制度，本年度无此项工作。"
IDLE = {"is_applicable": False, "inapplicable_reason": REASON, "score": None, "actual": None, "explanation": None}


def rows_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def form_rows(snapshot):
    return rows_of(compose(snapshot).annexes[0].blocks[-1])


def explanation_rows(snapshot):
    return rows_of(compose(snapshot).annexes[-1].blocks[0])


def row_with(rows, text):
    [row] = [row for row in rows if text in row]
    return row


def published(snapshot, name=NAME):
    def leaves(nodes):
        for node in nodes:
            yield from leaves(node["children"]) if "children" in node else (node,)

    return next(leaf for leaf in leaves(public_view(snapshot)["indicators"]) if leaf["name"] == name)


def measured(name, points, target, actual):
    given = Measurement("positive", Decimal(points), Decimal(target), Decimal(actual))
    return Node(name, Decimal(points), measurement=given)


def with_line_of(children, **conventions):
    """Return a snapshot with the one step that the scoring core draws for this tree, and that step."""
    tree = Node("总分", sum((child.points for child in children), Decimal(0)), children)
    scored = score_tree(tree, replace(DEFAULT, **conventions))
    [line] = scored.lines
    facts = LineFacts(line.title, line.before, line.after, line.reason)
    changes = {"raw_total": scored.raw_total, "total": scored.total, "grade": scored.grade}
    return make_snapshot(lines=(facts,), **changes), facts


@pytest.fixture
def idle():
    return change_leaf(make_snapshot(), NAME, **IDLE)


@pytest.fixture
def redistributed():
    return with_line_of((measured("甲", 90, 100, 95), Node("乙", Decimal(10), is_applicable=False)))


@pytest.fixture
def overfulfilled():
    limit = Overfulfilment(Decimal(120), Decimal(10))
    return with_line_of((measured("甲", 60, 100, 300), measured("乙", 40, 100, 95)), overfulfilment=limit)


@pytest.fixture
def own():
    given = Measurement("positive", Decimal(10), Decimal(95), Decimal(95), "项", own_score=Decimal("8.5"))
    result = score(replace(given, own_reason="两项制度年底才印发。"), replace(DEFAULT, mode=Mode.EDITABLE))
    return change_leaf(make_snapshot(), NAME, score=result.score, explanation=result.explanation.as_json())


def test_what_is_not_assessed_stands_in_the_form_with_its_reason(idle):
    row = row_with(form_rows(idle), NAME)

    assert row[-1] == f"本年度不考核，理由：{REASON}"
    assert "不考核" in row


def test_what_is_not_assessed_is_explained_in_the_appendix(idle):
    assert row_with(explanation_rows(idle), NAME) == [
        NAME,
        "10",
        "不考核",
        f"本年度不考核，理由：{REASON.rstrip('。')}",
    ]


def test_chapter_counts_what_is_not_assessed_and_says_nothing_of_its_result(idle):
    said = [block.text for block in compose(idle).blocks if isinstance(block, Paragraph)]

    assert "其中1项本年度不考核" in "".join(said)
    assert f"本年度不考核，理由：{REASON}" in said
    assert f"{NAME}全年按计划推进" not in "".join(said)


def test_public_data_say_that_it_is_not_assessed_and_why(idle):
    leaf = published(idle)

    assert (leaf["is_applicable"], leaf["inapplicable_reason"], leaf["score"]) == (False, REASON, None)
    assert published(make_snapshot())["is_applicable"] is True


@pytest.mark.parametrize(
    ("step", "title", "before", "after", "reason"),
    [
        pytest.param(
            "redistributed", "不适用指标折算", "85.50", "95.00", "85.5×100÷适用分值90=95.00", id="redistribution"
        ),
        pytest.param(
            "overfulfilled",
            "目标值偏低扣分",
            "98.00",
            "92.00",
            "“甲”实际值达到目标值的120%及以上，扣减分值60的10%",
            id="over-fulfilment",
        ),
    ],
)
def test_a_step_to_the_total_is_printed_in_text_and_form_and_published(step, title, before, after, reason, request):
    snapshot, line = request.getfixturevalue(step)
    short = [str(Decimal(value).normalize()) for value in (before, after)]

    assert f"{title}：由{short[0]}分变为{short[1]}分，{reason}。" in text_of(compose(snapshot))
    assert row_with(form_rows(snapshot), title)[-2:] == [after, reason]
    assert before in row_with(form_rows(snapshot), "得分合计")
    assert public_view(snapshot)["score_lines"] == [
        {"title": title, "before": before, "after": after, "reason": line.reason}
    ]


def test_approval_of_the_goals_is_printed_and_published():
    snapshot = make_snapshot(approval=ApprovalFacts("关于批复绩效目标的通知（财绩〔2022〕9号）", date(2022, 3, 4)))

    assert "关于批复绩效目标的通知（财绩〔2022〕9号），批复日期2022年3月4日。" in text_of(compose(snapshot))
    approval = public_view(snapshot)["approval"]
    assert (approval["document"], approval["approved_on"]) == (
        "关于批复绩效目标的通知（财绩〔2022〕9号）",
        "2022-03-04",
    )


def test_without_an_approval_none_is_printed():
    snapshot = make_snapshot(approval=None)

    assert "批复日期" not in text_of(compose(replace(snapshot, projects=())))
    assert public_view(snapshot)["approval"] is None


def test_own_score_stands_in_the_appendix_with_the_computed_one_and_its_reason(own):
    row = row_with(explanation_rows(own), NAME)

    assert row[2] == "8.50"
    assert row[3].endswith("得10.00分；自定得分8.50分，理由：两项制度年底才印发")


def test_own_score_and_its_reason_are_published(own):
    leaf = published(own)

    assert leaf["score"] == "8.50"
    assert "自定得分8.50分，理由：两项制度年底才印发。" in leaf["explanation"]


def test_own_score_is_that_of_the_form(own):
    assert "8.50" in row_with(form_rows(own), NAME)
