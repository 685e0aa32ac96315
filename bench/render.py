"""Our PDF beside what a user would use instead: Chromium printing the same page, LibreOffice converting it.

Run by `make bench`. The report is the demo's. Ours is made as a worker makes it, after one rendering has started the
server process; the others are started for each document, as a user or a script would. All take turns, so that a busy
machine slows all of them.

LibreOffice reads neither our style sheet's variables nor its page rules; it is told the fonts in its own words and to
write a tagged PDF, as ours is. The last row shows it without being told: its own fonts, no tags, not the same document.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROUNDS = 7
SAME_FONTS = """<style>
body, p, td, th, li { font-family: FandolFang }
h1, .annex h2 .title { font-family: "Noto Serif CJK SC"; font-weight: bold }
h2, thead th, .total td, .group td, caption { font-family: FandolHei }
h3 { font-family: FandolKai }
</style></head>"""
TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"}}'
WEB_PDF = "pdf:writer_web_pdf_Export"


@dataclass
class Way:
    """One way to a PDF: `make` makes it and says how many bytes it has."""

    name: str
    make: Callable[[], int]
    seconds: list[float] = field(default_factory=list)
    size: int = 0

    def take_turn(self) -> None:
        """Make the PDF once more and note how long it took."""
        start = perf_counter()
        self.size = self.make()
        self.seconds.append(perf_counter() - start)


def main() -> None:
    """Print seconds and bytes of each way, and the ratios."""
    folder = Path(tempfile.mkdtemp(prefix="perfeval-bench-"))
    page = _demo_page(folder)
    (folder / "report.html").write_text(page, encoding="utf-8")
    (folder / "fonts.html").write_text(page.replace("</head>", SAME_FONTS), encoding="utf-8")
    ways = (
        Way("perfeval (WeasyPrint, warm worker)", lambda: _ours(page)),
        Way("Chromium, printing the same HTML", lambda: _chromium(folder)),
        Way("LibreOffice, same fonts, tagged", lambda: _libreoffice(folder, "fonts.html", f"{WEB_PDF}:{TAGGED}")),
        Way("LibreOffice, left to itself", lambda: _libreoffice(folder, "report.html", WEB_PDF)),
    )
    for way in ways:
        way.make()
    for _ in range(ROUNDS):
        for way in ways:
            way.take_turn()
    _print(ways)
    shutil.rmtree(folder)


def _demo_page(folder: Path) -> str:
    os.environ |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "perfeval.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    from departments.models import Evaluation
    from reports.demo import play
    from reports.document.compose import compose
    from reports.gather import gather
    from reports.rendering.html import page_html

    call_command("migrate", verbosity=0)
    play()
    return page_html(compose(gather(Evaluation.objects.get(status="published"))))


def _ours(page: str) -> int:
    from reports.rendering.pdf import render_pdf

    return len(render_pdf(page, timeout=120).pdf)


def _chromium(folder: Path) -> int:
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}"]
    target = folder / "chromium.pdf"
    return _run(
        [browser, *options, "--no-pdf-header-footer", f"--print-to-pdf={target}", f"file://{folder / 'report.html'}"],
        target,
    )


def _libreoffice(folder: Path, source: str, target_format: str) -> int:
    profile = f"-env:UserInstallation=file://{folder / 'office'}"
    target = folder / Path(source).with_suffix(".pdf")
    arguments = ["--headless", "--convert-to", target_format, "--outdir", str(folder), str(folder / source)]
    return _run(["soffice", profile, *arguments], target)


def _run(command: list[str], target: Path) -> int:
    target.unlink(missing_ok=True)
    subprocess.run(command, check=True, capture_output=True)
    return target.stat().st_size


def _print(ways: tuple[Way, ...]) -> None:
    ours, *_ = ways
    print(f"{'':40}{'seconds':>10}{'fastest':>10}{'bytes':>12}{'time ratio':>12}{'size ratio':>12}")
    for way in ways:
        seconds, fastest = median(way.seconds), min(way.seconds)
        ratios = f"{seconds / median(ours.seconds):>12.2f}{way.size / ours.size:>12.2f}"
        print(f"{way.name:40}{seconds:>10.3f}{fastest:>10.3f}{way.size:>12,}{ratios}")
    print("wanted: Chromium at least 3 times, LibreOffice at least 2 times our seconds; no size below ours")


if __name__ == "__main__":
    main()
