import pytest
from django.core.management import CommandError, call_command

from indicators.library import KINDS, shelf


def printed(capsys, *arguments):
    call_command("library", *arguments)
    return capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
def test_each_entry_of_a_kind_is_one_line(capsys, kind):
    lines = printed(capsys, kind).splitlines()

    assert lines[0].endswith(f"（{len(shelf(kind))}项）")
    assert [line for line in lines if line.startswith(tuple(f"| {entry.name} |" for entry in shelf(kind)))] == [
        f"| {entry.name} | {entry.example} | {entry.rule_title} | {entry.source} | {entry.method} |"
        for entry in shelf(kind)
    ]


def test_everything_is_printed_without_a_kind(capsys):
    text = printed(capsys)

    assert [line.partition("（")[0] for line in text.splitlines() if line.startswith("## ")] == [
        "## 街道",
        "## 学校",
        "## 综合局委",
        "## 执法",
        "## 各类单位共用",
    ]
    assert "### 生态环境成本" in text
    assert "| 低保对象年度复核率 | =100% | 等于目标值 |" in text


def test_unknown_kind_is_refused(capsys):
    with pytest.raises(CommandError):
        printed(capsys, "hospital")
