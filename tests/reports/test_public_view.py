"""What becomes public, and what never does."""

import json
from dataclasses import replace
from decimal import Decimal

from reports.checks.edits import with_nodes, without_projects
from reports.document.blocks import Table
from reports.document.compose import compose
from reports.public_view import FORMAT, public_view
from reports.snapshot import EvidenceFacts, of_project
from tests.reports.document.compose.plain_text import text_of
from tests.reports.snapshots import make_snapshot

MARKER = "内部标记"


def make_marked_snapshot():
    """Return a snapshot with a marker in every field that must stay inside."""
    snapshot = make_snapshot(
        filled_by=f"{MARKER}填报人",
        head=f"{MARKER}负责人",
        phone=f"{MARKER}电话",
        sections={**make_snapshot().sections, "reviewer_remark": f"{MARKER}审核意见"},
    )
    projects = tuple(
        replace(project, indicators=with_nodes(of_project(snapshot, project), mark).indicators)
        for project in snapshot.projects
    )
    return with_nodes(replace(snapshot, projects=projects), mark)


def mark(node):
    return replace(
        node,
        accuracy=f"{MARKER}准确性",
        evidence=(EvidenceFacts(f"{MARKER}.pdf", f"{MARKER}散列"),),
        explanation={**(node.explanation or {}), "reviewer": f"{MARKER}复核"},
    )


def test_nothing_internal_is_in_the_public_data():
    assert MARKER not in json.dumps(public_view(make_marked_snapshot()), ensure_ascii=False)


def test_nothing_internal_is_in_the_report():
    assert MARKER not in text_of(compose(make_marked_snapshot()))


def test_public_data_are_plain_json_with_a_format():
    view = public_view(make_snapshot())

    assert json.loads(json.dumps(view)) == view
    assert view["format"] == FORMAT


def test_amounts_are_exact_strings_of_yuan():
    view = public_view(make_snapshot())

    assert view["budget"]["unit"] == "元"
    assert view["budget"]["total"]["executed"] == "18681700"
    assert view["total"] == "96.00"


def test_unknown_amount_is_null_and_not_zero():
    snapshot = make_snapshot()
    budget = replace(snapshot.budget, carryover=None)

    assert public_view(replace(snapshot, budget=budget))["budget"]["carryover"] is None


def test_public_scores_add_up_to_the_total():
    def leaves(nodes):
        for node in nodes:
            yield from leaves(node["children"]) if "children" in node else (node,)

    view = public_view(make_snapshot())

    assert sum(Decimal(leaf["score"]) for leaf in leaves(view["indicators"])) == Decimal(view["total"])


def test_projects_are_public_with_their_money_goal_and_scores():
    first, second = public_view(make_snapshot())["project_evaluations"]

    assert (first["name"], first["total"], first["grade"]) == ("社区微改造", "96.00", "优")
    assert first["goal"] == {
        "expected": "按计划完成社区微改造各项任务。",
        "reached": "社区微改造各项任务年内完成并通过验收。",
    }
    assert [fund["executed"] for fund in first["funds"]] == ["5000000", None, None]
    assert second["total_fund"]["executed"] == "2681700"
    assert first["indicators"][0]["explanation"]


def test_round_without_projects_says_so():
    view = public_view(without_projects(make_snapshot()))

    assert (view["project_scheme"], view["project_evaluations"]) == (None, [])


def test_report_and_public_data_give_the_same_total():
    snapshot = make_snapshot(total=Decimal("88.50"), grade="良")
    form = next(block for block in compose(snapshot).annexes[0].blocks[::-1] if isinstance(block, Table))

    assert public_view(snapshot)["total"] in [cell.text for cell in form.rows[-1].cells]
