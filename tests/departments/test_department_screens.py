"""The administrator's screens for departments."""

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Department, Role
from tests.factories import make_department, make_member
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = reverse("departments:department_list")
ADD = reverse("departments:department_add")


@pytest.fixture
def district():
    return make_department("1", "某区", index_code="k1")


@pytest.fixture
def administrator(client, district):
    administrator = make_member(Role.ADMINISTRATOR, district)
    client.force_login(administrator)
    return administrator


def entry_for(upper, /, **changes):
    values = {
        "code": "12", "name": "某街道办事处", "short_name": "某街道", "aliases": "老街道\n\n 某某 街道 \n老街道",
        "kind": "street", "parent": upper.pk, "index_code": "k12", "next_serial": "1", "is_active": "on",
    }  # fmt: skip
    return values | changes


def edit_url(department):
    return reverse("departments:department_edit", args=[department.pk])


def edit_entry(client, department, **changes):
    """What the browser would send for the stored values, with some of them changed."""
    form = client.get(edit_url(department)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | changes


def test_new_department_gets_its_place_and_its_names(client, administrator, district):
    client.post(ADD, entry_for(district))

    department = Department.objects.get(code="12")
    assert department.path == f"{district.pk}/{department.pk}/"
    assert department.aliases == ["老街道", "某某 街道"]
    assert AuditEntry.objects.get(department=department).actor == administrator


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param({"name": ""}, "name", "请填写单位全称", id="no name"),
        pytest.param({"kind": ""}, "kind", "请选择单位类型", id="no kind"),
        pytest.param({"next_serial": "99999999999999"}, "next_serial", "不能大于32767", id="beyond all databases"),
        pytest.param({"next_serial": "9" * 5000}, "next_serial", "整数", id="no end of digits"),
        pytest.param({"code": "1"}, "code", "已存在", id="code taken"),
        pytest.param({"parent": "999"}, "parent", "已不在可选范围内", id="unknown parent"),
        pytest.param({"aliases": "长" * 101}, "aliases", "每行不超过100个字", id="alias too long"),
        pytest.param({"aliases": "\n".join(map(str, range(21)))}, "aliases", "最多填写20行", id="too many aliases"),
    ],
)
def test_wrong_entry_is_refused_beside_its_field(client, administrator, district, changes, field, message):
    response = client.post(ADD, entry_for(district, **changes))

    assert message in "".join(response.context["form"].errors[field])
    assert not Department.objects.filter(code="12").exists()


def test_department_is_moved_with_the_form(client, administrator, district):
    bureau, street = make_department("11", parent=district), make_department("12", parent=district)

    client.post(edit_url(street), edit_entry(client, street, parent=bureau.pk))

    street.refresh_from_db()
    assert street.parent == bureau


def test_department_cannot_be_moved_below_itself(client, administrator, district):
    bureau = make_department("11", parent=district)
    office = make_department("111", parent=bureau)

    response = client.post(edit_url(bureau), edit_entry(client, bureau, parent=office.pk))

    assert "已不在可选范围内" in "".join(response.context["form"].errors["parent"])


def test_top_of_the_tree_has_no_parent_to_choose(client, administrator, district):
    client.post(edit_url(district), edit_entry(client, district, short_name="区"))

    district.refresh_from_db()
    assert (district.short_name, district.parent) == ("区", None)


def test_stale_form_shows_what_is_stored_and_overwrites_knowingly(client, administrator, district):
    entry = edit_entry(client, district, short_name="甲")
    client.post(edit_url(district), entry | {"short_name": "乙"})

    response = client.post(edit_url(district), entry)
    assert "单位简称现为“乙”" in response.content.decode()

    again = entry | {"based_on": response.context["form"]["based_on"].value()}
    client.post(edit_url(district), again)
    district.refresh_from_db()
    assert district.short_name == "甲"


def test_list_shows_the_tree_in_order(client, administrator, district):
    bureau = make_department("19", parent=district)
    make_department("191", parent=bureau)
    make_department("12", parent=district)

    nodes = client.get(LIST).context["page"].object_list

    assert [(node.department.code, node.depth) for node in nodes] == [("1", 0), ("12", 1), ("19", 1), ("191", 2)]


@pytest.mark.parametrize("words", ["第12", "12"])
def test_search_finds_by_code_or_name(client, administrator, district, words):
    make_department("12", parent=district)

    nodes = client.get(LIST, {"q": words}).context["page"].object_list

    assert [node.department.code for node in nodes] == ["12"]


def test_search_without_a_hit_says_so(client, administrator):
    assert "没有符合条件的单位" in client.get(LIST, {"q": "没有"}).content.decode()


class TestAdministratorOfABranch:
    """An administrator below the top sees and changes only that branch."""

    @pytest.fixture
    def bureau(self, district):
        return make_department("11", parent=district)

    @pytest.fixture(autouse=True)
    def _branch_administrator(self, client, bureau):
        client.force_login(make_member(Role.ADMINISTRATOR, bureau))

    def test_sees_the_branch_only(self, client, bureau):
        make_department("12", parent=bureau.parent)
        make_department("111", parent=bureau)

        nodes = client.get(LIST).context["page"].object_list

        assert [(node.department.code, node.depth) for node in nodes] == [("11", 0), ("111", 1)]

    def test_does_not_find_the_rest(self, client, district):
        assert client.get(edit_url(district)).status_code == 404

    def test_cannot_add_outside_the_branch(self, client, district):
        assert "parent" in client.post(ADD, entry_for(district)).context["form"].errors

    def test_cannot_move_the_branch_itself(self, client, bureau):
        make_department("12", parent=bureau.parent)

        assert "parent" not in client.get(edit_url(bureau)).context["form"].fields


def test_list_costs_the_same_for_three_and_for_thirty(client, administrator, district):
    def fill(codes):
        for code in codes:
            make_department(f"2{code}", parent=district)

    fill(range(10, 12))
    few = queries_of(client, LIST)
    fill(range(12, 39))

    assert queries_of(client, LIST) == few <= 8
