"""What a target holds when it has followed an edition: the files that must be there, and those that must not.

They come in the order in which they can be put in place one by one: what is linked before what links to it.
"""

from collections.abc import Iterator

from django.conf import settings

from departments.models import SiteConfiguration

from ..editions.addresses import MANIFEST, PAGE
from ..editions.manifest import sha256
from ..models import Edition, Target
from ..portal.figures_of_years import figures_within, files_of_year
from ..portal.pages import notice_page
from ..portal.parts import File
from ..portal.published import files_of
from ..portal.selection import touched_by
from .package import earlier_names, package_of, package_of_withdrawal, withdrawal_name
from .places import HandoverFailed
from .scans import content_of, public_scans, scan_files


def contents(edition: Edition, target: Target) -> Iterator[File]:
    """Yield address and content, None for a file that must not be there.

    Raises:
        HandoverFailed: the files of the edition are not what was published.
    """
    if target.is_package:
        yield from ((name, None) for name in earlier_names(edition))
        yield package(edition, target)
        return
    files = withdrawn_files(edition) if edition.withdrawn_at else published_files(edition).items()
    for name, content in files:
        yield f"{edition.folder}/{name}", content
    yield from scan_files(edition)
    for part in touched_by(edition.evaluation, target.department):
        yield from part.make()
    year = edition.evaluation.cycle.year
    yield from figures_within(target.department, year) if target.department else files_of_year(year)


def package(edition: Edition, target: Target) -> tuple[str, bytes]:
    """Return name and content of the package that says what has become of an edition."""
    with_xml = target.metadata == Target.Metadata.BOTH
    if edition.withdrawn_at:
        return withdrawal_name(edition), package_of_withdrawal(edition, with_xml=with_xml)
    scans = [(scan, content_of(scan)) for scan in public_scans(edition)]
    return package_of(edition, published_files(edition), scans, with_xml=with_xml)


def published_files(edition: Edition) -> dict[str, bytes]:
    """Return the files of a public edition by name, each proved by its manifest, the manifest itself last but one.

    Raises:
        HandoverFailed: one is missing or altered; nothing false is handed over.
    """
    folder = settings.PUBLIC_ROOT / edition.folder
    try:
        manifest = (folder / MANIFEST).read_bytes()
        listed = {entry["name"]: entry["sha256"] for entry in files_of(edition)}
        files = {name: (folder / name).read_bytes() for name in sorted(listed, key=lambda name: name == PAGE)}
    except OSError as error:
        raise HandoverFailed(f"本机的版次文件读不出（{error.strerror}），请管理员用 verify_editions 核对。") from error
    is_true = sha256(manifest) == edition.manifest_sha256 and all(
        sha256(content) == listed[name] for name, content in files.items()
    )
    if not is_true:
        raise HandoverFailed("本机的版次文件与公开时不一致，没有移交，请管理员用 verify_editions 核对并从备份恢复。")
    page = files.pop(PAGE)
    return {**files, MANIFEST: manifest, PAGE: page}


def withdrawn_files(edition: Edition) -> Iterator[File]:
    """Yield names: the page that says so comes first, then what it linked to goes."""
    yield PAGE, notice_page(edition, SiteConfiguration.current())
    for entry in [*files_of(edition), {"name": MANIFEST}]:
        if entry["name"] != PAGE:
            yield entry["name"], None
