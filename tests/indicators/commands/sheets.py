"""Running `manage.py score` inside the test, without a database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def measured(rule="positive", points="10", target=None, actual=None, **settings):
    given = {"id": "a", "rule": rule, "points": points, "target": target, "actual": actual}
    return {key: value for key, value in given.items() if value is not None} | settings


def scored(tmp_path, sheet, *options):
    """Return what the command prints for a sheet (values or text) or for a list of measurements."""
    return json.loads(printed("score", _file(tmp_path, sheet), *options))


def refusals(tmp_path, sheet, *options):
    """Return the message for each place that the command complains about."""
    with pytest.raises(CommandError) as refusal:
        call_command("score", _file(tmp_path, sheet), *options)
    _, *lines = str(refusal.value).splitlines()
    return dict(line.strip().split("：", 1) for line in lines)


def printed(*arguments):
    """Return the output of a command."""
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def _file(tmp_path, sheet):
    sheet = {"measurements": sheet} if isinstance(sheet, list) else sheet
    path = tmp_path / "sheet.json"
    path.write_text(sheet if isinstance(sheet, str) else json.dumps(sheet), encoding="utf-8")
    return str(path)
