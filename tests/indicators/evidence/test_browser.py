"""The proofs of an indicator in a real browser: dropped, followed, previewed, removed, and accessible."""

import time
from base64 import b64encode
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from indicators.models import Evidence
from tests.browser import DESKTOP, PHONE, chromium, page_for
from tests.indicators.evidence.proofs import PDF, address, make_proof, preview_address
from tests.indicators.evidence.wire import wire_to
from tests.screens.looking import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.files, pytest.mark.django_db(transaction=True)]

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000 01f15c4890000000d4944415478da63fccfc0f01f0005"
    "000201a5f645400000000049454e44ae426082".replace(" ", "")
)
MEGABYTE = 1024 * 1024
DROP = """([selector, files]) => {
  const transfer = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.querySelector(selector).dispatchEvent(event);
  }
}"""
WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => document.querySelectorAll("progress").forEach((bar) => window.seen.push(bar.value)))
    .observe(document.querySelector("[data-queue]"), { subtree: true, childList: true, attributes: true });
}"""


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser, client, live_server, leaf):
    page = page_for(browser, client, live_server)
    page.goto(reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk]))
    return page


def file(name, content, mime="application/pdf"):
    return {"name": name, "mimeType": mime, "buffer": content}


def drop(page, *files, onto="[data-drop]"):
    page.evaluate(DROP, [onto, [(name, "", b64encode(content).decode()) for name, content in files]])


def lines(page, count, outcome):
    """Return what the queue says of `count` files that were accepted or refused, once it does."""
    found = page.locator(f"[data-queue] [data-ended={outcome}]")
    found.nth(count - 1).wait_for()
    return found.all_inner_texts()


def wait_until(page, happened):
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def slow_down(page, kilobytes):
    """Let the page send no faster than so many kilobytes in a second."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": kilobytes * 1024}
    network.send("Network.emulateNetworkConditions", limits)
    return network


def test_dropped_files_are_followed_and_answered_one_by_one_beside_what_is_typed(page, leaf):
    page.fill("[name=indicator-narrative]", "正在填写")
    page.evaluate(WATCH)
    slow_down(page, 2048)

    drop(page, ("甲.pdf", PDF.ljust(2 * MEGABYTE)), ("空.pdf", b""), ("乙.png", PICTURE))

    assert [line.split("\n")[-1] for line in lines(page, 2, "accepted")] == ["已上传“甲.pdf”。", "已上传“乙.png”。"]
    assert "“空.pdf”是空文件" in lines(page, 1, "refused")[0]
    assert [row.name for row in leaf.evidence.all()] == ["甲.pdf", "乙.png"]
    assert page.locator("[data-evidence-list] a", has_text="甲.pdf").first.is_visible()
    assert page.input_value("[name=indicator-narrative]") == "正在填写"
    assert any(0 < value < 100 for value in page.evaluate("window.seen"))
    assert not troubles_of(page)


def test_chosen_files_are_sent_at_once(page, leaf):
    page.set_input_files("[name=uploads]", [file("甲.pdf", PDF), file("乙.png", PICTURE, "image/png")])

    lines(page, 2, "accepted")
    assert leaf.evidence.count() == 2
    assert page.get_by_role("button", name="上传", exact=True).count() == 0


def test_file_that_is_too_large_is_not_even_sent(browser, client, live_server, leaf, settings):
    settings.EVIDENCE_MAX_BYTES = MEGABYTE
    page = page_for(browser, client, live_server)
    page.goto(address(leaf))
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    page.set_input_files("[name=uploads]", file("大.pdf", PDF.ljust(2 * MEGABYTE)))

    assert "“大.pdf”有2MB，超过单个文件上限1MB，请压缩或拆分后上传。" in lines(page, 1, "refused")[0]
    assert "POST" not in sent


def test_cut_connection_is_told_and_the_file_can_be_sent_again(browser, client, live_server, leaf):
    with wire_to(live_server.url) as wire:
        page = page_for(browser, client, live_server)
        page.goto(wire.url + reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk]))
        page.fill("[name=indicator-narrative]", "正在填写")
        wire.length = MEGABYTE
        page.set_input_files("[name=uploads]", file("甲.pdf", PDF.ljust(8 * MEGABYTE)))

        assert "连接中断，文件可能没有上传完。" in lines(page, 1, "refused")[0]
        assert not Evidence.objects.exists()
        wire.length = None
        page.get_by_role("button", name="重试").click()
        lines(page, 1, "accepted")

        assert leaf.evidence.get().size == 8 * MEGABYTE
        assert page.input_value("[name=indicator-narrative]") == "正在填写"


