"""The numbers in the texts of an evaluation: their ledger, and what is read of a text while it is typed."""

from itertools import zip_longest

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from departments.models import Evaluation, Role
from departments.permissions import get_enterable_evaluation, get_visible_evaluation, roles_of
from departments.requests import UserRequest
from departments.services import Locked
from departments.views.exports import exported
from departments.workflow import RoleMissing

from ..figures import Catalogue, catalogue_of, words
from ..figures.readback import read_back
from ..forms.free_figures import SourceForm
from ..gather import gather
from ..ledger_of_numbers import number_lines
from ..listings import NUMBERS
from ..services.free_figures import CannotDeclare, declare, withdraw
from ..snapshot import Snapshot

CONFLICT = 409
MOST_TEXTS = 100
LONGEST_TEXT = 5000


@require_http_methods(["GET", "POST"])
def numbers(request: UserRequest, evaluation_pk: int) -> HttpResponseBase:
    """Show the ledger of numbers, or declare the source of one."""
    if request.method == "GET":
        evaluation = get_visible_evaluation(request.user, evaluation_pk)
        lines = number_lines(evaluation, gather(evaluation))
        file = exported(request, NUMBERS, lines, of=str(evaluation))
        return file or _page(request, evaluation, SourceForm())
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _page(request, evaluation, form)
    said = form.cleaned_data
    try:
        row = declare(evaluation, said["words"], source=said["source"], actor=request.user)
    except (CannotDeclare, Locked) as refusal:
        return _page(request, evaluation, form, problem=str(refusal), status=CONFLICT)
    messages.success(request, f"已登记“{row.words}”的来源。")
    return redirect("reports:numbers", evaluation.pk)


@require_POST
def remove(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Take the source of a number back."""
    evaluation = get_enterable_evaluation(request.user, evaluation_pk)
    try:
        withdraw(get_object_or_404(evaluation.free_figures, pk=pk), actor=request.user)
        messages.success(request, "已撤销来源登记。")
    except (Locked, RoleMissing) as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:numbers", evaluation.pk)


@require_POST
def read(request: UserRequest, evaluation_pk: int) -> HttpResponse:
    """Say of each text that is being typed what its bound figures are worth, and what could be bound."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    snapshot = gather(evaluation)
    catalogue, names = _about(snapshot, request.GET.get("project", ""))
    lists = [request.POST.getlist(name)[:MOST_TEXTS] for name in ("id", "text", "of")]
    page = request.GET.get("indicator", "")
    return JsonResponse(
        {
            name: _said(text[:LONGEST_TEXT], catalogue, names.get(of or page, ""))
            for name, text, of in zip_longest(*lists, fillvalue="")
        }
    )


def _about(snapshot: Snapshot, project: str) -> tuple[Catalogue, dict[str, str]]:
    """Return the figures for the texts of a page, and the names of the indicators that they may be about."""
    found = next((one for one in snapshot.projects if str(one.pk) == project), None)
    leaves = found.leaves() if found else snapshot.leaves()
    return catalogue_of(snapshot, found), {str(leaf.pk): leaf.name for leaf in leaves}


def _said(text: str, catalogue: Catalogue, own: str) -> str:
    back = read_back(text.replace("\r\n", "\n"), catalogue, own)
    return " ".join(render_to_string("entry/bound.html", {"read": back}).split("\n")).strip()


def _page(
    request: UserRequest, evaluation: Evaluation, form: SourceForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    snapshot = gather(evaluation)
    lines = number_lines(evaluation, snapshot)
    context = {
        "evaluation": evaluation,
        "lines": lines,
        "open": [line for line in lines if line.is_open],
        "sourced": [line for line in lines if not line.is_open],
        "known": [(figure.name, words(figure)) for figure in catalogue_of(snapshot).figures if figure.is_known],
        "form": form,
        "problem": problem,
        "may_declare": evaluation.is_editable and Role.PREPARER in roles_of(request.user, evaluation.department),
    }
    return render(request, "findings/numbers.html", context, status=status)
