"""The steps that people take on screen: what each is called, what it leads to, and the service behind it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from departments.models import Evaluation
from departments.workflow import ACTION_NAMES, TRANSITIONS, Action, open_actions

from . import services
from .jobs.handing_in import hand_in


@dataclass(frozen=True)
class Step:
    """One step with its page of confirmation."""

    action: Action
    service: Callable[..., Any]
    explanation: str
    done: str
    is_guarded: bool = False
    reason_help: str = ""
    is_grave: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return ACTION_NAMES[self.action]

    @property
    def url_name(self) -> str:
        """The name of its page."""
        return f"reports:{self.action}"

    @property
    def role(self) -> str:
        """Who takes it."""
        return TRANSITIONS[self.action].role

    @property
    def needs_reason(self) -> bool:
        """Whether it says why."""
        return TRANSITIONS[self.action].needs_reason


STEPS = {
    step.action: step
    for step in (
        Step(
            Action.SUBMIT,
            hand_in,
            "送审后内容锁定，不能再修改；需要修改时由审核人退回。",
            "已送审，请等待审核。",
            is_guarded=True,
        ),
        Step(
            Action.RECALL,
            services.recall,
            "撤回后可以继续修改，改好后重新送审。审核人开始审核后不能撤回。",
            "已撤回送审，可以修改。",
        ),
        Step(
            Action.APPROVE,
            services.approve,
            "通过后进入下一环节；全部环节通过后由发布人办理公开。",
            "已审核通过。",
            is_guarded=True,
        ),
        Step(
            Action.RETURN,
            services.return_for_changes,
            "退回后由填报单位修改并重新送审；各环节已作的“通过”随之失效，重新送审后从第一个环节审核。",
            "已退回填报单位，此前各环节的“通过”已失效。",
            reason_help="请写明哪里有问题、怎样修改，填报人会在自评页面看到。",
        ),
        Step(
            Action.CORRECT,
            services.correct,
            "更正须重新填报、送审、审核后作为新的版次公开，各环节已作的“通过”随之失效；新版公开前，现行版次继续公开。",
            "已转入更正，填报人可以修改；此前各环节的“通过”已失效。",
            reason_help="理由将作为“更正说明”随新版次一并公开，请勿写入个人信息。",
        ),
        Step(
            Action.WITHDRAW,
            services.withdraw,
            "撤回后，本报告的全部版次（包括已被更正的版次）移出网站，原地址只显示撤回公告；"
            "各版次存入档案，不会删除。正在办理更正的，自评状态不变，可以继续办理。",
            "报告已撤回，原地址已改为撤回公告。",
            reason_help="理由将在撤回公告中公开，请勿写入个人信息。",
            is_grave=True,
        ),
    )
}


def open_steps(evaluation: Evaluation, roles: Collection[str]) -> list[Step]:
    """Return the steps that somebody with `roles` can take now; publishing has a page of its own."""
    return [STEPS[action] for action in open_actions(services.workflow_state(evaluation), roles) if action in STEPS]
