"""What happens when a file that could be read once cannot be read any more, or nobody has said yet how."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from departments.requests import UserRequest
from departments.workbooks import Unreadable

from ..workbooks.reading import NotOurs

View = Callable[..., HttpResponseBase]


def telling_why_unread(view: View) -> View:
    """Lead from a file that cannot be read back to the upload, saying why; from one without a mapping to that."""

    @wraps(view)
    def answer(request: UserRequest, evaluation_pk: int, key: UUID, **more: Any) -> HttpResponseBase:
        try:
            return view(request, evaluation_pk, key, **more)
        except NotOurs:
            return redirect("reports:workbook_mapping", evaluation_pk, key)
        except Unreadable as refusal:
            messages.error(request, f"文件没有读取，什么也没有保存。{refusal}")
            return redirect("reports:workbook", evaluation_pk)

    return answer
