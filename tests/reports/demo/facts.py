"""The figures that the demo must show, from the structured facts of the real report it retells."""

import json
from pathlib import Path

import pytest

FACTS = Path(__file__).parents[4] / "shared" / "seed" / "facts.json"

PRINTED_WRONG = {
    "second total": "94分",
    "second as-of date": "2021年12月31日",
    "percentage impossible for 689": "99.99",
    "another street as publisher": "墩子塘",
    "growth on base 0": "增长0%",
    "forecast among results": "预计",
}


def read_facts():
    """Return the facts, or skip the test where the file is not at hand."""
    if not FACTS.exists():
        pytest.skip(f"The structured facts of the real report are not here: {FACTS}")
    return json.loads(FACTS.read_text(encoding="utf-8"))


def expected_figures(facts):
    """Yield what it is and how it stands in the text, for every fact that is right."""
    yield from header(facts["header"])
    yield from unit(facts["department"])
    yield from authorities(facts["authorities"])
    yield from budget(facts["budget"])
    yield from ((f"ratio {name}", f"={percent}。") for name, percent in facts["ratios"].items())
    yield from levels(facts)
    yield from indicators(facts["indicators"])
    yield from reused(facts["figures_reused_in_text"])
    yield "execution", f"预算执行分值{facts['execution']['points']}分"
    yield "total", f"自评得分{facts['total']}分"
    yield "grade", f"“{facts['grade']}”"


def header(fields):
    """Who published it is wrong in the real report; the number of the document is empty."""
    return ((name, text) for name, text in fields.items() if text and name != "发布机构")


def unit(department):
    yield "name", department["name"]
    yield "duties", f"{department['duties']}项"
    yield "offices", f"{len(department['offices'])}个"
    yield "posts", f"编制{department['staff_quota']}名"
    yield "staff", f"实有{department['staff_actual']}人"
    yield "as of", "2022年12月31日"
    yield from ((name, name) for name in department["offices"] + department["yearly_tasks"])


def authorities(found):
    """A notice for another year is not cited."""
    for authority in found:
        if "remark" not in authority:
            yield authority["title"], authority["title"]
            yield authority["title"], authority.get("number", authority["title"])


def budget(figures):
    yield "initial", f"支出年初预算数{figures['年初预算']}万元"
    yield "executed", f"全年执行数{figures['全年执行']}万元"
    yield "income", f"全年收入{figures['收入']}万元"
    yield "three public", "“三公”经费预算数0.00万元"
    yield "operating", "公用经费预算数0.00万元，执行数0.00万元"
    yield "carryover", "年末结转结余0.00万元"


def levels(facts):
    yield from ((name, f"{name}（{points}分）") for name, points in facts["level_two_points"].items())
    yield from ((name, f"{name}分值{points}分") for name, points in facts["level_one_points"].items())


def indicators(tree):
    """A leaf without a name in the real report has got one."""
    for found in tree:
        name = found["path"][-1]
        if name:
            yield name, f"{name}（{found['points']}分）"
        yield name, f"得{found['score']}分"


def reused(groups):
    for group, figures in groups.items():
        yield from ((f"{group} {name}", str(figure)) for name, figure in figures.items())
