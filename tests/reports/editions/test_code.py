from reports.editions.code import ALPHABET, short_code, shown


def test_code_follows_from_place_and_content_alone():
    code = short_code("2022/101/1", {"total": "96.00", "year": 2022})

    assert code == short_code("2022/101/1", {"year": 2022, "total": "96.00"})
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)


def test_other_figures_or_another_edition_have_another_code():
    codes = {
        short_code("2022/101/1", {"total": "96.00"}),
        short_code("2022/101/1", {"total": "96.01"}),
        short_code("2022/101/2", {"total": "96.00"}),
    }

    assert len(codes) == 3


def test_code_is_printed_in_two_halves():
    assert (shown("K7P3QX9M"), shown("")) == ("K7P3-QX9M", "")
