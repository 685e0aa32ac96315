"""Changing a scheme on screen: one form, one reader of schemes, every error at its field."""

from dataclasses import replace

import pytest

from departments.models import AuditEntry
from indicators.models import Scheme
from indicators.schemes import Numbering, Report, load, preset, preset_names
from indicators.services import install_schemes
from tests.factories import make_cycle, make_evaluation
from tests.indicators.scheme_screens.entering import edit_url, entry_of, faults_of, show_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_opened_and_previewed_unchanged_is_equal(client, administrator, name):
    install_schemes()
    scheme = Scheme.objects.get(name=name)

    response = client.post(edit_url(scheme), entry_of(client, scheme) | {"preview": "1"})

    editor = response.context["editor"]
    assert editor.faults == []
    assert editor.spec == preset(name)


def test_saving_without_a_change_stores_nothing(client, administrator, scheme):
    response = client.post(edit_url(scheme), entry_of(client, scheme), follow=True)

    assert "内容没有变化" in response.content.decode()
    assert Scheme.objects.get(pk=scheme.pk).content == scheme.content
    assert not AuditEntry.objects.filter(action__startswith="scheme.").exists()


def test_a_version_that_nobody_uses_is_replaced_and_logged(client, administrator, scheme):
    response = client.post(
        edit_url(scheme), entry_of(client, scheme, conventions__decimals="1", head__title="本区方案")
    )

    assert response.url == show_url(scheme)
    stored = Scheme.objects.get(name="donghu")
    assert (stored.pk, stored.version, stored.title) == (scheme.pk, 1, "本区方案")
    assert stored.spec == replace(
        preset("donghu"), title="本区方案", conventions=replace(preset("donghu").conventions, decimals=1)
    )
    entry = AuditEntry.objects.get(action="scheme.change")
    assert (entry.actor, entry.changes["计分约定 / 得分小数位数"]) == (administrator, ["2", "1"])


def test_rows_are_added_and_removed(client, administrator, scheme):
    typed = entry_of(
        client,
        scheme,
        levels__3__points="5",
        levels__4__name="可持续",
        levels__4__points="５分",
        levels__1__children__3__remove="on",
        levels__1__children__0__points="15",
        caps__0__low="0",
        caps__0__high="60%",
        caps__0__maximum="79.99",
    )

    client.post(edit_url(scheme), typed)

    spec = Scheme.objects.get(pk=scheme.pk).spec
    assert [(level.name, level.points) for level in spec.levels[-2:]] == [("满意度指标", 5), ("可持续", 5)]
    assert [child.name for child in spec.level("产出指标").children] == ["数量指标", "质量指标", "时效指标"]
    assert [str(cap.maximum) for cap in spec.conventions.caps] == ["79.99"]


