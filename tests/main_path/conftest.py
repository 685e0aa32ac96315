"""A site of its own: the server and the worker as `make run` starts them, on an empty port and an empty database."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from urllib.request import urlopen

import pytest
from django.conf import settings

ORGANISE = """
from reports.demo.organise import organise
from reports.demo.people import settle
settle(organise())
"""


@dataclass(frozen=True)
class Site:
    """Where the site answers, and by which settings it runs."""

    address: str
    environment: dict[str, str]

    def shell(self, script):
        """Run a script with the site's own services."""
        run(self.environment, ".venv/bin/python", "manage.py", "shell", "-c", script, "--verbosity", "0")

    def url(self, path):
        return self.address + path


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Start the site with units, people and a round, but nothing entered."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"VAR_DIR": str(tmp_path_factory.mktemp("site")), "PORT": str(port)}
    for command in (["migrate"], ["collectstatic", "--no-input", "--ignore", "*.rtl.*"], ["shell", "-c", ORGANISE]):
        run(environment, ".venv/bin/python", "manage.py", *command, "--verbosity", "0")
    process = subprocess.Popen(
        ["deploy/serve"], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield wait_for(Site(f"http://127.0.0.1:{port}", environment))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def run(environment, *command):
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, timeout=120)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(site):
    for _ in range(600):
        try:
            with urlopen(site.url("/login/"), timeout=5):
                return site
        except OSError:
            time.sleep(0.1)
    pytest.fail("The site has not started within a minute.")
