"""The report follows the outline of its scheme and says one thing everywhere."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from departments.ratios import Outcome
from departments.wording import ratio_text
from indicators.schemes import preset, preset_names, preset_text
from reports.checks.edits import changing_line, with_nodes, without_projects
from reports.document.blocks import AttachmentList, Heading, Paragraph, Signature, Table
from reports.document.compose import compose
from reports.document.numbering import numbers
from reports.snapshot import GoalFacts, LineFacts
from tests.reports.document.compose.plain_text import lines_of, text_of
from tests.reports.snapshots import change_leaf, make_adjustment, make_budget, make_satisfaction, make_snapshot

OUTLINE = """
一、部门概况
（一）基本情况
1.部门职能
2.组织架构
3.人员情况
（二）部门履职总体目标、工作任务
1.年度总体目标
2.年度工作任务
（三）部门年度整体支出绩效目标
1.预算执行管理
2.结转结余资金管理
3.资产与政府采购管理
4.部门预算管理
（四）部门预算绩效管理开展情况
（五）部门预算及执行情况（10分）
二、部门整体支出绩效实现情况
（一）产出指标（40分）
1.数量指标（10分）
（1）走访慰问困难家庭户数（6分）
2.质量指标（15分）
3.时效指标（10分）
4.成本指标（5分）
（二）效益指标（40分）
（三）满意度指标（10分）
1.居民满意度（10分）
三、部门整体支出绩效中存在的问题及改进措施
（一）主要问题及原因分析
（二）改进的方向和具体措施
四、绩效自评结果拟应用和公开情况
（一）拟应用情况
（二）公开情况
""".strip().splitlines()


def headings_of(document):
    found = [block for block in document.blocks if isinstance(block, Heading)]
    return [number + block.text for number, block in zip(numbers(block.level for block in found), found, strict=True)]


def tables_of(document):
    return {block.caption: block for block in document.blocks if isinstance(block, Table)}


def test_chapters_of_the_outline_stand_in_order():
    printed = headings_of(compose(make_snapshot()))

    positions = [printed.index(chapter) for chapter in OUTLINE]
    assert [chapter for _, chapter in sorted(zip(positions, OUTLINE, strict=True))] == OUTLINE


@pytest.mark.parametrize("name", preset_names())
def test_every_scheme_can_be_composed(name):
    snapshot = make_snapshot()
    scheme = replace(snapshot.scheme, name=name, content=preset_text(name))

    document = compose(replace(snapshot, scheme=scheme))

    assert document.annexes[0].title == preset(name).form.title
    assert {node.title for node in preset(name).outline if node.is_numbered} <= {
        re.sub("（.*分）$", "", block.text) for block in document.blocks if isinstance(block, Heading)
    }


def test_no_heading_stands_empty():
    blocks = compose(make_snapshot(duties=(), offices=(), tasks=(), problems=(), management=(), sections={})).blocks

    for block, following in pairwise(blocks):
        if isinstance(block, Heading):
            assert not isinstance(following, Heading | AttachmentList) or following.level > block.level


def test_title_names_unit_and_year():
    assert compose(make_snapshot()).title == "南昌市东湖区公园街道办事处2022年度部门整体支出绩效自评报告"


def test_preamble_cites_the_chosen_authorities():
    first = next(lines for lines in lines_of(compose(make_snapshot())) if lines.startswith("根据"))

    assert "《关于全面实施预算绩效管理的意见》（中发〔2018〕34号）、《东湖区项目支出绩效评价管理暂行办法》" in first


def test_report_ends_with_its_annexes_unit_and_date():
    *_, attachments, signature = compose(make_snapshot()).blocks

    assert attachments == AttachmentList(
        (
            "部门整体支出绩效自评表",
            "项目支出绩效自评表（社区微改造）",
            "项目支出绩效自评表（便民服务）",
            "得分依据",
        )
    )
    assert signature == Signature("南昌市东湖区公园街道办事处", "2023年5月18日")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("预算完成率=（全年执行数1868.17万元/全年预算数1868.17万元）×100%=100%。", id="completion"),
        pytest.param("预算调整率=（预算调整数0.00万元/年初预算数1868.17万元）×100%=0%。", id="adjustment"),
        pytest.param("截至2022年12月31日，支付进度率=（实际支付进度100%/既定支付进度100%）×100%=100%。", id="payment"),
        pytest.param("结转结余率=（结转结余总额0.00万元/支出预算数1868.17万元）×100%=0%。", id="carryover"),
        pytest.param("固定资产利用率=（在用固定资产350.00万元/全部固定资产360.00万元）×100%=97.22%。", id="assets"),
        pytest.param("截至2022年12月31日，编制37名，实有30人，在职人员控制率81.08%。", id="staff"),
        pytest.param("行政编制20名，实有18人", id="staff by kind"),
        pytest.param("离退休人员9人，编外人员4人", id="retired and hired"),
        pytest.param("南昌市东湖区公园街道办事处内设2个机构。", id="offices"),
        pytest.param("全年没有预算调整事项。", id="no adjustment"),
        pytest.param("预算执行分值10分。", id="execution points"),
        pytest.param("对照评分标准，本项得10分。", id="execution score"),
        pytest.param("年度指标值为≥90%，实际完成值为75%。", id="target and actual"),
        pytest.param("样本200份，收回有效问卷192份", id="survey"),
        pytest.param("偏差原因分析：便民窗口高峰时段排队较长，办事群众评价偏低。", id="reason"),
        pytest.param("得分依据：实际值75，按“达到70%”档。对照评分标准，本项得6分。", id="score"),
        pytest.param("相关指标：满意度指标—居民满意度。", id="problem with indicator"),
        pytest.param("（责任机构：公共服务办公室；完成时限：2023年9月30日）", id="measure with office and deadline"),
        pytest.param("2022年度自评得分96分，等级为“优”。", id="total"),
        pytest.param("满意度指标分值10分，得6分", id="level one"),
    ],
)
def test_figures_are_worded_from_the_snapshot(words):
    assert words in text_of(compose(make_snapshot()))


def test_total_is_the_same_wherever_it_appears():
    whole = without_projects(make_snapshot(raw_total=Decimal("88.5"), total=Decimal("88.5"), grade="良"))
    document = compose(whole)

    totals = re.findall(r"自评得分(\S+?)分，等级为“(.)”", text_of(document))
    assert set(totals) == {("88.5", "良")}
    assert len(totals) >= 3
    assert [row.cells for annex in document.annexes for row in annex.blocks[-1].rows if row.cells[0].text == "总分"]
    for annex in document.annexes:
        assert "88.50" in [cell.text for cell in annex.blocks[-1].rows[-1].cells]


def test_nothing_over_nothing_is_worded_alike_everywhere():
    snapshot = make_snapshot()
    idle = next(ratio for ratio in snapshot.ratios if ratio.outcome is Outcome.NOT_APPLICABLE)

    document = compose(snapshot)
    sentences = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    found = re.findall("不适用[^。，；\n]*", "\n".join(sentences))

    assert len(found) > 3
    assert set(found) == {ratio_text(idle)}


def test_a_table_prints_the_short_word_and_explains_it_once():
    tables = tables_of(compose(make_snapshot()))

    for caption in ("部门预算执行情况表", "“三公”经费预算执行情况表"):
        rates = [cell.text for row in tables[caption].rows for cell in row.cells if "不适用" in cell.text]
        assert len(rates) > 3
        assert set(rates) == {"不适用"}
        assert tables[caption].note == "注：“不适用”指无预算、无支出。"
    assert tables["项目支出情况表"].note == ""


def test_form_explains_its_short_words_too():
    scheme = replace(make_snapshot().scheme, content=preset_text("hunan"))

    head = compose(make_snapshot(scheme=scheme)).annexes[0].blocks[0]

    assert [cell.text for row in head.rows for cell in row.cells].count("不适用") == 3
    assert head.note == "注：“不适用”指无预算、无支出。"


def test_a_change_since_nothing_has_no_base():
    text = text_of(compose(make_snapshot()))

    assert "“三公”经费变动率：比上年增减额0.00万元，上年支出数0.00万元，无可比基数。" in text
    assert "结转结余变动率：比上年增减额0.00万元，上年结转结余额0.00万元，无可比基数。" in text


def test_something_over_nothing_is_not_a_percentage():
    snapshot = changing_line("reception", executed=Decimal(3000))(make_snapshot())

    table = tables_of(compose(snapshot))["“三公”经费预算执行情况表"]

    assert [cell.text for cell in table.rows[1].cells] == ["公务接待费", "0.00", "0.30", "无法计算", "0.00"]
    assert "“无法计算”指分母为0" in table.note


def test_adjustments_are_listed_with_document_and_exclusion():
    adjustment = make_adjustment(exclusion="policy", exclusion_name="落实国家政策")
    budget = make_budget(adjustments=(make_adjustment(), adjustment, adjustment))

    table = tables_of(compose(make_snapshot(budget=budget)))["预算调整情况表"]

    assert [row.cells[-1].text for row in table.rows] == ["计入", "不计入", "不计入"]
    assert [cell.text for cell in table.rows[0].cells[:-1]] == [
        *("追加", "项目支出", "一般公共预算", "50.00", "东财预〔2022〕8号"),
    ]
    assert table.note == "注：不计入预算调整率的原因：落实国家政策（2项）。"


def test_steps_between_sum_and_total_are_printed():
    line = LineFacts("不适用指标折算", Decimal("93.00"), Decimal("97.89"), "93 × 100 ÷ 适用分值 95 = 97.89")

    document = compose(make_snapshot(lines=(line,), raw_total=Decimal("93.00"), total=Decimal("97.89")))

    assert "不适用指标折算：由93分变为97.89分，93×100÷适用分值95=97.89。" in text_of(document)
    assert [row.cells[0].text for row in document.annexes[0].blocks[-1].rows[-3:]] == [
        "得分合计",
        "不适用指标折算",
        "总分",
    ]


def test_unscored_evaluation_prints_dashes_and_never_zero():
    snapshot = make_snapshot(raw_total=None, total=None, grade="")
    unscored = with_nodes(snapshot, lambda node: replace(node, score=None, actual=None, explanation=None))

    document = compose(unscored)

    assert "自评尚未完成评分，得分和等级暂缺。" in text_of(document)
    assert "实际完成值为—。" in text_of(document)
    assert "0.00" not in [cell.text for row in document.annexes[0].blocks[-1].rows for cell in row.cells]


def test_total_without_a_grade_says_why():
    text = text_of(compose(make_snapshot(grade="")))

    assert "2022年度各项得分合计96分；各项分值合计不等于100分，暂不评定等级。" in text
    assert "等级为“”" not in text


def test_judged_indicator_prints_its_grade_and_not_its_points():
    judged = {"rule": "qualitative", "actual": Decimal(9), "parameters": {"grade": "full"}}

    document = compose(change_leaf(make_snapshot(), "新建管理制度项数", **judged))

    assert "年度指标值为≥95项，实际完成值为达成年度指标。" in text_of(document)


def test_adjusted_target_is_printed_with_the_approved_one():
    changes = {"approved_target": Decimal(120), "adjustment_document": "东财绩〔2022〕15号"}

    document = compose(change_leaf(make_snapshot(), "新建管理制度项数", **changes))

    assert "年度指标值为≥95项（原批复为≥120项，依据东财绩〔2022〕15号调整）" in text_of(document)


def test_checklist_that_is_not_met_says_so():
    snapshot = make_snapshot()
    first, *others = snapshot.management

    document = compose(replace(snapshot, management=(replace(first, is_met=False, proof="制度正在修订"), *others)))

    assert f"尚未做到“{first.text}”：制度正在修订" in text_of(document)


def test_form_merges_the_cells_of_level_one_and_two():
    form = compose(make_snapshot()).annexes[0]
    rows = form.blocks[-1].rows

    assert form.orientation == "landscape"
    assert [(cell.text, cell.rowspan) for cell in rows[0].cells[:2]] == [("产出指标\n（40分）", 6), ("数量指标", 2)]
    assert rows[1].cells[0].text == "社区实事项目完成个数"
    assert [(cell.text, cell.colspan) for cell in rows[-2].cells[:2]] == [
        ("满意度指标\n（10分）", 2),
        ("居民满意度", 1),
    ]


def test_form_shows_the_money_with_its_points_and_score():
    head = compose(make_snapshot()).annexes[0].blocks[0]

    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in head.rows}
    assert rows["年度资金总额"] == ["1868.17", "1868.17", "1868.17", "10", "100%", "10.00"]
    assert rows["基本支出"] == ["1100.00", "1100.00", "1100.00", "—", "100%", "—"]


def test_level_two_without_indicators_keeps_its_row():
    snapshot = with_nodes(make_snapshot(), lambda node: replace(node, children=()) if node.name == "成本指标" else node)

    rows = compose(snapshot).annexes[0].blocks[-1].rows

    assert ["成本指标", *["—"] * 7] in [[cell.text for cell in row.cells] for row in rows]


def test_every_score_is_explained_in_the_appendix():
    rows = compose(make_snapshot()).annexes[-1].blocks[0].rows

    explained = {row.cells[0].text: row.cells[-1].text for row in rows}
    assert explained["居民满意度"] == "实际值75，按“达到70%”档，得6.00分"
    assert {leaf.name for leaf in make_snapshot().leaves()} < set(explained)


def test_money_indicator_keeps_its_own_unit():
    leaf = replace(make_satisfaction(), unit="元", target=Decimal(2500000), actual=Decimal(2550252))
    snapshot = make_snapshot(indicators=(replace(make_snapshot().indicators[-1], children=(leaf,)),))

    assert "实际完成值为2550252元。" in text_of(compose(snapshot))


def test_restructuring_says_from_where_to_where():
    moved = make_adjustment(kind="restructure", kind_name="结构调整", target_nature="basic")

    document = compose(make_snapshot(budget=make_budget(adjustments=(moved,))))

    assert tables_of(document)["预算调整情况表"].rows[0].cells[1].text == "项目支出调入基本支出"


def test_indicators_without_level_two_share_one_cell():
    root = make_snapshot().indicators[-1]
    second = replace(root.children[0], name="补贴对象满意度")

    rows = (
        compose(make_snapshot(indicators=(replace(root, children=(root.children[0], second)),)))
        .annexes[0]
        .blocks[-1]
        .rows
    )

    assert [(cell.rowspan, cell.colspan) for cell in rows[0].cells[:2]] == [(2, 2), (1, 1)]


def test_form_without_fund_rows_lists_the_execution_block_among_the_indicators():
    content = re.sub(r"fund_rows = \[.*?\n\]\n", "", preset_text("donghu"), flags=re.DOTALL)

    form = compose(make_snapshot(scheme=replace(make_snapshot().scheme, content=content))).annexes[0]

    assert form.blocks[-1].rows[0].cells[0].text == "预算执行\n（10分）"
    assert "年度资金总额" not in [row.cells[0].text for row in form.blocks[0].rows]


def test_unwritten_goal_says_so():
    assert "本节内容尚未填写。" in text_of(compose(make_snapshot(goal=GoalFacts())))


def test_form_with_adjusted_targets_shows_the_approved_ones_beside_them():
    changes = {"approved_target": Decimal(120), "adjustment_document": "东财绩〔2022〕15号"}
    scheme = replace(make_snapshot().scheme, content=preset_text("chongqing"))
    snapshot = change_leaf(make_snapshot(scheme=scheme), "新建管理制度项数", **changes)

    rows = {row.cells[0].text: row for row in compose(snapshot).annexes[0].blocks[-1].rows}

    assert [cell.text for cell in rows["新建管理制度项数"].cells[3:5]] == ["≥120", "≥95"]
    assert rows["居民满意度"].cells[4].text == "—"


def test_full_score_needs_no_reason_in_the_text_and_a_lost_point_does():
    body = [block.text for block in compose(make_snapshot()).blocks if isinstance(block, Paragraph)]

    scored = [text for text in body if text.endswith("本项得6分。") or "本项得10分。" in text]
    assert "对照评分标准，本项得10分。" in scored
    assert [text for text in body if "得分依据" in text] == [
        "得分依据：实际值75，按“达到70%”档。对照评分标准，本项得6分。"
    ]
    assert not [text for text in body if re.search(r"得\d+\.\d*0分", text)]


def test_equals_sign_is_not_printed():
    row = next(
        row
        for row in compose(change_leaf(make_snapshot(), "新建管理制度项数", sign="=")).annexes[0].blocks[-1].rows
        if "新建管理制度项数" in [cell.text for cell in row.cells]
    )

    assert "95项" in [cell.text for cell in row.cells]


def test_dash_stands_in_the_middle_of_its_cell():
    row = compose(make_snapshot()).annexes[0].blocks[-1].rows[0]

    assert (row.cells[-1].text, row.cells[-1].align) == ("—", "center")


def test_level_one_says_how_many_indicators_it_has():
    assert "产出指标共设6项，得40分。" in text_of(compose(make_snapshot()))
