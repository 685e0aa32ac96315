"""Signing in and out, passwords, and what the log says about it."""

import pytest
from django.urls import reverse

from departments.models import AuditEntry
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

LOGIN = reverse("departments:login")
CHANGE = reverse("departments:password")


@pytest.fixture
def user():
    return make_user("liming", "李明")


def sign_in(client, username="liming", password=PASSWORD):
    return client.post(LOGIN, {"username": username, "password": password})


def change(client, password, again=None, old=PASSWORD):
    entry = {"old_password": old, "new_password1": password, "new_password2": again or password}
    return client.post(CHANGE, entry)


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_right_password_leads_home_and_is_recorded(client, user):
    response = sign_in(client)

    assert response.url == reverse("home")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.comment) == ("user.login", user, "来自127.0.0.1")


def test_wrong_password_is_said_in_chinese_and_recorded_without_an_actor(client, user):
    response = sign_in(client, password="wrong")

    assert "用户名或密码不正确" in response.content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.object_label) == ("user.login_failed", None, "李明")


def test_unknown_name_is_not_kept_in_the_log(client):
    sign_in(client, username="Jixiao-2022!")

    entry = AuditEntry.objects.get()
    assert (entry.object_label, entry.object_pk) == ("（没有的用户名）", "")


def test_closed_account_cannot_sign_in(client):
    make_user("closed", is_active=False)

    assert "用户名或密码不正确" in sign_in(client, username="closed").content.decode()


def test_five_wrong_passwords_lock_the_account(client, user):
    for _ in range(5):
        response = sign_in(client, password="wrong")

    assert response.status_code == 429
    assert "登录已暂时锁定" in response.content.decode()
    assert "15分钟后再试" in sign_in(client).content.decode()
    assert actions() == ["user.login_failed"] * 4 + ["user.login_locked"] * 2


def test_signing_out_ends_the_session_and_is_recorded(client, user):
    client.force_login(user)

    client.post(reverse("departments:logout"))

    assert client.get(reverse("home")).url == f"{LOGIN}?next=/"
    assert actions() == ["user.logout"]


@pytest.mark.parametrize(
    ("password", "message"),
    [
        pytest.param("Aa1-short", "密码至少10个字符，现有9个", id="too short"),
        pytest.param("alllowercase-only", "现有2类", id="two classes"),
        pytest.param("1029384756", "现有1类", id="digits only"),
        pytest.param("Liming-123", "太相似", id="like the user name"),
        pytest.param("绩效自评绩效自评绩效自评", "现有0类", id="Chinese only"),
    ],
)
def test_weak_password_is_refused_with_the_reason(client, user, password, message):
    client.force_login(user)

    response = change(client, password)

    assert message in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("Yusuan2023", id="upper, lower, digits"),
        pytest.param("yusuan-2023", id="lower, digits, signs"),
        pytest.param("YUSUAN+2023", id="upper, digits, signs"),
        pytest.param("Yusuan-zhixing", id="upper, lower, signs"),
    ],
)
def test_three_of_four_classes_are_enough(client, user, password):
    client.force_login(user)

    assert change(client, password).url == reverse("home")
    assert actions() == ["user.password"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        pytest.param({"old": "wrong"}, "原密码不正确", id="wrong old password"),
        pytest.param({"again": "Other-2023-pw"}, "两次输入的新密码不一致", id="typed differently"),
    ],
)
def test_mistyped_change_is_refused_with_the_reason(client, user, entry, message):
    client.force_login(user)

    assert message in change(client, "Yusuan-2023", **entry).content.decode()


def test_initial_password_has_to_be_changed_first(client):
    client.force_login(make_user(must_change_password=True))

    assert client.get(reverse("home")).url == CHANGE
    assert "您使用的是初始密码" in client.get(CHANGE).content.decode()

    change(client, "Yusuan-2023")
    assert client.get(reverse("home")).status_code == 200


def test_initial_password_does_not_keep_anybody_from_signing_out(client):
    client.force_login(make_user(must_change_password=True))

    assert client.post(reverse("departments:logout")).url == LOGIN


def test_session_ends_after_half_an_hour_without_a_request(client, user, settings):
    client.force_login(user)

    response = client.get(CHANGE)

    assert response.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expiry_age() == 30 * 60 == settings.SESSION_COOKIE_AGE
    assert settings.SESSION_SAVE_EVERY_REQUEST
