"""People are imported: accounts with passwords that are handed out once, and roles, within one's own reach."""

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Department, Membership, Role, User
from reports.jobs.files import result_file
from tests.factories import make_department, make_member, make_user
from tests.reports.imports.files import PEOPLE, changes_in, csv_of, import_file, problems_in, result_of, send, xlsx_of

KIND = "people"


def test_new_people_get_random_passwords_once_and_must_change_them(client, administrator, on_commit):
    rows = [("wang", "王一", "11", "填报人"), ("wang", "王一", "11", "审核人"), ("li", "李二", "12", "发布人")]
    job = import_file(client, KIND, xlsx_of(PEOPLE, *rows), on_commit)

    users = {user.username: user for user in User.objects.filter(username__in=("wang", "li"))}
    assert all(user.must_change_password for user in users.values())
    assert result_file(job).stat().st_mode & 0o777 == 0o600
    result = result_of(client, job)
    passwords = {row[1].split()[0]: row[4] for row in result if row[4]}
    assert [row[2] for row in result] == ["新增"] * 3
    assert set(passwords) == {"wang", "li"}
    assert len(set(passwords.values())) == 2
    assert all(users[name].check_password(password) for name, password in passwords.items())
    assert result_of(client, job) is None
    assert not result_file(job).exists()
    assert not AuditEntry.objects.filter(changes__icontains=passwords["wang"]).exists()
    assert passwords["wang"] not in str(job.messages)
    client.logout()
    client.post(reverse("departments:login"), {"username": "wang", "password": passwords["wang"]})
    assert client.get(reverse("home")).url == reverse("departments:password")


def test_known_people_get_roles_and_their_new_name_and_lose_nothing(client, administrator, on_commit):
    user = make_member(Role.PREPARER, Department.objects.get(code="11"), make_user("wang", "王一"))
    password = user.password

    file = csv_of(PEOPLE, ("wang", "王益", "11", "填报人"), ("wang", "王益", "12", "审核人"), encoding="gb18030")
    job = import_file(client, KIND, file, on_commit)

    user.refresh_from_db()
    assert (user.full_name, user.password, user.must_change_password) == ("王益", password, False)
    assert set(user.memberships.values_list("department__code", "role")) == {("11", "preparer"), ("12", "reviewer")}
    assert [row[2:4] for row in result_of(client, job)] == [
        ("修改", "姓名：王一 → 王益"),
        ("修改", "岗位：（空） → 12 教育局：审核人"),
    ]


def test_what_is_so_already_is_no_change(client, administrator):
    make_member(Role.PREPARER, Department.objects.get(code="11"), make_user("wang", "王一"))

    page = send(client, KIND, csv_of(PEOPLE, ("wang", "王一", "11", "填报人"), ("wang", "王一", "11", "审核人")))

    assert changes_in(page) == [(3, "wang 王一", "修改", "岗位", "（空）", "11 第一街道：审核人")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(("a b", "甲", "11", "填报人"), "用户名", id="impossible name"),
        pytest.param(("", "甲", "11", "填报人"), "请填写用户名", id="no name"),
        pytest.param(("jia", "", "11", "填报人"), "请填写姓名", id="no full name"),
        pytest.param(("jia", "甲", "99", "填报人"), "编码“99”不是您管理的单位", id="unknown unit"),
        pytest.param(("jia", "甲", "11", "领导"), "角色只能是：填报人", id="unknown role"),
        pytest.param(("good", "好", "11", "填报人"), "与第2行重复", id="said twice"),
        pytest.param(("good", "坏", "11", "审核人"), "与第2行同一用户名的姓名不同", id="two names"),
        pytest.param(("closed", "停用者", "11", "填报人"), "已停用", id="closed account"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(client, administrator, row, said):
    make_member(Role.PREPARER, Department.objects.get(code="11"), make_user("closed", "停用者", is_active=False))

    page = send(client, KIND, csv_of(PEOPLE, ("good", "好", "11", "填报人"), row))

    [problem] = problems_in(page)
    assert said in problem
    assert not User.objects.filter(username="good").exists()


def test_nobody_gives_rights_to_themselves(client, administrator):
    page = send(client, KIND, csv_of(PEOPLE, (administrator.username, "我", "11", "审核人")))

    assert "不能增减自己的岗位" in problems_in(page)[0]


def test_branch_administrator_reaches_neither_units_nor_people_outside(client, branch_administrator):
    make_member(Role.PREPARER, make_department("11"), make_user("outside", "外人"))
    rows = [("new", "新人", "1", "管理员"), ("outside", "外人", "121", "填报人"), ("fine", "好人", "121", "填报人")]

    said = problems_in(send(client, KIND, csv_of(PEOPLE, *rows)))

    assert len(said) == 2
    assert "编码“1”不是您管理的单位" in said[0]
    assert "“outside”已被使用，且不在您管理的范围内" in said[1]


def test_no_account_stays_without_its_result_file(client, administrator, on_commit, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.jobs.importing.write_private", full)
    with pytest.raises(AssertionError, match="文件未能写入"):
        import_file(client, KIND, csv_of(PEOPLE, ("wang", "王一", "11", "填报人")), on_commit)

    assert not User.objects.filter(username="wang").exists()
    assert not Membership.objects.filter(user__username="wang").exists()
