"""Generated sentences are templates of the scheme, filled like the texts that people write."""

from dataclasses import replace

import pytest

from departments.figures import BudgetFigures
from departments.ratios import budget_ratios
from indicators.schemes.presets import preset, preset_names
from indicators.schemes.sentences import NAMES, SENTENCES, problems_of
from reports.document.compose import compose
from reports.figures import catalogue_of, sentence
from reports.schemes import scheme_of
from reports.snapshot import FinalFacts
from tests.reports.snapshots import make_snapshot

SNAPSHOT = make_snapshot()
SCHEME = scheme_of(SNAPSHOT)


def reworded(**templates):
    lines = "\n".join(f'{key} = "{template}"' for key, template in templates.items())
    head, _, rest = SNAPSHOT.scheme.content.partition("[wording]\n")
    kept = "\n".join(line for line in rest.splitlines() if not line.startswith(tuple(templates)))
    return replace(SNAPSHOT, scheme=replace(SNAPSHOT.scheme, content=f"{head}[wording]\n{lines}\n{kept}"))


@pytest.mark.parametrize("name", NAMES)
def test_name_that_sentences_may_use_is_a_figure_of_every_evaluation(name):
    for snapshot in (SNAPSHOT, replace(SNAPSHOT, budget=BudgetFigures(), ratios=budget_ratios(BudgetFigures()))):
        assert catalogue_of(snapshot).find(name) is not None


@pytest.mark.parametrize("key", SENTENCES)
def test_sentence_of_the_product_names_only_what_it_may(key):
    assert list(problems_of(key, SENTENCES[key].template)) == []


@pytest.mark.parametrize(
    ("key", "printed"),
    [
        pytest.param("total", "2022年度自评得分96分，等级为“优”。", id="total"),
        pytest.param(
            "expenditure",
            "2022年度支出年初预算数1868.17万元，全年预算数1868.17万元，全年执行数1868.17万元，预算执行率100%。",
            id="expenditure",
        ),
        pytest.param(
            "operating",
            "公用经费预算数0.00万元，执行数0.00万元，控制率不适用（无预算、无支出）。",
            id="operating costs",
        ),
        pytest.param("assets", "固定资产总额360.00万元，其中在用350.00万元。", id="assets"),
    ],
)
def test_sentence_reads_as_before(key, printed):
    assert sentence(key, SNAPSHOT, SCHEME) == printed


def test_figures_that_are_not_known_are_dashes():
    empty = replace(SNAPSHOT, budget=BudgetFigures(), ratios=budget_ratios(BudgetFigures()))

    assert sentence("operating", empty, SCHEME) == "公用经费预算数—，执行数—，控制率—。"


def test_scheme_words_a_sentence_anew_in_report_and_form():
    document = compose(reworded(total="本年度得{{ 总得分|分:2 }}（{{ 等级 }}），支出{{ 全年执行数|亿元:3 }}。"))

    assert "本年度得96.00分（优），支出0.187亿元。" in str(document.blocks)
    assert "本年度得96.00分（优），支出0.187亿元。" in document.description


def test_score_of_an_indicator_is_worded_by_the_scheme():
    assert "得分10分，满分10分。" in str(compose(reworded(score="得分{{ 本项得分 }}，满分{{ 本项分值 }}。")).blocks)


def test_recheck_names_stage_and_grade():
    final = replace(SNAPSHOT, final=FinalFacts("主管部门复核", SNAPSHOT.total - 2, "优"))

    assert "本报告自评得分96分，经主管部门复核，复核得分94分，等级为“优”。" in str(compose(final).blocks)


def test_budget_sentence_is_worded_by_the_scheme():
    document = compose(reworded(income="全年收入{{ 全年收入|元 }}。"))

    assert "全年收入18681700元。" in str(document.blocks)


@pytest.mark.parametrize("name", preset_names())
def test_preset_is_worded_with_bound_figures(name):
    assert all("{{" in template for template in preset(name).wording.values())
