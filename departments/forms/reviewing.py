"""Substitutes of reviewers, and exceptions from the second pair of eyes."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ..models import Evaluation, Exemption, Membership, Substitution, User
from .records import RecordForm, offer


class MembershipChoiceField(forms.ModelChoiceField):
    """A reviewer's membership, by person and department."""

    def label_from_instance(self, membership: Any) -> str:
        """Show who reviews where."""
        return f"{membership.user}（{membership.department}）"


class PersonChoiceField(forms.ModelChoiceField):
    """A person; two of the same name are told apart by their user name."""

    def label_from_instance(self, user: Any) -> str:
        """Show name and user name."""
        return f"{user}（{user.username}）"


class SubstitutionForm(RecordForm):
    """Who stands in for whom, from when until when, and why."""

    back = "departments:substitution_list"
    membership = MembershipChoiceField(Membership.objects.none(), label="被代理的审核岗位")
    substitute = PersonChoiceField(User.objects.none(), label="代理人")

    class Meta:
        model = Substitution
        fields = ["membership", "substitute", "starts_on", "ends_on", "reason"]
        help_texts = {"reason": "如：赴省委党校学习。日志同时记录代理人和被代理人。"}

    def __init__(self, *args: Any, memberships: QuerySet[Membership], users: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "membership", memberships)
        offer(self, "substitute", users)


class ExemptionForm(RecordForm):
    """Which step of which evaluation one person may take in spite of an earlier one, and why."""

    back = "departments:exemption_list"
    evaluation = forms.ModelChoiceField(Evaluation.objects.none(), label="自评")
    person = PersonChoiceField(User.objects.none(), label="兼办人")

    class Meta:
        model = Exemption
        fields = ["evaluation", "action", "person", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"reason": "如：单位仅一名在岗干部，其余人员因公外出。例外只能用一次，使用后不能再用。"}

    def __init__(self, *args: Any, evaluations: QuerySet[Evaluation], users: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "evaluation", evaluations)
        offer(self, "person", users)
