"""Beside every field of the entry stands what it asks for, as the scheme says it, with an example that it takes."""

import re

import pytest
from django import forms
from django.urls import reverse

from departments.forms.screens import RowSet
from indicators.forms.budget import BudgetScreen
from indicators.forms.grid import GridScreen
from indicators.forms.indicator import IndicatorScreen, SurveyForm
from indicators.forms.management import ManagementScreen
from indicators.forms.profile import GoalsScreen, ProfileScreen
from indicators.forms.projects import FundForm, ProjectScreen
from indicators.forms.signature import SignatureScreen
from indicators.models import Scheme, Survey
from indicators.parts import PARTS
from indicators.schemes.guidance import common
from indicators.templatetags.guidance import guidance_of, lay_guidance
from reports.forms.problems import ProblemsScreen
from reports.forms.texts import BasisScreen, PerformanceScreen, ResultsScreen
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.filled import fill
from tests.pages import text_of

pytestmark = pytest.mark.django_db

SPEAKS_FOR_ITSELF = re.compile(r"rule_|is_cited|is_stated|(?<=absence).*reason")
SCREENS = (BasisScreen, ProfileScreen, GoalsScreen, BudgetScreen, ManagementScreen, PerformanceScreen, ResultsScreen)
SCREENS += (ProblemsScreen, SignatureScreen)


@pytest.fixture
def evaluation():
    cycle = make_cycle(project_scheme="national-project")
    return fill(make_evaluation(make_department(), cycle), 2, others=1)


def screens_of(evaluation):
    leaf = evaluation.indicators.get(name="指标0", project_evaluation=None)
    screen = IndicatorScreen(leaf)
    screen.add_row("survey", SurveyForm, Survey(indicator=leaf))
    project = ProjectScreen(evaluation.project_evaluations.get())
    return [*(screen_class(evaluation) for screen_class in SCREENS), screen, project]


def unguided(screen):
    """Yield the fields of a screen about which nothing is said."""
    scheme = lay_guidance(screen)
    for name, piece in screen.pieces.items():
        said = [label for label, _ in guidance_of(scheme, screen, piece)]
        for form in piece.each_form():
            for field in form.content_names:
                is_said = field in form.guidance or str(form[field].label) in said
                if not is_said and not SPEAKS_FOR_ITSELF.match(field) and not name.startswith("absence-"):
                    yield f"{type(screen).__name__} {name} {field}"


def test_every_field_is_explained(evaluation):
    assert [field for screen in screens_of(evaluation) for field in unguided(screen)] == []


def test_every_key_is_that_of_a_field(evaluation):
    """What no field asks for would never be read."""
    found = set()
    for screen in screens_of(evaluation):
        scheme = lay_guidance(screen)
        for piece in screen.pieces.values():
            found.update(guidance for _, guidance in guidance_of(scheme, screen, piece))
            found.update(guidance for form in piece.each_form() for guidance in form.guidance.values())

    own = [key for key, guidance in common().items() if guidance not in found]
    reworded = ["goals.expected", "indicators.standard", "projects.goal_expected", "projects.execution_reason"]
    not_here = ["indicators.own_score", "indicators.own_reason"]
    assert sorted(own) == sorted([*reworded, *not_here])


def numbers_of(screen):
    for piece in screen.pieces.values():
        form = piece.empty_form if isinstance(piece, RowSet) else piece
        for name in form.content_names:
            if isinstance(form.fields[name], forms.DecimalField | forms.IntegerField | forms.DateField):
                yield form, name


def test_every_example_of_a_number_or_day_can_be_typed(evaluation):
    checked = 0
    for screen in screens_of(evaluation):
        lay_guidance(screen)
        for form, name in numbers_of(screen):
            guidance = form.guidance.get(name) or common().get(f"{screen.guided_as}.{name}")
            if guidance and not isinstance(form, FundForm):
                for example in guidance.example.split(" 或 "):
                    assert form.fields[name].clean(example) is not None, (name, example)
                    checked += 1
    assert checked > 30


@pytest.mark.parametrize("part", [part for part in PARTS if part.key not in ("indicators", "projects")], ids=str)
def test_every_part_shows_it(client, evaluation, part):
    client.force_login(make_member())

    page = client.get(reverse(part.url_name, args=[evaluation.pk]))

    assert re.search(r"填报说明 ?：.*?示例：", text_of(page))


def test_the_words_are_those_of_the_scheme_by_which_the_unit_is_scored(client, evaluation):
    stored = Scheme.objects.get(pk=evaluation.scorecard.scheme_id)
    stored.content = stored.content.replace("照年初批复的绩效目标填写，先写总体目标", "本市的要求是照批复填写")
    stored.save()
    client.force_login(make_member())

    page = text_of(client.get(reverse("indicators:enter_goals", args=[evaluation.pk])))

    assert "本市的要求是照批复填写" in page
    assert common()["goals.reached"].text in page


def test_the_grid_explains_its_columns(client, evaluation):
    client.force_login(make_member())

    page = text_of(client.get(reverse("indicators:indicator_grid", args=[evaluation.pk])))

    assert common()["indicators.actual"].text in page
    assert lay_guidance(GridScreen(evaluation)) is not None


def test_a_locked_page_asks_for_nothing(client, stage):
    stage.submitted()
    client.force_login(stage.preparer)

    assert "填报说明" not in text_of(client.get(reverse("indicators:enter_goals", args=[stage.evaluation.pk])))
