"""What the approval of the goals (绩效目标批复) holds fast, and what is said when the year is over."""

from collections.abc import Mapping
from typing import Any

APPROVED = (
    "project_evaluation",
    "parent",
    "name",
    "nature",
    "sign",
    "target",
    "target_text",
    "unit",
    "points",
    "rule",
)
REACHED: Mapping[str, tuple[str, ...]] = {
    "qualitative": ("grade",),
    "manual": ("reason",),
    "formula": ("numerator", "denominator"),
}
"""The settings of a rule that are measured or judged, not planned; of a checklist it is `done`."""
EMPTY: tuple[object, ...] = (None, "", False, [], {})


def planned(rule: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that were approved; what is empty says nothing."""
    reached = REACHED.get(rule, ())
    settings = {name: value for name, value in parameters.items() if name not in reached and value not in EMPTY}
    if "items" in settings:
        settings["items"] = [{key: item[key] for key in item if key != "done"} for item in settings["items"]]
    return settings


def with_reached(rule: str, approved: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the approved settings together with what `given` says was reached."""
    reached = {name: given[name] for name in REACHED.get(rule, ()) if name in given}
    kept = {name: value for name, value in approved.items() if name not in REACHED.get(rule, ())} | reached
    if "items" in kept:
        answers = [item.get("done") for item in given.get("items", ())]
        unasked = [item.get("done") for item in kept["items"][len(answers) :]]
        kept["items"] = [_answered(*pair) for pair in zip(kept["items"], answers + unasked, strict=False)]
    return kept


def _answered(item: Mapping[str, Any], done: Any) -> dict[str, Any]:
    approved = {key: value for key, value in item.items() if key != "done"}
    return approved if done is None else approved | {"done": done}
