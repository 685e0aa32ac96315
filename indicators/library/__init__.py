"""The indicator library (指标库): third-level indicators that units of a kind really use, proposed branch by branch.

>>> from indicators.schemes import preset
>>> first = proposals(preset("hunan"), "street", ("产出指标", "时效指标"))[0]
>>> first.key, first.name, first.sign, first.target, first.unit, first.rule_title
('street-subsidy-on-time', '惠民补贴按时发放率', '=', Decimal('100'), '%', '等于目标值')
>>> first.standard
'达到年度指标值得满分，未达到的按完成比例得分。'
>>> find_entry("street-subsidy-on-time") is first
True

A target is an example; a unit takes its own from its approved goals (绩效目标批复).
"""

from .reading import LibraryError, load_entries, load_places
from .shelves import COMMON, KINDS, find_entry, proposals, shelf, why_unserved
from .spec import CATEGORIES, NATURES, Entry, Place

__all__ = [
    "CATEGORIES",
    "COMMON",
    "KINDS",
    "NATURES",
    "Entry",
    "LibraryError",
    "Place",
    "find_entry",
    "load_entries",
    "load_places",
    "proposals",
    "shelf",
    "why_unserved",
]
