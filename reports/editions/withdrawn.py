"""Taking an edition out of the public root: the folder goes into the archive, a notice takes its address."""

from pathlib import Path

from django.conf import settings

from departments.models import SiteConfiguration

from ..models import Edition
from ..portal.pages import notice_page
from .addresses import MANIFEST, PAGE
from .folders import move, replace_file
from .scans import follow_scan


def conceal(edition: Edition) -> bool:
    """Make the disk follow a withdrawal; done twice it changes nothing. Return whether anything changed."""
    public = settings.PUBLIC_ROOT / edition.folder
    is_public = holds_edition(public)
    if is_public:
        move(public, settings.ARCHIVE_ROOT / edition.folder)
    for scan in edition.scans.select_related("edition"):
        follow_scan(scan)
    return replace_file(public / PAGE, notice_page(edition, SiteConfiguration.current())) or is_public


def holds_edition(folder: Path) -> bool:
    """Whether a folder is an edition, not the notice in place of one."""
    return (folder / MANIFEST).is_file()
