"""The demo: one real office's year, played from an empty database to the published report."""

from .play import DemoRefused, Outcome, play

__all__ = ["DemoRefused", "Outcome", "play"]
