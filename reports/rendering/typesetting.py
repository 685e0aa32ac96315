"""What Chinese text needs so that a line ends where it should and keeps its height.

>>> typeset("<p>落实“三无”改造</p>").split(BREAK)
['<p>落实', '“三无”', '改造</p>']
>>> typeset("<p>（“三无”、“两违”）</p>").split(BREAK)
['<p>（“三无”、', '“两违”）</p>']
>>> typeset("<p>刘喆</p>")
'<p>刘<span class="rare">喆</span></p>'
"""

import re

OPENING = "（《〈【「『〔“‘"
CLOSING = "，。；：、！？）》〉】」』〕”’…"
BREAK = "\u200b"
MAY_END = re.compile(rf"(?<=[^\s{OPENING}])(?=[“‘])|(?<=[”’])(?=[^\s{CLOSING}])")
TAG = re.compile(r"(<[^>]*>)")


def typeset(html: str) -> str:
    """Return `html`, whose attributes escape “>”, with its texts prepared for print.

    Unicode counts “ and ” as marks of any script and forbids a break on either side: a quoted phrase
    would cling to its neighbours and leave a hole at the end of the line. A character outside GB 2312
    comes out of a second font, whose taller line would push the text off the line grid; its own span
    can be told to have no height.
    """
    pieces = TAG.split(html)
    pieces[::2] = [_mark_rare(MAY_END.sub(BREAK, text)) for text in pieces[::2]]
    return "".join(pieces)


def _mark_rare(text: str) -> str:
    if _is_common(text):
        return text
    return "".join(
        character if _is_common(character) else f'<span class="rare">{character}</span>' for character in text
    )


def _is_common(text: str) -> bool:
    try:
        text.replace(BREAK, "").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
