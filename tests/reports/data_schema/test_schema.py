"""The published description of data.json, held against the whitelist and against what is written."""

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from reports import public_view as whitelist
from reports.checks.edits import without_projects
from reports.data_schema import VERSION, schema, schema_file
from reports.public_view import FORMAT, public_view
from tests.reports.snapshots import make_full_snapshot, make_snapshot

OPEN = {"sections", "absences"}
"""Objects whose keys are codes of chapters."""


def errors_of(data):
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema()).iter_errors(data)]


def objects(node=None):
    """Yield every object that the schema describes."""
    node = schema() if node is None else node
    if isinstance(node, dict):
        if "properties" in node and isinstance(node["properties"], dict):
            yield node
        for child in node.values():
            yield from objects(child)
    elif isinstance(node, list):
        for child in node:
            yield from objects(child)


def test_schema_is_a_schema_of_the_format_that_is_written():
    Draft202012Validator.check_schema(schema())

    assert (schema()["properties"]["format"]["const"], VERSION) == (FORMAT, FORMAT)
    assert json.loads(schema_file()) == schema()


@pytest.mark.parametrize(
    "snapshot",
    [
        pytest.param(make_snapshot(), id="usual"),
        pytest.param(make_full_snapshot(), id="with everything"),
        pytest.param(without_projects(make_snapshot()), id="without projects"),
        pytest.param(make_snapshot(approval=None, completed_on=None, raw_total=None, total=None), id="unfinished"),
    ],
)
def test_public_view_validates(snapshot):
    assert errors_of(json.loads(json.dumps(public_view(snapshot)))) == []


@pytest.mark.parametrize("place", ["", "department", "budget", "staffing"])
def test_field_outside_the_whitelist_is_refused(place):
    data = public_view(make_snapshot())
    (data[place] if place else data)["phone"] = "0791-0000000"

    assert any("'phone' was unexpected" in error for error in errors_of(data))


def test_leaf_with_an_internal_field_is_refused():
    data = public_view(make_snapshot())
    data["indicators"][0]["accuracy"] = "内部"

    assert errors_of(data)


@pytest.mark.parametrize("value", [96.0, "约96", "", True])
def test_figure_that_is_no_exact_number_is_refused(value):
    assert errors_of(public_view(make_snapshot()) | {"total": value})


def test_every_object_is_closed_complete_and_described():
    found = list(objects())

    assert len(found) > 25
    for node in found:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
        for key, child in node["properties"].items():
            assert child.get("title"), key


def test_schema_names_exactly_the_fields_of_the_whitelist():
    definitions = schema()["$defs"]

    assert list(schema()["properties"]) == list(public_view(make_snapshot()))
    assert tuple(definitions["leaf"]["properties"]) == (*whitelist.NODE, *whitelist.LEAF, "survey", "explanation")
    assert tuple(definitions["survey"]["properties"]) == whitelist.SURVEY
    assert tuple(definitions["line"]["properties"]) == whitelist.LINE


def test_unknown_is_null_and_not_left_out():
    data = public_view(replace(make_snapshot(), total=None))

    del data["total"]

    assert any("'total' is a required property" in error for error in errors_of(data))
