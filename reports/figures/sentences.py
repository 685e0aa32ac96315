"""The generated sentences of a report: the scheme's templates, filled with the figures of the evaluation."""

from collections.abc import Iterable

from indicators.schemes import Scheme
from indicators.schemes.sentences import SENTENCES
from reports.snapshot import Snapshot

from .catalogue import Catalogue, catalogue_of
from .figure import Figure
from .filling import fill


def sentence(key: str, snapshot: Snapshot, scheme: Scheme, own: Iterable[Figure] = ()) -> str:
    """Return the sentence `key` in the words of the scheme; `own` are the figures that it alone names."""
    template = scheme.wording.get(key, SENTENCES[key].template)
    return fill(template, Catalogue(tuple(own), catalogue_of(snapshot))).text
