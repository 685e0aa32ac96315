"""PDF from HTML, made in a process of its own that can be stopped.

A server process (multiprocessing's forkserver) keeps the renderer loaded and warm; each PDF is made by a
fresh child of it, which ends with the PDF or is killed when its time is over.
"""

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from time import monotonic

from reports.rendering import worker
from reports.rendering.archival import Embedded
from reports.rendering.errors import RenderingFailed, RenderingTimedOut

REHEARSAL = "reports.rendering.rehearsal"
DIED = "排版进程意外中止，未生成PDF。请稍后重试。"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, what the renderer remarked while making it, the characters that no intended font has, and its typefaces.

    `fonts` are families with the version that the font file states.
    """

    pdf: bytes
    messages: tuple[str, ...]
    missing: str = ""
    fonts: tuple[tuple[str, str], ...] = ()


def render_pdf(html: str, *, timeout: float, embedded: Sequence[Embedded] = ()) -> Rendered:
    """Return the PDF of a page that needs nothing from outside.

    Args:
        html: a whole page; only `data:` addresses in it are opened.
        timeout: seconds until the renderer is killed.
        embedded: files that the PDF carries inside.

    Raises:
        RenderingTimedOut: the time is over.
        RenderingFailed: the renderer gave up or died.
    """
    context = _renderers()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=worker.work, args=(html, tuple(embedded), sender), name="pdf", daemon=True)
    _start(process, receiver, sender)
    try:
        return _Conversation(receiver, monotonic() + timeout).until_rendered(timeout)
    finally:
        process.kill()
        process.join()
        process.close()
        receiver.close()


def _start(process: ForkServerProcess, receiver: Connection, sender: Connection) -> None:
    """Start the child, which may die before it has read its page."""
    try:
        process.start()
    except OSError:
        receiver.close()
        raise RenderingFailed(DIED) from None
    finally:
        sender.close()


def _renderers() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([REHEARSAL])
    return context


@dataclass(slots=True)
class _Conversation:
    """What the child has said so far."""

    receiver: Connection
    deadline: float
    messages: list[str] = field(default_factory=list)
    missing: str = ""
    fonts: tuple[tuple[str, str], ...] = ()

    def until_rendered(self, timeout: float) -> Rendered:
        """Listen until the child hands over a PDF, fails or is out of time."""
        while self.receiver.poll(max(self.deadline - monotonic(), 0)):
            try:
                kind, said = self.receiver.recv()
            except EOFError:
                raise RenderingFailed(DIED, self._said) from None
            if kind == worker.PDF:
                return Rendered(said, self._said, "".join(dict.fromkeys("".join(self.missing.split()))), self.fonts)
            if kind == worker.FAILURE:
                raise RenderingFailed(f"排版未能完成：{said}", self._said)
            if kind == worker.MISSING:
                self.missing += said
            elif kind == worker.FONTS:
                self.fonts = said
            else:
                self.messages.append(said)
        raise RenderingTimedOut(
            f"排版超过{timeout:g}秒，已停止，未生成PDF。请稍后重试，或精简报告中过长的表格。", self._said
        )

    @property
    def _said(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.messages))
