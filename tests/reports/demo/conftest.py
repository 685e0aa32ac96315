import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from tests.reports.files import text_of


@dataclass(frozen=True)
class Installation:
    """A fresh installation of its own: folder, database, settings."""

    folder: Path

    def manage(self, *arguments):
        """Run `manage.py` as a user would and return what came of it."""
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment | {"VAR_DIR": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """Return an installation with an empty database."""
    fresh = Installation(tmp_path_factory.mktemp("installation"))
    fresh.manage("migrate", "--verbosity", "0")
    return fresh


@pytest.fixture(scope="session")
def demo(installation):
    """Play the demo and return what it printed."""
    return json.loads(installation.manage("demo", "--format", "json").stdout)


@pytest.fixture(scope="session")
def page_text(demo):
    """Return the visible text of the published page without white space."""
    body = Path(demo["html"]).read_text(encoding="utf-8").partition("<body")[2]
    return squeezed(unescape(re.sub(r"<[^>]+>", "", body)))


@pytest.fixture(scope="session")
def edition_texts(demo):
    """Return what can be read in each file of the published edition, by its name."""
    return {path.name: text_of(path) for path in Path(demo["html"]).parent.iterdir()}


@pytest.fixture(scope="session")
def pdf_text(edition_texts):
    """Return the text of the published PDF without white space."""
    return squeezed(edition_texts["report.pdf"])


def squeezed(text):
    return re.sub(r"\s", "", text)
