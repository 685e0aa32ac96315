"""An SFTP server that asks for a password (OpenSSH would ask the machine's own accounts), without `posix-rename`."""

import os
import socket
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import paramiko


@contextmanager
def password_server(username, password):
    """Let in one person, once; yield port and host key."""
    key = paramiko.RSAKey.generate(2048)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_serve, args=(listening, key, Door(username, password)), daemon=True).start()
        yield listening.getsockname()[1], f"ssh-rsa {key.get_base64()}"


def _serve(listening, key, door):
    connection, _ = listening.accept()
    transport = paramiko.Transport(connection)
    transport.add_server_key(key)
    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
    transport.start_server(server=door)


class Door(paramiko.ServerInterface):
    """Lets in who knows the password."""

    def __init__(self, username, password):
        self.known = (username, password)

    def get_allowed_auths(self, username):
        return "password"

    def check_auth_password(self, username, password):
        return paramiko.AUTH_SUCCESSFUL if (username, password) == self.known else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED


class Files(paramiko.SFTPServerInterface):
    """The fewest operations that a server has."""

    def stat(self, path):
        return done(lambda: attributes_of(Path(path)))

    def list_folder(self, path):
        return done(lambda: [attributes_of(entry) for entry in Path(path).iterdir()])

    def open(self, path, flags, attributes):
        return done(lambda: handle_of(path, flags))

    def mkdir(self, path, attributes):
        return done(lambda: Path(path).mkdir() or paramiko.SFTP_OK)

    def remove(self, path):
        return done(lambda: Path(path).unlink() or paramiko.SFTP_OK)

    def rename(self, old, new):
        if Path(new).exists():
            return paramiko.SFTP_FAILURE
        return done(lambda: bool(Path(old).rename(new)))


def attributes_of(path):
    return paramiko.SFTPAttributes.from_stat(path.stat(), path.name)


def handle_of(path, flags):
    handle = paramiko.SFTPHandle(flags)
    file = os.fdopen(os.open(path, flags, 0o644), "wb" if flags & os.O_WRONLY else "rb")
    handle.readfile = handle.writefile = file
    return handle


def done(work):
    try:
        answer = work()
    except OSError as error:
        return paramiko.SFTPServer.convert_errno(error.errno)
    return paramiko.SFTP_OK if answer is True else answer
