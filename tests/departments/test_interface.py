"""What every page shows, and how errors are told."""

import re

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from departments.models import Evaluation, Membership, Role
from departments.workflow import STATUS_NAMES
from tests.factories import chain, make_department, make_member
from tests.queries import queries_of

SHARED = {"首页"}
BRANCH = {"部门（单位）", "用户", "岗位", "填报进度", "批量导入"}
WHOLE_TREE = BRANCH | {"年度任务", "指标体系方案", "依据文件", "移交目标", "站点配置", "校验等级"}


def labels(client):
    page = client.get(reverse("departments:password")).content.decode()
    navigation = page[page.index('aria-label="主导航"') :].partition("</nav>")[0]
    return set(re.findall(r"<a [^>]*>([^<]+)</a>", navigation))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "is_top", "shown"),
    [
        pytest.param(Role.PREPARER, True, {"旧报告导入"}, id="preparer"),
        pytest.param(Role.REVIEWER, False, {"审核", "填报进度"}, id="reviewer"),
        pytest.param(Role.PUBLISHER, False, {"公开", "填报进度"}, id="publisher"),
        pytest.param(Role.ADMINISTRATOR, True, WHOLE_TREE, id="administrator of the whole tree"),
        pytest.param(Role.ADMINISTRATOR, False, BRANCH, id="administrator of a branch"),
        pytest.param(Role.AUDITOR, False, {"审计日志", "填报进度"}, id="auditor"),
    ],
)
def test_navigation_shows_what_the_role_opens(client, role, is_top, shown):
    top = make_department("1")
    client.force_login(make_member(role, top if is_top else make_department("11", parent=top)))

    assert labels(client) == SHARED | shown


@pytest.mark.django_db
def test_navigation_marks_where_one_is(client):
    client.force_login(make_member(Role.ADMINISTRATOR))

    page = client.get(reverse("departments:user_add")).content.decode()

    assert page.count('aria-current="page"') == 1
    assert '<a href="/manage/users/" aria-current="page">用户</a>' in page


@pytest.mark.django_db
def test_navigation_costs_one_query_however_many_roles(client):
    user = make_member(Role.PREPARER)
    client.force_login(user)
    few = queries_of(client, reverse("departments:password"))
    for code in range(200, 220):
        Membership.objects.create(user=user, department=make_department(str(code)), role=Role.REVIEWER)

    assert queries_of(client, reverse("departments:password")) == few


@pytest.mark.parametrize("status", STATUS_NAMES)
def test_status_is_told_in_words(status):
    evaluation = Evaluation(status=status, stages=chain())

    shown = Template("{% load interface %}{% status_badge evaluation %}").render(Context({"evaluation": evaluation}))

    assert f">{STATUS_NAMES[status]}</span>" in shown


def test_status_names_the_stage_where_there_are_several():
    evaluation = Evaluation(status="submitted", stages=chain("单位审核", "财政审核"), stage=1)

    shown = Template("{% load interface %}{% status_badge evaluation %}").render(Context({"evaluation": evaluation}))

    assert "审核中：财政审核" in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        pytest.param("/nothing/", 404, "没有找到", id="not found"),
        pytest.param("/manage/departments/", 403, "没有权限", id="not allowed"),
    ],
)
def test_errors_say_what_to_do(client, url, status, words):
    client.force_login(make_member(Role.PREPARER))

    response = client.get(url)

    assert response.status_code == status
    assert words in response.content.decode()
    assert "返回首页" in response.content.decode()


@pytest.mark.django_db
def test_stranger_gets_no_details_of_a_missing_page(client):
    assert "没有找到" in client.get("/nothing/").content.decode()


@pytest.mark.django_db
def test_expired_page_is_explained():
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("departments:login"), {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


@pytest.mark.django_db
def test_request_to_another_host_is_refused_with_an_explanation(client):
    response = client.get("/login/", headers={"host": "another.example"})

    assert response.status_code == 400
    assert "请求无法识别" in response.content.decode()


@pytest.mark.parametrize("template", ["500.html", "409.html"])
def test_failure_is_explained_even_without_a_request(template):
    page = render_to_string(template)

    assert "请" in page
    assert "返回首页" in page


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/login/", "/nothing/"])
def test_pages_hold_no_inline_script_or_style(client, url):
    page = client.get(url).content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count("<script src=")
