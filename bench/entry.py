"""One automatic save beside the barest view that could have been written, and the weight of the grid.

Run by `make bench`. The bare view is asked through the same middleware, session and sign-in, updates one row and says
nothing. Both take turns in one process, so that a busy machine slows both. The pages are then opened in Chromium, from
the server as `deploy/serve` starts it.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TURNS = 200
OPENED = 5
FEW, MANY = 60, 200
LIMIT_MS, LIMIT_RATIO, LIMIT_KB = 100, 5, 150
FORM = "application/x-www-form-urlencoded"
ENGINES = {"SQLite": [], "PostgreSQL": [sys.executable, str(ROOT / "deploy" / "with-postgres")]}
PAINT = """() => new Promise((resolve) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) resolve(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""
WEIGHT = """performance.getEntriesByType("resource").filter((one) => /\\.(js|css)(\\?|$)/.test(one.name))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


def main() -> None:
    """Print the milliseconds of both views on each engine, then how the grid arrives in a browser."""
    print(f"one automatic save, {FEW} indicators, {TURNS} turns")
    print(f"{'':14}{'':30}{'median ms':>11}{'p95 ms':>9}{'p95 ratio':>11}")
    for engine, wrapper in ENGINES.items():
        with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as folder:
            command = [*wrapper, sys.executable, __file__, "saves"]
            environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            done = subprocess.run(command, env=environment | {"VAR_DIR": folder}, check=True, stdout=subprocess.PIPE)
        _print(engine, json.loads(done.stdout))
    print(f"wanted: p95 at most {LIMIT_MS} ms and at most {LIMIT_RATIO} times the bare view")
    with tempfile.TemporaryDirectory(prefix="perfeval-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ["VAR_DIR"] = folder
        open_in_browser()


def _print(engine: str, milliseconds: dict[str, list[float]]) -> None:
    bare = _p95(next(iter(milliseconds.values())))
    for way, taken in milliseconds.items():
        print(f"{engine:14}{way:30}{median(taken):>11.1f}{_p95(taken):>9.1f}{_p95(taken) / bare:>11.1f}")


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def time_saves() -> None:
    """Let the bare view, the grid, an indicator's own page and the budget take turns; print all milliseconds."""
    client, evaluation = _prepare(FEW)
    leaf, other = evaluation.indicators.leaves().filter(rule="positive")[:2]
    urls = [f"/evaluations/{evaluation.pk}/enter/{page}/" for page in ("indicators/grid", f"indicators/{other.pk}")]
    ways = {
        "bare UPDATE of one row": _bare(client, f"/bare/{evaluation.pk}/{leaf.pk}/"),
        "the same with the door": _bare(client, f"/bare/{evaluation.pk}/{leaf.pk}/own/"),
        "grid, one line": _saving(client, urls[0], _name_in_grid(client, urls[0], leaf)),
        "one indicator's page": _saving(client, urls[1], "indicator-actual"),
        "budget, one amount": _saving(client, f"/evaluations/{evaluation.pk}/enter/budget/", "basic-executed"),
    }
    milliseconds: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(-10, TURNS):
        for way, take in ways.items():
            start = time.perf_counter()
            take(str(50 + turn % 50))
            if turn >= 0:
                milliseconds[way].append((time.perf_counter() - start) * 1000)
    print(json.dumps(milliseconds))


def _prepare(count: int) -> tuple[Any, Any]:
    """Return a signed-in client and an evaluation with `count` indicators, in an installation of its own."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "perfeval.settings"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from departments.models import Role
    from indicators.services import start_evaluation
    from reports.demo.organise import organise
    from reports.demo.people import settle

    settings.ALLOWED_HOSTS, settings.ROOT_URLCONF = ["*"], "bench.bare"
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, ignore_patterns=["*.rtl.*"], verbosity=0)
    places = organise()
    evaluation = start_evaluation(places.office, places.cycle, actor=None)
    _plant(evaluation, count)
    client = Client()
    client.force_login(settle(places)[Role.PREPARER])
    return client, evaluation


def _plant(evaluation: Any, count: int) -> None:
    from bench.round import KINDS, TEXTS
    from indicators.models import Indicator

    random = Random(count)
    branches = list(evaluation.indicators.filter(is_leaf=False, children=None))
    for place in range(count):
        points, branch = place % 4 + 1, branches[place % len(branches)]
        values = TEXTS | KINDS[place % len(KINDS)](random, points)
        common = {"evaluation": evaluation, "parent": branch, "is_leaf": True, "unit": "%", "position": place}
        Indicator.objects.create(name=f"指标{place + 1}", points=points, **common, **values)


def _bare(client: Any, url: str) -> Callable[[str], None]:
    def update(value: str) -> None:
        assert client.post(url, urlencode({"actual": value}), content_type=FORM).status_code == 204

    return update


def _saving(client: Any, url: str, name: str) -> Callable[[str], None]:
    values = _inputs(client.get(url).content.decode()) | {"visit": str(uuid4()), "autosave": "1"}
    if line := re.match(r"leaves-\d+-", name):
        values = {key: value for key, value in values.items() if not re.match(rf"leaves-(?!{line[0][7:]})\d", key)}

    def save(value: str) -> None:
        answer = client.post(url, urlencode(values | {name: value}), content_type=FORM)
        assert answer["X-Autosave"] == "stored", answer.content.decode()
        values.update(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()))

    return save


def _name_in_grid(client: Any, url: str, leaf: Any) -> str:
    token = next(name for name, value in _inputs(client.get(url).content.decode()).items() if value == str(leaf.token))
    return token.removesuffix("-token") + "-actual"


def _inputs(page: str) -> dict[str, str]:
    from tests.pages import form_values

    return form_values(type("Page", (), {"content": page.encode()}))


def open_in_browser() -> None:
    """Print when the grid first shows itself, what the server takes for it, and what its scripts and styles weigh."""
    from tests.browser import DESKTOP, chromium

    client, evaluation = _prepare(MANY)
    path = f"/evaluations/{evaluation.pk}/enter/indicators/grid/"
    seconds = [_seconds_to_get(client, path) for _ in range(OPENED)]
    with _served() as address, chromium() as browser:
        context = browser.new_context(viewport=DESKTOP)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
        page = context.new_page()
        page.goto(address + path)
        weight = page.evaluate(WEIGHT) / 1024
        paints = [_first_paint(page) for _ in range(OPENED)]
    print(f"grid with {MANY} indicators: server {median(seconds) * 1000:.0f} ms, first paint {median(paints):.0f} ms")
    print(f"its scripts and styles: {weight:.0f} KB compressed (wanted: at most {LIMIT_KB})")


def _first_paint(page: Any) -> float:
    page.reload()
    return float(page.evaluate(PAINT))


def _seconds_to_get(client: Any, path: str) -> float:
    start = time.perf_counter()
    assert client.get(path).status_code == 200
    return time.perf_counter() - start


@contextmanager
def _served() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "perfeval.wsgi", "--bind", address, "--threads", "4"]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=30)


if __name__ == "__main__":
    time_saves() if sys.argv[1:] == ["saves"] else main()
