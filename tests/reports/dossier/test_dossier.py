"""One zip holds everything about an evaluation; its index leads to every file and its hashes prove them."""

import hashlib
import json
import re
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from departments import chain, clock
from departments.models import AuditEntry, Seal
from departments.services import seal_log
from departments.services.sealing import CONTENT, key
from indicators.models import Attachment, Evidence
from reports import services
from reports.dossier import write_dossier
from reports.dossier.pieces import safe
from reports.jobs.files import result_file
from reports.models import AnsweredFinding, Job, Waiver

pytestmark = pytest.mark.files


@pytest.fixture
def told(stage):
    """An evaluation that was returned once and has a proof."""
    stage.submitted()
    services.return_for_changes(stage.evaluation, actor=stage.reviewer, reason="请补充佐证材料")
    leaf = stage.evaluation.indicators.leaves().last()
    said = {"name": "走访/台账.pdf", "content_type": "application/pdf", "size": 8, "uploaded_at": clock.now()}
    said |= {"sha256": hashlib.sha256(b"%PDF-1.7").hexdigest(), "uploaded_by": stage.preparer}
    Evidence.objects.create(indicator=leaf, file=ContentFile(b"%PDF-1.7", "a.pdf"), **said)
    return stage.submitted()


def packed(evaluation, tmp_path, tell=lambda percent, message: None):
    seal_log()
    write_dossier(evaluation, tmp_path / "a.zip", report=lambda: b"%PDF-1.7 report", tell=tell)
    with ZipFile(tmp_path / "a.zip") as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_everything_is_in_it(told, tmp_path):
    files = packed(told.reload(), tmp_path)

    assert files["报告/现状报告.pdf"] == b"%PDF-1.7 report"
    assert files["报告/自评表.xlsx"].startswith(b"PK")
    [proof] = [name for name in files if name.startswith("佐证材料/") and name.endswith("-走访、台账.pdf")]
    assert files[proof] == b"%PDF-1.7"
    assert json.loads(files["数据/全部数据.json"])["filled_by"]
    assert {"数据/第1次送审时的数据.json", "数据/第2次送审时的数据.json"} <= set(files)
    assert "请补充佐证材料" in files["审核/审核结论.csv"].decode("utf-8-sig")
    assert told.evaluation.measures.first().text in files["整改/整改台账.csv"].decode("utf-8-sig")
    assert {"校验/校验结果.csv", "审核/核查意见.csv", "审核/信息公开审查.csv", "日志/审计日志.csv"} <= set(files)


@pytest.mark.pdf
def test_every_edition_and_every_attachment_is_in_it(stage, tmp_path):
    first = stage.published()
    stage.corrected()
    services.withdraw(stage.reload(), actor=stage.publisher, reason="数据有误")
    said = {"name": "决算表.pdf", "content_type": "application/pdf", "size": 8, "uploaded_at": clock.now()}
    said |= {"sha256": hashlib.sha256(b"%PDF-1.7").hexdigest(), "uploaded_by": stage.preparer}
    Attachment.objects.create(
        evaluation=stage.evaluation, kind="部门", key="k", file=ContentFile(b"%PDF-1.7", "a.pdf"), **said
    )

    files = packed(stage.reload(), tmp_path)

    for number in (1, 2):
        assert {f"报告/公开第{number}版/{name}" for name in ("report.pdf", "manifest.json")} <= set(files)
    kept = files["报告/公开第1版/manifest.json"]
    assert hashlib.sha256(kept).hexdigest() == first.manifest_sha256
    [attachment] = [name for name in files if name.startswith("附件/")]
    assert files[attachment] == b"%PDF-1.7"


