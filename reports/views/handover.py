"""Hand-over: the administrator's targets, and what has become of one report at each of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments import clock
from departments.administration import require_root_administrator
from departments.models import Role
from departments.permissions import get_evaluation_as, get_visible_evaluation, roles_of
from departments.requests import UserRequest
from departments.services import store
from departments.views.exports import exported

from ..forms.handover import ReceiptForm, TargetForm
from ..handover import confirm_carried, enter_receipt, order_all, retry
from ..handover.contents import package
from ..handover.places import HandoverFailed
from ..listings import DELIVERIES, TARGETS
from ..models import Delivery, Receipt, Target
from ..models.delivery import DeliveryQuerySet

CONFLICT = 409


@require_safe
def targets(request: UserRequest) -> HttpResponseBase:
    """List the targets."""
    require_root_administrator(request.user)
    rows = Target.objects.select_related("department")
    return exported(request, TARGETS, rows) or render(request, "manage/targets.html", {"targets": rows})


@require_http_methods(["GET", "POST"])
def add_target(request: UserRequest) -> HttpResponse:
    """Set up a target: first the way is chosen, then it is asked for what that way needs."""
    require_root_administrator(request.user)
    ways, transport = dict(Target.Transport.choices), request.GET.get("transport", "")
    if request.method == "GET" and transport not in ways:
        return render(request, "manage/target_ways.html", {"ways": ways})
    form = TargetForm(request.POST or None, transport=transport)
    title = "新增移交目标"
    return _stored(request, form) or render(request, "manage/target.html", {"form": form, "title": title, "ways": ways})


@require_http_methods(["GET", "POST"])
def edit_target(request: UserRequest, pk: int) -> HttpResponse:
    """Change a target."""
    require_root_administrator(request.user)
    target = get_object_or_404(Target, pk=pk)
    form = TargetForm(request.POST or None, instance=target, transport=request.GET.get("transport", ""))
    context = {"form": form, "title": f"修改移交目标：{target}", "ways": dict(Target.Transport.choices)}
    return _stored(request, form) or render(request, "manage/target.html", context)


@require_POST
def fill_target(request: UserRequest, pk: int) -> HttpResponse:
    """Have handed over what was published before the target was there."""
    require_root_administrator(request.user)
    count = order_all(get_object_or_404(Target, pk=pk, is_active=True), actor=request.user)
    messages.success(request, f"已登记补交{count}个版次。" if count else "没有需要补交的版次。")
    return redirect("reports:target_list")


@require_safe
def state(request: UserRequest, evaluation_pk: int) -> HttpResponseBase:
    """Show what has become of each edition at each target."""
    evaluation = get_visible_evaluation(request.user, evaluation_pk)
    rows = _deliveries().filter(edition__evaluation=evaluation)
    if file := exported(request, DELIVERIES, rows, of=str(evaluation)):
        return file
    context = {
        "evaluation": evaluation,
        "deliveries": rows,
        "may_act": Role.PUBLISHER in roles_of(request.user, evaluation.department),
    }
    return render(request, "reports/handover.html", context)


@require_POST
def deliver_again(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Hand an edition over once more."""
    delivery = _own(request, evaluation_pk, pk)
    if delivery.is_manual or not delivery.target.is_active:
        raise Http404
    retry(delivery, actor=request.user)
    messages.success(request, f"已重新登记移交“{delivery.target}”，请稍后查看结果。")
    return redirect("reports:handover", evaluation_pk)


@require_POST
def carried(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Keep that the package was carried over by hand."""
    delivery = _own(request, evaluation_pk, pk)
    if not delivery.is_manual:
        raise Http404
    confirm_carried(delivery, actor=request.user)
    messages.success(request, f"已登记人工移交“{delivery.target}”。")
    return redirect("reports:handover", evaluation_pk)


@require_http_methods(["GET", "POST"])
def receipt(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Enter what the portal has answered."""
    delivery = _own(request, evaluation_pk, pk)
    known = getattr(delivery, "receipt", None) or Receipt(delivery=delivery, received_on=clock.today())
    form = ReceiptForm(request.POST or None, instance=known)
    if form.is_valid():
        enter_receipt(form.save(commit=False), actor=request.user)
        messages.success(request, "已登记移交回执。")
        return redirect("reports:handover", evaluation_pk)
    context = {"evaluation": delivery.edition.evaluation, "delivery": delivery, "form": form}
    return render(request, "reports/receipt.html", context)


@require_safe
def download(request: UserRequest, evaluation_pk: int, pk: int) -> HttpResponse:
    """Hand out the package that a person carries over."""
    delivery = _own(request, evaluation_pk, pk)
    if not delivery.target.is_package:
        raise Http404
    try:
        name, content = package(delivery.edition, delivery.target)
    except HandoverFailed as failure:
        messages.error(request, str(failure))
        return redirect("reports:handover", evaluation_pk)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _own(request: UserRequest, evaluation_pk: int, pk: int) -> Delivery:
    evaluation = get_evaluation_as(request.user, evaluation_pk, Role.PUBLISHER)
    return get_object_or_404(_deliveries().filter(edition__evaluation=evaluation), pk=pk)


def _deliveries() -> DeliveryQuerySet:
    related = "edition__evaluation__department", "edition__evaluation__cycle", "target", "receipt"
    return Delivery.objects.select_related(*related)


def _stored(request: UserRequest, form: TargetForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    target = store(form.save(commit=False), actor=request.user)
    messages.success(request, f"已保存移交目标：{target}。")
    return redirect("reports:target_list")
