"""A wire between browser and server that can be cut in the middle of an upload."""

import socket
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit


class Wire:
    """Passes on what it gets; after `length` bytes of one request it breaks (None: never)."""

    def __init__(self, server_url):
        address = urlsplit(server_url)
        self.far_end = (address.hostname, address.port)
        self.length = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self.listener.getsockname()[1]}"

    def serve(self):
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(self.far_end)
                Thread(target=self.carry, args=[near, far, True], daemon=True).start()
                Thread(target=self.carry, args=[far, near, False], daemon=True).start()

    def carry(self, source, target, is_request):
        carried = 0
        with suppress(OSError), source, target:
            while part := source.recv(65536):
                carried += len(part)
                if is_request and self.length is not None and carried > self.length:
                    target.shutdown(socket.SHUT_RDWR)
                    source.shutdown(socket.SHUT_RDWR)
                    return
                target.sendall(part)


@contextmanager
def wire_to(server_url):
    """Yield a wire to the server."""
    wire = Wire(server_url)
    Thread(target=wire.serve, daemon=True).start()
    yield wire
    wire.listener.close()
