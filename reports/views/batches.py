"""What is done for many reports of a round at once: started, watched, stopped, taken away."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from departments.administration import is_root_administrator
from departments.models import Cycle, Evaluation, User
from departments.permissions import require_role
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import page_of

from ..forms.round import BatchForm
from ..forms.steps import TimeForm
from ..jobs import BatchUnderWay, start_batch, stop_batch
from ..jobs.files import result_file
from ..listings import BATCH, BATCHES
from ..matrix import units_of
from ..models import Batch, Job
from ..models.batch import BatchQuerySet
from ..progress import progress_of
from ..services import ScheduleRefused
from .rounds import BATCH_ROLES, with_units


@require_safe
def index(request: UserRequest, year: int) -> HttpResponseBase:
    """List what was done for many reports of a round."""
    require_role(request.user, *BATCH_ROLES)
    cycle = get_object_or_404(Cycle, year=year)
    rows = _visible_to(request.user).filter(cycle=cycle).select_related("requested_by", "stopped_by")
    units = Q(jobs__evaluation__isnull=False)
    counted = rows.annotate(
        count=Count("jobs", filter=units), done=Count("jobs", filter=units & Q(jobs__status=Job.Status.DONE))
    ).order_by("-pk")
    if file := exported(request, BATCHES, counted, of=str(cycle)):
        return file
    return render(request, "reports/batches.html", {"cycle": cycle, "page": page_of(request, counted)})


@require_POST
def start(request: UserRequest, year: int) -> HttpResponse:
    """Begin with the chosen units of the round."""
    require_role(request.user, *BATCH_ROLES)
    cycle = get_object_or_404(Cycle, year=year)
    followed = units_of(cycle, request.user)
    form = BatchForm(with_units(request.POST, followed), units=followed.values_list("pk", flat=True))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("reports:round", year)
    chosen = form.cleaned_data["unit"]
    evaluations = Evaluation.objects.filter(cycle=cycle, department__in=chosen)
    if missing := len(chosen) - evaluations.count():
        messages.warning(request, f"有{missing}个单位还没有开启自评，未列入本批。")
    return _begin(request, cycle, form.cleaned_data["kind"], list(evaluations))


@require_safe
def batch(request: UserRequest, pk: int) -> HttpResponseBase:
    """Show how far a batch is, and how each report fared."""
    found = _get(request.user, pk)
    jobs = found.jobs.filter(evaluation__isnull=False).select_related("evaluation__department", "evaluation__cycle")
    ordered = jobs.order_by("evaluation__department__code")
    wanted = request.GET.get("status", "")
    rows = ordered.filter(status=wanted) if wanted in Job.Status.values else ordered
    if file := exported(request, BATCH, rows, of=str(found)):
        return file
    progress = progress_of(found)
    context = {"batch": found, "page": page_of(request, rows), "progress": progress, "wanted": wanted}
    context |= {"form": TimeForm(), "packing": found.jobs.filter(kind=Job.Kind.PACK).first()}
    return render(request, "reports/batch.html", context)


@require_POST
def publish(request: UserRequest, pk: int) -> HttpResponse:
    """Publish, or plan for a time, what nothing stood against when it was asked; the guard asks each once more."""
    found = _get(request.user, pk)
    ready = found.jobs.filter(kind=Job.Kind.GUARD, status=Job.Status.DONE)
    evaluations = list(Evaluation.objects.filter(pk__in=ready.values("evaluation")))
    form = TimeForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["at"][0]))
        return redirect("reports:batch", pk)
    try:
        return _begin(request, found.cycle, Job.Kind.PUBLISH, evaluations, at=form.cleaned_data["at"])
    except ScheduleRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:batch", pk)


@require_POST
def stop(request: UserRequest, pk: int) -> HttpResponse:
    """Stop what nobody has begun."""
    found = _get(request.user, pk)
    count = stop_batch(found, actor=request.user)
    messages.success(request, f"已停止，{count}个单位不再办理；正在办理的单位会办完。")
    return redirect("reports:batch", pk)


@require_safe
def file(request: UserRequest, pk: int) -> FileResponse:
    """Hand over what was exported."""
    found = _get(request.user, pk)
    packing = found.jobs.filter(kind=Job.Kind.PACK, status=Job.Status.DONE).first()
    if packing is None or not result_file(packing).is_file():
        raise Http404("压缩包尚未生成，或已到期清除，请重新导出。")
    return FileResponse(result_file(packing).open("rb"), as_attachment=True, filename=f"{found}.zip")


def _begin(
    request: UserRequest, cycle: Cycle, kind: Job.Kind, evaluations: list[Evaluation], at: datetime | None = None
) -> HttpResponse:
    if not evaluations:
        messages.error(request, "没有可以办理的单位。")
        return redirect("reports:round", cycle.year)
    try:
        return redirect("reports:batch", start_batch(cycle, kind, evaluations, actor=request.user, at=at).pk)
    except BatchUnderWay as busy:
        messages.error(request, str(busy))
        visible = _visible_to(request.user).filter(pk=busy.batch.pk).exists()
        return redirect("reports:batch", busy.batch.pk) if visible else redirect("reports:round", cycle.year)


def _visible_to(user: User) -> BatchQuerySet:
    """Return those that somebody has started; who administers the whole tree sees all."""
    return Batch.objects.all() if is_root_administrator(user) else Batch.objects.filter(requested_by=user)


def _get(user: User, pk: int) -> Batch:
    return get_object_or_404(_visible_to(user).select_related("cycle", "requested_by", "stopped_by"), pk=pk)
