"""The administrator's screens for accounts and memberships."""

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Membership, Role, User
from departments.services import OwnAccount, add_membership
from tests.factories import PASSWORD, make_department, make_member, make_user
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

USERS = reverse("departments:user_list")
ADD = reverse("departments:user_add")
MEMBERSHIPS = reverse("departments:membership_list")
ADD_MEMBERSHIP = reverse("departments:membership_add")


@pytest.fixture
def district():
    return make_department("1", "某区")


@pytest.fixture
def street(district):
    return make_department("12", "某街道", parent=district)


@pytest.fixture
def administrator(client, district):
    administrator = make_member(Role.ADMINISTRATOR, district)
    client.force_login(administrator)
    return administrator


@pytest.fixture
def branch_administrator(client, street):
    administrator = make_member(Role.ADMINISTRATOR, street)
    client.force_login(administrator)
    return administrator


def entry_for(place, /, **changes):
    values = {"username": "wangfang", "full_name": "王芳", "password": PASSWORD, "role": "preparer"}
    return values | {"department": place.pk} | changes


def edit_url(user):
    return reverse("departments:user_edit", args=[user.pk])


def password_url(user):
    return reverse("departments:user_password", args=[user.pk])


def remove_url(membership):
    return reverse("departments:membership_remove", args=[membership.pk])


def edit_entry(client, user, **changes):
    form = client.get(edit_url(user)).context["form"]
    return {name: form[name].value() for name in form.fields} | changes


def accounts(response):
    return set(response.context["page"].object_list)


def test_new_account_has_its_role_and_an_initial_password(client, administrator, street):
    client.post(ADD, entry_for(street))

    user = User.objects.get(username="wangfang")
    assert user.check_password(PASSWORD)
    assert user.must_change_password
    assert user.memberships.get().role == Role.PREPARER
    assert set(AuditEntry.objects.filter(actor=administrator).values_list("action", flat=True)) == {
        "user.add",
        "membership.add",
    }


def test_log_holds_no_password(client, administrator, street):
    client.post(ADD, entry_for(street))
    user = User.objects.get(username="wangfang")
    client.post(password_url(user), {"password": "Yusuan-2023"})

    assert not [entry for entry in AuditEntry.objects.all() if "password" in entry.changes]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param({"password": "short"}, "password", "密码至少10个字符，现有5个", id="weak password"),
        pytest.param({"password": ""}, "password", "请填写初始密码", id="no password"),
        pytest.param({"username": "两 个"}, "username", "请输入合法的用户名", id="blank in the name"),
        pytest.param({"full_name": ""}, "full_name", "请填写姓名", id="no full name"),
        pytest.param({"role": "king"}, "role", "已不在可选范围内", id="unknown role"),
        pytest.param({"department": "999"}, "department", "已不在可选范围内", id="unknown department"),
    ],
)
def test_wrong_account_is_refused_beside_its_field(client, administrator, street, changes, field, message):
    response = client.post(ADD, entry_for(street, **changes))

    assert message in "".join(response.context["form"].errors[field])
    assert not User.objects.filter(full_name="王芳").exists()


def test_taken_name_is_refused(client, administrator, street):
    make_user("wangfang")

    assert "已存在" in "".join(client.post(ADD, entry_for(street)).context["form"].errors["username"])


def test_account_is_closed_and_cannot_sign_in(client, administrator):
    user = make_user()

    client.post(edit_url(user), edit_entry(client, user, is_active=""))

    user.refresh_from_db()
    assert not user.is_active
    assert AuditEntry.objects.get(action="user.change").changes == {"is_active": [True, False]}


def test_nobody_closes_their_own_account(client, administrator):
    response = client.post(edit_url(administrator), edit_entry(client, administrator, is_active=""))

    assert "不能停用自己的账号" in response.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_active


def test_reset_password_is_an_initial_one(client, administrator):
    user = make_user()

    client.post(password_url(user), {"password": "Yusuan-2023"})

    user.refresh_from_db()
    assert user.check_password("Yusuan-2023")
    assert user.must_change_password


def test_reset_ends_a_lock(client, administrator, settings):
    user = make_user("locked")
    guest = client.__class__()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        guest.post(reverse("departments:login"), {"username": "locked", "password": "wrong"})

    client.post(password_url(user), {"password": "Yusuan-2023"})

    response = guest.post(reverse("departments:login"), {"username": "locked", "password": "Yusuan-2023"})
    assert response.status_code == 302


def test_weak_reset_is_refused(client, administrator):
    user = make_user()

    assert "password" in client.post(password_url(user), {"password": "short"}).context["form"].errors


