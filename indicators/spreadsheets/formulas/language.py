"""The few words of the formula language that all builders share."""

from dataclasses import dataclass

GUARD = 10
INAPPLICABLE = "不适用"
EMPTY = '""'


@dataclass(frozen=True)
class Formula:
    """A formula without its equals sign."""

    text: str


def quoted(text: str) -> str:
    """Return a text as it stands inside a formula.

    >>> print(quoted("优"))
    "优"
    """
    return '"' + text.replace('"', '""') + '"'


def choose(*cases: tuple[str, str], otherwise: str) -> str:
    """Return the value of the first condition that holds.

    >>> choose(("A1>0", "1"), ("A1<0", "-1"), otherwise="0")
    'IF(A1>0,1,IF(A1<0,-1,0))'
    """
    formula = otherwise
    for condition, value in reversed(cases):
        formula = f"IF({condition},{value},{formula})"
    return formula


def too_fine(value: str, places: int) -> str:
    """Return the condition that a typed value has more decimals.

    >>> too_fine("A1", 2)
    'ROUND(A1-ROUND(A1,2),10)<>0'
    """
    return f"ROUND({value}-ROUND({value},{places}),{GUARD})<>0"


def rounded(value: str, places: int) -> str:
    """Return the value rounded half up, as if it were a decimal number.

    A sum of scores errs by less than 1e-12 in binary; the inner rounding takes that error away.
    """
    return f"ROUND(ROUND({value},{GUARD}),{places})"
