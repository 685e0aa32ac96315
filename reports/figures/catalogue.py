"""The figures of one evaluation by their names, as texts call them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import chain

from perfeval.lib.characters import half
from reports.snapshot import ProjectFacts, Snapshot, of_project

from .budget import budget_figures, project_figures, ratio_figures
from .figure import Figure
from .results import node_figures, result_figures, unit_figures
from .wording import MONEY_UNITS

KEPT = "catalogues"
NEAREST = 0.35
MANY_NAMES = 4096
IGNORED = str.maketrans(dict.fromkeys("“”‘’\"'「」 \t"))


@dataclass(frozen=True)
class Catalogue:
    """All figures that a text may name, in the order in which they are offered; a name stands for one figure."""

    figures: tuple[Figure, ...] = ()
    base: "Catalogue | None" = None

    def find(self, name: str) -> Figure | None:
        """Return the figure of that name, however its quotation marks and blanks are typed; `base` knows the others."""
        found = self._by_key.get(_key(name))
        return self.base.find(name) if found is None and self.base else found

    def nearest(self, name: str) -> str:
        """Return the known name that reads most like `name`, empty where none does."""
        wanted = _key(name)
        several = [known for known in self._by_key if known.endswith(f"/{wanted}")]
        holding = several or [known for known in self._by_key if wanted and (wanted in known or known in wanted)]
        found = get_close_matches(wanted, holding or list(self._by_key), 1, 0 if holding else NEAREST)
        return self._by_key[found[0]].name if found else ""

    @cached_property
    def core(self) -> tuple[Figure, ...]:
        """The numbers that may not be typed by hand: scores, totals and rates."""
        return tuple(figure for figure in self.figures if figure.is_core and figure.value is not None)

    def measured_in(self, unit: str) -> tuple[Figure, ...]:
        """Return the numbers that are written in a unit; each amount can be written in all units of money."""
        return self._by_unit.get(_measure(unit), ())

    @cached_property
    def _by_unit(self) -> dict[str, tuple[Figure, ...]]:
        found: dict[str, tuple[Figure, ...]] = {}
        for figure in self.figures:
            measure = _measure(figure.unit)
            found[measure] = (*found.get(measure, ()), figure)
        return found

    @cached_property
    def _by_key(self) -> dict[str, Figure]:
        return {_key(figure.name): figure for figure in self.figures}


def catalogue_of(snapshot: Snapshot, project: ProjectFacts | None = None) -> Catalogue:
    """Return the figures that texts about the whole department, or about one of its projects, can be bound to.

    They are made once for each snapshot, which is frozen.
    """
    kept: dict[int | None, Catalogue] = vars(snapshot).setdefault(KEPT, {})
    key = project.pk if project else None
    if key not in kept:
        kept[key] = Catalogue(tuple(_single(_figures(snapshot, project))))
    return kept[key]


def _figures(snapshot: Snapshot, project: ProjectFacts | None) -> Iterator[Figure]:
    seen = of_project(snapshot, project) if project else snapshot
    own = project_figures(project) if project else ()
    return chain(
        result_figures(seen),
        own,
        budget_figures(snapshot.budget),
        ratio_figures(snapshot.ratios),
        unit_figures(snapshot),
        node_figures(seen.indicators),
    )


def _single(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the figures; of those that have the same name the first."""
    names: set[str] = set()
    for figure in figures:
        key = _key(figure.name)
        if key not in names:
            names.add(key)
            yield figure


def _measure(unit: str) -> str:
    return "元" if unit in MONEY_UNITS else unit


@lru_cache(MANY_NAMES)
def _key(name: str) -> str:
    return half(name).translate(IGNORED)
