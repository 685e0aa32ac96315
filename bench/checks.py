"""All fast checks on one report of ordinary size, beside rendering its page; and proofreading an old report.

Run by `make bench`. The report is the demo's: the figures, indicators and chapters of a real published one. Wanted are
at most 50 ms for the checks and at most half of what the page takes, because they are asked at every save. Checks and
page take turns, so that a busy machine slows both. The slowest checks are named.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROUNDS = 15
WANTED_MS = 50
SLOWEST = 5


def main() -> None:
    """Print milliseconds of checks, page and proofreading, whether the aims are met, and what is slowest."""
    folder = Path(tempfile.mkdtemp(prefix="perfeval-bench-"))
    try:
        _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> None:
    evaluation = _demo_evaluation(folder)
    from reports.checks import CHECKS, Cost, run
    from reports.checks.sample_report import SAMPLE
    from reports.document.compose import compose
    from reports.gather import gather
    from reports.reader.proofread import proofread
    from reports.rendering.html import page_html
    from reports.services.findings import context_of

    snapshot, context = gather(evaluation), context_of(evaluation)
    # A copy has nothing kept of an earlier turn, as after a save.
    checks, page, old = _in_turn(
        lambda: run(replace(snapshot), context, Cost.FAST),
        lambda: page_html(compose(snapshot)),
        lambda: proofread(SAMPLE, context),
    )
    asked = [check for check in CHECKS.values() if check.cost is Cost.FAST and check.applies_to(snapshot)]
    print(f"{len(asked)} fast checks of one report  {checks:8.1f} ms")
    print(f"composing and rendering its page   {page:8.1f} ms")
    print(f"reading and proofreading an old one {old:7.1f} ms ({len(SAMPLE)} characters)")
    met = "met" if checks <= min(WANTED_MS, page / 2) else "MISSED"
    print(f"checks / page: {checks / page:.2f}; at most {WANTED_MS} ms and half of the page: {met}")
    each = {check.id: _median(lambda check=check: list(check.findings(snapshot, context))) for check in asked}
    slowest = sorted(each, key=each.__getitem__, reverse=True)[:SLOWEST]
    print("slowest: " + ", ".join(f"{name} {each[name]:.1f} ms" for name in slowest))


def _demo_evaluation(folder: Path):
    os.environ |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "perfeval.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    from departments.models import Evaluation
    from reports.demo import play

    call_command("migrate", verbosity=0)
    play()
    return Evaluation.objects.get(status="published")


def _in_turn(*works: Callable[[], object]) -> list[float]:
    """Return the median milliseconds of each, after one turn that fills caches."""
    taken = [[_milliseconds(work) for work in works] for _ in range(ROUNDS + 1)]
    return [median(column) for column in zip(*taken[1:], strict=True)]


def _median(work: Callable[[], object]) -> float:
    return median(_milliseconds(work) for _ in range(5))


def _milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
