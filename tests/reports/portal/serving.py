"""Two plain web servers for the public root: Python's, and nginx where it is installed."""

import os
import shutil
import socket
import subprocess
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from urllib.request import urlopen

from django.conf import settings

CONFIGURATION = """
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000; server_tokens off; {types}
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{ listen 127.0.0.1:{port}; location {prefix} {{ alias {root}/; charset utf-8; }} }}
}}
"""
TYPES = "types { text/html html; text/css css; application/javascript js; application/json json; text/csv csv; }"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *args):
        """Keep the tests' output clean."""


@contextmanager
def plain_server(root, host):
    """Serve a folder from a free port of `host`; yield its address."""
    with ThreadingHTTPServer((host, 0), partial(Quiet, directory=str(root))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{host}:{server.server_port}/"
        server.shutdown()
        thread.join()


def own_address():
    """Return an address of this machine that browsers do not take for localhost; empty without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of examples: nothing is sent, only the way out is looked up
        except OSError:
            return ""
        found = probe.getsockname()[0]
    return "" if found.startswith("127.") else found


def nginx_program():
    """Return where nginx is: installed, or put by deploy/setup beside its own tools; None without one."""
    return shutil.which("nginx") or shutil.which("nginx", path=f"/usr/sbin:{settings.BASE_DIR / '.uv'}")


@contextmanager
def nginx(root, folder, prefix="/"):
    """Serve `root` below `prefix` with nginx, whose own files lie in `folder`; yield the address."""
    port = free_port()
    folder = Path(folder)
    text = CONFIGURATION.format(folder=folder, port=port, root=root, prefix=prefix, types=TYPES, user=_user())
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    program = [nginx_program(), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(program) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}{prefix}"
        finally:
            server.terminate()


def _user():
    """Return in whose name files are read: started by root, nginx would take somebody who may not read them."""
    return "user root;" if os.geteuid() == 0 else ""


def free_port():
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    """Wait until somebody listens."""
    end = monotonic() + 10
    while monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise TimeoutError("the server does not answer")


def read(address):
    """Return what stands at an address."""
    with urlopen(address) as answer:
        return answer.read()
