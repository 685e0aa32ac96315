"""Bound figures (绑定数字): named values of a snapshot that texts hold instead of typed numbers. Pure."""

from .catalogue import Catalogue, catalogue_of
from .figure import Figure, Kind
from .filling import Filling, fill, filled, typed_side
from .problems import problems_in
from .sentences import sentence
from .wording import WordingError, words

__all__ = [
    "Catalogue",
    "Figure",
    "Filling",
    "Kind",
    "WordingError",
    "catalogue_of",
    "fill",
    "filled",
    "problems_in",
    "sentence",
    "typed_side",
    "words",
]
