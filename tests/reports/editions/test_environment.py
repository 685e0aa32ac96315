"""A copy for training never reaches where the real one publishes, and what it publishes says so."""

import json
import re
import subprocess

import pytest
from django.urls import reverse

from departments.environment import environment
from departments.models import Cycle
from reports.document.compose import compose
from reports.editions.environment import MARK, ForeignRoot, claim_root, owner_of, why_foreign
from reports.editions.reconcile import reconcile
from reports.marking import margins, mark
from reports.models import Edition
from reports.rendering.html import page_html
from reports.rendering.pdf import render_pdf
from reports.services import Blocked, publish_now, withdraw
from reports.system_checks import public_root_is_our_own
from tests.factories import make_cycle, make_evaluation, make_member
from tests.pages import text_of
from tests.reports.snapshots import make_snapshot


@pytest.fixture
def training(settings):
    settings.TRAINING = True


def occupy(settings, owner):
    settings.PUBLIC_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.PUBLIC_ROOT / MARK).write_text(f"{owner}\n")


def test_a_new_root_is_claimed_by_whoever_publishes_first(settings):
    assert owner_of(settings.PUBLIC_ROOT) == ""

    claim_root()

    assert owner_of(settings.PUBLIC_ROOT) == "real"
    settings.TRAINING = True
    with pytest.raises(ForeignRoot, match=r"本系统是演练环境，公开目录 .* 属于正式环境，不能写入"):
        claim_root()


def test_a_root_that_holds_reports_without_a_mark_is_real(settings, training):
    (settings.PUBLIC_ROOT / "2021").mkdir(parents=True)

    assert "属于正式环境" in why_foreign()


def test_the_real_one_does_not_publish_into_a_root_for_training(settings):
    occupy(settings, "training")

    assert "属于演练环境" in why_foreign()


def test_a_damaged_mark_opens_nothing(settings):
    occupy(settings, "???")

    assert "属于其他系统" in why_foreign()


def test_the_system_check_names_the_foreign_root(settings, training):
    assert public_root_is_our_own(None) == []
    occupy(settings, "real")

    [error] = public_root_is_our_own(None)

    assert error.id == "reports.E002"
    assert "必须分开" in error.hint


def test_roots_of_a_training_copy_are_separate_by_default():
    code = "from django.conf import settings; print(settings.PUBLIC_ROOT, settings.ARCHIVE_ROOT, settings.STAGING_ROOT)"
    command = [".venv/bin/python", "manage.py", "shell", "-v0", "-c", code]

    said = subprocess.run(command, env={"TRAINING": "1"}, capture_output=True, text=True, check=True).stdout

    assert said.split()[-3:] == [path for path in said.split()[-3:] if "/var/training/" in path]


def test_publishing_from_training_into_the_real_root_is_refused_with_its_reason(client, stage, settings, training):
    occupy(settings, "real")
    stage.reviewed()
    client.force_login(stage.publisher)

    with pytest.raises(Blocked, match="属于正式环境"):
        publish_now(stage.evaluation, actor=stage.publisher)

    assert not Edition.objects.exists()
    assert [path.name for path in settings.PUBLIC_ROOT.iterdir()] == [MARK]
    assert "属于正式环境，不能写入" in text_of(client.get(reverse("reports:publish", args=[stage.evaluation.pk])))


def test_training_neither_withdraws_nor_sweeps_what_the_real_one_has_published(stage, settings):
    edition = stage.published()
    folder = settings.PUBLIC_ROOT / edition.folder
    assert json.loads((folder / "manifest.json").read_text())["environment"] == "real"
    assert "演练" not in (folder / "index.html").read_text()
    assert not (folder / "training.css").exists()
    settings.TRAINING = True

    with pytest.raises(Blocked, match="属于正式环境"):
        withdraw(stage.reload(), actor=stage.publisher, reason="试一试")
    Edition.objects.all().delete()
    with pytest.raises(ForeignRoot):
        reconcile()

    assert folder.is_dir()


