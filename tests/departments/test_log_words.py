"""Whatever stands in the log can be read, and every action has a name."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from departments.log import action_name, changes_of
from departments.models import AuditEntry
from departments.workflow import Action

SOURCES = [
    path for app in ("departments", "indicators", "reports") for path in Path(settings.BASE_DIR, app).rglob("*.py")
]


def recorded():
    """Return every action that the code records, a variable kind being any kind and a variable step every step."""
    calls = [
        call
        for path in SOURCES
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.record"
    ]
    given = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "action"]
    assert len(given) == len(calls)
    return sorted({action for value in given for action in spelled(value)})


def spelled(value):
    if isinstance(value, ast.Constant):
        return [value.value]
    if isinstance(value, ast.Name):
        return ["user.login_failed", "user.login_locked"]
    head, *_, tail = value.values
    if isinstance(head, ast.Constant):
        return [f"{head.value}{action}" for action in Action]
    return [f"duty{tail.value}"]


@pytest.mark.parametrize("action", recorded())
def test_recorded_action_has_a_name(action):
    kind, _, verb = action.partition(".")

    assert kind not in action_name(action)
    assert verb not in action_name(action)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param({"threshold": "60"}, "threshold＝60", id="a setting"),
        pytest.param({"strict": True, "grade": None}, "strict＝是，grade＝（空）", id="settings that are not numbers"),
        pytest.param({"bands": [{"min": "90"}, {"min": "70"}]}, "bands＝（（min＝90）、（min＝70））", id="nested"),
        pytest.param([{"min": "90"}, "甲"], "（min＝90）、甲", id="a list"),
        pytest.param({}, "（空）", id="no settings"),
        pytest.param(0, "0", id="zero"),
    ],
)
def test_nested_values_are_worded(value, words):
    entry = AuditEntry(object_type="indicators.Indicator", changes={"parameters": [None, value], "rule": [value, ""]})

    assert [(change.old, change.new) for change in changes_of(entry)] == [("（空）", words), (words, "（空）")]
