import json
import shutil

import pytest
from django.core.management import CommandError, call_command

from departments.models import SiteConfiguration
from reports import services
from reports.editions.manifest import sha256
from reports.editions.replaying import plan_of
from reports.editions.verifying import flaws_of_folder
from reports.editions.versions import rules_sha256
from reports.models import Edition

pytestmark = [pytest.mark.files, pytest.mark.pdf, pytest.mark.usefixtures("renders_anew")]


@pytest.fixture
def edition(stage):
    return stage.published()


@pytest.fixture
def folder(edition, settings):
    return settings.PUBLIC_ROOT / edition.folder


def verify(capsys, *arguments):
    """Return what the command prints and whether it was content."""
    try:
        call_command("verify_editions", *arguments)
    except CommandError as error:
        return f"{capsys.readouterr().out}{error}", error.returncode == 0
    return capsys.readouterr().out, True


def spoil(folder, name, content):
    folder.chmod(0o755)
    if (folder / name).exists():
        (folder / name).chmod(0o644)
    (folder / name).write_bytes(content)


def test_the_same_snapshot_with_the_same_versions_gives_the_same_bytes(edition, capsys):
    """The site has been configured anew meanwhile; what was published keeps its own."""
    site = SiteConfiguration.current()
    site.site_name, site.topic = "另一个网站", "其他"
    site.save()

    assert verify(capsys, "--render") == ("共核对 1 个版次，全部相符。\n", True)


def test_an_edition_that_comes_out_differently_is_named_and_other_versions_too(edition, folder, capsys, monkeypatch):
    Edition.objects.filter(pk=edition.pk).update(snapshot=edition.snapshot | {"year": 2021})

    told, is_content = verify(capsys, "--render")

    assert not is_content
    assert f"{edition.folder}/data.json：用同一快照重新生成的内容与已公开的不同。" in told

    monkeypatch.setattr("reports.editions.versions.__version__", "9.9")

    told, is_content = verify(capsys, "--render")

    assert not is_content
    assert "由其他版本生成，不能逐字节比对（software不同）。" in told
    assert "data.json" not in told


def test_a_changed_file_is_named_and_an_extra_one(edition, folder, capsys):
    spoil(folder, "report.pdf", b"changed")
    spoil(folder, "extra.txt", b"")

    told, is_content = verify(capsys)

    assert not is_content
    assert f"{edition.folder}/report.pdf：内容已被改动（应为 SHA-256 " in told
    assert f"{edition.folder}/extra.txt：清单中没有此文件，是后来放入的。" in told
    assert "发现 2 处不符。" in told


@pytest.fixture
def small(tmp_path):
    """A folder with a manifest and one file: what is proved of it needs no edition."""
    entry = {"name": "data.json", "sha256": sha256(b"{}"), "size": 2}
    (tmp_path / "data.json").write_bytes(b"{}")
    (tmp_path / "manifest.json").write_text(json.dumps({"files": [entry]}))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "flaws"),
    [
        pytest.param("data.json", b"{}", [], id="as it was"),
        pytest.param("data.json", b"[]", ["data.json：内容已被改动"], id="changed, same size"),
        pytest.param("data.json", b"", ["data.json：内容已被改动"], id="emptied"),
        pytest.param("data.json", None, ["data.json：文件缺失"], id="missing"),
        pytest.param("more.txt", b"", ["more.txt：清单中没有此文件"], id="extra"),
        pytest.param("manifest.json", b"{", ["manifest.json：文件清单已损坏"], id="no JSON"),
        pytest.param("manifest.json", b"[]", ["manifest.json：文件清单已损坏"], id="no manifest"),
        pytest.param("manifest.json", b'{"files": [{}]}', ["manifest.json：文件清单已损坏"], id="nameless file"),
        pytest.param("manifest.json", None, ["manifest.json：文件缺失"], id="no list"),
    ],
)
def test_every_kind_of_flaw_is_named(small, name, content, flaws):
    if content is None:
        (small / name).unlink()
    else:
        (small / name).write_bytes(content)

    found = [str(flaw).removeprefix("here/") for flaw in flaws_of_folder(small, "here")]

    assert len(found) == len(flaws)
    assert all(message.startswith(flaw) for message, flaw in zip(found, flaws, strict=True))


def test_a_manifest_made_to_fit_and_a_folder_without_a_row_are_unmasked_by_the_database(edition, folder, capsys):
    shutil.copytree(folder, folder.parent / "7")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    spoil(folder, "manifest.json", json.dumps(manifest | {"title": "改过的标题"}).encode())

    told, is_content = verify(capsys)

    assert not is_content
    assert "与数据库中登记的清单不一致" in told
    assert f"{folder.parent.relative_to(folder.parents[2])}/7/manifest.json：网站目录中有数据库没有登记的版次" in told


def test_withdrawn_editions_are_proved_in_the_archive(stage, edition, settings, capsys):
    services.withdraw(stage.reload(), actor=stage.publisher, reason="有误")
    assert verify(capsys)[1]

    spoil(settings.ARCHIVE_ROOT / edition.folder, "report.pdf", b"changed")

    told, is_content = verify(capsys)
    assert not is_content
    assert f"{edition.folder}/report.pdf：内容已被改动" in told


def test_a_copy_of_the_site_is_proved_without_the_database(edition, settings, tmp_path, capsys):
    copy = shutil.copytree(settings.PUBLIC_ROOT, tmp_path / "stick")
    Edition.objects.all().delete()

    assert verify(capsys, "--folder", copy) == ("共核对 1 个版次，全部相符。\n", True)

    spoil(copy / edition.folder, "data.json", b"{}")
    assert not verify(capsys, "--folder", copy)[1]


def test_a_folder_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="不存在"):
        call_command("verify_editions", "--folder", tmp_path / "nowhere")


def test_manifest_and_row_say_with_what_it_was_made(edition, folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    plan = plan_of(Edition.objects.get(pk=edition.pk))

    assert manifest["rules_sha256"] == rules_sha256()
    assert set(manifest["libraries"]) == {"weasyprint", "python-docx", "openpyxl", "segno"}
    assert all(font["family"] and font["version"] for font in manifest["fonts"])
    assert (plan.number, plan.folder, plan.title) == (edition.number, edition.folder, edition.title)
    assert (plan.published_at, plan.index_number) == (edition.published_at, edition.evaluation.index_number.text)
