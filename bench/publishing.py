"""Publishing: editions a second with one and two workers, the 3,001st edition beside the first, a page behind nginx.

Between them: what the sweep's look over all pages takes every minute, when nothing has changed.

Run by `make bench`; `python bench/publishing.py 600` fills the portal with fewer reports. Every edition is a real one
(checks, PDF, Word, tables, lists) of a copy of the demo's unit on SQLite; those that fill the portal have real rows,
pages and data, but no PDF. A worker is a process of its own, as under `make run`.
"""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO, cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COUNT, YEARS = 3_000, range(2018, 2023)
TURNS = 3
EACH = 4
"""Editions per number of workers."""
REQUESTS = 3_000


def main(count: int) -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "perfeval.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        units = prepare(2 * TURNS + 2 * EACH + 1)
        _publish(units.pop())
        early = [_publish(units.pop()) for _ in range(TURNS)]
        _rates([units.pop() for _ in range(EACH)], [units.pop() for _ in range(EACH)])
        fill(count)
        _swept()
        _growth(early, [_publish(units.pop()) for _ in range(TURNS)], count)
        _served(Path(folder))


def prepare(count: int) -> list[int]:
    """Return copies of the demo's unit, each ready to be published."""
    from departments import clock
    from tests.reports.stage import BUSINESS_DAY, ready_copy, set_stage

    with clock.at(BUSINESS_DAY):
        stage = set_stage()
        return [ready_copy(stage.evaluation, number).pk for number in range(count)]


def _publish(pk: int) -> float:
    """Publish one evaluation and return the seconds it took."""
    from departments import clock
    from departments.models import Evaluation, User
    from reports import services
    from tests.reports.stage import BUSINESS_DAY

    evaluation = Evaluation.objects.select_related("department", "cycle").get(pk=pk)
    publisher = User.objects.get(memberships__department=evaluation.department, memberships__role="publisher")
    with clock.at(BUSINESS_DAY):
        start = perf_counter()
        services.publish_now(evaluation, actor=publisher)
        return perf_counter() - start


def _rates(alone: list[int], together: list[int]) -> None:
    """Print editions a second with one worker and with two."""
    one, two = _rate([alone]), _rate([together[::2], together[1::2]])
    print(f"editions a second: 1 worker {one:.2f}, 2 workers {two:.2f}, ratio {two / one:.2f} (wanted: at least 1.7)")


def _rate(shares: list[list[int]]) -> float:
    workers = [_worker(share) for share in shares]
    for worker in workers:
        cast("IO[str]", worker.stdout).readline()
    start = perf_counter()
    for worker in workers:
        print("go", file=worker.stdin, flush=True)
    if any(worker.wait() for worker in workers):
        raise SystemExit("a worker has failed")
    return sum(map(len, shares)) / (perf_counter() - start)


def _worker(share: list[int]) -> "subprocess.Popen[str]":
    command = [sys.executable, __file__, "work", *map(str, share)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def work(share: list[int]) -> None:
    """Publish what one worker has to, after one rendering that starts its server of renderers."""
    import django

    django.setup()
    from reports.rendering.pdf import render_pdf

    render_pdf("<html lang=zh-CN><title>热身</title><p>热身", timeout=120)
    print("ready", flush=True)
    sys.stdin.readline()
    for pk in share:
        _publish(pk)


def fill(count: int) -> None:
    """Fill the portal with reports of many units over five years, without waiting for the disk."""
    from django.db import transaction

    from reports.portal import write_all_pages
    from tests.reports.portal import site

    wait, os.fsync = os.fsync, lambda handle: None
    with transaction.atomic():
        site.fill(count // len(YEARS), YEARS)
    write_all_pages()
    os.fsync = wait


def _swept() -> None:
    """Print how long the lists take when nothing has changed, as every minute."""
    from reports.portal import write_all_pages

    start = perf_counter()
    changed = write_all_pages()
    print(f"all pages once more, {changed} changed: {perf_counter() - start:.1f} s (wanted: at most 3)")


def _growth(early: list[float], late: list[float], count: int) -> None:
    first, last = median(early), median(late)
    print(
        f"one edition: {first:.2f} s in an empty portal, {last:.2f} s behind {count:,} others,"
        f" ratio {last / first:.2f} (wanted: at most 1.5)"
    )


def _served(folder: Path) -> None:
    """Print how many requests nginx answers for a published page, and for a bare file of the same size."""
    from tests.reports.portal.serving import nginx, nginx_program

    if nginx_program() is None:
        print("requests behind nginx: nginx is not installed")
        return
    page = next((folder / "public").glob("2022/b*/1/index.html"))
    (folder / "bare").mkdir()
    (folder / "bare" / "file.html").write_bytes(b"x" * page.stat().st_size)
    with nginx(folder, folder / "bare") as address:
        port = int(address.rsplit(":", 1)[1].strip("/"))
        paths = {"published": page.relative_to(folder), "bare": "bare/file.html"}
        rates = {name: [] for name in paths}
        for _ in range(2 * TURNS):
            for name, path in paths.items():
                rates[name].append(_requests(port, f"/{path}"))
    published, bare, size = median(rates["published"]), median(rates["bare"]), page.stat().st_size
    print(
        f"requests a second behind nginx: page {published:,.0f}, bare file of {size:,} bytes {bare:,.0f},"
        f" ratio {published / bare:.2f} (wanted: at least 0.95)"
    )


def _requests(port: int, path: str) -> float:
    """Return how many answers a second come over one connection that is kept."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        answers = connection.makefile("rb")
        start = perf_counter()
        for _ in range(REQUESTS):
            connection.sendall(request)
            _read(answers)
        return REQUESTS / (perf_counter() - start)


def _read(answers: IO[bytes]) -> None:
    if not answers.readline().startswith(b"HTTP/1.1 200"):
        raise SystemExit("nginx does not hand over the file")
    length = 0
    while line := answers.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    answers.read(length)


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work([int(pk) for pk in sys.argv[2:]])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
