"""Who may review now; what every act of a reviewer begins with."""

from ..models import Evaluation, Role, User
from ..permissions import roles_on
from ..workflow import STATUS_NAMES, Status
from .decisions import hands_on


def why_not_reviewing(evaluation: Evaluation, user: User, doing: str) -> str:
    """Return why `user` cannot do something as the present stage's reviewer (`doing` names it), empty when they can."""
    if evaluation.status != Status.SUBMITTED:
        return f"自评现为“{STATUS_NAMES[Status(evaluation.status)]}”，只有在审核中才能{doing}。"
    if Role.REVIEWER not in roles_on(user, evaluation):
        return f"现为“{evaluation.present_stage}”环节，您不是该环节的审核人，不能{doing}。"
    if user.pk in hands_on(evaluation):
        return f"送审和各环节审核须由不同人员办理，您已办理过送审或前一环节，不能{doing}。"
    return ""
