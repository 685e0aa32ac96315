from decimal import Decimal

import pytest

from perfeval.lib.decimals import apportion, exact, plain, round_half_up


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.005", 2, "0.01"),
        ("0.0049999", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("2.5", 0, "3"),
        ("89.995", 2, "90.00"),
        ("97.894736", 2, "97.89"),
        ("3.35", 1, "3.4"),
        ("10", 2, "10.00"),
    ],
)
def test_half_is_rounded_away_from_zero(value, places, expected):
    assert str(round_half_up(Decimal(value), places)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("1.10", "1.10"), (" 5 ", "5"), (3, "3"), (0.1, "0.1"), (Decimal("2.50"), "2.50"), ("1e3", "1E+3")],
)
def test_numbers_are_read_as_written(given, expected):
    assert str(exact(given)) == expected


@pytest.mark.parametrize("given", ["", "x", "1,000", True, None, [], "NaN", "Infinity", float("inf")])
def test_what_is_not_a_finite_number_is_refused(given):
    with pytest.raises(ValueError, match="数字"):
        exact(given)


@pytest.mark.parametrize("given", ["1e15", "1e999999999", "1e-21", "0e-999999999", "0e999999999", "9" * 5000])
def test_numbers_too_long_to_reckon_with_are_refused(given):
    with pytest.raises(ValueError, match="数字过长"):
        exact(given)


@pytest.mark.parametrize("given", ["999999999999999", "0.30000000000000004", "1e14", "1e-20", "-33.333333333333336"])
def test_long_but_reasonable_numbers_are_kept(given):
    assert exact(given) == Decimal(given)


@pytest.mark.parametrize(
    ("weights", "parts"),
    [
        pytest.param([1, 4, 1], ["3.34", "13.33", "3.33"], id="small before big"),
        pytest.param([4, 1, 1], ["13.34", "3.33", "3.33"], id="big before small"),
    ],
)
def test_equal_remainders_favour_the_earlier_part(weights, parts):
    assert apportion(Decimal(20), list(map(Decimal, weights))) == list(map(Decimal, parts))


def test_largest_remainders_get_the_missing_cents():
    parts = apportion(Decimal(35), [Decimal(10), Decimal(20)])

    assert [str(part) for part in parts] == ["11.67", "23.33"]


def test_nothing_can_be_split_by_no_weights():
    with pytest.raises(ValueError, match="more than zero"):
        apportion(Decimal(5), [Decimal(0)])


@pytest.mark.parametrize(
    ("value", "text"), [("5.00", "5"), ("2.50", "2.5"), ("1E+2", "100"), ("100", "100"), ("0.0000001", "0.0000001")]
)
def test_numbers_are_printed_without_exponent_and_idle_zeros(value, text):
    assert plain(Decimal(value)) == text
