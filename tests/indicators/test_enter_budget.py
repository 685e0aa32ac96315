from decimal import Decimal

import pytest
from django.urls import reverse

from departments.models import Adjustment, BudgetLine, Project
from tests.factories import make_evaluation, make_member
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def url(client, evaluation):
    client.force_login(make_member())
    return reverse("indicators:enter_budget", args=[evaluation.pk])


def post(client, url, **changes):
    return client.post(url, form_values(client.get(url)) | {key.replace("__", "-"): changes[key] for key in changes})


def line(evaluation, category):
    return evaluation.budget_lines.get(category=category)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        pytest.param("18681700", "18681700", id="元"),
        pytest.param("1868.17万元", "18681700", id="万元"),
        pytest.param("1868.17万", "18681700", id="万"),
        pytest.param("18,681,700.00", "18681700", id="thousands separators"),
        pytest.param("１８６８１７００", "18681700", id="full-width digits"),
        pytest.param("1，868.17 万元", "18681700", id="full-width comma and a blank"),
        pytest.param("0", "0", id="none is not unknown"),
        pytest.param("0.1亿元", "10000000", id="亿"),
    ],
)
def test_amounts_are_read_as_people_write_them(client, evaluation, url, typed, amount):
    post(client, url, income__initial=typed)

    assert line(evaluation, "income").initial == Decimal(amount)


