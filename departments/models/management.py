"""The checklists of budget management."""

from django.db import models
from django.db.models import Q

from .evaluation import Evaluation
from .versioned import Entry


class ManagementItem(Entry):
    """One point of a checklist on budget management, with its proof (财预〔2013〕53号, 预算管理)."""

    class Topic(models.TextChoices):
        """The three checklists every unit answers."""

        SYSTEM = "system", "管理制度健全性"
        COMPLIANCE = "compliance", "资金使用合规性"
        DISCLOSURE = "disclosure", "预决算信息公开性"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="management_items")
    topic = models.CharField("事项", max_length=10, choices=Topic)
    text = models.CharField("要点", max_length=200)
    is_met = models.BooleanField("是否符合", null=True, blank=True)
    proof = models.CharField("证明材料或说明", max_length=300, blank=True)

    class Meta(Entry.Meta):
        verbose_name = "预算管理"
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(fields=["evaluation", "topic", "text"], name="management_item_once"),
            models.CheckConstraint(
                name="management_item_answer_has_proof",
                condition=Q(is_met=None) | ~Q(proof=""),
                violation_error_message="请填写证明材料或说明。",
            ),
        ]

    def __str__(self) -> str:
        return self.text
