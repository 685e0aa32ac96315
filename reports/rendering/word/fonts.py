"""The typefaces that the Word file names, and what to take where an office does not have them."""

from reports.rendering.word.looks import FANGSONG, HEITI, KAITI, SONG, XIAOBIAOSONG

FONT_TABLE = "word/fontTable.xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
INSTEAD = {XIAOBIAOSONG: "宋体", FANGSONG: "仿宋", KAITI: "楷体", HEITI: "SimHei", SONG: "SimSun"}
GB2312_CHARSET = "86"


def font_table() -> bytes:
    """Return the part that lists each typeface with its alternative name."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="{GB2312_CHARSET}"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, instead in INSTEAD.items()
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'.encode()
