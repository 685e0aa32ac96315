"""All scoring rules, one module per family; importing the package registers them."""

# The order is that of the list people choose from.
# isort: off
from indicators.scoring.rules import positive
from indicators.scoring.rules import reverse
from indicators.scoring.rules import equal
from indicators.scoring.rules import banded
from indicators.scoring.rules import checklist
from indicators.scoring.rules import judged
from indicators.scoring.rules import step
from indicators.scoring.rules import formula
from indicators.scoring.rules import execution
# isort: on

from indicators.scoring.registry import RULES

__all__ = [
    "RULES",
    "banded",
    "checklist",
    "equal",
    "execution",
    "formula",
    "judged",
    "positive",
    "reverse",
    "step",
]