def test_network_that_goes_away_is_noticed_at_once(page, leaf):
    slow_down(page, 64)
    page.set_input_files("[name=uploads]", file("甲.pdf", PDF.ljust(4 * MEGABYTE)))
    page.locator("progress").wait_for()

    page.context.set_offline(True)

    assert "连接中断" in lines(page, 1, "refused")[0]


def test_expired_session_is_told_and_the_file_can_be_sent_after_signing_in(page, client, leaf, preparer, live_server):
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    page.set_input_files("[name=uploads]", file("甲.pdf", PDF))
    assert "登录已过期。请在新窗口中重新登录，然后回到本页点“重试”。" in lines(page, 1, "refused")[0]

    other = page.context.new_page()
    other.goto(reverse("departments:login"))
    other.fill("[name=username]", preparer.username)
    other.fill("[name=password]", "Jixiao-2023")
    other.press("[name=password]", "Enter")
    other.wait_for_url("**/")
    page.get_by_role("button", name="重试").click()

    lines(page, 1, "accepted")
    assert leaf.evidence.exists()


def test_file_that_misses_the_area_does_not_replace_the_page(page):
    drop(page, ("甲.pdf", PDF), onto="h1")
    page.wait_for_timeout(300)

    assert page.locator("#evidence").is_visible()
    assert not Evidence.objects.exists()


def test_name_that_was_cleaned_is_told(page, leaf):
    page.set_input_files("[name=uploads]", file("证\u200b明.pdf", PDF))

    assert "已上传“证明.pdf”。（文件名中不能使用的字符已去掉）" in lines(page, 1, "accepted")[0]


def test_proof_is_removed_in_place_and_its_trace_is_shown(page, leaf, preparer):
    make_proof(leaf, preparer)
    page.reload()
    page.fill("[name=indicator-narrative]", "正在填写")

    page.get_by_text("移除证明.pdf", exact=True).click()
    page.get_by_label("移除理由").fill("传错了文件")
    page.get_by_role("button", name="确认移除").click()

    assert "已移除“证明.pdf”。" in lines(page, 1, "accepted")[0]
    assert page.locator("[data-evidence-list]").evaluate("element => element === document.activeElement")
    page.get_by_text("已移除 1 个文件").click()
    assert page.get_by_text("理由：传错了文件").is_visible()
    assert page.input_value("[name=indicator-narrative]") == "正在填写"
    assert not troubles_of(page)


def test_image_is_shown_when_its_preview_is_opened(page, leaf, preparer):
    make_proof(leaf, preparer, "图.png", PICTURE)
    page.reload()

    page.get_by_text("预览图.png", exact=True).click()

    image = page.get_by_role("img", name="图.png")
    wait_until(page, lambda: image.evaluate("image => image.naturalWidth") == 1)


def test_pdf_is_shown_by_the_browser_itself(monkeypatch, client, live_server, leaf, preparer):
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    content = BytesIO()
    document.save(content)
    proof = make_proof(leaf, preparer, "证明.pdf", content.getvalue())
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium(with_viewer=True) as browser:
        page = page_for(browser, client, live_server)
        stopped = []
        page.on("console", lambda message: stopped.append(message.text) if "Content Security" in message.text else None)

        response = page.goto(preview_address(proof))

        assert response.headers["content-type"] == "application/pdf"
        wait_until(page, lambda: any(frame.url.startswith("chrome-extension://") for frame in page.frames))
        assert not stopped


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_page_of_the_proofs_is_accessible_and_fits(browser, client, live_server, leaf, preparer, size):
    make_proof(leaf, preparer, "图.png", PICTURE)
    make_proof(leaf, preparer, f"{'很长的文件名' * 20}.pdf")
    page = page_for(browser, client, live_server, size)
    stopped = []
    page.on("console", lambda message: stopped.append(message.text) if message.type == "error" else None)
    page.goto(address(leaf))
    for summary in page.locator("#evidence summary").all():
        summary.click()

    assert not troubles_of(page)
    assert not stopped


def test_without_script_the_same_form_works(browser, client, live_server, leaf):
    context = page_for(browser, client, live_server).context
    cookies = context.cookies()
    plain = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="zh-CN")
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto(reverse("indicators:indicator_edit", args=[leaf.evaluation_id, leaf.pk]))

    page.set_input_files("[name=uploads]", [file("甲.pdf", PDF), file("空.pdf", b"")])
    page.get_by_role("button", name="上传", exact=True).click()

    assert page.get_by_text("已上传“甲.pdf”。").is_visible()
    assert page.get_by_text("“空.pdf”是空文件，请检查后重新上传。").is_visible()
    page.get_by_role("link", name="返回此指标").click()
    assert page.locator("#evidence a", has_text="甲.pdf").first.is_visible()
