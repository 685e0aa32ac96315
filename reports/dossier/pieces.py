"""What a dossier consists of: each piece with its place, its title and where its bytes come from."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from departments.listings import LOG
from departments.models import Evaluation
from indicators.models import Evidence
from indicators.models.evidence import StoredFile
from perfeval.lib.listing import Listing, csv_file

from ..editions.manifest import pretty
from ..gather import gather
from ..listings import (
    ANSWERS,
    DECISIONS,
    DISCLOSURES,
    EXTENSIONS,
    FINDINGS,
    MARKS,
    SCORES,
    findings_rows,
    followup_list,
    score_rows,
)
from ..models import AnsweredFinding
from ..places import by_part
from ..services import findings_of
from ..services.rectification import tracked
from ..services.tables import official_tables
from ..snapshot import to_json
from .entries import sealed_entries

NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|\r\n\t', "、"))
LONGEST = 60


@dataclass(frozen=True)
class Piece:
    """One file of a dossier."""

    path: str
    title: str
    chunks: Callable[[], Iterable[bytes]]


def pieces_of(evaluation: Evaluation, report: Callable[[], bytes]) -> Iterator[Piece]:
    """Yield everything, in the order of the index page; `report` prints the report as it stands."""
    yield Piece("报告/现状报告.pdf", "报告（现状）", lambda: [report()])
    yield Piece("报告/自评表.xlsx", "自评表（现状）", lambda: [official_tables(evaluation)])
    yield from _editions(evaluation)
    yield from _figures(evaluation)
    yield from _decisions(evaluation)
    yield from _files(evaluation)
    entries = evaluation.audit_entries.select_related("actor", "on_behalf_of", "department").order_by("pk")
    yield _list("日志/审计日志.csv", LOG, entries)
    yield Piece("日志/封存日志.jsonl", "审计日志及封存值，逐行 JSON", lambda: _lines(sealed_entries(evaluation)))


def _figures(evaluation: Evaluation) -> Iterator[Piece]:
    snapshot = gather(evaluation)
    parts = by_part(evaluation, findings_of(evaluation, snapshot))
    yield Piece("数据/全部数据.json", "全部填报数据", partial(_json, to_json(snapshot)))
    yield _list("数据/指标得分.csv", SCORES, score_rows(snapshot))
    yield _list("校验/校验结果.csv", FINDINGS, findings_rows(parts))
    answered = AnsweredFinding.objects.filter(waiver__evaluation=evaluation)
    yield _list("校验/校验答复.csv", ANSWERS, answered.select_related("waiver__given_by", "waiver__decided_by"))
    for version in evaluation.versions.all():
        title = f"第{version.number}次送审时的数据"
        yield Piece(f"数据/{title}.json", title, partial(_json, version.snapshot))


def _decisions(evaluation: Evaluation) -> Iterator[Piece]:
    yield _list("审核/审核结论.csv", DECISIONS, evaluation.decisions.select_related("decided_by", "on_behalf_of"))
    marks = evaluation.stage_scores.select_related("indicator__project_evaluation__project", "scored_by")
    yield _list("审核/核查意见.csv", MARKS, marks)
    yield _list("审核/信息公开审查.csv", DISCLOSURES, evaluation.disclosure_reviews.select_related("reviewed_by"))
    extensions = evaluation.audit_entries.filter(action="evaluation.extend").select_related("actor")
    yield _list("审核/延期.csv", EXTENSIONS, extensions)
    yield _list("整改/整改台账.csv", followup_list(), tracked(evaluation))


def _editions(evaluation: Evaluation) -> Iterator[Piece]:
    """Yield the files of every edition, those that were withdrawn as well."""
    for edition in evaluation.editions.defer("snapshot").order_by("number"):
        for root in (settings.PUBLIC_ROOT, settings.ARCHIVE_ROOT):
            folder = root / edition.folder
            for path in sorted(folder.iterdir()) if (folder / "manifest.json").is_file() else ():
                title = f"第{edition.number}版 {path.name}"
                yield Piece(f"报告/公开第{edition.number}版/{path.name}", title, partial(_read, path))
        for scan in edition.scans.all():
            yield _file(f"报告/公开第{edition.number}版/盖章扫描件", scan)


def _files(evaluation: Evaluation) -> Iterator[Piece]:
    proofs = Evidence.objects.filter(indicator__evaluation=evaluation).select_related("indicator")
    for proof in proofs:
        yield _file(f"佐证材料/{safe(proof.indicator.name)}", proof)
    for follow_up in evaluation.followup_proofs.select_related("measure"):
        yield _file(f"整改/{safe(str(follow_up.measure))}", follow_up)
    for attachment in evaluation.attachments.all():
        yield _file("附件", attachment)


def _file(folder: str, stored: StoredFile) -> Piece:
    return Piece(f"{folder}/{stored.pk}-{safe(stored.name)}", stored.name, partial(_read, Path(stored.file.path)))


def _list(path: str, listing: Listing, rows: Iterable[object]) -> Piece:
    kept: Sequence[object] = list(rows)
    return Piece(path, listing.title, lambda: csv_file(listing, kept))


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield (json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _json(content: dict[str, Any]) -> Iterator[bytes]:
    yield pretty(content)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def safe(name: str) -> str:
    """Return a name that every file system takes."""
    stem, dot, suffix = name.translate(NOT_IN_NAMES).strip(". ").rpartition(".")
    return f"{(stem or suffix)[:LONGEST]}{dot if stem else ''}{suffix[:10] if stem else ''}" or "_"
