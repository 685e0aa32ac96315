"""What can be wrong with a document."""


class MalformedDocument(ValueError):
    """The document cannot be set: the message says which block and why."""
