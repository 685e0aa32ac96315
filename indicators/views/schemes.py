"""The administrator's screens that show schemes and take them in and out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from departments.administration import require_root_administrator
from departments.models import Cycle
from departments.requests import UserRequest
from departments.views.exports import exported
from departments.views.lists import found, page_of, words_of

from .. import services
from ..forms.schemes import ComparisonForm, SchemeEditor, UploadForm
from ..listings import SCHEMES
from ..models import Scheme
from ..schemes import SchemeError
from ..schemes.comparing import compare as differences_between
from ..schemes.describing import sayings
from ..scoring import Problem

SHOWN_APART = ("name", "title", "kind", "version", "points_basis", "levels")


@require_safe
def index(request: UserRequest) -> HttpResponseBase:
    """List every version of every scheme with who uses it."""
    require_root_administrator(request.user)
    words = words_of(request)
    schemes = found(Scheme.objects.with_uses(), words, "name", "title")
    if file := exported(request, SCHEMES, schemes, criteria=words):
        return file
    return render(request, "manage/schemes.html", {"page": page_of(request, schemes), "words": words})


@require_safe
def show(request: UserRequest, pk: int) -> HttpResponse:
    """Show one version in words, with what it makes of typical cases."""
    require_root_administrator(request.user)
    scheme = get_object_or_404(Scheme.objects.with_uses(), pk=pk)
    editor = SchemeEditor(scheme)
    shown = {
        "scheme": scheme,
        "editor": editor,
        "sayings": [saying for saying in sayings(editor.stored) if saying.key not in SHOWN_APART],
        "versions": Scheme.objects.versions_of(scheme.name).exclude(pk=pk),
        "rounds": _rounds_to_move(scheme),
    }
    return render(request, "manage/scheme.html", shown)


def _rounds_to_move(scheme: Scheme) -> list[tuple[Cycle, services.Adoption]]:
    """Return the rounds that could use this version, each with what that would mean."""
    using = Cycle.objects.filter(schemes__scheme__name=scheme.name).order_by("-year")
    rounds = [(cycle, services.adoption_of(cycle, scheme)) for cycle in using]
    chosen = set(scheme.uses.values_list("cycle", flat=True))
    return [(cycle, adoption) for cycle, adoption in rounds if adoption.moving or cycle.pk not in chosen]


@require_safe
def export(request: UserRequest, pk: int) -> HttpResponse:
    """Send the file of one version."""
    require_root_administrator(request.user)
    scheme = get_object_or_404(Scheme, pk=pk)
    name = f'attachment; filename="{scheme.name}-{scheme.version}.toml"'
    return HttpResponse(
        scheme.content, content_type="application/toml; charset=utf-8", headers={"Content-Disposition": name}
    )


@require_safe
def compare(request: UserRequest) -> HttpResponse:
    """Lay two versions side by side."""
    require_root_administrator(request.user)
    form = ComparisonForm(request.GET or None)
    shown: dict[str, object] = {"form": form}
    if form.is_valid():
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        shown |= {"before": before, "after": after, "differences": differences_between(before.spec, after.spec)}
    return render(request, "manage/scheme_compare.html", shown)


@require_http_methods(["GET", "POST"])
def take_in(request: UserRequest) -> HttpResponse:
    """Store a scheme from a file, or say everything that is wrong with it."""
    require_root_administrator(request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        try:
            scheme, is_new = services.import_scheme(form.cleaned_data["content"], actor=request.user)
        except SchemeError as error:
            problems = error.problems
        except services.SchemeConflict as conflict:
            form.add_error("file", str(conflict))
        except ValidationError as error:
            form.add_error("file", error.messages)
        else:
            messages.success(request, f"已导入{scheme}。" if is_new else f"{scheme}已在库中，内容相同，没有重复导入。")
            return redirect("indicators:scheme", scheme.pk)
    return render(request, "manage/scheme_import.html", {"form": form, "problems": problems})
