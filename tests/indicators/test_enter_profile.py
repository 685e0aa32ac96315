import pytest
from django.urls import reverse

from departments.models import AuditEntry, Duty
from tests.factories import make_evaluation, make_member, make_user
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation():
    return make_evaluation()


@pytest.fixture
def url(client, evaluation):
    client.force_login(make_member())
    return reverse("indicators:enter_profile", args=[evaluation.pk])


def post(client, url, **changes):
    return client.post(url, form_values(client.get(url)) | {key.replace("__", "-"): changes[key] for key in changes})


def test_duties_offices_and_staff_are_stored_together(client, evaluation, url):
    post(
        client,
        url,
        duties__0__title="民政服务",
        offices__0__name="党政办公室",
        staffing__administrative_quota="37",
        staffing__as_of="2022-12-31",
    )

    evaluation.staffing.refresh_from_db()
    assert evaluation.duties.get().title == "民政服务"
    assert evaluation.offices.get().name == "党政办公室"
    assert evaluation.staffing.administrative_quota == 37
    assert str(evaluation.staffing.as_of) == "2022-12-31"


@pytest.mark.parametrize("typed", ["37", "３７", "37人", " 37 名 ", "1,037"])
def test_numbers_of_people_are_read_as_people_write_them(client, evaluation, url, typed):
    post(client, url, staffing__retired=typed)

    evaluation.staffing.refresh_from_db()
    assert evaluation.staffing.retired == (1037 if "," in typed else 37)


@pytest.mark.parametrize("typed", ["约80", "3.5", "-1", "无", "≥3", "99999999999999"])
def test_what_is_no_number_of_people_is_refused(client, evaluation, url, typed):
    response = post(client, url, staffing__retired=typed)

    evaluation.staffing.refresh_from_db()
    assert evaluation.staffing.retired is None
    assert f'value="{typed}"' in response.content.decode()
    assert "staffing-retired" in response.content.decode()
    assert described(response, "staffing-retired")


def test_all_faults_are_told_at_once_and_nothing_is_stored(client, evaluation, url):
    response = post(client, url, duties__0__text="负责民政", offices__0__name="办公室", staffing__hired="很多")

    page = response.content.decode()
    assert "内容尚未保存" in page
    assert '<a href="#id_duties-0-title">主要职责 第1行 职责</a>' in page
    assert '<a href="#id_staffing-hired">编外人数</a>' in page
    assert "负责民政" in page
    assert not evaluation.offices.exists()


def test_faulty_field_is_marked_and_told(client, url):
    response = post(client, url, staffing__hired="很多")

    assert "无法识别“很多”" in described(response, "staffing-hired")
    assert 'name="staffing-hired" value="很多"' in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()


def test_stale_form_shows_both_values_and_who(client, evaluation, url):
    Duty.objects.create(evaluation=evaluation, title="民政", text="旧", position=1)
    stale = form_values(client.get(url)) | {"duties-0-text": "我的说明"}
    colleague = make_member(user=make_user(full_name="王芳"))
    client.force_login(colleague)
    post(client, url, duties__0__text="她的说明")

    response = client.post(url, stale)

    page = text_of(response)
    assert response.status_code == 409
    assert "现存：她的说明" in page
    assert "王芳" in page
    assert "我的说明" in response.content.decode()
    assert "她的说明" in described(response, "duties-0-text")
    assert evaluation.duties.get().text == "她的说明"


def test_saving_the_stale_form_again_is_a_decision(client, evaluation, url):
    Duty.objects.create(evaluation=evaluation, title="民政", text="旧", position=1)
    stale = form_values(client.get(url)) | {"duties-0-text": "我的说明"}
    post(client, url, duties__0__text="她的说明")

    response = client.post(url, form_values(client.post(url, stale)))

    assert response.status_code == 302
    assert evaluation.duties.get().text == "我的说明"


def test_double_submit_adds_one_row(client, evaluation, url):
    values = form_values(client.get(url)) | {"duties-0-title": "民政服务"}

    client.post(url, values)
    client.post(url, values)

    assert evaluation.duties.count() == 1


def test_row_is_removed_and_stays_in_the_log(client, evaluation, url):
    Duty.objects.create(evaluation=evaluation, title="民政", position=1)

    post(client, url, duties__0__remove="on")

    assert not evaluation.duties.exists()
    assert AuditEntry.objects.get(action="duty.remove").object_label == "民政"


def test_row_can_be_added_by_the_script_too(client, url):
    page = client.get(url).content.decode()

    assert 'data-placeholder="__duties__"' in page
    assert 'name="duties-__duties__-title"' in page


def test_completeness_is_shown_beside_field_and_in_the_list(client, url):
    response = client.get(url)

    assert "尚未填写“离退休人数”" in described(response, "staffing-retired")
    assert '<a href="#duties-title">尚未填写主要职责，请逐项补充。</a>' in response.content.decode()
    assert "处待填" in text_of(response)
