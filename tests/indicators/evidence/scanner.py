"""A real clamd that knows one harmless signature, on a socket of its own."""

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

from django.conf import settings

TEXT = b"PERFEVAL-HARMLESS-TEST-SIGNATURE"
SIGNATURE = "Perfeval.Test.Harmless"
INFECTED = b"%PDF-1.7\n" + TEXT
LARGEST = 1024 * 1024
"""How much this clamd takes in one stream, in bytes."""


def clamd_program():
    """Return where clamd is: installed, or put by deploy/setup beside its own tools; None without one."""
    return shutil.which("clamd") or shutil.which("clamd", path=f"/usr/sbin:{settings.BASE_DIR / '.uv'}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_clamd(folder):
    """Start clamd with the test signature alone and yield its addresses: a Unix socket and a TCP port."""
    port = free_port()
    (folder / "db").mkdir()
    (folder / "db" / "test.ndb").write_text(f"{SIGNATURE}:0:*:{TEXT.hex()}\n", encoding="ascii")
    configuration = folder / "clamd.conf"
    lines = ["Foreground yes", "FixStaleSocket yes", f"LocalSocket {folder}/clamd.sock", "TCPAddr 127.0.0.1"]
    lines += [f"TCPSocket {port}", f"DatabaseDirectory {folder}/db", f"LogFile {folder}/log", "Bytecode no"]
    lines += [f"StreamMaxLength {LARGEST}", "MaxThreads 2", f"TemporaryDirectory {folder}"]
    configuration.write_text("\n".join(lines), encoding="utf-8")
    with subprocess.Popen([clamd_program(), "--config-file", configuration]) as clamd:
        _wait_for(folder / "clamd.sock", clamd)
        yield f"unix://{folder}/clamd.sock", f"tcp://127.0.0.1:{port}"
        clamd.terminate()


def _wait_for(place, clamd):
    deadline = time.monotonic() + 30
    while not place.exists():
        assert clamd.poll() is None, "clamd has ended at once"
        assert time.monotonic() < deadline, "clamd does not start"
        time.sleep(0.05)
