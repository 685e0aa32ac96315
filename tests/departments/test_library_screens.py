"""What all departments share: the library of authorities, and the site."""

from datetime import date

import pytest
from django.urls import reverse

from departments.models import AuditEntry, Authority, Role, SiteConfiguration
from tests.factories import make_department, make_member
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = reverse("departments:authority_list")
ADD = reverse("departments:authority_add")
SITE = reverse("departments:site")


@pytest.fixture
def administrator(client):
    administrator = make_member(Role.ADMINISTRATOR)
    client.force_login(administrator)
    return administrator


def entry_for(**changes):
    values = {"title": "项目支出绩效评价管理办法", "number": "财预〔2020〕10号", "issuer": "财政部"}
    return values | {"issued_on": "2020-02-25", "valid_from": "2020", "valid_until": ""} | changes


def site_entry(client, **changes):
    form = client.get(SITE).context["form"]
    return {name: form[name].value() for name in form.fields} | changes


def test_authority_is_added_and_recorded(client, administrator):
    client.post(ADD, entry_for())

    authority = Authority.objects.get()
    assert (authority.issued_on, authority.valid_from, authority.valid_until) == (date(2020, 2, 25), 2020, None)
    assert AuditEntry.objects.get(actor=administrator).action == "authority.add"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param({"title": ""}, "title", "请填写文件名称", id="no title"),
        pytest.param({"issued_on": "2020-13-01"}, "issued_on", "日期无法识别", id="no such day"),
        pytest.param({"valid_until": "2019"}, "valid_until", "不能早于起始年度", id="years reversed"),
    ],
)
def test_wrong_authority_is_refused_beside_its_field(client, administrator, changes, field, message):
    response = client.post(ADD, entry_for(**changes))

    assert message in "".join(response.context["form"].errors[field])
    assert not Authority.objects.exists()


def test_authority_stands_in_the_library_once(client, administrator):
    client.post(ADD, entry_for())

    assert "该依据文件已在库中" in client.post(ADD, entry_for()).content.decode()


def test_validity_is_ended(client, administrator):
    client.post(ADD, entry_for())
    url = reverse("departments:authority_edit", args=[Authority.objects.get().pk])
    mark = client.get(url).context["form"]["based_on"].value()

    client.post(url, entry_for(valid_until="2024", based_on=mark))

    assert Authority.objects.get().valid_until == 2024
    assert AuditEntry.objects.get(action="authority.change").changes == {"valid_until": [None, 2024]}


def test_search_finds_by_number(client, administrator):
    client.post(ADD, entry_for())
    client.post(ADD, entry_for(title="另一文件", number=""))

    assert [row.title for row in client.get(LIST, {"q": "10号"}).context["page"]] == ["项目支出绩效评价管理办法"]


def test_empty_library_says_what_to_do(client, administrator):
    assert "库中还没有依据文件" in client.get(LIST).content.decode()


def test_site_is_stored_once_and_then_changed(client, administrator):
    client.post(SITE, site_entry(client, site_name="某区政府网"))
    client.post(SITE, site_entry(client, host="某区人民政府"))

    site = SiteConfiguration.objects.get()
    assert (site.site_name, site.host) == ("某区政府网", "某区人民政府")
    assert list(AuditEntry.objects.filter(actor=administrator).order_by("pk").values_list("action", flat=True)) == [
        "siteconfiguration.add",
        "siteconfiguration.change",
    ]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        pytest.param("{org}-{year}", "须有流水号", id="no serial"),
        pytest.param("{org}-{serial", "模板不能识别", id="open brace"),
        pytest.param("{org}-{number}-{serial}", "模板不能识别", id="unknown part"),
        pytest.param("{org.__class__}-{serial}", "模板不能识别", id="looks inside"),
        pytest.param("{serial:四}", "模板不能识别", id="unknown format"),
        pytest.param("固定", "模板不能识别", id="nothing to fill in"),
    ],
)
def test_unusable_index_template_is_refused(client, administrator, template, message):
    response = client.post(SITE, site_entry(client, index_template=template))

    assert message in "".join(response.context["form"].errors["index_template"])
    assert not SiteConfiguration.objects.exists()


def test_what_all_share_is_not_for_the_administrator_of_a_branch(client):
    client.force_login(make_member(Role.ADMINISTRATOR, make_department("11", parent=make_department("1"))))

    assert [client.get(url).status_code for url in (LIST, ADD, SITE)] == [403, 403, 403]


def test_list_costs_the_same_for_three_and_for_thirty(client, administrator):
    def fill(numbers):
        Authority.objects.bulk_create(Authority(title=f"文件{number}") for number in numbers)

    fill(range(3))
    few = queries_of(client, LIST)
    fill(range(3, 30))

    assert queries_of(client, LIST) == few <= 9