def test_role_is_given_and_taken(client, administrator, street):
    user = make_user()
    client.post(ADD_MEMBERSHIP, {"user": user.pk, "department": street.pk, "role": "reviewer"})
    membership = user.memberships.get()
    assert membership.role == Role.REVIEWER

    client.post(remove_url(membership))

    assert not user.memberships.exists()
    assert AuditEntry.objects.get(action="membership.remove").changes["role"] == ["reviewer", None]


def test_role_held_already_is_refused(client, administrator, street):
    user = make_member(Role.REVIEWER, street)

    response = client.post(ADD_MEMBERSHIP, {"user": user.pk, "department": street.pk, "role": "reviewer"})

    assert "已有这一角色" in response.content.decode()


def test_nobody_gives_themselves_a_role(client, administrator, street):
    client.post(ADD_MEMBERSHIP, {"user": administrator.pk, "department": street.pk, "role": "publisher"})

    assert administrator.memberships.count() == 1


def test_service_gives_nobody_a_role_by_their_own_hand(administrator, street):
    with pytest.raises(OwnAccount):
        add_membership(Membership(user=administrator, department=street, role=Role.PUBLISHER), actor=administrator)


def test_nobody_takes_their_own_role(client, administrator):
    response = client.post(remove_url(administrator.memberships.get()), follow=True)

    assert "不能停用自己的账号，也不能增减自己的岗位" in response.content.decode()
    assert administrator.memberships.exists()


def test_whole_tree_has_all_accounts(client, administrator, street):
    lonely, preparer = make_user(), make_member(Role.PREPARER, street)

    assert accounts(client.get(USERS)) == {administrator, lonely, preparer}


class TestAdministratorOfABranch:
    """An administrator below the top has only those accounts that belong nowhere else."""

    @pytest.fixture
    def stranger(self, district):
        return make_member(Role.PREPARER, make_department("13", parent=district))

    def test_sees_accounts_of_the_branch_only(self, client, branch_administrator, street, district):
        inside = make_member(Role.PREPARER, make_department("121", parent=street))
        make_user()
        both = make_member(Role.REVIEWER, street)
        Membership.objects.create(user=both, department=district, role=Role.REVIEWER)

        assert accounts(client.get(USERS)) == {branch_administrator, inside}

    @pytest.mark.parametrize("url_of", [edit_url, password_url])
    def test_does_not_find_other_accounts(self, client, branch_administrator, stranger, url_of):
        assert client.get(url_of(stranger)).status_code == 404

    def test_cannot_take_over_whoever_stands_above(self, client, branch_administrator, district, street):
        above = make_member(Role.ADMINISTRATOR, district)
        Membership.objects.create(user=above, department=street, role=Role.REVIEWER)

        assert client.post(password_url(above), {"password": "Yusuan-2023"}).status_code == 404

    def test_cannot_give_roles_elsewhere(self, client, branch_administrator, district, street):
        user = make_member(Role.PREPARER, street)

        response = client.post(ADD_MEMBERSHIP, {"user": user.pk, "department": district.pk, "role": "administrator"})

        assert "department" in response.context["form"].errors

    def test_does_not_find_memberships_elsewhere(self, client, branch_administrator, stranger):
        assert client.post(remove_url(stranger.memberships.get())).status_code == 404
        assert stranger.memberships.exists()


@pytest.mark.parametrize(("url", "most"), [(USERS, 11), (MEMBERSHIPS, 9)], ids=["accounts", "memberships"])
def test_lists_cost_the_same_for_three_and_for_thirty(client, administrator, street, url, most):
    def fill(count):
        for _ in range(count):
            make_member(Role.PREPARER, street)

    fill(2)
    few = queries_of(client, url)
    fill(27)

    assert queries_of(client, url) == few <= most


def test_long_list_is_parted_into_pages(client, administrator, street):
    for _ in range(50):
        make_member(Role.PREPARER, street)

    page = client.get(USERS, {"page": "99"}).content.decode()

    assert "第 2 页，共 2 页（51 条）" in page
    assert 'href="?page=1"' in page


@pytest.mark.parametrize(
    ("url", "words"), [(USERS, "王"), (USERS, "wangf"), (MEMBERSHIPS, "王芳"), (MEMBERSHIPS, "某街")]
)
def test_search_finds(client, administrator, street, url, words):
    make_member(Role.PREPARER, street, make_user("wangfang", "王芳"))

    page = client.get(url, {"q": words}).context["page"]

    assert len(page.object_list) == 1
