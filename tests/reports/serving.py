"""The server of the site itself, over the database of the test: killed and started again as in life."""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

WORKERS = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")


class Server:
    """gunicorn on one port, as `deploy/serve` starts it; static files come from their source."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        own = {"DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY, "VAR_DIR": str(folder), "DEBUG": "1"}
        self.environment = os.environ | own
        self.process = None

    def start(self):
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "perfeval.wsgi", "--bind", f"127.0.0.1:{self.port}", *WORKERS]
        self.process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 60
        while not self.answers():
            assert time.monotonic() < deadline, "The server has not started."
            assert self.process.poll() is None, "The server has stopped by itself."
            time.sleep(0.05)

    def answers(self):
        """Return whether somebody listens."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        """End all of its processes at once, whatever they are doing."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)
            self.process = None


def database_url():
    """Return what lets another process ask the database of the test."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
