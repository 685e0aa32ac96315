"""Files to be sent as proofs, and how they are sent."""

import io
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import Indicator
from indicators.services import add_evidence

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
JPG = b"\xff\xd8\xff\xe0\x00"


def office(*members):
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name in members:
            archive.writestr(name, "")
    return content.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")
XLSX = office("[Content_Types].xml", "xl/workbook.xml")


def make_leaf(evaluation, name="指标", **fields):
    branch = evaluation.indicators.whole().get(name="数量指标")
    values = {"evaluation": evaluation, "parent": branch, "is_leaf": True, "name": name, "points": 10}
    return Indicator.objects.create(**values, rule="positive", target=100, **fields)


def make_proof(leaf, actor, name="证明.pdf", content=PDF):
    return add_evidence(leaf, SimpleUploadedFile(name, content), actor=actor)


def address(leaf):
    return reverse("indicators:evidence_list", args=[leaf.evaluation_id, leaf.pk])


def download_address(evidence):
    return reverse("indicators:evidence", args=[evidence.indicator.evaluation_id, evidence.pk])


def preview_address(evidence):
    return reverse("indicators:evidence_preview", args=[evidence.indicator.evaluation_id, evidence.pk])


def removal_address(evidence):
    return reverse("indicators:evidence_remove", args=[evidence.indicator.evaluation_id, evidence.pk])


def send(client, leaf, *files):
    """Send files as a page without script does, and return the page that it leads to."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(address(leaf), {"uploads": sent}, follow=True)


def answers(client, leaf, *files):
    """Send files as the script does, and return what became of each."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    response = client.post(address(leaf), {"uploads": sent}, headers={"accept": "application/json"})
    return response.json()["answers"]


def refusal(client, leaf, name, content):
    """Return the message about the one file that is refused."""
    [answer] = answers(client, leaf, (name, content))
    assert not answer["is_accepted"]
    return answer["message"]


def stored_files(settings):
    """Return all that lies in the folders of uploads."""
    roots = [settings.MEDIA_ROOT, settings.INCOMING_ROOT, settings.QUARANTINE_ROOT]
    return [path for root in roots for path in root.rglob("*") if path.is_file()]
