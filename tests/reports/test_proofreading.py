"""Each finder on sentences that are wrong and on such that only look so: false alarms matter as much as misses."""

from decimal import Decimal

import pytest

from perfeval.lib.characters import half
from perfeval.lib.decimals import round_half_up
from reports.proofreading import counts, numbers, sentences, widths, words
from reports.proofreading.confusables import CONFUSABLES

WRONG = [
    (words.doubled, "奖励发放及时性及时性较好", "及时性及时性"),
    (words.doubled, "完成了了年度目标的的任务", "了了"),
    (words.confused, "街道党工委行驶区委授权的职责", "行驶"),
    (words.confused, "截止2022年12月31日，实有30人", "截止"),
    (words.confused, "全年下拔资金80万元", "下拔"),
    (words.confused, "加强当的建设", "加强当的建设"),
    (words.confused, "有3个项目末完成", "末"),
    (words.particles, "很好的完成了绩效目标", "的"),
    (words.particles, "各项工作开展的比较好。", "的"),
    (sentences.cut, "集中整治群众身边腐败、完成了绩效目标", "、完成了"),
    (sentences.unfinished, "街道进一步加强网格员队伍建设，完善考核办法和", "和"),
    (sentences.unpaired, "按照《关于加强治理的意见的要求", "《"),
    (sentences.unpaired, "开展“一站式服务", "“"),
    (sentences.unpaired, "预算完成率（100%", "("),
    (sentences.unpaired, "“甲“乙”", "“"),
    (sentences.days, "截至2022年12月31日，截止2021年12月31日，编制37个", "截至2022年12月31日,截止2021年12月31日"),
    (sentences.forecasts, "预计发放资金8069400元", "预计"),
    (sentences.forecasts, "至今共受理工单689起", "至今"),
    (sentences.forecasts, "二期工程将于2023年6月完工", "将于"),
    (sentences.third_person, "该部门制定了财务管理制度", "该部门"),
    (sentences.third_person, "为了解情况，评价小组开展满意度调查", "评价小组"),
    (sentences.third_person, "各部门负责组织开展绩效自评", "各部门负责组织开展绩效自评"),
    (sentences.regulations_as_columns, "在网站“政府信息公开条例”中予以公开", "“政府信息公开条例”中予以公开"),
    (sentences.only_praise, "认真落实各项部署，很好的完成了绩效目标，该项得2.5分。", "很好的完成了绩效目标"),
    (numbers.impossible_shares, "受理689起工单，满意率均为99.99%", "99.99%"),
    (numbers.impossible_shares, "调查12户，满意率95.50%", "95.50%"),
    (numbers.growth_on_zero, "决算数为0万元，决算数较上年增长0%", "较上年增长0%"),
    (numbers.growth_on_zero, "上年为0万元，支出5万元，较上年增长100%", "较上年增长100%"),
    (numbers.sums, "共支出100万元，其中人员60万元、公用50万元。", "100万元"),
    (numbers.sums, "共发放100户，其中低保60户、特困35户。", "100户"),
    (numbers.sums, "30+30+29.99=89.97", "89.97"),
    (numbers.document_numbers, "东财绩[2020]3号", "[2020]3号"),
    (numbers.document_numbers, "东财字（2022）17号", "(2022)17号"),
    (numbers.document_numbers, "东办发〔2019〕23 号", "〔2019〕23 号"),
    (numbers.document_numbers, "东办发〔2019〕第023号", "〔2019〕第023号"),
    (numbers.document_numbers, "湘政发〔201910号", "湘政发〔201910号"),
    (numbers.mojibake, "发放补贴锟斤拷万元", "锟斤拷"),
    (counts.lists, "下设3个中心：甲科、乙科", "3个"),
    (counts.percentages, "覆盖率达到105%", "105%"),
    (counts.retired_on_posts, "实有205人，含退休人员77人", "退休人员77人"),
]
RIGHT = [
    (words.doubled, "方方面面一件一件抓落实，一户一户走访，日常日常管理到位"),
    (words.doubled, "的确如此，以及及时发放，完成了了解情况的任务，在在建项目中，和和气气"),
    (words.confused, "报名截止时间为5月10日，车辆行驶里程下降，依法行使职权"),
    (words.confused, "年末完成验收，月末达到目标，周末开放，尚未完成的3项继续推进"),
    (words.confused, "反应迅速，反映情况属实；截至目前共120人；其他单位；权利和义务"),
    (words.particles, "采取有效的控制措施，积极的推动作用，很好的效果，及时的保障"),
    (words.particles, "很好地完成了任务，做得较好。"),
    (sentences.cut, "教育、医疗、住房等问题得到了解决，圆满完成了任务"),
    (sentences.unfinished, "全年走访困难家庭312户，发放慰问金9.36万元"),
    (sentences.unfinished, "管理制度健全性和"),
    (sentences.unpaired, "1)按照《意见》（东发〔2019〕12号）推进“一站式”服务"),
    (sentences.unpaired, "“四风”问题、《关于印发<办法>的通知》"),
    (sentences.days, "截至2022年12月31日有120人。截至2021年12月31日为98人。"),
    (sentences.days, "截至2022年12月31日编制37名，截至2022年12月31日实有30人"),
    (sentences.forecasts, "完成情况高于预计，将预算控制在范围内，力争上游"),
    (sentences.third_person, "自评工作小组核对材料，绩效评价工作小组由主任任组长，各部门协同配合"),
    (sentences.third_person, "我单位和所属事业单位，该项指标得5分，该工作已完成"),
    (sentences.regulations_as_columns, "按照《政府信息公开条例》的规定在网站公开"),
    (sentences.only_praise, "走访312户，圆满完成目标任务。"),
    (sentences.only_praise, "年末达到指标值。"),
    (numbers.impossible_shares, "受理689起工单，满意率99.85%；发放200份，回收192份，满意率95.31%"),
    (numbers.impossible_shares, "受理125起，调解成功123起，成功率98.40%，目标95%"),
    (numbers.impossible_shares, "收到意见500余条，满意率98.6%"),
    (numbers.growth_on_zero, "支出12万元，较上年增长20%"),
    (numbers.growth_on_zero, "支出0万元，较上年下降100%"),
    (numbers.sums, "共支出100万元，其中人员60万元、公用40万元。"),
    (numbers.sums, "共支出100万元，其中主要是人员60万元。"),
    (numbers.sums, "共发放100户，其中低保60户、特困5户。"),
    (numbers.sums, "60+40=100，40+50+10=100"),
    (numbers.document_numbers, "东财绩〔2020〕3号、国办发〔2017〕47号，阳明路156号，2022年第3号楼"),
    (numbers.mojibake, "café、第①项、㎡、≥95%"),
]


