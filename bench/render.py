"""Our PDF beside what a user would use instead: Chromium printing the same page, LibreOffice converting it.

Run by `make bench`. The report is the demo's. Ours is made as a worker makes it, after one rendering has warmed the
fork server; the others are started for each document, as a user or a script would.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import django

ROUNDS = 5


def main() -> None:
    """Print seconds and bytes of each way, and the ratios."""
    folder = Path(tempfile.mkdtemp(prefix="perfeval-bench-"))
    os.environ |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "perfeval.settings"}
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    page = _demo_page()
    (folder / "report.html").write_text(page, encoding="utf-8")
    rows = {
        "perfeval (WeasyPrint, warm worker)": _ours(page),
        "Chromium, printing the same HTML": _measured(_chromium(folder), folder / "chromium.pdf"),
        "LibreOffice, converting the same HTML": _measured(_libreoffice(folder), folder / "report.pdf"),
    }
    _print(rows)
    shutil.rmtree(folder)


def _demo_page() -> str:
    from django.core.management import call_command

    from departments.models import Evaluation
    from reports.demo import play
    from reports.document.compose import compose
    from reports.gather import gather
    from reports.rendering.html import page_html

    call_command("migrate", verbosity=0)
    play()
    return page_html(compose(gather(Evaluation.objects.get(status="published"))))


def _ours(page: str) -> tuple[float, int]:
    from reports.rendering.pdf import render_pdf

    size = len(render_pdf(page, timeout=120).pdf)
    return median(_seconds(lambda: render_pdf(page, timeout=120)) for _ in range(ROUNDS)), size


def _chromium(folder: Path) -> Callable[[], object]:
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}"]
    command = [browser, *options, "--no-pdf-header-footer"]
    command += [f"--print-to-pdf={folder / 'chromium.pdf'}", f"file://{folder / 'report.html'}"]
    return lambda: _run(command)


def _libreoffice(folder: Path) -> Callable[[], object]:
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'office'}", "--headless", "--convert-to"]
    command += ["pdf:writer_web_pdf_Export", "--outdir", str(folder), str(folder / "report.html")]
    return lambda: _run(command)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _measured(make: Callable[[], object], pdf: Path) -> tuple[float, int]:
    make()
    return median(_seconds(make) for _ in range(ROUNDS)), pdf.stat().st_size


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _print(rows: dict[str, tuple[float, int]]) -> None:
    ours = next(iter(rows.values()))
    print(f"{'':40}{'seconds':>10}{'bytes':>12}{'time ratio':>12}{'size ratio':>12}")
    for name, (seconds, size) in rows.items():
        print(f"{name:40}{seconds:>10.3f}{size:>12,}{seconds / ours[0]:>12.2f}{size / ours[1]:>12.2f}")
    print("wanted: Chromium at least 3 times, LibreOffice at least 2 times our seconds; no size below ours")


if __name__ == "__main__":
    main()
