import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from departments.models import AuditEntry
from indicators.models import Scheme
from indicators.schemes import preset_names, preset_text
from indicators.services import install_schemes
from tests.indicators.commands.sheets import printed


@pytest.fixture
def own(tmp_path):
    """Return a function that writes a changed copy of the Donghu scheme to a file."""

    def write(before="", after="", name="own.toml"):
        path = tmp_path / name
        path.write_text(preset_text("donghu").replace(before, after) if before else preset_text("donghu"), "utf-8")
        return str(path)

    return write


def refusal(*arguments):
    with pytest.raises(CommandError) as error:
        call_command(*arguments)
    return str(error.value)


def test_the_list_names_every_preset():
    lines = printed("schemes", "list").splitlines()

    assert [line.split()[0] for line in lines] == list(preset_names())
    assert "donghu  第1版  整体  南昌市东湖区部门整体支出绩效自评方案（10/40/40/10）" in lines


def test_a_preset_is_shown():
    assert "  产出指标（分值 40）" in printed("schemes", "show", "donghu").splitlines()


def test_a_file_is_shown(own):
    assert "名称：本区方案" in printed("schemes", "show", own("南昌市东湖区部门整体支出绩效自评方案", "本区方案"))


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_passes_the_check(name):
    assert printed("schemes", "check", name).startswith(f"可以使用：{name} ")


def test_a_faulty_file_is_answered_with_every_place(own):
    message = refusal("schemes", "check", own("points = 40", "points = 41"))

    assert "有 3 处错误" in message
    assert "levels[1].children：" in message
    assert "levels[2].children：" in message


def test_what_is_neither_preset_nor_file_is_refused():
    assert "没有名为“jiangxi”的方案" in refusal("schemes", "check", "jiangxi")
    assert "无法读取“none.toml”" in refusal("schemes", "check", "none.toml")


def test_a_preset_and_a_file_are_compared(own):
    assert printed("schemes", "compare", "donghu", own("version = 1", "version = 2")) == "版本：1 → 2\n"


def test_equal_schemes_are_said_to_be_equal(own):
    assert printed("schemes", "compare", "donghu", own()) == "两个方案内容相同。\n"


@pytest.mark.files
def test_looking_needs_no_database(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "schemes", "compare", "donghu", "hunan"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("代号：donghu → hunan")


@pytest.mark.django_db
def test_presets_are_stored_once():
    first = printed("schemes", "install").splitlines()

    assert len(first) == len(preset_names()) == Scheme.objects.count()
    assert printed("schemes", "install") == "随系统提供的方案均已在数据库中。\n"


@pytest.mark.django_db
def test_stored_schemes_are_listed():
    assert "还没有方案" in printed("schemes", "list", "--stored")

    install_schemes()

    assert len(printed("schemes", "list", "--stored").splitlines()) == len(preset_names())


@pytest.mark.django_db
def test_an_imported_scheme_is_stored_and_logged(own):
    message = printed("schemes", "import", own("version = 1", "version = 7"))

    scheme = Scheme.objects.get(name="donghu", version=7)
    assert message == f"已导入：{scheme}\n"
    assert (scheme.title, scheme.kind) == ("南昌市东湖区部门整体支出绩效自评方案", Scheme.Kind.WHOLE)
    entry = AuditEntry.objects.get(action="scheme.import")
    assert (entry.object_pk, entry.changes["content"]) == (str(scheme.pk), [None, scheme.content])


@pytest.mark.django_db
def test_the_same_scheme_is_imported_once(own):
    call_command("schemes", "import", own())

    assert "内容相同" in printed("schemes", "import", own("version = 1\n", "version = 1 # unchanged\n"))
    assert Scheme.objects.count() == 1


@pytest.mark.django_db
def test_a_stored_version_never_changes(own):
    install_schemes()

    message = refusal("schemes", "import", own("decimals = 2", "decimals = 1"))

    assert "第1版" in message
    assert "改用新的版本号" in message
    assert Scheme.objects.get(name="donghu").content == preset_text("donghu")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param("points = 40", "points = 41", "levels", id="points do not add up"),
        pytest.param('name = "donghu"', f'name = "{"a" * 41}"', "40", id="name too long to store"),
        pytest.param("version = 1", f"version = {10**30}", "9999", id="version too high to store"),
    ],
)
def test_a_faulty_scheme_is_not_stored(own, before, after, words):
    message = refusal("schemes", "import", own(before, after))

    assert "未导入" in message
    assert words in message
    assert not Scheme.objects.exists()


@pytest.mark.django_db
def test_export_and_import_are_the_reverse_of_each_other(tmp_path):
    install_schemes()
    target = tmp_path / "export.toml"

    call_command("schemes", "export", "hunan", str(target))

    assert target.read_text(encoding="utf-8") == preset_text("hunan") == printed("schemes", "export", "hunan")
    assert "内容相同" in printed("schemes", "import", str(target))


@pytest.mark.django_db
def test_the_newest_version_is_exported_unless_another_is_wanted(own):
    install_schemes()
    call_command("schemes", "import", own("version = 1", "version = 2"))

    assert "version = 2" in printed("schemes", "export", "donghu")
    assert "version = 1" in printed("schemes", "export", "donghu", "--number", "1")


@pytest.mark.django_db
def test_an_export_overwrites_nothing(own, tmp_path):
    install_schemes()
    path = own()

    assert "已存在" in refusal("schemes", "export", "hunan", path)
    assert "donghu" in (tmp_path / "own.toml").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_an_export_that_cannot_be_written_is_refused(tmp_path):
    install_schemes()

    assert "无法写入" in refusal("schemes", "export", "hunan", str(tmp_path / "none" / "export.toml"))


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "9"], ids=["unknown name", "unknown version"])
def test_what_is_not_stored_cannot_be_exported(number):
    if number:
        install_schemes()

    assert "没有方案" in refusal("schemes", "export", "donghu", *(["--number", number] if number else []))


@pytest.mark.files
def test_a_missing_database_is_said_to_be_missing(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "schemes", "install"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode == 1
    assert done.stderr == "CommandError: 数据库不可用或尚未建立，请先运行 manage.py migrate。\n"
