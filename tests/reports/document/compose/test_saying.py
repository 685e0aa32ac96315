"""Sentences about people, indicators and documents are templates of the scheme."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.document.compose.chapter import Chapter
from reports.document.compose.saying import (
    achievement_sentence,
    idle_sentence,
    loss_sentence,
    staffing_sentences,
    survey_sentence,
)
from reports.document.compose.texts import basis_sentence
from reports.schemes import scheme_of
from reports.snapshot import AuthorityFacts, StaffingFacts, SurveyFacts
from tests.reports.snapshots import make_leaf, make_snapshot

SNAPSHOT = make_snapshot()
SCHEME = scheme_of(SNAPSHOT)
LEAF = make_leaf(("产出指标", "质量指标", "合格率"), "%", 10)


def chapter_of(snapshot=SNAPSHOT, **wording):
    scheme = replace(SCHEME, wording={**SCHEME.wording, **wording})
    return Chapter(next(iter(SCHEME.sections())), 1, snapshot, scheme)


CHAPTER = chapter_of()
ADJUSTED = replace(LEAF, approved_target=Decimal(98), adjustment_document="东财 预〔2022〕8号")


@pytest.mark.parametrize(
    ("leaf", "sentence"),
    [
        pytest.param(LEAF, "年度指标值为≥95%，实际完成值为95%。", id="as approved"),
        pytest.param(
            ADJUSTED,
            "年度指标值为≥95%（原批复为≥98%，依据东财 预〔2022〕8号调整），实际完成值为95%。",
            id="adjusted, and the document as it was written",
        ),
        pytest.param(replace(LEAF, actual=None), "年度指标值为≥95%，实际完成值为—。", id="nothing reached yet"),
    ],
)
def test_achievement_names_target_and_result(leaf, sentence):
    assert achievement_sentence(leaf, CHAPTER) == sentence


def test_staffing_is_told_in_total_and_by_kind():
    staffing = StaffingFacts(date(2022, 12, 31), 20, 18, 10, 9, None, None, 5, 0)

    assert staffing_sentences(chapter_of(replace(SNAPSHOT, staffing=staffing))) == (
        "截至2022年12月31日，编制—，实有—，在职人员控制率—。",
        "其中：行政编制20名，实有18人；事业编制10名，实有9人；工勤编制—，实有—。另有离退休人员5人，编外人员0人。",
    )
    whole = replace(staffing, worker_quota=0, worker_actual=0)
    assert staffing_sentences(chapter_of(replace(SNAPSHOT, staffing=whole)))[0] == (
        "截至2022年12月31日，编制30名，实有27人，在职人员控制率90%。"
    )


def test_basis_cites_the_documents_or_says_only_what_was_done():
    cited = replace(SNAPSHOT, authorities=(AuthorityFacts("办法", "东财绩〔2020〕3号"), AuthorityFacts("意见")))
    done = f"{SNAPSHOT.department.name}组织开展了2022年度部门整体支出绩效自评。"

    assert basis_sentence(chapter_of(cited)) == f"根据《办法》（东财绩〔2020〕3号）、《意见》等文件要求，{done}"
    assert basis_sentence(chapter_of(replace(SNAPSHOT, authorities=()))) == done


@pytest.mark.parametrize(
    ("explanation", "sentence"),
    [
        pytest.param("实际值 75，按“达到 70%”档，得6.00分", "得分依据：实际值75，按“达到70%”档。", id="a case"),
        pytest.param("执行数 90 ÷ 预算数 100 × 分值 10 = 9.00分", "得分依据：执行数90÷预算数100×分值10。", id="a sum"),
        pytest.param(
            "1 + 1 = 2.00分(3 项要点达到 2 项)", "得分依据：1+1（3项要点达到2项）。", id="a sum with a remark"
        ),
    ],
)
def test_a_loss_is_explained_without_the_score_that_the_next_sentence_gives(explanation, sentence):
    leaf = make_leaf(("产出指标", "质量指标", "合格率"), "%", 10, explanation={"sentence": explanation})

    assert loss_sentence(replace(leaf, score=Decimal(9)), CHAPTER) == sentence
    assert loss_sentence(replace(leaf, score=Decimal(10)), CHAPTER) == ""
    assert loss_sentence(replace(leaf, score=None), CHAPTER) == ""


def test_unfinished_survey_says_what_is_missing():
    assert survey_sentence(SurveyFacts("居民"), CHAPTER) == (
        "满意度调查对象为居民，采用—方式，于—至—开展，样本—，收回有效问卷—。"
    )


def test_indicator_that_is_not_assessed_says_why():
    leaf = replace(LEAF, is_applicable=False, inapplicable_reason=" 本年未安排。")

    assert idle_sentence(leaf, CHAPTER) == "本年度不考核，理由：本年未安排。"


@pytest.mark.parametrize(
    ("key", "template", "say", "printed"),
    [
        pytest.param(
            "achievement",
            "目标{{ 年度指标值 }}，完成{{ 实际完成值 }}。",
            lambda chapter: achievement_sentence(LEAF, chapter),
            "目标≥95%，完成95%。",
            id="achievement",
        ),
        pytest.param(
            "staffing",
            "核定编制{{ 编制数 }}。",
            lambda chapter: staffing_sentences(chapter)[0],
            f"核定编制{SNAPSHOT.staffing.quota}名。",
            id="staffing",
        ),
        pytest.param("basis", "依据{{ 依据文件 }}开展自评。", basis_sentence, "开展自评。", id="basis"),
        pytest.param(
            "survey",
            "向{{ 调查对象 }}发放{{ 样本数 }}。",
            lambda chapter: survey_sentence(SurveyFacts("居民", sample=200), chapter),
            "向居民发放200份。",
            id="survey",
        ),
    ],
)
def test_scheme_words_them_anew(key, template, say, printed):
    assert say(chapter_of(**{key: template})).endswith(printed)
