"""The approval of final accounts (决算批复), from which the days for publication count."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from departments.models import AccountsApproval, Role
from departments.permissions import get_visible_evaluation, roles_of
from departments.requests import UserRequest
from departments.services import save_approval

from ..forms.accounts import AccountsApprovalForm


@require_http_methods(["GET", "POST"])
def approval(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Enter when the final accounts were approved."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    if not {Role.PUBLISHER, Role.ADMINISTRATOR} & roles_of(request.user, evaluation.department):
        raise PermissionDenied
    known = AccountsApproval.objects.filter(evaluation=evaluation).first() or AccountsApproval()
    known.evaluation = evaluation
    form = AccountsApprovalForm(request.POST or None, instance=known)
    if form.is_valid():
        saved = save_approval(form.save(commit=False), actor=request.user)
        messages.success(request, f"已登记决算批复，请在{saved.due_on:%Y-%m-%d}前公开。")
        return redirect("reports:evaluation", evaluation.pk)
    return render(request, "reports/accounts_approval.html", {"evaluation": evaluation, "form": form})