@pytest.mark.parametrize(("finder", "text", "stretch"), WRONG, ids=lambda value: getattr(value, "__name__", value))
def test_fault_is_marked(finder, text, stretch):
    marks = list(finder(half(text)))

    assert half(stretch) in [half(text)[mark.start : mark.end] for mark in marks]
    assert all(mark.message.endswith("。") for mark in marks)


@pytest.mark.parametrize(("finder", "text"), RIGHT, ids=lambda value: getattr(value, "__name__", value))
def test_what_only_looks_like_a_fault_is_left_alone(finder, text):
    assert list(finder(half(text))) == []


@pytest.mark.parametrize(
    ("finder", "text", "repaired"),
    [
        (words.doubled, "补贴发放及时性及时性较好", "补贴发放及时性较好"),
        (words.confused, "截止2022年12月底", "截至2022年12月底"),
        (words.particles, "很好的完成了任务", "很好地完成了任务"),
        (numbers.document_numbers, "东财绩[2020]003号", "东财绩〔2020〕3号"),
    ],
)
def test_replacement_puts_the_stretch_right(finder, text, repaired):
    (mark,) = finder(half(text))

    assert text[: mark.start] + mark.replacement + text[mark.end :] == repaired
    assert list(finder(half(repaired))) == []


@pytest.mark.parametrize(("pattern", "right"), CONFUSABLES, ids=lambda value: getattr(value, "pattern", value))
def test_right_word_is_not_taken_for_a_wrong_one(pattern, right):
    assert not pattern.search(right)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("任务末完成", ["未"], id="one that looks back, alone"),
        pytest.param("拔款末完成，布署", ["部署", "拨款", "未"], id="several kinds in one text"),
    ],
)
def test_joint_search_passes_over_no_pair(text, found):
    assert sorted(mark.replacement for mark in words.confused(text)) == sorted(found)


@pytest.mark.parametrize("share", range(1, 100))
def test_every_share_of_whole_things_is_possible(share):
    count = 137
    percent = round_half_up(Decimal(share * 100) / count)

    assert list(numbers.impossible_shares(f"受理{count}件，满意率{percent}%")) == []


@pytest.mark.parametrize(
    ("finder", "text", "repaired"),
    [
        pytest.param(
            widths.punctuation, "走访群众,发放补贴;完成任务:全部!", "走访群众，发放补贴；完成任务：全部！", id="marks"
        ),
        pytest.param(widths.punctuation, "公共服务办公室(便民,服务)", "公共服务办公室（便民，服务）", id="brackets"),
        pytest.param(
            widths.punctuation, "比例1:1，共1,200元，时间8:30，见www.a.cn/b?c", None, id="figures and addresses"
        ),
        pytest.param(widths.punctuation, "f(x)和(2022)年，GDP(GB)", None, id="brackets without Chinese"),
        pytest.param(widths.punctuation, "完成{{ 全年执行数|万元:2 }}，{{ 总得分 }}分", None, id="bound figures"),
        pytest.param(widths.units, "１２．５％和98％", "12.5%和98%", id="full-width figures"),
        pytest.param(widths.units, "300㎡、20m³、3km、5KG", "300平方米、20立方米、3公里、5千克", id="units"),
        pytest.param(widths.units, "支出30万元元，覆盖百分之95", "支出30万元，覆盖95%", id="doubled unit"),
        pytest.param(widths.units, "50平方公里、3km²、60km/h、百分之九十", None, id="other units"),
    ],
)
def test_spelling_is_put_right_everywhere_at_once(finder, text, repaired):
    made = text
    for mark in sorted(finder(text), key=lambda mark: mark.start, reverse=True):
        made = made[: mark.start] + mark.replacement + made[mark.end :]

    assert made == (repaired or text)
    assert list(finder(made)) == []
