"""The logged steps of an evaluation in words."""

from django.utils import timezone

from departments.models import Evaluation
from departments.workflow import ACTION_NAMES, STATUS_NAMES, Status

STEP_NAMES = {action.value: name for action, name in ACTION_NAMES.items()} | {
    "open": "建立自评",
    "extend": "延期",
    "remind": "催报",
    "change": "修改填报信息",
    "disclosure": "信息公开审查",
    "schedule": "办理定时公开",
    "stop": "停止定时公开",
    "miss": "定时公开未成功",
}


def step_name(action: str) -> str:
    """Return what a logged step of an evaluation is called."""
    name = action.removeprefix("evaluation.")
    return STEP_NAMES.get(name, name)


def latest_step(evaluation: Evaluation) -> str:
    """Return who did what last and where the evaluation stands since, as a sentence without its full stop."""
    status = f"自评现为“{STATUS_NAMES[Status(evaluation.status)]}”"
    last = evaluation.history.first()
    if last is None:
        return status
    when = timezone.localtime(last.at).strftime("%Y-%m-%d %H:%M")
    return f"{last.who}已于 {when} 办理“{step_name(last.action)}”，{status}"
