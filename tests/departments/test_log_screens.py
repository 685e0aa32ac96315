"""The auditor searches the log and takes copies of it; the copy is recorded."""

import csv
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from departments import audit, clock
from departments.models import AuditEntry, Role
from departments.services import seal_log
from tests.factories import make_department, make_member, make_user
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = reverse("departments:audit_list")
CSV = {"export": "csv"}
EXPORT = f"{LIST}?export=csv"


@pytest.fixture
def auditor(client, district):
    auditor = make_member(Role.AUDITOR, district)
    client.force_login(auditor)
    return auditor


@pytest.fixture
def district():
    return make_department("1", "某区")


@pytest.fixture
def street(district):
    return make_department("12", "某街道", parent=district)


@pytest.fixture
def entries(street):
    """Three changes of one street on three days, by two people."""
    people = [make_user("zhao", "赵一"), make_user("qian", "钱二"), make_user("sun", "孙三")]
    for day, (person, action) in enumerate(zip(people, ["change", "change", "reset_password"], strict=True), start=1):
        with clock.at(datetime(2023, 5, day, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))):
            audit.record(
                street,
                actor=person,
                action=f"department.{action}",
                changes={"kind": ["street", "bureau"], "is_active": [True, None]},
                comment=f"第{day}天",
            )


def comments(client, **parameters):
    page = client.get(LIST, parameters).context["page"]
    return [entry.comment for entry in page.object_list if entry.comment.startswith("第")]


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        pytest.param({}, ["第3天", "第2天", "第1天"], id="everything, the latest first"),
        pytest.param({"since": "2023-05-02"}, ["第3天", "第2天"], id="since a day"),
        pytest.param({"until": "2023-05-02"}, ["第2天", "第1天"], id="until a day, its evening included"),
        pytest.param({"actor": "钱"}, ["第2天"], id="by name"),
        pytest.param({"actor": "zhao"}, ["第1天"], id="by user name"),
        pytest.param({"action": "department.reset_password"}, ["第3天"], id="by action"),
        pytest.param({"words": "3天"}, ["第3天"], id="by words of the comment"),
        pytest.param({"words": "某街"}, ["第3天", "第2天", "第1天"], id="by words of the object"),
        pytest.param({"actor": "钱", "until": "2023-05-01"}, [], id="nothing fits both"),
    ],
)
def test_search(client, auditor, entries, parameters, found):
    assert comments(client, **parameters) == found


def test_search_by_department(client, auditor, entries, street):
    make_department("13", parent=street.parent)

    entries = client.get(LIST, {"department": street.pk}).context["page"].object_list

    assert {entry.department for entry in entries} == {street}


def test_changes_are_shown_in_the_words_of_the_screen(client, auditor, entries):
    page = client.get(LIST).content.decode()

    assert "单位类型：<del>街道（乡镇）</del> → <ins>综合局委</ins>" in page
    assert "启用：<del>是</del> → <ins>（空）</ins>" in page
    assert "部门（单位）：修改" in page


def test_unknown_objects_and_fields_keep_their_codes(client, auditor, street):
    AuditEntry.objects.create(
        at=clock.now(), action="gone.vanish", object_type="gone.Thing", object_label="旧对象",
        department=street, changes={"x": [["甲", "乙"], 1]},
    )  # fmt: skip
    audit.record(street, actor=None, action="department.change", changes={"y": ["", 2], "parent": [3, 4]})

    page = client.get(LIST).content.decode()

    assert "gone.vanish" in page
    assert "x：<del>甲、乙</del> → <ins>1</ins>" in page
    assert "y：<del>（空）</del> → <ins>2</ins>" in page
    assert "上级单位：<del>编号3</del> → <ins>编号4</ins>" in page


def test_settings_of_a_rule_stop_neither_the_page_nor_the_copy(client, auditor, street):
    AuditEntry.objects.create(
        at=clock.now(), action="indicator.change", object_type="indicators.Indicator", department=street,
        changes={"parameters": [{}, {"bands": [{"min": "90", "score": "10"}]}]},
    )  # fmt: skip

    words = "bands＝（（min＝90，score＝10））"
    assert f"<ins>{words}</ins>" in client.get(LIST).content.decode()
    assert f"评分参数：（空） → {words}" in [row[6] for row in rows_of(client.get(EXPORT))]


@pytest.mark.parametrize("parameters", [{"since": "昨天"}, {"action": "x"}, {"department": "999"}])
def test_impossible_search_says_so(client, auditor, entries, parameters):
    assert "is-invalid" in client.get(LIST, parameters).content.decode()
    assert client.get(LIST, parameters | CSV).status_code == 400


def test_auditor_of_a_branch_sees_the_branch_only(client, entries, district, street):
    client.force_login(make_member(Role.AUDITOR, make_department("13", "另一街道", parent=district)))

    assert {entry.department.code for entry in client.get(LIST).context["page"]} == {"13"}


def test_administrator_of_the_whole_tree_is_no_auditor(client, district):
    client.force_login(make_member(Role.ADMINISTRATOR, district))

    assert [client.get(url).status_code for url in (LIST, EXPORT)] == [403, 403]


def test_export_holds_what_was_found(client, auditor, entries):
    rows = rows_of(client.get(LIST, CSV | {"actor": "钱"}))

    assert rows == [
        ["时间", "操作人", "用户名", "操作", "对象", "部门（单位）", "变更", "说明"],
        [
            "2023-05-02 23:30:00",
            "钱二",
            "qian",
            "部门（单位）：修改",
            "某街道",
            "某街道",
            "单位类型：街道（乡镇） → 综合局委；启用：是 → （空）",
            "第2天",
        ],
    ]


def test_export_is_recorded_with_what_was_searched_for(client, auditor, entries):
    rows_of(client.get(LIST, CSV | {"actor": "钱", "since": "2023-05-01"}))

    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor) == ("auditentry.export", auditor)
    assert entry.comment == "审计日志（CSV），查询条件：起始日期：2023-05-01；操作人：钱"


def test_formula_in_the_log_reaches_no_spreadsheet(client, auditor, street):
    audit.record(street, actor=None, action="department.change", comment="=HYPERLINK(1)")

    assert "'=HYPERLINK(1)" in [row[-1] for row in rows_of(client.get(EXPORT))]


def test_search_costs_the_same_for_three_and_for_thirty(client, auditor, street):
    def fill(count):
        for _ in range(count):
            audit.record(street, actor=make_user(), action="department.change")

    fill(2)
    few = queries_of(client, LIST)
    fill(27)

    assert queries_of(client, LIST) == few <= 12


def test_what_is_not_sealed_yet_is_marked(client, auditor, entries):
    page = client.get(LIST)
    assert page.content.decode().count("尚未封存") == len(page.context["page"].object_list)

    seal_log()

    assert "尚未封存" not in client.get(LIST).content.decode()
