"""What can go wrong while a PDF is made."""


class RenderingError(Exception):
    """No PDF came out; `messages` is what the renderer had said until then."""

    def __init__(self, reason: str, messages: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.messages = messages


class RenderingTimedOut(RenderingError):
    """The renderer was stopped because it took too long."""


class RenderingFailed(RenderingError):
    """The renderer stopped by itself."""
