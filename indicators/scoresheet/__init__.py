"""打分表: a JSON file of measurements, scored without a database. Pure.

>>> from decimal import Decimal
>>> from indicators.schemes import preset
>>> found = score_sheet(
...     '{"measurements": [{"id": "a", "rule": "positive", "points": 5, "target": 100, "actual": 96}]}',
...     lambda name: preset(name).conventions,
... )
>>> found["scores"][0]["score"], found["total"], found["grade"]
('4.80', '4.80', None)

`SheetError` carries every problem with its place in the file.
"""

from indicators.scoresheet.answer import score_sheet
from indicators.scoresheet.manual import rules_as_markdown, rules_as_text
from indicators.scoresheet.strict import SheetError

__all__ = ["SheetError", "rules_as_markdown", "rules_as_text", "score_sheet"]