def test_what_training_publishes_says_so_everywhere(stage, settings, training):
    edition = stage.published()

    folder = settings.PUBLIC_ROOT / edition.folder
    html = (folder / "index.html").read_text()
    assert "演练：以下内容仅供练习，不是正式公开的报告。" in html
    assert "<title>【演练】" in html
    assert 'href="training.css"' in html
    assert json.loads((folder / "manifest.json").read_text())["environment"] == "training"
    assert "演练" in (settings.PUBLIC_ROOT / "index.html").read_text()
    assert owner_of(settings.PUBLIC_ROOT) == "training"


@pytest.mark.parametrize(
    ("is_training", "is_draft", "words"),
    [
        (False, False, ""),
        (False, True, "草稿，未经公开"),
        (True, False, "演练，不是正式报告"),
        (True, True, "草稿，未经公开；演练，不是正式报告"),
    ],
)
def test_the_margin_says_what_it_is(settings, is_training, is_draft, words):
    settings.TRAINING = is_training

    assert mark(is_draft=is_draft) == words
    assert len(margins(is_draft=is_draft)) == is_training + is_draft


@pytest.mark.pdf
def test_every_page_of_a_draft_is_marked_in_its_margin_and_nowhere_else(training, tmp_path):
    html = page_html(compose(make_snapshot()), margins=margins(is_draft=True))
    (tmp_path / "draft.pdf").write_bytes(render_pdf(html, timeout=120).pdf)

    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "draft.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout

    pages = boxes.split("<page ")[1:]
    for sheet in pages:
        words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', sheet)
        marks = [(float(bottom), word) for _, bottom, word in words if "草稿" in word or "演练，" in word]
        others = [float(top) for top, _, word in words if "草稿" not in word and "演练，" not in word]
        assert len(marks) == 2
        assert max(bottom for bottom, _ in marks) < min(others)


def test_the_preview_is_marked_on_screen_and_in_print(client, stage):
    client.force_login(stage.preparer)

    html = client.get(reverse("reports:preview", args=[stage.evaluation.pk])).content.decode()

    assert '<aside class="draft" aria-label="草稿">' in html
    assert "document/draft.css" in html


def test_the_filled_form_can_be_previewed_alone(client, stage):
    client.force_login(stage.preparer)

    html = client.get(reverse("reports:preview", args=[stage.evaluation.pk]), {"part": "form"}).content.decode()

    assert html.count('<section class="annex') == 1 + stage.evaluation.project_evaluations.count()
    assert "document/draft.css" in html
    assert "主要职责" not in html


def test_an_unfinished_form_can_be_previewed(client, db):
    evaluation = make_evaluation()
    client.force_login(make_member())

    assert client.get(reverse("reports:preview", args=[evaluation.pk]), {"part": "form"}).status_code == 200


@pytest.mark.parametrize("name", ["departments:login", "home"])
@pytest.mark.parametrize("is_training", [False, True])
def test_every_screen_says_which_copy_it_is_and_which_year(client, stage, settings, name, is_training):
    settings.TRAINING = is_training
    if name == "home":
        client.force_login(stage.preparer)

    page = client.get(reverse(name))

    words = f"{'演练' if is_training else '正式'}环境 {Cycle.objects.first().year}年度绩效自评"
    assert words in text_of(page)
    assert ("不会对外公开" in text_of(page)) is is_training
    assert ("<title>【演练】" in page.content.decode()) is is_training


def test_errors_say_it_too(client, stage, settings, training):
    client.force_login(stage.preparer)

    assert "演练环境" in text_of(client.get("/evaluations/999999/"))


def test_an_evaluation_of_another_year_shows_its_own_year(client, stage):
    evaluation = make_evaluation(stage.evaluation.department, make_cycle(2019))
    client.force_login(stage.preparer)

    assert "正式环境 2019年度绩效自评" in text_of(client.get(reverse("reports:evaluation", args=[evaluation.pk])))


def test_environment_follows_the_setting(settings):
    assert not environment().is_training
    settings.TRAINING = True
    assert environment().is_training
