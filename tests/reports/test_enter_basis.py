import pytest
from django.urls import reverse

from departments.models import AuditEntry, Authority, Citation
from reports.models import Section
from tests.factories import make_cycle, make_evaluation, make_member
from tests.pages import described, form_values, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(client):
    client.force_login(make_member())
    return make_evaluation()


def address(evaluation):
    return reverse("reports:enter_basis", args=[evaluation.pk])


def enter(client, evaluation, **changes):
    url = address(evaluation)
    values = form_values(client.get(url))
    for key, value in changes.items():
        values.pop(key.replace("__", "-"), None)
        values |= {} if value is None else {key.replace("__", "-"): value}
    return client.post(url, values)


def make_authority(title="绩效管理办法", **fields):
    return Authority.objects.create(title=title, **fields)


def test_authorities_are_chosen_and_ordered(client, evaluation):
    first, second = make_authority("甲办法"), make_authority("乙办法")
    changes = {f"authority__{row.pk}__is_cited": "on" for row in (first, second)}

    enter(
        client,
        evaluation,
        **changes,
        **{f"authority__{first.pk}__position": "2", f"authority__{second.pk}__position": "1"},
    )

    assert [citation.authority for citation in evaluation.citations.all()] == [second, first]


def test_impossible_place_is_told_with_its_authority(client, evaluation):
    authority = make_authority("甲办法")
    changes = {f"authority__{authority.pk}__is_cited": "on", f"authority__{authority.pk}__position": "99999999999999"}

    response = enter(client, evaluation, **changes)

    assert "不能大于9999，请核对。" in described(response, f"authority-{authority.pk}-position")
    assert f'<a href="#id_authority-{authority.pk}-position">{authority} ' in response.content.decode()
    assert not evaluation.citations.exists()


def test_choice_can_be_taken_back(client, evaluation):
    authority = make_authority()
    enter(client, evaluation, **{f"authority__{authority.pk}__is_cited": "on"})

    enter(client, evaluation, **{f"authority__{authority.pk}__is_cited": None})

    assert not evaluation.citations.exists()
    assert AuditEntry.objects.filter(action="citation.remove").exists()


def test_choosing_twice_cites_once(client, evaluation):
    authority = make_authority()
    values = form_values(client.get(address(evaluation))) | {f"authority-{authority.pk}-is_cited": "on"}

    client.post(address(evaluation), values)
    client.post(address(evaluation), values)

    assert evaluation.citations.get().version == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param({"valid_until": 2021}, "只适用至2021年度", id="no longer valid"),
        pytest.param({"valid_from": 2023}, "自2023年度起适用", id="not yet valid"),
    ],
)
def test_authority_of_another_year_is_shown_with_the_reason_and_not_offered(client, evaluation, fields, reason):
    authority = make_authority("关于2021年度自评的通知", **fields)

    response = client.get(address(evaluation))

    assert f"《关于2021年度自评的通知》：{reason}" in text_of(response)
    assert f"authority-{authority.pk}-is_cited" not in response.content.decode()


def test_cited_authority_that_no_longer_holds_can_be_taken_back(client, evaluation):
    authority = make_authority(valid_until=2021)
    Citation.objects.create(evaluation=evaluation, authority=authority)

    assert "只适用至2021年度，请改选适用于2022年度的文件。" in text_of(client.get(address(evaluation)))
    enter(client, evaluation, **{f"authority__{authority.pk}__is_cited": None})

    assert not evaluation.citations.exists()


def test_another_persons_choice_is_left_alone(client, evaluation):
    mine, hers = make_authority("甲办法"), make_authority("乙办法")
    values = form_values(client.get(address(evaluation))) | {f"authority-{mine.pk}-is_cited": "on"}
    enter(client, evaluation, **{f"authority__{hers.pk}__is_cited": "on"})

    client.post(address(evaluation), values)

    assert {citation.authority for citation in evaluation.citations.all()} == {mine, hers}


def test_choice_that_another_has_taken_back_is_asked_again(client, evaluation):
    authority = make_authority()
    enter(client, evaluation, **{f"authority__{authority.pk}__is_cited": "on"})
    stale = form_values(client.get(address(evaluation))) | {f"authority-{authority.pk}-position": "5"}
    enter(client, evaluation, **{f"authority__{authority.pk}__is_cited": None})

    response = client.post(address(evaluation), stale)

    assert response.status_code == 409
    assert "已被删除" in text_of(response)
    assert not evaluation.citations.exists()


def test_preamble_is_stored_with_the_choice(client, evaluation):
    enter(client, evaluation, preamble__text="根据有关规定，开展自评。")

    assert Section.objects.get().text == "根据有关规定，开展自评。"
    assert Section.objects.get().key == "preamble"


def test_text_may_be_as_long_as_the_scheme_allows(client, evaluation):
    response = enter(client, evaluation, preamble__text="长" * 1501)

    assert "1500" in described(response, "preamble-text")
    assert "长" * 1501 in response.content.decode()
    assert not Section.objects.exists()


def test_empty_library_says_what_to_do(client, evaluation):
    assert "请联系管理员添加" in text_of(client.get(address(evaluation)))


def test_completeness_stands_beside_the_text(client, evaluation):
    assert "尚未填写“前言”" in described(client.get(address(evaluation)), "preamble-text")


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        pytest.param("performance", ["performance_management"], id="performance management"),
        pytest.param("results", ["result_use", "disclosure"], id="use and disclosure"),
    ],
)
def test_texts_are_stored_under_the_keys_of_the_outline(client, evaluation, part, keys):
    url = reverse(f"reports:enter_{part}", args=[evaluation.pk])
    values = form_values(client.get(url)) | {f"{key}-text": f"{key}的正文" for key in keys}

    client.post(url, values)

    assert dict(evaluation.sections.values_list("key", "text")) == {key: f"{key}的正文" for key in keys}


def test_text_begun_by_two_people_clashes(client, evaluation):
    url = reverse("reports:enter_performance", args=[evaluation.pk])
    values = form_values(client.get(url))
    client.post(url, values | {"performance_management-text": "她的"})

    response = client.post(url, values | {"performance_management-text": "我的"})

    assert response.status_code == 409
    assert "现存：她的" in described(response, "performance_management-text")
    assert Section.objects.get().text == "她的"


def test_text_can_be_emptied(client, evaluation):
    url = reverse("reports:enter_performance", args=[evaluation.pk])
    for text in ("写错了", ""):
        client.post(url, form_values(client.get(url)) | {"performance_management-text": text})

    assert Section.objects.get().text == ""


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        pytest.param("performance", ["fund_budget", "capital_budget", "insurance_budget"], id="before the indicators"),
        pytest.param("results", ["result_use", "disclosure"], id="after the indicators"),
    ],
)
def test_every_chapter_that_an_outline_lets_people_write_has_its_place(client, db, part, keys):
    evaluation = make_evaluation(cycle=make_cycle(scheme="hunan"))
    client.force_login(make_member(department=evaluation.department))

    page = client.get(reverse(f"reports:enter_{part}", args=[evaluation.pk]))

    assert [form.instance.key for form in page.context["screen"].sections()] == keys


def test_part_without_a_chapter_says_that_nothing_is_to_be_written(client, db):
    evaluation = make_evaluation(cycle=make_cycle(scheme="hunan"))
    client.force_login(make_member(department=evaluation.department))

    page = client.get(reverse("reports:enter_basis", args=[evaluation.pk])).content.decode()

    assert "本方案的报告提纲没有需要在此填写的章节。" in page
