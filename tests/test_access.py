"""Every address of the site is asked by every role, by a stranger and by nobody in particular."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from departments import clock
from departments.models import Authority, Membership, Notice, Project, Role, Substitution
from indicators.models import Attachment, Evidence, Indicator
from indicators.services import plant_projects
from reports.gather import gather
from reports.jobs.files import preview_file, result_file, write_private
from reports.models import (
    Batch,
    BulkImport,
    CheckSetting,
    Delivery,
    FreeFigure,
    Job,
    Remark,
    Repair,
    Sample,
    SampledEvaluation,
    Scan,
    Target,
    Waiver,
)
from reports.services.imports import take_in
from reports.snapshot import to_json
from reports.workbooks.pending import keep_pending
from tests.access import LOGIN, PEOPLE, ROLES, ROWS
from tests.departments.workbooks.files import workbook
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.reports.stage import make_edition

STRANGER_ROLES = (Role.PREPARER, Role.REVIEWER, Role.PUBLISHER)


def addresses(resolver, namespace="", before=""):
    """Yield name and route of every address of the URL configuration."""
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace
            yield from addresses(pattern, f"{namespace}{inner}:" if inner else namespace, route)
        else:
            yield f"{namespace}{pattern.name}", route


@pytest.fixture
def world(db):
    """One unit with a person in each role, its evaluation, and a stranger from another unit."""
    department = make_department("1", "某区")
    people = {role: make_member(role, department) for role in ROLES} | {"stranger": _stranger()}
    make_department("11", "所属单位", parent=department)
    evaluation = make_evaluation(department, make_cycle(project_scheme="national-project"))
    job = _finished_preview(evaluation, people["preparer"])
    evidence = _proof(evaluation, people["preparer"])
    keys = {
        "evaluation": evaluation.pk,
        "department": department.pk,
        "cycle": evaluation.cycle_id,
        "scheme": evaluation.scorecard.scheme_id,
        "year": evaluation.cycle.year,
        "part": "goals",
        "member": people["preparer"].pk,
        "membership": people["preparer"].memberships.get().pk,
        "authority": Authority.objects.create(title="管理办法").pk,
        "job": job.pk,
        "round_job": _finished_rescoring(evaluation.cycle).pk,
        "import_kind": "departments",
        "import": _import(people["administrator"]).pk,
        "import_job": _finished_import(people["administrator"]),
        "batch": _finished_batch(evaluation, people["administrator"]),
        "tables_job": _finished_tables(evaluation),
        "branch": evidence.indicator.parent_id,
        "indicator": evidence.indicator_id,
        "evidence": evidence.pk,
        "attachment": _attachment(evaluation, people["preparer"]),
        **_followed_up(evaluation, people["preparer"]),
        "project": _project(evaluation),
        "dossier_job": _finished_dossier(evaluation).pk,
        "notice": _notice(evaluation, people["preparer"]),
        "published": _publish("report.txt"),
        **_handed_over(evaluation, people["publisher"]),
        **_sample(evaluation, people["reviewer"]),
        "remark": _remark(evaluation, people["reviewer"]).pk,
        "substitution": _substitution(people["reviewer"], people["publisher"]).pk,
        "sent": _sent_workbook(evaluation, people["preparer"], {"_perfeval": [["kind", "perfeval-entry"]]}),
        "foreign": _sent_workbook(evaluation, people["preparer"], {"表": [["三级指标", "分值"], ["办结率", 2]]}),
        "check": "A01",
        "check_setting": CheckSetting.objects.create(check_id="A01", severity="hint", reason="试行").pk,
        "waiver": _exemption(evaluation, people["preparer"]),
        "free_figure": _free_figure(evaluation, people["preparer"]),
        "repair": _repair(evaluation, people["preparer"]),
    }
    return people, keys


def _stranger():
    elsewhere = make_department("2", "另一单位")
    stranger = make_member(STRANGER_ROLES[0], elsewhere)
    for role in STRANGER_ROLES[1:]:
        Membership.objects.create(user=stranger, department=elsewhere, role=role)
    return stranger


def _sent_workbook(evaluation, user, sheets):
    file = ContentFile(workbook(sheets), "填报表.xlsx")
    return UUID(keep_pending(file, "填报表.xlsx", evaluation, user).key)


def _attachment(evaluation, user):
    said = {"name": "纪要.pdf", "content_type": "application/pdf", "size": 8, "sha256": "0" * 64}
    file = ContentFile(b"%PDF-1.7", "minutes.pdf")
    sent = {"uploaded_by": user, "uploaded_at": clock.now(), "file": file}
    return Attachment.objects.create(evaluation=evaluation, kind="整体", key="minutes", **said, **sent).pk


def _followed_up(evaluation, user):
    problem = evaluation.problems.create(title="窗口排队时间长", text="高峰时段窗口不足。", position=1)
    measure = evaluation.measures.create(problem=problem, text="增设午间窗口。", position=1)
    said = {"name": "照片.pdf", "content_type": "application/pdf", "size": 8, "sha256": "1" * 64}
    sent = {"uploaded_by": user, "uploaded_at": clock.now(), "file": ContentFile(b"%PDF-1.7", "photo.pdf")}
    proof = evaluation.followup_proofs.create(measure=measure, **said, **sent)
    return {"measure": measure.pk, "followup_proof": proof.pk}


def _handed_over(evaluation, user):
    """Return a hand-over that goes by itself and one that a person carries; the files of the edition are nowhere."""
    edition = make_edition(evaluation, snapshot=to_json(gather(evaluation)))
    folder = Target.objects.create(name="县门户", transport="folder", path="/nowhere")
    manual = Target.objects.create(name="内容系统", transport="manual", form="package")
    made = [
        Delivery.objects.create(edition=edition, target=target, asked_at=clock.now()).pk for target in (folder, manual)
    ]
    said = {"name": "盖章件.pdf", "content_type": "application/pdf", "size": 8, "sha256": "2" * 64, "number": 1}
    sent = {"uploaded_by": user, "uploaded_at": clock.now(), "file": ContentFile(b"%PDF-1.7", "paper.pdf")}
    scan = Scan.objects.create(edition=edition, **said, **sent)
    return {"target": folder.pk, "sent_delivery": made[0], "carried_delivery": made[1], "scan": scan.pk}


def _finished_dossier(evaluation):
    now = clock.now()
    job = Job.objects.create(
        kind=Job.Kind.DOSSIER, evaluation=evaluation, status=Job.Status.DONE, requested_at=now, finished_at=now
    )
    write_private(result_file(job), [b"PK"])
    return job


def _notice(evaluation, user):
    said = {"occasion": "2023-06-30-3", "text": "还有3天截止", "created_at": clock.now()}
    return Notice.objects.create(evaluation=evaluation, user=user, **said).pk


def _project(evaluation):
    Project.objects.create(evaluation=evaluation, name="社区微改造")
    plant_projects(evaluation)
    return evaluation.project_evaluations.get().pk


def _remark(evaluation, reviewer):
    said = {"part": "summary", "field": "total", "label": "自评得分", "text": "请核对"}
    signed = {"author": reviewer, "written_at": clock.now(), "submission": 1, "stage_name": "审核"}
    return Remark.objects.create(evaluation=evaluation, **said, **signed)


def _sample(evaluation, reviewer):
    signed = {"drawn_by": reviewer, "drawn_at": clock.now()}
    sample = Sample.objects.create(
        cycle=evaluation.cycle, department=evaluation.department, method="number", number=1, seed="1", **signed
    )
    sampled = SampledEvaluation.objects.create(sample=sample, evaluation=evaluation, position=1)
    return {"sample": sample.pk, "sampled": sampled.pk}


def _substitution(reviewer, substitute):
    """Return one that is over, so that it opens no door."""
    day = clock.today() - timedelta(days=1)
    return Substitution.objects.create(
        membership=reviewer.memberships.get(),
        substitute=substitute,
        starts_on=day,
        ends_on=day,
        reason="出差",
        arranged_by=reviewer,
        arranged_at=clock.now(),
    )


def _finished_preview(evaluation, user):
    now = clock.now()
    times = {"requested_at": now, "finished_at": now}
    job = Job.objects.create(
        kind=Job.Kind.PREVIEW, evaluation=evaluation, status=Job.Status.DONE, requested_by=user, **times
    )
    preview_file(job).parent.mkdir(parents=True)
    preview_file(job).write_bytes(b"%PDF-1.7")
    return job


def _finished_rescoring(cycle):
    now = clock.now()
    done = Job.Status.DONE
    return Job.objects.create(kind=Job.Kind.RESCORE, cycle=cycle, status=done, requested_at=now, finished_at=now)


def _finished_batch(evaluation, user):
    times = {"requested_at": clock.now(), "finished_at": clock.now()}
    about = {"cycle": evaluation.cycle, "requested_by": user}
    batch = Batch.objects.create(kind=Job.Kind.EXPORT, requested_at=clock.now(), **about)
    Job.objects.create(
        kind=Job.Kind.EXPORT, evaluation=evaluation, status=Job.Status.DONE, batch=batch, requested_by=user, **times
    )
    job = Job.objects.create(kind=Job.Kind.PACK, status=Job.Status.DONE, batch=batch, **about, **times)
    write_private(result_file(job), [b"PK"])
    return batch.pk


def _finished_tables(evaluation):
    times = {"requested_at": clock.now(), "finished_at": clock.now()}
    about = {"cycle": evaluation.cycle, "department": evaluation.department}
    job = Job.objects.create(kind=Job.Kind.TABLES, status=Job.Status.DONE, **about, **times)
    write_private(result_file(job), [b"PK"])
    return job.pk


def _import(user):
    content = "预算编码,单位全称,单位类型,上级单位编码\n19,新设街道,街道（乡镇）,1\n".encode()
    return take_in(SimpleUploadedFile("单位.csv", content), BulkImport.Kind.DEPARTMENTS, actor=user)[0]


def _finished_import(user):
    times = {"requested_at": clock.now(), "finished_at": clock.now()}
    kind, found = Job.Kind.IMPORT, _import(user)
    job = Job.objects.create(kind=kind, status=Job.Status.DONE, bulk_import=found, requested_by=user, **times)
    write_private(result_file(job), [b"PK"])
    return job.pk


def _proof(evaluation, user):
    branch = Indicator.objects.filter(evaluation=evaluation, is_leaf=False, parent__isnull=False).first()
    leaf = Indicator.objects.create(
        evaluation=evaluation, parent=branch, is_leaf=True, name="办结率", points=2, rule="positive"
    )
    return Evidence.objects.create(
        indicator=leaf,
        file=ContentFile(b"%PDF-1.7", "proof.pdf"),
        name="证明.pdf",
        content_type="application/pdf",
        size=8,
        sha256="0" * 64,
        uploaded_by=user,
        uploaded_at=clock.now(),
    )


def _exemption(evaluation, user):
    said = {"kind": Waiver.Kind.EXEMPTION, "reason": "另有批复"}
    return Waiver.objects.create(evaluation=evaluation, given_by=user, given_at=clock.now(), **said).pk


def _free_figure(evaluation, user):
    said = {"words": "325户", "source": "低保台账"}
    return FreeFigure.objects.create(evaluation=evaluation, declared_by=user, declared_at=clock.now(), **said).pk


def _repair(evaluation, user):
    changes = [{"model": "departments.Duty", "pk": 0, "field": "text", "before": "", "after": ""}]
    return Repair.objects.create(evaluation=evaluation, made_by=user, made_at=clock.now(), changes=changes).pk


def _publish(name):
    settings.PUBLIC_ROOT.mkdir(parents=True)
    for published in ("index.html", name):
        (settings.PUBLIC_ROOT / published).write_text("公开", encoding="utf-8")
    return name


def address_of(row, keys):
    arguments = {part: keys[key] for part, key in row.keys.items()}
    if "evaluation_pk" in dict(addresses(get_resolver()))[row.name]:
        arguments["evaluation_pk"] = keys["evaluation"]
    return reverse(row.name, kwargs=arguments)


def answer_to(client, person, row, keys):
    """Return the status, or LOGIN when the person is sent to sign in; nothing that is done remains."""
    client.logout() if person is None else client.force_login(person)
    undo = transaction.savepoint()
    response = client.generic(row.method, address_of(row, keys))
    if response.streaming:
        list(response.streaming_content)
    transaction.savepoint_rollback(undo)
    is_sent_away = response.status_code == 302 and response.url.startswith(f"{reverse('departments:login')}?")
    return LOGIN if is_sent_away else response.status_code


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_person_gets_the_answer_of_the_table(client, world, row):
    people, keys = world

    answers = {name: answer_to(client, people.get(name), row, keys) for name in PEOPLE}

    assert answers == row.answers


def test_every_address_has_its_row():
    assert set(dict(addresses(get_resolver()))) == {row.name for row in ROWS}


@pytest.mark.parametrize("name", ["departments:password", "reports:evaluation"])
def test_initial_password_opens_nothing_else(client, world, name):
    people, keys = world
    people["preparer"].must_change_password = True
    people["preparer"].save()
    row = next(row for row in ROWS if row.name == name)

    assert answer_to(client, people["preparer"], row, keys) == (200 if name == "departments:password" else 302)
