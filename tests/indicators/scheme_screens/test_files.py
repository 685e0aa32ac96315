"""Taking schemes out as files and in again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from departments.models import AuditEntry
from indicators.models import Scheme
from indicators.schemes import preset_names, preset_text
from indicators.services import install_schemes
from tests.pages import text_of

pytestmark = pytest.mark.django_db

IMPORT = reverse("indicators:scheme_import")


def send(client, content):
    content = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": SimpleUploadedFile("scheme.toml", content)}, follow=True)


def export_of(client, scheme):
    return client.get(reverse("indicators:scheme_export", args=[scheme.pk]))


@pytest.mark.parametrize("name", preset_names())
def test_what_is_exported_comes_in_as_the_same_scheme(client, administrator, name):
    install_schemes()
    scheme = Scheme.objects.get(name=name)
    spec = scheme.spec
    file = export_of(client, scheme)
    scheme.delete()

    send(client, file.content)

    assert file.headers["Content-Disposition"] == f'attachment; filename="{name}-1.toml"'
    assert Scheme.objects.get(name=name).spec == spec
    entry = AuditEntry.objects.get(action="scheme.import")
    assert (entry.actor, entry.changes["content"]) == (administrator, [None, file.content.decode()])


def test_a_scheme_that_is_there_is_not_stored_twice(client, administrator, scheme):
    assert "内容相同，没有重复导入" in text_of(send(client, scheme.content))
    assert Scheme.objects.count() == len(preset_names())


def test_another_content_under_the_same_version_is_refused(client, administrator, scheme):
    response = send(client, scheme.content.replace("decimals = 2", "decimals = 1"))

    assert "改用新的版本号" in text_of(response)
    assert Scheme.objects.get(pk=scheme.pk).content == scheme.content


DONGHU = preset_text("donghu")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(DONGHU.replace("points = 40", "points = 41", 1), "levels ：一级指标分值合计 101", id="points"),
        pytest.param(DONGHU.replace("decimals = 2", "decimals = 3"), "decimals ：得分保留 3 位", id="decimals"),
        pytest.param(
            DONGHU.replace("bands = [", "bands = [{ min = 90, percent = 90 },"), "界限相同", id="overlapping bands"
        ),
        pytest.param(
            DONGHU.replace(
                "overfulfilment =",
                "caps = [{ low = 0, high = 60, maximum = 9 }, { low = 50, high = 80, maximum = 9 }]\noverfulfilment =",
            ),
            "在 50 处重叠",
            id="overlapping caps",
        ),
        pytest.param(
            DONGHU.replace("overfulfilment =", "caps = [{ low = 0, maximum = 79 }]\noverfulfilment ="),
            "conventions.caps[0].high ：缺少“high”",
            id="half a cap",
        ),
        pytest.param(
            DONGHU.replace('name = "产出指标"', 'name = "效益指标"'), "一级指标“效益指标”重复", id="duplicate names"
        ),
        pytest.param(
            DONGHU.replace('"数量指标", points = 10', '"数量指标", points = 10, children = [{ name = "甲" }]'),
            "levels[1].children[0].children ：“数量指标”之下的三级指标由单位自行设置",
            id="third level",
        ),
        pytest.param("name = ", "TOML ：末尾格式有误", id="broken TOML"),
        pytest.param("", "缺少“levels”", id="empty file"),
        pytest.param("levels = []", "“levels”至少应有一项", id="no levels"),
        pytest.param("甲乙丙".encode("gb18030"), "不是 UTF-8 编码", id="another encoding"),
        pytest.param(b"#" * 1_000_001, "超过1MB", id="huge file"),
        pytest.param(DONGHU.replace('"donghu"', f'"{"a" * 41}"'), "40", id="name too long"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_answered_with_every_place_and_not_stored(client, administrator, content, said):
    response = send(client, content)

    assert said in text_of(response)
    assert not Scheme.objects.exists()


def test_all_faults_of_a_file_come_at_once(client, administrator):
    broken = DONGHU.replace("decimals = 2", "decimals = 3").replace("points = 40", "points = 41", 1)

    assert "文件有3处错误，没有导入" in text_of(send(client, broken))


def test_a_file_has_to_be_chosen(client, administrator):
    assert "请选择方案文件" in text_of(client.post(IMPORT, {}))
