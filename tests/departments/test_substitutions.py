from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from departments import clock
from departments.models import AuditEntry, Department, Membership, Role, Substitution
from departments.permissions import has_role, roles_of
from departments.services import SubstitutionRefused, arrange_substitution, end_substitution
from tests.factories import make_department, make_member, make_user

CHINA = ZoneInfo("Asia/Shanghai")
NOON = datetime(2023, 5, 20, 12, tzinfo=CHINA)


@pytest.fixture
def reviewer(db):
    return make_member(Role.REVIEWER)


def arranged(reviewer, substitute, starts="2023-05-15", ends="2023-05-25", actor=None):
    made = Substitution(
        membership=reviewer.memberships.get(),
        substitute=substitute,
        starts_on=date.fromisoformat(starts),
        ends_on=date.fromisoformat(ends),
        reason="赴外地培训",
    )
    with clock.at(NOON):
        return arrange_substitution(made, actor=actor or reviewer)


def on(day):
    return clock.at(datetime(2023, 5, day, 12, tzinfo=CHINA))


@pytest.mark.parametrize(("day", "holds"), [(14, False), (15, True), (25, True), (26, False)])
def test_a_substitute_reviews_from_the_first_day_to_the_last(reviewer, day, holds):
    substitute = make_user()
    arranged(reviewer, substitute)

    with on(day):
        assert ("reviewer" in roles_of(substitute, make_department())) is holds
        assert has_role(substitute, Role.REVIEWER) is holds
        assert Department.objects.visible_to(substitute).exists() is holds
        assert Department.objects.reviewed_by(substitute).exists() is holds


def test_an_ended_substitution_opens_nothing(reviewer):
    substitute = make_user()
    end_substitution(arranged(reviewer, substitute), actor=reviewer)

    with on(20):
        assert roles_of(substitute, make_department()) == set()
    assert AuditEntry.objects.filter(action="substitution.end", actor=reviewer).count() == 1


def test_only_the_reviewers_right_is_handed_on(reviewer):
    make_member(Role.PUBLISHER, user=reviewer)
    substitute = make_user()
    membership = reviewer.memberships.get(role=Role.REVIEWER)
    day = date(2023, 5, 20)
    Substitution.objects.create(
        membership=membership,
        substitute=substitute,
        starts_on=day,
        ends_on=day,
        reason="外出",
        arranged_by=reviewer,
        arranged_at=NOON,
    )

    with on(20):
        assert roles_of(substitute, make_department()) == {"reviewer"}


def test_a_substitute_hands_nothing_on(reviewer):
    first, second = make_member(Role.REVIEWER, make_department("2")), make_user()
    arranged(reviewer, first)
    arranged(first, second)

    with on(20):
        assert roles_of(second, make_department()) == set()


@pytest.mark.parametrize(
    ("starts", "ends", "message"),
    [
        pytest.param("2023-05-01", "2023-05-19", "结束日期已过", id="over already"),
        pytest.param("2023-05-25", "2023-05-30", "已有代理", id="two at a time"),
    ],
)
def test_senseless_dates_are_refused(reviewer, starts, ends, message):
    arranged(reviewer, make_user())

    with pytest.raises(SubstitutionRefused, match=message):
        arranged(reviewer, make_user(), starts, ends)

    assert Substitution.objects.count() == 1


def test_nobody_stands_in_for_themselves(reviewer):
    with pytest.raises(SubstitutionRefused, match="同一人"):
        arranged(reviewer, reviewer)


def post(client, reviewer, substitute, **changes):
    values = {"membership": reviewer.memberships.get().pk, "substitute": substitute.pk, "reason": "培训"}
    days = {"starts_on": clock.today().isoformat(), "ends_on": clock.today().isoformat()}
    return client.post(reverse("departments:substitution_add"), values | days | changes, follow=True)


def test_a_reviewer_arranges_and_ends_it_on_screen(client, reviewer):
    substitute = make_user(full_name="代理员")
    client.force_login(reviewer)

    page = post(client, reviewer, substitute).content.decode()
    made = Substitution.objects.get()
    after = client.post(reverse("departments:substitution_end", args=[made.pk]), follow=True).content.decode()

    assert "已登记审核代理：代理员 代" in page
    assert ">终止</button>" in page
    assert "已终止审核代理" in after
    assert ">终止</button>" not in after
    assert made.arranged_by == reviewer


def test_bad_input_keeps_what_was_typed(client, reviewer):
    client.force_login(reviewer)

    page = post(client, reviewer, make_user(), ends_on="2020-01-01", reason="去北京").content.decode()

    assert "结束日期不能早于起始日期" in page
    assert "去北京" in page
    assert not Substitution.objects.exists()


def test_others_memberships_are_not_offered(client, reviewer):
    stranger = make_member(Role.REVIEWER, make_department("2"))
    client.force_login(stranger)

    page = post(client, reviewer, make_user())

    assert "已不在可选范围内" in page.content.decode()
    assert not Substitution.objects.exists()


def test_an_administrator_arranges_it_for_somebody_who_is_ill(client, reviewer):
    client.force_login(make_member(Role.ADMINISTRATOR))

    post(client, reviewer, make_user())

    assert Substitution.objects.get().membership == Membership.objects.get(user=reviewer)
