"""What every screen with uploaded files does: taking files in, taking one away, sending one."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404

from departments.requests import UserRequest
from departments.services import Locked

from ..evidence_kinds import Unacceptable
from ..forms.evidence import RemovalReasonForm, UploadForm
from ..models import StoredFile

SANDBOX = "sandbox; default-src 'none'"
Refusals = tuple[type[Exception], ...]
REFUSALS: Refusals = (Unacceptable, Locked)


@dataclass(frozen=True)
class Answer:
    """What became of one file, for the person who sent it or takes it away."""

    name: str
    message: str
    is_accepted: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it for a script."""
        return asdict(self)


def receive(request: UserRequest, store: Callable[[UploadedFile], StoredFile], refusals: Refusals = ()) -> list[Answer]:
    """Store every file of a request and return what became of each."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return [Answer("", form.problem)]
    return [_stored(file, store, REFUSALS + refusals) for file in form.cleaned_data["uploads"]]


def _stored(file: UploadedFile, store: Callable[[UploadedFile], StoredFile], refusals: Refusals) -> Answer:
    try:
        row = store(file)
    except refusals as refusal:
        return Answer(file.name or "", str(refusal))
    return Answer(row.name, f"已上传“{row.name}”。", is_accepted=True)


def take_away(request: UserRequest, row: StoredFile, remove: Callable[..., object], refusals: Refusals = ()) -> Answer:
    """Have one file removed for the reason that was typed, which may be empty, and return what became of it."""
    form = RemovalReasonForm(request.POST)
    if not form.is_valid():
        return Answer(row.name, f"没有移除“{row.name}”：{form.errors['reason'][0]}")
    try:
        remove(row, actor=request.user, reason=form.cleaned_data["reason"])
    except REFUSALS + refusals as refusal:
        return Answer(row.name, str(refusal))
    return Answer(row.name, f"已移除“{row.name}”。", is_accepted=True)


def tell(request: UserRequest, answers: Iterable[Answer]) -> None:
    """Say on the next page what became of each file."""
    for answer in answers:
        messages.add_message(request, messages.SUCCESS if answer.is_accepted else messages.ERROR, answer.message)


def send_file(row: StoredFile, *, policy: str, as_attachment: bool = False) -> FileResponse:
    """Return a stored file under the policy that keeps it from doing harm, or 404 when it is gone."""
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=as_attachment, filename=row.name, content_type=row.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = policy
    return response
