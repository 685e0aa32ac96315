"""The public root over the embedded server; elsewhere any web server serves the same folder."""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from ..editions.addresses import PAGE


@login_not_required
@require_safe
def file(request: HttpRequest, path: str = "") -> HttpResponse | FileResponse:
    """Hand over one published file, for a folder its page; nothing outside the public root."""
    found = _inside_public_root(path)
    if found.is_dir() and not request.path.endswith("/"):
        return HttpResponseRedirect(f"{request.path}/")
    if found.is_dir():
        found /= PAGE
    if not found.is_file():
        raise Http404("没有这份公开文件。")
    return FileResponse(found.open("rb"), content_type=_content_type(found))


def _inside_public_root(path: str) -> Path:
    root = settings.PUBLIC_ROOT.resolve()
    try:
        found = (root / path).resolve()
    except ValueError:
        raise Http404("没有这份公开文件。") from None
    if not found.is_relative_to(root):
        raise Http404("没有这份公开文件。")
    return found


def _content_type(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind == "application/json" else kind
