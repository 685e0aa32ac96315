"""A scheme as plain values: what stands in its file, with every convention written out. Pure."""

from collections.abc import Mapping
from typing import Any

from indicators.schemes.form import Form
from indicators.schemes.spec import Level, OutlineNode, Scheme
from indicators.scoring import Band, Conventions

Values = dict[str, Any]


def as_values(scheme: Scheme) -> Values:
    """Return everything that `load` reads, in the order of the file."""
    return _given(
        {
            "name": scheme.name,
            "title": scheme.title,
            "kind": str(scheme.kind),
            "version": scheme.version,
            "basis": list(scheme.basis),
            "points_basis": scheme.points_basis,
            "index_category": scheme.index_category,
            "conventions": _conventions(scheme.conventions),
            "review": {"counts": str(scheme.review.counts), "tolerance": scheme.review.tolerance},
            "levels": [_level(level) for level in scheme.levels],
            "report": {
                "title": scheme.report.title,
                "numbering": str(scheme.report.numbering),
                "has_cover": scheme.report.has_cover,
                "has_contents": scheme.report.has_contents,
            },
            "outline": [_section(node) for node in scheme.outline],
            "form": _form(scheme.form),
            "text_limits": dict(scheme.text_limits),
            "attachments": [{"key": entry.key, "title": entry.title} for entry in scheme.attachments],
            "wording": dict(scheme.wording),
            "guidance": {key: {"text": given.text, "example": given.example} for key, given in scheme.guidance.items()},
        },
        keep="basis",
    )


def _given(values: Mapping[str, Any], keep: str = "") -> Values:
    """Leave out what is empty, but for the key to keep."""
    return {key: value for key, value in values.items() if key == keep or value not in ("", [], {}, None)}


def _conventions(conventions: Conventions) -> Values:
    limit = conventions.overfulfilment
    return _given(
        {
            "zero_policy": str(conventions.zero_policy),
            "decimals": conventions.decimals,
            "redistribution": str(conventions.redistribution),
            "execution_denominator": str(conventions.execution_denominator),
            "equal_strict": conventions.equal_strict,
            "mode": str(conventions.mode),
            "grades": [{"name": cutoff.name, "minimum": cutoff.minimum} for cutoff in conventions.cutoffs],
            "qualitative": [
                {"key": grade.key, "title": grade.title, "low": grade.low} for grade in conventions.qualitative
            ],
            "bands": [_band(band) for band in conventions.bands],
            "overfulfilment": {"threshold": limit.threshold, "deduction": limit.deduction} if limit else None,
            "caps": [{"low": cap.low, "high": cap.high, "maximum": cap.maximum} for cap in conventions.caps],
        }
    )


def _band(band: Band) -> Values:
    return {"min" if band.upward else "max": band.bound, "percent": band.percent}


def _level(level: Level) -> Values:
    children = [_level(child) for child in level.children]
    return _given({"name": level.name, "points": level.points, "rule": level.rule, "children": children})


def _section(node: OutlineNode) -> Values:
    usual = node.key if node.source == "indicators" else ""
    values = {"title": node.title, "source": "" if node.source == "group" else node.source, "key": node.key}
    return (
        _given(values)
        | ({} if node.level == usual else {"level": node.level})
        | ({} if node.is_numbered else {"is_numbered": False})
        | _given({"children": [_section(child) for child in node.children]})
    )


def _form(form: Form) -> Values:
    columns = [{"key": column.key, "title": column.title, "width": column.width} for column in form.columns]
    fund_rows = [
        {"key": row.key, "title": row.title}
        | ({"is_scored": True} if row.is_scored else {})
        | ({"parts": list(row.parts)} if row.parts else {})
        for row in form.fund_rows
    ]
    texts = [
        {"key": block.key, "title": block.title} | ({"is_first": True} if block.is_first else {})
        for block in form.texts
    ]
    return _given(
        {
            "title": form.title,
            "orientation": form.orientation,
            "header": list(form.header),
            "header_rows": list(form.header_rows),
            "footer": list(form.footer),
            "notes": list(form.notes),
            "columns": columns,
            "fund_title": form.fund_title,
            "fund_columns": [{"key": column.key, "title": column.title} for column in form.fund_columns],
            "fund_rows": fund_rows,
            "goal_title": form.goal_title,
            "goal_columns": [{"key": column.key, "title": column.title} for column in form.goal_columns],
            "indicators_title": form.indicators_title,
            "texts": texts,
        }
    )