WRONG = [
    pytest.param({"levels__0__points": "11"}, "levels", "一级指标分值合计 101", id="levels do not add up"),
    pytest.param(
        {"levels__1__children__0__points": "9"}, "levels-1-children", "二级指标合计 39", id="level two does not add up"
    ),
    pytest.param({"levels__3__name": "产出指标"}, "levels", "“产出指标”重复", id="level twice"),
    pytest.param({"levels__1__children__0__name": "质量指标"}, "levels-1-children", "重复", id="level two twice"),
    pytest.param({"levels__0__points": "十分"}, "id_levels-0-points", "无法识别", id="points are no number"),
    pytest.param({"levels__0__points": ""}, "id_levels-0-points", "请填写分值", id="points missing"),
    pytest.param({"levels__0__points": "0"}, "id_levels-0-points", "应当大于 0", id="points zero"),
    pytest.param({"levels__0__points": "-10"}, "id_levels-0-points", "小于 0", id="points below zero"),
    pytest.param({"levels__3__rule": "execution"}, "levels", "只能有一个", id="two execution blocks"),
    pytest.param({"levels__1__rule": "execution"}, "levels-1-children", "整块计分", id="execution with level two"),
    pytest.param({"head__title": ""}, "id_head-title", "请填写名称", id="no title"),
    pytest.param({"head__points_basis": " "}, "id_head-points_basis", "请填写分值来源", id="no points basis"),
    pytest.param({"conventions__decimals": "3"}, "id_conventions-decimals", "可选范围", id="three decimals"),
    pytest.param({"conventions__zero_policy": "x"}, "id_conventions-zero_policy", "可选范围", id="unknown policy"),
    pytest.param({"full__low": "50"}, "id_full-low", "逐级降低", id="qualitative bounds rise"),
    pytest.param({"bands__0__bound": "80"}, "bands", "界限相同", id="two bands with one bound"),
    pytest.param({"bands__0__percent": "10"}, "bands", "得分不应低于", id="better band earns less"),
    pytest.param({"bands__0__side": "max"}, "bands", "统一用", id="bands in both directions"),
    pytest.param({"bands__0__percent": "150"}, "id_bands-0-percent", "超过全部分值", id="band earns more than all"),
    pytest.param({"overfulfilment__threshold": "90"}, "id_overfulfilment-threshold", "大于 100", id="low threshold"),
    pytest.param(
        {"overfulfilment__threshold": ""}, "id_overfulfilment-threshold", "同时填写界限", id="deduction from nowhere"
    ),
    pytest.param({"grades__3__minimum": "10"}, "grades", "逐级降低到 0", id="lowest grade above zero"),
    pytest.param(
        {"caps__0__low": "60", "caps__0__high": "60", "caps__0__maximum": "80"},
        "caps",
        "下限不小于上限",
        id="empty cap",
    ),
    pytest.param(
        {"caps__0__low": "0", "caps__0__high": "60", "caps__0__maximum": "101"}, "caps", "超过 100", id="cap above 100"
    ),
    pytest.param({"caps__0__low": "0", "caps__0__maximum": "80"}, "id_caps-0-high", "请填写至", id="half a cap"),
    pytest.param({"text_limits__0__limit": "0"}, "id_text_limits-0-limit", "大于 0 的整数", id="no characters at all"),
    pytest.param({"text_limits__1__key": "preamble"}, "id_text_limits-1-key", "重复", id="limit twice"),
    pytest.param({"review__tolerance": "-1"}, "id_review-tolerance", "小于 0", id="negative tolerance"),
    pytest.param({"rest__toml": "[form]\ntitle = = 1"}, "id_rest-toml", "第2行第9列格式有误", id="broken TOML"),
    pytest.param({"rest__toml": "outline = []"}, "id_rest-toml", "form.title：", id="no form"),
    pytest.param({"rest__toml": "[form"}, "id_rest-toml", "末尾格式有误", id="TOML that ends too early"),
    pytest.param({"rest__toml": 'name = "x"'}, "id_rest-toml", "代号（name）", id="name typed as text"),
]


@pytest.mark.parametrize(("changes", "target", "words"), WRONG)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    client, administrator, scheme, changes, target, words
):
    typed = entry_of(client, scheme) | {name.replace("__", "-"): value for name, value in changes.items()}

    response = client.post(edit_url(scheme), typed)

    assert [message for place, message in faults_of(response) if place == target and words in message]
    assert response.context["editor"].spec is None
    assert Scheme.objects.get(pk=scheme.pk).content == scheme.content
    page = response.content.decode()
    assert f'id="{target}"' in page
    assert words.replace('"', "&quot;") in page


def test_overlapping_caps_are_refused(client, administrator, scheme):
    client.post(edit_url(scheme), entry_of(client, scheme, caps__0__low="0", caps__0__high="60", caps__0__maximum="79"))
    typed = entry_of(client, scheme, caps__1__low="50", caps__1__high="80", caps__1__maximum="89")

    response = client.post(edit_url(scheme), typed)

    assert ("caps", "封顶区间在 50 处重叠，请改正。") in faults_of(response)


def test_all_errors_come_at_once_and_what_was_typed_stays(client, administrator, scheme):
    typed = entry_of(
        client,
        scheme,
        head__title="",
        levels__0__points="许多",
        levels__1__children__0__points="9",
        full__low="一半",
        grades__0__name="",
        text_limits__0__limit="很多",
        rest__toml="outline = [\n",
    )

    response = client.post(edit_url(scheme), typed)

    targets = {target for target, _ in faults_of(response)}
    assert targets == {
        "id_head-title",
        "id_levels-0-points",
        "levels-1-children",
        "id_full-low",
        "id_grades-0-name",
        "id_text_limits-0-limit",
        "id_rest-toml",
    }
    page = response.content.decode()
    assert "有7处需要改正" in page
    assert 'value="许多"' in page
    assert "outline = [" in page


