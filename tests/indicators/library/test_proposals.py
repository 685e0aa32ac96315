"""Every branch of every scheme that takes indicators is offered some, in its own order."""

import pytest

from departments.models import Department
from indicators.library import KINDS, proposals, shelf, why_unserved
from indicators.schemes import preset, preset_names
from tests.indicators.library.branches import branches_of

BRANCHES = [(name, path) for name in preset_names() for path in branches_of(preset(name))]
CORE = {"quantity", "quality", "timeliness", "economic", "social", "ecological", "satisfaction"}


def offered(scheme, kind, *path):
    return proposals(preset(scheme), kind, path)


def categories(entries):
    return list(dict.fromkeys(entry.category for entry in entries))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("scheme", "path"), BRANCHES, ids=lambda part: part if isinstance(part, str) else "-".join(part)
)
def test_every_branch_is_offered_something_for_every_kind(scheme, path, kind):
    assert offered(scheme, kind, *path)


@pytest.mark.parametrize("kind", [kind for kind in Department.Kind.values if kind not in KINDS])
def test_kinds_without_a_file_are_told_why_and_offered_what_all_share(kind):
    assert "共用的指标" in why_unserved(kind)
    assert {entry.key.partition("-")[0] for entry in offered("hunan", kind, "产出指标", "成本指标")} == {"common"}
    assert not offered("hunan", kind, "产出指标", "数量指标")


@pytest.mark.parametrize(
    ("scheme", "path", "expected"),
    [
        pytest.param("donghu", ("产出指标", "数量指标"), ["quantity"], id="one category"),
        pytest.param("donghu", ("满意度指标",), ["satisfaction"], id="satisfaction of level one"),
        pytest.param("national-project", ("产出指标", "成本指标"), ["cost"], id="cost among outputs"),
        pytest.param("national-project-cost", ("成本指标", "社会成本指标"), ["social_cost"], id="social cost"),
        pytest.param(
            "national-project-cost", ("成本指标", "生态环境成本指标"), ["ecological_cost"], id="ecological cost"
        ),
        pytest.param("national-project-cost", ("成本指标", "经济成本指标"), ["cost"], id="economic cost"),
        pytest.param(
            "framework-2013", ("产出", "职责履行"), ["duty", "quantity", "quality", "timeliness"], id="duties"
        ),
        pytest.param(
            "framework-2013", ("效果", "履职效益"), ["economic", "social", "ecological", "satisfaction"], id="effects"
        ),
        pytest.param("framework-2013", ("过程", "预算执行"), ["budget_execution"], id="ratios of execution"),
        pytest.param(
            "hunan", ("产出指标", "社区治理"), ["quantity", "quality", "timeliness", "cost"], id="own level two"
        ),
        pytest.param("hunan", ("部门决策",), [], id="a name that nobody knows"),
    ],
)
def test_a_branch_is_offered_what_belongs_there(scheme, path, expected):
    assert categories(offered(scheme, "street", *path)) == expected


def test_an_undivided_list_holds_management_only_for_whole_departments():
    whole = categories(offered("chongqing", "street", "绩效指标"))
    project = categories(offered("sichuan-project", "street", "绩效指标"))

    assert set(whole) & set(project) >= CORE
    assert "budget_management" in whole
    assert "budget_management" not in project
    assert "social_cost" in project


def test_the_units_own_come_before_the_common_ones():
    keys = [entry.key for entry in offered("hunan", "school", "产出指标", "成本指标")]

    assert keys == [entry.key for kind in ("school", "common") for entry in shelf(kind) if entry.category == "cost"]
