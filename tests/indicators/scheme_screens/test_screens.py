"""The list, one scheme in words, the comparison; copying and removing."""

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Role
from indicators.models import Scheme
from indicators.schemes import preset, preset_names
from indicators.services import import_scheme, install_schemes
from tests.factories import make_cycle, make_department, make_evaluation, make_member
from tests.indicators.scheme_screens.entering import edit_url, show_url
from tests.pages import text_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = reverse("indicators:scheme_list")
COMPARE = reverse("indicators:scheme_compare")


def second_version(scheme):
    content = scheme.content.replace("version = 1", "version = 2").replace("decimals = 2", "decimals = 1")
    return import_scheme(content, actor=None)[0]


def test_the_list_says_who_uses_what(client, administrator, scheme):
    make_evaluation(cycle=make_cycle(2022))
    make_evaluation(make_department("102"), make_cycle(2022))

    text = text_of(client.get(LIST))

    assert "南昌市东湖区部门整体支出绩效自评方案 整体 donghu 1 2022年度 2 已使用，不再改动" in text
    assert "hunan 1 — 0 未使用，可修改" in text


def test_the_list_is_searched(client, administrator, scheme):
    page = client.get(LIST, {"q": "湖北"})

    assert {found.name for found in page.context["page"]} == {"hubei-project"}
    assert "没有符合条件的方案" in text_of(client.get(LIST, {"q": "西藏"}))


def test_an_empty_list_says_what_to_do(client, administrator):
    assert "库中还没有方案" in text_of(client.get(LIST))


def test_the_list_costs_the_same_however_many_use_it(client, administrator, scheme):
    make_evaluation(cycle=make_cycle(2021))
    few = queries_of(client, LIST)
    for year in range(2022, 2026):
        make_evaluation(cycle=make_cycle(year))
    second_version(scheme)

    assert queries_of(client, LIST) == few


@pytest.mark.parametrize("name", preset_names())
def test_a_scheme_is_shown_in_words(client, administrator, name):
    install_schemes()
    spec = preset(name)

    text = text_of(client.get(show_url(Scheme.objects.get(name=name))))

    assert spec.title in text
    assert f"分值来源 {spec.points_basis}" in text
    assert "一级指标合计 100 满100分" in text
    for level in spec.levels:
        assert level.name in text
    for said in ("得分小数位数： 2", "0/0 的处理：", "等级", "字数上限", "附件", "报告提纲", spec.form.title, "算例"):
        assert said in text


def test_showing_and_editing_cost_the_same_however_many_use_it(client, administrator, scheme):
    make_evaluation(cycle=make_cycle(2022))
    few = queries_of(client, show_url(scheme)), queries_of(client, edit_url(scheme))
    for code in range(102, 107):
        make_evaluation(make_department(str(code)), make_cycle(2022))

    assert (queries_of(client, show_url(scheme)), queries_of(client, edit_url(scheme))) == few


def test_two_versions_are_compared_side_by_side(client, administrator, scheme):
    newer = second_version(scheme)

    text = text_of(client.get(COMPARE, {"before": scheme.pk, "after": newer.pk}))

    assert "共2处不同" in text
    assert "计分约定 / 得分小数位数 2 1" in text
    assert "内容相同" in text_of(client.get(COMPARE, {"before": scheme.pk, "after": scheme.pk}))


def test_versions_that_are_not_there_cannot_be_compared(client, administrator, scheme):
    page = client.get(COMPARE, {"before": scheme.pk, "after": "999"})

    assert "已不在可选范围内" in page.content.decode()


def test_other_versions_are_linked_with_the_older_one_first(client, administrator, scheme):
    newer = second_version(scheme)
    link = f"{COMPARE}?before={scheme.pk}&amp;after={newer.pk}"

    assert link in client.get(show_url(scheme)).content.decode()
    assert link in client.get(show_url(newer)).content.decode()


def copy_url(scheme):
    return reverse("indicators:scheme_copy", args=[scheme.pk])


def test_a_copy_is_a_scheme_of_its_own(client, administrator, scheme):
    response = client.post(copy_url(scheme), {"name": "nanchang-2024", "title": "南昌市方案"})

    added = Scheme.objects.get(name="nanchang-2024")
    assert response.url == edit_url(added)
    assert (added.version, added.title, added.spec.levels) == (1, "南昌市方案", scheme.spec.levels)
    entry = AuditEntry.objects.get(action="scheme.add")
    assert (entry.actor, entry.comment) == (administrator, f"由{scheme}复制而成")


@pytest.mark.parametrize(
    ("entry", "field", "message"),
    [
        pytest.param({"name": "donghu", "title": "方案"}, "name", "已被使用", id="name is taken"),
        pytest.param({"name": "南昌", "title": "方案"}, "name", "小写字母", id="name in Chinese"),
        pytest.param({"name": "a" * 41, "title": "方案"}, "name", "最多40个字", id="name too long"),
        pytest.param({"name": "own", "title": ""}, "title", "请填写名称", id="no title"),
    ],
)
def test_a_copy_needs_a_name_of_its_own(client, administrator, scheme, entry, field, message):
    response = client.post(copy_url(scheme), entry)

    assert message in "".join(response.context["form"].errors[field])
    assert Scheme.objects.count() == len(preset_names())


def remove_url(scheme):
    return reverse("indicators:scheme_remove", args=[scheme.pk])


def test_a_scheme_that_nobody_uses_is_removed_and_stays_in_the_log(client, administrator, scheme):
    assert "确认删除" in text_of(client.get(remove_url(scheme)))

    response = client.post(remove_url(scheme))

    assert response.url == LIST
    assert not Scheme.objects.filter(pk=scheme.pk).exists()
    assert AuditEntry.objects.get(action="scheme.remove").changes["content"] == [scheme.content, None]


def test_a_scheme_in_use_is_not_removed(client, administrator, scheme):
    make_cycle(2022)

    response = client.post(remove_url(scheme), follow=True)

    assert "不能删除" in text_of(response)
    assert Scheme.objects.filter(pk=scheme.pk).exists()
    assert remove_url(scheme) not in client.get(show_url(scheme)).content.decode()


def test_the_administrator_of_a_branch_may_not(client, scheme):
    top = make_department("1")
    client.force_login(make_member(Role.ADMINISTRATOR, make_department("11", parent=top)))

    for address in (LIST, COMPARE, show_url(scheme), edit_url(scheme), copy_url(scheme), remove_url(scheme)):
        assert client.get(address).status_code == 403


def test_what_is_not_there_cannot_be_found(client, administrator):
    names = ("scheme", "scheme_edit", "scheme_export", "scheme_copy", "scheme_remove")

    assert {client.get(reverse(f"indicators:{name}", args=[999])).status_code for name in names} == {404}