def test_a_level_that_the_outline_names_cannot_be_renamed_alone(client, administrator, scheme):
    response = client.post(edit_url(scheme), entry_of(client, scheme, levels__3__name="群众满意度"))

    assert any("对应的一级指标“满意度指标”不存在" in message for _, message in faults_of(response))


def test_what_is_saved_is_what_the_preview_showed(client, administrator, scheme):
    typed = entry_of(client, scheme, conventions__equal_strict="on", overfulfilment__deduction="5", full__low="85")
    previewed = client.post(edit_url(scheme), typed | {"preview": "1"}).context["editor"].spec

    client.post(edit_url(scheme), typed)

    stored = Scheme.objects.get(pk=scheme.pk)
    assert stored.spec == previewed == load(stored.content)


def test_a_version_in_use_is_frozen_and_the_next_one_is_made(client, administrator, scheme):
    evaluation = make_evaluation(cycle=make_cycle(2022))
    page = client.get(edit_url(scheme)).content.decode()

    response = client.post(edit_url(scheme), entry_of(client, scheme, conventions__decimals="1"), follow=True)

    assert "保存后另存为第2版" in page
    assert "另存为第2版</button>" in page
    first, second = Scheme.objects.filter(name="donghu").order_by("version")
    assert (first.pk, first.content) == (scheme.pk, scheme.content)
    assert (second.version, second.spec.version, second.spec.conventions.decimals) == (2, 2, 1)
    assert evaluation.scorecard.scheme == first
    assert first.uses.count() == 1
    assert "已另存为" in response.content.decode()
    entry = AuditEntry.objects.get(action="scheme.add")
    assert (entry.object_pk, entry.changes["content"]) == (str(second.pk), [None, second.content])


def test_a_stale_form_is_answered_with_both_values(client, administrator, scheme):
    typed = entry_of(client, scheme, conventions__decimals="1")
    client.post(edit_url(scheme), entry_of(client, scheme, head__title="他人的名称"))

    response = client.post(edit_url(scheme), typed)

    page = response.content.decode()
    assert "在您打开页面后已有变化" in page
    assert f"（{administrator}，" in page
    assert "名称：现为“他人的名称”，您填写“南昌市东湖区部门整体支出绩效自评方案”" in page
    assert Scheme.objects.get(pk=scheme.pk).title == "他人的名称"

    again = typed | {"based_on": response.context["editor"].based_on}
    client.post(edit_url(scheme), again)
    assert Scheme.objects.get(pk=scheme.pk).title == "南昌市东湖区部门整体支出绩效自评方案"


def test_a_scheme_that_was_used_meanwhile_is_not_replaced(client, administrator, scheme):
    typed = entry_of(client, scheme, conventions__decimals="1")
    make_cycle(2022)

    response = client.post(edit_url(scheme), typed)

    assert "已有变化" in response.content.decode()
    assert "保存后另存为第2版" in response.content.decode()
    assert Scheme.objects.filter(name="donghu").count() == 1


def test_two_who_change_a_version_in_use_do_not_both_make_the_next(client, administrator, scheme):
    make_cycle(2022)
    typed = entry_of(client, scheme, conventions__decimals="1")
    client.post(edit_url(scheme), entry_of(client, scheme, head__title="第二版"))

    response = client.post(edit_url(scheme), typed)

    assert "名称：现为“第二版”" in response.content.decode()
    assert Scheme.objects.filter(name="donghu").count() == 2


def test_the_layout_of_the_report_is_set_and_an_outline_taken_over(client, administrator, scheme):
    changes = {
        "report__title": "{department}{year}年自评报告",
        "report__numbering": "parts",
        "report__outline": "yunnan",
    }
    typed = entry_of(client, scheme, **changes) | {"report-has_cover": "on"}

    client.post(edit_url(scheme), typed)

    spec = Scheme.objects.get(pk=scheme.pk).spec
    assert spec.report == Report("{department}{year}年自评报告", Numbering.PARTS, has_cover=True)
    assert [node.title for node in spec.outline][1] == "绩效自评工作情况"
    assert spec.levels == preset("donghu").levels


def test_a_title_with_an_unknown_word_is_told_at_its_field(client, administrator, scheme):
    response = client.post(edit_url(scheme), entry_of(client, scheme, report__title="{unit}自评报告"))

    message = "标题中的“{unit}”不能识别，可用的有{department}、{year}、{subject}，请改正。"
    assert ("id_report-title", message) in faults_of(response)