def test_empty_amount_is_unknown(client, evaluation, url):
    BudgetLine.objects.filter(category="income").update(initial=5)

    post(client, url, income__initial="")

    assert line(evaluation, "income").initial is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("约80", "无法识别“约80”", id="about"),
        pytest.param("无", "没有发生的请填 0", id="nothing in words"),
        pytest.param("50人", "无法识别“50人”：单位是“人”，这里应为“元”，请统一单位。", id="another unit"),
        pytest.param("≥50", "无法识别“≥50”中的“≥”，这里请只填写数字", id="a comparison"),
        pytest.param("-5", "金额不能小于 0", id="negative"),
        pytest.param("0.001", "金额最多到分", id="less than a 分"),
        pytest.param("123456789012345678", "金额过大", id="too large"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_reason(client, evaluation, url, typed, message):
    response = post(client, url, income__initial=typed)

    assert message in described(response, "income-initial")
    assert '<a href="#id_income-initial">收入合计 年初预算数（元）</a>' in response.content.decode()
    assert f'value="{typed}"' in response.content.decode()
    assert line(evaluation, "income").initial is None


def test_what_was_understood_stands_under_the_field(client, url):
    post(client, url, income__initial="18681700", income__executed="2550252", basic__initial="0")

    response = client.get(url)

    assert described(response, "income-initial") == "= 1868.17万元"
    assert "万元" not in described(response, "basic-initial")
    assert described(response, "income-executed") == "= 255.0252万元"


def test_faults_leave_the_understanding_of_other_fields(client, url):
    response = post(client, url, income__initial="1868.17万元", income__executed="约80")

    assert "= 1868.17万元" in described(response, "income-initial")


def test_whole_screen_is_stored_in_one_step(client, evaluation, url):
    post(
        client,
        url,
        basic__initial="100",
        basic__executed="90",
        reception__previous="7",
        budget__carryover="10",
        budget__payment_actual="95%",
        budget__payment_planned="100",
        budget__payment_as_of="2022-12-31",
        budget__assets_total="200",
        budget__note="已说明",
        projects__0__name="道路维修",
        projects__0__initial="1万元",
        projects__0__is_key="on",
    )

    evaluation.budget.refresh_from_db()
    assert (line(evaluation, "basic").initial, line(evaluation, "basic").executed) == (100, 90)
    assert line(evaluation, "reception").previous == 7
    assert (evaluation.budget.carryover, evaluation.budget.payment_actual, evaluation.budget.note) == (10, 95, "已说明")
    project = evaluation.projects.get()
    assert (project.name, project.initial, project.is_key) == ("道路维修", 10000, True)


def test_adjustments_make_the_budget_of_the_year(client, evaluation, url):
    post(client, url, basic__initial="100", project__initial="50")

    post(
        client,
        url,
        adjustments__0__kind="increase",
        adjustments__0__nature="basic",
        adjustments__0__fund="general",
        adjustments__0__amount="20",
        adjustments__0__document="东财预〔2022〕8号",
    )

    assert evaluation.adjustments.get().amount == 20
    assert '<td class="number" data-label="全年预算数（元）">120</td>' in client.get(url).content.decode()
    assert "预算调整率 13.33%" in text_of(client.get(url))


@pytest.mark.parametrize(
    ("changes", "name", "message"),
    [
        pytest.param(
            {"kind": "restructure"}, "target_nature", "结构调整须选择调入性质。", id="restructured to nowhere"
        ),
        pytest.param(
            {"kind": "restructure", "target_nature": "basic"}, "target_nature", "须与调出的支出性质不同", id="to itself"
        ),
        pytest.param({"amount": "0"}, "amount", "调整金额须大于0", id="of nothing"),
        pytest.param({"document": ""}, "document", "请填写批复文件。", id="without document"),
        pytest.param(
            {"target_nature": "project"}, "target_nature", "只有“结构调整”才填写调入性质。", id="target of an increase"
        ),
    ],
)
def test_unlawful_adjustment_is_refused(client, evaluation, url, changes, name, message):
    given = {"kind": "increase", "nature": "basic", "fund": "general", "amount": "20", "document": "8号"} | changes

    response = post(client, url, **{f"adjustments__0__{key}": value for key, value in given.items()})

    assert response.status_code == 200
    assert message in described(response, f"adjustments-0-{name}")
    assert "内容尚未保存" in text_of(response)
    assert not Adjustment.objects.exists()


def test_summary_names_list_and_row(client, url):
    response = post(client, url, adjustments__0__amount="x", projects__0__initial="x")

    page = response.content.decode()
    assert '<a href="#id_adjustments-0-amount">调整事项 第1行 金额（元）</a>' in page
    assert '<a href="#id_projects-0-initial">项目 第1行 年初预算数（元）</a>' in page


def test_project_twice_is_refused(client, url):
    response = post(client, url, projects__0__name="道路维修", projects__1__name="道路维修")

    assert "项目名称重复。" in described(response, "projects-1-name")
    assert not Project.objects.exists()


def test_more_assets_in_use_than_there_are_is_refused(client, url):
    response = post(client, url, budget__assets_in_use="5", budget__assets_total="3")

    assert "在用固定资产不能大于固定资产总额。" in described(response, "budget-assets_in_use")


def test_nothing_out_of_nothing_is_said_in_one_way(client, url):
    post(
        client,
        url,
        operating__initial="0",
        operating__executed="0",
        procurement__initial="0",
        procurement__executed="3",
    )

    page = text_of(client.get(url))

    assert "公用经费控制率 不适用（无预算、无支出）" in page
    assert "政府采购执行率 无法计算（分母为0）" in page
    assert "支付进度率 —" in page


def test_execution_is_scored_with_the_budget(client, evaluation, url):
    post(client, url, basic__initial="100", basic__executed="90", project__initial="0", project__executed="0")

    assert evaluation.indicators.get(rule="execution").score == Decimal("9.00")


def test_lines_that_have_no_last_year_do_not_ask_for_it(client, url):
    values = form_values(client.get(url))

    assert "reception-previous" in values
    assert "general-previous" not in values


def test_stale_amount_is_shown_beside_the_typed_one(client, evaluation, url):
    stale = form_values(client.get(url)) | {"income-initial": "1868.17万元"}
    post(client, url, income__initial="5")

    response = client.post(url, stale)

    assert "现存：5" in described(response, "income-initial")
    assert 'value="1868.17万元"' in response.content.decode()
    assert line(evaluation, "income").initial == 5
