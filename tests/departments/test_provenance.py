from departments.provenance import digest, letters, paragraphs


def test_paragraphs_are_the_lines_that_say_something():
    assert paragraphs("  第一段。\n\n　\n第二段。\r\n") == ["第一段。", "第二段。"]


def test_blanks_make_no_other_paragraph():
    assert digest("全年 完成。") == digest("　全年完成。 ")
    assert digest("全年完成。") != digest("全年未完成。")


def test_blanks_are_no_letters():
    assert letters(" 全年\n 完成 ") == 4
