import pytest

from reports.rendering.typesetting import BREAK, typeset


@pytest.mark.parametrize(
    ("html", "pieces"),
    [
        pytest.param("<p>落实“三无”改造</p>", ["<p>落实", "“三无”", "改造</p>"], id="on both sides"),
        pytest.param("<p>“三无”，改造</p>", ["<p>“三无”，改造</p>"], id="not before a comma"),
        pytest.param("<p>（“三无”）</p>", ["<p>（“三无”）</p>"], id="not inside brackets"),
        pytest.param("<p>“三无”“两违”</p>", ["<p>“三无”", "“两违”</p>"], id="once between two phrases"),
        pytest.param('<a title="称“甲”者">乙</a>', ['<a title="称“甲”者">乙</a>'], id="not in an attribute"),
    ],
)
def test_line_may_end_outside_quotation_marks(html, pieces):
    assert typeset(html).split(BREAK) == pieces


def test_rare_characters_stand_apart():
    assert typeset('<p title="喆">刘喆&amp;㎡</p>') == (
        '<p title="喆">刘<span class="rare">喆</span>&amp;<span class="rare">㎡</span></p>'
    )
