"""The command that opens the first account."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.urls import reverse

from departments.administration import is_root_administrator
from departments.models import Department, User
from tests.factories import make_department, make_user

pytestmark = pytest.mark.django_db


def open_account(capsys, username="admin", **options):
    """Return the password that the command has printed."""
    call_command("administrator", username, name="管理员", **options)
    return capsys.readouterr().out.strip().rpartition("：")[2]


def test_first_account_comes_with_the_top_of_the_tree(capsys):
    open_account(capsys, unit="某区", code="360102")

    top = Department.objects.get()
    assert (top.name, top.code, top.path) == ("某区", "360102", f"{top.pk}/")
    assert is_root_administrator(User.objects.get(username="admin"))


def test_printed_password_opens_the_password_page_only(capsys, client):
    password = open_account(capsys, unit="某区", code="360102")

    client.post(reverse("departments:login"), {"username": "admin", "password": password})

    assert client.get(reverse("departments:user_list")).url == reverse("departments:password")


def test_printed_password_keeps_the_rules(capsys):
    for number in range(20):
        validate_password(open_account(capsys, username=f"admin{number}", unit="某区", code="360102"))


def test_later_account_belongs_to_the_same_top(capsys):
    top = make_department("1")
    make_department("11", parent=top)

    open_account(capsys)

    assert User.objects.get(username="admin").memberships.get().department == top


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({}, "请用 --unit 和 --code", id="no unit yet"),
        pytest.param({"unit": "某区", "code": "9" * 21}, "20", id="code too long"),
        pytest.param({"unit": "某区", "code": "1", "username": "两 个"}, "请输入合法的用户名", id="blank in the name"),
        pytest.param({"unit": "某区", "code": "1", "username": "taken"}, "已存在", id="name taken"),
    ],
)
def test_wrong_call_is_refused_and_stores_nothing(capsys, options, message):
    make_user("taken")

    with pytest.raises(CommandError, match=message):
        open_account(capsys, **options)

    assert not Department.objects.exists()
