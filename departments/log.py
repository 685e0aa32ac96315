"""The log in the words of the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model

from . import workflow
from .models import AuditEntry

EMPTY = "（空）"

_VERBS: dict[str, str] = {
    "add": "新增",
    "change": "修改",
    "remove": "删除",
    "open": "开启",
    "extend": "延期",
    "remind": "催报",
    "login": "登录",
    "login_failed": "登录失败",
    "login_locked": "登录锁定",
    "logout": "退出",
    "password": "修改密码",
    "reset_password": "重置密码",
    "export": "导出",
    "import": "导入",
    "scheme": "选定方案",
    "disclosure": "信息公开审查",
    "cancel": "撤销登记",
    "decide": "审批",
    "score": "计分",
    "carry": "沿用文字",
    "confirm": "确认仍适用",
    "rescore": "重新计分",
    "begin": "开始审核",
    "answer": "答复",
    "resolve": "办结",
    "reopen": "重新提出",
    "clear": "失效",
    "schedule": "办理定时公开",
    "stop": "停止定时公开",
    "start": "发起",
    "halt": "停止",
    "miss": "定时公开未成功",
    "end": "提前终止",
    "deliver": "送达",
    "fail": "未送达",
    "verify": "核对一致",
    "differ": "核对不一致",
    "retry": "重新办理",
    "bring": "登记人工移交",
    "fill": "补交",
    "replace": "更换",
    **{str(action): name for action, name in workflow.ACTION_NAMES.items()},
}


@dataclass(frozen=True)
class Change:
    """One field, before and after."""

    label: str
    old: str
    new: str


@cache
def action_name(action: str) -> str:
    """Return what was done, as in 自评：送审; an unknown action keeps its code."""
    kind, _, verb = action.partition(".")
    if verb not in _VERBS:
        return action
    titles = (model._meta.verbose_name for model in apps.get_models() if model._meta.model_name == kind)
    return f"{next(titles, kind)}：{_VERBS[verb]}"


def changes_of(entry: AuditEntry) -> Iterator[Change]:
    """Return what an entry says about each field, with the labels and choices of the screen."""
    model = _model_of(entry)
    for name, (old, new) in entry.changes.items():
        field = _field_of(model, name)
        yield Change(str(field.verbose_name) if field else name, _shown(field, old), _shown(field, new))


def _model_of(entry: AuditEntry) -> type[Model] | None:
    try:
        return apps.get_model(entry.object_type)
    except (LookupError, ValueError):
        return None


def _field_of(model: type[Model] | None, name: str) -> "Field[Any, Any] | None":
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None


def _shown(field: "Field[Any, Any] | None", value: Any) -> str:
    if isinstance(value, list | dict | bool) or value in (None, ""):
        return _worded(value)
    if field is not None and field.is_relation:
        return f"编号{value}"
    return str(dict(field.flatchoices).get(value, value)) if field is not None else str(value)


def _worded(value: Any) -> str:
    """Return a value as a person reads it; what is nested stands in brackets."""
    if value is None or value in ("", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(_nested, value))
    if isinstance(value, dict):
        return "，".join(f"{key}＝{_nested(kept)}" for key, kept in value.items())
    return str(value)


def _nested(value: Any) -> str:
    return f"（{_worded(value)}）" if value and isinstance(value, list | dict) else _worded(value)
