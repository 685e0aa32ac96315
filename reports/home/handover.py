"""What has not arrived at a portal, or stands there otherwise than it was published."""

from django.urls import reverse

from departments.models import Evaluation, Role, User

from ..models import Delivery
from .waiting import MOST_ROWS, Queue, Task, waiting


@waiting(Role.PUBLISHER)
def troubles(user: User) -> Queue:
    """Return the deliveries that somebody has to look after, the latest first."""
    own = Evaluation.objects.for_role(user, Role.PUBLISHER)
    related = Delivery.objects.alarming().select_related("target", "edition__evaluation")
    rows = related.filter(edition__evaluation__in=own).defer("edition__snapshot", "edition__circumstances")
    return Queue("handover", "移交异常", tuple(_task(row) for row in rows[:MOST_ROWS]))


def _task(row: Delivery) -> Task:
    address = reverse("reports:handover", args=[row.edition.evaluation_id])
    said = row.reason.partition("\n")[0]
    return Task(str(row.edition), address, f"{row.target}：{row.get_state_display()}，{said}", is_urgent=True)
