"""OpenSSH's own SFTP server on a free port of this machine, with keys that live as long as a test."""

import os
import pwd
import shutil
import signal
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from reports.models import Target
from tests.reports.portal.serving import free_port, wait_for

MISSING = "sshd is not there: run deploy/setup test, or install OpenSSH's server"
CONFIGURATION = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
PidFile none
PasswordAuthentication no
Subsystem sftp internal-sftp
"""


@dataclass(frozen=True)
class Server:
    """A running server: where it is, and how one gets in."""

    port: int
    folder: Path
    process: subprocess.Popen

    @property
    def host_key(self):
        return " ".join((self.folder / "host.pub").read_text().split()[:2])

    @property
    def username(self):
        return pwd.getpwuid(os.geteuid()).pw_name

    def target(self, path, **fields):
        """Return a target on this server whose secrets the environment holds under XIAN."""
        said = {"host": "127.0.0.1", "port": self.port, "username": self.username}
        said |= {"host_key": self.host_key, "secret": "XIAN", "path": str(path)}
        return Target.objects.create(name="县服务器", transport="sftp", **(said | fields))

    def kill_sessions(self):
        """End everybody's session at once, as a server that dies does; return whether there was one."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        return bool(children)


def sshd_program():
    """Return where sshd is: installed, or put by deploy/setup beside its own tools; None without one."""
    return shutil.which("sshd") or shutil.which("sshd", path=f"/usr/sbin:{settings.BASE_DIR / '.uv'}")


@contextmanager
def running_sshd(folder):
    """Start a server and yield it."""
    for name in ("host", "user", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    port = free_port()
    (folder / "sshd.conf").write_text(CONFIGURATION.format(port=port, folder=folder))
    program = [str(Path(sshd_program()).resolve()), "-D", "-e", "-f", str(folder / "sshd.conf")]
    with (folder / "log").open("w") as log, subprocess.Popen(program, stderr=log) as process:
        try:
            wait_for(port)
            yield Server(port, folder, process)
        finally:
            process.terminate()
