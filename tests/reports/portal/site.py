"""A portal of many editions without a renderer: rows and folders made from one prepared report."""

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from departments.anchors import Head
from departments.models import Evaluation, SiteConfiguration
from reports.document.blocks import Document
from reports.editions.code import short_code
from reports.editions.content import Attachment, page, style_names, style_sheets
from reports.editions.folders import move, stage
from reports.editions.manifest import pretty, sha256
from reports.editions.plan import Plan
from reports.models import Edition
from reports.public_view import public_view
from reports.snapshot import DepartmentFacts
from tests.factories import make_cycle, make_department
from tests.reports.snapshots import make_snapshot
from tests.reports.stage import BUSINESS_DAY, make_edition

KINDS = ("street", "school", "bureau", "enforcement", "other")


@dataclass(frozen=True)
class Report:
    """What stands in one edition folder: figures of the prepared report, under another name."""

    year: int
    code: str
    name: str
    total: str = "96.00"

    @property
    def title(self) -> str:
        return f"{self.name}{self.year}年度部门整体支出绩效自评报告"

    def data(self) -> dict:
        data = deepcopy(PREPARED)
        data |= {"year": self.year, "title": self.title, "total": self.total}
        data["department"] = {"name": self.name, "short_name": self.name, "code": self.code}
        return data

    def page(self, number: int) -> bytes:
        """Return the page as it is published, with a short body."""
        snapshot = make_snapshot(year=self.year, department=DepartmentFacts(self.name, self.name, self.code, "street"))
        plan = Plan(
            evaluation_pk=0, evaluation_version=1, year=self.year, department_code=self.code, publisher=self.name,
            number=number, folder=f"{self.year}/{self.code}/{number}", supersedes=None, change_note="",
            index_number="t-1", review=None, published_at=BUSINESS_DAY, site=SiteConfiguration.current(),
            snapshot=snapshot, document=Document(self.title, self.year, self.name, ()), log=Head(0, ""),
        )  # fmt: skip
        return page(plan, style_names(), attachments=[Attachment.of("report.pdf", "PDF 版", b"")]).encode()

    def files(self, number: int = 1) -> dict[str, bytes]:
        files = {"index.html": self.page(number), "data.json": pretty(self.data()), **style_sheets()}
        files["report.pdf"] = f"%PDF-1.7 {self.year} {self.code} {number} {self.total}".encode()
        listed = [{"name": name, "sha256": sha256(one), "size": len(one)} for name, one in files.items()]
        return files | {"manifest.json": pretty({"title": self.title, "files": listed})}


PREPARED = json.loads(json.dumps(public_view(make_snapshot())))


def configure(**fields) -> SiteConfiguration:
    """Store what a portal says of itself."""
    values = {"site_name": "青石区人民政府", "site_domain": "www.example.gov.cn", "site_code": "3601020001"}
    return SiteConfiguration.objects.create(pk=1, **(values | fields))


def put(report: Report, *, number: int = 1, evaluation=None, **fields) -> Edition:
    """Make an edition as a row and a folder; who publishes writes the pages."""
    evaluation = evaluation or _evaluation(report)
    files = report.files(number)
    code = short_code(f"{report.year}/{report.code}/{number}", report.data())
    moment = BUSINESS_DAY + timedelta(days=number)
    values = {"title": report.title, "code": code, "score": report.total, "published_at": moment}
    values |= {"manifest_sha256": sha256(files["manifest.json"])}
    edition = make_edition(evaluation, number, **(values | fields))
    if not fields.get("withdrawn_at"):
        move(stage(files), settings.PUBLIC_ROOT / edition.folder)
    return edition


def fill(units: int, years) -> list[Edition]:
    """Publish a report of every unit for every year."""
    departments = [
        make_department(f"{at:04}", name=f"青石区第{at}单位", kind=KINDS[at % len(KINDS)]) for at in range(1, units + 1)
    ]
    return [
        put(Report(year, one.code, one.name), evaluation=_bare(one, cycle))
        for year, cycle in ((year, make_cycle(year)) for year in years)
        for one in departments
    ]


def _evaluation(report: Report):
    return _bare(make_department(report.code, name=report.name), make_cycle(report.year))


def _bare(department, cycle) -> Evaluation:
    """Return the row of an evaluation without what is entered; the portal asks for nothing else."""
    return Evaluation.objects.create(department=department, cycle=cycle)
