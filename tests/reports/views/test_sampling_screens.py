"""Samples and deviations on screen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry, BudgetLine, Evaluation, Role
from indicators.models import Indicator, Scorecard, StageScore
from reports.models import Sample, SampledEvaluation
from reports.sampling import Unit, draw_number
from reports.services import is_reproducible
from tests.factories import handed_in, make_cycle, make_department, make_evaluation, make_member
from tests.queries import queries_of

ADD = reverse("reports:sample_add")


@pytest.fixture
def district(db):
    return make_department("1")


@pytest.fixture
def finance(client, district):
    user = make_member(Role.REVIEWER, district)
    client.force_login(user)
    return user


def submitted(code, parent, year=2022, total="90.00", budget=1000):
    unit = make_department(code, parent=parent)
    evaluation = make_evaluation(unit, make_cycle(year))
    Evaluation.objects.filter(pk=evaluation.pk).update(**handed_in(unit, make_member(Role.PREPARER, unit)))
    Scorecard.objects.filter(evaluation=evaluation).update(total=total)
    BudgetLine.objects.filter(evaluation=evaluation, category__in=["basic", "project"]).update(initial=budget)
    return evaluation


@pytest.fixture
def units(district):
    """Two bureaus with three units each; the later, the larger the budget."""
    found = []
    for bureau in ("10", "20"):
        above = make_department(bureau, parent=district)
        found += [submitted(f"{bureau}{number}", above, budget=1000 * (len(found) + number)) for number in range(3)]
    return found


def draw(client, units, district, **values):
    said = {"cycle": units[0].cycle_id, "department": district.pk, "method": "number", "number": 2, "seed": "摇号 07"}
    return client.post(ADD, said | values, follow=True)


def codes_of(sample):
    return list(sample.rows.values_list("evaluation__department__code", flat=True))


def test_a_random_draw_is_recorded_with_its_seed_and_can_be_drawn_again(client, finance, units, district):
    page = draw(client, units, district).content.decode()

    sample = Sample.objects.get()
    expected = draw_number([Unit(row.department.code) for row in units], 2, seed="摇号 07")
    assert codes_of(sample) == [unit.code for unit in expected]
    assert "从 6 个单位中随机抽取 2 个" in page
    assert "名单一致" in page
    entry = AuditEntry.objects.get(action="sample.add", actor=finance)
    assert entry.changes["seed"] == [None, "摇号 07"]


def test_a_tampered_list_is_seen(client, finance, units, district):
    draw(client, units, district)
    sample = Sample.objects.get()
    other = next(row for row in units if row.department.code not in codes_of(sample))
    sample.rows.filter(position=1).update(evaluation=other)

    assert not is_reproducible(sample)
    assert "名单不一致" in client.get(reverse("reports:sample", args=[sample.pk])).content.decode()


def test_without_a_seed_the_system_makes_one(client, finance, units, district):
    draw(client, units, district, seed="")

    assert len(Sample.objects.get().seed) == 16


def test_a_share_is_drawn_of_every_department(client, finance, units, district):
    draw(client, units, district, method="share", percent="34")

    codes = codes_of(Sample.objects.get())
    assert sorted(code[:2] for code in codes) == ["10", "10", "20", "20"]


def test_large_budgets_are_drawn(client, finance, units, district):
    draw(client, units, district, method="amount", amount="8000")

    sample = Sample.objects.get()
    assert codes_of(sample) == ["202", "201"]
    assert is_reproducible(sample)


def test_units_are_named_by_hand_with_a_reason(client, finance, units, district):
    draw(client, units, district, method="hand", codes="102\n201", reason="群众反映")

    assert codes_of(Sample.objects.get()) == ["102", "201"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"number": ""}, "请填写抽取个数", id="no number"),
        pytest.param({"number": "0"}, "抽取个数", id="none"),
        pytest.param({"method": "share"}, "请填写抽取比例", id="no share"),
        pytest.param({"method": "amount"}, "请填写预算金额", id="no amount"),
        pytest.param({"method": "hand", "codes": "102"}, "请说明理由", id="no reason"),
        pytest.param({"method": "hand", "codes": "999", "reason": "x"}, "没有已送审的自评：999", id="unknown unit"),
        pytest.param({"method": "amount", "amount": "99999999"}, "没有抽到单位", id="nobody"),
        pytest.param({"method": "moon"}, "已不在可选范围内", id="unknown rule"),
    ],
)
def test_a_senseless_draw_is_refused_and_kept_on_screen(client, finance, units, district, values, message):
    page = draw(client, units, district, **values).content.decode()

    assert message in page
    assert "摇号 07" in page
    assert not Sample.objects.exists()


def test_the_result_feeds_the_deviations_and_needs_a_reason(client, finance, units, district):
    draw(client, units, district, method="hand", codes="102", reason="群众反映")
    row = SampledEvaluation.objects.get()
    address = reverse("reports:sample_result", args=[row.pk])

    refused = client.post(address, {"score": "82.5", "opinion": "", "based_on": 1}).content.decode()
    client.post(address, {"score": "82.5", "opinion": "两项产出没有台账", "based_on": 1})
    stale = client.post(address, {"score": "80", "opinion": "两项", "based_on": 1})
    page = client.get(reverse("reports:deviations")).content.decode()

    row.refresh_from_db()
    assert "与自评得分 90.00 不同，请说明理由" in refused
    assert (row.score, row.checked_by) == (Decimal("82.50"), finance)
    assert stale.status_code == 409
    assert "-7.50" in page
    assert "两项产出没有台账" in page


def score_by_stage(evaluation, stage, less):
    leaf = Indicator.objects.filter(evaluation=evaluation, is_leaf=True).first()
    Indicator.objects.filter(pk=leaf.pk).update(score=5)
    StageScore.objects.create(
        evaluation=evaluation,
        indicator=leaf,
        stage=stage,
        stage_name="复核",
        points=5 - less,
        reason="缺台账",
        scored_by=make_member(Role.REVIEWER),
        scored_at=clock.now(),
    )


def test_deviations_are_told_per_unit_over_the_years_by_the_last_stage(client, finance, units, district):
    score_by_stage(units[0], 0, 1)
    score_by_stage(units[0], 1, 3)
    earlier = submitted("100", units[0].department.parent, year=2021, total="88.00")
    score_by_stage(earlier, 0, 2)

    response = client.get(reverse("reports:deviations"))

    unit = response.context["units"][0]
    assert [(year.evaluation.cycle.year, year.own, year.by_review) for year in unit.years] == [
        (2022, Decimal(90), Decimal(-3)),
        (2021, Decimal(88), Decimal(-2)),
    ]
    exported = client.get(reverse("reports:deviations"), {"export": "csv"})
    text = b"".join(exported.streaming_content).decode("utf-8-sig")
    assert "-3.00" in text


def test_deviations_of_other_units_stay_hidden(client, units):
    client.force_login(make_member(Role.REVIEWER, make_department("9")))

    assert client.get(reverse("reports:deviations")).context["units"] == []


@pytest.mark.parametrize("years", [1, 3])
def test_pages_ask_the_same_for_few_and_many(client, finance, units, district, years):
    for year in range(2022 - years, 2022):
        for row in units:
            submitted(row.department.code, row.department.parent, year=year)
    draw(client, units, district, number=min(years * 2, 6))

    assert queries_of(client, reverse("reports:deviations")) == 12
    assert queries_of(client, reverse("reports:samples")) == 9
    assert queries_of(client, reverse("reports:sample", args=[Sample.objects.get().pk])) == 10
