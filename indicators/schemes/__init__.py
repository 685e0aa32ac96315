"""Indicator schemes (指标体系方案): data with versions, read from TOML.

>>> scheme = preset("donghu")
>>> scheme.title, scheme.points_of("产出指标"), scheme.conventions.decimals
('南昌市东湖区部门整体支出绩效自评方案', Decimal('40'), 2)
>>> [level.name for level in scheme.levels]
['预算执行', '产出指标', '效益指标', '满意度指标']
>>> scheme.heading(scheme.outline_node("产出指标"))
'产出指标（40分）'

`load(text)` reads a scheme or raises `SchemeError` with every problem and its TOML path.
"""

from indicators.schemes.form import COLUMN_KEYS, Column, Form, FundRow, Heading, TextBlock
from indicators.schemes.presets import NATIONAL, preset, preset_names, preset_text
from indicators.schemes.reading import load
from indicators.schemes.spec import (
    SOURCES,
    Attachment,
    Counting,
    Kind,
    Level,
    Numbering,
    OutlineNode,
    Report,
    Review,
    Scheme,
)
from indicators.schemes.tables import SchemeError

__all__ = [
    "COLUMN_KEYS",
    "NATIONAL",
    "SOURCES",
    "Attachment",
    "Column",
    "Counting",
    "Form",
    "FundRow",
    "Heading",
    "Kind",
    "Level",
    "Numbering",
    "OutlineNode",
    "Report",
    "Review",
    "Scheme",
    "SchemeError",
    "TextBlock",
    "load",
    "preset",
    "preset_names",
    "preset_text",
]
