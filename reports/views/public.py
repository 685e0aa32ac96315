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
    try:
        found = _inside_public_root(path)
        is_folder = found.is_dir()
        if is_folder and not request.path.endswith("/"):
            return HttpResponseRedirect(f"{request.path}/")
        found = found / PAGE if is_folder else found
        return FileResponse(found.open("rb"), content_type=_content_type(found))
    except (OSError, RuntimeError, ValueError):
        raise Http404("没有这份公开文件。") from None


def _inside_public_root(path: str) -> Path:
    """Return where `path` leads.

    Raises:
        OSError, RuntimeError, ValueError: it leads nowhere, in a circle, or out of the public root.
    """
    root = settings.PUBLIC_ROOT.resolve()
    found = (root / path).resolve()
    found.relative_to(root)
    return found


def _content_type(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind == "application/json" else kind
