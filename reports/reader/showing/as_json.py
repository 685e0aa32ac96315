"""The result for programs. Numbers are strings as they are written without trailing zeros; unknown is null."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from departments.wording import TEN_THOUSAND
from perfeval.lib.decimals import plain
from reports.snapshot import OriginalFacts
from reports.snapshot.original import Stated, StatedIndicator, StatedRatio

from ..proofread import Proof, Remark
from ..ratios import COMPLETED
from ..snapshots import LINE_NAMES

BUDGET = {
    "年初预算": ("total", "initial"),
    "全年预算": ("total", "adjusted"),
    "全年执行": ("total", "executed"),
    "收入": ("income", "executed"),
    "基本支出": ("basic", "executed"),
    "项目支出": ("project", "executed"),
    "公用经费预算": ("operating", "adjusted"),
    "公用经费执行": ("operating", "executed"),
    "三公预算": ("three_public", "adjusted"),
    "三公执行": ("three_public", "executed"),
    "结转结余": ("carryover", "executed"),
}
PAIRS = {
    "因公出国(境)": "abroad",
    "公务接待": "reception",
    "公务用车购置": "vehicle_purchase",
    "公务用车运行维护": "vehicle_running",
}
COMPLETED_OF = defaultdict(str, LINE_NAMES | {"three_public": "三公经费", "total": "支出"})


def report(proof: Proof) -> dict[str, Any]:
    """Return what was read and what was found."""
    original = proof.original
    return {
        "read": {
            "title": _text(original.title),
            "department": _text(original.department),
            "publisher": _text(original.publisher),
            "year": int(original.year.number) if original.year and original.year.number else None,
            "header": {fact.name: fact.text for fact in original.header},
            "totals": [{"value": _digits(total.number), "line": total.line} for total in original.totals],
            "grade": original.grades[-1].text if original.grades else None,
            "budget": _budget(original),
            "ratios": [_ratio(rate) for rate in original.ratios],
            "indicators": [_indicator(leaf) for leaf in original.indicators],
        },
        "findings": [_finding(finding) for finding in proof.findings],
    }


def _text(stated: Stated | None) -> str | None:
    return stated.text if stated else None


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _budget(original: OriginalFacts) -> dict[str, Any]:
    """Return the amounts in 万元, and the block of execution with its points."""
    budget: dict[str, Any] = {"unit": "万元"}
    budget |= {name: _wan(original, *place) for name, place in BUDGET.items()}
    budget |= {
        name: [_wan(original, category, "initial"), _wan(original, category, "executed")]
        for name, category in PAIRS.items()
    }
    block = original.execution
    budget["execution"] = (
        {"points": _digits(block.points), "score": _digits(block.score), "line": block.line} if block else None
    )
    return budget


def _wan(original: OriginalFacts, category: str, column: str) -> str | None:
    amount = original.amount(category, column)
    return None if amount is None else plain(amount.amount / TEN_THOUSAND)


def _ratio(rate: StatedRatio) -> dict[str, Any]:
    return {
        "name": f"{COMPLETED_OF[rate.denominator_name]}{rate.name}" if rate.name == COMPLETED else rate.name,
        "numerator": _digits(rate.numerator),
        "denominator": _digits(rate.denominator),
        "unit": rate.unit or None,
        "value": f"{plain(rate.percent)}%",
        "line": rate.line,
    }


def _indicator(leaf: StatedIndicator) -> dict[str, Any]:
    entry = {
        "path": list(leaf.path),
        "points": _digits(leaf.points),
        "score": _digits(leaf.score),
        "line": leaf.line,
    }
    return entry | ({"inferred": True} if leaf.inferred else {})


def _finding(finding: Remark) -> dict[str, Any]:
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": finding.line or None,
        "quote": finding.quote,
        "expected": finding.expected or None,
        "actual": finding.actual or None,
    }