def test_answers_to_findings_are_in_it(told, tmp_path):
    waiver = Waiver.objects.create(
        evaluation=told.evaluation,
        kind=Waiver.Kind.EXPLANATION,
        reason="已附会议纪要",
        given_by=told.preparer,
        given_at=clock.now(),
    )
    AnsweredFinding.objects.create(waiver=waiver, check_id="Q09", fingerprint="f" * 32, message="样本数偏少")

    said = packed(told.reload(), tmp_path)["校验/校验答复.csv"].decode("utf-8-sig")

    assert "Q09" in said
    assert "样本数偏少" in said
    assert "已附会议纪要" in said
    assert told.preparer.full_name in said


def test_hash_list_proves_every_other_file(told, tmp_path):
    files = packed(told.reload(), tmp_path)

    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert set(listed) == set(files) - {"SHA256SUMS"}
    for name, digest in listed.items():
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_index_leads_to_every_file(told, tmp_path):
    files = packed(told.reload(), tmp_path)

    links = {unquote(link) for link in re.findall(r'href="([^"]+)"', files["index.html"].decode())}
    assert links == set(files) - {"index.html", "SHA256SUMS"}


def test_log_in_it_can_be_proved_with_the_key(told, tmp_path):
    lines = packed(told.reload(), tmp_path)["日志/封存日志.jsonl"].decode().splitlines()
    rows = [json.loads(line) for line in lines]

    assert len(rows) == AuditEntry.objects.filter(evaluation=told.evaluation).count() > 5
    row = rows[-1]
    seal = Seal.objects.get(position=row["seal_position"])
    previous = Seal.objects.get(position=seal.position - 1).digest
    content = AuditEntry.objects.values(*CONTENT).get(pk=row["id"])
    assert chain.link(key(), previous, seal.position, seal.sealed_at, content) == row["seal_digest"]


def test_lost_proof_is_named_and_the_rest_is_packed(told, tmp_path):
    proof, said = Evidence.objects.get(name="走访/台账.pdf"), []
    proof.file.storage.delete(proof.file.name)

    files = packed(told.reload(), tmp_path, lambda percent, message: said.append(message))

    assert "文件缺失，请从备份恢复" in files["index.html"].decode()
    assert "走访、台账.pdf" in said[0]
    assert "走访、台账.pdf" not in files["SHA256SUMS"].decode()


@pytest.mark.pdf
def test_auditor_has_it_packed_and_takes_it_away(client, told, django_capture_on_commit_callbacks):
    client.force_login(told.auditor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("reports:dossier", args=[told.evaluation.pk]))
    job = Job.objects.get(kind=Job.Kind.DOSSIER)
    assert job.status == Job.Status.DONE, job.messages
    assert "下载卷宗" in client.get(reverse("reports:job", args=[job.pk])).content.decode()

    response = client.get(reverse("reports:job_dossier", args=[job.pk]))

    with ZipFile(BytesIO(b"".join(response.streaming_content))) as file:
        assert file.read("报告/现状报告.pdf").startswith(b"%PDF-")
    assert AuditEntry.objects.filter(actor=told.auditor, comment__contains="卷宗").exists()
    assert result_file(job).stat().st_mode & 0o777 == 0o600


def make_finished(evaluation):
    now = clock.now()
    return Job.objects.create(
        kind=Job.Kind.DOSSIER, evaluation=evaluation, status=Job.Status.DONE, requested_at=now, finished_at=now
    )


def test_nobody_else_takes_it_away(client, told):
    job = make_finished(told.evaluation)
    for person in (told.preparer, told.reviewer, told.publisher, told.administrator):
        client.force_login(person)
        assert client.get(reverse("reports:job_dossier", args=[job.pk])).status_code == 403
        assert client.post(reverse("reports:dossier", args=[told.evaluation.pk])).status_code == 403


def test_dossier_that_was_cleared_is_not_found(client, told):
    job = make_finished(told.evaluation)
    client.force_login(told.auditor)

    assert client.get(reverse("reports:job_dossier", args=[job.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b:c.pdf", "a、b、c.pdf"), ("..", "_"), ("长" * 90 + ".pdf", "长" * 60 + ".pdf"), ("无后缀", "无后缀")],
)
def test_names_suit_every_file_system(name, expected):
    assert safe(name) == expected
