"""What is wrong with a Chinese text by itself: pure functions from a text to the stretches that want correcting.

Patterns are written for half-width punctuation; every finder reads the text in that spelling, which keeps positions.
"""

from .marks import Mark

__all__ = ["Mark"]
