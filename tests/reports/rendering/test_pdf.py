import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children, forkserver
from pathlib import Path
from time import monotonic, sleep

import pytest

from reports.rendering.errors import RenderingFailed, RenderingTimedOut
from reports.rendering.html import page_html
from reports.rendering.pdf import render_pdf
from tests.reports.documents import make_document

pytestmark = pytest.mark.pdf

PAGE = '<html lang="zh-CN"><title>页</title><style>{}</style><h1>{}</h1></html>'
NESTED_COLUMNS = 40 * "<div>" + "行" + 40 * "</div>"
"""Each level lays out the next several times: no machine ever gets to the end."""
ENDLESS = PAGE.format('@import "http://192.0.2.1/a.css"; div { columns: 2 }', NESTED_COLUMNS)
TIMEOUT = 5
"""Seconds; time enough for a child to begin on a busy machine."""


def renderers():
    """Return the process ids of the renderers that live now."""
    parent = forkserver._forkserver._forkserver_pid
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state, parent_pid = (process / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent_pid) == parent and state != "Z":
            found.append(int(process.name))
    return found


def wait_for(condition):
    end = monotonic() + 20
    while not condition() and monotonic() < end:
        sleep(0.01)
    return condition()


@pytest.fixture
def page(rendered):
    """A short page; the renderers' server is running."""
    return PAGE.format("", "页")


def test_same_page_gives_the_same_bytes_in_another_process(rendered, tmp_path):
    (tmp_path / "page.html").write_text(page_html(make_document()), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from reports.rendering.pdf import render_pdf\n"
        "html = Path('page.html').read_text(encoding='utf-8')\n"
        "Path('page.pdf').write_bytes(render_pdf(html, timeout=60).pdf)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}

    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)

    assert (tmp_path / "page.pdf").read_bytes() == rendered.pdf


def test_renderer_that_takes_too_long_is_killed(page):
    started = monotonic()

    with pytest.raises(RenderingTimedOut, match=f"排版超过{TIMEOUT}秒，已停止") as timed_out:
        render_pdf(ENDLESS, timeout=TIMEOUT)

    assert TIMEOUT <= monotonic() - started < TIMEOUT + 10
    assert any("192.0.2.1" in message for message in timed_out.value.messages)
    assert wait_for(lambda: not renderers())
    assert active_children() == []
    assert render_pdf(page, timeout=60).pdf.startswith(b"%PDF")


def test_renderer_that_dies_is_reported(page):
    with ThreadPoolExecutor(1) as thread:
        rendering = thread.submit(render_pdf, ENDLESS, timeout=60)
        assert wait_for(renderers)
        os.kill(renderers()[0], signal.SIGKILL)

    with pytest.raises(RenderingFailed, match="排版进程意外中止"):
        rendering.result()
    assert wait_for(lambda: not renderers())


def test_failure_of_the_renderer_is_reported(page):
    with pytest.raises(RenderingFailed, match="排版未能完成：UnicodeEncodeError"):
        render_pdf(PAGE.format("", "\ud800"), timeout=60)


def test_parallel_renderings_do_not_mix(page):
    with ThreadPoolExecutor(3) as threads:
        pages = [PAGE.format("", number * "页") for number in range(1, 4)]
        pdfs = [done.pdf for done in threads.map(lambda html: render_pdf(html, timeout=60), pages)]

    assert pdfs == [render_pdf(html, timeout=60).pdf for html in pages]


@pytest.mark.parametrize(
    "address",
    ["http://192.0.2.1/a.png", "https://192.0.2.1/a.png", "ftp://192.0.2.1/a.png", "file:///etc/hostname", "FILE:///x"],
)
def test_address_outside_the_page_is_refused_and_reported(page, address):
    done = render_pdf(PAGE.format("", f'<img src="{address}" alt="图">'), timeout=60)

    assert any("报告不得引用外部地址或文件" in message and address in message for message in done.messages)


def test_picture_inside_the_page_is_printed(page):
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="

    assert render_pdf(PAGE.format("", f'<img src="{dot}" alt="点">'), timeout=60).messages == ()


def test_font_outside_the_style_sheet_is_reported(page):
    listed = PAGE.format('h1 {{ font-family: "FandolFang R", "FandolFang" }}', "页")

    assert render_pdf(listed.replace("{{", "{").replace("}}", "}"), timeout=60).messages == ()
    messages = render_pdf(page, timeout=60).messages
    assert any("样式表未列出的字体" in message for message in messages)


def test_character_without_any_glyph_is_reported(page):
    rendered = render_pdf(PAGE.format("", "\U0010fffd页\U0010fffd"), timeout=60)

    assert rendered.missing.count("\U0010fffd") == 1
    assert not any("notdef" in message for message in rendered.messages)


def test_renderer_that_dies_before_it_has_read_the_page_is_reported():
    with ThreadPoolExecutor(1) as thread:
        rendering = thread.submit(render_pdf, PAGE.format("", "页" * 30_000_000), timeout=60)
        assert wait_for(renderers)
        os.kill(renderers()[0], signal.SIGKILL)

    with pytest.raises(RenderingFailed, match="排版进程意外中止"):
        rendering.result()
