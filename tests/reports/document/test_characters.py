import pytest

from reports.document.characters import one_line, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("2021\u20112022", "2021-2022", id="non-breaking hyphen"),
        pytest.param("办结\u00ad率", "办结率", id="soft hyphen"),
        pytest.param("1\u202f868\u00a0万元", "1 868 万元", id="narrow and fixed spaces"),
        pytest.param("\ufeff街\u200b道\u200d", "街道", id="invisible characters"),
        pytest.param("⼯作⽬标", "工作目标", id="radicals copied from a PDF"),
        pytest.param("\uf9dc", "\u9686", id="compatibility ideograph"),
        pytest.param("2600㎡，镕、𬭎、㛃", "2600㎡，镕、𬭎、㛃", id="rare characters stay"),
        pytest.param("第一行\r\n第二行\u2028第三行", "第一行\n第二行\n第三行", id="line ends"),
        pytest.param("金额\ue000\x07", "金额", id="private and control characters"),
    ],
)
def test_printable(typed, printed):
    assert printable(typed) == printed


def test_one_line_has_no_line_ends():
    assert one_line("  第一行\n 第二行 ") == "第一行 第二行"
