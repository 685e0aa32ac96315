"""What the heaviest page asks of an intranet that drops."""

import re
from gzip import compress
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.factories import make_evaluation, make_member
from tests.indicators.grid.leaves import grid_address, make_leaf

LINKED = re.compile(r'(?:src|href)="([^"?]+\.(?:js|css))')
MOST_KB = 150


@pytest.mark.django_db
def test_scripts_and_styles_of_the_grid_are_light(client):
    evaluation = make_evaluation()
    make_leaf(evaluation)
    client.force_login(make_member())

    linked = set(LINKED.findall(client.get(grid_address(evaluation)).content.decode()))
    files = [Path(finders.find(address.removeprefix(settings.STATIC_URL))) for address in linked]

    assert {"grid.js", "autosave.js"} <= {file.name for file in files}
    assert sum(len(compress(file.read_bytes())) for file in files) <= MOST_KB * 1024
