"""A server that is reached by SFTP: its host key is pinned, a key or a password opens it."""

import hashlib
import posixpath
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from time import monotonic
from typing import Any

from django.conf import settings

from ...models import Target
from ..secrets import secret_of, variable_of
from .aside import aside_of, is_aside
from .place import HandoverFailed

CHUNK = 32 * 1024
SECONDS_PER_FILE = 300
"""How long one file may travel, however steadily; well within the lease of a worker."""


@contextmanager
def open_sftp(target: Target) -> Iterator["Sftp"]:
    """Open a session, if the server is the one whose key was entered.

    Raises:
        HandoverFailed: it cannot be reached, is another one, or does not let us in.
    """
    try:
        import paramiko
    except ImportError:
        raise HandoverFailed("本机未安装 SFTP 组件，请系统管理员安装 paramiko（可选组件 sftp）。") from None
    transport = None
    try:
        transport = paramiko.Transport(_connected(target))
        _let_in(transport, target)
        session = paramiko.SFTPClient.from_transport(transport)
        session.get_channel().settimeout(settings.HANDOVER_TIMEOUT)
        yield Sftp(session, target.path)
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise HandoverFailed(_worded(error, target)) from error
    finally:
        if transport is not None:
            transport.close()


class Sftp:
    """Files below a folder of the server."""

    def __init__(self, session: Any, root: str) -> None:
        self.session = session
        self.root = root.rstrip("/") or "/"

    def read(self, address: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        try:
            with self.session.open(self._at(address), "rb") as file:
                content: bytes = file.read()
        except FileNotFoundError:
            return None
        return content

    def is_empty(self) -> bool:
        """Whether nothing lies there yet; a file that never arrived is nothing."""
        return all(is_aside(name) for name in self.session.listdir(self.root))

    def holds(self, address: str, content: bytes) -> bool:
        """Whether a file with this very content is there."""
        try:
            if self.session.stat(self._at(address)).st_size != len(content):
                return False
        except FileNotFoundError:
            return False
        found = self.read(address)
        return found is not None and hashlib.sha256(found).digest() == hashlib.sha256(content).digest()

    def put(self, address: str, content: bytes) -> None:
        """Put a file in place by one rename."""
        self._make(posixpath.dirname(address))
        aside = self._at(aside_of(address, content))
        end = monotonic() + SECONDS_PER_FILE
        with self.session.open(aside, "wb") as file:
            file.set_pipelined(True)
            for start in range(0, len(content), CHUNK):
                if monotonic() > end:
                    raise TimeoutError
                file.write(content[start : start + CHUNK])
        if self.session.stat(aside).st_size != len(content):
            raise HandoverFailed(f"文件 {address} 未能完整写入对方服务器，请对方检查磁盘空间。")
        self._rename(aside, self._at(address))

    def tidy(self, folder: str) -> None:
        """Remove from a folder what a hand-over that was cut off has left on its way."""
        with suppress(FileNotFoundError):
            for name in filter(is_aside, self.session.listdir(self._at(folder))):
                self.session.remove(self._at(posixpath.join(folder, name)))

    def remove(self, address: str) -> None:
        """Remove a file, if it is there."""
        with suppress(FileNotFoundError):
            self.session.remove(self._at(address))

    def _rename(self, aside: str, path: str) -> None:
        """Replace a file at once; a server that cannot do so gets the old one removed first."""
        try:
            self.session.posix_rename(aside, path)
        except OSError:
            with suppress(FileNotFoundError):
                self.session.remove(path)
            self.session.rename(aside, path)

    def _make(self, folder: str) -> None:
        if not folder:
            return
        try:
            self.session.stat(self._at(folder))
        except FileNotFoundError:
            self._make(posixpath.dirname(folder))
            self.session.mkdir(self._at(folder))

    def _at(self, address: str) -> str:
        return posixpath.join(self.root, address)


def _connected(target: Target) -> socket.socket:
    return socket.create_connection((target.host, target.port), timeout=settings.HANDOVER_TIMEOUT)


def _let_in(transport: Any, target: Target) -> None:
    """Compare the host key before anything secret is said, then sign in."""
    kind, _, pinned = target.host_key.partition(" ")
    transport.banner_timeout = transport.auth_timeout = transport.handshake_timeout = settings.HANDOVER_TIMEOUT
    transport.get_security_options().key_types = _signatures(kind)
    transport.start_client(timeout=settings.HANDOVER_TIMEOUT)
    if transport.get_remote_server_key().get_base64() != pinned.split()[0]:
        raise HandoverFailed(
            f"服务器 {target.host} 的主机密钥与登记的不同，未登录。请向对方核实：确已更换时，由管理员重新登记。"
        )
    if key := secret_of(target, "KEY"):
        transport.auth_publickey(target.username, _private_key(key, secret_of(target, "PASSPHRASE")))
    elif password := secret_of(target, "PASSWORD"):
        transport.auth_password(target.username, password)
    else:
        names = f"{variable_of(target, 'KEY')} 或 {variable_of(target, 'PASSWORD')}"
        raise HandoverFailed(f"没有登录用的密钥或密码，请系统管理员设置环境变量 {names}（或其 _FILE）。")


def _signatures(kind: str) -> tuple[str, ...]:
    """Return by which signatures a server proves that it has a key of this kind."""
    return ("rsa-sha2-512", "rsa-sha2-256") if kind == "ssh-rsa" else (kind,)


def _private_key(text: str, passphrase: str) -> Any:
    import paramiko

    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        with suppress(paramiko.SSHException, ValueError):
            return kind.from_private_key(StringIO(f"{text}\n"), password=passphrase or None)
    raise HandoverFailed("登录密钥不能识别，请系统管理员核对密钥文件和口令（支持 Ed25519、ECDSA、RSA）。")


def _worded(error: Exception, target: Target) -> str:
    import paramiko

    place = f"{target.host}:{target.port}"
    if isinstance(error, paramiko.AuthenticationException):
        return f"服务器 {place} 拒绝登录（用户 {target.username}），请核对用户名和密钥或密码。"
    if isinstance(error, PermissionError):
        return f"用户 {target.username} 无权写入服务器 {place} 的目录 {target.path}，请对方开通权限。"
    if isinstance(error, FileNotFoundError):
        return f"服务器 {place} 上没有目录 {target.path}，请对方建立或由管理员改正。"
    if isinstance(error, TimeoutError):
        return f"服务器 {place} 长时间没有响应，已中止。"
    if isinstance(error, paramiko.ssh_exception.IncompatiblePeer):
        return f"服务器 {place} 没有登记的那种主机密钥，未登录。请管理员核对主机密钥。"
    return f"与服务器 {place} 的连接失败或中断（{type(error).__name__}），请检查网络和对方服务。"
