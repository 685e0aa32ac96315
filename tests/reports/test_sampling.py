"""Drawing: reproducible from the seed, whatever the order, and as the rule says."""

from decimal import Decimal
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from reports.sampling import Unit, draw_amount, draw_number, draw_share, in_random_order

UNITS = [Unit(f"{number:03}", f"g{number % 3}", Decimal(number * 1000)) for number in range(1, 31)]
codes = st.lists(st.from_regex(r"[0-9A-Z]{1,6}", fullmatch=True), unique=True, max_size=40)


@given(codes, st.text(max_size=10), st.randoms())
def test_the_order_of_the_units_makes_no_difference(listed, seed, random):
    units = [Unit(code) for code in listed]
    shuffled = random.sample(units, len(units))

    assert in_random_order(units, seed) == in_random_order(shuffled, seed)


def test_the_order_is_that_of_the_digest_that_everybody_can_compute():
    expected = sorted((unit.code for unit in UNITS), key=lambda code: sha256(f"摇号7:{code}".encode()).hexdigest())

    assert [unit.code for unit in draw_number(UNITS, 5, seed="摇号7")] == expected[:5]


def test_another_seed_draws_others():
    assert draw_number(UNITS, 5, seed="1") != draw_number(UNITS, 5, seed="2")


def test_more_than_there_are_is_everybody():
    assert len(draw_number(UNITS, 99, seed="1")) == 30


@given(st.decimals(min_value="0.01", max_value=100, places=2), codes, st.integers(1, 4))
def test_every_department_gives_its_share_rounded_up(percent, listed, groups):
    units = [Unit(code, str(number % groups)) for number, code in enumerate(listed)]
    drawn = draw_share(units, percent, seed="s")

    for group in {unit.group for unit in units}:
        size = sum(unit.group == group for unit in units)
        share = sum(unit.group == group for unit in drawn)
        assert share - 1 < size * percent / 100 <= share
    assert len(set(drawn)) == len(drawn)


def test_large_budgets_are_drawn_whole_and_unknown_ones_never():
    drawn = draw_amount([*UNITS, Unit("999", "g0")], Decimal(28000))

    assert [unit.code for unit in drawn] == ["030", "029", "028"]


def test_a_unit_that_joins_does_not_change_the_order_of_the_others():
    before = [unit.code for unit in in_random_order(UNITS, "7")]
    after = [unit.code for unit in in_random_order([*UNITS, Unit("new")], "7") if unit.code != "new"]

    assert before == after
