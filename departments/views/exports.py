"""Every list can be taken away: the address of a list with `?export=xlsx` (or csv) answers with all its rows."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header

from perfeval.lib.listing import Listing, csv_file, workbook

from .. import clock, services
from ..requests import UserRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FORMATS: dict[str, tuple[Callable[[Listing, Iterable[Any]], Iterator[bytes]], str, str]] = {
    "xlsx": (workbook, XLSX, "Excel"),
    "csv": (csv_file, CSV, "CSV"),
}
ROWS_AT_ONCE = 500


def exported(
    request: UserRequest,
    listing: Listing,
    rows: Iterable[Any] | Callable[[], Iterable[Any]],
    *,
    of: str = "",
    criteria: str = "",
) -> StreamingHttpResponse | None:
    """Hand out a list as a file where the address asks for it; that is recorded. Otherwise return None.

    `of` says whose list it is, for the name of the file; `criteria` what was searched for. Rows may be given as a
    function, which is called only when they are needed. A page with several lists names one with `?list=`.
    """
    wanted = request.GET.get("export")
    if wanted is None or request.GET.get("list", "") != listing.key:
        return None
    if wanted not in FORMATS:
        raise Http404("只能导出为 Excel（xlsx）或 CSV 文件。")
    write, content_type, name = FORMATS[wanted]
    title = f"{of}{listing.title}"
    services.record_export(request.user, listing.kind, f"{title}（{name}），查询条件：{criteria or '全部'}")
    disposition = content_disposition_header(True, f"{title}-{clock.today():%Y%m%d}.{wanted}")  # noqa: FBT003
    return StreamingHttpResponse(
        write(listing, _one_after_another(rows() if callable(rows) else rows)),
        content_type=content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )


def _one_after_another(rows: Iterable[Any]) -> Iterable[Any]:
    return rows.iterator(chunk_size=ROWS_AT_ONCE) if isinstance(rows, QuerySet) else rows
