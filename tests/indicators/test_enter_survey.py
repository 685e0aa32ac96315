import pytest
from django.urls import reverse

from indicators.models import Indicator, Survey
from tests.factories import make_evaluation, make_member
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaf(client):
    client.force_login(make_member())
    evaluation = make_evaluation()
    return Indicator.objects.create(
        evaluation=evaluation,
        parent=evaluation.indicators.get(name="满意度指标"),
        is_leaf=True,
        name="群众满意度",
        points=10,
        rule="bands",
        unit="%",
    )


def enter(client, leaf, **changes):
    url = reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk])
    return client.post(url, form_values(client.get(url)) | {key.replace("__", "-"): changes[key] for key in changes})


def test_survey_is_stored_with_the_value_it_found(client, leaf):
    enter(
        client,
        leaf,
        indicator__actual="75%",
        survey__surveyed="辖区居民",
        survey__sample="200份",
        survey__valid_replies="198",
        survey__starts_on="2022-12-05",
        survey__ends_on="2022-12-16",
    )

    leaf.refresh_from_db()
    survey = Survey.objects.get(indicator=leaf)
    assert (leaf.score, survey.surveyed, survey.sample, survey.valid_replies) == (6, "辖区居民", 200, 198)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param(
            {"sample": "200", "valid_replies": "201"},
            "valid_replies",
            "有效问卷不能多于样本数。",
            id="too many replies",
        ),
        pytest.param(
            {"starts_on": "2022-12-16", "ends_on": "2022-12-05"},
            "ends_on",
            "调查结束日期不能早于开始日期。",
            id="ends too early",
        ),
        pytest.param({"sample": "99999999999999"}, "sample", "不能大于99999999，请核对。", id="beyond all databases"),
    ],
)
def test_impossible_survey_is_refused_together_with_the_value(client, leaf, changes, field, message):
    response = enter(client, leaf, indicator__actual="75", **{f"survey__{key}": changes[key] for key in changes})

    leaf.refresh_from_db()
    assert message in described(response, f"survey-{field}")
    assert leaf.actual is None
    assert not Survey.objects.exists()


def test_survey_is_changed_the_next_time(client, leaf):
    enter(client, leaf, survey__sample="200")
    enter(client, leaf, survey__sample="300")

    survey = Survey.objects.get()
    assert (survey.sample, survey.version) == (300, 2)


def test_only_satisfaction_asks_for_a_survey(client, leaf):
    leaf.parent = leaf.evaluation.indicators.get(name="数量指标")
    leaf.save()

    response = client.get(reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk]))

    assert "满意度调查" not in text_of(response)
