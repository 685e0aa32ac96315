"""From an entry of the library to a row of the tree. The row's token says which entry it came from."""

from collections.abc import Collection
from uuid import UUID, uuid5

from .library import Entry, proposals
from .models import Indicator
from .services import scheme_of_tree
from .tree import Path

SHELF = UUID("5f0a4a52-0e0e-4c5e-9d6a-2f6b1c7d8e90")
TAKEN_OVER = ("name", "nature", "sign", "target_text", "unit", "rule", "standard", "source", "method")
FIELDS = ("parent", "is_leaf", "position", "points", "target", "parameters", *TAKEN_OVER)


def proposals_for(branch: Indicator, kind: str) -> tuple[Entry, ...]:
    """Return what units of a kind use below a branch, by the scheme of the branch's tree."""
    return proposals(scheme_of_tree(branch.evaluation, branch.project_evaluation), kind, path_of(branch))


def path_of(branch: Indicator) -> Path:
    """Return the names down to a branch."""
    return (branch.parent.name, branch.name) if branch.parent else (branch.name,)


def leaf_below(branch: Indicator) -> Indicator:
    """Return a new row below a branch, in the same tree."""
    return Indicator(
        evaluation=branch.evaluation,
        project_evaluation=branch.project_evaluation,
        parent=branch,
        is_leaf=True,
    )


def fill_from(entry: Entry, row: Indicator) -> None:
    """Take over what the entry says; of targets only one that is the same for every unit."""
    for name in TAKEN_OVER:
        setattr(row, name, getattr(entry, name))
    row.parameters = dict(entry.parameters)
    row.target = entry.target if entry.is_universal else None


def token_of(entry: Entry, row: Indicator) -> UUID:
    """Return the token of the one row that an entry may become in the row's tree."""
    return uuid5(SHELF, f"{row.project_evaluation_id or 'whole'}/{entry.key}")


def used_by(entry: Entry, row: Indicator, leaves: Collection[Indicator]) -> Indicator | None:
    """Return the row of the tree that came from the entry or has its name, None while it is free."""
    token = token_of(entry, row)
    return next((leaf for leaf in leaves if leaf.token == token or leaf.name == entry.name), None)
