"""Indicators to type in, and the page on which they stand."""

from uuid import uuid4

from django.urls import reverse

from indicators.models import Indicator
from tests.indicators.test_autosave import hidden_inputs
from tests.pages import form_values


def make_leaf(evaluation, name="办结率", branch="数量指标", project=None, **fields):
    """Return an indicator below a branch of the whole department's tree, or of a project's."""
    values = {"rule": "positive", "points": 10, "target": 95, "unit": "%"} | fields
    branches = Indicator.objects.filter(evaluation=evaluation, project_evaluation=project, is_leaf=False)
    parent = branches.filter(name__startswith=branch).first()
    position = parent.children.count() + 1
    common = {"evaluation": evaluation, "project_evaluation": project, "parent": parent, "is_leaf": True}
    return Indicator.objects.create(name=name, position=position, **common, **values)


def grid_address(evaluation):
    return reverse("indicators:indicator_grid", args=[evaluation.pk])


class GridTab:
    """The grid in one browser: like the script, it sends only the lines in which something was typed."""

    def __init__(self, client, url):
        self.client, self.url = client, url
        self.page = client.get(url)
        self.values = form_values(self.page) | {"visit": str(uuid4())}

    def prefix(self, leaf):
        token = next(name for name, value in self.values.items() if value == str(leaf.token))
        return token.removesuffix("-token")

    def named(self, leaf, typed):
        return {f"{self.prefix(leaf)}-{name}": value for name, value in typed.items()}

    def send(self, leaf, **typed):
        self.values |= self.named(leaf, typed)
        prefix = f"{self.prefix(leaf)}-"
        sent = {n: v for n, v in self.values.items() if not n.startswith("leaves-") or n.startswith(prefix)}
        count = {"leaves-count": self.values["leaves-count"]}
        response = self.client.post(self.url, sent | count | {"autosave": "1"})
        self.values |= hidden_inputs(response)
        return response

    def save(self, leaf=None, **typed):
        """Send the whole form, as a click does."""
        return self.client.post(self.url, self.values | (self.named(leaf, typed) if leaf else {}))
